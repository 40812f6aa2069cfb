//! A key that was rescued when the program was ended is offered, and waits in nobody's way.

use crate::pictures::{NARROW, WIDE, shot};
use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::{Key, Theme};
use egui_kittest::SnapshotResults;
use std::path::PathBuf;

const TITLE: &str = "Keywright was closed before this key was saved";
const KEY: &[u8] = include_bytes!("../vectors_window/ed25519");
const LOCKED: &[u8] = include_bytes!("../vectors_window/rsa4096_locked");

/// Where these were rescued, on that many days.
fn with_rescued(files: &[&[u8]]) -> (Outside, Vec<PathBuf>) {
    let outside = Outside::new();
    let put = |(day, bytes): (usize, &&[u8])| keys::put(&outside.shutdown.folder, &name(day), bytes);
    let paths = files.iter().enumerate().map(put).collect();
    (outside, paths)
}

fn name(day: usize) -> String {
    format!("unsaved-2026-11-2{day}")
}

#[test]
fn without_one_nothing_is_said() {
    Person::at_the_window().must_not_see(TITLE);
}

#[test]
fn it_is_opened_saved_and_then_its_file_is_gone() {
    let (outside, paths) = with_rescued(&[KEY]);
    let mut person = Person::with(outside, Look::default());
    person.must_see(TITLE);
    person.must_see("only you can read the file");
    person.click("Open recovered key");
    person.must_not_see(TITLE);
    person.must_see("Recovered, not saved yet");
    assert!(paths[0].exists());
    person.click("Save to ~/.ssh");
    person.must_not_see("Recovered, not saved yet");
    assert!(!paths[0].exists() && person.outside.dot_ssh("id_ed25519").exists());
}

#[test]
fn it_is_in_nobodys_way() {
    let (outside, paths) = with_rescued(&[KEY]);
    let mut person = Person::with(outside, Look::default());
    person.click("Generate");
    person.must_see(TITLE);
    person.click("Save to ~/.ssh");
    person.click("Convert keys");
    person.must_not_see(TITLE);
    person.click("New key");
    person.must_see(TITLE);
    person.click("Not now");
    person.must_not_see(TITLE);
    assert!(person.close());
    assert!(paths[0].exists());
}

#[test]
fn deleting_it_asks_and_the_safe_answer_comes_first() {
    let (outside, paths) = with_rescued(&[KEY, LOCKED]);
    let mut person = Person::with(outside, Look::default());
    person.must_see("Another key was recovered too.");
    person.click("Delete…");
    person.must_see("Delete the recovered key?");
    assert_eq!(person.focused().as_deref(), Some("Go back"));
    person.press(Key::Escape);
    assert!(paths[0].exists());
    person.click("Delete…");
    person.click("Delete key");
    assert!(!paths[0].exists() && paths[1].exists());
    person.must_see("locked with its passphrase");
    person.must_not_see("Another key was recovered too.");
}

#[test]
fn it_looks_as_it_did() {
    let mut results = SnapshotResults::new();
    let dark = Look { theme: Theme::Dark, ..NARROW };
    for (name, look, files) in [("light", WIDE, &[KEY, LOCKED][..]), ("narrow_dark", dark, &[LOCKED])] {
        let (outside, _) = with_rescued(files);
        let mut person = Person::with(outside, look);
        shot(&mut person, &format!("recovered_{name}"), &mut results);
    }
    let (outside, _) = with_rescued(&[KEY]);
    let mut person = Person::with(outside, WIDE);
    person.click("Delete…");
    shot(&mut person, "dialog_delete_recovered", &mut results);
}
