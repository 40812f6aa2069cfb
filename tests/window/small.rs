//! Small windows: everything can be reached in them, and nothing is cut at the right.

use crate::authorized::{line_of, page_with};
use crate::batch::ppk;
use crate::problem::CHANGED;
use crate::servers;
use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Theme};
use egui_kittest::kittest::NodeT as _;
use keywright::key::NewKind;

/// The smallest window, and a tile of a window manager that does not ask.
const SIZES: [[f32; 2]; 2] = [[480.0, 340.0], [316.0, 340.0]];

fn at(size: [f32; 2]) -> Person {
    Person::with(Outside::new(), Look { size, theme: Theme::Light, scale: 1.0 })
}

#[track_caller]
pub fn fits(person: &Person, size: [f32; 2], place: &str) {
    for node in person.window.root().children_recursive() {
        let node = node.accesskit_node();
        // The text inside a field may well be longer than the field.
        if node.role() == Role::TextRun {
            continue;
        }
        let Some(bounds) = node.bounding_box() else { continue };
        let label = node.label().or(node.value()).unwrap_or_default();
        assert!(bounds.x1 <= f64::from(size[0]) + 1.0, "{size:?}, {place}: “{label}” ends at {}", bounds.x1);
    }
}

/// No words and no button are drawn over others.
#[track_caller]
fn nothing_overlaps(person: &Person, size: [f32; 2], place: &str) {
    // What scrolls goes under the bar at the top.
    let top = person.button("New key").rect().bottom();
    let is_word = |role| matches!(role, Role::Button | Role::Label | Role::Status | Role::Link);
    let nodes = person.window.root().children_recursive();
    let words: Vec<_> = nodes
        .filter(|node| is_word(node.accesskit_node().role()) && node.rect().top() > top)
        .map(|node| {
            let said = node.accesskit_node().label().or(node.accesskit_node().value());
            (said.unwrap_or_default(), node.rect())
        })
        .collect();
    assert!(words.len() > 4, "{size:?}, {place}: hardly anything is there: {words:?}");
    for (at, (one, rect)) in words.iter().enumerate() {
        for (other, other_rect) in words.iter().skip(at + 1) {
            let shared = rect.intersect(*other_rect);
            // One that lies within the other is a part of it.
            let is_part = rect.contains_rect(*other_rect) || other_rect.contains_rect(*rect);
            let is_over = shared.width() > 2.0 && shared.height() > 2.0 && !is_part;
            assert!(!is_over, "{size:?}, {place}: “{one}” and “{other}” share {shared:?}");
        }
    }
}

/// Goes on with Tab until this has the keyboard, and is then in sight.
#[track_caller]
fn tab_to(person: &mut Person, name: &str, size: [f32; 2]) {
    let mut passed = Vec::new();
    for _ in 0..60 {
        person.press(Key::Tab);
        passed.extend(person.focused());
        if person.focused().as_deref() == Some(name) {
            person.window.run_steps(20);
            let mut nodes = person.window.root().children_recursive();
            let node = nodes.find(|node| node.is_focused()).expect("what has the keyboard");
            let rect = node.rect();
            let seen = rect.top() >= -1.0 && rect.bottom() <= size[1] + 1.0;
            assert!(seen, "{size:?}: “{name}” is out of sight at {rect:?}");
            return;
        }
    }
    panic!("{size:?}: “{name}” is not reached, but {passed:?}");
}

#[track_caller]
fn press(person: &mut Person, name: &str, size: [f32; 2]) {
    tab_to(person, name, size);
    person.press(Key::Enter);
}

#[test]
fn everything_is_reached_and_nothing_is_cut() {
    for size in SIZES {
        let mut person = at(size);
        fits(&person, size, "form");
        nothing_overlaps(&person, size, "form");
        for control in ["New key", "Open…", "Convert keys", "Theme", "Generate", "Choose a file…"] {
            tab_to(&mut person, control, size);
        }
        press(&mut person, "Generate", size);
        fits(&person, size, "key");
        nothing_overlaps(&person, size, "key");
        person.must_see("Not saved yet");
        if size != SIZES[0] {
            continue;
        }
        for control in ["Copy", "Save to ~/.ssh"] {
            tab_to(&mut person, control, size);
        }
        press(&mut person, "Save as", size);
        fits(&person, size, "menu");
        person.press(Key::Escape);
        press(&mut person, "Copy", size);
        fits(&person, size, "toast");
        press(&mut person, "Set a passphrase…", size);
        fits(&person, size, "dialog");
        tab_to(&mut person, "Set passphrase", size);
        press(&mut person, "Cancel", size);
        press(&mut person, "Theme", size);
        fits(&person, size, "theme");
        person.click("Keyboard shortcuts");
        fits(&person, size, "shortcuts");
        tab_to(&mut person, "Close", size);
    }
}

