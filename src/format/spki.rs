//! Public keys in PEM: SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7; RFC 3279, RFC 5480 and
//! RFC 8410 for the algorithms) in `PUBLIC KEY`, RSAPublicKey of PKCS#1 in `RSA PUBLIC KEY`.

use super::asn1::{Bits, Shape, Structure, elements, sequence};
use super::pkcs8::{DSA, ECDSA, ED448, ED25519, RSA, unsupported};
use super::refused::Refused;
use super::{ber, curves, dsa, from_numbers, pkcs1};
use crate::key::{Kind, PublicKey};
use ::spki::AlgorithmIdentifierRef;
use der::{Tag, Tagged as _};

impl Structure {
    /// A public key.
    pub fn public(&self) -> Result<PublicKey, Refused> {
        match self.shape {
            Shape::PublicKeyInfo => read_info(&self.der),
            Shape::RsaPublic => pkcs1::read_public(&self.der),
            _ => Err(Refused::STRUCTURE),
        }
    }
}

fn read_info(der: &[u8]) -> Result<PublicKey, Refused> {
    let body = sequence(der).and_then(elements).ok_or(Refused::STRUCTURE)?;
    let [algorithm, key] = *body.as_slice() else { return Err(Refused::STRUCTURE) };
    let algorithm = algorithm.decode_as().map_err(|_| Refused::STRUCTURE)?;
    let is_bits = key.tag() == Tag::BitString;
    let bits = is_bits.then(|| Bits::of(key.value())).flatten().ok_or(Refused::STRUCTURE)?;
    key_of(algorithm, bits)
}

/// The public key that stands in a BIT STRING, by its algorithm and parameters.
pub(super) fn key_of(algorithm: AlgorithmIdentifierRef<'_>, bits: Bits<'_>) -> Result<PublicKey, Refused> {
    let parameters = || algorithm.parameters.ok_or(Refused::STRUCTURE);
    let bytes = || bits.bytes().ok_or(Refused::STRUCTURE);
    match algorithm.oid {
        RSA => pkcs1::read_public(&ber::only(bytes()?).ok_or(Refused::STRUCTURE)?),
        ECDSA => {
            let curve = curves::read(parameters()?)?;
            from_numbers::ecdsa(curve, &bits.point(curve).ok_or(Refused::STRUCTURE)?)
        }
        DSA => dsa::read_public(parameters()?, &ber::only(bytes()?).ok_or(Refused::STRUCTURE)?),
        ED25519 => from_numbers::edwards(Kind::Ed25519, bytes()?),
        ED448 => from_numbers::edwards(Kind::Ed448, bytes()?),
        other => Err(unsupported(other)),
    }
}
