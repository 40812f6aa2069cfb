//! On Windows.
//!
//! Nothing here exchanges two names in one step. `ReplaceFileW` is no such thing: it takes two steps,
//! overwrites a backup that is there, and gives the new file the permissions of the old one. So an old
//! file is renamed, and the new one then gets its name, which must be free.
//!
//! A hard link to the old file as its backup, and then a rename that replaces in one step
//! (`FileRenameInfoEx` with POSIX semantics), would leave no moment without a file of that name. But what
//! another program puts there between the two would be replaced and lost, where a rename moves away
//! whatever has the name; and FAT and many servers have no hard links. A process that is killed between
//! our two steps leaves the old file whole under the name of its backup.

use crate::system::win32::{self, Renaming, SHARE_ALL, SHARE_NO_DELETE};
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;
use windows_sys::Win32::Foundation::{
    ERROR_ACCESS_DENIED, ERROR_CALL_NOT_IMPLEMENTED, ERROR_INVALID_FUNCTION, ERROR_INVALID_LEVEL,
    ERROR_INVALID_PARAMETER, ERROR_LOCK_VIOLATION, ERROR_NOT_SUPPORTED, ERROR_SHARING_VIOLATION,
    ERROR_TOO_MANY_OPEN_FILES, ERROR_USER_MAPPED_FILE,
};
use windows_sys::Win32::Storage::FileSystem::{DELETE, FILE_READ_ATTRIBUTES};

/// A folder that is open. While it is, and as far as other programs let it be opened like this, it
/// cannot be renamed or removed, and neither can those above it: so its path leads to it.
pub struct OpenFolder {
    file: File,
    path: PathBuf,
}

impl OpenFolder {
    /// Opens one, through links.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file =
            win32::open_folder(path, SHARE_NO_DELETE).or_else(|_| win32::open_folder(path, SHARE_ALL))?;
        Ok(Self { file, path: path.to_owned() })
    }

    /// The path that it was opened by.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether that path still leads to it.
    pub fn is_at_its_path(&self) -> io::Result<bool> {
        match win32::open_folder(&self.path, SHARE_ALL) {
            Ok(there) => Ok(win32::identity(&self.file)? == win32::identity(&there)?),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The path of a file in it.
    pub fn at(&self, name: &OsStr) -> PathBuf {
        self.path.join(name)
    }

    /// All names in it.
    pub fn names(&self) -> io::Result<Vec<OsString>> {
        fs::read_dir(&self.path)?.map(|entry| Ok(entry?.file_name())).collect()
    }

    /// Renames in one step; `AlreadyExists` if the new name is taken.
    pub fn rename_new(&self, from: &OsStr, to: &OsStr) -> io::Result<()> {
        let (from, to) = (self.at(from), self.at(to));
        patiently(|| win32::move_new(&from, &to))
    }

    /// Whether files can exchange their names on some file systems here.
    pub const EXCHANGES: bool = false;

    /// Two files exchange their names in one step.
    pub fn exchange(&self, _: &OsStr, _: &OsStr) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }

    /// Removes a file or link.
    pub fn remove(&self, name: &OsStr) -> io::Result<()> {
        let path = self.at(name);
        patiently(|| fs::remove_file(&path))
    }

    /// A file is flushed once more when it has its name, which is how NTFS flushes that.
    pub fn flush(&self) -> io::Result<()> {
        Ok(())
    }
}

/// To the disk itself.
pub fn flush(file: &File) -> io::Result<()> {
    file.sync_all()
}

/// See [`OpenFolder::flush`].
pub fn flush_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Whether others have a file open, where nothing is shared with them.
fn is_held_fast(path: &Path) -> bool {
    let opened = win32::open_itself(path, DELETE | FILE_READ_ATTRIBUTES, 0);
    opened.is_err_and(|error| is_open_elsewhere(&error))
}

/// Gives a file that is open another name. It keeps its own rights.
pub fn rename_open(
    file: &File,
    folder: &OpenFolder,
    _: &OsStr,
    to: &OsStr,
    replacing: bool,
) -> io::Result<()> {
    let to = folder.at(to);
    let renamed = patiently(|| match win32::rename(file, &to, replacing, Renaming::LikeUnix) {
        Err(error) if is_lack_of_support(&error) => win32::rename(file, &to, replacing, Renaming::Plain),
        done => done,
    });
    match renamed {
        // The name too shall be on the disk before anything is said of it.
        Ok(()) => file.sync_all(),
        // What is open elsewhere is denied as well: people can do something about that.
        Err(error) if is_denied(&error) && is_held_fast(&to) => Err(ErrorKind::ResourceBusy.into()),
        renamed => renamed,
    }
}

/// Removes a file that is open.
pub fn discard(file: &File, _: &OpenFolder, _: &OsStr) -> io::Result<()> {
    win32::remove_when_closed(file)
}

/// Virus scanners and indexers open new files for a moment. Others may have a file open for hours:
/// they are told after about a second.
fn patiently(attempt: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    while_it_is(is_held, attempt)
}

/// The same for opening a file that is there.
pub fn open_patiently(attempt: impl FnMut() -> io::Result<File>) -> io::Result<File> {
    while_it_is(is_open_elsewhere, attempt)
}

fn while_it_is<T>(held: fn(&io::Error) -> bool, mut attempt: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    for pause in [10, 20, 40, 80, 160, 320, 640] {
        match attempt() {
            Err(error) if held(&error) => thread::sleep(Duration::from_millis(pause)),
            done => return done,
        }
    }
    attempt().map_err(busy_as_such)
}

/// Denied is also what happens to a name whose file is open elsewhere.
fn is_held(error: &io::Error) -> bool {
    is_open_elsewhere(error) || is_denied(error)
}

fn is_denied(error: &io::Error) -> bool {
    number(error) == Some(ERROR_ACCESS_DENIED)
}

fn is_open_elsewhere(error: &io::Error) -> bool {
    let held = [ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION, ERROR_USER_MAPPED_FILE];
    number(error).is_some_and(|number| held.contains(&number))
}

/// Says `ResourceBusy` where another program has the file open, which `std` does not tell from
/// everything else.
pub fn busy_as_such(error: io::Error) -> io::Error {
    if is_open_elsewhere(&error) { ErrorKind::ResourceBusy.into() } else { error }
}

/// File systems and old versions of Windows that do not know a call answer like this.
pub fn is_lack_of_support(error: &io::Error) -> bool {
    let lacking = [
        ERROR_INVALID_PARAMETER,
        ERROR_INVALID_FUNCTION,
        ERROR_INVALID_LEVEL,
        ERROR_NOT_SUPPORTED,
        ERROR_CALL_NOT_IMPLEMENTED,
    ];
    number(error).is_some_and(|number| lacking.contains(&number)) || error.kind() == ErrorKind::Unsupported
}

/// Whether the process has as many files open as it may.
pub fn is_lack_of_handles(code: i32) -> bool {
    code.cast_unsigned() == ERROR_TOO_MANY_OPEN_FILES
}

fn number(error: &io::Error) -> Option<u32> {
    error.raw_os_error().map(i32::cast_unsigned)
}

/// A way to rename.
#[cfg(test)]
pub type Way = fn(&OpenFolder, &OsStr, &OsStr) -> io::Result<()>;

/// Every way to rename without replacing.
#[cfg(test)]
pub const WAYS: [Way; 1] = [OpenFolder::rename_new];
