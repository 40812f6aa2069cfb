//! PuTTY's private key files, versions 2 and 3: writing, as PuTTY 0.75 and later do.

use super::ppk_kdf::{Argon2Header, Keys};
use super::ppk_mac::{Covered, HashOfMac};
use super::wire::Writer;
use super::{Encryption, WriteError, Written, text_encoding};
use crate::key::{Key, Pair};
use aes::Aes256;
use aes::cipher::{BlockModeEncrypt as _, KeyIvInit as _, block_padding::NoPadding};
use rand::CryptoRng;
use sha1::{Digest as _, Sha1};
use ssh_key::private::KeypairData;
use zeroize::Zeroizing;

/// PuTTY's own line width.
const WIDTH: usize = 64;

/// The versions that are written.
#[derive(Clone, Copy)]
pub(super) enum PpkVersion {
    V2,
    V3,
}

pub(super) fn write(
    key: &Key,
    version: PpkVersion,
    protection: Option<&Encryption<'_>>,
    rng: &mut dyn CryptoRng,
) -> Result<Written, WriteError> {
    let mut private = private_fields(key.pair()).ok_or(WriteError::Library)?;
    let encryption = if protection.is_some() { "aes256-cbc" } else { "none" };
    let (mut derivation, mut derived) = (String::new(), None);
    let keys = match (version, protection) {
        (_, None) => None,
        (PpkVersion::V2, Some(protection)) => Some(Keys::v2(protection.passphrase.expose())),
        (PpkVersion::V3, Some(protection)) => {
            let header = argon2_header(protection, rng);
            derivation = argon2_lines(&header);
            let (keys, made) = Keys::v3_new(protection.passphrase.expose(), header)?;
            derived = Some(made);
            Some(keys)
        }
    };
    let (number, hash, plain_mac_key) = match version {
        PpkVersion::V2 => (2, HashOfMac::Sha1, Keys::v2_mac(b"")),
        PpkVersion::V3 => (3, HashOfMac::Sha256, Zeroizing::default()),
    };
    if keys.is_some() {
        pad(&mut private);
    }
    let comment = key.comment().as_bytes();
    // As in PuTTY since 0.78, a certificate takes the place of the public key.
    let (algorithm, public) = match key.certificate() {
        Some(certificate) => (certificate.name(), certificate.blob()),
        None => (key.kind().ssh_name(), key.public().blob()),
    };
    let covered = Covered { algorithm, encryption, comment: &comment, public, private: &private };
    let mac = hash.mac(keys.as_ref().map_or(&*plain_mac_key, |keys| &*keys.mac), &covered.bytes());
    if let Some(keys) = &keys {
        encrypt(&mut private, keys)?;
    }
    let room = text_encoding::base64_room(public.len() + private.len()) + comment.len() + 512;
    let mut out = Zeroizing::new(Vec::with_capacity(room));
    let header = format!("PuTTY-User-Key-File-{number}: {algorithm}\nEncryption: {encryption}\nComment: ");
    out.extend_from_slice(header.as_bytes());
    out.extend_from_slice(&comment);
    out.push(b'\n');
    push_lines(&mut out, "Public-Lines", public);
    out.extend_from_slice(derivation.as_bytes());
    push_lines(&mut out, "Private-Lines", &private);
    // In lower case: PuTTY refuses a MAC in capitals.
    out.extend_from_slice(format!("Private-MAC: {}\n", base16ct::lower::encode_string(&mac)).as_bytes());
    Ok(Written { bytes: out, derived })
}

fn argon2_header(protection: &Encryption<'_>, rng: &mut dyn CryptoRng) -> Argon2Header {
    let mut salt = vec![0; 16];
    rng.fill_bytes(&mut salt);
    Argon2Header::ours(protection.argon2, salt)
}

fn argon2_lines(header: &Argon2Header) -> String {
    format!(
        "Key-Derivation: Argon2id\nArgon2-Memory: {}\nArgon2-Passes: {}\nArgon2-Parallelism: {}\nArgon2-Salt: {}\n",
        header.memory_kib,
        header.passes,
        header.lanes,
        base16ct::lower::encode_string(&header.salt)
    )
}

/// The private fields in PuTTY's order; `None` for security keys, which PuTTY does not support.
fn private_fields(pair: &Pair) -> Option<Zeroizing<Vec<u8>>> {
    // Room for the largest key and its padding, so that the buffer never grows.
    let mut out = Writer::with_capacity(16 * 1024);
    let pair = match pair {
        Pair::Ssh(pair) => pair,
        Pair::Ed448(pair) => {
            out.string(pair.seed());
            return Some(out.finish());
        }
        Pair::SecurityKey(_) => return None,
    };
    match pair {
        KeypairData::Rsa(pair) => {
            let private = pair.private();
            for number in [private.d(), private.p(), private.q(), private.iqmp()] {
                out.unsigned_mpint(number.as_bytes());
            }
        }
        KeypairData::Dsa(pair) => {
            out.unsigned_mpint(pair.private().as_bytes());
        }
        KeypairData::Ecdsa(pair) => {
            out.unsigned_mpint(pair.private_key_bytes());
        }
        KeypairData::Ed25519(pair) => {
            out.string(&*Zeroizing::new(pair.private.to_bytes()));
        }
        // `Key::new` refuses other pairs.
        _ => return None,
    }
    Some(out.finish())
}

/// Pads to whole AES blocks with the beginning of the SHA-1 of the fields.
fn pad(private: &mut Zeroizing<Vec<u8>>) {
    let missing = private.len().next_multiple_of(16) - private.len();
    let hash = Zeroizing::new(<[u8; 20]>::from(Sha1::digest(&**private)));
    private.extend(hash.iter().take(missing));
}

fn encrypt(private: &mut Zeroizing<Vec<u8>>, keys: &Keys) -> Result<(), WriteError> {
    let length = private.len();
    let cipher = cbc::Encryptor::<Aes256>::new((&*keys.cipher).into(), (&*keys.iv).into());
    cipher.encrypt_padded::<NoPadding>(private, length).map_err(|_| WriteError::Library)?;
    Ok(())
}

fn push_lines(out: &mut Zeroizing<Vec<u8>>, name: &str, bytes: &[u8]) {
    let lines = bytes.len().div_ceil(WIDTH / 4 * 3);
    out.extend_from_slice(format!("{name}: {lines}\n").as_bytes());
    text_encoding::push_base64(out, bytes, WIDTH);
}
