//! Saving keys and changing ssh's text files: plan, show what it would replace, carry out.
//!
//! Whatever happens, an old file is intact under its own name or that of its backup, and a private key is
//! never readable by anyone except for its owner.

mod aside;
mod carry_out;
mod cost;
mod encode;
mod error;
mod names;
mod plan;
mod recovery;
mod state;
mod step;
mod text;
mod undo;
mod verify;

pub use aside::{move_aside, move_back};
pub use carry_out::carry_out_together;
pub use cost::calibrated_argon2;
pub use encode::paths;
pub use error::SaveError;
pub use names::{
    BadName, CERTIFICATE_ENDING, LONGEST_NAME, Taken, certificate_path, check_key_name, free_name,
    is_default_name, is_named_like_public, is_standard_name, is_tried_by_ssh, may_be_private_key,
    public_path, taken_for_key,
};
pub use plan::{Replacement, SavePlan};
pub use recovery::{is_unsaved_file, keep_unsaved, remove_unsaved, unsaved_files};
pub use state::{remove_state, write_state};
pub use text::{TextRequest, is_in_dot_ssh, read_text};
pub use undo::SaveUndo;

use crate::format::{Format, PrivateFormat, PublicFormat};
use crate::key::{AttachedCertificate, Key, Kind, Passphrase, PublicKey};
use crate::system::Access;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is to be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Output {
    /// A private key.
    Private {
        /// The format of its file.
        format: PrivateFormat,
        /// Whether the public key is saved next to it, in a `.pub` file. For an OpenSSH key with a certificate
        /// it always is.
        with_public: bool,
    },
    /// A public key alone.
    Public(PublicFormat),
}

impl Output {
    /// An OpenSSH private key with its public key next to it.
    pub const PAIR: Self = Self::Private { format: PrivateFormat::OpenSsh, with_public: true };

    /// Everything that can be written, in the order of the menus. OpenSSH keys come with the public key, which
    /// ssh looks for.
    pub const WRITABLE: [Self; 7] = [
        Self::PAIR,
        Self::private(PrivateFormat::Ppk3),
        Self::private(PrivateFormat::Ppk2),
        Self::private(PrivateFormat::Pem),
        Self::private(PrivateFormat::Pkcs8),
        Self::Public(PublicFormat::Line),
        Self::Public(PublicFormat::Rfc4716),
    ];

    /// A private key alone.
    pub const fn private(format: PrivateFormat) -> Self {
        Self::Private { format, with_public: false }
    }

    /// The format of the files.
    pub fn format(self) -> Format {
        match self {
            Self::Private { format, .. } => format.into(),
            Self::Public(format) => format.into(),
        }
    }

    /// Whether the format supports this type of key.
    pub fn can_hold(self, kind: Kind) -> bool {
        self.private_format().is_none_or(|format| format.can_hold(kind))
    }

    /// The format of the private key; `None` for a public key alone.
    pub fn private_format(self) -> Option<PrivateFormat> {
        match self {
            Self::Private { format, .. } => Some(format),
            Self::Public(_) => None,
        }
    }

    /// The extension of such files, with the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Private { format, .. } => format.ending(),
            Self::Public(PublicFormat::Line) => ".pub",
            Self::Public(PublicFormat::Rfc4716) => "_rfc4716.pub",
        }
    }
}

/// The key to save.
#[derive(Clone, Debug)]
pub enum KeyMaterial {
    /// A private key. Everything can be made of it.
    Private {
        /// The key.
        key: Arc<Key>,
        /// Encrypts private formats; without it they are not encrypted.
        passphrase: Option<Arc<Passphrase>>,
    },
    /// A public key. Only [`Output::Public`] can be made of it.
    Public(PublicKey),
}

impl KeyMaterial {
    /// The public key.
    pub fn public(&self) -> &PublicKey {
        match self {
            Self::Private { key, .. } => key.public(),
            Self::Public(key) => key,
        }
    }

    /// The certificate of a private key, which stays with it.
    pub fn certificate(&self) -> Option<&AttachedCertificate> {
        match self {
            Self::Private { key, .. } => key.certificate(),
            Self::Public(_) => None,
        }
    }
}

/// A request to save a key.
#[derive(Clone, Debug)]
pub struct Request {
    /// The key.
    pub content: KeyMaterial,
    /// The format.
    pub output: Output,
    /// The file; of a pair, that of the private key.
    pub path: PathBuf,
    /// Whether to make its folder if it is missing: for ~/.ssh only.
    pub make_folder: bool,
    /// The date for the names of backups, such as `2026-11-21`.
    pub today: String,
}

/// The saved files, after all of them were read again from the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The files, the private one first.
    pub files: Vec<SavedFile>,
    /// The backups of the files that were there before.
    pub backups: Vec<PathBuf>,
    /// The folder, if it had to be made.
    pub made_folder: Option<PathBuf>,
}

impl Saved {
    /// The public key in a file of its own, beside the private one.
    pub fn public(&self) -> Option<&SavedFile> {
        self.beside(public_path)
    }

    /// The certificate in a file of its own, beside the private key.
    pub fn certificate(&self) -> Option<&SavedFile> {
        self.beside(certificate_path)
    }

    fn beside(&self, path: fn(&Path) -> PathBuf) -> Option<&SavedFile> {
        let (private, others) = self.files.split_first()?;
        let path = path(&private.path);
        others.iter().find(|file| file.path == path)
    }
}

/// A file that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFile {
    /// Where.
    pub path: PathBuf,
    /// Who may read it.
    pub access: Access,
}
