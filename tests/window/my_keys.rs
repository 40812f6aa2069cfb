//! “My keys”: the keys of this computer, what is wrong with them, and what puts that right.

use crate::pictures::{NARROW, WIDE, shot};
use crate::small::fits;
use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers, Theme};
use egui_kittest::SnapshotResults;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use keywright::app::{KeyAction, MyKeysAction};
use keywright::format::{self, KeyFile, PrivateFormat, ec2_private_hash, ec2_public_hash};
use keywright::key::{Curve, NewKind};
use keywright::system::DialogAnswer;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

fn at(size: [f32; 2]) -> Person {
    Person::with(Outside::new(), Look { size, theme: Theme::Light, scale: 1.0 })
}

/// What a screen reader calls selected among the tabs of the three lists.
fn selected(person: &Person) -> Vec<&'static str> {
    let tabs = ["Keys", "authorized_keys", "Known servers"];
    let is_selected = |name: &&str| person.button(name).accesskit_node().is_selected() == Some(true);
    tabs.into_iter().filter(is_selected).collect()
}

#[test]
fn the_three_lists_are_tabs_of_one_page() {
    let mut person = Person::at_the_window();
    person.must_not_see("Known servers");
    person.click("My keys");
    assert_eq!(selected(&person), ["Keys"]);
    for list in ["authorized_keys", "Known servers", "Keys"] {
        person.click(list);
        assert_eq!(selected(&person), [list]);
        let entry = person.button("My keys").accesskit_node().is_selected();
        assert_eq!(entry, Some(true), "the navigation stays at My keys");
    }
    let parent = person.button("Keys").accesskit_node().parent().map(|parent| parent.role());
    assert_eq!(parent, Some(Role::TabList));
}

#[test]
fn the_navigation_is_whole_in_narrow_windows() {
    for width in [316.0, 480.0, 560.0, 619.0, 620.0] {
        let size = [width, 340.0];
        let mut person = at(size);
        person.asks(KeyAction::Generate);
        for page in ["My keys", "authorized_keys", "Known servers"] {
            person.click(page);
            fits(&person, size, page);
            person.must_see("Back to the key");
            let entries =
                ["New key", "Open…", "Convert keys", "My keys", "Fix a problem", "Back to the key", "Theme"];
            for pair in entries.windows(2) {
                let [one, other] = [0, 1].map(|at| person.button(pair[at]).rect());
                assert!(!one.shrink(1.0).intersects(other), "{width}: {pair:?} overlap: {one:?}, {other:?}");
            }
        }
    }
}

const KEY: &str = include_str!("../vectors_window/ed25519");
const PUBLIC: &str = include_str!("../vectors_window/ed25519.pub");
const LOCKED: &[u8] = include_bytes!("../vectors_window/rsa4096_locked");
const PPK: &[u8] = include_bytes!("../vectors_window/cp1252.ppk");

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("a mode");
}

/// A folder as it may be, and what is wrong there: ssh refuses one key, cannot read two, and others may change what
/// it is told.
fn sick() -> Outside {
    let outside = Outside::new();
    let folder = outside.dot_ssh("");
    keys::put(&folder, "id_rsa", LOCKED);
    let open = keys::put(&folder, "id_ed25519", KEY.as_bytes());
    keys::put(&folder, "id_ed25519.pub", PUBLIC.as_bytes());
    keys::put(&folder, "from-windows.pem", KEY.replace('\n', "\r\n").as_bytes());
    keys::put(&folder, "build.ppk", PPK);
    keys::put(&outside.path("keys"), "deploy", KEY.as_bytes());
    keys::put(&outside.path("keys"), "deploy.pub", PUBLIC.as_bytes());
    let config = keys::put(
        &folder,
        "config",
        b"Host web db\n  IdentityFile ~/.ssh/id_ed25519\nHost build\n  IdentityFile ~/keys/deploy\n",
    );
    let authorized = format!("{PUBLIC}{PUBLIC}");
    keys::put(&folder, "authorized_keys", authorized.as_bytes());
    mode(&folder, 0o700);
    mode(&open, 0o644);
    mode(&config, 0o666);
    outside
}

#[test]
fn my_keys_look_as_they_did() {
    let mut results = SnapshotResults::new();
    let tall = Look { size: [760.0, 900.0], ..WIDE };
    for (name, look) in [
        ("light", tall),
        ("dark", Look { theme: Theme::Dark, ..tall }),
        ("2x", Look { scale: 2.0, ..WIDE }),
        ("narrow", Look { size: [480.0, 1100.0], ..NARROW }),
    ] {
        let mut person = Person::with(sick(), look);
        person.click("My keys");
        shot(&mut person, &format!("my_keys_{name}"), &mut results);
    }
    let mut person = Person::with(sick(), tall);
    person.click("My keys");
    // The names of backups have today's date in them.
    person.click("Make private: ~/.ssh/id_ed25519");
    shot(&mut person, "my_keys_fix", &mut results);
    person.click("Cancel");
    person.click("Fix all that is safe");
    person.click("Apply");
    shot(&mut person, "my_keys_fixed", &mut results);
}

