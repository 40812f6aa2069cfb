//! A .ppk with other text before or after each line, or all in one line. Its parts are found by name and laid
//! out as PuTTY writes them. The check value covers the key and, from version 2 on, the
//! comment, so another key is never accepted.

use super::super::{Damage, ReadError, Unsupported, ppk, text_encoding};
use super::lines::{Prefix, bare, base64_in};
use super::pieces::What;
use super::unwrap::UNWRAPPINGS;
use zeroize::Zeroizing;

/// PuTTY's line width.
const WIDTH: usize = 64;

/// The text that a .ppk can be read from, and whether its layout was correct. `text` begins at
/// `PuTTY-User-Key-File-`.
pub(super) fn what(text: &[u8], prefix: &Prefix<'_>) -> (What, bool) {
    let tidy = tidy(text, prefix);
    let lines = |text| text_encoding::lines(text).filter(|line| !line.is_empty());
    let is_tidy = tidy.as_ref().is_none_or(|tidy| lines(text).eq(lines(tidy)));
    let mut refused = None;
    for text in std::iter::once(Zeroizing::new(text.to_vec())).chain(tidy) {
        match ppk::check_whole(&text) {
            // The error of the variant that could be read furthest is reported.
            Err(error @ ReadError::Damaged { damage: Damage::Missing(_), .. }) => {
                refused.get_or_insert(error);
            }
            // The name of a cipher followed by other text is not the name of another cipher.
            Err(
                error @ (ReadError::Damaged { .. } | ReadError::Unsupported(Unsupported::PpkEncryption(_))),
            ) => {
                refused = Some(error);
            }
            // It is complete, whether or not it is supported.
            Ok(()) | Err(_) => return (What::Ppk(text), is_tidy),
        }
    }
    (What::Broken(refused.unwrap_or(ReadError::NotAKey)), is_tidy)
}

/// What the comment may have been before other programs appended blanks or punctuation to it, or encoded
/// its characters differently.
pub(in crate::format) fn comments(comment: &[u8]) -> Vec<Vec<u8>> {
    let undone = UNWRAPPINGS.iter().filter_map(|unwrapping| (unwrapping.undo)(comment));
    let mut comments: Vec<Vec<u8>> = Vec::new();
    for text in std::iter::once(Zeroizing::new(comment.to_vec())).chain(undone) {
        for comment in [&**text, text.trim_ascii_end(), bare(&text)] {
            if !comments.iter().any(|known| known == comment) {
                comments.push(comment.to_vec());
            }
        }
    }
    comments
}

/// The text as PuTTY writes it; `None` where parts of it are missing.
fn tidy(text: &[u8], prefix: &Prefix<'_>) -> Option<Zeroizing<Vec<u8>>> {
    Parts::of(&tidy_lines(text, prefix)).map(|parts| parts.written())
}

/// Where it ends: after the check value. `None` where there is none.
pub(super) fn end(text: &[u8]) -> Option<usize> {
    let name =
        LAST.iter().filter_map(|name| text_encoding::find(text, name).map(|at| at + name.len())).min()?;
    let rest = text.get(name..)?;
    let gap = rest.iter().take_while(|byte| **byte == b' ').count();
    Some(name + gap + rest.get(gap..)?.iter().take_while(|byte| byte.is_ascii_hexdigit()).count())
}

const MAC: &[u8] = b"Private-MAC:";
const HASH: &[u8] = b"Private-Hash:";
const LAST: [&[u8]; 2] = [MAC, HASH];

