//! A key gives its place to a new one: the whole way at the window, with two accounts on real servers, and what the old
//! and the new key can do there after each step.

use crate::account::Account;
use crate::programs::{command, output_of, put};
use crate::support::fakes::Outside;
use crate::support::window::{Look, Person};
use crate::window::outside;
use keywright::app::{Action, Page};
use keywright::system::Threads;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

const HIGH: Look = Look { size: [760.0, 2400.0], theme: egui::Theme::Light, scale: 1.0 };

/// Somebody who logs in to both accounts with a key under a name that only config knows.
fn with_old_key(accounts: [&Account; 2]) -> Outside {
    let outside = outside();
    let folder = outside.dot_ssh("");
    fs::create_dir_all(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
    let old = outside.dot_ssh("work");
    output_of(command("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-C", "ann@old", "-f"]).arg(&old));
    let line = fs::read_to_string(outside.dot_ssh("work.pub")).unwrap();
    let (mut config, mut known) = (String::new(), String::new());
    for (name, account) in ["one", "two"].into_iter().zip(accounts) {
        account.put(".ssh/authorized_keys", &format!("# of {name}\n{line}"));
        config += &format!(
            "Host {name}\n    HostName 127.0.0.1\n    Port {}\n    User {}\n    IdentityFile {}\n",
            account.port,
            account.name,
            old.display()
        );
        known += &account.known_as();
    }
    put(&outside.dot_ssh("config"), &config);
    fs::set_permissions(outside.dot_ssh("config"), fs::Permissions::from_mode(0o600)).unwrap();
    // What ssh is started with here, instead of its usual files.
    let home = outside.home.path();
    put(&home.join("known_hosts"), &known);
    let lines = [
        format!("UserKnownHostsFile {}", home.join("known_hosts").display()),
        "IdentityAgent none".to_owned(),
        format!("Include {}", outside.dot_ssh("config").display()),
    ];
    put(&home.join("config"), &lines.join("\n"));
    outside
}

/// The program was closed; it is opened again, and somebody goes on where they were.
fn goes_on(outside: &Outside) -> Person {
    let mut person = Person::with_worker(outside.clone(), HIGH, Box::new(Threads));
    person.asks(Action::Show(Page::MyKeys));
    person.wait_until("the list", |person| person.sees("being replaced by id_ed25519"));
    let plan = keywright::app::MyKeysAction::ContinueReplacing(outside.dot_ssh("work"));
    person.asks(Action::MyKeys(plan));
    person.wait_until("the steps", |person| person.sees("is replaced by"));
    person
}

/// Whether this key alone lets somebody in.
fn lets_in(outside: &Outside, server: &str, key: &Path) -> bool {
    let mut ssh = command("ssh");
    ssh.args(["-o", "BatchMode=yes", "-o", "IdentitiesOnly=yes", "-o", "PreferredAuthentications=publickey"]);
    // Those of the configuration would be tried as well.
    ssh.arg("-F").arg(no_keys(outside, server)).arg("-i").arg(key).args([server, "true"]);
    ssh.output().expect("ssh").status.success()
}

/// The configuration of one server without its key.
fn no_keys(outside: &Outside, server: &str) -> std::path::PathBuf {
    let config = fs::read_to_string(outside.dot_ssh("config")).unwrap();
    let known = format!("UserKnownHostsFile {}\n", outside.home.path().join("known_hosts").display());
    let kept: Vec<&str> = config.lines().filter(|line| !line.contains("IdentityFile")).collect();
    let path = outside.home.path().join(format!("config-{server}"));
    put(&path, &(known + &kept.join("\n") + "\n"));
    path
}

fn runs(person: &mut Person, button: &str, says: &str) {
    person.click(button);
    person.wait_until(says, |person| person.sees(says));
}

#[test]
fn the_old_key_goes_only_after_the_new_one_has_logged_in_everywhere() {
    let (Some(one), Some(two)) = (Account::new(), Account::new()) else { return };
    let outside = with_old_key([&one, &two]);
    let (old, new) = (outside.dot_ssh("work"), outside.dot_ssh("id_ed25519"));
    assert!(lets_in(&outside, "one", &old) && lets_in(&outside, "two", &old));

    let mut person = Person::with_worker(outside.clone(), HIGH, Box::new(Threads));
    person.asks(Action::Open(vec![old.clone()]));
    person.wait_until("the key", |person| person.sees("Use this key…"));
    person.click("Use this key…");
    person.click("Replace it");
    person.wait_until("the form", |person| person.can_click("Make the new key"));
    runs(&mut person, "Make the new key", "is replaced by");
    runs(&mut person, "Install the new key on one and try it", "one: the new key has worked since");
    assert!(lets_in(&outside, "one", &new) && lets_in(&outside, "one", &old));
    assert!(!lets_in(&outside, "two", &new));

    let mut person = goes_on(&outside);
    runs(&mut person, "Install the new key on two and try it", "two: the new key has worked since");
    runs(&mut person, "Show what changes", "Let ssh use id_ed25519 instead of the old key?");
    runs(&mut person, "Save changes", "ssh uses the new key for every server where it was tried.");
    let resolved = output_of(command("ssh").arg("-G").arg("-F").arg(outside.dot_ssh("config")).arg("one"));
    assert!(resolved.contains(&format!("identityfile {}\n", new.display())), "{resolved}");
    assert!(!resolved.contains(&format!("{}\n", old.display())), "{resolved}");

    let mut person = goes_on(&outside);
    runs(&mut person, "Remove the old key now…", "Do not wait");
    runs(&mut person, "Do not wait", "Remove the old key from one…");
    runs(&mut person, "Remove the old key from one…", "Remove the old key from one?");
    runs(&mut person, "Remove the old key", "one: the old key was removed on");
    assert!(lets_in(&outside, "one", &new) && !lets_in(&outside, "one", &old));
    assert!(lets_in(&outside, "two", &old), "there it was not asked for yet");
    assert!(one.authorized_keys().starts_with("# of one\n"), "the rest of the file stays");

    // The new key is gone from the second server: the old one stays there.
    let line = fs::read_to_string(outside.dot_ssh("work.pub")).unwrap();
    two.put(".ssh/authorized_keys", &line);
    let mut person = goes_on(&outside);
    person.click("Remove the old key from two…");
    person.click("Remove the old key");
    person.wait_until("the end", |person| !person.model().use_key.replace.is_busy());
    person.must_see("two: the new key has worked since");
    assert_eq!(two.authorized_keys(), line);
    // Installed once more, it goes.
    let public = fs::read_to_string(outside.dot_ssh("id_ed25519.pub")).unwrap();
    two.put(".ssh/authorized_keys", &(line + &public));
    runs(&mut person, "Remove the old key from two…", "Remove the old key from two?");
    runs(&mut person, "Remove the old key", "two: the old key was removed on");
    assert!(lets_in(&outside, "two", &new) && !lets_in(&outside, "two", &old));

    let mut person = goes_on(&outside);
    runs(&mut person, "Move the files aside…", "Move the files of the old key aside?");
    runs(&mut person, "Move them aside", "The key was replaced.");
    assert!(!old.exists() && !outside.dot_ssh("work.pub").exists());
    // As the person logs in from now on.
    let config = outside.home.path().join("config");
    output_of(command("ssh").arg("-F").arg(config).args(["-o", "BatchMode=yes", "two", "true"]));
}
