//! New files on their way into their place.
//!
//! Where the system has files without a name (O_TMPFILE on Linux), a file gets its name when it
//! is whole, so a killed process leaves nothing behind. Elsewhere, and to replace a file, it has
//! a name that nothing else has, and a lock while its process lives: see [`sweep`].

use super::{Access, DiskError, Doing, Found, Staged, calls, nameless, permissions};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

const PREFIX: &str = ".keywright-";
const SUFFIX: &str = ".tmp";
/// Hexadecimal digits between them.
const DIGITS: usize = 16;

/// A file of ours in the folder of its target.
pub struct StagedFile {
    file: File,
    /// Its name, where it has one already.
    name: Option<PathBuf>,
    target: PathBuf,
}

impl StagedFile {
    /// Writes one, flushed.
    pub fn write(target: &Path, bytes: &[u8], access: Access, nameless: bool) -> Result<Self, DiskError> {
        let folder = folder_of(target);
        let unnamed = if nameless { nameless::create(folder) } else { None };
        let mut staged = match unnamed {
            Some(file) => Self { file, name: None, target: target.to_owned() },
            None => Self::named(folder, target).map_err(DiskError::when(Doing::Writing, target))?,
        };
        staged.protect(access)?;
        staged.fill(bytes).map_err(DiskError::when(Doing::Writing, target))?;
        Ok(staged)
    }

    fn named(folder: &Path, target: &Path) -> io::Result<Self> {
        loop {
            let name = folder.join(new_name());
            let file = match permissions::create(&name) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                created => created?,
            };
            let staged = Self { file, name: Some(name.clone()), target: target.to_owned() };
            // Between creating and locking, a sweep may have taken it for litter.
            match staged.file.try_lock() {
                Err(TryLockError::WouldBlock) => {}
                _ if name.try_exists()? => return Ok(staged),
                _ => {}
            }
        }
    }

    /// Before the first byte is in it. A public key is worth having on file systems without
    /// permissions too; a private one must not get there.
    fn protect(&self, access: Access) -> Result<(), DiskError> {
        let kept =
            permissions::set(&self.file, access).map_err(DiskError::when(Doing::Protecting, &self.target))?;
        if kept || access == Access::OthersRead {
            return Ok(());
        }
        let lacking = io::Error::from(io::ErrorKind::Unsupported);
        Err(DiskError::when(Doing::Protecting, &self.target)(lacking))
    }

    fn fill(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        calls::flush(&self.file)
    }

    fn move_into_place(&mut self, replacing: bool) -> io::Result<()> {
        let name = match (&self.name, replacing) {
            (Some(name), _) => name.clone(),
            (None, false) => return nameless::link(&self.file, &self.target),
            // Links never replace: it takes a name first, with its lock held since it is there.
            (None, true) => {
                let _ = self.file.try_lock();
                let name = folder_of(&self.target).join(new_name());
                nameless::link(&self.file, &name)?;
                self.name.insert(name).clone()
            }
        };
        if replacing {
            fs::rename(&name, &self.target)?;
        } else {
            calls::rename_new(&name, &self.target)?;
        }
        self.name = None;
        Ok(())
    }
}

impl Staged for StagedFile {
    fn place(mut self: Box<Self>, replacing: bool) -> Result<(), DiskError> {
        self.move_into_place(replacing).map_err(DiskError::when(Doing::Placing, &self.target))
    }
}

impl Drop for StagedFile {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            // What cannot be removed now is swept next time.
            let _ = fs::remove_file(name);
        }
    }
}

/// The folder that a path is in; `.` for a bare name.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn new_name() -> String {
    format!("{PREFIX}{:0DIGITS$x}{SUFFIX}", rand::random::<u64>())
}

fn is_our_name(name: &str) -> bool {
    let digits = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(SUFFIX));
    digits.is_some_and(|digits| {
        digits.len() == DIGITS && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    })
}

/// Removes files of ours whose process was killed: nobody holds their lock.
pub fn sweep(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        if entry.file_name().to_str().is_some_and(is_our_name) {
            let _ = remove_abandoned(&entry.path());
        }
    }
}

fn remove_abandoned(path: &Path) -> io::Result<()> {
    if !matches!(permissions::found(&fs::symlink_metadata(path)?), Found::File(access) if access.mine) {
        return Ok(());
    }
    let file = permissions::open_without_waiting(path)?;
    // Removed while the lock is held, so that its maker, if it lives after all, can tell.
    if file.try_lock().is_ok() { fs::remove_file(path) } else { Ok(()) }
}
