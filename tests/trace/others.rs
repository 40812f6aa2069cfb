//! Other programs of the same user, and what a crash leaves: none of them gets at the memory.

use crate::desktop::Desktop;
use crate::memory::BECOME;
use crate::person::Person;
use crate::programs::{Running, are_here, command, output_of, wait_for};
use std::fs;
use std::path::Path;
use std::process::Stdio;

/// What starts programs without the right of an administrator to look into all of them: one that
/// looks and one that is looked into differ in nothing then.
fn as_anybody() -> (&'static str, &'static [&'static str]) {
    match rustix::process::geteuid().is_root() {
        true => ("setpriv", &["--bounding-set=-sys_ptrace", "--inh-caps=-sys_ptrace"]),
        false => ("env", &[]),
    }
}

/// Whether another program of the same user may look into this one at all, as portals do. To read its
/// memory takes more, on some systems more than any program has that did not start it.
fn others_may_look(pid: &str) -> bool {
    let (starter, arguments) = as_anybody();
    let mut look = command(starter);
    look.args(arguments).args(["readlink", &format!("/proc/{pid}/root")]);
    let output = look.output().expect("a program that reads links");
    assert!(Path::new("/proc").join(pid).exists(), "{pid} has ended");
    output.status.success()
}

/// Less than any image of a crashed program has, and the number that means "never" to Linux even where
/// a program collects such images.
fn leaves_no_dump(pid: &str) {
    let limits = fs::read_to_string(format!("/proc/{pid}/limits")).expect("its limits");
    let limit = limits.lines().find(|line| line.starts_with("Max core file size"));
    let limit = limit.and_then(|line| line.split_whitespace().nth(4));
    // 0 where the administrator allows no more.
    assert!(matches!(limit, Some("0" | "1")), "{limits}");
}

#[test]
fn nobody_looks_into_the_command_line() {
    if !are_here(&["timeout", "setpriv"]) {
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (starter, arguments) = as_anybody();
    let mut shell = Running::start(starter, |shell| {
        shell.args(arguments).args(["sh", "-c", BECOME, "sh", env!("CARGO_BIN_EXE_keywright-cli")]);
        shell.args(["generate", "--new-passphrase-file", "-", "--output", "key"]).current_dir(folder.path());
        shell.stdin(Stdio::piped()).stdout(Stdio::piped());
    });
    let pid = shell.next_line();
    assert!(others_may_look(&pid), "the test would not see it");
    shell.hear("go");
    // It waits for a passphrase now.
    wait_for("the memory to be closed", || (!others_may_look(&pid)).then_some(()));
    leaves_no_dump(&pid);
}

#[test]
fn others_may_look_into_the_window_only_when_a_portal_is_asked() {
    let Some(desktop) = Desktop::start() else { return };
    if !are_here(&["setpriv"]) {
        return;
    }
    let mut portal = desktop.portal_with_dialogs("4", as_anybody());
    let (starter, arguments) = as_anybody();
    let program = desktop.launch(starter, |command| {
        command.args(arguments).arg(env!("CARGO_BIN_EXE_keywright"));
    });
    let person = Person::at(&desktop, program);
    let pid = output_of(&mut desktop.tool("xdotool", &["getwindowpid", &person.window]));
    let pid = pid.trim();
    wait_for("the memory to be closed", || (!others_may_look(pid)).then_some(()));
    leaves_no_dump(pid);
    person.presses("Choose a file…");
    let asked = portal.next_line();
    assert!(asked.starts_with("OpenFile|looks|"), "{asked}");
    // The dialog stays open.
    wait_for("the memory to be closed again", || (!others_may_look(pid)).then_some(()));
    person.closes_the_window();
    person.ends_well();
}
