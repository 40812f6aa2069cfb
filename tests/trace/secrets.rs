//! What is looked for: worked out from the files and passphrases, by other means than the programs'.

use crate::memory::Secret;
use argon2::{Algorithm, Argon2, Params, Version};
use base64ct::{Base64, Encoding as _};
use keywright::format::{self, KeyFile, PrivateFormat};
use keywright::key::{Key, NoProgress, Passphrase};
use keywright::system::{Entropy as _, SystemEntropy};
use std::fs;
use std::path::Path;

/// Bytes as they are, and their first and last half: a copy may be written over in part. What is
/// shorter than 16 bytes may be there by chance.
pub fn secret(name: &str, bytes: &[u8]) -> Vec<Secret> {
    assert!(bytes.len() >= 16, "{name} is too short to be told from chance");
    let part = |what: &str, bytes: &[u8]| Secret { name: format!("{name}{what}"), bytes: bytes.to_vec() };
    let mut secrets = vec![part("", bytes)];
    if bytes.len() >= 32 {
        let (first, last) = bytes.split_at(bytes.len() / 2);
        secrets.extend([part(", first half", first), part(", last half", last)]);
    }
    secrets
}

/// A text in UTF-8, UTF-16 and as single characters.
pub fn text(name: &str, text: &str) -> Vec<Secret> {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let utf32: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
    let mut secrets = secret(name, text.as_bytes());
    secrets.extend(secret(&format!("{name} in UTF-16"), &utf16));
    secrets.extend(secret(&format!("{name} in UTF-32"), &utf32));
    secrets
}

/// A number in both orders of its bytes; little-endian is also how processors keep it.
fn number(name: &str, bytes: &[u8]) -> Vec<Secret> {
    let bytes = &bytes[bytes.iter().take_while(|byte| **byte == 0).count()..];
    let turned: Vec<u8> = bytes.iter().rev().copied().collect();
    let mut secrets = secret(name, bytes);
    secrets.extend(secret(&format!("{name} turned round"), &turned));
    secrets
}

/// All that is secret in a key's file: what its passphrase gives, and what that protects.
pub fn of_file(name: &str, path: &Path, passphrase: &str) -> Vec<Secret> {
    let bytes = fs::read(path).expect("the file of a key");
    let Ok(KeyFile::Encrypted(locked)) = format::read(&bytes) else {
        panic!("{} is not locked", path.display())
    };
    let typed = Passphrase::new(passphrase).expect("a passphrase");
    let (key, _) = locked.decrypt(&typed, None, &NoProgress).expect("the right passphrase");
    let mut secrets = of_key(name, &key);
    let is_ppk = bytes.starts_with(b"PuTTY-User-Key-File-3");
    let derived = if is_ppk { argon2(&bytes, passphrase) } else { bcrypt(&bytes, passphrase) };
    for (part, bytes) in derived {
        secrets.extend(secret(&format!("{name}: {part}"), &bytes));
    }
    secrets
}

/// PuTTY's form without a passphrase holds the private fields one after the other.
fn of_key(name: &str, key: &Key) -> Vec<Secret> {
    let mut rng = SystemEntropy.rng().expect("randomness");
    let plain = format::write(key, PrivateFormat::Ppk3, None, &mut *rng).expect("a plain key");
    let plain = String::from_utf8(plain.to_vec()).expect("text");
    let mut lines = plain.lines().skip_while(|line| !line.starts_with("Private-Lines: "));
    let count = lines.next().and_then(|line| line.rsplit(' ').next()).expect("a number of lines");
    let base64: String = lines.take(count.parse().expect("a number")).collect();
    let fields = fields(&Base64::decode_vec(&base64).expect("base64"));
    match fields.as_slice() {
        [one] => number(&format!("{name}: the secret number"), one),
        [d, p, q, iqmp] => [("d", d), ("p", p), ("q", q), ("q's inverse", iqmp)]
            .iter()
            .flat_map(|(part, bytes)| number(&format!("{name}: {part}"), bytes))
            .collect(),
        other => panic!("{} fields", other.len()),
    }
}

/// Strings of SSH, each with its length before it.
fn fields(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut fields = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk() {
        let (field, rest) = rest.split_at(u32::from_be_bytes(*length) as usize);
        fields.push(field.to_vec());
        bytes = rest;
    }
    fields
}

type Derived = Vec<(&'static str, Vec<u8>)>;

/// What Argon2 makes of the passphrase of a .ppk: the key of the cipher, its IV, the key of the MAC.
fn argon2(file: &[u8], passphrase: &str) -> Derived {
    let file = String::from_utf8_lossy(file);
    let field = |name: &str| {
        let line = file.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        line.unwrap_or_else(|| panic!("no {name}")).to_owned()
    };
    let number = |name: &str| field(name).parse::<u32>().expect("a number");
    let salt: Vec<u8> = field("Argon2-Salt")
        .as_bytes()
        .chunks(2)
        .map(|digits| u8::from_str_radix(std::str::from_utf8(digits).expect("digits"), 16).expect("hex"))
        .collect();
    let (memory, passes, lanes) =
        (number("Argon2-Memory"), number("Argon2-Passes"), number("Argon2-Parallelism"));
    let params = Params::new(memory, passes, lanes, Some(80)).expect("what PuTTY takes");
    assert_eq!(field("Key-Derivation"), "Argon2id");
    let mut derived = [0; 80];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), &salt, &mut derived)
        .expect("a result");
    let parts = [("Argon2's key", 0..32), ("Argon2's IV", 32..48), ("Argon2's MAC key", 48..80)];
    parts.map(|(name, range)| (name, derived[range].to_vec())).to_vec()
}

/// What bcrypt makes of the passphrase of an OpenSSH file: the key of the cipher and its IV.
fn bcrypt(file: &[u8], passphrase: &str) -> Derived {
    let key = ssh_key::PrivateKey::from_openssh(file).expect("a file of OpenSSH");
    let (key, iv) = key.kdf().derive_key_and_iv(key.cipher(), passphrase).expect("a result");
    vec![("bcrypt's key", key.to_vec()), ("bcrypt's IV", iv.to_vec())]
}
