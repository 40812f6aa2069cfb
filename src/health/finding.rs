//! What is wrong with a file.

use super::Fix;
use crate::format::Format;
use crate::system::FilePermissions;
use std::path::PathBuf;

/// Something that is wrong, where, and what puts it right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file or folder.
    pub path: PathBuf,
    /// The line, from 1, in files that consist of entries.
    pub line: Option<usize>,
    /// What is wrong.
    pub problem: Problem,
    /// What puts it right, where something does.
    pub fix: Option<Fix>,
}

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something does not work, or lets in somebody who should stay outside.
    Problem,
    /// It works today and is weak, or stops to work soon.
    Warning,
    /// Worth to know.
    Hint,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// ssh ignores a private key that others may read ("UNPROTECTED PRIVATE KEY FILE").
    PrivateKeyOpen(FilePermissions),
    /// The private key is in a format that ssh does not read.
    OtherFormat(Format),
    /// The file of the public key is that of another key.
    WrongPublic,
    /// There is no file of the public key.
    NoPublic,
}

impl Problem {
    /// How much it matters.
    pub const fn severity(&self) -> Severity {
        match self {
            Self::PrivateKeyOpen(_) | Self::OtherFormat(_) | Self::WrongPublic => Severity::Problem,
            Self::NoPublic => Severity::Hint,
        }
    }
}
