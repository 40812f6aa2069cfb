//! OpenSSH's certificates (OpenSSH, PROTOCOL.certkeys).
//!
//! The blob of a certificate is: its type name, a nonce, the public fields of the certified key, a serial
//! number (uint64), the type (uint32: 1 user, 2 host), the key id, the principals (strings in a string), the
//! beginning and end of its validity (uint64 each, seconds since 1970), critical options, extensions, a
//! reserved string, the authority's public blob, and its signature over everything before.
//!
//! Options and extensions are each one string of alternating names and values; a value is a string in a
//! string, or empty for a flag.

use super::refusal::Refusal;
use super::wire::{Reader, Writer};
use super::{Format, KeyFile, ReadError, Unsupported, key_types as types};
use crate::key::{
    AttachedCertificate, Authority, CertType, Certificate, CertificateOption, Comment, OptionValue,
    PublicKey, SignatureStatus, UnreadCertificate,
};
use zeroize::Zeroizing;

const FORMAT: Format = Format::Certificate;
/// The ending of the certificate types of OpenSSH since version 5.4.
const TYPE_ENDING: &str = "-cert-v01@openssh.com";
/// The most characters of a name that are kept.
const LONGEST_NAME: usize = 80;

/// Whether the blob's type is that of a certificate that we read.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    Reader(bytes).text().is_some_and(|name| types::certified(name).is_some())
}

/// The public key or certificate in a blob.
pub(super) fn or_key(blob: &[u8], comment: Comment, format: Format) -> Result<KeyFile, ReadError> {
    if is_one(blob) {
        let certificate = read(blob, comment).map_err(|refusal| refusal.into_read_error(FORMAT))?;
        return Ok(KeyFile::Certificate(Box::new(certificate)));
    }
    let key = types::read(blob, comment).map_err(|refusal| match refusal {
        Refusal::Unsupported(Unsupported::KeyType(name)) if name.ends_with(TYPE_ENDING) => {
            ReadError::Unsupported(Unsupported::CertificateType(name))
        }
        refusal => refusal.into_read_error(format),
    })?;
    Ok(KeyFile::Public(format, key))
}

/// Reads the blob; `comment` is that of its line.
pub(super) fn read(bytes: &[u8], comment: Comment) -> Result<Certificate, Refusal> {
    let fields = fields(bytes).ok_or(Refusal::STRUCTURE)?;
    let certified = types::read(&fields.key, comment)?;
    let (authority, signature) = authority(&fields)?;
    let content = content(&fields, certified, authority, signature);
    let mut certificate = content.ok_or(Refusal::STRUCTURE)?;
    certificate.blob = bytes.to_vec();
    Ok(certificate)
}

/// A certificate in a private key file; `comment` is that of the file. Only its key must be supported, so
/// that an unknown certificate does not prevent the private key from being opened.
pub(super) fn attached(bytes: &[u8], comment: Comment) -> Result<AttachedCertificate, Refusal> {
    if let Ok(certificate) = read(bytes, comment.clone()) {
        return Ok(AttachedCertificate::Read(Box::new(certificate)));
    }
    let (name, key) = plain_key(&mut Reader(bytes)).ok_or(Refusal::STRUCTURE)?;
    let key = types::read(&key, comment)?;
    let certificate = UnreadCertificate { name: name.to_owned(), blob: bytes.to_vec(), key };
    Ok(AttachedCertificate::Unread(Box::new(certificate)))
}

/// The line of a `-cert.pub` file, with the original bytes of the comment.
pub(super) fn write(certificate: &AttachedCertificate) -> Zeroizing<Vec<u8>> {
    super::public_line::line(certificate.name(), certificate.blob(), certificate.key().comment())
}

impl KeyFile {
    /// The certificate in the file of a private key.
    pub fn attached_certificate(&self) -> Option<&AttachedCertificate> {
        match self {
            Self::Private(_, key) => key.certificate(),
            Self::Encrypted(key) => key.claimed_certificate(),
            Self::Public(..) | Self::Certificate(_) => None,
        }
    }
}

/// The signing authority, and whether the signature is valid.
fn authority(fields: &Fields<'_>) -> Result<(Authority, SignatureStatus), Refusal> {
    match types::read(fields.authority, Comment::default()) {
        Ok(key) => {
            let verdict = match key.verify(fields.signature, fields.signed) {
                Some(true) => SignatureStatus::Valid,
                Some(false) => SignatureStatus::Invalid,
                None => SignatureStatus::Unchecked,
            };
            Ok((Authority::Known(key), verdict))
        }
        Err(Refusal::Unsupported(Unsupported::KeyType(name))) => {
            let blob = fields.authority.to_vec();
            Ok((Authority::Unknown { name, blob }, SignatureStatus::Unchecked))
        }
        Err(refusal) => Err(refusal),
    }
}

