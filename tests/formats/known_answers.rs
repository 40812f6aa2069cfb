//! Fingerprints, sizes and randomart, letter for letter as ssh-keygen prints them.

use crate::peers::{self, Desk, run};
use crate::support::{SMALL_KINDS, in_parallel, make, opened, public_of};
use crate::vectors::{bytes_of, manifest};
use base64ct::{Base64, Encoding as _};
use keywright::format::{KeyFile, PublicFormat, read, write_public};
use keywright::key::{Kind, PublicKey, Randomart};

/// The public keys of every vector and of a hundred new ones of each small kind.
fn public_keys() -> Vec<PublicKey> {
    let vectors =
        manifest().key.into_iter().map(|good| public_of(&bytes_of(&good.file), good.passphrase.as_deref()));
    let made = SMALL_KINDS
        .into_iter()
        .flat_map(|kind| (0..100).map(move |seed| make(kind, "ann", seed).public().clone()));
    vectors.chain(made).collect()
}

/// What the window and the command line weigh before they try many passphrases.
#[test]
fn what_a_try_costs_is_told_before_it_is_made() {
    let cost = |file: &str| match read(&bytes_of(file)) {
        Ok(KeyFile::Encrypted(key)) => format!("{:?}", key.cost()),
        other => panic!("{file}: {other:?}"),
    };
    assert_eq!(cost("openssh/ed25519-enc"), "Some(Bcrypt { rounds: 4 })");
    assert!(cost("ppk/ed25519-3-enc.ppk").starts_with("Some(Argon2 { memory_kib: "));
    assert_eq!(cost("ppk/ed25519-2-enc.ppk"), "None");
}

#[test]
fn fingerprints_sizes_and_randomart_are_those_of_ssh_keygen() {
    if !peers::is_there("ssh-keygen") {
        return;
    }
    let desk = Desk::new();
    let results = in_parallel(public_keys().into_iter().enumerate().collect(), |(number, key)| {
        let file = desk.put(&format!("{number}.pub"), &write_public(&key, PublicFormat::Line));
        if key.kind() == Kind::Ed448 {
            return 0; // unknown to ssh-keygen; puttygen is asked elsewhere
        }
        let said = match run("ssh-keygen", &["-lv", "-E", "sha256", "-f", &file]) {
            Err(complaint) if key.kind() == Kind::Rsa(1023) => {
                assert!(complaint.contains("is not a public key file"), "{complaint}");
                return 0;
            }
            said => said.unwrap(),
        };
        let (print, art) = said.split_once('\n').unwrap();
        let (print, fingerprint) = (print.to_owned(), key.fingerprint());
        assert!(print.starts_with(&format!("{} {} ", key.kind().bits(), fingerprint.sha256())), "{print}");
        assert!(print.ends_with(&format!("({})", key.kind().short_name())), "{print}");
        assert_eq!(art.trim_end(), Randomart::of(&fingerprint, key.kind()).text());
        let md5 = run("ssh-keygen", &["-l", "-E", "md5", "-f", &file]).unwrap();
        assert!(md5.starts_with(&format!("{} {} ", key.kind().bits(), fingerprint.md5())), "{md5}");
        1
    });
    println!("{} public keys, {} compared with ssh-keygen", results.len(), results.iter().sum::<i32>());
}

#[test]
fn a_short_modulus_is_counted_in_bits_not_bytes() {
    let (_, key) = opened(&bytes_of("odd/rsa-1023-bits.ppk"), None).unwrap();
    assert_eq!(key.kind(), Kind::Rsa(1023));
    let (_, key) = opened(&bytes_of("ppk/rsa2049-3.ppk"), None).unwrap();
    assert_eq!(key.kind(), Kind::Rsa(2049));
}

/// RFC 8032, section 7.1, test 1: secret key and public key.
#[test]
fn an_ed25519_seed_gives_the_public_key_of_the_rfc() {
    let seed = [
        0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44,
        0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
    ];
    let public = "AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";
    let line = format!("ssh-ed25519 {public}\n");
    let Ok(KeyFile::Public(_, public)) = read(line.as_bytes()) else { panic!("not read") };
    let string = |bytes: &[u8]| [&(bytes.len() as u32).to_be_bytes(), bytes].concat();
    let point = &public.blob()[19..];
    let private = [
        vec![0; 8],
        public.blob().to_vec(),
        string(&[&seed[..], point].concat()),
        string(b"rfc"),
        vec![1, 2, 3, 4, 5],
    ]
    .concat();
    let inner = [
        b"openssh-key-v1\0".to_vec(),
        string(b"none"),
        string(b"none"),
        string(b""),
        vec![0, 0, 0, 1],
        string(public.blob()),
        string(&private),
    ]
    .concat();
    let body = Base64::encode_string(&inner);
    let file = format!("-----BEGIN OPENSSH PRIVATE KEY-----\n{body}\n-----END OPENSSH PRIVATE KEY-----\n");
    let (_, key) = opened(file.as_bytes(), None).unwrap();
    assert!(key.public().is_same_key(&public));
}
