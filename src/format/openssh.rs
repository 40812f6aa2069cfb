//! OpenSSH's own private key files (OpenSSH, PROTOCOL.key).
//!
//! Base64 in a PEM envelope, and in it: `openssh-key-v1\0`, the names of cipher and KDF, the
//! KDF's options, the number of keys (1), the public blob, and a string with the private part.
//! What is in the private part, encrypted or not, is read and written in `openssh_private`. Ciphers
//! with a tag have it after the string.
//!
//! Ciphers and KDF are ssh-key's. The container is read and written here: the crate refuses
//! ECDSA scalars with leading zeros and writes them so that PuTTY refuses them, and trailing
//! blank lines, foreign comment bytes and indented lines are beyond it.

use super::kdf::{DerivedKey, Kdf, KdfError};
use super::openssh_private::{self, PrivatePartError};
use super::wire::{Reader, Writer};
use super::{
    Cost, Damage, DecryptError, Encryption, Format, ReadError, Unsupported, WriteError, Written, limits,
    text_encoding,
};
use crate::key::{Comment, Key, Progress, PublicKey, short_name};
use rand::CryptoRng;
use ssh_key::Cipher;
use zeroize::Zeroizing;

/// What follows BEGIN and END in the envelope.
const LABEL: &str = "OPENSSH PRIVATE KEY";
pub(super) const MAGIC: &[u8] = b"openssh-key-v1\0";
const FORMAT: Format = Format::OpenSsh;
/// Rounds that ssh-keygen has used since OpenSSH 9.4.
const ROUNDS: u32 = 24;
/// ssh-keygen's line width.
const WIDTH: usize = 70;

/// A key under a passphrase.
pub(super) struct LockedOpenSsh {
    cipher: Cipher,
    kdf: Kdf,
    public: PublicKey,
    private: Vec<u8>,
    tag: Option<[u8; 16]>,
}

/// Either the key, or what is needed to decrypt it.
pub(super) enum OpenSshKey {
    Clear(Key),
    Encrypted(LockedOpenSsh),
}

/// Reads what stood in base64 in the envelope.
pub(super) fn read(bytes: &[u8]) -> Result<OpenSshKey, ReadError> {
    let damaged = |damage| ReadError::Damaged { format: FORMAT, damage };
    let mut fields = Reader(bytes);
    if fields.take(MAGIC.len()) != Some(MAGIC) {
        return Err(damaged(Damage::Structure));
    }
    let head = |fields: &mut Reader<'_>| Some((fields.text()?.to_owned(), fields.text()?.to_owned()));
    let (cipher, kdf) = head(&mut fields).ok_or(damaged(Damage::Structure))?;
    let options = fields.string().ok_or(damaged(Damage::Structure))?;
    match fields.u32() {
        Some(1) => {}
        None | Some(0) => return Err(damaged(Damage::Structure)),
        Some(_) => return Err(ReadError::Unsupported(Unsupported::SeveralPrivateKeys)),
    }
    let blob = fields.string().ok_or(damaged(Damage::Structure))?;
    let private = fields.string().ok_or(damaged(Damage::Structure))?;
    let cipher = Cipher::new(&cipher).map_err(|_| unknown_encryption(&cipher))?;
    let kdf = read_kdf(&kdf, options)?;
    let public = super::public_key(blob, Comment::default()).map_err(|bad| bad.into_read_error(FORMAT))?;
    if cipher.is_none() {
        return match openssh_private::read_clear(private, &public) {
            Ok(key) => Ok(OpenSshKey::Clear(key)),
            Err(PrivatePartError::KeyMismatch) => Err(ReadError::KeyMismatch),
            Err(PrivatePartError::CheckNumbers | PrivatePartError::Structure) => {
                Err(damaged(Damage::Structure))
            }
        };
    }
    let kdf = kdf.ok_or(damaged(Damage::Value("kdf")))?;
    // Said here, for later it would look like a wrong passphrase.
    if private.is_empty() || !private.len().is_multiple_of(cipher.block_size()) {
        return Err(damaged(Damage::Structure));
    }
    let tag = match cipher.has_tag() {
        true => Some(fields.take(16).and_then(|tag| tag.try_into().ok()).ok_or(damaged(Damage::Structure))?),
        false => None,
    };
    Ok(OpenSshKey::Encrypted(LockedOpenSsh { cipher, kdf, public, private: private.to_vec(), tag }))
}

fn unknown_encryption(name: &str) -> ReadError {
    ReadError::Unsupported(Unsupported::Encryption(short_name(name.as_bytes())))
}

/// `None` where the file has none.
fn read_kdf(name: &str, options: &[u8]) -> Result<Option<Kdf>, ReadError> {
    match name {
        "none" => Ok(None),
        "bcrypt" => {
            let mut options = Reader(options);
            let read = |options: &mut Reader<'_>| Some((options.string()?.to_vec(), options.u32()?));
            match read(&mut options) {
                Some((salt, rounds))
                    if !salt.is_empty() && salt.len() <= limits::SALT_BYTES && rounds > 0 =>
                {
                    let cost = Cost::Bcrypt { rounds };
                    if cost.within_limits() {
                        Ok(Some(Kdf::Bcrypt { salt, rounds }))
                    } else {
                        Err(ReadError::TooCostly(cost))
                    }
                }
                _ => Err(ReadError::Damaged { format: FORMAT, damage: Damage::Value("kdf") }),
            }
        }
        other => Err(unknown_encryption(other)),
    }
}

