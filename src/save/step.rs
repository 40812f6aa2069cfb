//! Puts one file in place, and undoes that.
//!
//! A file that is replaced is never only under a temporary name. Where two files can exchange their
//! names, the new file first gets the name of the backup and then exchanges it with the old one, so
//! that whatever was at that name becomes the backup. Elsewhere the old file is renamed to the backup, and the
//! new one gets its name, which must be free. Nothing is overwritten, so two programs that replace the same
//! file at once lose neither file.

use super::SaveError;
use super::names::BackupName;
use super::plan::{Existing, PlannedFile};
use crate::format::FILE_BYTES;
use crate::key::ct_eq;
use crate::system::{DiskError, DiskOperation, FileId, Folder, Found, Owner, PriorAccess, Staged};
use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// How many names for a backup are tried while other programs take them.
const MOST_NAMES: usize = 1000;

pub struct Step<'a> {
    pub file: &'a PlannedFile,
    staged: Box<dyn Staged>,
    /// Its identity once it has its name, if that changes.
    id: Option<FileId>,
    /// The owner that it was given to.
    pub owner: Option<Owner>,
    /// Its temporary name, if any. It may still have it.
    waits_at: Option<OsString>,
    /// Whether it may have its own name.
    may_be_placed: bool,
    old: Option<OldFile>,
}

/// The file that was there before.
struct OldFile {
    /// The name of its backup.
    backup: OsString,
    way: Way,
    /// Its permissions, if they were changed.
    prior: Option<PriorAccess>,
}

/// How the old file gets the name of its backup.
#[derive(Clone, Copy)]
enum Way {
    Exchange,
    Rename {
        /// Which file it was.
        before: Option<FileId>,
        is_done: bool,
    },
}

/// What could not be undone.
#[derive(Default)]
pub struct Remains {
    /// Old files that are only under the name of their backup.
    pub backups: Vec<PathBuf>,
    /// New files that are still there.
    pub left: Vec<PathBuf>,
}

impl<'a> Step<'a> {
    /// Writes the file, without its name.
    pub fn stage(file: &'a PlannedFile, folder: &dyn Folder) -> Result<Self, DiskError> {
        let new = &file.new;
        let staged = folder.stage(new.name(), &new.bytes, new.access)?;
        Ok(Self { file, staged, id: None, owner: None, waits_at: None, may_be_placed: false, old: None })
    }

