//! `show`

use crate::programs::{are_here, command, output_of, put};
use crate::support::*;
use std::os::unix::fs::PermissionsExt;

#[test]
fn a_plain_key_tells_everything() {
    let desk = Desk::new();
    desk.take("ppk/ed25519-3.ppk", "work.ppk");
    let told = desk.prints(&["show", "work.ppk"]);
    let expected = "\
File         work.ppk
Format       PuTTY key, version 3
Type         Ed25519, 256 bits
Comment      ed25519 by puttygen
Fingerprint  SHA256:";
    assert!(told.starts_with(expected), "{told}");
    assert!(told.ends_with("\nPassphrase   none\n"), "{told}");
    let line = vector_text("public/ed25519-putty.pub");
    assert_eq!(desk.prints(&["show", "--public", "work.ppk"]), line);
    assert_eq!(desk.prints(&["show", "--comment", "work.ppk"]), "ed25519 by puttygen\n");
}

#[test]
fn fingerprints_are_those_of_ssh_keygen() {
    if !are_here(&["ssh-keygen"]) {
        return;
    }
    let desk = Desk::new();
    for name in ["ed25519", "rsa2048", "p521", "dsa1024"] {
        let public = vector(&format!("public/{name}.pub"));
        for hash in ["sha256", "md5"] {
            let ours = desk.prints(&["show", "--fingerprint", hash, &public.to_string_lossy()]);
            let theirs = output_of(command("ssh-keygen").args(["-l", "-E", hash, "-f"]).arg(&public));
            assert_eq!(Some(ours.trim_end()), theirs.split(' ').nth(1), "{name}");
        }
    }
}

#[test]
fn a_locked_key_tells_what_it_can_without_its_passphrase() {
    let desk = Desk::new();
    desk.take("ppk/ed25519-3-enc.ppk", "locked.ppk");
    desk.take("openssh/ed25519-enc", "locked");
    assert_eq!(desk.prints(&["show", "--comment", "locked.ppk"]), "ed25519 by puttygen\n");
    assert!(desk.prints(&["show", "--public", "locked.ppk"]).ends_with(" ed25519 by puttygen\n"));
    // The comment of an OpenSSH key is locked with it.
    let line = desk.prints(&["show", "--public", "locked"]);
    assert_eq!(line.split_whitespace().count(), 2);
    assert!(desk.prints(&["show", "locked"]).contains("Comment      locked; shown with --passphrase-file\n"));
    desk.run(&["show", "--comment", "locked"]).fails(1, "--passphrase-file");
    let with = |what: &str, file: &str| desk.prints(&["show", what, "--passphrase-file", "pass", file]);
    assert_eq!(with("--comment", "locked"), "ed25519 by ssh-keygen\n");
    assert!(with("--public", "locked").ends_with(" ed25519 by ssh-keygen\n"));
    for file in ["locked", "locked.ppk"] {
        for what in ["--public", "--comment", "--json"] {
            desk.run(&["show", what, "--passphrase-file", "wrong", file]).fails(1, "does not unlock");
        }
    }
}

#[test]
fn a_passphrase_that_is_not_needed_is_not_read() {
    let desk = Desk::new();
    desk.take("ppk/ed25519-3.ppk", "work.ppk");
    desk.prints(&["show", "--public", "--passphrase-file", "none", "work.ppk"]);
}

#[test]
fn one_of_several_files_that_fails_does_not_stop_the_rest() {
    let desk = Desk::new();
    desk.take("ppk/ed25519-3.ppk", "a.ppk");
    desk.put("b", "no key\n");
    let said = desk.run(&["show", "--comment", "a.ppk", "b", "missing", "a.ppk"]);
    assert_eq!((said.status, said.out.as_str()), (Some(1), "ed25519 by puttygen\ned25519 by puttygen\n"));
    assert_clear(&said.err, "show");
    assert_eq!(said.err.lines().count(), 2);
}

#[test]
fn weak_keys_come_with_a_warning() {
    let desk = Desk::new();
    for name in ["dsa1024", "rsa1024", "p521"] {
        let file = vector(&format!("openssh/{name}"));
        let told = desk.prints(&["show", &file.to_string_lossy()]);
        assert!(told.lines().last().unwrap().starts_with("Warning      "), "{told}");
    }
}

