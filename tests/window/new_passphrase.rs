//! Passphrases of one's own: typed twice, seen, judged, changed and removed.

use crate::support::window::Person;
use eframe::egui::accesskit::Role;
use eframe::egui::{Shape, ViewportCommand};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use keywright::app::{KeyAction, KeyState};
use keywright::format::{self, KeyFile};
use keywright::key::Passphrase;
use keywright::system::DialogAnswer;
use std::fs;

fn opens_with(person: &Person, passphrase: &str) -> bool {
    let bytes = fs::read(person.outside.dot_ssh("id_ed25519")).expect("the file");
    let Ok(KeyFile::Encrypted(key)) = format::read(&bytes) else { panic!("it has no passphrase") };
    let passphrase = Passphrase::new(passphrase).expect("not empty");
    key.decrypt(&passphrase, None, &keywright::key::NoProgress).is_ok()
}

#[test]
fn a_hidden_passphrase_must_be_typed_twice() {
    let mut person = Person::at_the_window();
    person.must_see("Without a passphrase, anyone who has the file can use the key.");
    person.type_into("Passphrase", "correct horse battery staple");
    person.click("Generate");
    person.must_see("Repeat the passphrase, so a typo");
    assert!(matches!(person.model().key.state, KeyState::None));
    person.type_into("Repeat passphrase", "correct house");
    person.must_see("The passphrases do not match.");
    person.click("Generate");
    assert!(matches!(person.model().key.state, KeyState::None));
    person.retype("Repeat passphrase", "correct horse battery staple");
    person.must_not_see("The passphrases do not match.");
    person.click("Generate");
    person.must_see("Passphrase set");
    person.must_see("encrypted with your passphrase");
    person.click("Save to ~/.ssh");
    assert!(opens_with(&person, "correct horse battery staple"));
    assert!(!opens_with(&person, "correct house"));
}

#[test]
fn a_passphrase_that_can_be_seen_is_typed_once() {
    let mut person = Person::at_the_window();
    person.click("Show passphrase");
    person.type_into("Passphrase", "seen");
    person.must_see("Only needed while the passphrase is hidden.");
    person.click("Generate");
    person.must_see("Passphrase set");
    person.click("Save to ~/.ssh");
    assert!(opens_with(&person, "seen"));
}

#[test]
fn the_strength_is_told_honestly() {
    for (passphrase, words) in [
        ("password1", "Weak: someone who has the file could guess it within an hour."),
        ("tr0ub4dor&3", "guess"),
        ("correct horse battery staple walks home", "Strong: guessing it would take more than a lifetime."),
    ] {
        let mut person = Person::at_the_window();
        person.type_into("Passphrase", passphrase);
        person.must_see(words);
    }
}

#[test]
fn a_screen_reader_never_reads_a_hidden_passphrase() {
    let mut person = Person::at_the_window();
    person.type_into("Passphrase", "whisper");
    assert!(!person.everything().contains("whisper"));
    let field = person.window.get_by_role_and_label(Role::PasswordInput, "Passphrase");
    assert_eq!(field.accesskit_node().value().as_deref(), Some("•••••••"));
    person.click("Show passphrase");
    assert!(!person.everything().contains("whisper"), "seen is not spoken");
}

