//! SubjectPublicKeyInfo, which stands in `PUBLIC KEY` (RFC 5280, section 4.1.2.7; RFC 3279, RFC 5480 and
//! RFC 8410 for the algorithms).

use super::asn1::{Bits, sequence};
use super::refusal::Refusal;
use super::{Unsupported, ber, curves, dsa, pkcs1, public_from_components};
use crate::key::{Kind, PublicKey};
use ::spki::{AlgorithmIdentifierRef, SubjectPublicKeyInfoRef};
use der::asn1::{AnyRef, BitStringRef, ObjectIdentifier};
use der::{Encode as _, Tag, Tagged as _};

pub(super) const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
pub(super) const ECDSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
pub(super) const DSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10040.4.1");
pub(super) const ED448: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.113");
pub(super) const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

pub(super) fn read(der: &[u8]) -> Result<PublicKey, Refusal> {
    let body = sequence(der).ok_or(Refusal::STRUCTURE)?;
    let [algorithm, key] = *body.as_slice() else { return Err(Refusal::STRUCTURE) };
    let algorithm = algorithm.decode_as().map_err(|_| Refusal::STRUCTURE)?;
    let is_bits = key.tag() == Tag::BitString;
    let bits = is_bits.then(|| Bits::of(key.value())).flatten().ok_or(Refusal::STRUCTURE)?;
    key_of(algorithm, bits)
}

/// The public key in a BIT STRING, by its algorithm.
pub(super) fn key_of(algorithm: AlgorithmIdentifierRef<'_>, bits: Bits<'_>) -> Result<PublicKey, Refusal> {
    let parameters = || algorithm.parameters.ok_or(Refusal::STRUCTURE);
    let bytes = || bits.bytes().ok_or(Refusal::STRUCTURE);
    match algorithm.oid {
        RSA => pkcs1::read_public(&ber::only(bytes()?).ok_or(Refusal::STRUCTURE)?),
        ECDSA => {
            let curve = curves::read(parameters()?)?;
            public_from_components::ecdsa(curve, &curves::point(curve, bits).ok_or(Refusal::STRUCTURE)?)
        }
        DSA => dsa::read_public(parameters()?, &ber::only(bytes()?).ok_or(Refusal::STRUCTURE)?),
        ED25519 => public_from_components::edwards(Kind::Ed25519, bytes()?),
        ED448 => public_from_components::edwards(Kind::Ed448, bytes()?),
        other => Err(unsupported(other)),
    }
}

/// Around an RSAPublicKey.
pub(super) fn write_rsa(key: &[u8]) -> Option<Vec<u8>> {
    let algorithm = AlgorithmIdentifierRef { oid: RSA, parameters: Some(AnyRef::NULL) };
    let subject_public_key = BitStringRef::from_bytes(key).ok()?;
    SubjectPublicKeyInfoRef { algorithm, subject_public_key }.to_der().ok()
}

/// The refusal of an algorithm, with its name if that is known.
pub(super) fn unsupported(algorithm: ObjectIdentifier) -> Refusal {
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
    Refusal::Unsupported(Unsupported::KeyType(name.to_owned()))
}
