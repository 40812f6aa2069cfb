//! The real disk.

use super::folder::RealFolder;
use super::native_fs::{self, OpenFolder};
use super::staging::folder_of;
use super::{Disk, DiskError, DiskOperation, Entry, FileStatus, Folder, Found, PriorAccess, permissions};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;
use zeroize::Zeroizing;

/// The disk of this computer.
#[derive(Clone, Copy, Debug)]
pub struct RealDisk {
    uses: Uses,
    /// Whether `-` and the like are pipes to read from.
    #[cfg(feature = "cli")]
    pipes: bool,
}

/// What is used of what the system can do.
#[derive(Clone, Copy, Debug)]
pub(super) struct Uses {
    /// Files without a name while they are being written.
    pub unnamed_temp: bool,
    /// Two files that exchange their names.
    pub exchange: bool,
}

impl RealDisk {
    /// The disk, used as well as this system allows.
    pub const fn new() -> Self {
        Self::using(Uses { unnamed_temp: true, exchange: true })
    }

    /// The disk, with a name for every file that is being written, as on systems where files
    /// cannot be without one.
    pub const fn with_named_files() -> Self {
        Self::using(Uses { unnamed_temp: false, exchange: true })
    }

    /// The disk as on file systems and systems where neither of these can be done.
    pub const fn with_plain_renames() -> Self {
        Self::using(Uses { unnamed_temp: false, exchange: false })
    }

    const fn using(uses: Uses) -> Self {
        Self {
            uses,
            #[cfg(feature = "cli")]
            pipes: false,
        }
    }

    /// For a command line: `-` is what is piped into the program, and the pipes of a shell's `<(…)` are
    /// read to their end.
    #[cfg(feature = "cli")]
    pub const fn and_pipes() -> Self {
        Self { pipes: true, ..Self::new() }
    }

    /// The number of the open pipe that this path stands for.
    #[cfg(feature = "cli")]
    fn pipe(&self, path: &Path) -> Option<u32> {
        if self.pipes { super::streams::input(path) } else { None }
    }

    /// There are no such paths in a window.
    #[cfg(not(feature = "cli"))]
    fn pipe(&self, _: &Path) -> Option<u32> {
        None
    }
}

impl Default for RealDisk {
    fn default() -> Self {
        Self::new()
    }
}

impl Disk for RealDisk {
    fn read(&self, path: &Path, at_most: usize) -> Result<Zeroizing<Vec<u8>>, DiskError> {
        let read = match self.pipe(path) {
            Some(number) => read_pipe(number, at_most),
            None => native_fs::open_patiently(|| permissions::open_without_waiting(path))
                .and_then(|file| read_capped(&file, at_most)),
        };
        read.map_err(DiskError::when(DiskOperation::Reading, path))
    }

    fn look(&self, path: &Path) -> Result<Found, DiskError> {
        look(path).map_err(DiskError::when(DiskOperation::Looking, path))
    }

    fn is_folder(&self, path: &Path) -> Result<bool, DiskError> {
        if self.pipe(path).is_some() {
            return Ok(false);
        }
        is_folder(path).map_err(DiskError::when(DiskOperation::Looking, path))
    }

