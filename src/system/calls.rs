//! System calls that `std` does not have.

use std::fs::File;
use std::io;
use std::path::Path;

/// To the disk itself. Where the strongest way is not to be had (F_FULLFSYNC on network shares
/// of macOS), as far as the system goes.
pub fn flush(file: &File) -> io::Result<()> {
    match file.sync_all() {
        Err(error) if is_lack_of_support(&error) => plain_fsync(file),
        flushed => flushed,
    }
}

#[cfg(unix)]
fn plain_fsync(file: &File) -> io::Result<()> {
    Ok(rustix::fs::fsync(file)?)
}

/// Renames in one step; `AlreadyExists` if the new name is taken.
pub fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    match in_one_step(from, to) {
        Err(error) if is_lack_of_support(&error) => link_then_unlink(from, to),
        done => done,
    }
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
    std::fs::hard_link(from, to)?;
    std::fs::remove_file(from)
}

/// Old kernels answer ENOSYS, file systems EINVAL or ENOTSUP.
pub fn is_lack_of_support(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let errno = error.raw_os_error().map(Errno::from_raw_os_error);
    // The last two are the same number on Linux, and two on macOS.
    let lacking = [Errno::NOSYS, Errno::INVAL, Errno::NOTSUP, Errno::OPNOTSUPP];
    errno.is_some_and(|errno| lacking.contains(&errno)) || error.kind() == io::ErrorKind::Unsupported
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn neither_way_replaces_what_is_there() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        for way in [in_one_step, link_then_unlink, rename_new] {
            let [from, to] = ["from", "to"].map(|name| folder.path().join(name));
            fs::File::create_new(&from)?;
            way(&from, &to)?;
            assert!(to.exists() && !from.exists());
            fs::File::create_new(&from)?;
            assert_eq!(way(&from, &to).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
            assert!(from.exists());
            fs::remove_file(from)?;
            fs::remove_file(to)?;
        }
        Ok(())
    }
}