/// Whoever has opened “My keys”.
fn looking_at(outside: Outside) -> Person {
    let mut person = Person::with(outside, Look { size: [760.0, 900.0], ..Look::default() });
    person.click("My keys");
    person
}

fn mode_of(path: &Path) -> u32 {
    fs::metadata(path).expect("a file").permissions().mode() & 0o777
}

/// The names of the keys that are listed, from top to bottom.
fn listed(person: &Person) -> Vec<String> {
    let nodes = person.window.root().children_recursive();
    let rows = nodes.filter(|node| node.accesskit_node().role() == Role::ListItem);
    rows.filter_map(|row| Some(row.accesskit_node().label()?.split(':').next()?.to_owned())).collect()
}

fn filters(person: &mut Person, text: &str) -> Vec<String> {
    if !person.value("Which key is this?").is_empty() {
        person.click("Show all");
    }
    person.type_into("Which key is this?", text);
    listed(person)
}

#[test]
fn nothing_is_looked_at_before_the_page_is_opened() {
    let mut person = Person::with(sick(), Look::default());
    let waiting = |person: &Person| -> Vec<&'static str> {
        let held = person.outside.worker.held.lock().expect("worker");
        held.iter().flatten().map(|(name, _)| *name).collect()
    };
    assert_eq!(person.button("My keys").accesskit_node().label().as_deref(), Some("My keys"), "no count yet");
    person.outside.worker.hold();
    person.click("Convert keys");
    assert_eq!(waiting(&person), [""; 0]);
    person.click("My keys");
    assert_eq!(waiting(&person), ["look at ~/.ssh", "ask agents"]);
    person.must_see("Checking ~/.ssh…");
    person.outside.worker.release();
    person.look();
    person.must_see("5 keys");
    person.must_see("My keys, 3 problems");
}

#[test]
fn every_key_says_what_it_is_and_who_uses_it() {
    let person = looking_at(sick());
    // Those of which something is to be done come first.
    let expected = ["from-windows.pem", "id_ed25519", "build.ppk", "id_rsa", "deploy"];
    assert_eq!(listed(&person), expected);
    person.must_see("id_ed25519: Ed25519 · no passphrase · public key file · for web, db · changed today");
    person.must_see("id_rsa: RSA 4096 · locked · changed today");
    person.must_see("deploy: Ed25519 · no passphrase · public key file · for build · changed today");
    person.must_see("~/keys · ann@desk");
    for button in ["Copy public key of id_ed25519", "Open id_ed25519", "Show id_ed25519 in its folder"] {
        assert!(person.can_click(button), "{button}");
    }
}

#[test]
fn keys_that_an_agent_holds_say_so() {
    let outside = sick();
    let Ok(KeyFile::Public(_, key)) = format::read(PUBLIC.as_bytes()) else { panic!("a public key") };
    let mut person = looking_at(outside.clone());
    person.must_not_see("in the agent");
    outside.agents.hold(vec![key.blob().to_vec(), b"no key".to_vec()]);
    person.click("Check again");
    person.must_see(
        "id_ed25519: Ed25519 · no passphrase · in the agent · public key file · for web, db · changed today",
    );
    person.must_see(
        "deploy: Ed25519 · no passphrase · in the agent · public key file · for build · changed today",
    );
    person.must_see("id_rsa: RSA 4096 · locked · changed today");
}

/// The agent of a password manager listens at a socket of its own, which ssh's configuration names.
#[test]
fn keys_in_the_agent_that_config_names_say_so() {
    let outside = sick();
    let Ok(KeyFile::Public(_, key)) = format::read(PUBLIC.as_bytes()) else { panic!("a public key") };
    outside.agents.hold(vec![key.blob().to_vec()]);
    outside.agents.change(|agent| agent.named = Some("/run/manager.sock".to_owned()));
    let config = outside.dot_ssh("config");
    let before = fs::read_to_string(&config).expect("config");
    let mut person = looking_at(outside);
    person.must_not_see("in the agent");
    for (written, is_seen) in [("/run/manager.sock", true), ("none", false), ("/run/other.sock", false)] {
        let text = format!("{before}\nHost vault\n    IdentityAgent {written}\n");
        keys::put(config.parent().expect("a folder"), "config", text.as_bytes());
        person.click("Check again");
        assert_eq!(person.sees("no passphrase · in the agent"), is_seen, "{written}");
    }
}

