//! On Linux, macOS and other Unix systems.

use rustix::io::Errno;
use std::fs::{self, File};
use std::io;
use std::path::Path;

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

/// Another name for a file or link.
pub fn link(path: &Path, name: &Path) -> io::Result<()> {
    fs::hard_link(path, name)
}

/// Renames in one step; `AlreadyExists` if the new name is taken.
pub fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    match in_one_step(from, to) {
        Err(error) if is_lack_of_support(&error) => link_then_unlink(from, to),
        done => done,
    }
}

/// Renames in one step and replaces what has the new name.
pub fn rename_over(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

/// Gives a file that is open another name.
pub fn place(_: &File, name: &Path, to: &Path, replacing: bool) -> io::Result<()> {
    if replacing { rename_over(name, to) } else { rename_new(name, to) }
}

/// Removes a file or link.
pub fn remove(path: &Path) -> io::Result<()> {
    fs::remove_file(path)
}

/// Removes a file that is open.
pub fn discard(_: &File, name: &Path) -> io::Result<()> {
    fs::remove_file(name)
}

/// Opens a file that others may be busy with, which is in nobody's way here.
pub fn open_patiently(attempt: impl FnOnce() -> io::Result<File>) -> io::Result<File> {
    attempt()
}

/// Files that are open elsewhere are in nobody's way here.
pub fn busy_as_such(error: io::Error) -> io::Error {
    error
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn in_one_step(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn in_one_step(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A hard link does not replace either. Killed in between, the file has both names.
fn link_then_unlink(from: &Path, to: &Path) -> io::Result<()> {
    fs::hard_link(from, to)?;
    fs::remove_file(from)
}

/// Old kernels answer ENOSYS, file systems EINVAL, ENOTTY or ENOTSUP.
pub fn is_lack_of_support(error: &io::Error) -> bool {
    let errno = error.raw_os_error().map(Errno::from_raw_os_error);
    // The last two are the same number on Linux, and two on macOS.
    let lacking = [Errno::NOSYS, Errno::INVAL, Errno::NOTTY, Errno::NOTSUP, Errno::OPNOTSUPP];
    errno.is_some_and(|errno| lacking.contains(&errno)) || error.kind() == io::ErrorKind::Unsupported
}

/// Every way to rename without replacing.
#[cfg(test)]
pub const WAYS: [fn(&Path, &Path) -> io::Result<()>; 3] = [rename_new, in_one_step, link_then_unlink];
