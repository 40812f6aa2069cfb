//! Public keys in PEM: SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7; RFC 3279, RFC 5480 and
//! RFC 8410 for the algorithms) in `PUBLIC KEY`, RSAPublicKey of PKCS#1 in `RSA PUBLIC KEY`.

use super::asn1::{self, Shape};
use super::pkcs8::{DSA, ECDSA, ED448, ED25519, RSA, unsupported};
use super::refused::Refused;
use super::{curves, dsa, from_numbers, pkcs1};
use crate::key::{Kind, PublicKey, derive};
use ::spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};
use der::Decode as _;

pub(super) fn read(der: &[u8]) -> Result<PublicKey, Refused> {
    match asn1::shape(der) {
        Some(Shape::PublicKeyInfo) => read_info(der),
        Some(Shape::RsaPublic) => pkcs1::read_public(der),
        _ => Err(Refused::STRUCTURE),
    }
}

fn read_info(der: &[u8]) -> Result<PublicKey, Refused> {
    let info = SubjectPublicKeyInfoRef::from_der(der).map_err(|_| Refused::STRUCTURE)?;
    let key = info.subject_public_key.as_bytes().ok_or(Refused::STRUCTURE)?;
    key_of(info.algorithm, key)
}

/// The public key that stands in a BIT STRING, by its algorithm and parameters.
pub(super) fn key_of(algorithm: AlgorithmIdentifierRef<'_>, key: &[u8]) -> Result<PublicKey, Refused> {
    let parameters = algorithm.parameters;
    match algorithm.oid {
        RSA => pkcs1::read_public(key),
        ECDSA => {
            let curve = curves::read(parameters.ok_or(Refused::STRUCTURE)?)?;
            from_numbers::ecdsa(curve, &derive::uncompressed(curve, key).ok_or(Refused::STRUCTURE)?)
        }
        DSA => dsa::read_public(parameters.ok_or(Refused::STRUCTURE)?, key),
        ED25519 => from_numbers::edwards(Kind::Ed25519, key),
        ED448 => from_numbers::edwards(Kind::Ed448, key),
        other => Err(unsupported(other)),
    }
}
