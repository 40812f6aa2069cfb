//! OpenSSH's one-line public keys and certificates, as in .pub files, authorized_keys and
//! known_hosts (sshd's manual, AUTHORIZED_KEYS FILE FORMAT): options or nothing, type, base64,
//! comment.
//!
//! Such lines are copied out of emails, terminals, settings and web pages: in quotes, after a name and an
//! equals sign, or broken into several lines. The fields of the blob give its length, so broken lines are
//! joined up to exactly its end and two keys are never mixed.

use super::public_line_scan;
pub(super) use super::public_line_scan::{begins_with_quote, ends_in_quote, without_quotes};
use super::{Damage, Format, KeyFile, ReadError, Wrapping, certificate, key_types, text_encoding};
use crate::key::{Comment, PublicKey};
use base64ct::{Base64, Encoding as _};
use std::collections::HashSet;
use std::ops::Range;
use zeroize::Zeroizing;

const FORMAT: Format = Format::Line;

/// A public key or certificate in a line.
pub(super) struct ParsedLine {
    /// Its lines in the text.
    pub at: Range<usize>,
    /// What stands around the key in them.
    pub around: Option<Wrapping>,
    /// Whether all of its base64 is there.
    pub is_whole: bool,
    base64: Vec<u8>,
    /// `None` if the text after the base64 cannot follow base64.
    comment: Option<Vec<u8>>,
}

/// Every key in the lines of a text, none twice.
pub(super) fn lines(bytes: &[u8]) -> Vec<ParsedLine> {
    let lines: Vec<&[u8]> = text_encoding::lines(bytes).map(<[u8]>::trim_ascii).collect();
    let (mut found, mut doubtful, mut known) = (Vec::new(), Vec::new(), HashSet::new());
    let (mut at, mut before): (usize, &[u8]) = (0, b"");
    // Lines that did not fit after one key are not tried after another: that could take quadratic time.
    let mut tried = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        if line.starts_with(b"#") || line.is_empty() {
            continue;
        }
        let mut start = public_line_scan::find(line, before);
        before = public_line_scan::last_word(line);
        while let Some(this) = start {
            let following = lines.get(at..).filter(|_| at >= tried).unwrap_or_default();
            let base64 = whole(this.base64, following);
            tried = tried.max(at + base64.looked_at);
            if this.is_certain {
                at += base64.more_lines;
                before = b"";
            }
            // There may be several in one line.
            start = public_line_scan::find_another(base64.after);
            if known.insert(base64.text.clone()) {
                let comment = this.comment(base64.after);
                let around = comment.and_then(|comment| this.around(base64.after, comment));
                let around = around.or(base64.has_signs.then_some(Wrapping::Lines));
                let is_all = this.is_unknown || needed(&base64.text) == Some(base64.text.len());
                let is_whole = is_all && comment.is_some();
                let at = place(bytes, line).start..place(bytes, base64.after).end;
                let comment = comment.map(<[u8]>::to_vec);
                let line = ParsedLine { at, around, is_whole, base64: base64.text, comment };
                if this.is_certain { found.push(line) } else { doubtful.push(line) }
            }
        }
    }
    // Base64 that only follows a type name counts if there is nothing better.
    if found.is_empty() {
        doubtful.truncate(1);
        return doubtful;
    }
    found
}

/// Where a part of a text is.
fn place(text: &[u8], part: &[u8]) -> Range<usize> {
    let start = part.as_ptr().addr().saturating_sub(text.as_ptr().addr());
    start..start + part.len()
}

impl ParsedLine {
    /// The key or certificate. The blob decides which, not the word before it.
    pub fn read(&self) -> Result<KeyFile, ReadError> {
        let comment = self.comment.as_ref().ok_or_else(|| self.damaged())?;
        let blob = text_encoding::base64([self.base64.as_slice()]).ok_or_else(|| self.damaged())?;
        certificate::or_key(&blob, Comment::from_bytes_lossy(comment), FORMAT)
    }

