//! The program itself from outside, on a desktop of its own: what a person's hands, eyes, screen
//! reader and disk get of it. Leaves pictures in target/outside.

#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on shall say so at once"
)]

mod clipboard;
mod desktop;
mod dialogs;
mod drops;
mod ended;
mod languages;
mod person;
#[path = "../programs/mod.rs"]
mod programs;

use desktop::Desktop;
use person::Person;
use programs::{output_of, put, wait_for};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Duration;

/// Typed by hand, and nowhere to be read afterwards.
const PASSPHRASE: &str = "quite secret 42";

#[test]
fn from_the_first_key_to_a_converted_one() {
    let Some(desktop) = Desktop::start() else { return };
    let person = Person::starts(&desktop, &[]);
    let line = makes_and_saves(&person);
    rests(&person);
    drops_and_unlocks(&person);
    is_asked_before_losing_a_change(&person);
    converts_a_folder(&person);
    person.closes_the_window();
    person.sees("Your changes are not saved");
    person.presses("Discard changes");
    person.ends_well();
    starts_with_a_path(&desktop, &line);
}

#[test]
fn what_was_copied_outlives_the_window_where_a_clipboard_manager_runs() {
    let Some(desktop) = Desktop::start() else { return };
    let _manager = desktop.clipboard_manager();
    let person = Person::starts(&desktop, &[]);
    person.presses("Generate");
    person.presses("Copy");
    person.sees("Copied the public key");
    let line = desktop.clipboard();
    person.closes_the_window();
    person.presses("Discard key");
    person.ends_well();
    assert_eq!(desktop.clipboard(), line);
}

/// 760 x 620 points at this scale fit the screen, but not the part that the panel leaves.
#[test]
fn the_window_starts_within_what_panels_leave_of_the_screen() {
    let Some(desktop) = Desktop::start() else { return };
    let _panel = desktop.panel("60");
    wait_for("the panel to count", || {
        let desktops = desktop.tool("wmctrl", &["-d"]).output().ok()?;
        String::from_utf8_lossy(&desktops.stdout).contains("1280x940").then_some(())
    });
    let program = desktop.launch(env!("CARGO_BIN_EXE_keywright"), |command| {
        command.env("WINIT_X11_SCALE_FACTOR", "1.55");
    });
    let person = Person::at(&desktop, program);
    person.sees("Generate");
    wait_for("the window to be within the screen", || {
        let mut geometry = desktop.tool("xdotool", &["getwindowgeometry", "--shell", &person.window]);
        let geometry = output_of(&mut geometry);
        let number = |name: &str| {
            let line = geometry.lines().find_map(|line| line.strip_prefix(name))?;
            line.strip_prefix('=')?.parse::<i32>().ok()
        };
        let (bottom, width) = (number("Y")? + number("HEIGHT")?, number("WIDTH")?);
        (bottom <= 940 && width == 1178).then_some(())
    });
    person.photographs("beside_a_panel.png");
    person.closes_the_window();
    person.ends_well();
}

/// What a terminal's triple click and `cat FILE | xclip` copy has a line end.
#[test]
fn a_passphrase_that_is_pasted_with_its_line_end_opens_the_key_without_it() {
    let Some(desktop) = Desktop::start() else { return };
    let person = Person::starts(&desktop, &[]);
    let _copied = person.copies("clipboard", "new secret phrase\n");
    let _marked = person.copies("primary", "new secret phrase\r\n");
    person.middle_clicks("Passphrase");
    person.sees(&"•".repeat("new secret phrase".len()));
    person.pastes_into("Repeat passphrase");
    person.photographs("pasted.png");
    person.hits("Return");
    person.sees("Passphrase set");
    person.hits("ctrl+s");
    person.sees("Saved id_ed25519 and id_ed25519.pub in ~/.ssh.");
    let private = desktop.home().join(".ssh/id_ed25519");
    let opens = |passphrase: &str| {
        let mut keygen = desktop.tool("ssh-keygen", &["-y", "-P", passphrase, "-f"]);
        keygen.arg(&private).output().expect("ssh-keygen").status.success()
    };
    assert!(opens("new secret phrase"));
    assert!(!opens("new secret phrase ") && !opens("new secret phrase  "));
    person.closes_the_window();
    person.ends_well();

    let locked = Person::starts(&desktop, &[private.to_str().expect("a name in UTF-8")]);
    locked.sees("id_ed25519 is locked with a passphrase.");
    let lines = locked.copies("clipboard", "not this\nbut this\n");
    locked.pastes_into("Passphrase");
    locked.sees("The pasted text has several lines, but a passphrase is a single line.");
    drop(lines);
    let _copied = locked.copies("clipboard", "new secret phrase \n");
    locked.pastes_into("Passphrase");
    locked.sees("The passphrase ends with a space.");
    locked.photographs("pasted_space.png");
    locked.hits("Return");
    locked.sees("Unlocked without the space at the end of what you typed.");
    locked.closes_the_window();
    locked.ends_well();
}

