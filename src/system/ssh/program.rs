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

/// Whose an ssh is: not all of them ask the same agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SshOrigin {
    /// The system's, or one that works like it.
    System,
    /// OpenSSH for Windows: it asks the agent behind the pipe.
    Windows,
    /// That of Git for Windows: it cannot ask the agent behind the pipe.
    Git,
    /// That of Cygwin or MSYS2, with which it is the same.
    Cygwin,
    /// Nobody knows, on Windows.
    Unknown,
}

impl SshOrigin {
    /// Of the program at this path.
    pub fn of(program: &Path) -> Self {
        if cfg!(windows) { Self::on_windows(program) } else { Self::System }
    }

    fn on_windows(program: &Path) -> Self {
        let path = program.to_string_lossy().to_lowercase().replace('/', "\\");
        let is_below = |folder: &str| path.contains(folder);
        if is_below(r"\openssh") {
            Self::Windows
        } else if is_below(r"\cygwin") || is_below(r"\msys") {
            Self::Cygwin
        } else if path.ends_with(r"\usr\bin\ssh.exe") {
            Self::Git
        } else {
            Self::Unknown
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_an_ssh_is_shows_in_its_path() {
        let is = |path: &str, origin| assert_eq!(SshOrigin::on_windows(Path::new(path)), origin, "{path}");
        is(r"C:\Windows\System32\OpenSSH\ssh.exe", SshOrigin::Windows);
        is(r"C:\Program Files\OpenSSH-Win64\ssh.exe", SshOrigin::Windows);
        is(r"C:\Program Files\Git\usr\bin\ssh.exe", SshOrigin::Git);
        is(r"C:/Users/ann/scoop/apps/git/current/usr/bin/ssh.exe", SshOrigin::Git);
        is(r"C:\cygwin64\bin\ssh.exe", SshOrigin::Cygwin);
        is(r"C:\msys64\usr\bin\ssh.exe", SshOrigin::Cygwin);
        is(r"C:\tools\ssh.exe", SshOrigin::Unknown);
    }
}
