//! Finds where a public key begins in a line: after options, host names, the name of a setting or a quote; and
//! what stands around it.

use super::wire::Reader;
use super::{Wrapping, key_types, text_encoding};
use base64ct::{Base64, Encoding as _};

/// The beginning of the base64 of every blob: three zero bytes of the length of its type name.
const BEGINNING: &[u8] = b"AAAA";

/// The quotes that people and programs put around lines, in UTF-8 and in Windows-1252.
const QUOTES: [&[u8]; 16] = [
    b"\"",
    b"'",
    b"`",
    "\u{201c}".as_bytes(),
    "\u{201d}".as_bytes(),
    "\u{201e}".as_bytes(),
    "\u{2018}".as_bytes(),
    "\u{2019}".as_bytes(),
    "\u{201a}".as_bytes(),
    "\u{ab}".as_bytes(),
    "\u{bb}".as_bytes(),
    b"\x93",
    b"\x94",
    b"\x84",
    b"\x91",
    b"\x92",
];

/// What people and Markdown put around a line in pairs.
const PAIRS: [(u8, u8); 5] = [(b'(', b')'), (b'[', b']'), (b'{', b'}'), (b'<', b'>'), (b'*', b'*')];

/// The beginning of a key in a line.
pub(super) struct LineStart<'a> {
    /// The base64 and everything after it.
    pub base64: &'a [u8],
    /// Whether the name in the base64 is that of a type, or the same as before it.
    pub is_certain: bool,
    /// Whether it is a key of a type that we do not know.
    pub is_unknown: bool,
    /// Whether a quote was opened before the name or at the beginning of the line.
    is_quoted: bool,
    /// What stands before it in the line.
    before: &'a [u8],
}

impl<'a> LineStart<'a> {
    /// The comment after the base64; `None` if the text cannot follow base64.
    pub fn comment<'b>(&self, after: &'b [u8]) -> Option<&'b [u8]> {
        match after.first() {
            None => return Some(b""),
            Some(byte) if byte.is_ascii_whitespace() => {}
            Some(b',' | b';' | b')' | b']' | b'}' | b'<' | b'\\' | b'*') => return Some(b""),
            Some(_) => return quote_at(after, 0).map(|_| b"".as_slice()),
        }
        let mut comment = after;
        if self.is_quoted {
            let end = (0..after.len()).rev().find(|at| quote_at(after, *at).is_some());
            comment = after.get(..end.unwrap_or(after.len()))?;
            // As many as were opened, as in Markdown; others belong to the comment.
            for _ in 1..last_quotes(self.before) {
                let length = last_quote(comment).unwrap_or_default();
                comment = comment.get(..comment.len() - length)?;
            }
            // An escaped line end.
            comment = comment.strip_suffix(b"\\n").unwrap_or(comment);
            comment = comment.strip_suffix(b"\\r").unwrap_or(comment);
        }
        Some(self.without_pair(comment.trim_ascii()))
    }

    /// Without what closes what was opened directly before the key.
    fn without_pair<'b>(&self, mut comment: &'b [u8]) -> &'b [u8] {
        for byte in self.before.iter().rev() {
            let close = PAIRS.iter().find(|(open, _)| open == byte).map(|(_, close)| *close);
            let Some(rest) = comment.split_last().filter(|(last, _)| Some(**last) == close) else { break };
            comment = rest.1;
        }
        comment.trim_ascii_end()
    }

    /// What stands around the key in its line, given what follows its base64: nothing where sshd or ssh take what is
    /// before it for options or the names of a server, and the rest for a comment.
    pub fn around(&self, after: &[u8], comment: &[u8]) -> Option<Wrapping> {
        let is_open = self.before.trim_ascii_end().last() == Some(&b'>') && self.before.contains(&b'<');
        let is_closed = comment.ends_with(b">") && memchr::memmem::find(comment, b"</").is_some();
        let rest = after.trim_ascii();
        if is_open || is_closed || after.first() == Some(&b'<') {
            return Some(Wrapping::Html);
        }
        if self.is_quoted {
            return Some(Wrapping::Quotes);
        }
        (!is_of_ssh(self.before) || rest != comment).then_some(Wrapping::Lines)
    }
}

/// Whether ssh or sshd read what is before a key: a marker, the names of a server, or options.
fn is_of_ssh(before: &[u8]) -> bool {
    let words = before.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let is_apart = before.last().is_none_or(u8::is_ascii_whitespace);
    is_apart && words.clone().all(|word| !is_ornament(word)) && (has_options(before) || words.count() <= 2)
}

