//! What other programs put before and around each line of a key: quote marks of emails, comment signs, diff
//! markers, line numbers, timestamps, quotes and commas.

use super::super::text_encoding;
use super::detect::before_in_line;

const QUOTES: &[u8] = b"\"'`";

/// The longest prefix, in bytes.
const LONGEST: usize = 200;

/// The text before the first line of a key, on the same line.
pub(super) struct Prefix<'a> {
    text: &'a [u8],
    /// The last number in it, and where: lines may be numbered.
    number: Option<(std::ops::Range<usize>, u64)>,
}

impl<'a> Prefix<'a> {
    /// The part of the line before this position.
    pub fn before(text: &'a [u8], at: usize) -> Self {
        let text = before_in_line(text, at).filter(|before| before.len() <= LONGEST).unwrap_or_default();
        Self { text, number: last_number(text) }
    }

    /// The line without the prefix; `None` where it does not have it. The line after the first has the
    /// number 1.
    pub fn strip<'b>(&self, line: &'b [u8], number: u64) -> Option<&'b [u8]> {
        let ends_in_quote = self.text.trim_ascii_end().last().is_some_and(|last| QUOTES.contains(last));
        if ends_in_quote && is_after_text(line) {
            return Some(b"");
        }
        // As a whole, before a part of it is taken for the first line's: `1` also begins `10`.
        let ends_in_number = self.text.trim_ascii_end().last().is_some_and(u8::is_ascii_digit);
        let numbered = || self.strip_number(line, number);
        let first = if ends_in_number { numbered() } else { None };
        first.or_else(|| self.strip_same(line)).or_else(numbered).or_else(|| self.strip_stamp(line))
    }

    /// The same text. Tabs and spaces get lost.
    fn strip_same<'b>(&self, line: &'b [u8]) -> Option<&'b [u8]> {
        let short = self.text.trim_ascii_end();
        let bare = short.trim_ascii_start();
        let rest = line.strip_prefix(self.text).or_else(|| line.strip_prefix(short));
        let rest =
            rest.or_else(|| line.trim_ascii_start().strip_prefix(bare).filter(|_| !bare.is_empty()))?;
        let splits_number = line.strip_suffix(rest)?.last().is_some_and(u8::is_ascii_digit)
            && rest.first().is_some_and(u8::is_ascii_digit);
        (!splits_number).then_some(rest)
    }

    /// The same text around the expected number or a lower one: `nl` does not count empty lines.
    fn strip_number<'b>(&self, line: &'b [u8], due: u64) -> Option<&'b [u8]> {
        let (place, first) = self.number.as_ref()?;
        let (before, after) = (self.text.get(..place.start)?, self.text.get(place.end..)?);
        let rest = line.trim_ascii_start().strip_prefix(before.trim_ascii())?.trim_ascii_start();
        let length = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let number = decimal(rest.get(..length)?)?;
        if number <= *first || number > first.checked_add(due)? {
            return None;
        }
        let rest = rest.get(length..)?;
        let has_gap = after.first().is_some_and(u8::is_ascii_whitespace);
        if has_gap && rest.first().is_some_and(|byte| !byte.is_ascii_whitespace()) {
            return None;
        }
        let after = after.trim_ascii();
        // In an empty line nothing follows.
        let rest = if after.is_empty() { rest } else { rest.trim_ascii_start().strip_prefix(after)? };
        (rest.is_empty() || rest.len() < line.len()).then_some(rest)
    }

    /// The same number of characters of the same class, digits for digits: a timestamp.
    fn strip_stamp<'b>(&self, line: &'b [u8]) -> Option<&'b [u8]> {
        self.number.as_ref()?;
        let (stamp, rest) = line.split_at_checked(self.text.len())?;
        let is_alike =
            |(one, other): (&u8, &u8)| one == other || one.is_ascii_digit() && other.is_ascii_digit();
        stamp.iter().zip(self.text).all(is_alike).then_some(rest)
    }
}

fn last_number(text: &[u8]) -> Option<(std::ops::Range<usize>, u64)> {
    let end = text.iter().rposition(u8::is_ascii_digit)? + 1;
    let start = text.get(..end)?.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |at| at + 1);
    Some((start..end, decimal(text.get(start..end)?)?))
}

fn decimal(digits: &[u8]) -> Option<u64> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// Whether all of it is base64.
pub(super) fn is_base64(word: &[u8]) -> bool {
    !word.is_empty() && word.iter().all(is_base64_byte)
}

