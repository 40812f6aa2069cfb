//! Copying, and being told the truth about it.

use crate::support::window::Person;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use keywright::system::ClipboardError;

#[test]
fn copy_puts_exactly_one_line_on_the_clipboard_and_says_so() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    person.click("Copy");
    person.must_see("Copied the public key");
    let line = person.value("Public key");
    assert!(!line.contains('\n'));
    assert_eq!(person.outside.copied(), [line]);
}

#[test]
fn when_the_clipboard_fails_nothing_claims_that_it_was_copied() {
    for (error, words) in [
        (ClipboardError::Missing, "No clipboard is available."),
        (ClipboardError::Busy, "Another program is using the clipboard."),
        (ClipboardError::NotKept, "The clipboard did not keep the text."),
        (ClipboardError::Other("odd".to_owned()), "The text could not be copied: odd."),
    ] {
        let mut person = Person::at_the_window();
        person.click("Generate");
        *person.outside.clipboard.fails.lock().expect("clipboard") = Some(error);
        person.click("Copy");
        person.must_see(words);
        person.must_not_see("Copied the public key");
        person.click("Close message");
        person.must_not_see(words);
    }
}

#[test]
fn fingerprints_are_copied_too_and_md5_only_where_it_is_asked_for() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    person.click("Copy fingerprint");
    person.must_see("Copied the fingerprint");
    person.must_not_see("MD5:");
    person.click("Show MD5");
    person.must_see("MD5:");
    person.click("Copy MD5 fingerprint");
    let copied = person.outside.copied();
    assert!(copied[0].starts_with("SHA256:"), "{copied:?}");
    assert!(copied[1].starts_with("MD5:"), "{copied:?}");
    person.click("Hide MD5");
    person.must_not_see("MD5:");
}

#[test]
fn the_picture_can_be_read_by_a_screen_reader() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    let picture = person.window.get_by_role_and_label(Role::Image, "Randomart");
    let text = picture.accesskit_node().description().expect("its text form");
    assert!(text.starts_with("+--[ED25519 256]--+"), "{text}");
    assert_eq!(text.lines().count(), 11);
}
