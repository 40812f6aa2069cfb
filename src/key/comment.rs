//! A key's comment, and text out of files in general: one line, cut to what a person reads, with
//! nothing in it that could be mistaken for something else.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// A comment: the bytes that a file had, or what a person typed. It is kept whole and written back as
/// it was, up to [`Comment::MOST_WRITTEN`]; only what is shown of it is made safe and cut.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comment {
    bytes: Vec<u8>,
}

/// Why a typed comment cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadComment {
    /// It holds this character, for which see [`is_dangerous`].
    Control(char),
    /// It is longer than [`Comment::MAX`] bytes.
    TooLong,
}

/// The beginning of a text, and how many characters follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// One line that is safe to show.
    pub text: String,
    /// How many characters it leaves out.
    pub more: usize,
}

/// Characters that are shown of a text that is too long to be shown whole.
const BEGINNING: usize = 200;
/// Longest name, as of a cipher or a type, that is shown whole.
const LONGEST_NAME: usize = 80;

impl Comment {
    /// Longest typed comment in bytes. sshd reads lines of at most 8 KiB, key included. Longer ones out
    /// of files are shown in part.
    pub const MAX: usize = 1024;

    /// Most bytes that are written into a file. Control characters grow sevenfold when they are written
    /// out, and Base64 adds a third: no file that is saved may be larger than what is read again.
    pub const MOST_WRITTEN: usize = 1 << 19;

    /// What a person typed; spaces at the ends are left out.
    ///
    /// # Errors
    /// Characters that are dangerous to show, and texts over [`Self::MAX`] bytes, are refused.
    pub fn parse_user_input(text: &str) -> Result<Self, BadComment> {
        let text = text.trim_matches(' ');
        match text.chars().find(|c| is_dangerous(*c)) {
            Some(c) => Err(BadComment::Control(c)),
            None if text.len() > Self::MAX => Err(BadComment::TooLong),
            None => Ok(Self { bytes: text.as_bytes().to_vec() }),
        }
    }

    /// A comment as read from a file.
    pub fn from_bytes_lossy(bytes: &[u8]) -> Self {
        Self { bytes: bytes.to_vec() }
    }

    /// Whether the comment is empty.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Whether it is longer than anyone reads or may type.
    pub fn is_long(&self) -> bool {
        self.bytes.len() > Self::MAX
    }

    /// All of it as one line that is safe to show, however long.
    pub fn text(&self) -> String {
        escape_control_chars(&decoded(&self.bytes))
    }

    /// The same, but at most so many bytes of it.
    pub fn text_up_to(&self, most: usize) -> String {
        escaped(&decoded(&self.bytes), is_dangerous, most)
    }

    /// One that reads the same and is safe to print, whatever its bytes were.
    pub fn safe_to_print(&self) -> Self {
        Self { bytes: self.text().into_bytes() }
    }

    /// What is shown of it: all, unless it is too long.
    pub fn shown(&self) -> Shown {
        if self.is_long() {
            beginning(&decoded(&self.bytes), BEGINNING)
        } else {
            Shown { text: self.text(), more: 0 }
        }
    }

    /// As it stands in files: the bytes as they were. Control characters and line separators alone are
    /// written out as `\u{7}`, so that no comment adds a second line to authorized_keys. What is over
    /// [`Self::MOST_WRITTEN`] is left out.
    pub fn as_bytes(&self) -> Cow<'_, [u8]> {
        let text = decoded(&self.bytes);
        if text.chars().any(|c| c != '\t' && breaks_lines(c)) {
            Cow::Owned(escaped(&text, breaks_lines, Self::MOST_WRITTEN).into_bytes())
        } else {
            Cow::Borrowed(whole_characters(&self.bytes, Self::MOST_WRITTEN))
        }
    }
}

/// The whole text, as [`Comment::text`].
impl fmt::Display for Comment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}

/// Bytes that are not UTF-8 count as Windows-1252, as old Windows programs wrote them.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// The beginning of a text, cut before it is made safe: that makes it longer.
pub fn beginning(text: &str, most: usize) -> Shown {
    match text.char_indices().nth(most) {
        None => Shown { text: escape_control_chars(text), more: 0 },
        Some((end, _)) => {
            let (start, rest) = text.split_at(end);
            Shown { text: escape_control_chars(start), more: rest.chars().count() }
        }
    }
}

/// A name out of a file, as of a cipher or a type, for a sentence.
pub fn short_name(bytes: &[u8]) -> String {
    // No character takes more than four bytes.
    match beginning(&decoded(whole_characters(bytes, LONGEST_NAME * 4)), LONGEST_NAME) {
        Shown { text, more: 0 } => text,
        Shown { text, .. } => format!("{text}…"),
    }
}

/// At most so many bytes. Where that cuts a character of UTF-8 apart, the rest of it is left out.
fn whole_characters(bytes: &[u8], most: usize) -> &[u8] {
    let Some(bytes) = bytes.get(..most) else { return bytes };
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => bytes.get(..error.valid_up_to()).unwrap_or(bytes),
        _ => bytes,
    }
}

/// The text as one line that cannot move the cursor or be read as another one: what could is shown
/// as `\u{7}`.
pub fn escape_control_chars(text: &str) -> String {
    escaped(text, is_dangerous, usize::MAX)
}

