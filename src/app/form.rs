//! What is typed for a new key, and what it means once it is whole.

use super::secret_field::SecretField;
use crate::key::{BadComment, Comment, Curve, NewKind, Passphrase, RsaBits, Strength};

/// The three kinds to choose from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Algorithm {
    /// Recommended.
    #[default]
    Ed25519,
    /// With the chosen curve.
    Ecdsa,
    /// With the typed size.
    Rsa,
}

impl Algorithm {
    /// In the order they are offered.
    pub const ALL: [Self; 3] = [Self::Ed25519, Self::Ecdsa, Self::Rsa];
}

/// A new passphrase and its repetition.
#[derive(Debug)]
pub struct NewPassphrase {
    /// What is typed.
    pub first: SecretField,
    /// The same again, asked for while it cannot be seen.
    pub again: SecretField,
    /// How strong it is, once estimated.
    pub strength: Option<Strength>,
}

impl Default for NewPassphrase {
    fn default() -> Self {
        Self { first: SecretField::for_new(), again: SecretField::for_new(), strength: None }
    }
}

/// Why a new passphrase cannot be taken yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadPassphrase {
    /// It was not typed a second time.
    NotRepeated,
    /// Both texts differ.
    Differs,
}

impl NewPassphrase {
    /// Whether it must be typed twice: while it is hidden, a slip would lock the person out.
    pub fn must_repeat(&self) -> bool {
        !self.first.is_empty() && !self.first.revealed
    }

    /// What is still missing. Makes no copy of what is typed: the window asks in every frame.
    pub fn problem(&self) -> Option<BadPassphrase> {
        match self.must_repeat() {
            true if self.again.is_empty() => Some(BadPassphrase::NotRepeated),
            true if !self.first.is_same(&self.again) => Some(BadPassphrase::Differs),
            _ => None,
        }
    }

    /// The passphrase, or none where none is typed.
    ///
    /// # Errors
    /// [`BadPassphrase`] while the repetition does not fit.
    pub fn value(&self) -> Result<Option<Passphrase>, BadPassphrase> {
        self.problem().map_or_else(|| Ok(self.first.passphrase()), Err)
    }

    /// Whether the repetition so far already shows a slip: it is no beginning of the passphrase.
    pub fn has_slipped(&self) -> bool {
        self.must_repeat() && !self.first.expose().starts_with(self.again.expose())
    }

    /// Wipes both.
    pub fn clear(&mut self) {
        self.first.clear();
        self.again.clear();
        self.strength = None;
    }
}

/// The form for a new key.
#[derive(Debug)]
pub struct Form {
    /// The kind.
    pub algorithm: Algorithm,
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
pub struct Order {
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
            algorithm: Algorithm::default(),
            curve: Curve::P256,
            rsa_bits: RsaBits::DEFAULT.get().to_string(),
            comment,
            passphrase: NewPassphrase::default(),
            tried: false,
        }
    }

    /// The kind, where size and all make sense.
    pub fn kind(&self) -> Option<NewKind> {
        Some(match self.algorithm {
            Algorithm::Ed25519 => NewKind::Ed25519,
            Algorithm::Ecdsa => NewKind::Ecdsa(self.curve),
            Algorithm::Rsa => NewKind::Rsa(RsaBits::new(self.rsa_bits.trim().parse().ok()?)?),
        })
    }

    /// What the form asks for.
    ///
    /// # Errors
    /// The first problem, in the order of the fields.
    pub fn order(&self) -> Result<Order, FormProblem> {
        Ok(Order {
            kind: self.kind().ok_or(FormProblem::RsaBits)?,
            comment: Comment::from_person(&self.comment).map_err(FormProblem::Comment)?,
            passphrase: self.passphrase.value().map_err(FormProblem::Passphrase)?,
        })
    }
}
