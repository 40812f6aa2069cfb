//! Everything by keyboard alone.

use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, ViewportCommand};
use keywright::app::KeyState;
use keywright::format::{self, Format, KeyFile, PrivateFormat};
use keywright::key::NewKind;
use keywright::system::DialogAnswer;

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// Names of what Tab comes to, until it comes round.
fn tab_round(person: &mut Person) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for _ in 0..60 {
        person.press(Key::Tab);
        let Some(name) = person.focused() else { continue };
        if seen.first() == Some(&name) && seen.len() > 2 {
            break;
        }
        seen.push(name);
    }
    seen
}

#[track_caller]
fn in_order(seen: &[String], wanted: &[&str]) {
    let mut rest = seen.iter();
    for want in wanted {
        assert!(rest.any(|name| name == want), "{want} is not reached in its turn: {seen:?}");
    }
}

#[test]
fn tab_reaches_everything_in_the_order_it_is_read() {
    let mut person = Person::at_the_window();
    let seen = tab_round(&mut person);
    let form = [
        "New key",
        "Open…",
        "Theme",
        "Ed25519",
        "Comment",
        "Passphrase",
        "Show passphrase",
        "Generate",
        "Choose a file…",
    ];
    // The keyboard begins in the first field.
    let mut twice = seen.clone();
    twice.extend(seen);
    in_order(&twice, &form);
    person.click("Generate");
    let seen = tab_round(&mut person);
    let card = [
        "Comment",
        "Show MD5",
        "Copy fingerprint",
        "Public key",
        "Copy",
        "Save to ~/.ssh",
        "Save as",
        "Choose a file…",
    ];
    let mut twice = seen.clone();
    twice.extend(seen);
    in_order(&twice, &card);
}

#[test]
fn there_is_one_tab_between_a_passphrase_and_its_repetition() {
    let mut person = Person::at_the_window();
    person.press(Key::Tab);
    assert_eq!(person.focused().as_deref(), Some("Passphrase"));
    person.type_into("Passphrase", "correct horse 27");
    person.press(Key::Tab);
    assert_eq!(person.focused().as_deref(), Some("Repeat passphrase"));
    person.press(Key::Tab);
    assert_eq!(person.focused().as_deref(), Some("Show passphrase"));
    person.press(Key::Tab);
    assert_eq!(person.focused().as_deref(), Some("Generate"));
}

#[test]
fn a_key_is_made_saved_and_copied_without_a_mouse() {
    let mut person = Person::at_the_window();
    person.type_into("Comment", "-kb");
    person.press(Key::Enter);
    person.must_see("Ed25519 key");
    assert_eq!(person.focused().as_deref(), Some("Save to ~/.ssh"), "first it is made safe");
    person.press(Key::Enter);
    person.must_see("Saved id_ed25519 and id_ed25519.pub in ~/.ssh.");
    assert_eq!(person.focused().as_deref(), Some("Copy"), "then it is given away");
    person.press(Key::Enter);
    person.must_see("Copied the public key");
    assert!(person.outside.copied()[0].ends_with(" ann@desk-kb"));
}

#[test]
fn the_shortcuts_do_what_they_say() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    person.keys(CTRL_SHIFT, Key::C);
    person.must_see("Copied the public key");
    person.keys(CTRL_SHIFT, Key::S);
    person.must_see("PuTTY key, version 3");
    assert!(!person.outside.dot_ssh("id_ed25519").exists(), "Ctrl+Shift+S is not Ctrl+S");
    person.press(Key::Escape);
    person.must_not_see("PuTTY key, version 3");
    person.keys(CTRL, Key::S);
    assert!(person.outside.dot_ssh("id_ed25519").exists());
    person.keys(CTRL, Key::N);
    assert!(matches!(person.model().key.state, KeyState::None));
    let key = keys::made(NewKind::Ed25519, "opened");
    let path = keys::put(person.outside.home.path(), "k", &keys::written(&key, PrivateFormat::OpenSsh, None));
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(path));
    person.keys(CTRL, Key::O);
    assert_eq!(person.value("Comment"), "opened");
}

