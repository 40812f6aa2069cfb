//! A type and a blob in base64, as OpenSSH reads them out of a line (sshkey.c, sshkey_read).

use crate::format::{self, KeyFile, ReadError};
use crate::key::{Comment, Kind, PublicKey, short_name};
use base64ct::{Base64, Encoding as _};

/// The fewest bits of an RSA key that OpenSSH reads (SSH_RSA_MINIMUM_MODULUS_SIZE).
const LEAST_RSA_BITS: u32 = 1024;

/// Why OpenSSH reads no key where the name of a type stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyDamage {
    /// There is nothing after the type.
    Missing,
    /// What follows the type is not base64, or lacks its end.
    NotBase64,
    /// It is not a key of this type: some of it is missing or was changed.
    Content,
    /// The blob is a key of another type.
    OtherType {
        /// The type before the blob.
        named: String,
        /// The type in it.
        found: String,
    },
    /// OpenSSH does not know the type.
    Unsupported(String),
    /// An RSA key that is too short for OpenSSH.
    ShortRsa {
        /// Its size in bits.
        bits: u32,
    },
}

/// What stands in a line.
pub(super) struct KeyField {
    /// The key, with the rest of the line as its comment.
    pub key: PublicKey,
    /// Whether it stands in a certificate.
    pub is_certificate: bool,
}

/// The key at the beginning of a text. `None` where that does not begin with the name of a type.
pub(super) fn read(text: &[u8]) -> Option<Result<KeyField, KeyDamage>> {
    let (name, rest) = word(text);
    let name = std::str::from_utf8(name).ok()?;
    let (blob, comment) = word(skip_blanks(rest));
    if !format::is_key_type(name) {
        return unsupported(name, blob).map(Err);
    }
    Some(read_blob(name, blob, comment))
}

fn read_blob(name: &str, base64: &[u8], comment: &[u8]) -> Result<KeyField, KeyDamage> {
    if base64.is_empty() {
        return Err(KeyDamage::Missing);
    }
    let blob = decoded(base64).ok_or(KeyDamage::NotBase64)?;
    let comment = Comment::from_bytes_lossy(comment.trim_ascii());
    let found = format::blob_type(&blob).unwrap_or_default();
    if found != format::name_in_blob(name) {
        let is_type = format::is_key_type(found);
        let other = KeyDamage::OtherType { named: name.to_owned(), found: found.to_owned() };
        return Err(if is_type { other } else { KeyDamage::Content });
    }
    let (key, is_certificate) = match format::read_public_blob(&blob, comment) {
        Ok(KeyFile::Public(_, key)) => (key, false),
        Ok(KeyFile::Certificate(certificate)) => (certificate.key.clone(), true),
        Ok(_) | Err(ReadError::Damaged { .. }) => return Err(KeyDamage::Content),
        Err(_) => return Err(KeyDamage::Unsupported(name.to_owned())),
    };
    match key.kind() {
        Kind::Ed448 => Err(KeyDamage::Unsupported(name.to_owned())),
        Kind::Rsa(bits) if bits < LEAST_RSA_BITS => Err(KeyDamage::ShortRsa { bits }),
        // Numbers without the zero in front are negative to OpenSSH, and it reads no compressed points: what we
        // wrote in the right form is longer then. Too many zeros do not matter.
        _ if !is_certificate && key.blob().len() > blob.len() => Err(KeyDamage::Content),
        _ => Ok(KeyField { key, is_certificate }),
    }
}

/// A type that nobody here knows, if the blob says the same.
fn unsupported(name: &str, base64: &[u8]) -> Option<KeyDamage> {
    let looks_like_one = name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"');
    let blob = decoded(base64).filter(|_| looks_like_one)?;
    (format::blob_type(&blob) == Some(name)).then(|| KeyDamage::Unsupported(short_name(name.as_bytes())))
}

/// The name of a type that nobody here knows, with what every key begins with after it.
pub(super) fn newer_type(text: &[u8]) -> Option<String> {
    let (name, rest) = word(text);
    let is_name = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-@.".contains(byte);
    let looks_like_one = name.first().is_some_and(u8::is_ascii_lowercase)
        && name.contains(&b'-')
        && name.iter().all(is_name)
        && skip_blanks(rest).starts_with(b"AAAA");
    looks_like_one.then(|| short_name(name))
}

/// As b64_pton does: it needs the padding, and skips white space, of which only line ends are left in a word.
fn decoded(base64: &[u8]) -> Option<Vec<u8>> {
    let text: Vec<u8> = base64.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    Base64::decode_vec(std::str::from_utf8(&text).ok()?).ok()
}

/// Up to a space or tab, and what follows. OpenSSH knows no other white space here.
pub(super) fn word(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| matches!(byte, b' ' | b'\t')).unwrap_or(text.len());
    text.split_at(end)
}

/// Without the spaces and tabs in front.
pub(super) fn skip_blanks(text: &[u8]) -> &[u8] {
    let blanks = text.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    text.get(blanks..).unwrap_or_default()
}

/// What C makes of a line: it ends at the first NUL byte.
pub(super) fn as_c_string(text: &[u8]) -> &[u8] {
    text.split(|byte| *byte == 0).next().unwrap_or_default()
}
