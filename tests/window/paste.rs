//! Passphrases that are pasted: as terminals, mails and web pages hand them out, with a line end or
//! white space around them.

use crate::batch::ppk;
use crate::support::keys;
use crate::support::window::Person;
use eframe::egui::{Event, ImeEvent, Key, Modifiers};
use keywright::app::{BatchAction, Dialog, KeyState, Protection, SecretField};
use keywright::format::{self, KeyFile, PrivateFormat};
use keywright::key::{NewKind, NoProgress, Passphrase};
use std::fs;
use std::path::Path;

const PHRASE: &str = "new secret phrase";
const SEVERAL: &str = "The pasted text has several lines, but a passphrase is a single line.";

/// Every way in which text comes into a field.
const WAYS: [fn(&mut Person, &str, &str); 4] = [paste, middle_click, commit, type_at_once];

fn paste(person: &mut Person, field: &str, text: &str) {
    person.focus(field);
    person.paste(text);
}

fn middle_click(person: &mut Person, field: &str, text: &str) {
    person.middle_click(field, text);
}

/// An input method, on-screen keyboards among them.
fn commit(person: &mut Person, field: &str, text: &str) {
    into(person, field, Event::Ime(ImeEvent::Commit(text.to_owned())));
}

/// Programs that type for a person.
fn type_at_once(person: &mut Person, field: &str, text: &str) {
    into(person, field, Event::Text(text.to_owned()));
}

fn into(person: &mut Person, field: &str, event: Event) {
    person.focus(field);
    person.window.input_mut().events.push(event);
    person.look();
}

fn opens_with(path: &Path, passphrase: &str) -> bool {
    let Ok(KeyFile::Encrypted(key)) = format::read(&fs::read(path).expect("the file")) else {
        panic!("it has no passphrase")
    };
    key.decrypt(&Passphrase::new(passphrase).expect("not empty"), None, &NoProgress).is_ok()
}

fn with_a_locked_key(passphrase: &str) -> Person {
    let mut person = Person::at_the_window();
    let key = keys::made(NewKind::Ed25519, "locked one");
    let bytes = keys::written(&key, PrivateFormat::Ppk3, Some(passphrase));
    let path = keys::put(person.outside.home.path(), "locked", &bytes);
    person.drop_files(&[path]);
    person
}

/// A person before each passphrase field, its name, and what is in it.
struct Field {
    name: &'static str,
    reach: fn() -> Person,
    typed: fn(&Person) -> &SecretField,
    is_new: bool,
}

fn new_of_dialog(person: &Person) -> &keywright::app::NewPassphrase {
    match &person.model().shell.dialog {
        Some(Dialog::Passphrase { new, .. }) => new,
        other => panic!("{other:?}"),
    }
}

fn with_a_list() -> Person {
    let mut person = Person::at_the_window();
    ppk(&person.outside, "a.ppk", Some(PHRASE));
    person.drop_files(&[person.outside.path("old")]);
    person
}

const FIELDS: [Field; 9] = [
    Field {
        name: "Passphrase",
        reach: Person::at_the_window,
        typed: |person| &person.model().key.form.passphrase.first,
        is_new: true,
    },
    Field {
        name: "Repeat passphrase",
        reach: || {
            let mut person = Person::at_the_window();
            person.type_into("Passphrase", "x");
            person
        },
        typed: |person| &person.model().key.form.passphrase.again,
        is_new: true,
    },
    Field {
        name: "New passphrase",
        reach: || {
            let mut person = Person::at_the_window();
            person.click("Generate");
            person.click("Set a passphrase…");
            person
        },
        typed: |person| &new_of_dialog(person).first,
        is_new: true,
    },
    Field {
        name: "Repeat passphrase",
        reach: || {
            let mut person = Person::at_the_window();
            person.click("Generate");
            person.click("Set a passphrase…");
            person.type_into("New passphrase", "x");
            person
        },
        typed: |person| &new_of_dialog(person).again,
        is_new: true,
    },
    Field {
        name: "Passphrase",
        reach: || with_a_locked_key(PHRASE),
        typed: |person| match &person.model().key.state {
            KeyState::Locked(encrypted) => &encrypted.passphrase,
            other => panic!("{other:?}"),
        },
        is_new: false,
    },
    Field {
        name: "Passphrase for the locked keys",
        reach: with_a_list,
        typed: |person| &person.model().batch.passphrase,
        is_new: false,
    },
    Field {
        name: "Passphrase for a.ppk",
        reach: || {
            let mut person = with_a_list();
            let number = person.model().batch.rows[0].number;
            person.asks(keywright::app::Action::Batch(BatchAction::ShowField(Some(number))));
            person
        },
        typed: |person| &person.model().batch.field.as_ref().expect("its field").passphrase,
        is_new: false,
    },
    Field {
        name: "New passphrase",
        reach: with_a_list_for_a_new_one,
        typed: |person| &person.model().batch.target.new.first,
        is_new: true,
    },
    Field {
        name: "Repeat passphrase",
        reach: || {
            let mut person = with_a_list_for_a_new_one();
            person.type_into("New passphrase", "x");
            person
        },
        typed: |person| &person.model().batch.target.new.again,
        is_new: true,
    },
];

