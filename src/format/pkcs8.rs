//! PKCS#8, the contents of `PRIVATE KEY`: PrivateKeyInfo (RFC 5208) and its version 2,
//! OneAsymmetricKey (RFC 5958).
//!
//! A SEQUENCE of version, the algorithm with its parameters, the private key in the algorithm's own
//! form inside an OCTET STRING, attributes in \[0\], and in version 2 the public key in \[1\], which must
//! be that of the private one:
//!
//! - RSA: RSAPrivateKey of PKCS#1
//! - ECDSA: the curve as parameter, ECPrivateKey of SEC 1
//! - Ed25519, Ed448: the seed in one more OCTET STRING (RFC 8410). Some programs put the public key
//!   behind it, as russh did, or leave that OCTET STRING out.
//! - DSA: p, q, g as parameters, the INTEGER x

use super::asn1::{Bits, context_tag, element, elements, optional, sequence};
use super::der_structure::{Shape, inner};
use super::refusal::Refusal;
use super::spki::{self, DSA, ECDSA, ED448, ED25519, RSA};
use super::{ber, curves, dsa, pkcs1, sec1};
use crate::key::{Comment, Ed448Pair, Key, Pair};
use ::pkcs8::{AlgorithmIdentifierRef, PrivateKeyInfoRef};
use der::asn1::{AnyRef, ObjectIdentifier, OctetStringRef};
use der::{Decode as _, Encode as _, Tag, TagNumber, Tagged as _};
use ssh_key::private::{Ed25519Keypair, KeypairData};
use zeroize::Zeroizing;

pub(super) fn read(der: &[u8]) -> Result<Key, Refusal> {
    let Parts { algorithm, private, public } = Parts::of(der).ok_or(Refusal::STRUCTURE)?;
    let parameters = || algorithm.parameters.ok_or(Refusal::STRUCTURE);
    let key = match algorithm.oid {
        RSA => pkcs1::read(&inner(private, Shape::Pkcs1)?)?,
        ECDSA => {
            let curve = curves::read(parameters()?)?;
            sec1::read(&inner(private, Shape::Sec1)?, Some(curve))?
        }
        DSA => dsa::read_parts(parameters()?, &ber::only(private).ok_or(Refusal::STRUCTURE)?)?,
        ED25519 => seeded(private, |seed| KeypairData::Ed25519(Ed25519Keypair::from_seed(seed)).into())?,
        ED448 => seeded(private, |seed| Ed448Pair::from_seed(seed).into())?,
        other => return Err(spki::unsupported(other)),
    };
    let stated = public.map(|public| spki::key_of(algorithm, public)).transpose()?;
    match stated {
        Some(stated) if !stated.is_same_key(key.public()) => Err(Refusal::KeyMismatch),
        _ => Ok(key),
    }
}

/// The parts of the structure. The library is not used because it skips what it does not understand after the
/// private key; a public key that is damaged, or tagged as in older versions of ring and Crypto++, must not
/// be skipped.
struct Parts<'a> {
    algorithm: AlgorithmIdentifierRef<'a>,
    private: &'a [u8],
    public: Option<Bits<'a>>,
}

impl<'a> Parts<'a> {
    fn of(der: &'a [u8]) -> Option<Self> {
        let body = sequence(der)?;
        let [version, algorithm, private, rest @ ..] = body.as_slice() else { return None };
        // Some files of version 2 lack the public key.
        if !matches!(version.value(), [0 | 1]) {
            return None;
        }
        let mut rest = rest;
        if optional(&mut rest, context_tag(0)).is_some_and(|found| !are_attributes(found)) {
            return None;
        }
        let public = match rest {
            [] => None,
            [public] => Some(public_key(*public)?),
            _ => return None,
        };
        let private = private.decode_as::<&OctetStringRef>().ok()?.as_bytes();
        Some(Self { algorithm: algorithm.decode_as().ok()?, private, public })
    }
}

fn are_attributes(found: AnyRef<'_>) -> bool {
    elements(found.value()).is_some_and(|each| each.iter().all(|attribute| attribute.tag() == Tag::Sequence))
}

