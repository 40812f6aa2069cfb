//! Key derivation functions, which turn a passphrase into a key.
//!
//! The functions cannot be interrupted: bcrypt-pbkdf, pbkdf2, argon2 and scrypt do all rounds or passes in
//! one call, report no progress and cannot resume, and scrypt aborts the program without memory. A
//! derivation that takes long or much memory therefore runs in a child process, if the caller provides one
//! ([`Progress::apart`]): it can be ended at any time, and running out of memory ends that process alone.

use super::encrypted_pkcs8_kdf::{self, Prf};
use super::ppk_kdf::Argon2Header;
use super::{Cost, DecryptError, WriteError};
use crate::key::{Apart, Progress};
use argon2::{Argon2, Version};
use sha1::Sha1;
use sha2::{Sha224, Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

/// A key that was derived to write a file, and the parameters of the derivation. It opens that file without
/// another run of the KDF. As secret as the passphrase: wiped on drop, never printed.
pub struct DerivedKey {
    kdf: Kdf,
    bytes: Bytes,
}

impl DerivedKey {
    /// Runs the KDF, in this process and to the end.
    pub(super) fn new(kdf: Kdf, passphrase: &[u8], length: usize) -> Result<Self, KdfError> {
        let bytes = kdf.derive_here(passphrase, length)?;
        Ok(Self { kdf, bytes })
    }

    /// The whole output of the KDF: key, IV and what else the format needs.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The output, if the file asks for the same function, salt and cost. Otherwise the passphrase would not
    /// open the file.
    pub(super) fn bytes_for(&self, kdf: &Kdf, length: usize) -> Result<&[u8], KdfError> {
        let is_the_same = self.kdf == *kdf && self.bytes.len() == length;
        if is_the_same { Ok(&self.bytes) } else { Err(KdfError::Refused) }
    }
}

/// A key derivation function with its parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kdf {
    /// RFC 9106.
    Argon2(Argon2Header),
    /// OpenSSH's own.
    Bcrypt { salt: Vec<u8>, rounds: u32 },
    /// RFC 8018, section 5.2.
    Pbkdf2 { salt: Vec<u8>, iterations: u32, hash: Prf },
    /// RFC 7914.
    Scrypt { salt: Vec<u8>, n: u64, r: u32, p: u32 },
    /// RFC 7292, appendix B: the first `key` bytes are a key, the rest is an IV.
    Pkcs12 { salt: Vec<u8>, iterations: u32, key: u32 },
}

pub(super) type Bytes = Zeroizing<Vec<u8>>;

/// Why there is no derived key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KdfError {
    /// The system does not have the memory.
    NoMemory,
    /// The derivation was cancelled.
    Cancelled,
    /// The library refuses the parameters.
    Refused,
}

impl From<KdfError> for DecryptError {
    fn from(error: KdfError) -> Self {
        match error {
            KdfError::NoMemory => Self::NoMemory,
            KdfError::Cancelled => Self::Cancelled,
            KdfError::Refused => Self::WrongPassphrase,
        }
    }
}

impl From<KdfError> for WriteError {
    fn from(error: KdfError) -> Self {
        match error {
            KdfError::NoMemory => Self::NoMemory,
            KdfError::Cancelled | KdfError::Refused => Self::Library,
        }
    }
}

impl Kdf {
    pub fn cost(&self) -> Cost {
        match self {
            Self::Argon2(header) => header.cost(),
            Self::Bcrypt { rounds, .. } => Cost::Bcrypt { rounds: *rounds },
            Self::Pbkdf2 { iterations, .. } | Self::Pkcs12 { iterations, .. } => {
                Cost::Pbkdf2 { iterations: *iterations }
            }
            Self::Scrypt { n, r, p, .. } => Cost::Scrypt { n: *n, r: *r, p: *p },
        }
    }

    /// Derives `length` bytes, in a child process if that is better and the caller provides one.
    pub fn derive(
        &self,
        passphrase: &[u8],
        length: usize,
        progress: &dyn Progress,
    ) -> Result<Bytes, KdfError> {
        let cost = self.cost();
        if cost.belongs_apart() {
            match progress.apart(&self.request(passphrase, length)) {
                Some(Apart::Done(key)) if key.len() == length => return Ok(key),
                Some(Apart::NoMemory) => return Err(KdfError::NoMemory),
                Some(Apart::Cancelled) => return Err(KdfError::Cancelled),
                Some(Apart::Done(_)) | None => {}
            }
        }
        self.derive_here(passphrase, length)
    }

    /// Derives `length` bytes in this process.
    pub fn derive_here(&self, passphrase: &[u8], length: usize) -> Result<Bytes, KdfError> {
        #[cfg(test)]
        RUNS.set(RUNS.get() + 1);
        let mut key = Zeroizing::new(vec![0; length]);
        match self {
            Self::Argon2(header) => argon2(header, passphrase, &mut key)?,
            Self::Bcrypt { salt, rounds } => {
                let kdf = ssh_key::Kdf::Bcrypt { salt: salt.clone(), rounds: *rounds };
                kdf.derive(passphrase, &mut key).map_err(|_| KdfError::Refused)?;
            }
            Self::Pbkdf2 { salt, iterations, hash } => {
                let derive = match hash {
                    Prf::Sha1 => pbkdf2::pbkdf2_hmac::<Sha1>,
                    Prf::Sha224 => pbkdf2::pbkdf2_hmac::<Sha224>,
                    Prf::Sha256 => pbkdf2::pbkdf2_hmac::<Sha256>,
                    Prf::Sha384 => pbkdf2::pbkdf2_hmac::<Sha384>,
                    Prf::Sha512 => pbkdf2::pbkdf2_hmac::<Sha512>,
                };
                derive(passphrase, salt, *iterations, &mut key);
            }
            Self::Scrypt { salt, n, r, p } => {
                // The library does not ask before it takes it.
                if !self.cost().memory_is_there() {
                    return Err(KdfError::NoMemory);
                }
                let log_n = u8::try_from(n.ilog2()).map_err(|_| KdfError::Refused)?;
                let params = scrypt::Params::new(log_n, *r, *p).map_err(|_| KdfError::Refused)?;
                scrypt::scrypt(passphrase, salt, &params, &mut key).map_err(|_| KdfError::Refused)?;
            }
            Self::Pkcs12 { salt, iterations, key: size } => {
                let size = usize::try_from(*size).map_err(|_| KdfError::Refused)?;
                let (key, iv) = key.split_at_mut_checked(size).ok_or(KdfError::Refused)?;
                encrypted_pkcs8_kdf::pkcs12(passphrase, salt, *iterations, key, iv);
            }
        }
        Ok(key)
    }
}

#[cfg(test)]
thread_local! {
    /// How often this thread has derived a key.
    pub(crate) static RUNS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// The library allocates all memory at once, and returns an error if it cannot.
fn argon2(header: &Argon2Header, passphrase: &[u8], key: &mut [u8]) -> Result<(), KdfError> {
    let params = header.params(key.len()).ok_or(KdfError::Refused)?;
    let argon2 = Argon2::new(header.flavour, Version::V0x13, params);
    argon2.hash_password_into(passphrase, &header.salt, key).map_err(|error| match error {
        argon2::Error::OutOfMemory => KdfError::NoMemory,
        _ => KdfError::Refused,
    })
}