pub(super) fn is_base64_byte(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+/=".contains(byte)
}

/// The base64 in a line of a key, in one piece or several; `None` where something else is in it.
pub(super) fn base64_in(line: &[u8]) -> Option<Vec<&[u8]>> {
    let line = line.trim_ascii();
    words(line)
        .or_else(|| quoted(line).and_then(|inner| words(bare(inner))))
        .or_else(|| words(bare(line)))
        .or_else(|| separated(line))
        .or_else(|| last_word(line))
}

/// Words of base64 with white space between them.
fn words(line: &[u8]) -> Option<Vec<&[u8]>> {
    let words: Vec<&[u8]> = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).collect();
    words.iter().all(|word| is_base64(word)).then_some(words)
}

/// Without the punctuation that settings and source code put around lines.
pub(super) fn bare(line: &[u8]) -> &[u8] {
    const SIGNS: &[u8] = b"\"'`,;\\|*#>)]}[({.- \t";
    let is_sign = |byte: &u8| SIGNS.contains(byte) || !byte.is_ascii();
    let Some(start) = line.iter().position(|byte| !is_sign(byte)) else { return b"" };
    let end = line.iter().rposition(|byte| !is_sign(byte)).map_or(start, |at| at + 1);
    line.get(start..end).unwrap_or_default()
}

/// The text between the first and the last quote: `"MIIE…" +`, `key += "MIIE…";`
fn quoted(line: &[u8]) -> Option<&[u8]> {
    let quote = line.iter().copied().find(|byte| QUOTES.contains(byte))?;
    let first = line.iter().position(|byte| *byte == quote)?;
    let last = line.iter().rposition(|byte| *byte == quote)?;
    if let Some(inner) = line.get(first + 1..last)
        && words(bare(inner)).is_some()
    {
        return Some(inner);
    }
    // The rest of a line of source code or JSON after a string.
    let is_rest = first == 0 && line.get(1).is_none_or(|byte| b"+.,;:\\&)]} \t".contains(byte));
    is_rest.then_some(b"")
}

/// Whether this is source code after a string that ended with a line end: `" +`, `",`. The quote closes
/// that string; it does not open the next.
fn is_after_text(line: &[u8]) -> bool {
    const LONGEST: usize = 4;
    let line = line.trim_ascii();
    let is_sign = |byte: &u8| b"+.,;:\\&)]} \t".contains(byte);
    let Some((quote, rest)) = line.split_first() else { return false };
    QUOTES.contains(quote) && line.len() <= LONGEST && rest.iter().all(is_sign)
}

/// Lines of equal width that were joined with one character between them.
fn separated(line: &[u8]) -> Option<Vec<&[u8]>> {
    const SIGNS: &[u8] = b",;|~^_:";
    let sign = line.iter().copied().find(|byte| SIGNS.contains(byte))?;
    let parts: Vec<&[u8]> =
        line.split(|byte| *byte == sign).map(bare).filter(|part| !part.is_empty()).collect();
    let (last, whole) = parts.split_last()?;
    let width = whole.first()?.len();
    let is_even = whole.iter().all(|part| part.len() == width && is_base64(part));
    (is_even && last.len() <= width && is_base64(last)).then_some(parts)
}

/// The last word, if the words before it are not base64 but text of a log.
fn last_word(line: &[u8]) -> Option<Vec<&[u8]>> {
    const LEAST: usize = 16;
    let start = line.iter().rposition(u8::is_ascii_whitespace)? + 1;
    let (before, last) = line.split_at_checked(start)?;
    let is_said = before.iter().any(|byte| b":[]|".contains(byte));
    (is_said && last.len() >= LEAST && is_base64(last)).then(|| vec![last])
}

/// The lines of a text, and where each begins and ends.
pub(super) fn lines_at(text: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let start = text.as_ptr().addr();
    text_encoding::lines(text).map(move |line| (line.as_ptr().addr() - start, line))
}

