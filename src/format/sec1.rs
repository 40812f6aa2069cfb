//! Elliptic curve keys of SEC 1 (RFC 5915), the contents of `EC PRIVATE KEY` and inside PKCS#8.
//!
//! ECPrivateKey is a SEQUENCE of version 1, the scalar as big-endian OCTET STRING, the curve in
//! \[0\], and the point as BIT STRING in \[1\]; the last two may be missing. In files by OpenSSL a
//! block `EC PARAMETERS` with the curve comes before it.
//!
//! Read here element by element, because the library does not support explicit curve parameters.

use super::asn1::{Bits, context_tag, element, optional, sequence};
use super::refusal::Refusal;
use super::wire::without_zeros;
use super::{curves, private_components, public_from_components};
use crate::key::{Comment, Curve, Key, derive};
use ::sec1::{EcParameters, EcPrivateKey};
use der::asn1::OctetStringRef;
use der::{Encode as _, Tag, Tagged as _};
use ssh_key::private::EcdsaKeypair;
use zeroize::Zeroizing;

/// `outside` is the curve that PKCS#8 names.
pub(super) fn read(der: &[u8], outside: Option<Curve>) -> Result<Key, Refusal> {
    let body = sequence(der).ok_or(Refusal::STRUCTURE)?;
    let [version, scalar, rest @ ..] = body.as_slice() else { return Err(Refusal::STRUCTURE) };
    let scalar = scalar.decode_as::<&OctetStringRef>().map_err(|_| Refusal::STRUCTURE)?.as_bytes();
    let mut rest = rest;
    let mut explicit = |number| {
        let found = optional(&mut rest, context_tag(number));
        found.map(|found| element(found.value()).ok_or(Refusal::STRUCTURE)).transpose()
    };
    let (parameters, point) = (explicit(0)?, explicit(1)?);
    if version.value() != [1] || !rest.is_empty() {
        return Err(Refusal::STRUCTURE);
    }
    let inside = parameters.map(curves::read).transpose()?;
    let curve = match (inside, outside) {
        (Some(inside), Some(outside)) if inside != outside => return Err(Refusal::STRUCTURE),
        (inside, outside) => inside.or(outside).ok_or(Refusal::STRUCTURE)?,
    };
    let derived = derive::ecdsa_point(curve, scalar).ok_or(Refusal::STRUCTURE)?;
    if let Some(point) = point {
        let bits = (point.tag() == Tag::BitString).then(|| Bits::of(point.value())).flatten();
        let point = bits.and_then(|bits| curves::point(curve, bits)).ok_or(Refusal::STRUCTURE)?;
        if *point != *derived {
            return Err(Refusal::KeyMismatch);
        }
    }
    let public = public_from_components::ecdsa(curve, &derived)?;
    // PuTTY puts a zero before a scalar whose first bit is set.
    let pair = private_components::ecdsa(without_zeros(scalar), &public).ok_or(Refusal::STRUCTURE)?;
    Ok(Key::new(pair, Comment::default())?)
}

/// With the curve inside, as `EC PRIVATE KEY` needs it, or without, for PKCS#8.
pub(super) fn write(pair: &EcdsaKeypair, with_curve: bool) -> Option<Zeroizing<Vec<u8>>> {
    let parameters = with_curve.then(|| EcParameters::NamedCurve(curves::identifier(pair.curve().into())));
    let point = pair.public_key_bytes();
    let key = EcPrivateKey { private_key: pair.private_key_bytes(), parameters, public_key: Some(point) };
    key.to_der().ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::super::asn1::built;
    use super::*;
    use crate::key::{NewKind, NoProgress, Pair, generate, single_threaded};
    use ssh_key::private::KeypairData;

    fn new_key() -> Key {
        let kind = NewKind::Ecdsa(Curve::P256);
        generate(kind, &Comment::default(), &mut rand::rng(), &single_threaded, &NoProgress).unwrap()
    }

    fn pair_of(key: &Key) -> &EcdsaKeypair {
        let Pair::Ssh(KeypairData::Ecdsa(pair)) = key.pair() else { unreachable!("it is ECDSA") };
        pair
    }

    #[test]
    fn the_curve_inside_must_be_the_one_outside() {
        let key = new_key();
        let pair = pair_of(&key);
        let (with, without) = (write(pair, true).unwrap(), write(pair, false).unwrap());
        let opens = |der: &[u8], outside| {
            read(der, outside).is_ok_and(|found| found.public().is_same_key(key.public()))
        };
        assert!(opens(&with, None) && opens(&with, Some(Curve::P256)) && opens(&without, Some(Curve::P256)));
        assert!(!opens(&with, Some(Curve::P384)) && !opens(&without, Some(Curve::P384)));
        assert!(!opens(&without, None));
    }

    #[test]
    fn a_point_that_is_damaged_is_not_a_point_that_is_missing() {
        let key = new_key();
        let pair = pair_of(&key);
        let whole = write(pair, true).unwrap();
        let body = sequence(&whole).unwrap();
        let [version, scalar, curve, point] = [0, 1, 2, 3].map(|number| body[number].to_der().unwrap());
        let opens = |rest: &[&[u8]]| {
            let der = built(0x30, &[&version, &scalar, &rest.concat()]);
            read(&der, Some(Curve::P256)).is_ok_and(|found| found.public().is_same_key(key.public()))
        };
        assert!(opens(&[]) && opens(&[&curve]) && opens(&[&point]) && opens(&[&curve, &point]));
        assert!(!opens(&[&curve, &curve]) && !opens(&[&point, &point]) && !opens(&[&point, &curve]));
        // Two tags and lengths, the number of unused bits, which does not matter, and the form: of
        // uncompressed ones a bit makes hybrid ones with an even y.
        let is_even = point.last().is_some_and(|last| last & 1 == 0);
        for (at, bit) in (0..point.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
            let mut changed = point.clone();
            changed[at] ^= 1 << bit;
            let is_same_point = (at == 4 && bit < 3) || (at == 5 && bit == 1 && is_even);
            assert_eq!(opens(&[&changed]), is_same_point, "bit {bit} of byte {at}");
            assert_eq!(opens(&[&curve, &changed]), is_same_point, "bit {bit} of byte {at}, behind the curve");
        }
    }
}
