//! What the disk did not do.

use super::native_fs;
use std::io;
use std::path::{Path, PathBuf};

/// What was being done to a path when it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskOperation {
    /// Looking whether and what it is.
    Looking,
    /// Reading a file.
    Reading,
    /// Making a folder.
    MakingFolder,
    /// Writing a new file beside its place.
    Writing,
    /// Setting or checking who may read it.
    Protecting,
    /// Making the new file belong to the owner of the old one.
    Giving,
    /// Keeping the old file under another name.
    BackingUp,
    /// Moving the new file into its place.
    Placing,
    /// Removing a file or folder of ours.
    Removing,
}

/// A failure of the disk, with what the operating system said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiskError {
    /// What was being done.
    pub operation: DiskOperation,
    /// Why it failed.
    pub kind: io::ErrorKind,
    /// The number that the system has for it, if it comes from there.
    pub code: Option<i32>,
    /// Where.
    pub path: PathBuf,
}

impl DiskError {
    /// For `map_err`: what was being done, and where.
    pub(crate) fn when<E: Into<io::Error>>(doing: DiskOperation, path: &Path) -> impl FnOnce(E) -> Self {
        move |error| {
            let error = native_fs::busy_as_such(error.into());
            Self { operation: doing, kind: error.kind(), code: error.raw_os_error(), path: path.to_owned() }
        }
    }

    /// Whether the process has as many files open as it may.
    pub fn is_lack_of_handles(&self) -> bool {
        self.code.is_some_and(native_fs::is_lack_of_handles)
    }

    /// Why it failed, in the words of the system.
    pub fn reason(&self) -> String {
        match self.code {
            Some(code) => io::Error::from_raw_os_error(code).to_string(),
            None => self.kind.to_string(),
        }
    }
}
