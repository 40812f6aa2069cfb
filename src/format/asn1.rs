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
    /// From the body of the BIT STRING.
    pub fn of(body: &'a [u8]) -> Option<Self> {
        let (&unused, raw) = body.split_first()?;
        (unused < 8).then_some(Self { raw, unused })
    }

    /// `None` where the unused bits are not zero: it is not clear then which bits belong to the key.
    pub fn bytes(self) -> Option<&'a [u8]> {
        let last = self.raw.last().copied().unwrap_or_default();
        (last & !(0xff << self.unused) == 0).then_some(self.raw)
    }
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
