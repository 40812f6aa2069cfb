//! What `show` and `convert` say of certificates and of keys in security keys, for people.

use super::Cli;
use super::report::Table;
use super::show::KeyInfo;
use crate::batch::KeyPlace;
use crate::i18n::{Line, say};
use crate::key::{AttachedCertificate, Certificate, SignatureStatus};
use crate::save::{KeyMaterial, Output};
use crate::system::now;

/// What should be known of the certificate of a key that is converted.
#[derive(Clone, Copy)]
pub(super) enum CertificateNote {
    /// The new file is a public key, which has no place for it.
    LeftOut,
    /// It is kept, although it cannot be read.
    Unread,
    /// It is kept, although its signature is not valid.
    Forged,
}

/// Of a key that was opened; `has_one` says that a certificate stands in its file.
pub(super) fn note(content: &KeyMaterial, has_one: bool, what: Output) -> Option<CertificateNote> {
    if what.private_format().is_none() {
        return has_one.then_some(CertificateNote::LeftOut);
    }
    match content.certificate()?.read() {
        None => Some(CertificateNote::Unread),
        Some(Certificate { signature: SignatureStatus::Invalid, .. }) => Some(CertificateNote::Forged),
        Some(_) => None,
    }
}

impl Cli {
    pub(super) fn certificate_note(&self, note: CertificateNote, at: &KeyPlace) -> String {
        let file = self.at(at);
        match note {
            CertificateNote::LeftOut => say!(self.texts, "cli-certificate-left-out", file = file),
            CertificateNote::Unread => say!(self.texts, "cli-certificate-unread", file = file),
            CertificateNote::Forged => say!(self.texts, "cli-certificate-forged", file = file),
        }
    }

    pub(super) fn security_key_rows(&self, facts: &KeyInfo<'_>, table: &mut Table) {
        let Some(public) = &facts.public else { return };
        table.lines(&self.texts.security_key(public, facts.security_key));
    }

    pub(super) fn certificate_rows(&self, certificate: &AttachedCertificate, table: &mut Table) {
        let label = say!(self.texts, "cli-certificate");
        let Some(certificate) = certificate.read() else {
            return table.row(&label, &say!(self.texts, "certificate-unread"));
        };
        table.row(&label, &self.texts.certificate_type(certificate.holder));
        table.lines(&self.texts.certificate(certificate));
        for warning in self.certificate_warnings(certificate) {
            table.row(&say!(self.texts, "cli-warning"), &warning);
        }
        if certificate.signature != SignatureStatus::Invalid {
            table.row(&say!(self.texts, "cli-note"), &self.texts.signature(certificate));
        }
    }

    fn certificate_warnings(&self, certificate: &Certificate) -> Vec<String> {
        let texts = &self.texts;
        let forged =
            (certificate.signature == SignatureStatus::Invalid).then(|| texts.signature(certificate));
        let standing = texts.standing(certificate.validity(now()));
        forged.into_iter().chain(texts.refusals(certificate)).chain(standing).collect()
    }
}

impl Table {
    fn lines(&mut self, lines: &[Line]) {
        for Line { name, value, fingerprint } in lines {
            match fingerprint {
                Some(fingerprint) => self.row(name, &format!("{value} {fingerprint}")),
                None => self.row(name, value),
            }
        }
    }
}
