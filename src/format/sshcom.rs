//! Private keys of ssh.com's SSH2, which are documented only by PuTTY's import.c.
//!
//! Between `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----` and its END: headers as in RFC 4716, then
//! base64, and in it: the number 3f6ff9eb, the length of the whole, a string that begins with
//! `if-modn{sign{rsa` or `dl-modp{sign{dsa`, the cipher (`none` or `3des-cbc`), and a string with
//! the private part. That is a length and so many bytes, then padding up to a whole block:
//!
//! - RSA: e, d, n, 1/p mod q, p, q
//! - DSA: 0 as a uint32, p, g, q, y, x
//!
//! each a count of bits and the big-endian magnitude. The cipher's key is MD5(passphrase) followed
//! by MD5(passphrase, that hash), the IV is zero. There is no check value.

use super::encrypted::LockedFile;
use super::private_components::{self, RsaNumbers};
use super::refusal::Refusal;
use super::wire::{self, Reader};
use super::{DecryptError, Format, KeyFile, Unsupported, ciphers, public_from_components};
use crate::key::{Comment, Key, Pair, Progress, ct_eq, short_name};
use md5::{Digest as _, Md5};
use ssh_key::private::KeypairData;
use zeroize::Zeroizing;

pub(super) const MAGIC: u32 = 0x3f6f_f9eb;

#[derive(Clone, Copy)]
enum KeyAlgorithm {
    Rsa,
    Dsa,
}

/// An encrypted key.
pub(super) struct LockedSshCom {
    algorithm: KeyAlgorithm,
    comment: Comment,
    private: Vec<u8>,
}

/// Reads the decoded base64.
pub(super) fn read(bytes: &[u8], comment: Comment) -> Result<KeyFile, Refusal> {
    let mut fields = Reader(bytes);
    let length = fields.u32().zip(fields.u32()).filter(|(magic, _)| *magic == MAGIC);
    if length.is_none_or(|(_, length)| length as usize != bytes.len()) {
        return Err(Refusal::STRUCTURE);
    }
    let head = |fields: &mut Reader<'_>| Some((fields.string()?.to_vec(), fields.string()?.to_vec()));
    let (kind, cipher) = head(&mut fields).ok_or(Refusal::STRUCTURE)?;
    let private = fields.string().ok_or(Refusal::STRUCTURE)?;
    let algorithm = algorithm(&kind)?;
    match cipher.as_slice() {
        b"none" => Ok(KeyFile::Private(Format::SshCom, key(algorithm, private, comment)?)),
        b"3des-cbc" if private.is_empty() || !private.len().is_multiple_of(8) => Err(Refusal::STRUCTURE),
        b"3des-cbc" => {
            let locked = LockedSshCom { algorithm, comment, private: private.to_vec() };
            Ok(KeyFile::encrypted(Format::SshCom, locked))
        }
        other => Err(Refusal::Unsupported(Unsupported::Encryption(short_name(other)))),
    }
}

fn algorithm(kind: &[u8]) -> Result<KeyAlgorithm, Refusal> {
    if kind.starts_with(b"if-modn{sign{rsa") {
        Ok(KeyAlgorithm::Rsa)
    } else if kind.starts_with(b"dl-modp{sign{dsa") {
        Ok(KeyAlgorithm::Dsa)
    } else {
        let name = short_name(kind);
        Err(Refusal::Unsupported(Unsupported::KeyType(name)))
    }
}

fn key(algorithm: KeyAlgorithm, private: &[u8], comment: Comment) -> Result<Key, Refusal> {
    let mut outer = Reader(private);
    let mut fields = Reader(outer.string().ok_or(Refusal::STRUCTURE)?);
    let pair = match algorithm {
        KeyAlgorithm::Rsa => {
            let [e, d, n, u, p, q] = numbers(&mut fields)?;
            let public = public_from_components::rsa(n, e)?;
            // u is the inverse of p modulo q, so the primes are swapped.
            let pair = private_components::rsa(&RsaNumbers { d, p: q, q: p, iqmp: u }, &public);
            return checked(pair.ok_or(Refusal::STRUCTURE)?, u, comment);
        }
        KeyAlgorithm::Dsa => {
            if fields.u32() != Some(0) {
                return Err(Refusal::STRUCTURE);
            }
            let [p, g, q, y, x] = numbers(&mut fields)?;
            let public = public_from_components::dsa([p, q, g, y])?;
            private_components::dsa(x, &public)
        }
    };
    Ok(Key::new(pair.ok_or(Refusal::STRUCTURE)?, comment)?)
}

/// Refuses a wrong coefficient, which other formats correct: here it is the only sign that this part of the
/// file was changed.
fn checked(pair: KeypairData, coefficient: &[u8], comment: Comment) -> Result<Key, Refusal> {
    let key = Key::new(pair, comment)?;
    let Pair::Ssh(KeypairData::Rsa(proven)) = key.pair() else { return Err(Refusal::STRUCTURE) };
    let is_right = |iqmp: &[u8]| ct_eq(iqmp, coefficient);
    if proven.private().iqmp().as_positive_bytes().is_some_and(is_right) {
        Ok(key)
    } else {
        Err(Refusal::STRUCTURE)
    }
}

fn numbers<'a, const COUNT: usize>(fields: &mut Reader<'a>) -> Result<[&'a [u8]; COUNT], Refusal> {
    let mut numbers = [&[][..]; COUNT];
    for number in &mut numbers {
        let bits = fields.u32().ok_or(Refusal::STRUCTURE)?;
        let bytes = fields.take(bits.div_ceil(8) as usize).ok_or(Refusal::STRUCTURE)?;
        *number = wire::without_zeros(bytes);
    }
    Ok(numbers)
}

impl LockedFile for LockedSshCom {
    fn decrypt_with(&self, passphrase: &[u8], _: &dyn Progress) -> Result<Key, DecryptError> {
        let first = Zeroizing::new(<[u8; 16]>::from(Md5::digest(passphrase)));
        let second = Md5::new().chain_update(passphrase).chain_update(*first).finalize();
        let second = Zeroizing::new(<[u8; 16]>::from(second));
        let derived: Zeroizing<Vec<u8>> =
            Zeroizing::new(first.iter().chain(second.iter()).copied().take(24).collect());
        let mut clear = Zeroizing::new(self.private.clone());
        ciphers::decrypt_des_ede3_unpadded(&derived, &[0; 8], &mut clear)
            .ok_or(DecryptError::WrongPassphrase)?;
        key(self.algorithm, &clear, self.comment.clone()).map_err(Refusal::without_check_value)
    }
}

#[cfg(test)]
mod tests {
    use super::{Comment, KeyFile, MAGIC, read};

    #[test]
    fn what_is_encrypted_is_whole_blocks_and_some() {
        for (length, whole) in [(0, false), (7, false), (8, true), (9, false), (16, true)] {
            let string = |bytes: &[u8]| [&(bytes.len() as u32).to_be_bytes()[..], bytes].concat();
            let fields =
                [string(b"if-modn{sign{rsa"), string(b"3des-cbc"), string(&vec![1; length])].concat();
            let size = (fields.len() + 8) as u32;
            let body = [&MAGIC.to_be_bytes()[..], &size.to_be_bytes(), &fields].concat();
            let is_read = matches!(read(&body, Comment::default()), Ok(KeyFile::Encrypted(_)));
            assert_eq!(is_read, whole, "{length} bytes");
        }
    }
}
