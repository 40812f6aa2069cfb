//! The real disk.

use super::staging::{StagedFile, folder_of, sweep};
use super::{
    Access, Disk, DiskError, Doing, Entry, FileId, Found, FoundAccess, Kept, Staged, calls, permissions,
};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use zeroize::Zeroizing;

/// The disk of this computer.
#[derive(Clone, Copy, Debug)]
pub struct RealDisk {
    nameless: bool,
}

impl RealDisk {
    /// The disk, used as well as this system allows.
    pub const fn new() -> Self {
        Self { nameless: true }
    }

    /// The disk, with a name for every file that is being written, as on systems where files
    /// cannot be without one.
    pub const fn with_named_files() -> Self {
        Self { nameless: false }
    }
}

impl Default for RealDisk {
    fn default() -> Self {
        Self::new()
    }
}

impl Disk for RealDisk {
    fn read(&self, path: &Path, at_most: usize) -> Result<Zeroizing<Vec<u8>>, DiskError> {
        read_capped(path, at_most).map_err(DiskError::when(Doing::Reading, path))
    }

    fn look(&self, path: &Path) -> Result<Found, DiskError> {
        look(path).map_err(DiskError::when(Doing::Looking, path))
    }

    fn is_folder(&self, path: &Path) -> Result<bool, DiskError> {
        is_folder(path).map_err(DiskError::when(Doing::Looking, path))
    }

    fn access(&self, path: &Path) -> Option<FoundAccess> {
        match permissions::look(&fs::canonicalize(path).ok()?) {
            Ok(Found::File(access)) => Some(access),
            _ => None,
        }
    }

    fn keep_to_owner(&self, path: &Path) -> Result<(), DiskError> {
        let file = fs::canonicalize(path).map_err(DiskError::when(Doing::Looking, path))?;
        permissions::keep_to_owner(&file).map_err(DiskError::when(Doing::Protecting, path))
    }

    fn identity(&self, path: &Path) -> Option<FileId> {
        permissions::identity_at(path).ok()
    }

    fn list(&self, folder: &Path) -> Result<Vec<Entry>, DiskError> {
        list(folder).map_err(DiskError::when(Doing::Looking, folder))
    }

    fn make_private_folder(&self, path: &Path) -> Result<bool, DiskError> {
        let made = match permissions::make_folder(path) {
            Ok(()) => sync_folder(folder_of(path)).map(|()| true),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => is_folder(path).map(|_| false),
            Err(error) => Err(error),
        };
        made.map_err(DiskError::when(Doing::MakingFolder, path))
    }

    fn remove_empty_folder(&self, path: &Path) -> Result<(), DiskError> {
        fs::remove_dir(path).map_err(DiskError::when(Doing::Removing, path))
    }

    fn sweep(&self, folder: &Path) {
        sweep(folder);
    }

    fn stage(&self, target: &Path, bytes: &[u8], access: Access) -> Result<Box<dyn Staged>, DiskError> {
        Ok(Box::new(StagedFile::write(target, bytes, access, self.nameless)?))
    }

    fn back_up(&self, path: &Path, backup: &Path, owner_only: bool) -> Result<Kept, DiskError> {
        if owner_only {
            // Before it has a second name, so that it never is lax under that.
            permissions::keep_to_owner(path).map_err(DiskError::when(Doing::Protecting, path))?;
        }
        back_up(path, backup).map_err(DiskError::when(Doing::BackingUp, path))
    }

    fn put_back(&self, backup: &Path, path: &Path, replacing: bool) -> Result<(), DiskError> {
        put_back(backup, path, replacing).map_err(DiskError::when(Doing::BackingUp, path))
    }

    fn remove(&self, path: &Path) -> Result<(), DiskError> {
        calls::remove(path).map_err(DiskError::when(Doing::Removing, path))
    }

    fn sync_folder(&self, folder: &Path) -> Result<(), DiskError> {
        sync_folder(folder).map_err(DiskError::when(Doing::Placing, folder))
    }
}

