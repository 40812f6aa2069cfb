//! File dialogs: of a portal, of zenity, of whichever starts in the right folder; all of them with names as
//! they are, and none longer than the answer is wanted.

use crate::desktop::Desktop;
use crate::person::Person;
use crate::programs::{Running, put, wait_for};
use rustix::process::{Pid, Signal, kill_process};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

/// What the window says about a dialog after a second.
const HIDDEN: &str = "The file dialog is open in another window.";

/// A program in the place of zenity, which shows nothing: it leaves its number and its arguments, and
/// prints an answer once that is there.
struct Zenity {
    folder: PathBuf,
}

impl Zenity {
    fn install(desktop: &Desktop) -> Self {
        let folder = desktop.file("zenity");
        fs::create_dir(&folder).expect("a folder");
        let program = folder.join("zenity");
        let script = "#!/bin/sh\ncd \"${0%/*}\" || exit 9\nprintf '%s\\n' $$ \"$@\" >asked.new\nmv asked.new asked\n\
                      while [ ! -e answer ]; do sleep 0.05; done\ncat answer\nrm answer\n";
        put(&program, script);
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).expect("its mode");
        Self { folder }
    }

    fn lend(&self, command: &mut std::process::Command) {
        let path = std::env::var("PATH").unwrap_or_default();
        command.env("PATH", format!("{}:{path}", self.folder.display()));
    }

    fn was_asked(&self) -> bool {
        self.folder.join("asked").exists()
    }

    /// Its number and what it is asked, once it is.
    fn asked(&self) -> (Pid, Vec<String>) {
        let file = self.folder.join("asked");
        let asked = wait_for("zenity to be started", || fs::read_to_string(&file).ok());
        fs::remove_file(file).expect("what was asked");
        let mut lines = asked.lines().map(str::to_owned);
        let pid = lines.next().and_then(|pid| pid.parse().ok()).and_then(Pid::from_raw);
        (pid.expect("a number"), lines.collect())
    }

    fn answers(&self, output: &[u8]) {
        let file = self.folder.join("answer");
        put(&file.with_extension("new"), output);
        fs::rename(file.with_extension("new"), file).expect("the answer");
    }
}

fn starts<'a>(desktop: &'a Desktop, zenity: &Zenity) -> Person<'a> {
    let program = desktop.launch(env!("CARGO_BIN_EXE_keywright"), |command| zenity.lend(command));
    Person::at(desktop, program)
}

/// Whether the process that started it has collected its status is not the point: nobody may do that for
/// one whose program was killed.
fn has_ended(pid: Pid) {
    let status = format!("/proc/{}/status", pid.as_raw_nonzero());
    let is_running = |status: String| !status.lines().any(|line| line.starts_with("State:\tZ"));
    wait_for("the dialog to end", || (!fs::read_to_string(&status).is_ok_and(is_running)).then_some(()));
}

/// A locked or unlocked key is not the point: a public one will do.
fn puts_a_key(desktop: &Desktop, name: &[u8]) -> PathBuf {
    let made = Some(desktop.file("made")).filter(|made| made.exists());
    let made = made.unwrap_or_else(|| desktop.key_file("made", "odd"));
    let path = desktop.home().join(".ssh").join(OsStr::from_bytes(name));
    fs::copy(made, &path).expect("a copy");
    path
}

fn makes_dot_ssh(desktop: &Desktop) -> PathBuf {
    let folder = desktop.home().join(".ssh");
    fs::create_dir(&folder).expect("~/.ssh");
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).expect("its mode");
    folder
}

fn line_of(path: &Path) -> Vec<u8> {
    [path.as_os_str().as_bytes(), b"\n"].concat()
}

#[test]
fn without_a_portal_zenity_starts_in_dot_ssh_and_names_are_left_as_they_are() {
    let Some(desktop) = Desktop::start() else { return };
    let (zenity, folder) = (Zenity::install(&desktop), makes_dot_ssh(&desktop));
    let odd = puts_a_key(&desktop, b"one|two  ");
    let person = starts(&desktop, &zenity);
    person.presses("Choose a file…");
    let (_, asked) = zenity.asked();
    let title = "--title=Open a key";
    let attached = format!("--attach={}", person.window);
    let start = format!("--filename={}/", folder.display());
    assert_eq!(asked, ["--file-selection", "--modal", title, &attached, &start]);
    zenity.answers(&line_of(&odd));
    person.sees("one|two");
    person.sees("No passphrase");

    // Saving: no question of zenity's own, and ours about the file that is there.
    person.presses("Save as");
    person.presses("OpenSSH private key, and .pub; AWS calls it .pem");
    let (_, asked) = zenity.asked();
    assert!(asked.contains(&"--save".to_owned()), "{asked:?}");
    assert!(!asked.iter().any(|argument| argument.contains("overwrite")), "{asked:?}");
    let name = asked.iter().find_map(|argument| argument.strip_prefix("--filename=")).expect("a place");
    assert_eq!(Path::new(name).parent(), Some(&*folder), "{asked:?}");
    let there = puts_a_key(&desktop, b"there");
    zenity.answers(&line_of(&there));
    person.sees("there already exists");
    person.presses("Don’t replace");

    // Many at once.
    let names: [&[u8]; 3] = [b"a|b", b"line\nbreak", b"blank "];
    let paths = names.map(|name| puts_a_key(&desktop, name));
    person.presses("Convert keys");
    person.presses("Choose files…");
    let (_, asked) = zenity.asked();
    assert!(asked.contains(&"--multiple".to_owned()), "{asked:?}");
    let separator = asked.iter().find_map(|argument| argument.strip_prefix("--separator=")).expect("one");
    let output = paths.each_ref().map(|path| path.as_os_str().as_bytes()).join(separator.as_bytes());
    zenity.answers(&[&output[..], b"\n"].concat());
    person.sees("3 files");
    person.closes_the_window();
    person.ends_well();
}