/// The tag is implicit or explicit.
fn public_key(found: AnyRef<'_>) -> Option<Bits<'_>> {
    match found.tag() {
        Tag::ContextSpecific { constructed: false, number: TagNumber(1) } => Bits::of(found.value()),
        Tag::ContextSpecific { constructed: true, number: TagNumber(1) } => element(found.value())
            .filter(|bits| bits.tag() == Tag::BitString)
            .and_then(|bits| Bits::of(bits.value())),
        _ => None,
    }
}

/// A key whose private key is a seed of `SIZE` bytes. If a point follows the seed, it must belong to it.
fn seeded<const SIZE: usize>(private: &[u8], pair: impl FnOnce(&[u8; SIZE]) -> Pair) -> Result<Key, Refusal> {
    let string = ber::only(private);
    let string = string.as_deref().and_then(|der| <&OctetStringRef>::from_der(der).ok());
    let bytes = match string {
        Some(string) => string.as_bytes(),
        // The OCTET STRING itself, cut off, would look like a seed.
        None if private.starts_with(&[4, u8::try_from(SIZE).unwrap_or(u8::MAX)]) => {
            return Err(Refusal::STRUCTURE);
        }
        None => private,
    };
    let (seed, point) = bytes.split_first_chunk().ok_or(Refusal::STRUCTURE)?;
    if !point.is_empty() && point.len() != SIZE {
        return Err(Refusal::STRUCTURE);
    }
    let key = Key::new(pair(seed), Comment::default())?;
    let is_its_point = point.is_empty() || key.public().blob().ends_with(point);
    if is_its_point { Ok(key) } else { Err(Refusal::KeyMismatch) }
}

/// PrivateKeyInfo in DER. `None` for kinds of keys that it does not support.
pub(super) fn write(key: &Key) -> Option<Zeroizing<Vec<u8>>> {
    match key.pair() {
        Pair::Ssh(KeypairData::Rsa(pair)) => info(RSA, Some(AnyRef::NULL), &pkcs1::write(pair)?),
        Pair::Ssh(KeypairData::Ecdsa(pair)) => {
            let curve = curves::identifier(pair.curve().into());
            info(ECDSA, Some(AnyRef::from(&curve)), &sec1::write(pair, false)?)
        }
        Pair::Ssh(KeypairData::Dsa(pair)) => {
            let (domain, x) = dsa::write_parts(pair)?;
            info(DSA, Some(AnyRef::from_der(&domain).ok()?), &x)
        }
        Pair::Ssh(KeypairData::Ed25519(pair)) => {
            edwards(ED25519, &Zeroizing::new(pair.private.to_bytes())[..])
        }
        Pair::Ed448(pair) => edwards(ED448, pair.seed()),
        Pair::Ssh(_) | Pair::SecurityKey(_) => None,
    }
}

fn edwards(algorithm: ObjectIdentifier, seed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let inner = Zeroizing::new(OctetStringRef::new(seed).ok()?.to_der().ok()?);
    info(algorithm, None, &inner)
}

fn info(oid: ObjectIdentifier, parameters: Option<AnyRef<'_>>, key: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let algorithm = AlgorithmIdentifierRef { oid, parameters };
    let info = PrivateKeyInfoRef::new(algorithm, OctetStringRef::new(key).ok()?);
    info.to_der().ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::super::asn1::built;
    use super::*;
    use crate::key::{Curve, derive};

    /// Files that OpenSSL made of one key of each kind, and the public key of another.
    fn of_every_kind() -> [(&'static [u8], &'static [u8], Vec<u8>); 7] {
        macro_rules! files {
            ($kind:literal, $other:expr) => {
                (
                    include_bytes!(concat!("../../tests/vectors/pem/", $kind, ".p8.der")).as_slice(),
                    include_bytes!(concat!("../../tests/vectors/pem/", $kind, ".spki.der")).as_slice(),
                    $other,
                )
            };
        }
        let point = |curve| derive::ecdsa_point(curve, &[1]).unwrap();
        // Of RSA a modulus that is one bit off. Of DSA g, which is the public key of 1.
        let rsa = include_bytes!("../../tests/vectors/pem/rsa.spki.der");
        let mut rsa = public_of(rsa).to_vec();
        rsa[100] ^= 1;
        let parameters = Parts::of(include_bytes!("../../tests/vectors/pem/dsa.p8.der")).unwrap().algorithm;
        let g = elements(parameters.parameters.unwrap().value()).unwrap()[2].to_der().unwrap();
        [
            files!("rsa", rsa),
            files!("dsa", g),
            files!("p256", point(Curve::P256)),
            files!("p384", point(Curve::P384)),
            files!("p521", point(Curve::P521)),
            files!("ed25519", Ed25519Keypair::from_seed(&[1; 32]).public.0.to_vec()),
            files!("ed448", Ed448Pair::from_seed(&[1; 57]).public().to_vec()),
        ]
    }

    fn public_of(info: &[u8]) -> &[u8] {
        let bits = sequence(info).unwrap()[1];
        Bits::of(bits.value()).unwrap().bytes().unwrap()
    }

    /// The file, in this version, with this behind its private key.
    fn with(file: &[u8], version: u8, rest: &[&[u8]]) -> Vec<u8> {
        let body = sequence(file).unwrap();
        let [algorithm, private] = [body[1], body[2]].map(|element| element.to_der().unwrap());
        built(0x30, &[&[2, 1, version], &algorithm, &private, &rest.concat()])
    }

    fn implicit(bytes: &[u8]) -> Vec<u8> {
        built(0x81, &[&[0], bytes])
    }

    fn explicit(bytes: &[u8]) -> Vec<u8> {
        built(0xa1, &[&built(3, &[&[0], bytes])])
    }

    #[test]
    fn the_public_key_of_version_2_must_be_that_of_the_private_one() {
        for (file, info, other) in of_every_kind() {
            let own = public_of(info);
            let attributes = built(0xa0, &[&built(0x30, &[])]);
            for tagged in [implicit, explicit] {
                assert!(read(&with(file, 1, &[&tagged(own)])).is_ok());
                assert!(read(&with(file, 1, &[&attributes, &tagged(own)])).is_ok());
                let opened = read(&with(file, 1, &[&tagged(&other)]));
                assert!(matches!(opened, Err(Refusal::KeyMismatch)));
                assert!(read(&with(file, 1, &[&tagged(&own[1..])])).is_err());
                assert!(read(&with(file, 1, &[&tagged(own), &tagged(own)])).is_err());
            }
        }
    }

    #[test]
    fn a_damaged_public_key_is_not_a_missing_one() {
        for (file, info, _) in of_every_kind() {
            let own = public_of(info);
            assert!(read(&with(file, 0, &[])).is_ok());
            assert!(read(&with(file, 1, &[])).is_ok(), "some programs leave it out");
            let attributes = built(0xa0, &[&built(0x30, &[])]);
            assert!(read(&with(file, 0, &[&attributes])).is_ok());
            assert!(read(&with(file, 0, &[&built(0xa0, &[&built(0x31, &[])])])).is_err());
            let whole = implicit(own);
            let head = whole.len() - own.len();
            for (at, bit) in (0..head).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
                let mut changed = whole.clone();
                changed[at] ^= 1 << bit;
                // Up to 7 bits at the end may be called unused: of a point, which is known to be whole, or
                // where they are zero.
                let is_unused = at == head - 1 && bit < 3;
                let is_ignored = own.first() == Some(&4) || own.last().unwrap().trailing_zeros() >= 1 << bit;
                let opened = read(&with(file, 1, &[&changed]));
                assert_eq!(opened.is_ok(), is_unused && is_ignored, "bit {bit} of byte {at}");
            }
            let not_whole_bytes = built(0x81, &[&[1], own, &[0]]);
            let as_attributes = built(0xa0, &[&[0], own]);
            let under_another_number = built(0xa2, &[&built(3, &[&[0], own])]);
            for changed in [not_whole_bytes, as_attributes, under_another_number] {
                assert!(read(&with(file, 0, &[&changed])).is_err());
                assert!(read(&with(file, 1, &[&changed])).is_err());
            }
            assert!(read(&with(file, 2, &[])).is_err());
        }
    }
}
