//! Convert keys: files and folders are added, passphrases unlock them, all become one format.

use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;
use keywright::app::{KeyState, Page};
use keywright::format::{self, KeyFile, PrivateFormat};
use keywright::key::{NewKind, Passphrase};
use keywright::system::DialogAnswer;
use std::fs;
use std::path::{MAIN_SEPARATOR, PathBuf};

const CTRL_SHIFT: Modifiers = Modifiers { shift: true, ..Modifiers::COMMAND };

/// A key file in the folder `old`.
pub fn ppk(outside: &Outside, name: &str, passphrase: Option<&str>) -> PathBuf {
    let key = keys::made(NewKind::Ed25519, name);
    let bytes = keys::written(&key, PrivateFormat::Ppk3, passphrase);
    keys::put(&outside.path("old"), name, &bytes)
}

fn with_ppks(names: &[(&str, Option<&str>)]) -> (Person, PathBuf) {
    let person = Person::at_the_window();
    for (name, passphrase) in names {
        ppk(&person.outside, name, *passphrase);
    }
    let folder = person.outside.path("old");
    (person, folder)
}

fn is_private(path: &PathBuf, passphrase: Option<&str>) -> bool {
    match (format::read(&fs::read(path).expect("a new file")), passphrase) {
        (Ok(KeyFile::Private(..)), None) => true,
        (Ok(KeyFile::Encrypted(key)), Some(passphrase)) => {
            let passphrase = Passphrase::new(passphrase).expect("not empty");
            key.decrypt(&passphrase, None, &keywright::key::NoProgress).is_ok()
        }
        _ => false,
    }
}

/// The new files go where the old ones are, not into the folder that is proposed.
pub fn beside(person: &mut Person) {
    person.click("In one folder…");
    person.click("Next to originals");
}

#[test]
fn a_dropped_folder_of_ppk_files_becomes_openssh_pairs_beside_them() {
    let (mut person, folder) = with_ppks(&[("one.ppk", None), ("two.ppk", None)]);
    keys::put(&folder, "notes.txt", b"nothing");
    person.drop_files(std::slice::from_ref(&folder));
    person.must_see("2 files");
    person.must_see("One more file is not a key.");
    beside(&mut person);
    person.must_see("Each new file is saved next to its original.");
    person.must_see("one.ppk, PuTTY 3 · Ed25519 · no passphrase · SHA256:");
    person.click("Convert 2 keys");
    person.must_see("2 converted.");
    person.must_see("New file: one · PuTTY 3");
    for name in ["one", "two"] {
        assert!(is_private(&folder.join(name), None));
        let public = fs::read_to_string(folder.join(format!("{name}.pub"))).expect("the public half");
        assert!(public.trim_end().ends_with(&format!("{name}.ppk")), "the comment is kept: {public}");
        assert!(folder.join(format!("{name}.ppk")).exists(), "the old file stays");
    }
    person.must_see("All converted");
    assert!(!person.can_click("All converted"), "what is done is not done twice");
    person.click("Show in folder");
    assert_eq!(*person.outside.shell.shown.lock().expect("shell"), [folder.join("one")]);
}

#[test]
fn several_dropped_files_lead_there_and_the_open_key_stays() {
    let (mut person, folder) = with_ppks(&[("one.ppk", None), ("two.ppk", None)]);
    person.click("Generate");
    let line = person.value("Public key");
    person.drop_files(&[folder.join("one.ppk"), folder.join("two.ppk"), folder.join("one.ppk")]);
    person.must_see("2 files");
    person.must_not_see("This key is not saved");
    person.click("Back to the key");
    assert_eq!(person.value("Public key"), line);
    // A folder does not ask for the place of the unsaved key either.
    person.drop_files(&[folder]);
    person.must_not_see("This key is not saved");
    person.must_see("2 files");
}

