//! From Generate to "You can log in with this key", as a person goes it at the window.

use crate::account::{Account, PASSWORD};
use crate::person::ssh_in;
use crate::programs::{command, output_of, put};
use crate::support::fakes::Outside;
use crate::support::window::{Look, Person};
use keywright::system::Threads;
use std::sync::Arc;

/// All of the page is in sight.
const TALL: Look = Look { size: [760.0, 1100.0], theme: egui::Theme::Light, scale: 1.0 };

/// Somebody with a new key, on the page where it is used.
pub fn with_a_new_key(outside: Outside, passphrase: &str) -> Person {
    with_a_new_key_in(outside, passphrase, TALL)
}

fn with_a_new_key_in(outside: Outside, passphrase: &str, look: Look) -> Person {
    let mut person = Person::with_worker(outside, look, Box::new(Threads));
    if !passphrase.is_empty() {
        person.type_into("Passphrase", passphrase);
        person.type_into("Repeat passphrase", passphrase);
    }
    person.click("Generate");
    person.wait_until("the key", |person| person.can_click("Save to ~/.ssh"));
    person.click("Save to ~/.ssh");
    person.wait_until("the file", |person| person.sees("Only you can read the private key."));
    person.click("Use this key…");
    person.must_see("Install the key and log in");
    person
}

pub fn outside() -> Outside {
    let mut outside = Outside::new();
    outside.ssh = Arc::new(ssh_in(outside.home.path()));
    outside
}

/// Of somebody who has been on this server before.
fn outside_that_knows(account: &Account) -> Outside {
    let outside = outside();
    put(&outside.home.path().join("known_hosts"), &account.known_as());
    outside
}

#[test]
fn from_a_new_key_over_a_wrong_password_to_a_login() {
    let Some(account) = Account::new() else { return };
    let mut person = with_a_new_key(outside(), "correct horse 27");
    person.type_into("Server", &format!("127.0.0.1:{}", account.port));
    person.type_into("User name", &account.name);
    person.click("Install and try");
    person.wait_until("the question", |person| person.sees("Is this the right server?"));
    person.must_see(&account.fingerprint());
    person.click("Yes, the fingerprint is right");
    person.wait_until("the password", |person| person.sees("Password for"));
    person.must_see("Connected to");
    person.type_into("Password", "wrong");
    person.click("Continue");
    person.wait_until("the second try", |person| person.sees("The server did not accept that."));
    person.type_into("Password", PASSWORD);
    person.click("Continue");
    // Its passphrase was typed a moment ago.
    person.wait_until("the end", |person| person.sees("You can log in with this key."));
    person.must_see("The key was added to");
    let line = std::fs::read_to_string(person.outside.dot_ssh("id_ed25519.pub")).unwrap();
    assert_eq!(account.authorized_keys(), line);
    person.click("Install it on another server");
    person.click("Install and try");
    person.wait_until("the password", |person| person.sees("Password for"));
    person.must_not_see("Is this the right server?");
    person.type_into("Password", PASSWORD);
    person.press(egui::Key::Enter);
    person.wait_until("the end", |person| person.sees("You can log in with this key."));
    person.must_see("on the server already");
    assert_eq!(account.authorized_keys(), line);
}

#[test]
fn a_passphrase_that_is_not_that_of_the_file_any_more_is_asked_for() {
    let Some(account) = Account::new() else { return };
    let mut person = with_a_new_key(outside_that_knows(&account), "correct horse 27");
    let file = person.outside.dot_ssh("id_ed25519");
    let change = ["-q", "-p", "-P", "correct horse 27", "-N", "another one 72", "-f"];
    output_of(command("ssh-keygen").args(change).arg(&file));
    let line = std::fs::read_to_string(file.with_extension("pub")).unwrap();
    person.type_into("Server", &format!("{}@127.0.0.1:{}", account.name, account.port));
    for passphrase in [Some("another one 72"), None] {
        person.click("Install and try");
        person.wait_until("the password", |person| person.sees("Password for"));
        person.type_into("Password", PASSWORD);
        person.click("Continue");
        person.wait_until("the passphrase", |person| person.sees("ssh needs the passphrase of"));
        person.must_not_see("The server did not accept that.");
        if let Some(passphrase) = passphrase {
            person.type_into("Passphrase", passphrase);
            person.click("Continue");
            person.wait_until("the end", |person| person.sees("You can log in with this key."));
            person.click("Install it on another server");
        }
    }
    person.click("Cancel");
    person.wait_until("the end", |person| person.sees("Stopped."));
    assert_eq!(account.authorized_keys(), line);
}

