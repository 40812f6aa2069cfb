//! New files on their way into their place.
//!
//! Where the system has files without a name (O_TMPFILE on Linux), a file gets its name when it
//! is whole, so a killed process leaves nothing behind. Elsewhere it has a temporary name that
//! nothing else has, and a lock while its process lives: see [`sweep`].

use super::calls::{self, OpenFolder};
use super::{Access, DiskError, Doing, FileId, Found, Owner, Staged, nameless, permissions};
use rand::TryRng as _;
use rand::rngs::SysRng;
use std::ffi::{OsStr, OsString};
use std::fs::{File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};
use zeroize::Zeroizing;

const PREFIX: &str = ".keywright-";
const SUFFIX: &str = ".tmp";
/// Hexadecimal digits between them.
const DIGITS: usize = 16;

/// A file of ours in the folder of its target.
pub struct StagedFile {
    folder: Arc<OpenFolder>,
    /// `None` once others may have it.
    file: Option<File>,
    id: FileId,
    name: Name,
    /// For errors.
    target: PathBuf,
    access: Access,
    /// Whom it was given to.
    owner: Option<Owner>,
    /// What is in it, if it may turn out that it cannot get a name.
    again: Option<Zeroizing<Vec<u8>>>,
}

/// What a staged file is called.
enum Name {
    None,
    /// For as long as it is on its way.
    Temporary(OsString),
    Given(OsString),
}

impl StagedFile {
    /// Writes one, flushed.
    pub fn write(
        folder: &Arc<OpenFolder>,
        name: &OsStr,
        bytes: &[u8],
        access: Access,
        may_be_nameless: bool,
    ) -> Result<Self, DiskError> {
        let target = folder.path().join(name);
        let unnamed = if may_be_nameless { nameless::create(folder) } else { None };
        let again = unnamed.is_some().then(|| Zeroizing::new(bytes.to_vec()));
        let (file, name) = match unnamed {
            Some(file) => (file, Name::None),
            None => named(folder, access).map_err(|error| {
                let lacks = error.kind() == io::ErrorKind::Unsupported;
                DiskError::when(if lacks { Doing::Protecting } else { Doing::Writing }, &target)(error)
            })?,
        };
        // Known before it has its name: what is done after that may fail, and must be undone.
        let id = match permissions::identity(&file) {
            Ok(id) => id,
            Err(error) => {
                discard(&file, folder, &name);
                return Err(DiskError::when(Doing::Writing, &target)(error));
            }
        };
        let file = Some(file);
        let folder = Arc::clone(folder);
        let staged = Self { folder, file, id, name, target, access, owner: None, again };
        staged.protect()?;
        staged.fill(bytes).map_err(DiskError::when(Doing::Writing, &staged.target))?;
        Ok(staged)
    }

    /// Before the first byte is in it.
    fn protect(&self) -> Result<(), DiskError> {
        let failed = || DiskError::when(Doing::Protecting, &self.target);
        let kept = permissions::set(self.file().map_err(failed())?, self.access).map_err(failed())?;
        if kept || does_without(self.access) {
            return Ok(());
        }
        Err(failed()(io::Error::from(io::ErrorKind::Unsupported)))
    }

    fn fill(&self, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.file()?;
        file.write_all(bytes)?;
        calls::flush(file)
    }

    fn file(&self) -> io::Result<&File> {
        self.file.as_ref().ok_or_else(|| io::ErrorKind::NotConnected.into())
    }

    fn rename(&mut self, to: &OsStr, replacing: bool) -> io::Result<()> {
        if replacing && let Name::None = self.name {
            // Links never replace: it takes a name first.
            self.hide()?;
        }
        match &self.name {
            Name::None => nameless::link(self.file()?, &self.folder, to)?,
            Name::Temporary(name) | Name::Given(name) => {
                calls::rename_open(self.file()?, &self.folder, name, to, replacing)?;
            }
        }
        self.name = Name::Given(to.to_owned());
        Ok(())
    }

    /// Gives it a temporary name, with its lock held before it is there.
    fn hide(&mut self) -> io::Result<()> {
        let _ = self.file()?.try_lock();
        let name = new_name();
        self.rename(&name, false)?;
        self.name = Name::Temporary(name);
        Ok(())
    }

    fn move_to(&mut self, name: &OsStr, replacing: bool) -> Result<(), DiskError> {
        let Err(error) = self.rename(name, replacing) else { return Ok(()) };
        // Some sandboxes have files without a name, but let none be given later.
        let refuses_names = matches!(self.name, Name::None) && error.kind() != io::ErrorKind::AlreadyExists;
        let again = if refuses_names { self.again.take() } else { None };
        match again {
            Some(bytes) => {
                let target = self.target.file_name().unwrap_or(name).to_owned();
                let owner = self.owner;
                *self = Self::write(&self.folder, &target, &bytes, self.access, false)?;
                owner.map(|owner| self.give_to(owner)).transpose()?;
                self.move_to(name, replacing)
            }
            None => Err(DiskError::when(Doing::Placing, &self.folder.path().join(name))(error)),
        }
    }
}

