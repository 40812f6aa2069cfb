//! What is asked for, what is reported, and what can fail.

use super::config::{ConfigProblem, Next};
use super::kept::{Kept, Unreadable};
use super::question::ReplaceAsk;
use super::run::ServerTask;
use crate::app::use_key::Event as UseKeyEvent;
use crate::app::{Action, OwnKey, UseKeyAction};
use crate::health::NamedServer;
use crate::key::PublicKey;
use crate::remote::Target;
use crate::replace::{KeyInFile, Refused};
use crate::save::SaveError;
use std::path::PathBuf;

/// What a person can ask for there.
#[derive(Debug)]
pub enum ReplaceAction {
    /// Make the new key.
    Make,
    /// No longer make it.
    StopMaking,
    /// Take this file of one of the person's own keys for the new key.
    Choose(PathBuf),
    /// Replace the key on this server as well, or not.
    Tick(Target, bool),
    /// The field for another server was changed.
    ServerEdited,
    /// Add the server that is typed.
    AddServer,
    /// Show all servers that are known, not only the first.
    ShowAllServers,
    /// Do this on a server: install the new key and try it, or only try it.
    Run(Target, ServerTask),
    /// A server that was skipped is to be done after all.
    NoLongerSkip(Target),
    /// Show what changes in ssh's configuration, or look whether it is complete.
    Configure,
    /// Take the last change of ssh's configuration back.
    UndoConfigure,
    /// The date was changed.
    DateEdited,
    /// Keep the old key until the date that is typed.
    Keep,
    /// Ask a question, whose answer does it.
    Ask(ReplaceAsk),
    /// Give the old files their names again.
    MoveBack,
    /// It is over: no longer remember it.
    Finish,
    /// Look again at what is kept.
    Look,
}

impl From<ReplaceAction> for Action {
    fn from(action: ReplaceAction) -> Self {
        Self::UseKey(UseKeyAction::Replace(action))
    }
}

/// What did not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplaceProblem {
    /// That step may not be done.
    Refused(Refused),
    /// How far it is could not be written down.
    NotKept(SaveError),
    /// There is no folder to write it down in.
    NoPlace,
    /// The new key could not be saved.
    NotSaved(SaveError),
    /// The chosen file has no key that ssh reads and that is known without a passphrase.
    NotUsable(PathBuf),
    /// ssh's configuration is not complete.
    Configuration(ConfigProblem),
    /// The old files could not be moved, or not back.
    NotMoved(SaveError),
    /// ssh has let the person in, but that does not show that the new key works.
    NotProven,
    /// A fault of ours.
    Crashed,
}

/// Reports of the work.
pub(in crate::app) enum Event {
    Looked(Box<LookedAt>),
    /// `None` if it was stopped.
    Made(Result<Option<KeyInFile>, SaveError>),
    Chosen(PathBuf, Option<Box<PublicKey>>),
    Written(Result<Vec<u8>, SaveError>),
    Removed(Result<(), SaveError>),
    Configured(Result<Next, ConfigProblem>),
    Moved(Result<Vec<(PathBuf, PathBuf)>, SaveError>),
    MovedBack(Result<(), SaveError>),
}

/// What is kept and known.
pub(in crate::app) struct LookedAt {
    /// Of this key.
    pub of: PublicKey,
    pub kept: Option<Kept>,
    pub unreadable: Vec<Unreadable>,
    pub own: Vec<OwnKey>,
    pub named: Vec<NamedServer>,
}

/// What the work is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Slot {
    Look,
    Make,
    Choose,
    Write,
    Configure,
    Move,
}

impl From<Event> for UseKeyEvent {
    fn from(event: Event) -> Self {
        Self::Replace(event)
    }
}