#[test]
fn undo_does_not_bring_a_passphrase_back() {
    use eframe::egui::{Key, Modifiers};
    let mut person = Person::at_the_window();
    person.type_into("Passphrase", "hunter2");
    person.retype("Passphrase", "x");
    for _ in 0..3 {
        person.keys(Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(person.model().key.form.passphrase.first.expose(), "x");
}

/// Fields of questions share their name, and the toolkit keeps what can be undone by that.
#[test]
fn no_history_of_another_question_comes_to_hold_a_passphrase() {
    use eframe::egui::text_edit::TextEditState;
    use eframe::egui::{Id, Key, Modifiers};
    let history = |person: &Person| {
        let state = TextEditState::load(&person.window.ctx, Id::unique("first in the dialog"));
        format!("{:?}", state.expect("the field of the question").undoer())
    };
    let mut person = Person::at_the_window();
    person.click("Generate");
    person.outside.dialogs.will_answer(DialogAnswer::Unavailable);
    person.keys(Modifiers::COMMAND, Key::O);
    person.retype("File path", "~/nothing");
    assert!(!history(&person).contains("undo count: 0"), "{}", history(&person));
    // It waits, and comes right after.
    person.asks(KeyAction::AskPassphrase);
    person.press(Key::Escape);
    person.must_see("Set a passphrase");
    person.type_into("New passphrase", "hunter2");
    person.retype("New passphrase", "x");
    assert!(history(&person).contains("undo count: 0"), "{}", history(&person));
}

#[test]
fn a_passphrase_is_never_copied_from_its_field() {
    use eframe::egui::{Key, Modifiers};
    for reveal in [false, true] {
        let mut person = Person::at_the_window();
        if reveal {
            person.click("Show passphrase");
        }
        person.type_into("Passphrase", "hunter2");
        person.keys(Modifiers::COMMAND, Key::A);
        for key in [Key::C, Key::X, Key::Insert, Key::Copy, Key::Cut] {
            person.keys(Modifiers::COMMAND, key);
        }
        let clipboard = &person.outside.clipboard;
        assert!(clipboard.texts.lock().expect("clipboard").is_empty());
        assert!(clipboard.selected.lock().expect("clipboard").is_empty());
        assert_eq!(person.model().key.form.passphrase.first.expose(), "hunter2", "and nothing is cut");
    }
}

#[test]
fn the_form_keeps_no_passphrase_once_the_key_has_it() {
    let mut person = Person::at_the_window();
    person.click("Show passphrase");
    person.type_into("Passphrase", "seen");
    person.click("Generate");
    person.click("Save to ~/.ssh");
    person.click("New key");
    assert!(person.model().key.form.passphrase.first.is_empty());
}

#[test]
fn the_passphrase_is_set_changed_and_removed_at_saving() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    person.click("Set a passphrase…");
    person.must_see("Takes effect the next time you save.");
    person.click("Set passphrase");
    person.must_see("Enter a passphrase.");
    person.type_into("New passphrase", "first");
    person.type_into("Repeat passphrase", "first");
    person.click("Set passphrase");
    person.must_see("Passphrase set");
    person.click("Save to ~/.ssh");
    assert!(opens_with(&person, "first"));

    person.click("Change passphrase…");
    person.type_into("New passphrase", "second");
    person.type_into("Repeat passphrase", "second");
    person.click("Set passphrase");
    person.must_see("Unsaved changes");
    person.click("Save changes");
    person.click("Replace and keep a backup");
    assert!(opens_with(&person, "second"));

    person.click("Change passphrase…");
    person.click("Remove passphrase");
    person.must_see("No passphrase");
    person.click("Save changes");
    person.click("Replace and keep a backup");
    let bytes = fs::read(person.outside.dot_ssh("id_ed25519")).expect("the file");
    assert!(matches!(format::read(&bytes), Ok(KeyFile::Private(..))));
}

#[test]
fn cancel_leaves_the_passphrase_as_it_was() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    person.click("Set a passphrase…");
    person.type_into("New passphrase", "never");
    person.click("Cancel");
    person.must_see("No passphrase");
}

#[test]
fn while_a_passphrase_can_be_seen_the_window_is_kept_out_of_pictures_of_the_screen() {
    let mut person = Person::at_the_window();
    person.type_into("Passphrase", "one to look at");
    let mut kept_out = |label: &str| {
        let mut commands = person.commands_after_click(label);
        commands.retain(|command| matches!(command, ViewportCommand::ContentProtected(_)));
        commands
    };
    assert_eq!(kept_out("RSA"), []);
    assert_eq!(kept_out("Ed25519"), []);
    assert_eq!(kept_out("Show passphrase"), [ViewportCommand::ContentProtected(true)]);
    assert_eq!(kept_out("Hide passphrase"), [ViewportCommand::ContentProtected(false)]);
    assert_eq!(kept_out("Show passphrase"), [ViewportCommand::ContentProtected(true)]);
    // The key has it now, and it can be seen no more.
    assert_eq!(kept_out("Generate"), [ViewportCommand::ContentProtected(false)]);
}

fn shows(shape: &Shape, text: &str) -> bool {
    match shape {
        Shape::Text(shown) => shown.galley.text().contains(text),
        Shape::Vec(shapes) => shapes.iter().any(|shape| shows(shape, text)),
        _ => false,
    }
}

#[test]
fn no_picture_with_a_passphrase_in_it_is_drawn_before_the_window_is_kept_out_or_after() {
    const TEXT: &str = "one to look at";
    let mut person = Person::at_the_window();
    person.type_into("Passphrase", TEXT);
    let (mut kept_out, mut seen) = (false, 0);
    for label in ["Show passphrase", "Hide passphrase", "Show passphrase", "Generate"] {
        person.button(label).click();
        for frame in 0..6 {
            person.window.step();
            let is_seen = person.window.output().shapes.iter().any(|shape| shows(&shape.shape, TEXT));
            seen += usize::from(is_seen);
            // What is asked for counts from after this picture on.
            assert!(kept_out || !is_seen, "{label}, frame {frame}: not yet kept out");
            for command in person.commands() {
                if let ViewportCommand::ContentProtected(wanted) = command {
                    kept_out = wanted;
                }
            }
            assert!(kept_out || !is_seen, "{label}, frame {frame}: no longer kept out");
        }
    }
    assert!(seen > 6 && !kept_out, "{seen} pictures");
}