    /// That its base64 is cut off or was changed.
    pub fn damaged(&self) -> ReadError {
        ReadError::Damaged { format: FORMAT, damage: Damage::Base64 }
    }
}

/// Whether a line is a public key of SSH version 1.
pub(super) fn has_ssh1(bytes: &[u8]) -> bool {
    text_encoding::lines(bytes).any(is_ssh1)
}

/// The base64 of a blob, without padding, and where it ended.
struct Whole<'a> {
    text: Vec<u8>,
    /// What follows it in its last line.
    after: &'a [u8],
    /// How many lines after the first it took.
    more_lines: usize,
    /// How many of them were tried.
    looked_at: usize,
    /// Whether there were signs between its lines: `>` of a quoted email, `\` of shells.
    has_signs: bool,
}

/// Takes the lines that follow only where the first ends before the blob does, and only if a line
/// ends exactly where the blob does. Padding may have come to stand on a line of its own.
fn whole<'a>(first: &'a [u8], following: &[&'a [u8]]) -> Whole<'a> {
    let (run, padding, after) = run(first);
    let mut only_padding = !padding.is_empty() || needed(run).is_some();
    let (mut text, mut ends) = (run.to_vec(), vec![(run.len(), after, 0, false)]);
    let mut looked_at = 0;
    for (number, line) in (1..).zip(following) {
        // Quoted emails have this at the start of each line.
        let quoted = line.strip_prefix(b">");
        let line = quoted.unwrap_or(line).trim_ascii_start();
        let (run, padding, rest) = self::run(line);
        let is_other_text = !line.is_empty() && run.is_empty() && padding.is_empty();
        let is_after_line_end = ends.last().is_some_and(|(_, after, ..)| is_line_end(after));
        let has_signs = ends.last().is_some_and(|(_, after, _, has)| *has || !after.trim_ascii().is_empty());
        if !is_after_line_end || is_other_text || only_padding && !run.is_empty() {
            break;
        }
        looked_at = number;
        only_padding |= !padding.is_empty();
        text.extend_from_slice(run);
        if !line.is_empty() {
            ends.push((text.len(), rest, number, has_signs || quoted.is_some()));
        }
    }
    let end = needed(&text).and_then(|length| ends.into_iter().rfind(|(end, ..)| *end == length));
    match end {
        Some((length, after, more_lines, has_signs)) => {
            text.truncate(length);
            Whole { text, after, more_lines, looked_at, has_signs }
        }
        None => Whole { text: run.to_vec(), after, more_lines: 0, looked_at, has_signs: false },
    }
}

/// Base64 at the beginning, its padding, and the rest.
fn run(line: &[u8]) -> (&[u8], &[u8], &[u8]) {
    let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/".contains(byte);
    let end = line.iter().position(|byte| !is_base64(byte)).unwrap_or(line.len());
    let (run, rest) = line.split_at(end);
    let end = rest.iter().position(|byte| *byte != b'=').unwrap_or(rest.len());
    let (padding, rest) = rest.split_at(end);
    (run, padding, rest)
}

/// Whether nothing follows, or only the mark of shells that the line goes on.
fn is_line_end(after: &[u8]) -> bool {
    matches!(after.trim_ascii(), b"" | b"\\")
}

/// How many characters of unpadded base64 the blob takes that begins with these; `None` where there
/// are too few, or where its type is not known.
fn needed(text: &[u8]) -> Option<usize> {
    let mut padded = text.to_vec();
    padded.resize(text.len().next_multiple_of(4), b'A');
    let bytes = Base64::decode_vec(std::str::from_utf8(&padded).ok()?).ok()?;
    let characters = (key_types::length(&bytes)? * 4).div_ceil(3);
    (characters <= text.len()).then_some(characters)
}

/// A public key of SSH version 1: bits, exponent and modulus as decimal numbers.
fn is_ssh1(line: &[u8]) -> bool {
    const DIGITS_OF_512_BITS: usize = 154;
    let is_number = |word: &&[u8]| word.iter().all(u8::is_ascii_digit);
    let words: Vec<&[u8]> = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).collect();
    words.windows(3).any(|three| {
        let [bits, exponent, modulus] = three else { return false };
        three.iter().all(is_number)
            && (3..=5).contains(&bits.len())
            && exponent.len() <= 20
            && modulus.len() >= DIGITS_OF_512_BITS
    })
}

