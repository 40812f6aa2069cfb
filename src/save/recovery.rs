//! Unsaved keys when the program was ended: kept in a folder of its own until the user saves them, as private
//! OpenSSH keys with their current passphrase. A key with a certificate becomes a PuTTY key, which contains
//! both in one file.

use super::{KeyMaterial, Output, Request, SaveError, SavePlan};
use crate::format::PrivateFormat;
use crate::system::{Disk, DiskError, FileId, Found, folder_of};
use rand::CryptoRng;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The beginning of the names; a date follows, and a number if that name is taken.
const START: &str = "unsaved-";
/// The highest number in a name.
const MOST: usize = 999;
/// How many folders above that one may have to be created.
const DEPTH: usize = 4;

/// Writes a new file, whose name is free, and reads it again like any other key that is saved. Its
/// folder is made where it is missing.
///
/// # Errors
/// See [`SaveError`]. No file is left behind then.
pub fn keep_unsaved(
    content: &KeyMaterial,
    folder: &Path,
    today: &str,
    disk: &dyn Disk,
    rng: &mut dyn CryptoRng,
) -> Result<PathBuf, SaveError> {
    make_own_folder(folder, disk)?;
    let what = if content.certificate().is_some() { PrivateFormat::Ppk3 } else { PrivateFormat::OpenSsh };
    let what = Output::private(what);
    let mut taken = SaveError::NotAFileName;
    for path in names(folder, today) {
        if disk.look(&path)? != Found::Nothing {
            continue;
        }
        let (content, today) = (content.clone(), today.to_owned());
        let request = Request { content, output: what, path: path.clone(), make_folder: false, today };
        let plan = SavePlan::new(request, disk, rng)?;
        if let Some(replaced) = plan.replaced().first() {
            taken = SaveError::Appeared(replaced.path.clone());
            continue;
        }
        match plan.carry_out(disk) {
            Ok(_) => return Ok(path),
            // Another instance was ended at the same time.
            Err(error @ SaveError::Appeared(_)) => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

fn names(folder: &Path, today: &str) -> impl Iterator<Item = PathBuf> {
    let name = move |number| match number {
        1 => format!("{START}{today}"),
        _ => format!("{START}{today}_{number}"),
    };
    (1..=MOST).map(move |number| folder.join(name(number)))
}

/// Makes a folder of the program's own where it is missing.
pub(super) fn make_own_folder(folder: &Path, disk: &dyn Disk) -> Result<(), SaveError> {
    make_folder(folder, DEPTH, disk)
}

/// The created folders are private.
fn make_folder(folder: &Path, depth: usize, disk: &dyn Disk) -> Result<(), SaveError> {
    if disk.is_folder(folder)? {
        return Ok(());
    }
    let above = folder_of(folder);
    if depth > 0 && above != folder {
        make_folder(above, depth - 1, disk)?;
    }
    disk.make_private_folder(folder)?;
    Ok(())
}

/// The files of [`keep_unsaved`] in this folder, by name.
///
/// # Errors
/// Those of the system. A missing folder has no such files.
pub fn unsaved_files(folder: &Path, disk: &dyn Disk) -> Result<Vec<PathBuf>, DiskError> {
    if !disk.is_folder(folder)? {
        return Ok(Vec::new());
    }
    let entries = disk.list(folder)?.into_iter().filter(|entry| !entry.is_folder);
    let mut files: Vec<_> = entries.map(|entry| entry.path).filter(|path| is_named_so(path)).collect();
    files.sort();
    files.truncate(MOST);
    Ok(files)
}

/// Removes one of these files once its key is saved elsewhere. If it was saved to the same file by another
/// path, such as a link to its folder, it stays.
///
/// # Errors
/// Those of the system.
pub fn remove_unsaved(path: &Path, saved: &[PathBuf], disk: &dyn Disk) -> Result<(), DiskError> {
    let unsaved = identity(path, disk)?;
    for saved in saved {
        if unsaved.is_some() && identity(saved, disk)? == unsaved {
            return Ok(());
        }
    }
    disk.remove(path)
}

fn identity(path: &Path, disk: &dyn Disk) -> Result<Option<FileId>, DiskError> {
    let Some(name) = path.file_name() else { return Ok(None) };
    disk.open_folder(folder_of(path))?.identity(name)
}

/// Whether it is one of these files, by its folder and its name.
pub fn is_unsaved_file(path: &Path, folder: &Path) -> bool {
    path.parent() == Some(folder) && is_named_so(path)
}

fn is_named_so(path: &Path) -> bool {
    let rest = path.file_name().and_then(OsStr::to_str).and_then(|name| name.strip_prefix(START));
    // A date and a number.
    rest.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit() || b"-_".contains(&byte)))
}
