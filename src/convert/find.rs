//! Files and folders that a person named, as files.

use crate::key::Progress;
use crate::system::{Disk, DiskError};
use std::path::{Path, PathBuf};

/// Folders in folders that are walked.
const DEPTH: usize = 32;
/// Files that are taken from folders.
const MOST: usize = 100_000;

/// A file that may be a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Where it is.
    pub path: PathBuf,
    /// Whether it was named itself. One that was found in a folder may well be no key.
    pub named: bool,
}

/// The files that were named, and those in the folders that were named, by name, none twice. Links
/// to folders are not followed. What cannot be listed is reported in its place.
pub fn candidates(
    paths: &[PathBuf],
    disk: &dyn Disk,
    progress: &dyn Progress,
) -> Vec<Result<Candidate, DiskError>> {
    let mut found = Vec::new();
    for path in paths {
        match disk.is_folder(path) {
            Ok(true) => walk(path, DEPTH, disk, progress, &mut found),
            // Whatever is wrong with it is told when it is read.
            Ok(false) | Err(_) => found.push(Ok(Candidate { path: path.clone(), named: true })),
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|found| {
        found.as_ref().is_err() || found.as_ref().is_ok_and(|one| seen.insert(one.path.clone()))
    });
    found
}

fn walk(
    folder: &Path,
    depth: usize,
    disk: &dyn Disk,
    progress: &dyn Progress,
    found: &mut Vec<Result<Candidate, DiskError>>,
) {
    let mut entries = match disk.list(folder) {
        Ok(entries) => entries,
        Err(error) => return found.push(Err(error)),
    };
    entries.sort_by(|one, other| one.path.cmp(&other.path));
    for entry in entries {
        if progress.cancelled() || found.len() >= MOST {
            return;
        }
        if !entry.is_folder {
            found.push(Ok(Candidate { path: entry.path, named: false }));
        } else if depth > 0 {
            walk(&entry.path, depth - 1, disk, progress, found);
        }
    }
}
