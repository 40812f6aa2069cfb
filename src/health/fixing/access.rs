//! Taking permissions away, and giving them back.

use super::{Allowed, Change, FixError};
use crate::system::{Disk, FileId, FilePermissions, FoundAccess, PriorAccess, folder_of};
use std::path::{Path, PathBuf};

/// Permissions that are to be taken away.
#[derive(Debug)]
pub struct Restriction {
    path: PathBuf,
    from: FilePermissions,
    to: Allowed,
}

/// Permissions that were taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restricted {
    path: PathBuf,
    /// Which file it is: another one of this name gets nothing back.
    id: Option<FileId>,
    prior: PriorAccess,
    /// What they are now.
    now: FoundAccess,
}

/// Of a file or a folder, links followed.
fn access(path: &Path, disk: &dyn Disk) -> Option<FoundAccess> {
    disk.access(path).or_else(|| disk.folder_access(path))
}

/// Which file or folder has this path now.
fn identity(path: &Path, disk: &dyn Disk) -> Option<FileId> {
    disk.open_folder(folder_of(path)).ok()?.identity(path.file_name()?).ok()?
}

fn is_wrong(found: &FoundAccess, to: Allowed) -> bool {
    match to {
        Allowed::Owner => found.is_accessible_to_others(),
        Allowed::OwnerWrites => found.is_writable_by_others(),
    }
}

impl Restriction {
    /// Looks who may use the file or folder.
    pub fn new(path: &Path, to: Allowed, disk: &dyn Disk) -> Result<Self, FixError> {
        let found = access(path, disk).ok_or_else(|| FixError::Hidden(path.to_owned()))?;
        if !found.mine {
            return Err(FixError::NotMine(path.to_owned()));
        }
        if !is_wrong(&found, to) {
            return Err(FixError::Changed(path.to_owned()));
        }
        // Where a link leads is said, and counts from now on.
        Ok(Self { path: disk.resolved(path), from: found.permissions, to })
    }

    /// As it is shown.
    pub fn change(&self) -> Change {
        Change::Permissions { path: self.path.clone(), from: self.from.clone(), to: self.to }
    }

    /// Takes them away and looks again: some file systems only seem to obey.
    /// `None` where another fix has taken them away already.
    pub fn carry_out(self, disk: &dyn Disk) -> Result<Option<Restricted>, FixError> {
        let Self { path, to, .. } = self;
        let prior = match to {
            Allowed::Owner => disk.restrict_to_owner(&path)?,
            Allowed::OwnerWrites => disk.restrict_writing(&path)?,
        };
        match (access(&path, disk), prior) {
            (Some(now), Some(prior)) if !is_wrong(&now, to) => {
                let id = identity(&path, disk);
                Ok(Some(Restricted { path, id, prior, now }))
            }
            (Some(now), None) if !is_wrong(&now, to) => Ok(None),
            (_, None) => Err(FixError::Changed(path)),
            (_, Some(prior)) => {
                // What it was is no worse than what came out.
                let _ = disk.give_back(&path, &prior);
                Err(FixError::NotKept(path))
            }
        }
    }
}

impl Restricted {
    /// Gives them back, unless somebody has changed them since.
    pub fn undo(&self, disk: &dyn Disk) -> Result<(), FixError> {
        let is_same = identity(&self.path, disk) == self.id;
        if !is_same || access(&self.path, disk).as_ref() != Some(&self.now) {
            return Err(FixError::ChangedSince(self.path.clone()));
        }
        Ok(disk.give_back(&self.path, &self.prior)?)
    }
}
