//! Elliptic curves as ASN.1 names them: by object identifier (RFC 5480, section 2.1.1.1), or by
//! all their numbers (SEC 1, appendix C.2), as some Java programs write them.

use super::Unsupported;
use super::asn1::{Bits, elements, unsigned_integer};
use super::refusal::Refusal;
use crate::key::{Curve, derive};
use der::asn1::{AnyRef, ObjectIdentifier};
use der::{Tag, Tagged as _};

const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
const P521: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.35");

/// The identifier of a curve.
pub(super) fn identifier(curve: Curve) -> ObjectIdentifier {
    match curve {
        Curve::P256 => P256,
        Curve::P384 => P384,
        Curve::P521 => P521,
    }
}

/// The curve of ECParameters.
pub(super) fn read(parameters: AnyRef<'_>) -> Result<Curve, Refusal> {
    match parameters.tag() {
        Tag::ObjectIdentifier => {
            let identifier = parameters.decode_as::<ObjectIdentifier>().map_err(|_| Refusal::STRUCTURE)?;
            named(identifier).ok_or_else(|| refused(&name(identifier)))
        }
        Tag::Sequence => explicit(parameters.value()),
        _ => Err(Refusal::STRUCTURE),
    }
}

fn refused(name: &str) -> Refusal {
    Refusal::Unsupported(Unsupported::Curve(name.to_owned()))
}

fn named(identifier: ObjectIdentifier) -> Option<Curve> {
    Curve::ALL.into_iter().find(|curve| self::identifier(*curve) == identifier)
}

/// The names of curves that SSH does not support.
fn name(identifier: ObjectIdentifier) -> String {
    let number = identifier.to_string();
    let known = match number.as_str() {
        "1.3.132.0.10" => Some("secp256k1".to_owned()),
        "1.3.132.0.33" => Some("secp224r1".to_owned()),
        "1.2.840.10045.3.1.1" => Some("secp192r1".to_owned()),
        "1.2.156.10197.1.301" => Some("SM2".to_owned()),
        _ => brainpool(&number),
    };
    known.unwrap_or(number)
}

/// Two curves of each size, regular and twisted (RFC 5639, section 4.1).
fn brainpool(number: &str) -> Option<String> {
    let last: usize = number.strip_prefix("1.3.36.3.3.2.8.1.1.")?.parse().ok()?;
    let size = [160, 192, 224, 256, 320, 384, 512].get(last.checked_sub(1)? / 2)?;
    Some(format!("brainpoolP{size}{}1", if last.is_multiple_of(2) { 't' } else { 'r' }))
}

