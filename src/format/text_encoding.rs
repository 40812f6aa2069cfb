//! Encodings of text files: byte order marks, UTF-16, three kinds of line ends, base64 broken at any column.

use base64ct::{Base64, Encoding as _};
use zeroize::Zeroizing;

/// The bytes without a byte order mark; UTF-16 and UTF-32 become UTF-8. They are recognized without a mark
/// if the first two characters are below 256: no other key file has zero bytes there.
pub fn without_bom(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    let utf16 = |from: fn([u8; 2]) -> u16, mark: usize| {
        let units = bytes.as_chunks::<2>().0.iter().skip(mark).map(|pair| from(*pair));
        let mut text = Zeroizing::new(String::with_capacity(bytes.len() * 3 / 2));
        text.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
        Zeroizing::new(text.as_bytes().to_vec())
    };
    let utf32 = |from: fn([u8; 4]) -> u32, mark: usize| {
        let units = bytes.as_chunks::<4>().0.iter().skip(mark).map(|four| char::from_u32(from(*four)));
        let mut text = Zeroizing::new(String::with_capacity(bytes.len()));
        text.extend(units.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
        Zeroizing::new(text.as_bytes().to_vec())
    };
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] => utf32(u32::from_le_bytes, 1),
        [0, 0, 0xFE, 0xFF, ..] => utf32(u32::from_be_bytes, 1),
        [1..=255, 0, 0, 0, 1..=255, 0, 0, 0, ..] => utf32(u32::from_le_bytes, 0),
        [0xEF, 0xBB, 0xBF, rest @ ..] => Zeroizing::new(rest.to_vec()),
        [0xFF, 0xFE, ..] => utf16(u16::from_le_bytes, 1),
        [0xFE, 0xFF, ..] => utf16(u16::from_be_bytes, 1),
        [1..=255, 0, 1..=255, 0, ..] => utf16(u16::from_le_bytes, 0),
        [0, 1..=255, 0, 1..=255, ..] => utf16(u16::from_be_bytes, 0),
        _ => Zeroizing::new(bytes.to_vec()),
    }
}

/// The lines of a text that ends them with LF, CR or CRLF.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(bytes);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = text.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            rest = None;
            return (!text.is_empty()).then_some(text);
        };
        let (line, after) = text.split_at(end);
        rest = after.strip_prefix(b"\r\n").or_else(|| after.get(1..));
        Some(line)
    })
}

/// Where `word` first occurs.
pub(super) fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, word)
}

/// All places where `word` occurs without overlapping.
pub(super) fn find_all<'a>(bytes: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    memchr::memmem::find_iter(bytes, word)
}

/// Whether `word` occurs anywhere.
pub(super) fn has(bytes: &[u8], word: &[u8]) -> bool {
    find(bytes, word).is_some()
}

/// Whether `word` occurs anywhere, ignoring case. Slower, for short texts.
pub(super) fn has_letters(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word))
}

/// What is before the first occurrence of `mark`, and what is after it.
pub(super) fn split_once<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = find(bytes, mark)?;
    Some((bytes.get(..at)?, bytes.get(at + mark.len()..)?))
}

/// Base64 with or without padding, whatever white space is in it.
pub(super) fn base64<'a>(lines: impl IntoIterator<Item = &'a [u8]>) -> Option<Zeroizing<Vec<u8>>> {
    let lines: Vec<&[u8]> = lines.into_iter().collect();
    let size = lines.iter().map(|line| line.len()).sum::<usize>() + 4;
    let mut text = Zeroizing::new(Vec::with_capacity(size));
    text.extend(lines.into_iter().flatten().filter(|byte| !byte.is_ascii_whitespace()));
    let length = text.iter().rposition(|byte| *byte != b'=').map_or(0, |last| last + 1);
    text.truncate(length);
    text.resize(length.next_multiple_of(4), b'=');
    let mut bytes = Zeroizing::new(vec![0; text.len() / 4 * 3]);
    let length = Base64::decode(text.as_slice(), &mut bytes).ok()?.len();
    bytes.truncate(length);
    Some(bytes)
}

/// Base64 with padding in lines of at most `width` characters, each ended by LF.
pub(super) fn push_base64(out: &mut Zeroizing<Vec<u8>>, bytes: &[u8], width: usize) {
    let text = Zeroizing::new(Base64::encode_string(bytes));
    for line in text.as_bytes().chunks(width.max(1)) {
        out.extend_from_slice(line);
        out.push(b'\n');
    }
}

/// The capacity for the base64 of `bytes` bytes with line ends, so that a buffer need not grow.
pub(super) fn base64_room(bytes: usize) -> usize {
    bytes / 3 * 4 + bytes / 20 + 16
}
