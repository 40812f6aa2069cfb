//! A key goes to an app or a service: what that takes, the exact text, and the right file.

use crate::pictures::{NARROW, WIDE, shot};
use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::{Key, Theme};
use egui_kittest::SnapshotResults;
use keywright::format::{Format, KeyFile, read};
use keywright::key::NewKind;
use keywright::system::DialogAnswer;
use std::path::Path;

/// The files have the same keys in each run.
const ED25519: &[u8] = include_bytes!("../vectors_window/ed25519");
const RSA: &[u8] = include_bytes!("../vectors_window/rsa4096_locked");

/// Somebody with this key, where it is given to an app or a service.
fn with_key(look: Look, name: &str, file: &[u8]) -> Person {
    let outside = Outside::new();
    let path = keys::put(&outside.dot_ssh(""), name, file);
    let mut person = Person::with(outside, look);
    person.drop_files(&[path]);
    if name == "id_rsa" {
        person.type_into("Passphrase", "hunter2");
        person.press(Key::Enter);
    }
    person.click("Use this key…");
    person.click("In an app or service");
    person
}

fn with_ed25519() -> Person {
    with_key(Look::default(), "id_ed25519", ED25519)
}

fn with_rsa() -> Person {
    with_key(Look::default(), "id_rsa", RSA)
}

/// The public key of the page.
fn line(person: &Person) -> String {
    person.model().use_key.key.as_ref().expect("a key").public.line()
}

fn format_of(path: &Path) -> Format {
    match read(&std::fs::read(path).expect("a file")).expect("a key") {
        KeyFile::Private(format, _) => format,
        other => panic!("no open private key: {other:?}"),
    }
}

#[test]
fn github_is_found_by_typing_and_gets_the_line() {
    let mut person = with_ed25519();
    assert_eq!(person.focused().as_deref(), Some("Search"));
    person.must_see("Source code");
    assert!(person.can_click("GitHub") && person.can_click("PuTTY"));
    person.type_into("Search", "gith");
    assert!(person.can_click("GitHub") && !person.can_click("PuTTY"));
    person.must_not_see("Programs");
    person.click("GitHub");
    person.must_see("GitHub accepts this key (Ed25519).");
    person.must_see("Settings > SSH and GPG keys > New SSH key.");
    person.must_see("add it a second time as a “Signing Key”");
    person.must_see("Source: docs.github.com");
    assert_eq!(person.value("Text to paste"), line(&person));
    person.click("Copy");
    person.must_see("Copied the text");
    assert_eq!(person.outside.copied(), [line(&person)]);
}

#[test]
fn everything_works_by_keyboard_and_escape_goes_back_to_the_list() {
    let mut person = with_ed25519();
    person.type_into("Search", "amazon");
    person.press(Key::Tab);
    assert_eq!(person.focused().as_deref(), Some("AWS EC2 (Linux)"));
    person.press(Key::ArrowDown);
    person.press(Key::ArrowDown);
    assert_eq!(person.focused().as_deref(), Some("AWS Transfer Family"));
    person.press(Key::Enter);
    assert_eq!(person.focused().as_deref(), Some("Copy"));
    person.press(Key::Space);
    assert_eq!(person.outside.copied(), [line(&person)]);
    person.press(Key::Escape);
    person.look();
    assert_eq!(person.focused().as_deref(), Some("AWS Transfer Family"));
    assert_eq!(person.value("Search"), "amazon");
    person.press(Key::Escape);
    assert_eq!(person.value("Search"), "");
    person.type_into("Search", "github");
    person.press(Key::Enter);
    person.must_see("GitHub accepts this key");
}

#[test]
fn a_name_that_is_nowhere_leads_to_the_general_way() {
    let mut person = with_ed25519();
    person.type_into("Search", "nonesuch");
    person.must_see("Nothing found for “nonesuch”.");
    person.click("Another web page or a support team");
    person.must_see("send it to whoever asked for it");
    person.must_see("Not checked against the vendor’s documentation.");
    person.click("All apps and services");
    person.click("All apps and services");
    assert_eq!(person.value("Search"), "");
    assert!(person.can_click("GitHub"));
}

