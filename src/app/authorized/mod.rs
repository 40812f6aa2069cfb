//! authorized_keys: who may log in to this computer or account.

mod add;
mod editor;
mod list;
mod request;

pub use add::{KeyToAdd, NotAdded};
pub use editor::{Editor, EditorTarget};
pub use list::{LineAbout, LineRow, RowFix};

use super::context::{Context, Effect, PageState};
use super::shell::{Blocker, FileRequest};
use super::text_change::{self, ChangeKind, ListState, TextChange, TextProblem, Written};
use super::{Answer, Dialog, Job, Page};
use crate::save::SaveError;
use crate::sshfiles::{BadValue, Verb};
use crate::system::administrators_authorized_keys;
use add::FoundKeys;
use list::{Listing, OwnNames};
pub(super) use request::risk_of_turning_off;
use request::{Request, Target, plan, plan_undo};
use std::path::PathBuf;
use std::sync::Arc;
use zeroize::Zeroizing;

/// What a person can ask for there.
#[derive(Debug)]
pub enum AuthorizedAction {
    /// Look again at what is there.
    Look,
    /// Show this file.
    Use(PathBuf),
    /// Choose another file.
    AskFile,
    /// Turn the key in this line on or off.
    Switch(usize),
    /// Enter other options for the key in this line.
    Edit(usize),
    /// Remove this line.
    Remove(usize),
    /// Put this line right.
    PutRight(usize),
    /// Choose files with keys to add.
    AskKeys,
    /// Add the keys of these files.
    AddFiles(Vec<PathBuf>),
    /// Add the keys in this text.
    AddText(Zeroizing<String>),
    /// Leave this key out of those that are being added.
    LeaveOut(usize),
    /// Leave the form, after a question where something was entered.
    LeaveEditor,
    /// Leave the form with what was entered.
    CloseEditor,
    /// Show what the form would change.
    Apply,
    /// Take the last change back.
    Undo,
}

/// Everything that the page shows.
#[derive(Debug, Default)]
pub struct AuthorizedPage {
    /// Whether the page was shown before.
    pub was_shown: bool,
    /// The file; `None` where there is no home folder.
    pub file: Option<PathBuf>,
    /// How far it is read.
    pub state: ListState,
    /// Its lines that are not blank or comments.
    pub rows: Vec<LineRow>,
    /// The time in UTC and here when it was read.
    pub now: [String; 2],
    /// Counts how often it was read.
    pub readings: u32,
    /// The form for options.
    pub editor: Option<Editor>,
    /// The last change.
    pub done: Option<Written>,
    /// Counts the changes.
    pub writes: u32,
    /// Why nothing came of what was asked for.
    pub refused: Option<Refused>,
    dot_ssh: Option<PathBuf>,
    own: Arc<OwnNames>,
    /// What the file holds; `None` where there is none.
    bytes: Option<Vec<u8>>,
    reading: Option<Job>,
    working: Option<Job>,
    writing: bool,
}

/// Why nothing is changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Every key is there already, in the line with this number.
    AllThere(usize),
    /// The keys are there with other options, in the line with this number.
    Otherwise(usize),
    /// Nothing would change.
    Same,
    /// No line can hold these options.
    Value(BadValue),
    /// None of the files holds a key that can be added.
    NoKeys(Vec<NotAdded>),
    /// The form is open for the options of this key.
    FormOpen(String),
}

/// Why there is nothing to show before it is written.
pub(in crate::app) enum NoChange {
    Refused(Refused),
    Text(TextProblem),
}

/// Reports of the work.
pub(in crate::app) enum Event {
    Listed(Box<Result<Listing, TextProblem>>),
    Found(FoundKeys),
    Planned(Result<Box<TextChange>, NoChange>),
    UndoPlanned(Result<Box<TextChange>, NoChange>),
    Written(Result<Written, SaveError>),
}

/// What the page's work is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Read,
    Work,
    Write,
}

impl PageState for AuthorizedPage {
    fn unsaved(&self) -> Option<Blocker> {
        match &self.editor {
            _ if self.writing => Some(Blocker::Saving),
            Some(editor) if editor.is_changed() => Some(Blocker::Form),
            _ => None,
        }
    }

    fn reveals_secret(&self) -> bool {
        false
    }
}

impl AuthorizedPage {
    /// The page is shown now, perhaps again.
    pub(super) fn shown(&mut self, cx: &mut Context<'_>) {
        if !self.was_shown {
            self.dot_ssh = cx.services.person.dot_ssh();
            self.file = self.file_in_dot_ssh("authorized_keys");
        }
        self.was_shown = true;
        self.look(cx);
    }

    /// The files that sshd reads by default, whether they are there or not.
    pub fn usual_files(&self) -> Vec<PathBuf> {
        let own = self.file_in_dot_ssh("authorized_keys").into_iter();
        own.chain(self.file_in_dot_ssh("authorized_keys2")).chain(administrators_authorized_keys()).collect()
    }

    pub(super) fn update(&mut self, action: AuthorizedAction, cx: &mut Context<'_>) {
        match action {
            AuthorizedAction::Look => self.look(cx),
            AuthorizedAction::Use(file) => self.use_file(file, cx),
            AuthorizedAction::AskFile => {
                cx.send(Effect::Choose(FileRequest::TextFile(Page::Authorized)));
            }
            AuthorizedAction::Switch(number) => {
                let is_on = self.row(number).is_some_and(LineRow::is_on);
                let verb = if is_on { Verb::Off } else { Verb::On };
                self.request(Request::Change(verb, number, self.name_of(number)), cx);
            }
            AuthorizedAction::Remove(number) => {
                self.request(Request::Change(Verb::Remove, number, self.name_of(number)), cx);
            }
            AuthorizedAction::PutRight(number) => self.put_right(number, cx),
            AuthorizedAction::Edit(number) => self.edit(number),
            AuthorizedAction::AskKeys => cx.send(Effect::Choose(FileRequest::KeysToAuthorize)),
            AuthorizedAction::AddFiles(files) => self.add_files(files, cx),
            AuthorizedAction::AddText(text) => self.add_text(text, cx),
            AuthorizedAction::LeaveOut(at) => self.leave_out(at, cx),
            AuthorizedAction::LeaveEditor => self.leave_editor(cx),
            AuthorizedAction::CloseEditor => self.close_editor(),
            AuthorizedAction::Apply => self.apply(cx),
            AuthorizedAction::Undo => self.undo(cx),
        }
    }

