//! Keys that sshd does not find in their lines, and how these lines would have to stand.

use super::line::{Content, Ignored, LineFault};
use super::options::KeyOptions;
use super::repair::begins_key;
use super::scan::split_options;
use crate::key::PublicKey;
use crate::sshfiles::key_field::{self, as_c_string, skip_blanks};
use crate::sshfiles::lines::{LONGEST_LINE, Lines};

/// The most lines that a key was wrapped into.
pub(super) const MOST_LINES: usize = 24;
const MARKER: &[u8] = b"@cert-authority";
const OPTION: &[u8] = b"cert-authority";

/// What is wrong with a line, its key, and the line as it was meant.
pub(super) fn found(line: &[u8]) -> Option<(LineFault, PublicKey, Vec<u8>)> {
    if line.len() > LONGEST_LINE {
        return None;
    }
    let (fault, meant) = meant(line.trim_ascii())?;
    Some((fault, key_that_is_on(&meant)?, meant))
}

fn meant(line: &[u8]) -> Option<(LineFault, Vec<u8>)> {
    for quote in [b"\"", b"'", b"`"] {
        if let Some(inner) = line.strip_prefix(quote).and_then(|line| line.strip_suffix(quote)) {
            return Some((LineFault::Quotes, inner.trim_ascii().to_vec()));
        }
    }
    if let Some(rest) =
        line.strip_prefix(MARKER).filter(|rest| rest.starts_with(b" ") || rest.starts_with(b"\t"))
    {
        let rest = skip_blanks(rest);
        let between: &[u8] = if begins_key(rest) { b" " } else { b"," };
        return Some((LineFault::Marker, [OPTION, between, rest].concat()));
    }
    let starts = (1..line.len()).filter(|at| matches!(line.get(at - 1), Some(b' ' | b'\t')));
    let (options, key) =
        starts.filter_map(|at| line.split_at_checked(at)).find(|(_, rest)| begins_key(rest))?;
    Some((LineFault::Spaces, [&joined(options), &b" "[..], key].concat()))
}

/// Options without the blanks between them.
fn joined(options: &[u8]) -> Vec<u8> {
    let mut all: Vec<u8> = Vec::with_capacity(options.len());
    for option in words(options) {
        let is_apart = |byte: Option<&u8>| !matches!(byte, None | Some(b',' | b'='));
        if is_apart(all.last()) && is_apart(option.first()) {
            all.push(b',');
        }
        all.extend_from_slice(option);
    }
    if all.last() == Some(&b',') {
        all.pop();
    }
    all
}

/// What stands between blanks that are not in quotes.
fn words(options: &[u8]) -> Vec<&[u8]> {
    let mut is_quoted = false;
    let mut is_escaped = false;
    let is_end = |byte: &u8| {
        is_quoted ^= *byte == b'"' && !is_escaped;
        is_escaped = *byte == b'\\';
        !is_quoted && matches!(byte, b' ' | b'\t')
    };
    options.split(is_end).filter(|word| !word.is_empty()).collect()
}

/// The key of a line that sshd would accept. Not by [`super::line::content`], which asks this module.
fn key_that_is_on(line: &[u8]) -> Option<PublicKey> {
    let line = skip_blanks(as_c_string(line));
    let (options, field) = match key_field::read(line) {
        Some(Ok(field)) => (&b""[..], field),
        _ => {
            let (options, rest) = split_options(line)?;
            (options, key_field::read(skip_blanks(rest))?.ok()?)
        }
    };
    let is_on = KeyOptions::parse(options).is_ok() && !field.is_certificate;
    is_on.then_some(field.key)
}

/// Marks keys that were wrapped over several lines: the first line is damaged, and together they are a key.
pub(super) fn join(lines: &Lines, contents: &mut [Content]) {
    for at in 0..contents.len() {
        let Some((key, count, _)) = wrapped(lines, contents, at) else { continue };
        for part in contents.iter_mut().skip(at + 1).take(count) {
            *part = Content::Ignored(Ignored::InPasted);
        }
        if let Some(first) = contents.get_mut(at) {
            *first = Content::Ignored(Ignored::Misplaced(LineFault::Wrapped, key));
        }
    }
}

/// The key that begins in a line that is damaged, how many lines more it takes, and all of it in one line.
fn wrapped(lines: &Lines, contents: &[Content], at: usize) -> Option<(PublicKey, usize, Vec<u8>)> {
    let Some(Content::Ignored(Ignored::Damaged(_))) = contents.get(at) else { return None };
    let is_part = |content: &&Content| matches!(content, Content::Ignored(Ignored::NotAKey));
    let count = contents.get(at + 1..)?.iter().take(MOST_LINES).take_while(is_part).count();
    joined_lines(lines, at + 1, count)
}

/// The key in a line and those below it, as few as there must be.
pub(super) fn joined_lines(lines: &Lines, number: usize, most: usize) -> Option<(PublicKey, usize, Vec<u8>)> {
    let mut all = lines.get(number)?.trim_ascii_end().to_vec();
    for count in 1..=most {
        let next = lines.get(number + count)?.trim_ascii();
        let between: &[u8] = if next.starts_with(b"AAAA") { b" " } else { b"" };
        all = [&all, between, next].concat();
        if all.len() > LONGEST_LINE {
            return None;
        }
        if let Some(key) = key_that_is_on(&all) {
            return Some((key, count, all));
        }
    }
    None
}
