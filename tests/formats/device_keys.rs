//! Keys whose secret is in a device: kept whole, in the one form that there is of them.

use crate::mutation::container;
use crate::peers::{self, Desk, ssh_keygen_line};
use crate::support::{CHEAP, opened, same, seeded, written};
use crate::vectors::bytes_of;
use keywright::format::{Encryption, PrivateFormat, WriteError, write};
use keywright::key::{Kind, Passphrase};

const FILES: [&str; 4] =
    ["odd/sk-ed25519", "odd/sk-ecdsa", "odd/sk-ed25519-reserved", "odd/sk-ecdsa-reserved"];

#[test]
fn every_byte_of_a_key_in_a_device_is_kept() {
    for file in FILES {
        let bytes = bytes_of(file);
        let (_, key) = opened(&bytes, None).unwrap();
        assert!(matches!(key.kind(), Kind::SecurityKey(_)));
        let [before, after] = [bytes, written(&key, PrivateFormat::OpenSsh, None, 3)].map(|file| {
            let inner = container(&file).unwrap();
            // All but the two check numbers, which are random.
            let checks = inner.windows(8).position(|eight| eight[..4] == eight[4..] && eight[0] != 0);
            let at =
                checks.unwrap_or(inner.windows(8).position(|w| w == b"\0\0\0\x07\0\0\0\x07").unwrap_or(0));
            [&inner[..at], &inner[at + 8..]].concat()
        });
        assert_eq!(before, after, "{file}");
    }
}

#[test]
fn a_key_in_a_device_comes_back_from_under_a_passphrase() {
    for file in FILES {
        let (_, key) = opened(&bytes_of(file), None).unwrap();
        let bytes = written(&key, PrivateFormat::OpenSsh, Some("some"), 1);
        let (_, again) = opened(&bytes, Some("some")).unwrap();
        assert!(same(&key, &again), "{file}");
    }
}

#[test]
fn ssh_keygen_reads_what_we_write_of_a_key_in_a_device() {
    if !peers::is_there("ssh-keygen") {
        return;
    }
    let desk = Desk::new();
    for (file, passphrase) in FILES.into_iter().flat_map(|file| [(file, None), (file, Some("some"))]) {
        let (_, key) = opened(&bytes_of(file), None).unwrap();
        let ours = desk.put("id", &written(&key, PrivateFormat::OpenSsh, passphrase, 1));
        let line = ssh_keygen_line(&ours, passphrase.unwrap_or_default()).unwrap();
        assert!(key.public().line().starts_with(&line), "{file}");
        let theirs = desk.put("theirs", &bytes_of(file));
        assert_eq!(ssh_keygen_line(&theirs, "").unwrap(), line, "{file}");
    }
}

#[test]
fn no_other_format_has_a_form_for_a_key_in_a_device() {
    let (_, key) = opened(&bytes_of(FILES[0]), None).unwrap();
    let passphrase = Passphrase::new("x").unwrap();
    let protection = Encryption { passphrase: &passphrase, argon2: CHEAP };
    for format in [PrivateFormat::Ppk3, PrivateFormat::Ppk2, PrivateFormat::Pem, PrivateFormat::Pkcs8] {
        for protection in [None, Some(&protection)] {
            let outcome = write(&key, format, protection, &mut seeded(1));
            assert_eq!(outcome.unwrap_err(), WriteError::FormatUnavailable { kind: key.kind(), format });
        }
    }
}