#[test]
fn what_can_be_done_with_a_key_is_done() {
    let mut person = looking_at(sick());
    assert_eq!(filters(&mut person, "deploy"), ["deploy"]);
    person.click("Copy public key of deploy");
    person.must_see("Copied the public key");
    assert_eq!(person.outside.copied(), [PUBLIC.trim_end()]);
    person.click("Show deploy in its folder");
    assert_eq!(*person.outside.shell.shown.lock().expect("shell"), [person.outside.path("keys/deploy")]);
    person.click("Show all");
    person.click("Open id_rsa");
    person.must_see("id_rsa is locked with a passphrase.");
}

#[test]
fn the_filter_compares_name_comment_type_and_host() {
    let mut person = looking_at(sick());
    for (text, expected) in [
        ("windows.pem", vec!["from-windows.pem"]),
        ("old windows", vec!["build.ppk"]),
        ("RSA 4096", vec!["id_rsa"]),
        ("db", vec!["id_ed25519"]),
        ("ann@desk build", vec!["deploy"]),
        ("nothing of that", vec![]),
    ] {
        assert_eq!(filters(&mut person, text), expected, "{text}");
    }
    person.must_see("No key matches.");
    person.must_see("0 of 5 keys");
    person.press(Key::Escape);
    assert_eq!(listed(&person).len(), 5, "Escape shows all again");
}

/// The folder is looked at again, and the agents are asked, while somebody types.
#[test]
fn a_list_that_arrives_takes_nothing_of_what_is_typed() {
    for arrives_after in 0..=4 {
        let mut person = looking_at(sick());
        assert_eq!(filters(&mut person, "windows.pem"), ["from-windows.pem"]);
        person.outside.worker.hold();
        person.click("Check again");
        person.click("Show all");
        person.focus("Which key is this?");
        for (number, text) in ["old", " ", "win", "dows"].into_iter().enumerate() {
            if number == arrives_after {
                person.outside.worker.release();
            }
            person.field("Which key is this?").type_text(text);
            person.look();
        }
        person.outside.worker.release();
        person.look();
        assert_eq!(person.value("Which key is this?"), "old windows", "{arrives_after}");
        assert_eq!(person.focused().as_deref(), Some("Which key is this?"), "{arrives_after}");
        assert_eq!(listed(&person), ["build.ppk"], "{arrives_after}");
    }
}

/// Letters that come in the frame in which the field gets the keyboard, or right behind the click that emptied it.
#[test]
fn what_is_typed_right_after_show_all_is_not_lost() {
    for waits in [false, true] {
        let mut person = looking_at(sick());
        assert_eq!(filters(&mut person, "windows.pem"), ["from-windows.pem"]);
        person.button("Show all").click();
        if waits {
            person.look();
        }
        person.field("Which key is this?").focus();
        person.field("Which key is this?").type_text("db");
        person.look();
        assert_eq!(person.value("Which key is this?"), "db");
        assert_eq!(listed(&person), ["id_ed25519"]);
    }
}

#[test]
fn a_fingerprint_in_any_form_finds_its_key() {
    let outside = sick();
    let Ok(KeyFile::Public(_, key)) = format::read(PUBLIC.as_bytes()) else { panic!("no public key") };
    let other = keys::made(NewKind::Ed25519, "other");
    keys::put(&outside.dot_ssh(""), "other", &keys::written(&other, PrivateFormat::OpenSsh, None));
    let mut person = looking_at(outside);
    let (sha256, md5) = (key.fingerprint().sha256(), key.fingerprint().md5());
    let log = "sshd[812]: Accepted publickey for ann from 192.0.2.7 port 50222 ssh2: ED25519";
    for text in [
        sha256.clone(),
        sha256.trim_start_matches("SHA256:").to_owned(),
        format!("{sha256}="),
        md5.clone(),
        md5.trim_start_matches("MD5:").to_owned(),
        format!("ssh-ed25519 255 {sha256}"),
        format!("{log} {sha256}"),
    ] {
        let found = filters(&mut person, &text);
        assert_eq!(found, ["from-windows.pem", "id_ed25519", "deploy"], "{text}");
        person.must_see("Also in ~/.ssh/authorized_keys, line 1");
        person.must_see("Also in ~/.ssh/id_ed25519.pub");
    }
    // A public key that is pasted there is searched for, and not opened.
    person.click("Show all");
    person.focus("Which key is this?");
    person.paste(&other.public().line());
    assert_eq!(listed(&person), ["other"]);
    person.click("Show all");
    person.focus("Which key is this?");
    person.paste(&keys::made(NewKind::Ed25519, "nowhere").public().line());
    person.must_see("This key is not in ~/.ssh.");
    // That of a private key belongs into no field.
    person.paste(KEY);
    assert_eq!(person.value("Public key"), PUBLIC.trim_end());
}

