//! The blocks of ssh.com: headers as in RFC 4716, section 3.3, then base64. A header continues in the next
//! line after a backslash, whatever that line contains.

use super::super::{Damage, rfc4716, text_encoding};
use super::body::{Body, body};
use super::lines::{Prefix, is_base64, lines_at};
use crate::key::Comment;

/// The beginning of the base64 of a public key and of ssh.com's private key.
const BEGINNINGS: [&[u8]; 2] = [b"AAAA", b"P2/56"];

/// The comment and what follows the headers.
pub(super) fn block(
    text: &[u8],
    prefix: Option<&Prefix<'_>>,
    has_end: bool,
) -> Result<(Comment, Body), Damage> {
    let headers = headers(text, prefix);
    let mut body = body(text.get(headers.end..).unwrap_or_default(), prefix, has_end)?;
    body.end += headers.end;
    Ok((headers.comment, body))
}

pub(super) struct Headers {
    comment: Comment,
    /// Where they end.
    pub end: usize,
}

pub(super) fn headers(text: &[u8], prefix: Option<&Prefix<'_>>) -> Headers {
    if let Some(headers) = in_one_line(text) {
        return headers;
    }
    let strip = |number: usize, line| {
        let stripped = prefix.filter(|_| number > 0).and_then(|prefix| prefix.strip(line, number as u64));
        stripped.unwrap_or(line)
    };
    let mut headers = Headers { comment: Comment::default(), end: 0 };
    let lines = lines_at(text).enumerate().filter(|(_, (_, line))| !line.is_empty());
    let mut lines = lines.map(|(number, (at, line))| (at + line.len(), strip(number, line)));
    // A continued line keeps its spaces, unless the whole file is indented.
    let mut indent: Option<usize> = None;
    while let Some((end, line)) = lines.next() {
        let trimmed = line.trim_ascii();
        let Some(colon) = trimmed.iter().position(|byte| *byte == b':') else {
            if trimmed.is_empty() {
                continue;
            }
            break;
        };
        let indent = *indent.get_or_insert(line.len() - line.trim_ascii_start().len());
        let (name, value) = trimmed.split_at(colon);
        let mut value = value.get(1..).unwrap_or_default().to_vec();
        headers.end = end;
        while value.last() == Some(&b'\\') {
            let Some((end, next)) = lines.next() else { break };
            value.pop();
            let space = next.iter().take(indent).take_while(|byte| byte.is_ascii_whitespace()).count();
            value.extend_from_slice(next.get(space..).unwrap_or_default().trim_ascii_end());
            headers.end = end;
        }
        if name.eq_ignore_ascii_case(b"Comment") {
            headers.comment = Comment::from_bytes_lossy(&rfc4716::unquoted(value.trim_ascii()));
        }
    }
    headers
}

/// Headers in front of base64 in the same line.
fn in_one_line(text: &[u8]) -> Option<Headers> {
    const ROOM: usize = 2048;
    let room = text.get(..ROOM.min(text.len()))?.trim_ascii_start();
    if room.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        return None;
    }
    let is_beginning = |at: &usize| {
        let rest = room.get(*at..).unwrap_or_default();
        BEGINNINGS.iter().any(|beginning| rest.starts_with(beginning))
            && rest.get(..20).is_some_and(is_base64)
    };
    let start = (0..room.len()).find(is_beginning)?;
    let (_, comment) = text_encoding::split_once(room.get(..start)?, b"Comment:").unwrap_or_default();
    let comment = Comment::from_bytes_lossy(&rfc4716::unquoted(comment.trim_ascii()));
    Some(Headers { comment, end: text.len() - text.trim_ascii_start().len() + start })
}
