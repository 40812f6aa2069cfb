//! Reads the key in an ASN.1 structure with the module that knows the structure.

use super::der_structure::{Shape, Structure};
use super::refusal::Refusal;
use super::{dsa, pkcs1, pkcs8, sec1, spki};
use crate::key::{Key, PublicKey};

impl Structure {
    /// The private key, where it is not encrypted.
    pub fn private(&self) -> Result<Key, Refusal> {
        let der = &self.der;
        match self.shape {
            Shape::Pkcs1 => pkcs1::read(der),
            Shape::Sec1 => sec1::read(der, None),
            Shape::Dsa => dsa::read(der),
            Shape::Pkcs8 => pkcs8::read(der),
            Shape::EncryptedPkcs8 | Shape::PublicKeyInfo | Shape::RsaPublic => Err(Refusal::STRUCTURE),
        }
    }

    /// The public key, where the structure is one.
    pub fn public(&self) -> Result<PublicKey, Refusal> {
        match self.shape {
            Shape::PublicKeyInfo => spki::read(&self.der),
            Shape::RsaPublic => pkcs1::read_public(&self.der),
            _ => Err(Refusal::STRUCTURE),
        }
    }
}
