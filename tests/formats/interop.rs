//! Our files in puttygen and ssh-keygen, and theirs in ours.

use crate::exchange::{exchanged, ours_in_theirs, same_but_for_order, theirs_in_ours, total};
use crate::peers::{self, Desk, putty_line, run, without_comment};
use crate::support::{SMALL_KINDS, in_parallel, make, opened, rsa, written};
use keywright::format::Format;
use keywright::format::PrivateFormat::{OpenSsh, Ppk2, Ppk3};
use keywright::key::{Curve, Key, NewKind};

fn ours(kind: NewKind, count: u64) {
    if !peers::are_there() {
        return;
    }
    let desk = Desk::new();
    let results = in_parallel((0..count).collect(), |number| {
        ours_in_theirs(
            &desk,
            &make(kind, &format!("ann {number} \"é\" \\"), number),
            &number.to_string(),
            None,
        )
    });
    total(results, &format!("{kind:?} made here"));
}

fn puttygens(kind: &str, bits: Option<&str>, count: u64) {
    if !peers::are_there() {
        return;
    }
    let desk = Desk::new();
    let none = desk.put("none", b"");
    let results = in_parallel((0..count).collect(), |number| {
        let (name, file) = (number.to_string(), desk.name(&format!("{number}.ppk")));
        let version = if number % 2 == 0 { "version=2" } else { "version=3" };
        let mut arguments =
            vec!["-q", "--random-device", "/dev/urandom", "-t", kind, "-C", "ann é", "-o", &file];
        arguments.extend(["--new-passphrase", &none, "--ppk-param", version]);
        arguments.extend(bits.iter().flat_map(|bits| ["-b", bits]));
        run("puttygen", &arguments)?;
        theirs_in_ours(&desk, &file, &name, &putty_line(&file, &none)?, None)
    });
    total(results, &format!("{kind} {} made by puttygen", bits.unwrap_or_default()));
}

fn ssh_keygens(kind: &str, bits: &str, count: u64) {
    if !peers::are_there() {
        return;
    }
    let desk = Desk::new();
    let results = in_parallel((0..count).collect(), |number| {
        let (name, file) = (number.to_string(), desk.name(&format!("id{number}")));
        run("ssh-keygen", &["-q", "-t", kind, "-b", bits, "-C", "ann é", "-N", "", "-f", &file])?;
        let line = String::from_utf8_lossy(&peers::bytes(&format!("{file}.pub"))).into_owned();
        theirs_in_ours(&desk, &file, &name, &line, None)
    });
    total(results, &format!("{kind} {bits} made by ssh-keygen"));
}

#[test]
fn six_hundred_ed25519_keys_of_ours_work_in_putty_and_openssh() {
    ours(NewKind::Ed25519, 600);
}

#[test]
fn six_hundred_ed25519_keys_of_puttygen_work_here() {
    puttygens("ed25519", None, 600);
}

#[test]
fn ed25519_keys_of_ssh_keygen_work_here() {
    ssh_keygens("ed25519", "256", 200);
}

#[test]
fn ecdsa_keys_of_ours_work_in_putty_and_openssh() {
    for curve in Curve::ALL {
        ours(NewKind::Ecdsa(curve), 200);
    }
}

#[test]
fn ecdsa_keys_of_puttygen_work_here() {
    for curve in Curve::ALL {
        puttygens("ecdsa", Some(&curve.bits().to_string()), 200);
    }
}

#[test]
fn ecdsa_keys_of_ssh_keygen_work_here() {
    for curve in Curve::ALL {
        ssh_keygens("ecdsa", &curve.bits().to_string(), 50);
    }
}

#[test]
fn rsa_keys_of_ours_work_in_putty_and_openssh() {
    for (bits, count) in [(2048, 4), (2049, 2), (2051, 1), (3072, 2)] {
        ours(rsa(bits), count);
    }
}

