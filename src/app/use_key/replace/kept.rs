//! What is kept of replacements in the program's own folder: one file for each old key.

use crate::key::PublicKey;
use crate::replace::{BadText, MOST_BYTES, Replacement};
use crate::save::{SaveError, write_state};
use crate::system::{Disk, DiskError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// How the names begin and end; the fingerprint of the old key is between.
const START: &str = "replace-";
const END: &str = ".toml";

/// How many are read. Nobody replaces so many keys at once.
const MOST: usize = 200;

/// A replacement, and the file that it is kept in.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The file.
    pub path: PathBuf,
    /// How far it is.
    pub plan: Replacement,
    /// What was read of the file or written to it last; `None` before it is written the first time.
    pub(super) bytes: Option<Vec<u8>>,
}

/// A file of a replacement that cannot be read. It stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub why: NotRead,
}

/// Why a file of a replacement cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRead {
    /// The disk failed.
    Disk(DiskError),
    /// Of what is in it.
    Text(BadText),
}

impl Kept {
    /// A new one, not yet written.
    pub(super) fn new(folder: &Path, plan: Replacement) -> Self {
        Self { path: path_of(folder, &plan.old().key), plan, bytes: None }
    }

    /// What is to be written, if that is not in the file already.
    pub(super) fn unwritten(&self) -> Option<Vec<u8>> {
        let text = self.plan.text()?.into_bytes();
        (self.bytes.as_ref() != Some(&text)).then_some(text)
    }
}

/// Where the replacement of this key is kept.
pub fn path_of(folder: &Path, old: &PublicKey) -> PathBuf {
    let hash = old.fingerprint().sha256().trim_start_matches("SHA256:").replace('/', "_").replace('+', "-");
    folder.join(format!("{START}{hash}{END}"))
}

/// All that are kept, in the order of their names, and those that cannot be read.
pub fn look(folder: &Path, disk: &dyn Disk) -> (Vec<Kept>, Vec<Unreadable>) {
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(START) && name.ends_with(END)
    };
    let entries = disk.list(folder).unwrap_or_default().into_iter().map(|entry| entry.path);
    let mut paths: Vec<PathBuf> = entries.filter(is_ours).collect();
    paths.sort();
    let (mut kept, mut unreadable) = (Vec::new(), Vec::new());
    for path in paths.into_iter().take(MOST) {
        match read(&path, disk) {
            Ok((plan, bytes)) => kept.push(Kept { path, plan, bytes: Some(bytes) }),
            // Another window has ended it.
            Err(NotRead::Disk(error)) if error.kind == ErrorKind::NotFound => {}
            Err(why) => unreadable.push(Unreadable { path, why }),
        }
    }
    (kept, unreadable)
}

fn read(path: &Path, disk: &dyn Disk) -> Result<(Replacement, Vec<u8>), NotRead> {
    let bytes = disk.read(path, MOST_BYTES).map_err(NotRead::Disk)?.to_vec();
    Ok((Replacement::read(&bytes).map_err(NotRead::Text)?, bytes))
}

/// Writes it unless another window has changed it; what is in the file then.
pub(super) fn write(
    path: &Path,
    old: Option<&[u8]>,
    new: Vec<u8>,
    disk: &dyn Disk,
) -> Result<Vec<u8>, SaveError> {
    write_state(path, old, &new, disk)?;
    Ok(new)
}