#[test]
fn a_key_is_found_by_what_aws_shows() {
    let outside = Outside::new();
    let file = include_bytes!("../vectors/pem/rsa.p8");
    keys::put(&outside.dot_ssh(""), "aws.pem", file);
    keys::put(&outside.dot_ssh(""), "id_rsa", LOCKED);
    let Ok(KeyFile::Private(_, key)) = format::read(file) else { panic!("no key") };
    let pairs = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(":");
    let made = pairs(&ec2_private_hash(&key).expect("of RSA"));
    let imported = pairs(&ec2_public_hash(key.public()).expect("of RSA"));
    let mut person = looking_at(outside);
    for text in [&made, &imported] {
        assert_eq!(filters(&mut person, text), ["aws.pem"], "{text}");
    }
    assert!(filters(&mut person, &vec!["ab"; 20].join(":")).is_empty());
    person.must_see("Unlock a key to compare it.");
}

#[test]
fn a_fix_is_shown_then_done_and_can_be_undone() {
    let mut person = looking_at(sick());
    let key = person.outside.dot_ssh("id_ed25519");
    person.must_see("Problem: Other users of this computer can read this private key");
    person.must_see("Hint: This private key has no passphrase.");
    person.click("Make private: ~/.ssh/id_ed25519");
    person.must_see("Make this change?");
    person.must_see("The permissions of ~/.ssh/id_ed25519 change from 0644 to 0600");
    assert_eq!(mode_of(&key), 0o644, "nothing is changed by showing it");
    person.press(Key::Escape);
    person.must_not_see("Make this change?");
    assert_eq!(mode_of(&key), 0o644);
    person.click("Make private: ~/.ssh/id_ed25519");
    person.click("Apply");
    assert_eq!(mode_of(&key), 0o600);
    person.must_see("Only you can read and change ~/.ssh/id_ed25519 now.");
    person.must_not_see("Other users of this computer can read this private key");
    person.must_see("My keys, 2 problems");
    person.click("Undo");
    assert_eq!(mode_of(&key), 0o644);
    person.must_see("Undone.");
    person.must_see("Other users of this computer can read this private key");
    person.click("Close message");
    person.must_not_see("Undone.");
}

#[test]
fn a_change_of_a_text_is_shown_line_by_line() {
    let mut person = looking_at(sick());
    let list = person.outside.dot_ssh("authorized_keys");
    person.click("Remove the line: ~/.ssh/authorized_keys, line 2");
    person.must_see("Line 2 of ~/.ssh/authorized_keys is removed.");
    person.must_see(&format!("Line 2 is removed: {}", PUBLIC.trim_end()));
    person.must_see("is kept as the backup ~/.ssh/authorized_keys.");
    person.click("Apply");
    assert_eq!(fs::read_to_string(&list).expect("a list"), PUBLIC);
    person.must_see("Line 2 of ~/.ssh/authorized_keys was removed.");
    person.click("Undo");
    assert_eq!(fs::read_to_string(&list).expect("a list"), format!("{PUBLIC}{PUBLIC}"));
}

#[test]
fn all_that_is_safe_is_fixed_at_once() {
    let mut person = looking_at(sick());
    person.must_see("3 problems can be fixed safely.");
    person.click("Fix all that is safe");
    person.must_see("~/.ssh/config change from 0666 to 0644");
    person.must_see("~/.ssh/id_ed25519 change from 0644 to 0600");
    person.click("Apply");
    let path = |name| person.outside.dot_ssh(name);
    assert_eq!((mode_of(&path("config")), mode_of(&path("id_ed25519"))), (0o644, 0o600));
    assert_eq!(fs::read_to_string(path("from-windows.pem")).expect("a key"), KEY);
    person.must_not_see("can be fixed safely");
    assert_eq!(person.model().my_keys.wrong(), 0);
    assert_eq!(person.button("My keys").accesskit_node().label().as_deref(), Some("My keys"), "no count");
    person.click("Undo");
    let path = |name| person.outside.dot_ssh(name);
    assert_eq!((mode_of(&path("config")), mode_of(&path("id_ed25519"))), (0o666, 0o644));
    assert!(fs::read_to_string(path("from-windows.pem")).expect("a key").contains("\r\n"));
    person.must_see("3 problems can be fixed safely.");
}

#[test]
fn what_only_a_person_can_fix_leads_there() {
    let mut person = Person::with(sick(), Look { size: [760.0, 1100.0], ..WIDE });
    person.click("My keys");
    person.click("Set a passphrase…: ~/.ssh/id_ed25519");
    person.must_see("Set a passphrase…");
    assert_eq!(person.value("Public key"), PUBLIC.trim_end());
    person.click("My keys, 3 problems");
    person.click("Open and convert…: ~/.ssh/build.ppk");
    person.must_see("build.ppk is locked with a passphrase.");
}

