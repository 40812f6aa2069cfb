//! Everything outside the program, behind small traits. The only folder that knows which
//! operating system this is, and the only one with `unsafe`.

use std::io;
use std::path::PathBuf;

/// Who may read and write a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The owner alone: mode 0600.
    OwnerOnly,
    /// The owner writes, everyone may read: mode 0644.
    OthersRead,
}

/// What was being done to a path when it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
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
    /// Keeping the old file under another name.
    BackingUp,
    /// Moving the new file into its place.
    Placing,
}

/// A failure of the disk, with what the operating system said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiskError {
    /// What was being done.
    pub doing: Doing,
    /// Why it failed.
    pub kind: io::ErrorKind,
    /// Where.
    pub path: PathBuf,
}
