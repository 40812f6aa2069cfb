//! OpenSSL's traditional encryption of PEM (RFC 1421, section 4.6, and OpenSSL's manual,
//! PEM_read_PrivateKey): two headers in front of the base64,
//!
//! ```text
//! Proc-Type: 4,ENCRYPTED
//! DEK-Info: AES-128-CBC,IV in hexadecimal
//! ```
//!
//! The cipher's key is MD5(passphrase, salt), MD5(the hash before, passphrase, salt) … as far as
//! needed, where the salt is the first 8 bytes of the IV. With one round only, guessing is cheap. There is
//! no check value: a wrong passphrase is noticed by invalid contents.

use super::ciphers::{self, Cipher};
use super::encrypted::LockedFile;
use super::pem_block;
use super::reading::{Headers, value};
use super::refusal::Refusal;
use super::{Damage, DecryptError, Encryption, Unsupported, der_structure};
use crate::key::{Key, Progress, short_name};
use md5::{Digest as _, Md5};
use rand::CryptoRng;
use zeroize::Zeroizing;

const HEADER: &str = "DEK-Info";

/// An encrypted key.
pub(super) struct LockedPem {
    cipher: Cipher,
    iv: Vec<u8>,
    private: Vec<u8>,
}

/// `None` if no header says that it is encrypted.
pub(super) fn read(headers: &Headers, bytes: &[u8]) -> Option<Result<LockedPem, Refusal>> {
    let says_so = value(headers, "Proc-Type").is_some_and(|value| value.ends_with(b"ENCRYPTED"));
    match value(headers, HEADER) {
        Some(value) => Some(encrypted(value, bytes)),
        None => says_so.then_some(Err(Refusal::Damaged(Damage::Missing(HEADER)))),
    }
}

/// A header, and where it ends in the text.
type DecodedPem = ((Vec<u8>, Vec<u8>), usize);

/// The header before the data and where it ends, even if everything is in one line or nothing separates the
/// IV from the data.
pub(super) fn header(text: &[u8]) -> Option<DecodedPem> {
    /// In front of it is Proc-Type.
    const ROOM: usize = 512;
    let room = text.get(..ROOM.min(text.len()))?;
    let is_here = |window: &[u8]| window.eq_ignore_ascii_case(HEADER.as_bytes());
    let name = room.windows(HEADER.len()).position(is_here)?;
    let is_gap = |byte: &u8| matches!(byte, b':' | b' ' | b'\t');
    let start = name + HEADER.len();
    let start = start + room.get(start..)?.iter().take_while(|byte| is_gap(byte)).count();
    let comma = start + room.get(start..)?.iter().take(40).position(|byte| *byte == b',')?;
    let algorithm = room.get(start..comma)?.trim_ascii();
    let iv = comma + 1 + room.get(comma + 1..)?.iter().take_while(|byte| is_gap(byte)).count();
    let most = cipher(algorithm).map_or(64, |cipher| cipher.block_size() * 2);
    let digits = room.get(iv..)?.iter().take(most).take_while(|byte| byte.is_ascii_hexdigit()).count();
    let digits_end = iv + digits;
    let value = [algorithm, b",", room.get(iv..digits_end)?].concat();
    Some(((HEADER.as_bytes().to_vec(), value), digits_end))
}

fn encrypted(value: &[u8], private: &[u8]) -> Result<LockedPem, Refusal> {
    let damaged = || Refusal::Damaged(Damage::Value(HEADER));
    let comma = value.iter().position(|byte| *byte == b',').ok_or_else(damaged)?;
    let (name, iv) = value.split_at(comma);
    let cipher = cipher(name.trim_ascii())
        .ok_or_else(|| Refusal::Unsupported(Unsupported::PemEncryption(short_name(name))))?;
    let iv =
        base16ct::mixed::decode_vec(iv.get(1..).unwrap_or_default().trim_ascii()).map_err(|_| damaged())?;
    if iv.len() != cipher.block_size() {
        return Err(damaged());
    }
    // CBC makes whole blocks. Checked here: when decrypting, it would look like a wrong passphrase.
    let is_cbc = name.trim_ascii().to_ascii_uppercase().ends_with(b"-CBC");
    if private.is_empty() || is_cbc && !private.len().is_multiple_of(cipher.block_size()) {
        return Err(Refusal::STRUCTURE);
    }
    Ok(LockedPem { cipher, iv, private: private.to_vec() })
}

