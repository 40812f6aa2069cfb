//! Everything that a text holds: each key once, and what was undone to find them.

use super::{KeyFile, ReadError, marks};
use crate::key::PublicKey;

/// What a file or a pasted text holds.
#[derive(Debug)]
pub struct Contents {
    /// The keys in their order, at least one. A private key and its own public key or certificate
    /// are one key: the private one.
    pub keys: Vec<Found>,
    /// What was undone to read them, the outermost first. Empty for an ordinary key file.
    pub unwrapped: Vec<Wrapping>,
    /// Whether the text shows any sign of a private key: it is not safe to share then, whatever could be
    /// read.
    pub has_private_mark: bool,
}

/// One key of a text.
#[derive(Debug)]
pub struct Found {
    /// The key, or why this one cannot be read although others can.
    pub key: Result<KeyFile, ReadError>,
}

impl Found {
    /// The public key, where it is known without a passphrase: to choose by.
    pub fn public(&self) -> Option<&PublicKey> {
        self.key.as_ref().ok().and_then(KeyFile::public)
    }
}

impl KeyFile {
    /// The public key, where it is known without a passphrase.
    pub fn public(&self) -> Option<&PublicKey> {
        match self {
            Self::Private(_, key) => Some(key.public()),
            Self::Encrypted(key) => key.claimed_public(),
            Self::Public(_, key) => Some(key),
            Self::Certificate(certificate) => Some(&certificate.key),
        }
    }

    /// Whether it is a private key, encrypted or not.
    pub fn is_private(&self) -> bool {
        matches!(self, Self::Private(..) | Self::Encrypted(_))
    }
}

/// Something around a key, or done to its text, that was undone to read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Wrapping {
    /// Written-out line ends and other escapes: `\n`, `\/`, `\u000a`.
    Escapes,
    /// Base64 around the whole file.
    Base64,
}

impl Contents {
    /// The only key.
    ///
    /// # Errors
    /// [`ReadError::SeveralKeys`] where there are several; else why the only one cannot be read.
    pub fn only(mut self) -> Result<KeyFile, ReadError> {
        match (self.keys.len(), self.keys.pop()) {
            (1, Some(found)) => found.key,
            (0, _) | (_, None) => Err(ReadError::NotAKey),
            (count, Some(_)) => Err(ReadError::SeveralKeys { count }),
        }
    }
}

/// Reads every key in a file or a pasted text, whatever it is called, by what is in it.
///
/// # Errors
/// See [`ReadError`]. Where a private key is in it and none can be read, that is
/// [`ReadError::PrivateUnreadable`]. No bytes make it panic, or cost more than the limits allow.
pub fn read_all(bytes: &[u8]) -> Result<Contents, ReadError> {
    let has_private_mark = marks::has_private_mark(bytes);
    match super::read_one(bytes) {
        Ok(key) => {
            let has_private_mark = has_private_mark || key.is_private();
            Ok(Contents { keys: vec![Found { key: Ok(key) }], unwrapped: Vec::new(), has_private_mark })
        }
        Err(why) if has_private_mark => Err(ReadError::PrivateUnreadable { why: Box::new(why) }),
        Err(error) => Err(error),
    }
}

/// Reads the only key in a file or a pasted text.
///
/// # Errors
/// As [`read_all`], and [`ReadError::SeveralKeys`].
pub fn read(bytes: &[u8]) -> Result<KeyFile, ReadError> {
    read_all(bytes)?.only()
}
