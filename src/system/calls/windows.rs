//! On Windows. Never `ReplaceFileW`: it gives the new file the rights of the old one.

use crate::system::win32::{self, Renaming, SHARE_ALL};
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::thread;
use std::time::Duration;
use windows_sys::Win32::Foundation::{
    ERROR_ACCESS_DENIED, ERROR_CALL_NOT_IMPLEMENTED, ERROR_INVALID_FUNCTION, ERROR_INVALID_LEVEL,
    ERROR_INVALID_PARAMETER, ERROR_LOCK_VIOLATION, ERROR_NOT_SUPPORTED, ERROR_SHARING_VIOLATION,
    ERROR_USER_MAPPED_FILE,
};
use windows_sys::Win32::Storage::FileSystem::{DELETE, FILE_READ_ATTRIBUTES};

/// To the disk itself.
pub fn flush(file: &File) -> io::Result<()> {
    file.sync_all()
}

/// A file is flushed once more when it has its name, which is how NTFS flushes that.
pub fn flush_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Another name for a file that is to be replaced. `Unsupported` for a symbolic link, since what it
/// leads to would get the name; `ResourceBusy` for a file that others do not let go of: it could not
/// be replaced, and the second name not be removed either.
pub fn link(path: &Path, name: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path)?.is_symlink() {
        return Err(ErrorKind::Unsupported.into());
    }
    patiently(|| {
        if is_held_fast(path, SHARE_ALL) {
            return Err(io::Error::from_raw_os_error(ERROR_SHARING_VIOLATION.cast_signed()));
        }
        fs::hard_link(path, name)
    })
}

/// Whether others have a file open and would not have it removed, or, where nothing is shared with
/// them, have it open at all.
fn is_held_fast(path: &Path, share: u32) -> bool {
    let opened = win32::open_itself(path, DELETE | FILE_READ_ATTRIBUTES, share);
    opened.is_err_and(|error| is_open_elsewhere(&error))
}

/// Renames in one step; `AlreadyExists` if the new name is taken.
pub fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    patiently(|| win32::move_new(from, to))
}

/// Renames in one step and replaces what has the new name.
pub fn rename_over(from: &Path, to: &Path) -> io::Result<()> {
    patiently(|| fs::rename(from, to))
}

/// Gives a file that is open another name. It keeps its own rights.
pub fn place(file: &File, _: &Path, to: &Path, replacing: bool) -> io::Result<()> {
    let placed = patiently(|| match win32::rename(file, to, replacing, Renaming::LikeUnix) {
        Err(error) if is_lack_of_support(&error) => win32::rename(file, to, replacing, Renaming::Plain),
        done => done,
    });
    match placed {
        // The name too shall be on the disk before anything is said of it.
        Ok(()) => file.sync_all(),
        // What is open elsewhere is denied as well: people can do something about that.
        Err(error) if is_denied(&error) && is_held_fast(to, 0) => Err(ErrorKind::ResourceBusy.into()),
        placed => placed,
    }
}

/// Removes a file or link.
pub fn remove(path: &Path) -> io::Result<()> {
    patiently(|| fs::remove_file(path))
}

/// Removes a file that is open.
pub fn discard(file: &File, _: &Path) -> io::Result<()> {
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

fn number(error: &io::Error) -> Option<u32> {
    error.raw_os_error().map(i32::cast_unsigned)
}

/// Every way to rename without replacing.
#[cfg(test)]
pub const WAYS: [fn(&Path, &Path) -> io::Result<()>; 1] = [rename_new];
