//! Opening: by button, drop, paste and by a path.

use crate::support::keys;
use crate::support::window::Person;
use eframe::egui::Key;
use keywright::format::PrivateFormat;
use keywright::key::{Curve, NewKind};
use keywright::system::DialogAnswer;
use std::fs;
use std::path::PathBuf;

#[test]
fn a_dropped_ppk_without_passphrase_becomes_an_openssh_pair() {
    let mut person = Person::at_the_window();
    let key = keys::made(NewKind::Ed25519, "from the cloud");
    let ppk =
        keys::put(person.outside.home.path(), "cloud.ppk", &keys::written(&key, PrivateFormat::Ppk3, None));
    person.drop_files(&[ppk]);
    person.must_see("Ed25519 key");
    person.must_not_see("Not saved yet");
    person.click("Convert and save to ~/.ssh");
    person.must_see("Saved cloud and cloud.pub in ~/.ssh.");
    let public = fs::read_to_string(person.outside.dot_ssh("cloud.pub")).expect("the public key");
    assert_eq!(public, format!("{}\n", key.public().line()));
}

#[test]
fn a_key_opens_by_the_button_and_by_pasting_its_text() {
    let key = keys::made(NewKind::Ecdsa(Curve::P256), "k");
    let bytes = keys::written(&key, PrivateFormat::OpenSsh, None);
    let mut person = Person::at_the_window();
    let path = keys::put(person.outside.home.path(), "k", &bytes);
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(path));
    person.click("Choose a file…");
    person.must_see("ECDSA key");
    let mut person = Person::at_the_window();
    person.paste(std::str::from_utf8(&bytes).expect("text"));
    person.must_see("ECDSA key");
    person.must_see("Not saved yet");
}

#[test]
fn a_key_pasted_into_a_field_by_mistake_is_opened_and_not_left_in_the_field() {
    let key = keys::made(NewKind::Ed25519, "k");
    let bytes = keys::written(&key, PrivateFormat::Ppk3, None);
    let mut person = Person::at_the_window();
    person.type_into("Comment", "x");
    person.paste(std::str::from_utf8(&bytes).expect("text"));
    person.must_see("Ed25519 key");
    assert_eq!(person.model().key.form.comment, "ann@deskx");
}

#[test]
fn text_that_is_no_key_is_for_the_field_that_has_the_keyboard() {
    let mut person = Person::at_the_window();
    person.type_into("Comment", "");
    person.paste("-pasted");
    assert_eq!(person.model().key.form.comment, "ann@desk-pasted");
}

#[test]
fn a_public_key_opens_as_a_public_key_and_is_saved_as_one_line() {
    let key = keys::made(NewKind::Ed25519, "public one");
    let mut person = Person::at_the_window();
    person.paste(&key.public().line());
    person.must_see("Ed25519 public key");
    person.must_see("This is a public key. It is safe to share. The private key is in another file.");
    assert!(!person.can_click("Save to ~/.ssh"));
    let path = person.outside.path("shared.pub");
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(path.clone()));
    person.click("Save as");
    assert!(!person.sees("OpenSSH private key"));
    person.click("Public key, one line, .pub");
    person.must_see("Saved shared.pub in ~.");
    assert_eq!(fs::read_to_string(path).expect("it"), format!("{}\n", key.public().line()));
}

#[test]
fn what_cannot_be_opened_is_said_with_what_to_do_next() {
    for (bytes, words) in [
        (&b""[..], "key.txt is empty."),
        (b"Dear customer, your key is attached.", "key.txt is not a key that Keywright can read."),
        (
            b"-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n",
            "key.txt is damaged: its contents are inconsistent.",
        ),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "not an SSH key"),
        (b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", "key.txt is damaged: the part “END” is missing."),
        (b"PuTTY-User-Key-File-4: ssh-rsa\n", "a PuTTY key file of version 4"),
        (
            b"PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n",
            "key.txt is damaged: the part “Comment” is missing.",
        ),
        (b"SSH PRIVATE KEY FILE FORMAT 1.1\n\0\0", "SSH version 1"),
    ] {
        let mut person = Person::at_the_window();
        let path = keys::put(person.outside.home.path(), "key.txt", bytes);
        person.drop_files(&[path]);
        person.must_see(words);
        assert!(person.can_click("Choose another file…"));
    }
    let mut person = Person::at_the_window();
    person.drop_files(&[person.outside.path("missing")]);
    person.must_see("~/missing does not exist.");
    let mut person = Person::at_the_window();
    let big = keys::put(person.outside.home.path(), "big", &vec![b'a'; (1 << 20) + 1]);
    person.drop_files(&[big]);
    person.must_see("big is too large to be a key: more than 1024 KiB.");
}

#[test]
fn a_failed_drop_leaves_the_open_key_where_it_is() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    person.click("Save to ~/.ssh");
    let line = person.value("Public key");
    person.drop_files(&[PathBuf::from("/no/such/file")]);
    person.must_see("/no/such/file does not exist.");
    assert_eq!(person.value("Public key"), line);
}

#[test]
fn a_weak_key_says_so_on_its_card() {
    let mut person = Person::at_the_window();
    let p521 = keys::made(NewKind::Ecdsa(Curve::P521), "old");
    person.paste(std::str::from_utf8(&keys::written(&p521, PrivateFormat::Ppk2, None)).expect("text"));
    person.must_see("CVE-2024-31497");
    // The same curve made here was never in an old PuTTY.
    let mut person = Person::at_the_window();
    person.click("ECDSA");
    person.click("P-521");
    person.click("Generate");
    person.must_not_see("CVE-2024-31497");
    for (line, words) in [
        (include_str!("../vectors_window/rsa1024.pub"), "RSA with 1024 bits is too short to be secure."),
        (include_str!("../vectors_window/dsa.pub"), "DSA is no longer secure"),
    ] {
        let mut person = Person::at_the_window();
        person.paste(line);
        person.must_see(words);
    }
}

