//! BER (ITU-T X.690, section 8) made into DER (section 10). BER allows several encodings of one
//! value, and programs write all of them: lengths in more bytes than needed, indefinite lengths,
//! strings in several pieces, integers with zeros in front.
//!
//! Integers lose their sign: every INTEGER in a structure that holds a key is a magnitude, and one
//! whose first bit is set lacks the leading zero byte. OpenSSL reads RSA and DSA
//! keys in the same way.
//!
//! The contents of primitive strings are not changed. An element that is not valid BER is copied unchanged
//! if its length is known; the parser that needs it refuses it.

use super::wire::without_zeros;
use zeroize::Zeroizing;

/// The deepest nesting that is converted. Structures that hold keys have up to 7 levels.
const DEPTH: usize = 16;
/// The most bytes of a tag and the DER length after it.
const HEADER: usize = 6;

const CONSTRUCTED: u8 = 0x20;
const INTEGER: u8 = 2;
const BIT_STRING: u8 = 3;
const OCTET_STRING: u8 = 4;

/// The first element in DER, and the bytes after it. `None` where the bytes do not begin with an
/// element of BER. Takes linear time and memory.
pub(super) fn first(bytes: &[u8]) -> Option<(Zeroizing<Vec<u8>>, &[u8])> {
    // Enough for any result: a buffer that grows leaves secrets in memory. An INTEGER
    // of 3 bytes can become one of 4, and each open element reserves its header.
    let room = bytes.len().checked_mul(2)?.checked_add((DEPTH + 2) * HEADER)?;
    let mut out = Output(Zeroizing::new(Vec::with_capacity(room)));
    let rest = out.element(bytes, 0)?;
    Some((out.0, rest))
}

/// The element in DER, if nothing follows it.
pub(super) fn only(bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    first(bytes).filter(|(_, rest)| rest.is_empty()).map(|(der, _)| der)
}

/// What follows a tag and length.
#[derive(Clone, Copy)]
enum Body<'a> {
    /// The length is known.
    Definite { inside: &'a [u8], after: &'a [u8] },
    /// Two zero bytes end it.
    Indefinite(&'a [u8]),
}

impl<'a> Body<'a> {
    /// The tag and the body of the element that the bytes begin with. Tags of several bytes occur in
    /// no structure that holds a key.
    fn of(bytes: &'a [u8]) -> Option<(u8, Self)> {
        let (&tag, rest) = bytes.split_first()?;
        if tag & 0x1f == 0x1f {
            return None;
        }
        let (&first, rest) = rest.split_first()?;
        let (length, rest) = match first {
            0..=0x7f => (usize::from(first), rest),
            0x80 => return (tag & CONSTRUCTED != 0).then_some((tag, Self::Indefinite(rest))),
            _ => {
                let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
                let append = |sum: usize, digit: &u8| sum.checked_mul(256)?.checked_add(usize::from(*digit));
                (digits.iter().try_fold(0, append)?, rest)
            }
        };
        let (inside, after) = rest.split_at_checked(length)?;
        Some((tag, Self::Definite { inside, after }))
    }

    /// Gives the bytes from each element inside on to `take`, which returns the bytes after that
    /// element. Returns the bytes after the whole body.
    fn for_each(self, mut take: impl FnMut(&'a [u8]) -> Option<&'a [u8]>) -> Option<&'a [u8]> {
        match self {
            Self::Definite { mut inside, after } => {
                while !inside.is_empty() {
                    inside = take(inside)?;
                }
                Some(after)
            }
            Self::Indefinite(mut rest) => loop {
                if let Some(after) = rest.strip_prefix(&[0, 0]) {
                    return Some(after);
                }
                rest = take(rest)?;
            },
        }
    }
}

/// A buffer that never grows beyond what was allocated.
struct Output(Zeroizing<Vec<u8>>);

impl Output {
    fn push(&mut self, bytes: &[u8]) -> Option<()> {
        let has_room = bytes.len() <= self.0.capacity() - self.0.len();
        has_room.then(|| self.0.extend_from_slice(bytes))
    }

