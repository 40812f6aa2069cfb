//! A key that was opened to be converted.

use super::certificate::{CertificateNote, note};
use super::passphrases::Remarks;
use crate::format::Unlocked;
use crate::key::Key;
use crate::save::{Content, What};
use std::sync::Arc;

pub(super) struct Opened {
    pub content: Content,
    /// Of its passphrase, if it had one.
    pub remarks: Remarks,
    /// What should be known of its certificate.
    pub note: Option<CertificateNote>,
}

impl Opened {
    pub fn without_passphrase(key: Key, note: Option<CertificateNote>) -> Self {
        let content = Content::Private { key: Arc::new(key), passphrase: None };
        Self { content, remarks: Remarks::default(), note }
    }

    pub fn with_passphrase(Unlocked { key, passphrase, read_as, left_out }: Unlocked, what: What) -> Self {
        let note = note(key.certificate(), what);
        let content = Content::Private { key: Arc::new(key), passphrase: Some(passphrase) };
        Self { content, remarks: Remarks { read_as: Some(read_as), left_out }, note }
    }
}