/// The parts of a blob, in order.
struct Fields<'a> {
    name: &'a str,
    /// The plain public blob.
    key: Vec<u8>,
    serial: u64,
    holder: CertType,
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
    let (name, key) = plain_key(&mut rest)?;
    let serial = rest.u64()?;
    let holder = match rest.u32()? {
        1 => CertType::User,
        2 => CertType::Host,
        _ => return None,
    };
    let (key_id, principals) = (rest.string()?, rest.string()?);
    let (valid_after, valid_before) = (rest.u64()?, rest.u64()?);
    let (critical_options, extensions) = (rest.string()?, rest.string()?);
    let _reserved = rest.string()?;
    let authority = rest.string()?;
    let signed = bytes.get(..bytes.len() - rest.0.len())?;
    let signature = rest.string()?;
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

/// The type name, and the public blob of the certified key.
fn plain_key<'a>(rest: &mut Reader<'a>) -> Option<(&'a str, Vec<u8>)> {
    let name = rest.text()?;
    let kind = types::certified(name)?;
    let _nonce = rest.string()?;
    let mut key = Writer::with_capacity(rest.0.len() + kind.name.len() + 4);
    key.string(kind.name.as_bytes());
    for _ in kind.fields {
        key.string(rest.string()?);
    }
    Some((name, key.finish().to_vec()))
}

fn content(
    fields: &Fields<'_>,
    key: PublicKey,
    authority: Authority,
    signature: SignatureStatus,
) -> Option<Certificate> {
    let principals = strings(fields.principals)?;
    let (critical, extensions) = (pairs(fields.critical_options)?, pairs(fields.extensions)?);
    let names = critical.iter().chain(&extensions).map(|(name, _)| *name);
    let values = critical.iter().filter_map(|(_, value)| one_string(value));
    let texts = principals.iter().copied().chain([fields.key_id]).chain(names).chain(values);
    Some(Certificate {
        name: fields.name.to_owned(),
        blob: Vec::new(),
        key,
        serial: fields.serial,
        holder: fields.holder,
        key_id: shown(fields.key_id),
        has_zero_byte: texts.clone().any(has_inner_zero),
        principals: principals.iter().map(|name| shown(name)).collect(),
        valid_after: fields.valid_after,
        valid_before: fields.valid_before,
        critical_options: critical.iter().map(option).collect(),
        extensions: extensions.iter().map(option).collect(),
        authority,
        signature_algorithm: algorithm(fields.signature),
        signature,
    })
}

/// The algorithm that the signature names; empty if it is not a signature.
fn algorithm(signature: &[u8]) -> String {
    let name = Reader(signature).string().unwrap_or_default();
    shown(name).chars().take(LONGEST_NAME).collect()
}

/// One line that is safe to show.
fn shown(bytes: &[u8]) -> String {
    Comment::from_bytes_lossy(bytes).to_string()
}

/// OpenSSH takes one zero byte at the end of a text, and none before it (sshbuf_get_cstring).
fn has_inner_zero(text: &[u8]) -> bool {
    text.split_last().is_some_and(|(_, before)| before.contains(&0))
}

/// Strings one after the other.
fn strings(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut rest = Reader(bytes);
    let mut strings = Vec::new();
    while !rest.0.is_empty() {
        strings.push(rest.string()?);
    }
    Some(strings)
}

/// Names and data in turn.
fn pairs(bytes: &[u8]) -> Option<Vec<(&[u8], &[u8])>> {
    let strings = strings(bytes)?;
    let (pairs, rest) = strings.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[name, data]| (*name, *data)).collect())
}

fn option((name, data): &(&[u8], &[u8])) -> CertificateOption {
    CertificateOption { name: shown(name), value: value(data) }
}

fn value(data: &[u8]) -> OptionValue {
    match one_string(data) {
        _ if data.is_empty() => OptionValue::Flag,
        Some(text) => OptionValue::Text(shown(text)),
        None => OptionValue::Bytes(data.to_vec()),
    }
}

/// The string that the data is, and nothing more.
fn one_string(data: &[u8]) -> Option<&[u8]> {
    let mut rest = Reader(data);
    rest.string().filter(|_| rest.0.is_empty())
}

#[cfg(test)]
mod tests {
    use super::value;
    use crate::key::OptionValue;

    #[test]
    fn what_is_more_than_a_text_is_shown_in_digits() {
        assert_eq!(value(b""), OptionValue::Flag);
        assert_eq!(value(b"\0\0\0\0"), OptionValue::Text(String::new()));
        assert_eq!(value(b"\0\0\0\x02ls"), OptionValue::Text("ls".to_owned()));
        assert_eq!(value(b"\0\0\0\x02ls\x07").shown(), "000000026c7307");
    }
}
