//! One key: generated, opened, changed, saved.

mod certified;
mod choice;
mod file_name;
mod form;
mod line;
mod model;
mod open;
mod own;
mod recovery;
mod save;
mod update;
mod used;

pub use certified::{Attached, Certified};
pub use choice::{Choice, Choosable, Chosen, KeyText};
pub use form::{Form, FormProblem, KeyChoice};
pub use model::{
    Attempt, Content, FileName, FileNameProblem, KeyOrigin, KeySource, KeyState, LockedKey, OpenKey,
    PublicInfo, SaveDestination, Saving, Unsaved,
};
pub(in crate::app) use own::own_keys;
pub use own::{OwnKey, OwnKeys};
pub use recovery::{Recovered, RecoveredKey, RecoveryAction};

use super::context::{Context, Effect, PageState};
use super::shell::Blocker;
use super::{Copyable, Dialog, Job};
use crate::agent::AgentName;
use crate::batch::OpenError;
use crate::format::{DecryptError, Unlocked};
use crate::key::{Cancelled, Key, Kind};
use crate::recipe::Recipe;
use crate::save::{Output, SaveError, SavePlan, Saved, Taken};
use crate::system::{DiskError, DiskOperation, NoEntropy};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What a person can ask for there.
#[derive(Debug)]
pub enum KeyAction {
    /// Show the form for a new key.
    New,
    /// Show the form, with a type that the service takes for which the key is made.
    NewFitting,
    /// The next key is made for this service, or for none.
    MakeFor(Option<&'static Recipe>),
    /// Choose a type in the form that the service takes.
    TakeFitting,
    /// Generate the key that the form describes.
    Generate,
    /// Stop what is under way.
    Cancel,
    /// Show this key, in the place of the one that is there.
    Show(Box<Chosen>),
    /// Try the typed passphrase on the locked key.
    Unlock,
    /// Leave the locked key alone.
    GiveUp,
    /// The comment field of the open key was changed to this.
    EditComment(String),
    /// The name of the new file in ~/.ssh was changed to this.
    EditFileName(String),
    /// Show or hide the MD5 fingerprint.
    ShowMd5(bool),
    /// Put it on the clipboard.
    Copy(Copyable),
    /// Put this command, which uses the key, on the clipboard.
    CopyCommand(String),
    /// Put the public key of this key in ~/.ssh on the clipboard.
    CopyOwn(PathBuf),
    /// Show all keys in ~/.ssh.
    ShowAllOwn,
    /// Save the pair in ~/.ssh.
    Save,
    /// Choose a place to save to.
    SaveAs(Output),
    /// Ask for another passphrase.
    AskPassphrase,
    /// Show the folder that the saved files are in.
    ShowInFolder,
    /// Show what can be done with the key.
    Use,
    /// Something about the recovered key that is offered.
    Recovery(RecoveryAction),
}

impl KeyAction {
    pub(super) fn into_dialog(self) -> Option<Dialog> {
        match self {
            Self::Show(chosen) => chosen.into_list().map(Dialog::Choose),
            _ => None,
        }
    }
}

/// Reports of the page's work.
pub(super) enum Event {
    Generated(Result<Key, GenerateError>),
    Unlocked(Result<Unlocked, DecryptError>),
    NameFound(Result<PathBuf, DiskError>),
    /// What has the name that was typed, of this path.
    NameLookedAt(PathBuf, Option<Taken>),
    Planned(Output, Result<SavePlan, SaveError>),
    Saved(Output, Result<Saved, SaveError>),
    /// The keys in ~/.ssh that are listed, and how many more there are.
    OwnFound(Vec<OwnKey>, usize),
    /// What the file of one of them holds now.
    OwnRead(PathBuf, Box<Result<Option<OwnKey>, OpenError>>),
    /// What was rescued before this window was opened.
    Recovered(Vec<Recovered>),
    /// The file of a recovered key is removed now, or could not be.
    RecoveredRemoved(PathBuf, Result<(), DiskError>),
    /// The agent that holds the key of this number, if one does.
    Held(u64, Option<AgentName>),
}

/// What the page's work is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Generate,
    Unlock,
    FindName,
    Save,
    CopyOwn,
    Own,
    Recovery,
    Agents,
}

/// Why no key was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GenerateError {
    /// The person cancelled.
    Cancelled,
    /// The system gave no randomness.
    NoEntropy,
}

impl From<Cancelled> for GenerateError {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

impl From<NoEntropy> for GenerateError {
    fn from(_: NoEntropy) -> Self {
        Self::NoEntropy
    }
}

/// Everything that the page shows.
#[derive(Debug)]
pub struct KeyPage {
    /// The key.
    pub state: KeyState,
    /// The form for a new key; what is typed outlives everything that happens meanwhile.
    pub form: Form,
    /// Keys that were rescued when the program was ended before they were saved. The first is offered.
    pub recovered: Vec<Recovered>,
    /// The private keys in ~/.ssh, as they were when it was last looked at.
    pub own: OwnKeys,
    /// The newest look at them.
    looking_for_own: Option<Job>,
    /// The newest look for a free name.
    finding_name: Option<Job>,
    /// Until then a frame waits for a key that needs no search.
    quick_until: Instant,
    /// What is rescued if the program is ended: which key, and which revision of it.
    rescued: Option<(u64, u32)>,
    last_key: u64,
    /// Tells the form from those before it.
    form_number: u64,
}

/// The one thing to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFocus {
    /// Fill in the form for a new key.
    Form,
    /// Wait for the key that is being generated, or cancel it.
    Cancel,
    /// Type the passphrase.
    Passphrase,
    /// Wait until it is known where the key can be saved, or until it is saved.
    Wait,
    /// Save the key in ~/.ssh.
    Save,
    /// Save the key in another place: ~/.ssh cannot be used.
    SaveAs,
    /// Copy the public key.
    Copy,
}

