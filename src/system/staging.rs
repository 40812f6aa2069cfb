//! New files on their way into their place.
//!
//! Where the system has files without a name (O_TMPFILE on Linux), a file gets its name when it
//! is whole, so a killed process leaves nothing behind. Elsewhere it has a temporary name that
//! nothing else has, and a lock while its process lives: see `temporary`.

use super::native_fs::{self, OpenFolder};
use super::temporary::new_name;
use super::{Access, DiskError, DiskOperation, FileId, Owner, Staged, permissions, unnamed_temp};
use std::ffi::{OsStr, OsString};
use std::fs::{File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

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
        let unnamed = if may_be_nameless { unnamed_temp::create(folder) } else { None };
        let again = unnamed.is_some().then(|| Zeroizing::new(bytes.to_vec()));
        let (file, name) = match unnamed {
            Some(file) => (file, Name::None),
            None => named(folder, access).map_err(|error| {
                let lacks = error.kind() == io::ErrorKind::Unsupported;
                DiskError::when(
                    if lacks { DiskOperation::Protecting } else { DiskOperation::Writing },
                    &target,
                )(error)
            })?,
        };
        // Known before it has its name: what is done after that may fail, and must be undone.
        let id = match permissions::identity(&file) {
            Ok(id) => id,
            Err(error) => {
                discard(&file, folder, &name);
                return Err(DiskError::when(DiskOperation::Writing, &target)(error));
            }
        };
        let file = Some(file);
        let folder = Arc::clone(folder);
        let staged = Self { folder, file, id, name, target, access, owner: None, again };
        staged.protect()?;
        staged.fill(bytes).map_err(DiskError::when(DiskOperation::Writing, &staged.target))?;
        Ok(staged)
    }

    /// Before the first byte is in it.
    fn protect(&self) -> Result<(), DiskError> {
        let failed = || DiskError::when(DiskOperation::Protecting, &self.target);
        let file = self.file().map_err(failed())?;
        if let (Access::AsBefore(_) | Access::AclAsBefore, Some(name)) =
            (self.access, self.target.file_name())
        {
            permissions::copy_acl(&self.folder, name, file).map_err(failed())?;
        }
        let kept = permissions::set(file, self.access).map_err(failed())?;
        if kept || does_without(self.access) {
            return Ok(());
        }
        Err(failed()(io::Error::from(io::ErrorKind::Unsupported)))
    }

    fn fill(&self, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.file()?;
        file.write_all(bytes)?;
        native_fs::flush(file)
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
            Name::None => unnamed_temp::link(self.file()?, &self.folder, to)?,
            Name::Temporary(name) | Name::Given(name) => {
                native_fs::rename_open(self.file()?, &self.folder, name, to, replacing)?;
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
            None => Err(DiskError::when(DiskOperation::Placing, &self.folder.path().join(name))(error)),
        }
    }
}

impl Staged for StagedFile {
    fn id(&self) -> FileId {
        self.id
    }

    fn give_to(&mut self, owner: Owner) -> Result<bool, DiskError> {
        let given = self.file().and_then(|file| permissions::give_to(file, owner));
        let given = given.map_err(DiskError::when(DiskOperation::Giving, &self.target))?;
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
            Name::Given(_) => self.hide().map_err(DiskError::when(DiskOperation::Placing, &self.target)),
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
        let _ = native_fs::discard(file, folder, name);
    }
}

/// A public key is worth having on file systems without permissions too; a private one must not get
/// there.
fn does_without(access: Access) -> bool {
    match access {
        Access::OthersRead => true,
        Access::OwnerOnly | Access::AsBefore(_) | Access::AclAsBefore | Access::Administrators => false,
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
                let _ = native_fs::discard(&file, folder, &name);
                return Err(error);
            }
        }
    }
}

/// The folder that a path is in; `.` for a bare name.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::{Access, does_without};

    #[test]
    fn only_what_all_may_read_does_without_permissions() {
        assert!(does_without(Access::OthersRead) && !does_without(Access::OwnerOnly));
    }

    /// As in sandboxes where a file without a name can never get one: the system refuses to link those that
    /// were opened like this.
    #[cfg(target_os = "linux")]
    #[expect(clippy::disallowed_methods, reason = "what other programs leave behind is not written by ours")]
    mod where_no_file_gets_a_name_later {
        use super::super::*;
        use crate::system::Found;
        use rustix::fs::OFlags;
        use std::fs;

        fn staged(folder: &Path, again: bool) -> StagedFile {
            let folder = Arc::new(OpenFolder::open(folder).unwrap());
            let flags = OFlags::TMPFILE | OFlags::EXCL | OFlags::RDWR;
            let file = folder.open_file(OsStr::new("."), flags).unwrap();
            let id = permissions::identity(&file).unwrap();
            let again = again.then(|| Zeroizing::new(b"a key".to_vec()));
            let target = folder.path().join("id");
            let (name, access) = (Name::None, Access::OwnerOnly);
            StagedFile { folder, file: Some(file), id, name, target, access, owner: None, again }
        }

        #[test]
        fn it_is_written_once_more_with_one() {
            for replacing in [false, true] {
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path().join("id");
                let mut staged = staged(folder.path(), true);
                let without_name = staged.id();
                if replacing {
                    fs::write(&path, b"old").unwrap();
                    staged.place_over(OsStr::new("id")).unwrap();
                } else {
                    staged.place(OsStr::new("id")).unwrap();
                }
                assert_eq!(fs::read(&path).unwrap(), b"a key");
                let found = permissions::look(&path).unwrap();
                assert!(
                    matches!(found, Found::File(ref access) if access.is(Access::OwnerOnly)),
                    "{found:?}"
                );
                let open = OpenFolder::open(folder.path()).unwrap();
                assert_eq!(permissions::identity_in(&open, OsStr::new("id")).unwrap(), staged.id());
                assert_ne!(staged.id(), without_name);
                drop(staged);
                assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
            }
        }

        #[test]
        fn a_name_that_is_taken_is_not_replaced_and_nothing_is_left() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("id");
            fs::write(&path, b"theirs").unwrap();
            let mut staged = staged(folder.path(), true);
            assert_eq!(staged.place(OsStr::new("id")).unwrap_err().kind, io::ErrorKind::AlreadyExists);
            drop(staged);
            assert_eq!(fs::read(&path).unwrap(), b"theirs");
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        }

        #[test]
        fn without_its_bytes_it_is_an_error() {
            let folder = tempfile::tempdir().unwrap();
            let error = staged(folder.path(), false).place(OsStr::new("id")).unwrap_err();
            assert_eq!((error.operation, error.kind), (DiskOperation::Placing, io::ErrorKind::NotFound));
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }
}