impl Staged for StagedFile {
    fn id(&self) -> FileId {
        self.id
    }

    fn give_to(&mut self, owner: Owner) -> Result<bool, DiskError> {
        let given = self.file().and_then(|file| permissions::give_to(file, owner));
        let given = given.map_err(DiskError::when(Doing::Giving, &self.target))?;
        self.owner = self.owner.or(given.then_some(owner));
        Ok(given)
    }

    fn place(&mut self, name: &OsStr) -> Result<(), DiskError> {
        self.move_to(name, false)
    }

    fn place_over(&mut self, name: &OsStr) -> Result<(), DiskError> {
        self.move_to(name, true)
    }

    fn withdraw(&mut self) -> Result<(), DiskError> {
        match self.name {
            Name::None | Name::Temporary(_) => Ok(()),
            Name::Given(_) => self.hide().map_err(DiskError::when(Doing::Placing, &self.target)),
        }
    }

    fn share(&mut self) {
        // Elsewhere nobody is kept out, and while it is open no other file gets its number.
        if cfg!(windows) && !matches!(self.name, Name::Temporary(_)) {
            self.file = None;
        }
    }
}

impl Drop for StagedFile {
    fn drop(&mut self) {
        if let Some(file) = &self.file {
            discard(file, &self.folder, &self.name);
        }
    }
}

/// Removes one that has a temporary name. What cannot be removed now is swept next time.
fn discard(file: &File, folder: &OpenFolder, name: &Name) {
    if let Name::Temporary(name) = name {
        let _ = calls::discard(file, folder, name);
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
fn named(folder: &OpenFolder, access: Access) -> io::Result<(File, Name)> {
    loop {
        let name = new_name();
        let file = match permissions::create_in(folder, &name, access) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            created => created?,
        };
        // Between creating and locking, a sweep may have taken it for litter.
        if matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
            continue;
        }
        match permissions::identity_in(folder, &name) {
            Ok(_) => return Ok((file, Name::Temporary(name))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                let _ = calls::discard(&file, folder, &name);
                return Err(error);
            }
        }
    }
}

/// The folder that a path is in; `.` for a bare name.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A temporary name that nothing has yet.
pub fn new_name() -> OsString {
    let number = SysRng.try_next_u64().unwrap_or_else(|_| unused_number());
    format!("{PREFIX}{number:0DIGITS$x}{SUFFIX}").into()
}

/// For systems that have no random numbers left: nobody has had it, but it can be guessed.
fn unused_number() -> u64 {
    static GIVEN: AtomicU32 = AtomicU32::new(0);
    let nanoseconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.subsec_nanos());
    let low = nanoseconds.wrapping_add(GIVEN.fetch_add(1, Ordering::Relaxed));
    u64::from(std::process::id()) << 32 | u64::from(low)
}

fn is_our_name(name: &str) -> bool {
    let digits = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(SUFFIX));
    digits.is_some_and(|digits| {
        digits.len() == DIGITS && digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    })
}

/// Whether files with this name are taken for what a killed process of ours left, and removed. File
/// systems may not tell capital letters from others.
pub fn is_temporary_name(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| is_our_name(&name.to_ascii_lowercase()))
}

/// Removes files of ours whose process was killed: nobody holds their lock.
pub fn sweep(folder: &OpenFolder) {
    for name in folder.names().unwrap_or_default() {
        if name.to_str().is_some_and(is_our_name) {
            let _ = remove_abandoned(folder, &name);
        }
    }
}

fn remove_abandoned(folder: &OpenFolder, name: &OsStr) -> io::Result<()> {
    if !matches!(permissions::look_in(folder, name)?, Found::File(access) if access.mine) {
        return Ok(());
    }
    let file = permissions::open_in(folder, name)?;
    // Removed while the lock is held, so that its maker, if it lives after all, can tell.
    if file.try_lock().is_ok() { folder.remove(name) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::{Access, does_without, is_temporary_name, new_name};

    #[test]
    fn only_what_all_may_read_does_without_permissions() {
        assert!(does_without(Access::OthersRead) && !does_without(Access::OwnerOnly));
    }

    #[test]
    fn temporary_names_are_known_in_any_case() {
        for name in [
            &*new_name(),
            ".keywright-0123456789abcdef.tmp".as_ref(),
            ".KEYWRIGHT-0123456789ABCDEF.TMP".as_ref(),
        ] {
            assert!(is_temporary_name(name), "{name:?}");
        }
        for name in [".keywright-0123456789abcde.tmp", ".keywright-0123456789abcdef.tmp.pub", "keywright.tmp"]
        {
            assert!(!is_temporary_name(name.as_ref()), "{name}");
        }
    }
}
