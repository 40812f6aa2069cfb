//! Saving, looked at with the eyes of ssh.

use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use keywright::app::{Action, Content, KeyState};
use keywright::format::{self, Format, KeyFile, PrivateFormat};
use keywright::key::NewKind;
use keywright::system::DialogAnswer;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("a file").permissions().mode() & 0o7777
}

fn private_key(path: &Path) -> KeyFile {
    format::read(&fs::read(path).expect("a file")).expect("a key")
}

fn made(person: &mut Person) -> String {
    person.click("Generate");
    person.value("Public key")
}

#[test]
fn a_security_keys_file_is_said_to_be_a_handle_and_saved_in_forms_that_can_hold_it() {
    let line = include_str!("../vectors/odd/security-key.pub").trim().to_owned();
    let outside = Outside::new();
    let worker = Box::new(outside.worker.clone());
    let mut person = Person::with_prepared(outside, Look::default(), worker, move |app| {
        app.act(Action::Paste(Zeroizing::new(line)));
        app.drain_events();
        let KeyState::Open(ready) = &mut app.model.key.state else { panic!("no key") };
        // The handle itself is for the formats; here it is about what the card says of its kind.
        let key = Arc::new(keys::made(NewKind::Ed25519, "handle"));
        ready.content = Content::Private { key, passphrase: None, read_as: None };
    });
    person.must_see("The private key never leaves your security key. This file only refers to it");
    person.click("Save as");
    for form in ["OpenSSH private key, and .pub; AWS calls it .pem", "Public key, one line, .pub"] {
        person.must_see(form);
    }
    for form in ["PuTTY key", "Traditional PEM", "PKCS#8"] {
        person.must_not_see(form);
    }
}

#[test]
fn the_menu_offers_the_forms_that_the_kind_has() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    person.click("Save as");
    person.must_see("PKCS#8, .p8, for OpenSSL and Java");
    person.must_not_see("Traditional PEM");
    let mut person = Person::at_the_window();
    person.click("ECDSA");
    person.click("Generate");
    person.click("Save as");
    person.must_see("Traditional PEM, .pem, for older programs");
}

#[test]
fn save_writes_the_pair_that_ssh_looks_for_and_says_so_beforehand() {
    let mut person = Person::at_the_window();
    let line = made(&mut person);
    person.must_see("Will save id_ed25519 and id_ed25519.pub, without a passphrase");
    person.click("Save to ~/.ssh");
    person.must_see("Saved id_ed25519 and id_ed25519.pub in ~/.ssh. Only you can read the private key.");
    person.must_see("Created ~/.ssh, accessible only to you.");
    person.must_see("To log in with this key: ssh user@host");
    person.must_see("Share only id_ed25519.pub, or the line above. Never send id_ed25519 to anyone.");
    person.must_not_see("Not saved yet");
    assert_eq!(mode(&person.outside.dot_ssh("")), 0o700);
    assert_eq!(mode(&person.outside.dot_ssh("id_ed25519")), 0o600);
    assert_eq!(mode(&person.outside.dot_ssh("id_ed25519.pub")), 0o644);
    let public = fs::read_to_string(person.outside.dot_ssh("id_ed25519.pub")).expect("the public key");
    assert_eq!(public, format!("{line}\n"));
    let KeyFile::Private(Format::OpenSsh, key) = private_key(&person.outside.dot_ssh("id_ed25519")) else {
        panic!("not an OpenSSH key in the clear");
    };
    assert_eq!(key.public().line(), line);
}

#[test]
fn a_taken_name_is_never_written_over_the_next_free_one_is_offered() {
    let mut person = Person::at_the_window();
    keys::put(&person.outside.dot_ssh(""), "id_ed25519", b"somebody's key");
    made(&mut person);
    person.must_see("Will save id_ed25519_2 and id_ed25519_2.pub");
    person.click("Save to ~/.ssh");
    person.must_see("Saved id_ed25519_2 and id_ed25519_2.pub in ~/.ssh.");
    person.must_see("ssh -i ~/.ssh/id_ed25519_2 user@host");
    assert_eq!(fs::read(person.outside.dot_ssh("id_ed25519")).expect("it"), b"somebody's key");
}

/// The command under what was saved, as a person would copy it.
fn command_for(name: &str) -> Option<String> {
    let mut person = Person::at_the_window();
    made(&mut person);
    let path = person.outside.path(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(path));
    person.click("Save as");
    person.click("OpenSSH private key, and .pub; AWS calls it .pem");
    person.must_see("Only you can read the private key.");
    let shown = person.everything();
    let line = shown.lines().find_map(|line| line.split_once("To log in with this key: "));
    line.map(|(_, command)| command.trim_end().to_owned())
}

