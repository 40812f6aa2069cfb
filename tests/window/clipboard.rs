//! Pasting while the program that something was copied in takes its time, or has no text: files, an
//! image, nothing, no answer. And what is copied out of fields.

use crate::support::keys;
use crate::support::window::Person;
use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, ViewportId};
use keywright::app::Page;
use keywright::format::PrivateFormat;
use keywright::key::NewKind;
use keywright::system::{ClipboardContents, ClipboardError, DialogAnswer, Selection};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

const BUSY: &str = "Another program is holding the clipboard. Copy the text or the file again, then paste.";
const TOO_LATE: &str = "Nothing was pasted: the text came too late for its field.";
const NOTHING: &str = "There is no text or file on the clipboard. Copy a key or its file first.";

/// As long as nobody answers.
fn waits(person: &mut Person, text: &str) {
    person.outside.worker.hold();
    person.paste(text);
}

/// Now the program hands it over.
fn comes(person: &mut Person) {
    person.outside.worker.release();
    person.look();
}

fn waiting(person: &Person) -> usize {
    let held = person.outside.worker.held.lock().expect("worker");
    held.iter().flatten().filter(|(name, _)| *name == "paste").count()
}

fn a_key_file(person: &Person, name: &str) -> PathBuf {
    let key = keys::made(NewKind::Ed25519, name);
    keys::put(person.outside.home.path(), name, &keys::written(&key, PrivateFormat::Ppk3, None))
}

fn a_locked_file(person: &Person, name: &str) -> PathBuf {
    let key = keys::made(NewKind::Ed25519, name);
    let format = PrivateFormat::Ppk3;
    keys::put(person.outside.home.path(), name, &keys::written(&key, format, Some("hunter2")))
}

fn select_all(person: &mut Person, field: &str) {
    person.focus(field);
    person.keys(Modifiers::COMMAND, Key::A);
}

fn press_button(person: &mut Person, button: PointerButton, pos: Pos2) {
    for pressed in [true, false] {
        let event = Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE };
        person.window.input_mut().events.push(event);
    }
    person.look();
}

fn press_middle_button(person: &mut Person, pos: Pos2) {
    press_button(person, PointerButton::Middle, pos);
}

/// The keyboard is on a button.
fn leave_the_fields(person: &mut Person) {
    while person.focused().as_deref() != Some("Generate") {
        person.press(Key::Tab);
    }
}

#[test]
fn what_is_typed_while_a_paste_is_awaited_comes_after_the_text() {
    let mut person = Person::at_the_window();
    person.focus("Comment");
    person.press(Key::End);
    waits(&mut person, " pasted");
    person.type_into("Comment", " typed");
    comes(&mut person);
    assert_eq!(person.value("Comment"), "ann@desk pasted typed");
}

/// One slow frame, as while a large window is drawn for the first time.
#[test]
fn the_order_is_kept_within_one_frame() {
    let mut person = Person::at_the_window();
    person.outside.clipboard.holds_text(Selection::Clipboard, "hunter2");
    person.focus("Passphrase");
    let key =
        |key, modifiers, pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
    person.window.input_mut().events.extend([
        Event::Text("a".to_owned()),
        key(Key::V, Modifiers::COMMAND, true),
        key(Key::V, Modifiers::COMMAND, false),
        Event::Text("z".to_owned()),
        key(Key::Tab, Modifiers::NONE, true),
        key(Key::Tab, Modifiers::NONE, false),
        Event::Text("ahunter2z".to_owned()),
    ]);
    person.look();
    person.look();
    assert_eq!(person.value("Passphrase"), "•".repeat("ahunter2z".len()));
    assert_eq!(person.value("Repeat passphrase"), "•".repeat("ahunter2z".len()));
    person.must_not_see("The passphrases do not match.");
}

#[test]
fn tab_enter_and_clicks_wait_for_the_paste_before_them() {
    let mut person = Person::at_the_window();
    let path = a_locked_file(&person, "locked.ppk");
    person.drop_files(&[path]);
    person.focus("Passphrase");
    waits(&mut person, "hunter2");
    person.press(Key::Enter);
    person.must_see("Unlock");
    person.must_not_see("Wrong passphrase");
    comes(&mut person);
    person.must_see("Ed25519 key");
    assert!(!person.sees("Unlock"), "Enter unlocks with what was pasted");

    let mut person = Person::at_the_window();
    person.focus("Passphrase");
    waits(&mut person, "hunter2");
    let pos = person.place_of("Comment");
    press_button(&mut person, PointerButton::Primary, pos);
    assert_eq!(person.focused().as_deref(), Some("Passphrase"));
    comes(&mut person);
    assert_eq!(person.value("Passphrase"), "•".repeat("hunter2".len()));
    assert_eq!(person.value("Comment"), "ann@desk");
    assert_eq!(person.focused().as_deref(), Some("Comment"));
}