/// The line and its end.
pub(super) fn write(key: &PublicKey) -> Zeroizing<Vec<u8>> {
    line(key.kind().ssh_name(), key.blob(), key.comment())
}

/// The line of a blob of this type, and its end.
pub(super) fn line(name: &str, blob: &[u8], comment: &Comment) -> Zeroizing<Vec<u8>> {
    let mut line = format!("{name} {}", Base64::encode_string(blob)).into_bytes();
    let comment = comment.as_bytes();
    if !comment.is_empty() {
        line.push(b' ');
        line.extend_from_slice(&comment);
    }
    line.push(b'\n');
    Zeroizing::new(line)
}

#[cfg(test)]
mod tests {
    use super::{is_ssh1, lines};
    use crate::format::{KeyFile, PublicFormat, write_public};
    use crate::key::{Comment, NewKind, NoProgress, PublicKey, generate, single_threaded};

    fn line() -> (PublicKey, String) {
        let comment = Comment::parse_user_input("its comment").unwrap();
        let key =
            generate(NewKind::Ed25519, &comment, &mut rand::rng(), &single_threaded, &NoProgress).unwrap();
        let line = write_public(key.public(), PublicFormat::Line);
        (key.public().clone(), String::from_utf8(line.to_vec()).unwrap())
    }

    fn is_of(text: &str, expected: &PublicKey) -> bool {
        let [line] = &*lines(text.as_bytes()) else { return false };
        matches!(line.read(), Ok(KeyFile::Public(_, key)) if key.is_same_key(expected))
    }

    #[test]
    fn a_line_that_somebody_commented_out_is_no_key() {
        let ((_, old), (new, line)) = (line(), line());
        assert!(is_of(&format!("#{old}\n{line}"), &new));
        assert!(is_of(&format!("# {old}\n\n{line}"), &new));
        assert!(lines(format!("# {old}").as_bytes()).is_empty());
    }

    #[test]
    fn a_line_goes_on_where_nothing_but_the_shells_mark_follows() {
        let (key, line) = line();
        let (first, second) = line.split_at(40);
        assert!(is_of(&format!("{first}\n{second}"), &key));
        assert!(is_of(&format!("{first} \\\n{second}"), &key));
        assert!(!is_of(&format!("{first} a comment\n{second}"), &key));
    }

    /// Lines that were looked at in vain are not looked at again, others are.
    #[test]
    fn a_broken_key_that_is_there_twice_is_one_key() {
        let (key, line) = line();
        let (first, rest) = line.split_at(40);
        let (second, third) = rest.split_at(20);
        let broken = format!("{first}\n{second}\n{third}");
        assert!(is_of(&format!("{}{broken}{broken}", "# a note\n".repeat(5)), &key));
    }

    #[test]
    fn three_numbers_are_a_key_of_version_1() {
        let modulus = "1".repeat(154);
        let is_key = |bits: &str, exponent: &str, modulus: &str| {
            is_ssh1(format!("options {bits} {exponent} {modulus} comment").as_bytes())
        };
        assert!(is_key("1024", "65537", &modulus));
        assert!(is_key("512", &"1".repeat(20), &modulus));
        assert!(!is_key("51", "65537", &modulus));
        assert!(!is_key("102400", "65537", &modulus));
        assert!(!is_key("1024", &"1".repeat(21), &modulus));
        assert!(!is_key("1024", "65537", &modulus[1..]));
        assert!(!is_key("1024", "0x10001", &modulus));
    }
}
