//! Files with several keys.

use crate::programs::{are_here, command, output_of};
use crate::support::*;
use std::fs;

/// The text of several vectors in one file.
fn join(desk: &Desk, name: &str, vectors: &[&str]) {
    let texts: Vec<String> = vectors.iter().map(|vector| vector_text(vector)).collect();
    desk.put(name, &texts.concat());
}

fn fingerprints(desk: &Desk, files: &[&str]) -> Vec<String> {
    let arguments = [&["show", "--fingerprint", "sha256"][..], files].concat();
    desk.prints(&arguments).lines().map(str::to_owned).collect()
}

/// Each with what holds its keys alone.
const SEVERAL: [(&str, &[&str], &[&str]); 5] = [
    ("pem", &["openssh/rsa2048", "openssh/ed25519"], &["openssh/rsa2048", "openssh/ed25519"]),
    ("ppk", &["ppk/p256-3.ppk", "ppk/rsa2048-2.ppk"], &["ppk/p256-3.ppk", "ppk/rsa2048-2.ppk"]),
    (
        "rfc4716",
        &["public/rsa2048.rfc4716", "public/p384.rfc4716"],
        &["public/rsa2048.rfc4716", "public/p384.rfc4716"],
    ),
    ("spki", &["pem/rsa.spki", "pem/p256.spki"], &["pem/rsa.spki", "pem/p256.spki"]),
    ("lines", &["public/rsa2048.pub", "public/p384.rfc4716"], &["public/rsa2048.pub", "public/p384.rfc4716"]),
];

#[test]
fn show_shows_every_key_of_a_file_and_key_takes_one() {
    let desk = Desk::new();
    for (name, vectors, alone) in SEVERAL {
        join(&desk, name, vectors);
        let alone: Vec<String> = alone.iter().map(|one| vector(one).to_string_lossy().into_owned()).collect();
        let alone: Vec<&str> = alone.iter().map(String::as_str).collect();
        let keys = fingerprints(&desk, &alone);
        assert_eq!(fingerprints(&desk, &[name]), keys, "{name}");
        let told = desk.prints(&["show", name]);
        assert!(told.contains("Key          1 of 2\n") && told.contains("\n\nFile         "), "{told}");
        assert_eq!(desk.prints(&["show", "--public", name]).lines().count(), 2);
        for (number, key) in ["1", "2"].iter().zip(&keys) {
            assert_eq!(fingerprints(&desk, &["--key", number, name]), std::slice::from_ref(key));
        }
        desk.run(&["show", "--key", "3", name]).fails(1, "contains 2 keys, so there is no key 3");
        desk.run(&["show", "--key", "0", name]).fails(2, "--key");
    }
}

