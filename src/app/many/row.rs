//! A key of the list, and how far it is.

use super::target::{Stamp, Target};
use crate::convert::{ConvertError, KeyPlace, OpenError, Skip, Sort, Traits, Verdict, known_public};
use crate::format::{DecryptError, EncryptedKey, Format, KeyFile, ReadError, Unsupported};
use crate::key::{EdgeSpace, Fingerprint, Kind, PublicKey};
use crate::save::{Content, Saved, What};
use std::sync::Arc;

/// A key of the list, or a file in which there is none.
#[derive(Debug)]
pub struct Row {
    /// Tells it from all others, also from those that are gone.
    pub number: u64,
    /// Where it is.
    pub at: KeyPlace,
    /// What is said of it.
    pub about: About,
    /// Counts what came of it: what is said of it may be another sentence then.
    pub changes: u32,
    pub(super) holds: Holds,
    pub(super) work: Work,
    /// What came of converting it, and into what.
    pub(super) outcome: Option<(Stamp, Outcome)>,
}

/// What reading a key brought. `None` where a fault of ours stopped it.
pub(super) type Read = Option<Result<KeyFile, OpenError>>;

/// What came of converting a key. `None` where a fault of ours stopped it.
pub(super) type Outcome = Option<Result<Saved, ConvertError>>;

/// What can be said of a file, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// What it is.
    pub format: Option<Format>,
    /// The kind of key.
    pub kind: Option<Kind>,
    /// Its fingerprint.
    pub fingerprint: Option<Fingerprint>,
    /// Whether a certificate stands in the file of a private key.
    pub certificate: bool,
    /// Whether it is under a passphrase. `None` where there is nothing private.
    pub locked: Option<bool>,
    /// White space that was typed around the passphrase that opened it, and is not part of that.
    pub left_out: Option<EdgeSpace>,
}

impl About {
    /// What a file tells of its key without a passphrase.
    pub(in crate::app) fn of_file(file: &KeyFile) -> Self {
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
        Self { format, kind, fingerprint, certificate: false, locked, left_out: None }
    }
}

/// What is in a file.
#[derive(Debug)]
pub(super) enum Holds {
    /// A key, and what opened it.
    Key(Content),
    /// A key that waits for its passphrase; with why the last one did not open it.
    Locked(Arc<EncryptedKey>, Option<DecryptError>),
    /// A certificate.
    Certificate,
    /// Nothing that can be used. `None` where a fault of ours stopped the reading.
    Refused(Option<OpenError>),
}

/// What is being done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Work {
    None,
    Trying,
    Waiting,
    Converting,
}

