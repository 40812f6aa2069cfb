//! On Windows. Never `ReplaceFileW`: it gives the new file the rights of the old one.

use crate::system::win32::{self, Renaming};
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::thread;
use std::time::Duration;
use windows_sys::Win32::Foundation::{
    ERROR_ACCESS_DENIED, ERROR_CALL_NOT_IMPLEMENTED, ERROR_INVALID_FUNCTION, ERROR_INVALID_PARAMETER,
    ERROR_LOCK_VIOLATION, ERROR_NOT_SUPPORTED, ERROR_SHARING_VIOLATION, ERROR_USER_MAPPED_FILE,
};

/// To the disk itself.
pub fn flush(file: &File) -> io::Result<()> {
    file.sync_all()
}

/// NTFS has the names of files in its journal; there is no call for more.
pub fn flush_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Another name for a file. `Unsupported` for a symbolic link, since what it leads to would get the
/// name.
pub fn link(path: &Path, name: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path)?.is_symlink() {
        return Err(ErrorKind::Unsupported.into());
    }
    patiently(|| fs::hard_link(path, name))
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
    patiently(|| match win32::rename(file, to, replacing, Renaming::LikeUnix) {
        Err(error) if is_lack_of_support(&error) => win32::rename(file, to, replacing, Renaming::Plain),
        done => done,
    })
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
fn patiently(mut attempt: impl FnMut() -> io::Result<()>) -> io::Result<()> {
    for pause in [10, 20, 40, 80, 160, 320, 640] {
        match attempt() {
            Err(error) if is_held(&error) => thread::sleep(Duration::from_millis(pause)),
            done => return done,
        }
    }
    attempt().map_err(busy_as_such)
}

/// Denied is also what happens to a name whose file is open elsewhere.
fn is_held(error: &io::Error) -> bool {
    is_open_elsewhere(error) || number(error) == Some(ERROR_ACCESS_DENIED)
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
    let lacking =
        [ERROR_INVALID_PARAMETER, ERROR_INVALID_FUNCTION, ERROR_NOT_SUPPORTED, ERROR_CALL_NOT_IMPLEMENTED];
    number(error).is_some_and(|number| lacking.contains(&number)) || error.kind() == ErrorKind::Unsupported
}

fn number(error: &io::Error) -> Option<u32> {
    error.raw_os_error().map(i32::cast_unsigned)
}

/// Every way to rename without replacing.
#[cfg(test)]
pub const WAYS: [fn(&Path, &Path) -> io::Result<()>; 1] = [rename_new];
