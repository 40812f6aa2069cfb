//! Renaming, linking and flushing, as `std` does not.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
use unix as system;
#[cfg(windows)]
use windows as system;

pub use system::{
    busy_as_such, discard, flush, flush_folder, is_lack_of_support, link, open_patiently, place, remove,
    rename_new, rename_over,
};

#[cfg(test)]
mod tests {
    use std::{fs, io};

    #[test]
    fn no_way_replaces_what_is_there() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        for way in super::system::WAYS {
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
