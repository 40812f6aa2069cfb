//! Keys that we write as traditional PEM and PKCS#8: in ours, in openssl and in ssh-keygen.

use crate::exchange::total;
use crate::peers::{self, Desk, putty_line, run, ssh_keygen_line, without_comment};
use crate::support::{
    SMALL_KINDS, in_parallel, make, opened, public_of, rsa, same, some_dsa, some_rsa, unable_to_write,
    written,
};
use keywright::format::PrivateFormat::{self, Pem, Pkcs8};
use keywright::format::{DecryptError, KeyFile, WriteError, read};
use keywright::key::{Key, Kind, NewKind, NoProgress, Passphrase};

/// One of each kind that has a form in PEM; Ed25519 has none in the traditional one.
fn keys(format: PrivateFormat) -> Vec<Key> {
    let small = SMALL_KINDS.into_iter().filter(|kind| format == Pkcs8 || *kind != NewKind::Ed25519);
    let mut keys: Vec<Key> = small.map(|kind| make(kind, "", 5)).collect();
    keys.push(some_rsa().with_comment(Default::default()));
    keys.push(some_dsa());
    keys
}

#[test]
fn every_kind_comes_back_from_pem_and_pkcs8_with_and_without_passphrase() {
    for format in [Pem, Pkcs8] {
        for key in keys(format) {
            for passphrase in [None, Some("tide & tile"), Some("smörgås ключ 🗝")] {
                let bytes = written(&key, format, passphrase, 1);
                let (found, again) = opened(&bytes, passphrase).unwrap();
                assert_eq!(found, format.into());
                assert!(same(&key, &again), "{:?} in {format:?}", key.kind());
            }
        }
    }
}

#[test]
fn a_wrong_passphrase_does_not_open_what_we_wrote() {
    for format in [Pem, Pkcs8] {
        for key in keys(format) {
            let bytes = written(&key, format, Some("right"), 1);
            let Ok(KeyFile::Encrypted(encrypted)) = read(&bytes) else { panic!("it is not encrypted") };
            assert!(encrypted.claimed_public().is_none());
            for number in 0..if format == Pem { 300 } else { 2 } {
                let wrong = Passphrase::new(&format!("wrong {number}")).unwrap();
                let outcome = encrypted.decrypt(&wrong, None, &NoProgress);
                assert_eq!(outcome.err(), Some(DecryptError::WrongPassphrase));
            }
        }
    }
}

#[test]
fn ed25519_has_no_traditional_form() {
    let key = make(NewKind::Ed25519, "", 1);
    assert_eq!(
        unable_to_write(&key, Pem),
        WriteError::FormatUnavailable { kind: Kind::Ed25519, format: Pem }
    );
}

#[test]
fn encrypting_twice_gives_two_files() {
    for format in [Pem, Pkcs8] {
        let key = some_rsa();
        assert_ne!(written(key, format, Some("x"), 1), written(key, format, Some("x"), 2), "{format:?}");
    }
}

/// What openssl, ssh-keygen 9.2 and puttygen 0.78 make of our file, which `passphrase` opens.
fn read_by_peers(
    desk: &Desk,
    key: &Key,
    format: PrivateFormat,
    passphrase: Option<&str>,
    name: &str,
) -> Result<usize, String> {
    let line = without_comment(&key.public().line());
    let file = desk.put(name, &written(key, format, passphrase, 1));
    // openssl wants a line, needed or not.
    let secret = desk.put(&format!("{name}.pass"), passphrase.unwrap_or("none").as_bytes());
    // Of PKCS#8, puttygen reads nothing.
    let mut agreed = 2;
    if format == Pem {
        let found = putty_line(&file, &secret)?;
        if found != line {
            return Err(format!("{name}: puttygen gives {found}, not {line}"));
        }
        agreed += 1;
    }
    let secret = format!("file:{secret}");
    let spki = run("openssl", &["pkey", "-in", &file, "-passin", &secret, "-pubout"])?;
    if !public_of(spki.as_bytes(), None).is_same_key(key.public()) {
        return Err(format!("{name}: openssl gives another public key"));
    }
    run("openssl", &["pkey", "-in", &file, "-passin", &secret, "-noout", "-check"])
        .map_err(|complaint| format!("{name}: {complaint}"))?;
    // OpenSSH reads PKCS#8 with Ed25519 since 9.6.
    if key.kind() == Kind::Ed25519 {
        return Ok(agreed);
    }
    let found = ssh_keygen_line(&file, passphrase.unwrap_or_default())?;
    if found == line { Ok(agreed + 1) } else { Err(format!("{name}: ssh-keygen gives {found}, not {line}")) }
}

