//! What the window is for: the line that was copied stands in authorized_keys, the file that was
//! saved logs in. With a real ssh, and a real sshd on loopback.

#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on shall say so at once"
)]

#[path = "../programs/mod.rs"]
mod programs;
#[allow(dead_code, reason = "each test program uses its own part")]
mod server;
#[path = "../support/mod.rs"]
mod support;

use keywright::system::DialogAnswer;
use server::{Answer, Server};
use std::path::{Path, PathBuf};
use support::window::Person;

const PASSPHRASE: &str = "correct horse 27";

fn copied(person: &mut Person) -> String {
    person.click("Copy");
    person.must_see("Copied the public key");
    person.outside.copied().pop().expect("a copied line")
}

/// Generate, Copy, Save to ~/.ssh; then ssh.
fn made_and_used(choices: &[&str], title: &str, file: &str) {
    let Some(server) = Server::start() else { return };
    let mut person = Person::at_the_window();
    for choice in choices {
        person.click(choice);
    }
    person.click("Generate");
    person.must_see(title);
    server.authorise(&copied(&mut person));
    person.click("Save to ~/.ssh");
    person.must_see("Only you can read the private key.");
    assert_eq!(server.log_in(&person.outside.dot_ssh(file), None), Answer::Welcome);
}

#[test]
fn a_new_key_logs_in() {
    made_and_used(&[], "Ed25519 key", "id_ed25519");
}

#[test]
fn a_new_rsa_key_logs_in() {
    made_and_used(&["RSA"], "3072 bits", "id_rsa");
}

#[test]
fn a_new_p256_key_logs_in() {
    made_and_used(&["ECDSA", "P-256"], "256 bits", "id_ecdsa");
}

#[test]
fn a_new_p521_key_logs_in() {
    made_and_used(&["ECDSA", "P-521"], "521 bits", "id_ecdsa");
}

/// Shows that the server above tells keys apart.
#[test]
fn a_key_whose_line_stands_nowhere_does_not_log_in() {
    let Some(server) = Server::start() else { return };
    let mut person = Person::at_the_window();
    person.click("Generate");
    server.authorise(&copied(&mut person));
    person.click("Save to ~/.ssh");
    let authorised = person.outside.dot_ssh("id_ed25519");
    let mut somebody = Person::at_the_window();
    somebody.click("Generate");
    somebody.click("Save to ~/.ssh");
    assert_eq!(server.log_in(&authorised, None), Answer::Welcome);
    assert_eq!(server.log_in(&somebody.outside.dot_ssh("id_ed25519"), None), Answer::Refused);
}

#[test]
fn a_new_key_with_a_passphrase_logs_in_after_it_is_typed() {
    let Some(server) = Server::start() else { return };
    let mut person = Person::at_the_window();
    person.type_into("Passphrase", PASSPHRASE);
    person.type_into("Repeat passphrase", PASSPHRASE);
    person.click("Generate");
    person.must_see("Passphrase set");
    server.authorise(&copied(&mut person));
    person.click("Save to ~/.ssh");
    let key = person.outside.dot_ssh("id_ed25519");
    assert_eq!(server.log_in(&key, Some(PASSPHRASE)), Answer::Welcome);
    assert_eq!(server.log_in(&key, Some("correct horse 28")), Answer::Refused, "it is not locked");
}

/// An encrypted key of PuTTY, made by puttygen as a person would.
fn from_puttygen(folder: &Path, version: u8, kind: &[&str]) -> Option<PathBuf> {
    if !programs::are_here(&["puttygen"]) {
        return None;
    }
    let (ppk, passphrase) = (folder.join("from putty.ppk"), folder.join("passphrase"));
    programs::put(&passphrase, PASSPHRASE);
    let mut puttygen = programs::command("puttygen");
    puttygen.args(["-q", "-C", "ann@putty", "--random-device", "/dev/urandom", "-t"]).args(kind);
    puttygen.arg("--ppk-param").arg(format!("version={version}"));
    puttygen.arg("--new-passphrase").arg(&passphrase).arg("-o").arg(&ppk);
    programs::output_of(&mut puttygen);
    Some(ppk)
}

/// Dropped on the window; a slip first, then the right passphrase.
fn dropped_and_opened(person: &mut Person, ppk: PathBuf) {
    person.drop_files(&[ppk]);
    person.must_see("from putty.ppk is locked with a passphrase.");
    person.type_into("Passphrase", "correct horse 72");
    person.click("Unlock");
    person.must_see("Wrong passphrase.");
    person.retype("Passphrase", PASSPHRASE);
    person.click("Unlock");
    person.must_see("Passphrase set");
}