/// Whether there are quotes in it, which options alone have: they may hold anything.
fn has_options(before: &[u8]) -> bool {
    memchr::memmem::find(before, b"=\"").is_some()
}

/// The signs of a list, of quoted mail, or the name of a setting.
fn is_ornament(word: &[u8]) -> bool {
    let is_sign = |byte: &u8| byte.is_ascii_punctuation();
    let is_number = |text: &[u8]| !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    word != b"*" && word.iter().all(is_sign)
        || word.strip_suffix(b":").is_some_and(|name| !name.ends_with(b":"))
        || matches!(word, [number @ .., b'.' | b')'] if is_number(number))
}

/// The length of the quote that begins here. In UTF-8, the quotes of Windows-1252 are parts of letters.
fn quote_at(text: &[u8], at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let is_inside =
        at.checked_sub(1).and_then(|before| text.get(before)).is_some_and(|byte| !byte.is_ascii());
    let is_one =
        |quote: &&&[u8]| rest.starts_with(quote) && !(is_inside && quote.len() == 1 && !quote.is_ascii());
    QUOTES.iter().find(is_one).map(|quote| quote.len())
}

/// The length of the quote that a text ends with.
fn last_quote(text: &[u8]) -> Option<usize> {
    (1..=3).find(|length| text.len().checked_sub(*length).and_then(|at| quote_at(text, at)) == Some(*length))
}

/// How many quotes a text ends with.
fn last_quotes(text: &[u8]) -> usize {
    let mut rest = text;
    let mut count = 0;
    while let Some(shorter) = last_quote(rest).and_then(|length| rest.get(..rest.len() - length)) {
        (rest, count) = (shorter, count + 1);
    }
    count
}

/// A text without the quotes that it begins with.
pub(super) fn without_quotes(mut text: &[u8]) -> &[u8] {
    while let Some(rest) = quote_at(text, 0).and_then(|length| text.get(length..)) {
        text = rest;
    }
    text
}

/// Whether a text begins with a quote.
pub(super) fn begins_with_quote(text: &[u8]) -> bool {
    quote_at(text, 0).is_some()
}

/// Whether a text ends with a quote.
pub(super) fn ends_in_quote(text: &[u8]) -> bool {
    last_quote(text).is_some()
}

/// Finds a key in a line; `before` is the last word of the line before it.
pub(super) fn find<'a>(whole: &'a [u8], before: &'a [u8]) -> Option<LineStart<'a>> {
    let (line, is_quoted) = unquoted(whole);
    // The key that sshd would take comes first: options may contain keys, too.
    let strict = [Some(line), after_options(line)].into_iter().flatten().find_map(|rest| {
        let (name, after) = word(rest)?;
        std::str::from_utf8(name).ok().filter(|name| key_types::is_type(name))?;
        let (base64, before) = (after.trim_ascii_start(), until(line, name));
        let start = LineStart { base64, is_certain: true, is_unknown: false, is_quoted, before };
        base64.starts_with(BEGINNING).then_some(start)
    });
    let found = strict.or_else(|| anywhere(line, before, is_quoted, true))?;
    // With the quote that it begins with.
    let before = until(whole, line.get(found.before.len()..).unwrap_or_default());
    Some(LineStart { before, ..found })
}

/// What stands in a text before a part of it.
fn until<'a>(text: &'a [u8], part: &[u8]) -> &'a [u8] {
    let length = part.as_ptr().addr().checked_sub(text.as_ptr().addr());
    length.and_then(|length| text.get(..length)).unwrap_or_default()
}

/// Finds another key after one in the same line. Its type must come before it: base64 alone is a comment. What is
/// between them is the comment of the first.
pub(super) fn find_another(after: &[u8]) -> Option<LineStart<'_>> {
    Some(LineStart { before: b"", ..anywhere(after, b"", false, false)? })
}

/// The first base64 that begins with a type name; otherwise one that follows a type name.
fn anywhere<'a>(
    line: &'a [u8],
    before: &'a [u8],
    is_quoted: bool,
    may_be_alone: bool,
) -> Option<LineStart<'a>> {
    let (mut last, mut rest, mut doubtful) = (before, line, None);
    while let Some((this, after)) = word(rest) {
        let place = line.len() - after.len() - this.len();
        for at in beginnings(this) {
            let (head, base64) = (this.get(..at)?, line.get(place + at..)?);
            let (name, opens) = last_part(if at == 0 { last } else { head });
            let inner = blob_name(base64);
            let is_unknown = !name.is_empty() && inner.as_deref() == Some(name) && !key_types::is_type(name);
            let is_certain = inner.as_deref().is_some_and(key_types::is_type) || is_unknown;
            let is_named = is_unknown || key_types::is_type(name);
            // Nothing where the name stands in the line before.
            let before = until(line, if is_named { name.as_bytes() } else { base64 });
            let is_quoted = is_quoted || opens;
            let start = LineStart { base64, is_certain, is_unknown, is_quoted, before };
            if is_certain && (is_named || may_be_alone) {
                return Some(start);
            } else if is_named {
                doubtful.get_or_insert(start);
            }
        }
        (last, rest) = (this, after);
    }
    doubtful
}

