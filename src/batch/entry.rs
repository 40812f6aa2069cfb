//! A key on its way through a conversion: read, unlocked, converted. One decision for the command
//! line and for the window's list.

use super::{ConvertOptions, FoundKey, KeyPlace, NewPassphrase, OpenError};
use crate::format::{
    DecryptError, EncryptedKey, Format, KeyFile, PassphraseBytes, PrivateFormat, ReadError, Unlocked,
    Unsupported, Wrapping,
};
use crate::key::{EdgeSpace, Fingerprint, Kind, PublicKey};
use crate::save::{KeyMaterial, Output};
use crate::system::{Disk, Found};
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

/// A key that was found, or a file in which there is none, and how far it is.
#[derive(Debug)]
pub struct Entry {
    /// Where it is.
    pub at: KeyPlace,
    /// What is known of it.
    pub about: About,
    /// What was undone to read the text that it stands in.
    pub unwrapped: Vec<Wrapping>,
    holds: Holds,
}

#[derive(Debug)]
enum Holds {
    /// A key, and what opened it.
    Key(KeyMaterial),
    /// A key that waits for its passphrase; with why the last one did not open it.
    Locked(Arc<EncryptedKey>, Option<DecryptError>),
    Certificate,
    /// Nothing that can be used. `None` where an internal error stopped the reading.
    Refused(Option<OpenError>),
}

/// What can be said of a key, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The format of its file.
    pub format: Option<Format>,
    /// The type of key.
    pub kind: Option<Kind>,
    /// Its fingerprint.
    pub fingerprint: Option<Fingerprint>,
    /// Whether a certificate stands in the file of a private key.
    pub certificate: bool,
    /// Whether it has a passphrase. `None` where there is nothing private.
    pub locked: Option<bool>,
    /// White space that was given with the passphrase that opened it, and is not part of that.
    pub left_out: Option<EdgeSpace>,
    /// How that passphrase had been turned into bytes.
    pub read_as: Option<PassphraseBytes>,
}

impl About {
    /// What a file tells of its key without a passphrase.
    pub fn of_file(file: &KeyFile) -> Self {
        let about = match file {
            KeyFile::Private(format, key) => Self::of(*format, key.public(), Some(false)),
            KeyFile::Encrypted(key) => match key.claimed_public() {
                Some(public) => Self::of(key.format(), public, Some(true)),
                None => Self { format: Some(key.format()), locked: Some(true), ..Self::default() },
            },
            KeyFile::Public(format, key) => Self::of(*format, key, None),
            KeyFile::Certificate(certificate) => Self::of(Format::Certificate, &certificate.key, None),
        };
        Self { certificate: file.attached_certificate().is_some(), ..about }
    }

    fn of(format: Format, key: &PublicKey, locked: Option<bool>) -> Self {
        let (format, kind, fingerprint) = (Some(format), Some(key.kind()), Some(key.fingerprint()));
        Self { format, kind, fingerprint, locked, ..Self::default() }
    }
}

