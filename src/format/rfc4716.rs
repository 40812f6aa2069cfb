//! The SSH2 public key file (RFC 4716), for ssh.com's and some older servers.
//!
//! Between its BEGIN and END lines: headers `Name: value`, continued on the next line after a
//! backslash, then the public blob in base64. No line is over 72 bytes.

use super::text_encoding;
use crate::key::{Comment, PublicKey};
use zeroize::Zeroizing;

const BEGIN: &[u8] = b"---- BEGIN SSH2 PUBLIC KEY ----";
const END: &[u8] = b"---- END SSH2 PUBLIC KEY ----";
/// Bytes in a line, without its end.
const WIDTH: usize = 72;

/// The value without surrounding quotes and the backslashes that escape quotes.
pub(super) fn unquoted(value: &[u8]) -> Vec<u8> {
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
        // Escaping and line breaks make it at most three times as long.
        let text = key.comment().text_up_to(Comment::MOST_WRITTEN / 2);
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
        push_header(&mut out, &format!("Comment: \"{escaped}\""));
    }
    text_encoding::push_base64(&mut out, key.blob(), 64);
    out.extend_from_slice(END);
    out.push(b'\n');
    out
}

/// Broken between characters, with a backslash at the end of every line except for the last.
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

/// Whether ssh-keygen would misread the line with this character at its end: it looks for ": " and "----" in
/// continued lines too, and for " END " in headers.
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
    use super::write;
    use crate::format::{Damage, KeyFile, ReadError, read};
    use crate::key::{Comment, NewKind, NoProgress, PublicKey, generate, single_threaded};

    fn key() -> PublicKey {
        let comment = Comment::default();
        generate(NewKind::Ed25519, &comment, &mut rand::rng(), &single_threaded, &NoProgress)
            .unwrap()
            .public()
            .clone()
    }

    fn with_comment(key: &PublicKey, comment: &str) -> PublicKey {
        key.clone().with_comment(Comment::parse_user_input(comment).unwrap())
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
                let read = read(&file);
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
        assert_eq!(damage(&broken[..end]), Some(Damage::Missing("END")));
    }
}
