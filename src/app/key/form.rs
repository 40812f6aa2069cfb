//! What is typed for a new key, and what it means once it is whole.

use crate::app::{BadPassphrase, NewPassphrase};
use crate::key::{BadComment, Comment, Curve, NewKind, Passphrase, RsaBits};
use crate::recipe::{Fit, Recipe};

/// The three kinds to choose from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyChoice {
    /// Recommended.
    #[default]
    Ed25519,
    /// With the chosen curve.
    Ecdsa,
    /// With the typed size.
    Rsa,
}

impl KeyChoice {
    /// In the order they are offered.
    pub const ALL: [Self; 3] = [Self::Ed25519, Self::Ecdsa, Self::Rsa];
}

/// The form for a new key.
#[derive(Debug)]
pub struct Form {
    /// The kind.
    pub algorithm: KeyChoice,
    /// The curve, for ECDSA.
    pub curve: Curve,
    /// The size in bits as typed, for RSA.
    pub rsa_bits: String,
    /// The comment as typed.
    pub comment: String,
    /// The passphrase.
    pub passphrase: NewPassphrase,
    /// Whether Generate was asked for while something was missing: now it is said what.
    pub tried: bool,
    /// The service for which the key is made, until it is made.
    pub service: Option<&'static Recipe>,
}

/// What stands in the way of a new key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormProblem {
    /// The size is not one we make.
    RsaBits,
    /// The comment cannot be used.
    Comment(BadComment),
    /// The passphrase cannot be taken yet.
    Passphrase(BadPassphrase),
}

/// A form that makes sense.
#[derive(Debug)]
pub struct KeyRequest {
    /// What to make.
    pub kind: NewKind,
    /// Its comment.
    pub comment: Comment,
    /// Its passphrase, if it shall have one.
    pub passphrase: Option<Passphrase>,
}

impl Form {
    /// An empty form with this comment.
    pub fn new(comment: String) -> Self {
        Self {
            algorithm: KeyChoice::default(),
            curve: Curve::P256,
            rsa_bits: RsaBits::DEFAULT.get().to_string(),
            comment,
            passphrase: NewPassphrase::default(),
            tried: false,
            service: None,
        }
    }

    /// The kind, where size and all make sense.
    pub fn kind(&self) -> Option<NewKind> {
        Some(match self.algorithm {
            KeyChoice::Ed25519 => NewKind::Ed25519,
            KeyChoice::Ecdsa => NewKind::Ecdsa(self.curve),
            KeyChoice::Rsa => NewKind::Rsa(RsaBits::new(self.rsa_bits.trim().parse().ok()?)?),
        })
    }

    /// The service for which the key is made, if that does not take such a key.
    pub fn refused_by(&self) -> Option<(&'static Recipe, NewKind)> {
        let (recipe, kind) = (self.service?, self.kind()?);
        (recipe.fit(kind.into()) != Fit::Accepted).then_some((recipe, kind))
    }

    /// Chooses the best type that the service takes.
    pub(super) fn take_fitting(&mut self) {
        let Some(kind) = self.service.and_then(Recipe::best) else { return };
        self.algorithm = match kind {
            NewKind::Ed25519 => KeyChoice::Ed25519,
            NewKind::Ecdsa(curve) => {
                self.curve = curve;
                KeyChoice::Ecdsa
            }
            NewKind::Rsa(bits) => {
                self.rsa_bits = bits.get().to_string();
                KeyChoice::Rsa
            }
        };
    }

    /// What the form asks for.
    ///
    /// # Errors
    /// The first problem, in the order of the fields.
    pub fn order(&self) -> Result<KeyRequest, FormProblem> {
        Ok(KeyRequest {
            kind: self.kind().ok_or(FormProblem::RsaBits)?,
            comment: Comment::parse_user_input(&self.comment).map_err(FormProblem::Comment)?,
            passphrase: self.passphrase.value().map_err(FormProblem::Passphrase)?,
        })
    }
}
