//! The types of public blobs, and the fields of each.

use super::refusal::Refusal;
use super::wire::{Reader, Writer};
use crate::key::{Comment, Curve, Kind, PublicKey, SecurityKey, derive};
use zeroize::Zeroizing;

/// A type of plain key.
pub(super) struct Type {
    /// `ssh-rsa` …
    pub name: &'static str,
    /// The type of its certificates.
    pub certificate: &'static str,
    /// Strings in its blob after the name.
    pub fields: &'static [Field],
}

/// What a string in a blob is.
#[derive(Clone, Copy)]
pub(super) enum Field {
    /// Bytes that have one form only.
    Bytes,
    /// An mpint.
    Natural,
    /// A point of this curve.
    Point(Curve),
}

const fn of(kind: Kind, certificate: &'static str, fields: &'static [Field]) -> Type {
    Type { name: kind.ssh_name(), certificate, fields }
}

use Field::{Bytes, Natural, Point};

/// RFC 4253, section 6.6; RFC 5656, section 3.1; RFC 8709, section 4; OpenSSH, PROTOCOL.u2f and
/// PROTOCOL.certkeys.
const TYPES: [Type; 9] = [
    of(Kind::Ed25519, "ssh-ed25519-cert-v01@openssh.com", &[Bytes]),
    of(Kind::Ed448, "ssh-ed448-cert-v01@openssh.com", &[Bytes]),
    of(Kind::Rsa(0), "ssh-rsa-cert-v01@openssh.com", &[Natural, Natural]),
    of(Kind::Dsa(0), "ssh-dss-cert-v01@openssh.com", &[Natural, Natural, Natural, Natural]),
    of(Kind::Ecdsa(Curve::P256), "ecdsa-sha2-nistp256-cert-v01@openssh.com", &[Bytes, Point(Curve::P256)]),
    of(Kind::Ecdsa(Curve::P384), "ecdsa-sha2-nistp384-cert-v01@openssh.com", &[Bytes, Point(Curve::P384)]),
    of(Kind::Ecdsa(Curve::P521), "ecdsa-sha2-nistp521-cert-v01@openssh.com", &[Bytes, Point(Curve::P521)]),
    of(Kind::SecurityKey(SecurityKey::Ed25519), "sk-ssh-ed25519-cert-v01@openssh.com", &[Bytes, Bytes]),
    of(
        Kind::SecurityKey(SecurityKey::EcdsaP256),
        "sk-ecdsa-sha2-nistp256-cert-v01@openssh.com",
        &[Bytes, Point(Curve::P256), Bytes],
    ),
];

/// Other names of RSA certificates in lines, after the hash that they are used with.
const RSA_CERTIFICATES: [&str; 2] =
    ["rsa-sha2-256-cert-v01@openssh.com", "rsa-sha2-512-cert-v01@openssh.com"];

/// Other names that programs give RSA keys, after the hash that they are used with (RFC 8332): the key
/// is the same.
const RSA_KEYS: [&str; 2] = ["rsa-sha2-256", "rsa-sha2-512"];

/// The type of this name.
pub(super) fn plain(name: &str) -> Option<&'static Type> {
    let name = canonical_name(name);
    TYPES.iter().find(|kind| kind.name == name)
}

/// The name that a type has in blobs.
pub(super) fn canonical_name(name: &str) -> &str {
    if RSA_KEYS.contains(&name) { Kind::Rsa(0).ssh_name() } else { name }
}

/// The name that stands in the blob of a key or a certificate with this name before it in a line.
pub(super) fn name_in_blob(name: &str) -> &str {
    match certified(name) {
        Some(kind) => kind.certificate,
        None => canonical_name(name),
    }
}

/// Whether a text ends with the name of a type.
pub(super) fn ends_with_type(text: &[u8]) -> bool {
    let names = TYPES.iter().flat_map(|kind| [kind.name, kind.certificate]);
    names.chain(RSA_KEYS).chain(RSA_CERTIFICATES).any(|name| text.ends_with(name.as_bytes()))
}

