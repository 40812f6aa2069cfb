//! The keys of a file that are asked for, and what they are called.

use super::{Cli, CliError};
use crate::batch::{FoundKey, KeyPlace};
use std::path::Path;

/// All keys of a file, or the one of this number.
pub(super) fn chosen(
    mut keys: Vec<FoundKey>,
    number: Option<usize>,
    path: &Path,
) -> Result<Vec<FoundKey>, CliError> {
    let is_unreadable = matches!(keys.as_slice(), [FoundKey { part: None, read: Err(_) }]);
    let Some(number) = number.filter(|_| !is_unreadable) else { return Ok(keys) };
    if number == 0 || number > keys.len() {
        return Err(CliError::NoSuchKey { path: path.to_owned(), number, of: keys.len() });
    }
    Ok(vec![keys.swap_remove(number - 1)])
}

impl Cli {
    /// A key by its file, as that was typed, and its number where there are several.
    pub(super) fn at(&self, place: &KeyPlace) -> String {
        self.texts.key_of_file(&self.source(&place.path), place.part)
    }
}
