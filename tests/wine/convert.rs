//! `convert`

use crate::programs::are_here;
use crate::support::*;
use std::fs;

const SOURCES: [&str; 8] = [
    "ppk/ed25519-3.ppk",
    "ppk/p256-2.ppk",
    "openssh/p384",
    "openssh/p521",
    "openssh/rsa2048",
    "pem/rsa.pem",
    "ppk/dsa1024-3.ppk",
    "openssh/comment-utf-8",
];

fn take_all(desk: &Desk) -> Vec<String> {
    let names = SOURCES.map(|source| source.replace('/', " ключ "));
    for (source, name) in SOURCES.iter().zip(&names) {
        desk.take(source, name);
    }
    names.into()
}

/// Formats without a random number: the same bytes.
#[test]
#[ignore = "tests/windows starts it"]
fn every_format_is_the_same_on_both_systems_byte_for_byte() {
    let desk = Desk::new();
    let names = take_all(&desk);
    let mut compared = 0;
    for format in ["ppk", "ppk2", "pem", "pkcs8", "public", "rfc4716"] {
        let (windows, linux) = (format!("{format}-windows"), format!("{format}-linux"));
        let mut said = Vec::new();
        for folder in [&windows, &linux] {
            fs::create_dir(desk.path(folder)).unwrap();
            let mut arguments = vec!["convert", "--to", format, "--output-dir", folder];
            arguments.extend(names.iter().map(String::as_str));
            said.push(if *folder == windows { desk.windows(&arguments) } else { desk.linux(&arguments) });
        }
        assert_eq!(said[0].status, said[1].status, "{format}: {said:?}");
        // Not every kind has every form.
        assert_eq!(said[0].err, said[1].err);
        assert_eq!(desk.names(&windows), desk.names(&linux));
        for name in desk.names(&windows) {
            let file = format!("{windows}/{name}");
            assert_eq!(desk.bytes(&file), desk.bytes(&format!("{linux}/{name}")), "{file}");
            if ["public", "rfc4716"].contains(&format) {
                desk.assert_public(&file);
            } else {
                desk.assert_private(&file);
            }
            compared += 1;
        }
    }
    assert!(compared > 40, "{compared} files");
}

/// With random check numbers, salts and vectors: what other programs read.
#[test]
#[ignore = "tests/windows starts it"]
fn what_has_random_numbers_in_it_is_read_by_the_program_it_is_for() {
    if !are_here(&["ssh-keygen", "puttygen"]) {
        return;
    }
    let desk = Desk::new();
    desk.put("none", b"\n");
    for source in ["ppk/ed25519-3-enc.ppk", "openssh/p256-enc", "openssh/rsa2048-enc"] {
        desk.take(source, "source");
        let public =
            without_comment(&desk.linux(&["show", "--public", "--passphrase-file", "pass", "source"]).well());
        let convert = |format, options: &[&str]| {
            let fixed =
                ["convert", "--to", format, "--replace", "--passphrase-file", "pass", "--output", "out"];
            desk.windows(&[&fixed, options, &["source"]].concat()).well();
            desk.assert_private("out");
        };
        convert("openssh", &["--no-passphrase"]);
        assert_eq!(desk.by_ssh_keygen("out", ""), public);
        // Locking takes long on purpose: one kind is enough.
        if source.starts_with("openssh") {
            continue;
        }
        convert("openssh", &[]);
        assert_eq!(desk.by_ssh_keygen("out", PASSPHRASE), public);
        for format in ["ppk", "ppk2"] {
            convert(format, &["--new-passphrase-file", "new"]);
            assert_eq!(desk.by_puttygen("out", "new"), public, "{format}");
        }
    }
}

#[test]
#[ignore = "tests/windows starts it"]
fn a_file_is_replaced_only_when_asked_and_the_old_one_is_kept() {
    let desk = Desk::new();
    desk.take("ppk/ed25519-3.ppk", "work.ppk");
    desk.put("work", b"old");
    desk.windows(&["convert", "--to", "openssh", "--output", "work", "work.ppk"]).fails(1, "work");
    assert!(desk.windows(&["convert", "--to", "openssh", "work.ppk"]).well().contains("work_2"));
    assert_eq!(desk.bytes("work"), b"old");
    desk.assert_private("work_2");
    desk.windows(&["convert", "--to", "openssh", "--replace", "work.ppk"]).well();
    let backup = desk.names(".").into_iter().find(|name| name.ends_with(".bak")).expect("a backup");
    assert_eq!(desk.bytes(&backup), b"old");
    desk.assert_private("work");
    desk.assert_private(&backup);
}

/// Paths that end up longer than the 260 characters of old calls.
#[test]
#[ignore = "tests/windows starts it"]
fn long_paths_and_whole_folders_are_converted() {
    let desk = Desk::new();
    let deep = format!("keys/{}/{}", "a".repeat(120), "б".repeat(100));
    fs::create_dir_all(desk.path(&deep)).unwrap();
    desk.take("ppk/ed25519-3.ppk", &format!("{deep}/{}.ppk", "k".repeat(60)));
    desk.take("ppk/p256-3.ppk", "keys/top.ppk");
    desk.windows(&["convert", "--to", "openssh", "keys"]).well();
    desk.assert_private("keys/top");
    desk.assert_private(&format!("{deep}/{}", "k".repeat(60)));
}

/// The shells of Windows leave patterns and `~` to programs. Brackets are part of names.
#[test]
#[ignore = "tests/windows starts it"]
fn patterns_are_files_and_brackets_are_names() {
    let desk = Desk::new();
    desk.take("ppk/ed25519-3.ppk", "key1.ppk");
    desk.take("ppk/p256-2.ppk", "key[1].ppk");
    fs::create_dir(desk.path("out")).unwrap();
    desk.windows(&["convert", "--to", "openssh", "--output-dir", "out", "KEY*.ppk"]).well();
    assert_eq!(desk.names("out"), ["key1", "key[1]"]);
    let told = desk.windows(&["show", "--public", "key[1].ppk"]).well();
    assert!(told.starts_with("ecdsa-sha2-nistp256 "), "{told}");
    desk.windows(&["show", "none*.ppk"]).fails(1, "none*.ppk");
}
