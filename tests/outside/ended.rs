//! The program is ended by the system before a key is saved: by each signal that asks for it, and with
//! the display.

use crate::desktop::Desktop;
use crate::person::Person;
use crate::programs::{output_of, wait_for};
use crate::{PASSPHRASE, has_mode};
use rustix::process::{Signal, kill_process};
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;

const OFFER: &str = "Keywright was closed before this key was saved";

/// The fingerprint of a new key that is not saved.
fn makes_a_key(person: &Person<'_>, passphrase: Option<&str>) -> String {
    if let Some(passphrase) = passphrase {
        for field in ["Passphrase", "Repeat passphrase"] {
            person.desktop.accessible(&["focus", field]);
            person.types(passphrase);
        }
    }
    person.presses("Generate");
    person.sees("Not saved yet");
    person.presses("Copy fingerprint");
    person.desktop.clipboard()
}

/// What was rescued, one file for each time.
fn rescued(desktop: &Desktop) -> Vec<PathBuf> {
    let Ok(folder) = fs::read_dir(desktop.home().join(".local/state/keywright")) else { return Vec::new() };
    folder.map(|entry| entry.expect("a file").path()).collect()
}

fn the_rescued_one(desktop: &Desktop) -> PathBuf {
    let mut files = rescued(desktop);
    assert_eq!(files.len(), 1, "{files:?}");
    let file = files.remove(0);
    has_mode(&file, 0o600);
    file
}

fn fingerprint(desktop: &Desktop, file: &std::path::Path, passphrase: &str) -> String {
    let mut public = desktop.tool("ssh-keygen", &["-y", "-P", passphrase, "-f"]);
    let line = output_of(public.arg(file));
    let copied = desktop.file("of the rescued key.pub");
    crate::programs::put(&copied, &line);
    let listed = output_of(desktop.tool("ssh-keygen", &["-lf"]).arg(copied));
    listed.split_whitespace().nth(1).expect("a fingerprint").to_owned()
}

/// The key is offered, opened and saved; then its file is gone.
fn is_recovered(person: &Person<'_>, made: &str, passphrase: Option<&str>) {
    person.sees(OFFER);
    person.sees(made);
    person.photographs("recovered.png");
    person.presses("Open recovered key");
    if let Some(passphrase) = passphrase {
        person.sees("Locked");
        person.types(passphrase);
        person.hits("Return");
        person.sees("Passphrase set");
    }
    person.sees("Recovered, not saved yet");
    person.misses(OFFER);
    person.presses("Save to ~/.ssh");
    person.sees("Only you can read the private key.");
    wait_for("the rescued file to go", || rescued(person.desktop).is_empty().then_some(()));
}

#[test]
fn signals_that_end_the_program_do_not_take_an_unsaved_key() {
    let Some(desktop) = Desktop::start() else { return };
    for (signal, name) in [(Signal::TERM, "id_ed25519"), (Signal::HUP, "_2"), (Signal::INT, "_3")] {
        let mut person = Person::starts(&desktop, &[]);
        person.misses(OFFER);
        let made = makes_a_key(&person, None);
        assert_eq!(rescued(&desktop), Vec::<PathBuf>::new(), "nobody has ended it yet");
        kill_process(person.pid(), signal).expect("the program");
        let status = wait_for("the program to end", || person.program.ended());
        let number = status.signal().or(status.code().map(|code| code - 128));
        assert_eq!(number, Some(signal.as_raw()), "it ends as by that signal: {status}");
        let file = the_rescued_one(&desktop);
        assert_eq!(fingerprint(&desktop, &file, ""), made);
        let said = desktop.said_by("keywright");
        assert!(said.contains("Your unsaved key was written to ~/.local/state/keywright/"), "{said}");
        let person = Person::starts(&desktop, &[]);
        is_recovered(&person, &made, None);
        person.closes_the_window();
        person.ends_well();
        let saved = fs::read_dir(desktop.home().join(".ssh")).expect("~/.ssh");
        let mut names = saved.map(|entry| entry.expect("a file").file_name().into_string().expect("UTF-8"));
        assert!(names.any(|saved| saved.ends_with(name)), "{name}");
    }
}

#[test]
fn a_lost_display_does_not_take_an_unsaved_key() {
    let Some(mut desktop) = Desktop::start() else { return };
    let mut person = Person::starts(&desktop, &[]);
    let made = makes_a_key(&person, Some(PASSPHRASE));
    let mut program = person.program;
    desktop.loses_its_screen();
    wait_for("the program to end", || program.ended());
    let file = the_rescued_one(&desktop);
    assert_eq!(fingerprint(&desktop, &file, PASSPHRASE), made);
    let mut locked = desktop.tool("ssh-keygen", &["-y", "-P", "", "-f"]);
    let opened = locked.arg(&file).output().expect("ssh-keygen");
    assert!(!opened.status.success(), "it opens without a passphrase");
    desktop.gets_another_screen();
    person = Person::starts(&desktop, &[]);
    is_recovered(&person, &made, Some(PASSPHRASE));
    person.closes_the_window();
    person.ends_well();
}

/// The window's thread waits for ever then; what rescues the key does not.
#[test]
fn a_display_that_hangs_does_not_keep_the_key_from_being_rescued() {
    let Some(desktop) = Desktop::start() else { return };
    let mut person = Person::starts(&desktop, &[]);
    let made = makes_a_key(&person, None);
    let pid = person.pid();
    desktop.screen_hangs(true);
    kill_process(pid, Signal::TERM).expect("the program");
    wait_for("the program to end", || person.program.ended());
    desktop.screen_hangs(false);
    assert_eq!(fingerprint(&desktop, &the_rescued_one(&desktop), ""), made);
}

#[test]
fn a_window_without_an_unsaved_key_ends_as_ever() {
    let Some(desktop) = Desktop::start() else { return };
    for saves in [false, true] {
        let mut person = Person::starts(&desktop, &[]);
        makes_a_key(&person, None);
        if saves {
            person.presses("Save to ~/.ssh");
            person.sees("Only you can read the private key.");
        } else {
            person.presses("New key");
            person.presses("Discard key");
            person.misses("Not saved yet");
        }
        kill_process(person.pid(), Signal::TERM).expect("the program");
        wait_for("the program to end", || person.program.ended());
        assert_eq!(rescued(&desktop), Vec::<PathBuf>::new());
        assert_eq!(desktop.said_by("keywright"), "");
    }
}

/// As desktops have it that can be asked not to end the session.
#[test]
fn the_session_is_asked_to_wait_while_a_key_is_not_saved() {
    let Some(desktop) = Desktop::start() else { return };
    let mut portal = desktop.portal();
    let person = Person::starts(&desktop, &[]);
    makes_a_key(&person, None);
    assert_eq!(portal.next_line(), "inhibit 1: A key is not saved yet.");
    person.presses("Save to ~/.ssh");
    assert_eq!(portal.next_line(), "close");
    person.closes_the_window();
    person.ends_well();
}
