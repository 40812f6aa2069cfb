//! “Use this key” where no server answers: the pictures, and what is said before anything is done.

use crate::pictures::{NARROW, WIDE, shot};
use crate::support::fakes::Outside;
use crate::support::window::{Look, Person};
use eframe::egui::Theme;
use egui_kittest::SnapshotResults;
use keywright::system::{Ssh, SshCall, SshEnd, SshError, SshTalk};
use std::path::PathBuf;
use std::sync::Arc;

const KEY: &str = include_str!("../vectors_window/ed25519");

/// An ssh that takes what the last block says, but for another port.
struct OtherPort;

impl Ssh for OtherPort {
    fn program(&self) -> Option<PathBuf> {
        None
    }

    fn run(&self, call: &SshCall, _talk: &mut dyn SshTalk) -> Result<SshEnd, SshError> {
        let [dump, _, config, _, _] = call.arguments.as_slice() else { panic!("{call:?}") };
        assert_eq!(dump, "-G");
        let config = std::fs::read_to_string(config).expect("a configuration");
        let taken = config.lines().skip(1).map(|line| line.trim().replace("Port 2222", "port 2200"));
        let output = taken.collect::<Vec<_>>().join("\n").into_bytes();
        Ok(SshEnd { status: Some(0), output })
    }
}

/// Somebody who uses a saved key.
pub fn with_a_key(outside: Outside, look: Look) -> Person {
    let mut person = Person::with(outside, look);
    person.paste(KEY);
    person.click("Save to ~/.ssh");
    person.click("Use this key…");
    person
}

#[test]
fn the_key_on_this_computer_looks_as_it_did() {
    let mut results = SnapshotResults::new();
    for (name, look) in [("light", WIDE), ("narrow_dark", Look { theme: Theme::Dark, ..NARROW })] {
        let mut outside = Outside::new();
        outside.ssh = Arc::new(OtherPort);
        let look = Look { size: [look.size[0], 900.0], ..look };
        let mut person = with_a_key(outside, look);
        person.click("On this computer");
        person.type_into("Server", "ann@web.example.org:2222");
        shot(&mut person, &format!("use_computer_{name}"), &mut results);
        person.click("Show changes");
        person.click("Save changes");
        shot(&mut person, &format!("use_computer_other_{name}"), &mut results);
    }
}

#[test]
fn the_command_to_copy_looks_as_it_did() {
    let mut results = SnapshotResults::new();
    for (name, look) in [("light", WIDE), ("narrow_dark", Look { theme: Theme::Dark, ..NARROW })] {
        let look = Look { size: [look.size[0], 900.0], ..look };
        let mut person = with_a_key(Outside::new(), look);
        person.type_into("Server", "ann@web.example.org");
        person.click("Copy the command instead");
        person.click("Command Prompt");
        shot(&mut person, &format!("use_by_hand_{name}"), &mut results);
    }
}

#[test]
fn without_ssh_the_block_is_added_and_not_called_checked() {
    let mut person = with_a_key(Outside::new(), Look { size: [760.0, 900.0], ..WIDE });
    person.click("On this computer");
    person.click("Show changes");
    person.must_see("Enter the name or the address of the server.");
    person.type_into("Server", "web.example.org");
    person.click("Show changes");
    person.click("Save changes");
    person.must_see("The settings could not be checked: there is no ssh on this computer.");
    person.must_see("ssh web");
    person.must_not_see("Checked:");
}

#[test]
fn a_key_without_a_file_cannot_be_named_in_the_configuration() {
    let mut person = Person::at_the_window();
    person.paste(include_str!("../vectors_window/ed25519.pub"));
    person.click("Use this key…");
    person.click("On this computer");
    person.must_see("Save the private key first");
    assert!(!person.can_click("Show changes"));
}
