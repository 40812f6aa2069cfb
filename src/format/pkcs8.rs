//! PKCS#8, which stands in `PRIVATE KEY`: PrivateKeyInfo (RFC 5208) and its version 2,
//! OneAsymmetricKey (RFC 5958).
//!
//! A SEQUENCE of version, the algorithm with its parameters, the private key in the algorithm's own
//! form inside an OCTET STRING, attributes in \[0\], and in version 2 the public key in \[1\], which must
//! be that of the private one:
//!
//! - RSA: RSAPrivateKey of PKCS#1
//! - ECDSA: the curve as parameter, ECPrivateKey of SEC 1
//! - Ed25519, Ed448: the seed in one more OCTET STRING (RFC 8410)
//! - DSA: p, q, g as parameters, the INTEGER x

use super::refused::Refused;
use super::{Unsupported, WriteError, curves, dsa, from_numbers, pair, pkcs1, sec1, spki};
use crate::key::{Comment, Ed448Pair, Key, Kind, Pair, derive};
use ::pkcs8::{AlgorithmIdentifierRef, PrivateKeyInfoRef};
use der::asn1::{AnyRef, ObjectIdentifier, OctetStringRef};
use der::{Decode as _, Encode as _};
use ssh_key::private::KeypairData;
use zeroize::Zeroizing;

pub(super) const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
pub(super) const ECDSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
pub(super) const DSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10040.4.1");
pub(super) const ED448: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.113");
pub(super) const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

pub(super) fn read(der: &[u8]) -> Result<Key, Refused> {
    let info = PrivateKeyInfoRef::try_from(der).map_err(|_| Refused::STRUCTURE)?;
    let (key, parameters) = (info.private_key.as_bytes(), info.algorithm.parameters);
    let key = match info.algorithm.oid {
        RSA => pkcs1::read(key),
        ECDSA => sec1::read(key, Some(curves::read(parameters.ok_or(Refused::STRUCTURE)?)?)),
        DSA => dsa::read_parts(parameters.ok_or(Refused::STRUCTURE)?, key),
        ED25519 => ed25519(key),
        ED448 => {
            Key::new(Ed448Pair::from_seed(seed(key)?), Comment::default()).map_err(|_| Refused::HalvesDiffer)
        }
        other => Err(unsupported(other)),
    }?;
    match info.public_key {
        Some(bits) if !spki::key_of(info.algorithm, bits)?.is_same_key(key.public()) => {
            Err(Refused::HalvesDiffer)
        }
        _ => Ok(key),
    }
}

fn ed25519(key: &[u8]) -> Result<Key, Refused> {
    let seed = seed(key)?;
    let public = from_numbers::edwards(Kind::Ed25519, &derive::ed25519_point(seed))?;
    let pair = pair::ed25519(seed, &public).ok_or(Refused::STRUCTURE)?;
    Key::new(pair, Comment::default()).map_err(|_| Refused::HalvesDiffer)
}

fn seed<const SIZE: usize>(key: &[u8]) -> Result<&[u8; SIZE], Refused> {
    let seed = <&OctetStringRef>::from_der(key).map_err(|_| Refused::STRUCTURE)?.as_bytes();
    seed.try_into().map_err(|_| Refused::STRUCTURE)
}

/// What an algorithm is called for which SSH has no keys, or we no code.
pub(super) fn unsupported(algorithm: ObjectIdentifier) -> Refused {
    let number = algorithm.to_string();
    let name = match number.as_str() {
        "1.3.101.110" => "X25519",
        "1.3.101.111" => "X448",
        "1.2.840.113549.1.1.10" => "RSA-PSS",
        "1.2.840.113549.1.1.7" => "RSA-OAEP",
        "1.2.840.113549.1.3.1" | "1.2.840.10046.2.1" => "Diffie-Hellman",
        "1.3.132.1.12" => "ECDH",
        "2.16.840.1.101.3.4.3.17" => "ML-DSA-44",
        "2.16.840.1.101.3.4.3.18" => "ML-DSA-65",
        "2.16.840.1.101.3.4.3.19" => "ML-DSA-87",
        other => other,
    };
    Refused::Unsupported(Unsupported::KeyType(name.to_owned()))
}

