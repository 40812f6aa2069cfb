//! Convert keys with many files: what is seen first, where they go, what is said at the end.

use crate::batch::{beside, ppk};
use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::Key;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;
use keywright::app::{Action, BatchAction, Protection};
use keywright::format::PublicFormat;
use keywright::save::Output;
use std::fs;

const OPENING: Look =
    Look { size: [760.0, 620.0], ..Look { theme: eframe::egui::Theme::Light, scale: 1.0, size: [0.0; 2] } };

/// Thirty keys in the folder `old`, the last two of them locked.
fn thirty_keys() -> Person {
    let outside = Outside::new();
    for number in 0..30 {
        let passphrase = (number >= 28).then_some("secret");
        ppk(&outside, &format!("key{number:02}.ppk"), passphrase);
    }
    let mut person = Person::with(outside, OPENING);
    person.drop_files(&[person.outside.path("old")]);
    person
}

/// The rows that are seen whole, from top to bottom.
fn rows(person: &Person) -> Vec<String> {
    let bottom = f64::from(OPENING.size[1]);
    let nodes = person.window.root().children_recursive();
    let rows = nodes.filter_map(|node| {
        let node = node.accesskit_node();
        let seen = node.raw_bounds().is_some_and(|bounds| bounds.y0 >= 0.0 && bounds.y1 <= bottom);
        (node.role() == Role::ListItem && seen).then(|| node.label().unwrap_or_default())
    });
    rows.collect()
}

#[test]
fn of_thirty_keys_six_are_seen_and_first_those_that_need_something() {
    let mut person = thirty_keys();
    let seen = rows(&person);
    assert!(seen.len() >= 6, "only these are seen: {seen:#?}");
    for (row, name) in seen.iter().zip(["key28.ppk", "key29.ppk", "key00.ppk", "key01.ppk"]) {
        assert!(row.starts_with(name), "{name} is not in its place: {seen:#?}");
    }
    assert_eq!(person.focused().as_deref(), Some("Passphrase for the locked keys"), "the keyboard is there");
    let field = person.place_of("Passphrase for the locked keys");
    assert!(field.y < person.button("Convert 28 keys").rect().top(), "what comes first stands first");
    person.type_into("Passphrase for the locked keys", "secret");
    person.press(Key::Enter);
    person.must_see("The passphrase unlocked 2 of 2 locked keys.");
    assert!(rows(&person)[0].starts_with("key00.ppk"), "now nothing needs anything");
}

#[test]
fn what_still_needs_its_passphrase_is_not_said_to_be_converted() {
    let mut person = thirty_keys();
    person.click("Convert 28 keys");
    person.must_see("28 converted.");
    person.must_see("2 keys need a passphrase");
    assert!(!person.can_click("2 keys need a passphrase"));
    person.must_not_see("All converted");
    person.type_into("Passphrase for the locked keys", "secret");
    person.press(Key::Enter);
    person.click("Convert 2 keys");
    person.must_see("All converted");
}

#[test]
fn for_a_folder_a_folder_of_its_own_is_proposed_and_made_only_when_it_is_needed() {
    let mut person = thirty_keys();
    let new = person.outside.path("old-converted");
    person.must_see("New files are saved in a new folder, ~/old-converted.");
    assert!(!new.exists());
    person.click("Convert 28 keys");
    assert!(new.join("key00").exists() && new.join("key00.pub").exists());
    assert!(!person.outside.path("old/key00").exists());
    person.must_see("New files are saved in ~/old-converted.");
    // The next folder gets its own proposal, unless the person has chosen.
    person.click("Clear list");
    ppk(&person.outside, "again.ppk", None);
    fs::rename(person.outside.path("old"), person.outside.path("other")).expect("a folder");
    person.drop_files(&[person.outside.path("other")]);
    person.must_see("New files are saved in a new folder, ~/other-converted.");
    beside(&mut person);
    person.click("Clear list");
    person.drop_files(&[person.outside.path("other")]);
    person.must_see("Each new file is saved next to its original.");
}

