//! Making keys.

use crate::support::fakes::Outside;
use crate::support::window::{Look, Person};
use eframe::egui::Key;
use egui_kittest::kittest::Queryable as _;
use keywright::app::KeyState;
use keywright::key::{Curve, Kind};
use keywright::system::{Threads, Worker};
use std::sync::Arc;
use std::time::Duration;

fn kind(person: &Person) -> Kind {
    match &person.model().key.state {
        KeyState::Open(ready) => ready.facts.kind(),
        other => panic!("no key is there, but {other:?}"),
    }
}

#[test]
fn one_click_makes_an_ed25519_key_with_the_name_of_its_owner() {
    let mut person = Person::at_the_window();
    person.must_see("Recommended.");
    person.click("Generate");
    person.must_see("Ed25519 key");
    person.must_see("256 bits");
    person.must_see("No passphrase");
    person.must_see("Not saved yet");
    assert!(person.value("Public key").starts_with("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI"));
    assert!(person.value("Public key").ends_with(" ann@desk"));
    assert_eq!(person.value("Comment"), "ann@desk");
}

#[test]
fn every_kind_can_be_made() {
    for (clicks, kind_made, line) in [
        (vec!["ECDSA"], Kind::Ecdsa(Curve::P256), "ecdsa-sha2-nistp256 "),
        (vec!["ECDSA", "P-384"], Kind::Ecdsa(Curve::P384), "ecdsa-sha2-nistp384 "),
        (vec!["ECDSA", "P-521"], Kind::Ecdsa(Curve::P521), "ecdsa-sha2-nistp521 "),
        (vec!["RSA"], Kind::Rsa(3072), "ssh-rsa "),
        (vec!["RSA", "2048"], Kind::Rsa(2048), "ssh-rsa "),
        (vec!["RSA", "4096"], Kind::Rsa(4096), "ssh-rsa "),
    ] {
        let mut person = Person::at_the_window();
        for label in clicks {
            person.click(label);
        }
        person.click("Generate");
        assert_eq!(kind(&person), kind_made);
        assert!(person.value("Public key").starts_with(line));
        person.must_not_see("Make a new key");
    }
}

#[test]
fn rsa_takes_any_size_in_the_field_and_says_which_it_cannot_make() {
    let mut person = Person::at_the_window();
    person.click("RSA");
    person.retype("Bits", "2047");
    person.must_see("Choose a size from 2048 to 16384 bits.");
    person.click("Generate");
    assert!(matches!(person.model().key.state, KeyState::None));
    person.retype("Bits", "2049");
    person.must_not_see("Choose a size");
    person.click("Generate");
    assert_eq!(kind(&person), Kind::Rsa(2049));
    person.must_see("2049 bits");
}

#[test]
fn a_comment_that_would_make_a_second_line_is_refused_where_it_stands() {
    let mut person = Person::at_the_window();
    person.retype("Comment", "ann\u{1b}[2J");
    person.click("Generate");
    person.must_see("A comment cannot contain control or invisible characters. Remove U+001B.");
    assert!(matches!(person.model().key.state, KeyState::None));
}

#[test]
fn a_large_key_shows_how_far_it_is_and_can_be_cancelled() {
    let mut person = Person::at_the_window();
    person.click("RSA");
    person.retype("Bits", "16384");
    person.outside.worker.hold();
    person.click("Generate");
    person.must_see("Searching for two large primes…");
    assert!(!person.can_click("Generate"));
    person.must_see("Choose a file…");
    assert!(!person.can_click("Choose a file…"), "one thing at a time; but nothing jumps away");
    person.click("Cancel");
    person.outside.worker.release();
    person.look();
    assert!(matches!(person.model().key.state, KeyState::None));
    assert_eq!(person.value("Bits"), "16384", "what was typed is still there");
}

#[test]
fn cancel_ends_the_search_itself() {
    let outside = Outside::new();
    let mut person = Person::with_worker(outside, Look::default(), Box::new(Threads));
    person.click("RSA");
    person.retype("Bits", "16384");
    person.click("Generate");
    person.wait_until("some progress", |person| match &person.model().key.state {
        KeyState::Generating { job, .. } => job.done() > 0.0,
        _ => false,
    });
    person.click("Cancel");
    person.must_see("Generate");
    // The search holds the entropy service as long as it runs.
    let entropy = Arc::clone(&person.outside.entropy);
    let idle = Arc::strong_count(&entropy);
    person.wait_until("the search to end", |person| {
        Arc::strong_count(&entropy) < idle || Arc::strong_count(&person.outside.entropy) <= idle
    });
}