#[test]
fn no_dialog_is_open_longer_than_its_answer_is_wanted() {
    let Some(desktop) = Desktop::start() else { return };
    let zenity = Zenity::install(&desktop);
    let person = starts(&desktop, &zenity);
    for (button, after) in [("Cancel", "Choose a file…"), ("Enter a path", "File path")] {
        person.presses("Choose a file…");
        let (pid, _) = zenity.asked();
        person.sees(HIDDEN);
        person.presses(button);
        has_ended(pid);
        person.misses(HIDDEN);
        person.sees(after);
    }
    person.presses("Cancel");
    person.presses("Choose a file…");
    let (pid, _) = zenity.asked();
    person.closes_the_window();
    person.ends_well();
    has_ended(pid);
    // However the program ends.
    let killed = starts(&desktop, &zenity);
    killed.presses("Choose a file…");
    let (pid, _) = zenity.asked();
    kill_process(killed.pid(), Signal::KILL).expect("the program");
    has_ended(pid);
}

#[test]
fn a_portal_is_asked_for_the_folder_and_closes_what_nobody_waits_for() {
    let Some(desktop) = Desktop::start() else { return };
    let (zenity, folder) = (Zenity::install(&desktop), makes_dot_ssh(&desktop));
    let mut portal = desktop.portal_with_dialogs("4", ("env", &[]));
    let person = starts(&desktop, &zenity);
    person.presses("Choose a file…");
    let window: u64 = person.window.parse().expect("a number");
    let asked = format!("OpenFile|looks|x11:{window:x}|Open a key|{}\0|", folder.display());
    assert_eq!(portal.next_line(), asked);
    person.sees(HIDDEN);
    person.presses("Cancel");
    assert_eq!(portal.next_line(), "close");
    puts_a_key(&desktop, b"one|two  ");
    person.presses("Choose a file…");
    assert_eq!(portal.next_line(), asked, "it can be asked again");
    put(&desktop.file("uris"), &format!("file://{}/one%7Ctwo%20%20\n", folder.display()));
    person.sees("one|two");
    person.sees("No passphrase");
    assert!(!zenity.was_asked());
    person.closes_the_window();
    person.ends_well();
}

#[test]
fn where_the_portal_cannot_start_in_the_folder_zenity_does() {
    let Some(desktop) = Desktop::start() else { return };
    let (zenity, folder) = (Zenity::install(&desktop), makes_dot_ssh(&desktop));
    let key = puts_a_key(&desktop, b"key");
    let mut portal = desktop.portal_with_dialogs("3", ("env", &[]));
    let person = starts(&desktop, &zenity);
    person.presses("Choose a file…");
    let (_, asked) = zenity.asked();
    assert!(asked.contains(&format!("--filename={}/", folder.display())), "{asked:?}");
    zenity.answers(&line_of(&key));
    person.sees("No passphrase");
    // To save it can.
    person.presses("Save as");
    person.presses("OpenSSH private key, and .pub; AWS calls it .pem");
    let asked = portal.next_line();
    assert!(asked.starts_with("SaveFile|looks|x11:") && asked.contains("/.ssh\0|"), "{asked}");
    person.sees(HIDDEN);
    person.presses("Cancel");
    assert_eq!(portal.next_line(), "close");
    person.closes_the_window();
    person.ends_well();
}

#[test]
fn a_portal_that_ends_with_its_dialog_is_done_without() {
    let Some(desktop) = Desktop::start() else { return };
    let (zenity, _) = (Zenity::install(&desktop), makes_dot_ssh(&desktop));
    let key = puts_a_key(&desktop, b"key");
    let mut portal = desktop.portal_with_dialogs("4", ("env", &[]));
    let person = starts(&desktop, &zenity);
    person.presses("Choose a file…");
    assert!(portal.next_line().starts_with("OpenFile|"));
    assert!(!zenity.was_asked());
    portal.signal(Signal::KILL);
    let _ = zenity.asked();
    zenity.answers(&line_of(&key));
    person.sees("No passphrase");
    person.closes_the_window();
    person.ends_well();
}

#[test]
fn a_portal_that_does_not_respond_is_done_without() {
    let Some(desktop) = Desktop::start() else { return };
    let zenity = Zenity::install(&desktop);
    let portal: Running = desktop.portal_with_dialogs("4", ("env", &[]));
    let person = starts(&desktop, &zenity);
    person.presses("Choose a file…");
    person.sees(HIDDEN);
    person.presses("Cancel");
    portal.signal(Signal::STOP);
    person.presses("Choose a file…");
    // The window says so meanwhile.
    person.sees(HIDDEN);
    let (pid, _) = zenity.asked();
    portal.signal(Signal::CONT);
    person.closes_the_window();
    person.ends_well();
    has_ended(pid);
}
