//! A passphrase while it is typed: fixed in size, so that it never moves and leaves no copy.

use crate::key::{Passphrase, is_same_secret};
use std::fmt;
use std::ops::Range;
use zeroize::Zeroize as _;

/// Text of at most [`SecretField::CAPACITY`] bytes, wiped when cut, cleared or dropped.
pub struct SecretField {
    bytes: Box<[u8; Self::CAPACITY]>,
    len: usize,
    /// Whether the person wants to see it.
    pub revealed: bool,
}

impl Default for SecretField {
    fn default() -> Self {
        Self { bytes: Box::new([0; Self::CAPACITY]), len: 0, revealed: false }
    }
}

impl SecretField {
    /// Longest passphrase in bytes. ssh-keygen takes 1023.
    pub const CAPACITY: usize = 1024;

    /// The text.
    pub fn expose(&self) -> &str {
        let typed = self.bytes.get(..self.len).unwrap_or_default();
        // Only whole characters are ever put in or taken out.
        std::str::from_utf8(typed).unwrap_or_default()
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Characters typed.
    pub fn chars(&self) -> usize {
        self.expose().chars().count()
    }

    /// The passphrase, if one is typed.
    pub fn passphrase(&self) -> Option<Passphrase> {
        Passphrase::new(self.expose())
    }

    /// Whether both hold the same text.
    pub fn is_same(&self, other: &Self) -> bool {
        is_same_secret(self.expose().as_bytes(), other.expose().as_bytes())
    }

    /// Wipes the text.
    pub fn clear(&mut self) {
        self.bytes.zeroize();
        self.len = 0;
    }

    /// Puts text in before the character of this number; what does not fit is left out. Control
    /// characters, which a paste can bring along, are too. Says how many characters went in.
    pub fn insert(&mut self, text: &str, at: usize) -> usize {
        let mut count = 0;
        for c in text.chars().filter(|c| !c.is_control()) {
            let start = self.byte_of(at + count);
            let size = c.len_utf8();
            if self.len + size > Self::CAPACITY {
                break;
            }
            self.bytes.copy_within(start..self.len, start + size);
            if let Some(slot) = self.bytes.get_mut(start..start + size) {
                c.encode_utf8(slot);
            }
            self.len += size;
            count += 1;
        }
        count
    }

    /// Takes the characters of these numbers out.
    pub fn delete(&mut self, range: Range<usize>) {
        let (start, end) = (self.byte_of(range.start), self.byte_of(range.end));
        if start >= end {
            return;
        }
        self.bytes.copy_within(end..self.len, start);
        let len = self.len - (end - start);
        if let Some(rest) = self.bytes.get_mut(len..self.len) {
            rest.zeroize();
        }
        self.len = len;
    }

    fn byte_of(&self, character: usize) -> usize {
        self.expose().char_indices().nth(character).map_or(self.len, |(at, _)| at)
    }
}

impl Drop for SecretField {
    fn drop(&mut self) {
        self.clear();
    }
}

impl fmt::Debug for SecretField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretField(…)")
    }
}
