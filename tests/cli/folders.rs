//! `convert` of many files and folders.

use crate::support::*;
use std::fs;
use std::os::unix::fs::symlink;

/// A folder as people have it: keys, their public halves, and what is none.
fn furnished() -> Desk {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("keys/deep")).unwrap();
    fs::create_dir(desk.path("out")).unwrap();
    desk.take("ppk/ed25519-3.ppk", "keys/a.ppk");
    desk.take("ppk/p256-2-enc.ppk", "keys/deep/b.ppk");
    desk.take("openssh/rsa2048", "keys/c");
    desk.take("public/rsa2048.pub", "keys/c.pub");
    desk.put("keys/notes.txt", "milk\n");
    desk.put("keys/empty", "");
    symlink("deep", desk.path("keys/link")).unwrap();
    symlink("nothing", desk.path("keys/dangling")).unwrap();
    desk
}

#[test]
fn every_key_in_a_folder_is_converted_and_the_rest_is_counted() {
    let desk = furnished();
    let arguments =
        ["convert", "--to", "openssh", "--passphrase-file", "pass", "--no-passphrase", "--output-dir", "out"];
    let told = desk.prints(&[&arguments[..], &["keys"]].concat());
    let expected = "\
keys/a.ppk -> out/a
keys/c -> out/c
keys/deep/b.ppk -> out/b
3 converted, 0 failed, 5 skipped (1 public key, 0 certificates, 0 already in this format, 4 files that are not keys).
";
    assert_eq!(told, expected);
    for name in ["out/a", "out/b", "out/c"] {
        assert_eq!(desk.mode(name), 0o600);
        desk.prints(&["show", "--public", name]);
    }
    assert_eq!(desk.names().iter().filter(|name| name.starts_with("out")).count(), 3);
}

#[test]
fn a_failure_does_not_stop_the_rest() {
    let desk = furnished();
    let text = desk.text("keys/a.ppk");
    desk.put("keys/damaged.ppk", &text.replace("Private-MAC: 9", "Private-MAC: 8"));
    let said = desk.run(&["convert", "--to", "openssh", "keys", "missing"]);
    assert_eq!(said.status, Some(1));
    assert_clear(&said.err, "folders");
    let complaints: Vec<&str> = said.err.lines().collect();
    assert_eq!(complaints.len(), 3, "{complaints:?}");
    assert!(complaints[0].contains("keys/damaged.ppk") && complaints[1].contains("keys/deep/b.ppk"));
    let summary = "1 converted, 3 failed, 6 skipped (1 public key, 0 certificates, 1 already in this format, 4 files that are not keys).\n";
    assert_eq!(said.out, format!("keys/a.ppk -> keys/a\n{summary}"));
}

#[test]
fn two_files_never_become_one() {
    let desk = furnished();
    desk.take("ppk/rsa2048-3.ppk", "keys/deep/a.ppk");
    let said = desk.run(&[
        "convert",
        "--to",
        "openssh",
        "--replace",
        "--output-dir",
        "out",
        "keys/a.ppk",
        "keys/deep/a.ppk",
    ]);
    let told = said.well();
    assert!(told.starts_with("keys/a.ppk -> out/a\nkeys/deep/a.ppk -> out/a_2\n"), "{told}");
    assert_eq!(desk.prints(&["show", "--public", "out/a"]), vector_text("public/ed25519-putty.pub"));
    assert!(!desk.names().iter().any(|name| name.ends_with(".bak")), "{:?}", desk.names());
}

#[test]
fn one_new_name_is_not_enough_for_many() {
    let desk = furnished();
    desk.run(&["convert", "--to", "ppk", "--output", "x", "keys"]).fails(2, "--output-dir");
    desk.run(&["convert", "--to", "public", "--output", "-", "keys/a.ppk", "keys/c"])
        .fails(2, "--output-dir");
    desk.run(&["convert", "--to", "ppk", "out"]).fails(1, "No keys to convert");
}

