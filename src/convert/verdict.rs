//! What becomes of a file or a key, as far as that is known before it is unlocked: one decision for
//! the command line and for "Convert many".

use super::{NewPassphrase, OpenError, Order, Part};
use crate::format::{EncryptedKey, Format, KeyFile, PublicFormat, ReadError, Unsupported};
use crate::key::{Kind, PublicKey};
use crate::save::What;
use crate::system::{Disk, Found};
use std::io::ErrorKind;

/// Why something is left as it is without that being a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Skip {
    /// A file in a folder in which there is no sign of a key.
    NotAKey,
    /// A file in a folder that is larger than any key: nobody searched it for one.
    TooLarge,
    /// A key that is what is asked for, and where it is asked for.
    Already,
    /// A public key, where a private one is asked for.
    PublicKey,
    /// A certificate, which there is only one form of.
    Certificate,
}

/// What becomes of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It can be converted, once it is unlocked.
    Convert,
    /// It is left as it is.
    Skip(Skip),
    /// The format that is asked for does not exist for this type of key.
    NoForm(Kind, What),
}

/// What decides over a key that was found. All of it is known without a passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traits {
    /// The format of its file.
    pub format: Format,
    /// What it is.
    pub sort: Sort,
    /// The type of key, where its file tells it.
    pub kind: Option<Kind>,
}

/// Private, public or a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A private key.
    Private {
        /// Whether it has a passphrase.
        locked: bool,
    },
    /// A public key.
    Public,
    /// A certificate.
    Certificate,
}

impl Traits {
    /// Those of what was found.
    pub fn of(key: &KeyFile) -> Self {
        let (format, sort) = match key {
            KeyFile::Private(format, _) => (*format, Sort::Private { locked: false }),
            KeyFile::Encrypted(locked) => (locked.format(), Sort::Private { locked: true }),
            KeyFile::Public(format, _) => (*format, Sort::Public),
            KeyFile::Certificate(_) => (Format::Certificate, Sort::Certificate),
        };
        Self { format, sort, kind: key.public().map(PublicKey::kind) }
    }
}

/// What is asked for, as far as it decides whether a key is converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The format.
    pub what: What,
    /// What private keys are locked with.
    pub protection: Protection,
    /// Whether keys keep their comments.
    pub keeps_comment: bool,
}

/// What new private keys are locked with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// With what each key had; without where it had none.
    Keep,
    /// With one new passphrase.
    New,
    /// With nothing.
    Remove,
}

impl Protection {
    /// In the order they are offered.
    pub const ALL: [Self; 3] = [Self::Keep, Self::New, Self::Remove];
}

impl Order {
    /// What this order asks for.
    pub fn wanted(&self) -> Wanted {
        let protection = match self.passphrase {
            NewPassphrase::Keep => Protection::Keep,
            NewPassphrase::Set(_) => Protection::New,
            NewPassphrase::Remove => Protection::Remove,
        };
        Wanted { what: self.what, protection, keeps_comment: self.comment.is_none() }
    }
}

impl Wanted {
    /// What becomes of a key. `beside` says that its new file goes into the folder of the old one.
    pub fn verdict(&self, key: Traits, part: Option<Part>, beside: bool) -> Verdict {
        if beside && self.is_as_asked(key, part) {
            return Verdict::Skip(Skip::Already);
        }
        match (key.sort, key.kind) {
            (Sort::Certificate, _) => Verdict::Skip(Skip::Certificate),
            (Sort::Public, _) if self.what.private_format().is_some() => Verdict::Skip(Skip::PublicKey),
            (_, Some(kind)) if !has_form(kind, self.what) => Verdict::NoForm(kind, self.what),
            _ => Verdict::Convert,
        }
    }

    /// Whether converting it would only make a copy of it.
    fn is_as_asked(&self, key: Traits, part: Option<Part>) -> bool {
        // ssh uses only the first private key of a file: the others need files of their own.
        let is_of_use = part.is_none() || key.sort == Sort::Public;
        let keeps_passphrase = match (self.protection, key.sort) {
            (Protection::Keep, _) | (_, Sort::Public | Sort::Certificate) => true,
            (Protection::New, Sort::Private { .. }) => false,
            (Protection::Remove, Sort::Private { locked }) => !locked,
        };
        is_of_use && keeps_passphrase && self.keeps_comment && key.format == format_of(self.what)
    }
}

/// The format of such files.
pub(super) fn format_of(what: What) -> Format {
    match what {
        What::Pair | What::OpenSsh => Format::OpenSsh,
        What::Ppk3 => Format::Ppk3,
        What::Ppk2 => Format::Ppk2,
        What::Pem => Format::Pem,
        What::Pkcs8 => Format::Pkcs8,
        What::Public(PublicFormat::Line) => Format::Line,
        What::Public(PublicFormat::Rfc4716) => Format::Rfc4716,
    }
}

/// Whether there is such a file of this type of key.
pub fn has_form(kind: Kind, what: What) -> bool {
    match what {
        What::Pair | What::OpenSsh | What::Public(_) => true,
        What::Ppk3 | What::Ppk2 | What::Pkcs8 => !matches!(kind, Kind::SecurityKey(_)),
        What::Pem => matches!(kind, Kind::Rsa(_) | Kind::Dsa(_) | Kind::Ecdsa(_)),
    }
}

/// The public key of a locked key, where nothing else is asked for and its file tells it without the
/// passphrase.
pub fn known_public(key: &EncryptedKey, what: What) -> Option<&PublicKey> {
    key.claimed_public().filter(|_| what.private_format().is_none())
}

/// Why a file that was not opened is skipped, where it was only found in a folder. `None` where it
/// looks like a key: whoever deletes the folder afterwards must know that it was not converted. A file
/// that was named itself is always reported.
pub fn skip_unopened(error: &OpenError, disk: &dyn Disk) -> Option<Skip> {
    let error = match error {
        OpenError::Read(error) => error,
        OpenError::Disk(error) => {
            // Devices and the like, and links that lead to folders or to nothing. What the system says of
            // links in circles has no stable name in `std`.
            let is_no_file = match error.kind {
                ErrorKind::InvalidInput | ErrorKind::IsADirectory | ErrorKind::NotFound => true,
                ErrorKind::PermissionDenied => false,
                _ => matches!(disk.look(&error.path), Ok(Found::Link)),
            };
            return is_no_file.then_some(Skip::NotAKey);
        }
    };
    match error {
        ReadError::TooLarge { .. } => Some(Skip::TooLarge),
        ReadError::Empty | ReadError::NotAKey | ReadError::Unsupported(Unsupported::Pem(_)) => {
            Some(Skip::NotAKey)
        }
        ReadError::Unsupported(Unsupported::CertificateType(_)) => Some(Skip::Certificate),
        ReadError::Foreign(foreign) if !foreign.holds_private_key() => Some(Skip::NotAKey),
        ReadError::Foreign(_)
        | ReadError::Unsupported(_)
        | ReadError::Damaged { .. }
        | ReadError::PrivateUnreadable { .. }
        | ReadError::SeveralKeys { .. }
        | ReadError::TooCostly(_)
        | ReadError::HalvesDiffer => None,
    }
}
