//! A key that is meant by a fingerprint, a line or a file.

use super::keys::NamedKey;
use super::{Cli, CliError};
use crate::health::Sought;
use crate::system::{Disk as _, Found};
use std::path::Path;

/// What ends the name of a hash.
const HASH_MARK: char = ':';

impl Cli {
    /// What is meant by an argument: a text with a fingerprint, a line with a key, or a file.
    pub(super) fn sought(&self, argument: &Path) -> Result<Sought, CliError> {
        let text = argument.to_string_lossy();
        // A path can look like a fingerprint without the name of its hash.
        let is_file = !text.contains(HASH_MARK) && matches!(self.disk.look(argument), Ok(Found::File(_)));
        let told = if is_file { None } else { Sought::in_text(&text) };
        match told {
            Some(sought) => Ok(sought),
            None => {
                let keys = self.public_keys(&[argument.to_owned()])?;
                Ok(Sought::Keys(keys.into_iter().map(|NamedKey { key, .. }| key).collect()))
            }
        }
    }
}
