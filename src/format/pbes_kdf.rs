//! How encrypted PKCS#8 turns a passphrase into a key: PBKDF2 (RFC 8018, section 5.2), scrypt
//! (RFC 7914), and the way of PKCS#12 (RFC 7292, appendix B).

use super::Cost;
use super::ciphers::Cipher;
use sha1::{Digest as _, Sha1};
use sha2::{Sha224, Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

/// The hash inside of PBKDF2's HMAC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hash {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

pub(super) enum Kdf {
    Pbkdf2 { salt: Vec<u8>, iterations: u32, hash: Hash },
    Scrypt { salt: Vec<u8>, n: u64, r: u32, p: u32 },
    Pkcs12 { salt: Vec<u8>, iterations: u32 },
}

type Bytes = Zeroizing<Vec<u8>>;

impl Kdf {
    pub fn cost(&self) -> Cost {
        match self {
            Self::Pbkdf2 { iterations, .. } | Self::Pkcs12 { iterations, .. } => {
                Cost::Pbkdf2 { iterations: *iterations }
            }
            Self::Scrypt { n, r, p, .. } => Cost::Scrypt { n: *n, r: *r, p: *p },
        }
    }

    /// Key and IV; only PKCS#12 makes the latter. `None` where a library refuses the parameters.
    pub fn derive(&self, passphrase: &[u8], cipher: Cipher) -> Option<(Bytes, Bytes)> {
        let mut key = Zeroizing::new(vec![0; cipher.key_size()]);
        let mut iv = Zeroizing::default();
        match self {
            Self::Pbkdf2 { salt, iterations, hash } => {
                let derive = match hash {
                    Hash::Sha1 => pbkdf2::pbkdf2_hmac::<Sha1>,
                    Hash::Sha224 => pbkdf2::pbkdf2_hmac::<Sha224>,
                    Hash::Sha256 => pbkdf2::pbkdf2_hmac::<Sha256>,
                    Hash::Sha384 => pbkdf2::pbkdf2_hmac::<Sha384>,
                    Hash::Sha512 => pbkdf2::pbkdf2_hmac::<Sha512>,
                };
                derive(passphrase, salt, *iterations, &mut key);
            }
            Self::Scrypt { salt, n, r, p } => {
                let log_n = u8::try_from(n.ilog2()).ok()?;
                let params = scrypt::Params::new(log_n, *r, *p).ok()?;
                scrypt::scrypt(passphrase, salt, &params, &mut key).ok()?;
            }
            Self::Pkcs12 { salt, iterations } => {
                let passphrase = big_endian_utf16(passphrase)?;
                key = pkcs12(1, &passphrase, salt, *iterations, cipher.key_size());
                iv = pkcs12(2, &passphrase, salt, *iterations, cipher.block_size());
            }
        }
        Some((key, iv))
    }
}

/// With two zero bytes at the end. Bytes that are not UTF-8 count as a character each, as OpenSSL
/// has it.
fn big_endian_utf16(passphrase: &[u8]) -> Option<Bytes> {
    let mut out = Zeroizing::new(Vec::with_capacity(passphrase.len() * 2 + 2));
    match std::str::from_utf8(passphrase) {
        Ok(text) => text.encode_utf16().for_each(|unit| out.extend_from_slice(&unit.to_be_bytes())),
        Err(_) => passphrase.iter().for_each(|byte| out.extend_from_slice(&[0, *byte])),
    }
    out.extend_from_slice(&[0, 0]);
    Some(out)
}

/// Bytes that SHA-1 takes at once.
const BLOCK: usize = 64;

/// Key (purpose 1) or IV (purpose 2).
fn pkcs12(purpose: u8, passphrase: &[u8], salt: &[u8], iterations: u32, size: usize) -> Bytes {
    let mut input = Zeroizing::new(Vec::new());
    let room = |length: usize| length.next_multiple_of(BLOCK);
    input.reserve_exact(room(salt.len()) + room(passphrase.len()));
    input.extend(salt.iter().cycle().take(room(salt.len())));
    input.extend(passphrase.iter().cycle().take(room(passphrase.len())));
    let mut out = Zeroizing::new(Vec::with_capacity(size + 20));
    while out.len() < size {
        let mut hash = Zeroizing::new(<[u8; 20]>::from(
            Sha1::new().chain_update([purpose; BLOCK]).chain_update(&*input).finalize(),
        ));
        for _ in 1..iterations {
            *hash = Sha1::digest(*hash).into();
        }
        out.extend_from_slice(&*hash);
        let repeated: Zeroizing<Vec<u8>> = Zeroizing::new(hash.iter().copied().cycle().take(BLOCK).collect());
        input.chunks_mut(BLOCK).for_each(|block| add_with_one(block, &repeated));
    }
    out.truncate(size);
    out
}

/// Both as big-endian numbers; what does not fit is dropped.
fn add_with_one(block: &mut [u8], other: &[u8]) {
    let mut carry = 1u16;
    for (byte, other) in block.iter_mut().zip(other).rev() {
        let sum = u16::from(*byte) + u16::from(*other) + carry;
        *byte = sum.to_be_bytes()[1];
        carry = sum >> 8;
    }
}
