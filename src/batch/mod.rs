//! From key files to key files: read, unlock, convert. What the command line and the window's list do
//! with each file.

mod apart;
mod convert;
mod entry;
mod find;
mod keys;
mod names;
mod unlock;

pub use apart::{answer_derivation, derive_apart};
pub use convert::{Converter, Task};
pub use entry::{About, Entry, Protection, Skip, Stage, Wanted};
pub use find::{Candidate, candidates};
pub use keys::{FoundKey, KeyPlace, Part, ReadFile, each_key, known_public, read_file};
pub use names::{Destination, NewPaths, stem};
pub use unlock::{OneAtATime, unlock};

use crate::format::{self, Contents, FILE_BYTES, Format, KeyFile, ReadError};
use crate::key::{Comment, Passphrase};
use crate::save::{Output, SaveError};
use crate::system::{Disk, DiskError, FilePermissions, FoundAccess};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Why a file was not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// The disk.
    Disk(DiskError),
    /// What is in it.
    Read(ReadError),
}

/// Reads every key in a file.
///
/// # Errors
/// See [`OpenError`].
pub fn open_all(path: &Path, disk: &dyn Disk) -> Result<Contents, OpenError> {
    read_keys(&read_key_file(path, disk)?)
}

/// Reads every key in the contents of a file.
///
/// # Errors
/// See [`ReadError`].
pub fn read_keys(bytes: &[u8]) -> Result<Contents, OpenError> {
    format::read_all(bytes).map_err(OpenError::Read)
}

/// Reads a file that may hold keys.
///
/// # Errors
/// See [`OpenError`].
pub fn read_key_file(path: &Path, disk: &dyn Disk) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    disk.read(path, FILE_BYTES).map_err(|error| match error.kind {
        ErrorKind::FileTooLarge => OpenError::Read(ReadError::TooLarge { limit: FILE_BYTES }),
        _ => OpenError::Disk(error),
    })
}

/// Reads the only key in a file.
///
/// # Errors
/// See [`OpenError`].
pub fn open(path: &Path, disk: &dyn Disk) -> Result<KeyFile, OpenError> {
    open_all(path, disk)?.only().map_err(OpenError::Read)
}

/// Who else has access to a file that holds a private key, readable or not, which ssh might use: it
/// refuses it then. `None` where nobody has, and for files of PuTTY and ssh.com, whose programs do not
/// mind.
pub fn excess_permissions(
    path: &Path,
    read: &Result<Contents, OpenError>,
    disk: &dyn Disk,
) -> Option<FilePermissions> {
    if !is_for_ssh(read) {
        return None;
    }
    disk.access(path).filter(FoundAccess::is_accessible_to_others).map(|access| access.permissions)
}

/// Whether a file holds a private key, readable or not, which ssh might use, and refuses if others can read it.
pub fn is_for_ssh(read: &Result<Contents, OpenError>) -> bool {
    let is_of_other_programs = |format: Format| format.is_ppk() || format == Format::SshCom;
    match read {
        Ok(contents) => {
            contents.has_private_mark
                && !contents.keys.iter().all(|found| match &found.key {
                    Ok(KeyFile::Private(format, _)) => is_of_other_programs(*format),
                    Ok(KeyFile::Encrypted(key)) => is_of_other_programs(key.format()),
                    _ => false,
                })
        }
        Err(OpenError::Read(error)) => {
            let format = match error.reason() {
                ReadError::Damaged { format, .. } => Some(*format),
                _ => None,
            };
            error.is_of_private_key() && !format.is_some_and(is_of_other_programs)
        }
        Err(OpenError::Disk(_)) => false,
    }
}

/// What is to be made of keys.
#[derive(Clone, Debug)]
pub struct ConvertOptions {
    /// The format.
    pub output: Output,
    /// What private formats are written under.
    pub passphrase: NewPassphrase,
    /// Another comment.
    pub comment: Option<Comment>,
    /// What to do where there is a file of that name.
    pub on_conflict: OnConflict,
    /// The date for the names of backups, such as `2026-11-21`.
    pub today: String,
}

/// The passphrase of the new file.
#[derive(Clone, Debug)]
pub enum NewPassphrase {
    /// That of the old one, or none where it had none.
    Keep,
    /// This one.
    Set(Arc<Passphrase>),
    /// None.
    Remove,
}

/// What to do where there is a file of that name. A file that the same run has written is never
/// replaced: the next one takes the next free name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnConflict {
    /// Write nothing and fail: exactly this name was asked for.
    Fail,
    /// Take the next free name: `id_rsa_2`.
    Rename,
    /// Replace it; the old file is kept as a backup.
    Replace,
}

/// Why a key was not converted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConvertError {
    /// There is a file of that name.
    Taken(PathBuf),
    /// The file of that name is this key already, in the format that is asked for.
    AlreadyThere(PathBuf),
    /// It could not be saved.
    Save(SaveError),
    /// An internal error stopped it.
    Crashed,
}
