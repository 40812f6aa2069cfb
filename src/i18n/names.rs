//! Kinds, formats and choices in words.

use super::{Texts, say};
use crate::batch::Part;
use crate::format::{Format, PrivateFormat, PublicFormat};
use crate::key::{BadComment, Comment, Curve, Kind, SecurityKey, Weakness};
use crate::save::Output;

impl Texts {
    /// `Ed25519`, `RSA` …
    pub fn kind(&self, kind: Kind) -> String {
        match kind {
            Kind::Ed25519 => say!(self, "kind-ed25519"),
            Kind::Ed448 => say!(self, "kind-ed448"),
            Kind::Ecdsa(_) => say!(self, "kind-ecdsa"),
            Kind::Rsa(_) => say!(self, "kind-rsa"),
            Kind::Dsa(_) => say!(self, "kind-dsa"),
            Kind::SecurityKey(SecurityKey::Ed25519) => say!(self, "kind-sk-ed25519"),
            Kind::SecurityKey(SecurityKey::EcdsaP256) => say!(self, "kind-sk-ecdsa"),
        }
    }

    /// The same with the size where that differs: `RSA 3072`.
    pub fn sized_kind(&self, kind: Kind) -> String {
        match kind {
            Kind::Rsa(bits) => format!("{} {bits}", self.kind(kind)),
            kind => self.kind(kind),
        }
    }

    /// `P-256` … the curve's own name, the same in every language.
    pub fn curve(&self, curve: Curve) -> &'static str {
        match curve {
            Curve::P256 => "P-256",
            Curve::P384 => "P-384",
            Curve::P521 => "P-521",
        }
    }

    /// What should be known of a weak key.
    pub fn weakness(&self, weakness: Weakness) -> String {
        match weakness {
            Weakness::ShortRsa { bits } => say!(self, "weak-rsa", bits = bits),
            Weakness::Dsa => say!(self, "weak-dsa"),
            Weakness::MaybeUsedInOldPutty => say!(self, "weak-p521"),
        }
    }

    /// Why a comment cannot be used.
    pub fn bad_comment(&self, problem: BadComment) -> String {
        match problem {
            BadComment::Control(c) => say!(self, "comment-control", code = format!("U+{:04X}", u32::from(c))),
            BadComment::TooLong => say!(self, "comment-too-long", most = Comment::MAX),
        }
    }

    /// A row of the Save as menu: name and note.
    pub fn form_of_saving(&self, what: Output) -> [String; 2] {
        let note = match what {
            Output::PAIR => say!(self, "format-openssh-note"),
            Output::Private { format: PrivateFormat::OpenSsh, .. } => String::new(),
            Output::Private { format: PrivateFormat::Ppk3, .. } => say!(self, "format-ppk3-note"),
            Output::Private { format: PrivateFormat::Ppk2, .. } => say!(self, "format-ppk2-note"),
            Output::Private { format: PrivateFormat::Pem, .. } => say!(self, "format-pem-note"),
            Output::Private { format: PrivateFormat::Pkcs8, .. } => say!(self, "format-pkcs8-note"),
            Output::Public(PublicFormat::Line) => say!(self, "format-public-note"),
            Output::Public(PublicFormat::Rfc4716) => say!(self, "format-rfc4716-note"),
        };
        [self.format(what.format()), note]
    }

    /// What a file turned out to be.
    pub fn format(&self, format: Format) -> String {
        match format {
            Format::OpenSsh => say!(self, "format-openssh"),
            Format::Ppk3 => say!(self, "format-ppk3"),
            Format::Ppk2 => say!(self, "format-ppk2"),
            Format::Ppk1 => say!(self, "format-ppk1"),
            Format::Pem => say!(self, "format-pem"),
            Format::Pkcs8 => say!(self, "format-pkcs8"),
            Format::SshCom => say!(self, "format-sshcom"),
            Format::Line => say!(self, "format-public"),
            Format::Rfc4716 => say!(self, "format-rfc4716"),
            Format::PublicPem => say!(self, "format-public-pem"),
            Format::Certificate => say!(self, "format-certificate"),
        }
    }

    /// What a key is called: by its file, and by its number where that holds several.
    pub fn key_of_file(&self, file: &str, part: Option<Part>) -> String {
        match part {
            None => file.to_owned(),
            Some(Part { number, of }) => {
                say!(self, "key-of-several", file = file, number = number, count = of)
            }
        }
    }

    /// Why there is no such file, and what there is instead.
    pub(super) fn no_such_form(&self, kind: Kind, format: PrivateFormat) -> String {
        let named = self.kind(kind);
        match (kind, format) {
            (Kind::SecurityKey(_), _) => say!(self, "no-form-security-key"),
            (_, PrivateFormat::Pem) => say!(self, "no-form-pem", kind = named),
            _ => say!(self, "no-form", kind = named),
        }
    }
}