#[test]
fn turning_off_the_last_key_says_that_nobody_could_log_in_then() {
    let outside = sick();
    let weak = keys::made(NewKind::Ecdsa(Curve::P521), "ann@desk").public().line();
    let list = keys::put(&outside.dot_ssh(""), "authorized_keys", format!("{weak}\n").as_bytes());
    let turn_off = "Turn off the line: ~/.ssh/authorized_keys, line 1";
    let mut person = looking_at(outside);
    person.click(turn_off);
    person.must_see("ann@desk");
    person.must_see("no key in this file can log in");
    assert_eq!(person.focused().as_deref(), Some("Cancel"), "who goes on without reading changes nothing");
    person.press(Key::Enter);
    assert_eq!(fs::read_to_string(&list).expect("a list"), format!("{weak}\n"));
    // With another key that may log in, nothing is asked.
    let both = format!("{weak}\n{PUBLIC}");
    keys::put(&person.outside.dot_ssh(""), "authorized_keys", both.as_bytes());
    person.click("Check again");
    person.click(turn_off);
    person.must_not_see("no key in this file can log in");
    assert_eq!(person.focused().as_deref(), Some("Apply"));
    person.click("Apply");
    assert_eq!(fs::read_to_string(&list).expect("a list"), format!("#{weak}\n{PUBLIC}"));
}

#[test]
fn turning_off_the_last_of_your_own_keys_says_that_you_could_not_log_in_then() {
    let outside = sick();
    let folder = outside.dot_ssh("");
    let [mine, colleagues] = [NewKind::Ecdsa(Curve::P521), NewKind::Ed25519];
    let mine = keys::made(mine, "ann@desk");
    keys::put(&folder, "id_work", &keys::written(&mine, PrivateFormat::OpenSsh, None));
    let colleagues = keys::made(colleagues, "bob@desk").public().line();
    let mine = mine.public().line();
    let list = keys::put(&folder, "authorized_keys", format!("{mine}\n{colleagues}\n").as_bytes());
    let turn_off = "Turn off the line: ~/.ssh/authorized_keys, line 1";
    let mut person = looking_at(outside);
    person.click(turn_off);
    person.must_see("None of your own keys on this computer will be able to log in after this.");
    person.must_see("The last one is ann@desk.");
    assert_eq!(person.focused().as_deref(), Some("Cancel"));
    person.press(Key::Enter);
    // With another key of one's own, nothing is asked.
    keys::put(&folder, "authorized_keys", format!("{mine}\n{colleagues}\n{PUBLIC}").as_bytes());
    person.click("Check again");
    person.click(turn_off);
    person.must_not_see("None of your own keys");
    person.click("Apply");
    assert_eq!(fs::read_to_string(&list).expect("a list"), format!("#{mine}\n{colleagues}\n{PUBLIC}"));
}

#[test]
fn a_long_change_is_read_to_its_end_and_enter_carries_out_nothing_unseen() {
    let rsa = include_str!("../vectors_window/rsa4096_locked.pub").trim_end();
    let outside = sick();
    let text = format!("{rsa}\n{rsa}\n");
    let list = keys::put(&outside.dot_ssh(""), "authorized_keys", text.as_bytes());
    let remove = "Remove the line: ~/.ssh/authorized_keys, line 2";
    let mut person = Person::with(outside, Look { size: [480.0, 380.0], ..Look::default() });
    person.click("My keys");
    person.asks(fix_of(&person, &list));
    person.must_see(&format!("Line 2 is removed: {rsa}"));
    assert_eq!(person.focused().as_deref(), Some("Cancel"), "not all of it is in sight");
    person.press(Key::Enter);
    assert_eq!(fs::read_to_string(&list).expect("a list"), text);
    person.asks(fix_of(&person, &list));
    let top = |person: &Person| person.window.get_by_label_contains("Line 2 is removed").rect().top();
    let area = |person: &Person| person.window.get_by_label("What changes").rect();
    let (first, seen) = (top(&person), area(&person));
    for key in [Key::ArrowDown, Key::PageDown, Key::End] {
        person.press(Key::Home);
        person.window.run_steps(10);
        assert!((top(&person) - first).abs() < 1.0, "at the top again");
        person.press(key);
        person.window.run_steps(10);
        assert!(top(&person) < first - 1.0, "{key:?} scrolls");
    }
    let end = person.window.get_by_label_contains("is kept as the backup").rect().bottom();
    assert!(end <= seen.bottom() + 1.0, "{end} {seen:?}");
    // The keyboard can be in it; the arrow keys stay there.
    person.tabs_to("What changes");
    person.press(Key::ArrowDown);
    assert_eq!(person.focused().as_deref(), Some("What changes"));
    person.tabs_to("Apply");
    person.press(Key::Enter);
    assert_eq!(fs::read_to_string(&list).expect("a list"), format!("{rsa}\n"));
    // Where all of it is in sight, it can be done at once.
    let mut person = looking_at(sick());
    person.click(remove);
    assert_eq!(person.focused().as_deref(), Some("Apply"));
}

