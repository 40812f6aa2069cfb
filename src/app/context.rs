//! What a page is given to work with, and what it can ask the shell for.

use super::shell::{
    Blocker, Chosen, Dialog, FileRequest, Job, JobProgress, JobSlot, Jobs, Notice, Page, Question, Toast,
};
use super::{Action, AppError, Copyable, Event, KeySource, UsedKey};
use crate::format::Contents;
use crate::health::TextFault;
use crate::system::{Desktop, Services};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// Lent to a page for one action or event.
pub(super) struct Context<'a> {
    pub services: &'a Services,
    pub desktop: &'a Desktop,
    pub jobs: &'a mut Jobs,
    pub effects: &'a mut Vec<Effect>,
    /// Held by whatever KDF is running.
    pub one_kdf: &'a Arc<Mutex<()>>,
    /// The page that is shown.
    pub shown: Page,
    /// A key is being generated: nothing else is opened meanwhile.
    pub busy: bool,
    /// The person was asked, and gave up what is not saved.
    pub discards: bool,
}

/// What a page asks the shell for. Done in their order, after the page has returned.
pub(super) enum Effect {
    /// Show this page.
    Show(Page),
    /// Ask this, after the questions that are there already.
    Ask(Dialog),
    Notice(Notice),
    Toast(Toast),
    /// Put this text on the clipboard.
    Copy(Copyable, String),
    /// Do this.
    Do(Action),
    /// Do this as soon as what stands in the way is out of it.
    Guard(Action, Blocker),
    /// What waited for a page that wrote files is done now.
    DoDeferred,
    /// What waits for a save does not come any more.
    CancelDeferred,
    /// It is saved: what waited for that is done now.
    GoOn,
    /// Show a file dialog.
    Choose(FileRequest),
    /// These were chosen.
    Chosen(Chosen),
    /// Keys that were read.
    Opened(Contents, KeySource, Option<TextFault>),
    /// Files for the list.
    Convert(Vec<PathBuf>),
    /// Another key takes the place of the open one, perhaps from this file, or none.
    KeyReplaced(Option<PathBuf>),
    /// The key is in these files now.
    Saved(Vec<PathBuf>),
    /// What is being looked at is not wanted any more.
    StopInspecting,
    /// This question is answered by what has happened.
    Withdraw(Question),
    /// Show what can be done with this key.
    UseKey(Box<UsedKey>),
    /// An agent may hold other keys than before.
    AgentsChanged,
    /// Show the folder of this file.
    ShowInFolder(PathBuf),
}

impl Context<'_> {
    pub fn send(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    pub fn fail(&mut self, failure: AppError) {
        self.send(Effect::Notice(Notice::Failed(failure)));
    }

    /// Starts work whose last act is to report an event. Dropping the job cancels it; what it then
    /// reports is dropped too.
    pub fn start<E: Into<Event>>(
        &mut self,
        slot: impl Into<JobSlot>,
        name: &'static str,
        work: impl FnOnce(&JobProgress) -> E + Send + 'static,
    ) -> Job {
        self.jobs.start(&*self.desktop.worker, slot.into(), name, |progress| work(progress).into())
    }

    /// The same for work that nobody cancels.
    pub fn start_detached<E: Into<Event>>(
        &mut self,
        slot: impl Into<JobSlot>,
        name: &'static str,
        work: impl FnOnce() -> E + Send + 'static,
    ) {
        self.jobs.start_detached(&*self.desktop.worker, slot.into(), name, || work().into());
    }
}

/// What the shell asks every page.
pub(super) trait PageState {
    /// What closing the window would lose or cut off.
    fn unsaved(&self) -> Option<Blocker>;
    /// Whether the person wants to see a passphrase. It counts from the click on, before anything is
    /// typed, and while the page is not shown: what was revealed may come back at any time.
    fn reveals_secret(&self) -> bool;
}