fn read_capped(path: &Path, at_most: usize) -> io::Result<Zeroizing<Vec<u8>>> {
    let file = calls::open_patiently(|| permissions::open_without_waiting(path))?;
    let about = file.metadata()?;
    if about.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    if !about.is_file() {
        return Err(ErrorKind::InvalidInput.into());
    }
    let length = usize::try_from(about.len()).unwrap_or(usize::MAX);
    if length > at_most {
        return Err(ErrorKind::FileTooLarge.into());
    }
    let mut bytes = all_of(&file, length, at_most)?;
    if bytes.len() > at_most {
        bytes.clear();
        return Err(ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// What a file holds that is said to have this length, and one byte more than allowed where there
/// is more. Files can grow meanwhile, and those of the kernel have no length before they are read.
fn all_of(file: &File, length: usize, at_most: usize) -> io::Result<Zeroizing<Vec<u8>>> {
    let most = at_most.saturating_add(1);
    // One byte more shows that it ends there.
    let mut bytes = Zeroizing::new(vec![0; length.saturating_add(1).min(most)]);
    let mut filled = 0;
    loop {
        filled += fill(file, bytes.get_mut(filled..).unwrap_or_default())?;
        if filled < bytes.len() || filled == most {
            bytes.truncate(filled);
            return Ok(bytes);
        }
        // Into a new buffer, so that the old one is wiped: one that grows leaves what it held.
        let mut larger = Zeroizing::new(vec![0; filled.saturating_mul(2).max(4096).min(most)]);
        if let Some(start) = larger.get_mut(..filled) {
            start.copy_from_slice(&bytes);
        }
        bytes = larger;
    }
}

/// Reads until the end of the file or of the buffer; how many bytes it were.
fn fill(mut file: &File, mut room: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while !room.is_empty() {
        match file.read(room) {
            Ok(0) => break,
            Ok(read) => {
                length += read;
                room = room.get_mut(read..).unwrap_or_default();
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

fn look(path: &Path) -> io::Result<Found> {
    match permissions::look(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Found::Nothing),
        found => found,
    }
}

fn is_folder(path: &Path) -> io::Result<bool> {
    match fs::metadata(path) {
        Ok(about) if about.is_dir() => Ok(true),
        Ok(_) => Err(ErrorKind::NotADirectory.into()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn list(folder: &Path) -> io::Result<Vec<Entry>> {
    let entry = |entry: io::Result<fs::DirEntry>| {
        let entry = entry?;
        let is_folder = entry.file_type()?.is_dir();
        Ok(Entry { path: entry.path(), is_folder })
    };
    fs::read_dir(folder)?.map(entry).collect()
}

fn back_up(path: &Path, backup: &Path) -> io::Result<Kept> {
    match look(path)? {
        Found::Nothing => return Err(ErrorKind::NotFound.into()),
        Found::Folder => return Err(ErrorKind::IsADirectory.into()),
        Found::Special => return Err(ErrorKind::InvalidInput.into()),
        Found::File(_) | Found::Link => {}
    }
    let kept = match calls::link(path, backup) {
        Ok(()) => Kept::UnderBoth,
        Err(error) if matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::ResourceBusy) => {
            return Err(error);
        }
        // No links here, or none to files of others: then there is a moment without the file
        // under its own name, but never one without the file.
        Err(_) => {
            calls::rename_new(path, backup)?;
            Kept::Moved
        }
    };
    // On the disk before anything takes its place.
    if let Err(error) = sync_folder(folder_of(path)) {
        put_back(backup, path, false)?;
        return Err(error);
    }
    Ok(kept)
}

fn put_back(backup: &Path, path: &Path, replacing: bool) -> io::Result<()> {
    if permissions::is_same_file(backup, path) {
        // Renaming one name of a file to another of its names does nothing.
        calls::remove(backup)?;
    } else if replacing {
        calls::rename_over(backup, path)?;
    } else {
        calls::rename_new(backup, path)?;
    }
    sync_folder(folder_of(path))
}

fn sync_folder(folder: &Path) -> io::Result<()> {
    match calls::flush_folder(folder) {
        Err(error) if calls::is_lack_of_support(&error) => Ok(()),
        synced => synced,
    }
}
