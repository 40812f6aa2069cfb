//! Files as an attacker or a bad disk makes them: an error or a valid key, never a panic, never
//! work without bound.

use crate::mutation::{container, enveloped, mutated, mutation};
use crate::support::{Quiet, cases, opened, public_of, same, written};
use crate::vectors::{GoodFile, bytes_of, manifest};
use base64ct::{Base64, Encoding as _};
use keywright::format::{KeyFile, PrivateFormat, PublicFormat, looks_like_a_key, read, write_public};
use keywright::key::{Certificate, Passphrase, PublicKey};
use proptest::prelude::*;
use proptest::sample::Index;
use std::sync::LazyLock;

/// A good file, and its key.
struct Vector {
    bytes: Vec<u8>,
    passphrase: Option<String>,
    public: PublicKey,
    name: String,
}

/// Private keys that are quick to check, and every public key.
static VECTORS: LazyLock<Vec<Vector>> = LazyLock::new(|| {
    manifest()
        .key
        .into_iter()
        .filter(|good| {
            !["8192", "4096", "3072", "dsa2048", "rounds-usual"].iter().any(|slow| good.file.contains(slow))
        })
        .map(vector)
        .collect()
});

static ENCRYPTED: LazyLock<Vec<&Vector>> =
    LazyLock::new(|| VECTORS.iter().filter(|vector| vector.passphrase.is_some()).collect());

fn vector(good: GoodFile) -> Vector {
    let bytes = bytes_of(&good.file);
    let public = public_of(&bytes, good.passphrase.as_deref());
    Vector { bytes, passphrase: good.passphrase, public, name: good.file }
}

/// Whether what the file asks of a KDF is little: the limits themselves allow half a minute.
fn is_cheap(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let numbers =
        text.lines().filter(|line| line.starts_with("Argon2-")).filter_map(|line| line.split_once(": "));
    let ppk =
        numbers.filter_map(|(_, number)| number.trim().parse::<u64>().ok()).all(|number| number <= 8192);
    // Cipher, KDF and its options: the rounds are the last four bytes before the number of keys.
    let rounds = container(bytes).and_then(|inner| {
        let at = inner.windows(6).position(|name| name == b"bcrypt")? + 6;
        let options = inner.get(at..at + 4)?;
        let end = at + 4 + u32::from_be_bytes(options.try_into().ok()?) as usize;
        let rounds = inner.get(end.checked_sub(4)?..end)?;
        Some(u32::from_be_bytes(rounds.try_into().ok()?))
    });
    ppk && rounds.is_none_or(|rounds| rounds <= 16)
}

