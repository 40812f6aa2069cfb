//! ASN.1 in BER or DER (ITU-T X.690): which of the structures that hold keys this is. The labels around
//! it are not relied on: programs have put everything into `PRIVATE KEY`.

use super::refusal::Refusal;
use super::{Format, Unsupported, ber, dsa, pkcs1, pkcs8, sec1};
use crate::key::{Comment, Curve, Key, Pair, derive};
use der::asn1::{AnyRef, UintRef};
use der::{Decode as _, Reader as _, SliceReader, Tag, TagNumber, Tagged as _};
use zeroize::Zeroizing;

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

impl Shape {
    fn is_private(self) -> bool {
        !matches!(self, Self::PublicKeyInfo | Self::RsaPublic)
    }
}

/// A structure that holds a key.
pub(super) struct Structure {
    pub shape: Shape,
    /// In DER, whatever encoding it was in. The structures inside its strings are still as they were.
    pub der: Zeroizing<Vec<u8>>,
}

/// Takes the structure that the bytes begin with. Bytes after it are ignored, as OpenSSL does, unless
/// they belong to a key: the end of this structure, which would go unchecked then, or another key.
pub(super) fn structure(bytes: &[u8]) -> Result<Structure, Refusal> {
    let (der, rest) = ber::first(bytes).ok_or(Refusal::STRUCTURE)?;
    let shape = shape_of(&der).ok_or(Refusal::STRUCTURE)?;
    if self::shape(rest).is_some_and(Shape::is_private) {
        return Err(Refusal::Unsupported(Unsupported::SeveralPrivateKeys));
    }
    let is_last_part = |tag: &u8| [2, 3, 4, 0x81, 0xa0, 0xa1].contains(tag);
    if rest.first().is_some_and(is_last_part) && ber::first(rest).is_some() {
        return Err(Refusal::STRUCTURE);
    }
    Ok(Structure { shape, der })
}

/// What the bytes begin with. `None` for anything else.
pub(super) fn shape(bytes: &[u8]) -> Option<Shape> {
    let is_sequence = bytes.first() == Some(&0x30);
    is_sequence.then(|| ber::first(bytes)).flatten().and_then(|(der, _)| shape_of(&der))
}

fn shape_of(der: &[u8]) -> Option<Shape> {
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
pub(super) fn private(bytes: &[u8]) -> Result<(Format, Key), Refusal> {
    structure(bytes)?.private()
}

impl Structure {
    /// A private key in the clear.
    pub fn private(&self) -> Result<(Format, Key), Refusal> {
        let der = &self.der;
        match self.shape {
            Shape::Pkcs1 => Ok((Format::Pem, pkcs1::read(der)?)),
            Shape::Sec1 => Ok((Format::Pem, sec1::read(der, None)?)),
            Shape::Dsa => Ok((Format::Pem, dsa::read(der)?)),
            Shape::Pkcs8 => Ok((Format::Pkcs8, pkcs8::read(der)?)),
            Shape::EncryptedPkcs8 | Shape::PublicKeyInfo | Shape::RsaPublic => Err(Refusal::STRUCTURE),
        }
    }
}

/// The structure inside a string of another one.
pub(super) fn inner(bytes: &[u8], expected: Shape) -> Result<Zeroizing<Vec<u8>>, Refusal> {
    let Structure { shape, der } = structure(bytes)?;
    if shape == expected { Ok(der) } else { Err(Refusal::STRUCTURE) }
}

/// What stands in a BIT STRING that holds a key: whole bytes.
#[derive(Clone, Copy)]
pub(super) struct Bits<'a> {
    bytes: &'a [u8],
    unused: u8,
}

impl<'a> Bits<'a> {
    /// From the body of the BIT STRING.
    pub fn of(body: &'a [u8]) -> Option<Self> {
        let (&unused, bytes) = body.split_first()?;
        (unused < 8).then_some(Self { bytes, unused })
    }

    /// `None` where the unused bits are not zero: it is not clear then which bits belong to the key.
    pub fn bytes(self) -> Option<&'a [u8]> {
        let last = self.bytes.last().copied().unwrap_or_default();
        (last & !(0xff << self.unused) == 0).then_some(self.bytes)
    }

    /// A point of the curve, uncompressed. Programs count zero bits at the end of a point as unused
    /// and leave zero bytes there away (OpenSSL's functions for BIT STRING do so unless they are told
    /// not to), or set a number of unused bits that is wrong. Of all that, what lies on the curve is
    /// right: for points with both coordinates no two readings do.
    pub fn point(self, curve: Curve) -> Option<Vec<u8>> {
        let coordinate = curve.bits().div_ceil(8) as usize;
        if self.bytes.first().is_some_and(|form| matches!(form, 2 | 3)) {
            return derive::uncompressed(curve, self.bytes()?);
        }
        let mut padded = self.bytes.to_vec();
        padded.resize(padded.len().max(1 + 2 * coordinate), 0);
        let mut masked = self.bytes.to_vec();
        if let Some(last) = masked.last_mut() {
            *last &= 0xff << self.unused;
        }
        [padded, masked].iter().find_map(|point| derive::uncompressed(curve, point))
    }
}

/// A key of two halves that belong together. These structures hold no comment.
pub(super) fn key(pair: impl Into<Pair>) -> Result<Key, Refusal> {
    Key::new(pair, Comment::default()).map_err(|_| Refusal::KeyMismatch)
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
pub(super) fn context_tag(number: u32) -> Tag {
    Tag::ContextSpecific { constructed: true, number: TagNumber(number) }
}

/// The magnitude of an INTEGER that is not negative.
pub(super) fn unsigned_integer(element: AnyRef<'_>) -> Option<&[u8]> {
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