#[test]
fn json_is_one_line_for_each_key_with_its_number() {
    let desk = Desk::new();
    join(&desk, "keys", &["ppk/p256-3.ppk", "ppk/ed25519-3-enc.ppk"]);
    let told = desk.prints(&["show", "--json", "keys"]);
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with(
        r#"{"file":"keys","number":1,"of":2,"format":"ppk","sort":"private","passphrase":false,"#
    ));
    assert!(lines[1].starts_with(
        r#"{"file":"keys","number":2,"of":2,"format":"ppk","sort":"private","passphrase":true,"#
    ));
    desk.take("ppk/p256-3.ppk", "one");
    for arguments in [&["show", "--json", "one"][..], &["show", "--json", "--key", "1", "one"]] {
        assert!(desk.prints(arguments).starts_with(r#"{"file":"one","format":"#));
    }
}

#[test]
fn a_key_that_cannot_be_read_among_others_is_named_and_is_a_failure() {
    let desk = Desk::new();
    let damaged = vector_text("ppk/ed25519-3.ppk").replace("Private-MAC: 9", "Private-MAC: 8");
    let good = [vector_text("ppk/p256-3.ppk"), vector_text("ppk/rsa2048-3.ppk")];
    desk.put("keys.ppk", &[good[0].as_str(), damaged.as_str(), good[1].as_str()].concat());
    let said = desk.run(&["show", "keys.ppk"]);
    assert_eq!((said.status, said.err.lines().count()), (Some(1), 1), "{said:?}");
    assert!(said.err.contains("keys.ppk (key 2 of 3)"), "{said:?}");
    assert!(said.out.contains("1 of 3") && said.out.contains("3 of 3") && !said.out.contains("2 of 3"));
    desk.run(&["show", "--key", "2", "keys.ppk"]).fails(1, "keys.ppk (key 2 of 3)");
    desk.prints(&["show", "--key", "3", "keys.ppk"]);
    let said = desk.run(&["convert", "--to", "openssh", "keys.ppk"]);
    assert_eq!((said.status, said.err.lines().count()), (Some(1), 1), "{said:?}");
    assert!(said.err.contains("keys.ppk (key 2 of 3)"), "{said:?}");
    let told =
        "keys.ppk (key 1 of 3) -> keys\nkeys.ppk (key 3 of 3) -> keys_3\n2 converted, 1 failed, 0 skipped.\n";
    assert_eq!(said.out, told);
}

#[test]
fn each_key_of_a_file_goes_into_a_file_of_its_own() {
    if !are_here(&["ssh-keygen"]) {
        return;
    }
    let desk = Desk::new();
    join(&desk, "keys.pem", &["openssh/rsa2048", "openssh/ed25519", "openssh/p256"]);
    let keys = fingerprints(&desk, &["keys.pem"]);
    let told = desk.prints(&["convert", "--to", "openssh", "keys.pem"]);
    let expected = "\
keys.pem (key 1 of 3) -> keys
keys.pem (key 2 of 3) -> keys_2
keys.pem (key 3 of 3) -> keys_3
3 converted, 0 failed, 0 skipped.
";
    assert_eq!(told, expected);
    assert_eq!(fingerprints(&desk, &["keys", "keys_2", "keys_3"]), keys);
    for (name, key) in ["keys", "keys_2", "keys_3"].iter().zip(&keys) {
        assert_eq!(desk.mode(name), 0o600);
        let theirs = output_of(command("ssh-keygen").args(["-l", "-f"]).arg(desk.path(name)));
        assert_eq!(theirs.split(' ').nth(1), Some(key.as_str()), "{name}");
    }
    // A second time nothing is replaced, and nothing is made twice.
    let again = desk.run(&["convert", "--to", "openssh", "keys.pem"]);
    assert_eq!((again.status, again.err.lines().count()), (Some(1), 3), "{again:?}");
    assert_eq!(desk.names(), ["keys", "keys.pem", "keys_2", "keys_3"]);
}

#[test]
fn one_key_of_a_file_is_converted_where_it_is_asked_for() {
    let desk = Desk::new();
    join(&desk, "keys.pem", &["openssh/rsa2048", "openssh/ed25519"]);
    let keys = fingerprints(&desk, &["keys.pem"]);
    let told = desk.prints(&["convert", "--to", "ppk", "--key", "2", "keys.pem"]);
    assert_eq!(told, "keys.pem (key 2 of 2) -> keys_2.ppk\n");
    desk.prints(&["convert", "--to", "ppk", "--key", "1", "--output", "x.ppk", "keys.pem"]);
    assert_eq!(fingerprints(&desk, &["x.ppk", "keys_2.ppk"]), keys);
    desk.run(&["convert", "--to", "ppk", "--output", "y.ppk", "keys.pem"]).fails(2, "--key");
    desk.run(&["convert", "--to", "ppk", "--output", "y.ppk", "keys.pem"]).fails(2, "--output-dir");
    desk.run(&["convert", "--to", "public", "--output", "-", "keys.pem"]).fails(2, "--key");
    let line = desk.prints(&["convert", "--to", "public", "--output", "-", "--key", "2", "keys.pem"]);
    assert_eq!(line, desk.prints(&["show", "--public", "--key", "2", "keys.pem"]));
    desk.run(&["convert", "--to", "ppk", "--key", "3", "keys.pem"]).fails(1, "there is no key 3");
    desk.run(&["convert", "--to", "ppk", "--key", "0", "keys.pem"]).fails(2, "--key");
    assert_eq!(desk.names(), ["keys.pem", "keys_2.ppk", "x.ppk"]);
}

#[test]
fn a_number_that_another_file_needs_is_left_out() {
    let desk = Desk::new();
    fs::create_dir(desk.path("old")).unwrap();
    fs::create_dir(desk.path("out")).unwrap();
    join(&desk, "old/keys.pem", &["openssh/rsa2048", "openssh/ed25519"]);
    desk.take("ppk/p256-3.ppk", "old/keys_2.ppk");
    let told = desk.prints(&["convert", "--to", "openssh", "--output-dir", "out", "old"]);
    let expected = "\
old/keys.pem (key 1 of 2) -> out/keys
old/keys.pem (key 2 of 2) -> out/keys_3
old/keys_2.ppk -> out/keys_2
3 converted, 0 failed, 0 skipped.
";
    assert_eq!(told, expected);
}

#[test]
fn no_key_takes_the_place_of_the_file_that_holds_the_others() {
    let desk = Desk::new();
    join(&desk, "keys.ppk", &["ppk/p256-3.ppk", "ppk/rsa2048-2.ppk"]);
    let old = desk.text("keys.ppk");
    for more in [&[][..], &["--replace"]] {
        desk.prints(&[&["convert", "--to", "ppk", "keys.ppk"], more].concat());
    }
    assert_eq!(desk.text("keys.ppk"), old);
    let keys = fingerprints(&desk, &["keys.ppk"]);
    assert_eq!(fingerprints(&desk, &["keys_1.ppk", "keys_2.ppk"]), keys);
}

#[test]
fn locked_keys_of_one_file_are_unlocked_one_by_one() {
    let desk = Desk::new();
    desk.take("ppk/p256-3.ppk", "a.ppk");
    let other = ["convert", "--to", "ppk", "--new-passphrase-file", "new", "--output", "b.ppk", "a.ppk"];
    desk.prints(&other);
    desk.put("keys.ppk", &[vector_text("ppk/ed25519-3-enc.ppk"), desk.text("b.ppk")].concat());
    for (format, file, at, not) in [("openssh", "pass", "1", "2"), ("pkcs8", "new", "2", "1")] {
        let keys = ["--to", format, "--no-passphrase", "--passphrase-file", file, "keys.ppk"];
        let said = desk.run(&[&["convert"], &keys[..]].concat());
        assert_eq!((said.status, said.err.lines().count()), (Some(1), 1), "{said:?}");
        assert!(said.err.contains(&format!("does not unlock keys.ppk (key {not} of 2)")), "{said:?}");
        assert!(said.out.contains(&format!("keys.ppk (key {at} of 2) -> ")), "{said:?}");
    }
    assert_eq!(desk.names(), ["a.ppk", "b.ppk", "keys", "keys.ppk", "keys_2.p8"]);
    let said = desk.run(&["convert", "--to", "ppk2", "keys.ppk"]);
    assert_eq!((said.status, said.err.lines().count()), (Some(1), 2), "{said:?}");
    assert!(said.err.contains("keys.ppk (key 1 of 2) is locked"), "{said:?}");
}

#[test]
fn public_keys_beside_a_private_one_in_its_file_are_no_failure() {
    let desk = Desk::new();
    join(&desk, "notes", &["public/rsa2048.pub", "openssh/ed25519"]);
    let told = desk.prints(&["convert", "--to", "ppk", "notes"]);
    let skipped =
        "1 skipped (1 public key, 0 certificates, 0 already in this format, 0 files that are not keys)";
    assert_eq!(told, format!("notes (key 1 of 2) -> notes.ppk\n1 converted, 0 failed, {skipped}.\n"));
}

/// Whoever deletes the old folder afterwards must know what was not converted.
#[test]
fn a_folder_names_every_key_that_was_not_converted() {
    let desk = Desk::new();
    for folder in ["old", "out"] {
        fs::create_dir(desk.path(folder)).unwrap();
    }
    let (ppk, pem) = (vector_text("ppk/rsa2048-3.ppk"), vector_text("pem/rsa.pem"));
    desk.put("old/good.ppk", &ppk);
    desk.put("old/mail.txt", &format!("Your key:\n{ppk}"));
    desk.put("old/both", &format!("{}{pem}", vector_text("public/p256.rfc4716")));
    let quoted: String = pem.lines().map(|line| format!("> {line}\n")).collect();
    desk.put("old/quoted.pem", &quoted);
    let json = format!("{{\"KeyMaterial\": \"{}\"}}\n", pem.replace('\n', "\\n"));
    desk.put("old/aws.json", &json);
    desk.put("old/cut.pem", &pem[..pem.len() / 2]);
    desk.take("public/user-ed25519-cert.pub", "old/id-cert.pub");
    desk.put("old/readme", "nothing\n");
    let said = desk.run(&["convert", "--to", "openssh", "--output-dir", "out", "old"]);
    assert_eq!(said.status, Some(1), "{said:?}");
    for name in ["good.ppk", "mail.txt", "both", "quoted.pem", "aws.json", "cut.pem"] {
        let is_named = said.out.contains(&format!("old/{name}")) || said.err.contains(&format!("old/{name}"));
        assert!(is_named, "{name}: {said:?}");
    }
    assert!(said.err.contains("old/cut.pem contains a private key that cannot be read."), "{said:?}");
    assert!(said.out.contains("1 certificate,") && said.out.contains("1 file that is not a key"), "{said:?}");
}