/// The type whose certificates have this name.
pub(super) fn certified(name: &str) -> Option<&'static Type> {
    if RSA_CERTIFICATES.contains(&name) {
        return plain(Kind::Rsa(0).ssh_name());
    }
    TYPES.iter().find(|kind| kind.certificate == name)
}

/// Whether this is the name of a type of key or certificate that we read.
pub(super) fn is_type(name: &str) -> bool {
    plain(name).is_some() || certified(name).is_some()
}

/// The blob of a plain key in canonical form: mpints as short as they can be (RFC 4251, section 5),
/// points uncompressed (RFC 5656, section 3.1, allows the compressed form, but OpenSSH reads no other).
/// Programs write mpints with zeros in front or without the zero before a set first bit. `None`
/// where it is no such blob.
///
/// Fingerprints are of this form: ssh-keygen shows the same for mpints with leading zeros, and servers log
/// the same once the key is written in a form that they accept.
pub(super) fn canonical(blob: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut rest = Reader(blob);
    let kind = plain(rest.text()?)?;
    let mut out = Writer::with_capacity(blob.len() + 128);
    out.string(kind.name.as_bytes());
    for field in kind.fields {
        let bytes = rest.string()?;
        match field {
            Bytes => out.string(bytes),
            Natural => out.unsigned_mpint(bytes),
            Point(curve) => out.string(&derive::uncompressed(*curve, bytes)?),
        };
    }
    rest.0.is_empty().then(|| out.finish())
}

/// The plain key in a blob, whatever the form of its numbers and points.
pub(super) fn read(blob: &[u8], comment: Comment) -> Result<PublicKey, Refusal> {
    let canonical = canonical(blob);
    Ok(PublicKey::from_blob(canonical.as_deref().map_or(blob, Vec::as_slice), comment)?)
}

/// The length of the blob that the bytes begin with, by its fields. `None` for unknown types and incomplete
/// blobs.
pub(super) fn length(bytes: &[u8]) -> Option<usize> {
    let mut rest = Reader(bytes);
    let name = rest.text()?;
    let strings = |rest: &mut Reader<'_>, count| (0..count).try_for_each(|_| rest.string().map(|_| ()));
    match (plain(name), certified(name)) {
        (Some(kind), _) => strings(&mut rest, kind.fields.len())?,
        (None, Some(kind)) => {
            // Nonce and key; serial and holder; key id and principals; validity; options,
            // extensions, reserved, authority, signature.
            strings(&mut rest, kind.fields.len() + 1)?;
            rest.take(12)?;
            strings(&mut rest, 2)?;
            rest.take(16)?;
            strings(&mut rest, 5)?;
        }
        (None, None) => return None,
    }
    Some(bytes.len() - rest.0.len())
}

#[cfg(test)]
mod tests {
    use super::length;
    use crate::format::wire::Writer;

    fn strings(texts: &[&str]) -> Vec<u8> {
        let mut writer = Writer::with_capacity(256);
        texts.iter().for_each(|text| _ = writer.string(text.as_bytes()));
        writer.finish().to_vec()
    }

    #[test]
    fn the_length_of_a_blob_follows_from_its_fields() {
        let key = strings(&["ssh-ed25519", "point"]);
        // PROTOCOL.certkeys: serial and holder are 12 bytes, the times of validity 16.
        let certificate = [
            strings(&["ssh-ed25519-cert-v01@openssh.com", "nonce", "point"]),
            vec![0; 12],
            strings(&["id", "principals"]),
            vec![0; 16],
            strings(&["options", "extensions", "", "authority", "signature"]),
        ]
        .concat();
        for blob in [key, certificate] {
            assert_eq!(length(&blob), Some(blob.len()));
            assert_eq!(length(&[&blob[..], b"more"].concat()), Some(blob.len()));
            assert_eq!(length(&blob[..blob.len() - 1]), None);
        }
        assert_eq!(length(&strings(&["ssh-unknown", "point"])), None);
    }
}
