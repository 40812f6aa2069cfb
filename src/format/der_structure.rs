//! Which of the ASN.1 structures that hold keys some bytes are. The label around them is not relied on:
//! programs have put each of these structures into `PRIVATE KEY`.

use super::asn1::sequence;
use super::refusal::Refusal;
use super::{Format, Unsupported, ber};
use der::asn1::AnyRef;
use der::{Tag, Tagged as _};
use zeroize::Zeroizing;

/// The structure of the outermost SEQUENCE.
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
    pub fn is_private(self) -> bool {
        self.format() != Format::PublicPem
    }

    /// The format of a file that is this structure.
    pub fn format(self) -> Format {
        match self {
            Self::Pkcs1 | Self::Sec1 | Self::Dsa => Format::Pem,
            Self::Pkcs8 | Self::EncryptedPkcs8 => Format::Pkcs8,
            Self::PublicKeyInfo | Self::RsaPublic => Format::PublicPem,
        }
    }
}

/// A structure that holds a key.
pub(super) struct Structure {
    pub shape: Shape,
    /// Converted to DER, except for structures inside its strings.
    pub der: Zeroizing<Vec<u8>>,
}

/// The structure that the bytes begin with. Bytes after it are ignored, as OpenSSL does, unless they may be
/// the end of this structure, which would be left unchecked, or another key.
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

/// The structure that the bytes begin with; `None` if there is none.
pub(super) fn shape(bytes: &[u8]) -> Option<Shape> {
    let is_sequence = bytes.first() == Some(&0x30);
    is_sequence.then(|| ber::first(bytes)).flatten().and_then(|(der, _)| shape_of(&der))
}

fn shape_of(der: &[u8]) -> Option<Shape> {
    let tags: Vec<Tag> = sequence(der)?.iter().map(AnyRef::tag).collect();
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

/// The structure in a string of another one, which must be the expected one.
pub(super) fn inner(bytes: &[u8], expected: Shape) -> Result<Zeroizing<Vec<u8>>, Refusal> {
    let Structure { shape, der } = structure(bytes)?;
    if shape == expected { Ok(der) } else { Err(Refusal::STRUCTURE) }
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