/// Where base64 may begin in a word: at its beginning, after punctuation, or directly after a type name.
fn beginnings(word: &[u8]) -> impl Iterator<Item = usize> {
    let may_begin = |at: &usize| {
        let before = word.get(..*at).unwrap_or_default();
        match before.last() {
            None => true,
            Some(b'A') => false,
            Some(byte) if !(byte.is_ascii_alphanumeric() || b"+/".contains(byte)) => true,
            Some(_) => key_types::ends_with_type(before),
        }
    };
    text_encoding::find_all(word, BEGINNING).filter(may_begin)
}

/// The type name that a blob begins with.
fn blob_name(base64: &[u8]) -> Option<String> {
    const LONGEST: usize = 120;
    let start = base64.get(..LONGEST.min(base64.len()))?;
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/".contains(byte);
    let end = start.iter().position(|byte| !is_base64(byte)).unwrap_or(start.len());
    let whole = std::str::from_utf8(start.get(..end / 4 * 4)?).ok()?;
    let bytes = Base64::decode_vec(whole).ok()?;
    let name = Reader(&bytes).text()?;
    (name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_graphic())).then(|| name.to_owned())
}

/// The last word of a line.
pub(super) fn last_word(line: &[u8]) -> &[u8] {
    line.rsplit(u8::is_ascii_whitespace).next().unwrap_or_default()
}

/// The text after the last character that occurs in no type name, and whether that character is a quote.
/// Such characters at the end are ignored.
fn last_part(word: &[u8]) -> (&str, bool) {
    let in_names = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.@".contains(byte);
    let Some(last) = word.iter().rposition(in_names) else {
        return ("", QUOTES.iter().any(|quote| word.ends_with(quote)));
    };
    let word = word.get(..=last).unwrap_or_default();
    let start = word.iter().rposition(|byte| !in_names(byte)).map_or(0, |at| at + 1);
    let (before, name) = word.split_at(start);
    let opens = QUOTES.iter().any(|quote| before.ends_with(quote));
    (std::str::from_utf8(name).unwrap_or_default(), opens)
}

/// Without the quote that it begins with.
fn unquoted(line: &[u8]) -> (&[u8], bool) {
    let inner = QUOTES.iter().find_map(|quote| line.strip_prefix(*quote));
    (inner.unwrap_or(line), inner.is_some())
}

/// The text after the options, which end at white space outside of quotes.
fn after_options(line: &[u8]) -> Option<&[u8]> {
    let (mut is_quoted, mut is_escaped) = (false, false);
    for (at, byte) in line.iter().enumerate() {
        match byte {
            b'"' if !is_escaped => is_quoted = !is_quoted,
            byte if byte.is_ascii_whitespace() && !is_quoted => return line.get(at..),
            _ => {}
        }
        is_escaped = *byte == b'\\';
    }
    None
}

/// The next word and what follows it; `None` at the end.
fn word(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let line = line.trim_ascii_start();
    if line.is_empty() {
        return None;
    }
    let end = line.iter().position(u8::is_ascii_whitespace).unwrap_or(line.len());
    Some(line.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::{after_options, blob_name};
    use base64ct::{Base64Unpadded, Encoding as _};

    #[test]
    fn the_type_in_a_blob_is_three_letters_or_more() {
        let of = |name: &str| {
            let blob = [&(name.len() as u32).to_be_bytes()[..], name.as_bytes(), &[0; 9]].concat();
            blob_name(Base64Unpadded::encode_string(&blob).as_bytes())
        };
        assert_eq!(of("abc").as_deref(), Some("abc"));
        assert_eq!(of("ab"), None);
        assert_eq!(of("a\u{1}bc"), None);
        assert_eq!(of("a b c"), None);
    }

    #[test]
    fn a_quote_that_is_escaped_ends_no_option() {
        assert_eq!(after_options(br#"command="say \"hello you\" now",x key"#), Some(&b" key"[..]));
        assert_eq!(after_options(br#"command="never ended key"#), None);
    }
}
