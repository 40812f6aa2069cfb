//! Puts the old file back in the place of one that was saved.

use super::names::BackupName;
use super::{SaveError, Saved};
use crate::format::FILE_BYTES;
use crate::system::{Disk, DiskError, FileId, Folder, Found, folder_of};
use sha2::{Digest as _, Sha256};
use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// How many names are tried while other programs take them.
const MOST_NAMES: usize = 1000;

/// What undoes the saving of one file. It holds nothing of what is in the files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveUndo {
    path: PathBuf,
    /// What the new file holds.
    new: Hash,
    /// The old file, if there was one.
    old: Option<(PathBuf, Hash)>,
    today: String,
}

type Hash = [u8; 32];

fn hash(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

impl SaveUndo {
    /// For a save of one file that has just been carried out.
    ///
    /// # Errors
    /// If the backup cannot be read.
    pub(super) fn new(
        path: &Path,
        bytes: &[u8],
        saved: &Saved,
        today: &str,
        disk: &dyn Disk,
    ) -> Result<Self, SaveError> {
        let old = match saved.backups.first() {
            Some(backup) => Some((backup.clone(), hash(&disk.read(backup, FILE_BYTES)?))),
            None => None,
        };
        Ok(Self { path: path.to_owned(), new: hash(bytes), old, today: today.to_owned() })
    }

    /// The file that it puts back, or removes if it is new.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the old file is, if there was one.
    pub fn backup(&self) -> Option<&Path> {
        self.old.as_ref().map(|(backup, _)| backup.as_path())
    }

    /// Puts the old file back and removes the new one.
    ///
    /// # Errors
    /// [`SaveError::Changed`] if either file is not what it was after saving. Both are whole whatever happens: the old
    /// one under its own name or that of its backup.
    pub fn carry_out(&self, disk: &dyn Disk) -> Result<(), SaveError> {
        let folder = &*disk.open_folder(folder_of(&self.path))?;
        let name = name_of(&self.path);
        let new = self.identified(name, &self.path, &self.new, folder)?;
        match &self.old {
            None => _ = folder.remove(name, new)?,
            Some((backup, old)) => {
                self.identified(name_of(backup), backup, old, folder)?;
                self.put_back(name_of(backup), new, folder)?;
                self.identified(name, &self.path, old, folder)?;
            }
        }
        folder.sync()?;
        Ok(())
    }

    /// Which file this is, if it holds what it should.
    fn identified(
        &self,
        name: &OsStr,
        path: &Path,
        expected: &Hash,
        folder: &dyn Folder,
    ) -> Result<FileId, SaveError> {
        let changed = || SaveError::Changed(path.to_owned());
        let id = match folder.look(name)? {
            Found::File(_) => folder.identity(name)?.ok_or_else(changed)?,
            _ => return Err(changed()),
        };
        if hash(&folder.read(name, FILE_BYTES)?) == *expected { Ok(id) } else { Err(changed()) }
    }

    fn put_back(&self, backup: &OsStr, new: FileId, folder: &dyn Folder) -> Result<(), SaveError> {
        let name = name_of(&self.path);
        let waits_at = match exchanged(backup, name, folder)? {
            true => backup.to_owned(),
            false => self.moved_back(backup, folder)?,
        };
        if folder.identity(&waits_at)? == Some(new) {
            folder.remove(&waits_at, new)?;
            return Ok(());
        }
        // Another program replaced the new file a moment ago. Its file keeps the name.
        if folder.exchanges() {
            folder.exchange(&waits_at, name)?;
        }
        Err(SaveError::Changed(self.path.clone()))
    }

    /// Where names cannot be exchanged. The name under which the new file waits.
    fn moved_back(&self, backup: &OsStr, folder: &dyn Folder) -> Result<OsString, SaveError> {
        let name = name_of(&self.path);
        for free in BackupName::new(&self.path, &self.today).take(MOST_NAMES) {
            match folder.rename_new(name, &free) {
                Err(error) if error.kind == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error.into()),
                Ok(()) => {
                    let is_back = folder.rename_new(backup, name);
                    return match is_back {
                        Ok(()) => Ok(free),
                        Err(error) => {
                            folder.rename_new(&free, name)?;
                            Err(error.into())
                        }
                    };
                }
            }
        }
        Err(SaveError::Appeared(self.path.clone()))
    }
}

/// `false` if names cannot be exchanged here.
fn exchanged(backup: &OsStr, name: &OsStr, folder: &dyn Folder) -> Result<bool, DiskError> {
    if !folder.exchanges() {
        return Ok(false);
    }
    match folder.exchange(backup, name) {
        Err(error) if error.kind == ErrorKind::Unsupported => Ok(false),
        exchanged => exchanged.map(|()| true),
    }
}

fn name_of(path: &Path) -> &OsStr {
    path.file_name().unwrap_or_default()
}
