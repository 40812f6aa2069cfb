//! What one line is to sshd (OpenSSH, auth2-pubkeyfile.c, auth_check_authkey_line).

use super::misplaced;
use super::options::{BadOption, KeyOptions};
use super::scan::split_options;
use crate::key::PublicKey;
use crate::sshfiles::key_field::{self, KeyDamage, KeyField, as_c_string, skip_blanks};
use crate::sshfiles::lines::Lines;

/// The byte order mark of UTF-8.
pub(super) const MARK: &[u8] = b"\xef\xbb\xbf";
/// What the names of types begin with.
pub(super) const TYPE_BEGINNINGS: [&[u8]; 3] = [b"ssh-", b"ecdsa-sha2-", b"sk-"];

/// What a line means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing, or white space.
    Blank,
    /// A comment that is no key.
    Comment,
    /// A key that may log in, or one that was switched off by a comment sign in front of it.
    Key(KeyLine),
    /// sshd skips it without a word.
    Ignored(Ignored),
}

/// A key and what it may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLine {
    /// Whether it may log in. Otherwise a comment sign stands in front of it.
    pub is_on: bool,
    /// The options as they stand.
    pub written_options: String,
    /// What they come to.
    pub options: KeyOptions,
    /// The key, with its comment.
    pub key: PublicKey,
}

impl Content {
    /// The key in the line, whether it may log in or not.
    pub fn key(&self) -> Option<&PublicKey> {
        match self {
            Self::Key(line) => Some(&line.key),
            Self::Ignored(why) => why.key(),
            Self::Blank | Self::Comment => None,
        }
    }
}

/// Why sshd skips a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ignored {
    /// It does not understand the options.
    Options {
        /// Why.
        problem: BadOption,
        /// The options as they stand.
        written: String,
        /// The key; `None` where a quote that is never closed hides it.
        key: Option<PublicKey>,
    },
    /// There is a type, but no key.
    Damaged(KeyDamage),
    /// The next key begins in the middle of this one: a line end is missing.
    Glued,
    /// A certificate: the key of its authority would have to be here.
    Certificate(PublicKey),
    /// A byte order mark (BOM) comes before the key, as some editors write it.
    ByteOrderMark(PublicKey),
    /// The characters are UTF-16, as Windows' PowerShell writes them.
    Utf16,
    /// The first line of a key in a format of several lines.
    Pasted(PastedBlock),
    /// A line of such a key.
    InPasted,
    /// A key that sshd would read if the line were written otherwise.
    Misplaced(LineFault, PublicKey),
    /// Anything else.
    NotAKey,
}

/// What keeps sshd from finding the key in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFault {
    /// A space in the options before the key.
    Spaces,
    /// Quotes around all of it.
    Quotes,
    /// `@cert-authority`, as in known_hosts, where `cert-authority` is meant.
    Marker,
    /// The key goes on in the lines below.
    Wrapped,
}

impl Ignored {
    /// The key in the line, if there is a whole one.
    pub fn key(&self) -> Option<&PublicKey> {
        match self {
            Self::Options { key, .. } => key.as_ref(),
            Self::Certificate(key) | Self::ByteOrderMark(key) | Self::Misplaced(_, key) => Some(key),
            _ => None,
        }
    }
}

/// A format of several lines, which sshd does not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PastedBlock {
    /// A private key, which should not be on a server at all.
    PrivateKey,
    /// A public key, as in RFC 4716 or PEM.
    PublicKey,
}

/// Every line. What follows the first line of a pasted key belongs to it, up to its end or to a line that sshd
/// understands.
pub(super) fn contents(lines: &Lines) -> Vec<Content> {
    let mut is_inside = false;
    let one = |(_, text): (usize, &[u8])| {
        let content = content(text);
        match content {
            Content::Ignored(Ignored::Pasted(_)) => is_inside = true,
            Content::Blank => {}
            Content::Ignored(Ignored::NotAKey) if is_inside => {
                is_inside = !is_end(text);
                return Content::Ignored(Ignored::InPasted);
            }
            _ => is_inside = false,
        }
        content
    };
    let mut contents: Vec<Content> = lines.iter().map(one).collect();
    misplaced::join(lines, &mut contents);
    contents
}

/// A line, without regard to those around it.
pub(super) fn content(text: &[u8]) -> Content {
    if is_utf16(text) {
        return Content::Ignored(Ignored::Utf16);
    }
    let line = skip_blanks(as_c_string(text));
    if line.trim_ascii().is_empty() {
        return Content::Blank;
    }
    if let Some((_, rest)) = without_comment_sign(line) {
        return match live(rest) {
            Content::Key(key) => Content::Key(KeyLine { is_on: false, ..key }),
            _ => Content::Comment,
        };
    }
    live(line)
}

