//! Why a part of a file was refused, where the caller knows its format and whether it was encrypted.

use super::{Cost, Damage, DecryptError, Format, ReadError, Unsupported};
use crate::key::{BadPublicKey, Mismatch};

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Damaged(Damage),
    Unsupported(Unsupported),
    TooCostly(Cost),
    KeyMismatch,
}

impl Refusal {
    pub const STRUCTURE: Self = Self::Damaged(Damage::Structure);

    pub fn into_read_error(self, format: Format) -> ReadError {
        match self {
            Self::Damaged(damage) => ReadError::Damaged { format, damage },
            Self::Unsupported(what) => ReadError::Unsupported(what),
            Self::TooCostly(cost) => ReadError::TooCostly(cost),
            Self::KeyMismatch => ReadError::KeyMismatch,
        }
    }

    /// For formats without a check value: if the decrypted bytes are invalid, the passphrase was wrong.
    pub fn without_check_value(self) -> DecryptError {
        match self {
            Self::Damaged(_) | Self::TooCostly(_) => DecryptError::WrongPassphrase,
            refusal => refusal.into(),
        }
    }
}

/// Where the passphrase is known to be right.
impl From<Refusal> for DecryptError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Damaged(damage) => Self::Damaged(damage),
            Refusal::Unsupported(what) => Self::Unsupported(what),
            Refusal::TooCostly(_) => Self::Damaged(Damage::Structure),
            Refusal::KeyMismatch => Self::KeyMismatch,
        }
    }
}

impl From<Mismatch> for Refusal {
    fn from(_: Mismatch) -> Self {
        Self::KeyMismatch
    }
}

impl From<BadPublicKey> for Refusal {
    fn from(bad: BadPublicKey) -> Self {
        match bad {
            BadPublicKey::Damaged => Self::STRUCTURE,
            BadPublicKey::Unsupported(name) => {
                Self::Unsupported(Unsupported::KeyType(name.chars().take(80).collect()))
            }
        }
    }
}
