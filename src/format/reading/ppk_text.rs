//! A .ppk as people have it: with something in front of each line or behind it, or all in one line. Its
//! parts are found by their names and put together as PuTTY writes them. Its check value covers all of
//! them, so that nothing put together wrongly is taken for the key.

use super::super::{ReadError, ppk, text};
use super::lines::{Prefix, bare, base64_in};
use super::pieces::What;
use zeroize::Zeroizing;

/// PuTTY's line width.
const WIDTH: usize = 64;

/// What a .ppk can be read from, and whether it is laid out as it should be.
pub(super) fn what(text: &[u8], prefix: &Prefix<'_>) -> (What, bool) {
    let mut texts = texts(text, prefix);
    let Some(tidy) = texts.first() else {
        let what = match ppk::read(text) {
            Err(error @ ReadError::Damaged { .. }) => What::Broken(error),
            _ => What::Ppk(vec![Zeroizing::new(text.to_vec())]),
        };
        return (what, true);
    };
    let lines = |text| text::lines(text).filter(|line| !line.is_empty());
    let is_tidy = lines(text).eq(lines(tidy));
    texts.insert(0, Zeroizing::new(text.to_vec()));
    (What::Ppk(texts), is_tidy)
}

/// The texts to read it from, the likeliest first; none where parts of it are missing. `text` begins at
/// `PuTTY-User-Key-File-`.
pub(super) fn texts(text: &[u8], prefix: &Prefix<'_>) -> Vec<Zeroizing<Vec<u8>>> {
    let tidy = tidy_lines(text, prefix);
    let Some(parts) = Parts::of(&tidy) else { return Vec::new() };
    let mut texts = Vec::new();
    for comment in [parts.comment, parts.comment.trim_ascii_end(), bare(parts.comment)] {
        let Some(text) = parts.written(comment) else { continue };
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    texts
}

/// Where it ends: behind the check value. `None` where there is none.
pub(super) fn end(text: &[u8]) -> Option<usize> {
    let name = LAST.iter().filter_map(|name| find(text, name).map(|at| at + name.len())).min()?;
    let rest = text.get(name..)?;
    let gap = rest.iter().take_while(|byte| **byte == b' ').count();
    Some(name + gap + rest.get(gap..)?.iter().take_while(|byte| byte.is_ascii_hexdigit()).count())
}

const MAC: &[u8] = b"Private-MAC:";
const HASH: &[u8] = b"Private-Hash:";
const LAST: [&[u8]; 2] = [MAC, HASH];

/// The lines without what stands in front of each.
fn tidy_lines(text: &[u8], prefix: &Prefix<'_>) -> Zeroizing<Vec<u8>> {
    let mut tidy = Zeroizing::new(Vec::with_capacity(text.len() + 1));
    for (number, line) in text::lines(text).enumerate() {
        let stripped = if number > 0 { prefix.strip(line, number as u64) } else { None };
        tidy.extend_from_slice(stripped.unwrap_or(line).trim_ascii_start());
        tidy.push(b'\n');
    }
    tidy
}

struct Parts<'a> {
    /// `3: ssh-ed25519`
    first: &'a [u8],
    encryption: &'a [u8],
    comment: &'a [u8],
    public: Zeroizing<Vec<u8>>,
    /// From `Key-Derivation` to the salt.
    derivation: Vec<(&'static str, &'a [u8])>,
    private: Zeroizing<Vec<u8>>,
    last: &'static str,
    check: &'a [u8],
}

impl<'a> Parts<'a> {
    fn of(text: &'a [u8]) -> Option<Self> {
        const DERIVATION: [&str; 5] =
            ["Key-Derivation", "Argon2-Memory", "Argon2-Passes", "Argon2-Parallelism", "Argon2-Salt"];
        let (first, rest) = text::split_once(text.strip_prefix(ppk::MAGIC)?, b"Encryption:")?;
        let (encryption, rest) = text::split_once(rest, b"Comment:")?;
        let (comment, rest) = text::split_once(rest, b"Public-Lines:")?;
        let (mut public, rest) = text::split_once(rest, b"Private-Lines:")?;
        let is_hash = find(rest, MAC).is_none();
        let (private, check) = text::split_once(rest, if is_hash { HASH } else { MAC })?;
        let mut derivation = Vec::new();
        for name in DERIVATION.iter().rev() {
            if let Some((before, value)) = text::split_once(public, format!("{name}:").as_bytes()) {
                derivation.insert(0, (*name, word(value)));
                public = before;
            }
        }
        let check = check.trim_ascii_start();
        let digits = check.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
        let comment = comment.strip_prefix(b" ").unwrap_or(comment);
        Some(Self {
            first: bare(first.trim_ascii()),
            encryption: word(encryption),
            // Where all is in one line, a space stands for the line end.
            comment: comment.strip_suffix(b"\n").or_else(|| comment.strip_suffix(b" ")).unwrap_or(comment),
            public: base64(public)?,
            derivation,
            private: base64(private)?,
            last: if is_hash { "Private-Hash" } else { "Private-MAC" },
            check: check.get(..digits)?,
        })
    }

