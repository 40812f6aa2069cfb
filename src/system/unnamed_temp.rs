//! Files without a name, which are gone with the process that made them.

#[cfg(not(target_os = "linux"))]
pub use elsewhere::{create, link};
#[cfg(target_os = "linux")]
pub use linux::{create, link};

#[cfg(target_os = "linux")]
mod linux {
    use crate::system::native_fs::OpenFolder;
    use rustix::fs::{AtFlags, CWD, OFlags, linkat};
    use std::ffi::OsStr;
    use std::fs::File;
    use std::io;
    use std::os::fd::AsRawFd as _;
    use std::path::{Path, PathBuf};

    fn way_to(file: &File) -> PathBuf {
        Path::new("/proc/self/fd").join(file.as_raw_fd().to_string())
    }

    /// `None` where the file system has none, or /proc is not there to name it by later.
    pub fn create(folder: &OpenFolder) -> Option<File> {
        let flags = OFlags::TMPFILE | OFlags::RDWR;
        let file = folder.open_file(OsStr::new("."), flags).ok()?;
        std::fs::metadata(way_to(&file)).is_ok_and(|about| about.is_file()).then_some(file)
    }

    /// Gives it a name in the folder, which must be free.
    pub fn link(file: &File, folder: &OpenFolder, name: &OsStr) -> io::Result<()> {
        Ok(linkat(CWD, way_to(file), folder, name, AtFlags::SYMLINK_FOLLOW)?)
    }
}

#[cfg(not(target_os = "linux"))]
mod elsewhere {
    use crate::system::native_fs::OpenFolder;
    use std::ffi::OsStr;
    use std::fs::File;
    use std::io;

    pub fn create(_: &OpenFolder) -> Option<File> {
        None
    }

    pub fn link(_: &File, _: &OpenFolder, _: &OsStr) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
