//! The keys of a file, one by one.

use super::OpenError;
use crate::format::{Contents, KeyFile};
use std::path::{Path, PathBuf};

/// Which of the keys in a file that holds several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    /// Counted from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
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

/// One key of what was read, or why there is none.
#[derive(Debug)]
pub struct FoundKey {
    /// Which one, where there are several.
    pub part: Option<Part>,
    /// The key.
    pub read: Result<KeyFile, OpenError>,
}

/// Every key of what was read, in its order. What could not be read at all is one, without a key.
pub fn each_key(read: Result<Contents, OpenError>) -> Vec<FoundKey> {
    let contents = match read {
        Ok(contents) => contents,
        Err(error) => return vec![FoundKey { part: None, read: Err(error) }],
    };
    let of = contents.keys.len();
    let numbered = contents.keys.into_iter().zip(1..);
    let key = |(found, number): (crate::format::Found, usize)| FoundKey {
        part: (of > 1).then_some(Part { number, of }),
        read: found.key.map_err(OpenError::Read),
    };
    numbered.map(key).collect()
}
