//! What was typed behind the name of the program. Unix shells put the home folder for `~` and the
//! names of files for `*.ppk` themselves; those of Windows leave it to the program.

use super::person::home;
use std::ffi::OsString;
use std::path::PathBuf;

/// The arguments, the name of the program first.
#[cfg(windows)]
pub fn arguments() -> impl Iterator<Item = OsString> {
    wild::args_os()
}

/// The arguments, the name of the program first.
#[cfg(not(windows))]
pub fn arguments() -> impl Iterator<Item = OsString> {
    std::env::args_os()
}

/// The path that is meant by an argument.
pub fn from_shell(path: PathBuf) -> PathBuf {
    let in_home = path.strip_prefix("~").ok().filter(|_| cfg!(windows));
    match (in_home, home()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => path,
    }
}
