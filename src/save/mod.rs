//! Saving keys: plan, show what it would replace, carry out.
//!
//! Whatever happens on the way, an old file is there whole, under its own name or under that of
//! its backup, and no private key is ever readable by anyone but its owner.

mod carry_out;
mod cost;
mod encode;
mod error;
mod judge;
mod names;
mod plan;
mod recovery;
mod step;

pub use carry_out::carry_out_together;
pub use cost::calibrated_argon2;
pub use encode::paths;
pub use error::SaveError;
pub use names::{certificate_path, free_name, free_name_ending, public_path};
pub use plan::{Replacement, SavePlan};
pub use recovery::{is_unsaved_file, keep_unsaved, remove_unsaved, unsaved_files};

use crate::format::{PrivateFormat, PublicFormat};
use crate::key::{AttachedCertificate, Key, Passphrase, PublicKey};
use crate::system::Access;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is to be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// An OpenSSH private key, and its public key beside it in a file with `.pub` at the end.
    Pair,
    /// An OpenSSH private key alone. Where it has a certificate, as [`Self::Pair`].
    OpenSsh,
    /// A PuTTY key file, version 3.
    Ppk3,
    /// A PuTTY key file, version 2.
    Ppk2,
    /// A traditional PEM file.
    Pem,
    /// A PKCS#8 file in PEM.
    Pkcs8,
    /// A public key alone.
    Public(PublicFormat),
}

impl What {
    /// The format of the private key; `None` for a public key alone.
    pub fn private_format(self) -> Option<PrivateFormat> {
        Some(match self {
            Self::Pair | Self::OpenSsh => PrivateFormat::OpenSsh,
            Self::Ppk3 => PrivateFormat::Ppk3,
            Self::Ppk2 => PrivateFormat::Ppk2,
            Self::Pem => PrivateFormat::Pem,
            Self::Pkcs8 => PrivateFormat::Pkcs8,
            Self::Public(_) => return None,
        })
    }

    /// What the names of such files end in.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pair | Self::OpenSsh => "",
            Self::Ppk3 | Self::Ppk2 => ".ppk",
            Self::Pem => ".pem",
            Self::Pkcs8 => ".p8",
            Self::Public(PublicFormat::Line) => ".pub",
            Self::Public(PublicFormat::Rfc4716) => "_rfc4716.pub",
        }
    }
}

/// The key that it is made of.
#[derive(Clone, Debug)]
pub enum Content {
    /// A private key. Everything can be made of it.
    Private {
        /// The key.
        key: Arc<Key>,
        /// What to write private formats under; without it they are in the clear.
        passphrase: Option<Arc<Passphrase>>,
    },
    /// A public key. Only [`What::Public`] can be made of it.
    Public(PublicKey),
}

impl Content {
    /// The public half.
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

/// What a person asked to be saved, and where.
#[derive(Clone, Debug)]
pub struct Request {
    /// The key.
    pub content: Content,
    /// The format.
    pub what: What,
    /// The file; of a pair, that of the private key.
    pub path: PathBuf,
    /// Whether to make its folder if it is missing: for ~/.ssh only.
    pub make_folder: bool,
    /// The date for the names of backups, such as `2026-11-21`.
    pub today: String,
}

/// What was saved, after all of it was read again from the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The files, the private one first.
    pub files: Vec<SavedFile>,
    /// Where the files went that were there before.
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
    /// For whom.
    pub access: Access,
}
