//! ASN.1 in DER (ITU-T X.690): which of the structures that hold keys this is. The labels around
//! it are not relied on: programs have put everything into `PRIVATE KEY`.

use super::refused::Refused;
use super::{Format, dsa, pkcs1, pkcs8, sec1};
use crate::key::{Comment, Key, Pair};
use der::asn1::{AnyRef, UintRef};
use der::{Decode as _, Reader as _, SliceReader, Tag, TagNumber, Tagged as _};

/// More elements than any structure of a key has.
const MOST: usize = 16;

/// What the outermost SEQUENCE looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// RSAPrivateKey
    Pkcs1,
    /// ECPrivateKey
    Sec1,
    /// OpenSSL's DSA private key
    Dsa,
    /// PrivateKeyInfo or OneAsymmetricKey
    Pkcs8,
    /// EncryptedPrivateKeyInfo
    EncryptedPkcs8,
    /// SubjectPublicKeyInfo
    PublicKeyInfo,
    /// RSAPublicKey
    RsaPublic,
}

/// `None` for anything else.
pub(super) fn shape(der: &[u8]) -> Option<Shape> {
    let tags: Vec<Tag> = elements(sequence(der)?)?.iter().map(AnyRef::tag).collect();
    Some(match tags.as_slice() {
        [Tag::Integer, Tag::Sequence, Tag::OctetString, ..] => Shape::Pkcs8,
        [Tag::Integer, Tag::OctetString, ..] => Shape::Sec1,
        [Tag::Sequence, Tag::OctetString] => Shape::EncryptedPkcs8,
        [Tag::Sequence, Tag::BitString] => Shape::PublicKeyInfo,
        [Tag::Integer, Tag::Integer] => Shape::RsaPublic,
        [first @ .., _] if first.iter().all(|tag| *tag == Tag::Integer) => match tags.len() {
            6 => Shape::Dsa,
            9.. => Shape::Pkcs1,
            _ => return None,
        },
        _ => return None,
    })
}

/// A private key in the clear.
pub(super) fn private(der: &[u8]) -> Result<(Format, Key), Refused> {
    match shape(der) {
        Some(Shape::Pkcs1) => Ok((Format::Pem, pkcs1::read(der)?)),
        Some(Shape::Sec1) => Ok((Format::Pem, sec1::read(der, None)?)),
        Some(Shape::Dsa) => Ok((Format::Pem, dsa::read(der)?)),
        Some(Shape::Pkcs8) => Ok((Format::Pkcs8, pkcs8::read(der)?)),
        Some(Shape::EncryptedPkcs8 | Shape::PublicKeyInfo | Shape::RsaPublic) | None => {
            Err(Refused::STRUCTURE)
        }
    }
}

/// A key of two halves that belong together. These structures hold no comment.
pub(super) fn key(pair: impl Into<Pair>) -> Result<Key, Refused> {
    Key::new(pair, Comment::default()).map_err(|_| Refused::HalvesDiffer)
}

/// One element that is all there is.
pub(super) fn element(der: &[u8]) -> Option<AnyRef<'_>> {
    AnyRef::from_der(der).ok()
}

/// The body of a SEQUENCE that is all there is.
pub(super) fn sequence(der: &[u8]) -> Option<&[u8]> {
    let any = element(der)?;
    (any.tag() == Tag::Sequence).then(|| any.value())
}

/// The elements in the body of a SEQUENCE.
pub(super) fn elements(body: &[u8]) -> Option<Vec<AnyRef<'_>>> {
    let mut reader = SliceReader::new(body).ok()?;
    let mut elements = Vec::new();
    while !reader.is_finished() {
        if elements.len() == MOST {
            return None;
        }
        elements.push(reader.decode().ok()?);
    }
    Some(elements)
}

/// Takes the next element off the rest if it has this tag: an OPTIONAL one. What is left at the end is
/// to be refused, for a damaged element is not a missing one.
pub(super) fn optional<'a>(rest: &mut &[AnyRef<'a>], tag: Tag) -> Option<AnyRef<'a>> {
    let (next, behind) = rest.split_first().filter(|(next, _)| next.tag() == tag)?;
    *rest = behind;
    Some(*next)
}

/// The tag \[number\] of an element that has others in it.
pub(super) fn numbered(number: u32) -> Tag {
    Tag::ContextSpecific { constructed: true, number: TagNumber(number) }
}

/// The magnitude of an INTEGER that is not negative.
pub(super) fn natural(element: AnyRef<'_>) -> Option<&[u8]> {
    element.decode_as::<UintRef<'_>>().ok().map(|number| number.as_bytes())
}

/// One element out of its parts, for tests.
#[cfg(test)]
pub(super) fn built(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    use der::Encode as _;
    let (tag, inside) = (Tag::from_der(&[tag]).unwrap(), parts.concat());
    AnyRef::new(tag, &inside).unwrap().to_der().unwrap()
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn six_or_nine_of_anything_but_numbers_are_no_key() {
        for count in [6, 9] {
            let sequence = |element: &[u8]| [&[0x30, 2 * count][..], &element.repeat(count.into())].concat();
            assert!(shape(&sequence(&[5, 0])).is_none());
            assert!(shape(&sequence(&[4, 0])).is_none());
        }
    }
}