/// Generate, Copy, Save; the clipboard and the disk say the same.
fn makes_and_saves(person: &Person<'_>) -> String {
    person.presses("Generate");
    person.sees("Ed25519 key");
    person.sees("SHA256:");
    person.presses("Copy");
    let line = person.desktop.clipboard();
    assert!(line.starts_with("ssh-ed25519 AAAA") && !line.contains('\n'), "{line}");
    person.sees("Copied the public key");
    person.presses("Save to ~/.ssh");
    person.sees("Saved id_ed25519 and id_ed25519.pub in ~/.ssh. Only you can read the private key.");
    person.photographs("saved.png");
    let folder = person.desktop.home().join(".ssh");
    let (private, public) = (folder.join("id_ed25519"), folder.join("id_ed25519.pub"));
    for (path, expected) in [(&folder, 0o700), (&private, 0o600), (&public, 0o644)] {
        has_mode(path, expected);
    }
    assert_eq!(fs::read_to_string(&public).expect("the public key"), format!("{line}\n"));
    let mut derived = person.desktop.tool("ssh-keygen", &["-y", "-P", "", "-f"]);
    assert_eq!(output_of(derived.arg(&private)).trim_end(), line);
    let fingerprint = |path: &Path| output_of(person.desktop.tool("ssh-keygen", &["-lf"]).arg(path));
    let copied = person.desktop.file("copied.pub");
    put(&copied, &line);
    assert_eq!(fingerprint(&private), fingerprint(&copied));
    let listed = fingerprint(&private);
    person.sees(listed.split_whitespace().nth(1).expect("a fingerprint"));
    line
}

#[track_caller]
fn has_mode(path: &Path, expected: u32) {
    let mode = fs::metadata(path).expect("what was saved").permissions().mode() & 0o7777;
    assert_eq!(mode, expected, "{}: {mode:o}", path.display());
}

/// With nobody at it, it does nothing.
fn rests(person: &Person<'_>) {
    person.misses("Copied the public key");
    // The toast about saving is the last thing to go.
    std::thread::sleep(Duration::from_secs(5));
    let before = person.wake_ups();
    std::thread::sleep(Duration::from_secs(3));
    let woken = person.wake_ups().saturating_sub(before);
    eprintln!("idle: {woken} wake-ups in 3 s");
    // The desktop itself may say something now and then. A clock of ours would show every second.
    assert!(woken <= 2, "{woken} wake-ups in 3 s with nobody at the window");
}

/// A locked key of PuTTY, dropped as by a file manager, its passphrase typed.
fn drops_and_unlocks(person: &Person<'_>) {
    let desktop = person.desktop;
    let (ppk, passphrase) = (desktop.file("an old key.ppk"), desktop.file("passphrase"));
    put(&passphrase, PASSPHRASE);
    let mut puttygen = desktop.tool("puttygen", &["-q", "-t", "ecdsa", "-b", "384", "-C", "ann@putty"]);
    puttygen.args(["--random-device", "/dev/urandom", "--new-passphrase"]).arg(&passphrase);
    output_of(puttygen.arg("-o").arg(&ppk));
    person.drops(&ppk);
    person.sees("an old key.ppk is locked with a passphrase.");
    person.sees("ECDSA key");
    // The keyboard is already where the passphrase belongs.
    person.types(PASSPHRASE);
    person.sees(&"•".repeat(PASSPHRASE.len()));
    person.photographs("locked.png");
    let read = desktop.accessible(&["tree"]);
    assert!(!read.contains(PASSPHRASE), "a screen reader would read the passphrase aloud:\n{read}");
    person.hits("Return");
    person.sees("Passphrase set");
    person.sees("ann@putty");
    let read = desktop.accessible(&["tree"]);
    assert!(!read.contains(PASSPHRASE), "a screen reader would read the passphrase aloud:\n{read}");
    person.photographs("unlocked.png");
}

fn is_asked_before_losing_a_change(person: &Person<'_>) {
    person.desktop.accessible(&["focus", "Comment"]);
    person.types("!");
    person.sees("Unsaved changes");
    person.closes_the_window();
    person.sees("Your changes are not saved");
    person.photographs("question.png");
    person.presses("Go back");
    person.misses("Your changes are not saved");
    // All is as it was.
    person.sees("Unsaved changes");
    person.sees("ann@putty");
}

/// A folder from the days of PuTTY, dropped; the unsaved change waits meanwhile.
fn converts_a_folder(person: &Person<'_>) {
    let desktop = person.desktop;
    let (folder, nothing) = (desktop.file("putty"), desktop.file("nothing"));
    fs::create_dir(&folder).expect("a folder");
    put(&nothing, "");
    for name in ["work", "home"] {
        let mut puttygen = desktop.tool("puttygen", &["-q", "-t", "ed25519", "-C", name]);
        puttygen.args(["--random-device", "/dev/urandom", "--new-passphrase"]).arg(&nothing);
        output_of(puttygen.arg("-o").arg(folder.join(name).with_extension("ppk")));
    }
    person.drops(&folder);
    person.sees("2 files");
    person.presses("Convert 2 keys");
    person.sees("2 converted.");
    person.photographs("many.png");
    for name in ["work", "home"] {
        let private = folder.with_file_name("putty-converted").join(name);
        let mut derived = desktop.tool("ssh-keygen", &["-y", "-P", "", "-f"]);
        let public = fs::read_to_string(private.with_extension("pub")).expect("the public key");
        assert_eq!(output_of(derived.arg(&private)), public);
    }
}

/// As from a terminal, or as the program that files are opened with.
fn starts_with_a_path(desktop: &Desktop, line: &str) {
    let path = desktop.home().join(".ssh/id_ed25519");
    let person = Person::starts(desktop, &[path.to_str().expect("a name in UTF-8")]);
    person.sees("No passphrase");
    person.sees(line);
    // Nothing would be lost: it closes without a question.
    person.closes_the_window();
    person.ends_well();
}
