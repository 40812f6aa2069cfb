//! New files on their way into their place.
//!
//! Where the system has files without a name (O_TMPFILE on Linux), a file gets its name when it
//! is whole, so a killed process leaves nothing behind. Elsewhere, and to replace a file, it has
//! a name that nothing else has, and a lock while its process lives: see [`sweep`].

use super::{Access, DiskError, Doing, FileId, Found, Staged, calls, nameless, permissions};
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

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
    access: Access,
    /// What is in it, if it may turn out that it cannot get a name.
    again: Option<Zeroizing<Vec<u8>>>,
}

impl StagedFile {
    /// Writes one, flushed.
    pub fn write(target: &Path, bytes: &[u8], access: Access, nameless: bool) -> Result<Self, DiskError> {
        let folder = folder_of(target);
        let unnamed = if nameless { nameless::create(folder) } else { None };
        let again = unnamed.is_some().then(|| Zeroizing::new(bytes.to_vec()));
        let (file, name) = match unnamed {
            Some(file) => (file, None),
            None => named(folder, access).map_err(|error| {
                let lacks = error.kind() == io::ErrorKind::Unsupported;
                DiskError::when(if lacks { Doing::Protecting } else { Doing::Writing }, target)(error)
            })?,
        };
        let mut staged = Self { file, name, target: target.to_owned(), access, again };
        staged.protect()?;
        staged.fill(bytes).map_err(DiskError::when(Doing::Writing, target))?;
        Ok(staged)
    }

    /// Before the first byte is in it.
    fn protect(&self) -> Result<(), DiskError> {
        let kept = permissions::set(&self.file, self.access)
            .map_err(DiskError::when(Doing::Protecting, &self.target))?;
        if kept || does_without(self.access) {
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
        calls::place(&self.file, &name, &self.target, replacing)?;
        self.name = None;
        Ok(())
    }
}

impl Staged for StagedFile {
    fn place(mut self: Box<Self>, replacing: bool) -> Result<FileId, DiskError> {
        let error = match self.move_into_place(replacing).and_then(|()| permissions::identity(&self.file)) {
            Ok(file) => return Ok(file),
            Err(error) => error,
        };
        match self.again.take() {
            // Some sandboxes have files without a name, but let none be given later.
            Some(bytes) if self.name.is_none() && error.kind() != io::ErrorKind::AlreadyExists => {
                Box::new(Self::write(&self.target, &bytes, self.access, false)?).place(replacing)
            }
            _ => Err(DiskError::when(Doing::Placing, &self.target)(error)),
        }
    }
}

impl Drop for StagedFile {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            // What cannot be removed now is swept next time.
            let _ = calls::discard(&self.file, name);
        }
    }
}

/// A public key is worth having on file systems without permissions too; a private one must not get
/// there.
fn does_without(access: Access) -> bool {
    match access {
        Access::OthersRead => true,
        Access::OwnerOnly => false,
    }
}

/// A new file with a name and a lock.
fn named(folder: &Path, access: Access) -> io::Result<(File, Option<PathBuf>)> {
    loop {
        let name = folder.join(new_name());
        let file = match permissions::create(&name, access) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            created => created?,
        };
        // Between creating and locking, a sweep may have taken it for litter.
        if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
            continue;
        }
        match name.try_exists() {
            Ok(true) => return Ok((file, Some(name))),
            Ok(false) => {}
            Err(error) => {
                let _ = calls::discard(&file, &name);
                return Err(error);
            }
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
    if !matches!(permissions::look(path)?, Found::File(access) if access.mine) {
        return Ok(());
    }
    let file = permissions::open_without_waiting(path)?;
    // Removed while the lock is held, so that its maker, if it lives after all, can tell.
    if file.try_lock().is_ok() { fs::remove_file(path) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::{Access, does_without};

    #[test]
    fn only_what_all_may_read_does_without_permissions() {
        assert!(does_without(Access::OthersRead) && !does_without(Access::OwnerOnly));
    }
}