#[test]
fn files_and_folders_are_added_by_button_and_rows_are_taken_out() {
    let (mut person, folder) = with_ppks(&[("one.ppk", None), ("two.ppk", None), ("three.ppk", None)]);
    person.keys(CTRL_SHIFT, Key::O);
    person.must_see("Drop key files or folders here");
    let chosen = vec![folder.join("one.ppk"), folder.join("two.ppk")];
    person.outside.dialogs.many.lock().expect("dialogs").push(DialogAnswer::Chosen(chosen));
    person.click("Choose files…");
    person.must_see("2 files");
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(folder.clone()));
    person.click("Add folder…");
    person.must_see("3 files");
    person.click("Remove two.ppk");
    person.must_see("2 files");
    person.must_not_see("two.ppk, PuTTY 3");
    person.drop_files(&[folder.join("two.ppk")]);
    person.must_see("3 files");
    person.click("Clear list");
    person.must_see("Drop key files or folders here");
}

#[test]
fn where_there_are_no_file_dialogs_a_path_is_typed() {
    let (mut person, folder) = with_ppks(&[("one.ppk", None)]);
    person.keys(CTRL_SHIFT, Key::O);
    person.outside.dialogs.many.lock().expect("dialogs").push(DialogAnswer::Unavailable);
    person.click("Choose files…");
    person.must_see("Add keys");
    person.retype("File or folder path", "~/old");
    person.press(Key::Enter);
    person.must_see("1 file");
    person.outside.dialogs.will_answer(DialogAnswer::Unavailable);
    person.click("Choose another folder…");
    fs::create_dir(person.outside.path("new")).expect("a folder");
    person.retype("Folder path", "~/new");
    person.click("Use this folder");
    person.must_see("New files are saved in ~/new.");
    // It begins where the dialog would.
    person.outside.dialogs.will_answer(DialogAnswer::Unavailable);
    person.click("Choose another folder…");
    assert_eq!(person.value("Folder path"), format!("~{MAIN_SEPARATOR}new{MAIN_SEPARATOR}"));
    person.click("Use this folder");
    person.must_see("New files are saved in ~/new.");
    person.click("Convert 1 key");
    assert!(is_private(&person.outside.path("new/one"), None));
    assert!(!folder.join("one").exists());
}

#[test]
fn one_passphrase_is_tried_on_all_and_another_on_one() {
    let names = [("a.ppk", Some("same")), ("b.ppk", Some("same")), ("c.ppk", Some("other")), ("d.ppk", None)];
    let (mut person, folder) = with_ppks(&names);
    person.drop_files(std::slice::from_ref(&folder));
    beside(&mut person);
    person.must_see("3 keys will be skipped without their passphrases.");
    assert!(person.can_click("Convert 1 key"));
    person.type_into("Passphrase for the locked keys", "wrong");
    person.press(Key::Enter);
    person.must_see("The passphrase does not unlock any of the locked keys.");
    person.must_see("Wrong passphrase");
    assert_eq!(person.focused().as_deref(), Some("Passphrase for the locked keys"));
    person.retype("Passphrase for the locked keys", "same");
    person.click("Unlock");
    person.must_see("The passphrase unlocked 2 of 3 locked keys.");
    assert_eq!(person.value("Passphrase for the locked keys"), "");
    assert_eq!(person.focused().as_deref(), Some("Convert 3 keys"), "the next thing to do");
    // What is still locked is the first row.
    for _ in 0..30 {
        person.press(Key::Tab);
        if person.focused().as_deref() == Some("Enter passphrase for c.ppk") {
            break;
        }
    }
    person.press(Key::Enter);
    assert_eq!(person.focused().as_deref(), Some("Passphrase for c.ppk"), "the keyboard is there");
    person.press(Key::Escape);
    assert_eq!(person.focused().as_deref(), Some("Enter passphrase for c.ppk"), "back where it was");
    person.press(Key::Enter);
    person.type_into("Passphrase for c.ppk", "no");
    person.press(Key::Enter);
    person.must_see("Wrong passphrase.");
    assert_eq!(person.focused().as_deref(), Some("Passphrase for c.ppk"), "for the next try");
    person.must_see("The passphrase unlocked 2 of 3 locked keys.");
    person.retype("Passphrase for c.ppk", "other");
    person.press(Key::Enter);
    person.must_not_see("Passphrase needed");
    assert_eq!(person.focused().as_deref(), Some("Convert 4 keys"), "the next thing to do");
    person.press(Key::Enter);
    person.must_see("4 converted.");
    for (name, passphrase) in names {
        let new = folder.join(name.trim_end_matches(".ppk"));
        assert!(is_private(&new, passphrase), "{name} keeps its passphrase");
    }
}

