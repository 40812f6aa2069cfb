//! The check value at the end of PPK files, which covers everything but the KDF's numbers (PuTTY
//! manual, appendix C).

use super::ppk::Version;
use super::wire::Writer;
use hmac::{Hmac, Mac as _};
use sha1::Sha1;
use sha2::Sha256;
use zeroize::Zeroizing;

/// What the MAC is made over.
pub(super) struct Covered<'a> {
    pub algorithm: &'a str,
    pub encryption: &'a str,
    pub comment: &'a [u8],
    pub public: &'a [u8],
    /// In the clear, with padding.
    pub private: &'a [u8],
}

impl Covered<'_> {
    fn bytes(&self) -> Zeroizing<Vec<u8>> {
        let parts =
            [self.algorithm.as_bytes(), self.encryption.as_bytes(), self.comment, self.public, self.private];
        let mut out = Writer::with_capacity(parts.iter().map(|part| part.len() + 4).sum());
        for part in parts {
            out.string(part);
        }
        out.finish()
    }

    pub fn mac(&self, version: Version, key: &[u8]) -> Vec<u8> {
        match version {
            Version::V2 => hmac::<Hmac<Sha1>>(key, &self.bytes()).finalize().into_bytes().to_vec(),
            Version::V3 => hmac::<Hmac<Sha256>>(key, &self.bytes()).finalize().into_bytes().to_vec(),
        }
    }

    /// In constant time.
    pub fn mac_matches(&self, version: Version, key: &[u8], mac: &[u8]) -> bool {
        match version {
            Version::V2 => hmac::<Hmac<Sha1>>(key, &self.bytes()).verify_slice(mac).is_ok(),
            Version::V3 => hmac::<Hmac<Sha256>>(key, &self.bytes()).verify_slice(mac).is_ok(),
        }
    }
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of every length (RFC 2104)")]
fn hmac<M: hmac::Mac + hmac::KeyInit>(key: &[u8], covered: &[u8]) -> M {
    let mut mac = <M as hmac::KeyInit>::new_from_slice(key).expect("HMAC takes any key");
    mac.update(covered);
    mac
}
