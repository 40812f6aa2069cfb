//! Keys under a passphrase.

use crate::pictures::{NARROW, WIDE, shot};
use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::Key;
use egui_kittest::SnapshotResults;
use keywright::app::{Action, KeyState};
use keywright::format::{self, KeyFile, PrivateFormat};
use keywright::key::{NewKind, Passphrase};
use std::fs;

fn with_a_locked_key(format: PrivateFormat) -> (Person, String) {
    let mut person = Person::at_the_window();
    let key = keys::made(NewKind::Ed25519, "locked one");
    let path = keys::put(person.outside.home.path(), "locked", &keys::written(&key, format, Some("hunter2")));
    person.drop_files(&[path]);
    (person, key.public().line())
}

#[test]
fn what_is_public_stands_there_before_the_passphrase_is_asked() {
    for format in [PrivateFormat::Ppk3, PrivateFormat::Ppk2, PrivateFormat::OpenSsh] {
        let (mut person, line) = with_a_locked_key(format);
        person.must_see("locked is locked with a passphrase.");
        person.must_see("Ed25519 key");
        person.must_see("SHA256:");
        // An OpenSSH file keeps its comment inside the locked part.
        assert!(line.starts_with(&person.value("Public key")));
        person.click("Copy");
        assert!(line.starts_with(&person.outside.copied()[0]));
    }
}

#[test]
fn a_wrong_passphrase_says_so_and_the_right_one_opens_the_key() {
    for format in [PrivateFormat::Ppk3, PrivateFormat::Ppk2, PrivateFormat::OpenSsh] {
        let (mut person, line) = with_a_locked_key(format);
        assert_eq!(person.focused().as_deref(), Some("Passphrase"), "the keyboard is where it is needed");
        person.type_into("Passphrase", "hunter1");
        person.press(Key::Enter);
        person.must_see("Wrong passphrase. Check the keyboard layout and Caps Lock.");
        assert_eq!(person.focused().as_deref(), Some("Passphrase"));
        // All of it is selected: typing starts the next try.
        person.type_into("Passphrase", "hunter2");
        person.press(Key::Enter);
        person.must_see("Passphrase set");
        assert_eq!(person.focused().as_deref(), Some("Copy"), "the next thing to do");
        assert_eq!(person.value("Public key"), line);
        person.must_not_see("Not saved yet");
    }
}

#[test]
fn the_passphrase_is_kept_when_the_key_is_saved_in_another_form() {
    let (mut person, line) = with_a_locked_key(PrivateFormat::Ppk3);
    person.type_into("Passphrase", "hunter2");
    person.click("Unlock");
    person.must_see("Will save locked, encrypted with your passphrase, and locked.pub.");
    person.click("Convert and save to ~/.ssh");
    let bytes = fs::read(person.outside.dot_ssh("locked")).expect("the file");
    let Ok(KeyFile::Encrypted(key)) = format::read(&bytes) else { panic!("it lost its passphrase") };
    let passphrase = Passphrase::new("hunter2").expect("not empty");
    let (key, _) = key.decrypt(&passphrase, None, &keywright::key::NoProgress).expect("the same passphrase");
    assert_eq!(key.public().line(), line);
}

#[test]
fn after_some_wrong_tries_it_is_said_what_to_do_when_nobody_knows_it() {
    let (mut person, _) = with_a_locked_key(PrivateFormat::Ppk3);
    for _ in 0..3 {
        person.type_into("Passphrase", "no");
        person.press(Key::Enter);
    }
    person.must_see("Without it the key cannot be recovered; you can make a new one.");
}

#[test]
fn a_long_try_can_be_cancelled_and_its_late_answer_changes_nothing() {
    let (mut person, _) = with_a_locked_key(PrivateFormat::Ppk3);
    person.outside.worker.hold();
    person.type_into("Passphrase", "hunter2");
    person.click("Unlock");
    person.must_see("Checking the passphrase…");
    person.click("Cancel");
    person.outside.worker.release();
    person.look();
    assert!(matches!(person.model().key.state, KeyState::Locked(_)));
    person.click("Unlock");
    person.must_see("Passphrase set");
}

#[test]
fn a_passphrase_from_another_character_set_opens_and_is_told() {
    let key = keys::made(NewKind::Ed25519, "old windows");
    // PuTTY on Windows took the bytes of code page 1252.
    let bytes = include_bytes!("../vectors_window/cp1252.ppk");
    let _ = key;
    let mut person = Person::at_the_window();
    let path = keys::put(person.outside.home.path(), "cp1252.ppk", bytes);
    person.drop_files(&[path]);
    person.type_into("Passphrase", "Tést");
    person.press(Key::Enter);
    person.must_see("encoded the passphrase as windows-1252");
}

#[test]
fn the_keyboard_is_in_the_field_also_after_a_question() {
    let (mut locked, _) = with_a_locked_key(PrivateFormat::Ppk3);
    locked.click("Close");
    locked.click("Generate");
    locked.drop_files(&[locked.outside.path("locked")]);
    locked.click("Discard key");
    assert_eq!(locked.focused().as_deref(), Some("Passphrase"));
}

#[test]
fn the_key_can_be_left_alone() {
    let (mut person, _) = with_a_locked_key(PrivateFormat::OpenSsh);
    person.click("Close");
    assert!(matches!(person.model().key.state, KeyState::None));
}

/// A key whose file tells nothing without its passphrase, as those of PEM do.
fn with_a_key_that_tells_nothing(look: Look) -> Person {
    let outside = Outside::new();
    let key = keys::made(NewKind::Ed25519, "hidden");
    let bytes = keys::written(&key, PrivateFormat::OpenSsh, Some("hunter2"));
    let path = keys::put(outside.home.path(), "server.pem", &bytes);
    let worker = Box::new(outside.worker.clone());
    Person::with_prepared(outside, look, worker, move |app| {
        app.act(Action::Open(vec![path]));
        app.drain_events();
        let KeyState::Locked(encrypted) = &mut app.model.key.state else { panic!("not locked") };
        encrypted.facts = None;
    })
}

#[test]
fn of_a_file_that_tells_nothing_it_is_said_what_it_is_and_its_passphrase_is_asked() {
    let mut person = with_a_key_that_tells_nothing(Look::default());
    person.must_see("Private key");
    person.must_see("Locked");
    person.must_see("server.pem is locked with a passphrase.");
    person.must_not_see("SHA256:");
    assert!(!person.can_click("Copy"), "there is nothing to copy yet");
    assert_eq!(person.focused().as_deref(), Some("Passphrase"));
    person.type_into("Passphrase", "hunter1");
    person.press(Key::Enter);
    person.must_see("Wrong passphrase.");
    person.type_into("Passphrase", "hunter2");
    person.press(Key::Enter);
    person.must_see("Ed25519 key");
    person.must_see("SHA256:");
}

#[test]
fn a_file_that_tells_nothing_looks_as_it_did() {
    let mut results = SnapshotResults::new();
    for (name, look) in [("light", WIDE), ("narrow", NARROW)] {
        let mut person = with_a_key_that_tells_nothing(look);
        shot(&mut person, &format!("locked_pem_{name}"), &mut results);
    }
}