#[test]
fn a_new_passphrase_for_all_is_asked_twice_and_none_is_said_to_be_unsafe() {
    let (mut person, folder) = with_ppks(&[("a.ppk", None)]);
    person.drop_files(std::slice::from_ref(&folder));
    beside(&mut person);
    person.click("Keep current");
    person.click("Set one for all");
    person.click("Convert 1 key");
    person.must_see("Enter a passphrase.");
    person.type_into("New passphrase", "a long new one");
    person.must_see("Good: guessing it would take years.");
    person.click("Convert 1 key");
    person.must_see("Repeat the passphrase, so a typo");
    person.type_into("Repeat passphrase", "a long new one");
    person.press(Key::Enter);
    person.must_see("1 converted.");
    assert!(is_private(&folder.join("a"), Some("a long new one")));
    person.click("Set one for all");
    person.click("No passphrase");
    person.must_see("Anyone who has the new files can use the keys.");
    // Something else is asked for, so there is something to do again; the name is taken.
    person.click("Convert 1 key");
    assert!(is_private(&folder.join("a_2"), None));
}

#[test]
fn what_cannot_become_the_format_says_so_before() {
    let (mut person, folder) = with_ppks(&[("a.ppk", None)]);
    let key = keys::made(NewKind::Ed25519, "p");
    keys::put(&folder, "p.pub", key.public().line().as_bytes());
    keys::put(&folder, "broken.ppk", b"PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n");
    person.drop_files(&[folder.clone(), folder.join("missing")]);
    person.must_see("Public key only");
    person.must_see("There is no private key in this file. To convert it, choose a public format.");
    person.must_see("broken.ppk is damaged: the part “Comment” is missing.");
    person.must_see("~/old/missing does not exist.");
    person.must_see("One key or file will be skipped; its row says why.");
    person.must_see("2 keys or files cannot be converted; their rows say why.");
    person.click("OpenSSH private key");
    person.click("Traditional PEM, .pem, for older programs");
    person.must_see("Ed25519 keys cannot be saved in traditional PEM format. Choose PKCS#8 or OpenSSH.");
    assert!(!person.can_click("Convert 1 key"));
    person.click("Traditional PEM");
    person.click("Public key, one line, .pub");
    person.must_see("Already in this format");
    person.click("Convert 1 key");
    person.must_see("1 converted.");
    assert!(folder.join("a.pub").exists() && !folder.join("p_2.pub").exists());
}

#[test]
fn a_failure_says_what_to_do_and_can_be_tried_again() {
    let (mut person, folder) = with_ppks(&[("a.ppk", None), ("b.ppk", None)]);
    person.drop_files(&[folder]);
    let new = person.outside.path("new");
    fs::create_dir(&new).expect("a folder");
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(new.clone()));
    person.click("Choose another folder…");
    fs::remove_dir(&new).expect("gone meanwhile");
    person.click("Convert 2 keys");
    person.must_see("0 converted, 2 failed.");
    person.must_see("The folder ~/new does not exist. Choose another folder.");
    fs::create_dir(&new).expect("a folder");
    person.click("Convert 2 keys");
    person.must_see("2 converted.");
}

