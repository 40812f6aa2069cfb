//! The SSH2 public key file (RFC 4716), which ssh.com's and some older servers want.
//!
//! Between its BEGIN and END lines: headers `Name: value`, continued on the next line after a
//! backslash, then the public blob in base64. No line is over 72 bytes.

use super::{Damage, Format, KeyFile, ReadError, certificate, text};
use crate::key::{Comment, PublicKey};
use zeroize::Zeroizing;

pub(super) const BEGIN: &[u8] = b"---- BEGIN SSH2 PUBLIC KEY ----";
const END: &[u8] = b"---- END SSH2 PUBLIC KEY ----";
const FORMAT: Format = Format::Rfc4716;
pub(super) const MISSING_END: Damage = Damage::Missing("END");
/// Bytes in a line, without its end.
const WIDTH: usize = 72;

pub(super) fn read(bytes: &[u8]) -> Result<KeyFile, ReadError> {
    let damaged = |damage| ReadError::Damaged { format: FORMAT, damage };
    let Envelope { comment, bytes, has_end } = envelope(bytes, BEGIN, END).map_err(damaged)?;
    let file = match bytes {
        Some(blob) => certificate::or_key(&blob, comment, FORMAT),
        None => Err(damaged(Damage::Base64)),
    };
    // The last line may have been lost where nothing else was.
    match file {
        Err(ReadError::Damaged { .. }) if !has_end => Err(damaged(MISSING_END)),
        file => file,
    }
}

/// What stands between two lines.
pub(super) struct Envelope {
    pub comment: Comment,
    /// `None` where it is no base64.
    pub bytes: Option<Zeroizing<Vec<u8>>>,
    /// Whether the second line is there.
    pub has_end: bool,
}

/// Headers and base64 between two lines. Private keys of ssh.com stand in the same kind of envelope.
pub(super) fn envelope(bytes: &[u8], begin: &[u8], end: &[u8]) -> Result<Envelope, Damage> {
    let lines = text::lines(bytes).skip_while(|line| !line.trim_ascii().starts_with(begin)).skip(1);
    let lines = lines.filter(|line| !line.is_empty());
    let mut lines = lines.peekable();
    // A continued line keeps its spaces, unless the whole file is indented.
    let first = lines.peek().copied().unwrap_or_default();
    let (indent, _) = first.split_at(first.len() - first.trim_ascii_start().len());
    let mut lines = lines.map(|line| line.strip_prefix(indent).unwrap_or(line).trim_ascii_end());
    let mut comment = Comment::default();
    let (mut data, mut has_end) = (Vec::new(), false);
    while let Some(line) = lines.next() {
        let line = line.trim_ascii();
        has_end = line.starts_with(end);
        if has_end {
            break;
        }
        // Base64 has no colon; headers come first.
        let Some(colon) = line.iter().position(|byte| *byte == b':').filter(|_| data.is_empty()) else {
            if !line.is_empty() {
                data.push(line);
            }
            continue;
        };
        let (name, value) = line.split_at(colon);
        let mut value = value.get(1..).unwrap_or_default().to_vec();
        while value.last() == Some(&b'\\') {
            value.pop();
            value.extend_from_slice(lines.next().ok_or(MISSING_END)?);
        }
        if name.eq_ignore_ascii_case(b"Comment") {
            comment = Comment::from_file(&unquoted(value.trim_ascii()));
        }
    }
    Ok(Envelope { comment, bytes: text::base64(data), has_end })
}

/// Without the quotes around it and the backslashes before quotes in it.
fn unquoted(value: &[u8]) -> Vec<u8> {
    let Some(inner) = value.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")) else {
        return value.to_vec();
    };
    let mut out = Vec::with_capacity(inner.len());
    let mut bytes = inner.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match (byte, bytes.peek().copied()) {
            (b'\\', Some(next @ (b'"' | b'\\'))) => {
                out.push(next);
                bytes.next();
            }
            _ => out.push(byte),
        }
    }
    out
}

pub(super) fn write(key: &PublicKey) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(BEGIN.to_vec());
    out.push(b'\n');
    if !key.comment().is_empty() {
        let escaped = key.comment().text().replace('\\', "\\\\").replace('"', "\\\"");
        push_header(&mut out, &format!("Comment: \"{escaped}\""));
    }
    text::push_base64(&mut out, key.blob(), 64);
    out.extend_from_slice(END);
    out.push(b'\n');
    out
}

/// Broken at character borders, with a backslash at the end of every line but the last.
fn push_header(out: &mut Vec<u8>, header: &str) {
    let (mut start, mut first) = (out.len(), true);
    for c in header.chars() {
        let line = out.get(start..).unwrap_or_default();
        if line.len() + c.len_utf8() > WIDTH - 1 || misleads(line, c, first) {
            out.extend_from_slice(b"\\\n");
            (start, first) = (out.len(), false);
        }
        out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }
    out.push(b'\n');
}

/// Whether ssh-keygen would take the line for something else with this character at its end: it
/// looks for ": " and "----" in continued lines too, and for " END " in headers.
fn misleads(line: &[u8], c: char, first: bool) -> bool {
    match c {
        ' ' if first => line.ends_with(b" END"),
        ' ' => line.ends_with(b":"),
        '-' => line == b"---",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{MISSING_END, read, write};
    use crate::format::{Damage, KeyFile, ReadError};
    use crate::key::{Comment, NewKind, PublicKey, Unwatched, alone, generate};

    fn key() -> PublicKey {
        let comment = Comment::default();
        generate(NewKind::Ed25519, &comment, &mut rand::rng(), &alone, &Unwatched).unwrap().public().clone()
    }

    fn with_comment(key: &PublicKey, comment: &str) -> PublicKey {
        key.clone().with_comment(Comment::from_person(comment).unwrap())
    }

    #[test]
    fn no_line_of_a_comment_looks_like_the_end() {
        let key = key();
        for length in 0..80 {
            let comment = format!("{}---- END SSH2 PUBLIC KEY ----: x", "x".repeat(length));
            let file = String::from_utf8(write(&with_comment(&key, &comment)).to_vec()).unwrap();
            let lines: Vec<&str> = file.lines().collect();
            let inside = lines.get(1..lines.len() - 1).unwrap();
            assert!(!inside.iter().any(|line| line.starts_with("----")), "{file}");
        }
    }

    #[test]
    fn no_comment_makes_it_another_kind_of_file() {
        let key = key();
        // Miri takes seconds for each.
        for length in (0..80).step_by(if cfg!(miri) { 40 } else { 1 }) {
            for begin in ["---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----", "-----BEGIN RSA PRIVATE KEY-----"] {
                let key = with_comment(&key, &format!("{} {begin}", "x".repeat(length)));
                let file = write(&key);
                let read = crate::format::read(&file);
                let is_it = matches!(&read, Ok(KeyFile::Public(_, found)) if found.is_same_key(&key));
                assert!(is_it, "{length}: {read:?}");
            }
        }
    }

    #[test]
    fn only_where_the_end_is_missing_it_is_said_so() {
        let file = String::from_utf8(write(&key()).to_vec()).unwrap();
        let broken = file.replacen("AAAA", "AAA*", 1);
        let damage = |text: &str| match read(text.as_bytes()) {
            Err(ReadError::Damaged { damage, .. }) => Some(damage),
            _ => None,
        };
        assert_eq!(damage(&broken), Some(Damage::Base64));
        let end = broken.find("---- END").unwrap();
        assert_eq!(damage(&broken[..end]), Some(MISSING_END));
    }
}
