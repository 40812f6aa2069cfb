//! Whether a signature is of a key (RFC 4253, section 6.6; RFC 8332; PROTOCOL.u2f).

use super::{Data, PublicKey, ed448};
use rsa::signature::Verifier as _;
use ssh_key::encoding::Decode as _;
use ssh_key::public::KeyData;
use ssh_key::{Algorithm, Signature};

impl PublicKey {
    /// Whether this key made `signature`, a blob that names its algorithm, of `message`. `None`
    /// where that cannot be checked here: RSA over 8192 bits or with SHA-1, DSA, and what browsers
    /// sign with security keys.
    pub(crate) fn made(&self, signature: &[u8], message: &[u8]) -> Option<bool> {
        let mut rest = signature;
        match self.data() {
            Data::Ed448(point) => {
                let name = String::decode(&mut rest).ok();
                let bytes = Vec::<u8>::decode(&mut rest).ok();
                let right = || ed448::verifies(point, message, &bytes?);
                Some(
                    name.as_deref() == Some(self.kind().ssh_name())
                        && rest.is_empty()
                        && right() == Some(true),
                )
            }
            Data::Ssh(key) => {
                let Ok(signature) = Signature::decode(&mut rest) else { return Some(false) };
                let is_checked = match (key, signature.algorithm()) {
                    (KeyData::Dsa(_), _)
                    | (KeyData::Rsa(_), Algorithm::Rsa { hash: None })
                    | (KeyData::SkEcdsaSha2NistP256(_), Algorithm::Other(_)) => false,
                    (KeyData::Rsa(key), _) => rsa::RsaPublicKey::try_from(key).is_ok(),
                    _ => true,
                };
                is_checked.then(|| rest.is_empty() && key.verify(message, &signature).is_ok())
            }
        }
    }
}