#[test]
fn a_paste_is_heard_wherever_no_text_is_typed() {
    let mut person = Person::at_the_window();
    person.click("Generate");
    person.click("Save to ~/.ssh");
    person.click("Copy");
    person.paste("just some words");
    person.must_see("The pasted text is not a key");
}

#[test]
fn a_private_key_is_not_pasted_into_a_question() {
    let key = keys::made(NewKind::Ed25519, "k");
    let text = String::from_utf8(keys::written(&key, PrivateFormat::OpenSsh, None)).expect("text");
    let mut person = Person::at_the_window();
    person.outside.dialogs.will_answer(DialogAnswer::Unavailable);
    person.click("Open…");
    person.type_into("File path", "");
    person.paste(&text);
    assert!(!person.everything().contains("PRIVATE KEY"));
}

#[test]
fn nothing_on_the_clipboard_is_said_too() {
    let mut person = Person::at_the_window();
    // No field has the keyboard.
    while person.focused().as_deref() != Some("Generate") {
        person.press(Key::Tab);
    }
    person.paste("  \n");
    person.must_see("There is no text or file on the clipboard.");
}

#[test]
fn a_typed_path_opens_where_there_are_no_file_dialogs() {
    let mut person = Person::at_the_window();
    let key = keys::made(NewKind::Ed25519, "typed");
    keys::put(person.outside.home.path(), "k.ppk", &keys::written(&key, PrivateFormat::Ppk3, None));
    person.outside.dialogs.will_answer(DialogAnswer::Unavailable);
    person.click("Open…");
    person.must_see("Open a file");
    person.retype("File path", "~/k.ppk");
    person.press(eframe::egui::Key::Enter);
    person.must_see("Ed25519 key");
    assert_eq!(person.value("Comment"), "typed");
}

/// A comment of control characters, half a megabyte of them: what is laid out is bounded, what is copied
/// is whole, and it cannot be edited where only its beginning is seen.
#[test]
fn a_comment_that_nobody_reads_is_shown_in_part_and_copied_whole() {
    let key = keys::made(NewKind::Ed25519, "");
    let comment = "\u{7}".repeat(500_000);
    let mut person = Person::at_the_window();
    let file = format!("{} {comment}\n", key.public().line());
    let path = keys::put(person.outside.home.path(), "long.pub", file.as_bytes());
    person.drop_files(&[path]);
    person.must_see("(499800 more characters)");
    person.must_see("This comment is too long to edit here.");
    person.must_see("499800 more characters are not shown.");
    let shown = person.value("Public key");
    assert!(shown.len() < 2000 && shown.ends_with('…'), "{} bytes", shown.len());
    person.click("Copy");
    let copied = person.outside.copied();
    assert_eq!(copied[0], format!("{} {}", key.public().line(), r"\u{7}".repeat(500_000)));
}

/// As when the dialog is behind the window, or the portal does not respond.
#[test]
fn a_file_dialog_that_cannot_be_found_is_said_and_a_path_can_be_entered_instead() {
    let mut person = Person::at_the_window();
    let key = keys::made(NewKind::Ed25519, "hidden");
    let bytes = keys::written(&key, PrivateFormat::OpenSsh, None);
    let path = keys::put(person.outside.home.path(), "wanted", &bytes);
    let late = keys::put(person.outside.home.path(), "late.pub", key.public().line().as_bytes());
    *person.outside.dialogs.stay_open.lock().expect("dialogs") = true;
    person.click("Choose a file…");
    person.click("Choose a file…");
    person.must_see("The file dialog is open in another window. If you cannot find it, enter a path here.");
    assert_eq!(person.outside.dialogs.open.lock().expect("dialogs").len(), 1, "one dialog at a time");
    person.click("Enter a path");
    person.must_not_see("The file dialog is open in another window.");
    assert_eq!(*person.outside.dialogs.closed.lock().expect("dialogs"), 1, "the dialog is closed");
    person.retype("File path", path.to_str().expect("a name in UTF-8"));
    person.press(Key::Enter);
    person.must_see("Ed25519 key");
    // What the lost dialog answers after all is not wanted any more.
    let reply = person.outside.dialogs.open.lock().expect("dialogs").pop().expect("a dialog");
    reply(DialogAnswer::Chosen(late));
    person.look();
    person.must_not_see("Public key only");
}

#[test]
fn a_file_dialog_that_is_open_for_a_second_is_said_and_can_be_given_up() {
    let mut person = Person::at_the_window();
    *person.outside.dialogs.stay_open.lock().expect("dialogs") = true;
    person.click("Choose a file…");
    let said = "The file dialog is open in another window. If you cannot find it, enter a path here.";
    person.wait_until("the dialog to be said", |person| person.sees(said));
    person.click("Cancel");
    person.must_not_see(said);
    assert_eq!(*person.outside.dialogs.closed.lock().expect("dialogs"), 1, "the dialog is closed");
    person.click("Choose a file…");
    assert_eq!(person.outside.dialogs.open.lock().expect("dialogs").len(), 2, "it can be asked for again");
}
