//! Text fields: their menu, the keys with Insert, Caps Lock, and what is shown for how long.

use crate::support::window::Person;
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::NodeT as _;
use keywright::system::Selection;

fn right_click(person: &mut Person, pos: Pos2) {
    for pressed in [true, false] {
        let input = person.window.input_mut();
        input.events.push(Event::PointerMoved(pos));
        let button = PointerButton::Secondary;
        input.events.push(Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE });
        person.window.step();
    }
    person.look();
}

/// The rows of the menu that is open.
fn menu(person: &Person) -> Vec<String> {
    let nodes = person.window.root().children_recursive();
    let rows = nodes.filter(|node| node.accesskit_node().role() == Role::MenuItem);
    rows.map(|node| node.accesskit_node().label().unwrap_or_default()).collect()
}

/// What the window copies in the frames that follow.
fn after(person: &mut Person, does: impl FnOnce(&mut Person)) -> Vec<String> {
    person.outside.clipboard.texts.lock().expect("clipboard").clear();
    does(person);
    person.look();
    person.outside.copied()
}

/// Another program has copied it.
fn copied_elsewhere(person: &Person, text: &str) {
    person.outside.clipboard.holds_text(Selection::Clipboard, text);
}

#[test]
fn a_right_click_offers_cut_copy_paste_and_select_all() {
    let mut person = Person::at_the_window();
    let place = person.place_of("Comment");
    right_click(&mut person, place);
    assert_eq!(menu(&person), ["Paste", "Select all"], "nothing is selected");
    person.click("Select all");
    assert_eq!(person.focused().as_deref(), Some("Comment"), "the keyboard is in the field again");
    right_click(&mut person, place);
    assert_eq!(menu(&person), ["Cut", "Copy", "Paste", "Select all"], "what was selected still is");
    let copied = after(&mut person, |person| person.button("Copy").click());
    assert_eq!(copied, ["ann@desk"]);
    right_click(&mut person, place);
    let copied = after(&mut person, |person| person.button("Cut").click());
    assert_eq!(copied, ["ann@desk"]);
    assert_eq!(person.value("Comment"), "");
    copied_elsewhere(&person, "from the clipboard");
    right_click(&mut person, place);
    person.click("Paste");
    assert_eq!(person.value("Comment"), "from the clipboard");
}

#[test]
fn the_menu_key_opens_the_menu_of_the_field() {
    for (modifiers, key) in [(Modifiers::NONE, Key::Menu), (Modifiers::SHIFT, Key::F10)] {
        let mut person = Person::at_the_window();
        person.focus("Comment");
        person.keys(modifiers, key);
        assert_eq!(menu(&person), ["Paste", "Select all"]);
        person.press(Key::Escape);
        assert!(menu(&person).is_empty());
    }
}

#[test]
fn a_passphrase_can_be_pasted_and_nothing_else() {
    let mut person = Person::at_the_window();
    person.type_into("Passphrase", "secret");
    person.keys(Modifiers::COMMAND, Key::A);
    let place = person.place_of("Passphrase");
    right_click(&mut person, place);
    assert_eq!(menu(&person), ["Paste"]);
    copied_elsewhere(&person, "others");
    person.click("Paste");
    assert_eq!(person.value("Passphrase"), "••••••", "in place of what was selected");
    for event in [Event::Cut, Event::Copy] {
        let copied = after(&mut person, |person| person.window.input_mut().events.push(event));
        assert!(copied.is_empty());
        assert_eq!(person.value("Passphrase"), "••••••", "nothing is deleted");
    }
}

#[test]
fn the_keys_with_insert_copy_and_paste() {
    let mut person = Person::at_the_window();
    person.focus("Comment");
    person.keys(Modifiers::COMMAND, Key::A);
    let copied = after(&mut person, |person| person.keys(Modifiers::COMMAND, Key::Insert));
    assert_eq!(copied, ["ann@desk"]);
    copied_elsewhere(&person, "elsewhere");
    for field in ["Comment", "Passphrase"] {
        person.focus(field);
        person.keys(Modifiers::COMMAND, Key::A);
        person.keys(Modifiers::SHIFT, Key::Insert);
    }
    assert_eq!(person.value("Comment"), "elsewhere");
    assert_eq!(person.value("Passphrase"), "•".repeat("elsewhere".len()));
}

#[test]
fn caps_lock_is_said_while_a_passphrase_is_typed() {
    let mut person = Person::at_the_window();
    let says = |person: &Person| {
        let nodes = person.window.root().children_recursive();
        nodes.filter_map(|node| node.accesskit_node().description()).any(|words| words == "Caps Lock is on")
    };
    person.type_into("Passphrase", "s");
    assert!(!says(&person));
    person.type_into("Passphrase", "E");
    assert!(says(&person), "a capital letter without Shift");
    person.type_into("Passphrase", "7");
    assert!(says(&person), "a digit tells nothing");
    person.type_into("Passphrase", "c");
    assert!(!says(&person));
}

#[test]
fn a_passphrase_that_is_shown_is_hidden_when_the_window_is_left() {
    let mut person = Person::at_the_window();
    person.type_into("Passphrase", "secret");
    person.click("Show passphrase");
    person.must_see("Hide passphrase");
    person.window.input_mut().focused = false;
    person.look();
    person.window.input_mut().focused = true;
    person.look();
    person.must_see("Show passphrase");
    assert_eq!(person.value("Passphrase"), "••••••");
}

#[test]
fn a_passphrase_is_hidden_also_on_a_page_that_is_not_shown() {
    let mut person = Person::at_the_window();
    person.type_into("Passphrase", "secret");
    person.click("Show passphrase");
    person.click("Convert keys");
    person.window.input_mut().focused = false;
    person.look();
    person.window.input_mut().focused = true;
    person.look();
    person.click("New key");
    person.must_see("Show passphrase");
    assert_eq!(person.value("Passphrase"), "••••••");
}

#[test]
fn an_error_can_be_selected_and_copied_and_is_no_stop_for_tab() {
    let mut person = Person::at_the_window();
    person.drop_files(&["/no/such/file".into()]);
    let words = "/no/such/file does not exist.";
    person.must_see(words);
    let nodes = person.window.root().children_recursive();
    let place = nodes
        .filter(|node| node.accesskit_node().label().is_some_and(|label| label.contains(words)))
        .map(|node| node.rect().left_center() + eframe::egui::vec2(4.0, 0.0))
        .next()
        .expect("the sentence");
    // Two clicks select a word.
    for _ in 0..2 {
        for pressed in [true, false] {
            let input = person.window.input_mut();
            input.events.push(Event::PointerMoved(place));
            let button = PointerButton::Primary;
            input.events.push(Event::PointerButton {
                pos: place,
                button,
                pressed,
                modifiers: Modifiers::NONE,
            });
            person.window.step();
        }
    }
    let copied = after(&mut person, |person| person.window.input_mut().events.push(Event::Copy));
    let [copied] = copied.as_slice() else { panic!("one text is copied, not {copied:?}") };
    assert!(!copied.is_empty() && words.contains(copied.as_str()), "{copied}");
    for _ in 0..30 {
        person.press(Key::Tab);
        assert!(!person.focused().is_some_and(|name| name.contains("does not exist")));
    }
    while person.focused().as_deref() != Some("Comment") {
        person.press(Key::Tab);
    }
    person.keys(Modifiers::COMMAND, Key::A);
    let copied = after(&mut person, |person| person.window.input_mut().events.push(Event::Cut));
    assert_eq!(copied, ["ann@desk"], "the words of the error are not copied with it");
}
