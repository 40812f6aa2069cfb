//! Certificates, and .ppk files with one.

use crate::programs::{are_here, command, output_of};
use crate::support::*;
use std::fs;
use toml::Value;

const LOCKED: &str = "newest/ed25519-cert-v3-locked.ppk";
const PLAIN: &str = "newest/ed25519-cert-v3-plain.ppk";

/// A desk with the passphrase of these files.
fn desk_with(vector: &str, name: &str) -> Desk {
    let desk = Desk::new();
    desk.put("pass", "correct horse\n");
    desk.take(vector, name);
    desk
}

fn certificate_line(vector: &str) -> String {
    without_comment(&vector_text(vector))
}

#[track_caller]
fn must_tell(told: &str, label: &str, text: &str) {
    let rows = told.lines().filter_map(|line| line.split_once("  "));
    let mut of_label = rows.filter(|(one, _)| one.trim() == label);
    assert!(of_label.any(|(_, other)| other.contains(text)), "“{label}: {text}” is not in:\n{told}");
}

#[test]
fn a_ppk_shows_its_certificate_below_the_key() {
    let desk = desk_with(PLAIN, "work.ppk");
    let told = desk.prints(&["show", "work.ppk"]);
    let at = |words: &str| told.find(words).unwrap_or_else(|| panic!("no “{words}” in:\n{told}"));
    assert!(at("Fingerprint") < at("Certificate") && at("Certificate") < at("Key ID"));
    must_tell(&told, "Certificate", "For a user");
    must_tell(&told, "Key ID", "ed25519 id");
    must_tell(&told, "Serial number", "42");
    must_tell(&told, "Principals", "alice, bob");
    must_tell(&told, "Signed by", "Ed25519 key SHA256:+XB+lAPXk8PlYvsGboNtifQY98j3HC3RSleBLIPN0jg");
    must_tell(&told, "Signature", "ssh-ed25519");
    must_tell(&told, "Note", "The signature is valid.");
    assert!(!told.contains("Warning"), "{told}");
}

#[test]
fn a_locked_ppk_shows_its_certificate_too() {
    let desk = desk_with(LOCKED, "work.ppk");
    must_tell(&desk.prints(&["show", "work.ppk"]), "Key ID", "ed25519 id");
    let line = desk.prints(&["show", "--certificate", "work.ppk"]);
    assert_eq!(without_comment(&line), certificate_line("newest/ed25519-cert.pub"));
}

#[test]
fn public_is_the_plain_key_and_certificate_the_certificate() {
    let desk = desk_with(PLAIN, "work.ppk");
    desk.take("newest/ed25519-cert.pub", "work-cert.pub");
    let plain = without_comment(&desk.prints(&["show", "--public", "work.ppk"]));
    assert!(plain.starts_with("ssh-ed25519 AAAA"), "{plain}");
    assert_eq!(without_comment(&desk.prints(&["show", "--public", "work-cert.pub"])), plain);
    let certificate = certificate_line("newest/ed25519-cert.pub");
    for file in ["work.ppk", "work-cert.pub"] {
        assert_eq!(without_comment(&desk.prints(&["show", "--certificate", file])), certificate);
        let json = json(&desk, file);
        assert_eq!(without_comment(text(&json, "public")), plain);
        assert_eq!(without_comment(text(&json["certificate"], "line")), certificate);
    }
    desk.take("ppk/ed25519-3.ppk", "plain.ppk");
    desk.run(&["show", "--certificate", "plain.ppk"]).fails(1, "There is no certificate in plain.ppk.");
}

/// What `show --json` says of one file. A name that stands twice in an object is an error.
fn json(desk: &Desk, file: &str) -> Value {
    let told = desk.prints(&["show", "--json", file]);
    // But for colons and the largest numbers it is TOML.
    let as_toml = told.replace("\":", "\"=").replace(&u64::MAX.to_string(), "-1");
    let table: toml::Table = toml::from_str(&format!("json = {as_toml}")).expect(&told);
    table["json"].clone()
}

#[track_caller]
fn text<'a>(json: &'a Value, name: &str) -> &'a str {
    json[name].as_str().unwrap_or_else(|| panic!("{name} is no text in {json:?}"))
}

