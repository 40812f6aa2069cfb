//! Private keys that others can read: what ssh says of them is said here before.

use crate::pictures::{NARROW, WIDE, shot};
use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::{Event, Key, Modifiers};
use egui_kittest::SnapshotResults;
use keywright::format::PrivateFormat;
use keywright::key::NewKind;
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

fn lax(folder: &Path, name: &str, format: PrivateFormat) -> PathBuf {
    let kind = NewKind::Ecdsa(keywright::key::Curve::P256);
    let path = keys::put(folder, name, &keys::written(&keys::made(kind, "lax"), format, None));
    fs::set_permissions(&path, Permissions::from_mode(0o644)).expect("a mode");
    path
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("a file").permissions().mode() & 0o7777
}

#[test]
fn a_key_that_others_can_read_is_kept_to_its_owner_with_one_click() {
    for format in [PrivateFormat::OpenSsh, PrivateFormat::Pem, PrivateFormat::Pkcs8] {
        let mut person = Person::at_the_window();
        let path = lax(person.outside.home.path(), "server.pem", format);
        person.drop_files(std::slice::from_ref(&path));
        person.must_see("Others can read ~/server.pem, so ssh refuses to use it.");
        assert_eq!(mode(&path), 0o644, "nothing is changed unasked");
        assert_eq!(person.focused().as_deref(), Some("Make private"), "one press of a key is enough");
        person.press(Key::Enter);
        assert_eq!(mode(&path), 0o600);
        person.must_see("Only you can access ~/server.pem now. There is nothing else to save.");
        person.must_see("ssh -i ~/server.pem user@host");
        person.must_not_see("so ssh refuses to use it");
        assert_eq!(person.focused().as_deref(), Some("Copy"), "it goes on to the key");
        person.click("Copy command");
        assert_eq!(person.outside.copied(), ["ssh -i ~/server.pem user@host"]);
        person.must_see("Copied the command");
    }
}

#[test]
fn no_command_is_offered_for_a_key_that_ssh_refuses_anyway() {
    let mut person = Person::at_the_window();
    let bytes = include_bytes!("../vectors/pem/dsa.pem");
    let path = keys::put(person.outside.home.path(), "old.pem", bytes);
    fs::set_permissions(&path, Permissions::from_mode(0o644)).expect("a mode");
    person.drop_files(&[path]);
    person.click("Make private");
    person.must_see("Only you can access ~/old.pem now. There is nothing else to save.");
    person.must_not_see("ssh -i");
    assert!(!person.can_click("Copy command"));
}

#[test]
fn whoever_types_the_passphrase_of_such_a_key_goes_on_typing() {
    let mut person = Person::at_the_window();
    let key = keys::made(NewKind::Ed25519, "locked");
    let path = person.outside.path("server.pem");
    keys::put(
        person.outside.home.path(),
        "server.pem",
        &keys::written(&key, PrivateFormat::OpenSsh, Some("x")),
    );
    fs::set_permissions(&path, Permissions::from_mode(0o644)).expect("a mode");
    person.drop_files(&[path]);
    person.must_see("so ssh refuses to use it");
    assert_eq!(person.focused().as_deref(), Some("Passphrase"));
    person.type_into("Passphrase", "x");
    person.press(Key::Enter);
    person.must_see("Passphrase set");
    person.must_see("so ssh refuses to use it");
}

#[test]
fn whoever_types_while_the_file_is_read_presses_nothing_with_the_next_space() {
    let mut person = Person::at_the_window();
    let path = lax(person.outside.home.path(), "server.pem", PrivateFormat::OpenSsh);
    person.focus("Comment");
    person.outside.worker.hold();
    person.drop_files(std::slice::from_ref(&path));
    person.window.input_mut().events.push(Event::Text("my".to_owned()));
    person.window.step();
    assert!(person.value("Comment").ends_with("my"));
    person.outside.worker.release();
    person.look();
    person.must_see("so ssh refuses to use it");
    person.press(Key::Space);
    assert_eq!(mode(&path), 0o644, "nothing is changed unasked");
}

#[test]
fn a_question_that_is_asked_meanwhile_has_the_keyboard() {
    let mut person = Person::at_the_window();
    let path = lax(person.outside.home.path(), "server.pem", PrivateFormat::OpenSsh);
    person.drop_files(&[path]);
    assert_eq!(person.focused().as_deref(), Some("Make private"));
    person.click("Set a passphrase…");
    assert_eq!(person.focused().as_deref(), Some("New passphrase"));
    person.press(Key::Escape);
    assert_eq!(person.focused().as_deref(), Some("Make private"));
}