#[test]
fn single_files_stay_where_they_are() {
    let outside = Outside::new();
    let files = [ppk(&outside, "a.ppk", None), ppk(&outside, "b.ppk", None)];
    let mut person = Person::with(outside, Look::default());
    person.drop_files(&files);
    person.must_see("Each new file is saved next to its original.");
    person.click("Convert 2 keys");
    assert!(person.outside.path("old/a").exists());
}

#[test]
fn a_folder_without_keys_is_told_of_also_at_the_start() {
    let outside = Outside::new();
    let empty = outside.path("e");
    fs::create_dir(&empty).expect("a folder");
    let worker = Box::new(outside.worker.clone());
    let started_with = empty.clone();
    let mut person = Person::with_prepared(outside, Look::default(), worker, move |app| {
        app.act(Action::Open(vec![started_with]));
    });
    person.must_see("There are no keys in ~/e.");
    person.must_see("Drop key files or folders here");
    person.click("Close message");
    person.must_not_see("There are no keys in ~/e.");
    keys::put(&empty, "notes.txt", b"nothing");
    person.drop_files(std::slice::from_ref(&empty));
    person.must_see("There are no keys in ~/e.");
    person.must_see("One more file is not a key.");
    // Once there is one, the sentence is not true any more.
    let key = ppk(&person.outside, "a.ppk", None);
    fs::rename(key, empty.join("a.ppk")).expect("a key");
    person.drop_files(&[empty]);
    person.must_not_see("There are no keys in ~/e.");
    person.must_see("a.ppk, PuTTY 3");
}

#[test]
fn by_keyboard_the_list_is_one_stop_and_arrows_go_through_it() {
    let mut person = thirty_keys();
    person.must_not_see("key20.ppk, PuTTY 3");
    let list = ["Enter passphrase for key28.ppk", "Remove key28.ppk"];
    for stop in list {
        person.press(Key::Tab);
        while !person.focused().is_some_and(|name| name.ends_with(".ppk")) {
            person.press(Key::Tab);
        }
        assert_eq!(person.focused().as_deref(), Some(stop));
    }
    let mut reached = Vec::new();
    for _ in 0..29 {
        person.press(Key::ArrowDown);
        reached.extend(person.focused());
    }
    assert_eq!(reached[0], "Enter passphrase for key29.ppk");
    for (at, name) in reached[1..].iter().enumerate() {
        assert_eq!(*name, format!("Remove key{at:02}.ppk"));
    }
    person.press(Key::ArrowUp);
    person.press(Key::Enter);
    person.must_not_see("key26.ppk, PuTTY 3");
    assert_eq!(person.focused().as_deref(), Some("Remove key27.ppk"), "the row that takes its place");
    person.press(Key::Enter);
    assert_eq!(person.focused().as_deref(), Some("Remove key25.ppk"), "there is none below");
    person.press(Key::Tab);
    let left = person.focused().unwrap_or_default();
    assert_eq!(left, "New key", "one Tab leaves the list");
}

#[test]
fn keys_of_several_folders_stay_where_they_are() {
    let other = |person: &Person| {
        let key = ppk(&person.outside, "moved.ppk", None);
        let folder = person.outside.path("other");
        fs::create_dir_all(&folder).expect("a folder");
        fs::rename(key, folder.join("moved.ppk")).expect("a key");
        folder
    };
    let beside = "Each new file is saved next to its original.";
    // Both at once.
    let mut person = thirty_keys();
    let folder = other(&person);
    person.click("Clear list");
    person.drop_files(&[person.outside.path("old"), folder.clone()]);
    person.must_see(beside);
    // One after the other.
    person.click("Clear list");
    person.drop_files(&[person.outside.path("old")]);
    person.must_see("a new folder, ~/old-converted.");
    person.drop_files(std::slice::from_ref(&folder));
    person.must_see(beside);
    // What is converted stays so.
    person.click("Clear list");
    person.drop_files(std::slice::from_ref(&folder));
    person.click("Convert 1 key");
    person.drop_files(&[person.outside.path("old")]);
    person.must_see("New files are saved in ~/other-converted.");
    person.must_see("1 converted.");
    // A folder in a folder.
    person.click("Clear list");
    fs::rename(&folder, person.outside.path("old/inner")).expect("a folder");
    person.drop_files(&[person.outside.path("old")]);
    person.must_see(beside);
}

