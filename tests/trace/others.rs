//! Other programs of the same user, and what a crash leaves: none of them gets at the memory.

use crate::desktop::Desktop;
use crate::person::Person;
use crate::programs::{Running, are_here, command, output_of, put, wait_for};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;

/// Whether a program of the same user, without an administrator's special rights, may look into this
/// one.
fn others_may_look(pid: &str) -> bool {
    let environment = format!("/proc/{pid}/environ");
    let mut look = if rustix::process::geteuid().is_root() {
        let mut without_rights = command("setpriv");
        without_rights.args(["--bounding-set=-sys_ptrace", "--inh-caps=-sys_ptrace", "head"]);
        without_rights
    } else {
        command("head")
    };
    let output = look.args(["-c", "1", &environment]).output().expect("head runs");
    assert!(fs::exists(&environment).expect("its folder"), "{pid} has ended");
    output.status.success()
}

/// Less than any image of a crashed program has, and the number that means "never" to Linux even where
/// a program collects such images.
fn leaves_no_dump(pid: &str) {
    let limits = fs::read_to_string(format!("/proc/{pid}/limits")).expect("its limits");
    let limit = limits.lines().find(|line| line.starts_with("Max core file size"));
    assert_eq!(limit.and_then(|line| line.split_whitespace().nth(4)), Some("1"), "{limits}");
}

#[test]
fn nobody_looks_into_the_command_line() {
    if !are_here(&["timeout", "setpriv"]) {
        return;
    }
    let mut shell = Running::start("sh", |shell| {
        let waits =
            "echo $$; read -r go; exec \"$0\" show --passphrase-file - tests/vectors/ppk/p384-3-enc.ppk";
        shell
            .args(["-c", waits, env!("CARGO_BIN_EXE_keywright-cli")])
            .current_dir(env!("CARGO_MANIFEST_DIR"));
        shell.stdin(Stdio::piped()).stdout(Stdio::piped());
    });
    let pid = shell.first_line();
    assert!(others_may_look(&pid), "the test would not see it");
    shell.hear("go");
    // It waits for a passphrase now.
    wait_for("the memory to be closed", || (!others_may_look(&pid)).then_some(()));
    leaves_no_dump(&pid);
}

#[test]
fn others_may_look_into_the_window_only_while_a_file_dialog_is_open() {
    let Some(desktop) = Desktop::start() else { return };
    if !are_here(&["setpriv"]) {
        return;
    }
    // What stands for a portal here is open for as long as a file is there.
    let (programs, open) = (desktop.file("programs"), desktop.file("dialog"));
    fs::create_dir(&programs).expect("a folder");
    let zenity = programs.join("zenity");
    put(&zenity, &format!("#!/bin/sh\nwhile [ -e '{}' ]; do sleep 0.1; done\nexit 1\n", open.display()));
    fs::set_permissions(&zenity, fs::Permissions::from_mode(0o755)).expect("its mode");
    put(&open, "");
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").unwrap_or_default());
    let program = desktop.launch(env!("CARGO_BIN_EXE_keywright"), |command| {
        command.env("PATH", path);
    });
    let person = Person::at(&desktop, program);
    let pid = output_of(&mut desktop.tool("xdotool", &["getwindowpid", &person.window]));
    let pid = pid.trim();
    wait_for("the memory to be closed", || (!others_may_look(pid)).then_some(()));
    leaves_no_dump(pid);
    person.presses("Choose a file…");
    wait_for("it to be open to portals", || others_may_look(pid).then_some(()));
    fs::remove_file(&open).expect("the dialog is closed");
    wait_for("the memory to be closed again", || (!others_may_look(pid)).then_some(()));
    person.closes_the_window();
    person.ends_well();
}
