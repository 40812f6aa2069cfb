//! A file or a pasted text with several keys: the person chooses one.

use super::KeySource;
use crate::batch::{About, Part};
use crate::format::{FoundKey, KeyFile, ReadError, Wrapping};
use crate::health::TextFault;

/// What a text was like in which a key was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyText {
    /// What was undone to read it.
    pub unwrapped: Vec<Wrapping>,
    /// Why ssh does not read it as it is. Pasted text is not for ssh to read.
    pub fault: Option<TextFault>,
}

/// Keys to choose from.
#[derive(Debug)]
pub struct Choice {
    /// Where they come from.
    pub source: KeySource,
    /// In their order.
    pub keys: Vec<Choosable>,
    /// What their text was like.
    pub text: KeyText,
}

/// One of several keys.
#[derive(Debug)]
pub struct Choosable {
    /// Which one.
    pub part: Part,
    /// What is known of it without its passphrase.
    pub about: About,
    /// Its comment, as far as that is known.
    pub comment: String,
    /// The key, or why it cannot be chosen.
    pub(super) key: Result<KeyFile, ReadError>,
}

impl Choosable {
    /// Why it cannot be chosen.
    pub fn problem(&self) -> Option<&ReadError> {
        self.key.as_ref().err()
    }
}

/// A key on its way in.
#[derive(Debug)]
pub enum Chosen {
    /// It was alone.
    Only {
        /// The key.
        key: Box<KeyFile>,
        /// Where it comes from.
        from: Provenance,
    },
    /// The key at this place of a list, which comes back where the person goes back.
    OneOf(Choice, usize),
}

/// Where a key comes from.
#[derive(Clone, Debug)]
pub struct Provenance {
    /// The file, or the clipboard.
    pub source: KeySource,
    /// Which key of it, where it holds several.
    pub part: Option<Part>,
    /// What its text was like.
    pub text: KeyText,
}

impl Choice {
    pub(super) fn new(keys: Vec<FoundKey>, source: KeySource, text: KeyText) -> Self {
        let of = keys.len();
        let choosable = |(found, number): (FoundKey, usize)| {
            let about = found.key.as_ref().map(About::of_file).unwrap_or_default();
            let comment = found.public().map(|key| key.comment().shown().text).unwrap_or_default();
            Choosable { part: Part { number, of }, about, comment, key: found.key }
        };
        Self { source, keys: keys.into_iter().zip(1..).map(choosable).collect(), text }
    }

    /// The key at this place, or the list again where there is none to choose.
    pub(super) fn choose(self, at: usize) -> Result<Chosen, Self> {
        match self.keys.get(at) {
            Some(Choosable { key: Ok(_), .. }) => Ok(Chosen::OneOf(self, at)),
            _ => Err(self),
        }
    }
}

impl Chosen {
    pub(super) fn into_key(self) -> Option<(KeyFile, Provenance)> {
        match self {
            Self::Only { key, from } => Some((*key, from)),
            Self::OneOf(Choice { source, mut keys, text }, at) => {
                if at >= keys.len() {
                    return None;
                }
                let Choosable { part, key, .. } = keys.swap_remove(at);
                Some((key.ok()?, Provenance { source, part: Some(part), text }))
            }
        }
    }

    /// The list that it was chosen from.
    pub(super) fn into_list(self) -> Option<Choice> {
        match self {
            Self::Only { .. } => None,
            Self::OneOf(list, _) => Some(list),
        }
    }
}
