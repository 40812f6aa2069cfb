//! OpenSSH's one-line public key, as in .pub files and authorized_keys (sshd's manual,
//! AUTHORIZED_KEYS FILE FORMAT): options or nothing, type, base64, comment.

use super::{Damage, Format, ReadError, text};
use crate::key::{Comment, PublicKey};
use base64ct::{Base64, Encoding as _};
use zeroize::Zeroizing;

const FORMAT: Format = Format::Line;

/// `None` where no line looks like a public key.
pub(super) fn read(bytes: &[u8]) -> Option<Result<PublicKey, ReadError>> {
    let mut keys =
        text::lines(bytes).map(<[u8]>::trim_ascii).filter(|line| !line.starts_with(b"#")).filter_map(parts);
    let first = keys.next()?;
    Some(match keys.count() {
        0 => key(&first),
        more => Err(ReadError::SeveralKeys { count: more + 1 }),
    })
}

struct Parts<'a> {
    name: &'a [u8],
    base64: &'a [u8],
    comment: &'a [u8],
}

/// The base64 of every blob begins with the length of its type name, three zero bytes first.
/// Options can hold such a word too, so one that goes on with the name before it is preferred.
fn parts(line: &[u8]) -> Option<Parts<'_>> {
    let (mut rest, mut likely) = (line, None);
    while let Some((name, after)) = word(rest)
        && let Some((base64, comment)) = word(after)
    {
        if base64.starts_with(b"AAAA") {
            let found = Parts { name, base64, comment: comment.trim_ascii() };
            if begins_with(base64, name) {
                return Some(found);
            }
            likely.get_or_insert(found);
        }
        rest = after;
    }
    likely
}

/// Whether a blob's first field is this name, as far as whole groups of base64 tell.
fn begins_with(base64: &[u8], name: &[u8]) -> bool {
    let length = u32::try_from(name.len()).unwrap_or(u32::MAX);
    let mut start = [&length.to_be_bytes(), name].concat();
    start.truncate(start.len() / 3 * 3);
    base64.starts_with(Base64::encode_string(&start).as_bytes())
}

/// The next word and what follows it; `None` at the end.
fn word(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let line = line.trim_ascii_start();
    if line.is_empty() {
        return None;
    }
    let end = line.iter().position(u8::is_ascii_whitespace).unwrap_or(line.len());
    Some(line.split_at(end))
}

fn key(parts: &Parts<'_>) -> Result<PublicKey, ReadError> {
    let damaged = |damage| ReadError::Damaged { format: FORMAT, damage };
    let blob = text::base64([parts.base64]).ok_or(damaged(Damage::Base64))?;
    let key = super::public_key(&blob, Comment::from_file(parts.comment))
        .map_err(|bad| bad.into_read_error(FORMAT))?;
    if key.kind().ssh_name().as_bytes() == parts.name { Ok(key) } else { Err(damaged(Damage::Structure)) }
}

/// The line and its end.
pub(super) fn write(key: &PublicKey) -> Zeroizing<Vec<u8>> {
    let mut line = format!("{} {}", key.kind().ssh_name(), key.base64()).into_bytes();
    let comment = key.comment().as_bytes();
    if !comment.is_empty() {
        line.push(b' ');
        line.extend_from_slice(comment);
    }
    line.push(b'\n');
    Zeroizing::new(line)
}