/// PrivateKeyInfo in DER. `None` for kinds that have no such form.
pub(super) fn write(key: &Key) -> Option<Result<Zeroizing<Vec<u8>>, WriteError>> {
    let pair = match key.pair() {
        Pair::Ssh(pair) => pair,
        Pair::Ed448(pair) => return Some(edwards(ED448, pair.seed()).ok_or(WriteError::Library)),
        Pair::Device(_) => return None,
    };
    let info = match pair {
        KeypairData::Rsa(pair) => pkcs1::write(pair).and_then(|key| info(RSA, Some(AnyRef::NULL), &key)),
        KeypairData::Ecdsa(pair) => {
            let curve = curves::identifier(pair::curve_of(pair));
            sec1::write(pair, false).and_then(|key| info(ECDSA, Some(AnyRef::from(&curve)), &key))
        }
        KeypairData::Dsa(pair) => dsa::write_parts(pair)
            .and_then(|(domain, x)| info(DSA, Some(AnyRef::from_der(&domain).ok()?), &x)),
        KeypairData::Ed25519(pair) => edwards(ED25519, &Zeroizing::new(pair.private.to_bytes())[..]),
        _ => return None,
    };
    Some(info.ok_or(WriteError::Library))
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
    use super::*;
    use ::spki::SubjectPublicKeyInfoRef;
    use der::asn1::BitStringRef;

    /// The pair of files that OpenSSL made of one key of each kind.
    macro_rules! files {
        ($($kind:literal)*) => {
            [$((
                $kind,
                include_bytes!(concat!("../../tests/vectors/pem/", $kind, ".p8.der")).as_slice(),
                include_bytes!(concat!("../../tests/vectors/pem/", $kind, ".spki.der")).as_slice(),
            )),*]
        };
    }

    #[test]
    fn the_public_key_of_version_2_must_be_that_of_the_private_one() {
        for (kind, private, public) in files!["rsa" "p256" "p384" "p521" "dsa" "ed25519" "ed448"] {
            let bits = SubjectPublicKeyInfoRef::from_der(public).unwrap().subject_public_key;
            let bytes = bits.as_bytes().unwrap();
            let version_2 = |unused, bytes: &[u8]| {
                let mut info = PrivateKeyInfoRef::try_from(private).unwrap();
                info.public_key = Some(BitStringRef::new(unused, bytes).unwrap());
                info.to_der().unwrap()
            };
            let whole = version_2(0, bytes);
            assert!(read(&whole).is_ok(), "{kind}");
            // The tag of the public key, its length, and how many bits are unused.
            let length = match bytes.len() + 1 {
                0..=127 => 1,
                128..=255 => 2,
                _ => 3,
            };
            let head = whole.len() - bytes.len() - 1 - length - 1;
            assert_eq!(whole[head], 0x81);
            for (at, bit) in (head..whole.len() - bytes.len()).flat_map(|at| (0..8).map(move |bit| (at, bit)))
            {
                let mut changed = whole.clone();
                changed[at] ^= 1 << bit;
                assert!(read(&changed).is_err(), "{kind}: bit {bit} of byte {at}");
            }
            let mut other = bytes.to_vec();
            // Of RSA the last bytes are e.
            other[bytes.len() / 2] ^= 1;
            assert!(read(&version_2(0, &other)).is_err(), "{kind}: of another");
            assert!(read(&version_2(0, &bytes[1..])).is_err(), "{kind}: cut");
            let even: Vec<u8> = [bytes, &[0]].concat();
            assert!(read(&version_2(1, &even)).is_err(), "{kind}: not whole bytes");
        }
    }
}
