//! The fingerprint of an entry, beside one that was given to the person.

use super::list::ServerRow;
use crate::health::Sought;
use crate::key::PublicKey;

/// An entry, and what was given.
#[derive(Clone, Debug)]
pub struct Compare {
    /// The number of its line.
    pub number: usize,
    /// The key.
    pub key: PublicKey,
    /// What is typed or pasted.
    pub given: String,
}

/// What a comparison shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the fingerprint of this key.
    Same,
    /// It is that of another key.
    Another,
    /// It is no fingerprint.
    NoFingerprint,
}

impl Compare {
    pub(super) fn new(row: &ServerRow) -> Option<Self> {
        let key = row.readable_key()?.clone();
        Some(Self { number: row.number, key, given: String::new() })
    }

    /// `None` while nothing is given.
    pub fn verdict(&self) -> Option<Verdict> {
        if self.given.trim().is_empty() {
            return None;
        }
        // Who writes down what is read out may leave room between groups.
        let together: String = self.given.split_whitespace().collect();
        let given = Sought::fingerprint(&self.given).or_else(|| Sought::fingerprint(&together));
        let Some(given) = given else { return Some(Verdict::NoFingerprint) };
        Some(if given.is(&self.key) { Verdict::Same } else { Verdict::Another })
    }
}