    fn resolved(&self, path: &Path) -> PathBuf {
        match look(path) {
            Ok(Found::Link) => fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()),
            _ => path.to_owned(),
        }
    }

    fn status(&self, path: &Path) -> Option<FileStatus> {
        if self.pipe(path).is_some() {
            return None;
        }
        let path = fs::canonicalize(path).ok()?;
        let about = fs::metadata(&path).ok()?;
        let (access, owner) = permissions::status(&path).ok()??;
        let modified = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified = modified.map(|since| since.as_secs());
        Some(FileStatus { is_folder: about.is_dir(), access, owner, modified })
    }

    fn restrict_to_owner(&self, path: &Path) -> Result<Option<PriorAccess>, DiskError> {
        Ok(protecting(path, permissions::restrict_to_owner_in)?.map(PriorAccess))
    }

    fn restrict_writing(&self, path: &Path) -> Result<Option<PriorAccess>, DiskError> {
        Ok(protecting(path, permissions::restrict_writing_in)?.map(PriorAccess))
    }

    fn give_back(&self, path: &Path, prior: &PriorAccess) -> Result<(), DiskError> {
        protecting(path, |folder, name| permissions::give_back_in(folder, name, &prior.0))
    }

    fn keeps_permissions(&self, path: &Path) -> bool {
        let keeps = fs::canonicalize(path).and_then(|path| permissions::keeps(&path));
        keeps.unwrap_or(true)
    }

    fn list(&self, folder: &Path) -> Result<Vec<Entry>, DiskError> {
        list(folder).map_err(DiskError::when(DiskOperation::Looking, folder))
    }

    fn make_private_folder(&self, path: &Path) -> Result<bool, DiskError> {
        let made = match permissions::make_folder(path) {
            Ok(()) => sync_folder(folder_of(path)).map(|()| true),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => is_folder(path).map(|_| false),
            Err(error) => Err(error),
        };
        made.map_err(DiskError::when(DiskOperation::MakingFolder, path))
    }

    fn remove_empty_folder(&self, path: &Path) -> Result<(), DiskError> {
        fs::remove_dir(path).map_err(DiskError::when(DiskOperation::Removing, path))
    }

    fn remove(&self, path: &Path) -> Result<(), DiskError> {
        let name = path.file_name().ok_or(ErrorKind::InvalidInput).map_err(io::Error::from);
        let removed = name.and_then(|name| OpenFolder::open(folder_of(path))?.remove(name));
        removed.map_err(DiskError::when(DiskOperation::Removing, path))
    }

    fn open_folder(&self, path: &Path) -> Result<Arc<dyn Folder>, DiskError> {
        let folder = OpenFolder::open(path).map_err(DiskError::when(DiskOperation::Looking, path))?;
        Ok(Arc::new(RealFolder::new(folder, self.uses)))
    }
}

/// Does something in the folder of what the path leads to, where no link is followed any more.
fn protecting<T>(
    path: &Path,
    work: impl FnOnce(&OpenFolder, &OsStr) -> io::Result<T>,
) -> Result<T, DiskError> {
    let real = fs::canonicalize(path).map_err(DiskError::when(DiskOperation::Looking, path))?;
    let done = match real.file_name() {
        Some(name) => OpenFolder::open(folder_of(&real)).and_then(|folder| work(&folder, name)),
        None => OpenFolder::open(&real).and_then(|folder| work(&folder, OsStr::new("."))),
    };
    done.map_err(DiskError::when(DiskOperation::Protecting, path))
}

#[cfg(feature = "cli")]
fn read_pipe(number: u32, at_most: usize) -> io::Result<Zeroizing<Vec<u8>>> {
    within(all_of(&super::streams::open_input(number)?, 0, at_most)?, at_most)
}

#[cfg(not(feature = "cli"))]
fn read_pipe(_: u32, _: usize) -> io::Result<Zeroizing<Vec<u8>>> {
    Err(ErrorKind::Unsupported.into())
}

/// What an open file holds, if it is a regular one.
pub(super) fn read_capped(file: &File, at_most: usize) -> io::Result<Zeroizing<Vec<u8>>> {
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
    within(all_of(file, length, at_most)?, at_most)
}

fn within(bytes: Zeroizing<Vec<u8>>, at_most: usize) -> io::Result<Zeroizing<Vec<u8>>> {
    if bytes.len() > at_most { Err(ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
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
        Ok(Found::Link) if permissions::leads_to_special(path) => Ok(Found::Special),
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

fn sync_folder(folder: &Path) -> io::Result<()> {
    if_supported(native_fs::flush_folder(folder))
}

/// What a file system cannot do is not missed.
pub(super) fn if_supported(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if native_fs::is_lack_of_support(&error) => Ok(()),
        done => done,
    }
}
