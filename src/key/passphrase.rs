//! A passphrase: wiped on drop, never printed.

use std::fmt;
use zeroize::Zeroizing;

/// A passphrase that is known not to be empty. Typed ones are text; one out of a file may be any
/// bytes.
pub struct Passphrase(Zeroizing<Vec<u8>>);

impl Passphrase {
    /// `None` for an empty text: no passphrase is not a passphrase.
    pub fn new(text: &str) -> Option<Self> {
        Self::from_bytes(Zeroizing::new(text.as_bytes().to_vec()))
    }

    /// The very bytes that go to the KDF; `None` where there are none.
    pub fn from_bytes(bytes: Zeroizing<Vec<u8>>) -> Option<Self> {
        (!bytes.is_empty()).then_some(Self(bytes))
    }

    /// The bytes themselves. Give them to a KDF, nothing else.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// The characters, where the bytes are UTF-8.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Passphrase;

    #[test]
    fn what_is_printed_of_it_says_nothing() {
        assert_eq!(format!("{:?}", Passphrase::new("secret").unwrap()), "Passphrase(…)");
    }
}
