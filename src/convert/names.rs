//! What the new files are called.

use super::ConvertError;
use crate::save::{Content, What, paths};
use crate::system::{Disk, DiskError, Found};
use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// Endings that only say what the old format was.
const ENDINGS: [&str; 8] = ["ppk", "pem", "key", "p8", "pk8", "der", "pub", "openssh"];

/// Where the new file for an old one goes: into the folder, or beside the old file where there is none.
/// `work.ppk` becomes `work`, `work.ppk`, `work.pem` …
pub fn new_path(old: &Path, what: What, folder: Option<&Path>) -> PathBuf {
    in_folder(old, file_name(old, what), folder)
}

/// The same for all keys of a file: `work`, `work_2`, `work_3` … Where the first would be the old file
/// itself, which holds the others too, it is `work_1`. Numbers from 2 on whose path another file of the
/// same run gets are left out.
pub fn new_paths(
    old: &Path,
    of: usize,
    what: What,
    folder: Option<&Path>,
    is_taken: &dyn Fn(&Path) -> bool,
) -> Vec<PathBuf> {
    let stem = stem(old);
    let numbered = |number: u64| {
        let mut name = stem.clone();
        name.push(format!("_{number}{}", what.ending()));
        in_folder(old, name, folder)
    };
    let plain = file_name(old, what);
    let is_old = old.file_name() == Some(&plain);
    let first = if is_old { numbered(1) } else { in_folder(old, plain, folder) };
    let others = (2..).map(numbered).filter(|path| !is_taken(path));
    std::iter::once(first).chain(others).take(of).collect()
}

fn in_folder(old: &Path, name: OsString, folder: Option<&Path>) -> PathBuf {
    match folder {
        Some(folder) => folder.join(name),
        None => old.with_file_name(name),
    }
}

fn file_name(old: &Path, what: What) -> OsString {
    let mut name = stem(old);
    name.push(what.ending());
    name
}

/// The name without what only says what the old format was.
fn stem(old: &Path) -> OsString {
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

pub(super) fn refuse_taken(
    path: &Path,
    content: &Content,
    what: What,
    reserved: &HashSet<PathBuf>,
    disk: &dyn Disk,
) -> Result<(), ConvertError> {
    // Folders and devices have their own words.
    let in_the_way = |found| matches!(found, Found::File(_) | Found::Link);
    match taken(path, content, what, reserved, disk, in_the_way) {
        Ok(Some(path)) => Err(ConvertError::Taken(path)),
        // What cannot be looked at is told when the save is planned.
        Ok(None) | Err(_) => Ok(()),
    }
}

/// The first of the paths that is reserved, or where there is something in the way.
fn taken(
    path: &Path,
    content: &Content,
    what: What,
    reserved: &HashSet<PathBuf>,
    disk: &dyn Disk,
    in_the_way: fn(Found) -> bool,
) -> Result<Option<PathBuf>, DiskError> {
    for path in paths(content, what, path) {
        if reserved.contains(&path) || in_the_way(disk.look(&path)?) {
            return Ok(Some(path));
        }
    }
    Ok(None)
}

/// The path, or the first one with a number before its ending that is free: `work_2.ppk`.
pub(super) fn free(
    path: &Path,
    content: &Content,
    what: What,
    reserved: &HashSet<PathBuf>,
    disk: &dyn Disk,
) -> Result<PathBuf, DiskError> {
    // A folder `work` takes the name as much as a file.
    let in_the_way = |found| !matches!(found, Found::Nothing);
    let mut free = path.to_owned();
    let mut number = 2u64;
    while taken(&free, content, what, reserved, disk, in_the_way)?.is_some() {
        let mut name = path.file_stem().unwrap_or_default().to_owned();
        name.push(format!("_{number}"));
        if let Some(ending) = path.extension() {
            name.push(".");
            name.push(ending);
        }
        free = path.with_file_name(name);
        number += 1;
    }
    Ok(free)
}
