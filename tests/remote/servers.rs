//! Servers that are not as usual: behind another one, with another shell, full, closed, or for something else.

use crate::account::{Account, PASSWORD};
use crate::install::{changed, key_of, target};
use crate::person::Person;
use crate::programs::{are_here, command, find, output_of, put};
use keywright::remote::{Failure, LogIn, Outcome, Progress, Question, Refusal, SignIn, Step, Target};
use keywright::sshfiles::KeyOptions;
use std::path::PathBuf;

#[test]
fn a_server_behind_another_one_is_reached_through_it() {
    let (Some(gate), Some(account)) = (Account::new(), Account::new()) else { return };
    let mut person = Person::new();
    put(&person.path("known_hosts"), &format!("{}{}", gate.known_as(), account.known_as()));
    let (key, private) = key_of(&person, &KeyOptions::default());
    let jump = Some(format!("{}@127.0.0.1:{}", gate.name, gate.port));
    let target = Target { jump, ..target(&account) };
    // Each of the three connections goes through it.
    person.will_say(&[PASSWORD, PASSWORD, PASSWORD, PASSWORD]);
    person.install(&key, &private, &target).unwrap();
    let of = |account: &Account| Question::Password(format!("{}@127.0.0.1", account.name));
    assert_eq!(person.asked, [of(&gate), of(&gate), of(&account), of(&gate)]);
    assert_eq!(person.on_the_way, [true; 4]);
    assert_eq!(person.seen.last(), Some(&Progress::Tried(LogIn::Welcome)));
    assert_eq!(account.authorized_keys(), format!("{}\n", key.line()));
    assert_eq!(gate.authorized_keys(), "", "only the server that is meant gets the key");
}

#[test]
fn a_gate_that_lets_nobody_in_is_not_taken_for_the_server() {
    let (Some(gate), Some(account)) = (Account::new(), Account::new()) else { return };
    let mut person = Person::new();
    put(&person.path("known_hosts"), &format!("{}{}", gate.known_as(), account.known_as()));
    let (key, private) = key_of(&person, &KeyOptions::default());
    let jump = Some(format!("{}@127.0.0.1:{}", gate.name, gate.port));
    person.answers = vec![None, None, None];
    let failure = person.install(&key, &private, &Target { jump, ..target(&account) }).unwrap_err();
    assert!(matches!(&failure, Failure::Log { step: Step::Connect, .. }), "{failure:?}");
    assert!(person.seen.is_empty(), "{:?}", person.seen);
}

#[test]
fn whatever_shell_somebody_has_the_key_gets_there() {
    for shell in ["bash", "dash", "tcsh", "fish"] {
        let Some(shell) = are_here(&[shell]).then(|| find(shell)).flatten() else { continue };
        let Some(account) = Account::with(&shell.display().to_string(), "") else { return };
        // What is printed whenever somebody logs in.
        account.put(".bashrc", "echo welcome; echo keywright is nice\n");
        account.put(".cshrc", "echo welcome\n");
        let mut person = Person::who_knows(&account);
        let options = KeyOptions { command: Some("echo '$HOME!' \"x\"".to_owned()), ..KeyOptions::default() };
        let (key, private) = key_of(&person, &options);
        person.will_say(&[PASSWORD]);
        person.install(&key, &private, &target(&account)).unwrap();
        assert_eq!(account.authorized_keys(), format!("{}\n", key.line()), "{}", shell.display());
    }
}

#[test]
fn an_account_that_runs_no_commands_is_told_from_one_that_does() {
    let Some(account) = Account::with("/bin/sh", "ForceCommand echo This account is for files.") else {
        return;
    };
    let mut person = Person::who_knows(&account);
    let (key, private) = key_of(&person, &KeyOptions::default());
    person.will_say(&[PASSWORD]);
    let failure = person.install(&key, &private, &target(&account)).unwrap_err();
    assert_eq!(failure, Failure::NoShell { output: "This account is for files.".to_owned() });
}

