//! What the person is told beside the key itself.

use crate::app::AppError;
use crate::system::FilePermissions;
use std::path::PathBuf;

/// What went wrong or should be known.
#[derive(Debug)]
pub enum Notice {
    /// Something did not work.
    Failed(AppError),
    /// A key is being made; it would be lost.
    Busy,
    /// A question is open; what was dropped was not opened.
    AnswerFirst,
    /// The comment must be put right before the key can be saved.
    CommentFirst,
    /// Others have rights to the file of a private key that was opened.
    PermissionsTooOpen(PathBuf, FilePermissions),
    /// Only the person has permissions to this file of the open key now.
    MadePrivate(PathBuf),
    /// The clipboard held no key.
    NothingToPaste,
    /// The text came when its field was no longer where the keyboard is.
    PasteTooLate,
    /// Several files were pasted where one path is asked for.
    OneFileOnly,
}

/// A success that needs no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Toast {
    /// On the clipboard.
    Copied(Copyable),
    /// The key is in this file, and is not shown any more.
    Saved(PathBuf),
    /// Save was asked for where nothing is to be saved.
    NothingToSave,
    /// The key now has this passphrase state.
    PassphraseSet,
    /// The key now has no passphrase.
    PassphraseRemoved,
    /// The file is the person's alone now.
    KeptToOwner,
    /// Many keys were converted while something else was shown.
    Converted,
}

/// What can be copied. Nothing private.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copyable {
    /// The one line.
    PublicLine,
    /// The one line of a certificate.
    Certificate,
    /// The SHA-256 fingerprint.
    Sha256,
    /// The MD5 fingerprint.
    Md5,
    /// A command.
    Command,
    /// What is pasted in an app or a service.
    ServiceText,
    /// A text without the names in it.
    Masked,
}