    fn name(&self) -> &'a OsStr {
        self.file.new.name()
    }

    fn path(&self) -> &'a Path {
        &self.file.new.path
    }

    fn id(&self) -> FileId {
        self.id.unwrap_or(self.staged.id())
    }

    /// Where the old file is now.
    pub fn backup(&self) -> Option<PathBuf> {
        self.old.as_ref().map(|old| self.path().with_file_name(&old.backup))
    }

    /// Gives the file its name, and the old one that of its backup.
    pub fn place(&mut self, folder: &dyn Folder) -> Result<(), SaveError> {
        match &self.file.old {
            Existing::Keep { backup, owner_only, expected } => {
                self.replace(backup, *owner_only, folder)?;
                self.refuse_what_changed(expected.as_ref().map(|bytes| bytes.as_slice()), folder)?;
            }
            Existing::Nothing | Existing::Same => {
                self.file.owner.map_or(Ok(()), |owner| self.give_to(owner))?;
                self.place_new(folder)?;
            }
        }
        self.learn_id(folder)
    }

    /// Lets other programs open the file.
    pub fn share(&mut self) {
        self.staged.share();
    }

    /// Whether another file has its name by now.
    pub fn is_replaced(&self, folder: &dyn Folder) -> Result<bool, DiskError> {
        Ok(folder.identity(self.name())? != Some(self.id()))
    }

    fn give_to(&mut self, owner: Owner) -> Result<(), DiskError> {
        if self.staged.give_to(owner)? {
            self.owner = Some(owner);
        }
        Ok(())
    }

    fn place_new(&mut self, folder: &dyn Folder) -> Result<(), SaveError> {
        self.may_be_placed = true;
        match self.staged.place(self.name()) {
            // Over a network a request may be sent again after it succeeded: the second one fails.
            Err(error) if error.kind == ErrorKind::AlreadyExists && self.is_replaced(folder)? => {
                Err(SaveError::Appeared(self.path().to_owned()))
            }
            Err(error) if error.kind != ErrorKind::AlreadyExists => Err(error.into()),
            _ => Ok(()),
        }
    }

    fn replace(
        &mut self,
        backup: &BackupName,
        owner_only: bool,
        folder: &dyn Folder,
    ) -> Result<(), SaveError> {
        self.refuse_what_is_no_file(self.name(), folder)?;
        // Not to the owner of a link at that path.
        if matches!(folder.look(self.name())?, Found::File(_))
            && let Some(owner) = folder.owner(self.name())?
        {
            self.give_to(owner)?;
        }
        if !(folder.exchanges() && self.exchange(backup.clone(), folder)?) {
            self.move_away(backup.clone(), folder)?;
        }
        let Some(old) = &mut self.old else { return Ok(()) };
        let backup = old.backup.clone();
        if owner_only {
            old.prior = folder.restrict_to_owner(&backup)?;
        }
        // It may have been replaced since the plan was made.
        self.refuse_what_is_no_file(&backup, folder)
    }

    /// Compares the old file with what the new one was made of. From now on other programs find the new one.
    fn refuse_what_changed(&self, expected: Option<&[u8]>, folder: &dyn Folder) -> Result<(), SaveError> {
        let Some(expected) = expected else { return Ok(()) };
        let is_same = match &self.old {
            Some(old) => ct_eq(&folder.read(&old.backup, FILE_BYTES)?, expected),
            None => false,
        };
        if is_same { Ok(()) } else { Err(SaveError::Changed(self.path().to_owned())) }
    }

    fn refuse_what_is_no_file(&self, name: &OsStr, folder: &dyn Folder) -> Result<(), SaveError> {
        match folder.look(name)? {
            Found::Folder => Err(SaveError::FolderInTheWay(self.path().to_owned())),
            Found::Special => Err(SaveError::SpecialInTheWay(self.path().to_owned())),
            Found::Nothing | Found::File(_) | Found::Link => Ok(()),
        }
    }

    /// `false` if names cannot be exchanged here. If the old file is gone, there is nothing to keep.
    fn exchange(&mut self, backup: BackupName, folder: &dyn Folder) -> Result<bool, SaveError> {
        let backup = self.wait_at_free_name(backup, folder)?;
        self.may_be_placed = true;
        self.old = Some(OldFile { backup: backup.clone(), way: Way::Exchange, prior: None });
        let Err(error) = folder.exchange(&backup, self.name()) else { return Ok(true) };
        match error.kind {
            ErrorKind::NotFound => {
                self.old = None;
                self.place_new(folder).map(|()| true)
            }
            ErrorKind::Unsupported => {
                self.old = None;
                self.staged.withdraw()?;
                Ok(false)
            }
            _ => Err(error.into()),
        }
    }

    fn wait_at_free_name(&mut self, first: BackupName, folder: &dyn Folder) -> Result<OsString, SaveError> {
        for backup in first.clone().take(MOST_NAMES) {
            self.waits_at = Some(backup.clone());
            match self.staged.place(&backup) {
                Err(error) if error.kind == ErrorKind::AlreadyExists => {
                    if folder.identity(&backup)? == Some(self.staged.id()) {
                        return Ok(backup);
                    }
                }
                Err(error) => return Err(error.into()),
                Ok(()) => return Ok(backup),
            }
        }
        Err(self.no_free_name(first))
    }

    fn no_free_name(&self, mut first: BackupName) -> SaveError {
        let name = first.next().unwrap_or_default();
        SaveError::Appeared(self.path().with_file_name(name))
    }

    fn move_away(&mut self, first: BackupName, folder: &dyn Folder) -> Result<(), SaveError> {
        let before = folder.identity(self.name())?;
        for backup in first.clone().take(MOST_NAMES) {
            let old = |is_done| {
                let way = Way::Rename { before, is_done };
                Some(OldFile { backup: backup.clone(), way, prior: None })
            };
            self.old = old(false);
            match folder.rename_new(self.name(), &backup) {
                Ok(()) => self.old = old(true),
                Err(error) if error.kind == ErrorKind::NotFound => self.old = None,
                Err(error) if error.kind == ErrorKind::AlreadyExists => {
                    let is_moved = before.is_some() && folder.identity(&backup)? == before;
                    if !is_moved || folder.identity(self.name())? == before {
                        continue;
                    }
                }
                Err(error) => return Err(error.into()),
            }
            // On the disk before anything takes its place.
            folder.sync()?;
            return self.place_new(folder);
        }
        self.old = None;
        Err(self.no_free_name(first))
    }

    /// Some network file systems give a file a new number when it is renamed.
    fn learn_id(&mut self, folder: &dyn Folder) -> Result<(), SaveError> {
        let found = folder.identity(self.name())?;
        if found.is_some() && found != Some(self.id()) && self.is_there(folder) {
            self.id = found;
        }
        Ok(())
    }

    fn is_there(&self, folder: &dyn Folder) -> bool {
        let read = folder.read(self.name(), FILE_BYTES);
        read.is_ok_and(|bytes| ct_eq(&bytes, &self.file.new.bytes))
    }

    /// Undoes what was done. On a network, a step that was reported as failed may have succeeded, so the
    /// actual files count.
    pub fn undo(self, folder: &dyn Folder, remains: &mut Remains) {
        let is_back = self.old.as_ref().is_none_or(|old| self.put_back(old, folder).is_ok());
        if !is_back {
            remains.backups.extend(self.backup());
        }
        // If the old file is not back, the new one stays.
        let placed = (self.may_be_placed && is_back).then(|| self.name());
        for name in placed.into_iter().chain(self.waits_at.as_deref()) {
            if self.remove(name, folder).is_err() {
                remains.left.push(self.path().with_file_name(name));
            }
        }
    }

    fn is_ours(&self, file: Option<FileId>) -> bool {
        file == Some(self.id())
    }

    fn remove(&self, name: &OsStr, folder: &dyn Folder) -> Result<(), DiskError> {
        if self.is_ours(folder.identity(name)?) {
            folder.remove(name, self.id())?;
        }
        Ok(())
    }

    /// An error where the old file does not have its own name afterwards.
    fn put_back(&self, old: &OldFile, folder: &dyn Folder) -> Result<(), DiskError> {
        let (name, backup) = (self.name(), &*old.backup);
        let (at_name, at_backup) = (folder.identity(name)?, folder.identity(backup)?);
        let is_old = at_backup.is_some()
            && match old.way {
                Way::Exchange => !self.is_ours(at_backup),
                Way::Rename { before, is_done } => is_done || at_backup == before,
            };
        if !is_old || at_name == at_backup {
            return Ok(());
        }
        match old.way {
            Way::Exchange if self.is_ours(at_name) => self.exchange_back(backup, folder)?,
            Way::Exchange | Way::Rename { .. } => {
                self.remove(name, folder)?;
                folder.rename_new(backup, name)?;
            }
        }
        // The file is back; its permissions matter less.
        let _ = old.prior.as_ref().map(|prior| folder.give_back(name, prior));
        Ok(())
    }

    fn exchange_back(&self, backup: &OsStr, folder: &dyn Folder) -> Result<(), DiskError> {
        folder.exchange(backup, self.name())?;
        if self.is_ours(folder.identity(backup)?) {
            return Ok(());
        }
        // Another program has just replaced our file. Its file stays.
        folder.exchange(backup, self.name())?;
        Err(DiskError {
            operation: DiskOperation::BackingUp,
            kind: ErrorKind::AlreadyExists,
            code: None,
            path: self.path().to_owned(),
        })
    }
}