#[test]
fn json_says_of_a_certificate_what_people_are_told() {
    let desk = desk_with(LOCKED, "work.ppk");
    let certificate = &json(&desk, "work.ppk")["certificate"];
    assert_eq!(text(certificate, "type"), "ssh-ed25519-cert-v01@openssh.com");
    assert_eq!(text(certificate, "for"), "user");
    assert_eq!(text(certificate, "status"), "valid");
    assert_eq!(text(certificate, "signature"), "right");
    assert_eq!(text(certificate, "signature_algorithm"), "ssh-ed25519");
    assert_eq!(certificate["refused"].as_array().unwrap().len(), 0);
    assert_eq!(text(&certificate["extensions"], "permit-pty"), "");
}

#[test]
fn dates_algorithms_and_principals_that_ssh_refuses_are_named() {
    let desk = Desk::new();
    for (file, status, refused, label, words) in [
        ("user-expired-cert.pub", "expired", "", "Warning", "This certificate has expired."),
        ("user-future-cert.pub", "not-yet-valid", "", "Warning", "This certificate is not valid yet."),
        ("user-by-rsa-sha1-cert.pub", "valid", "sha1-signature", "Warning", "SHA-1"),
        ("user-by-rsa-sha1-cert.pub", "valid", "sha1-signature", "Signature", "ssh-rsa"),
        ("user-by-rsa-sha256-cert.pub", "valid", "", "Signature", "rsa-sha2-256"),
        (
            "user-no-principals-cert.pub",
            "valid",
            "no-principals",
            "Principals",
            "none: valid for no user (before OpenSSH 10.3: for any user)",
        ),
        ("host-options-cert.pub", "valid", "options-for-host", "Warning", "has critical options"),
        ("user-all-cert.pub", "valid", "option-unknown", "Warning", "must@example.com"),
    ] {
        desk.take(&format!("newest/{file}"), "c");
        must_tell(&desk.prints(&["show", "c"]), label, words);
        let certificate = &json(&desk, "c")["certificate"];
        assert_eq!(text(certificate, "status"), status, "{file}");
        let because = certificate["refused"].as_array().unwrap().first().map(|one| text(one, "because"));
        assert_eq!(because.unwrap_or_default(), refused, "{file}");
        fs::remove_file(desk.path("c")).unwrap();
    }
}

#[test]
fn a_certificate_by_a_post_quantum_key_is_shown() {
    let desk = Desk::new();
    desk.take("newest/ed25519-by-mldsa-cert.pub", "c");
    let told = desk.prints(&["show", "c"]);
    must_tell(&told, "Type", "Ed25519");
    let signer =
        "key of type ssh-mldsa44-ed25519@openssh.com SHA256:2rHEptaKqBUD7XQSM62EdVnurN3gWGkPkkAiixcWk5M";
    must_tell(&told, "Signed by", signer);
    must_tell(&told, "Note", "could not be checked");
    assert_eq!(text(&json(&desk, "c")["certificate"], "signature"), "unchecked");
}

#[test]
fn a_certificate_for_a_post_quantum_key_is_called_one() {
    let desk = Desk::new();
    for file in ["mldsa-by-ed25519-cert.pub", "mldsa-host-by-mldsa-cert.pub"] {
        desk.take(&format!("newest/{file}"), file);
        let words = "is a certificate of type ssh-mldsa44-ed25519-cert-v01@openssh.com";
        desk.run(&["show", file]).fails(1, words);
    }
}

/// OpenSSH takes such certificates only once; JSON has each name once.
#[test]
fn options_that_are_there_twice_are_a_list() {
    let desk = Desk::new();
    desk.put("c", TWICE);
    let certificate = &json(&desk, "c")["certificate"];
    let commands = certificate["critical_options"]["force-command"].as_array().unwrap();
    assert_eq!(commands.iter().map(|one| one.as_str().unwrap()).collect::<Vec<_>>(), ["ls", "id"]);
    let refused = &certificate["refused"][0];
    assert_eq!((text(refused, "because"), text(refused, "option")), ("option-twice", "force-command"));
    must_tell(&desk.prints(&["show", "c"]), "Warning", "its option force-command appears more than once");
}

#[test]
fn openssh_gets_the_certificate_in_a_file_of_its_own() {
    let desk = desk_with(LOCKED, "work.ppk");
    let told = desk.prints(&["convert", "--to", "openssh", "--passphrase-file", "pass", "work.ppk"]);
    assert_eq!(told, "work.ppk -> work\nwork.ppk -> work.pub\nwork.ppk -> work-cert.pub\n");
    assert_eq!(desk.names(), ["work", "work-cert.pub", "work.ppk", "work.pub"]);
    assert_eq!((desk.mode("work"), desk.mode("work-cert.pub")), (0o600, 0o644));
    assert_eq!(desk.text("work-cert.pub"), desk.prints(&["show", "--certificate", "work.ppk"]));
    assert_eq!(desk.text("work.pub"), desk.prints(&["show", "--public", "work.ppk"]));
    if are_here(&["ssh-keygen"]) {
        let said = output_of(command("ssh-keygen").args(["-L", "-f"]).arg(desk.path("work-cert.pub")));
        assert!(said.contains("ed25519 id"), "{said}");
    }
}

