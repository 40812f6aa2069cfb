//! Kinds, formats and choices in words.

use super::{Texts, say};
use crate::app::{Algorithm, BadPassphrase};
use crate::format::{PrivateFormat, PublicFormat};
use crate::key::{BadComment, Comment, Curve, Kind, SecurityKey, Strength, Weakness};
use crate::save::What;
use crate::system::ThemeChoice;

impl Texts {
    /// `Ed25519`, `RSA` …
    pub fn kind(&self, kind: Kind) -> String {
        match kind {
            Kind::Ed25519 => say!(self, "kind-ed25519"),
            Kind::Ecdsa(_) => say!(self, "kind-ecdsa"),
            Kind::Rsa(_) => say!(self, "kind-rsa"),
            Kind::Dsa(_) => say!(self, "kind-dsa"),
            Kind::SecurityKey(SecurityKey::Ed25519) => say!(self, "kind-sk-ed25519"),
            Kind::SecurityKey(SecurityKey::EcdsaP256) => say!(self, "kind-sk-ecdsa"),
        }
    }

    /// The name of a choice in the form.
    pub fn algorithm(&self, algorithm: Algorithm) -> String {
        match algorithm {
            Algorithm::Ed25519 => say!(self, "kind-ed25519"),
            Algorithm::Ecdsa => say!(self, "kind-ecdsa"),
            Algorithm::Rsa => say!(self, "kind-rsa"),
        }
    }

    /// When to take it.
    pub fn when_to_take(&self, algorithm: Algorithm) -> String {
        match algorithm {
            Algorithm::Ed25519 => say!(self, "kind-ed25519-when"),
            Algorithm::Ecdsa => say!(self, "kind-ecdsa-when"),
            Algorithm::Rsa => say!(self, "kind-rsa-when"),
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

    /// What guessing would take.
    pub fn strength(&self, strength: Strength) -> String {
        match strength {
            Strength::Minutes => say!(self, "strength-minutes"),
            Strength::Days => say!(self, "strength-days"),
            Strength::Years => say!(self, "strength-years"),
            Strength::Ages => say!(self, "strength-ages"),
        }
    }

    /// What should be known of a weak key.
    pub fn weakness(&self, weakness: Weakness) -> String {
        match weakness {
            Weakness::ShortRsa { bits } => say!(self, "weak-rsa", bits = bits.to_string()),
            Weakness::Dsa => say!(self, "weak-dsa"),
            Weakness::MaybeUsedInOldPutty => say!(self, "weak-p521"),
        }
    }

    /// Why a comment cannot be used.
    pub fn bad_comment(&self, problem: BadComment) -> String {
        match problem {
            BadComment::Control(c) => say!(self, "comment-control", code = format!("U+{:04X}", u32::from(c))),
            BadComment::TooLong => say!(self, "comment-too-long", most = Comment::MAX.to_string()),
        }
    }

    /// What is missing for a passphrase.
    pub fn bad_passphrase(&self, problem: BadPassphrase) -> String {
        match problem {
            BadPassphrase::NotRepeated => say!(self, "passphrase-not-repeated"),
            BadPassphrase::Differs => say!(self, "passphrase-differs"),
        }
    }

    /// A row of the Save as menu: name and note.
    pub fn form_of_saving(&self, what: What) -> [String; 2] {
        match what {
            What::OpenSsh => [say!(self, "format-openssh"), String::new()],
            What::Pair => [say!(self, "format-openssh"), say!(self, "format-openssh-note")],
            What::Ppk3 => [say!(self, "format-ppk3"), say!(self, "format-ppk3-note")],
            What::Ppk2 => [say!(self, "format-ppk2"), say!(self, "format-ppk2-note")],
            What::Pem => [say!(self, "format-pem"), say!(self, "format-pem-note")],
            What::Pkcs8 => [say!(self, "format-pkcs8"), say!(self, "format-pkcs8-note")],
            What::Public(PublicFormat::Line) => {
                [say!(self, "format-public"), say!(self, "format-public-note")]
            }
            What::Public(PublicFormat::Rfc4716) => {
                [say!(self, "format-rfc4716"), say!(self, "format-rfc4716-note")]
            }
        }
    }

    /// Why there is no such file, and what there is instead.
    pub(super) fn no_such_form(&self, kind: Kind, format: PrivateFormat) -> String {
        let named = self.kind(kind);
        match (kind, format) {
            (Kind::SecurityKey(_), _) => say!(self, "no-form-security-key"),
            (_, PrivateFormat::Pem) => say!(self, "no-form-pem", kind = named),
            (
                _,
                PrivateFormat::OpenSsh | PrivateFormat::Ppk3 | PrivateFormat::Ppk2 | PrivateFormat::Pkcs8,
            ) => {
                say!(self, "no-form", kind = named)
            }
        }
    }

    /// What `keywright --help` prints.
    pub fn usage(&self) -> String {
        say!(self, "usage")
    }

    /// Why there is no window.
    pub fn no_window(&self, reason: &str) -> String {
        say!(self, "no-window", reason = reason)
    }

    /// Words for the system's own dialogs.
    pub fn titles(&self) -> crate::app::Titles {
        crate::app::Titles {
            open: say!(self, "title-open"),
            save: say!(self, "title-save"),
            files: say!(self, "title-files"),
            folder: say!(self, "title-folder"),
            target: say!(self, "title-target"),
        }
    }

    /// A choice of colours.
    pub fn theme(&self, theme: ThemeChoice) -> String {
        match theme {
            ThemeChoice::System => say!(self, "theme-system"),
            ThemeChoice::Light => say!(self, "theme-light"),
            ThemeChoice::Dark => say!(self, "theme-dark"),
        }
    }
}