/// A click or a Tab into a field and Ctrl+V in one slow frame.
#[test]
fn the_text_goes_into_the_field_that_got_the_keyboard_just_before() {
    let mut person = Person::at_the_window();
    person.outside.clipboard.holds_text(Selection::Clipboard, "hunter2");
    person.focus("Comment");
    let pos = person.place_of("Passphrase");
    let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
    let events = &mut person.window.input_mut().events;
    events.push(Event::PointerMoved(pos));
    for pressed in [true, false] {
        events.push(Event::PointerButton { pos, button, pressed, modifiers });
    }
    person.presses_paste();
    assert_eq!(person.value("Passphrase"), "•".repeat("hunter2".len()));
    assert_eq!(person.value("Comment"), "ann@desk");
}

#[test]
fn the_keys_of_the_window_work_again_where_nobody_says_that_the_paste_is_over() {
    let mut person = Person::at_the_window();
    person.focus("Passphrase");
    waits(&mut person, "hunter2");
    person.type_into("Passphrase", "typed");
    assert_eq!(person.value("Passphrase"), "");
    std::thread::sleep(Duration::from_secs(3));
    person.look();
    assert_eq!(person.value("Passphrase"), "•".repeat("typed".len()));
    comes(&mut person);
    assert_eq!(person.value("Passphrase"), "•".repeat("typed".len()), "a part of it would be nowhere");
    person.must_see(TOO_LATE);
}

#[test]
fn a_key_that_is_held_down_asks_once_while_it_waits() {
    let mut person = Person::at_the_window();
    select_all(&mut person, "Comment");
    waits(&mut person, "x");
    for _ in 0..5 {
        person.presses_paste();
    }
    assert_eq!(waiting(&person), 1);
    comes(&mut person);
    assert_eq!(person.value("Comment"), "x");
}

#[test]
fn a_text_that_comes_late_goes_into_no_other_field() {
    let mut person = Person::at_the_window();
    person.focus("Passphrase");
    waits(&mut person, "hunter2");
    person.focus("Comment");
    comes(&mut person);
    assert_eq!(person.value("Comment"), "ann@desk");
    assert_eq!(person.value("Passphrase"), "");
    person.must_see(TOO_LATE);
    person.focus("Passphrase");
    assert_eq!(person.value("Passphrase"), "", "it does not wait for the field either");
    assert!(!format!("{:?}", person.model()).contains("hunter2"));
}

#[test]
fn a_paste_that_was_asked_for_twice_goes_where_it_was_asked_for_last() {
    let mut person = Person::at_the_window();
    person.focus("Passphrase");
    waits(&mut person, "hunter2");
    select_all(&mut person, "Comment");
    person.presses_paste();
    comes(&mut person);
    assert_eq!(person.value("Comment"), "hunter2");
    assert_eq!(person.value("Passphrase"), "");
}

#[test]
fn the_middle_button_pastes_only_where_the_pointer_still_is() {
    for moves in [false, true] {
        let mut person = Person::at_the_window();
        person.outside.worker.hold();
        person.middle_click("Comment", "marked");
        if moves {
            let pos = person.place_of("Passphrase");
            person.window.input_mut().events.push(Event::PointerMoved(pos));
            person.look();
        }
        comes(&mut person);
        assert_eq!(person.value("Comment"), if moves { "ann@desk" } else { "ann@deskmarked" });
        assert_eq!(person.value("Passphrase"), "");
    }
}

#[test]
fn the_middle_button_pastes_into_no_field_that_came_under_the_pointer_later() {
    let mut person = Person::at_the_window();
    let path = a_locked_file(&person, "locked.ppk");
    let mut later = Person::at_the_window();
    later.drop_files(std::slice::from_ref(&path));
    let pos = later.place_of("Passphrase");

    person.outside.worker.hold();
    person.drop_files(&[path]);
    person.outside.clipboard.holds_text(Selection::Primary, "marked");
    person.window.input_mut().events.push(Event::PointerMoved(pos));
    person.look();
    press_middle_button(&mut person, pos);
    assert_eq!(waiting(&person), 1, "over the comment");
    assert!(person.outside.worker.release_one());
    person.look();
    assert_eq!(person.place_of("Passphrase"), pos);
    comes(&mut person);
    assert_eq!(person.value("Passphrase"), "");
}

