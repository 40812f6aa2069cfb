//! A key that is not saved is never lost without a question.

use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::{Key, Modifiers, ViewportCommand};
use keywright::app::KeyState;
use keywright::format::PrivateFormat;
use keywright::key::NewKind;
use keywright::system::DialogAnswer;

#[test]
fn an_empty_window_and_a_saved_key_close_at_once() {
    let mut person = Person::at_the_window();
    assert!(person.close());
    let mut person = Person::at_the_window();
    person.click("Generate");
    person.click("Save to ~/.ssh");
    assert!(person.close());
}

#[test]
fn closing_with_a_new_key_asks_and_going_back_keeps_it() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    let line = person.value("Public key");
    assert!(!person.close(), "it closed without a question");
    person.must_see("This key is not saved");
    assert_eq!(person.focused().as_deref(), Some("Go back"), "Enter takes the safe answer");
    person.press(Key::Escape);
    person.must_not_see("This key is not saved");
    assert_eq!(person.value("Public key"), line);
    assert!(!person.close(), "the second time it asks again");
}

#[test]
fn the_key_can_be_lost_knowingly_or_saved_first() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    person.close();
    person.click("Discard key");
    assert!(person.model().shell.leaving);
    assert!(person.commands().contains(&ViewportCommand::Close));

    let mut person = Person::at_the_window();
    person.click("Generate");
    person.close();
    person.must_see("Saving writes it to ~/.ssh/id_ed25519.");
    person.click("Save to ~/.ssh and close");
    assert!(person.outside.dot_ssh("id_ed25519").exists());
    assert!(person.model().shell.leaving, "saved, so it goes on and closes");
}

#[test]
fn the_question_says_in_its_buttons_what_follows() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    person.click("New key");
    person.click("Save to ~/.ssh and continue");
    assert!(matches!(person.model().key.state, KeyState::None));
    person.must_see("Saved ~/.ssh/id_ed25519");

    let mut outside = Outside::new();
    outside.person.home = None;
    let path = outside.path("kept");
    let mut person = Person::with(outside, Look::default());
    person.click("Generate");
    person.close();
    person.must_not_see("Saving writes it to");
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(path.clone()));
    person.click("Choose where to save, then close…");
    assert!(path.exists());
    assert!(person.model().shell.leaving);
}

#[test]
fn a_save_that_fails_does_not_close_the_window() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    // ~/.ssh becomes a file in the meantime.
    keys::put(person.outside.home.path(), ".ssh", b"not a folder");
    person.close();
    person.click("Save to ~/.ssh and close");
    assert!(!person.model().shell.leaving);
    person.must_see("The key is still open in this window.");
}

#[test]
fn new_key_open_drop_and_paste_ask_as_well() {
    let other = keys::made(NewKind::Ed25519, "other");
    let bytes = keys::written(&other, PrivateFormat::Ppk3, None);
    let text = String::from_utf8(bytes.clone()).expect("text");
    let ways: [fn(&mut Person, &str); 4] = [
        |person, _| person.click("New key"),
        |person, _| person.click("Open…"),
        |person, _| person.drop_files(&[person.outside.path("other.ppk")]),
        |person, text| person.paste(text),
    ];
    for (number, way) in ways.into_iter().enumerate() {
        let mut person = Person::at_the_window();
        let path = keys::put(person.outside.home.path(), "other.ppk", &bytes);
        person.click("Generate");
        let line = person.value("Public key");
        person.outside.dialogs.will_answer(DialogAnswer::Chosen(path));
        way(&mut person, &text);
        person.must_see("This key is not saved");
        person.click("Go back");
        assert_eq!(person.value("Public key"), line);
        person.outside.dialogs.will_answer(DialogAnswer::Chosen(person.outside.path("other.ppk")));
        way(&mut person, &text);
        person.click("Discard key");
        match number {
            0 => assert!(matches!(person.model().key.state, KeyState::None)),
            _ => assert_eq!(person.value("Public key"), other.public().line()),
        }
    }
}

#[test]
fn a_file_that_is_no_key_is_refused_without_a_question_about_the_unsaved_key() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    let line = person.value("Public key");
    let notes = keys::put(person.outside.home.path(), "notes.txt", b"no key");
    person.drop_files(&[notes]);
    person.must_see("notes.txt is not a key");
    assert!(person.model().shell.dialog.is_none());
    assert_eq!(person.value("Public key"), line);
    assert!(!person.close(), "it is still asked about");
}

#[test]
fn changes_are_asked_about_too() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    person.click("Save to ~/.ssh");
    person.retype("Comment", "changed");
    assert!(!person.close());
    person.must_see("Your changes are not saved");
    person.click("Discard changes");
    assert!(person.model().shell.leaving);
}

#[test]
fn a_drop_while_a_question_is_open_is_told() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    person.close();
    person.drop_files(&[person.outside.path("any")]);
    person.must_see("This key is not saved");
    person.must_see("Please answer the open question first, then open the file again.");
}

#[test]
fn a_drop_while_a_key_is_made_does_not_stop_it() {
    let mut person = Person::at_the_window();
    person.outside.worker.hold();
    person.click("Generate");
    person.drop_files(&[person.outside.path("any")]);
    person.must_see("A key is being generated. Wait, or cancel it first.");
    person.keys(Modifiers::COMMAND, Key::O);
    person.outside.worker.release();
    person.look();
    person.must_see("Ed25519 key");
}

#[test]
fn a_key_that_changes_while_a_file_is_read_is_not_lost_to_it() {
    let mut person = Person::at_the_window();
    let other = keys::made(NewKind::Ed25519, "other");
    let path =
        keys::put(person.outside.home.path(), "o.ppk", &keys::written(&other, PrivateFormat::Ppk3, None));
    person.click("Generate");
    person.click("Save to ~/.ssh");
    person.outside.worker.hold();
    person.drop_files(&[path]);
    person.retype("Comment", "changed meanwhile");
    person.outside.worker.release();
    person.look();
    person.must_see("Your changes are not saved");
    person.click("Go back");
    assert_eq!(person.value("Comment"), "changed meanwhile");
}