#[test]
fn windows_in_ec2_refuses_ed25519_and_leads_to_an_rsa_key() {
    let mut person = with_ed25519();
    person.type_into("Search", "ec2 windows");
    person.click("AWS EC2 (Windows), does not accept this key");
    person.must_see("Not accepted by AWS EC2 (Windows): Ed25519 keys.");
    person.must_see("Accepted types: RSA (1024, 2048, 4096 bits)");
    assert!(!person.can_click("Copy"), "a key that is refused is not pasted");
    person.click("Generate an RSA key with 4096 bits");
    assert_eq!(person.value("Bits"), "4096", "3072 bits are not taken there");
    person.must_not_see("Not accepted");
    person.retype("Bits", "3072");
    person.must_see("Not accepted by AWS EC2 (Windows): RSA keys with 3072 bits.");
    person.click("Ed25519");
    person.must_see("Not accepted by AWS EC2 (Windows): Ed25519 keys.");
    person.click("Use RSA with 4096 bits instead");
    person.must_not_see("Not accepted");
    // It is generated faster.
    person.retype("Bits", "2048");
    person.must_not_see("Not accepted");
    person.click("Generate");
    person.click("Save to ~/.ssh");
    person.click("Use this key…");
    person.must_see("AWS EC2 (Windows) accepts this key (RSA 2048).");
    person.click("Copy");
    assert!(person.outside.copied()[0].starts_with("ssh-rsa "));
    // It was made: the next one is for something else.
    person.click("New key");
    person.click("Ed25519");
    person.must_not_see("Not accepted");
}

#[test]
fn whoever_makes_the_key_for_something_else_is_not_warned_any_more() {
    let mut person = with_ed25519();
    person.type_into("Search", "azure devops");
    person.press(Key::Enter);
    assert_eq!(person.focused().as_deref(), Some("Generate an RSA key with 3072 bits"));
    person.click("New key");
    person.must_see("Not accepted by Azure DevOps: Ed25519 keys.");
    person.click("The key is not for Azure DevOps");
    person.must_not_see("Not accepted");
    person.click("Generate");
    person.must_see("Ed25519 key");
}

#[test]
fn putty_leads_to_the_right_file() {
    let mut person = with_ed25519();
    person.type_into("Search", "putty");
    person.press(Key::Enter);
    person.must_see("PuTTY takes the file of the private key, as PuTTY key, version 3.");
    assert!(!person.can_click("Copy"), "nothing is pasted there");
    let path = person.outside.path("work.ppk");
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(path.clone()));
    person.press(Key::Enter);
    person.must_see("Saved ~/work.ppk. Choose this file in PuTTY.");
    assert_eq!(format_of(&path), Format::Ppk3);
    let old = person.outside.path("old.ppk");
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(old.clone()));
    person.click("Save as PuTTY key, version 2…");
    person.must_see("Saved ~/old.ppk. Choose this file in PuTTY.");
    assert_eq!(format_of(&old), Format::Ppk2);
    person.press(Key::Escape);
    person.retype("Search", "filezilla");
    person.press(Key::Enter);
    person.must_not_see("Saved ~/old.ppk.");
}

#[test]
fn a_program_that_reads_the_file_as_it_is_is_told_where_it_is() {
    let mut person = with_ed25519();
    person.type_into("Search", "keepass");
    person.press(Key::Enter);
    person.must_see("The key is already saved in this format: ~/.ssh/id_ed25519");
}

#[test]
fn a_router_that_takes_the_public_key_as_a_file_gets_one() {
    let mut person = with_rsa();
    person.type_into("Search", "mikrotik");
    person.press(Key::Enter);
    person.type_into("Account name", "admin");
    let command = "/user/ssh-keys/import public-key-file=admin.pub user=admin";
    assert_eq!(person.value("Text to paste"), command);
    let path = person.outside.path("admin.pub");
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(path.clone()));
    person.click("Save as Public key, one line…");
    person.must_see("Saved ~/admin.pub.");
    assert_eq!(std::fs::read_to_string(path).expect("a file").trim_end(), line(&person));
}

