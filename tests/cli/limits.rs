//! A clock, a time zone, limits and outputs that misbehave.

use crate::pipe::put_pipe;
use crate::programs::{are_here, command};
use crate::support::*;
use std::collections::BTreeSet;
use std::fs;
use std::process::Stdio;

#[test]
fn several_generate_at_once_get_several_names() {
    let desk = Desk::new();
    let start = |_| desk.command(&["generate", "--no-passphrase"]).stdout(Stdio::piped()).spawn().unwrap();
    let children: Vec<_> = (0..8).map(start).collect();
    let lines: BTreeSet<String> = children
        .into_iter()
        .map(|child| {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success());
            String::from_utf8(output.stdout).unwrap()
        })
        .collect();
    let names = desk.names();
    let public = names.iter().filter(|name| name.ends_with(".pub")).map(|name| desk.text(name));
    assert_eq!((public.collect::<BTreeSet<_>>(), names.len()), (lines, 16));
}

#[test]
fn a_full_output_does_not_hide_that_the_key_was_saved() {
    let Ok(full) = fs::File::options().write(true).open("/dev/full") else {
        return eprintln!("skipped: there is no /dev/full");
    };
    let desk = Desk::new();
    let mut generate = desk.command(&["generate", "--no-passphrase", "--output", "k"]);
    let said = generate.stdout(full.try_clone().unwrap()).output().unwrap();
    let words = String::from_utf8(said.stderr).unwrap();
    assert_eq!(said.status.code(), Some(1));
    assert!(words.starts_with("The key was saved as k, but"), "{words}");
    let said = desk.command(&["convert", "--to", "ppk", "k"]).stdout(full).output().unwrap();
    let words = String::from_utf8(said.stderr).unwrap();
    assert!(words.starts_with("Converted and saved: 1."), "{words}");
    assert_eq!(desk.names(), ["k", "k.ppk", "k.pub"]);
}

/// The first is a pipe that nobody writes to.
#[test]
fn a_time_zone_that_never_answers_or_is_none_stops_nothing() {
    let desk = Desk::new();
    put_pipe(&desk.path("zone"));
    let pipe = desk.path("zone").to_string_lossy().into_owned();
    for (number, zone) in [pipe.as_str(), "No/Such", "/", "/dev/zero", "\u{1b}[2J"].into_iter().enumerate() {
        let output = format!("k{number}");
        let arguments = ["generate", "--no-passphrase", "--output", &output];
        let said = desk.command(&arguments).env("TZ", zone).output().unwrap();
        assert_eq!((said.status.code(), said.stderr.as_slice()), (Some(0), &b""[..]), "{zone}");
    }
}

fn limited(desk: &Desk, limit: &str, arguments: &[&str]) -> Said {
    let script = format!("ulimit {limit}; exec \"$0\" \"$@\"");
    let mut bash = command("bash");
    let bash = bash.args(["-c", &script, PROGRAM]).args(arguments).current_dir(desk.path("."));
    Said::of(bash.env("HOME", desk.path(".")).output().unwrap(), arguments)
}

#[test]
fn a_limit_for_the_size_of_files_is_told() {
    if !are_here(&["bash"]) {
        return;
    }
    let desk = Desk::new();
    limited(&desk, "-f 0", &["generate", "--no-passphrase", "--output", "k"]).fails(1, "ulimit -f");
    assert!(desk.names().is_empty());
    desk.take("openssh/ed25519", "id");
    let old = desk.text("id");
    limited(&desk, "-f 0", &["convert", "--to", "openssh", "--comment", "x", "--replace", "id"])
        .fails(1, "ulimit -f");
    assert_eq!((desk.names(), desk.text("id")), (vec!["id".to_owned()], old));
}

#[test]
fn many_keys_are_converted_with_few_files_open_at_once() {
    if !are_here(&["bash"]) {
        return;
    }
    let desk = Desk::new();
    fs::create_dir(desk.path("keys")).unwrap();
    for number in 0..150 {
        desk.take("openssh/ed25519", &format!("keys/k{number}"));
    }
    let said = limited(&desk, "-n 64", &["convert", "--to", "ppk", "keys"]).well();
    assert!(said.contains("150 converted"), "{said}");
    // Too few for anything: words, and the old files.
    for number in 3..12 {
        let arguments = ["convert", "--to", "pkcs8", "--output", "k.p8", "keys/k0"];
        let said = limited(&desk, &format!("-n {number}"), &arguments);
        let panicked = said.err.contains("panicked");
        assert!(!panicked && (said.status == Some(0)) == desk.path("k.p8").exists(), "{said:?}");
        let _ = fs::remove_file(desk.path("k.p8"));
    }
}

#[test]
fn a_random_source_that_a_sandbox_takes_away_is_told() {
    if !are_here(&["strace"]) {
        return;
    }
    let desk = Desk::new();
    let mut told = 0;
    for number in 1..14 {
        let inject = format!("inject=getrandom:error=EPERM:when={number}+");
        let mut strace = command("strace");
        strace.args(["-f", "-o", "/dev/null", "-e", "trace=getrandom", "-e", &inject, PROGRAM]);
        strace.args(["generate", "--type", "ecdsa", "--no-passphrase", "--output", "k"]);
        let said = strace.current_dir(desk.path(".")).output().unwrap();
        let words = String::from_utf8_lossy(&said.stderr).into_owned();
        assert!(!words.contains("panicked"), "{number}: {words}");
        if said.status.success() {
            assert_eq!(desk.names(), ["k", "k.pub"]);
            fs::remove_file(desk.path("k")).unwrap();
            fs::remove_file(desk.path("k.pub")).unwrap();
        } else {
            assert!(words.contains("random"), "{number}: {words}");
            assert!(desk.names().is_empty());
            told += 1;
        }
    }
    assert!(told > 0);
}

#[test]
fn a_comment_may_begin_with_a_hyphen() {
    let desk = Desk::new();
    for comment in ["-work", "--json"] {
        let line = desk.prints(&["generate", "--comment", comment, "--no-passphrase", "--output", "k"]);
        assert!(line.ends_with(&format!(" {comment}\n")), "{line}");
        desk.prints(&["convert", "--to", "ppk", "--comment", comment, "--output", "k.ppk", "k"]);
        assert_eq!(desk.prints(&["show", "--comment", "k.ppk"]), format!("{comment}\n"));
        for name in ["k", "k.pub", "k.ppk"] {
            fs::remove_file(desk.path(name)).unwrap();
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn json_names_files_whose_names_are_no_text() {
    use std::os::unix::ffi::OsStrExt as _;
    let desk = Desk::new();
    desk.take("openssh/ed25519", "id");
    let name = std::ffi::OsStr::from_bytes(b"k\xff\xfe");
    fs::rename(desk.path("id"), desk.path(".").join(name)).unwrap();
    let said = desk.command(&["show", "--json"]).arg(name).output().unwrap();
    let told = String::from_utf8(said.stdout).unwrap();
    assert!(told.starts_with("{\"file\":\"k\u{fffd}\u{fffd}\",\"file_bytes\":\"6bfffe\","), "{told}");
}
