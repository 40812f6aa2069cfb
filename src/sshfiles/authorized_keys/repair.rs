//! Puts lines right that sshd ignores, or switches them off.

use super::AuthorizedKeys;
use super::line::{Content, Ignored, KeyLine, MARK, TYPE_BEGINNINGS, around_options, content};
use super::misplaced;
use super::options::KeyOptions;
use crate::format;
use crate::sshfiles::key_field::{skip_blanks, word};
use crate::sshfiles::lines::{Edit, LONGEST_LINE};

impl AuthorizedKeys {
    /// The lines that would take its place: one for each of several keys, without a byte order mark, or written so that
    /// sshd finds its key. `None` where the line needs neither, or would not be understood afterwards.
    pub(super) fn repaired(&self, number: usize) -> Option<Vec<Vec<u8>>> {
        let text = self.lines.get(number)?;
        Some(match (without_mark(text), content(text)) {
            (Some(rest), _) => vec![rest.to_vec()],
            (None, Content::Ignored(Ignored::Misplaced(..))) => vec![misplaced::found(text)?.2],
            (None, _) => each_with_options(&split(text)?)?,
        })
    }

    /// Makes a comment of a line that sshd ignores; of a key in a format of several lines, of all its lines. `None`
    /// where sshd does not ignore the line, or it is in UTF-16.
    pub fn comment_out(&mut self, number: usize) -> Option<Vec<Edit>> {
        let contents = self.contents();
        let mut rest = contents.iter().skip(number.checked_sub(1)?);
        match rest.next()? {
            Content::Ignored(Ignored::Utf16 | Ignored::InPasted) => return None,
            Content::Ignored(_) => {}
            Content::Blank | Content::Comment | Content::Key(_) => return None,
        }
        let inside = rest.take_while(|content| matches!(content, Content::Ignored(Ignored::InPasted)));
        let last = number + inside.count();
        let comment = |number: usize| {
            let text = [b"# ", self.lines.get(number)?].concat();
            self.lines.replace(number, text)
        };
        (number..=last).map(comment).collect()
    }
}

fn is_on(text: &[u8]) -> bool {
    matches!(content(text), Content::Key(KeyLine { is_on: true, .. }))
}

fn without_mark(text: &[u8]) -> Option<&[u8]> {
    text.strip_prefix(MARK).filter(|rest| is_on(rest))
}

/// The keys in a line, at least two, each of which sshd would accept on a line of its own.
fn split(text: &[u8]) -> Option<Vec<&[u8]>> {
    if text.len() > LONGEST_LINE {
        return None;
    }
    let (mut parts, mut rest) = (Vec::new(), text);
    let mut at = 1;
    while at < rest.len() {
        let (before, after) = rest.split_at_checked(at)?;
        // The first key may come after options.
        if begins_key(after) && is_on(before) {
            parts.push(before.trim_ascii_end());
            (rest, at) = (after, 0);
        }
        at += 1;
    }
    parts.push(rest.trim_ascii_end());
    let (_, before) = parts.split_last()?;
    let is_safe = !before.iter().any(|part| ends_in_option(part));
    (parts.len() > 1 && is_safe && parts.iter().all(|part| is_on(part))).then_some(parts)
}

/// A line for each key, with the options of the first. A key that follows more than one word of comment, as in a remark
/// about an older key, is turned off.
fn each_with_options(parts: &[&[u8]]) -> Option<Vec<Vec<u8>>> {
    let (first, others) = parts.split_first()?;
    let (front, key) = around_options(first)?;
    let options = first.get(front.len()..first.len().checked_sub(key.len())?)?;
    let mut lines = vec![first.to_vec()];
    for (before, part) in parts.iter().zip(others) {
        let sign: &[u8] = if ends_in_name(before) { b"" } else { b"#" };
        lines.push([sign, options, part].concat());
    }
    let is_key = |line: &Vec<u8>| matches!(content(line), Content::Key(_));
    lines.iter().all(is_key).then_some(lines)
}

/// Whether the comment of a key is one word, as people call keys, or none.
fn ends_in_name(text: &[u8]) -> bool {
    let Content::Key(line) = content(text) else { return false };
    let comment = line.key.comment().as_bytes();
    let mut words = comment.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    words.next().is_none_or(|word| !word.contains(&b'#')) && words.next().is_none()
}

/// Whether what stands before the next key may be its options, without which it could do more than it was meant to.
fn ends_in_option(text: &[u8]) -> bool {
    let start = text.iter().rposition(|byte| matches!(byte, b' ' | b'\t')).map_or(0, |at| at + 1);
    let word = text.get(start..).unwrap_or_default();
    let is_options = |at| word.get(at..).is_some_and(|end| KeyOptions::parse(end).is_ok());
    word.contains(&b'"') || (0..word.len()).any(is_options)
}

/// The name of a type and the beginning of a blob.
pub(super) fn begins_key(text: &[u8]) -> bool {
    if !TYPE_BEGINNINGS.iter().any(|start| text.starts_with(start)) {
        return false;
    }
    let (name, rest) = word(text);
    std::str::from_utf8(name).is_ok_and(format::is_key_type) && skip_blanks(rest).starts_with(b"AAAA")
}
