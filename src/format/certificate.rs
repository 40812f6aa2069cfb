//! OpenSSH's certificates (OpenSSH, PROTOCOL.certkeys).
//!
//! The blob of a certificate is: its type name, a nonce, the public fields of the key that it is
//! about, a serial number (uint64), whom it names (uint32: 1 a user, 2 a host), the key id, the
//! principals (strings in a string), from when and until when it is good (uint64 each, seconds since
//! 1970), critical options, extensions, a reserved string, the authority's public blob, and its
//! signature over all before.
//!
//! Options and extensions are each one string of names and values in turn; a value is a string in a
//! string, or empty for an option that is only there or not.

use super::wire::{Reader, Writer};
use super::{Damage, Format, KeyFile, ReadError, blob as types};
use crate::key::{Certificate, Comment, Holder, PublicKey, Verdict};
use std::fmt::Write as _;

const FORMAT: Format = Format::Certificate;

/// Whether the blob's type is that of a certificate that we read.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    Reader(bytes).text().is_some_and(|name| types::certified(name).is_some())
}

/// A public key or a certificate, whichever the blob is.
pub(super) fn or_key(blob: &[u8], comment: Comment, format: Format) -> Result<KeyFile, ReadError> {
    if is_one(blob) {
        return read(blob, comment).map(|certificate| KeyFile::Certificate(Box::new(certificate)));
    }
    let key = super::public_key(blob, comment).map_err(|bad| bad.into_read_error(format))?;
    Ok(KeyFile::Public(format, key))
}

/// Reads the blob; `comment` is that of its line.
pub(super) fn read(bytes: &[u8], comment: Comment) -> Result<Certificate, ReadError> {
    let damaged = |damage| ReadError::Damaged { format: FORMAT, damage };
    let fields = fields(bytes).ok_or(damaged(Damage::Structure))?;
    let key =
        |bytes: &[u8], comment| super::public_key(bytes, comment).map_err(|bad| bad.into_read_error(FORMAT));
    let certified = key(&fields.key, comment)?;
    let authority = key(fields.authority, Comment::default())?;
    let signature = match authority.made(fields.signature, fields.signed) {
        Some(true) => Verdict::Right,
        Some(false) => Verdict::Wrong,
        None => Verdict::Unchecked,
    };
    let content = content(&fields, certified, authority, signature);
    let mut certificate = content.ok_or(damaged(Damage::Structure))?;
    certificate.blob = bytes.to_vec();
    Ok(certificate)
}

/// The parts of a blob, in order.
struct Fields<'a> {
    name: &'a str,
    /// The plain public blob.
    key: Vec<u8>,
    serial: u64,
    holder: Holder,
    key_id: &'a [u8],
    principals: &'a [u8],
    valid_after: u64,
    valid_before: u64,
    critical_options: &'a [u8],
    extensions: &'a [u8],
    authority: &'a [u8],
    /// All that the signature is over.
    signed: &'a [u8],
    signature: &'a [u8],
}

fn fields(bytes: &[u8]) -> Option<Fields<'_>> {
    let mut rest = Reader(bytes);
    let name = rest.text()?;
    let kind = types::certified(name)?;
    let _nonce = rest.string()?;
    let mut key = Writer::with_capacity(bytes.len());
    key.string(kind.name.as_bytes());
    for _ in 0..kind.fields {
        key.string(rest.string()?);
    }
    let serial = rest.u64()?;
    let holder = match rest.u32()? {
        1 => Holder::User,
        2 => Holder::Host,
        _ => return None,
    };
    let (key_id, principals) = (rest.string()?, rest.string()?);
    let (valid_after, valid_before) = (rest.u64()?, rest.u64()?);
    let (critical_options, extensions) = (rest.string()?, rest.string()?);
    let _reserved = rest.string()?;
    let authority = rest.string()?;
    let signed = bytes.get(..bytes.len() - rest.0.len())?;
    let signature = rest.string()?;
    let key = key.finish().to_vec();
    rest.0.is_empty().then_some(Fields {
        name,
        key,
        serial,
        holder,
        key_id,
        principals,
        valid_after,
        valid_before,
        critical_options,
        extensions,
        authority,
        signed,
        signature,
    })
}

fn content(
    fields: &Fields<'_>,
    key: PublicKey,
    authority: PublicKey,
    signature: Verdict,
) -> Option<Certificate> {
    Some(Certificate {
        name: fields.name.to_owned(),
        blob: Vec::new(),
        key,
        serial: fields.serial,
        holder: fields.holder,
        key_id: shown(fields.key_id),
        principals: principals(fields.principals)?,
        valid_after: fields.valid_after,
        valid_before: fields.valid_before,
        critical_options: options(fields.critical_options)?,
        extensions: options(fields.extensions)?,
        authority,
        signature,
    })
}

/// One line that is safe to show.
fn shown(bytes: &[u8]) -> String {
    Comment::from_file(bytes).to_string()
}

fn principals(bytes: &[u8]) -> Option<Vec<String>> {
    let mut rest = Reader(bytes);
    let mut names = Vec::new();
    while !rest.0.is_empty() {
        names.push(shown(rest.string()?));
    }
    Some(names)
}

fn options(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let mut rest = Reader(bytes);
    let mut options = Vec::new();
    while !rest.0.is_empty() {
        options.push((shown(rest.string()?), value(rest.string()?)));
    }
    Some(options)
}

/// The text in it; anything but a text in hexadecimal digits.
fn value(bytes: &[u8]) -> String {
    let mut rest = Reader(bytes);
    match rest.string() {
        Some(text) if rest.0.is_empty() => shown(text),
        _ => bytes.iter().fold(String::new(), |mut digits, byte| {
            write!(digits, "{byte:02x}").unwrap_or_default();
            digits
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn what_is_more_than_a_text_is_shown_in_digits() {
        assert_eq!(value(b"\0\0\0\x02ls"), "ls");
        assert_eq!(value(b"\0\0\0\x02ls\x07"), "000000026c7307");
    }
}
