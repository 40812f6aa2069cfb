//! Key files that ssh does not read as they are: said in a sentence, and put right by saving.

use crate::support::keys;
use crate::support::window::{Look, Person};
use keywright::app::BatchAction;
use keywright::format::{PrivateFormat, PublicFormat};
use keywright::key::NewKind;
use keywright::save::Output;
use std::fs;

const COMPLETE: &str = "The key in it is complete. Save it to have it as ssh reads it.";

type Damage = (fn(&str) -> Vec<u8>, &'static str);

/// What was done to the text, and what is said of it.
const DAMAGES: [Damage; 9] = [
    (
        |key| key.replace('\n', "\r\n").into(),
        "The line breaks of this private key are not those that ssh reads.",
    ),
    (|key| format!("\u{feff}{key}").into(), "begins with an invisible byte order mark (BOM)"),
    (
        |key| [0xff, 0xfe].into_iter().chain(key.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
        "The text of this private key is UTF-16",
    ),
    (|key| key.replace('\n', "\n  ").into(), "There are spaces around the lines of this private key"),
    (|key| format!("\n{key}").into(), "There is a blank line or other text before this private key"),
    (|key| key.trim_end().into(), "The line break at the end of this private key is missing"),
    (|key| key.replace('\n', " ").into(), "of this private key"),
    (|key| key.replace('\n', "\\n").into(), "Escape sequences such as \\n were turned back"),
    (|key| key.replace("-----", "\u{2014}\u{2013}").into(), "Its BEGIN or END line was missing or damaged"),
];

fn text(passphrase: Option<&str>) -> String {
    let key = keys::made(NewKind::Ed25519, "k");
    String::from_utf8(keys::written(&key, PrivateFormat::OpenSsh, passphrase)).expect("text")
}

#[test]
fn what_keeps_ssh_from_reading_a_file_is_said_and_saving_puts_it_right() {
    let text = text(None);
    for (damage, said) in DAMAGES {
        let mut person = Person::at_the_window();
        let path = keys::put(person.outside.home.path(), "work", &damage(&text));
        person.drop_files(&[path]);
        person.must_see("Ed25519 key");
        person.must_see(said);
        person.must_see(COMPLETE);
        person.click("Save a copy to ~/.ssh");
        person.must_see("Saved work and work.pub in ~/.ssh.");
        person.must_not_see(COMPLETE);
        let saved = fs::read_to_string(person.outside.dot_ssh("work")).expect("the key");
        assert!(saved.starts_with("-----BEGIN OPENSSH PRIVATE KEY-----\n") && saved.ends_with("-----\n"));
    }
}

/// A public key has no END line, so what stands around it in its line is taken away, and that is said.
#[test]
fn what_was_around_a_public_key_is_said_however_it_comes() {
    let key = keys::made(NewKind::Ed25519, "ann@desk");
    let line = key.public().line();
    for (text, said) in [
        (format!("\"{line}\"\n"), "Quotes around the key were removed."),
        (format!("`{line}`"), "Quotes around the key were removed."),
        (format!("key = \"{line}\"\n"), "Quotes around the key were removed."),
        (format!("```\n{line}\n```\n"), "The code fence (```) around the key was removed."),
        (
            format!("<p><code>{line}</code></p>\n"),
            "HTML tags and character references around the key were removed.",
        ),
        (format!("- {line}\n"), "Extra characters around the lines of the key were ignored."),
    ] {
        let mut person = Person::at_the_window();
        person.paste(&text);
        person.must_see(said);
        let path = keys::put(person.outside.home.path(), "work.pub", text.as_bytes());
        let mut person = Person::with(person.outside, Look::default());
        person.drop_files(std::slice::from_ref(&path));
        person.must_see(said);
        assert_eq!(person.value("Comment"), "ann@desk");
        let mut person = Person::with(person.outside, Look::default());
        person.click("Convert keys");
        person.drop_files(&[path]);
        person.asks(BatchAction::Write(Output::Public(PublicFormat::Rfc4716)));
        person.must_see("work.pub");
        person.must_see(said);
    }
    let mut person = Person::at_the_window();
    person.paste(&line);
    for words in ["were removed", "was removed", "were ignored"] {
        person.must_not_see(words);
    }
}

#[test]
fn a_damaged_key_in_dot_ssh_is_rewritten_in_its_place_with_a_backup() {
    let (text, mut person) = (text(None), Person::at_the_window());
    let folder = person.outside.dot_ssh("");
    if !folder.is_dir() {
        fs::create_dir(&folder).expect("~/.ssh");
    }
    let damaged = text.replace('\n', "\r\n");
    let path = keys::put(&folder, "id_ed25519", damaged.as_bytes());
    person.drop_files(std::slice::from_ref(&path));
    person.must_see(COMPLETE);
    person.click("Rewrite the key");
    person.click("Replace and keep a backup");
    person.must_not_see(COMPLETE);
    assert!(!person.can_click("Rewrite the key"));
    assert!(!fs::read_to_string(&path).expect("the key").contains('\r'));
    let kept = fs::read_dir(&folder).expect("~/.ssh").flatten().map(|entry| entry.path());
    let is_kept = |path: std::path::PathBuf| fs::read(path).is_ok_and(|bytes| bytes == damaged.as_bytes());
    assert!(kept.into_iter().any(is_kept), "no backup");
}

#[test]
fn a_locked_key_is_to_be_unlocked_first_and_an_ordinary_file_is_not_remarked_on() {
    let (locked, mut person) = (text(Some("tide")), Person::at_the_window());
    let path = keys::put(person.outside.home.path(), "work", locked.replace('\n', "\r\n").as_bytes());
    person.drop_files(&[path]);
    person.must_see("Unlock and save the key to have it as ssh reads it.");
    let mut person = Person::at_the_window();
    let path = keys::put(person.outside.home.path(), "work", text(None).as_bytes());
    person.drop_files(&[path]);
    person.must_see("Ed25519 key");
    person.must_not_see("as ssh reads it");
    // Pasted text is not a file for ssh.
    let mut person = Person::at_the_window();
    person.paste(text(None).trim_end());
    person.must_see("Not saved yet");
    person.must_not_see("this private key");
}
