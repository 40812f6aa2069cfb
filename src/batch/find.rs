//! Files and folders that a person named, as files.

use crate::key::Progress;
use crate::system::{Disk, DiskError, DiskOperation};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Folders in folders that are walked.
const DEPTH: usize = 32;
/// Files that are taken from folders.
const MOST: usize = 1_000_000;

/// A file that may be a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it was named itself. One that was found in a folder may well be no key.
    pub named: bool,
}

/// The files that were named, and those in the folders that were named, by name, none twice. Links
/// to folders are not followed. What cannot be listed is reported in its place, and so is where
/// the walk ends before the folder does: as `FileTooLarge` while [`DiskOperation::Looking`].
pub fn candidates(
    paths: &[PathBuf],
    disk: &dyn Disk,
    progress: &dyn Progress,
) -> Vec<Result<Candidate, DiskError>> {
    let mut walk = Walk { disk, progress, found: Vec::new(), room: MOST };
    for path in paths {
        match disk.is_folder(path) {
            Ok(true) => walk.folder(path, DEPTH),
            // Whatever is wrong with it is told when it is read.
            Ok(false) | Err(_) => walk.found.push(Ok(Candidate { path: path.clone(), named: true })),
        }
    }
    let mut found = walk.found;
    let mut seen = std::collections::HashSet::new();
    found.retain(|found| {
        found.as_ref().is_err() || found.as_ref().is_ok_and(|one| seen.insert(one.path.clone()))
    });
    found
}

struct Walk<'a> {
    disk: &'a dyn Disk,
    progress: &'a dyn Progress,
    found: Vec<Result<Candidate, DiskError>>,
    /// For so many files more.
    room: usize,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, depth: usize) {
        if depth == 0 || self.room == 0 {
            return self.end_at(folder);
        }
        let mut entries = match self.disk.list(folder) {
            Ok(entries) => entries,
            Err(error) => return self.found.push(Err(error)),
        };
        entries.sort_by(|one, other| one.path.cmp(&other.path));
        for entry in entries {
            if self.progress.cancelled() {
                return;
            }
            if self.room == 0 {
                return self.end_at(folder);
            }
            if entry.is_folder {
                self.folder(&entry.path, depth - 1);
            } else {
                self.room -= 1;
                self.found.push(Ok(Candidate { path: entry.path, named: false }));
            }
        }
    }

    fn end_at(&mut self, folder: &Path) {
        let (doing, kind) = (DiskOperation::Looking, ErrorKind::FileTooLarge);
        self.found.push(Err(DiskError { operation: doing, kind, code: None, path: folder.to_owned() }));
    }
}
