//! Files and folders, behind traits, so that tests can put disks that fail in the place of the real
//! one.

use super::{Access, DiskError, FilePermissions, FileStatus, Found, FoundAccess, permissions};
use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Tells one file from another, whatever they are called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileId {
    pub(crate) device: u64,
    pub(crate) number: u128,
}

/// The user and the group that a file belongs to, on Unix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    pub(crate) user: u32,
    pub(crate) group: u32,
}

impl Owner {
    /// Whether both are the same account, whatever the group.
    pub fn is_same_user(self, other: Self) -> bool {
        self.user == other.user
    }

    /// Whether it is the administrator, whose files others may have to read.
    pub fn is_root(self) -> bool {
        self.user == 0
    }
}

/// The permissions that a file had before they were changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriorAccess(pub(super) permissions::Prior);

/// Something in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path, the folder's before it.
    pub path: PathBuf,
    /// Whether it is a folder itself.
    pub is_folder: bool,
}

/// The disk, as far as saving and opening keys need it.
pub trait Disk: Send + Sync {
    /// Reads a regular file of at most `at_most` bytes, through links.
    ///
    /// # Errors
    /// `FileTooLarge` above that; `IsADirectory` for a folder, `InvalidInput` for devices, FIFOs
    /// and sockets, none of which is ever waited for.
    fn read(&self, path: &Path, at_most: usize) -> Result<Zeroizing<Vec<u8>>, DiskError>;

    /// What is there, links not followed. A link that leads to a device counts as that.
    ///
    /// # Errors
    /// `NotADirectory` where a file stands in the way, `PermissionDenied`, and so on.
    fn look(&self, path: &Path) -> Result<Found, DiskError>;

    /// Whether the path leads to a folder, links followed; `false` where nothing is.
    ///
    /// # Errors
    /// `NotADirectory` when it leads to something else.
    fn is_folder(&self, path: &Path) -> Result<bool, DiskError>;

    /// Where the path leads, links followed; the path itself where that is not known.
    fn resolved(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }

    /// What the system says of the regular file or folder that the path leads to, links followed. `None` where
    /// there is none.
    fn status(&self, path: &Path) -> Option<FileStatus>;

    /// Who may do what with the regular file that the path leads to, links followed. `None` where
    /// there is none, or the system does not say.
    fn access(&self, path: &Path) -> Option<FoundAccess> {
        self.status(path).filter(|status| !status.is_folder).map(|status| status.access)
    }

    /// Takes everyone else's rights from the regular file that the path leads to, if it belongs to the person, and
    /// tells which it had before. `None` where nothing had to be changed.
    ///
    /// # Errors
    /// As the system says.
    fn restrict_to_owner(&self, path: &Path) -> Result<Option<PriorAccess>, DiskError>;

    /// Takes from everyone else the right to change the regular file or folder that the path leads to; who could
    /// read it still can. Otherwise like [`Disk::restrict_to_owner`].
    ///
    /// # Errors
    /// As the system says.
    fn restrict_writing(&self, path: &Path) -> Result<Option<PriorAccess>, DiskError>;

    /// Gives the file or folder that the path leads to the permissions back that it had.
    ///
    /// # Errors
    /// As the system says.
    fn give_back(&self, path: &Path, prior: &PriorAccess) -> Result<(), DiskError>;

    /// Who may do what with the folder that the path leads to, links followed. `None` where there is none, or the
    /// system does not say.
    fn folder_access(&self, path: &Path) -> Option<FoundAccess> {
        let status = self.status(path).filter(|status| status.is_folder)?;
        Some(status.access).filter(|access| access.permissions != FilePermissions::Hidden)
    }

    /// Whether the disk keeps the permissions of the file that the path leads to, as far as that is known: of some
    /// file systems every change of them is forgotten.
    fn keeps_permissions(&self, path: &Path) -> bool;

    /// What is in a folder, in no order. Links to folders are no folders here.
    ///
    /// # Errors
    /// As the system says.
    fn list(&self, folder: &Path) -> Result<Vec<Entry>, DiskError>;

    /// Makes a folder for its owner alone and tells whether it did. One that is there is left
    /// as it is.
    ///
    /// # Errors
    /// As the system says; `NotADirectory` when something else is there.
    fn make_private_folder(&self, path: &Path) -> Result<bool, DiskError>;

    /// Removes a folder if it is empty.
    ///
    /// # Errors
    /// `DirectoryNotEmpty`, and as the system says.
    fn remove_empty_folder(&self, path: &Path) -> Result<(), DiskError>;

    /// Removes a file or link.
    ///
    /// # Errors
    /// As the system says.
    fn remove(&self, path: &Path) -> Result<(), DiskError>;

    /// Opens a folder to save into, through links.
    ///
    /// # Errors
    /// As the system says.
    fn open_folder(&self, path: &Path) -> Result<Arc<dyn Folder>, DiskError>;
}

