//! Why something was not put right. Data only; `i18n` has the messages.

use crate::format::NotRewritten;
use crate::save::SaveError;
use crate::sshfiles::TooLarge;
use crate::system::DiskError;
use std::path::PathBuf;

/// Why nothing was put right. Unless stated otherwise, nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FixError {
    /// The disk failed.
    Disk(DiskError),
    /// The file could not be saved.
    Save(SaveError),
    /// A person has to do it.
    ByHand(PathBuf),
    /// It is not wrong any more, or not in the way that was found.
    Changed(PathBuf),
    /// The file or folder belongs to somebody else.
    NotMine(PathBuf),
    /// The system does not tell who may use the file.
    Hidden(PathBuf),
    /// The file system did not keep the new permissions.
    NotKept(PathBuf),
    /// The text file is larger than what is read.
    TooLarge(PathBuf, TooLarge),
    /// The text of a key cannot be written anew.
    NotRewritten(PathBuf, NotRewritten),
    /// The file is one of those in which text beside a key counts: authorized_keys, known_hosts or config.
    IsList(PathBuf),
    /// All of the file of a private key is locked, also its public key.
    Locked(PathBuf),
    /// There is something of the new name.
    Taken(PathBuf),
    /// The path cannot stand in the configuration of ssh.
    NotWritable(PathBuf),
    /// It cannot be undone: this was changed since, or its backup could not be read.
    ChangedSince(PathBuf),
    /// It failed partway, and what was done before that could not be undone.
    NotUndone {
        /// Why it failed.
        why: Box<FixError>,
        /// Why it was not undone.
        left: Box<FixError>,
    },
}

impl From<DiskError> for FixError {
    fn from(error: DiskError) -> Self {
        Self::Disk(error)
    }
}