#[test]
fn the_proposed_folder_is_always_a_new_one() {
    let outside = Outside::new();
    ppk(&outside, "a.ppk", None);
    fs::create_dir(outside.path("old-converted")).expect("a folder");
    keys::put(outside.home.path(), "old-converted-2", b"a file");
    let mut person = Person::with(outside, Look::default());
    person.drop_files(&[person.outside.path("old")]);
    person.must_see("New files are saved in a new folder, ~/old-converted-3.");
    person.click("Convert 1 key");
    assert!(person.outside.path("old-converted-3/a").exists());
}

#[test]
fn why_the_new_folder_cannot_be_made_is_said() {
    let outside = Outside::new();
    ppk(&outside, "a.ppk", None);
    let mut person = Person::with(outside, Look::default());
    person.drop_files(&[person.outside.path("old")]);
    keys::put(person.outside.home.path(), "old-converted", b"came meanwhile");
    person.click("Convert 1 key");
    person.must_see("0 converted, 1 failed.");
    person.must_see("Part of the path ~/old-converted is a file, not a folder.");
    person.must_see("New files are saved in a new folder, ~/old-converted.");
    fs::remove_file(person.outside.path("old-converted")).expect("a file");
    person.click("Convert 1 key");
    person.must_see("1 converted.");
}

#[test]
fn the_keyboard_is_not_taken_from_dialogs_and_fields_nor_for_keys_without_a_passphrase() {
    let outside = Outside::new();
    let (locked, clear) = (ppk(&outside, "locked.ppk", Some("x")), ppk(&outside, "clear.ppk", None));
    let [other, more] = ["other.ppk", "more.ppk"].map(|name| ppk(&outside, name, Some("x")));
    let mut person = Person::with(outside, Look::default());
    person.outside.worker.hold();
    person.drop_files(&[locked, other.clone()]);
    person.press(Key::F1);
    assert_eq!(person.focused().as_deref(), Some("Close"));
    person.outside.worker.release();
    person.look();
    assert_eq!(person.focused().as_deref(), Some("Close"), "the dialog keeps it");
    person.press(Key::Escape);
    person.button("OpenSSH private key").focus();
    person.look();
    person.drop_files(&[clear, other.clone()]);
    assert_eq!(person.focused().as_deref(), Some("OpenSSH private key"), "nothing locked has come");
    person.asks(Action::Batch(BatchAction::Protect(Protection::New)));
    person.type_into("New passphrase", "a long new one");
    person.focus("Repeat passphrase");
    person.drop_files(&[more, other]);
    assert_eq!(person.focused().as_deref(), Some("Repeat passphrase"), "it is typed in");
}

#[test]
fn an_arrow_goes_into_the_field_that_stands_in_place_of_the_link() {
    let mut person = thirty_keys();
    person.click("Enter passphrase for key29.ppk");
    assert_eq!(person.focused().as_deref(), Some("Passphrase for key29.ppk"));
    person.button("Enter passphrase for key28.ppk").focus();
    person.look();
    person.press(Key::ArrowDown);
    assert_eq!(person.focused().as_deref(), Some("Passphrase for key29.ppk"));
}

#[test]
fn rows_stay_where_they_are_while_more_are_read() {
    let outside = Outside::new();
    let files = [ppk(&outside, "a.ppk", None), ppk(&outside, "b.ppk", Some("x"))];
    let more = ppk(&outside, "c.ppk", None);
    let mut person = Person::with(outside, Look { size: [760.0, 700.0], ..Look::default() });
    let order = |person: &Person| {
        let nodes = person.window.root().children_recursive();
        let rows = nodes.filter(|node| node.accesskit_node().role() == Role::ListItem);
        rows.filter_map(|node| node.accesskit_node().label()?.chars().next()).collect::<String>()
    };
    person.drop_files(&files);
    assert_eq!(order(&person), "ba");
    person.outside.worker.hold();
    person.drop_files(&[more]);
    // For this no key needs its passphrase.
    person.asks(Action::Batch(BatchAction::Write(Output::Public(PublicFormat::Line))));
    assert_eq!(order(&person), "ba");
    person.outside.worker.release();
    person.look();
    assert_eq!(order(&person), "abc");
}
