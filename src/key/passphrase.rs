//! A passphrase: wiped on drop, never printed.

use std::fmt;
use zeroize::Zeroizing;

/// A passphrase that is known not to be empty.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// `None` for an empty text: no passphrase is not a passphrase.
    pub fn new(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self(Zeroizing::new(text.to_owned())))
    }

    /// The text itself. Give it to a KDF, nothing else.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}