#[test]
fn the_menu_of_forms_is_used_by_keyboard() {
    for by_shortcut in [true, false] {
        let mut person = Person::at_the_window();
        person.click("Generate");
        let path = person.outside.path("by-keyboard.ppk");
        person.outside.dialogs.will_answer(DialogAnswer::Chosen(path.clone()));
        if by_shortcut {
            person.keys(CTRL_SHIFT, Key::S);
        } else {
            for _ in 0..20 {
                person.press(Key::Tab);
                if person.focused().as_deref() == Some("Save as") {
                    break;
                }
            }
            person.press(Key::Enter);
        }
        assert_eq!(person.focused().as_deref(), Some("OpenSSH private key, and .pub; AWS calls it .pem"));
        person.press(Key::ArrowDown);
        person.press(Key::Enter);
        person.must_see("Saved by-keyboard.ppk");
        person.must_not_see("PuTTY key, version 3");
        assert_eq!(person.focused().as_deref(), Some("Copy"), "it is saved: on to what is next");
        let bytes = std::fs::read(path).expect("the file");
        assert!(matches!(format::read(&bytes), Ok(KeyFile::Private(Format::Ppk3, _))), "the second row");
    }
}

#[test]
fn the_colours_are_chosen_by_keyboard_too() {
    let mut person = Person::at_the_window();
    for _ in 0..20 {
        person.press(Key::Tab);
        if person.focused().as_deref() == Some("Theme") {
            break;
        }
    }
    person.press(Key::Enter);
    assert_eq!(person.focused().as_deref(), Some("System"));
    person.press(Key::ArrowDown);
    person.press(Key::ArrowDown);
    person.press(Key::Enter);
    assert_eq!(person.window.ctx.theme(), eframe::egui::Theme::Dark);
    person.must_not_see("System");
}

#[test]
fn enter_in_any_field_of_the_form_makes_the_key() {
    for field in ["Bits", "Comment", "Repeat passphrase"] {
        let mut person = Person::at_the_window();
        person.click("RSA");
        person.click("2048");
        person.type_into("Passphrase", "x");
        person.type_into("Repeat passphrase", "x");
        person.type_into(field, "");
        person.press(Key::Enter);
        person.must_see("RSA key");
    }
}

#[test]
fn radio_buttons_are_one_stop_and_arrows_choose() {
    let mut person = Person::at_the_window();
    for _ in 0..30 {
        person.press(Key::Tab);
        if person.focused().as_deref() == Some("Ed25519") {
            break;
        }
    }
    person.press(Key::ArrowLeft);
    assert_eq!(person.focused().as_deref(), Some("RSA"), "before the first comes the last");
    person.must_see("For older servers");
    person.press(Key::ArrowUp);
    assert_eq!(person.focused().as_deref(), Some("ECDSA"));
    person.must_not_see("For older servers");
    person.press(Key::Tab);
    assert_ne!(person.focused().as_deref(), Some("RSA"), "Tab leaves the group");
    person.keys(Modifiers::SHIFT, Key::Tab);
    assert_eq!(person.focused().as_deref(), Some("ECDSA"), "and comes back to what is chosen");
}

#[test]
fn pages_are_tabs_for_a_screen_reader_and_the_shown_one_is_selected() {
    use egui_kittest::kittest::NodeT as _;
    let mut person = Person::at_the_window();
    let tabs = |person: &Person| {
        ["New key", "Convert keys"].map(|name| {
            let button = person.button(name);
            let node = button.accesskit_node();
            (node.role(), node.is_selected(), node.toggled().is_some())
        })
    };
    let (on, off) = ((Role::Tab, Some(true), false), (Role::Tab, Some(false), false));
    assert_eq!(tabs(&person), [on, off]);
    person.click("Convert keys");
    assert_eq!(tabs(&person), [off, on]);
    let parent = person.button("New key").accesskit_node().parent().map(|parent| parent.role());
    assert_eq!(parent, Some(Role::TabList));
    assert_eq!(person.button("Open…").accesskit_node().role(), Role::Button);
}

#[test]
fn the_keyboard_shortcuts_are_listed() {
    for (modifiers, key) in [(Modifiers::NONE, Key::F1), (CTRL, Key::Slash)] {
        let mut person = Person::at_the_window();
        person.keys(modifiers, key);
        for row in [
            "New key: Ctrl+N",
            "Open a key: Ctrl+O",
            "Convert keys: Ctrl+Shift+O",
            "Save: Ctrl+S",
            "Save as: Ctrl+Shift+S",
            "Copy the public key: Ctrl+Shift+C",
            "Check again, on My keys: F5",
            "Zoom in: Ctrl++",
            "Zoom out: Ctrl+-",
            "Reset zoom: Ctrl+0",
            "Close the window: Ctrl+Q, Ctrl+W",
            "Keyboard shortcuts: F1, Ctrl+/",
        ] {
            person.must_see(row);
        }
        assert_eq!(person.focused().as_deref(), Some("Close"));
        let close = if modifiers == CTRL { (CTRL, Key::W) } else { (Modifiers::NONE, Key::Escape) };
        person.keys(close.0, close.1);
        person.must_not_see("New key: Ctrl+N");
        assert!(!person.commands().contains(&ViewportCommand::Close), "only the list of them is closed");
    }
}

