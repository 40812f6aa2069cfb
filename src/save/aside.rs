//! Files that are no longer used get the names of backups, beside where they were. Nothing is written over.

use super::SaveError;
use super::names::BackupName;
use crate::system::{Disk, DiskError, folder_of};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Gives each of these files, as far as it is there, the first free name of a backup. All of them or none. Each with its
/// new name.
///
/// # Errors
/// See [`SaveError`].
pub fn move_aside(
    files: &[PathBuf],
    today: &str,
    disk: &dyn Disk,
) -> Result<Vec<(PathBuf, PathBuf)>, SaveError> {
    let mut moved = Vec::new();
    for from in files {
        match aside(from, today, disk) {
            Ok(to) => moved.extend(to.map(|to| (from.clone(), to))),
            Err(error) => return Err(undone(error, moved, disk)),
        }
    }
    Ok(moved)
}

/// Gives files their names again that [`move_aside`] took away. All of them or none.
///
/// # Errors
/// [`SaveError::Appeared`] where the name is taken by now; otherwise see [`SaveError`].
pub fn move_back(moved: &[(PathBuf, PathBuf)], disk: &dyn Disk) -> Result<(), SaveError> {
    let mut done = Vec::new();
    for (from, to) in moved {
        match rename(to, from, disk) {
            Ok(()) => done.push((to.clone(), from.clone())),
            Err(error) if error.kind == ErrorKind::AlreadyExists => {
                return Err(undone(SaveError::Appeared(from.clone()), done, disk));
            }
            Err(error) => return Err(undone(error.into(), done, disk)),
        }
    }
    Ok(())
}

/// `None` where there is nothing to move.
fn aside(from: &Path, today: &str, disk: &dyn Disk) -> Result<Option<PathBuf>, SaveError> {
    let (names, _) = BackupName::first_free(from, today, disk)?;
    for name in names {
        let to = from.with_file_name(name);
        match rename(from, &to, disk) {
            Ok(()) => return Ok(Some(to)),
            Err(error) if error.kind == ErrorKind::NotFound => return Ok(None),
            // Taken in the meantime.
            Err(error) if error.kind == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error.into()),
        }
    }
    Err(SaveError::Appeared(from.to_owned()))
}

fn rename(from: &Path, to: &Path, disk: &dyn Disk) -> Result<(), DiskError> {
    let folder = disk.open_folder(folder_of(from))?;
    let (from, to) = (from.file_name().unwrap_or_default(), to.file_name().unwrap_or_default());
    folder.rename_new(from, to)?;
    folder.sync()
}

/// The names that were changed are put back.
fn undone(why: SaveError, moved: Vec<(PathBuf, PathBuf)>, disk: &dyn Disk) -> SaveError {
    let is_left = |(from, to): &(PathBuf, PathBuf)| rename(to, from, disk).is_err();
    let backups: Vec<PathBuf> = moved.into_iter().rev().filter(is_left).map(|(_, to)| to).collect();
    match backups.is_empty() {
        true => why,
        false => SaveError::NotUndone { why: Box::new(why), backups, left: Vec::new() },
    }
}
