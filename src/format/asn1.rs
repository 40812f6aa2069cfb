//! ASN.1 elements in BER or DER (ITU-T X.690).

use der::asn1::{AnyRef, UintRef};
use der::{Decode as _, Reader as _, SliceReader, Tag, TagNumber, Tagged as _};

/// More elements than any structure of a key has.
const MOST: usize = 16;

/// A BIT STRING.
#[derive(Clone, Copy)]
pub(super) struct Bits<'a> {
    /// Including those with unused bits.
    pub raw: &'a [u8],
    /// The number of unused bits at the end: 0 to 7.
    pub unused: u8,
}

impl<'a> Bits<'a> {
    /// From the contents of the BIT STRING.
    pub fn of(body: &'a [u8]) -> Option<Self> {
        let (&unused, raw) = body.split_first()?;
        (unused < 8).then_some(Self { raw, unused })
    }

    /// Whole bytes. `None` if the unused bits are not zero, because they may belong to the key.
    pub fn bytes(self) -> Option<&'a [u8]> {
        let last = self.raw.last().copied().unwrap_or_default();
        (last & !(0xff << self.unused) == 0).then_some(self.raw)
    }
}

/// The element, if nothing follows it.
pub(super) fn element(der: &[u8]) -> Option<AnyRef<'_>> {
    AnyRef::from_der(der).ok()
}

/// The elements of a SEQUENCE, if nothing follows it.
pub(super) fn sequence(der: &[u8]) -> Option<Vec<AnyRef<'_>>> {
    let any = element(der)?;
    (any.tag() == Tag::Sequence).then(|| elements(any.value()))?
}

/// The elements in the contents of a SEQUENCE.
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

/// Takes an OPTIONAL element: the next one, if it has this tag. The caller must refuse what is left at the end,
/// because a damaged element is not a missing one.
pub(super) fn optional<'a>(rest: &mut &[AnyRef<'a>], tag: Tag) -> Option<AnyRef<'a>> {
    let (next, behind) = rest.split_first().filter(|(next, _)| next.tag() == tag)?;
    *rest = behind;
    Some(*next)
}

/// The tag \[number\] of a constructed element.
pub(super) fn context_tag(number: u32) -> Tag {
    Tag::ContextSpecific { constructed: true, number: TagNumber(number) }
}

/// The magnitude of a non-negative INTEGER.
pub(super) fn unsigned_integer(element: AnyRef<'_>) -> Option<&[u8]> {
    element.decode_as::<UintRef<'_>>().ok().map(|number| number.as_bytes())
}

/// Encodes an element, for tests.
#[cfg(test)]
pub(super) fn built(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    use der::Encode as _;
    let (tag, inside) = (Tag::from_der(&[tag]).unwrap(), parts.concat());
    AnyRef::new(tag, &inside).unwrap().to_der().unwrap()
}
