//! What can go wrong with the bytes of a key. Data only: the words are made in `i18n`.

use super::{Cost, Foreign, Format, PrivateFormat};
use crate::key::Kind;

/// Why bytes could not be read as a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// More bytes than we read.
    TooLarge {
        /// The most that we read, in bytes.
        limit: usize,
    },
    /// There is nothing in it.
    Empty,
    /// Nothing in it looks like a key.
    NotAKey,
    /// It is a key, but of a sort that we do not read.
    Unsupported(Unsupported),
    /// It is a key of this format, but part of it is missing or makes no sense.
    Damaged {
        /// The format.
        format: Format,
        /// What is wrong.
        damage: Damage,
    },
    /// It is whole, and something else than an SSH key.
    Foreign(Foreign),
    /// There is a private key in it, which cannot be read.
    PrivateUnreadable {
        /// Why: any other of these errors.
        why: Box<Self>,
    },
    /// Several keys, where one was looked for.
    SeveralKeys {
        /// How many.
        count: usize,
    },
    /// To decrypt it would cost more than we allow.
    TooCostly(Cost),
    /// The public half is not the one that the private half gives.
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

/// A sort of key that we recognise but do not read.
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
    /// A certificate of this type, for a type of key that we do not read.
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
    /// The data inside are cut off or do not fit together.
    Structure,
    /// The check value at the end does not match: some part was changed.
    Mac,
}

/// Why an encrypted key could not be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecryptError {
    /// The passphrase is wrong, or the file is damaged: the formats cannot tell these apart.
    WrongPassphrase,
    /// The passphrase is right, but what it opened makes no sense.
    Damaged(Damage),
    /// The passphrase is right, but it is a key of a type that we do not read.
    Unsupported(Unsupported),
    /// The public half is not the one that the private half gives.
    KeyMismatch,
    /// The system does not give the memory that it takes.
    NoMemory,
    /// No longer wanted.
    Cancelled,
}

/// Why a key was not written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// The format has no form for keys of this kind.
    FormatUnavailable {
        /// The kind.
        kind: Kind,
        /// The format.
        format: PrivateFormat,
    },
    /// The system does not give the memory that the KDF takes.
    NoMemory,
    /// The KDF or cipher library refused its input. None that does so is known.
    Library,
}
