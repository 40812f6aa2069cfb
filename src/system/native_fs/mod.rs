//! Opening folders, renaming and flushing, as `std` does not.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

pub use system::{
    OpenFolder, busy_as_such, discard, flush, flush_folder, is_lack_of_handles, is_lack_of_support,
    open_patiently, rename_open,
};

#[cfg(test)]
mod tests {
    use super::OpenFolder;
    use std::ffi::OsStr;
    use std::{fs, io};

    #[test]
    fn no_way_replaces_what_is_there() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let open = OpenFolder::open(folder.path())?;
        let [from, to] = ["from", "to"].map(OsStr::new);
        for way in super::system::WAYS {
            let path = |name| folder.path().join(name);
            fs::File::create_new(path(from))?;
            way(&open, from, to)?;
            assert!(path(to).exists() && !path(from).exists());
            fs::File::create_new(path(from))?;
            assert_eq!(way(&open, from, to).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
            assert!(path(from).exists());
            fs::remove_file(path(from))?;
            fs::remove_file(path(to))?;
        }
        Ok(())
    }
}
