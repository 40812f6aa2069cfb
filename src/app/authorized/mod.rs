//! authorized_keys: who may log in to this computer or account.

mod add;
mod editor;
mod list;
mod request;

pub use add::{KeyToAdd, NotAdded};
pub use editor::{Editor, EditorTarget};
pub use list::{LineAbout, LineRow};

use super::Page;
use super::context::{Context, Effect, PageState};
use super::shell::{Blocker, FileRequest};
use super::text_change::TextProblem;
use super::text_file::{Next, TextEvent, TextFile};
use crate::health::Fix;
use crate::sshfiles::{AUTHORIZED_KEYS, BadValue, Verb};
use crate::system::administrators_authorized_keys;
use add::FoundKeys;
use list::{Listing, OwnNames};
use request::{NoChange, Request, Target, plan, risk_between};
pub(super) use request::{risk_of_putting_back, risk_of_turning_off};
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
#[derive(Debug)]
pub struct AuthorizedPage {
    /// The file.
    pub text: TextFile,
    /// Its lines that are not blank or comments.
    pub rows: Vec<LineRow>,
    /// The time in UTC and here when it was read.
    pub now: [String; 2],
    /// Counts how often it was read.
    pub readings: u32,
    /// The form for options.
    pub editor: Option<Editor>,
    /// Why nothing came of what was asked for.
    pub refused: Option<Refused>,
    dot_ssh: Option<PathBuf>,
    own: Arc<OwnNames>,
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

/// Reports of the work.
pub(in crate::app) enum Event {
    Listed(Box<Result<Listing, TextProblem>>),
    Found(FoundKeys),
    Refused(Refused),
}

impl PageState for AuthorizedPage {
    fn unsaved(&self) -> Option<Blocker> {
        match &self.editor {
            _ if self.text.is_writing() => Some(Blocker::Saving),
            Some(editor) if editor.form.is_changed() => Some(Blocker::Form),
            _ => None,
        }
    }

    fn reveals_secret(&self) -> bool {
        false
    }
}

impl Default for AuthorizedPage {
    fn default() -> Self {
        Self::of(TextFile::new(Page::Authorized))
    }
}

impl AuthorizedPage {
    fn of(text: TextFile) -> Self {
        Self {
            text,
            rows: Vec::new(),
            now: Default::default(),
            readings: 0,
            editor: None,
            refused: None,
            dot_ssh: None,
            own: Arc::default(),
        }
    }

    /// The page is shown now, perhaps again.
    pub(super) fn shown(&mut self, cx: &mut Context<'_>) {
        if self.text.is_first_shown() {
            self.dot_ssh = cx.services.person.dot_ssh();
            self.text.path = self.file_in_dot_ssh("authorized_keys");
        }
        self.look(cx);
    }

    /// The files that sshd reads by default, whether they are there or not.
    pub fn usual_files(&self) -> Vec<PathBuf> {
        let own = AUTHORIZED_KEYS.into_iter().filter_map(|name| self.file_in_dot_ssh(name));
        own.chain(administrators_authorized_keys()).collect()
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

    pub(super) fn on_event(&mut self, event: Event) {
        match event {
            Event::Listed(listing) => self.listed(*listing),
            Event::Found(found) => self.found(found),
            Event::Refused(refused) => {
                self.text.work_is_over();
                self.refused = Some(refused);
            }
        }
    }

    /// After a report about the file.
    pub(super) fn go_on(&mut self, next: Next, cx: &mut Context<'_>) {
        match next {
            Next::Nothing => return,
            Next::Read => {}
            Next::Changed => (self.editor, self.refused) = (None, None),
            // What is entered in the form is not part of what was taken back.
            Next::ChangedBack => self.refused = None,
        }
        self.look(cx);
    }

    pub(in crate::app) fn use_file(&mut self, file: PathBuf, cx: &mut Context<'_>) {
        if self.text.is_busy() {
            return;
        }
        if let Some(blocker) = self.unsaved() {
            return cx.send(Effect::Guard(AuthorizedAction::Use(file).into(), blocker));
        }
        let (readings, dot_ssh) = (self.readings, self.dot_ssh.take());
        *self = Self { readings, dot_ssh, ..Self::of(self.text.replaced_by(file)) };
        self.look(cx);
    }

    fn put_right(&mut self, number: usize, cx: &mut Context<'_>) {
        let request = match self.row(number).and_then(|row| row.fix.as_ref()) {
            Some(Fix::RepairLine(_)) => Request::PutRight(number),
            Some(Fix::RemoveRepeated) => Request::Change(Verb::Remove, number, self.name_of(number)),
            Some(Fix::SwitchOff) => Request::CommentOut(number),
            _ => return,
        };
        self.request(request, cx);
    }

    /// Plans what is asked for, to be shown before it is written.
    fn request(&mut self, request: Request, cx: &mut Context<'_>) {
        if self.text.is_busy() {
            return;
        }
        self.refused = None;
        let own = Arc::clone(&self.own);
        self.text.work("plan authorized_keys", cx, move |path, old, disk| {
            let old = old.map(Arc::unwrap_or_clone);
            let planned = match plan(request, Target { path, old, own }, disk) {
                Ok(change) => Ok(Box::new(change)),
                Err(NoChange::Text(problem)) => Err(problem),
                Err(NoChange::Refused(refused)) => return Event::Refused(refused).into(),
            };
            super::Event::Text(Page::Authorized, TextEvent::Planned(planned))
        });
    }

    fn undo(&mut self, cx: &mut Context<'_>) {
        let own = Arc::clone(&self.own);
        self.text.undo(cx, move |now, then| risk_between(now, then, &own));
    }
}