/// A file system in memory, mounted as long as this lives.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// `None`, with the reason printed, where none can be mounted: nothing that could be installed.
    fn at(folder: PathBuf, pages: u32, owner: u32) -> Option<Self> {
        let size = format!("size={},uid={owner},mode=0700", pages * 4096);
        let mounted = command("mount").args(["-t", "tmpfs", "-o", &size, "none"]).arg(&folder).status();
        if !mounted.is_ok_and(|status| status.success()) {
            eprintln!("skipped: no file system can be mounted here");
            return None;
        }
        Some(Self(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Detached even while a program that was killed still has a file of it open.
        let unmounted = command("umount").arg("--lazy").arg(&self.0).status();
        if !std::thread::panicking() {
            assert!(unmounted.is_ok_and(|status| status.success()), "it is unmounted");
        }
    }
}

#[test]
fn on_a_full_disk_the_file_stays_as_it_was() {
    let Some(account) = Account::new() else { return };
    let mut person = Person::who_knows(&account);
    let (key, private) = key_of(&person, &KeyOptions::default());
    account.put(".ssh/x", "");
    // Room for no copy of the file; and for a copy, but not for one more line.
    for pages in [3, 4] {
        let Some(disk) = SmallDisk::at(account.path(".ssh"), pages, account.uid()) else { return };
        let before =
            "# a line of some hundred characters, so that many of them fill a page of memory. ----------\n";
        let mut before = before.repeat(100);
        // Two pages, to the last byte.
        before.truncate(2 * 4096 - 1);
        before.push('\n');
        account.put(".ssh/authorized_keys", &before);
        person.will_say(&[PASSWORD]);
        let failure = person.install(&key, &private, &target(&account)).unwrap_err();
        let is_now = account.authorized_keys();
        drop(disk);
        let is_refused = matches!(&failure, Failure::Refused(Refusal::NoRoom(_) | Refusal::Unwritable(_)));
        assert!(is_refused, "{failure:?}");
        assert_eq!(is_now, before);
    }
}

#[test]
fn a_key_that_is_not_enough_is_told_from_one_that_is() {
    let Some(account) = Account::with("/bin/sh", "AuthenticationMethods publickey,password password") else {
        return;
    };
    let mut person = Person::who_knows(&account);
    let (key, private) = key_of(&person, &KeyOptions::default());
    person.will_say(&[PASSWORD]);
    person.install(&key, &private, &target(&account)).unwrap();
    assert_eq!(person.seen[1], Progress::SignedIn(SignIn::Password));
    assert_eq!(person.seen.last(), Some(&Progress::Tried(LogIn::AndMore(vec!["password".to_owned()]))));
}

#[test]
fn a_server_that_ignores_the_file_says_where_it_looks() {
    let Some(account) = Account::with("/bin/sh", "AuthorizedKeysFile /nowhere/%u") else { return };
    let mut person = Person::who_knows(&account);
    let (key, private) = key_of(&person, &KeyOptions::default());
    person.will_say(&[PASSWORD]);
    let failure = person.install(&key, &private, &target(&account)).unwrap_err();
    let Failure::KeyRefused { log } = &failure else { panic!("{failure:?}") };
    assert!(log.contains("Permission denied (publickey"), "{log}");
    assert_eq!(changed(&person).outcome, Outcome::Added);
}

/// Of ssh, of what it starts, and of this program.
#[test]
fn the_password_is_in_no_argument_and_no_environment() {
    let Some(account) = Account::new() else { return };
    let mut person = Person::who_knows(&account);
    let (key, private) = key_of(&person, &KeyOptions::default());
    person.will_say(&["wrong", PASSWORD]);
    person.looks_around = true;
    person.install(&key, &private, &target(&account)).unwrap();
    assert!(person.looked_at > 2, "nothing was looked at");
}

/// Of each, sshd lets the key in or not, and so it is said.
#[test]
fn keys_are_found_by_their_fields_as_sshd_reads_them() {
    let Some(account) = Account::new() else { return };
    let mut person = Person::who_knows(&account);
    let (key, private) = key_of(&person, &KeyOptions::default());
    let line = key.line();
    let [kind, blob, _] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{line}") };
    let other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHK6mWmvlEGrMNAs9eJzDpl6SGbvPMzLNmBnjLl3VbXs";
    let mut install = |text: &str| {
        account.put(".ssh/authorized_keys", text);
        person.will_say(&[PASSWORD]);
        // Whether it logs in is not the question here.
        let _ = person.install(&key, &private, &target(&account));
        changed(&person).outcome
    };
    // In the comment of another key, in its command, or longer than itself, it does not count.
    for text in [
        format!("{other} replaces {kind} {blob}\n"),
        format!("command=\"echo {kind} {blob}\" {other}\n"),
        format!("{kind} {blob}XXXX\n# {kind} {blob}\n"),
    ] {
        assert_eq!(install(&text), Outcome::Added, "{text}");
        assert_eq!(account.authorized_keys(), format!("{text}{line}\n"));
    }
    for text in [
        format!("{kind}\t{blob}\n"),
        format!("  {kind}   {blob} x\r\n"),
        format!("{line}\n{other} J\u{f6}rg\n"),
    ] {
        assert_eq!(install(&text), Outcome::Present, "{text}");
    }
    let restricted = format!("restrict,command=\"echo \\\"a b\\\"\" {kind} {blob}\n");
    assert_eq!(install(&restricted), Outcome::OtherOptions);
    account.put(".ssh/authorized_keys", &format!("{other} replaces {kind} {blob}\n{kind}\t{blob} z\n"));
    person.will_say(&[PASSWORD]);
    person.remove(&key, &target(&account)).unwrap();
    assert_eq!(account.authorized_keys(), format!("{other} replaces {kind} {blob}\n"));
}

#[test]
fn a_private_key_that_ssh_cannot_use_is_told_from_one_that_the_server_refuses() {
    let Some(account) = Account::new() else { return };
    let mut person = Person::who_knows(&account);
    let (key, private) = key_of(&person, &KeyOptions::default());
    output_of(command("ssh-keygen").args(["-q", "-p", "-N", "right", "-f"]).arg(&private));
    person.will_say(&[PASSWORD, "wrong", "wrong", "wrong"]);
    let failure = person.install(&key, &private, &target(&account)).unwrap_err();
    assert!(matches!(failure, Failure::KeyUnused { .. }), "{failure:?}");
}

/// Both are told that theirs was added, and both are there.
#[test]
fn of_two_that_install_at_once_no_key_is_lost() {
    let Some(account) = Account::new() else { return };
    let people: Vec<_> = (0..4)
        .map(|number| {
            let mut person = Person::who_knows(&account);
            let (key, private) = key_of(&person, &KeyOptions::default());
            let target = target(&account);
            person.will_say(&[PASSWORD]);
            std::thread::Builder::new().name(format!("person {number}")).spawn(move || {
                person.install(&key, &private, &target).unwrap();
                key.line()
            })
        })
        .collect();
    let lines: Vec<String> = people.into_iter().map(|person| person.unwrap().join().unwrap()).collect();
    let file = account.authorized_keys();
    assert!(lines.iter().all(|line| file.lines().any(|other| other == line)), "{file}");
}
