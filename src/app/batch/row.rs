//! A key of the list, and how far it is.

use super::target::{Target, TargetSnapshot};
use crate::batch::{ConvertError, Entry, OpenError, Skip, Stage};
use crate::format::{DecryptError, PrivateFormat};
use crate::key::Kind;
use crate::save::{KeyMaterial, Saved};

/// A key of the list, or a file in which there is none.
#[derive(Debug)]
pub struct Row {
    /// Tells it from all others, also from those that are gone.
    pub number: u64,
    /// The key, and how far it is.
    pub entry: Entry,
    /// Counts what came of it: what is said of it may be another sentence then.
    pub changes: u32,
    pub(super) work: Work,
    pub(super) rank: Rank,
    /// What came of converting it, and into what.
    pub(super) outcome: Option<(TargetSnapshot, Outcome)>,
}

/// What came of converting a key.
pub(super) type Outcome = Result<Saved, ConvertError>;

/// How near to the top of the list it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// The person can do something about it.
    Asks,
    /// It cannot be converted.
    Refused,
    /// It is or will be as it was asked for, or is skipped.
    Other,
}

impl Rank {
    pub(super) fn of(state: State<'_>) -> Self {
        match state {
            State::Locked | State::NotThis | State::Trying | State::Failed(_) => Self::Asks,
            State::Unopened(_) | State::NoForm(..) | State::Refused(_) => Self::Refused,
            State::Ready | State::PublicOnly | State::Certificate | State::Already => Self::Other,
            State::Waiting | State::Converting | State::Done(_) => Self::Other,
        }
    }
}

/// What is being done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Work {
    None,
    Trying,
    Waiting,
    Converting,
}

/// How far a file is, for what is asked for.
#[derive(Clone, Copy, Debug)]
pub enum State<'a> {
    /// Can be converted.
    Ready,
    /// Waits for its passphrase.
    Locked,
    /// The passphrase did not open it.
    NotThis,
    /// A passphrase is being tried.
    Trying,
    /// The passphrase is right, and yet it does not open.
    Unopened(&'a DecryptError),
    /// There is nothing private to convert.
    PublicOnly,
    /// A certificate, which there is only one form of.
    Certificate,
    /// There is no such form of this kind of key.
    NoForm(Kind, PrivateFormat),
    /// It is what is asked for, and where it is asked for.
    Already,
    /// Not a key, or a damaged one. `None` where a fault of ours stopped the reading.
    Refused(Option<&'a OpenError>),
    /// Its turn comes.
    Waiting,
    /// Being written.
    Converting,
    /// Written.
    Done(&'a Saved),
    /// Not written.
    Failed(&'a ConvertError),
}

impl Row {
    pub(super) fn new(number: u64, entry: Entry) -> Self {
        Self { number, entry, changes: 0, work: Work::None, rank: Rank::Other, outcome: None }
    }

    /// How far it is, where `target` is asked for.
    pub fn state(&self, target: &Target) -> State<'_> {
        match self.work {
            Work::None => {}
            Work::Trying => return State::Trying,
            Work::Waiting => return State::Waiting,
            Work::Converting => return State::Converting,
        }
        let beside = || target.destination().is_beside(&self.entry.at.path);
        match self.entry.stage(&target.wanted(), beside) {
            Stage::Ready => {}
            Stage::Locked => return State::Locked,
            Stage::WrongPassphrase => return State::NotThis,
            Stage::Unopened(error) => return State::Unopened(error),
            Stage::Skipped(Skip::PublicKey) => return State::PublicOnly,
            Stage::Skipped(Skip::Certificate) => return State::Certificate,
            // Files without a key are no rows.
            Stage::Skipped(Skip::Already | Skip::NotAKey | Skip::TooLarge) => return State::Already,
            Stage::NoForm(kind, format) => return State::NoForm(kind, format),
            Stage::Refused(error) => return State::Refused(error),
        }
        match &self.outcome {
            Some((stamp, outcome)) if target.is(stamp) => match outcome {
                Ok(saved) => State::Done(saved),
                Err(ConvertError::AlreadyThere(_)) => State::Already,
                Err(error) => State::Failed(error),
            },
            _ => State::Ready,
        }
    }

    /// The key, where it can be converted now.
    pub(super) fn to_convert(&self, target: &Target) -> Option<KeyMaterial> {
        match self.state(target) {
            State::Ready | State::Failed(_) => self.entry.content(target.output),
            _ => None,
        }
    }
}