/// What the button does that puts this file right.
fn fix_of(person: &Person, path: &Path) -> MyKeysAction {
    let survey = person.model().my_keys.survey().expect("what was found");
    let finding = survey.findings.iter().find(|finding| finding.path == path && finding.fix.is_some());
    MyKeysAction::Fix(Box::new(finding.expect("a finding").clone()))
}

#[test]
fn undoing_what_let_the_last_of_your_own_keys_in_is_asked() {
    let outside = sick();
    let folder = outside.dot_ssh("");
    let [mine, colleagues] = ["ann@desk", "bob@desk"].map(|name| keys::made(NewKind::Ed25519, name));
    keys::put(&folder, "id_work", &keys::written(&mine, PrivateFormat::OpenSsh, None));
    let (mine, colleagues) = (mine.public().line(), colleagues.public().line());
    // sshd does not know the first line for its byte order mark.
    let broken = format!("\u{feff}{mine}\n{colleagues}\n");
    let list = keys::put(&folder, "authorized_keys", broken.as_bytes());
    let mut person = looking_at(outside);
    person.click("Remove the mark: ~/.ssh/authorized_keys, line 1");
    person.must_not_see("None of your own keys");
    person.click("Apply");
    let repaired = format!("{mine}\n{colleagues}\n");
    assert_eq!(fs::read_to_string(&list).expect("a list"), repaired);
    person.click("Undo");
    person.must_see("Undo the last change?");
    person.must_see("None of your own keys on this computer will be able to log in after this.");
    person.must_see("Line 1 is removed: ssh-ed25519");
    assert_eq!(person.focused().as_deref(), Some("Cancel"));
    person.press(Key::Enter);
    assert_eq!(fs::read_to_string(&list).expect("a list"), repaired);
    person.click("Undo");
    person.click("Change anyway");
    assert_eq!(fs::read_to_string(&list).expect("a list"), broken);
    person.must_see("Undone.");
}

const ADD: &str = "Add to the configuration…: ~/.ssh/from-windows.pem";

#[test]
fn a_key_that_ssh_does_not_try_is_named_for_a_server() {
    let outside = sick();
    // Whole, and no key that ssh tries under another name.
    let spare = keys::made(NewKind::Ed25519, "spare");
    keys::put(&outside.dot_ssh(""), "from-windows.pem", &keys::written(&spare, PrivateFormat::OpenSsh, None));
    let mut person = looking_at(outside);
    let config = person.outside.dot_ssh("config");
    let before = fs::read_to_string(&config).expect("a configuration");
    person.click(ADD);
    person.must_see("Which server is this for?");
    assert_eq!(person.focused().as_deref(), Some("Server"));
    person.click("Show changes");
    person.must_see("Enter the name or address of one server");
    for wrong in ["-oProxyCommand=x", "two words", "*.example.org", "ann@web"] {
        person.retype("Server", wrong);
        person.click("Show changes");
        person.must_see("Enter the name or address of one server");
    }
    person.focus("Server");
    person.keys(Modifiers::COMMAND, Key::A);
    person.press(Key::Delete);
    for name in ["web", "db", "build"] {
        assert!(person.can_click(name), "{name} is in the configuration");
    }
    person.type_into("Server", "bu");
    assert!(!person.can_click("db"), "it does not fit");
    person.click("build");
    assert_eq!(person.value("Server"), "build");
    person.click("Show changes");
    person.must_see("Make this change?");
    person.must_see("Line 3 stays: Host build");
    person.must_see("Line 4 is added:   IdentityFile ~/.ssh/from-windows.pem");
    person.must_not_see("ssh then tries only this key");
    assert_eq!(fs::read_to_string(&config).expect("a configuration"), before, "it is shown first");
    person.click("Apply");
    let line = "Host build\n  IdentityFile ~/.ssh/from-windows.pem\n";
    assert_eq!(fs::read_to_string(&config).expect("a configuration"), before.replace("Host build\n", line));
    assert!(!person.can_click(ADD), "ssh tries it now");
    person.click("Undo");
    assert_eq!(fs::read_to_string(&config).expect("a configuration"), before);
    assert!(person.can_click(ADD));
    // A server that has no key yet has only this one then.
    person.click(ADD);
    person.type_into("Server", "new.example.org");
    person.click("Show changes");
    person.must_see("ssh then tries only this key for new.example.org, and those in an agent.");
    person.must_not_see("stays: Host");
}

