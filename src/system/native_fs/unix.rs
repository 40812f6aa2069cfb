//! On Linux, macOS and other Unix systems.

use rustix::fs::{AtFlags, Dir, Mode, OFlags, Stat, fstat, openat, stat, statat, unlinkat};
use rustix::io::Errno;
use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};

/// A folder that is open, for reading.
pub struct OpenFolder {
    file: File,
    path: PathBuf,
}

impl AsFd for OpenFolder {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}

impl OpenFolder {
    /// Opens one, through links.
    pub fn open(path: &Path) -> io::Result<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let file = rustix::fs::open(path, flags, Mode::empty())?;
        Ok(Self { file: file.into(), path: path.to_owned() })
    }

    /// The path that it was opened by.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether that path still leads to it.
    pub fn is_at_its_path(&self) -> io::Result<bool> {
        let here = fstat(&self.file)?;
        match stat(&self.path) {
            Ok(there) => Ok((here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)),
            Err(Errno::NOENT | Errno::NOTDIR) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// What the system says of the file, or of the link itself, that has this name.
    pub fn about(&self, name: &OsStr) -> io::Result<Stat> {
        Ok(statat(self, name, AtFlags::SYMLINK_NOFOLLOW)?)
    }

    /// Opens a file, or makes one for its owner alone; a link is never followed.
    pub fn open_file(&self, name: &OsStr, flags: OFlags) -> io::Result<File> {
        let flags = flags | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(openat(self, name, flags, Mode::RUSR | Mode::WUSR)?.into())
    }

    /// All names in it.
    pub fn names(&self) -> io::Result<Vec<OsString>> {
        let name = |entry: Result<rustix::fs::DirEntry, Errno>| {
            Ok(OsStr::from_bytes(entry?.file_name().to_bytes()).to_owned())
        };
        Dir::read_from(self)?.map(name).collect()
    }

    /// Renames in one step; `AlreadyExists` if the new name is taken.
    pub fn rename_new(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        match self.in_one_step(from, to) {
            Err(error) if is_lack_of_support(&error) => self.link_then_unlink(from, to),
            done => done,
        }
    }

    /// Renames in one step and replaces what has the new name.
    pub fn rename_over(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        Ok(rustix::fs::renameat(self, from, self, to)?)
    }

    /// Removes a file or link.
    pub fn remove(&self, name: &OsStr) -> io::Result<()> {
        Ok(unlinkat(self, name, AtFlags::empty())?)
    }

    /// Has the names in it flushed.
    pub fn flush(&self) -> io::Result<()> {
        flush(&self.file)
    }

    /// A hard link does not replace either. Killed in between, the file has both names.
    fn link_then_unlink(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        rustix::fs::linkat(self, from, self, to, AtFlags::empty())?;
        self.remove(from)
    }
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
impl OpenFolder {
    /// Whether files can exchange their names on some file systems here.
    pub const EXCHANGES: bool = true;

    /// Two files exchange their names in one step.
    pub fn exchange(&self, one: &OsStr, other: &OsStr) -> io::Result<()> {
        Ok(rustix::fs::renameat_with(self, one, self, other, rustix::fs::RenameFlags::EXCHANGE)?)
    }

    fn in_one_step(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        Ok(rustix::fs::renameat_with(self, from, self, to, rustix::fs::RenameFlags::NOREPLACE)?)
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
impl OpenFolder {
    /// Whether files can exchange their names on some file systems here.
    pub const EXCHANGES: bool = false;

    /// Two files exchange their names in one step.
    pub fn exchange(&self, _: &OsStr, _: &OsStr) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn in_one_step(&self, _: &OsStr, _: &OsStr) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// To the disk itself. Where the strongest way is not to be had (F_FULLFSYNC on network shares
/// of macOS), as far as the system goes.
pub fn flush(file: &File) -> io::Result<()> {
    match file.sync_all() {
        Err(error) if is_lack_of_support(&error) => Ok(rustix::fs::fsync(file)?),
        flushed => flushed,
    }
}

/// The names in it.
pub fn flush_folder(folder: &Path) -> io::Result<()> {
    flush(&File::open(folder)?)
}

/// Gives a file that is open, and has this name, another one.
pub fn rename_open(
    _: &File,
    folder: &OpenFolder,
    name: &OsStr,
    to: &OsStr,
    replacing: bool,
) -> io::Result<()> {
    if replacing { folder.rename_over(name, to) } else { folder.rename_new(name, to) }
}

/// Removes a file that is open.
pub fn discard(_: &File, folder: &OpenFolder, name: &OsStr) -> io::Result<()> {
    folder.remove(name)
}

/// Opens a file that others may be busy with, which is in nobody's way here.
pub fn open_patiently(attempt: impl FnOnce() -> io::Result<File>) -> io::Result<File> {
    attempt()
}

/// Files that are open elsewhere are in nobody's way here.
pub fn busy_as_such(error: io::Error) -> io::Error {
    error
}

/// Whether the process, or the whole system, has as many files open as it may.
pub fn is_lack_of_handles(code: i32) -> bool {
    [Errno::MFILE, Errno::NFILE].contains(&Errno::from_raw_os_error(code))
}

/// Old kernels answer ENOSYS, file systems EINVAL, ENOTTY or ENOTSUP.
pub fn is_lack_of_support(error: &io::Error) -> bool {
    let errno = error.raw_os_error().map(Errno::from_raw_os_error);
    // The last two are the same number on Linux, and two on macOS.
    let lacking = [Errno::NOSYS, Errno::INVAL, Errno::NOTTY, Errno::NOTSUP, Errno::OPNOTSUPP];
    errno.is_some_and(|errno| lacking.contains(&errno)) || error.kind() == io::ErrorKind::Unsupported
}

/// A way to rename.
#[cfg(test)]
pub type Way = fn(&OpenFolder, &OsStr, &OsStr) -> io::Result<()>;

/// Every way to rename without replacing.
#[cfg(test)]
pub const WAYS: [Way; 3] = [OpenFolder::rename_new, OpenFolder::in_one_step, OpenFolder::link_then_unlink];