#[test]
fn openssl_ssh_keygen_and_puttygen_read_every_pem_and_pkcs8_file_of_ours() {
    if !peers::is_there("openssl") || !peers::are_there() {
        return;
    }
    let desk = Desk::new();
    let mut jobs = Vec::new();
    for format in [Pem, Pkcs8] {
        for seed in 0..40 {
            for kind in SMALL_KINDS {
                jobs.push((format, kind, seed, None));
            }
        }
        jobs.extend([
            (format, rsa(2048), 1, None),
            (format, rsa(2049), 1, None),
            (format, rsa(3072), 1, None),
        ]);
        for kind in SMALL_KINDS.into_iter().chain([rsa(2048)]) {
            jobs.push((format, kind, 77, Some("tide & tile")));
        }
    }
    jobs.retain(|(format, kind, ..)| (*format, *kind) != (Pem, NewKind::Ed25519));
    let results =
        in_parallel(jobs.into_iter().enumerate().collect(), |(number, (format, kind, seed, secret))| {
            read_by_peers(&desk, &make(kind, "", seed), format, secret, &number.to_string())
        });
    total(results, "PEM and PKCS#8 of ours");
    for (number, (format, passphrase)) in
        [(Pem, None), (Pem, Some("x")), (Pkcs8, None), (Pkcs8, Some("x"))].into_iter().enumerate()
    {
        read_by_peers(&desk, &some_dsa(), format, passphrase, &format!("dsa{number}")).unwrap();
    }
}

#[test]
fn a_pkcs8_file_asks_for_as_much_work_as_is_usual_today() {
    let bytes = written(some_rsa(), Pkcs8, Some("x"), 1);
    let Ok(KeyFile::Encrypted(encrypted)) = read(&bytes) else { panic!("it is not encrypted") };
    assert_eq!(format!("{:?}", encrypted.cost()), "Some(Pbkdf2 { iterations: 600000 })");
}

/// The scalar has a zero before it where its first bit is set.
#[test]
fn pem_files_of_puttygen_work_here() {
    if !peers::is_there("puttygen") {
        return;
    }
    let desk = Desk::new();
    let secret = desk.put("pass", b"tide & tile");
    let jobs: Vec<(&str, &str)> = [("ecdsa", "256"), ("ecdsa", "384"), ("ecdsa", "521"), ("rsa", "1024")]
        .into_iter()
        .flat_map(|job| std::iter::repeat_n(job, 12))
        .collect();
    let results = in_parallel(jobs.into_iter().enumerate().collect(), |(number, (kind, bits))| {
        let file = desk.name(&number.to_string());
        let random = ["-q", "--random-device", "/dev/urandom"];
        let made =
            ["-t", kind, "-b", bits, "-O", "private-openssh", "-o", &file, "--new-passphrase", &secret];
        run("puttygen", &[&random[..], &made].concat())?;
        let line = run("puttygen", &[&file, "-L", "--old-passphrase", &secret])?;
        let (_, key) = opened(&peers::bytes(&file), Some("tide & tile")).map_err(|refusal| refusal.text())?;
        let same = without_comment(&key.public().line()) == without_comment(&line);
        if same { Ok(1) } else { Err(format!("{kind} {bits}: another key")) }
    });
    total(results, "PEM of puttygen");
}

/// HMAC fills short keys up with zeros: without a check both would open it.
#[test]
fn a_zero_byte_after_the_passphrase_makes_it_another_one() {
    let bytes = written(some_rsa(), Pkcs8, Some("right"), 1);
    let Ok(KeyFile::Encrypted(encrypted)) = read(&bytes) else { panic!("it is not encrypted") };
    let wrong = Passphrase::new("right\0").unwrap();
    assert_eq!(encrypted.decrypt(&wrong, None, &NoProgress).err(), Some(DecryptError::WrongPassphrase));
}
