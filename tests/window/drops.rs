//! Drops that another program hands to this one itself, with all that may be wrong in them.

use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use keywright::app::Page;
use keywright::format::PrivateFormat;
use keywright::key::NewKind;
use keywright::system::{Drag, DropList, DropProblem};
use std::path::PathBuf;

const REMOTE: &str = "sftp://server/key.ppk";

fn elsewhere(count: usize) -> DropProblem {
    DropProblem::Elsewhere { first: REMOTE.to_owned(), count }
}

fn files(files: &[&PathBuf]) -> DropList {
    DropList { files: files.iter().map(|path| path.to_path_buf()).collect(), problems: Vec::new() }
}

fn problems(problems: &[DropProblem]) -> DropList {
    DropList { files: Vec::new(), problems: problems.to_vec() }
}

fn key_in(person: &Person, name: &str) -> PathBuf {
    let key = keys::made(NewKind::Ed25519, name);
    keys::put(person.outside.home.path(), name, &keys::written(&key, PrivateFormat::OpenSsh, None))
}

#[test]
fn files_held_over_the_window_are_named_until_they_leave_or_are_dropped() {
    let mut person = Person::at_the_window();
    let key = key_in(&person, "key.ppk");
    person.drags(Drag::Over(DropList::default()));
    person.must_see("Drop to open");
    person.drags(Drag::Over(files(&[&key])));
    person.must_see("Drop to open key.ppk");
    person.drags(Drag::Left);
    person.must_not_see("Drop to open");
    person.drags(Drag::Over(files(&[&key, &key])));
    person.must_see("Drop to convert 2 files");
    person.drags(Drag::Dropped(files(&[&key])));
    person.must_not_see("Drop to");
    person.must_see("Ed25519 key");
}

#[test]
fn what_cannot_be_opened_is_said_while_it_is_held_over_the_window() {
    let mut person = Person::at_the_window();
    person.drags(Drag::Over(problems(&[elsewhere(1)])));
    person.must_see("Keywright can only open files on this computer");
    person.drags(Drag::Over(DropList { files: vec!["a".into()], problems: vec![elsewhere(1)] }));
    person.must_see("Drop to open a");
    let text = DropProblem::NotAFile { first: "mailto:ann".to_owned(), count: 1 };
    person.drags(Drag::Over(problems(&[text])));
    person.must_see("Only files can be dropped here");
    person.drags(Drag::Over(problems(&[DropProblem::TooLong])));
    person.must_see("Drop to open");
}

#[test]
fn remote_files_are_named_and_what_to_do_with_them() {
    let mut person = Person::at_the_window();
    person.drags(Drag::Dropped(problems(&[elsewhere(1)])));
    person.must_see(
        "sftp://server/key.ppk cannot be opened where it is. Copy it to a folder on this computer first",
    );
    person.click("Close message about dropped files");
    person.must_not_see(REMOTE);
    let text = DropProblem::NotAFile { first: "mailto:ann".to_owned(), count: 1 };
    person.drags(Drag::Dropped(problems(&[elsewhere(3), text])));
    person.must_see("3 of the dropped files cannot be opened where they are, such as sftp://server/key.ppk.");
    person.must_see("“mailto:ann” was dropped, which is not the location of a file.");
}

#[test]
fn escape_closes_what_is_said_of_a_drop_too() {
    let mut person = Person::at_the_window();
    person.drags(Drag::Dropped(problems(&[elsewhere(1)])));
    person.must_see(REMOTE);
    person.press(eframe::egui::Key::Escape);
    person.must_not_see(REMOTE);
}

#[test]
fn the_good_file_of_a_drop_opens_and_the_message_about_the_others_stays() {
    let mut person = Person::at_the_window();
    let key = key_in(&person, "near");
    person.drags(Drag::Dropped(DropList { problems: vec![elsewhere(1)], ..files(&[&key]) }));
    person.must_see("Ed25519 key");
    person.must_see(REMOTE);
    // It is about that drop, and goes with the next.
    let other = key_in(&person, "other");
    person.drags(Drag::Dropped(files(&[&other])));
    person.must_see("~/other");
    person.must_not_see(REMOTE);
    person.drags(Drag::Dropped(problems(&[elsewhere(1)])));
    person.must_see("~/other");
    person.must_see(REMOTE);
    person.click("New key");
    person.must_not_see(REMOTE);
}

#[test]
fn a_missing_file_among_good_ones_is_named_and_the_good_ones_are_in_the_list() {
    let mut person = Person::at_the_window();
    let (good, gone) = (key_in(&person, "good"), person.outside.path("gone"));
    person.drags(Drag::Dropped(DropList { problems: vec![elsewhere(1)], ..files(&[&good, &gone]) }));
    assert_eq!(person.model().shell.page, Page::Batch);
    person.must_see("good, OpenSSH");
    person.must_see("~/gone does not exist.");
    person.must_see(REMOTE);
}

#[test]
fn a_program_that_does_not_say_what_it_drops_is_answered_with_a_sentence() {
    for list in [DropList::default(), problems(&[DropProblem::NoList])] {
        let mut person = Person::at_the_window();
        person.drags(Drag::Dropped(list));
        person.must_see("The other program did not say which files were dropped. Try again, or use Open….");
    }
    let mut person = Person::at_the_window();
    person.drags(Drag::Dropped(problems(&[DropProblem::TooLong])));
    person.must_see("Too many files were dropped at once. Drop the folder that contains them instead.");
}

#[test]
fn a_drop_while_a_question_is_open_opens_nothing() {
    let mut person = Person::at_the_window();
    let key = key_in(&person, "key");
    person.click("Generate");
    assert!(!person.close());
    person.must_see("This key is not saved");
    person.drags(Drag::Over(files(&[&key])));
    person.must_not_see("Drop to open");
    person.drags(Drag::Dropped(files(&[&key])));
    person.must_see("Please answer the open question first, then open the file again.");
}

#[test]
fn a_long_name_is_shown_by_its_beginning_and_its_end() {
    let look = Look { size: [316.0, 480.0], ..Look::default() };
    let mut person = Person::with(Outside::new(), look);
    let name = format!("/keys/beginning-{}-end.ppk\u{202e}", "x".repeat(230));
    person.drags(Drag::Over(files(&[&name.into()])));
    person.must_see(&format!(
        "Drop to open beginning-{}…{}-end.ppk\\u{{202e}}",
        "x".repeat(30),
        "x".repeat(7)
    ));
}
