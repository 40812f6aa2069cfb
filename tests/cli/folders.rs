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
fn every_key_in_a_folder_is_converted_and_the_rest_is_passed_over() {
    let desk = furnished();
    let arguments =
        ["convert", "--to", "openssh", "--passphrase-file", "pass", "--no-passphrase", "--output-dir", "out"];
    let told = desk.prints(&[&arguments[..], &["keys"]].concat());
    let expected = "\
keys/a.ppk -> out/a
keys/c -> out/c
keys/deep/b.ppk -> out/b
3 converted, 0 failed, 5 passed over.
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
    assert_eq!(said.out, "keys/a.ppk -> keys/a\n1 converted, 3 failed, 6 passed over.\n");
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
    assert_eq!(said.status, Some(1));
    assert_eq!(said.err.lines().count(), 1);
    assert!(said.err.contains("the same name"), "{}", said.err);
    assert_eq!(desk.prints(&["show", "--public", "out/a"]), vector_text("public/ed25519-putty.pub"));
}

#[test]
fn one_new_name_is_not_enough_for_many() {
    let desk = furnished();
    desk.run(&["convert", "--to", "ppk", "--output", "x", "keys"]).fails(2, "--output-dir");
    desk.run(&["convert", "--to", "public", "--output", "-", "keys/a.ppk", "keys/c"])
        .fails(2, "--output-dir");
    desk.run(&["convert", "--to", "ppk", "out"]).fails(1, "no keys");
}

#[test]
fn what_is_there_already_is_left_in_peace_the_second_time() {
    let desk = furnished();
    let arguments = ["convert", "--to", "openssh", "--passphrase-file", "pass", "keys"];
    desk.prints(&arguments);
    let (names, texts) = (desk.names(), ["keys/a", "keys/deep/b", "keys/c"].map(|name| desk.text(name)));
    let again = desk.run(&arguments);
    assert_eq!((again.status, again.err.lines().count()), (Some(1), 2), "{again:?}");
    assert_eq!(desk.names(), names);
    assert_eq!(["keys/a", "keys/deep/b", "keys/c"].map(|name| desk.text(name)), texts);
}
