//! A key that was opened to be converted.

use super::certificate::{CertificateNote, note};
use super::passphrases::Unlocked;
use crate::format::PassphraseBytes;
use crate::key::Key;
use crate::save::{Content, What};
use std::sync::Arc;

pub(super) struct Opened {
    pub content: Content,
    /// How its passphrase, if it had one, was stored.
    pub read_as: Option<PassphraseBytes>,
    /// What should be known of its certificate.
    pub note: Option<CertificateNote>,
}

impl Opened {
    pub fn without_passphrase(key: Key, note: Option<CertificateNote>) -> Self {
        Self { content: Content::Private { key: Arc::new(key), passphrase: None }, read_as: None, note }
    }

    pub fn with_passphrase(Unlocked { key, passphrase, read_as }: Unlocked, what: What) -> Self {
        let note = note(key.certificate(), what);
        let content = Content::Private { key: Arc::new(key), passphrase: Some(passphrase) };
        Self { content, read_as: Some(read_as), note }
    }
}