#[test]
fn what_is_there_already_is_left_in_peace_the_second_time() {
    let desk = furnished();
    let arguments = ["convert", "--to", "openssh", "--passphrase-file", "pass", "keys"];
    desk.prints(&arguments);
    let (names, texts) = (desk.names(), ["keys/a", "keys/deep/b", "keys/c"].map(|name| desk.text(name)));
    let again = desk.prints(&arguments);
    assert!(again.starts_with("0 converted, 0 failed, ") && again.contains(" 5 already in"), "{again}");
    assert_eq!(desk.names(), names);
    assert_eq!(["keys/a", "keys/deep/b", "keys/c"].map(|name| desk.text(name)), texts);
}

#[test]
fn what_is_in_another_format_under_the_name_is_not_taken_for_done() {
    let desk = Desk::new();
    fs::create_dir(desk.path("keys")).unwrap();
    desk.take("pem/rsa.pem", "keys/id_rsa");
    symlink("round", desk.path("keys/round")).unwrap();
    let told = desk.prints(&["convert", "--to", "openssh", "keys"]);
    assert!(told.starts_with("keys/id_rsa -> keys/id_rsa_2\n1 converted, 0 failed, 1 skipped"), "{told}");
    let again = desk.prints(&["convert", "--to", "openssh", "keys"]);
    assert!(again.starts_with("0 converted, 0 failed, ") && again.contains(" 2 already in"), "{again}");
    fs::remove_file(desk.path("keys/id_rsa_2")).unwrap();
    desk.prints(&["convert", "--to", "openssh", "--replace", "keys"]);
    assert!(desk.text("keys/id_rsa").starts_with("-----BEGIN OPENSSH"));
    fs::remove_file(desk.path(desk.names().iter().find(|name| name.ends_with(".bak")).unwrap())).unwrap();
    // Now all is as it should be.
    let again = desk.prints(&["convert", "--to", "openssh", "keys"]);
    assert!(
        again.starts_with("0 converted, 0 failed, 2 skipped (") && again.contains(" 1 already in"),
        "{again}"
    );
    assert!(desk.prints(&["convert", "--to", "public", "keys"]).contains("1 converted, 0 failed"));
    assert!(desk.prints(&["convert", "--to", "public", "keys"]).contains("0 converted, 0 failed"));
    // Both halves are one public key.
    assert!(desk.prints(&["convert", "--to", "rfc4716", "keys"]).contains("1 converted, 0 failed"));
}

#[test]
fn a_certificate_never_becomes_a_plain_key() {
    let desk = Desk::new();
    fs::create_dir(desk.path("keys")).unwrap();
    desk.take("public/user-ed25519-cert.pub", "keys/id-cert.pub");
    desk.run(&["convert", "--to", "rfc4716", "keys/id-cert.pub"]).fails(1, "show --certificate");
    desk.run(&["convert", "--to", "public", "--output", "-", "keys/id-cert.pub"]).fails(1, "certificate");
    desk.run(&["convert", "--to", "rfc4716", "keys"]).fails(1, "No keys to convert");
    assert_eq!(desk.names(), ["keys/id-cert.pub"]);
}

#[test]
fn what_fails_takes_no_name() {
    let desk = Desk::new();
    desk.take("public/ed25519.pub", "id.pub");
    desk.take("openssh/ed25519", "id");
    let said = desk.run(&["convert", "--to", "ppk", "id.pub", "./id"]);
    assert_eq!((said.status, said.err.lines().count()), (Some(1), 1), "{said:?}");
    assert_eq!(desk.names(), ["id", "id.ppk", "id.pub"]);
}

#[test]
#[allow(clippy::print_stdout, reason = "it says why it is skipped")]
fn a_full_output_does_not_stop_the_rest() {
    let Ok(full) = fs::File::options().write(true).open("/dev/full") else {
        return println!("skipped: there is no /dev/full");
    };
    let desk = furnished();
    let mut command =
        desk.command(&["convert", "--to", "openssh", "keys/a.ppk", "keys/c", "--output-dir", "out"]);
    let said = command.stdout(full).output().unwrap();
    assert_eq!(said.status.code(), Some(1));
    assert_eq!(desk.names().iter().filter(|name| name.starts_with("out")).count(), 2);
}

