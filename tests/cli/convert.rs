//! `convert`, one file at a time.

use crate::programs::{are_here, command, output_of};
use crate::support::*;
use std::fs;
use std::os::unix::fs::symlink;

fn fingerprint(desk: &Desk, file: &str) -> String {
    desk.prints(&["show", "--fingerprint", "sha256", file])
}

#[test]
fn a_ppk_becomes_an_openssh_key_beside_it() {
    let desk = Desk::new();
    desk.take("ppk/ed25519-3.ppk", "work.ppk");
    assert_eq!(desk.prints(&["convert", "--to", "openssh", "work.ppk"]), "work.ppk -> work\n");
    assert_eq!(desk.names(), ["work", "work.ppk"]);
    assert_eq!(desk.mode("work"), 0o600);
    assert_eq!(fingerprint(&desk, "work"), fingerprint(&desk, "work.ppk"));
    assert_eq!(desk.prints(&["show", "--comment", "work"]), "ed25519 by puttygen\n");
}

#[test]
fn every_format_is_read_by_its_program_locked_and_open() {
    if !are_here(&["ssh-keygen", "puttygen"]) {
        return;
    }
    let desk = Desk::new();
    desk.put("empty", "\n");
    for (name, source) in
        [("e", "ppk/ed25519-3-enc.ppk"), ("p", "ppk/p256-2-enc.ppk"), ("r", "openssh/rsa2048-enc")]
    {
        desk.take(source, name);
        let public = without_comment(&desk.prints(&["show", "--public", name]));
        for format in ["openssh", "ppk", "ppk2"] {
            for (new, phrase, file) in [
                (&["--no-passphrase"][..], "", "empty"),
                (&["--new-passphrase-file", "new"], "a new one", "new"),
                (&[], PASSPHRASE, "pass"),
            ] {
                let out = format!("{name}-{format}-{file}");
                let arguments =
                    ["convert", "--to", format, "--passphrase-file", "pass", "--output", &out, name];
                desk.prints(&[&arguments[..], new].concat());
                assert_eq!(desk.mode(&out), 0o600);
                let path = desk.path(&out);
                let read = match format {
                    "openssh" => output_of(command("ssh-keygen").args(["-y", "-P", phrase, "-f"]).arg(path)),
                    _ => {
                        let mut puttygen = command("puttygen");
                        output_of(puttygen.arg(path).arg("-L").arg("--old-passphrase").arg(desk.path(file)))
                    }
                };
                assert_eq!(without_comment(&read), public, "{out}");
            }
        }
    }
}

#[test]
fn a_key_keeps_what_it_is_not_told_to_change() {
    let desk = Desk::new();
    desk.take("ppk/ed25519-3-enc.ppk", "locked.ppk");
    desk.prints(&["convert", "--to", "openssh", "--passphrase-file", "pass", "locked.ppk"]);
    desk.run(&["show", "--comment", "locked"]).fails(1, "locked with a passphrase");
    let comment = |file| desk.prints(&["show", "--comment", "--passphrase-file", "pass", file]);
    assert_eq!(comment("locked"), "ed25519 by puttygen\n");
    let other = ["--comment", "ann's laptop", "--output", "other", "locked"];
    desk.prints(&[&["convert", "--to", "ppk", "--passphrase-file", "pass"], &other[..]].concat());
    assert_eq!(comment("other"), "ann's laptop\n");
}

#[test]
fn public_keys_need_no_passphrase_and_may_be_printed() {
    let desk = Desk::new();
    desk.take("ppk/ed25519-3-enc.ppk", "locked.ppk");
    let line = desk.prints(&["show", "--public", "locked.ppk"]);
    assert_eq!(desk.prints(&["convert", "--to", "public", "--output", "-", "locked.ppk"]), line);
    desk.prints(&["convert", "--to", "public", "locked.ppk"]);
    assert_eq!((desk.text("locked.pub"), desk.mode("locked.pub")), (line.clone(), 0o644));
    desk.prints(&["convert", "--to", "rfc4716", "--output", "r", "locked.ppk"]);
    assert!(desk.text("r").starts_with("---- BEGIN SSH2 PUBLIC KEY ----\n"));
    assert_eq!(fingerprint(&desk, "r"), fingerprint(&desk, "locked.pub"));
    desk.run(&["convert", "--to", "openssh", "--output", "-", "locked.ppk"]).fails(2, "--output");
    desk.run(&["convert", "--to", "openssh", "--output", "x", "locked.pub"]).fails(1, "no private key");
}

#[test]
fn nothing_is_replaced_unless_it_is_said_and_then_the_old_file_is_kept() {
    let desk = Desk::new();
    desk.take("openssh/ed25519", "id");
    let old = desk.text("id");
    desk.run(&["convert", "--to", "openssh", "id"]).fails(1, "--replace");
    assert_eq!((desk.names(), desk.text("id")), (vec!["id".to_owned()], old.clone()));
    let told =
        desk.prints(&["convert", "--to", "openssh", "--new-passphrase-file", "new", "--replace", "id"]);
    let names = desk.names();
    assert_eq!((names.len(), names[0].as_str()), (2, "id"));
    assert!(names[1].starts_with("id.2") && names[1].ends_with(".bak"), "{names:?}");
    assert!(told.lines().nth(1).unwrap().ends_with(&format!("{}.", names[1])), "{told}");
    assert_eq!(desk.text(&names[1]), old);
    desk.run(&["show", "--comment", "id"]).fails(1, "locked with a passphrase");
    // Nor a link.
    symlink("nothing", desk.path("link")).unwrap();
    desk.run(&["convert", "--to", "ppk", "--output", "link", &names[1]]).fails(1, "already exists");
}

