//! “Use this key”, on a server: what is shown while ssh is at work, with an ssh that says and asks what it was told to.
//! The journey with the real one is in tests/remote.

use crate::pictures::shot;
use crate::support::fakes::{Outside, ScriptedSsh, SshScript};
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::{Key, Theme};
use egui_kittest::SnapshotResults;
use keywright::system::Threads;
use std::sync::{Arc, Mutex};

const KEY: &str = include_str!("../vectors_window/ed25519");
const FINGERPRINT: &str = "SHA256:JhKCfr+1mwW02//kLSc787didQWXuZN7CapSsOHrNL8";
pub const UNKNOWN: &str = "The authenticity of host 'web.example.org (192.0.2.7)' can't be established.\n\
    ED25519 key fingerprint is SHA256:p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM.\n\
    This key is not known by any other names.\n\
    Are you sure you want to continue connecting (yes/no/[fingerprint])? ";

pub fn connecting(asks: Vec<&'static str>) -> SshScript {
    SshScript {
        lines: vec!["debug1: Remote protocol version 2.0, remote software version OpenSSH_9.2p1"],
        asks,
        then: vec![
            "debug1: Authentications that can continue: publickey,password",
            "ann@web.example.org: Permission denied (publickey,password).",
        ],
        status: 255,
        ..SshScript::default()
    }
}

fn signing_in() -> SshScript {
    SshScript {
        asks: vec!["ann@web.example.org's password: "],
        then: vec!["Authenticated to web.example.org ([192.0.2.7]:22) using \"password\"."],
        output: "keywright: added /home/ann/.ssh/authorized_keys\n\
                 keywright: backup /home/ann/.ssh/authorized_keys.2026-11-30.bak\n\
                 keywright: closed /home/ann\n",
        ..SshScript::default()
    }
}

/// Somebody with a key in ~/.ssh, on the page where it is used.
pub fn person_with(scripts: Vec<SshScript>, look: Look) -> Person {
    person_with_keys(scripts, look, &[])
}

/// The same with other files in ~/.ssh.
pub fn person_with_keys(scripts: Vec<SshScript>, look: Look, files: &[(&str, &str)]) -> Person {
    let mut outside = Outside::new();
    outside.ssh = Arc::new(ScriptedSsh(Mutex::new(scripts)));
    let file = keys::put(&outside.dot_ssh(""), "id_ed25519", KEY.as_bytes());
    for (name, text) in files {
        keys::put(&outside.dot_ssh(""), name, text.as_bytes());
    }
    let mut person = Person::with_worker(outside, look, Box::new(Threads));
    person.asks(keywright::app::Action::Open(vec![file]));
    person.wait_until("the key", |person| person.sees("Use this key…"));
    person.click("Use this key…");
    person
}

fn fill_in(person: &mut Person) {
    person.type_into("Server", "web.example.org");
    person.type_into("User name", "ann");
    person.press(Key::Enter);
}

#[test]
fn nothing_is_answered_by_enter_alone_where_the_server_is_unknown() {
    let scripts = vec![connecting(vec![UNKNOWN])];
    let mut person = person_with(scripts, Look::default());
    fill_in(&mut person);
    person.wait_until("the question", |person| person.sees("Is this the right server?"));
    assert_eq!(person.focused().as_deref(), Some("No, stop"), "the safe answer has the keyboard");
    person.press(Key::Escape);
    person.wait_until("the end", |person| person.sees("Stopped. Nothing was changed on the server."));
    person.must_see("Install and try");
}

#[test]
fn an_unknown_server_that_is_known_by_other_names_shows_them() {
    let known = "The authenticity of host 'web.example.org (192.0.2.7)' can't be established.\n\
        ED25519 key fingerprint is SHA256:p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM.\n\
        This host key is known by the following other names/addresses:\n    \
        ~/.ssh/known_hosts:4: old.example.org\n    \
        ~/.ssh/known_hosts:7: [hashed name]\n\
        Are you sure you want to continue connecting (yes/no/[fingerprint])? ";
    let mut person = person_with(vec![connecting(vec![known])], Look::default());
    fill_in(&mut person);
    person.wait_until("the question", |person| person.sees("Is this the right server?"));
    person.must_see("The same key is on record for:");
    person.must_see("~/.ssh/known_hosts:4: old.example.org");
    person.must_see("~/.ssh/known_hosts:7: [hashed name]");
}

#[test]
fn what_a_server_says_is_shown_beside_its_question_and_does_no_harm() {
    let asking = SshScript {
        lines: vec![
            "debug1: Remote protocol version 2.0, remote software version OpenSSH_9.2p1",
            "debug1: SSH2_MSG_SERVICE_ACCEPT received",
            "Private. Keep out.",
            "debug1: Next authentication method: keyboard-interactive",
            "Zwei Schritte: W\\303\\244hlen Sie \\033[31m \\342\\200\\256.",
        ],
        asks: vec!["(ann@web.example.org) Duo login for ann\n\n 1. Push\n 2. Phone\n\nPasscode or option: "],
        ..signing_in()
    };
    let mut person = person_with(vec![connecting(vec![]), asking], Look::default());
    fill_in(&mut person);
    person.wait_until("the question", |person| person.sees("The server asks:"));
    person.must_see("Before that, ssh showed:");
    person.must_see("Private. Keep out.\nZwei Schritte: Wählen Sie \\033[31m \\u{202e}.");
    person.must_see("(ann@web.example.org) Duo login for ann\n\n 1. Push\n 2. Phone\n\nPasscode or option");
    person.must_not_see("a server on the way asks each time Keywright connects");
}

