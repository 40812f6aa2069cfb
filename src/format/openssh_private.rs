//! The decrypted private part of OpenSSH's key files (OpenSSH, PROTOCOL.key, section 3).
//!
//! Two equal check numbers, the type name, the private fields, the comment, and the bytes 1, 2, 3 …
//! up to a whole block. The fields are those of the agent's protocol; for keys in a device they are
//! the public fields, flags, the key handle and a reserved string (OpenSSH, PROTOCOL.u2f).

use super::key_types::{self, canonical_name};
use super::private_components::{self, RsaNumbers};
use super::refusal::Refusal;
use super::wire::{Reader, Writer};
use crate::key::{Comment, Key, Kind, Pair, PublicKey, SecurityKey, SecurityKeyHandle};
use ssh_key::Cipher;
use zeroize::Zeroizing;

/// Whether the two check numbers are equal: with a wrong passphrase they are not.
pub(super) fn check_numbers_match(bytes: &[u8]) -> bool {
    let mut fields = Reader(bytes);
    fields.u32().zip(fields.u32()).is_some_and(|(one, other)| one == other)
}

/// Reads a private part that was not encrypted. XCA wrote two different check numbers, so they are compared
/// only for security keys, which cannot be verified in another way.
pub(super) fn read_clear(bytes: &[u8], public: &PublicKey) -> Result<Key, Refusal> {
    if matches!(public.kind(), Kind::SecurityKey(_)) && !check_numbers_match(bytes) {
        return Err(Refusal::STRUCTURE);
    }
    read(bytes, public)
}

/// Reads a private part without comparing the check numbers.
pub(super) fn read(bytes: &[u8], public: &PublicKey) -> Result<Key, Refusal> {
    let mut fields = Reader(bytes);
    structure(fields.take(8))?;
    let pair = private_fields(&mut fields, public)?;
    let comment = Comment::from_bytes_lossy(fields.string().ok_or(Refusal::STRUCTURE)?);
    // PuTTY pads to 16 bytes where 8 would do, some programs not at all.
    let padding_is_right = fields.0.iter().zip(1..).all(|(byte, number)| i32::from(*byte) == number);
    if !padding_is_right {
        return Err(Refusal::STRUCTURE);
    }
    Ok(Key::new(pair, comment)?)
}

/// The type name and the fields after it. The public fields among them must be equal to the public key.
fn private_fields(fields: &mut Reader<'_>, public: &PublicKey) -> Result<Pair, Refusal> {
    let name = canonical_name(structure(fields.text())?);
    if name != public.kind().ssh_name() {
        return Err(Refusal::KeyMismatch);
    }
    // In the order of the public blob, which differs from that of RSA here.
    let same = |inner: &[&[u8]]| {
        let mut blob = Writer::with_capacity(public.blob().len() + 16);
        blob.string(name.as_bytes());
        inner.iter().for_each(|field| {
            blob.string(field);
        });
        let inner = key_types::canonical(&blob.finish());
        if inner.is_some_and(|inner| *inner == *public.blob()) { Ok(()) } else { Err(Refusal::KeyMismatch) }
    };
    let pair = match public.kind() {
        Kind::Ed25519 => {
            let point = structure(fields.string())?;
            same(&[point])?;
            private_components::ed25519(seed(fields, point)?, public).map(Pair::Ssh)
        }
        Kind::Ed448 => {
            let point = structure(fields.string())?;
            same(&[point])?;
            private_components::ed448(seed(fields, point)?, public).map(Pair::Ed448)
        }
        Kind::Ecdsa(_) => {
            let (curve, point) = structure(fields.string().zip(fields.string()))?;
            same(&[curve, point])?;
            private_components::ecdsa(structure(fields.unsigned_mpint())?, public).map(Pair::Ssh)
        }
        Kind::Rsa(_) => {
            let (n, e) = structure(fields.string().zip(fields.string()))?;
            same(&[e, n])?;
            let mut next = || structure(fields.unsigned_mpint());
            let [d, iqmp, p, q] = [next()?, next()?, next()?, next()?];
            private_components::rsa(&RsaNumbers { d, p, q, iqmp }, public).map(Pair::Ssh)
        }
        Kind::Dsa(_) => {
            let mut next = || structure(fields.string());
            let numbers = [next()?, next()?, next()?, next()?];
            same(&numbers)?;
            private_components::dsa(structure(fields.unsigned_mpint())?, public).map(Pair::Ssh)
        }
        Kind::SecurityKey(kind) => {
            let mut outer = vec![structure(fields.string())?, structure(fields.string())?];
            if kind == SecurityKey::EcdsaP256 {
                outer.push(structure(fields.string())?);
            }
            same(&outer)?;
            device(fields, public)
        }
    };
    structure(pair)
}

/// The seed of an Ed25519 or Ed448 key, which its point follows.
fn seed<'a, const SIZE: usize>(fields: &mut Reader<'a>, point: &[u8]) -> Result<&'a [u8; SIZE], Refusal> {
    let (seed, again) = structure(fields.string().and_then(<[u8]>::split_first_chunk))?;
    if again == point { Ok(seed) } else { Err(Refusal::KeyMismatch) }
}

fn structure<T>(value: Option<T>) -> Result<T, Refusal> {
    value.ok_or(Refusal::STRUCTURE)
}

/// A security key's fields, which are kept unchanged.
fn device(fields: &mut Reader<'_>, public: &PublicKey) -> Option<Pair> {
    let flags = fields.u8()?;
    let [handle, reserved] = [fields.string()?, fields.string()?].map(|bytes| Zeroizing::new(bytes.to_vec()));
    Some(Pair::SecurityKey(SecurityKeyHandle {
        public: public.data().ssh()?.clone(),
        flags,
        handle,
        reserved,
    }))
}

pub(super) fn write(key: &Key, cipher: Cipher, check: u32) -> Zeroizing<Vec<u8>> {
    let comment = key.comment().as_bytes();
    let mut out = Writer::with_capacity(private_components::openssh_room(key.pair()) + comment.len() + 64);
    out.u32(check).u32(check);
    private_components::push_openssh(&mut out, key.pair());
    out.string(&comment);
    let padding = out.len().next_multiple_of(cipher.block_size()) - out.len();
    for number in (1..=u8::MAX).take(padding) {
        out.raw(&[number]);
    }
    out.finish()
}