#[test]
fn pem_and_pkcs8_get_it_too_and_public_keys_say_that_they_do_not() {
    let desk = desk_with("newest/ecdsa-cert-v2-plain.ppk", "work.ppk");
    let told = desk.prints(&["convert", "--to", "pkcs8", "work.ppk"]);
    assert_eq!(told, "work.ppk -> work.p8\nwork.ppk -> work.p8-cert.pub\n");
    let told = desk.prints(&["convert", "--to", "pem", "work.ppk"]);
    assert_eq!(told, "work.ppk -> work.pem\nwork.ppk -> work.pem-cert.pub\n");
    let left_out = "The public key is saved without the certificate in work.ppk.";
    for format in ["public", "rfc4716"] {
        let told = desk.prints(&["convert", "--to", format, "--output", format, "work.ppk"]);
        let lines: Vec<&str> = told.lines().collect();
        assert!(lines[0].starts_with(left_out) && lines[1] == format!("work.ppk -> {format}"), "{told}");
    }
    let said = desk.run(&["convert", "--to", "public", "--output", "-", "work.ppk"]);
    assert_eq!(said.out, desk.prints(&["show", "--public", "work.ppk"]));
    assert!(said.err.starts_with(left_out) && said.status == Some(0), "{said:?}");
    // The same is said where no passphrase is needed.
    let locked = desk_with(LOCKED, "work.ppk");
    assert!(locked.prints(&["convert", "--to", "public", "work.ppk"]).starts_with(left_out));
}

#[test]
fn a_ppk_keeps_its_certificate_through_comment_passphrase_and_version() {
    let desk = desk_with(LOCKED, "work.ppk");
    let line = without_comment(&desk.prints(&["show", "--certificate", "work.ppk"]));
    let convert = |arguments: &[&str]| {
        let common = ["convert", "--passphrase-file", "pass", "--to"];
        desk.prints(&[&common[..], arguments, &["work.ppk"]].concat())
    };
    convert(&["ppk", "--comment", "new", "--replace"]);
    convert(&["ppk2", "--output", "two.ppk", "--no-passphrase"]);
    convert(&["ppk", "--output", "three.ppk", "--new-passphrase-file", "new"]);
    for file in ["work.ppk", "two.ppk", "three.ppk"] {
        let found = desk.prints(&["show", "--certificate", file]);
        assert_eq!(without_comment(&found), line, "{file}");
        assert!(found.ends_with(" new\n"), "{file}: {found}");
    }
    if are_here(&["puttygen"]) {
        let read = output_of(command("puttygen").arg(desk.path("two.ppk")).args(["-O", "public-openssh"]));
        assert_eq!(without_comment(&read), line);
    }
}

#[test]
fn no_name_is_taken_whose_certificate_is_of_another_key() {
    let desk = desk_with(PLAIN, "work.ppk");
    desk.put("work-cert.pub", "of another key\n");
    desk.run(&["convert", "--to", "openssh", "--output", "work", "work.ppk"])
        .fails(1, "work-cert.pub already exists");
    assert_eq!(desk.names(), ["work-cert.pub", "work.ppk"]);
    let told = desk.prints(&["convert", "--to", "openssh", "work.ppk"]);
    assert!(told.contains("work.ppk -> work_2-cert.pub\n"), "{told}");
    desk.prints(&["convert", "--to", "openssh", "--replace", "work.ppk"]);
    assert_eq!(desk.names().iter().filter(|name| name.starts_with("work-cert.pub.2")).count(), 1);
}

