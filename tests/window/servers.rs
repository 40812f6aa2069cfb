//! Known servers: found, compared by their fingerprints, and removed.

use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::{Key, Theme};
use keywright::key::{Curve, Key as SshKey, NewKind};
use keywright::system::DialogAnswer;
use std::fs;

const TALL: Look = Look { size: [760.0, 900.0], theme: Theme::Light, scale: 1.0 };

fn key() -> SshKey {
    keys::made(NewKind::Ed25519, "")
}

/// A name as `ssh-keygen -H` writes it: web.example.org, with a salt of sevens.
pub const HASHED: &str = "|1|BwcHBwcHBwcHBwcHBwcHBwcHBwc=|";

/// The page, with this in the file.
pub fn page_with(text: &str, look: Look) -> Person {
    let outside = Outside::new();
    keys::put(&outside.path(".ssh"), "known_hosts", text.as_bytes());
    let mut person = Person::with(outside, look);
    person.click("My keys");
    person.click("Known servers");
    person
}

fn file(person: &Person) -> String {
    fs::read_to_string(person.outside.dot_ssh("known_hosts")).expect("the file")
}

#[test]
fn each_entry_says_whose_key_it_is_and_what_is_odd_about_it() {
    let line = key().public().line();
    let text = format!(
        "web.example.org,192.0.2.1 {line}\n# a remark\n[db.example.org]:2222 {line}\n{HASHED}AAAAAAAAAAAAAAAAAAAAAAAAAAA= {line}\n\
         @revoked old.example.org {line}\n@cert-authority *.example.org {line}\n@odd x {line}\nlost ssh-ed25519 AAAA\n"
    );
    let person = page_with(&text, TALL);
    person.must_see("7 entries");
    person.must_see("web.example.org, 192.0.2.1, line 1. Ed25519 SHA256:");
    person.must_see("[db.example.org]:2222, line 3.");
    person.must_see("Hashed name, line 4.");
    person.must_see("Revoked: ssh refuses servers that use this key.");
    person.must_see("Certificate authority: ssh accepts servers");
    person.must_see("Line 7, skipped by ssh, line 7.");
    person.must_see("The key is damaged");
}

#[test]
fn a_server_is_found_as_people_write_it() {
    let line = key().public().line();
    let other = key();
    let text =
        format!("web.example.org {line}\n[web.example.org]:2222 {line}\ndb {}\n", other.public().line());
    let mut person = page_with(&text, TALL);
    person.type_into("Find a server", "example");
    person.must_see("2 entries found");
    person.retype("Find a server", "ann@web.example.org:2222");
    person.must_see("One entry found");
    person.must_see("[web.example.org]:2222, line 2.");
    person.retype("Find a server", &other.public().fingerprint().sha256());
    person.must_see("One entry found");
    person.must_see("db, line 3.");
    person.retype("Find a server", "elsewhere");
    person.must_see("No entry found.");
}

#[test]
fn a_fingerprint_from_the_telephone_is_compared() {
    let (stored, other) = (key(), key());
    let mut person = page_with(&format!("web {}\n", stored.public().line()), TALL);
    person.click("Compare the fingerprint of web, line 1");
    person.must_see("Key of web");
    assert_eq!(person.focused().as_deref(), Some("Fingerprint that you were given"));
    let [right, wrong] = [&stored, &other].map(|key| key.public().fingerprint());
    person.type_into("Fingerprint that you were given", "SHA256:half");
    person.must_see("This is not a whole fingerprint.");
    person.retype("Fingerprint that you were given", &wrong.sha256());
    person.must_see("The fingerprints do not match. A server can have several keys: ask for the fingerprint of its Ed25519 key");
    person.retype("Fingerprint that you were given", &right.md5());
    person.must_see("It is the same key.");
    person.retype("Fingerprint that you were given", right.sha256().trim_start_matches("SHA256:"));
    person.must_see("It is the same key.");
    // The stored key is right: whoever answers with another one may be an impostor.
    person.click("Remove this entry…");
    person.must_see("so ssh has the right key");
    assert_eq!(person.focused().as_deref(), Some("Cancel"), "the safe answer");
    person.press(Key::Escape);
    person.retype("Fingerprint that you were given", &wrong.sha256());
    person.click("Remove this entry…");
    person.must_see("Remove the entry of web?");
    person.must_see("Remove this entry only if the administrator confirms that the server’s key changed.");
    person.click("Remove anyway");
    person.must_see("Removed the entry of web.");
    assert_eq!(file(&person), "");
    person.click("Undo");
    assert_eq!(file(&person), format!("web {}\n", stored.public().line()));
}

#[test]
fn entries_are_removed_after_what_it_can_mean_was_said() {
    let line = key().public().line();
    let text = format!("web,192.0.2.1 {line}\nweb {line}\n@revoked web {line}\ndb {line}\n");
    let mut person = page_with(&text, TALL);
    person.click("Remove db, line 4");
    person.must_see("someone may be impersonating the server");
    person.must_see("Line 4 is removed: db ssh-ed25519");
    person.must_see("A backup is kept as ~/.ssh/known_hosts");
    person.press(Key::Escape);
    assert_eq!(file(&person), text);
    person.type_into("Find a server", "web");
    person.click("Remove all 2 entries of web…");
    person.must_see("Remove 2 entries of web?");
    person.click("Remove anyway");
    person.must_see("Removed 2 entries of web.");
    assert_eq!(file(&person), format!("@revoked web {line}\ndb {line}\n"), "as ssh-keygen -R does");
    person.click("Remove web, line 1");
    person.must_see("no longer refuses servers that use this key");
    person.press(Key::Escape);
    person.click("Undo");
    assert_eq!(file(&person), text);
}