#[test]
fn what_is_in_the_format_already_is_left_as_it_is_whatever_it_is_called() {
    let desk = Desk::new();
    fs::create_dir(desk.path("keys")).unwrap();
    desk.take("openssh/ed25519", "keys/server.pem");
    let told = desk.prints(&["convert", "--to", "openssh", "keys"]);
    assert!(told.starts_with("0 converted, 0 failed, 1 skipped"), "{told}");
    assert_eq!(desk.names(), ["keys/server.pem"]);
    // It is not yet where it is asked for.
    fs::create_dir(desk.path("out")).unwrap();
    let told = desk.prints(&["convert", "--to", "openssh", "--output-dir", "out", "keys"]);
    assert!(told.starts_with("keys/server.pem -> out/server\n1 converted, 0 failed, 0 skipped."), "{told}");
}

#[test]
fn files_that_are_too_large_to_be_searched_are_counted_by_themselves() {
    let desk = Desk::new();
    fs::create_dir(desk.path("keys")).unwrap();
    desk.take("ppk/ed25519-3.ppk", "keys/a.ppk");
    desk.put("keys/mails", &format!("{}\n{}", desk.text("keys/a.ppk"), "x".repeat(1 << 20)));
    let told = desk.prints(&["convert", "--to", "openssh", "keys"]);
    assert!(told.contains("\n1 file was not searched for keys: it is larger than 1024 KiB.\n"), "{told}");
}

#[test]
fn a_key_that_has_no_such_form_is_reported_before_its_passphrase_is_asked_for() {
    let desk = Desk::new();
    desk.take("ppk/ed25519-3-enc.ppk", "locked.ppk");
    desk.run(&["convert", "--to", "pem", "locked.ppk"]).fails(1, "cannot be saved in traditional PEM format");
}

/// More files than are opened together: the name of one that has not been read yet is taken by a new file.
#[test]
fn a_file_that_is_replaced_was_read_before() {
    let desk = Desk::new();
    fs::create_dir(desk.path("keys")).unwrap();
    for number in 0..127 {
        desk.put(&format!("keys/a{number:03}.txt"), "milk\n");
    }
    desk.take("openssh/ed25519", "keys/work.key");
    desk.take("ppk/p256-2-enc.ppk", "keys/work.ppk");
    let wanted = ["openssh/ed25519", "ppk/p256-2-enc.ppk"].map(|name| {
        let vector = vector(name).to_string_lossy().into_owned();
        without_comment(&desk.prints(&["show", "--public", "--passphrase-file", "pass", &vector])).to_owned()
    });
    let arguments = ["convert", "--to", "ppk", "--replace", "--passphrase-file", "pass", "keys"];
    let told = desk.prints(&arguments);
    assert!(told.contains("2 converted, 0 failed"), "{told}");
    let found: Vec<String> = ["keys/work.ppk", "keys/work_2.ppk"]
        .map(|name| {
            let shown = desk.prints(&["show", "--public", "--passphrase-file", "pass", name]);
            without_comment(&shown).to_owned()
        })
        .into();
    assert!(wanted.iter().all(|key| found.contains(key)), "{told}");
}

#[test]
fn a_public_key_of_another_key_is_not_taken_for_what_was_to_be_saved() {
    let desk = Desk::new();
    desk.take("openssh/ed25519", "work");
    desk.take("public/rsa2048.pub", "work.pub");
    fs::create_dir(desk.path("keys.d")).unwrap();
    desk.prints(&["convert", "--to", "ppk", "--output", "keys.d/work.ppk", "work"]);
    let arguments = ["convert", "--to", "openssh", "--with-public", "--output-dir", ".", "keys.d"];
    let told = desk.prints(&arguments);
    assert!(told.contains("work_2.pub"), "{told}");
    let public = desk.prints(&["show", "--public", "work"]);
    assert_eq!(without_comment(&desk.text("work_2.pub")), without_comment(&public));
    // Now that both are there, nothing more is made.
    let told = desk.prints(&arguments);
    assert!(told.contains("1 already in this format") && desk.path("work_3").metadata().is_err(), "{told}");
}
