//! “Use this key”, “In an agent”: which agents run, what they hold, adding and removing.

use crate::pictures::{NARROW, WIDE, shot};
use crate::small::fits;
use crate::support::fakes::{NoSsh, Outside};
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::Theme;
use egui_kittest::SnapshotResults;
use keywright::app::UseKeyAction;
use keywright::key::NewKind;
use keywright::system::{Ssh, SshCall, SshEnd, SshError, SshTalk};
use std::path::PathBuf;
use std::sync::Arc;

const KEY: &str = include_str!("../vectors_window/ed25519");
const PUBLIC: &str = include_str!("../vectors_window/ed25519.pub");

const TALL: Look = Look { size: [760.0, 820.0], ..WIDE };

/// ssh as far as it is there.
struct SshIsThere;

impl Ssh for SshIsThere {
    fn program(&self) -> Option<PathBuf> {
        Some("/usr/bin/ssh".into())
    }

    fn run(&self, call: &SshCall, talk: &mut dyn SshTalk) -> Result<SshEnd, SshError> {
        NoSsh.run(call, talk)
    }
}

/// An agent that holds nothing, and ssh.
fn outside() -> Outside {
    let mut outside = Outside::new();
    outside.ssh = Arc::new(SshIsThere);
    outside.agents.hold(Vec::new());
    outside.agents.change(|agent| agent.program = Some("ssh-agent"));
    outside
}

/// Somebody with a key in ~/.ssh, where agents are shown.
fn at_the_agents(outside: Outside, look: Look) -> Person {
    let key = keys::put(&outside.dot_ssh(""), "id_ed25519", KEY.as_bytes());
    let mut person = Person::with(outside, look);
    person.drop_files(&[key]);
    person.click("Use this key…");
    person.click("In an agent");
    person
}

fn blob() -> Vec<u8> {
    let line = keywright::format::read(PUBLIC.as_bytes()).expect("a public key");
    match line {
        keywright::format::KeyFile::Public(_, key) => key.blob().to_vec(),
        other => panic!("no public key: {other:?}"),
    }
}

#[test]
fn the_key_is_added_seen_and_removed() {
    let mut person = at_the_agents(outside(), WIDE);
    person.must_see("ssh is /usr/bin/ssh and uses the SSH agent (ssh-agent)");
    person.must_see("This agent does not hold the key.");
    person.must_see("This agent holds no keys.");
    person.click("8 hours");
    person.click("Add the key");
    person.must_see("is now held by the SSH agent (ssh-agent).");
    person.must_see("This agent holds the key.");
    assert_eq!(person.outside.agents.change(|agent| agent.held.clone()), Some(vec![blob()]));
    assert!(person.outside.agents.was_asked(25), "with a lifetime");
    person.asks(UseKeyAction::Leave);
    person.must_see("The key is held by the SSH agent (ssh-agent).");
    person.click("My keys");
    person.must_see("in the agent");
    person.click("Back to the key");
    person.click("Use this key…");
    person.click("Remove the key");
    person.must_see("The key was removed from the SSH agent (ssh-agent).");
    person.must_see("This agent holds no keys.");
    person.asks(UseKeyAction::Leave);
    person.must_not_see("The key is held by");
}

#[test]
fn an_agent_that_refuses_a_lifetime_is_named_and_asked_without_only_on_request() {
    let mut person = at_the_agents(outside(), WIDE);
    person.outside.agents.change(|agent| agent.refuses_limits = true);
    person.click("1 hour");
    person.click("Let the agent ask me each time the key is used");
    person.click("Add the key");
    person.must_see("The key was refused by the SSH agent (ssh-agent).");
    person.must_see("This agent does not hold the key.");
    person.click("Add without a lifetime or confirmation");
    person.must_see("is now held by the SSH agent (ssh-agent).");
    assert!(person.outside.agents.was_asked(17), "without limits");
}

