//! Passphrases as files and pipes have them: with the end of their line, and with white space that
//! came along.

use crate::programs::{are_here, command, output_of};
use crate::support::*;

/// Whether ssh-keygen opens it with this, and nothing else.
fn opens_with(desk: &Desk, key: &str, passphrase: &str) -> bool {
    let mut keygen = command("ssh-keygen");
    keygen.args(["-y", "-P", passphrase, "-f"]).arg(desk.path(key));
    keygen.output().unwrap().status.success()
}

#[test]
fn the_end_of_a_line_is_no_part_of_a_passphrase() {
    if !are_here(&["ssh-keygen"]) {
        return;
    }
    let desk = Desk::new();
    for (number, end) in ["", "\n", "\r\n", "\r", "\r\r\n", "\n\n\n", "\nsecond line\n"].iter().enumerate() {
        desk.put("line", &format!("new secret phrase{end}"));
        let from_file = format!("file{number}");
        desk.prints(&["generate", "--new-passphrase-file", "line", "--output", &from_file]);
        let from_pipe = format!("pipe{number}");
        let text = desk.text("line");
        let arguments = ["generate", "--new-passphrase-file", "-", "--output", &from_pipe];
        desk.run_with(text.as_bytes(), &arguments).well();
        for key in [from_file, from_pipe] {
            assert!(opens_with(&desk, &key, "new secret phrase"), "{end:?}: {key}");
            desk.prints(&["show", "--comment", "--passphrase-file", "line", &key]);
        }
    }
    desk.put("line", "\r\nsecond");
    desk.run(&["generate", "--new-passphrase-file", "line"]).fails(1, "empty");
}

#[test]
fn white_space_around_a_new_passphrase_is_kept_and_said() {
    if !are_here(&["ssh-keygen"]) {
        return;
    }
    let desk = Desk::new();
    for (number, (passphrase, words)) in [
        ("a new one ", "The passphrase ends with a space."),
        ("  a new one", "The passphrase begins with several spaces."),
        (" a new one ", "The passphrase begins and ends with a space."),
        ("a new one\u{a0}", "The passphrase ends with a non-breaking space."),
        ("a new one\u{200b}", "The passphrase ends with an invisible character."),
        ("   ", "The passphrase consists only of white space."),
    ]
    .into_iter()
    .enumerate()
    {
        desk.put("line", &format!("{passphrase}\r\n"));
        let key = format!("key{number}");
        let said = desk.run(&["generate", "--new-passphrase-file", "line", "--output", &key]);
        assert_eq!(said.status, Some(0), "{said:?}");
        assert_eq!(said.err, format!("{words} It will be part of the passphrase of the new file.\n"));
        assert!(opens_with(&desk, &key, passphrase), "{passphrase:?}");
        let trimmed = passphrase.trim_matches([' ', '\u{a0}', '\u{200b}']);
        assert!(!opens_with(&desk, &key, trimmed), "{passphrase:?}");
        // As it is, it opens without a word.
        desk.prints(&["show", "--comment", "--passphrase-file", "line", &key]);
    }
    desk.put("line", "a new one\t\n");
    desk.run(&["generate", "--new-passphrase-file", "line"]).fails(1, "control character");
}

#[test]
fn a_refused_passphrase_is_tried_without_the_white_space_around_it_and_that_is_said() {
    let desk = Desk::new();
    for vector in ["openssh/ed25519-enc", "ppk/ed25519-3-enc.ppk", "ppk/ed25519-2-enc.ppk"] {
        desk.take(vector, "id");
        for (given, words) in [
            (format!("{PASSPHRASE} "), "id was unlocked without the space at the end of the passphrase"),
            (
                format!(" {PASSPHRASE}"),
                "id was unlocked without the space at the beginning of the passphrase",
            ),
            (format!("  {PASSPHRASE}\t"), "without the white space before and after the passphrase"),
            (format!("{PASSPHRASE}\u{a0}"), "without the white space at the end of the passphrase"),
        ] {
            desk.put("given", &format!("{given}\n"));
            let said = desk.run(&["show", "--comment", "--passphrase-file", "given", "id"]);
            assert_eq!(said.status, Some(0), "{vector}: {said:?}");
            assert_clear(&said.err, vector);
            assert!(said.err.contains(words) && said.err.lines().count() == 1, "{vector}: {said:?}");
        }
        desk.put("given", &format!("not {PASSPHRASE} \n"));
        desk.run(&["show", "--comment", "--passphrase-file", "given", "id"]).fails(1, "does not unlock id");
    }
}

#[test]
fn what_is_converted_keeps_the_passphrase_that_opened_it() {
    if !are_here(&["ssh-keygen"]) {
        return;
    }
    let desk = Desk::new();
    desk.take("ppk/ed25519-3-enc.ppk", "one.ppk");
    desk.put("given", &format!("{PASSPHRASE} \r\n"));
    let said = desk.run(&["convert", "--to", "openssh", "--passphrase-file", "given", "one.ppk"]);
    assert_eq!(said.status, Some(0), "{said:?}");
    assert!(said.err.starts_with("one.ppk was unlocked without the space at the end"), "{said:?}");
    assert!(opens_with(&desk, "one", PASSPHRASE));
    assert!(!opens_with(&desk, "one", &format!("{PASSPHRASE} ")));
    let printed = output_of(command("ssh-keygen").args(["-y", "-P", PASSPHRASE, "-f"]).arg(desk.path("one")));
    let piped = desk.run_with(
        format!("{PASSPHRASE} \n").as_bytes(),
        &["convert", "--to", "public", "--passphrase-file", "-", "--output", "-", "one"],
    );
    assert_eq!(without_comment(&piped.out), without_comment(&printed));
    assert!(piped.err.contains("without the space at the end"), "{piped:?}");
}

#[test]
fn in_a_folder_each_file_that_needs_it_is_named() {
    if !are_here(&["ssh-keygen"]) {
        return;
    }
    let desk = Desk::new();
    std::fs::create_dir(desk.path("old")).unwrap();
    std::fs::create_dir(desk.path("made")).unwrap();
    desk.take("ppk/ed25519-3-enc.ppk", "old/one.ppk");
    desk.take("ppk/rsa2048-3-enc.ppk", "old/two.ppk");
    // This one has the space.
    desk.put("given", &format!("{PASSPHRASE} \n"));
    let with_space =
        ["generate", "--format", "ppk", "--new-passphrase-file", "given", "--output", "old/three.ppk"];
    assert_eq!(desk.run(&with_space).status, Some(0));
    std::fs::remove_file(desk.path("old/three.ppk.pub")).unwrap();
    let arguments =
        ["convert", "--to", "openssh", "--passphrase-file", "given", "--output-dir", "made", "old"];
    let said = desk.run(&arguments);
    assert_eq!(said.status, Some(0), "{said:?}");
    let mut named: Vec<&str> = said.err.lines().filter_map(|line| line.split(' ').next()).collect();
    named.sort_unstable();
    assert_eq!(named, ["old/one.ppk", "old/two.ppk"], "{said:?}");
    for (key, passphrase) in [("one", ""), ("two", ""), ("three", " ")] {
        assert!(opens_with(&desk, &format!("made/{key}"), &format!("{PASSPHRASE}{passphrase}")), "{key}");
    }
}
