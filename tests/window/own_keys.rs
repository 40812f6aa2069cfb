//! Whoever has a key already need not make another one.

use crate::pictures::{NARROW, WIDE, shot};
use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::{Key, Modifiers, Theme};
use egui_kittest::SnapshotResults;
use keywright::format::PrivateFormat;
use keywright::key::{Curve, NewKind};

/// A locked key with its public key beside it, and a key without one.
fn with_keys() -> (Outside, [String; 2]) {
    let outside = Outside::new();
    let folder = outside.dot_ssh("");
    let locked = keys::made(NewKind::Ed25519, "ann@laptop");
    keys::put(&folder, "id_ed25519", &keys::written(&locked, PrivateFormat::OpenSsh, Some("x")));
    keys::put(&folder, "id_ed25519.pub", format!("{}\n", locked.public().line()).as_bytes());
    let open = keys::made(NewKind::Ed25519, "work");
    keys::put(&folder, "work", &keys::written(&open, PrivateFormat::OpenSsh, None));
    keys::put(&folder, "config", b"Host *\n");
    keys::put(&folder, "known_hosts", format!("desk {}\n", open.public().line()).as_bytes());
    keys::put(&folder, "work.2026-01-01.bak", &keys::written(&open, PrivateFormat::OpenSsh, None));
    (outside, [locked.public().line(), open.public().line()])
}

#[test]
fn without_keys_nothing_is_said_of_them() {
    let person = Person::at_the_window();
    person.must_not_see("You already have");
    person.must_see("a public key to give to whoever asks for it, and a private key that stays with you");
}

#[test]
fn the_public_key_of_a_key_that_is_there_is_copied_with_one_click() {
    let (outside, lines) = with_keys();
    let mut person = Person::with(outside, Look::default());
    person.must_see("You already have 2 keys");
    person.must_see("Ed25519 · ann@laptop");
    person.must_see("Ed25519 · work");
    for other in ["config", "known_hosts", "work.2026-01-01.bak", "id_ed25519.pub"] {
        assert!(!person.can_click(&format!("Open {other}")), "{other} is no key of its own");
    }
    person.click("Copy public key of id_ed25519");
    person.must_see("Copied the public key");
    person.click("Copy public key of work");
    assert_eq!(person.outside.copied(), lines);
}

#[test]
fn a_key_that_is_there_opens_without_a_file_dialog() {
    let (outside, lines) = with_keys();
    let mut person = Person::with(outside, Look::default());
    person.click("Open work");
    assert_eq!(person.value("Public key"), lines[1]);
    person.must_not_see("You already have");
    person.keys(Modifiers::COMMAND, Key::N);
    person.click("Open id_ed25519");
    person.must_see("id_ed25519 is locked with a passphrase.");
}

#[test]
fn a_key_that_was_saved_is_in_the_list_of_the_next_form() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    person.click("Save to ~/.ssh");
    person.keys(Modifiers::COMMAND, Key::N);
    person.must_see("You already have a key");
    person.must_see("Ed25519 · ann@desk");
}

#[test]
fn a_long_list_is_shown_when_it_is_asked_for() {
    let outside = Outside::new();
    for number in 1..=5 {
        let key = keys::made(NewKind::Ed25519, "k");
        keys::put(
            &outside.dot_ssh(""),
            &format!("key{number}"),
            &keys::written(&key, PrivateFormat::OpenSsh, None),
        );
    }
    let mut person = Person::with(outside, Look::default());
    assert!(person.can_click("Open key2") && !person.can_click("Open key3"));
    person.click("Show all 5 keys");
    assert!(person.can_click("Open key5"));
    person.must_not_see("Show all 5 keys");
}