#[test]
fn a_private_key_that_is_pasted_with_the_middle_button_stays_out_of_fields() {
    let mut person = Person::at_the_window();
    let key = keys::made(NewKind::Ed25519, "selected");
    let text = keys::written(&key, PrivateFormat::OpenSsh, None);
    person.middle_click("Comment", std::str::from_utf8(&text).expect("text"));
    person.must_see("Ed25519 key");
    assert_eq!(person.value("Comment"), "selected");
}

#[test]
fn the_middle_button_asks_nobody_where_there_is_no_field() {
    let mut person = Person::at_the_window();
    person.outside.worker.hold();
    let pos = person.button("Generate").rect().center();
    press_middle_button(&mut person, pos);
    assert_eq!(waiting(&person), 0);
}

/// Nobody knows when the next frame is drawn.
#[test]
fn a_text_that_comes_while_the_window_is_minimized_is_wiped() {
    let mut person = Person::at_the_window();
    person.focus("Passphrase");
    waits(&mut person, "hunter2");
    let minimize = |person: &mut Person, is_minimized| {
        let viewports = &mut person.window.input_mut().viewports;
        viewports.entry(ViewportId::ROOT).or_default().minimized = Some(is_minimized);
    };
    minimize(&mut person, true);
    comes(&mut person);
    minimize(&mut person, false);
    person.look();
    assert_eq!(person.value("Passphrase"), "");
    person.must_see(TOO_LATE);
}

#[test]
fn a_text_that_was_just_copied_here_is_the_one_that_is_pasted() {
    let mut person = Person::at_the_window();
    select_all(&mut person, "Comment");
    person.outside.worker.hold();
    let clipboard = Arc::clone(&person.outside.clipboard);
    person.outside.clipboard.holds(move |_| {
        let copied = clipboard.texts.lock().expect("clipboard").last().cloned();
        Ok(ClipboardContents::Text(copied.unwrap_or_else(|| "before".to_owned()).into()))
    });
    person.keys(Modifiers::COMMAND, Key::X);
    person.presses_paste();
    person.presses_paste();
    assert_eq!(waiting(&person), 0, "the copy comes first");
    comes(&mut person);
    person.look();
    assert_eq!(person.value("Comment"), "ann@desk");
}

#[test]
fn nothing_is_drawn_while_a_paste_is_awaited() {
    let mut person = Person::at_the_window();
    leave_the_fields(&mut person);
    waits(&mut person, "text");
    // It goes on until nothing asks for another frame.
    person.window.run();
    assert_eq!(waiting(&person), 1);
    let asks_again = |person: &Person| {
        let viewports = person.window.output().viewport_output.values();
        viewports.map(|viewport| viewport.repaint_delay).min().expect("a window")
    };
    person.window.step();
    assert!(asks_again(&person) > std::time::Duration::from_secs(1), "{:?}", asks_again(&person));
}

#[test]
fn a_clipboard_that_cannot_be_read_is_said() {
    for (error, words) in [
        (ClipboardError::NoAnswer, BUSY),
        (ClipboardError::Busy, "Another program is using the clipboard. Try again in a moment."),
        (ClipboardError::Missing, "No clipboard is available, so nothing was pasted."),
        (ClipboardError::Other("odd".to_owned()), "The clipboard could not be read: odd."),
    ] {
        let mut person = Person::at_the_window();
        person.focus("Passphrase");
        person.outside.clipboard.holds(move |_| Err(error.clone()));
        person.presses_paste();
        person.must_see(words);
        person.paste("now");
        assert_eq!(person.value("Passphrase"), "•••", "the next paste is heard");
    }
}

#[test]
fn an_image_or_nothing_is_said_whatever_has_the_keyboard() {
    for in_a_field in [false, true] {
        let mut person = Person::at_the_window();
        match in_a_field {
            true => person.focus("Passphrase"),
            false => leave_the_fields(&mut person),
        }
        person.outside.clipboard.holds(|_| Ok(ClipboardContents::Neither));
        person.presses_paste();
        person.must_see(NOTHING);
    }
}