    /// Appends the first element of the bytes. Returns the bytes after it.
    fn element<'a>(&mut self, bytes: &'a [u8], depth: usize) -> Option<&'a [u8]> {
        let (tag, body) = Body::of(bytes)?;
        let start = self.0.len();
        let converted = match tag {
            _ if tag & CONSTRUCTED == 0 => None,
            _ if depth == DEPTH => None,
            _ if matches!(tag ^ CONSTRUCTED, BIT_STRING | OCTET_STRING) => self.string(tag, body, depth),
            _ => self.constructed(tag, body, depth),
        };
        match (converted, body) {
            (Some(after), _) => Some(after),
            (None, Body::Definite { inside, after }) => {
                self.0.truncate(start);
                self.primitive(tag, inside)?;
                Some(after)
            }
            (None, Body::Indefinite(_)) => None,
        }
    }

    fn primitive(&mut self, tag: u8, inside: &[u8]) -> Option<()> {
        let start = self.open(tag)?;
        let mut inside = inside;
        if tag == INTEGER && !inside.is_empty() {
            inside = without_zeros(inside);
            if inside.first().is_none_or(|byte| *byte >= 0x80) {
                self.push(&[0])?;
            }
        }
        self.push(inside)?;
        self.close(start)
    }

    fn constructed<'a>(&mut self, tag: u8, body: Body<'a>, depth: usize) -> Option<&'a [u8]> {
        let start = self.open(tag)?;
        let after = body.for_each(|bytes| self.element(bytes, depth + 1))?;
        self.close(start)?;
        Some(after)
    }

    /// A string in pieces (section 8.6.4 and 8.7.3) as a whole one.
    fn string<'a>(&mut self, tag: u8, body: Body<'a>, depth: usize) -> Option<&'a [u8]> {
        let tag = tag ^ CONSTRUCTED;
        let start = self.open(tag)?;
        let bits = self.0.len();
        if tag == BIT_STRING {
            self.push(&[0])?;
        }
        let mut unused = 0;
        let after = self.pieces(tag, body, depth, &mut unused)?;
        if tag == BIT_STRING {
            *self.0.get_mut(bits)? = unused;
        }
        self.close(start)?;
        Some(after)
    }

    /// `unused` is the number of unused bits in the last piece of a BIT STRING; those before it have
    /// none.
    fn pieces<'a>(&mut self, tag: u8, body: Body<'a>, depth: usize, unused: &mut u8) -> Option<&'a [u8]> {
        body.for_each(|bytes| match Body::of(bytes)? {
            (found, Body::Definite { inside, after }) if found == tag => {
                let inside = if tag == BIT_STRING {
                    let (last, bits) = inside.split_first()?;
                    (*unused == 0).then(|| *unused = *last)?;
                    bits
                } else {
                    inside
                };
                self.push(inside)?;
                Some(after)
            }
            (found, body) if found == tag | CONSTRUCTED && depth < DEPTH => {
                self.pieces(tag, body, depth + 1, unused)
            }
            _ => None,
        })
    }

    /// Reserves room for the header of an element. Returns where it starts.
    fn open(&mut self, tag: u8) -> Option<usize> {
        let start = self.0.len();
        self.push(&[tag, 0, 0, 0, 0, 0])?;
        Some(start)
    }

    /// Writes the length of everything since the header, and closes the gap between them.
    fn close(&mut self, start: usize) -> Option<()> {
        let body = start + HEADER;
        let length = u32::try_from(self.0.len().checked_sub(body)?).ok()?;
        let digits = length.to_be_bytes();
        let significant = digits.iter().position(|digit| *digit != 0).unwrap_or(digits.len() - 1);
        let digits = digits.get(significant..)?;
        let mut at = start + 1;
        if length >= 0x80 {
            *self.0.get_mut(at)? = 0x80 | u8::try_from(digits.len()).ok()?;
            at += 1;
        }
        self.0.get_mut(at..at + digits.len())?.copy_from_slice(digits);
        at += digits.len();
        self.0.copy_within(body.., at);
        let end = self.0.len() - (body - at);
        self.0.truncate(end);
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::{DEPTH, first, only};

    #[track_caller]
    fn becomes(ber: &[u8], der: &[u8]) {
        assert_eq!(only(ber).as_deref().map(Vec::as_slice), Some(der), "{ber:02x?}");
        assert_eq!(only(der).as_deref().map(Vec::as_slice), Some(der), "DER stays as it is");
    }

    #[test]
    fn lengths_take_as_few_bytes_as_they_need() {
        becomes(&[4, 0x81, 2, 7, 8], &[4, 2, 7, 8]);
        becomes(&[4, 0x84, 0, 0, 0, 2, 7, 8], &[4, 2, 7, 8]);
        becomes(&[5, 0x82, 0, 0], &[5, 0]);
        for length in [0x7f, 0x80, 0xff, 0x100, 0xffff, 0x1_0000] {
            let body = vec![9; length];
            let digits = &u32::try_from(length).unwrap().to_be_bytes()[..];
            let long = [&[4, 0x84], digits, &body].concat();
            let header = match length {
                ..0x80 => vec![4, length as u8],
                0x80..0x100 => vec![4, 0x81, length as u8],
                0x100..0x1_0000 => [&[4, 0x82], &digits[2..]].concat(),
                _ => [&[4, 0x83], &digits[1..]].concat(),
            };
            becomes(&long, &[header, body].concat());
        }
    }

    #[test]
    fn indefinite_lengths_become_definite_at_every_level() {
        becomes(&[0x30, 0x80, 5, 0, 0, 0], &[0x30, 2, 5, 0]);
        becomes(
            &[0x30, 0x80, 0xa0, 0x80, 0x31, 0x80, 5, 0, 0, 0, 0, 0, 0, 0],
            &[0x30, 6, 0xa0, 4, 0x31, 2, 5, 0],
        );
        becomes(&[0x30, 6, 0x30, 0x80, 5, 0, 0, 0], &[0x30, 4, 0x30, 2, 5, 0]);
        for missing_end in [&[0x30, 0x80][..], &[0x30, 0x80, 5, 0], &[0x30, 0x80, 5, 0, 0], &[4, 0x80, 0, 0]]
        {
            assert!(first(missing_end).is_none(), "{missing_end:02x?}");
        }
    }

    #[test]
    fn integers_are_magnitudes_in_the_shortest_form() {
        becomes(&[2, 1, 0xff], &[2, 2, 0, 0xff]);
        becomes(&[2, 4, 0, 0, 0, 0xff], &[2, 2, 0, 0xff]);
        becomes(&[2, 3, 0, 0, 0x7f], &[2, 1, 0x7f]);
        becomes(&[2, 2, 0, 0], &[2, 1, 0]);
        becomes(&[2, 0], &[2, 0]);
        becomes(&[4, 3, 0, 0, 0x7f], &[4, 3, 0, 0, 0x7f]);
        // The body that becomes longer needs a longer length.
        let body = vec![0xff; 0x7f];
        becomes(&[&[2, 0x7f][..], &body].concat(), &[&[2, 0x81, 0x80, 0][..], &body].concat());
    }

    #[test]
    fn strings_in_pieces_become_whole() {
        becomes(&[0x24, 6, 4, 1, 7, 4, 1, 8], &[4, 2, 7, 8]);
        becomes(&[0x24, 0x80, 4, 1, 7, 0x24, 0x80, 4, 1, 8, 0, 0, 4, 0, 0, 0], &[4, 2, 7, 8]);
        becomes(&[0x23, 8, 3, 2, 0, 7, 3, 2, 4, 0x80], &[3, 3, 4, 7, 0x80]);
        becomes(&[0x23, 0x80, 0, 0], &[3, 1, 0]);
        // Unused bits in the middle, no number of unused bits, another type inside: no valid string.
        for wrong in [&[0x23, 8, 3, 2, 4, 0x80, 3, 2, 0, 7][..], &[0x23, 2, 3, 0], &[0x24, 3, 2, 1, 7]] {
            becomes(wrong, wrong);
            let indefinite = [&[wrong[0], 0x80], &wrong[2..], &[0, 0]].concat();
            assert!(first(&indefinite).is_none(), "{wrong:02x?}");
        }
    }

    #[test]
    fn what_stands_after_the_element_is_left_over() {
        let (der, rest) = first(&[0x30, 0x81, 0, 1, 2]).unwrap();
        assert_eq!((der.as_slice(), rest), (&[0x30, 0][..], &[1, 2][..]));
        assert!(only(&[0x30, 0x81, 0, 1, 2]).is_none());
    }

    #[test]
    fn what_is_no_ber_is_copied_where_its_length_is_known() {
        becomes(&[0x30, 3, 0x1f, 1, 2], &[0x30, 3, 0x1f, 1, 2]);
        becomes(&[0x30, 0x81, 2, 4, 9], &[0x30, 2, 4, 9]);
        for wrong in
            [&[][..], &[4], &[4, 1], &[4, 0xff], &[0x1f, 1, 0], &[4, 0x89, 1, 0, 0, 0, 0, 0, 0, 0, 0]]
        {
            assert!(first(wrong).is_none(), "{wrong:02x?}");
        }
    }

    #[test]
    fn deep_nesting_ends() {
        let nested = |depth: usize| [[0x30, 0x80].repeat(depth), [0, 0].repeat(depth)].concat();
        assert!(first(&nested(DEPTH)).is_some());
        assert!(first(&nested(DEPTH + 1)).is_none());
        assert!(first(&[0x30, 0x80].repeat(100_000)).is_none());
        assert!(first(&[[0x24, 0x80].repeat(100_000), vec![0; 200_000]].concat()).is_none());
    }

    /// The buffer is allocated once, at its largest.
    #[test]
    fn whatever_grows_fits_into_the_room() {
        let integers = [2, 1, 0xff].repeat(50_000);
        let length = &u32::try_from(integers.len()).unwrap().to_be_bytes()[1..];
        let body = [&[0x30, 0x83], length, &integers].concat();
        let der = only(&body).unwrap();
        assert!(der.ends_with(&[2, 2, 0, 0xff]) && der.len() == 5 + 200_000);
        let mut innermost = [2, 1, 0xff].repeat(10);
        for _ in 0..DEPTH {
            innermost = [vec![0x30, 0x80], innermost, vec![0, 0]].concat();
        }
        assert!(only(&innermost).is_some());
    }
}