fn with_a_list_for_a_new_one() -> Person {
    let mut person = with_a_list();
    person.asks(keywright::app::Action::Batch(BatchAction::Protect(Protection::New)));
    person
}

#[test]
fn in_no_field_does_a_pasted_line_end_become_part_of_the_passphrase() {
    for Field { name, reach, typed, .. } in FIELDS {
        for way in WAYS {
            for end in ["", "\n", "\r\n", "\r", "\n\n", "\u{2028}"] {
                let mut person = reach();
                way(&mut person, name, &format!("{PHRASE}{end}"));
                assert_eq!(typed(&person).expose(), PHRASE, "{name}, {end:?}");
                person.must_not_see("white space");
                person.must_not_see("ends with a space");
            }
        }
    }
}

#[test]
fn text_of_several_lines_is_refused_in_words_and_changes_nothing() {
    for Field { name, reach, typed, .. } in FIELDS {
        for way in WAYS {
            let mut person = reach();
            way(&mut person, name, "typed");
            for text in ["first\nsecond", "first\r\nsecond\r\n", "first\rsecond"] {
                person.keys(Modifiers::COMMAND, Key::A);
                way(&mut person, name, text);
                assert_eq!(typed(&person).expose(), "typed", "{name}, {text:?}");
                person.must_see(SEVERAL);
                assert!(!person.everything().contains("second"), "it reached the screen reader");
            }
            person.focus(name);
            person.press(Key::End);
            person.press(Key::Backspace);
            assert_eq!(typed(&person).expose(), "type", "{name}");
            person.must_not_see(SEVERAL);
        }
    }
}

#[test]
fn white_space_at_the_ends_is_said_under_every_new_passphrase_and_while_unlocking() {
    for Field { name, reach, typed, .. } in FIELDS.iter().filter(|field| !field.name.starts_with("Repeat")) {
        for (text, words) in [
            ("a phrase ", "The passphrase ends with a space."),
            (" a phrase", "The passphrase begins with a space."),
            ("  a phrase", "The passphrase begins with several spaces."),
            ("a phrase\u{a0}\r\n", "The passphrase ends with a non-breaking space."),
            (" a phrase ", "The passphrase begins and ends with a space."),
            ("\u{200b}a phrase", "The passphrase begins with an invisible character."),
        ] {
            let mut person = reach();
            paste(&mut person, name, text);
            assert_eq!(typed(&person).expose(), text.trim_end_matches(['\r', '\n']));
            person.must_see(words);
            person.focus(name);
            person.keys(Modifiers::COMMAND, Key::A);
            paste(&mut person, name, "a phrase");
            person.must_not_see(words);
        }
    }
}

#[test]
fn what_could_not_be_typed_later_is_refused_for_new_passphrases_and_a_tab_may_be_in_an_old_one() {
    for Field { name, reach, typed, is_new } in FIELDS {
        let mut person = reach();
        paste(&mut person, name, "a\tb\t\n");
        if is_new {
            assert!(typed(&person).is_empty() || typed(&person).expose() == "x", "{name}");
            person.must_see("The pasted text contains a tab, which you could not type later.");
        } else {
            assert_eq!(typed(&person).expose(), "a\tb\t", "{name}");
            person.must_see("The passphrase ends with a tab.");
        }
        let mut person = reach();
        paste(&mut person, name, "a\u{7}b");
        assert!(typed(&person).is_empty(), "{name}");
        person.must_see("The pasted text contains a character that cannot be typed (U+0007).");
        paste(&mut person, name, &"x".repeat(1500));
        assert!(typed(&person).is_empty(), "{name}: nothing is cut off without a word");
        person.must_see("A passphrase can be at most 1024 bytes long. Nothing was added.");
    }
}

