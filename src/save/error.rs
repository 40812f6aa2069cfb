//! Errors of saving. Data only; `i18n` has the messages.

use crate::format::{PrivateFormat, WriteError};
use crate::key::Kind;
use crate::system::{DiskError, DiskOperation, FoundAccess};
use std::io::ErrorKind;
use std::path::PathBuf;

/// Why nothing was saved. Unless stated otherwise, nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveError {
    /// The disk failed.
    Disk(DiskError),
    /// There is a folder of that name.
    FolderInTheWay(PathBuf),
    /// There is a device, a FIFO or a socket of that name, which must not be replaced.
    SpecialInTheWay(PathBuf),
    /// There is a link of that name, and replacing it would not change the file that it leads to.
    LinkInTheWay(PathBuf),
    /// The file is to be read by others than its owner, or has an ACL, which the new one would not have.
    RightsNotKept(PathBuf),
    /// Another program changed the file after it was read. What it wrote is still there.
    Changed(PathBuf),
    /// The folder to save into is missing.
    NoFolder(PathBuf),
    /// The path does not end in the name of a file.
    NotAFileName,
    /// A private key was to be saved as `.pub`, the extension of files that are safe to share.
    NamedLikePublic(PathBuf),
    /// The name is like those of our temporary files, which the next save removes.
    NamedLikeTemporary(PathBuf),
    /// A private format was requested, but there is only a public key.
    NoPrivateKey,
    /// The format does not support keys of this kind.
    FormatUnavailable {
        /// The kind.
        kind: Kind,
        /// The format.
        format: PrivateFormat,
    },
    /// The key could not be encoded.
    Encoding,
    /// The system does not have the memory that encryption needs.
    NoMemory,
    /// The system's random source failed.
    NoEntropy,
    /// This file appeared after the plan was made.
    Appeared(PathBuf),
    /// The file system cannot make the file private.
    AccessNotKept {
        /// The file.
        path: PathBuf,
        /// The actual permissions; `None` if it was noticed before anything was written.
        found: Option<FoundAccess>,
    },
    /// Another program replaced or removed the new file at once.
    Interfered(PathBuf),
    /// The folder was moved or replaced while saving.
    FolderMoved(PathBuf),
    /// Reading the file again gave something else than was written.
    NotReadBack {
        /// The file.
        path: PathBuf,
    },
    /// It failed, and some changes could not be undone.
    NotUndone {
        /// Why it failed.
        why: Box<SaveError>,
        /// Old files that have only the name of their backup.
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
