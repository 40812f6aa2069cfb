//! “Fix a problem”: messages are pasted, and what they lead to settles them.

use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::{Event, Key, Modifiers, accesskit::Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use keywright::app::{KeyState, Page, ProblemAction, ProblemAnswer};
use keywright::format::PrivateFormat;
use keywright::key::NewKind;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

pub const FIELD: &str = "Paste the error message or the log";
pub const CHANGED: &str = "\
@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@\n\
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\n\
@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@\n\
IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!\n\
Offending ED25519 key in ~/.ssh/known_hosts:12\n\
Host key for srv.example.com has changed and you have requested strict checking.\n\
Host key verification failed.\n";

fn at_the_page() -> Person {
    at(Outside::new(), Look::default())
}

fn at(outside: Outside, look: Look) -> Person {
    let mut person = Person::with(outside, look);
    person.click("Fix a problem");
    person
}

/// A private key that others can read.
pub fn exposed(outside: &Outside) -> PathBuf {
    let key = keys::made(NewKind::Ed25519, "ann@desk");
    let path = keys::put(&outside.dot_ssh(""), "id_work", &keys::written(&key, PrivateFormat::OpenSsh, None));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("its mode");
    path
}

/// A known_hosts that has the earlier key in the line that ssh names.
pub fn known_hosts(outside: &Outside) {
    let line = format!("srv.example.com {}", include_str!("../vectors_window/ed25519.pub"));
    keys::put(&outside.dot_ssh(""), "known_hosts", format!("{}{line}", "#\n".repeat(11)).as_bytes());
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("the file").permissions().mode() & 0o777
}

fn too_open(path: &Path) -> String {
    format!("Permissions 0644 for '{}' are too open.", path.display())
}

fn private_key() -> String {
    let key = keys::made(NewKind::Ed25519, "ann@desk");
    String::from_utf8(keys::written(&key, PrivateFormat::OpenSsh, None)).expect("text")
}

/// What `ssh -vvv` prints on a bad day, so long that it does not fit into a field.
fn long_log() -> String {
    let mut log = String::new();
    for number in 0..3000 {
        log.push_str(&format!("debug3: send packet: type {number}\n"));
    }
    log.push_str("debug1: Authenticating to srv.example.com:2222 as 'ann'\n");
    log.push_str("debug1: Offering public key: /home/ann/.ssh/id_rsa RSA SHA256:abc\n");
    log.push_str("ann@srv.example.com: Permission denied (publickey).\n");
    log
}

#[test]
fn a_key_that_others_can_read_is_found_and_made_private() {
    let outside = Outside::new();
    let path = exposed(&outside);
    let mut person = at(outside, Look::default());
    assert_eq!(person.focused().as_deref(), Some(FIELD), "a paste goes there at once");
    person.paste(&too_open(&path));
    person.must_see("because other users of this computer can read it");
    person.must_see("Line 1, from OpenSSH: Permissions 0644");
    person.must_see("This is it.");
    person.click("Make private");
    person.must_see("from 0644 to 0600");
    person.click("Cancel");
    assert_eq!(mode(&path), 0o644, "it is shown before it is done");
    person.click("Make private");
    person.click("Apply");
    assert_eq!(mode(&path), 0o600);
    person.must_see("Only you can read and change");
    person.must_see("Not this.");
    person.must_not_see("This is it.");
    assert!(!person.can_click("Make private"), "nothing is left to be done");
    person.click("Undo");
    assert_eq!(mode(&path), 0o644);
    person.must_see("This is it.");
    // Another message takes the place of this one, and what was done to a file stays told.
    person.click("Make private");
    person.click("Apply");
    person.click("Clear");
    person.click("Undo");
    assert_eq!(mode(&path), 0o644);
    person.must_see("Undone.");
    person.click("Close message");
    person.must_not_see("Undone.");
}

#[test]
fn of_many_causes_the_likeliest_are_shown_and_the_others_are_folded() {
    let mut person = at_the_page();
    person.paste("ann@srv.example.com: Permission denied (publickey).");
    let cards = |person: &Person| {
        let nodes = person.window.root().children_recursive();
        nodes.filter(|node| node.accesskit_node().role() == Role::Group).count()
    };
    let all = match &person.model().problem.answer {
        Some(ProblemAnswer::Explained(_, causes)) => causes.len(),
        other => panic!("{other:?}"),
    };
    assert!(all > 5, "{all}");
    assert_eq!(cards(&person), 3);
    let others = format!("Other causes ({})", all - 3);
    person.tabs_to(&others);
    person.press(Key::Enter);
    assert_eq!(cards(&person), all);
    assert_eq!(person.focused().as_deref(), Some("Hide other causes"));
    // They stay while it is looked at again, and another text begins anew.
    person.asks(ProblemAction::Look);
    assert_eq!(cards(&person), all);
    person.press(Key::Enter);
    assert_eq!(cards(&person), 3);
    person.click(&others);
    person.click("Clear");
    person.paste("ann@srv.example.com: Permission denied (publickey).");
    assert_eq!(cards(&person), 3);
}

#[test]
fn what_was_put_right_elsewhere_is_seen_when_it_is_checked_again() {
    let outside = Outside::new();
    let path = exposed(&outside);
    let mut person = at(outside, Look::default());
    person.paste(&too_open(&path));
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("its mode");
    person.click("Check again");
    person.must_see("Not this.");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).expect("its mode");
    person.click("Convert keys");
    person.click("Fix a problem");
    person.must_see("This is it.");
}