impl PageState for KeyPage {
    fn unsaved(&self) -> Option<Blocker> {
        match &self.state {
            KeyState::Generating { .. } => Some(Blocker::Generating),
            KeyState::Open(open) if open.saving.is_some() => Some(Blocker::Saving),
            KeyState::Open(open) => open.unsaved.map(Blocker::Unsaved),
            KeyState::None | KeyState::Locked(_) => None,
        }
    }

    fn reveals_secret(&self) -> bool {
        let of_key = matches!(&self.state, KeyState::Locked(locked) if locked.passphrase.revealed);
        of_key || self.form.passphrase.first.revealed
    }
}

impl KeyPage {
    pub(super) fn new(user_at_host: String) -> Self {
        Self {
            state: KeyState::None,
            form: Form::new(user_at_host),
            recovered: Vec::new(),
            own: OwnKeys::default(),
            looking_for_own: None,
            finding_name: None,
            quick_until: Instant::now(),
            rescued: None,
            last_key: 0,
            form_number: 0,
        }
    }

    /// The file of the key, where it is in one.
    pub fn file(&self) -> Option<&Path> {
        match &self.state {
            KeyState::Locked(locked) => locked.source.file(),
            KeyState::Open(open) => open.origin.as_ref()?.source.file(),
            KeyState::None | KeyState::Generating { .. } => None,
        }
    }

    /// Whether ssh refuses to log in with a key of this type and size.
    pub fn is_refused_by_ssh(&self) -> bool {
        let kind = match &self.state {
            KeyState::Locked(locked) => locked.facts.as_ref().map(PublicInfo::kind),
            KeyState::Open(open) => Some(open.facts.kind()),
            KeyState::None | KeyState::Generating { .. } => None,
        };
        kind.is_some_and(Kind::is_refused_by_ssh)
    }

    /// What the keyboard is for, and a number that tells each key and each form from those before it.
    pub fn focus(&self) -> (KeyFocus, u64) {
        match &self.state {
            KeyState::Locked(locked) => (KeyFocus::Passphrase, locked.number),
            KeyState::Open(open) => (open.next(), open.number),
            KeyState::None => (KeyFocus::Form, self.form_number),
            KeyState::Generating { .. } => (KeyFocus::Cancel, self.form_number),
        }
    }

    pub(super) fn on_event(&mut self, event: Event, cx: &mut Context<'_>) {
        match event {
            Event::Generated(result) => self.generated(result, cx),
            Event::Unlocked(result) => self.unlocked(result, cx),
            Event::NameFound(result) => self.name_found(result),
            Event::NameLookedAt(path, taken) => self.name_looked_at(&path, taken),
            Event::Planned(what, result) => self.planned(what, result, cx),
            Event::Saved(what, result) => self.saved(what, result, cx),
            Event::OwnFound(keys, more) => self.own_found(keys, more),
            Event::OwnRead(path, read) => self.own_read(path, *read, cx),
            Event::Recovered(found) => self.offer_recovered(found, cx),
            Event::RecoveredRemoved(path, result) => recovery::removed(path, result, cx),
            Event::Held(number, by) => self.is_held(number, by),
        }
    }

    /// This work panicked: a fault of ours. Whatever it was for, nothing waits for it any more.
    pub(super) fn on_job_crashed(&mut self, slot: Slot, cx: &mut Context<'_>) {
        match slot {
            Slot::Generate => self.generated(Err(GenerateError::Cancelled), cx),
            Slot::Unlock => {
                if let KeyState::Locked(locked) = &mut self.state {
                    locked.trying = None;
                }
            }
            Slot::FindName => {
                if let Some(path) = cx.services.person.dot_ssh() {
                    let kind = ErrorKind::Other;
                    self.name_found(Err(DiskError {
                        operation: DiskOperation::Looking,
                        kind,
                        code: None,
                        path,
                    }));
                }
            }
            Slot::Save => {
                if let KeyState::Open(open) = &mut self.state {
                    open.saving = None;
                }
                cx.send(Effect::CancelDeferred);
            }
            Slot::Own => self.looking_for_own = None,
            Slot::CopyOwn | Slot::Recovery | Slot::Agents => {}
        }
    }

    /// What stands in the way of another key.
    fn blocker(&self, cx: &Context<'_>) -> Option<Blocker> {
        self.unsaved().filter(|blocker| !matches!(blocker, Blocker::Unsaved(_)) || !cx.discards)
    }

    /// The one place where a key, or none, takes the place of another. Whoever calls it has asked what
    /// stands in the way; if something still does, nothing is lost.
    fn replace(&mut self, state: KeyState, cx: &mut Context<'_>) {
        if !matches!(self.blocker(cx), Some(Blocker::Saving | Blocker::Unsaved(_))) {
            self.state = state;
            cx.send(Effect::KeyReplaced(self.file().map(Path::to_owned)));
        }
    }
}