#[test]
fn the_files_of_the_config_are_offered_and_a_missing_one_is_said() {
    let outside = Outside::new();
    let line = key().public().line();
    keys::put(&outside.path(".ssh"), "config", b"Host *\nUserKnownHostsFile ~/.ssh/work_hosts %d/x\n");
    keys::put(&outside.path(".ssh"), "work_hosts", format!("work {line}\n").as_bytes());
    let mut person = Person::with(outside, TALL);
    person.click("My keys");
    person.click("Known servers");
    person.must_see("~/.ssh/known_hosts does not exist yet.");
    person.click("Choose the file to show; now ~/.ssh/known_hosts");
    person.must_see("~/.ssh/known_hosts2");
    person.must_see("/etc/ssh/ssh_known_hosts");
    person.click("~/.ssh/work_hosts");
    person.must_see("work, line 1.");
    let other = keys::put(&person.outside.path("etc"), "ssh_known_hosts", format!("all {line}\n").as_bytes());
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(other));
    person.click("Choose the file to show; now ~/.ssh/work_hosts");
    person.click("Another file…");
    person.must_see("all, line 1.");
}

#[test]
fn known_servers_work_with_the_keyboard_alone() {
    let line = key().public().line();
    let mut person = page_with(&format!("web {line}\ndb {line}\n"), TALL);
    person.tabs_to("Compare the fingerprint of web, line 1");
    person.press(Key::ArrowDown);
    assert_eq!(person.focused().as_deref(), Some("Compare the fingerprint of db, line 2"));
    person.press(Key::Enter);
    assert_eq!(person.focused().as_deref(), Some("Fingerprint that you were given"));
    person.press(Key::Escape);
    person.window.run_steps(20);
    assert_eq!(person.focused().as_deref(), Some("Compare the fingerprint of db, line 2"));
    person.tabs_to("Remove db, line 2");
    person.press(Key::Enter);
    person.tabs_to("Remove anyway");
    person.press(Key::Enter);
    assert_eq!(file(&person), format!("web {line}\n"));
}

#[test]
fn the_fingerprint_of_another_key_of_the_server_is_recognized() {
    let (ed, old, p256) = (key(), key(), keys::made(NewKind::Ecdsa(Curve::P256), ""));
    let text = format!(
        "web,192.0.2.1 {}\nweb {}\nweb {}\ndb {}\n",
        p256.public().line(),
        ed.public().line(),
        old.public().line(),
        key().public().line()
    );
    let mut person = page_with(&text, TALL);
    person.click("Compare the fingerprint of web, 192.0.2.1, line 1");
    person.type_into("Fingerprint that you were given", &ed.public().fingerprint().sha256());
    person.must_see("This is the fingerprint of the server’s Ed25519 key, in line 2. This entry is its ");
    person.press(Key::Escape);
    person.click("Compare the fingerprint of web, line 3");
    person.type_into("Fingerprint that you were given", &ed.public().fingerprint().sha256());
    person
        .must_see("This is the fingerprint of the key in line 2. This entry is another key of the same type");
    person.press(Key::Escape);
    person.click("Compare the fingerprint of db, line 4");
    person.type_into("Fingerprint that you were given", &ed.public().fingerprint().sha256());
    person.must_see("The fingerprints do not match.");
}

#[test]
fn what_is_compared_is_left_where_the_line_holds_another_key() {
    let (web, db) = (key().public().line(), key().public().line());
    let mut person = page_with(&format!("web {web}\ndb {db}\n"), TALL);
    person.click("Compare the fingerprint of db, line 2");
    person.type_into("Fingerprint that you were given", "SHA256:half");
    let put = |person: &Person, text: &str| {
        keys::put(&person.outside.path(".ssh"), "known_hosts", text.as_bytes());
    };
    let again = |person: &mut Person| {
        person.click("authorized_keys");
        person.click("Known servers");
    };
    put(&person, &format!("web {web}\ndb,192.0.2.2 {db}\n"));
    again(&mut person);
    person.must_see("Key of db, 192.0.2.2");
    assert_eq!(person.value("Fingerprint that you were given"), "SHA256:half");
    put(&person, &format!("# a remark\nweb {web}\ndb {db}\n"));
    again(&mut person);
    person.must_not_see("Fingerprint that you were given");
    person.must_see("web, line 2.");
}

#[test]
fn an_entry_without_a_known_name_is_named_by_its_line() {
    let line = key().public().line();
    let text = format!("{HASHED}AAAAAAAAAAAAAAAAAAAAAAAAAAA= {line}\nlost ssh-ed25519 AAAA\n@odd x {line}\n");
    let mut person = page_with(&text, TALL);
    person.click("Remove line 3");
    person.must_see("Remove line 3?");
    person.press(Key::Escape);
    person.click("Remove Hashed name, line 1");
    person.must_see("Remove the entry in line 1?");
    person.click("Remove anyway");
    person.must_see("Removed the entry in line 1.");
    person.click("Undo");
    assert_eq!(file(&person), text);
}
