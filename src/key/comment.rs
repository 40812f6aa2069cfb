//! A key's comment: foreign text that can only ever be one line.

use std::fmt::{self, Write as _};

/// One line of text without control characters, so that it can never add a second line to
/// authorized_keys or move the cursor of a terminal. What a file had in another character set is
/// shown in ours and written back as it was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comment {
    shown: String,
    /// The bytes in files, where they are not those that are shown.
    written: Option<Vec<u8>>,
}

/// Why a typed comment cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadComment {
    /// It holds this control or direction-changing character.
    Control(char),
    /// It is longer than [`Comment::MAX`] bytes.
    TooLong,
}

impl Comment {
    /// Longest typed comment in bytes. sshd reads lines of at most 8 KiB, key included.
    pub const MAX: usize = 1024;

    /// What a person typed; spaces at the ends are left out.
    ///
    /// # Errors
    /// Control characters and texts over [`Self::MAX`] bytes are refused.
    pub fn from_person(text: &str) -> Result<Self, BadComment> {
        let text = text.trim_matches(' ');
        match text.chars().find(|c| is_dangerous(*c)) {
            Some(c) => Err(BadComment::Control(c)),
            None if text.len() > Self::MAX => Err(BadComment::TooLong),
            None => Ok(Self { shown: text.to_owned(), written: None }),
        }
    }

    /// What a file held. Bytes that are not UTF-8 are shown as Windows-1252, as old Windows
    /// programs wrote them; control characters are kept visible as `\u{7}`. Foreign letters and
    /// tabs are written again as they were.
    pub fn from_file(bytes: &[u8]) -> Self {
        let (text, foreign) = match std::str::from_utf8(bytes) {
            Ok(text) => (text.into(), false),
            Err(_) => (encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0, true),
        };
        let shown = one_line(&text);
        let keeps = foreign || bytes.contains(&b'\t');
        let harmless = text.chars().all(|c| c == '\t' || !is_dangerous(c));
        let written = (keeps && harmless).then(|| bytes.to_vec());
        Self { shown, written }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// As it stands in files: one line.
    pub fn as_bytes(&self) -> &[u8] {
        self.written.as_deref().unwrap_or(self.shown.as_bytes())
    }
}

impl fmt::Display for Comment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

/// The text as one line that cannot move the cursor or be read as another one: what could is shown
/// as `\u{7}`.
pub fn one_line(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_dangerous(c) {
            write!(shown, "\\u{{{:x}}}", u32::from(c)).unwrap_or_default();
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Control characters, line separators, and the marks that turn the reading direction round,
/// which can make a line look like another one.
pub fn is_dangerous(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{BadComment, Comment};

    #[test]
    fn a_person_may_type_a_kibibyte_and_no_more() {
        let longest = "x".repeat(Comment::MAX);
        assert_eq!(Comment::from_person(&longest).unwrap().as_str(), longest);
        assert_eq!(Comment::from_person(&format!("  {longest} ")).unwrap().as_str(), longest);
        assert_eq!(Comment::from_person(&format!("{longest}x")).unwrap_err(), BadComment::TooLong);
        assert_eq!(Comment::from_person(&longest.repeat(2)).unwrap_err(), BadComment::TooLong);
    }

    #[test]
    fn foreign_letters_and_tabs_are_written_again_as_they_were_unless_something_else_is_wrong() {
        let cases: [(&[u8], &str, &[u8]); 6] = [
            (b"plain", "plain", b"plain"),
            (b"caf\xe9", "caf\u{e9}", b"caf\xe9"),
            (b"a\tb", "a\tb", b"a\tb"),
            (b"caf\xe9\t", "caf\u{e9}\t", b"caf\xe9\t"),
            (b"caf\xe9\x07", "caf\u{e9}\\u{7}", "caf\u{e9}\\u{7}".as_bytes()),
            (b"a\tb\x07", "a\tb\\u{7}", b"a\tb\\u{7}"),
        ];
        for (held, shown, written) in cases {
            let comment = Comment::from_file(held);
            let tabs_apart = |text: &str| text.replace("\\u{9}", "\t");
            assert_eq!(tabs_apart(comment.as_str()), shown);
            assert_eq!(
                tabs_apart(&String::from_utf8_lossy(comment.as_bytes())),
                String::from_utf8_lossy(written)
            );
        }
    }
}