/// The blanks in front of a comment sign, and what follows it and the blanks after it. `None` where there is no
/// comment sign.
pub(super) fn without_comment_sign(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let comment = skip_blanks(text);
    let signs = comment.iter().take_while(|byte| **byte == b'#').count();
    if signs == 0 {
        return None;
    }
    let blanks = text.get(..text.len() - comment.len())?;
    Some((blanks, skip_blanks(comment.get(signs..)?)))
}

/// What stands before the options of a line with a key, and what stands after them. `None` where there is no key.
pub(super) fn around_options(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let bare = match without_comment_sign(text) {
        Some((_, rest)) => rest,
        None => skip_blanks(text),
    };
    let front = text.get(..text.len() - bare.len())?;
    if matches!(key_field::read(as_c_string(bare)), Some(Ok(_))) {
        return Some((front, bare));
    }
    let (_, rest) = split_options(bare)?;
    Some((front, skip_blanks(rest)))
}

/// A line without blanks in front. The key may come first, or after options.
fn live(line: &[u8]) -> Content {
    if let Some(block) = pasted(line) {
        return Content::Ignored(block);
    }
    let damage = match key_field::read(line) {
        Some(Ok(field)) => return key_line(b"", field),
        Some(Err(damage)) => Some(damage),
        None => None,
    };
    let found = match split_options(line) {
        Some((options, rest)) => key_field::read(skip_blanks(rest)).map(|field| (options, field)),
        None if damage.is_none() && contains(line, b"AAAA") => {
            let written = shown(line);
            return Content::Ignored(Ignored::Options { problem: BadOption::OpenQuote, written, key: None });
        }
        None => None,
    };
    match (found, damage) {
        (Some((options, Ok(field))), _) => {
            let otherwise = || after_mark(line).or_else(|| misplaced(line)).map(Content::Ignored);
            match key_line(options, field) {
                Content::Ignored(why @ Ignored::Options { .. }) => {
                    otherwise().unwrap_or(Content::Ignored(why))
                }
                other => other,
            }
        }
        (Some((_, Err(damage))), _) | (None, Some(damage)) => Content::Ignored(damaged(line, damage)),
        (None, None) => {
            Content::Ignored(after_mark(line).or_else(|| misplaced(line)).unwrap_or(Ignored::NotAKey))
        }
    }
}

/// A key that sshd would read if the line were written otherwise.
fn misplaced(line: &[u8]) -> Option<Ignored> {
    misplaced::found(line).map(|(fault, key, _)| Ignored::Misplaced(fault, key))
}

fn key_line(options: &[u8], field: KeyField) -> Content {
    let written_options = shown(options);
    let KeyField { key, is_certificate } = field;
    if is_certificate {
        return Content::Ignored(Ignored::Certificate(key));
    }
    match KeyOptions::parse(options) {
        Ok(options) => Content::Key(KeyLine { is_on: true, written_options, options, key }),
        Err(problem) => {
            Content::Ignored(Ignored::Options { problem, written: written_options, key: Some(key) })
        }
    }
}

/// A key that sshd would read if there were no byte order mark.
fn after_mark(line: &[u8]) -> Option<Ignored> {
    let rest = line.strip_prefix(MARK).filter(|rest| !rest.starts_with(MARK))?;
    match live(rest) {
        Content::Key(line) => Some(Ignored::ByteOrderMark(line.key)),
        _ => None,
    }
}

fn damaged(line: &[u8], damage: KeyDamage) -> Ignored {
    let has_another = |word: &[u8]| {
        TYPE_BEGINNINGS.iter().any(|name| contains(word.get(1..).unwrap_or_default(), name))
            && contains(word, b"AAAA")
    };
    let is_glued =
        damage == KeyDamage::NotBase64 && line.split(|byte| matches!(byte, b' ' | b'\t')).any(has_another);
    if is_glued { Ignored::Glued } else { Ignored::Damaged(damage) }
}

fn pasted(line: &[u8]) -> Option<Ignored> {
    let is_block = line.starts_with(b"-----BEGIN ") || line.starts_with(b"---- BEGIN ");
    let is_private = line.starts_with(b"PuTTY-User-Key-File-") || is_block && contains(line, b"PRIVATE KEY");
    match (is_private, is_block) {
        (true, _) => Some(Ignored::Pasted(PastedBlock::PrivateKey)),
        (false, true) => Some(Ignored::Pasted(PastedBlock::PublicKey)),
        (false, false) => None,
    }
}

fn is_end(text: &[u8]) -> bool {
    text.starts_with(b"-----END ") || text.starts_with(b"---- END ") || text.starts_with(b"Private-MAC: ")
}

/// Every second byte is zero, from the first two on, also where a line end or a byte order mark stands at its side.
/// sshd reads a line up to the first zero: more of them behind a key mean nothing.
fn is_utf16(text: &[u8]) -> bool {
    let is_start = matches!(text, [0, ..] | [_, 0, ..] | [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    let zeros = text.iter().filter(|byte| **byte == 0).count();
    is_start && zeros >= 4 && zeros * 3 >= text.len()
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    memchr::memmem::find(text, part).is_some()
}

fn shown(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}