#[test]
fn an_agent_without_limits_says_so_before_it_is_asked() {
    let outside = outside();
    let names = vec!["query", "list-extended@putty.projects.tartarus.org"];
    outside.agents.change(|agent| agent.extensions = Some(names));
    let mut person = at_the_agents(outside, WIDE);
    person.must_see("This agent supports neither a lifetime nor confirmation.");
    person.click("24 hours");
    person.click("Add the key");
    person.must_see("add the key without them");
    assert!(!person.outside.agents.was_asked(25));
    person.click("Add without a lifetime or confirmation");
    person.must_see("This agent holds the key.");
}

#[test]
fn where_no_agent_runs_the_way_to_one_can_be_copied() {
    let outside = Outside::new();
    let mut person = at_the_agents(outside, WIDE);
    person.must_see("No SSH agent is running.");
    person.must_see("There is no ssh on this computer");
    person.click("Copy eval \"$(ssh-agent)\"");
    assert_eq!(person.outside.copied().last().map(String::as_str), Some("eval \"$(ssh-agent)\""));
    person.outside.agents.hold(vec![blob()]);
    person.click("Check again");
    person.must_not_see("No SSH agent is running.");
    person.must_see("This agent holds the key.");
}

#[test]
fn other_keys_are_removed_one_by_one_or_all_after_a_question() {
    let outside = outside();
    let others = [1, 2].map(|_| keys::made(NewKind::Ed25519, "").public().blob().to_vec());
    outside.agents.hold(others.to_vec());
    let mut person = at_the_agents(outside, TALL);
    person.must_see("Keys in this agent: 2");
    person.click("Remove all keys…");
    person.must_see("Remove all keys from the SSH agent (ssh-agent)?");
    person.click("Cancel");
    person.must_see("Keys in this agent: 2");
    person.outside.agents.hold(others[..1].to_vec());
    person.click("Check again");
    person.click("Remove held (Ed25519) from the agent");
    person.must_see("This agent holds no keys.");
    person.outside.agents.hold(others.to_vec());
    person.click("Check again");
    person.click("Remove all keys…");
    person.click("Remove all keys");
    person.must_see("All keys were removed from the SSH agent (ssh-agent).");
    assert_eq!(person.outside.agents.change(|agent| agent.held.clone()), Some(Vec::new()));
}

#[test]
fn of_a_public_key_nothing_can_be_added() {
    let outside = outside();
    let public = keys::put(&outside.dot_ssh(""), "id_ed25519.pub", PUBLIC.as_bytes());
    let mut person = Person::with(outside, WIDE);
    person.drop_files(&[public]);
    person.click("Use this key…");
    person.click("In an agent");
    person.must_see("Only the public key is open.");
    assert!(!person.can_click("Add the key"));
}

#[test]
fn the_agents_fit_in_narrow_windows() {
    for width in [316.0, 480.0, 620.0] {
        let (size, outside) = ([width, 1400.0], outside());
        outside.agents.hold(vec![blob(), b"unknown".to_vec()]);
        let mut person = at_the_agents(outside, Look { size, ..WIDE });
        person.click("Remove all keys…");
        person.must_see("A key that has no file any more is lost.");
        fits(&person, size, "In an agent");
    }
}

#[test]
fn agents_look_as_they_did() {
    let mut results = SnapshotResults::new();
    for (name, look) in [
        ("light", TALL),
        ("dark", Look { theme: Theme::Dark, ..TALL }),
        ("narrow", Look { size: [480.0, 980.0], ..NARROW }),
    ] {
        let outside = outside();
        outside.agents.hold(vec![blob(), b"unknown".to_vec()]);
        outside.agents.change(|agent| agent.refuses_limits = true);
        let mut person = at_the_agents(outside, look);
        person.click("8 hours");
        person.click("Add the key again");
        shot(&mut person, &format!("agent_{name}"), &mut results);
    }
    let mut person = at_the_agents(Outside::new(), WIDE);
    shot(&mut person, "agent_none", &mut results);
}
