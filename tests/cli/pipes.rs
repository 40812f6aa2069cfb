//! Keys out of pipes, and output that goes into devices.

use crate::pipe::put_pipe;
use crate::programs::are_here;
use crate::support::*;
use std::os::unix::fs::symlink;

fn key() -> Vec<u8> {
    std::fs::read(vector("openssh/ed25519")).unwrap()
}

#[test]
fn a_key_may_be_piped_into_show() {
    let desk = Desk::new();
    for name in ["-", "/dev/stdin", "/dev/fd/0"] {
        let told = desk.run_with(&key(), &["show", "--comment", name]).well();
        assert_eq!(told, "ed25519 by ssh-keygen\n", "{name}");
    }
    assert!(desk.run_with(&key(), &["show", "-"]).well().starts_with("File         standard input\n"));
    desk.run_with(b"", &["show", "-"]).fails(1, "standard input is empty");
    desk.run_with(b"no key\n", &["show", "-"]).fails(1, "standard input is not a key");
    let large = vec![b'x'; 2 << 20];
    desk.run_with(&large, &["show", "-"]).fails(1, "too large");
    // A file of that name is another one.
    desk.take("ppk/ed25519-3.ppk", "-");
    assert_eq!(desk.prints(&["show", "--comment", "./-"]), "ed25519 by puttygen\n");
}

#[test]
fn a_key_may_be_piped_into_convert_and_needs_a_place() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("out")).unwrap();
    let to = |more: &[&str]| desk.run_with(&key(), &[&["convert", "--to", "ppk"], more].concat());
    assert_eq!(to(&["--output", "k.ppk", "-"]).well(), "standard input -> k.ppk\n");
    assert_eq!(to(&["--output-dir", "out", "-"]).well(), "standard input -> out/key.ppk\n");
    to(&["-"]).fails(2, "--output-dir");
    to(&["--output-dir", "out", "-"]).fails(1, "already exists");
    assert_eq!(desk.names(), ["k.ppk", "out/key.ppk"]);
    let line = desk.run_with(&key(), &["convert", "--to", "public", "--output", "-", "-"]).well();
    assert_eq!(line, desk.prints(&["show", "--public", "k.ppk"]));
}

#[test]
fn a_key_and_its_passphrase_do_not_both_come_from_standard_input() {
    let desk = Desk::new();
    let locked = std::fs::read(vector("openssh/ed25519-enc")).unwrap();
    for arguments in [
        &["show", "--passphrase-file", "-", "-"][..],
        &["convert", "--to", "ppk", "--output", "k", "--passphrase-file", "/dev/stdin", "-"],
        &["convert", "--to", "ppk", "--output", "k", "--new-passphrase-file", "-", "-"],
    ] {
        desk.run_with(&locked, arguments).fails(2, "cannot both come from standard input");
    }
    let told = desk.run_with(&locked, &["show", "--comment", "--passphrase-file", "pass", "-"]).well();
    assert_eq!(told, "ed25519 by ssh-keygen\n");
    assert!(desk.names().is_empty());
}

#[test]
fn the_pipes_of_a_shell_are_read_and_named_pipes_are_explained() {
    if !are_here(&["bash"]) {
        return;
    }
    let desk = Desk::new();
    desk.take("openssh/ed25519-enc", "id");
    let script = "\"$0\" show --comment --passphrase-file <(cat pass) <(cat id)";
    let mut bash = crate::programs::command("bash");
    let bash = bash.args(["-c", script, PROGRAM]).current_dir(desk.path("."));
    assert_eq!(crate::programs::output_of(bash), "ed25519 by ssh-keygen\n");
    put_pipe(&desk.path("fifo"));
    desk.run(&["show", "fifo"]).fails(1, "use “-”");
}

#[test]
fn standard_output_is_no_file_to_save_in_by_any_name() {
    let desk = Desk::new();
    desk.take("openssh/ed25519", "id");
    symlink("/proc/self/fd/1", desk.path("out")).unwrap();
    symlink("/dev/null", desk.path("null")).unwrap();
    let line = desk.prints(&["show", "--public", "id"]);
    for output in ["-", "/dev/stdout", "out"] {
        desk.run(&["generate", "--no-passphrase", "--output", output]).fails(2, "--output");
        for replace in [&[][..], &["--replace"]] {
            let to = |format| [&["convert", "--to", format, "--output", output], replace, &["id"]].concat();
            desk.run(&to("openssh")).fails(2, "are not printed");
            assert_eq!(desk.prints(&to("public")), line, "{output}");
        }
    }
    for command in [&["generate", "--no-passphrase"][..], &["convert", "--to", "public", "--replace", "id"]] {
        desk.run(&[command, &["--output", "null"]].concat()).fails(1, "not a regular file");
    }
    assert_eq!(desk.names(), ["id", "null", "out"]);
    assert!(std::fs::symlink_metadata(desk.path("out")).unwrap().is_symlink());
}

#[test]
fn a_passphrase_file_that_is_no_plain_text_is_named() {
    let desk = Desk::new();
    desk.take("openssh/ed25519-enc", "id");
    let utf16 = |mark: &[u8]| {
        let letters = PASSPHRASE.encode_utf16().chain([10]).flat_map(u16::to_le_bytes);
        mark.iter().copied().chain(letters).collect::<Vec<u8>>()
    };
    for bytes in [utf16(b"\xff\xfe"), utf16(b"")] {
        std::io::Write::write_all(&mut std::fs::File::create(desk.path("bad")).unwrap(), &bytes).unwrap();
        desk.run(&["show", "--comment", "--passphrase-file", "bad", "id"]).fails(1, "bad is UTF-16");
        desk.run(&["generate", "--new-passphrase-file", "bad", "--output", "k"]).fails(1, "byte order mark");
        let piped = desk.run_with(&bytes, &["show", "--comment", "--passphrase-file", "-", "id"]);
        piped.fails(1, "standard input is UTF-16");
    }
    assert_eq!(desk.names(), ["bad", "id"]);
}
