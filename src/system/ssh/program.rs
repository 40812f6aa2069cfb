//! Which ssh is meant: the one that a terminal would start.

use std::env;
use std::path::{Path, PathBuf};

/// The first on the PATH, whose folders must be whole paths: what lies in the folder that this program was started in
/// is not meant.
pub fn find() -> Option<PathBuf> {
    let name = if cfg!(windows) { "ssh.exe" } else { "ssh" };
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path).chain(usual());
    folders
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(name))
        .find(|file| is_program(file))
}

/// Where it is where the PATH does not say so: Windows' own, and that of Git.
fn usual() -> Vec<PathBuf> {
    if !cfg!(windows) {
        return Vec::new();
    }
    let at = |variable: &str, below: &str| Some(PathBuf::from(env::var_os(variable)?).join(below));
    let places = [("SystemRoot", r"System32\OpenSSH"), ("ProgramFiles", r"Git\usr\bin")];
    places.into_iter().filter_map(|(variable, below)| at(variable, below)).collect()
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    rustix::fs::access(file, rustix::fs::Access::EXEC_OK).is_ok() && file.is_file()
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file()
}
