//! Files as an attacker or a bad disk makes them: an error or a valid key, never a panic, never
//! work without bound.

use crate::mutation::{enveloped, mutated, mutation};
use crate::support::{cases, opened, public_of, same, written};
use crate::vectors::{GoodFile, bytes_of, manifest};
use base64ct::{Base64, Encoding as _};
use keywright::format::{
    Cost, EncryptedKey, KeyFile, PrivateFormat, PublicFormat, looks_like_a_key, read, write_public,
};
use keywright::key::{Authority, Certificate, NoProgress, Passphrase, PublicKey};
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

impl Vector {
    /// The only key that a changed file can still hold. Some files have one half alone, so that
    /// any change of it makes another key: nothing can be compared there.
    fn proven(&self) -> Option<&PublicKey> {
        let pkcs8 = self.name.contains(".p8");
        let has = |words: &[&str]| words.iter().any(|word| self.name.contains(word));
        let one_half = pkcs8 && has(&["/ed25519", "/ed448", "/dsa"]) && !has(&["version-2", "one-line"]);
        (!one_half && !self.name.contains("no-point")).then_some(&self.public)
    }
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

/// Whether what the file asks of a KDF is little enough for thousands of tries.
fn is_cheap(encrypted: &EncryptedKey) -> bool {
    match encrypted.cost() {
        None => true,
        Some(Cost::Argon2 { memory_kib, passes, .. }) => memory_kib <= 8192 && passes <= 64,
        Some(Cost::Bcrypt { rounds }) => rounds <= 16,
        Some(Cost::Pbkdf2 { iterations }) => iterations <= 4096,
        Some(Cost::Scrypt { n, r, p }) => n <= 2048 && r <= 8 && p <= 2,
    }
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
    if let Authority::Known(authority) = &certificate.authority {
        check_public(authority);
    }
    let Certificate { key_id, principals, critical_options, extensions, signature_algorithm, .. } =
        certificate;
    let options = critical_options.iter().chain(extensions);
    let options = options.flat_map(|option| [option.name.clone(), option.value.shown()]);
    let texts = principals.iter().chain([key_id, signature_algorithm]).cloned().chain(options);
    for text in texts.chain([certificate.authority.line()]) {
        assert!(!text.chars().any(char::is_control), "{text:?}");
    }
    assert!(certificate.refusals().len() <= 10, "{certificate:?}");
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
            let passphrase = passphrase.filter(|_| is_cheap(&encrypted)).and_then(Passphrase::new);
            let Some(passphrase) = passphrase else { return false };
            match encrypted.decrypt(&passphrase, None, &NoProgress) {
                Ok((key, _)) => key,
                Err(_) => return false,
            }
        }
    };
    check_public(key.public());
    if let Some(original) = original {
        // No change makes a valid key of another one: the MAC or the halves would have to fit.
        assert!(key.public().is_same_key(original), "{}", String::from_utf8_lossy(bytes));
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
        check(&bytes, None, vector.proven());
    }
}

/// DER as deep and as wrong as it comes: tags that keys are made of, with lengths that lie now and
/// then.
fn any_der() -> impl Strategy<Value = Vec<u8>> {
    let words: &[&[u8]] = &[
        b"\x02\x01\x00",
        b"\x02\x01\x01",
        b"\x05\x00",
        b"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01",
        b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07",
        b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01",
        b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0d",
        b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0c",
        b"\x06\x0a\x2b\x06\x01\x04\x01\xda\x47\x04\x0b",
        b"\x06\x03\x2b\x65\x70",
        b"\x04\x00",
    ];
    let leaf = prop_oneof![
        4 => proptest::sample::select(words).prop_map(<[u8]>::to_vec),
        1 => proptest::collection::vec(any::<u8>(), 0..70).prop_map(|bytes| tagged(4, &bytes)),
        1 => proptest::collection::vec(any::<u8>(), 1..70).prop_map(|bytes| tagged(2, &bytes)),
    ];
    leaf.prop_recursive(5, 40, 9, |inner| {
        let tag = proptest::sample::select(&[0x30u8, 0x30, 0x30, 4, 3, 0xa0, 0xa1][..]);
        (tag, proptest::collection::vec(inner, 0..9)).prop_map(|(tag, parts)| tagged(tag, &parts.concat()))
    })
}

fn tagged(tag: u8, body: &[u8]) -> Vec<u8> {
    let [high, low] = (body.len() as u16).to_be_bytes();
    let length = if body.len() < 128 { vec![low] } else { vec![0x82, high, low] };
    [&[tag][..], &length, body].concat()
}

