//! PuTTY's private key files: decryption, check value and private fields.

use super::encrypted::LockedFile;
use super::kdf::DerivedKey;
use super::ppk::{Check, Encryption, FileVersion, Ppk};
use super::ppk_kdf::Keys;
use super::ppk_mac::{Covered, HashOfMac};
use super::private_components::{self, RsaNumbers};
use super::refusal::Refusal;
use super::wire::Reader;
use super::{Cost, Damage, DecryptError, reading};
use crate::key::{AttachedCertificate, Comment, Key, Kind, Pair, Progress, PublicKey, ct_eq};
use aes::Aes256;
use aes::cipher::{BlockModeDecrypt as _, KeyIvInit as _, block_padding::NoPadding};
use sha1::{Digest as _, Sha1};
use zeroize::Zeroizing;

impl LockedFile for Ppk {
    fn public(&self) -> Option<&PublicKey> {
        Some(&self.public)
    }

    fn certificate(&self) -> Option<&AttachedCertificate> {
        self.certificate.as_ref()
    }

    fn cost(&self) -> Option<Cost> {
        match &self.encryption {
            Encryption::None | Encryption::Sha1 => None,
            Encryption::Argon2(header) => Some(header.cost()),
        }
    }

    fn decrypt_with(&self, passphrase: &[u8], progress: &dyn Progress) -> Result<Key, DecryptError> {
        self.decrypt_by(&self.keys(passphrase, progress)?)
    }

    fn decrypt_derived(&self, derived: &DerivedKey) -> Result<Key, DecryptError> {
        match &self.encryption {
            Encryption::None | Encryption::Sha1 => Err(DecryptError::WrongPassphrase),
            Encryption::Argon2(header) => self.decrypt_by(&Keys::v3_derived(derived, header)?),
        }
    }
}

impl Ppk {
    /// The key in a file without passphrase.
    pub fn clear_key(&self) -> Result<Key, Refusal> {
        self.key(&self.private, &self.clear_comment()?)
    }

    /// The comment in a file without passphrase whose check value matches.
    pub fn clear_comment(&self) -> Result<Vec<u8>, Refusal> {
        let mac_key = match self.version {
            FileVersion::V1 | FileVersion::V2 => Keys::v2_mac(b""),
            FileVersion::V3 => Zeroizing::default(),
        };
        self.comment_covered(&mac_key, &self.private).ok_or(Refusal::Damaged(Damage::Mac))
    }

    fn decrypt_by(&self, keys: &Keys) -> Result<Key, DecryptError> {
        let private = self.decrypted(keys).ok_or(DecryptError::WrongPassphrase)?;
        let comment = self.comment_covered(&keys.mac, &private).ok_or(DecryptError::WrongPassphrase)?;
        Ok(self.key(&private, &comment)?)
    }

    fn keys(&self, passphrase: &[u8], progress: &dyn Progress) -> Result<Keys, DecryptError> {
        match &self.encryption {
            Encryption::None => Err(DecryptError::WrongPassphrase),
            Encryption::Sha1 => Ok(Keys::v2(passphrase)),
            Encryption::Argon2(header) => Ok(Keys::v3(passphrase, header, progress)?),
        }
    }

    fn decrypted(&self, keys: &Keys) -> Option<Zeroizing<Vec<u8>>> {
        let mut private = self.private.clone();
        let cipher = cbc::Decryptor::<Aes256>::new((&*keys.cipher).into(), (&*keys.iv).into());
        let length = cipher.decrypt_padded::<NoPadding>(&mut private).ok()?.len();
        private.truncate(length);
        Some(private)
    }

    /// The comment with which the check value matches; `None` if there is none. Editors and web pages append
    /// blanks to lines or encode characters differently; the check value tells what the comment was before.
    fn comment_covered(&self, mac_key: &[u8], private: &[u8]) -> Option<Vec<u8>> {
        // No key is longer, and each try computes a MAC over all of it.
        const LONGEST: usize = 1 << 16;
        let fits = |comment: &Vec<u8>| self.is_unchanged(mac_key, private, comment);
        if fits(&self.comment) {
            return Some(self.comment.clone());
        }
        let is_short = private.len() + self.comment.len() <= LONGEST;
        is_short.then(|| reading::comments(&self.comment).into_iter().find(fits)).flatten()
    }

    fn is_unchanged(&self, mac_key: &[u8], private: &[u8], comment: &[u8]) -> bool {
        let covered = Covered {
            algorithm: &self.algorithm,
            encryption: if matches!(self.encryption, Encryption::None) { "none" } else { "aes256-cbc" },
            comment,
            public: &self.blob,
            private,
        };
        match (&self.check, self.version) {
            (Check::Hash(hash), _) => ct_eq(&Zeroizing::new(Sha1::digest(private)), hash),
            (Check::Mac(mac), FileVersion::V1) => HashOfMac::Sha1.matches(mac_key, private, mac),
            (Check::Mac(mac), FileVersion::V2) => HashOfMac::Sha1.matches(mac_key, &covered.bytes(), mac),
            (Check::Mac(mac), FileVersion::V3) => HashOfMac::Sha256.matches(mac_key, &covered.bytes(), mac),
        }
    }

    fn key(&self, private: &[u8], comment: &[u8]) -> Result<Key, Refusal> {
        let pair = private_fields(private, &self.public).ok_or(Refusal::STRUCTURE)?;
        let key = Key::new(pair, Comment::from_bytes_lossy(comment))?;
        Ok(key.with_certificate(self.certificate.clone())?)
    }
}

/// The private fields, which padding follows.
fn private_fields(private: &[u8], public: &PublicKey) -> Option<Pair> {
    let mut fields = Reader(private);
    let pair = match public.kind() {
        Kind::Rsa(_) => {
            let mut next = || fields.unsigned_mpint();
            let [d, p, q, iqmp] = [next()?, next()?, next()?, next()?];
            private_components::rsa(&RsaNumbers { d, p, q, iqmp }, public)
        }
        Kind::Dsa(_) => private_components::dsa(fields.unsigned_mpint()?, public),
        Kind::Ecdsa(_) => private_components::ecdsa(fields.unsigned_mpint()?, public),
        Kind::Ed25519 => {
            // A little-endian number of 32 bytes. PuTTY 0.68 to 0.74 left out its zeros at the
            // end; PuTTY's manual calls it an mpint, but no leading zero is ever added.
            private_components::ed25519(&*seed::<32>(&mut fields)?, public)
        }
        Kind::Ed448 => return private_components::ed448(&*seed::<57>(&mut fields)?, public).map(Pair::Ed448),
        Kind::SecurityKey(_) => None,
    };
    pair.map(Pair::Ssh)
}

/// A little-endian number whose trailing zeros may be missing.
fn seed<const SIZE: usize>(fields: &mut Reader<'_>) -> Option<Zeroizing<[u8; SIZE]>> {
    let number = fields.string()?;
    let mut seed = Zeroizing::new([0; SIZE]);
    seed.get_mut(..number.len())?.copy_from_slice(number);
    Some(seed)
}
