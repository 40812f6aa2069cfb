//! Which text can be a passphrase. The window and the command line follow these rules alike.
//!
//! Text that was copied often has its line end with it: a terminal's triple click, `cat FILE | xclip`
//! and mails all copy one. It is never part of the passphrase.

use super::comment::is_dangerous;

/// Whether this character ends a line.
pub fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Why a text cannot be entered into a passphrase field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadPassphraseText {
    /// It has a line end between other characters.
    SeveralLines,
    /// It holds this character, which nobody could type later.
    Untypable(char),
    /// It is too long.
    TooLong,
}

/// The one line of a text, without the line ends around it.
///
/// # Errors
/// [`BadPassphraseText::SeveralLines`], which are no passphrase: joined, they would be one that
/// nobody has seen.
pub fn passphrase_line(text: &str) -> Result<&str, BadPassphraseText> {
    let line = text.trim_matches(is_line_end);
    if line.contains(is_line_end) { Err(BadPassphraseText::SeveralLines) } else { Ok(line) }
}

/// What the first line of a file holds, without its end: `\n`, `\r\n` or `\r`.
pub fn first_line(bytes: &[u8]) -> &[u8] {
    bytes.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default()
}

/// Whether nobody could type this character: control characters and the byte order mark. A new
/// passphrase with one would lock its owner out.
pub fn is_untypable(c: char) -> bool {
    c.is_control() || c == '\u{feff}'
}

/// White space at the beginning or the end of a passphrase: seldom meant, and not seen while the
/// passphrase is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EdgeSpace {
    /// Where it is.
    pub side: Side,
    /// What it is.
    pub blank: Blank,
}

/// Where white space is in a passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before everything else.
    Start,
    /// After everything else.
    End,
    /// At both ends.
    Both,
    /// There is nothing else.
    All,
}

/// What cannot be seen at the end of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blank {
    /// One space.
    Space,
    /// Several spaces.
    Spaces,
    /// A tab.
    Tab,
    /// A non-breaking space, as in text from web pages and word processors.
    NonBreaking,
    /// Characters without any width, such as U+200B.
    Invisible,
    /// Other white space, or different kinds of it.
    Other,
}

impl EdgeSpace {
    /// Of a text as bytes. `None` where it neither begins nor ends with white space.
    pub fn of(text: &[u8]) -> Option<Self> {
        let [start, rest, end] = edges(text);
        let part = |bytes| std::str::from_utf8(bytes).ok().and_then(Blank::of);
        Some(match (part(start), part(end)) {
            (None, None) => return None,
            (Some(blank), None) if rest.is_empty() => Self { side: Side::All, blank },
            (Some(blank), None) => Self { side: Side::Start, blank },
            (None, Some(blank)) => Self { side: Side::End, blank },
            (Some(first), Some(last)) => {
                Self { side: Side::Both, blank: if first == last { first } else { Blank::Other } }
            }
        })
    }
}

impl Blank {
    /// `None` for an empty text.
    fn of(text: &str) -> Option<Self> {
        let mut chars = text.chars();
        Some(match (chars.next()?, chars.as_str()) {
            (' ', "") => Self::Space,
            (' ', rest) if rest.chars().all(|c| c == ' ') => Self::Spaces,
            ('\t', "") => Self::Tab,
            ('\u{a0}' | '\u{2007}' | '\u{202f}', "") => Self::NonBreaking,
            (first, rest) if has_no_width(first) && rest.chars().all(has_no_width) => Self::Invisible,
            _ => Self::Other,
        })
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || has_no_width(c)
}

/// Zero-width spaces and joiners, soft hyphens, byte order marks and marks of direction.
fn has_no_width(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
        || (is_dangerous(c) && !c.is_control() && !c.is_whitespace())
}

/// White space at the start, what is between, and white space at the end. All of a text that has
/// nothing else is its start. Of bytes that are no text, only ASCII is known.
pub(super) fn edges(bytes: &[u8]) -> [&[u8]; 3] {
    let (rest, between) = match std::str::from_utf8(bytes) {
        Ok(text) => {
            let rest = text.trim_start_matches(is_blank);
            (rest.as_bytes(), rest.trim_end_matches(is_blank).as_bytes())
        }
        Err(_) => {
            let rest = bytes.trim_ascii_start();
            (rest, rest.trim_ascii_end())
        }
    };
    let start = bytes.strip_suffix(rest).unwrap_or_default();
    let end = rest.strip_prefix(between).unwrap_or_default();
    [start, between, end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use Blank::{Invisible, NonBreaking, Other, Space, Spaces, Tab};

    #[test]
    fn line_ends_around_a_line_are_taken_off_and_none_inside_becomes_part_of_it() {
        for around in ["", "\n", "\r\n", "\r", "\n\n\r\n", "\u{2028}", "\u{85}"] {
            assert_eq!(passphrase_line(&format!("new secret phrase{around}")), Ok("new secret phrase"));
            assert_eq!(passphrase_line(&format!("{around} a b \t{around}")), Ok(" a b \t"));
        }
        for inside in ["a\nb", "a\r\nb\n", "a\rb", "a\u{2029}b", "a\n \n"] {
            assert_eq!(passphrase_line(inside), Err(BadPassphraseText::SeveralLines), "{inside:?}");
        }
        assert_eq!(passphrase_line("\r\n"), Ok(""));
    }

    #[test]
    fn the_first_line_of_a_file_ends_at_whatever_ends_lines() {
        for file in ["a b \nc", "a b \r\nc", "a b \rc", "a b \r\r\n", "a b \n\n\n", "a b "] {
            assert_eq!(first_line(file.as_bytes()), b"a b ", "{file:?}");
        }
        assert_eq!(first_line(b"\nsecond"), b"");
        assert_eq!(first_line(b""), b"");
    }

    #[test]
    fn white_space_at_the_ends_is_found_and_named() {
        let cases = [
            ("a ", Side::End, Space),
            ("a  ", Side::End, Spaces),
            (" a b", Side::Start, Space),
            ("\ta", Side::Start, Tab),
            ("a\u{a0}", Side::End, NonBreaking),
            ("a\u{202f}", Side::End, NonBreaking),
            ("a\u{200b}\u{feff}", Side::End, Invisible),
            ("\u{202a}a", Side::Start, Invisible),
            ("a\u{3000}", Side::End, Other),
            ("a \t", Side::End, Other),
            (" a ", Side::Both, Space),
            (" a\t", Side::Both, Other),
            ("   ", Side::All, Spaces),
            ("\u{a0}", Side::All, NonBreaking),
            ("a\r", Side::End, Other),
        ];
        for (text, side, blank) in cases {
            assert_eq!(EdgeSpace::of(text.as_bytes()), Some(EdgeSpace { side, blank }), "{text:?}");
        }
        for text in ["", "a", "a b", "\u{7}a", "ключ"] {
            assert_eq!(EdgeSpace::of(text.as_bytes()), None, "{text:?}");
        }
        // Windows-1252: what 0xA0 is there is not known of bytes.
        assert_eq!(EdgeSpace::of(b"T\xe9st "), Some(EdgeSpace { side: Side::End, blank: Space }));
        assert_eq!(EdgeSpace::of(b"T\xe9st\xa0"), None);
    }
}