#[test]
fn a_certificate_that_cannot_be_read_is_kept_and_said() {
    let desk = Desk::new();
    for (vector, label, shown, converted) in [
        ("bad-trailing.ppk", "Certificate", "cannot be read", "cannot be read. It is kept unchanged."),
        (
            "bad-certificate-signature.ppk",
            "Warning",
            "The signature is not valid",
            "is not valid. It is kept unchanged, but do not use it",
        ),
        ("ed25519-cert-by-mldsa-v3-plain.ppk", "Note", "could not be checked", ""),
    ] {
        desk.take(&format!("newest/{vector}"), "in.ppk");
        must_tell(&desk.prints(&["show", "in.ppk"]), label, shown);
        let line = desk.prints(&["show", "--certificate", "in.ppk"]);
        let told = desk.prints(&["convert", "--to", "openssh", "--output", "out", "in.ppk"]);
        assert!(told.contains(converted), "{told}");
        assert_eq!(desk.text("out-cert.pub"), line, "{vector}");
        desk.prints(&["convert", "--to", "ppk", "--output", "again.ppk", "in.ppk"]);
        assert_eq!(desk.prints(&["show", "--certificate", "again.ppk"]), line, "{vector}");
        for name in ["out", "out.pub", "out-cert.pub", "again.ppk"] {
            fs::remove_file(desk.path(name)).unwrap();
        }
    }
    desk.take("newest/bad-trailing.ppk", "in.ppk");
    assert_eq!(json(&desk, "in.ppk")["certificate"]["unreadable"].as_bool(), Some(true));
}

#[test]
fn folders_of_keys_with_certificates_are_converted_whole() {
    let desk = desk_with(LOCKED, "a.ppk");
    fs::create_dir(desk.path("keys")).unwrap();
    fs::create_dir(desk.path("out")).unwrap();
    desk.take("newest/rsa-cert-v2-plain.ppk", "keys/rsa.ppk");
    desk.take(LOCKED, "keys/locked.ppk");
    desk.take("ppk/ed25519-3.ppk", "keys/plain.ppk");
    let arguments =
        ["convert", "--to", "openssh", "--passphrase-file", "pass", "--output-dir", "out", "keys"];
    let told = desk.prints(&arguments);
    assert!(told.ends_with("3 converted, 0 failed, 0 skipped.\n"), "{told}");
    let names: Vec<String> = desk.names().into_iter().filter(|name| name.starts_with("out")).collect();
    let expected = ["locked", "locked-cert.pub", "locked.pub", "plain", "rsa", "rsa-cert.pub", "rsa.pub"];
    assert_eq!(names, expected.map(|name| format!("out/{name}")));
}

#[test]
fn keys_in_security_keys_say_what_using_them_takes() {
    let desk = desk_with("newest/ed25519-sk-locked", "locked");
    desk.take("newest/ed25519-sk-resident", "resident");
    desk.take("newest/ed25519-sk-no-touch", "no-touch");
    let told = desk.prints(&["show", "resident"]);
    must_tell(&told, "Application", "ssh:example");
    must_tell(&told, "Touch", "required");
    must_tell(&told, "PIN", "required");
    must_tell(&told, "Resident", "yes");
    must_tell(&desk.prints(&["show", "no-touch"]), "Touch", "not required");
    let used = &json(&desk, "resident")["security_key"];
    assert_eq!(text(used, "application"), "ssh:example");
    assert!(["touch", "pin", "resident"].iter().all(|name| used[*name].as_bool() == Some(true)));
    // What the passphrase covers is not known without it.
    let told = desk.prints(&["show", "locked"]);
    must_tell(&told, "Application", "ssh:");
    assert!(!told.contains("Touch"), "{told}");
    must_tell(&desk.prints(&["show", "--passphrase-file", "pass", "locked"]), "Resident", "no");
}

/// Made as in tests/formats/certificates_refused.rs: force-command is there twice.
const TWICE: &str = "\
    ssh-ed25519-cert-v01@openssh.com AAAAIHNzaC1lZDI1NTE5LWNlcnQtdjAxQG9wZW5zc2guY29tAAAAIBw0xtgO1DtlQWU7027T4ob540ASsPMSOazfvD3N4tyzAAAAIPGke4phSMiBnmQWd3a8Q0D7hQijTiHZFAI1I4cquLN+AAAAAAAAAAEAAAABAAAAAmlkAAAABwAAAANhbm4AAAAAAAAAAP//////////AAAANgAAAA1mb3JjZS1jb21tYW5kAAAABgAAAAJscwAAAA1mb3JjZS1jb21tYW5kAAAABgAAAAJpZAAAABIAAAAKcGVybWl0LXB0eQAAAAAAAAAAAAAAMwAAAAtzc2gtZWQyNTUxOQAAACBQcMroID03sYD6JX9/eCc8jraimr/1377ia9cyUfyWAgAAAFMAAAALc3NoLWVkMjU1MTkAAABAcnM+PTfAosyL+wN2i6wbQ+Dw7AY0vOxIyR5l6wGfcg4L5faBMSnk5HJtvHM+flKBNpM+CJbZBW6rtPeIW9IRDA== u\n";