/// Skips what is between a mark and the first character of a key: white space, quotes, escaped line ends,
/// tags.
pub(super) fn without_glue(text: &[u8]) -> &[u8] {
    let mut rest = text;
    loop {
        let skipped = match rest {
            [b'\\', b'u', _, _, _, _, ..] => 6,
            [b'\\', b'x', _, _, ..] => 4,
            [b'\\' | b'`', b'n' | b'r' | b't', ..] => 2,
            [b'%', _, _, ..] => 3,
            [b'&', ..] => rest.iter().take(12).position(|byte| *byte == b';').map_or(1, |end| end + 1),
            [b'<', ..] => rest.iter().take(100).position(|byte| *byte == b'>').map_or(1, |end| end + 1),
            [byte, ..] if !byte.is_ascii_alphanumeric() => 1,
            _ => return rest,
        };
        rest = rest.get(skipped..).unwrap_or_default();
    }
}

/// Whether a key begins like this: with base64 or with a header.
pub(super) fn is_body(text: &[u8]) -> bool {
    const LEAST: usize = 16;
    let is_header =
        |name: &str| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()));
    let base64 = text.iter().take_while(|byte| is_base64_byte(byte)).count();
    base64 >= LEAST || ["Proc-Type:", "DEK-Info:", "Comment:", "Subject:"].into_iter().any(is_header)
}

#[cfg(test)]
mod tests {
    use super::{Prefix, base64_in};

    fn stripped(first: &str, line: &str, number: u64) -> Option<String> {
        let rest = Prefix::before(first.as_bytes(), first.len()).strip(line.as_bytes(), number)?.to_vec();
        String::from_utf8(rest).ok()
    }

    #[test]
    fn what_stands_before_the_first_line_is_taken_off_the_others() {
        for (first, line, rest) in [
            ("> ", "> MIIE", "MIIE"),
            ("> ", ">MIIE", "MIIE"),
            ("> ", ">", ""),
            ("+", "+MIIE", "MIIE"),
            ("    # ", "    # MIIE", "MIIE"),
            ("// ", "// MIIE", "MIIE"),
            ("  1  ", "  2  MIIE", "  MIIE"),
            ("     9\t", "    10\tMIIE", "\tMIIE"),
            ("     1\t", "     2\tMIIE", "\tMIIE"),
            ("id_rsa:9:", "id_rsa:10:MIIE", "MIIE"),
            ("2026-01-01T10:00:59.999Z ", "2026-01-01T10:01:00.001Z MIIE", "MIIE"),
            ("May  1 10:00:00 host app[7]: ", "May  1 10:00:01 host app[7]: MIIE", "MIIE"),
        ] {
            assert_eq!(stripped(first, line, 1).as_deref(), Some(rest), "{first:?} {line:?}");
        }
        for after in ["\" +", "    \" +", "\",", "\""] {
            assert_eq!(stripped("    \"", after, 1).as_deref(), Some(""), "{after}");
        }
        assert_eq!(stripped("> ", "MIIE", 1), None);
        assert_eq!(stripped("  1  ", "  30  MIIE", 1), None);
        assert_eq!(stripped("     1\t", "    10\tMIIE", 9).as_deref(), Some("\tMIIE"));
        assert_eq!(stripped("     1\t", "    10\tMIIE", 20).as_deref(), Some("\tMIIE"));
        assert_eq!(stripped("1 ", "10", 1), None);
        assert_eq!(stripped("     1\t", "     2MIIE", 1), None);
    }

    #[test]
    fn signs_around_base64_are_left_out_and_nothing_else_is() {
        let found = |line: &str| base64_in(line.as_bytes()).map(|words| words.concat());
        for line in [
            "MIIE+/==",
            "  MIIE +/==",
            "\"MIIE+/==\",",
            "'MIIE+/==' \\",
            "\"MIIE+/==\" +",
            "key += \"MIIE+/==\";",
            "| MIIE+/== |",
            "* MIIE+/==",
        ] {
            assert_eq!(found(line).as_deref(), Some(&b"MIIE+/=="[..]), "{line}");
        }
        assert_eq!(found("\" +").as_deref(), Some(&b""[..]));
        assert_eq!(found("AAAA,BBBB,CC==").as_deref(), Some(&b"AAAABBBBCC=="[..]));
        assert_eq!(found("10:01 app: AAAABBBBCCCCDDDD").as_deref(), Some(&b"AAAABBBBCCCCDDDD"[..]));
        for line in ["MII!E", "MIIE!", "MI\\nE", "MIIE%0A", "[snip] ...A", "AAAA,BB,CCCC", "&#43;"] {
            assert_eq!(found(line).map(|bytes| String::from_utf8(bytes).unwrap()), None, "{line}");
        }
    }
}
