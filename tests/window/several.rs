//! A file or a pasted text with several keys: the person chooses.

use crate::pictures::{NARROW, WIDE, shot};
use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::{Key, Theme};
use egui_kittest::SnapshotResults;
use keywright::app::{Dialog, KeyState};
use keywright::format::PrivateFormat;
use keywright::key::{Curve, NewKind};
use std::fs;
use std::path::PathBuf;

/// An open key, a damaged one and a locked one.
fn text() -> String {
    let written = |kind, comment: &str, passphrase| {
        let key = keys::made(kind, comment);
        String::from_utf8(keys::written(&key, PrivateFormat::Ppk3, passphrase)).expect("text")
    };
    let damaged = written(NewKind::Ed25519, "damaged", None).replace("Private-MAC: ", "Private-MAC: 0");
    let locked = written(NewKind::Ecdsa(Curve::P256), "locked", Some("x"));
    [written(NewKind::Ed25519, "first", None), damaged, locked].concat()
}

fn file(outside: &Outside, text: &str) -> PathBuf {
    keys::put(outside.home.path(), "keys.ppk", text.as_bytes())
}

#[test]
fn the_person_chooses_one_of_several_keys() {
    let mut person = Person::at_the_window();
    let path = file(&person.outside, &text());
    person.drop_files(&[path]);
    person.must_see("keys.ppk contains 3 keys");
    assert!(matches!(person.model().key.state, KeyState::None), "never the first silently");
    person.must_see("Ed25519 key, first, Private key, no passphrase · SHA256:");
    person.must_see("Key 2 cannot be read");
    person.must_see("keys.ppk (key 2 of 3)");
    person.must_see("ECDSA key, locked, Private key, locked · SHA256:");
    assert_eq!(person.controls().iter().filter(|name| name.starts_with("Open ")).count(), 2);
    person.click("Open ECDSA key locked");
    person.must_see("keys.ppk (key 3 of 3) is locked with a passphrase.");
    person.type_into("Passphrase", "x");
    person.press(Key::Enter);
    person.must_see("Passphrase set");
}

#[test]
fn by_keyboard_the_first_key_is_the_next_thing_to_do() {
    let mut person = Person::at_the_window();
    person.paste(&text());
    person.must_see("The pasted text contains 3 keys");
    assert_eq!(person.focused().as_deref(), Some("Open Ed25519 key first"));
    person.press(Key::Tab);
    assert_eq!(person.focused().as_deref(), Some("Open ECDSA key locked"));
    person.press(Key::Escape);
    person.must_not_see("The pasted text contains 3 keys");
    person.paste(&text());
    person.press(Key::Enter);
    person.must_see("Ed25519 key");
    person.must_see("Not saved yet");
}

#[test]
fn an_unsaved_key_is_not_lost_before_one_was_chosen() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    let line = person.value("Public key");
    let path = file(&person.outside, &text());
    person.drop_files(&[path]);
    person.must_see("keys.ppk contains 3 keys");
    person.click("Cancel");
    assert_eq!(person.value("Public key"), line);
    person.must_see("Not saved yet");
}

#[test]
fn all_of_them_are_converted_each_in_a_row_of_its_own() {
    let mut person = Person::at_the_window();
    let path = file(&person.outside, &text());
    person.drop_files(&[path]);
    person.click("Convert all…");
    person.must_see("3 keys in 1 file");
    person.must_see("keys.ppk (key 1 of 3), PuTTY 3 · Ed25519 · no passphrase");
    person.must_see("One key or file cannot be converted; its row says why.");
    person.type_into("Passphrase for the locked keys", "x");
    person.click("Unlock");
    person.click("Convert 2 keys");
    person.must_see("2 converted. One key or file was not converted; its row says why.");
    let comments = ["keys", "keys_3"].map(|name| {
        let public =
            fs::read_to_string(person.outside.path(name).with_extension("pub")).expect("a public key");
        public.trim_end().rsplit(' ').next().unwrap_or_default().to_owned()
    });
    assert_eq!(comments, ["first", "locked"]);
    // Adding the file again brings nothing new.
    person.drop_files(&[person.outside.path("keys.ppk")]);
    person.must_see("3 keys in 1 file");
}

#[test]
fn saving_one_of_them_leaves_the_file_with_the_others_alone() {
    let mut person = Person::at_the_window();
    let keys = ["one", "two"].map(|comment| {
        let key = keys::made(NewKind::Ed25519, comment);
        String::from_utf8(keys::written(&key, PrivateFormat::OpenSsh, None)).expect("text")
    });
    let path = keys::put(&person.outside.dot_ssh(""), "id_ed25519", keys.concat().as_bytes());
    person.drop_files(std::slice::from_ref(&path));
    person.click("Open Ed25519 key two");
    person.retype("Comment", "changed");
    person.click("Save a copy to ~/.ssh");
    person.must_see("Saved id_ed25519_2");
    assert_eq!(fs::read_to_string(path).expect("it"), keys.concat());
}

#[test]
fn going_back_from_losing_a_key_leads_back_to_the_list() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    let own = person.value("Public key");
    let lines = ["one", "two"].map(|comment| keys::made(NewKind::Ed25519, comment).public().line());
    person.paste(&lines.join("\n"));
    person.click("Open Ed25519 key two");
    person.press(Key::Escape);
    assert!(matches!(person.model().shell.dialog, Some(Dialog::Choose(_))));
    person.click("Open Ed25519 key one");
    person.press(Key::Escape);
    person.press(Key::Escape);
    assert_eq!(person.value("Public key"), own);
}

#[test]
fn a_long_list_is_reached_by_keyboard() {
    let mut person = Person::at_the_window();
    let lines: Vec<String> = (0..30)
        .map(|number| keys::made(NewKind::Ed25519, &format!("k{number:02}")).public().line())
        .collect();
    person.paste(&lines.join("\n"));
    person.must_see("contains 30 keys");
    let mut reached = Vec::new();
    for _ in 0..35 {
        reached.extend(person.focused());
        person.press(Key::Tab);
    }
    for number in 0..30 {
        assert!(reached.contains(&format!("Open Ed25519 key k{number:02}")), "{number}: {reached:?}");
    }
}

#[test]
fn the_question_does_not_print_a_secret() {
    let mut person = Person::at_the_window();
    person.paste(&text());
    let Some(Dialog::Choose(choice)) = &person.model().shell.dialog else { panic!("not asked") };
    assert!(!format!("{choice:?}").contains("Private-Lines"));
}

#[test]
fn the_list_looks_as_it_did() {
    let mut results = SnapshotResults::new();
    let damaged = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n";
    let text = [
        include_str!("../vectors_window/ed25519"),
        damaged,
        include_str!("../vectors_window/rsa4096_locked"),
        include_str!("../vectors_window/rsa1024.pub"),
    ]
    .concat();
    for (name, look) in [("light", WIDE), ("narrow_dark", Look { theme: Theme::Dark, ..NARROW })] {
        let mut person = Person::with(Outside::new(), look);
        let path = keys::put(person.outside.home.path(), "keys.pem", text.as_bytes());
        person.drop_files(&[path]);
        shot(&mut person, &format!("several_{name}"), &mut results);
    }
}
