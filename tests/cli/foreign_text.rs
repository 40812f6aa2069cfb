//! Text out of files: escaped, and cut to what a person reads. What is data is whole.

use crate::programs::put;
use crate::support::*;
use std::fs;

/// A public key with this comment.
fn with_comment(desk: &Desk, name: &str, comment: &[u8]) {
    let line = without_comment(&vector_text("public/ed25519.pub"));
    put(&desk.path(name), &[line.as_bytes(), b" ", comment, b"\n"].concat());
}

#[test]
fn what_cannot_be_seen_is_written_out_everywhere() {
    let desk = Desk::new();
    let hidden =
        ["\u{200e}", "\u{200f}", "\u{61c}", "\u{200b}", "\u{200d}", "\u{2060}", "\u{feff}", "\u{e0041}"];
    for (number, hidden) in hidden.into_iter().enumerate() {
        let name = format!("{number}.pub");
        with_comment(&desk, &name, format!("a{hidden}b").as_bytes());
        let code = format!("\\u{{{:x}}}", u32::from(hidden.chars().next().unwrap()));
        for command in [&["show"][..], &["show", "--comment"], &["show", "--public"], &["show", "--json"]] {
            let told = desk.prints(&[command, &[name.as_str()]].concat());
            assert!(!told.contains(hidden), "{command:?} {told:?}");
            assert!(told.contains(&code) || command.contains(&"--json"), "{command:?} {told:?}");
        }
        let printed = desk.prints(&["convert", "--to", "public", "--output", "-", &name]);
        assert!(!printed.contains(hidden) && printed.contains(&code), "{printed:?}");
        // In files it stays what it was.
        desk.prints(&["convert", "--to", "public", "--output", "copy", &name]);
        assert_eq!(fs::read(desk.path("copy")).unwrap(), fs::read(desk.path(&name)).unwrap());
        fs::remove_file(desk.path("copy")).unwrap();
        // A name of a file is foreign text as well.
        desk.run(&["show", &format!("missing{hidden}")]).fails(1, &code);
    }
}

/// Terminals that are not in UTF-8 take it for the beginning of a command.
#[test]
fn no_byte_of_a_comment_comes_out_as_it_is() {
    let desk = Desk::new();
    with_comment(&desk, "a.pub", b"caf\xe9 \x9b31m \x81");
    for command in [&["show", "--comment"][..], &["convert", "--to", "public", "--output", "-"]] {
        // It is UTF-8: `prints` takes nothing else.
        let told = desk.prints(&[command, &["a.pub"]].concat());
        assert!(told.ends_with("café ›31m \\u{81}\n"), "{told:?}");
    }
}

#[test]
fn a_comment_is_cut_where_people_read_it_and_whole_where_programs_do() {
    let desk = Desk::new();
    with_comment(&desk, "long.pub", &[7; 500_000]);
    let told = desk.prints(&["show", "long.pub"]);
    assert!(told.len() < 3000, "{} bytes", told.len());
    assert!(told.contains("\\u{7}… (499800 more characters)"), "{told}");
    let whole = desk.prints(&["show", "--comment", "long.pub"]);
    assert_eq!(whole, format!("{}\n", r"\u{7}".repeat(500_000)));
    with_comment(&desk, "words.pub", "é".repeat(2000).as_bytes());
    let before = fs::read(desk.path("words.pub")).unwrap();
    desk.prints(&["convert", "--to", "public", "--output", "copy", "words.pub"]);
    assert_eq!(fs::read(desk.path("copy")).unwrap(), before, "the whole comment is written back");
}

#[test]
fn an_error_message_is_no_longer_than_a_person_reads() {
    let desk = Desk::new();
    let long = "\u{7}".repeat(900_000);
    let of_ppk = |version: &str, kind: &str, encryption: &str| {
        format!("PuTTY-User-Key-File-{version}: {kind}\nEncryption: {encryption}\nComment: c\n")
    };
    let files = [
        of_ppk("3", "ssh-ed25519", &long),
        of_ppk(&long, "ssh-ed25519", "none"),
        of_ppk("3", &long, "none"),
        vector_text("ppk/argon2d_memory-64_passes-3.ppk").replace(": Argon2d", &format!(": {long}")),
        format!("-----BEGIN {long}-----\nAAAA\n-----END {long}-----\n"),
        format!(
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: {long},00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n"
        ),
        format!("ssh-{long} AAAA\n"),
        long.clone(),
    ];
    for (number, file) in files.iter().enumerate() {
        desk.put("key", file);
        let said = desk.run(&["show", "key"]);
        said.fails(1, "key");
        assert!(said.err.len() < 2000, "{number}: {} bytes", said.err.len());
    }
    let long = "x".repeat(100_000);
    for arguments in [&["show", long.as_str()][..], &["show", "--comment", "--x", &long], &[&long]] {
        let said = desk.run(arguments);
        assert!(said.status != Some(0) && said.err.len() < 6000, "{} bytes", said.err.len());
    }
}