/// At most so many bytes, and no part of a character or of what stands for it.
fn escaped(text: &str, is_escaped: fn(char) -> bool, most: usize) -> String {
    let mut shown = String::with_capacity(text.len().min(most));
    for c in text.chars() {
        let before = shown.len();
        if is_escaped(c) {
            write!(shown, "\\u{{{:x}}}", u32::from(c)).unwrap_or_default();
        } else {
            shown.push(c);
        }
        if shown.len() > most {
            shown.truncate(before);
            break;
        }
    }
    shown
}

/// Control characters (C0, DEL and C1) and the separators of lines and paragraphs.
fn breaks_lines(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// What makes a text look like another one, or moves the cursor of a terminal: control characters and
/// line separators; marks that turn the reading direction round; and characters that cannot be seen
/// (Unicode, Default_Ignorable_Code_Point), but for the variation selectors of the basic plane, which
/// choose between two pictures of an emoji.
pub fn is_dangerous(c: char) -> bool {
    breaks_lines(c)
        || matches!(
            c,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::{BadComment, Comment, Shown, is_dangerous, short_name};

    #[test]
    fn a_person_may_type_a_kibibyte_and_no_more() {
        let longest = "x".repeat(Comment::MAX);
        assert_eq!(Comment::parse_user_input(&longest).unwrap().text(), longest);
        assert_eq!(Comment::parse_user_input(&format!("  {longest} ")).unwrap().text(), longest);
        assert_eq!(Comment::parse_user_input(&format!("{longest}x")).unwrap_err(), BadComment::TooLong);
        assert_eq!(Comment::parse_user_input(&longest.repeat(2)).unwrap_err(), BadComment::TooLong);
    }

    #[test]
    fn a_comment_is_written_again_as_it_was_unless_it_could_break_the_line() {
        let cases: [(&[u8], &str, &[u8]); 8] = [
            (b"plain", "plain", b"plain"),
            (b"caf\xe9", "caf\u{e9}", b"caf\xe9"),
            (b"a\tb", r"a\u{9}b", b"a\tb"),
            (b"caf\xe9\t", r"café\u{9}", b"caf\xe9\t"),
            (b"caf\xe9\x07", r"café\u{7}", r"café\u{7}".as_bytes()),
            (b"a\nssh-rsa b", r"a\u{a}ssh-rsa b", br"a\u{a}ssh-rsa b"),
            (b"\xe2\x80\xaea\xe2\x80\x8d", r"\u{202e}a\u{200d}", b"\xe2\x80\xaea\xe2\x80\x8d"),
            // Undefined in Windows-1252, and the beginning of a terminal's command in Latin-1.
            (b"\x81\x9b\xe9", r"\u{81}›é", r"\u{81}›é".as_bytes()),
        ];
        for (held, shown, written) in cases {
            let comment = Comment::from_bytes_lossy(held);
            assert_eq!(comment.text(), shown);
            assert_eq!(String::from_utf8_lossy(&comment.as_bytes()), String::from_utf8_lossy(written));
        }
    }

    #[test]
    fn what_cannot_be_seen_is_shown_and_cannot_be_typed() {
        let hidden =
            ['\u{7}', '\u{9b}', '\u{200e}', '\u{200f}', '\u{61c}', '\u{200b}', '\u{200d}', '\u{2060}'];
        let more = [
            '\u{feff}',
            '\u{e0041}',
            '\u{e007f}',
            '\u{e0100}',
            '\u{fff9}',
            '\u{2028}',
            '\u{202e}',
            '\u{2067}',
        ];
        for c in hidden.into_iter().chain(more) {
            assert!(is_dangerous(c), "{c:?}");
            let text = Comment::from_bytes_lossy(format!("a{c}b").as_bytes()).text();
            assert_eq!(text, format!("a\\u{{{:x}}}b", u32::from(c)));
            assert_eq!(Comment::parse_user_input(&c.to_string()).unwrap_err(), BadComment::Control(c));
        }
        assert!(!"ключ 鍵 ’ é ❤\u{fe0f} مفتاح".chars().any(is_dangerous));
    }

    #[test]
    fn of_a_long_comment_the_beginning_is_shown_and_all_is_kept() {
        let held = vec![7; 500_000];
        let comment = Comment::from_bytes_lossy(&held);
        let Shown { text, more } = comment.shown();
        assert_eq!((text, more), (r"\u{7}".repeat(200), 499_800));
        let held = "é".repeat(5000);
        let comment = Comment::from_bytes_lossy(held.as_bytes());
        assert_eq!(comment.shown(), Shown { text: "é".repeat(200), more: 4800 });
        assert_eq!((comment.text(), &*comment.as_bytes()), (held.clone(), held.as_bytes()));
    }

    #[test]
    fn a_name_in_a_sentence_is_short() {
        assert_eq!(short_name(b"aes256-ctr"), "aes256-ctr");
        assert_eq!(short_name(&[b'x'; 80]), "x".repeat(80));
        for (held, shown) in
            [(vec![b'x'; 81], "x"), (vec![7; 1_000_000], r"\u{7}"), ("鍵".repeat(300).into_bytes(), "鍵")]
        {
            assert_eq!(short_name(&held), format!("{}…", shown.repeat(80)));
        }
    }
}