#[test]
fn the_list_fits_too() {
    for size in SIZES {
        let outside = Outside::new();
        ppk(&outside, "a-key-with-a-long-name-that-goes-on-and-on.ppk", Some("x"));
        ppk(&outside, "b.ppk", None);
        let mut person = Person::with(outside, Look { size, ..Look::default() });
        person.drop_files(&[person.outside.path("old")]);
        fits(&person, size, "list");
        nothing_overlaps(&person, size, "list");
        person.click("Enter passphrase for a-key-with-a-long-name-that-goes-on-and-on.ppk");
        fits(&person, size, "field of a row");
        nothing_overlaps(&person, size, "field of a row");
        person.press(Key::Escape);
        tab_to(&mut person, "Convert 1 key", size);
        tab_to(&mut person, "Clear list", size);
    }
}

#[test]
fn an_explained_message_fits_too() {
    for size in SIZES {
        let mut person = at(size);
        person.click("Fix a problem");
        fits(&person, size, "empty field");
        for text in [CHANGED, "ann@srv.example.com: Permission denied (publickey).", "the cat sat on the mat"]
        {
            person.paste(text);
            fits(&person, size, text);
            nothing_overlaps(&person, size, text);
            press(&mut person, "Mask names and addresses", size);
            fits(&person, size, "masked text");
            nothing_overlaps(&person, size, "masked text");
            tab_to(&mut person, "Copy masked text", size);
            press(&mut person, "Clear", size);
        }
    }
}

#[test]
fn authorized_keys_and_its_form_fit_too() {
    for size in SIZES {
        let long = "somebody-with-a-long-name-that-goes-on-and-on@a-computer-with-a-long-name";
        let key = keys::made(NewKind::Ed25519, long);
        let options =
            "from=\"192.0.2.0/24,198.51.100.0/24,203.0.113.0/24\",command=\"/usr/local/bin/backup --all\" ";
        let text = format!("{options}{}\nptyx {}\n", line_of(&key), line_of(&key));
        let mut person = page_with(&text, Look { size, ..Look::default() });
        person.must_see(long);
        fits(&person, size, "lines");
        nothing_overlaps(&person, size, "lines");
        press(&mut person, &format!("Edit {long}, line 1"), size);
        fits(&person, size, "form");
        nothing_overlaps(&person, size, "form");
        tab_to(&mut person, "More options", size);
        press(&mut person, "Show changes…", size);
        person.press(Key::Escape);
        press(&mut person, &format!("Remove {long}, line 1"), size);
        fits(&person, size, "change");
        person.must_see("Remove anyway");
    }
}

#[test]
fn known_servers_fit_too() {
    for size in SIZES {
        let long = "a-server-with-a-long-name-that-goes-on-and-on.in-a-domain.example.org";
        let line = keys::made(NewKind::Ed25519, "").public().line();
        let text = format!("{long},192.0.2.1 {line}\n@revoked {long} {line}\n");
        let mut person = servers::page_with(&text, Look { size, ..Look::default() });
        fits(&person, size, "list");
        nothing_overlaps(&person, size, "list");
        press(&mut person, &format!("Compare the fingerprint of {long}, 192.0.2.1, line 1"), size);
        fits(&person, size, "comparison");
        nothing_overlaps(&person, size, "comparison");
        press(&mut person, "Remove this entry…", size);
        fits(&person, size, "change");
    }
}

#[test]
fn a_key_from_a_file_fits_too() {
    for size in SIZES {
        let outside = Outside::new();
        let key = ppk(&outside, "a.ppk", None);
        let mut person = Person::with(outside, Look { size, ..Look::default() });
        person.drop_files(&[key]);
        person.type_into("Comment", "another");
        person.must_see("Convert and save to ~/.ssh");
        fits(&person, size, "key from a file");
        nothing_overlaps(&person, size, "key from a file");
    }
}