#[test]
fn a_changed_host_key_leads_to_the_known_servers() {
    let outside = Outside::new();
    known_hosts(&outside);
    let mut person = at(outside, Look::default());
    person.paste(CHANGED);
    person.must_see("First ask the administrator for the fingerprint of the new key");
    person.must_see("If it matches, remove the old keys of the server.");
    person.click("Show srv.example.com in known servers");
    assert_eq!(person.model().shell.page, Page::Servers);
    assert_eq!(person.model().servers.sought, "srv.example.com");
    assert_eq!(person.model().servers.shown_count(), 1);
}

#[test]
fn a_list_that_a_message_names_is_the_one_that_is_shown() {
    let outside = Outside::new();
    let folder = outside.dot_ssh("");
    let public = include_str!("../vectors_window/ed25519.pub");
    let lines = format!("other.example.com {public}srv.example.com {public}");
    let hosts = keys::put(&folder, "known_hosts_work", lines.as_bytes());
    let list = keys::put(&folder, "authorized_keys2", public.as_bytes());
    let mut person = at(outside, Look::default());
    person.paste(&CHANGED.replace("~/.ssh/known_hosts:12", "~/.ssh/known_hosts_work:2"));
    person.click("Show srv.example.com in known servers");
    assert_eq!(person.model().servers.text.path.as_ref(), Some(&hosts));
    let servers = &person.model().servers;
    let shown = servers.shown_row(0).map(|row| row.number);
    assert_eq!(
        (servers.shown_count(), shown),
        (1, Some(2)),
        "of the two servers, the one that the message names"
    );
    person.click("Fix a problem");
    person.click("Clear");
    person.paste(&format!("{}: line 1: Bad configuration option: x", list.display()));
    person.click("Show authorized keys");
    assert_eq!(person.model().authorized.text.path.as_ref(), Some(&list));
}

#[test]
fn where_nothing_can_be_done_here_nothing_is_to_be_clicked() {
    let mut person = at_the_page();
    person.paste("ssh: Could not resolve hostname srv.example.com: Name or service not known");
    person.must_see("srv.example.com");
    assert!(!person.can_click("Explain another message"));
    person.must_not_see("Explain another message");
}

#[test]
fn what_is_not_known_is_not_guessed() {
    let mut person = at_the_page();
    person.paste("the cat of ann@srv.example.com sat on the mat");
    person.must_see("This message is not known");
    person.must_see("Look for the first line that says what failed");
    person.click("Copy ssh -v HOST");
    person.must_see("Copied the command");
    person.click("Copy masked text");
    assert_eq!(person.outside.copied(), ["ssh -v HOST", "the cat of USER1@HOST1 sat on the mat"]);
}

#[test]
fn while_somebody_types_nothing_is_said_of_what_is_not_known_so_far() {
    let mut person = at_the_page();
    for letter in ["N", "o", " ", "r"] {
        person.type_into(FIELD, letter);
    }
    person.must_not_see("This message is not known");
    person.click("Explain");
    person.must_see("This message is not known");
    for letter in ["o", "u", "t", "e"] {
        person.type_into(FIELD, letter);
    }
    person.must_not_see("This message is not known");
    for letter in " to host".chars() {
        person.type_into(FIELD, &letter.to_string());
    }
    person.must_see("The server cannot be reached");
    person.click("Clear");
    person.must_not_see("The server cannot be reached");
    assert_eq!((person.value(FIELD).as_str(), person.focused().as_deref()), ("", Some(FIELD)));
}

