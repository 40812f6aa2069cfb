//! Undoes what other programs do to the text of a key: one module for each wrapping, all in one table. Each
//! function returns the text without the wrapping, or `None` if it finds none. None makes a text longer.

mod base64;
mod characters;
mod escapes;
mod hexadecimal;
mod html;
mod literals;
mod percent;
mod quoted_printable;
mod rtf;
mod shown;

use super::super::Wrapping;
use zeroize::Zeroizing;

pub(super) struct Unwrapping {
    pub wrapping: Wrapping,
    /// How often it may be undone in one text.
    pub times: usize,
    pub undo: fn(&[u8]) -> Option<Zeroizing<Vec<u8>>>,
}

const fn once(wrapping: Wrapping, undo: fn(&[u8]) -> Option<Zeroizing<Vec<u8>>>) -> Unwrapping {
    Unwrapping { wrapping, times: 1, undo }
}

const fn twice(wrapping: Wrapping, undo: fn(&[u8]) -> Option<Zeroizing<Vec<u8>>>) -> Unwrapping {
    Unwrapping { wrapping, times: 2, undo }
}

pub(super) const UNWRAPPINGS: [Unwrapping; 11] = [
    once(Wrapping::Rtf, rtf::undo),
    once(Wrapping::QuotedPrintable, quoted_printable::undo),
    twice(Wrapping::Percent, percent::undo),
    twice(Wrapping::Html, html::undo),
    // JSON is put into JSON.
    twice(Wrapping::Escapes, escapes::undo),
    once(Wrapping::Escapes, escapes::undo_all),
    once(Wrapping::Characters, characters::undo),
    // What Kubernetes keeps may have been in base64 before.
    twice(Wrapping::Base64, base64::undo),
    once(Wrapping::Literals, literals::undo),
    once(Wrapping::Hexadecimal, hexadecimal::undo),
    once(Wrapping::Lines, shown::undo),
];

/// Output that is never longer than the text it is made from.
struct Output(Zeroizing<Vec<u8>>);

impl Output {
    fn for_text(text: &[u8]) -> Self {
        Self(Zeroizing::new(Vec::with_capacity(text.len())))
    }

    fn push(&mut self, byte: u8) {
        self.extend(&[byte]);
    }

    /// Drops what does not fit: a buffer that grows would leave an unwiped copy behind.
    fn extend(&mut self, bytes: &[u8]) {
        let room = self.0.capacity() - self.0.len();
        self.0.extend_from_slice(bytes.get(..bytes.len().min(room)).unwrap_or_default());
    }

    fn push_char(&mut self, c: char) {
        self.extend(c.encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// `None` where nothing was changed.
    fn finish(self, from: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        (*self.0 != from).then_some(self.0)
    }
}

/// The number in the first `digits` hexadecimal digits.
fn hex(text: &[u8], digits: usize) -> Option<u32> {
    let digits = text.get(..digits)?;
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}