#[test]
fn rsa_keys_of_the_peers_work_here() {
    for (bits, count) in [("2048", 4), ("2049", 2), ("3072", 2), ("1027", 4)] {
        puttygens("rsa", Some(bits), count);
        ssh_keygens("rsa", bits, count);
    }
}

#[test]
fn dsa_keys_of_the_peers_work_here() {
    puttygens("dsa", Some("1024"), 4);
    ssh_keygens("dsa", "1024", 4);
}

const PASSPHRASES: [&str; 4] = [
    "x",
    "tide & tile",
    "smörgås ключ 鍵 🗝",
    "a passphrase that is far longer than a block of any hash, to be sure: a passphrase that is far longer",
];

#[test]
fn our_files_under_a_passphrase_open_in_putty_and_openssh() {
    if !peers::are_there() {
        return;
    }
    let desk = Desk::new();
    let cases: Vec<(usize, NewKind, &str)> =
        (0..24).map(|n| (n, SMALL_KINDS[n % 4], PASSPHRASES[n / 4 % 4])).collect();
    let results = in_parallel(cases, |(number, kind, passphrase)| {
        let key = make(kind, "ann é", number as u64);
        ours_in_theirs(&desk, &key, &number.to_string(), Some(passphrase))
    });
    total(results, "encrypted here, opened by the peers");
}

#[test]
fn their_files_under_a_passphrase_open_here_whatever_the_cipher() {
    if !peers::are_there() {
        return;
    }
    let desk = Desk::new();
    let ciphers = run("ssh-keygen", &["-Q", "cipher"]).or_else(|_| run("ssh", &["-Q", "cipher"])).unwrap();
    let mut cases = Vec::new();
    for (number, cipher) in ciphers.lines().enumerate() {
        let kind = ["ed25519", "ecdsa", "rsa"][number % 3];
        cases.push(("ssh-keygen", kind, cipher.to_owned(), PASSPHRASES[number % 4]));
        cases.push(("ssh-keygen", "ed25519", cipher.to_owned(), PASSPHRASES[(number + 1) % 4]));
    }
    for (number, param) in [
        "version=2",
        "version=3,kdf=argon2id,memory=64,passes=1",
        "version=3,kdf=argon2i,memory=256,passes=2",
        "version=3,kdf=argon2d,memory=128,passes=3",
        "version=3,kdf=argon2id,memory=8192,passes=2,parallelism=3",
    ]
    .into_iter()
    .enumerate()
    {
        for (index, passphrase) in PASSPHRASES.into_iter().enumerate() {
            cases.push((
                "puttygen",
                ["ed25519", "ecdsa", "dsa"][(number + index) % 3],
                param.to_owned(),
                passphrase,
            ));
        }
    }
    let numbered = cases.into_iter().enumerate().collect();
    let results = in_parallel(
        numbered,
        |(number, (program, kind, how, passphrase)): (usize, (&str, &str, String, &str))| {
            let (name, file) = (format!("key{number}"), desk.name(&format!("file{number}")));
            let secret = desk.put(&format!("{name}.secret"), passphrase.as_bytes());
            let line = if program == "puttygen" {
                let bits: &[&str] = if kind == "dsa" { &["-b", "1024"] } else { &[] };
                let common = ["-q", "--random-device", "/dev/urandom", "-t", kind, "-C", "ann", "-o", &file];
                run(
                    program,
                    &[&common[..], bits, &["--new-passphrase", &secret, "--ppk-param", &how]].concat(),
                )?;
                putty_line(&file, &secret)?
            } else {
                run(
                    program,
                    &["-q", "-t", kind, "-Z", &how, "-a", "2", "-C", "ann", "-N", passphrase, "-f", &file],
                )?;
                String::from_utf8_lossy(&peers::bytes(&format!("{file}.pub"))).into_owned()
            };
            theirs_in_ours(&desk, &file, &name, &line, Some(passphrase))
        },
    );
    total(results, "encrypted by the peers, opened here");
}