/// How far a key is, for what is asked for.
#[derive(Clone, Copy, Debug)]
pub enum Stage<'a> {
    /// Can be converted.
    Ready,
    /// Waits for its passphrase.
    Locked,
    /// The passphrase that was tried did not open it.
    WrongPassphrase,
    /// The passphrase is right, and yet it does not open.
    Unopened(&'a DecryptError),
    /// It is left as it is.
    Skipped(Skip),
    /// The format does not exist for this type of key.
    NoForm(Kind, PrivateFormat),
    /// Not a key, or a damaged one. `None` where an internal error stopped the reading.
    Refused(Option<&'a OpenError>),
}

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

/// What is asked for, as far as it decides whether a key is converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The format.
    pub output: Output,
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

impl ConvertOptions {
    /// What this order asks for.
    pub fn wanted(&self) -> Wanted {
        let protection = match self.passphrase {
            NewPassphrase::Keep => Protection::Keep,
            NewPassphrase::Set(_) => Protection::New,
            NewPassphrase::Remove => Protection::Remove,
        };
        Wanted { output: self.output, protection, keeps_comment: self.comment.is_none() }
    }
}

impl Entry {
    /// What reading brought; `None` where an internal error stopped it.
    pub fn new(at: KeyPlace, read: Option<Result<KeyFile, OpenError>>) -> Self {
        let mut about = match &read {
            Some(Ok(file)) => About::of_file(file),
            _ => About::default(),
        };
        let holds = match read {
            Some(Ok(KeyFile::Private(_, key))) => {
                Holds::Key(KeyMaterial::Private { key: Arc::new(key), passphrase: None })
            }
            Some(Ok(KeyFile::Encrypted(key))) => Holds::Locked(Arc::new(key), None),
            Some(Ok(KeyFile::Public(_, key))) => Holds::Key(KeyMaterial::Public(key)),
            Some(Ok(KeyFile::Certificate(_))) => Holds::Certificate,
            Some(Err(OpenError::Read(ReadError::Unsupported(Unsupported::CertificateType(_))))) => {
                about.format = Some(Format::Certificate);
                Holds::Certificate
            }
            Some(Err(error)) => Holds::Refused(Some(error)),
            None => Holds::Refused(None),
        };
        Self { at, about, unwrapped: Vec::new(), holds }
    }

    /// One of the keys of this file.
    pub fn of_found(path: &Path, FoundKey { part, read, unwrapped }: FoundKey) -> Self {
        Self { unwrapped, ..Self::new(KeyPlace { path: path.to_owned(), part }, Some(read)) }
    }

    /// How far it is. `beside` says that its new file goes into the folder of the old one. A locked
    /// key needs no passphrase to be left as it is.
    pub fn stage(&self, wanted: &Wanted, beside: impl FnOnce() -> bool) -> Stage<'_> {
        match &self.holds {
            Holds::Refused(error) => return Stage::Refused(error.as_ref()),
            Holds::Certificate => return Stage::Skipped(Skip::Certificate),
            Holds::Key(_) | Holds::Locked(..) => {}
        }
        if self.is_as_asked(wanted) && beside() {
            return Stage::Skipped(Skip::Already);
        }
        if let Some(format) = wanted.output.private_format() {
            match self.about.kind {
                _ if self.about.locked.is_none() => return Stage::Skipped(Skip::PublicKey),
                Some(kind) if !format.can_hold(kind) => return Stage::NoForm(kind, format),
                _ => {}
            }
        }
        match &self.holds {
            Holds::Locked(key, _) if known_public(key, wanted.output).is_some() => Stage::Ready,
            Holds::Locked(_, None) => Stage::Locked,
            Holds::Locked(_, Some(DecryptError::WrongPassphrase)) => Stage::WrongPassphrase,
            Holds::Locked(_, Some(error)) => Stage::Unopened(error),
            Holds::Key(_) | Holds::Certificate | Holds::Refused(_) => Stage::Ready,
        }
    }

    /// Whether converting it would only make a copy of it.
    fn is_as_asked(&self, wanted: &Wanted) -> bool {
        // ssh uses only the first private key of a file: the others need files of their own.
        let is_of_use = self.at.part.is_none() || self.about.locked.is_none();
        let keeps_passphrase = match (wanted.protection, self.about.locked) {
            (Protection::Keep, _) | (_, None) => true,
            (Protection::New, Some(_)) => false,
            (Protection::Remove, Some(locked)) => !locked,
        };
        is_of_use
            && self.unwrapped.is_empty()
            && keeps_passphrase
            && wanted.keeps_comment
            && self.about.format == Some(wanted.output.format())
    }

    /// The key, while it waits for its passphrase.
    pub fn locked(&self) -> Option<&Arc<EncryptedKey>> {
        match &self.holds {
            Holds::Locked(key, _) => Some(key),
            _ => None,
        }
    }

    /// Why the last passphrase did not open it, if one was tried. `None` where nothing is locked.
    pub fn refusal(&self) -> Option<Option<&DecryptError>> {
        match &self.holds {
            Holds::Locked(_, refused) => Some(refused.as_ref()),
            _ => None,
        }
    }

    /// Another passphrase is going to be tried: of the last one nothing is said any more.
    pub fn forget_refusal(&mut self) {
        if let Holds::Locked(_, refused) = &mut self.holds {
            *refused = None;
        }
    }

    /// Takes what came of a passphrase.
    pub fn tried(&mut self, result: Result<Unlocked, DecryptError>) {
        match result {
            Ok(Unlocked { key, passphrase, left_out, read_as }) => {
                let About { format, certificate, locked, .. } = self.about;
                if let Some(format) = format {
                    self.about = About::of(format, key.public(), locked);
                }
                self.about.certificate = certificate || key.certificate().is_some();
                (self.about.left_out, self.about.read_as) = (left_out, Some(read_as));
                self.holds =
                    Holds::Key(KeyMaterial::Private { key: Arc::new(key), passphrase: Some(passphrase) });
            }
            Err(error) => {
                if let Holds::Locked(_, refused) = &mut self.holds {
                    *refused = (error != DecryptError::Cancelled).then_some(error);
                }
            }
        }
    }

    /// The key, where it is open as far as this format needs it.
    pub fn content(&self, what: Output) -> Option<KeyMaterial> {
        match &self.holds {
            Holds::Key(content) => Some(content.clone()),
            Holds::Locked(key, _) => known_public(key, what).cloned().map(KeyMaterial::Public),
            Holds::Certificate | Holds::Refused(_) => None,
        }
    }

    /// Why it was refused, where that is not an internal error.
    pub fn into_error(self) -> Option<OpenError> {
        match self.holds {
            Holds::Refused(error) => error,
            _ => None,
        }
    }
}

/// The public key of a locked key, where nothing else is asked for and its file tells it without the
/// passphrase.
fn known_public(key: &EncryptedKey, what: Output) -> Option<&PublicKey> {
    key.claimed_public().filter(|_| what.private_format().is_none())
}

/// Why a file that was not opened is skipped, where it was only found in a folder. `None` where it
/// looks like a key: whoever deletes the folder afterwards must know that it was not converted. A file
/// that was named itself is always reported.
pub(super) fn skip_unopened(error: &OpenError, disk: &dyn Disk) -> Option<Skip> {
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
        ReadError::Foreign(foreign) if !foreign.holds_private_key() => Some(Skip::NotAKey),
        ReadError::Foreign(_)
        | ReadError::Unsupported(_)
        | ReadError::Damaged { .. }
        | ReadError::PrivateUnreadable { .. }
        | ReadError::SeveralKeys { .. }
        | ReadError::TooCostly(_)
        | ReadError::KeyMismatch => None,
    }
}
