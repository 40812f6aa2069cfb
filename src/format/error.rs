//! What can go wrong with the bytes of a key. Data only: the words are made in `i18n`.

use super::{Cost, Foreign, Format, PrivateFormat};
use crate::key::Kind;

/// Why bytes could not be read as a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// The file is too large.
    TooLarge {
        /// The most that we read, in bytes.
        limit: usize,
    },
    /// The file is empty.
    Empty,
    /// The file contains nothing that looks like a key.
    NotAKey,
    /// A key of an unsupported type or format.
    Unsupported(Unsupported),
    /// A key of this format with a missing or invalid part.
    Damaged {
        /// The format.
        format: Format,
        /// What is wrong.
        damage: Damage,
    },
    /// The file is intact but not an SSH key.
    Foreign(Foreign),
    /// The file contains a private key that cannot be read.
    PrivateUnreadable {
        /// Why: any other of these errors.
        why: Box<Self>,
    },
    /// Several keys where one was expected.
    SeveralKeys {
        /// How many.
        count: usize,
    },
    /// Decrypting it would cost more than the limits allow.
    TooCostly(Cost),
    /// The public key does not belong to the private key.
    KeyMismatch,
}

impl ReadError {
    /// What is wrong, whether or not it is wrong with a private key.
    pub fn reason(&self) -> &Self {
        match self {
            Self::PrivateUnreadable { why } => why.reason(),
            error => error,
        }
    }

    /// Whether what cannot be read is a private key.
    pub fn is_of_private_key(&self) -> bool {
        matches!(self, Self::PrivateUnreadable { .. })
    }
}

/// A kind of key or file that is recognized but not supported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsupported {
    /// A PEM block with this label.
    Pem(String),
    /// A key for the SSH-1 protocol.
    Ssh1,
    /// A private key of dropbear, in its binary form.
    Dropbear,
    /// A PuTTY key file of this version.
    PpkVersion(String),
    /// A key type with this name.
    KeyType(String),
    /// A certificate of this type, for an unsupported type of key.
    CertificateType(String),
    /// A key on a curve of this name, for which SSH has none.
    Curve(String),
    /// An OpenSSH key encrypted with this cipher or KDF.
    Encryption(String),
    /// A PEM or PKCS#8 key encrypted with this scheme.
    PemEncryption(String),
    /// A PuTTY key file encrypted with this cipher or KDF.
    PpkEncryption(String),
    /// More than one private key in one file.
    SeveralPrivateKeys,
}

/// What is wrong with a damaged file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The line or field of this name is missing or out of place.
    Missing(&'static str),
    /// The field of this name has a value that it cannot have.
    Value(&'static str),
    /// The base64 text is broken.
    Base64,
    /// The data are truncated or inconsistent.
    Structure,
    /// The check value does not match: the file was changed.
    Mac,
}

/// Why an encrypted key could not be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecryptError {
    /// The passphrase is wrong, or the file is damaged: the formats cannot tell these apart.
    WrongPassphrase,
    /// The passphrase is right, but the decrypted data are invalid.
    Damaged(Damage),
    /// The passphrase is right, but the type of key is not supported.
    Unsupported(Unsupported),
    /// The public key does not belong to the private key.
    KeyMismatch,
    /// The system does not have the memory that the KDF needs.
    NoMemory,
    /// The operation was cancelled.
    Cancelled,
}

/// Why a key was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// The format does not support keys of this kind.
    FormatUnavailable {
        /// The kind.
        kind: Kind,
        /// The format.
        format: PrivateFormat,
    },
    /// The system does not have the memory that the KDF needs.
    NoMemory,
    /// The KDF or cipher library refused its input. No such input is known.
    Library,
}
