//! OpenSSH's one-line public keys and certificates, as in .pub files, authorized_keys and
//! known_hosts (sshd's manual, AUTHORIZED_KEYS FILE FORMAT): options or nothing, type, base64,
//! comment.
//!
//! People paste such lines out of mails, terminals, settings and web pages: in quotes, after a name
//! and an equals sign, broken into several lines. The blob says by its own fields how long it is,
//! so that broken lines are put together exactly as far as it goes, and never two keys in one.

use super::line_start::{self, Start};
use super::{Damage, Format, KeyFile, ReadError, Unsupported, blob, certificate, text};
use crate::key::{Comment, PublicKey};
use base64ct::{Base64, Encoding as _};
use std::collections::HashSet;
use zeroize::Zeroizing;

const FORMAT: Format = Format::Line;

/// `None` where no line looks like a public key.
pub(super) fn read(bytes: &[u8]) -> Option<Result<KeyFile, ReadError>> {
    let lines: Vec<&[u8]> = text::lines(bytes).map(<[u8]>::trim_ascii).collect();
    let (mut first, mut doubtful, mut different) = (None, None, HashSet::new());
    let (mut at, mut before): (usize, &[u8]) = (0, b"");
    // Lines that did not fit after one key are not tried after another: that could take for ever.
    let mut tried = 0;
    while let Some(line) = lines.get(at) {
        at += 1;
        if line.starts_with(b"#") || line.is_empty() {
            continue;
        }
        let start = line_start::find(line, before);
        before = line_start::last_word(line);
        let Some(start) = start else { continue };
        let following = lines.get(at..).filter(|_| at >= tried).unwrap_or_default();
        let base64 = whole(start.base64, following);
        tried = tried.max(at + base64.looked_at);
        if start.is_certain {
            at += base64.more_lines;
            before = b"";
            different.insert(base64.text.clone());
            first.get_or_insert((start, base64));
        } else {
            doubtful.get_or_insert((start, base64));
        }
    }
    if different.len() > 1 {
        return Some(Err(ReadError::SeveralKeys { count: different.len() }));
    }
    match first.or(doubtful) {
        Some((start, base64)) => Some(key(&start, &base64)),
        None => {
            lines.iter().any(|line| is_ssh1(line)).then_some(Err(ReadError::Unsupported(Unsupported::Ssh1)))
        }
    }
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
}

/// Takes the lines that follow only where the first ends before the blob does, and only if a line
/// ends exactly where the blob does. Padding may have come to stand on a line of its own.
fn whole<'a>(first: &'a [u8], following: &[&'a [u8]]) -> Whole<'a> {
    let (run, padding, after) = run(first);
    let mut only_padding = !padding.is_empty() || needed(run).is_some();
    let (mut text, mut ends) = (run.to_vec(), vec![(run.len(), after, 0)]);
    let mut looked_at = 0;
    for (number, line) in (1..).zip(following) {
        // Mails that are answered have a mark at the start of each line.
        let line = line.strip_prefix(b">").unwrap_or(line).trim_ascii_start();
        let (run, padding, rest) = self::run(line);
        let is_other_text = !line.is_empty() && run.is_empty() && padding.is_empty();
        let is_after_line_end = ends.last().is_some_and(|(_, after, _)| is_line_end(after));
        if !is_after_line_end || is_other_text || only_padding && !run.is_empty() {
            break;
        }
        looked_at = number;
        only_padding |= !padding.is_empty();
        text.extend_from_slice(run);
        if !line.is_empty() {
            ends.push((text.len(), rest, number));
        }
    }
    let end = needed(&text).and_then(|length| ends.into_iter().rfind(|(end, ..)| *end == length));
    match end {
        Some((length, after, more_lines)) => {
            text.truncate(length);
            Whole { text, after, more_lines, looked_at }
        }
        None => Whole { text: run.to_vec(), after, more_lines: 0, looked_at },
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
    let characters = (blob::length(&bytes)? * 4).div_ceil(3);
    (characters <= text.len()).then_some(characters)
}

fn key(start: &Start<'_>, base64: &Whole<'_>) -> Result<KeyFile, ReadError> {
    let damaged = |damage| ReadError::Damaged { format: FORMAT, damage };
    let comment = start.comment(base64.after).ok_or(damaged(Damage::Base64))?;
    let blob = text::base64([base64.text.as_slice()]).ok_or(damaged(Damage::Base64))?;
    let file = certificate::or_key(&blob, Comment::from_file(comment), FORMAT)?;
    let name = match &file {
        KeyFile::Certificate(certificate) => &certificate.name,
        KeyFile::Public(_, key) => key.kind().ssh_name(),
        KeyFile::Private(..) | KeyFile::Encrypted(_) => return Err(damaged(Damage::Structure)),
    };
    if blob::is_same_type(name, start.name) { Ok(file) } else { Err(damaged(Damage::Structure)) }
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
    use super::{is_ssh1, read};
    use crate::format::{KeyFile, PublicFormat, write_public};
    use crate::key::{Comment, NewKind, PublicKey, Unwatched, alone, generate};

    fn line() -> (PublicKey, String) {
        let comment = Comment::from_person("its comment").unwrap();
        let key = generate(NewKind::Ed25519, &comment, &mut rand::rng(), &alone, &Unwatched).unwrap();
        let line = write_public(key.public(), PublicFormat::Line);
        (key.public().clone(), String::from_utf8(line.to_vec()).unwrap())
    }

    fn is_of(text: &str, expected: &PublicKey) -> bool {
        matches!(read(text.as_bytes()), Some(Ok(KeyFile::Public(_, key))) if key.is_same_key(expected))
    }

    #[test]
    fn a_line_that_somebody_commented_out_is_no_key() {
        let ((_, old), (new, line)) = (line(), line());
        assert!(is_of(&format!("#{old}\n{line}"), &new));
        assert!(is_of(&format!("# {old}\n\n{line}"), &new));
        assert!(read(format!("# {old}").as_bytes()).is_none());
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