fn check_public(public: &PublicKey) {
    let line = public.line();
    assert!(!line.contains(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{1b}', '\0']), "{line:?}");
    for format in [PublicFormat::Line, PublicFormat::Rfc4716] {
        match read(&write_public(public, format)) {
            Ok(KeyFile::Public(found, again)) => {
                assert_eq!(found, format.into());
                assert!(again.is_same_key(public));
            }
            other => panic!("{line:?} came back as {other:?}"),
        }
    }
}

/// Nothing of it can move a cursor or begin a new line, and its line reads as itself.
fn check_certificate(certificate: &Certificate) {
    check_public(&certificate.key);
    check_public(&certificate.authority);
    let Certificate { key_id, principals, critical_options, extensions, .. } = certificate;
    let options = critical_options.iter().chain(extensions).flat_map(|(name, value)| [name, value]);
    for text in principals.iter().chain([key_id]).chain(options) {
        assert!(!text.chars().any(char::is_control), "{text:?}");
    }
    match read(certificate.line().as_bytes()) {
        Ok(KeyFile::Certificate(again)) => assert_eq!(again.blob, certificate.blob),
        other => panic!("{other:?}"),
    }
}

/// Reads, and holds whatever comes of it against what must be true of every key. Whether a
/// private key came of it.
fn check(bytes: &[u8], passphrase: Option<&str>, original: Option<&PublicKey>) -> bool {
    let _ = looks_like_a_key(&String::from_utf8_lossy(bytes));
    let key = match read(bytes) {
        Err(_) => return false,
        Ok(KeyFile::Public(_, public)) => {
            check_public(&public);
            return false;
        }
        Ok(KeyFile::Certificate(certificate)) => {
            check_certificate(&certificate);
            return false;
        }
        Ok(KeyFile::Private(_, key)) => key,
        Ok(KeyFile::Encrypted(encrypted)) => {
            encrypted.claimed_public().into_iter().for_each(check_public);
            let passphrase = passphrase.filter(|_| is_cheap(bytes)).and_then(Passphrase::new);
            let Some(passphrase) = passphrase else { return false };
            match encrypted.decrypt(&passphrase, None, &Quiet) {
                Ok((key, _)) => key,
                Err(_) => return false,
            }
        }
    };
    check_public(key.public());
    if let Some(original) = original {
        // No change makes a valid key of another one: the MAC or the halves would have to fit.
        assert!(key.public().is_same_key(original));
    }
    let (_, again) = opened(&written(&key, PrivateFormat::OpenSsh, None, 1), None).unwrap();
    assert!(same(&key, &again));
    true
}

fn config(usual: u32) -> ProptestConfig {
    ProptestConfig { cases: cases(usual), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(4000))]

    #[test]
    fn bytes_that_are_no_key_never_do_harm(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        check(&bytes, Some("x"), None);
    }

    #[test]
    fn text_made_of_pieces_of_key_files_never_does_harm(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..30),
    ) {
        check(&pieces.concat(), Some("x"), None);
    }

    #[test]
    fn a_container_of_random_fields_never_does_harm(
        fields in proptest::collection::vec(any_field(), 0..12),
    ) {
        let inner = [b"openssh-key-v1\0".to_vec(), fields.concat()].concat();
        check(&enveloped(&inner), Some("x"), None);
    }

    /// Base64 of fields that begin as a public key or certificate does, in a line.
    #[test]
    fn a_line_of_random_fields_never_does_harm(
        name in proptest::sample::select(NAMES),
        fields in proptest::collection::vec(any_field(), 0..16),
        around in proptest::collection::vec(proptest::sample::select(AROUND), 0..4),
        column in 1..200usize,
    ) {
        let string = |bytes: &[u8]| [&(bytes.len() as u32).to_be_bytes(), bytes].concat();
        let text = Base64::encode_string(&[string(name.as_bytes()), fields.concat()].concat());
        let wrapped: Vec<&[u8]> = text.as_bytes().chunks(column).collect();
        let line = [around.concat(), name.as_bytes().to_vec(), b" ".to_vec(), wrapped.join(&b'\n'), around.concat()];
        check(&line.concat(), None, None);
        check(&line[1..4].concat(), None, None);
    }

    #[test]
    fn a_changed_file_is_refused_or_still_the_same_key(
        vector: Index,
        changes in proptest::collection::vec(mutation(), 1..4),
    ) {
        let vector = &VECTORS[vector.index(VECTORS.len())];
        let bytes = changes.iter().fold(vector.bytes.clone(), |bytes, change| mutated(&bytes, change));
        check(&bytes, None, Some(&vector.public));
    }
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn a_changed_encrypted_file_does_not_open_or_is_still_the_same_key(
        vector: Index,
        changes in proptest::collection::vec(mutation(), 1..3),
    ) {
        let vector = ENCRYPTED[vector.index(ENCRYPTED.len())];
        let bytes = changes.iter().fold(vector.bytes.clone(), |bytes, change| mutated(&bytes, change));
        check(&bytes, vector.passphrase.as_deref(), Some(&vector.public));
    }
}

const NAMES: &[&str] = &[
    "ssh-ed25519",
    "ssh-ed448",
    "ssh-rsa",
    "ecdsa-sha2-nistp256",
    "sk-ssh-ed25519@openssh.com",
    "ssh-ed25519-cert-v01@openssh.com",
    "ssh-ed448-cert-v01@openssh.com",
    "ssh-rsa-cert-v01@openssh.com",
    "rsa-sha2-256-cert-v01@openssh.com",
    "sk-ecdsa-sha2-nistp256-cert-v01@openssh.com",
];

const AROUND: &[&[u8]] = &[
    b"\"",
    b" ",
    b"\n",
    b"command=\"",
    b"\\\"",
    b"\xe2\x80\x9c",
    b"\x93",
    b"\\\n",
    b">",
    b"=",
    b"#",
    b"AAAA",
    b",",
];

#[rustfmt::skip]
const PIECES: &[&[u8]] = &[
    b"PuTTY-User-Key-File-", b"2: ", b"3: ", b"ssh-ed25519", b"ssh-rsa", b"\n", b"\r", b"\r\n", b"Encryption: none\n",
    b"Encryption: aes256-cbc\n", b"Comment: ", b"Public-Lines: 1\n", b"Public-Lines: 0\n", b"Private-Lines: 1\n", b"Private-Lines: 0\n",
    b"AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n", b"AAAAB3NzaC1yc2EAAAADAQABAAAAAA==\n", b"Private-MAC: 00\n", b"1: ", b"Private-Hash: 00\n", b"ssh-ed448", b"ssh-ed25519-cert-v01@openssh.com", b"sk-ssh-ed25519@openssh.com",
    b"\xe2\x80\x9c", b"\x93", b"command=\"", b"1024 35 ", b">",
    b"Key-Derivation: Argon2id\n", b"Argon2-Memory: 8\n", b"Argon2-Passes: 1\n", b"Argon2-Parallelism: 1\n", b"Argon2-Salt: 0011223344556677\n",
    b"-----BEGIN ", b"OPENSSH PRIVATE KEY", b"-----", b"-----END ", b"b3BlbnNzaC1rZXktdjEA", b"AAAA", b"=", b" ", b"\\\n", b"\"",
    b"---- BEGIN SSH2 PUBLIC KEY ----\n", b"---- END SSH2 PUBLIC KEY ----\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\0", b"\xe9", b":",
];

