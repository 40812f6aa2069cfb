//! Which file a key is in, and what it will be called in ~/.ssh.

use crate::pictures::{NARROW, WIDE, shot};
use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::{Key, Modifiers, Theme};
use egui_kittest::SnapshotResults;
use egui_kittest::kittest::NodeT as _;
use keywright::format::PrivateFormat;
use keywright::key::NewKind;
use keywright::system::DialogAnswer;
use std::path::PathBuf;

fn put(person: &Person, name: &str, format: PrivateFormat, passphrase: Option<&str>) -> PathBuf {
    let key = keys::made(NewKind::Ed25519, "k");
    keys::put(person.outside.home.path(), name, &keys::written(&key, format, passphrase))
}

fn title(person: &Person) -> String {
    person.window.root().accesskit_node().label().unwrap_or_default()
}

#[test]
fn the_card_and_the_title_name_the_file_and_its_format() {
    let mut person = Person::at_the_window();
    assert_eq!(title(&person), "Keywright");
    let path = put(&person, "dl/my-aws-key.ppk", PrivateFormat::Ppk3, None);
    person.drop_files(&[path]);
    person.must_see("~/dl/my-aws-key.ppk · PuTTY key, version 3");
    assert_eq!(title(&person), "my-aws-key.ppk – Keywright");
    person.click("Convert and save to ~/.ssh");
    person.must_see("Saved my-aws-key and my-aws-key.pub in ~/.ssh.");
    person.must_see("~/.ssh/my-aws-key · OpenSSH private key");
    assert_eq!(title(&person), "my-aws-key – Keywright");
    person.keys(Modifiers::COMMAND, Key::N);
    assert_eq!(title(&person), "Keywright");
}

#[test]
fn a_locked_key_is_named_too() {
    let mut person = Person::at_the_window();
    let path = put(&person, "dl/work.ppk", PrivateFormat::Ppk3, Some("x"));
    person.drop_files(&[path]);
    person.must_see("~/dl/work.ppk · PuTTY key, version 3");
    assert_eq!(title(&person), "work.ppk – Keywright");
    person.type_into("Passphrase", "x");
    person.press(Key::Enter);
    person.must_see("Passphrase set");
    person.must_see("~/dl/work.ppk · PuTTY key, version 3");
    assert!(person.can_click("Convert and save to ~/.ssh"));
}

#[test]
fn the_button_says_what_saving_does_to_the_key() {
    let mut person = Person::at_the_window();
    let path = put(&person, "backup/work", PrivateFormat::OpenSsh, None);
    person.drop_files(&[path]);
    person.click("Save a copy to ~/.ssh");
    person.must_see("Saved work and work.pub in ~/.ssh.");
    let key = keys::made(NewKind::Ed25519, "k");
    let text = keys::written(&key, PrivateFormat::Ppk3, None);
    person.paste(std::str::from_utf8(&text).expect("text"));
    person.must_see("Pasted · PuTTY key, version 3");
    assert!(person.can_click("Convert and save to ~/.ssh"));
    assert_eq!(title(&person), "Keywright");
}

#[test]
fn a_key_keeps_the_name_of_its_file_where_that_says_something() {
    for (file, name) in [
        ("my-aws-key.ppk", "my-aws-key"),
        ("Prod 2024.pem", "Prod 2024"),
        ("id_rsa.ppk", "id_ed25519"),
        ("identity.ppk", "id_ed25519"),
        // These are not names for keys.
        ("config.ppk", "id_ed25519"),
        ("authorized_keys.ppk", "id_ed25519"),
        ("-oProxyCommand=x.ppk", "id_ed25519"),
        ("100%.ppk", "id_ed25519"),
        ("a.pub.ppk", "id_ed25519"),
    ] {
        let mut person = Person::at_the_window();
        let path = put(&person, file, PrivateFormat::Ppk3, None);
        person.drop_files(&[path]);
        person.click("Convert and save to ~/.ssh");
        person.must_see(&format!("Saved {name} and {name}.pub in ~/.ssh."));
        assert!(person.outside.dot_ssh(name).exists());
    }
}

#[test]
fn a_name_that_is_taken_gets_a_number_and_save_as_begins_with_it() {
    let mut person = Person::at_the_window();
    keys::put(&person.outside.dot_ssh(""), "server", b"another key");
    let path = put(&person, "server.ppk", PrivateFormat::Ppk3, None);
    person.drop_files(&[path]);
    person.outside.dialogs.will_answer(DialogAnswer::Cancelled);
    person.click("Save as");
    person.click("PKCS#8, .p8, for OpenSSL and Java");
    let suggested = person.outside.dialogs.suggested.lock().expect("dialogs").clone();
    assert_eq!(suggested, [(Some(person.outside.dot_ssh("")), "server_2.p8".to_owned())]);
    person.click("Convert and save to ~/.ssh");
    person.must_see("Saved server_2 and server_2.pub in ~/.ssh.");
}

#[test]
fn the_name_can_be_changed_where_it_stands() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    assert_eq!(person.value("File name in ~/.ssh"), "id_ed25519");
    person.retype("File name in ~/.ssh", "customer-a");
    person.must_see("Will save customer-a and customer-a.pub");
    person.press(Key::Enter);
    person.must_see("Saved customer-a and customer-a.pub in ~/.ssh.");
    person.must_see("To log in with this key: ssh -i ~/.ssh/customer-a user@host");
    person.click("Copy command");
    assert_eq!(person.outside.copied(), ["ssh -i ~/.ssh/customer-a user@host"]);
    assert!(!person.controls().iter().any(|name| name == "File name in ~/.ssh"), "now it has its name");
}