#[test]
fn with_too_many_keys_a_server_and_its_key_are_asked_and_enter_goes_on() {
    let outside = Outside::new();
    let folder = outside.dot_ssh("");
    for name in ["id_rsa", "id_ecdsa", "id_ecdsa_sk", "id_ed25519", "id_ed25519_sk", "id_dsa"] {
        keys::put(&folder, name, KEY.as_bytes());
        mode(&folder.join(name), 0o600);
    }
    mode(&folder, 0o700);
    let mut person = looking_at(outside);
    person.must_see("ssh offers 6 keys to each server.");
    person.click("Add to the configuration…: ~/.ssh");
    person.type_into("Server", "web.example.org");
    person.type_into("Key", "~/.ssh/nothing");
    person.press(Key::Enter);
    person.must_see("Choose one of your keys.");
    person.retype("Key", "ecdsa_sk");
    person.click("~/.ssh/id_ecdsa_sk");
    person.focus("Key");
    person.press(Key::Enter);
    person.must_see("Make these changes?");
    person.must_see("ssh then tries only this key for web.example.org.");
    person.click("Apply");
    let expected = "Host web.example.org\n    IdentityFile ~/.ssh/id_ecdsa_sk\n    IdentitiesOnly yes\n";
    let config = person.outside.dot_ssh("config");
    assert_eq!(fs::read_to_string(&config).expect("a configuration"), expected);
    assert_eq!(mode_of(&config) & 0o022, 0, "ssh refuses what others can change");
    person.click("Undo");
    assert!(!config.exists(), "it was not there before");
}

#[test]
fn another_file_is_chosen_for_an_identity_file_that_is_not_there() {
    let outside = sick();
    let config = outside.dot_ssh("config");
    let before = "Host web\n  IdentityFile = ~/.ssh/gone # mine\n";
    keys::put(&outside.dot_ssh(""), "config", before.as_bytes());
    let choose = "Choose the file…: ~/.ssh/config, line 2";
    let mut person = looking_at(outside);
    person.outside.dialogs.will_answer(DialogAnswer::Cancelled);
    person.click(choose);
    person.must_not_see("Make this change?");
    let chosen = person.outside.path("keys/deploy.pub");
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(chosen.clone()));
    person.click(choose);
    person.must_see("Make this change?");
    assert_eq!(fs::read_to_string(&config).expect("a configuration"), before, "it is shown first");
    person.click("Apply");
    // With the public key, the private one is meant.
    let expected = before.replace("~/.ssh/gone", "~/keys/deploy");
    assert_eq!(fs::read_to_string(&config).expect("a configuration"), expected);
    assert!(!person.can_click(choose));
    person.click("Undo");
    assert_eq!(fs::read_to_string(&config).expect("a configuration"), before);
    // Where the system shows no dialog, the path is typed.
    person.outside.dialogs.will_answer(DialogAnswer::Unavailable);
    person.click(choose);
    person.retype("File path", "~/keys/deploy");
    person.click("Use");
    person.click("Apply");
    assert_eq!(fs::read_to_string(&config).expect("a configuration"), expected);
}

#[test]
fn what_has_been_put_right_meanwhile_is_only_looked_at_again() {
    let mut person = looking_at(sick());
    mode(&person.outside.dot_ssh("id_ed25519"), 0o600);
    person.click("Make private: ~/.ssh/id_ed25519");
    person.must_not_see("Make this change?");
    person.must_see("~/.ssh/id_ed25519 is not as it was when it was checked.");
    person.must_see("My keys, 2 problems");
}

#[test]
fn an_earlier_fix_can_be_undone_after_one_that_came_to_nothing() {
    let mut person = looking_at(sick());
    let [key, config] = ["id_ed25519", "config"].map(|name| person.outside.dot_ssh(name));
    person.click("Make private: ~/.ssh/id_ed25519");
    person.click("Apply");
    // Somebody else was quicker.
    mode(&config, 0o600);
    person.click("Let only me change it: ~/.ssh/config");
    person.must_see("~/.ssh/config is not as it was when it was checked. It was not changed.");
    person.must_see("Only you can read and change ~/.ssh/id_ed25519 now.");
    person.click("Undo");
    assert_eq!((mode_of(&key), mode_of(&config)), (0o644, 0o600));
}