#[test]
fn the_command_for_ssh_holds_the_path_as_one_word_whatever_is_in_it() {
    for (name, word) in [
        ("id", "~/id"),
        ("my keys/id", "~/'my keys/id'"),
        ("Ann's", r"~/'Ann'\''s'"),
        ("a\"b", "~/'a\"b'"),
        ("$HOME", "~/'$HOME'"),
        ("`reboot`", "~/'`reboot`'"),
        ("-i", "~/-i"),
        ("ключ", "~/'ключ'"),
    ] {
        assert_eq!(command_for(name).as_deref(), Some(format!("ssh -i {word} user@host").as_str()));
    }
    // ssh itself would make something else of these.
    for name in ["100%", "%h", "a${HOME}"] {
        assert_eq!(command_for(name), None, "{name}");
    }
}

#[test]
fn a_name_that_is_taken_at_the_last_moment_is_not_written_over() {
    let mut person = Person::at_the_window();
    made(&mut person);
    person.must_see("Will save id_ed25519 and");
    keys::put(&person.outside.dot_ssh(""), "id_ed25519", b"just written by another program");
    person.click("Save to ~/.ssh");
    // It is asked about by name, and the safe answer changes nothing.
    person.must_see("id_ed25519 already exists");
    person.click("Don’t replace");
    assert_eq!(
        fs::read(person.outside.dot_ssh("id_ed25519")).expect("it"),
        b"just written by another program"
    );
    person.must_see("Not saved yet");
}

#[test]
fn save_as_writes_every_form() {
    for (row, file, check) in [
        ("OpenSSH private key, and .pub; AWS calls it .pem", "k", "OpenSsh"),
        ("PuTTY key, version 3, .ppk", "k.ppk", "Ppk3"),
        ("PuTTY key, version 2, .ppk, for older programs", "k.ppk", "Ppk2"),
        ("Public key, one line, .pub", "k.pub", "Line"),
        ("Public key, RFC 4716, rarely accepted by servers", "k.pub", "Rfc4716"),
    ] {
        let mut person = Person::at_the_window();
        let line = made(&mut person);
        let path = person.outside.path(file);
        person.outside.dialogs.will_answer(DialogAnswer::Chosen(path.clone()));
        person.click("Save as");
        person.click(row);
        person.must_see("Saved k");
        let read = private_key(&path);
        let (found, public) = match &read {
            KeyFile::Private(format, key) => (format!("{format:?}"), key.public()),
            KeyFile::Public(format, key) => (format!("{format:?}"), key),
            KeyFile::Encrypted(_) | KeyFile::Certificate(_) => panic!("not a key in the clear"),
        };
        assert_eq!(found, check);
        assert_eq!(public.line(), line);
        let private = matches!(read, KeyFile::Private(..));
        assert_eq!(mode(&path), if private { 0o600 } else { 0o644 });
        assert_eq!(person.sees("Not saved yet"), !private, "a public key alone does not save the key");
    }
}

#[test]
fn replacing_is_asked_by_name_and_keeps_the_old_file_beside() {
    let mut person = Person::at_the_window();
    let folder = person.outside.home.path().to_owned();
    let path = keys::put(&folder, "work", b"old private key");
    keys::put(&folder, "work.pub", b"old public key");
    let line = made(&mut person);
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(path.clone()));
    person.click("Save as");
    person.click("OpenSSH private key, and .pub; AWS calls it .pem");
    person.must_see("work and work.pub already exist");
    person.click("Replace and keep backups");
    person.must_see("Saved work and work.pub in ~.");
    person.must_see("Backups of the previous files were kept: work.");
    let KeyFile::Private(_, key) = private_key(&path) else { panic!("no key") };
    assert_eq!(key.public().line(), line);
    let mut kept: Vec<Vec<u8>> = fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.to_string_lossy().contains(".bak"))
        .map(|path| fs::read(path).expect("a backup"))
        .collect();
    kept.sort();
    assert_eq!(kept, [b"old private key".to_vec(), b"old public key".to_vec()]);
}

#[test]
fn every_failure_is_a_sentence_with_a_way_on_and_the_key_stays() {
    type Obstacle = fn(&Person) -> PathBuf;
    let cases: [(Obstacle, &str); 4] = [
        (
            |person| {
                let path = person.outside.path("a folder");
                fs::create_dir(&path).expect("a folder");
                path
            },
            "~/a folder is a folder. Choose another name.",
        ),
        (|person| person.outside.path("no/such/key"), "The folder ~/no/such does not exist."),
        (
            |person| {
                keys::put(person.outside.home.path(), "file", b"");
                person.outside.path("file/key")
            },
            "is a file, not a folder",
        ),
        (|person| person.outside.path("key.pub"), "which is for public keys."),
    ];
    for (obstacle, words) in cases {
        let mut person = Person::at_the_window();
        let line = made(&mut person);
        let path = obstacle(&person);
        person.outside.dialogs.will_answer(DialogAnswer::Chosen(path));
        person.click("Save as");
        person.click("OpenSSH private key, and .pub; AWS calls it .pem");
        person.must_see(words);
        person.must_see("The key is still open in this window.");
        person.must_see("Not saved yet");
        assert_eq!(person.value("Public key"), line);
        // The way on really leads on.
        person.outside.dialogs.will_answer(DialogAnswer::Chosen(person.outside.path("elsewhere")));
        person.click("Save somewhere else…");
        person.must_see("Saved elsewhere and elsewhere.pub in ~.");
        person.must_not_see(words);
    }
}