#[test]
fn it_is_told_when_ssh_would_refuse_the_file_for_its_rights() {
    let desk = Desk::new();
    desk.take("openssh/ed25519", "key");
    let set = |mode| std::fs::set_permissions(desk.path("key"), PermissionsExt::from_mode(mode)).unwrap();
    set(0o640);
    let told = desk.prints(&["show", "key"]);
    let rights = told.lines().find(|line| line.starts_with("Permissions ")).expect(&told);
    assert!(rights.ends_with("0640: readable by others, so ssh ignores the key. Fix: chmod 600 key"));
    assert!(desk.prints(&["show", "--json", "key"]).contains(r#""others_have_rights":true"#));
    for mode in [0o600, 0o400] {
        set(mode);
        assert!(!desk.prints(&["show", "key"]).contains("Permissions "));
        assert!(!desk.prints(&["show", "--json", "key"]).contains("others_have_rights"));
    }
}

#[test]
fn json_is_one_line_for_each_file() {
    let desk = Desk::new();
    desk.take("ppk/ed25519-3-enc.ppk", "a \"b\".ppk");
    desk.take("openssh/ed25519-enc", "locked");
    let told = desk.prints(&["show", "--json", "a \"b\".ppk", "locked"]);
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with(r#"{"file":"a \"b\".ppk","format":"ppk","sort":"private","passphrase":true,"type":"ssh-ed25519","bits":256,"comment":"ed25519 by puttygen","sha256":"SHA256:"#));
    assert!(!lines[1].contains("\"comment\""), "{}", lines[1]);
}

#[test]
fn a_certificate_tells_what_it_says() {
    if !are_here(&["ssh-keygen"]) {
        return;
    }
    let desk = Desk::new();
    let keygen =
        |arguments: &[&str]| output_of(command("ssh-keygen").current_dir(desk.path(".")).args(arguments));
    keygen(&["-q", "-t", "ed25519", "-N", "", "-f", "ca"]);
    keygen(&["-q", "-t", "ed25519", "-N", "", "-C", "me", "-f", "key"]);
    let options = ["-O", "force-command=/bin/x", "-O", "no-pty"];
    let names = [
        "-q",
        "-s",
        "ca",
        "-I",
        "ann (laptop)",
        "-n",
        "ann,bob",
        "-z",
        "7",
        "-V",
        "20260101000000Z:20300101000000Z",
    ];
    keygen(&[&names[..], &options[..], &["key.pub"]].concat());
    assert_eq!(desk.prints(&["show", "--certificate", "key-cert.pub"]), desk.text("key-cert.pub"));
    let told = desk.command(&["show", "key-cert.pub"]).env("TZ", "UTC0").output().unwrap();
    let told = String::from_utf8(told.stdout).unwrap();
    let signer = desk.prints(&["show", "--fingerprint", "sha256", "ca.pub"]);
    for row in [
        "Certificate       For a user",
        "Key ID            ann (laptop)",
        "Serial number     7",
        "Principals        ann, bob",
        "Valid             from 2026-01-01 00:00:00 +00:00 until 2030-01-01 00:00:00 +00:00",
        "Critical options  force-command: /bin/x",
        "Signature         ssh-ed25519",
        &format!("Signed by         Ed25519 key {}", signer.trim_end()),
    ] {
        assert!(told.lines().any(|line| line == row), "“{row}” is not in:\n{told}");
    }
}

#[test]
fn foreign_text_stays_in_its_line() {
    let desk = Desk::new();
    let name = "a\n\u{1b}[2Jb";
    put(&desk.path(name), &vector_text("ppk/ed25519-3.ppk").replace("ed25519 by puttygen", "x\u{1b}[2Jy"));
    // The MAC no longer fits: one line, in which the name is written out.
    desk.run(&["show", name]).fails(1, r"a\u{a}\u{1b}[2Jb");
    desk.take("public/ed25519.pub", "line");
    put(&desk.path("line"), &desk.text("line").replace(" by ", " \u{1b}[2J "));
    let told = desk.prints(&["show", "--comment", "line"]);
    assert_eq!(told, "ed25519 \\u{1b}[2J ssh-keygen\n");
}

/// A script sees that the file was not as ssh wants it.
#[test]
fn json_says_what_was_undone_to_read_a_key() {
    let desk = Desk::new();
    desk.take("openssh/ed25519", "plain");
    assert!(!desk.prints(&["show", "--json", "plain"]).contains("unwrapped"));
    desk.put("env", &format!("KEY=\"{}\"\n", vector_text("openssh/ed25519").trim_end().replace('\n', "\\n")));
    let said = desk.prints(&["show", "--json", "env"]);
    assert!(said.contains("\"format\":\"openssh\",\"unwrapped\":[\"escapes\"],"), "{said}");
}
