//! Block ciphers in CBC and CTR mode, by key and IV, for the formats that OpenSSL made.

use aes::cipher::block_padding::{NoPadding, Pkcs7};
use aes::cipher::{BlockModeDecrypt as _, BlockModeEncrypt, KeyIvInit as _, StreamCipher as _};
use aes::{Aes128, Aes192, Aes256};
use camellia::{Camellia128, Camellia192, Camellia256};
use des::{Des, TdesEde2, TdesEde3};
use zeroize::Zeroizing;

/// A cipher with its mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cipher {
    Aes128Cbc,
    Aes192Cbc,
    Aes256Cbc,
    Aes128Ctr,
    Aes192Ctr,
    Aes256Ctr,
    Camellia128Cbc,
    Camellia192Cbc,
    Camellia256Cbc,
    DesCbc,
    /// Triple DES with two keys.
    DesEdeCbc,
    /// Triple DES with three keys.
    DesEde3Cbc,
}

impl Cipher {
    /// In bytes.
    pub fn key_size(self) -> usize {
        match self {
            Self::DesCbc => 8,
            Self::Aes128Cbc | Self::Aes128Ctr | Self::Camellia128Cbc | Self::DesEdeCbc => 16,
            Self::Aes192Cbc | Self::Aes192Ctr | Self::Camellia192Cbc | Self::DesEde3Cbc => 24,
            Self::Aes256Cbc | Self::Aes256Ctr | Self::Camellia256Cbc => 32,
        }
    }

    /// In bytes. The IV has the same size.
    pub fn block_size(self) -> usize {
        match self {
            Self::DesCbc | Self::DesEdeCbc | Self::DesEde3Cbc => 8,
            _ => 16,
        }
    }

    /// Decrypts, and removes the padding of PKCS#7 in CBC mode. `None` if the key or IV has another size or
    /// the padding is wrong.
    pub fn decrypt(self, key: &[u8], iv: &[u8], encrypted: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let mut bytes = Zeroizing::new(encrypted.to_vec());
        macro_rules! cbc {
            ($cipher:ty) => {
                cbc::Decryptor::<$cipher>::new_from_slices(key, iv)
                    .ok()?
                    .decrypt_padded::<Pkcs7>(&mut bytes)
                    .ok()?
                    .len()
            };
        }
        macro_rules! ctr {
            ($cipher:ty) => {{
                ctr::Ctr128BE::<$cipher>::new_from_slices(key, iv)
                    .ok()?
                    .try_apply_keystream(&mut bytes)
                    .ok()?;
                bytes.len()
            }};
        }
        let length = match self {
            Self::Aes128Cbc => cbc!(Aes128),
            Self::Aes192Cbc => cbc!(Aes192),
            Self::Aes256Cbc => cbc!(Aes256),
            Self::Aes128Ctr => ctr!(Aes128),
            Self::Aes192Ctr => ctr!(Aes192),
            Self::Aes256Ctr => ctr!(Aes256),
            Self::Camellia128Cbc => cbc!(Camellia128),
            Self::Camellia192Cbc => cbc!(Camellia192),
            Self::Camellia256Cbc => cbc!(Camellia256),
            Self::DesCbc => cbc!(Des),
            Self::DesEdeCbc => cbc!(TdesEde2),
            Self::DesEde3Cbc => cbc!(TdesEde3),
        };
        bytes.truncate(length);
        Some(bytes)
    }
}

/// Triple DES in CBC mode without padding, for whole blocks.
pub(super) fn decrypt_des_ede3_unpadded(key: &[u8], iv: &[u8], bytes: &mut [u8]) -> Option<()> {
    let cipher = cbc::Decryptor::<TdesEde3>::new_from_slices(key, iv).ok()?;
    cipher.decrypt_padded::<NoPadding>(bytes).ok().map(drop)
}

/// AES-256 in CBC mode with the padding of PKCS#7, for PKCS#8.
pub(super) fn encrypt_aes_256_cbc(key: &[u8; 32], iv: &[u8; 16], clear: &[u8]) -> Option<Vec<u8>> {
    encrypt_cbc(cbc::Encryptor::<Aes256>::new(key.into(), iv.into()), clear)
}

/// AES-128 in CBC mode with the padding of PKCS#7, for traditional PEM.
pub(super) fn encrypt_aes_128_cbc(key: &[u8; 16], iv: &[u8; 16], clear: &[u8]) -> Option<Vec<u8>> {
    encrypt_cbc(cbc::Encryptor::<Aes128>::new(key.into(), iv.into()), clear)
}

fn encrypt_cbc(cipher: impl BlockModeEncrypt, clear: &[u8]) -> Option<Vec<u8>> {
    // Allocated once: a buffer that grows would leave an unwiped copy behind.
    let mut bytes = Zeroizing::new(vec![0; (clear.len() / 16 + 1) * 16]);
    bytes.get_mut(..clear.len())?.copy_from_slice(clear);
    let encrypted = cipher.encrypt_padded::<Pkcs7>(&mut bytes, clear.len()).ok()?;
    Some(encrypted.to_vec())
}
