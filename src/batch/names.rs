//! What the new files are called.

use crate::save::Output;
use crate::system::folder_of;
use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::path::{self, Path, PathBuf};
use std::sync::OnceLock;

/// Endings that only say what the old format was.
const ENDINGS: [&str; 8] = ["ppk", "pem", "key", "p8", "pk8", "der", "pub", "openssh"];

/// Where new files go.
#[derive(Clone, Debug)]
pub enum Destination {
    /// Each into the folder of its old file.
    Beside,
    /// All into this folder.
    Folder(PathBuf),
    /// The only one to this path.
    File(PathBuf),
}

impl Destination {
    /// Whether the new file goes into the folder of the old one.
    pub fn is_beside(&self, old: &Path) -> bool {
        match self {
            Self::Beside => true,
            Self::Folder(folder) => cleaned(folder) == cleaned(folder_of(old)),
            Self::File(_) => false,
        }
    }

    /// Where the new file for an old one goes: `work.ppk` becomes `work`, `work.ppk`, `work.pem` …
    fn path(&self, old: &Path, what: Output) -> PathBuf {
        let mut name = stem(old);
        name.push(what.ending());
        self.of_name(old, name)
    }

    fn of_name(&self, old: &Path, name: OsString) -> PathBuf {
        match self {
            Self::Beside => old.with_file_name(name),
            Self::Folder(folder) => folder.join(name),
            Self::File(path) => path.clone(),
        }
    }
}

/// What the new files of a run are called.
pub struct NewPaths<'a> {
    destination: &'a Destination,
    output: Output,
    /// All old files of the run.
    all: Vec<&'a Path>,
    /// What their new files are called, where each holds one key. Made when it is first needed.
    others: OnceLock<HashSet<PathBuf>>,
}

impl<'a> NewPaths<'a> {
    /// For a run over all these files.
    pub fn new(destination: &'a Destination, what: Output, all: Vec<&'a Path>) -> Self {
        Self { destination, output: what, all, others: OnceLock::new() }
    }

    /// For each key of a file, in their order: `work`, `work_2`, `work_3` … Where the first would be the
    /// old file itself, which holds the others too, it is `work_1`. Numbers from 2 on whose path another
    /// file of the run gets are left out.
    pub fn of_file(&self, old: &Path, keys: usize) -> Vec<PathBuf> {
        let plain = self.destination.path(old, self.output);
        if keys == 1 || matches!(self.destination, Destination::File(_)) {
            return vec![plain; keys];
        }
        let others = self.others.get_or_init(|| {
            let path = |old: &&Path| cleaned(&self.destination.path(old, self.output));
            self.all.iter().map(path).collect()
        });
        let stem = stem(old);
        let numbered = |number: u64| {
            let mut name = stem.clone();
            name.push(format!("_{number}{}", self.output.ending()));
            self.destination.of_name(old, name)
        };
        let is_old = old.file_name() == plain.file_name();
        let first = if is_old { numbered(1) } else { plain };
        let more = (2..).map(numbered).filter(|path| !others.contains(&cleaned(path)));
        std::iter::once(first).chain(more).take(keys).collect()
    }
}

/// The path as it is from the root on, so that one file has one path, however it was named.
pub(super) fn cleaned(path: &Path) -> PathBuf {
    path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// The name of a key file without an ending that only says what its format is.
pub fn stem(old: &Path) -> OsString {
    let is_ending = |ending: &OsStr| {
        let ending = ending.to_str().unwrap_or_default().to_ascii_lowercase();
        ENDINGS.contains(&ending.as_str())
    };
    match old.extension() {
        Some(ending) if is_ending(ending) => old.file_stem(),
        _ => old.file_name(),
    }
    .unwrap_or(OsStr::new("key"))
    .to_owned()
}

/// The path with a number before its ending: `work_2.ppk`.
pub(super) fn numbered(path: &Path, number: u64) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("_{number}"));
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}