/// The lines without the text before each.
fn tidy_lines(text: &[u8], prefix: &Prefix<'_>) -> Zeroizing<Vec<u8>> {
    let mut tidy = Zeroizing::new(Vec::with_capacity(text.len() + 1));
    for (number, line) in text_encoding::lines(text).enumerate() {
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
        let (first, rest) = text_encoding::split_once(text.get(ppk::MAGIC.len()..)?, b"Encryption:")?;
        let (encryption, rest) = text_encoding::split_once(rest, b"Comment:")?;
        let (comment, rest) = text_encoding::split_once(rest, b"Public-Lines:")?;
        let (mut public, rest) = text_encoding::split_once(rest, b"Private-Lines:")?;
        let is_hash = !text_encoding::has(rest, MAC);
        let (private, check) = text_encoding::split_once(rest, if is_hash { HASH } else { MAC })?;
        let mut derivation = Vec::new();
        for name in DERIVATION.iter().rev() {
            if let Some((before, value)) = text_encoding::split_once(public, format!("{name}:").as_bytes()) {
                derivation.insert(0, (*name, word(value)));
                public = before;
            }
        }
        let check = check.trim_ascii_start();
        let digits = check.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
        Some(Self {
            first: bare(one_line(first)?.trim_ascii()),
            encryption: word(encryption),
            comment: one_line(comment.strip_prefix(b" ").unwrap_or(comment))?,
            public: base64(public)?,
            derivation,
            private: base64(private)?,
            last: if is_hash { "Private-Hash" } else { "Private-MAC" },
            check: check.get(..digits)?,
        })
    }

    fn written(&self) -> Zeroizing<Vec<u8>> {
        let room = self.public.len() + self.private.len() + self.comment.len() + 1024;
        let mut out = Zeroizing::new(Vec::with_capacity(room * 2));
        let mut header = |name: &str, value: &[u8]| {
            out.extend_from_slice(name.as_bytes());
            out.extend_from_slice(value);
            out.push(b'\n');
        };
        header("PuTTY-User-Key-File-", self.first);
        header("Encryption: ", self.encryption);
        header("Comment: ", self.comment);
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
        out
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

/// The first line, if only punctuation follows it. If the file is in one line, spaces take the place of line
/// ends.
fn one_line(value: &[u8]) -> Option<&[u8]> {
    let mut lines = text_encoding::lines(value);
    let first = lines.next().unwrap_or_default();
    let is_text = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    if lines.any(|line| bare(line).iter().any(is_text)) {
        return None;
    }
    Some(if first.len() == value.len() { first.strip_suffix(b" ").unwrap_or(first) } else { first })
}

/// The base64 after a number of lines, if it has that many: otherwise a lost line would look like a wrong
/// passphrase. There may be no space between the number and the base64.
fn base64(value: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let value = value.trim_ascii_start();
    let digits = value.iter().take(8).take_while(|byte| byte.is_ascii_digit()).count();
    let fits = |digits: usize| {
        let (base64, lines) = base64_lines(value.get(digits..)?)?;
        let due: usize = std::str::from_utf8(value.get(..digits)?).ok()?.parse().ok()?;
        let touches = value.get(digits).is_some_and(|byte| !byte.is_ascii_whitespace());
        (base64.len().div_ceil(WIDTH) == due || !touches && lines == due).then_some(base64)
    };
    (1..=digits).rev().find_map(fits)
}

/// The base64 in lines, and how many lines have some.
fn base64_lines(value: &[u8]) -> Option<(Zeroizing<Vec<u8>>, usize)> {
    let mut base64 = Zeroizing::new(Vec::with_capacity(value.len()));
    let mut lines = 0;
    for line in text_encoding::lines(value) {
        let words = base64_in(line)?;
        words.iter().for_each(|word| base64.extend_from_slice(word));
        lines += usize::from(!words.is_empty());
    }
    Some((base64, lines))
}

#[cfg(test)]
mod tests {
    use super::{Prefix, comments, tidy};

    const FILE: &str = "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: a key\nPublic-Lines: 2\n\
                        AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\nBBBB\n\
                        Private-Lines: 1\nCCCC\nPrivate-MAC: 0123\n";

    fn laid_out(text: &str, before: &str) -> Option<String> {
        let prefix = Prefix::before(before.as_bytes(), before.len());
        String::from_utf8(tidy(text.as_bytes(), &prefix)?.to_vec()).ok()
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
            assert_eq!(laid_out(text, before).as_deref(), Some(FILE), "{text}");
        }
        let in_code = laid_out(&in_code, "\"").unwrap();
        assert_eq!(in_code.replace("a key\"", "a key"), FILE);
        let added = FILE.replace('\n', "\n\" +\n    \"");
        assert_eq!(laid_out(&added, "    \"").as_deref(), Some(FILE));
        assert_eq!(laid_out(&FILE.replace("Private-MAC", "Private"), ""), None);
    }
    #[test]
    fn lines_must_be_as_many_as_the_file_says() {
        let lost = FILE.replace("BBBB\n", "");
        assert_eq!(laid_out(&lost, ""), None);
        let wrapped_again = FILE.replace("AAAAB", "AAA\nAB").replace("A\nBBBB", "ABBBB");
        assert_eq!(laid_out(&wrapped_again, "").as_deref(), Some(FILE));
        assert_eq!(laid_out(&FILE.replace("a key", "a\nkey"), ""), None);
    }

    #[test]
    fn a_comment_is_looked_for_in_what_was_done_to_it() {
        for done in ["a&b", "a&b  ", "a&amp;b", "a%26b", "a=26b", "a\u{200b}&b\u{a0}", "a&b\","] {
            assert!(comments(done.as_bytes()).contains(&b"a&b".to_vec()), "{done}");
        }
    }
}