impl LockedOpenSsh {
    /// The public half, which stands in the clear. Its comment does not.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// What each try costs.
    pub fn cost(&self) -> Option<Cost> {
        Some(self.kdf.cost())
    }

    /// With the very bytes that go to the KDF.
    pub fn decrypt_with(&self, passphrase: &[u8], progress: &dyn Progress) -> Result<Key, DecryptError> {
        self.decrypt_by(&self.kdf.derive(passphrase, derived_length(self.cipher)?, progress)?)
    }

    /// With the key that was derived to write it.
    pub fn decrypt_derived(&self, derived: &DerivedKey) -> Result<Key, DecryptError> {
        self.decrypt_by(derived.bytes_for(&self.kdf, derived_length(self.cipher)?)?)
    }

    fn decrypt_by(&self, derived: &[u8]) -> Result<Key, DecryptError> {
        let wrong = DecryptError::WrongPassphrase;
        let (key, iv) = key_and_iv(derived, self.cipher)?;
        let mut private = Zeroizing::new(self.private.clone());
        let tag = self.tag.map(Into::into);
        self.cipher.decrypt(key, &iv, &mut private, tag).map_err(|_| wrong.clone())?;
        openssh_private::read_decrypted(&private, &self.public).map_err(|refused| match refused {
            PrivatePartError::CheckNumbers => wrong,
            PrivatePartError::Structure => DecryptError::Damaged(Damage::Structure),
            PrivatePartError::KeyMismatch => DecryptError::KeyMismatch,
        })
    }
}

/// How much the KDF makes for a cipher.
fn derived_length(cipher: Cipher) -> Result<usize, KdfError> {
    cipher.key_and_iv_size().map(|(key, iv)| key + iv).ok_or(KdfError::Refused)
}

/// As ssh-key's `derive_key_and_iv` cuts what the KDF made.
fn key_and_iv(derived: &[u8], cipher: Cipher) -> Result<(&[u8], Vec<u8>), KdfError> {
    let (key_size, _) = cipher.key_and_iv_size().ok_or(KdfError::Refused)?;
    let (key, iv) = derived.split_at_checked(key_size).ok_or(KdfError::Refused)?;
    let mut iv = iv.to_vec();
    // With this cipher the nonce is zero, as its key is never used twice (OpenSSH, PROTOCOL.chacha20poly1305).
    if cipher == Cipher::ChaCha20Poly1305 {
        iv.fill(0);
    }
    Ok((key, iv))
}

/// With a passphrase: aes256-ctr and bcrypt, as ssh-keygen does.
pub(super) fn write(
    key: &Key,
    protection: Option<&Encryption<'_>>,
    rng: &mut dyn CryptoRng,
) -> Result<Written, WriteError> {
    let cipher = if protection.is_some() { Cipher::Aes256Ctr } else { Cipher::None };
    let mut salt = [0; 16];
    if protection.is_some() {
        rng.fill_bytes(&mut salt);
    }
    let mut private = openssh_private::write(key, cipher, rng.next_u32());
    let mut derived = None;
    if let Some(protection) = protection {
        let kdf = Kdf::Bcrypt { salt: salt.to_vec(), rounds: ROUNDS };
        let made = DerivedKey::new(kdf, protection.passphrase.expose(), derived_length(cipher)?)?;
        let (key, iv) = key_and_iv(made.bytes(), cipher)?;
        cipher.encrypt(key, &iv, &mut private).map_err(|_| WriteError::Library)?;
        derived = Some(made);
    }
    let mut out = Writer::with_capacity(key.public().blob().len() + private.len() + 256);
    out.raw(MAGIC).string(cipher.as_str().as_bytes());
    if derived.is_some() {
        let mut options = Writer::with_capacity(salt.len() + 8);
        options.string(&salt).u32(ROUNDS);
        out.string(b"bcrypt").string(&options.finish());
    } else {
        out.string(b"none").string(b"");
    }
    out.u32(1).string(key.public().blob()).string(&private);
    Ok(Written { bytes: in_envelope(&out.finish()), derived })
}

/// LF after every line and the last: OpenSSH reads nothing else.
fn in_envelope(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(text_encoding::base64_room(bytes.len()) + 128));
    out.extend_from_slice(format!("-----BEGIN {LABEL}-----\n").as_bytes());
    text_encoding::push_base64(&mut out, bytes, WIDTH);
    out.extend_from_slice(format!("-----END {LABEL}-----\n").as_bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(salt: usize, rounds: u32) -> Vec<u8> {
        let length = u32::try_from(salt).unwrap().to_be_bytes();
        [&length[..], &vec![7; salt], &rounds.to_be_bytes()].concat()
    }

    #[test]
    fn a_kdf_needs_a_salt_of_some_size_and_a_round() {
        for (salt, rounds) in [(1, 1), (16, 24), (limits::SALT_BYTES, limits::BCRYPT_ROUNDS)] {
            let read = read_kdf("bcrypt", &options(salt, rounds));
            assert!(matches!(read, Ok(Some(Kdf::Bcrypt { .. }))), "{salt} {rounds}");
        }
        for (salt, rounds) in [(0, 1), (1, 0), (0, 0), (limits::SALT_BYTES + 1, 1)] {
            let read = read_kdf("bcrypt", &options(salt, rounds));
            assert!(matches!(read, Err(ReadError::Damaged { .. })), "{salt} {rounds}");
        }
    }
}