/// Prime, a, b, generator and order in hexadecimal without leading zeros (FIPS 186-4, appendix
/// D.1.2). All of them must fit: a curve with another generator is another curve.
const NUMBERS: [(Curve, [&str; 5]); 3] = [
    (
        Curve::P256,
        [
            "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
            "ffffffff00000001000000000000000000000000fffffffffffffffffffffffc",
            "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
            "46b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c2964fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
            "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        ],
    ),
    (
        Curve::P384,
        [
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000ffffffff",
            "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffffff0000000000000000fffffffc",
            "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef",
            "4aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab73617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f",
            "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
        ],
    ),
    (
        Curve::P521,
        [
            "1ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
            "1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc",
            "51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00",
            "400c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650",
            "1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
        ],
    ),
];

/// SpecifiedECDomain: version, field, curve, generator, order, cofactor or nothing.
fn explicit(body: &[u8]) -> Result<Curve, Refusal> {
    let read = || {
        let parts = elements(body)?;
        let [_, field, curve, generator, order, ..] = parts.as_slice() else { return None };
        let [_, prime] = *elements(field.value())?.as_slice() else { return None };
        let curve = elements(curve.value())?;
        let [a, b, ..] = curve.as_slice() else { return None };
        let hex = |bytes| base16ct::lower::encode_string(bytes).trim_start_matches('0').to_owned();
        let [prime, order] = [hex(unsigned_integer(prime)?), hex(unsigned_integer(*order)?)];
        Some([prime, hex(a.value()), hex(b.value()), hex(generator.value()), order])
    };
    let found = read().ok_or(Refusal::STRUCTURE)?;
    let is_it = |numbers: &[&str; 5]| {
        let [prime, a, b, generator, order] = &found;
        let [known_prime, known_a, known_b, known_generator, known_order] = *numbers;
        let same = [prime, a, b, order] == [known_prime, known_a, known_b, known_order];
        let [compressed, hybrid] = other_forms(known_generator);
        same && [known_generator, &compressed, &hybrid].contains(&generator.as_str())
    };
    let found = NUMBERS.iter().find(|(_, numbers)| is_it(numbers));
    found.map(|(curve, _)| *curve).ok_or_else(|| refused("explicit parameters"))
}

/// A point of the curve, uncompressed. Some programs count zero bits at the end of a point as unused and
/// drop zero bytes there (OpenSSL's functions for BIT STRING do so by default), or write a wrong number of
/// unused bits. The reading that is a point of the curve is taken: for points with both coordinates there is
/// at most one.
pub(super) fn point(curve: Curve, bits: Bits<'_>) -> Option<Vec<u8>> {
    let coordinate = curve.bits().div_ceil(8) as usize;
    if bits.raw.first().is_some_and(|form| matches!(form, 2 | 3)) {
        return derive::uncompressed(curve, bits.bytes()?);
    }
    let mut padded = bits.raw.to_vec();
    padded.resize(padded.len().max(1 + 2 * coordinate), 0);
    let mut masked = bits.raw.to_vec();
    if let Some(last) = masked.last_mut() {
        *last &= 0xff << bits.unused;
    }
    [padded, masked].iter().find_map(|point| derive::uncompressed(curve, point))
}

/// An uncompressed point in the compressed and in the hybrid form, all in hexadecimal: their first byte
/// says whether y is odd (SEC 1, section 2.3.3; X9.62, section 4.3.6).
fn other_forms(uncompressed: &str) -> [String; 2] {
    let (x_and_y, digits) =
        (uncompressed.get(1..).unwrap_or_default(), uncompressed.len().saturating_sub(1) / 2);
    let x = x_and_y.get(..digits).unwrap_or_default();
    let odd = uncompressed.ends_with(['1', '3', '5', '7', '9', 'b', 'd', 'f']);
    let [compressed, hybrid] = if odd { ['3', '7'] } else { ['2', '6'] };
    [format!("{compressed}{x}"), format!("{hybrid}{x_and_y}")]
}

#[cfg(test)]
mod tests {
    use super::{Curve, NUMBERS, explicit, name, other_forms};
    use crate::format::asn1::built;

    fn bytes(digits: &str) -> Vec<u8> {
        let even = if digits.len().is_multiple_of(2) { digits.to_owned() } else { format!("0{digits}") };
        base16ct::lower::decode_vec(even).unwrap()
    }

    /// SEC 1, C.2: the numbers of a curve, one after the other.
    fn domain([prime, a, b, generator, order]: [&str; 5]) -> Vec<u8> {
        let natural = |digits: &str| built(2, &[&[0], &bytes(digits)]);
        let octets = |digits: &str| built(4, &[&bytes(digits)]);
        let field = built(0x30, &[&built(6, &[&[42]]), &natural(prime)]);
        let curve = built(0x30, &[&octets(a), &octets(b)]);
        [built(2, &[&[1]]), field, curve, octets(generator), natural(order)].concat()
    }

    #[test]
    fn a_curve_is_known_by_all_of_its_numbers_together() {
        let (_, right) = NUMBERS[0];
        assert!(matches!(explicit(&domain(right)), Ok(Curve::P256)));
        let [prime, a, b, _, order] = right;
        for generator in &other_forms(right[3]) {
            assert!(matches!(explicit(&domain([prime, a, b, generator, order])), Ok(Curve::P256)));
        }
        for place in 0..right.len() {
            let mut wrong = right;
            let other = right[place].replace("ff", "fe").replace("4b", "4c").replace("1f", "2f");
            assert_ne!(other, right[place]);
            wrong[place] = &other;
            assert!(explicit(&domain(wrong)).is_err(), "number {place}");
        }
    }

    #[test]
    fn curves_without_an_ssh_name_are_called_as_people_do() {
        let called = [
            ("1.3.132.0.10", "secp256k1"),
            ("1.3.132.0.33", "secp224r1"),
            ("1.2.840.10045.3.1.1", "secp192r1"),
            ("1.2.156.10197.1.301", "SM2"),
            ("1.3.36.3.3.2.8.1.1.1", "brainpoolP160r1"),
            ("1.3.36.3.3.2.8.1.1.2", "brainpoolP160t1"),
            ("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"),
            ("1.3.36.3.3.2.8.1.1.14", "brainpoolP512t1"),
        ];
        for (number, expected) in called {
            assert_eq!(name(number.parse().unwrap()), expected);
        }
        for unknown in ["1.3.36.3.3.2.8.1.1.0", "1.3.36.3.3.2.8.1.1.15", "1.3.132.0.1"] {
            assert_eq!(name(unknown.parse().unwrap()), unknown);
        }
    }
}