#[test]
fn a_whole_log_is_read_and_not_put_into_the_field() {
    let mut person = at_the_page();
    person.paste(&long_log());
    person.must_see("Pasted text, 3003 lines");
    person.must_see(
        "Line 3003, from OpenSSH, AWS, Ansible, Git: ann@srv.example.com: Permission denied (publickey).",
    );
    person.must_see("Install the public key on srv.example.com:");
    person.click("Copy ssh-copy-id -i /home/ann/.ssh/id_rsa.pub -p 2222 ann@srv.example.com");
    assert_eq!(
        person.outside.copied(),
        ["ssh-copy-id -i /home/ann/.ssh/id_rsa.pub -p 2222 ann@srv.example.com"]
    );
    person.click("Mask names and addresses");
    person.must_see("Only the beginning is shown. All of it is copied.");
    person.click("Copy masked text");
    let copied = person.outside.copied();
    let masked = copied.last().expect("the masked text");
    assert!(masked.ends_with("USER1@HOST1: Permission denied (publickey).\n"), "{masked}");
    assert_eq!(masked.lines().count(), 3003);
    person.click("Clear");
    assert_eq!(person.value(FIELD), "");
}

#[test]
fn names_are_masked_to_be_shown_to_others() {
    let mut person = at_the_page();
    person.paste("ann@srv.example.com: Permission denied (publickey).");
    person.click("Mask names and addresses");
    let label = "The text without the names and addresses that were found. Check it before you share it:";
    assert_eq!(person.value(label), "USER1@HOST1: Permission denied (publickey).");
    person.click("Copy masked text");
    person.must_see("Copied the masked text");
    assert_eq!(person.outside.copied(), ["USER1@HOST1: Permission denied (publickey)."]);
    person.press(Key::Escape);
    person.must_not_see(label);
    person.click("Mask names and addresses");
    person.must_see(label);
    person.type_into(FIELD, "x");
    person.must_not_see(label);
}

/// By every way in which a text gets there.
#[test]
fn a_private_key_never_is_in_the_field() {
    let key = private_key();
    let ways: [fn(&mut Person, &str); 4] = [
        |person, key| person.paste(key),
        |person, key| person.middle_click(FIELD, key),
        |person, key| {
            person.window.input_mut().events.push(Event::Text(key.to_owned()));
            person.look();
        },
        |person, key| {
            // Piece by piece.
            for line in key.lines() {
                person.window.input_mut().events.push(Event::Text(format!("{line}\n")));
                person.look();
            }
        },
    ];
    for (number, way) in ways.into_iter().enumerate() {
        let mut person = at_the_page();
        way(&mut person, &key);
        person.must_see("This is a private key, not an error message");
        let base64 = key.lines().nth(1).expect("a line of it");
        assert!(!person.everything().contains(base64), "{number}");
        if number < 3 {
            person.click("Open the key");
            person.must_see("Ed25519 key");
            assert!(matches!(person.model().key.state, KeyState::Open(_)), "{number}");
            person.click("Fix a problem");
        } else {
            person.click("Clear");
        }
        assert_eq!(person.value(FIELD), "", "{number}");
        person.focus(FIELD);
        person.keys(Modifiers::COMMAND, Key::Z);
        assert_eq!(person.value(FIELD), "", "{number}: undo brings nothing back");
        let debug = format!("{:?}", person.model().problem);
        assert!(!debug.contains("PRIVATE KEY"), "{debug}");
    }
}

#[test]
fn a_log_with_a_private_key_in_it_is_explained_and_shown_nowhere() {
    let mut person = at_the_page();
    person.paste(&format!("+ cat key\n{}ssh: connect to host h port 22: No route to host\n", private_key()));
    person.must_see("It contains a private key, so it is not shown here.");
    person.must_see("The server cannot be reached");
    person.click("Mask names and addresses");
    person.click("Copy masked text");
    let copied = person.outside.copied().concat();
    assert!(copied.contains("No route to host") && !copied.contains("b3BlbnNzaC1rZXk"), "{copied}");
}

