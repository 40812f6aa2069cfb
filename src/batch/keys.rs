//! The keys of a file, one by one.

use super::entry::skip_unopened;
use super::{Candidate, OpenError, Skip, open_all};
use crate::format::{Contents, KeyFile, Wrapping};
use crate::key::PublicKey;
use crate::system::Disk;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Which of the keys in a file that holds several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    /// Counted from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
}

impl Part {
    /// The only key of a file.
    pub const ONLY: Self = Self { number: 1, of: 1 };
}

/// Where a key is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeyPlace {
    /// The file.
    pub path: PathBuf,
    /// Which key of the file, where it holds several.
    pub part: Option<Part>,
}

impl KeyPlace {
    /// The only key of a file, or the file as a whole.
    pub fn alone(path: &Path) -> Self {
        Self { path: path.to_owned(), part: None }
    }
}

/// The public key of a private one: by what its own file says, and what the file beside it says. The comment of an
/// encrypted key is only in the latter.
pub fn known_public<'a>(
    inside: Option<&'a PublicKey>,
    beside: Option<&'a PublicKey>,
) -> Option<&'a PublicKey> {
    match (inside, beside) {
        // A file that was left behind by another key.
        (Some(inside), Some(beside)) if !beside.is_same_key(inside) => Some(inside),
        (inside, beside) => beside.or(inside),
    }
}

/// One key of what was read, or why there is none.
#[derive(Debug)]
pub struct FoundKey {
    /// Which one, where there are several.
    pub part: Option<Part>,
    /// The key.
    pub read: Result<KeyFile, OpenError>,
    /// What was undone to read the text that it stands in.
    pub unwrapped: Vec<Wrapping>,
}

/// Every key of what was read, in its order. What could not be read at all is one, without a key.
pub fn each_key(read: Result<Contents, OpenError>) -> Vec<FoundKey> {
    let contents = match read {
        Ok(contents) => contents,
        Err(error) => return vec![FoundKey { part: None, read: Err(error), unwrapped: Vec::new() }],
    };
    let of = contents.keys.len();
    let numbered = contents.keys.into_iter().zip(1..);
    let key = |(found, number): (crate::format::FoundKey, usize)| FoundKey {
        part: (of > 1).then_some(Part { number, of }),
        read: found.key.map_err(OpenError::Read),
        unwrapped: contents.unwrapped.clone(),
    };
    numbered.map(key).collect()
}

/// What a file of a run turned out to hold.
#[derive(Debug)]
pub enum ReadFile {
    /// Its keys, or why it has none; and whether there is any sign of a private key in it.
    Keys(Vec<FoundKey>, bool),
    /// It was only found in a folder, and is of no interest.
    Skipped(Skip),
    /// An internal error stopped the reading.
    Crashed,
}

/// Reads a file of a run. A panic at one file takes nothing from the others.
pub fn read_file(Candidate { path, named }: &Candidate, disk: &dyn Disk) -> ReadFile {
    let read = || {
        let read = open_all(path, disk);
        match read.as_ref().err().filter(|_| !named).and_then(|error| skip_unopened(error, disk)) {
            Some(skip) => ReadFile::Skipped(skip),
            None => {
                let has_private_mark = read.as_ref().is_ok_and(|contents| contents.has_private_mark);
                ReadFile::Keys(each_key(read), has_private_mark)
            }
        }
    };
    catch_unwind(AssertUnwindSafe(read)).unwrap_or(ReadFile::Crashed)
}
