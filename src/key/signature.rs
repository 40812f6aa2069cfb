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
    pub(crate) fn verify(&self, signature: &[u8], message: &[u8]) -> Option<bool> {
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
                    (KeyData::Rsa(key), _) => rsa::PublicKey::try_from(key).is_ok(),
                    _ => true,
                };
                is_checked.then(|| rest.is_empty() && key.verify(message, &signature).is_ok())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::key::{Comment, PublicKey, ed448};
    use ssh_key::encoding::Encode as _;

    fn strings(parts: &[&[u8]]) -> Vec<u8> {
        let mut out = Vec::new();
        parts.iter().for_each(|part| part.encode(&mut out).unwrap());
        out
    }

    #[test]
    fn a_signature_of_ed448_names_its_type_and_ends_there() {
        let signing = ed448_goldilocks::SigningKey::from(&[7; 57].into());
        let blob = ed448::blob(&signing.verifying_key().to_bytes());
        let key = PublicKey::from_blob(&blob, Comment::default()).unwrap();
        let signed = signing.sign_raw(b"message").to_bytes();
        let right = strings(&[b"ssh-ed448", &signed]);
        assert_eq!(key.verify(&right, b"message"), Some(true));
        assert_eq!(key.verify(&right, b"another"), Some(false));
        assert_eq!(key.verify(&[&right[..], b"x"].concat(), b"message"), Some(false));
        assert_eq!(key.verify(&strings(&[b"ssh-ed25519", &signed]), b"message"), Some(false));
    }

    #[test]
    fn what_cannot_be_checked_is_not_called_wrong() {
        let n = [&[0, 0x80][..], &[0; 254], &[1]].concat();
        let blob = |e: &[u8]| strings(&[b"ssh-rsa", e, &n]);
        let signature = strings(&[b"rsa-sha2-256", &[1; 256]]);
        let made =
            |e: &[u8]| PublicKey::from_blob(&blob(e), Comment::default()).unwrap().verify(&signature, b"x");
        assert_eq!(made(&[1, 0, 1]), Some(false));
        // The largest exponent that is checked has 33 bits.
        assert_eq!(made(&[0x40, 0, 0, 0, 0, 1]), None);
    }
}