/// A string as SSH writes it, often with words that mean something, sometimes with a lie for a length.
fn any_field() -> impl Strategy<Value = Vec<u8>> {
    let string = |bytes: &[u8]| [&(bytes.len() as u32).to_be_bytes(), bytes].concat();
    let words: &[&[u8]] = &[
        b"none",
        b"bcrypt",
        b"aes256-ctr",
        b"aes256-gcm@openssh.com",
        b"chacha20-poly1305@openssh.com",
        b"ssh-ed25519",
        b"ssh-rsa",
        b"ssh-dss",
        b"nistp256",
        b"ecdsa-sha2-nistp256",
        b"",
        b"\0\0\0\x0bssh-ed25519\0\0\0\x04abcd",
        b"\0\0\0\x07ssh-rsa\0\0\0\x01\x03\0\0\0\x01\x0f",
        b"\0\0\0\x08abcdefgh\0\0\0\x01",
    ];
    prop_oneof![
        4 => proptest::sample::select(words).prop_map(string),
        1 => proptest::collection::vec(any::<u8>(), 0..40).prop_map(move |bytes| string(&bytes)),
        1 => any::<u32>().prop_map(|number| number.to_be_bytes().to_vec()),
        1 => Just(1u32.to_be_bytes().to_vec()),
    ]
}

#[test]
fn every_prefix_of_a_file_is_refused_or_the_same_key() {
    for vector in VECTORS.iter().filter(|vector| vector.bytes.len() < 800) {
        let mut opened = 0;
        for end in 0..vector.bytes.len() {
            opened += usize::from(check(&vector.bytes[..end], None, Some(&vector.public)));
        }
        // Nothing but line ends and base64 padding at the very end can be missing.
        assert!(opened <= 12, "{} opens with {opened} different ends cut off", vector.name);
    }
}

/// One mebibyte of the same few bytes after a beginning that means something. Reading must stay
/// linear: with quadratic work this test would not end.
#[test]
fn a_mebibyte_of_repetition_is_read_in_linear_time() {
    let beginnings: &[&[u8]] = &[
        b"",
        b"ssh-ed25519 ",
        b"ssh-rsa AAAAB3NzaC1yc2E\n",
        b"PuTTY-User-Key-File-1: ssh-rsa\nEncryption: none\nComment: \nPublic-Lines: 1\n",
        b"PuTTY-User-Key-File-3: ssh-ed25519\n",
        b"PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: ",
        b"PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: \nPublic-Lines: 4294967295\n",
        b"-----BEGIN OPENSSH PRIVATE KEY-----\n",
        b"-----BEGIN ",
        b"---- BEGIN SSH2 PUBLIC KEY ----\n",
        b"---- BEGIN SSH2 PUBLIC KEY ----\nComment: \"",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAA",
    ];
    #[rustfmt::skip]
    let repeated: &[&[u8]] = &[
        b"\n", b"\r", b"\r\n", b" ", b"a", b"A", b"=", b"\\", b"\\\n", b"\"", b"a ", b"AAAA ", b"ssh-ed25519 AAAA\n", b"-", b"-----BEGIN ", b"-----BEGIN A-----\n",
        b"-----END ", b"---- BEGIN SSH2 PUBLIC KEY ----\n", b"a: \\\n", b"a: b\n", b":", b"\0", b"\x07", b"\xe9", b"\xe2\x80\xae", b"#\n", b"AAAA\n",
        b"ssh-rsa AAAAB3NzaC1yc2EAAAAD\n", b"AAAAC3NzaC1lZDI1NTE5\n", b"AAAAC3NzaC1lZDI1NTE5AAAA\n", b"xy AAAAAnh5\n", b"1024 35 11111111 ", b"command=\"", b"\x93", b">", b"=\n",
    ];
    for beginning in beginnings {
        for piece in repeated {
            let room = keywright::format::FILE_BYTES - beginning.len();
            let mut bytes = beginning.to_vec();
            bytes.extend(piece.iter().cycle().take(room));
            check(&bytes, None, None);
        }
    }
}

#[test]
fn a_file_over_the_limit_is_not_read() {
    let bytes = vec![b'\n'; keywright::format::FILE_BYTES + 1];
    assert_eq!(format!("{:?}", read(&bytes).unwrap_err()), "TooLarge { limit: 1048576 }");
}
