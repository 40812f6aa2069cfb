//! Pictures of the window, drawn on the CPU and compared with those in tests/pictures. With
//! UPDATE_SNAPSHOTS=1 they are drawn anew: look at them before they are committed.

use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::{HoveredFile, Key, Theme};
use egui_kittest::{SnapshotOptions, SnapshotResults};
use std::path::PathBuf;

const KEY: &str = include_str!("../vectors_window/ed25519");

fn shot(person: &mut Person, name: &str, results: &mut SnapshotResults) {
    person.window.remove_cursor();
    person.look();
    // Long enough for a toast to be gone.
    person.window.run_steps(20);
    let options = SnapshotOptions::new().output_path("tests/pictures");
    results.add(person.window.try_snapshot_options(name, &options));
}

const WIDE: Look = Look { size: [760.0, 560.0], theme: Theme::Light, scale: 1.0 };
const NARROW: Look = Look { size: [480.0, 640.0], ..WIDE };

#[test]
fn the_window_looks_as_it_did() {
    let mut results = SnapshotResults::new();
    for (name, look) in [
        ("light", WIDE),
        ("dark", Look { theme: Theme::Dark, ..WIDE }),
        ("2x", Look { scale: 2.0, ..WIDE }),
        ("narrow", NARROW),
        ("narrow_dark", Look { theme: Theme::Dark, ..NARROW }),
    ] {
        let mut person = Person::with(Outside::new(), look);
        shot(&mut person, &format!("empty_{name}"), &mut results);
        person.paste(KEY);
        shot(&mut person, &format!("key_{name}"), &mut results);
    }
}

#[test]
fn the_states_look_as_they_did() {
    let mut results = SnapshotResults::new();
    let mut person = Person::at_the_window();
    person.click("RSA");
    person.type_into("Passphrase", "correct horse");
    shot(&mut person, "form_rsa_passphrase", &mut results);
    person.outside.worker.hold();
    person.click("Show the passphrase");
    person.click("Generate");
    shot(&mut person, "generating", &mut results);
    let mut person = Person::at_the_window();
    person.paste(KEY);
    let held = HoveredFile { path: Some("id.ppk".into()), ..Default::default() };
    person.window.input_mut().hovered_files.push(held);
    shot(&mut person, "drop_overlay", &mut results);
    person.window.input_mut().hovered_files.clear();

    let mut person = Person::at_the_window();
    person.drop_files(&[PathBuf::from("/no/such/notes.txt")]);
    shot(&mut person, "notice", &mut results);

    let mut person = Person::at_the_window();
    person.paste(KEY);
    person.click("Save as");
    shot(&mut person, "menu", &mut results);
    person.press(Key::Escape);
    person.click("Set a passphrase…");
    person.type_into("New passphrase", "password1");
    person.type_into("Repeat the passphrase", "passwort");
    shot(&mut person, "dialog_passphrase", &mut results);
    person.click("Cancel");
    person.close();
    person.press(Key::Tab);
    shot(&mut person, "dialog_unsaved", &mut results);
    person.click("Go back");
    person.click("Save to ~/.ssh");
    shot(&mut person, "saved", &mut results);
    person.click("Copy");
    person.window.remove_cursor();
    person.look();
    let options = SnapshotOptions::new().output_path("tests/pictures");
    results.add(person.window.try_snapshot_options("toast", &options));
}

#[test]
fn a_locked_key_and_a_long_one_look_as_they_did() {
    let mut results = SnapshotResults::new();
    for (name, look) in [("dark", Look { theme: Theme::Dark, ..WIDE }), ("narrow", NARROW)] {
        let mut person = Person::with(Outside::new(), look);
        let folder = person.outside.home.path().to_owned();
        let path = keys::put(&folder, "id_rsa", include_bytes!("../vectors_window/rsa4096_locked"));
        person.drop_files(&[path]);
        person.type_into("Passphrase", "hunter1");
        person.press(Key::Enter);
        shot(&mut person, &format!("locked_{name}"), &mut results);
        person.retype("Passphrase", "hunter2");
        person.press(Key::Enter);
        shot(&mut person, &format!("long_key_{name}"), &mut results);
    }
}