proptest! {
    #![proptest_config(config(4000))]

    #[test]
    fn der_made_of_pieces_of_keys_never_does_harm(der in any_der(), flips in proptest::collection::vec(any::<(Index, u8)>(), 0..3)) {
        let mut der = der;
        for (at, byte) in flips {
            let at = at.index(der.len());
            der[at] = byte;
        }
        check(&der, Some("x"), None);
        use base64ct::Encoding as _;
        let text = base64ct::Base64::encode_string(&der);
        check(format!("-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n").as_bytes(), Some("x"), None);
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
        check(&bytes, vector.passphrase.as_deref(), vector.proven());
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
    b"RSA PRIVATE KEY", b"ENCRYPTED PRIVATE KEY", b"PUBLIC KEY", b"Proc-Type: 4,ENCRYPTED\n", b"DEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n",
    b"MIIB", b"MFECAQEwBQYDK2VwBCIEIA", b"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n", b"---- END SSH2 ENCRYPTED PRIVATE KEY ----\n", b"P2/56wAAAAAAAAAI",
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
            opened += usize::from(check(&vector.bytes[..end], None, vector.proven()));
        }
        // Some programs encrypt, or write, a block of padding behind the key: 16 bytes, which are 22
        // digits of base64 with perhaps a line end between.
        let most = without_key(&vector.bytes) + 24;
        assert!(opened <= most, "{} opens with {opened} different ends cut off, not {most}", vector.name);
    }
}

/// How many bytes at the end of a file hold nothing of the key: the END line, what follows it, line ends
/// and base64 padding. The lengths inside of a private key tell that all of it is there; a .ppk ends with
/// its check value, and nothing of that may be missing.
fn without_key(bytes: &[u8]) -> usize {
    let end = |word: &[u8]| bytes.windows(word.len()).rposition(|window| window == word);
    let end = end(b"-----END ").or_else(|| end(b"---- END ")).unwrap_or(bytes.len());
    let is_digit = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/".contains(byte);
    let last = bytes[..end].iter().rposition(is_digit).map_or(0, |last| last + 1);
    bytes.len() - last
}

/// What a file begins with that means something.
const BEGINNINGS: &[&[u8]] = &[
    b"",
    b"ssh-ed25519 ",
    b"ssh-rsa AAAAB3NzaC1yc2E\n",
    b"PuTTY-User-Key-File-1: ssh-rsa\nEncryption: none\nComment: \nPublic-Lines: 1\n",
    b"PuTTY-User-Key-File-3: ssh-ed25519\n",
    b"PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: ",
    b"PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: \nPublic-Lines: 4294967295\n",
    b"-----BEGIN OPENSSH PRIVATE KEY-----\n",
    b"-----BEGIN ",
    b"-----BEGIN RSA PRIVATE KEY-----\n",
    b"-----BEGIN PRIVATE KEY-----\nDEK-Info: AES-128-CBC,",
    b"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n",
    b"0\x83\x0f\xff\xf8",
    b"0\x80",
    b"0\x80\x02\x01\0",
    b"---- BEGIN SSH2 PUBLIC KEY ----\n",
    b"---- BEGIN SSH2 PUBLIC KEY ----\nComment: \"",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAA",
];

/// What comes after that, again and again.
#[rustfmt::skip]
const REPEATED: &[&[u8]] = &[
    b"\n", b"\r", b"\r\n", b" ", b"a", b"A", b"=", b"\\", b"\\\n", b"\"", b"a ", b"AAAA ", b"ssh-ed25519 AAAA\n", b"-", b"-----BEGIN ", b"-----BEGIN A-----\n",
    b"-----END ", b"---- BEGIN SSH2 PUBLIC KEY ----\n", b"a: \\\n", b"a: b\n", b":", b"\0", b"\x07", b"\xe9", b"\xe2\x80\xae", b"#\n", b"AAAA\n",
    b"ssh-rsa AAAAB3NzaC1yc2EAAAAD\n", b"AAAAC3NzaC1lZDI1NTE5\n", b"AAAAC3NzaC1lZDI1NTE5AAAA\n", b"xy AAAAAnh5\n", b"1024 35 11111111 ", b"command=\"", b"\x93", b">", b"=\n",
    b"0\x80", b"$\x80", b"#\x80", b"0\x80\x02\x01\xff", b"\x02\x01\xff", b"\x04\x01\0",
];

/// Reading must stay linear: with quadratic work these tests would not end. Every repetition after every
/// beginning in small files; in files of a mebibyte one in so many of these pairs, each beginning and each
/// repetition several times, or all of them where more cases are asked for.
fn reads_repetition(size: usize, one_in: usize) {
    let pairs = BEGINNINGS.iter().flat_map(|beginning| REPEATED.iter().map(move |piece| (beginning, piece)));
    for (beginning, piece) in pairs.step_by(one_in) {
        let mut bytes = beginning.to_vec();
        bytes.extend(piece.iter().cycle().take(size - beginning.len()));
        check(&bytes, None, None);
    }
}

#[test]
fn repetition_after_any_beginning_is_read_in_linear_time() {
    reads_repetition(64 * 1024, 1);
}

#[test]
fn a_mebibyte_of_repetition_is_read_in_linear_time() {
    let one_in = if cases(1) > 1 { 1 } else { 11 };
    reads_repetition(keywright::format::FILE_BYTES, one_in);
}

#[test]
fn a_file_over_the_limit_is_not_read() {
    let bytes = vec![b'\n'; keywright::format::FILE_BYTES + 1];
    assert_eq!(format!("{:?}", read(&bytes).unwrap_err()), "TooLarge { limit: 1048576 }");
}