#[test]
fn after_a_click_that_makes_the_file_private_the_passphrase_can_be_typed_at_once() {
    let mut person = Person::at_the_window();
    let key = keys::made(NewKind::Ed25519, "locked");
    let bytes = keys::written(&key, PrivateFormat::OpenSsh, Some("x"));
    let path = keys::put(person.outside.home.path(), "server.pem", &bytes);
    fs::set_permissions(&path, Permissions::from_mode(0o644)).expect("a mode");
    person.drop_files(&[path]);
    person.click("Make private");
    person.must_see("Only you can access ~/server.pem now.");
    assert_eq!(person.focused().as_deref(), Some("Passphrase"));
}

#[test]
fn what_is_said_of_a_file_goes_with_its_key() {
    let other = keys::written(&keys::made(NewKind::Ed25519, "other"), PrivateFormat::OpenSsh, None);
    for fixed in [false, true] {
        let words = if fixed { "Only you can access ~/server.pem now" } else { "so ssh refuses to use it" };
        for leave in [
            (|person, _| person.keys(Modifiers::COMMAND, Key::N)) as fn(&mut Person, &[u8]),
            |person, other| person.paste(std::str::from_utf8(other).expect("text")),
        ] {
            let mut person = Person::at_the_window();
            let path = lax(person.outside.home.path(), "server.pem", PrivateFormat::OpenSsh);
            person.drop_files(&[path]);
            if fixed {
                person.click("Make private");
            }
            person.must_see(words);
            leave(&mut person, &other);
            person.must_not_see(words);
        }
    }
}

#[test]
fn through_a_link_the_file_itself_is_told_of_and_mended() {
    let mut person = Person::at_the_window();
    let path = lax(person.outside.home.path(), "key", PrivateFormat::OpenSsh);
    let link = path.with_file_name("link");
    symlink("key", &link).expect("a link");
    person.drop_files(&[link]);
    person.click("Make private");
    assert_eq!(mode(&path), 0o600);
}

#[test]
fn files_that_ssh_does_not_read_or_takes_are_not_complained_of() {
    let mut person = Person::at_the_window();
    let ppk = lax(person.outside.home.path(), "key.ppk", PrivateFormat::Ppk3);
    person.drop_files(&[ppk]);
    person.must_not_see("so ssh refuses to use it");
    let tight = lax(person.outside.home.path(), "tight", PrivateFormat::OpenSsh);
    for right in [0o600, 0o400] {
        fs::set_permissions(&tight, Permissions::from_mode(right)).expect("a mode");
        person.drop_files(std::slice::from_ref(&tight));
        person.must_not_see("so ssh refuses to use it");
    }
}

#[test]
fn a_file_that_is_gone_by_then_is_told_of() {
    let mut person = Person::at_the_window();
    let path = lax(person.outside.home.path(), "key", PrivateFormat::OpenSsh);
    person.drop_files(std::slice::from_ref(&path));
    fs::remove_file(&path).expect("a file");
    person.click("Make private");
    person.must_see("Could not change the permissions of ~/key");
}

#[test]
fn the_message_looks_as_it_did() {
    let mut results = SnapshotResults::new();
    for (name, look) in
        [("light", WIDE), ("narrow_dark", Look { theme: eframe::egui::Theme::Dark, ..NARROW })]
    {
        let mut person = Person::with(Outside::new(), look);
        let file = include_bytes!("../vectors_window/rsa4096_locked");
        let path = keys::put(person.outside.home.path(), "server.pem", file);
        fs::set_permissions(&path, Permissions::from_mode(0o644)).expect("a mode");
        person.drop_files(&[path]);
        shot(&mut person, &format!("others_{name}"), &mut results);
        person.click("Make private");
        shot(&mut person, &format!("others_fixed_{name}"), &mut results);
    }
}

#[test]
fn nothing_else_to_save_is_not_said_of_a_key_with_changes() {
    let mut person = Person::at_the_window();
    let path = lax(person.outside.home.path(), "server.pem", PrivateFormat::OpenSsh);
    person.drop_files(&[path]);
    person.retype("Comment", "another");
    person.click("Make private");
    person.must_see("Only you can access ~/server.pem now. Your changes to the key are not saved yet.");
    person.must_not_see("There is nothing else to save");
}