fn cipher(name: &[u8]) -> Option<Cipher> {
    Some(match name.to_ascii_uppercase().as_slice() {
        b"AES-128-CBC" => Cipher::Aes128Cbc,
        b"AES-192-CBC" => Cipher::Aes192Cbc,
        b"AES-256-CBC" => Cipher::Aes256Cbc,
        b"AES-128-CTR" => Cipher::Aes128Ctr,
        b"AES-192-CTR" => Cipher::Aes192Ctr,
        b"AES-256-CTR" => Cipher::Aes256Ctr,
        b"CAMELLIA-128-CBC" => Cipher::Camellia128Cbc,
        b"CAMELLIA-192-CBC" => Cipher::Camellia192Cbc,
        b"CAMELLIA-256-CBC" => Cipher::Camellia256Cbc,
        b"DES-CBC" => Cipher::DesCbc,
        b"DES-EDE-CBC" => Cipher::DesEdeCbc,
        b"DES-EDE3-CBC" => Cipher::DesEde3Cbc,
        _ => return None,
    })
}

impl LockedFile for LockedPem {
    fn decrypt_with(&self, passphrase: &[u8], _: &dyn Progress) -> Result<Key, DecryptError> {
        let key = derived(passphrase, &self.iv, self.cipher.key_size());
        let clear = self.cipher.decrypt(&key, &self.iv, &self.private);
        let structure = der_structure::structure(&clear.ok_or(DecryptError::WrongPassphrase)?);
        structure.and_then(|structure| structure.private()).map_err(Refusal::without_check_value)
    }
}

/// OpenSSL's EVP_BytesToKey with MD5 and one round.
fn derived(passphrase: &[u8], iv: &[u8], size: usize) -> Zeroizing<Vec<u8>> {
    let salt = iv.get(..8).unwrap_or(iv);
    let mut key = Zeroizing::new(Vec::with_capacity(size + 16));
    let mut last = Zeroizing::new([0; 16]);
    while key.len() < size {
        let mut hash = Md5::new();
        if !key.is_empty() {
            hash.update(*last);
        }
        *last = hash.chain_update(passphrase).chain_update(salt).finalize().into();
        key.extend_from_slice(&*last);
    }
    key.truncate(size);
    key
}

/// The whole block, with AES-128-CBC as ssh-keygen writes it: PuTTY reads that and triple DES, nothing
/// else. A longer key would protect nothing more, as guessing the passphrase costs one round of MD5.
pub(super) fn write(
    label: &str,
    der: &[u8],
    protection: &Encryption<'_>,
    rng: &mut dyn CryptoRng,
) -> Option<Zeroizing<Vec<u8>>> {
    let mut iv = [0; 16];
    rng.fill_bytes(&mut iv);
    let key = derived(protection.passphrase.expose(), &iv, 16);
    let encrypted = ciphers::encrypt_aes_128_cbc(key.as_slice().try_into().ok()?, &iv, der)?;
    let iv = base16ct::upper::encode_string(&iv);
    let headers = ["Proc-Type: 4,ENCRYPTED".to_owned(), format!("{HEADER}: AES-128-CBC,{iv}")];
    Some(pem_block::write(label, &headers, &encrypted, pem_block::WIDTH))
}

#[cfg(test)]
mod tests {
    use super::cipher;

    #[test]
    fn every_cipher_goes_by_the_name_that_openssl_has_for_it() {
        let names = "AES-128-CBC AES-192-CBC AES-256-CBC AES-128-CTR AES-192-CTR AES-256-CTR CAMELLIA-128-CBC \
                     CAMELLIA-192-CBC CAMELLIA-256-CBC DES-CBC DES-EDE-CBC DES-EDE3-CBC";
        for name in names.split(' ') {
            let ours = format!("{:?}", cipher(name.as_bytes()).unwrap());
            assert_eq!(ours.to_uppercase(), name.replace('-', ""));
        }
        assert!(cipher(b"RC2-CBC").is_none());
    }
}
