//! Paths as they were typed behind the name of the program. Unix shells put the home folder for `~`
//! and the names of files for `*.ppk` themselves; those of Windows leave it to the program.

use super::user_env::home;
use std::path::PathBuf;

/// The path that is meant by an argument.
pub fn from_shell(path: PathBuf) -> PathBuf {
    let in_home = path.strip_prefix("~").ok().filter(|_| cfg!(windows));
    match (in_home, home()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => path,
    }
}

/// The files that are meant by arguments. A pattern that nothing fits stays, to be told of.
#[cfg(windows)]
pub fn files_from_shell(paths: &[PathBuf]) -> Vec<PathBuf> {
    paths.iter().flat_map(|path| fitting(path)).collect()
}

/// The files that are meant by arguments.
#[cfg(not(windows))]
pub fn files_from_shell(paths: &[PathBuf]) -> Vec<PathBuf> {
    paths.to_vec()
}

/// On Windows no name has these characters; brackets are names.
#[cfg(windows)]
fn fitting(path: &std::path::Path) -> Vec<PathBuf> {
    let text = path.to_string_lossy();
    let verbatim = text.starts_with(r"\\?\");
    if verbatim || !text.contains(['*', '?']) {
        return vec![path.to_owned()];
    }
    let pattern = text.replace('[', "[[]");
    let options = glob::MatchOptions { case_sensitive: false, ..glob::MatchOptions::new() };
    let found = glob::glob_with(&pattern, options).map(|found| found.flatten().collect::<Vec<_>>());
    found.ok().filter(|found| !found.is_empty()).unwrap_or_else(|| vec![path.to_owned()])
}
