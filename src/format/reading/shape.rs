//! Which structure the bytes of a key are, and how long it is: each structure contains its length, so a lost
//! last line is noticed and text after the key is ignored.

use super::super::der_structure::{self, Shape};
use super::super::wire::Reader;
use super::super::{ber, key_types, openssh, sshcom};

/// What bytes begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::format) enum Held {
    /// OpenSSH's private key.
    OpenSsh,
    /// ssh.com's private key.
    SshCom,
    /// An ASN.1 SEQUENCE.
    Der,
    /// A public key or certificate as SSH writes it.
    PublicBlob,
    Unknown,
}

pub(in crate::format) fn held(bytes: &[u8]) -> Held {
    if bytes.starts_with(openssh::MAGIC) {
        Held::OpenSsh
    } else if bytes.starts_with(&sshcom::MAGIC.to_be_bytes()) {
        Held::SshCom
    } else if bytes.first() == Some(&0x30) {
        Held::Der
    } else if Reader(bytes).text().is_some_and(key_types::is_type) {
        Held::PublicBlob
    } else {
        Held::Unknown
    }
}

/// The label that belongs to a private key in these bytes; `None` where they are none, or of a format that is not
/// written with a label of its own.
pub(in crate::format) fn private_label(bytes: &[u8]) -> Option<&'static str> {
    match (held(bytes), der_structure::shape(bytes)) {
        (Held::OpenSsh, _) => Some(openssh::LABEL),
        (_, Some(Shape::Pkcs1)) => Some("RSA PRIVATE KEY"),
        (_, Some(Shape::Sec1)) => Some("EC PRIVATE KEY"),
        (_, Some(Shape::Dsa)) => Some("DSA PRIVATE KEY"),
        (_, Some(Shape::Pkcs8)) => Some("PRIVATE KEY"),
        (_, Some(Shape::EncryptedPkcs8)) => Some("ENCRYPTED PRIVATE KEY"),
        _ => None,
    }
}

/// The length of the structure that the bytes begin with; `None` if it is incomplete or unknown.
pub(in crate::format) fn length(bytes: &[u8]) -> Option<usize> {
    let length = match held(bytes) {
        Held::OpenSsh => open_ssh(bytes)?,
        Held::SshCom => Reader(bytes.get(4..)?).u32()? as usize,
        Held::Der => bytes.len() - ber::first(bytes)?.1.len(),
        Held::PublicBlob => key_types::length(bytes)?,
        Held::Unknown => return None,
    };
    (length <= bytes.len()).then_some(length)
}

fn open_ssh(bytes: &[u8]) -> Option<usize> {
    let mut rest = Reader(bytes.get(openssh::MAGIC.len()..)?);
    let cipher = rest.text()?;
    let has_tag = cipher.contains("gcm") || cipher.contains("poly1305");
    let (_kdf, _options) = (rest.string()?, rest.string()?);
    if rest.u32()? != 1 {
        return Some(bytes.len());
    }
    let (_public, _private) = (rest.string()?, rest.string()?);
    rest.take(if has_tag { 16 } else { 0 })?;
    Some(bytes.len() - rest.0.len())
}

/// Whether these are the bytes of a private key, complete or truncated.
pub(super) fn is_private(bytes: &[u8]) -> bool {
    match held(bytes) {
        Held::OpenSsh | Held::SshCom => true,
        Held::Der => match der_structure::shape(bytes) {
            Some(Shape::EncryptedPkcs8) => begins_with_scheme(bytes),
            Some(shape) => shape.is_private(),
            None => begins_as_private(bytes),
        },
        Held::PublicBlob | Held::Unknown => false,
    }
}

/// Whether these are the bytes of a complete public key.
pub(super) fn is_public(bytes: &[u8]) -> bool {
    match held(bytes) {
        Held::PublicBlob => length(bytes).is_some(),
        Held::Der => der_structure::shape(bytes).is_some_and(|shape| !shape.is_private()),
        Held::OpenSsh | Held::SshCom | Held::Unknown => false,
    }
}

/// Whether a truncated SEQUENCE begins with the version of a private key and what only private keys have
/// after it.
pub(super) fn begins_as_private(bytes: &[u8]) -> bool {
    let Some(inside) = inside(bytes) else { return false };
    match inside {
        // PKCS#1 and DSA: a large number; SEC 1: an OCTET STRING; PKCS#8: the algorithm.
        [2, 1, 0, 2, 0x81..=0x84, ..] | [2, 1, 1, 4, 0x18..=0x48, ..] | [2, 1, 0 | 1, 0x30, _, 6, ..] => true,
        _ => begins_with_scheme(bytes),
    }
}

/// PBES1, PBES2 or the schemes of PKCS#12, as every encrypted PKCS#8 begins.
fn begins_with_scheme(bytes: &[u8]) -> bool {
    const SCHEMES: [&[u8]; 2] =
        [b"\x2a\x86\x48\x86\xf7\x0d\x01\x05", b"\x2a\x86\x48\x86\xf7\x0d\x01\x0c\x01"];
    let scheme = inside(bytes).and_then(|algorithm| match algorithm {
        [0x30, ..] => inside(algorithm),
        _ => None,
    });
    let name = scheme.and_then(|scheme| match scheme {
        [6, _, name @ ..] => Some(name),
        _ => None,
    });
    name.is_some_and(|name| SCHEMES.iter().any(|scheme| name.starts_with(scheme)))
}

/// The contents after the header of an element.
fn inside(bytes: &[u8]) -> Option<&[u8]> {
    let header = match *bytes.get(1)? {
        count @ 0x81..=0x84 => 2 + usize::from(count - 0x80),
        _ => 2,
    };
    bytes.get(header..)
}

#[cfg(test)]
mod tests {
    use super::{is_private, length};

    #[test]
    fn a_sequence_tells_its_length() {
        assert_eq!(length(&[0x30, 2, 5, 0, 9, 9]), Some(4));
        assert_eq!(length(&[0x30, 0x81, 2, 5, 0, 9]), Some(5));
        assert_eq!(length(&[0x30, 3, 5, 0]), None);
        assert_eq!(length(&[0x30, 0x80, 5, 0, 0, 0, 9]), Some(6));
        assert_eq!(length(&[0x30, 0x88, 255, 255, 255, 255, 255, 255, 255, 255]), None);
        assert_eq!(length(b"anything"), None);
    }

    #[test]
    fn the_beginning_of_a_private_key_is_one_although_the_rest_is_missing() {
        let pkcs1 = [0x30, 0x82, 4, 0xa4, 2, 1, 0, 2, 0x82, 1, 1, 0];
        let sec1 = [0x30, 0x77, 2, 1, 1, 4, 0x20, 1];
        let pkcs8 = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70];
        let locked =
            [&[0x30, 0x82, 1, 2, 0x30, 0x40, 6, 9][..], b"\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0d"].concat();
        for bytes in [&pkcs1[..], &sec1, &pkcs8, &locked] {
            assert!(is_private(bytes), "{bytes:x?}");
        }
        let certificate = [0x30, 0x82, 1, 2, 0x30, 0x82, 1, 0, 0xa0, 3, 2, 1, 2];
        let public = [0x30, 0x82, 1, 2, 0x30, 0x0d, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
        for bytes in [&certificate[..], &public, b"0123"] {
            assert!(!is_private(bytes), "{bytes:x?}");
        }
    }
}