#[test]
fn a_folder_without_keys_offers_the_ways_on() {
    for is_there in [false, true] {
        let outside = Outside::new();
        if is_there {
            fs::create_dir(outside.dot_ssh("")).expect("a folder");
            mode(&outside.dot_ssh(""), 0o700);
        }
        let mut person = looking_at(outside);
        person.must_see("There are no keys in ~/.ssh yet.");
        person.must_not_see("Which key is this?");
        assert!(person.can_click("Open a key…"));
        person.click("Make a key");
        assert!(person.can_click("Generate"));
        person.click("Generate");
        person.click("Save to ~/.ssh");
        // Shown again, it is looked at again.
        person.click("My keys");
        person.must_see("1 key");
        assert_eq!(listed(&person), ["id_ed25519"]);
    }
}

#[test]
fn a_folder_that_cannot_be_read_and_a_missing_home_are_said() {
    let outside = Outside::new();
    keys::put(outside.home.path(), ".ssh", b"a file");
    let mut person = looking_at(outside);
    person.must_see("~/.ssh");
    person.must_not_see("There are no keys");
    fs::remove_file(person.outside.home.path().join(".ssh")).expect("gone");
    person.click("Check again");
    person.must_see("There are no keys in ~/.ssh yet.");

    let mut outside = Outside::new();
    outside.person.home = None;
    let person = looking_at(outside);
    person.must_see("No home folder was found");
    assert!(person.can_click("Make a key") && person.can_click("Open a key…"));
}

#[test]
fn the_keyboard_alone_fixes_everything_and_goes_on_to_what_is_next() {
    let mut person = looking_at(sick());
    person.tabs_to("Let only me change it: ~/.ssh/config");
    person.press(Key::Enter);
    assert_eq!(person.focused().as_deref(), Some("Apply"));
    person.press(Key::Escape);
    assert_eq!(person.focused().as_deref(), Some("Let only me change it: ~/.ssh/config"));
    person.press(Key::Enter);
    person.press(Key::Enter);
    assert_eq!(mode_of(&person.outside.dot_ssh("config")), 0o644);
    let next = "Remove the line: ~/.ssh/authorized_keys, line 2";
    assert_eq!(person.focused().as_deref(), Some(next), "what stands in its place now");
    // One stop for the list; the arrow keys go from key to key.
    person.tabs_to("Copy public key of from-windows.pem");
    person.press(Key::ArrowDown);
    assert_eq!(person.focused().as_deref(), Some("Copy public key of id_ed25519"));
    person.tabs_to("Make private: ~/.ssh/id_ed25519");
    person.press(Key::Enter);
    person.press(Key::Enter);
    assert_eq!(mode_of(&person.outside.dot_ssh("id_ed25519")), 0o600);
    assert!(person.focused().is_some_and(|focused| focused.contains("~/")), "{:?}", person.focused());
    person.tabs_to("Undo");
    person.press(Key::Enter);
    assert_eq!(mode_of(&person.outside.dot_ssh("id_ed25519")), 0o644);
    mode(&person.outside.dot_ssh("id_ed25519"), 0o600);
    person.press(Key::F5);
    person.must_see("My keys, 1 problem");
    person.keys(Modifiers::NONE, Key::Escape);
    person.must_see("5 keys");
}

#[test]
fn my_keys_fit_into_small_windows() {
    for size in [[316.0, 700.0], [480.0, 700.0], [760.0, 560.0]] {
        let outside = sick();
        let long = format!("{}for-the-build-servers", "a-key-with-a-long-name-".repeat(4));
        keys::put(&outside.dot_ssh(""), &long, KEY.replace('\n', "\r\n").as_bytes());
        let mut person = Person::with(outside, Look { size, ..Look::default() });
        person.click("My keys");
        fits(&person, size, "list");
        person.click("Fix all that is safe");
        fits(&person, size, "question");
        person.press(Key::Enter);
        fits(&person, size, "done");
        person.type_into("Which key is this?", "SHA256:p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM");
        fits(&person, size, "search");
    }
}

#[test]
fn of_thousands_of_keys_only_those_in_sight_are_drawn() {
    let outside = Outside::new();
    let folder = outside.dot_ssh("");
    for number in 0..2000 {
        let path = keys::put(&folder, &format!("key{number:04}"), KEY.as_bytes());
        if number % 2 == 0 {
            mode(&path, 0o644);
        }
    }
    mode(&folder, 0o700);
    let mut person = looking_at(outside);
    person.must_see("2000 keys");
    assert!((5..30).contains(&listed(&person).len()), "{:?}", listed(&person));
    person.window.run_steps(60);
    assert_eq!(filters(&mut person, "key1234"), ["key1234"]);
    person.press(Key::Escape);
    person.click("Fix all that is safe");
    person.must_see("and 900 more changes");
    person.click("Apply");
    person.must_see("1000 changes were made.");
    assert_eq!(mode_of(&person.outside.dot_ssh("key1998")), 0o600);
    person.click("Undo");
    assert_eq!(mode_of(&person.outside.dot_ssh("key1998")), 0o644);
}
