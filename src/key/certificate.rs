//! OpenSSH certificates: public keys signed by a certificate authority.

use super::{Comment, Fingerprint, PublicKey};
use base64ct::{Base64, Encoding as _};

/// A certificate that was read completely (OpenSSH, PROTOCOL.certkeys).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The type at the start of its line: `ssh-ed25519-cert-v01@openssh.com` …
    pub name: String,
    /// All of it, as it stands in base64 in the line.
    pub blob: Vec<u8>,
    /// The certified key, with the comment of the line.
    pub key: PublicKey,
    /// The number that the authority gave it; 0 if it does not number certificates.
    pub serial: u64,
    /// Whether it is for users or for servers.
    pub holder: CertType,
    /// The name that servers write in their logs, made safe to show.
    pub key_id: String,
    /// Users or hosts that it is valid for. Empty: for nobody (see [`super::Refusal::NoPrincipals`]).
    pub principals: Vec<String>,
    /// The beginning of its validity, in seconds since 1970; 0 for no limit.
    pub valid_after: u64,
    /// The end of its validity, in seconds since 1970; [`u64::MAX`] for no limit.
    pub valid_before: u64,
    /// The critical options, which every server must enforce.
    pub critical_options: Vec<CertificateOption>,
    /// The extensions: what it permits.
    pub extensions: Vec<CertificateOption>,
    /// Whether a text in it holds a zero byte before its end, which OpenSSH does not read.
    pub has_zero_byte: bool,
    /// The key that signed it.
    pub authority: Authority,
    /// The algorithm of the signature as it names itself, made safe to show: `rsa-sha2-512` …
    pub signature_algorithm: String,
    /// Whether the authority signed it.
    pub signature: SignatureStatus,
}

/// A critical option or an extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateOption {
    /// Its name, made safe to show: `force-command`, `permit-pty` …
    pub name: String,
    /// Its value.
    pub value: OptionValue,
}

/// The data of a critical option or an extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionValue {
    /// No value: only the presence of the option counts.
    Flag,
    /// One string, made safe to show.
    Text(String),
    /// Anything else.
    Bytes(Vec<u8>),
}

impl OptionValue {
    /// Its text; bytes that are no string in hexadecimal digits, nothing for a flag.
    pub fn shown(&self) -> String {
        match self {
            Self::Flag => String::new(),
            Self::Text(text) => text.clone(),
            Self::Bytes(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
        }
    }
}

/// The key that signed a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Authority {
    /// A key of a supported type.
    Known(PublicKey),
    /// A key of another type: its name, made safe to show, and its blob.
    Unknown {
        /// `ssh-mldsa44-ed25519@openssh.com` …
        name: String,
        /// The public blob.
        blob: Vec<u8>,
    },
}

impl Authority {
    /// Its hashes.
    pub fn fingerprint(&self) -> Fingerprint {
        match self {
            Self::Known(key) => key.fingerprint(),
            Self::Unknown { blob, .. } => Fingerprint::of(blob),
        }
    }

    /// `type base64`
    pub fn line(&self) -> String {
        match self {
            Self::Known(key) => key.line(),
            Self::Unknown { name, blob } => format!("{name} {}", Base64::encode_string(blob)),
        }
    }
}

/// The result of checking the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureStatus {
    /// The authority signed exactly this.
    Valid,
    /// The authority did not sign this: it was changed or forged.
    Invalid,
    /// Signatures of this algorithm are not checked.
    Unchecked,
}

/// Whether a certificate is for users or for servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertType {
    /// For users who log in.
    User,
    /// For servers.
    Host,
}

/// Whether a certificate is valid at one moment, by its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// It is valid.
    Valid,
    /// It is no longer valid.
    Expired,
    /// It is not valid yet.
    NotYet,
}

impl Certificate {
    /// The one line of a `-cert.pub` file, without a line end.
    pub fn line(&self) -> String {
        self.line_with(&self.key.comment().text())
    }

    /// The same with these words for the comment.
    pub fn line_with(&self, comment: &str) -> String {
        line(&self.name, &self.blob, comment)
    }

    /// Its validity at `now`, in seconds since 1970.
    pub fn validity(&self, now: u64) -> Validity {
        if now >= self.valid_before {
            Validity::Expired
        } else if now < self.valid_after {
            Validity::NotYet
        } else {
            Validity::Valid
        }
    }
}

fn line(name: &str, blob: &[u8], comment: &str) -> String {
    let start = format!("{name} {}", Base64::encode_string(blob));
    if comment.is_empty() { start } else { format!("{start} {comment}") }
}

/// A certificate in the file of its private key (PuTTY since 0.78). It stays with the key and is written
/// unchanged, even if it could not be read completely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttachedCertificate {
    /// The whole certificate was read.
    Read(Box<Certificate>),
    /// Only its type and its key could be read.
    Unread(Box<UnreadCertificate>),
}

/// The part of a certificate that its key needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadCertificate {
    /// The type that its blob names.
    pub name: String,
    /// All of it.
    pub blob: Vec<u8>,
    /// The key that it is about, with the comment of the file.
    pub key: PublicKey,
}

impl AttachedCertificate {
    /// Its type, as it stands at the start of its line.
    pub fn name(&self) -> &str {
        match self {
            Self::Read(certificate) => &certificate.name,
            Self::Unread(certificate) => &certificate.name,
        }
    }

    /// All of it, as it stands in base64 in the line.
    pub fn blob(&self) -> &[u8] {
        match self {
            Self::Read(certificate) => &certificate.blob,
            Self::Unread(certificate) => &certificate.blob,
        }
    }

    /// The key that it is about, with the comment of the file.
    pub fn key(&self) -> &PublicKey {
        match self {
            Self::Read(certificate) => &certificate.key,
            Self::Unread(certificate) => &certificate.key,
        }
    }

    /// The contents, if they could be read.
    pub fn read(&self) -> Option<&Certificate> {
        match self {
            Self::Read(certificate) => Some(certificate),
            Self::Unread(_) => None,
        }
    }

    /// The one line of a `-cert.pub` file, without a line end.
    pub fn line(&self) -> String {
        line(self.name(), self.blob(), &self.key().comment().text())
    }

    /// The same certificate with another comment.
    pub(super) fn with_comment(&self, comment: &Comment) -> Self {
        let mut other = self.clone();
        let key = match &mut other {
            Self::Read(certificate) => &mut certificate.key,
            Self::Unread(certificate) => &mut certificate.key,
        };
        *key = key.clone().with_comment(comment.clone());
        other
    }
}
