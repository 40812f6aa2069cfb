//! What is no SSH key, and what was undone to read one.

use super::{Texts, say};
use crate::format::{Foreign, Wrapping};

impl Texts {
    /// What `what` is, and what to do with it.
    pub(super) fn foreign(&self, what: &str, foreign: Foreign) -> String {
        match foreign {
            Foreign::Pkcs12 => say!(self, "foreign-pkcs12", what = what),
            Foreign::JavaKeyStore => say!(self, "foreign-java", what = what),
            Foreign::PgpPrivate => say!(self, "foreign-pgp-private", what = what),
            Foreign::Pgp => say!(self, "foreign-pgp", what = what),
            Foreign::Tpm2 => say!(self, "foreign-tpm", what = what),
            Foreign::Sigstore => say!(self, "foreign-sigstore", what = what),
            Foreign::Nebula => say!(self, "foreign-nebula", what = what),
            Foreign::Age => say!(self, "foreign-age", what = what),
            Foreign::RawEd25519 => say!(self, "foreign-raw-ed25519", what = what),
            Foreign::Jwk { is_private: true } => say!(self, "foreign-jwk-private", what = what),
            Foreign::Jwk { is_private: false } => say!(self, "foreign-jwk", what = what),
            Foreign::DotNetXml { is_private: true } => say!(self, "foreign-dotnet-private", what = what),
            Foreign::DotNetXml { is_private: false } => say!(self, "foreign-dotnet", what = what),
            Foreign::Pvk => say!(self, "foreign-pvk", what = what),
            Foreign::X509Certificate => say!(self, "foreign-x509", what = what),
            Foreign::CertificateRequest => say!(self, "foreign-request", what = what),
            Foreign::AnsibleVault => say!(self, "foreign-ansible", what = what),
            Foreign::KeePass => say!(self, "foreign-keepass", what = what),
            Foreign::WebPage => say!(self, "foreign-web-page", what = what),
            Foreign::Path => say!(self, "foreign-path", what = what),
            Foreign::SshConfig => say!(self, "foreign-ssh-config", what = what),
            Foreign::WinScp => say!(self, "foreign-winscp", what = what),
            Foreign::PuttyRegistry => say!(self, "foreign-registry", what = what),
            Foreign::FileZilla => say!(self, "foreign-filezilla", what = what),
            Foreign::Archive(archive) => say!(self, "foreign-archive", what = what, kind = archive.name()),
            Foreign::Document => say!(self, "foreign-document", what = what),
            Foreign::Picture => say!(self, "foreign-picture", what = what),
        }
    }

    /// What was undone to read a key; `None` where nothing was.
    pub fn unwrapped(&self, wrappings: &[Wrapping]) -> Option<String> {
        let words = |wrapping: &Wrapping| match wrapping {
            Wrapping::Rtf => say!(self, "unwrapped-rtf"),
            Wrapping::QuotedPrintable => say!(self, "unwrapped-quoted-printable"),
            Wrapping::Percent => say!(self, "unwrapped-percent"),
            Wrapping::Html => say!(self, "unwrapped-html"),
            Wrapping::Escapes => say!(self, "unwrapped-escapes"),
            Wrapping::Characters => say!(self, "unwrapped-characters"),
            Wrapping::Base64 => say!(self, "unwrapped-base64"),
            Wrapping::Literals => say!(self, "unwrapped-literals"),
            Wrapping::Hexadecimal => say!(self, "unwrapped-hexadecimal"),
            Wrapping::Lines => say!(self, "unwrapped-lines"),
            Wrapping::Marks => say!(self, "unwrapped-marks"),
            Wrapping::NoMarks => say!(self, "unwrapped-no-marks"),
            Wrapping::Quotes => say!(self, "unwrapped-quotes"),
            Wrapping::Fence => say!(self, "unwrapped-fence"),
        };
        let mut sentences: Vec<String> = wrappings.iter().map(words).collect();
        sentences.dedup();
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }
}