#[test]
fn ctrl_w_closes_as_ctrl_q_does_and_asks_first() {
    use eframe::egui::ViewportCommand;
    for key in [Key::Q, Key::W] {
        let mut person = Person::at_the_window();
        person.type_into("Comment", "x");
        let before = person.value("Comment");
        let (physical_key, pressed, repeat, modifiers) = (None, true, false, CTRL);
        let event = eframe::egui::Event::Key { key, physical_key, pressed, repeat, modifiers };
        person.window.input_mut().events.push(event);
        person.window.step();
        assert!(person.commands().contains(&ViewportCommand::Close));
        person.look();
        assert_eq!(person.value("Comment"), before, "no word is deleted");
        // What the window system then does.
        person.click("Generate");
        assert!(!person.close());
        person.must_see("This key is not saved");
    }
}

#[test]
fn the_size_of_everything_stays_between_bounds() {
    let mut person = Person::at_the_window();
    for _ in 0..30 {
        person.keys(CTRL, Key::Plus);
    }
    assert_eq!(person.window.ctx.zoom_factor(), 3.0);
    for _ in 0..40 {
        person.keys(CTRL, Key::Minus);
    }
    assert_eq!(person.window.ctx.zoom_factor(), 0.5);
    person.keys(CTRL, Key::Num0);
    assert_eq!(person.window.ctx.zoom_factor(), 1.0);
}

#[test]
fn escape_closes_the_message_and_stops_the_work() {
    let mut person = Person::at_the_window();
    person.drop_files(&["/no/such/file".into()]);
    person.must_see("does not exist");
    person.press(Key::Escape);
    person.must_not_see("does not exist");
    person.outside.worker.hold();
    person.click("Generate");
    person.press(Key::Escape);
    assert!(matches!(person.model().key.state, KeyState::None));
}

#[test]
fn every_control_has_a_name_and_nothing_is_wider_than_the_smallest_window() {
    use egui_kittest::kittest::NodeT as _;
    let look = Look { size: [480.0, 560.0], ..Look::default() };
    let mut person = Person::with(crate::support::fakes::Outside::new(), look);
    let check = |person: &Person, place: &str| {
        for name in person.controls() {
            assert!(!name.trim().is_empty(), "{place}: a control has no name");
        }
        for node in person.window.root().children_recursive() {
            let node = node.accesskit_node();
            // The text inside a field may well be longer than the field.
            if node.role() == Role::TextRun {
                continue;
            }
            let Some(bounds) = node.bounding_box() else { continue };
            let label = node.label().unwrap_or_default();
            assert!(bounds.x1 <= 481.0, "{place}: “{label}” ends at {}", bounds.x1);
        }
    };
    check(&person, "form");
    for kind in ["ECDSA", "RSA"] {
        person.click(kind);
        check(&person, kind);
    }
    person.click("Generate");
    check(&person, "key");
    person.click("Show MD5");
    person.click("Set a passphrase…");
    check(&person, "dialog");
    person.type_into("New passphrase", "correct horse battery");
    person.type_into("Repeat passphrase", "correct horse battery");
    check(&person, "dialog with a passphrase");
    person.click("Set passphrase");
    check(&person, "key with a passphrase");
    person.click("Save to ~/.ssh");
    check(&person, "saved");
    person.retype(
        "Comment",
        "a comment that is longer than the window is wide, as such comments sometimes are in real life",
    );
    check(&person, "changed");
    person.close();
    check(&person, "question");
    person.click("Save changes and close");
    check(&person, "replace");
    person.click("Don’t replace");
    let locked = keys::made(
        NewKind::Ed25519,
        "a long comment inside a locked key, longer than the window is wide or so",
    );
    let name = "a-very-long-file-name-without-any-spaces-that-goes-on-and-on-and-on-beyond-the-window.ppk";
    let path =
        keys::put(person.outside.home.path(), name, &keys::written(&locked, PrivateFormat::Ppk3, Some("x")));
    person.click("Save changes");
    person.click("Replace and keep backups");
    person.drop_files(&[path]);
    check(&person, "locked");
    person.drop_files(&[person
        .outside
        .path("no-such-file-whose-name-is-long-enough-to-fill-the-whole-notice-bar-and-more")]);
    check(&person, "notice");
}
