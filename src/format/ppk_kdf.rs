//! How PPK files turn a passphrase into keys (PuTTY manual, appendix C, sections C.4 and C.5).

use super::kdf::{DerivedKey, Kdf, KdfError};
use super::{Argon2Cost, Cost, limits};
use crate::key::Progress;
use argon2::{Algorithm, Params};
use sha1::{Digest as _, Sha1};
use zeroize::Zeroizing;

/// The parameters of Argon2 in a version 3 file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Argon2Header {
    pub flavour: Algorithm,
    /// In KiB.
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
    pub salt: Vec<u8>,
}

impl Argon2Header {
    /// The parameters for writing: Argon2id with one lane, as PuTTY does.
    pub fn ours(cost: Argon2Cost, salt: Vec<u8>) -> Self {
        let Argon2Cost { memory_kib, passes } = cost;
        Self { flavour: Algorithm::Argon2id, memory_kib, passes, lanes: 1, salt }
    }

    pub fn cost(&self) -> Cost {
        Cost::Argon2 { memory_kib: self.memory_kib, passes: self.passes, lanes: self.lanes }
    }

    /// Whether the algorithm allows these parameters.
    pub fn is_allowed(&self) -> bool {
        self.params(Keys::V3_LENGTH).is_some()
    }

    /// `None` if the algorithm does not allow these parameters (RFC 9106, section 3.1).
    pub fn params(&self, length: usize) -> Option<Params> {
        if self.lanes > limits::ARGON2_LANES || self.salt.len() > limits::SALT_BYTES || self.salt.len() < 8 {
            return None;
        }
        Params::new(self.memory_kib, self.passes, self.lanes, Some(length)).ok()
    }
}

/// The keys of an encrypted file.
pub(super) struct Keys {
    pub cipher: Zeroizing<[u8; 32]>,
    pub iv: Zeroizing<[u8; 16]>,
    pub mac: Zeroizing<Vec<u8>>,
}

impl Keys {
    /// 32 bytes for AES-256, 16 for its IV, 32 for HMAC-SHA-256.
    const V3_LENGTH: usize = 80;

    /// Version 3: one Argon2 output, cut in three.
    pub fn v3(passphrase: &[u8], header: &Argon2Header, progress: &dyn Progress) -> Result<Self, KdfError> {
        let kdf = Kdf::Argon2(header.clone());
        Self::v3_of(&kdf.derive(passphrase, Self::V3_LENGTH, progress)?)
    }

    /// For a file that is being written.
    pub fn v3_new(passphrase: &[u8], header: Argon2Header) -> Result<(Self, DerivedKey), KdfError> {
        let derived = DerivedKey::new(Kdf::Argon2(header), passphrase, Self::V3_LENGTH)?;
        Ok((Self::v3_of(derived.bytes())?, derived))
    }

    /// With the output of the KDF that was derived to write the file.
    pub fn v3_derived(derived: &DerivedKey, header: &Argon2Header) -> Result<Self, KdfError> {
        Self::v3_of(derived.bytes_for(&Kdf::Argon2(header.clone()), Self::V3_LENGTH)?)
    }

    fn v3_of(derived: &[u8]) -> Result<Self, KdfError> {
        let (cipher, rest) = derived.split_first_chunk::<32>().ok_or(KdfError::Refused)?;
        let (iv, mac) = rest.split_first_chunk::<16>().ok_or(KdfError::Refused)?;
        Ok(Self {
            cipher: Zeroizing::new(*cipher),
            iv: Zeroizing::new(*iv),
            mac: Zeroizing::new(mac.to_vec()),
        })
    }

    /// Version 2: SHA-1 over a counter and the passphrase, without salt or cost.
    pub fn v2(passphrase: &[u8]) -> Self {
        let mut cipher = Zeroizing::new([0; 32]);
        let halves = [0u32, 1].map(|counter| {
            let hash = Sha1::new_with_prefix(counter.to_be_bytes()).chain_update(passphrase).finalize();
            Zeroizing::new(<[u8; 20]>::from(hash))
        });
        for (to, from) in cipher.iter_mut().zip(halves.iter().flat_map(|half| half.iter())) {
            *to = *from;
        }
        Self { cipher, iv: Zeroizing::new([0; 16]), mac: Self::v2_mac(passphrase) }
    }

    /// The MAC key of version 2, which unencrypted files have too, with an empty passphrase.
    pub fn v2_mac(passphrase: &[u8]) -> Zeroizing<Vec<u8>> {
        let hash = Sha1::new_with_prefix(b"putty-private-key-file-mac-key").chain_update(passphrase);
        Zeroizing::new(hash.finalize().to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_and_salts_have_their_bounds() {
        let is_taken = |lanes, salt| {
            let cost = Argon2Cost { memory_kib: 8192, passes: 1 };
            Argon2Header { lanes, ..Argon2Header::ours(cost, vec![7; salt]) }.is_allowed()
        };
        assert!(is_taken(1, 8) && is_taken(limits::ARGON2_LANES, limits::SALT_BYTES));
        assert!(!is_taken(0, 8) && !is_taken(limits::ARGON2_LANES + 1, 16));
        assert!(!is_taken(1, 7) && !is_taken(1, limits::SALT_BYTES + 1));
    }
}
