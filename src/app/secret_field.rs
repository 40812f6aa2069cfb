//! A passphrase while it is typed: fixed in size, so that it never moves and leaves no copy.

use crate::key::{BadPassphraseText, EdgeSpace, Passphrase, ct_eq, is_untypable, passphrase_line};
use std::fmt;
use std::ops::Range;
use zeroize::Zeroize as _;

/// Text of at most [`SecretField::CAPACITY`] bytes, wiped when cut, cleared or dropped.
pub struct SecretField {
    bytes: Box<[u8; Self::CAPACITY]>,
    len: usize,
    /// Whether the person wants to see it.
    pub revealed: bool,
    is_new: bool,
    problem: Option<BadPassphraseText>,
}

impl Default for SecretField {
    /// For a passphrase that exists.
    fn default() -> Self {
        Self::new(false)
    }
}

impl SecretField {
    /// Longest passphrase in bytes. ssh-keygen takes 1023.
    pub const CAPACITY: usize = 1024;

    /// For a passphrase that is being chosen: what could not be typed later is refused.
    pub fn for_new() -> Self {
        Self::new(true)
    }

    fn new(is_new: bool) -> Self {
        Self { bytes: Box::new([0; Self::CAPACITY]), len: 0, revealed: false, is_new, problem: None }
    }

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
        ct_eq(self.expose().as_bytes(), other.expose().as_bytes())
    }

    /// White space that it begins or ends with.
    pub fn edge_space(&self) -> Option<EdgeSpace> {
        EdgeSpace::of(self.expose().as_bytes())
    }

    /// Why the last text was not put in; `None` once something was.
    pub fn problem(&self) -> Option<BadPassphraseText> {
        self.problem
    }

    /// A text was not put in because of this.
    pub fn refuse(&mut self, problem: BadPassphraseText) {
        self.problem = Some(problem);
    }

    /// Wipes the text.
    pub fn clear(&mut self) {
        self.bytes.zeroize();
        self.len = 0;
        self.problem = None;
    }

    /// What of a text goes in: its one line, without the line ends around it. `None` if nothing does;
    /// then [`Self::problem`] is why.
    pub fn line_of<'a>(&mut self, text: &'a str) -> Option<&'a str> {
        let line = passphrase_line(text).and_then(|line| {
            // An old passphrase may hold a tab.
            let is_bad = |c: &char| is_untypable(*c) && (self.is_new || *c != '\t');
            match line.chars().find(is_bad) {
                Some(c) => Err(BadPassphraseText::Untypable(c)),
                None if line.len() > Self::CAPACITY => Err(BadPassphraseText::TooLong),
                None => Ok(line),
            }
        });
        self.problem = line.err();
        line.ok()
    }

    /// Puts a text in before the character of this number: the whole line of it, or nothing, as half
    /// of what was pasted would be a passphrase that nobody knows. Says how many characters went in.
    pub fn insert(&mut self, text: &str, at: usize) -> usize {
        let Some(line) = self.line_of(text) else { return 0 };
        let (start, end) = (self.byte_of(at), self.len + line.len());
        if end > Self::CAPACITY {
            self.problem = Some(BadPassphraseText::TooLong);
            return 0;
        }
        self.bytes.copy_within(start..self.len, start + line.len());
        if let Some(slot) = self.bytes.get_mut(start..start + line.len()) {
            slot.copy_from_slice(line.as_bytes());
        }
        self.len = end;
        line.chars().count()
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
        self.problem = None;
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

#[cfg(test)]
mod tests {
    use super::{BadPassphraseText, SecretField};

    fn pasted(mut field: SecretField, text: &str) -> (String, Option<BadPassphraseText>) {
        field.insert("[]", 0);
        let count = field.insert(text, 1);
        assert_eq!(count + 2, field.chars());
        (field.expose().to_owned(), field.problem())
    }

    #[test]
    fn a_text_goes_in_whole_without_its_line_end_or_not_at_all() {
        for field in [SecretField::default, SecretField::for_new] {
            let goes_in = |text: &str, line: &str| {
                assert_eq!(pasted(field(), text), (format!("[{line}]"), None), "{text:?}");
            };
            goes_in("new secret phrase\n", "new secret phrase");
            goes_in("ключ 鍵 \r\n", "ключ 鍵 ");
            goes_in("\n", "");
            let longest = "x".repeat(SecretField::CAPACITY - 2);
            goes_in(&longest, &longest);
            let is_refused = |text: &str, problem| {
                assert_eq!(pasted(field(), text), ("[]".to_owned(), Some(problem)), "{text:?}");
            };
            is_refused("two\nlines", BadPassphraseText::SeveralLines);
            is_refused("a\u{7}b", BadPassphraseText::Untypable('\u{7}'));
            is_refused(&format!("{longest}x"), BadPassphraseText::TooLong);
            is_refused(&"x".repeat(3 * SecretField::CAPACITY), BadPassphraseText::TooLong);
        }
        assert_eq!(pasted(SecretField::default(), "a\tb"), ("[a\tb]".to_owned(), None));
        let problem = Some(BadPassphraseText::Untypable('\t'));
        assert_eq!(pasted(SecretField::for_new(), "a\tb"), ("[]".to_owned(), problem));
    }

    #[test]
    fn what_was_wrong_is_forgotten_with_the_next_change() {
        let changes: [fn(&mut SecretField); 3] =
            [|field| _ = field.insert("x", 0), |field| field.delete(0..1), SecretField::clear];
        for change in changes {
            let mut field = SecretField::for_new();
            field.insert("a", 0);
            field.insert("two\nlines", 1);
            assert_eq!(field.problem(), Some(BadPassphraseText::SeveralLines));
            field.delete(1..1);
            assert_eq!(field.problem(), Some(BadPassphraseText::SeveralLines), "nothing was changed");
            change(&mut field);
            assert_eq!(field.problem(), None);
        }
    }
}