#[test]
fn a_key_under_a_pasted_passphrase_opens_with_what_the_person_sees() {
    for end in ["\n", "\r\n"] {
        let mut person = Person::at_the_window();
        paste(&mut person, "Passphrase", &format!("{PHRASE}{end}"));
        paste(&mut person, "Repeat passphrase", &format!("{PHRASE}{end}"));
        person.press(Key::Enter);
        person.keys(Modifiers::COMMAND, Key::S);
        let path = person.outside.dot_ssh("id_ed25519");
        assert!(opens_with(&path, PHRASE));
        assert!(!opens_with(&path, &format!("{PHRASE} ")));
    }
}

#[test]
fn a_refused_passphrase_is_tried_without_white_space_and_the_one_that_opened_it_is_kept() {
    for (typed, words) in [
        (format!("{PHRASE} "), "Unlocked without the space at the end of what you typed."),
        (format!(" {PHRASE}"), "Unlocked without the space at the beginning of what you typed."),
        (format!("\u{a0}{PHRASE}\t"), "Unlocked without the white space before and after what you typed."),
    ] {
        let mut person = with_a_locked_key(PHRASE);
        paste(&mut person, "Passphrase", &typed);
        person.press(Key::Enter);
        person.must_see("Passphrase set");
        person.must_see(words);
        person.click("Convert and save to ~/.ssh");
        let path = person.outside.dot_ssh("locked");
        assert!(opens_with(&path, PHRASE) && !opens_with(&path, &typed), "{typed:?}");
    }
    // A passphrase that has the space keeps it.
    let phrase = format!("{PHRASE} ");
    let mut person = with_a_locked_key(&phrase);
    paste(&mut person, "Passphrase", &phrase);
    person.press(Key::Enter);
    person.must_see("Passphrase set");
    person.must_not_see("Unlocked without");
    person.click("Convert and save to ~/.ssh");
    assert!(opens_with(&person.outside.dot_ssh("locked"), &phrase));
    // And where neither opens it, that is all there is to say.
    let mut person = with_a_locked_key(PHRASE);
    paste(&mut person, "Passphrase", "something else ");
    person.press(Key::Enter);
    person.must_see("Wrong passphrase.");
    person.must_see("The passphrase ends with a space.");
}

#[test]
fn what_was_left_out_is_no_longer_said_of_another_passphrase() {
    let mut person = with_a_locked_key(PHRASE);
    paste(&mut person, "Passphrase", &format!("{PHRASE} "));
    person.press(Key::Enter);
    person.must_see("Unlocked without the space");
    person.click("Change passphrase…");
    person.click("Remove passphrase");
    person.must_not_see("Unlocked without the space");
}

#[test]
fn many_locked_keys_open_without_it_too_and_each_keeps_its_own() {
    let mut person = Person::at_the_window();
    let spaced = format!("{PHRASE} ");
    for (name, passphrase) in [("a.ppk", PHRASE), ("b.ppk", &spaced), ("c.ppk", "another one")] {
        ppk(&person.outside, name, Some(passphrase));
    }
    person.drop_files(&[person.outside.path("old")]);
    paste(&mut person, "Passphrase for the locked keys", &spaced);
    person.press(Key::Enter);
    person.must_see("The passphrase unlocked 2 of 3 locked keys.");
    person.must_see("One of them was unlocked without the white space around what you typed.");
    person.must_see("a.ppk, PuTTY 3 · Ed25519 · passphrase, without surrounding white space");
    person.must_see("b.ppk, PuTTY 3 · Ed25519 · passphrase · SHA256:");
    let number = person.model().batch.rows[2].number;
    person.asks(keywright::app::Action::Batch(BatchAction::ShowField(Some(number))));
    paste(&mut person, "Passphrase for c.ppk", "\tanother one\r\n");
    person.press(Key::Enter);
    person.must_see("c.ppk, PuTTY 3 · Ed25519 · passphrase, without surrounding white space");
    person.click("Convert 3 keys");
    for (name, passphrase) in [("a", PHRASE), ("b", &spaced), ("c", "another one")] {
        assert!(opens_with(&person.outside.path("old-converted").join(name), passphrase), "{name}");
    }
}

#[test]
fn an_input_method_may_show_what_it_has_so_far() {
    let mut person = Person::at_the_window();
    person.focus("Passphrase");
    for text in ["n", "ne", "new"] {
        let preedit = ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None };
        person.window.input_mut().events.push(Event::Ime(preedit));
        person.look();
    }
    person.window.input_mut().events.push(Event::Ime(ImeEvent::Commit("new\nlines".to_owned())));
    person.look();
    person.must_see(SEVERAL);
    assert_eq!(person.model().key.form.passphrase.first.expose(), "");
    commit(&mut person, "Passphrase", "新しい\n");
    assert_eq!(person.model().key.form.passphrase.first.expose(), "新しい");
}
