//! The key derivation of PKCS#12 (RFC 7292, appendix B), with SHA-1. The one
//! crate for it, `pkcs12`, is built on an older line of the crates used here.

use sha1::{Digest as _, Sha1};
use zeroize::Zeroizing;

/// The hash inside of PBKDF2's HMAC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prf {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

impl Prf {
    const ALL: [Self; 5] = [Self::Sha1, Self::Sha224, Self::Sha256, Self::Sha384, Self::Sha512];

    /// For messages between our own processes.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The one that has this [`Prf::number`].
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}

type Bytes = Zeroizing<Vec<u8>>;

/// Fills in the key and the IV (RFC 7292, appendix B.3).
pub(super) fn pkcs12(passphrase: &[u8], salt: &[u8], iterations: u32, key: &mut [u8], iv: &mut [u8]) {
    let passphrase = big_endian_utf16(passphrase);
    for (purpose, out) in [(1, key), (2, iv)] {
        let bytes = derived(purpose, &passphrase, salt, iterations, out.len());
        out.copy_from_slice(&bytes);
    }
}

/// With two zero bytes at the end. If the bytes are not UTF-8, each is a character, as in OpenSSL.
fn big_endian_utf16(passphrase: &[u8]) -> Bytes {
    let mut out = Zeroizing::new(Vec::with_capacity(passphrase.len() * 2 + 2));
    match std::str::from_utf8(passphrase) {
        Ok(text) => text.encode_utf16().for_each(|unit| out.extend_from_slice(&unit.to_be_bytes())),
        Err(_) => passphrase.iter().for_each(|byte| out.extend_from_slice(&[0, *byte])),
    }
    out.extend_from_slice(&[0, 0]);
    out
}

/// Bytes that SHA-1 takes at once.
const BLOCK: usize = 64;

/// Key (purpose 1) or IV (purpose 2).
fn derived(purpose: u8, passphrase: &[u8], salt: &[u8], iterations: u32, size: usize) -> Bytes {
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

/// Adds big-endian numbers and 1; the carry is dropped.
fn add_with_one(block: &mut [u8], other: &[u8]) {
    let mut carry = 1u16;
    for (byte, other) in block.iter_mut().zip(other).rev() {
        let sum = u16::from(*byte) + u16::from(*other) + carry;
        *byte = sum.to_be_bytes()[1];
        carry = sum >> 8;
    }
}
