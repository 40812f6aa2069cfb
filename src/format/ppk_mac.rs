//! The MAC at the end of PPK files, which covers everything except the parameters of the KDF (PuTTY manual,
//! appendix C). In version 1 it covers only the private fields.

use super::wire::Writer;
use hmac::{Hmac, Mac as _};
use sha1::Sha1;
use sha2::Sha256;
use zeroize::Zeroizing;

/// The data that the MAC covers.
pub(super) struct Covered<'a> {
    pub algorithm: &'a str,
    pub encryption: &'a str,
    pub comment: &'a [u8],
    pub public: &'a [u8],
    /// In the clear, with padding.
    pub private: &'a [u8],
}

impl Covered<'_> {
    pub fn bytes(&self) -> Zeroizing<Vec<u8>> {
        let parts =
            [self.algorithm.as_bytes(), self.encryption.as_bytes(), self.comment, self.public, self.private];
        let mut out = Writer::with_capacity(parts.iter().map(|part| part.len() + 4).sum());
        for part in parts {
            out.string(part);
        }
        out.finish()
    }
}

/// HMAC with one of two hashes.
#[derive(Clone, Copy)]
pub(super) enum HashOfMac {
    /// Versions 1 and 2.
    Sha1,
    /// Version 3.
    Sha256,
}

impl HashOfMac {
    pub fn mac(self, key: &[u8], covered: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => hmac::<Hmac<Sha1>>(key, covered).finalize().into_bytes().to_vec(),
            Self::Sha256 => hmac::<Hmac<Sha256>>(key, covered).finalize().into_bytes().to_vec(),
        }
    }

    /// In constant time.
    pub fn matches(self, key: &[u8], covered: &[u8], mac: &[u8]) -> bool {
        match self {
            Self::Sha1 => hmac::<Hmac<Sha1>>(key, covered).verify_slice(mac).is_ok(),
            Self::Sha256 => hmac::<Hmac<Sha256>>(key, covered).verify_slice(mac).is_ok(),
        }
    }
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of every length (RFC 2104)")]
fn hmac<M: hmac::Mac + hmac::KeyInit>(key: &[u8], covered: &[u8]) -> M {
    let mut mac = <M as hmac::KeyInit>::new_from_slice(key).expect("HMAC takes any key");
    mac.update(covered);
    mac
}
