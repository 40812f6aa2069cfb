//! OpenSSH's own private key files (OpenSSH, PROTOCOL.key).
//!
//! Base64 in a PEM envelope, and in it: `openssh-key-v1\0`, the names of cipher and KDF, the
//! KDF's options, the number of keys (1), the public blob, and a string with the private part.
//! `openssh_private` reads and writes the contents of the private part. The tag of an authenticated cipher
//! follows the string.
//!
//! Ciphers and KDF are ssh-key's. The container is read and written here because the crate refuses ECDSA
//! scalars with leading zeros and writes them so that PuTTY refuses them, and cannot read trailing blank
//! lines, comments that are not UTF-8 and indented lines.

use super::encrypted::LockedFile;
use super::kdf::{DerivedKey, Kdf, KdfError};
use super::refusal::Refusal;
use super::wire::{Reader, Writer};
use super::{
    Cost, Damage, DecryptError, Encryption, Format, KeyFile, Unsupported, WriteError, Written, key_types,
    limits, openssh_private, pem_block,
};
use crate::key::{Comment, Key, Progress, PublicKey, short_name};
use rand::CryptoRng;
use ssh_key::Cipher;
use zeroize::Zeroizing;

pub(super) const LABEL: &str = "OPENSSH PRIVATE KEY";
pub(super) const MAGIC: &[u8] = b"openssh-key-v1\0";
/// Rounds that ssh-keygen has used since OpenSSH 9.4.
const ROUNDS: u32 = 24;
/// ssh-keygen's line width.
pub(super) const WIDTH: usize = 70;

/// An encrypted key.
pub(super) struct LockedOpenSsh {
    cipher: Cipher,
    kdf: Kdf,
    public: PublicKey,
    private: Vec<u8>,
    tag: Option<[u8; 16]>,
}

/// Reads the decoded base64.
pub(super) fn read(bytes: &[u8]) -> Result<KeyFile, Refusal> {
    let mut fields = Reader(bytes);
    if fields.take(MAGIC.len()) != Some(MAGIC) {
        return Err(Refusal::STRUCTURE);
    }
    let head = |fields: &mut Reader<'_>| Some((fields.text()?.to_owned(), fields.text()?.to_owned()));
    let (cipher, kdf) = head(&mut fields).ok_or(Refusal::STRUCTURE)?;
    let options = fields.string().ok_or(Refusal::STRUCTURE)?;
    match fields.u32() {
        Some(1) => {}
        None | Some(0) => return Err(Refusal::STRUCTURE),
        Some(_) => return Err(Refusal::Unsupported(Unsupported::SeveralPrivateKeys)),
    }
    let blob = fields.string().ok_or(Refusal::STRUCTURE)?;
    let private = fields.string().ok_or(Refusal::STRUCTURE)?;
    let cipher = Cipher::new(&cipher).map_err(|_| unknown_encryption(&cipher))?;
    let kdf = read_kdf(&kdf, options)?;
    let public = key_types::read(blob, Comment::default())?;
    if cipher.is_none() {
        let key = openssh_private::read_clear(private, &public)?;
        return Ok(KeyFile::Private(Format::OpenSsh, key));
    }
    let kdf = kdf.ok_or(Refusal::Damaged(Damage::Value("kdf")))?;
    // Checked here: when decrypting, it would look like a wrong passphrase.
    if private.is_empty() || !private.len().is_multiple_of(cipher.block_size()) {
        return Err(Refusal::STRUCTURE);
    }
    let tag = match cipher.has_tag() {
        true => Some(fields.take(16).and_then(|tag| tag.try_into().ok()).ok_or(Refusal::STRUCTURE)?),
        false => None,
    };
    let locked = LockedOpenSsh { cipher, kdf, public, private: private.to_vec(), tag };
    Ok(KeyFile::encrypted(Format::OpenSsh, locked))
}

fn unknown_encryption(name: &str) -> Refusal {
    Refusal::Unsupported(Unsupported::Encryption(short_name(name.as_bytes())))
}

/// `None` where the file has none.
fn read_kdf(name: &str, options: &[u8]) -> Result<Option<Kdf>, Refusal> {
    match name {
        "none" => return Ok(None),
        "bcrypt" => {}
        other => return Err(unknown_encryption(other)),
    }
    let mut options = Reader(options);
    let read = options.string().zip(options.u32());
    let is_sound =
        |(salt, rounds): &(&[u8], u32)| (1..=limits::SALT_BYTES).contains(&salt.len()) && *rounds > 0;
    let (salt, rounds) = read.filter(is_sound).ok_or(Refusal::Damaged(Damage::Value("kdf")))?;
    let kdf = Kdf::Bcrypt { salt: salt.to_vec(), rounds };
    let cost = kdf.cost();
    if cost.within_limits() { Ok(Some(kdf)) } else { Err(Refusal::TooCostly(cost)) }
}

impl LockedFile for LockedOpenSsh {
    /// It is not encrypted; its comment is.
    fn public(&self) -> Option<&PublicKey> {
        Some(&self.public)
    }

    fn cost(&self) -> Option<Cost> {
        Some(self.kdf.cost())
    }

    fn decrypt_with(&self, passphrase: &[u8], progress: &dyn Progress) -> Result<Key, DecryptError> {
        self.decrypt_by(&self.kdf.derive(passphrase, derived_length(self.cipher)?, progress)?)
    }

    fn decrypt_derived(&self, derived: &DerivedKey) -> Result<Key, DecryptError> {
        self.decrypt_by(derived.bytes_for(&self.kdf, derived_length(self.cipher)?)?)
    }
}

impl LockedOpenSsh {
    fn decrypt_by(&self, derived: &[u8]) -> Result<Key, DecryptError> {
        let (key, iv) = key_and_iv(derived, self.cipher)?;
        let mut private = Zeroizing::new(self.private.clone());
        let tag = self.tag.map(Into::into);
        let decrypted = self.cipher.decrypt(key, &iv, &mut private, tag);
        if decrypted.is_err() || !openssh_private::check_numbers_match(&private) {
            return Err(DecryptError::WrongPassphrase);
        }
        Ok(openssh_private::read(&private, &self.public)?)
    }
}

/// The bytes that a cipher needs from the KDF.
fn derived_length(cipher: Cipher) -> Result<usize, KdfError> {
    cipher.key_and_iv_size().map(|(key, iv)| key + iv).ok_or(KdfError::Refused)
}

/// The output of the KDF, split like in ssh-key's `derive_key_and_iv`.
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

/// Encrypts with aes256-ctr and bcrypt, as ssh-keygen does.
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
    Ok(Written { bytes: pem_block::write(LABEL, &[], &out.finish(), WIDTH), derived })
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
            assert!(matches!(read, Err(Refusal::Damaged(_))), "{salt} {rounds}");
        }
    }
}