/// That format has no Ed25519 keys.
#[test]
fn jenkins_gets_pem_only_where_there_is_pem() {
    let mut person = with_ed25519();
    person.type_into("Search", "jenkins");
    person.press(Key::Enter);
    assert!(
        person.can_click("Save as OpenSSH private key…") && !person.can_click("Save as Traditional PEM…")
    );
    let mut person = with_rsa();
    person.type_into("Search", "jenkins");
    person.press(Key::Enter);
    assert!(person.can_click("Save as Traditional PEM…"));
}

#[test]
fn a_public_key_alone_is_not_saved_for_putty() {
    let outside = Outside::new();
    let public = keys::made(NewKind::Ed25519, "ann@laptop").public().line();
    let mut person = Person::with(outside, Look::default());
    person.paste(&public);
    person.click("Use this key…");
    person.click("In an app or service");
    person.type_into("Search", "putty");
    person.press(Key::Enter);
    person.must_see("Only the public key is open here.");
    assert!(!person.can_click("Save as PuTTY key, version 3…"));
}

#[test]
fn cisco_gets_short_lines_once_the_user_is_known() {
    let mut person = with_rsa();
    person.type_into("Search", "cisco");
    person.press(Key::Enter);
    assert_eq!(person.focused().as_deref(), Some("Account name"));
    person.must_not_see("also needs the name");
    person.click("Copy");
    person.must_see("Cisco IOS, IOS XE also needs the name of the account there.");
    assert_eq!(person.outside.copied(), Vec::<String>::new());
    person.type_into("Account name", "a b");
    person.must_see("“a b” cannot be the name of an account.");
    person.retype("Account name", "admin");
    let text = person.value("Text to paste");
    assert!(text.starts_with("configure terminal\nip ssh pubkey-chain\nusername admin\nkey-string\nAAAA"));
    assert!(text.lines().count() > 10 && text.lines().all(|line| line.len() <= 72), "{text}");
    person.click("Copy");
    assert_eq!(person.outside.copied(), [text]);
    person.must_see("The device shows another prompt for each line.");
}

#[test]
fn a_long_comment_is_cut_where_it_is_shown_and_copied_whole() {
    let line = format!("{} {}", keys::made(NewKind::Ed25519, "").public().line(), "x".repeat(5000));
    let mut person = Person::at_the_window();
    person.paste(&line);
    person.click("Use this key…");
    person.click("In an app or service");
    person.click("GitHub");
    assert!(person.value("Text to paste").len() < 1500);
    person.must_see("more characters");
    person.click("Copy");
    assert_eq!(person.outside.copied(), [line]);
}

#[test]
fn apps_and_services_look_as_they_did() {
    let mut results = SnapshotResults::new();
    let tall = Look { size: [760.0, 700.0], ..WIDE };
    for (name, look) in [("light", tall), ("dark", Look { theme: Theme::Dark, ..tall }), ("narrow", NARROW)] {
        let mut person = with_key(look, "id_ed25519", ED25519);
        shot(&mut person, &format!("service_list_{name}"), &mut results);
        person.type_into("Search", "putty");
        person.press(Key::Enter);
        shot(&mut person, &format!("service_file_{name}"), &mut results);
        person.press(Key::Escape);
        person.retype("Search", "azure devops");
        person.press(Key::Enter);
        shot(&mut person, &format!("service_refused_{name}"), &mut results);
        let mut person = with_key(look, "id_rsa", RSA);
        person.type_into("Search", "cisco");
        person.press(Key::Enter);
        person.type_into("Account name", "admin");
        shot(&mut person, &format!("service_text_{name}"), &mut results);
    }
    let mut person = with_key(WIDE, "id_ed25519", ED25519);
    person.type_into("Search", "azure devops");
    person.press(Key::Enter);
    person.click("New key");
    shot(&mut person, "service_form", &mut results);
}
