//! The version, and the licences of what is inside.

use crate::support::window::{Look, Person};
use eframe::egui::{Key, Modifiers};
use egui_kittest::SnapshotResults;
use keywright::app::{Action, Dialog};

#[test]
fn by_keyboard_alone_the_version_and_the_licences_are_found_and_left() {
    let mut person = Person::at_the_window();
    for _ in 0..30 {
        if person.focused().as_deref() == Some("Theme") {
            break;
        }
        person.press(Key::Tab);
    }
    person.press(Key::Enter);
    for _ in 0..4 {
        person.press(Key::ArrowDown);
        if person.focused().as_deref() == Some("About Keywright…") {
            break;
        }
    }
    person.press(Key::Enter);
    person.must_see(concat!("Keywright ", env!("CARGO_PKG_VERSION")));
    person.must_see("Permission is hereby granted");
    assert_eq!(person.focused().as_deref(), Some("Close"));
    person.press(Key::End);
    person.must_see("The texts of MIT and Apache-2.0 are in LICENSE-MIT and LICENSE-APACHE.");
    person.press(Key::PageUp);
    person.press(Key::Home);
    person.must_see("Permission is hereby granted");
    person.press(Key::Escape);
    assert!(person.model().shell.dialog.is_none());
    person.keys(Modifiers::NONE, Key::Tab);
}

#[test]
fn a_narrow_window_shows_all_of_it_and_it_looks_as_it_did() {
    let mut results = SnapshotResults::new();
    for (name, look) in [("light", Look::default()), ("narrow", crate::pictures::NARROW)] {
        let mut person = Person::with(crate::support::fakes::Outside::new(), look);
        person.asks(Action::ShowAbout);
        assert!(matches!(person.model().shell.dialog, Some(Dialog::About)));
        crate::pictures::shot(&mut person, &format!("about_{name}"), &mut results);
    }
}
