//! Where the keyboard is: always at the one thing to do next, never nowhere.

use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::{Event, Key, Modifiers};
use keywright::app::KeyState;
use keywright::format::PrivateFormat;
use keywright::key::NewKind;

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

#[track_caller]
fn is_at(person: &Person, name: &str) {
    assert_eq!(person.focused().as_deref(), Some(name));
}

fn tab_to(person: &mut Person, name: &str) {
    for _ in 0..40 {
        if person.focused().as_deref() == Some(name) {
            return;
        }
        person.press(Key::Tab);
    }
    panic!("Tab does not come to {name}");
}

/// Keeps the key down for ten frames, as a keyboard that repeats it.
fn hold_down(person: &mut Person, key: Key) {
    for _ in 0..10 {
        person.window.input_mut().events.push(press(key, true));
        person.window.step();
    }
}

fn let_go(person: &mut Person, key: Key) {
    person.window.input_mut().events.push(press(key, false));
    person.look();
}

fn press(key: Key, pressed: bool) -> Event {
    Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE }
}

#[test]
fn the_first_field_has_it_at_the_start_and_in_every_new_form() {
    let mut person = Person::at_the_window();
    is_at(&person, "Comment");
    tab_to(&mut person, "Choose a file…");
    person.keys(CTRL, Key::N);
    is_at(&person, "Comment");
    person.click("Generate");
    person.click("Save to ~/.ssh");
    person.keys(CTRL, Key::N);
    is_at(&person, "Comment");
    person.keys(CTRL_SHIFT, Key::O);
    person.keys(CTRL, Key::N);
    is_at(&person, "Comment");
}

#[test]
fn a_held_enter_makes_a_key_and_presses_nothing_after_that() {
    for (kind, under_way) in [("Ed25519", false), ("RSA", true)] {
        let mut person = Person::at_the_window();
        person.click(kind);
        tab_to(&mut person, "Generate");
        if under_way {
            person.outside.worker.hold();
        }
        hold_down(&mut person, Key::Enter);
        if under_way {
            assert!(
                matches!(person.model().key.state, KeyState::Generating { .. }),
                "Cancel was not pressed"
            );
            person.outside.worker.release();
        }
        hold_down(&mut person, Key::Enter);
        person.must_see("Not saved yet");
        assert!(!person.outside.dot_ssh("").exists() && person.outside.copied().is_empty());
        let_go(&mut person, Key::Enter);
        person.press(Key::Enter);
        person.must_see("Only you can read the private key.");
    }
}

#[test]
fn while_a_key_is_made_it_is_at_cancel_and_then_back_where_it_was() {
    for field in ["Bits", "Comment"] {
        let mut person = Person::at_the_window();
        person.click("RSA");
        person.outside.worker.hold();
        person.type_into(field, "");
        person.press(Key::Enter);
        is_at(&person, "Cancel");
        person.press(Key::Enter);
        assert!(matches!(person.model().key.state, KeyState::None));
        is_at(&person, field);
    }
}

#[test]
fn escape_in_the_menu_of_formats_leads_back_to_its_button() {
    for by_shortcut in [true, false] {
        let mut person = Person::at_the_window();
        person.click("Generate");
        match by_shortcut {
            true => person.keys(CTRL_SHIFT, Key::S),
            false => person.click("Save as"),
        }
        person.must_see("PuTTY key, version 3");
        person.press(Key::Escape);
        person.must_not_see("PuTTY key, version 3");
        is_at(&person, "Save as");
    }
}

#[test]
fn whoever_saves_while_typing_goes_on_typing() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    person.type_into("Comment", "-1");
    person.keys(CTRL, Key::S);
    person.must_see("Only you can read the private key.");
    is_at(&person, "Comment");
    person.window.input_mut().events.push(Event::Text("2".to_owned()));
    person.look();
    assert!(person.value("Comment").ends_with("-12"));
    person.must_see("Unsaved changes");
    is_at(&person, "Comment");
}

#[test]
fn after_the_question_about_a_file_in_the_way_it_goes_on() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    keys::put(&person.outside.dot_ssh(""), "id_ed25519", b"in the way");
    person.press(Key::Enter);
    is_at(&person, "Don’t replace");
    person.press(Key::Enter);
    is_at(&person, "Save to ~/.ssh");
    person.press(Key::Enter);
    person.press(Key::Tab);
    is_at(&person, "Replace and keep a backup");
    person.press(Key::Enter);
    person.must_see("Only you can read the private key.");
    is_at(&person, "Copy");
}

#[test]
fn where_the_key_cannot_be_saved_in_the_home_folder_it_is_at_save_as() {
    let mut outside = Outside::new();
    outside.person.home = None;
    let mut person = Person::with(outside, Look::default());
    person.click("Generate");
    is_at(&person, "Save as");
}

#[test]
fn a_key_that_is_in_a_file_already_is_at_copy() {
    let mut person = Person::at_the_window();
    let key = keys::made(NewKind::Ed25519, "k");
    let file = keys::written(&key, PrivateFormat::Ppk3, None);
    let path = keys::put(person.outside.home.path(), "k.ppk", &file);
    person.drop_files(&[path]);
    is_at(&person, "Copy");
}
