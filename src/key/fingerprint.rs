//! Fingerprints: hashes of the public blob, as ssh-keygen prints them.

use base64ct::{Base64Unpadded, Encoding as _};
use md5::{Digest as _, Md5};
use sha2::Sha256;

/// The hashes of a public blob.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    sha256: [u8; 32],
    md5: [u8; 16],
}

impl Fingerprint {
    /// Hashes a public blob (RFC 4253, section 6.6).
    pub fn of(blob: &[u8]) -> Self {
        Self { sha256: Sha256::digest(blob).into(), md5: Md5::digest(blob).into() }
    }

    /// `SHA256:` and 43 characters of base64.
    pub fn sha256(&self) -> String {
        format!("SHA256:{}", Base64Unpadded::encode_string(&self.sha256))
    }

    /// `MD5:` and 16 pairs of hexadecimal digits, the form before OpenSSH 6.8.
    pub fn md5(&self) -> String {
        let pairs: Vec<String> = self.md5.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("MD5:{}", pairs.join(":"))
    }

    /// The 32 bytes that the randomart is drawn from.
    pub fn sha256_bytes(&self) -> &[u8; 32] {
        &self.sha256
    }
}
