//! “Use this key”, taken from a server: what is asked before, and shown afterwards. The journey with the real ssh is in
//! tests/remote.

use crate::install::{UNKNOWN, connecting, person_with_keys};
use crate::pictures::shot;
use crate::support::fakes::SshScript;
use crate::support::window::{Look, Person};
use eframe::egui::{Key, Modifiers, Theme};
use egui_kittest::SnapshotResults;

/// The key that stays, and what ssh says when it lets the person in.
const STAYS: &str = include_str!("../vectors_window/rsa4096_locked");
const STAYS_PUB: &str = include_str!("../vectors_window/rsa4096_locked.pub");
const WELCOME: [&str; 2] = [
    "debug1: Server accepts key: /home/ann/.ssh/id_rsa RSA SHA256:TmksK2J5OkOrId0OOAcUVy1BYN/N7PIKZZBJ4O3muqM",
    "Authenticated to web.example.org ([192.0.2.7]:22) using \"publickey\".",
];
const TALL: Look = Look { size: [760.0, 1000.0], theme: Theme::Light, scale: 1.0 };

fn welcome() -> SshScript {
    SshScript { then: WELCOME.to_vec(), output: "keywright\n", ..SshScript::default() }
}

fn refused() -> SshScript {
    SshScript {
        then: vec!["ann@web.example.org: Permission denied (publickey)."],
        status: 255,
        ..SshScript::default()
    }
}

/// Signs in with a password; the server says this.
fn removing(output: &'static str) -> SshScript {
    SshScript {
        asks: vec!["ann@web.example.org's password: "],
        then: vec!["Authenticated to web.example.org ([192.0.2.7]:22) using \"password\"."],
        output,
        ..SshScript::default()
    }
}

/// Somebody with two keys, at the form.
fn at_the_form(scripts: Vec<SshScript>, look: Look) -> Person {
    let others = [("id_rsa", STAYS), ("id_rsa.pub", STAYS_PUB)];
    let mut person = person_with_keys(scripts, look, &others);
    person.wait_until("the keys", |person| person.model().use_key.keys.len() == 2);
    person.click("Remove this key from a server…");
    person.must_see("Remove the key from a server");
    assert_eq!(person.focused().as_deref(), Some("Server"));
    person.type_into("Server", "web.example.org");
    person.type_into("User name", "ann");
    person
}

fn answers_yes(person: &mut Person) {
    person.click("Remove…");
    person.must_see("Remove the key “ann@desk” from ann@web.example.org?");
    person.click("Remove from server");
}

fn types_the_password(person: &mut Person) {
    person.wait_until("the password", |person| person.sees("Password for ann@web.example.org"));
    person.type_into("Password", "geheim");
    person.press(Key::Enter);
}

#[test]
fn the_key_is_removed_by_name_and_the_one_that_stays_is_tried_before_and_after() {
    let removed = "keywright: waiting\nkeywright: removed /home/ann/.ssh/authorized_keys\n\
                   keywright: backup /home/ann/.ssh/authorized_keys.2026-11-30.bak\n";
    // And it is seen that the server does not take the removed key any more.
    let scripts = vec![connecting(Vec::new()), welcome(), removing(removed), welcome(), refused()];
    let mut person = at_the_form(scripts, TALL);
    assert_eq!(person.value("Key that stays"), "~/.ssh/id_rsa", "the first that is another one");
    person.click("Remove…");
    assert_eq!(person.focused().as_deref(), Some("Cancel"), "the safe answer has the keyboard");
    person.must_see("~/.ssh/id_rsa is tried before and after");
    person.press(Key::Escape);
    person.must_see("Remove…");
    answers_yes(&mut person);
    types_the_password(&mut person);
    person.wait_until("the end", |person| person.model().use_key.install.is_done());
    for words in [
        "The key that stays lets you in.",
        "Signed in with the password.",
        "The key that stays lets you in without the removed one.",
        "The key was removed from /home/ann/.ssh/authorized_keys on the server.",
        "A backup is kept on the server as",
    ] {
        person.must_see(words);
    }
    person.must_not_see("You can log in with this key");
    person.must_not_see("Set up a short command");
    person.click("Remove it from another server");
    person.click("Install it instead");
    person.must_see("Install the key and log in");
}

#[test]
fn nothing_is_removed_where_the_key_that_is_to_stay_fails() {
    let mut person = at_the_form(vec![connecting(Vec::new()), refused()], TALL);
    answers_yes(&mut person);
    let words = "The key that is to stay does not let you in, so the other one was not removed.";
    person.wait_until("the end", |person| person.sees(words));
    person.must_see("Permission denied (publickey)");
    person.must_not_see("The key is on the server, but logging in with it did not work yet.");
    person.must_see("Remove…");
}

#[test]
fn a_key_that_was_put_back_is_said_to_be_there() {
    let back = "keywright: waiting\nkeywright: restored /home/ann/.ssh/authorized_keys\n";
    let scripts = vec![connecting(Vec::new()), welcome(), removing(back), refused()];
    let mut person = at_the_form(scripts, TALL);
    answers_yes(&mut person);
    types_the_password(&mut person);
    person
        .wait_until("the end", |person| person.sees("The removed key was put back: the file is as it was."));
}

#[test]
fn a_key_that_stays_must_be_one_of_theirs_and_another_one() {
    let mut person = at_the_form(vec![connecting(vec![UNKNOWN])], TALL);
    for typed in ["~/.ssh/id_ed25519", "~/.ssh/nothing"] {
        person.retype("Key that stays", typed);
        person.click("Remove…");
        person.must_see("There is no such key in ~/.ssh that differs from the one to be removed.");
    }
    person.focus("Key that stays");
    person.keys(Modifiers::COMMAND, Key::A);
    person.press(Key::Backspace);
    person.must_not_see("There is no such key in ~/.ssh");
    person.click("Remove…");
    person.must_see("Nothing else is tried before: make sure that a password or another key lets you in.");
    person.click("Remove from server");
    person.wait_until("the question", |person| person.sees("Is this the right server?"));
    person.press(Key::Escape);
    person.wait_until("the end", |person| person.sees("Stopped. Nothing was changed on the server."));
}

#[test]
fn the_form_and_the_question_look_as_they_did() {
    let mut results = SnapshotResults::new();
    for (name, look) in [
        ("light", TALL),
        ("dark", Look { theme: Theme::Dark, ..TALL }),
        ("2x", Look { scale: 2.0, ..TALL }),
        ("narrow", Look { size: [480.0, 1100.0], ..TALL }),
    ] {
        let mut person = at_the_form(Vec::new(), look);
        shot(&mut person, &format!("remove_form_{name}"), &mut results);
        person.press(Key::Enter);
        person.must_see("Remove the key “ann@desk” from ann@web.example.org?");
        shot(&mut person, &format!("remove_question_{name}"), &mut results);
    }
}
