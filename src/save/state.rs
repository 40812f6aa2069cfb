//! Files in the program's own folder that are written again and again, such as how far something is that takes days.
//! There is always one of the two, the old or the new one, and no other window's state is written over.

use super::SaveError;
use super::recovery::make_own_folder;
use super::text::read_text;
use crate::system::{Access, Disk, folder_of};
use std::path::Path;

/// Writes such a file in one step. `old` is what was read of it, `None` where there was none. Its folder is made where
/// it is missing.
///
/// # Errors
/// [`SaveError::Changed`] where it holds something else by now, which stays; otherwise see [`SaveError`].
pub fn write_state(path: &Path, old: Option<&[u8]>, new: &[u8], disk: &dyn Disk) -> Result<(), SaveError> {
    let name = path.file_name().ok_or(SaveError::NotAFileName)?;
    make_own_folder(folder_of(path), disk)?;
    let folder = disk.open_folder(folder_of(path))?;
    folder.remove_stale_temp_files();
    let mut staged = folder.stage(name, new, Access::OwnerOnly)?;
    // As late as can be.
    refuse_what_changed(path, old, disk)?;
    match old {
        Some(_) => staged.place_over(name)?,
        None => staged.place(name)?,
    }
    drop(staged);
    folder.sync()?;
    match read_text(path, disk)?.as_deref() == Some(new) {
        true => Ok(()),
        false => Err(SaveError::NotReadBack { path: path.to_owned() }),
    }
}

/// Removes such a file, of which this was read.
///
/// # Errors
/// As [`write_state`].
pub fn remove_state(path: &Path, old: &[u8], disk: &dyn Disk) -> Result<(), SaveError> {
    refuse_what_changed(path, Some(old), disk)?;
    Ok(disk.remove(path)?)
}

fn refuse_what_changed(path: &Path, old: Option<&[u8]>, disk: &dyn Disk) -> Result<(), SaveError> {
    match read_text(path, disk)?.as_deref() == old {
        true => Ok(()),
        false => Err(SaveError::Changed(path.to_owned())),
    }
}
