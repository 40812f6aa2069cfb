//! Whatever is named, it ends at once with one line.

use crate::pipe::put_pipe;
use crate::support::*;
use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::time::{Duration, Instant};

#[test]
fn what_is_no_key_ends_at_once_with_one_line() {
    let desk = Desk::new();
    desk.put("empty", "");
    desk.put("text", "hello\n");
    File::create(desk.path("large")).unwrap().set_len(100 << 20).unwrap();
    put_pipe(&desk.path("fifo"));
    symlink("loop2", desk.path("loop1")).unwrap();
    symlink("loop1", desk.path("loop2")).unwrap();
    symlink("nothing", desk.path("dangling")).unwrap();
    fs::create_dir(desk.path("folder")).unwrap();
    let long = "x".repeat(5000);
    let before = desk.names();
    let files = [
        "empty",
        "text",
        "large",
        "fifo",
        "loop1",
        "dangling",
        "missing",
        "text/below",
        "/dev/zero",
        "/dev/null",
        "/dev/tty",
        long.as_str(),
        "new\nline\u{1b}[2J",
    ];
    for file in files {
        let from = Instant::now();
        desk.run(&["show", file]).fails(1, "");
        desk.run(&["convert", "--to", "ppk", "--output", "out", file]).fails(1, "");
        desk.run(&["convert", "--to", "public", "--output", "-", file]).fails(1, "");
        assert!(from.elapsed() < Duration::from_secs(5), "{file}");
    }
    desk.run(&["show", "folder"]).fails(1, "folder");
    desk.run(&["show", ""]).fails(2, "FILE");
    assert_eq!(desk.names(), before);
}

#[test]
fn what_cannot_be_written_to_is_told() {
    let desk = Desk::new();
    desk.take("openssh/ed25519", "id");
    fs::create_dir(desk.path("folder")).unwrap();
    for (out, status, words) in [
        ("folder", 1, "folder"),
        ("none/x", 1, "does not exist"),
        ("id/x", 1, "not a folder"),
        ("k.pub", 2, ".pub"),
        ("folder/", 2, "not a valid file name"),
    ] {
        desk.run(&["convert", "--to", "ppk", "--output", out, "id"]).fails(status, words);
    }
    let full = File::options().write(true).open("/dev/full");
    if let Ok(full) = full {
        let mut show = desk.command(&["show", "id"]);
        let said = show.stdout(full).output().unwrap();
        assert_eq!(said.status.code(), Some(1));
        assert_clear(&String::from_utf8_lossy(&said.stderr), "full");
    }
    assert_eq!(desk.names(), ["id"]);
}