#[test]
fn whoever_needs_more_than_the_key_can_still_have_a_short_command() {
    let settings = "AuthenticationMethods publickey,password password";
    let Some(account) = Account::with("/bin/sh", settings) else { return };
    let mut person = with_a_new_key(outside_that_knows(&account), "");
    person.type_into("Server", &format!("{}@127.0.0.1:{}", account.name, account.port));
    person.click("Install and try");
    person.wait_until("the password", |person| person.sees("Password for"));
    person.type_into("Password", PASSWORD);
    person.click("Continue");
    person.wait_until("the end", |person| {
        person.sees("The server accepts the key and also asks for: password")
    });
    person.click("Set up a short command…");
    person.must_see("Log in with a short command");
    assert_eq!(person.value("User name"), account.name);
}

#[test]
fn a_window_that_is_closed_ends_ssh_first() {
    let Some(account) = Account::new() else { return };
    let mut person = with_a_new_key(outside(), "");
    person.type_into("Server", &format!("{}@127.0.0.1:{}", account.name, account.port));
    person.click("Install and try");
    person.wait_until("the question", |person| person.sees("Is this the right server?"));
    person.close();
    person.wait_until("the end", |person| person.model().shell.leaving);
    assert!(!person.model().use_key.install.is_working());
    assert_eq!(account.authorized_keys(), "");
}

#[test]
fn what_cannot_be_a_server_is_said_at_its_field() {
    let mut person = with_a_new_key(outside(), "");
    person.click("Install and try");
    person.must_see("Enter the name or the address of the server.");
    person.type_into("Server", "-oProxyCommand=touch x");
    person.click("Install and try");
    person.must_see("This is not the name or address of a server.");
    person.retype("Server", "web");
    person.type_into("Port", "70000");
    person.click("Install and try");
    person.must_see("A port is a number from 1 to 65535.");
}

#[test]
fn a_restricted_key_is_installed_with_its_restrictions() {
    let Some(account) = Account::new() else { return };
    let high = Look { size: [760.0, 1200.0], ..Look::default() };
    let mut person = with_a_new_key_in(outside(), "", high);
    person.type_into("Server", &format!("{}@127.0.0.1:{}", account.name, account.port));
    person.click("Restrict what this key may do on the server");
    person.click("Log in only until a date");
    person.click("Install and try");
    person.must_see("Correct the fields marked in red.");
    person.type_into("Until", "2099-12-31");
    person.click("Install and try");
    person.wait_until("the question", |person| person.sees("Is this the right server?"));
    person.click("Yes, the fingerprint is right");
    person.wait_until("the password", |person| person.sees("Password for"));
    person.type_into("Password", PASSWORD);
    person.click("Continue");
    person.wait_until("the end", |person| person.sees("You can log in with this key."));
    let line = account.authorized_keys();
    assert!(line.starts_with("expiry-time=\"20991231235959\" ssh-ed25519 "), "{line}");
}

#[test]
fn a_key_is_removed_while_another_one_is_shown_to_work() {
    let Some(account) = Account::new() else { return };
    let outside = outside();
    let other = outside.dot_ssh("id_rsa");
    std::fs::create_dir_all(outside.dot_ssh("")).unwrap();
    output_of(command("ssh-keygen").args(["-q", "-t", "rsa", "-N", "", "-C", "other", "-f"]).arg(&other));
    let mut person = with_a_new_key(outside, "");
    let line = |name: &str| std::fs::read_to_string(person.outside.dot_ssh(name)).unwrap();
    let (mine, stays) = (line("id_ed25519.pub"), line("id_rsa.pub"));
    account.put(".ssh/authorized_keys", &format!("{mine}{stays}"));
    person.wait_until("the keys", |person| person.model().use_key.keys.len() == 2);
    person.click("Remove this key from a server…");
    person.type_into("Server", &format!("{}@127.0.0.1:{}", account.name, account.port));
    assert_eq!(person.value("Key that stays"), "~/.ssh/id_rsa");
    person.click("Remove…");
    person.click("Remove from server");
    person.wait_until("the question", |person| person.sees("Is this the right server?"));
    person.click("Yes, the fingerprint is right");
    person.wait_until("the end", |person| person.sees("The key was removed from"));
    person.must_see("The key that stays lets you in.");
    person.must_see("The key that stays lets you in without the removed one.");
    assert_eq!(account.authorized_keys(), stays);
}
