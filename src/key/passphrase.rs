//! A passphrase: wiped on drop, never printed.

use super::passphrase_text::{EdgeSpace, Side, edges, is_untypable};
use std::fmt;
use zeroize::Zeroizing;

/// A passphrase that is known not to be empty. Typed ones are text; one out of a file may be any
/// bytes.
pub struct Passphrase(Zeroizing<Vec<u8>>);

impl Passphrase {
    /// `None` for an empty text: no passphrase is not a passphrase.
    pub fn new(text: &str) -> Option<Self> {
        Self::from_bytes(Zeroizing::new(text.as_bytes().to_vec()))
    }

    /// The very bytes that go to the KDF; `None` where there are none.
    pub fn from_bytes(bytes: Zeroizing<Vec<u8>>) -> Option<Self> {
        (!bytes.is_empty()).then_some(Self(bytes))
    }

    /// The bytes themselves. Give them to a KDF, nothing else.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// The characters, where the bytes are UTF-8.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }

    /// White space at its ends.
    pub fn edge_space(&self) -> Option<EdgeSpace> {
        EdgeSpace::of(&self.0)
    }

    /// The same passphrase without white space at its ends, for one that was refused, and what is
    /// left out of each: likeliest first, at most three. None where nothing else would be left.
    pub fn without_edge_space(&self) -> Vec<(Self, EdgeSpace)> {
        let [start, between, end] = edges(&self.0);
        let (from_start, to_end) = (joined(start, between), joined(between, end));
        let (left_at_start, left_at_end) = (EdgeSpace::of(&from_start), EdgeSpace::of(&to_end));
        let shorter = match self.edge_space() {
            Some(both @ EdgeSpace { side: Side::Both, .. }) => {
                vec![(joined(between, &[]), Some(both)), (from_start, left_at_end), (to_end, left_at_start)]
            }
            Some(one @ EdgeSpace { side: Side::Start | Side::End, .. }) => {
                vec![(joined(between, &[]), Some(one))]
            }
            Some(EdgeSpace { side: Side::All, .. }) | None => Vec::new(),
        };
        shorter.into_iter().filter_map(|(bytes, left)| Some((Self::from_bytes(bytes)?, left?))).collect()
    }

    /// Whether it holds something that nobody could type. Where it is no text, a byte order mark is
    /// one as UTF-16 has it.
    pub fn is_untypable(&self) -> bool {
        match self.text() {
            Some(text) => text.chars().any(is_untypable),
            None => {
                let has_mark = self.0.starts_with(&[0xff, 0xfe]) || self.0.starts_with(&[0xfe, 0xff]);
                has_mark || self.0.iter().any(u8::is_ascii_control)
            }
        }
    }
}

fn joined(first: &[u8], second: &[u8]) -> Zeroizing<Vec<u8>> {
    Zeroizing::new([first, second].concat())
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::{Passphrase, Side};

    #[test]
    fn what_is_printed_of_it_says_nothing() {
        assert_eq!(format!("{:?}", Passphrase::new("secret").unwrap()), "Passphrase(…)");
    }

    #[test]
    fn without_white_space_at_its_ends_it_is_what_was_meant() {
        let shorter = |text: &str| -> Vec<(String, Side)> {
            let all = Passphrase::new(text).unwrap().without_edge_space();
            all.iter().map(|(one, left)| (one.text().unwrap().to_owned(), left.side)).collect()
        };
        assert_eq!(shorter("a b \u{a0}"), [("a b".to_owned(), Side::End)]);
        assert_eq!(shorter("\tä"), [("ä".to_owned(), Side::Start)]);
        let both = [("a", Side::Both), (" a", Side::End), ("a  ", Side::Start)];
        assert_eq!(shorter(" a  "), both.map(|(text, side)| (text.to_owned(), side)));
        for text in ["a", "a b", " ", "\u{a0}\t"] {
            assert_eq!(shorter(text), [], "{text:?}");
        }
    }

    #[test]
    fn what_nobody_could_type_is_found() {
        for (bytes, is) in [
            (b"a b".as_slice(), false),
            (b"a\tb", true),
            (b"\xef\xbb\xbfa", true),
            (b"\xff\xfea\0", true),
            (b"T\xe9st", false),
        ] {
            let passphrase = Passphrase::from_bytes(zeroize::Zeroizing::new(bytes.to_vec())).unwrap();
            assert_eq!(passphrase.is_untypable(), is, "{bytes:?}");
        }
    }
}