#[test]
fn a_refused_conversion_leaves_nothing() {
    let desk = Desk::new();
    desk.take("ppk/ed25519-3-enc.ppk", "locked.ppk");
    desk.put("none", "\n");
    desk.put("long", &"x".repeat(70_000));
    let cases: [(&[&str], i32, &str); 10] = [
        (&["--passphrase-file", "wrong"], 1, "does not unlock"),
        (&[], 1, "--passphrase-file"),
        (&["--passphrase-file", "none"], 1, "empty"),
        (&["--passphrase-file", "long"], 1, "too large"),
        (&["--passphrase-file", "missing"], 1, "does not exist"),
        (&["--passphrase-file", "."], 1, "folder"),
        (&["--passphrase-file", "/dev/zero"], 1, "not a regular file"),
        (&["--passphrase-file", "/dev/zero"], 1, "--passphrase-file -"),
        (&["--passphrase-file", "pass", "--new-passphrase-file", "none"], 1, "--no-passphrase"),
        (&["--passphrase-file", "pass", "--comment", "a\tb"], 2, "control"),
    ];
    for (arguments, status, words) in cases {
        let common = ["convert", "--to", "openssh", "--output", "out", "locked.ppk"];
        desk.run(&[&common[..], arguments].concat()).fails(status, words);
        assert_eq!(desk.names(), ["locked.ppk", "long", "none"], "{arguments:?}");
    }
}

#[test]
fn both_passphrases_may_be_piped_the_old_one_first() {
    let desk = Desk::new();
    desk.take("ppk/ed25519-3-enc.ppk", "locked.ppk");
    let arguments = ["--passphrase-file", "-", "--new-passphrase-file", "-", "--output", "out", "locked.ppk"];
    let input = format!("{PASSPHRASE}\na new one\n");
    let said = desk.run_with(input.as_bytes(), &[&["convert", "--to", "openssh"], &arguments[..]].concat());
    said.well();
    desk.prints(&["show", "--comment", "--passphrase-file", "new", "out"]);
}

#[test]
fn a_passphrase_is_the_first_line_and_what_is_left_out_of_that_is_said() {
    let desk = Desk::new();
    desk.take("ppk/ed25519-3-enc.ppk", "locked.ppk");
    for (file, text, said) in [
        ("a", format!("{PASSPHRASE}\r\nmore"), ""),
        ("b", PASSPHRASE.to_owned(), ""),
        ("c", format!("{PASSPHRASE}\r"), ""),
        ("d", format!("{PASSPHRASE} \n"), "without the space at the end of the passphrase"),
        ("e", format!("\u{feff}{PASSPHRASE}\n"), "without the invisible character at the beginning"),
    ] {
        desk.put(file, &text);
        let output = desk.run(&["show", "--public", "--passphrase-file", file, "locked.ppk"]);
        assert_eq!(output.status, Some(0), "{file}");
        assert!(output.err.contains(said) && output.err.is_empty() == said.is_empty(), "{output:?}");
    }
}

#[test]
fn a_format_that_locks_poorly_says_so() {
    let desk = Desk::new();
    desk.take("openssh/ed25519", "id");
    let told =
        desk.prints(&["convert", "--to", "ppk2", "--new-passphrase-file", "new", "--output", "a", "id"]);
    assert_eq!(told.lines().count(), 2, "{told}");
    let told = desk.prints(&["convert", "--to", "ppk2", "--no-passphrase", "--output", "b", "id"]);
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn the_public_key_is_written_too_where_that_is_asked_for_and_both_files_or_none() {
    let desk = Desk::new();
    desk.take("pem/rsa.pem", "work.pem");
    for (format, ending) in [("openssh", ""), ("ppk", ".ppk"), ("pkcs8", ".p8")] {
        let (private, public) = (format!("work{ending}"), format!("work{ending}.pub"));
        desk.prints(&["convert", "--to", format, "--output", "alone", "work.pem"]);
        fs::remove_file(desk.path("alone")).unwrap();
        assert!(!desk.path("alone.pub").exists());
        let told = desk.prints(&["convert", "--to", format, "--with-public", "work.pem"]);
        assert_eq!(told, format!("work.pem -> {private}\nwork.pem -> {public}\n"));
        assert_eq!(desk.text(&public), desk.prints(&["show", "--public", &private]));
        assert_eq!(desk.mode(&private), 0o600);
    }
    desk.put("taken.pub", "of another key\n");
    desk.run(&["convert", "--to", "openssh", "--with-public", "--output", "taken", "work.pem"])
        .fails(1, "taken.pub already exists");
    assert!(!desk.path("taken").exists());
}