#[test]
fn a_public_key_and_a_path_are_called_what_they_are() {
    let mut person = at_the_page();
    let key = keys::made(NewKind::Ed25519, "ann@desk");
    person.paste(&key.public().line());
    person.must_see("This is a public key, not an error message");
    person.click("Open the key");
    person.must_see("Public key only");
    let path = exposed(&person.outside);
    person.click("Fix a problem");
    person.paste(&path.display().to_string());
    person.must_see("This is the path of a file, not an error message");
    person.click("Open id_work");
    assert_eq!(person.model().shell.page, Page::Key);
    person.must_see("Make private");
}

#[test]
fn a_fingerprint_leads_to_its_key() {
    let outside = Outside::new();
    let key = keys::made(NewKind::Ed25519, "ann@desk");
    keys::put(&outside.dot_ssh(""), "id_work", &keys::written(&key, PrivateFormat::OpenSsh, None));
    let mut person = at(outside, Look::default());
    for fingerprint in [key.public().fingerprint().sha256(), key.public().fingerprint().md5()] {
        person.paste(&fingerprint);
        person.must_see("This is the fingerprint of a key, not an error message");
        person.click("Find the key");
        assert_eq!(person.model().shell.page, Page::MyKeys);
        assert_eq!(person.value("Which key is this?"), fingerprint);
        person.must_see("id_work");
        person.click("Fix a problem");
        person.click("Clear");
    }
}

#[test]
fn a_log_that_is_dropped_is_read_and_a_key_is_opened() {
    let mut person = at_the_page();
    let home = person.outside.home.path().to_owned();
    let log = keys::put(&home, "build.log", long_log().as_bytes());
    person.drop_files(&[log]);
    person.must_see("build.log, 3003 lines");
    person.must_see("Permission denied (publickey).");
    // As PowerShell writes it; short enough for the field.
    let short = "ssh: connect to host 192.0.2.7 port 22: No route to host";
    let utf16: Vec<u8> = format!("\u{feff}{short}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let short_log = keys::put(&home, "short.txt", &utf16);
    person.drop_files(&[short_log]);
    assert_eq!(person.value(FIELD), short);
    let key = exposed(&person.outside);
    person.drop_files(&[key]);
    assert_eq!(person.model().shell.page, Page::Key);
    person.must_see("Ed25519 key");
    person.click("Fix a problem");
    assert_eq!(person.value(FIELD), short, "what was there stays");
    person.drop_files(&[home.join("gone.log")]);
    person.must_see("gone.log");
    let large = keys::put(&home, "large.log", &vec![b'x'; (8 << 20) + 1]);
    person.drop_files(&[large]);
    person.must_see("more than 8 MiB");
}

#[test]
fn everything_is_done_with_the_keyboard() {
    let outside = Outside::new();
    let path = exposed(&outside);
    let mut person = at(outside, Look::default());
    person.paste(&too_open(&path));
    let mut passed = Vec::new();
    while person.focused().as_deref() != Some("Make private") {
        person.press(Key::Tab);
        passed.extend(person.focused());
        assert!(passed.len() < 20, "{passed:?}");
    }
    for name in ["Mask names and addresses", "Clear", "Check again"] {
        assert!(passed.iter().any(|passed| passed == name), "{name} is not in {passed:?}");
    }
    person.press(Key::Enter);
    assert_eq!(person.focused().as_deref(), Some("Apply"));
    person.press(Key::Enter);
    assert_eq!(mode(&path), 0o600);
    person.must_see("Not this.");
    assert_eq!(person.focused().as_deref(), Some("Check again"), "the keyboard stays near");
    person.outside.worker.hold();
    person.asks(ProblemAction::Explain);
    person.must_see("Explaining the text…");
    person.press(Key::Escape);
    person.must_not_see("Explaining the text…");
}

#[test]
fn screen_readers_hear_each_cause_as_a_group_with_its_heading() {
    let mut person = at_the_page();
    person.paste("ssh: connect to host 192.0.2.7 port 22: No route to host");
    let of = |role| {
        let nodes = person.window.root().children_recursive();
        let labels = nodes.filter(|node| node.accesskit_node().role() == role);
        labels.map(|node| node.accesskit_node().label().unwrap_or_default()).collect::<Vec<_>>()
    };
    let (groups, headings) = (of(Role::Group), of(Role::Heading));
    assert!(groups.len() > 2, "{groups:?}");
    assert!(headings.first().is_some_and(|first| first.starts_with("The server cannot be reached")));
    assert_eq!(groups, headings[1..], "{headings:?}");
    let fields = person.window.query_all_by_label(FIELD);
    assert!(fields.into_iter().any(|node| node.accesskit_node().role() == Role::MultilineTextInput));
}