/// A folder that is open. Everything is done in this folder, even if it is renamed or another one
/// takes its place at its path in the meantime. Names are names of files in it; links are not
/// followed.
pub trait Folder: Send + Sync {
    /// The path that it was opened by.
    fn path(&self) -> &Path;

    /// Whether that path still leads to it.
    ///
    /// # Errors
    /// As the system says.
    fn is_at_its_path(&self) -> Result<bool, DiskError>;

    /// Removes what processes that were killed left in it. Whatever fails is left.
    fn remove_stale_temp_files(&self);

    /// What has this name.
    ///
    /// # Errors
    /// As the system says.
    fn look(&self, name: &OsStr) -> Result<Found, DiskError>;

    /// Which file has this name; `None` where there is none.
    ///
    /// # Errors
    /// As the system says.
    fn identity(&self, name: &OsStr) -> Result<Option<FileId>, DiskError>;

    /// The user and the group that what has this name belongs to. `None` where the system has no such
    /// owners, or there is nothing.
    ///
    /// # Errors
    /// As the system says.
    fn owner(&self, name: &OsStr) -> Result<Option<Owner>, DiskError>;

    /// Reads a regular file of at most `at_most` bytes.
    ///
    /// # Errors
    /// As [`Disk::read`].
    fn read(&self, name: &OsStr, at_most: usize) -> Result<Zeroizing<Vec<u8>>, DiskError>;

    /// Writes a new file and has it flushed to the disk. Nobody but its owner can read it before it
    /// has its final access. It is to be called `name`, but has no name yet, or a temporary one.
    ///
    /// # Errors
    /// `Unsupported` while [`super::DiskOperation::Protecting`] when the file system cannot keep a file to its
    /// owner; then nothing was written.
    fn stage(&self, name: &OsStr, bytes: &[u8], access: Access) -> Result<Box<dyn Staged>, DiskError>;

    /// Whether [`Folder::exchange`] is worth a try here.
    fn exchanges(&self) -> bool;

    /// Two files exchange their names in one step.
    ///
    /// # Errors
    /// `Unsupported` where the system or the file system cannot do that; as the system says.
    fn exchange(&self, one: &OsStr, other: &OsStr) -> Result<(), DiskError>;

    /// Renames a file in one step.
    ///
    /// # Errors
    /// `AlreadyExists` when the new name is taken, `NotFound` when there is nothing to rename.
    fn rename_new(&self, from: &OsStr, to: &OsStr) -> Result<(), DiskError>;

    /// Removes this very file; whether it did. What else has the name by now is left alone.
    ///
    /// # Errors
    /// As the system says.
    fn remove(&self, name: &OsStr, file: FileId) -> Result<bool, DiskError>;

    /// Takes everyone else's rights from a regular file, if it belongs to the person, and tells
    /// which it had before. `None` where nothing had to be changed.
    ///
    /// # Errors
    /// As the system says.
    fn restrict_to_owner(&self, name: &OsStr) -> Result<Option<PriorAccess>, DiskError>;

    /// Gives a file back the permissions that it had.
    ///
    /// # Errors
    /// As the system says.
    fn give_back(&self, name: &OsStr, prior: &PriorAccess) -> Result<(), DiskError>;

    /// Has the names in it flushed to the disk.
    ///
    /// # Errors
    /// As the system says; a file system that cannot do this is no error.
    fn sync(&self) -> Result<(), DiskError>;
}

impl fmt::Debug for dyn Folder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Folder").field(&self.path()).finish()
    }
}

/// A file that is written but has no name of its own yet. Dropped like that, it is gone.
pub trait Staged: Send + Sync {
    /// Which file it is. It stays that one under every name.
    fn id(&self) -> FileId;

    /// Makes it a file of this user and group, and tells whether it was not before and is now. Only an
    /// administrator may give files away; for everybody else they stay their own.
    ///
    /// # Errors
    /// Where an administrator cannot do it; as the system says.
    fn give_to(&mut self, owner: Owner) -> Result<bool, DiskError>;

    /// Gives it this name in one step, in place of the one that it has.
    ///
    /// # Errors
    /// `AlreadyExists` if the name is taken.
    fn place(&mut self, name: &OsStr) -> Result<(), DiskError>;

    /// The same, and replaces what has this name, of which nothing is kept.
    ///
    /// # Errors
    /// As the system says.
    fn place_over(&mut self, name: &OsStr) -> Result<(), DiskError>;

    /// Takes its name away again: it has a temporary one then.
    ///
    /// # Errors
    /// As the system says.
    fn withdraw(&mut self) -> Result<(), DiskError>;

    /// Lets other handles open it, where the system would keep them out while this one is open. To be
    /// called when it has its last name.
    fn share(&mut self);
}