    /// The shown question was answered. It leaves, unless the answer is to another one.
    pub(super) fn on_answer(&mut self, answer: Answer, shown: &mut Option<Dialog>, cx: &mut Context<'_>) {
        if let Some(change) = TextChange::answered(Page::Authorized, answer, shown) {
            self.write(change, cx);
        }
    }

    pub(super) fn on_event(&mut self, event: Event, cx: &mut Context<'_>) {
        match event {
            Event::Listed(listing) => self.listed(*listing),
            Event::Found(found) => self.found(found),
            Event::Planned(planned) => self.planned(planned, cx),
            Event::UndoPlanned(planned) => self.undo_planned(planned, cx),
            Event::Written(written) => self.written(written, cx),
        }
    }

    pub(super) fn on_job_crashed(&mut self, slot: Slot) {
        match slot {
            Slot::Read => self.reading = None,
            Slot::Work => self.working = None,
            Slot::Write => self.writing = false,
        }
    }

    /// Whether something is under way that the next request would get in the way of.
    pub fn is_busy(&self) -> bool {
        self.working.is_some() || self.writing
    }

    pub(in crate::app) fn use_file(&mut self, file: PathBuf, cx: &mut Context<'_>) {
        if self.is_busy() {
            return;
        }
        if let Some(blocker) = self.unsaved() {
            return cx.send(Effect::Guard(AuthorizedAction::Use(file).into(), blocker));
        }
        let (was_shown, readings, dot_ssh) = (self.was_shown, self.readings, self.dot_ssh.take());
        *self = Self { was_shown, readings, dot_ssh, file: Some(file), ..Self::default() };
        self.look(cx);
    }

    fn put_right(&mut self, number: usize, cx: &mut Context<'_>) {
        let request = match self.row(number).and_then(|row| row.fix) {
            Some(RowFix::PutRight(_)) => Request::PutRight(number),
            Some(RowFix::Remove) => Request::Change(Verb::Remove, number, self.name_of(number)),
            None => return,
        };
        self.request(request, cx);
    }

    /// Plans what is asked for, to be shown before it is written.
    fn request(&mut self, request: Request, cx: &mut Context<'_>) {
        let Some(path) = self.file.clone().filter(|_| !self.is_busy()) else { return };
        self.refused = None;
        let target = Target { path, old: self.bytes.clone(), own: Arc::clone(&self.own) };
        let disk = Arc::clone(&cx.services.disk);
        let work = move |_: &_| Event::Planned(plan(request, target, &*disk).map(Box::new));
        self.working = Some(cx.start(Slot::Work, "plan authorized_keys", work));
    }

    /// Nothing is asked about a page that was left meanwhile.
    fn planned(&mut self, planned: Result<Box<TextChange>, NoChange>, cx: &mut Context<'_>) {
        self.working = None;
        match planned {
            Ok(_) if cx.shown != Page::Authorized => {}
            Ok(change) => cx.send(Effect::Ask(Dialog::Change(change))),
            Err(NoChange::Refused(refused)) => self.refused = Some(refused),
            Err(NoChange::Text(TextProblem::Save(error))) => self.failed(error, cx),
            Err(NoChange::Text(problem)) => self.state = ListState::Failed(problem),
        }
    }

    /// A risk is asked about first.
    fn undo_planned(&mut self, planned: Result<Box<TextChange>, NoChange>, cx: &mut Context<'_>) {
        match planned {
            Ok(change) if change.risk.is_none() => {
                self.working = None;
                self.write(change, cx);
            }
            planned => self.planned(planned, cx),
        }
    }

    fn write(&mut self, change: Box<TextChange>, cx: &mut Context<'_>) {
        self.writing = true;
        let disk = Arc::clone(&cx.services.disk);
        cx.start_detached(Slot::Write, "write authorized_keys", move || Event::Written(change.write(&*disk)));
    }

    fn written(&mut self, written: Result<Written, SaveError>, cx: &mut Context<'_>) {
        self.writing = false;
        match written {
            Ok(written) => {
                // What is entered in the form is not part of what was taken back.
                if written.kind != ChangeKind::Undo {
                    self.editor = None;
                }
                (self.done, self.refused) = (Some(written), None);
                self.writes += 1;
                cx.send(Effect::GoOn);
                self.look(cx);
            }
            Err(error) => self.failed(error, cx),
        }
    }

    /// Says why, and shows what is there now.
    fn failed(&mut self, error: SaveError, cx: &mut Context<'_>) {
        text_change::tell_failure(error, cx);
        self.look(cx);
    }

    fn undo(&mut self, cx: &mut Context<'_>) {
        if self.is_busy() {
            return;
        }
        let Some((path, before)) = self.done.as_ref().and_then(Written::undo) else { return };
        let (disk, own) = (Arc::clone(&cx.services.disk), Arc::clone(&self.own));
        let work = move |_: &_| Event::UndoPlanned(plan_undo(path, before, &own, &*disk).map(Box::new));
        self.working = Some(cx.start(Slot::Work, "plan undo", work));
    }
}