#[test]
fn each_connection_through_a_server_on_the_way_says_what_it_is_for() {
    let at_the_gate = |mut script: SshScript| {
        script.lines.insert(0, "debug1: Executing proxy command: exec ssh -v -W '[web.example.org]:22' gate");
        script.asks = vec!["ann@gate's password: "];
        script
    };
    let trying = SshScript {
        then: vec!["ann@web.example.org: Permission denied (publickey)."],
        status: 255,
        ..SshScript::default()
    };
    let scripts = [connecting(vec![]), signing_in(), trying].map(at_the_gate);
    let mut person = person_with(scripts.to_vec(), Look::default());
    fill_in(&mut person);
    for words in ["to see which server answers.", "to sign in and to change the file.", "to try a key alone."]
    {
        person.wait_until(words, |person| person.sees(words));
        person.must_see("Password for ann@gate");
        person.type_into("Password", "secret");
        person.click("Continue");
    }
}

/// The key is not let in.
fn refusing() -> SshScript {
    SshScript {
        then: vec![
            "debug1: Server accepts key: k ED25519 SHA256:other",
            "ann@web.example.org: Permission denied (publickey).",
        ],
        status: 255,
        ..SshScript::default()
    }
}

fn sign_in(person: &mut Person) {
    person.wait_until("the password", |person| person.sees("Password for ann@web.example.org"));
    person.type_into("Password", "geheim");
    person.press(Key::Enter);
}

#[test]
fn a_key_that_is_refused_may_be_so_because_of_its_addresses() {
    let high = Look { size: [760.0, 1400.0], ..Look::default() };
    let scripts = || vec![connecting(Vec::new()), signing_in(), refusing()];
    for is_restricted in [true, false] {
        let mut person = person_with(scripts(), high);
        if is_restricted {
            person.click("Restrict what this key may do on the server");
            person.click("Log in only from some addresses");
            person.type_into("Addresses", "192.0.2.7");
        }
        fill_in(&mut person);
        sign_in(&mut person);
        person.wait_until("the end", |person| person.sees("the server does not accept it."));
        let words = "You restricted the key to certain addresses (from=).";
        assert_eq!(person.sees(words), is_restricted);
    }
}

#[test]
fn an_authority_is_installed_and_not_tried() {
    let high = Look { size: [760.0, 1400.0], ..Look::default() };
    // A third ssh would find no script.
    let mut person = person_with(vec![connecting(Vec::new()), signing_in()], high);
    person.click("Restrict what this key may do on the server");
    person.click("More options");
    person.click("This key is a certificate authority");
    fill_in(&mut person);
    sign_in(&mut person);
    person.wait_until("the end", |person| person.sees("The key was not tried, because it is an authority"));
    person.must_see("The key was added to");
    person.must_not_see("Trying the key…");
}

#[test]
fn a_refusal_is_explained_by_what_ssh_said() {
    let scripts = vec![connecting(Vec::new()), signing_in(), refusing()];
    let mut person = person_with(scripts, Look::default());
    fill_in(&mut person);
    sign_in(&mut person);
    person.wait_until("the end", |person| {
        person.sees("The key is on the server, but the server does not accept it.")
    });
    person.must_see("A backup is kept on the server as");
    person.click("Explain what ssh printed");
    person.wait_until("the explanation", |person| person.model().problem.answer.is_some());
    person.must_see("Permission denied");
}

#[test]
fn the_steps_look_as_they_did() {
    let mut results = SnapshotResults::new();
    let wide = Look::default();
    for (name, look) in [
        ("light", wide),
        ("dark", Look { theme: Theme::Dark, ..wide }),
        ("2x", Look { scale: 2.0, ..wide }),
        ("narrow", Look { size: [480.0, 640.0], ..wide }),
    ] {
        let accepted = "debug1: Server accepts key: /home/ann/.ssh/id_ed25519 ED25519 ";
        let accepted: &'static str = Box::leak(format!("{accepted}{FINGERPRINT} explicit").into_boxed_str());
        let welcome = SshScript {
            then: vec![accepted, "Authenticated to web.example.org ([192.0.2.7]:22) using \"publickey\"."],
            ..SshScript::default()
        };
        let mut person = person_with(vec![connecting(vec![UNKNOWN]), signing_in(), welcome], look);
        shot(&mut person, &format!("install_form_{name}"), &mut results);
        fill_in(&mut person);
        person.wait_until("the question", |person| person.sees("Is this the right server?"));
        shot(&mut person, &format!("install_server_{name}"), &mut results);
        person.click("Yes, the fingerprint is right");
        person.wait_until("the password", |person| person.sees("Password for ann@web.example.org"));
        shot(&mut person, &format!("install_password_{name}"), &mut results);
        person.type_into("Password", "geheim");
        person.press(Key::Enter);
        person.wait_until("the end", |person| person.model().use_key.install.is_done());
        shot(&mut person, &format!("install_done_{name}"), &mut results);
    }
}
