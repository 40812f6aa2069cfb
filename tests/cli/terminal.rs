//! What a person at a terminal is asked. `script` is the terminal.

use crate::costly::bcrypt;
use crate::programs::{are_here, command};
use crate::support::*;
use std::io::Write as _;
use std::process::Stdio;

/// What stands on the terminal after these answers, and how it ended.
fn at_a_terminal(desk: &Desk, line: &str, answers: &str) -> (String, Option<i32>) {
    let mut script = command("script");
    let line = format!("{PROGRAM} {line}");
    script
        .args(["-q", "-e", "-c", &line, "/dev/null"])
        .current_dir(desk.path("."))
        .env("HOME", desk.path("."));
    let mut child = script.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut keyboard = child.stdin.take().unwrap();
    for answer in answers.split_inclusive('\n') {
        // Typed ahead, it would be shown before the question turns that off.
        std::thread::sleep(std::time::Duration::from_millis(700));
        keyboard.write_all(answer.as_bytes()).unwrap();
        keyboard.flush().unwrap();
    }
    let output = child.wait_with_output().unwrap();
    (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code())
}

#[test]
fn the_passphrase_is_asked_for_and_not_shown() {
    if !are_here(&["script"]) {
        return;
    }
    let desk = Desk::new();
    desk.take("openssh/ed25519-enc", "id");
    let (shown, status) = at_a_terminal(&desk, "show --comment id", &format!("{PASSPHRASE}\n"));
    assert_eq!(status, Some(0), "{shown}");
    assert!(shown.contains("Passphrase for id:") && shown.contains("ed25519 by ssh-keygen"), "{shown}");
    assert!(!shown.contains(PASSPHRASE), "{shown}");
    let (shown, status) = at_a_terminal(&desk, "show --comment id", &format!("no\n{PASSPHRASE}\n"));
    assert_eq!(status, Some(0), "{shown}");
    assert!(shown.contains("Caps Lock"), "{shown}");
}

/// Arguments stand in the list of processes, and in the shell's history.
#[test]
fn no_argument_takes_a_passphrase() {
    let desk = Desk::new();
    desk.take("openssh/ed25519-enc", "id");
    let commands: [&[&str]; 3] = [&["generate"], &["show", "id"], &["convert", "--to", "ppk", "id"]];
    for command in commands {
        for option in ["--passphrase", "--new-passphrase", "--password", "-N", "-P", "-p"] {
            desk.run(&[command, &[option, PASSPHRASE]].concat()).fails(2, "unexpected argument");
        }
    }
    assert_eq!(desk.names(), ["id"]);
}

#[test]
fn a_new_passphrase_is_typed_twice() {
    if !are_here(&["script"]) {
        return;
    }
    let desk = Desk::new();
    let (shown, status) = at_a_terminal(&desk, "generate --output a", "a new one\na new one\n");
    assert_eq!(status, Some(0), "{shown}");
    assert!(!shown.contains("a new one") && shown.contains("Only you can read the private key"), "{shown}");
    desk.prints(&["show", "--comment", "--passphrase-file", "new", "a"]);
    let (shown, status) = at_a_terminal(&desk, "generate --output b", "one\ntwo\n");
    assert_eq!(status, Some(1), "{shown}");
    let (shown, status) = at_a_terminal(&desk, "generate --output c", "\n");
    assert_eq!(status, Some(0), "{shown}");
    assert!(desk.prints(&["show", "c"]).contains("Passphrase   none"));
    assert_eq!(desk.names(), ["a", "a.pub", "c", "c.pub"]);
}

