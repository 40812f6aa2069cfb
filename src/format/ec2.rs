//! The fingerprints that AWS EC2 shows for RSA keys, of their DER and not of what ssh sends. For keys of other
//! types it shows what ssh shows.

use super::{pkcs1, pkcs8, spki};
use crate::key::{Key, Kind, PublicKey};
use md5::{Digest as _, Md5};
use sha1::Sha1;

/// SHA-1 of the private key in PKCS#8: of keys that EC2 made. `openssl pkcs8 -topk8 -nocrypt -outform DER`,
/// `openssl sha1 -c`.
pub fn ec2_private_hash(key: &Key) -> Option<[u8; 20]> {
    let der = matches!(key.kind(), Kind::Rsa(_)).then(|| pkcs8::write(key)).flatten()?;
    Some(Sha1::digest(&*der).into())
}

/// MD5 of SubjectPublicKeyInfo: of keys that were imported. `openssl pkey -pubout -outform DER`, `openssl md5 -c`.
pub fn ec2_public_hash(key: &PublicKey) -> Option<[u8; 16]> {
    let der = spki::write_rsa(&pkcs1::write_public(key)?)?;
    Some(Md5::digest(&der).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{KeyFile, read};

    const PRIVATE: &[u8] = include_bytes!("../../tests/vectors/pem/rsa.p8.der");
    const PUBLIC: &[u8] = include_bytes!("../../tests/vectors/pem/rsa.spki.der");

    #[test]
    fn the_der_is_byte_for_byte_that_of_openssl() {
        let Ok(KeyFile::Private(_, key)) = read(PRIVATE) else { panic!("no key") };
        assert_eq!(ec2_private_hash(&key), Some(Sha1::digest(PRIVATE).into()));
        assert_eq!(ec2_public_hash(key.public()), Some(Md5::digest(PUBLIC).into()));
    }

    #[test]
    fn keys_that_ec2_shows_as_ssh_does_have_none() {
        let Ok(KeyFile::Private(_, key)) = read(include_bytes!("../../tests/vectors/pem/ed25519.p8")) else {
            panic!("no key")
        };
        assert_eq!((ec2_private_hash(&key), ec2_public_hash(key.public())), (None, None));
    }
}
