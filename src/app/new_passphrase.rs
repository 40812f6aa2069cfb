//! A new passphrase, while it is typed.

use super::SecretField;
use crate::key::{Passphrase, Strength};

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