#[test]
fn without_randomness_no_key_is_made_and_the_reason_is_said() {
    let outside = Outside::new();
    *outside.entropy.none.lock().expect("entropy") = true;
    let mut person = Person::with(outside, Look::default());
    person.click("Generate");
    person.must_see("The system’s random number generator is not available");
    assert!(matches!(person.model().key.state, KeyState::None));
    *person.outside.entropy.none.lock().expect("entropy") = false;
    person.click("Try again");
    assert_eq!(kind(&person), Kind::Ed25519);
}

#[test]
fn the_same_with_real_threads() {
    let mut person = Person::with_worker(Outside::new(), Look::default(), Box::new(Threads));
    person.click("Generate");
    person.wait_until("the key", |person| matches!(person.model().key.state, KeyState::Open(_)));
    person.must_see("Ed25519 key");
    person.wait_until("a name", |person| person.sees("Will save id_ed25519"));
    person.look();
    assert_eq!(person.focused().as_deref(), Some("Save to ~/.ssh"));
}

/// Looks, and lets one more piece of the work be done, until a key can be saved.
fn wait_for_a_name(person: &mut Person) {
    for _ in 0..5 {
        person.look();
        if person.sees("Will save id_ed25519") {
            return;
        }
        person.must_not_see("Saved ");
        person.outside.worker.release_one();
    }
    panic!("there is no name for the key");
}

#[test]
fn the_keyboard_comes_to_save_however_long_the_look_for_a_name_takes() {
    let mut person = Person::at_the_window();
    person.focus("Comment");
    person.outside.worker.hold();
    person.press(Key::Enter);
    wait_for_a_name(&mut person);
    assert_eq!(person.focused().as_deref(), Some("Save to ~/.ssh"));
    person.press(Key::Enter);
    person.outside.worker.release();
    person.look();
    person.must_see("Saved id_ed25519 and id_ed25519.pub in ~/.ssh.");

    let mut person = Person::at_the_window();
    person.click("Choose a file…");
    person.outside.worker.hold();
    person.paste(include_str!("../vectors_window/ed25519"));
    wait_for_a_name(&mut person);
    assert_eq!(person.focused().as_deref(), Some("Save to ~/.ssh"));
}

#[test]
fn whoever_changes_the_comment_meanwhile_goes_on_typing() {
    let mut person = Person::at_the_window();
    person.outside.worker.hold();
    person.click("Generate");
    person.outside.worker.release_one();
    person.look();
    person.must_see("Looking for a free name…");
    person.focus("Comment");
    wait_for_a_name(&mut person);
    assert_eq!(person.focused().as_deref(), Some("Comment"));
}

/// Threads that take their time to start.
struct Late;

impl Worker for Late {
    fn run(&self, name: &'static str, work: Box<dyn FnOnce() + Send>) {
        let late = move || {
            std::thread::sleep(Duration::from_millis(3));
            work();
        };
        Threads.run(name, Box::new(late));
    }
}

/// Whether the key is there in the frame after the one in which the click arrived.
fn is_there_in_the_next_frame(clicks: &[&str]) -> bool {
    let mut person = Person::with_worker(Outside::new(), Look::default(), Box::new(Late));
    for label in clicks {
        person.click(label);
    }
    person.window.get_by_label("Generate").click();
    while matches!(person.model().key.state, KeyState::None) {
        person.window.step();
    }
    person.window.step();
    person.sees("Not saved yet")
}

#[test]
fn keys_on_curves_are_on_the_screen_in_the_frame_after_the_click() {
    for clicks in [&[][..], &["ECDSA"], &["ECDSA", "P-384"], &["ECDSA", "P-521"]] {
        // On a busy machine a thread may start so late that no frame can wait for it, and now and then
        // the test itself is held up so long that the key is there without.
        let in_time = (0..20).filter(|_| is_there_in_the_next_frame(clicks)).count();
        assert!(in_time > 3, "{clicks:?}: {in_time} of 20");
    }
}

#[test]
fn two_keys_are_never_the_same() {
    let mut lines = std::collections::BTreeSet::new();
    for _ in 0..20 {
        let mut person = Person::at_the_window();
        person.click("Generate");
        lines.insert(person.value("Public key"));
    }
    assert_eq!(lines.len(), 20);
}
