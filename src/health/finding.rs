//! What is wrong with a file.

use super::{Fix, Problem};
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
    /// It works, but it is weak or will stop working soon.
    Warning,
    /// Worth knowing.
    Hint,
}

impl Severity {
    /// A stable identifier, for JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Problem => "problem",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}
