//! The keys of a file that are asked for, and what they are called.

use super::{Cli, CliError};
use crate::batch::{FoundKey, KeyPlace, each_key, open_all};
use crate::format::{Format, KeyFile};
use crate::key::PublicKey;
use crate::system::files_from_shell;
use std::path::{Path, PathBuf};

/// The public key of a key that was named by its file.
pub(super) struct NamedKey {
    /// Where it is.
    pub at: KeyPlace,
    pub key: PublicKey,
    /// Whether the file holds a certificate of it.
    pub is_certificate: bool,
    /// The format that it is in.
    pub format: Format,
}

/// All keys of a file, or the one of this number.
pub(super) fn chosen(
    mut keys: Vec<FoundKey>,
    number: Option<usize>,
    path: &Path,
) -> Result<Vec<FoundKey>, CliError> {
    let is_unreadable = matches!(keys.as_slice(), [FoundKey { part: None, read: Err(_), .. }]);
    let Some(number) = number.filter(|_| !is_unreadable) else { return Ok(keys) };
    if number == 0 || number > keys.len() {
        return Err(CliError::NoSuchKey { path: path.to_owned(), number, of: keys.len() });
    }
    Ok(vec![keys.swap_remove(number - 1)])
}

impl Cli {
    /// Every key of the files, or why one cannot be had.
    pub(super) fn public_keys(&self, files: &[PathBuf]) -> Result<Vec<NamedKey>, CliError> {
        let mut keys = Vec::new();
        for path in files_from_shell(files) {
            for found in each_key(open_all(&path, &self.disk)) {
                let at = KeyPlace { path: path.clone(), part: found.part };
                let file = found.read.map_err(|error| CliError::opening(at.clone(), error))?;
                let is_certificate = matches!(file, KeyFile::Certificate(_));
                let format = file.format();
                let key = file.public().cloned().ok_or_else(|| CliError::PublicHidden(at.clone()))?;
                keys.push(NamedKey { at, key, is_certificate, format });
            }
        }
        Ok(keys)
    }

    /// The public key of this file, if it holds no other one.
    pub(super) fn only_public_key(&self, file: PathBuf) -> Result<NamedKey, CliError> {
        let mut keys = self.public_keys(&[file])?;
        let of = keys.len();
        keys.pop().filter(|_| of == 1).ok_or(CliError::NotOneKey(of))
    }

    /// A key by its file, as that was typed, and its number where there are several.
    pub(super) fn at(&self, place: &KeyPlace) -> String {
        self.texts.key_of_file(&self.source(&place.path), place.part)
    }
}