#[test]
fn what_is_typed_with_white_space_around_it_opens_and_that_is_said() {
    if !are_here(&["script"]) {
        return;
    }
    let desk = Desk::new();
    desk.take("openssh/ed25519-enc", "id");
    for typed in [format!("{PASSPHRASE} \n"), format!(" {PASSPHRASE}\n"), format!("{PASSPHRASE}\r\n")] {
        let (shown, status) = at_a_terminal(&desk, "show --comment id", &typed);
        assert_eq!(status, Some(0), "{shown}");
        assert!(shown.contains("ed25519 by ssh-keygen"), "{shown}");
        let is_said = shown.contains("id was unlocked without the space");
        assert_eq!(is_said, typed.trim_end_matches(['\r', '\n']) != PASSPHRASE, "{shown}");
    }
}

#[test]
fn white_space_around_a_new_passphrase_that_is_typed_is_said() {
    if !are_here(&["script"]) {
        return;
    }
    let desk = Desk::new();
    let (shown, status) = at_a_terminal(&desk, "generate --output a", "a new one \na new one \n");
    assert_eq!(status, Some(0), "{shown}");
    assert!(shown.contains("The passphrase ends with a space. It will be part of the passphrase"), "{shown}");
    let said = desk.run(&["show", "--comment", "--passphrase-file", "new", "a"]);
    assert_eq!(said.status, Some(1), "the file has no space: {said:?}");
    let (shown, status) = at_a_terminal(&desk, "generate --output b", "a new one \na new one\n");
    assert_eq!(status, Some(1), "{shown}");
}

#[test]
fn ctrl_c_ends_it() {
    if !are_here(&["script"]) {
        return;
    }
    let desk = Desk::new();
    let (shown, status) = at_a_terminal(&desk, "generate --output a", "\u{3}\n");
    // As a shell tells that a signal ended it.
    assert_eq!(status, Some(130), "{shown}");
    assert!(desk.names().is_empty());
}

#[test]
fn ctrl_c_leaves_the_terminal_as_it_was() {
    if !are_here(&["python3"]) {
        return;
    }
    let desk = Desk::new();
    // A terminal of its own; its flags are the same before and after, and a signal ended the program.
    let script = "
import os, pty, select, sys, termios, time
master, slave = pty.openpty()
before = termios.tcgetattr(slave)
pid = os.fork()
if pid == 0:
    os.setsid()
    import fcntl
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    os.execv(sys.argv[1], sys.argv[1:])
shown = b''
while b'Passphrase' not in shown and select.select([master], [], [], 20)[0]:
    shown += os.read(master, 1000)
during = termios.tcgetattr(slave)
os.write(master, b'half\\x03')
_, status = os.waitpid(pid, 0)
after = termios.tcgetattr(slave)
print(during[3] & termios.ECHO, before == after, os.WIFSIGNALED(status) and os.WTERMSIG(status))
";
    let mut python = command("python3");
    python.args(["-c", script, PROGRAM, "generate", "--output", "a"]).current_dir(desk.path("."));
    assert_eq!(crate::programs::output_of(&mut python).trim(), "0 True 2");
    assert!(desk.names().is_empty());
}

#[test]
fn ctrl_d_ends_the_asking_and_each_file_is_named() {
    if !are_here(&["script"]) {
        return;
    }
    let desk = Desk::new();
    desk.take("openssh/ed25519-enc", "one");
    desk.take("openssh/rsa2048-enc", "two");
    let (shown, status) = at_a_terminal(&desk, "convert --to ppk one two", "\u{4}");
    assert_eq!(status, Some(1), "{shown}");
    assert!(shown.contains("one stays locked") && shown.contains("two stays locked"), "{shown}");
    assert!(!shown.contains("Passphrase for two"), "{shown}");
}

#[test]
fn how_long_it_takes_is_said_before_it_begins() {
    if !are_here(&["script"]) {
        return;
    }
    let desk = Desk::new();
    desk.put("id", &bcrypt(512));
    let line = "show --passphrase-file pass id";
    let (shown, status) = at_a_terminal(&desk, line, "");
    assert_eq!(status, Some(1), "{shown}");
    let takes = shown.find("Unlocking id takes about ").unwrap_or_else(|| panic!("{shown}"));
    assert!(shown.find("does not unlock id").is_some_and(|failed| takes < failed), "{shown}");
}
