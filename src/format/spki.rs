//! Public keys in PEM: SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7; RFC 3279, RFC 5480 and
//! RFC 8410 for the algorithms) in `PUBLIC KEY`, RSAPublicKey of PKCS#1 in `RSA PUBLIC KEY`.

use super::asn1::{Bits, Shape, Structure, elements, sequence};
use super::pkcs8::{DSA, ECDSA, ED448, ED25519, RSA, unsupported};
use super::refusal::Refusal;
use super::{ber, curves, dsa, pkcs1, public_from_components};
use crate::key::{Kind, PublicKey};
use ::spki::AlgorithmIdentifierRef;
use der::{Tag, Tagged as _};

impl Structure {
    /// A public key.
    pub fn public(&self) -> Result<PublicKey, Refusal> {
        match self.shape {
            Shape::PublicKeyInfo => read_info(&self.der),
            Shape::RsaPublic => pkcs1::read_public(&self.der),
            _ => Err(Refusal::STRUCTURE),
        }
    }
}

fn read_info(der: &[u8]) -> Result<PublicKey, Refusal> {
    let body = sequence(der).and_then(elements).ok_or(Refusal::STRUCTURE)?;
    let [algorithm, key] = *body.as_slice() else { return Err(Refusal::STRUCTURE) };
    let algorithm = algorithm.decode_as().map_err(|_| Refusal::STRUCTURE)?;
    let is_bits = key.tag() == Tag::BitString;
    let bits = is_bits.then(|| Bits::of(key.value())).flatten().ok_or(Refusal::STRUCTURE)?;
    key_of(algorithm, bits)
}

/// The public key that stands in a BIT STRING, by its algorithm and parameters.
pub(super) fn key_of(algorithm: AlgorithmIdentifierRef<'_>, bits: Bits<'_>) -> Result<PublicKey, Refusal> {
    let parameters = || algorithm.parameters.ok_or(Refusal::STRUCTURE);
    let bytes = || bits.bytes().ok_or(Refusal::STRUCTURE);
    match algorithm.oid {
        RSA => pkcs1::read_public(&ber::only(bytes()?).ok_or(Refusal::STRUCTURE)?),
        ECDSA => {
            let curve = curves::read(parameters()?)?;
            public_from_components::ecdsa(curve, &bits.point(curve).ok_or(Refusal::STRUCTURE)?)
        }
        DSA => dsa::read_public(parameters()?, &ber::only(bytes()?).ok_or(Refusal::STRUCTURE)?),
        ED25519 => public_from_components::edwards(Kind::Ed25519, bytes()?),
        ED448 => public_from_components::edwards(Kind::Ed448, bytes()?),
        other => Err(unsupported(other)),
    }
}