#[test]
fn without_a_home_folder_it_says_so_and_save_as_still_works() {
    let mut outside = crate::support::fakes::Outside::new();
    outside.person.home = None;
    let path = outside.path("key");
    let mut person = Person::with(outside, crate::support::window::Look::default());
    made(&mut person);
    person.must_see("No home folder was found. Use “Save as”.");
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(path.clone()));
    person.click("Save as");
    person.click("OpenSSH private key, and .pub; AWS calls it .pem");
    person.must_see("Saved key and key.pub");
    assert!(path.exists());
}

#[test]
fn a_key_of_ones_own_that_is_changed_is_saved_in_its_place_and_the_old_file_kept() {
    let mut person = Person::at_the_window();
    let key = keys::made(NewKind::Ed25519, "before");
    let bytes = keys::written(&key, PrivateFormat::OpenSsh, None);
    let path = keys::put(&person.outside.dot_ssh(""), "id_ed25519", &bytes);
    keys::put(&person.outside.dot_ssh(""), "id_ed25519.pub", format!("{}\n", key.public().line()).as_bytes());
    person.drop_files(std::slice::from_ref(&path));
    person.must_not_see("Not saved");
    assert!(!person.can_click("Save changes"), "there is nothing to save yet");
    person.retype("Comment", "after");
    person.must_see("Unsaved changes");
    person.must_see("Will change ~/.ssh/id_ed25519, without a passphrase. A backup of the old file is kept.");
    person.click("Save changes");
    person.must_see("id_ed25519 and id_ed25519.pub already exist");
    person.click("Replace and keep backups");
    person.must_see("Saved id_ed25519 and id_ed25519.pub in ~/.ssh.");
    let KeyFile::Private(_, saved) = private_key(&path) else { panic!("no key") };
    assert_eq!(saved.comment().text(), "after");
    assert!(saved.public().is_same_key(key.public()));
}

#[test]
fn no_file_dialogs_is_noticed_and_a_path_can_be_typed() {
    let mut person = Person::at_the_window();
    made(&mut person);
    person.outside.dialogs.will_answer(DialogAnswer::Unavailable);
    person.click("Save as");
    person.click("PuTTY key, version 3, .ppk");
    person.must_see("Enter the path of the new file.");
    assert_eq!(person.value("File path"), "~/.ssh/id_ed25519.ppk");
    // The folder that ssh uses is made; others that are missing are not.
    person.retype("File path", "~/.ssh/typed.ppk");
    person.click("Save");
    person.must_see("Saved typed.ppk in ~/.ssh. Only you can read it.");
    assert_eq!(mode(&person.outside.dot_ssh("")), 0o700);
    assert!(matches!(private_key(&person.outside.dot_ssh("typed.ppk")), KeyFile::Private(Format::Ppk3, _)));
}

#[test]
fn a_ppk_says_what_its_passphrase_is_worth() {
    for (row, file, words) in [
        ("PuTTY key, version 2, .ppk, for older programs", "two.ppk", "Version 2 encrypts the key weakly."),
        (
            "PuTTY key, version 3, .ppk",
            "three.ppk",
            "PuTTY on Windows may not accept the accented or non-Latin characters",
        ),
    ] {
        let mut person = Person::at_the_window();
        person.click("Show passphrase");
        person.type_into("Passphrase", "käse");
        made(&mut person);
        person.outside.dialogs.will_answer(DialogAnswer::Chosen(person.outside.path(file)));
        person.click("Save as");
        person.click(row);
        person.must_see(words);
        person.must_see("Never send");
    }
}

#[test]
fn the_folder_of_the_saved_files_can_be_shown() {
    let mut person = Person::at_the_window();
    made(&mut person);
    person.click("Save to ~/.ssh");
    person.click("Show in folder");
    assert_eq!(*person.outside.shell.shown.lock().expect("shell"), [person.outside.dot_ssh("id_ed25519")]);
    *person.outside.shell.broken.lock().expect("shell") = true;
    person.click("Show in folder");
    person.must_see("The file manager could not show the folder. It is ~/.ssh.");
}

#[test]
fn a_slow_disk_shows_that_it_is_saving_and_saves_once() {
    let mut person = Person::at_the_window();
    made(&mut person);
    person.outside.worker.hold();
    person.click("Save to ~/.ssh");
    assert!(!person.can_click("Saving…"));
    person.must_see("Saving…");
    person.outside.worker.release();
    person.look();
    person.must_see("Saved id_ed25519");
    assert!(matches!(&person.model().key.state, KeyState::Open(ready) if ready.saving.is_none()));
}
