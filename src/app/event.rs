//! Everything that background work can report.

use super::dialog::Purpose;
use super::job::JobId;
use super::many::ManyEvent;
use super::notice::Copyable;
use super::recovery::Recovered;
use crate::batch::OpenError;
use crate::format::{Contents, DecryptError, Unlocked};
use crate::key::{Cancelled, Key, Strength};
use crate::save::{SaveError, SavePlan, Saved, What};
use crate::system::{ClipboardError, DialogAnswer, DiskError, NoEntropy, Rights};
use std::path::PathBuf;

/// Reported by a worker.
pub(super) enum Event {
    Generated(JobId, Result<Key, GenerateError>),
    /// And, of a private key, who else has rights to its file.
    Read(JobId, Result<Contents, OpenError>, Option<Rights>),
    /// Whether the file is the person's alone now.
    KeptToOwner(PathBuf, bool),
    Decrypted(JobId, Result<Unlocked, DecryptError>),
    Estimated(JobId, Strength),
    /// The number is that of the key it was asked for; 0 for opening.
    PathChosen(Purpose, u64, DialogAnswer),
    FilesChosen(DialogAnswer<Vec<PathBuf>>),
    /// Whether this path leads to a folder.
    Looked(PathBuf, bool),
    PlaceFound(JobId, Result<PathBuf, DiskError>),
    Planned(JobId, What, Result<SavePlan, SaveError>),
    Saved(JobId, What, Result<Saved, SaveError>),
    /// What was rescued before this window was opened.
    Recovered(Vec<Recovered>),
    /// The file of a recovered key is removed now, or could not be.
    RecoveredRemoved(PathBuf, Result<(), DiskError>),
    Copied(Copyable, Result<(), ClipboardError>),
    FolderShown(PathBuf, bool),
    Many(JobId, ManyEvent),
    /// The work of this number panicked: a fault of ours.
    Crashed(JobId),
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