#[test]
fn every_private_key_of_the_vectors_can_be_converted_for_the_peers() {
    if !peers::are_there() {
        return;
    }
    let desk = Desk::new();
    // Ed448 and keys in a device are each known to one of the peers only, and have tests of their own.
    let elsewhere = |file: &str| {
        ["ed448", "/sk-", "public-half", ".spki", ".blob"].iter().any(|part| file.contains(part))
    };
    let private = |file: &str| {
        ["ppk/", "openssh/", "odd/", "encodings/"].iter().any(|folder| file.starts_with(folder))
            && !elsewhere(file)
    };
    let files = crate::vectors::manifest()
        .key
        .into_iter()
        .filter(|good| private(&good.file) && !good.file.ends_with(".pub"));
    let results = in_parallel(files.enumerate().collect(), |(number, good)| {
        let bytes = crate::vectors::bytes_of(&good.file);
        let (_, key) = opened(&bytes, good.passphrase.as_deref()).map_err(|refusal| refusal.text())?;
        let known = peers_refuse(&good.file);
        match exchanged(&desk, &key, &number.to_string(), None, same_but_for_order) {
            Err(complaint) if known.is_some_and(|known| complaint.contains(known)) => Ok(0),
            Ok(_) if known.is_some() => Err(format!("{}: the peers take it after all", good.file)),
            other => other.map_err(|complaint| format!("{}: {complaint}", good.file)),
        }
    });
    total(results, "vectors converted");
}

/// What ssh-keygen says of keys that are too weak for it.
fn peers_refuse(file: &str) -> Option<&'static str> {
    let scalar_is_extreme = ["p256", "p384", "p521"].iter().any(|curve| {
        ["1", "highest"].iter().any(|scalar| file.starts_with(&format!("odd/{curve}-{scalar}")))
    });
    match file {
        _ if file.contains("rsa-1023-bits") => Some("Invalid key length"),
        _ if scalar_is_extreme => Some("invalid elliptic curve value"),
        _ => None,
    }
}

#[test]
fn our_public_files_are_read_by_ssh_keygen() {
    if !peers::is_there("ssh-keygen") {
        return;
    }
    use keywright::format::{PublicFormat, write_public};
    let desk = Desk::new();
    let comments = ["ann", "", "a: b", "\"q\" \\ é", &"very long: END of it ---- \\ ".repeat(12)];
    let results = in_parallel(comments.into_iter().enumerate().collect(), |(number, text)| {
        let key = make(NewKind::Ed25519, text, number as u64);
        let line = without_comment(&key.public().line());
        let file = desk.put(&format!("{number}.rfc"), &write_public(key.public(), PublicFormat::Rfc4716));
        let theirs = run("ssh-keygen", &["-i", "-f", &file])?;
        if without_comment(&theirs) != line {
            return Err(format!("{theirs} of {text}"));
        }
        let file = desk.put(&format!("{number}.pub"), &write_public(key.public(), PublicFormat::Line));
        let print = run("ssh-keygen", &["-lf", &file])?;
        if print.contains(&key.public().fingerprint().sha256()) { Ok(2) } else { Err(print) }
    });
    total(results, "public keys");
}

#[test]
fn a_format_knows_its_own_name_in_every_peer_file() {
    let key = make(NewKind::Ed25519, "ann", 1);
    for (format, start) in [
        (Ppk2, "PuTTY-User-Key-File-2: "),
        (Ppk3, "PuTTY-User-Key-File-3: "),
        (OpenSsh, "-----BEGIN OPENSSH "),
    ] {
        let bytes = written(&key, format, None, 1);
        assert!(bytes.starts_with(start.as_bytes()), "{format:?}");
        let (found, _): (Format, Key) = opened(&bytes, None).unwrap();
        assert_eq!(found, format.into());
    }
}