/// Only that file says what the public key is: the private one does not open without its passphrase.
#[test]
fn a_line_that_is_taken_from_the_file_beside_a_locked_key_says_so() {
    let outside = Outside::new();
    let key = keys::made(NewKind::Ecdsa(Curve::P256), "ann@old");
    keys::put(&outside.dot_ssh(""), "old.key", &keys::written(&key, PrivateFormat::Pem, Some("x")));
    keys::put(&outside.dot_ssh(""), "old.key.pub", format!("{}\n", key.public().line()).as_bytes());
    let mut person = Person::with(outside, Look::default());
    person.must_see("ECDSA · ann@old · from old.key.pub");
    person.click("Copy public key of old.key");
    assert_eq!(person.outside.copied(), [key.public().line()]);
}

#[test]
fn what_is_copied_is_in_the_file_now() {
    let (outside, lines) = with_keys();
    let mut person = Person::with(outside, Look::default());
    let other = keys::made(NewKind::Ed25519, "other");
    keys::put(&person.outside.dot_ssh(""), "work", &keys::written(&other, PrivateFormat::OpenSsh, None));
    person.click("Copy public key of work");
    person.must_see("Ed25519 · other");
    std::fs::remove_file(person.outside.dot_ssh("id_ed25519")).expect("a key");
    person.click("Copy public key of id_ed25519");
    person.must_see("~/.ssh/id_ed25519");
    person.must_see("You already have a key");
    assert_eq!(person.outside.copied(), [other.public().line()]);
    assert_ne!(other.public().line(), lines[1]);
}

#[test]
fn a_list_that_is_too_long_says_how_many_more_there_are() {
    let outside = Outside::new();
    let key = keys::written(&keys::made(NewKind::Ed25519, "k"), PrivateFormat::OpenSsh, None);
    for number in 0..103 {
        keys::put(&outside.dot_ssh(""), &format!("key{number:03}"), &key);
    }
    let mut person = Person::with(outside, Look::default());
    person.must_see("You already have 103 keys");
    person.must_not_see("and 3 more");
    person.click("Show the first 100 keys");
    person.must_see("and 3 more");
}

#[test]
fn the_first_page_with_keys_looks_as_it_did() {
    let mut results = SnapshotResults::new();
    for (name, look) in [("light", WIDE), ("narrow_dark", Look { theme: Theme::Dark, ..NARROW })] {
        let outside = Outside::new();
        let folder = outside.dot_ssh("");
        keys::put(&folder, "id_ed25519", include_bytes!("../vectors_window/ed25519"));
        keys::put(&folder, "id_rsa", include_bytes!("../vectors_window/rsa4096_locked"));
        keys::put(&folder, "old.ppk", include_bytes!("../vectors_window/cp1252.ppk"));
        let long = "a-key-with-a-name-that-is-longer-than-there-is-room-for-it-in-a-row-of-the-list";
        keys::put(&folder, long, include_bytes!("../vectors_window/ed25519"));
        let mut person = Person::with(outside, look);
        shot(&mut person, &format!("own_keys_{name}"), &mut results);
    }
}

#[test]
fn a_slow_disk_keeps_nobody_from_typing() {
    let (outside, _) = with_keys();
    outside.worker.hold();
    let mut person = Person::with(outside, Look::default());
    person.must_not_see("You already have");
    person.type_into("Comment", "-1");
    person.outside.worker.release();
    person.look();
    person.must_see("You already have 2 keys");
    assert_eq!(person.focused().as_deref(), Some("Comment"));
    assert_eq!(person.value("Comment"), "ann@desk-1");
}

#[test]
fn the_key_that_ssh_uses_by_default_comes_first() {
    let outside = Outside::new();
    for name in ["aws", "backup", "github", "id_ed25519"] {
        let key = keys::made(NewKind::Ed25519, name);
        keys::put(&outside.dot_ssh(""), name, &keys::written(&key, PrivateFormat::OpenSsh, None));
    }
    let person = Person::with(outside, Look::default());
    assert!(person.can_click("Open id_ed25519") && person.can_click("Open aws"));
    assert!(!person.can_click("Open backup") && !person.can_click("Open github"));
}
