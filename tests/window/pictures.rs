//! Pictures of the window, drawn on the CPU and compared with those in tests/pictures. With
//! UPDATE_SNAPSHOTS=1 they are drawn anew: look at them before they are committed.

use crate::support::fakes::Outside;
use crate::support::window::{Look, Person};
use eframe::egui::{HoveredFile, Theme};
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
    person
        .window
        .input_mut()
        .hovered_files
        .push(HoveredFile { path: Some("id.ppk".into()), ..Default::default() });
    shot(&mut person, "drop_overlay", &mut results);
    person.window.input_mut().hovered_files.clear();
    person.drop_files(&[PathBuf::from("/no/such/notes.txt")]);
    shot(&mut person, "notice", &mut results);
}