/// The middle button scrolls and closes things elsewhere: it is no question for the clipboard.
#[test]
fn the_middle_button_says_nothing_where_nothing_is_selected() {
    let mut person = Person::at_the_window();
    person.middle_click("Comment", "");
    person.must_not_see(NOTHING);
    person.outside.clipboard.holds(|_| Err(ClipboardError::NoAnswer));
    let pos = person.place_of("Comment");
    press_middle_button(&mut person, pos);
    person.must_see(BUSY);
}

#[test]
fn a_file_that_was_copied_in_a_file_manager_opens() {
    let mut person = Person::at_the_window();
    let path = a_key_file(&person, "copied.ppk");
    person.outside.clipboard.holds_files(&[path]);
    // Also from a field that is not for paths.
    person.focus("Comment");
    person.presses_paste();
    person.must_see("Ed25519 key");
    assert_eq!(person.value("Comment"), "copied.ppk");
}

#[test]
fn copied_files_go_where_dropped_ones_go() {
    let mut person = Person::at_the_window();
    let paths = ["a.ppk", "b.ppk"].map(|name| a_key_file(&person, name));
    person.outside.clipboard.holds_files(&paths);
    leave_the_fields(&mut person);
    person.presses_paste();
    person.must_see("2 files");
    let more = a_key_file(&person, "c.ppk");
    person.outside.clipboard.holds_files(&[more]);
    person.presses_paste();
    person.must_see("3 files");
    assert_eq!(person.model().shell.page, Page::Batch);
}

#[test]
fn where_a_path_is_asked_for_a_copied_file_is_its_path() {
    let mut person = Person::at_the_window();
    let path = a_key_file(&person, "copied.ppk");
    person.outside.dialogs.will_answer(DialogAnswer::Unavailable);
    person.click("Open…");
    select_all(&mut person, "File path");
    person.outside.clipboard.holds_files(&[path]);
    person.presses_paste();
    assert_eq!(person.value("File path"), "~/copied.ppk");
    person.press(Key::Enter);
    person.must_see("Ed25519 key");
}

#[test]
fn a_question_is_answered_before_a_copied_file_is_opened() {
    let mut person = Person::at_the_window();
    let path = a_key_file(&person, "copied.ppk");
    person.press(Key::F1);
    person.outside.clipboard.holds_files(&[path]);
    person.presses_paste();
    person.press(Key::Escape);
    person.must_see("Please answer the open question first");
}

#[test]
fn the_path_of_a_file_opens_it_where_no_text_is_typed() {
    let shapes: [fn(&str) -> String; 4] = [
        str::to_owned,
        |path| format!("\"{path}\"\n"),
        |path| format!("file://{}", path.replace(' ', "%20")),
        |path| format!("x-special/nautilus-clipboard\ncopy\nfile://{}\n", path.replace(' ', "%20")),
    ];
    for shape in shapes {
        let mut person = Person::at_the_window();
        let path = a_key_file(&person, "copied key.ppk");
        leave_the_fields(&mut person);
        person.paste(&shape(path.to_str().expect("UTF-8")));
        person.must_see("Ed25519 key");
        assert_eq!(person.value("Comment"), "copied key.ppk");
    }
    let mut person = Person::at_the_window();
    let path = a_key_file(&person, "copied.ppk");
    select_all(&mut person, "Comment");
    person.paste(path.to_str().expect("UTF-8"));
    assert_eq!(person.value("Comment"), path.to_str().expect("UTF-8"), "in a field it is text");
    leave_the_fields(&mut person);
    person.paste("/no/such/file");
    person.must_see("The pasted text");
}

#[test]
fn what_is_selected_is_for_the_middle_button_elsewhere_and_a_passphrase_is_not() {
    let mut person = Person::at_the_window();
    let selected = |person: &Person| person.outside.clipboard.selected.lock().expect("clipboard").clone();
    select_all(&mut person, "Comment");
    assert_eq!(selected(&person), ["ann@desk"]);
    person.type_into("Passphrase", "hunter2");
    person.keys(Modifiers::COMMAND, Key::A);
    assert_eq!(selected(&person), ["ann@desk"]);
    assert_eq!(person.outside.copied(), [""; 0], "selecting is not copying");
}

#[test]
fn a_text_that_cannot_be_copied_from_a_field_is_said() {
    let mut person = Person::at_the_window();
    select_all(&mut person, "Comment");
    *person.outside.clipboard.fails.lock().expect("clipboard") = Some(ClipboardError::Busy);
    person.keys(Modifiers::COMMAND, Key::C);
    person.must_see("Another program is using the clipboard.");
}
