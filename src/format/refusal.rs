//! Why something inside a file was not taken, before it is known whether a passphrase stood
//! before it.

use super::{Cost, Damage, DecryptError, Format, ReadError, Unsupported};

pub(super) enum Refusal {
    Damaged(Damage),
    Unsupported(Unsupported),
    TooCostly(Cost),
    KeyMismatch,
}

impl Refusal {
    /// Cut off, or put together wrongly.
    pub const STRUCTURE: Self = Self::Damaged(Damage::Structure);

    pub fn into_read_error(self, format: Format) -> ReadError {
        match self {
            Self::Damaged(damage) => ReadError::Damaged { format, damage },
            Self::Unsupported(what) => ReadError::Unsupported(what),
            Self::TooCostly(cost) => ReadError::TooCostly(cost),
            Self::KeyMismatch => ReadError::KeyMismatch,
        }
    }

    /// For what was encrypted without a check value: where nothing sensible came out, the
    /// passphrase was wrong.
    pub fn into_decrypt_error(self) -> DecryptError {
        match self {
            Self::Damaged(_) | Self::TooCostly(_) => DecryptError::WrongPassphrase,
            Self::Unsupported(what) => DecryptError::Unsupported(what),
            Self::KeyMismatch => DecryptError::KeyMismatch,
        }
    }
}
