//! What can go wrong when saving. Data only: the words are made in `i18n`.

use crate::format::{PrivateFormat, WriteError};
use crate::key::Kind;
use crate::system::{DiskError, DiskOperation, FoundAccess};
use std::io::ErrorKind;
use std::path::PathBuf;

/// Why nothing was saved. Unless it says otherwise, everything is as it was before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveError {
    /// The disk failed.
    Disk(DiskError),
    /// There is a folder of that name.
    FolderInTheWay(PathBuf),
    /// There is a device, a FIFO or a socket of that name, which must not be replaced.
    SpecialInTheWay(PathBuf),
    /// The folder to save into is missing.
    NoFolder(PathBuf),
    /// The path does not end in the name of a file.
    NotAFileName,
    /// A private key was to go into a file whose name ends in `.pub`, as those do that people
    /// give away.
    NamedLikePublic(PathBuf),
    /// The name is one of those that our own temporary files have, which are removed by the next save.
    NamedLikeTemporary(PathBuf),
    /// A private format was asked for, but only the public key is there.
    NoPrivateKey,
    /// The format has no form for keys of this kind.
    FormatUnavailable {
        /// The kind.
        kind: Kind,
        /// The format.
        format: PrivateFormat,
    },
    /// The key could not be encoded.
    Encoding,
    /// The system does not give the memory that encrypting takes.
    NoMemory,
    /// The system gave no randomness, for salts and check numbers.
    NoEntropy,
    /// This was not there when the plan was made.
    Appeared(PathBuf),
    /// The file system does not keep the file to its owner.
    AccessNotKept {
        /// The file.
        path: PathBuf,
        /// What it made of it; `None` when that was seen before anything was written.
        found: Option<FoundAccess>,
    },
    /// Another program replaced or removed the new file at once.
    Interfered(PathBuf),
    /// The path of the folder led to another one, or to none, in the end.
    FolderMoved(PathBuf),
    /// What was read again from the disk is not what was written.
    NotReadBack {
        /// The file.
        path: PathBuf,
    },
    /// It failed, and not all of what had been done could be undone.
    NotUndone {
        /// Why it failed.
        why: Box<SaveError>,
        /// Old files that are under the name of their backup only.
        backups: Vec<PathBuf>,
        /// New files and folders that could not be removed.
        left: Vec<PathBuf>,
    },
}

impl From<DiskError> for SaveError {
    fn from(error: DiskError) -> Self {
        match (error.operation, error.kind) {
            (DiskOperation::Protecting, ErrorKind::Unsupported) => {
                Self::AccessNotKept { path: error.path, found: None }
            }
            (DiskOperation::Placing, ErrorKind::AlreadyExists) => Self::Appeared(error.path),
            _ => Self::Disk(error),
        }
    }
}

impl From<WriteError> for SaveError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::FormatUnavailable { kind, format } => Self::FormatUnavailable { kind, format },
            WriteError::NoMemory => Self::NoMemory,
            WriteError::Library => Self::Encoding,
        }
    }
}