#[test]
fn a_name_that_cannot_be_used_is_said_and_not_saved() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    let characters = "Use at most 64 letters, digits, spaces and . _ - + @.";
    let reserved = "ssh or the system uses names like this for other files. Choose another name.";
    for (name, words) in [
        ("", characters),
        ("config", reserved),
        ("../elsewhere", characters),
        ("-x", characters),
        ("work.pub", reserved),
        ("work-cert", reserved),
    ] {
        person.retype("File name in ~/.ssh", name);
        if name.is_empty() {
            person.keys(Modifiers::COMMAND, Key::A);
            person.press(Key::Delete);
        }
        person.must_see(words);
        assert!(!person.can_click("Save to ~/.ssh"), "{name}");
        person.keys(Modifiers::COMMAND, Key::S);
        assert!(!person.outside.dot_ssh("").exists());
    }
    person.retype("File name in ~/.ssh", "work");
    person.click("Save to ~/.ssh");
    person.must_see("Saved work and work.pub in ~/.ssh.");
}

#[test]
fn a_name_that_cannot_be_used_looks_as_it_did() {
    let mut results = SnapshotResults::new();
    for (name, look) in [("light", WIDE), ("narrow_dark", Look { theme: Theme::Dark, ..NARROW })] {
        let mut person = Person::with(Outside::new(), look);
        person.paste(include_str!("../vectors_window/ed25519"));
        person.retype("File name in ~/.ssh", "config");
        shot(&mut person, &format!("file_name_{name}"), &mut results);
    }
}

#[test]
fn a_name_that_is_taken_is_said_and_replaced_only_after_the_question() {
    let mut person = Person::at_the_window();
    let taken = keys::put(&person.outside.dot_ssh(""), "work", b"another key");
    person.click("Generate");
    person.retype("File name in ~/.ssh", "work");
    person.must_see("work already exists. You will be asked before it is replaced.");
    person.click("Save to ~/.ssh");
    person.click("Don’t replace");
    assert_eq!(std::fs::read(&taken).expect("the file"), b"another key");
    assert_eq!(person.value("File name in ~/.ssh"), "work", "what was typed is still there");
    person.retype("File name in ~/.ssh", "work2");
    person.must_not_see("already exists");
    person.click("Save to ~/.ssh");
    person.must_see("Saved work2 and work2.pub in ~/.ssh.");
}

#[test]
fn what_is_said_of_a_taken_name_is_what_saving_does() {
    let mut person = Person::at_the_window();
    let folder = person.outside.dot_ssh("");
    keys::put(&folder, "public.pub", b"another key");
    keys::put(&folder, "certified-cert.pub", b"not a certificate of this key");
    keys::put(&folder, "folder/file", b"something");
    person.click("Generate");
    for (name, words) in [
        ("certified", "certified-cert.pub is not a certificate of this key, but ssh would use it"),
        ("folder", "folder exists and is not a file, so it cannot be replaced. Choose another name."),
    ] {
        person.retype("File name in ~/.ssh", name);
        person.must_see(words);
        person.must_not_see("You will be asked");
        assert!(!person.can_click("Save to ~/.ssh"), "{name}");
    }
    person.retype("File name in ~/.ssh", "public");
    person.must_see("public.pub already exists. You will be asked before it is replaced.");
    person.click("Save to ~/.ssh");
    person.must_see("Don’t replace");
}

#[test]
fn the_question_before_closing_promises_no_name_that_cannot_be_used() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    person.retype("File name in ~/.ssh", "work");
    person.retype("File name in ~/.ssh", "work-cert");
    assert!(!person.close());
    person.look();
    person.must_not_see("Saving writes it to");
    assert!(!person.can_click("Save to ~/.ssh and close"));
    let path = person.outside.path("kept");
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(path.clone()));
    person.click("Choose where to save, then close…");
    assert!(path.exists());
}

#[test]
fn nothing_can_be_typed_as_the_name_of_a_key_that_is_being_saved() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    person.focus("File name in ~/.ssh");
    person.outside.worker.hold();
    person.press(Key::Enter);
    person.must_see("Saving…");
    assert!(person.is_disabled("File name in ~/.ssh"));
    person.outside.worker.release();
    person.look();
    person.must_see("Saved id_ed25519 and id_ed25519.pub in ~/.ssh.");
}

#[test]
fn a_file_in_the_place_of_dot_ssh_is_named_and_only_what_works_is_offered() {
    let outside = Outside::new();
    keys::put(outside.home.path(), ".ssh", b"not a folder");
    let mut person = Person::with(outside, Look::default());
    person.click("Generate");
    person.must_see(
        "~/.ssh is a file, not a folder, so nothing can be saved in it. Rename that file, or use “Save as”.",
    );
    assert!(!person.can_click("Save to ~/.ssh"), "it cannot work");
    assert_eq!(person.focused().as_deref(), Some("Save as"));
    person.keys(Modifiers::COMMAND, Key::S);
    person.must_see("~/.ssh is a file, not a folder.");
    // As soon as it is put right.
    std::fs::rename(person.outside.path(".ssh"), person.outside.path("ssh.old")).expect("a name");
    person.keys(Modifiers::COMMAND, Key::S);
    person.click("Save to ~/.ssh");
    person.must_see("Saved id_ed25519 and id_ed25519.pub in ~/.ssh.");
}
