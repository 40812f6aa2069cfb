//! Files without a name, which are gone with the process that made them.

#[cfg(not(target_os = "linux"))]
pub use elsewhere::{create, link};
#[cfg(target_os = "linux")]
pub use linux::{create, link};

#[cfg(target_os = "linux")]
mod linux {
    use crate::system::Access;
    use rustix::fs::{AtFlags, CWD, OFlags, linkat};
    use std::fs::{File, OpenOptions};
    use std::io;
    use std::os::fd::AsRawFd as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    use std::path::{Path, PathBuf};

    fn way_to(file: &File) -> PathBuf {
        Path::new("/proc/self/fd").join(file.as_raw_fd().to_string())
    }

    /// `None` where the file system has none, or /proc is not there to name it by later.
    pub fn create(folder: &Path) -> Option<File> {
        let flags = OFlags::TMPFILE.bits().cast_signed();
        let mut options = OpenOptions::new();
        options.read(true).write(true).mode(Access::OwnerOnly.mode()).custom_flags(flags);
        let file = options.open(folder).ok()?;
        std::fs::metadata(way_to(&file)).is_ok_and(|about| about.is_file()).then_some(file)
    }

    /// Gives it a name, which must be free.
    pub fn link(file: &File, name: &Path) -> io::Result<()> {
        Ok(linkat(CWD, way_to(file), CWD, name, AtFlags::SYMLINK_FOLLOW)?)
    }
}

#[cfg(not(target_os = "linux"))]
mod elsewhere {
    use std::fs::File;
    use std::io;
    use std::path::Path;

    pub fn create(_: &Path) -> Option<File> {
        None
    }

    pub fn link(_: &File, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