#[test]
fn a_locked_putty_key_becomes_a_pair_that_logs_in() {
    let Some(server) = Server::start() else { return };
    let mut person = Person::at_the_window();
    let Some(ppk) = from_puttygen(person.outside.home.path(), 3, &["ed25519"]) else { return };
    dropped_and_opened(&mut person, ppk);
    let line = copied(&mut person);
    assert!(line.ends_with(" ann@putty"), "{line}");
    server.authorise(&line);
    person.click("Convert and save to ~/.ssh");
    let key = person.outside.dot_ssh("from putty");
    assert_eq!(server.log_in(&key, Some(PASSPHRASE)), Answer::Welcome);
    assert_eq!(server.log_in(&key, Some("correct horse 72")), Answer::Refused, "it lost its passphrase");
}

#[test]
fn an_old_locked_putty_key_logs_in_from_where_it_was_saved() {
    let Some(server) = Server::start() else { return };
    let mut person = Person::at_the_window();
    let Some(ppk) = from_puttygen(person.outside.home.path(), 2, &["rsa", "-b", "2048"]) else { return };
    dropped_and_opened(&mut person, ppk);
    server.authorise(&copied(&mut person));
    let key = person.outside.path("work key");
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(key.clone()));
    person.click("Save as");
    person.click("OpenSSH private key, and .pub; AWS calls it .pem");
    person.must_see("Saved work key and work key.pub in ~.");
    assert_eq!(server.log_in(&key, Some(PASSPHRASE)), Answer::Welcome);
}

/// Made by puttygen, opened and saved here: ssh finds the certificate beside the key, and the server
/// knows nothing but its authority.
#[test]
fn a_ppk_with_a_certificate_logs_in_by_its_certificate() {
    if !programs::are_here(&["puttygen"]) {
        return;
    }
    let Some(server) = Server::start() else { return };
    let mut person = Person::at_the_window();
    let at = |name: &str| person.outside.path(name);
    let keygen = |arguments: &[&str], file: &Path| {
        programs::output_of(programs::command("ssh-keygen").arg("-q").args(arguments).arg(file))
    };
    let (ca, key, ppk) = (at("ca"), at("key"), at("key.ppk"));
    for file in [&ca, &key] {
        keygen(&["-t", "ed25519", "-N", "", "-f"], file);
    }
    let user = whoami::username().expect("a name");
    keygen(&["-I", "id", "-n", &user, "-s", ca.to_str().expect("a path")], &at("key.pub"));
    programs::put(&at("no passphrase"), "");
    let mut puttygen = programs::command("puttygen");
    puttygen.arg(&key).arg("--certificate").arg(at("key-cert.pub")).arg("-o").arg(&ppk);
    puttygen.arg("--new-passphrase").arg(at("no passphrase")).args(["--random-device", "/dev/urandom"]);
    programs::output_of(&mut puttygen);
    let authority = std::fs::read_to_string(at("ca.pub")).expect("a public key");
    server.authorise(&format!("cert-authority {}", authority.trim_end()));

    person.drop_files(&[ppk]);
    person.must_see("Certificate for a user");
    person.click("Convert and save to ~/.ssh");
    person.must_see("Only you can read the private key.");
    // The file that it came from is called “key.ppk”.
    let saved = person.outside.dot_ssh("key");
    assert_eq!(server.log_in(&saved, None), Answer::Welcome);
    std::fs::remove_file(person.outside.dot_ssh("key-cert.pub")).expect("it is there");
    assert_eq!(server.log_in(&saved, None), Answer::Refused);
}

/// With a real ssh-agent: what the window gave it logs in, with no file of the key left, until the window removes it.
#[test]
fn a_key_that_the_window_gave_to_an_agent_logs_in_without_its_file() {
    if !programs::are_here(&["ssh-agent"]) {
        return;
    }
    let Some(server) = Server::start() else { return };
    let look = support::window::Look { size: [760.0, 900.0], ..Default::default() };
    let mut person = Person::with(support::fakes::Outside::new(), look);
    let socket = person.outside.path("agent");
    let _agent = programs::Running::start("ssh-agent", |command| {
        command.args(["-D", "-a"]).arg(&socket).stdout(std::process::Stdio::null());
    });
    programs::wait_for("the agent's socket", || socket.exists().then_some(()));
    person.outside.agents.change(|agent| agent.socket = Some(socket.clone()));
    person.type_into("Passphrase", PASSPHRASE);
    person.type_into("Repeat passphrase", PASSPHRASE);
    person.click("Generate");
    server.authorise(&copied(&mut person));
    person.click("Save to ~/.ssh");
    assert_eq!(server.log_in_by_agent(&socket), Answer::Refused, "it is not there yet");
    person.click("Use this key…");
    person.click("In an agent");
    person.click("8 hours");
    person.click("Add the key");
    person.must_see("This agent holds the key.");
    for file in ["id_ed25519", "id_ed25519.pub"] {
        std::fs::remove_file(person.outside.dot_ssh(file)).expect("it is there");
    }
    assert_eq!(server.log_in_by_agent(&socket), Answer::Welcome);
    person.click("Remove the key");
    person.must_see("This agent holds no keys.");
    assert_eq!(server.log_in_by_agent(&socket), Answer::Refused);
}
