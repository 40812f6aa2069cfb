//! `generate`

use crate::programs::{are_here, command, output_of};
use crate::support::*;
use std::fs;

#[test]
fn a_new_key_goes_where_ssh_looks_for_it_and_the_line_is_printed() {
    let desk = Desk::new();
    let line = desk.prints(&["generate", "--no-passphrase", "--comment", "ann@work"]);
    assert!(line.starts_with("ssh-ed25519 ") && line.ends_with(" ann@work\n") && line.lines().count() == 1);
    assert_eq!(desk.names(), [".ssh/id_ed25519", ".ssh/id_ed25519.pub"]);
    assert_eq!(desk.text(".ssh/id_ed25519.pub"), line);
    assert_eq!(
        [desk.mode(".ssh"), desk.mode(".ssh/id_ed25519"), desk.mode(".ssh/id_ed25519.pub")],
        [0o700, 0o600, 0o644]
    );
    let second = desk.prints(&["generate", "--no-passphrase"]);
    assert_ne!(without_comment(&second), without_comment(&line));
    assert_eq!(desk.text(".ssh/id_ed25519_2.pub"), second);
    assert_eq!(desk.text(".ssh/id_ed25519.pub"), line);
}

#[test]
fn every_kind_in_every_format_that_is_there_is_read_by_its_program() {
    if !are_here(&["ssh-keygen", "puttygen"]) {
        return;
    }
    let desk = Desk::new();
    let kinds: [(&[&str], &str); 5] = [
        (&["--type", "ed25519"], "ssh-ed25519"),
        (&["--type", "ecdsa"], "ecdsa-sha2-nistp256"),
        (&["--type", "ecdsa", "--bits", "384"], "ecdsa-sha2-nistp384"),
        (&["--type", "ecdsa", "--bits", "521"], "ecdsa-sha2-nistp521"),
        (&["--type", "rsa", "--bits", "2048"], "ssh-rsa"),
    ];
    for (number, (kind, name)) in kinds.into_iter().enumerate() {
        for format in ["openssh", "ppk", "ppk2"] {
            let file = format!("{number}-{format}");
            let mut arguments =
                vec!["generate", "--format", format, "--new-passphrase-file", "new", "--output", &file];
            arguments.extend(kind);
            let line = desk.prints(&arguments);
            assert!(line.starts_with(name), "{line}");
            assert_eq!(desk.text(&format!("{file}.pub")), line);
            let path = desk.path(&file);
            let read = match format {
                "openssh" => output_of(command("ssh-keygen").args(["-y", "-P", "a new one", "-f"]).arg(path)),
                _ => output_of(
                    command("puttygen").arg(path).arg("-L").arg("--old-passphrase").arg(desk.path("new")),
                ),
            };
            assert_eq!(without_comment(&read), without_comment(&line), "{file}");
        }
    }
}

#[test]
fn other_formats_have_their_own_names_in_dot_ssh() {
    let desk = Desk::new();
    desk.prints(&["generate", "--no-passphrase", "--format", "ppk"]);
    desk.prints(&["generate", "--no-passphrase", "--format", "ppk"]);
    let expected = ["id_ed25519.ppk", "id_ed25519.ppk.pub", "id_ed25519_2.ppk", "id_ed25519_2.ppk.pub"];
    assert_eq!(desk.names(), expected.map(|name| format!(".ssh/{name}")));
}

#[test]
fn nothing_that_is_there_is_replaced() {
    let desk = Desk::new();
    desk.put("a", "mine\n");
    desk.put("b.pub", "mine too\n");
    desk.run(&["generate", "--no-passphrase", "--output", "a"]).fails(1, "a already exists");
    desk.run(&["generate", "--no-passphrase", "--output", "b"]).fails(1, "b.pub already exists");
    desk.run(&["generate", "--no-passphrase", "--output", "no/b"]).fails(1, "does not exist");
    assert_eq!(desk.names(), ["a", "b.pub"]);
    assert_eq!((desk.text("a"), desk.text("b.pub")), ("mine\n".into(), "mine too\n".into()));
}

#[test]
fn what_cannot_be_made_is_told_before_anything_is_asked() {
    let desk = Desk::new();
    let cases: [(&[&str], &str); 7] = [
        (&["--type", "rsa", "--bits", "1024"], "from 2048 to 16384 bits"),
        (&["--type", "rsa", "--bits", "16385"], "from 2048 to 16384 bits"),
        (&["--type", "ecdsa", "--bits", "512"], "Choose 256, 384 or 521"),
        (&["--bits", "512"], "they always have 256"),
        (&["--type", "dsa"], "ed25519, ecdsa, rsa"),
        (&["--comment", "two\nlines"], "control or invisible characters"),
        (&["--no-passphrase", "--new-passphrase-file", "new"], "cannot be used with"),
    ];
    for (arguments, words) in cases {
        desk.run(&[&["generate"], arguments].concat()).fails(2, words);
    }
    desk.run(&["generate"]).fails(1, "--new-passphrase-file or --no-passphrase");
    desk.run(&["generate", "--format", "pem"]).fails(2, "Ed25519");
    desk.run(&["generate", "--type", "rsa", "--output", "x.pub"]).fails(2, ".pub");
    desk.run(&["generate", "--type", "rsa", "--output", "dir/"]).fails(2, "not a valid file name");
    desk.run(&["generate", "--output", ".keywright-0123456789abcdef.tmp"]).fails(2, "temporary files");
    desk.put("empty", "a\tb\n");
    desk.run(&["generate", "--new-passphrase-file", "empty"]).fails(1, "control character");
    desk.run(&[]).fails(2, "generate, show, convert");
    desk.put("empty", "\n");
    desk.run(&["generate", "--new-passphrase-file", "empty"]).fails(1, "empty");
    assert_eq!(desk.names(), ["empty"]);
}

#[test]
fn the_passphrase_of_a_new_key_may_be_piped() {
    let desk = Desk::new();
    desk.run_with(b"a new one\r\nmore", &["generate", "--new-passphrase-file", "-", "--output", "k"]).well();
    desk.run(&["show", "--comment", "k"]).fails(1, "--passphrase-file");
    desk.prints(&["show", "--comment", "--passphrase-file", "new", "k"]);
}

#[test]
fn an_unsafe_umask_makes_no_difference() {
    let desk = Desk::new();
    for umask in ["000", "777"] {
        let script = format!("umask {umask}; exec \"$0\" generate --no-passphrase --output k{umask}");
        let mut command = std::process::Command::new("sh");
        command.args(["-c", &script, PROGRAM]).current_dir(desk.path("."));
        assert!(command.output().unwrap().status.success());
        assert_eq!(desk.mode(&format!("k{umask}")), 0o600);
    }
    assert_eq!(fs::read_dir(desk.path(".")).unwrap().flatten().count(), 4 + 3);
}
