//! Pasting what other programs have copied: text, files, images, nothing, and from a program that hangs.

use crate::desktop::Desktop;
use crate::person::Person;
use crate::programs::wait_for;
use std::fs;
use std::time::{Duration, Instant};

const BUSY: &str = "Another program is holding the clipboard.";
const NOTHING: &str = "There is no text or file on the clipboard.";

#[test]
fn each_thing_that_can_be_copied_is_pasted_or_said() {
    let Some(desktop) = Desktop::start() else { return };
    let person = Person::starts(&desktop, &[]);
    person.focuses("Generate");
    person.hits("ctrl+v");
    person.sees(NOTHING);
    person.presses("Close message");
    person.misses(NOTHING);

    let image = person.copies_as("clipboard", "image/png", "\u{89}PNG");
    person.focuses("Generate");
    person.hits("ctrl+v");
    person.sees(NOTHING);
    person.photographs("nothing_to_paste.png");
    drop(image);

    let work = desktop.key_file("my work key", "at work");
    let uri = format!("file://{}\r\n", work.to_str().expect("UTF-8").replace(' ', "%20"));
    let files = person.copies_as("clipboard", "text/uri-list", &uri);
    person.focuses("Generate");
    person.hits("ctrl+v");
    person.sees("at work");
    drop(files);

    let home = desktop.key_file("home", "at home");
    let path = person.copies("clipboard", home.to_str().expect("UTF-8"));
    person.hits("Escape");
    person.focuses("Copy");
    person.hits("ctrl+v");
    person.sees("at home");
    drop(path);

    let line = fs::read_to_string(work.with_extension("pub")).expect("the public key");
    let text = person.copies("clipboard", &line);
    person.focuses("Copy");
    person.hits("shift+Insert");
    person.sees("Public key only");
    person.sees(line.trim_end());
    drop(text);
    person.closes_the_window();
    person.ends_well();
}

#[test]
fn what_is_marked_and_copied_in_a_field_can_be_pasted_in_other_programs_and_here() {
    let Some(desktop) = Desktop::start() else { return };
    let person = Person::starts(&desktop, &[]);
    let selected = |selection: &str| {
        let output = desktop.tool("xclip", &["-o", "-selection", selection]).output().expect("xclip");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    person.focuses("Comment");
    person.hits("ctrl+a");
    person.types("one two");
    person.hits("ctrl+a");
    person.hits("ctrl+c");
    assert_eq!(desktop.clipboard(), "one two");
    wait_for("what is selected to be there", || (selected("primary") == "one two").then_some(()));
    person.focuses("Passphrase");
    person.types("hunter2");
    for keys in ["ctrl+a", "ctrl+c", "ctrl+Insert", "ctrl+x"] {
        person.hits(keys);
    }
    person.sees(&"•".repeat("hunter2".len()));
    for selection in ["clipboard", "primary"] {
        assert_eq!(selected(selection), "one two", "{selection}");
    }
    person.pastes_into("Repeat passphrase");
    person.sees("The passphrases do not match.");
    person.middle_clicks("Comment");
    person.sees("one twoone two");
    person.closes_the_window();
    person.ends_well();
}

/// Two seconds, then a sentence, and what was typed meanwhile.
#[test]
fn a_program_that_hangs_with_the_clipboard_does_not_stop_the_window() {
    let Some(desktop) = Desktop::start() else { return };
    let person = Person::starts(&desktop, &[]);
    let owner = desktop.silent_owner();
    person.focuses("Passphrase");
    person.types("typed");
    // Typing and screen readers wake it too, but not all the time.
    let fewest_wake_ups = || {
        let in_a_moment = |_| {
            let before = person.wake_ups_of_window();
            std::thread::sleep(Duration::from_millis(300));
            person.wake_ups_of_window().saturating_sub(before)
        };
        (0..4).map(in_a_moment).min().unwrap_or_default()
    };
    let resting = fewest_wake_ups();
    let asked = Instant::now();
    person.hits("ctrl+v");
    let waiting = fewest_wake_ups();
    eprintln!("the window woke {resting} times in 0.3 s before a paste was awaited, then {waiting}");
    // A window that asks for one frame after the other wakes at least eighteen times.
    assert!(waiting <= resting + 10, "{waiting} {resting}");
    person.types(" on");
    person.sees(BUSY);
    eprintln!("the sentence about the clipboard was seen after {:?}", asked.elapsed());
    person.sees(&"•".repeat("typed on".len()));
    person.photographs("clipboard_busy.png");
    assert!(asked.elapsed() < Duration::from_secs(20), "{:?}", asked.elapsed());
    person.presses("Close message");
    person.misses(BUSY);
    person.middle_clicks("Passphrase");
    person.sees(BUSY);
    drop(owner);

    let _copied = person.copies("clipboard", "now");
    person.pastes_into("Passphrase");
    person.sees(&"•".repeat("typed onnow".len()));
    person.closes_the_window();
    person.ends_well();
}
