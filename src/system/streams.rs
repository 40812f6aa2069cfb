//! Paths that stand for what a process has open already: `-`, `/dev/stdin`, the `/dev/fd/63` of a
//! shell's `<(…)`, and links to them.

#[cfg(feature = "cli")]
pub use stream::{input, is_input, is_output, is_pipe, open_input};
#[cfg(unix)]
pub use unix::leads_to_open_file;

#[cfg(feature = "cli")]
mod stream {
    use crate::system::terminal::standard_input;
    use std::fs::{self, File};
    use std::io;
    use std::path::Path;

    const STANDARD_INPUT: u32 = 0;
    const STANDARD_OUTPUT: u32 = 1;

    fn is_dash(path: &Path) -> bool {
        path.as_os_str() == "-"
    }

    /// Whether a path on the command line stands for standard output.
    pub fn is_output(path: &Path) -> bool {
        is_dash(path) || open_file(path) == Some(STANDARD_OUTPUT)
    }

    /// Whether a path on the command line stands for what is piped into the program.
    pub fn is_input(path: &Path) -> bool {
        input(path) == Some(STANDARD_INPUT)
    }

    /// Whether a path on the command line stands for an open pipe.
    pub fn is_pipe(path: &Path) -> bool {
        input(path).is_some()
    }

    /// The number of the open pipe that a path on the command line stands for, to be read to its end.
    /// `None` for files, also where they are open.
    pub fn input(path: &Path) -> Option<u32> {
        if is_dash(path) {
            return Some(STANDARD_INPUT);
        }
        let is_file = fs::metadata(path).is_ok_and(|about| about.is_file() || about.is_dir());
        if is_file { None } else { open_file(path) }
    }

    /// Opens it for reading.
    pub fn open_input(number: u32) -> io::Result<File> {
        match number {
            STANDARD_INPUT => standard_input(),
            _ => File::open(format!("/dev/fd/{number}")),
        }
    }

    #[cfg(unix)]
    use super::unix::open_file;

    /// There are no such paths.
    #[cfg(not(unix))]
    fn open_file(_: &Path) -> Option<u32> {
        None
    }
}

#[cfg(unix)]
mod unix {
    use crate::system::staging::folder_of;
    use std::ffi::OsString;
    use std::fs;
    use std::path::{Path, PathBuf};

    /// As many links as the system follows.
    const MOST_LINKS: usize = 40;
    /// Where macOS and others have what a process has open; a link on Linux.
    const OPEN_FILES: &str = "/dev/fd";
    /// The same on Linux.
    #[cfg(feature = "cli")]
    const OPEN_FILES_ON_LINUX: &str = "/proc/self/fd";

    /// A path on the way from a link to what it leads to.
    struct Hop {
        /// Its folder, without links.
        folder: PathBuf,
        name: OsString,
    }

    fn hops(path: &Path) -> Vec<Hop> {
        let mut hops = Vec::new();
        let mut at = path.to_owned();
        while hops.len() < MOST_LINKS {
            let (Some(name), Ok(folder)) = (at.file_name(), fs::canonicalize(folder_of(&at))) else { break };
            let name = name.to_owned();
            let target = fs::read_link(&at).map(|target| folder.join(target));
            hops.push(Hop { folder, name });
            match target {
                Ok(target) => at = target,
                Err(_) => break,
            }
        }
        hops
    }

    /// The number of the open file of this process that a path leads to.
    #[cfg(feature = "cli")]
    pub fn open_file(path: &Path) -> Option<u32> {
        let on_linux = fs::canonicalize(OPEN_FILES_ON_LINUX).ok();
        let number = |hop: &Hop| {
            let is_mine = hop.folder == Path::new(OPEN_FILES) || on_linux.as_ref() == Some(&hop.folder);
            hop.name.to_str().filter(|_| is_mine)?.parse().ok()
        };
        hops(path).iter().find_map(number)
    }

    /// Whether a path leads to what some process has open. To replace such a link would not be what
    /// anybody wants.
    pub fn leads_to_open_file(path: &Path) -> bool {
        let is_one = |hop: &Hop| {
            let on_linux = hop.folder.starts_with("/proc") && hop.folder.ends_with("fd");
            let is_number = hop.name.as_encoded_bytes().iter().all(u8::is_ascii_digit);
            is_number && (hop.folder == Path::new(OPEN_FILES) || on_linux)
        };
        hops(path).iter().any(is_one)
    }
}
