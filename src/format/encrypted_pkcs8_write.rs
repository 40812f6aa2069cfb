//! Encrypted PKCS#8 as OpenSSL writes it today: PBES2 with PBKDF2, HMAC-SHA-256 and AES-256-CBC.

use super::ciphers;
use super::encrypted_pkcs8_kdf::Prf;
use super::kdf::{DerivedKey, Kdf};
use super::{Encryption, ciphers::Cipher};
use der::Encode as _;
use der::asn1::OctetStringRef;
use pkcs5::pbes2;
use rand::CryptoRng;
use zeroize::Zeroizing;

/// What OWASP has asked for since 2023, some tenths of a second.
const ITERATIONS: u32 = 600_000;

/// EncryptedPrivateKeyInfo in DER, and what it was encrypted with. `None` where a library refuses its input.
pub(super) fn write(
    info: &[u8],
    protection: &Encryption<'_>,
    rng: &mut dyn CryptoRng,
) -> Option<(Vec<u8>, DerivedKey)> {
    // To HMAC a passphrase is the same with zero bytes after it: the file would open with another one.
    if protection.passphrase.expose().ends_with(&[0]) {
        return None;
    }
    let (mut salt, mut iv) = ([0; 16], [0; 16]);
    rng.fill_bytes(&mut salt);
    rng.fill_bytes(&mut iv);
    let parameters = pbes2::Parameters::generate_pbkdf2_sha256_aes256cbc(ITERATIONS, &salt, iv).ok()?;
    let kdf = Kdf::Pbkdf2 { salt: salt.to_vec(), iterations: ITERATIONS, hash: Prf::Sha256 };
    let derived = DerivedKey::new(kdf, protection.passphrase.expose(), Cipher::Aes256Cbc.key_size()).ok()?;
    let key = Zeroizing::new(<[u8; 32]>::try_from(derived.bytes()).ok()?);
    let encrypted = ciphers::encrypt_aes_256_cbc(&key, &iv, info)?;
    let info = pkcs8::EncryptedPrivateKeyInfoRef {
        encryption_algorithm: pkcs5::EncryptionScheme::Pbes2(parameters),
        encrypted_data: OctetStringRef::new(&encrypted).ok()?,
    };
    Some((info.to_der().ok()?, derived))
}
