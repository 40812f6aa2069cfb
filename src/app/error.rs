//! Everything that can fail, as one value for the notice bar. The words are made in `i18n`.

use super::KeySource;
use crate::batch::OpenError;
use crate::format::ReadError;
use crate::save::SaveError;
use crate::system::{ClipboardError, FilePermissions};
use std::path::PathBuf;

/// What did not work, and why.
#[derive(Clone, Debug)]
pub enum AppError {
    /// A key could not be opened.
    Open(KeySource, OpenError),
    /// A private key in a file that others can read could not be opened.
    OpenExposed(PathBuf, ReadError, FilePermissions),
    /// The key could not be saved.
    Save(SaveError),
    /// A text file could not be changed.
    Change(SaveError),
    /// The last change of a text file cannot be taken back any more.
    NotUndone {
        /// The file.
        path: PathBuf,
        /// What it was before.
        backup: Option<PathBuf>,
    },
    /// Text did not reach the clipboard.
    Copy(ClipboardError),
    /// The clipboard could not be read.
    Paste(ClipboardError),
    /// The text on the clipboard is larger than any file that is read.
    PasteTooLarge,
    /// The text is larger than any that is explained.
    TextTooLarge,
    /// Others' rights to a file could not be taken.
    FixPermissions(PathBuf),
    /// The file of a recovered key could not be removed.
    RemoveRecovered(PathBuf),
    /// The system gave no randomness.
    NoEntropy,
    /// No file manager could be started for this folder.
    ShowFolder(PathBuf),
    /// There is no home folder to save in.
    NoHome,
    /// A fault of ours.
    Crashed,
}