    /// `None` where the parts cannot stand in one line each.
    fn written(&self, comment: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let room = self.public.len() + self.private.len() + comment.len() + 1024;
        let mut out = Zeroizing::new(Vec::with_capacity(room * 2));
        let mut header = |name: &str, value: &[u8]| {
            out.extend_from_slice(name.as_bytes());
            out.extend_from_slice(value);
            out.push(b'\n');
        };
        let is_line = |part: &[u8]| !part.iter().any(|byte| matches!(byte, b'\n' | b'\r'));
        if !is_line(comment) || !is_line(self.first) {
            return None;
        }
        header("PuTTY-User-Key-File-", self.first);
        header("Encryption: ", self.encryption);
        header("Comment: ", comment);
        push_lines(&mut out, "Public-Lines", &self.public);
        for (name, value) in &self.derivation {
            out.extend_from_slice(format!("{name}: ").as_bytes());
            out.extend_from_slice(value);
            out.push(b'\n');
        }
        push_lines(&mut out, "Private-Lines", &self.private);
        out.extend_from_slice(format!("{}: ", self.last).as_bytes());
        out.extend_from_slice(self.check);
        out.push(b'\n');
        Some(out)
    }
}

fn push_lines(out: &mut Zeroizing<Vec<u8>>, name: &str, base64: &[u8]) {
    out.extend_from_slice(format!("{name}: {}\n", base64.len().div_ceil(WIDTH)).as_bytes());
    for line in base64.chunks(WIDTH) {
        out.extend_from_slice(line);
        out.push(b'\n');
    }
}

/// The first word, without signs around it.
fn word(value: &[u8]) -> &[u8] {
    let word = value.trim_ascii_start().split(u8::is_ascii_whitespace).next();
    bare(word.unwrap_or_default())
}

/// The base64 that follows a number of lines. The number and the base64 may touch: then it is the one
/// that fits.
fn base64(value: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let value = value.trim_ascii_start();
    let digits = value.iter().take(8).take_while(|byte| byte.is_ascii_digit()).count();
    let fits = |digits: usize| {
        let base64 = base64_lines(value.get(digits..)?)?;
        let lines: usize = std::str::from_utf8(value.get(..digits)?).ok()?.parse().ok()?;
        let touches = value.get(digits).is_some_and(|byte| !byte.is_ascii_whitespace());
        (!touches || base64.len().div_ceil(WIDTH) == lines).then_some(base64)
    };
    (1..=digits).rev().find_map(fits)
}

fn base64_lines(value: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut base64 = Zeroizing::new(Vec::with_capacity(value.len()));
    for line in text::lines(value) {
        base64_in(line)?.iter().for_each(|word| base64.extend_from_slice(word));
    }
    Some(base64)
}

fn find(text: &[u8], name: &[u8]) -> Option<usize> {
    text.windows(name.len()).position(|window| window == name)
}

#[cfg(test)]
mod tests {
    use super::{Prefix, texts};

    const FILE: &str = "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: a key\nPublic-Lines: 2\n\
                        AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\nBBBB\n\
                        Private-Lines: 1\nCCCC\nPrivate-MAC: 0123\n";

    fn first_of(text: &str, before: &str) -> Option<String> {
        let prefix = Prefix::before(before.as_bytes(), before.len());
        let text = texts(text.as_bytes(), &prefix).into_iter().next()?;
        String::from_utf8(text.to_vec()).ok()
    }

    #[test]
    fn the_parts_are_found_however_they_are_laid_out() {
        let quoted = FILE.replace('\n', "\n> ");
        let in_code = FILE.replace('\n', "\"\n\"");
        for (text, before) in [
            (FILE, ""),
            (&quoted, "> "),
            (&FILE.replace('\n', " "), ""),
            (&FILE.replace('\n', ""), ""),
            (&FILE.replace('\n', "\r\n"), ""),
        ] {
            assert_eq!(first_of(text, before).as_deref(), Some(FILE), "{text}");
        }
        assert!(
            texts(in_code.as_bytes(), &Prefix::before(b"\"", 1))
                .iter()
                .any(|text| **text == *FILE.as_bytes())
        );
        assert_eq!(first_of(&FILE.replace("Private-MAC", "Private"), ""), None);
    }
}