#[test]
fn converting_can_be_stopped_and_closing_asks_first() {
    let (mut person, folder) = with_ppks(&[("a.ppk", None), ("b.ppk", None)]);
    person.drop_files(std::slice::from_ref(&folder));
    person.outside.worker.hold();
    person.click("Convert 2 keys");
    person.must_see("Converting 2 keys…");
    assert!(!person.close(), "it does not close");
    person.must_see("Keys are still being converted");
    person.press(Key::Escape);
    person.must_see("Converting 2 keys…");
    person.close();
    person.click("Stop and close");
    person.must_see("Stopping after this file…");
    person.outside.worker.release();
    person.look();
    assert!(person.model().shell.leaving, "once it has stopped, it closes");
    assert!(!folder.with_file_name("old-converted").join("a").exists());
}

#[test]
fn elsewhere_it_goes_on_and_tells_when_it_is_over() {
    let (mut person, folder) = with_ppks(&[("a.ppk", None), ("b.ppk", None)]);
    person.drop_files(std::slice::from_ref(&folder));
    person.outside.worker.hold();
    person.click("Convert 2 keys");
    person.click("New key");
    assert!(person.can_click("Generate"));
    person.outside.worker.release();
    person.look();
    person.must_see("Conversion finished.");
    let new = folder.with_file_name("old-converted");
    assert!(new.join("a").exists() && new.join("b").exists());
    person.click("Convert keys");
    person.must_see("2 converted.");
}

#[test]
fn nothing_scrolls_sideways_in_a_narrow_window() {
    let outside = Outside::new();
    ppk(&outside, "a-key-with-a-long-name-that-goes-on-and-on-and-on-and-on.ppk", Some("x"));
    let look = Look { size: [480.0, 560.0], ..Look::default() };
    let mut person = Person::with(outside, look);
    person.drop_files(&[person.outside.path("old")]);
    for node in person.window.root().children_recursive() {
        let node = node.accesskit_node();
        let right = node.raw_bounds().map_or(0.0, |bounds| bounds.x1);
        assert!(right <= 480.5, "{:?} ends at {right}", node.label());
    }
}

#[test]
fn what_is_hidden_is_not_reached_by_its_shortcuts() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    person.keys(CTRL_SHIFT, Key::O);
    assert_eq!(person.model().shell.page, Page::Batch);
    person.keys(Modifiers::COMMAND, Key::S);
    person.keys(CTRL_SHIFT, Key::C);
    assert!(!person.outside.dot_ssh("id_ed25519").exists());
    assert!(person.outside.copied().is_empty());
}

/// What a frame takes depends on the machine: it is printed.
#[test]
#[expect(clippy::print_stdout, reason = "a figure for whoever wants to know")]
fn thousands_of_rows_do_not_slow_a_frame() {
    let outside = Outside::new();
    let key = keys::made(NewKind::Ed25519, "k");
    let bytes = keys::written(&key, PrivateFormat::Ppk3, None);
    for number in 0..5000 {
        keys::put(&outside.path("old"), &format!("{number}.ppk"), &bytes);
    }
    let mut person = Person::with(outside, Look::default());
    person.drop_files(&[person.outside.path("old")]);
    person.must_see("5000 files");
    let from = std::time::Instant::now();
    person.window.run_steps(60);
    println!("a frame with 5,000 rows, with all that the test adds: {:?}", from.elapsed() / 60);
    let rows = person
        .window
        .root()
        .children_recursive()
        .filter(|node| node.accesskit_node().role() == Role::ListItem);
    assert!(rows.count() < 20, "only those in sight are drawn");
}

#[test]
fn escape_stops_what_is_seen_and_nothing_else() {
    let (mut person, folder) = with_ppks(&[("a.ppk", Some("x"))]);
    person.outside.worker.hold();
    person.click("Generate");
    person.keys(CTRL_SHIFT, Key::O);
    person.press(Key::Escape);
    assert!(matches!(person.model().key.state, KeyState::Generating { .. }), "it is not seen here");
    person.drop_files(&[folder]);
    person.must_see("Reading files…");
    person.press(Key::Escape);
    person.must_not_see("Reading files…");
    assert!(matches!(person.model().key.state, KeyState::Generating { .. }));
}