/// How far a file is, for what is asked for.
#[derive(Clone, Copy, Debug)]
pub enum State<'a> {
    /// Can be converted.
    Ready,
    /// Waits for its passphrase.
    Locked,
    /// The passphrase did not open it.
    NotThis,
    /// A passphrase is being tried.
    Trying,
    /// The passphrase is right, and yet it does not open.
    Unopened(&'a DecryptError),
    /// There is nothing private to convert.
    PublicOnly,
    /// A certificate, which there is only one form of.
    Certificate,
    /// There is no such form of this kind of key.
    NoForm(Kind, What),
    /// It is what is asked for, and where it is asked for.
    Already,
    /// Not a key, or a damaged one. `None` where a fault of ours stopped the reading.
    Refused(Option<&'a OpenError>),
    /// Its turn comes.
    Waiting,
    /// Being written.
    Converting,
    /// Written.
    Done(&'a Saved),
    /// Not written. `None` where a fault of ours stopped it.
    Failed(Option<&'a ConvertError>),
}

impl Row {
    pub(super) fn new(number: u64, at: KeyPlace, read: Read) -> Self {
        let is_certificate = matches!(
            read,
            Some(Err(OpenError::Read(ReadError::Unsupported(Unsupported::CertificateType(_)))))
        );
        let about = match &read {
            Some(Ok(file)) => About::of_file(file),
            _ if is_certificate => About { format: Some(Format::Certificate), ..About::default() },
            _ => About::default(),
        };
        let holds = match read {
            Some(Ok(KeyFile::Private(_, key))) => {
                Holds::Key(Content::Private { key: Arc::new(key), passphrase: None })
            }
            Some(Ok(KeyFile::Encrypted(key))) => Holds::Locked(Arc::new(key), None),
            Some(Ok(KeyFile::Public(_, key))) => Holds::Key(Content::Public(key)),
            Some(Ok(KeyFile::Certificate(_))) => Holds::Certificate,
            Some(Err(_)) if is_certificate => Holds::Certificate,
            refused => Holds::Refused(refused.and_then(Result::err)),
        };
        Self { number, at, about, changes: 0, holds, work: Work::None, outcome: None }
    }

    /// How far it is, where `target` is asked for.
    pub fn state(&self, target: &Target) -> State<'_> {
        match self.work {
            Work::None => {}
            Work::Trying => return State::Trying,
            Work::Waiting => return State::Waiting,
            Work::Converting => return State::Converting,
        }
        match self.verdict(target) {
            Some(Verdict::Skip(Skip::PublicKey)) => return State::PublicOnly,
            Some(Verdict::Skip(Skip::Certificate)) => return State::Certificate,
            Some(Verdict::Skip(Skip::Already)) => return State::Already,
            Some(Verdict::NoForm(kind, what)) => return State::NoForm(kind, what),
            // Files without a key are no rows, or refused ones.
            Some(Verdict::Skip(Skip::NotAKey | Skip::TooLarge) | Verdict::Convert) | None => {}
        }
        match &self.holds {
            Holds::Key(_) => {}
            Holds::Locked(key, _) if known_public(key, target.what).is_some() => {}
            Holds::Locked(_, None) => return State::Locked,
            Holds::Locked(_, Some(DecryptError::WrongPassphrase)) => return State::NotThis,
            Holds::Locked(_, Some(error)) => return State::Unopened(error),
            Holds::Certificate => return State::Certificate,
            Holds::Refused(error) => return State::Refused(error.as_ref()),
        }
        match &self.outcome {
            Some((stamp, outcome)) if target.is(stamp) => match outcome {
                Some(Ok(saved)) => State::Done(saved),
                Some(Err(ConvertError::AlreadyThere(_))) => State::Already,
                Some(Err(error)) => State::Failed(Some(error)),
                None => State::Failed(None),
            },
            _ => State::Ready,
        }
    }

    /// What becomes of it; `None` where there is no key. A locked one needs no passphrase to stay as
    /// it is.
    fn verdict(&self, target: &Target) -> Option<Verdict> {
        let About { format, kind, locked, .. } = self.about;
        let sort = match (&self.holds, locked) {
            (Holds::Certificate, _) => Sort::Certificate,
            (_, Some(locked)) => Sort::Private { locked },
            (_, None) => Sort::Public,
        };
        let beside = target.folder.as_deref().is_none_or(|folder| self.at.path.parent() == Some(folder));
        let traits = Traits { format: format?, sort, kind };
        Some(target.wanted().verdict(traits, self.at.part, beside))
    }

    pub(super) fn opened(&mut self, content: Content) {
        let About { format, certificate, locked, .. } = self.about;
        if let Some(format) = format {
            self.about = About { certificate, ..About::of(format, content.public(), locked) };
        }
        self.holds = Holds::Key(content);
    }

    /// The key, where it can be converted now.
    pub(super) fn to_convert(&self, target: &Target) -> Option<Content> {
        match (self.state(target), &self.holds) {
            (State::Ready | State::Failed(_), Holds::Key(content)) => Some(content.clone()),
            (State::Ready | State::Failed(_), Holds::Locked(key, _)) => {
                known_public(key, target.what).cloned().map(Content::Public)
            }
            _ => None,
        }
    }
}
