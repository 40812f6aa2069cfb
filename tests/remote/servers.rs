//! Servers that are not as usual: behind another one, with another shell, full, closed, or for something else.

use crate::account::{Account, PASSWORD};
use crate::install::{changed, key_of, target};
use crate::person::Person;
use crate::programs::{are_here, command, find, output_of, put, skip};
use keywright::remote::{Failure, LogIn, Outcome, Progress, Question, Refusal, SignIn, Step, Target};
use keywright::sshfiles::KeyOptions;

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

#[test]
fn on_a_full_disk_the_file_stays_as_it_was() {
    let Some(account) = Account::new() else { return };
    let mut person = Person::who_knows(&account);
    let (key, private) = key_of(&person, &KeyOptions::default());
    account.put(".ssh/x", "");
    let folder = account.path(".ssh");
    let mount = |pages: u32| {
        let size = format!("size={},uid={},mode=0700", pages * 4096, account.uid());
        let mounted = command("mount").args(["-t", "tmpfs", "-o", &size, "none"]).arg(&folder).status();
        mounted.is_ok_and(|status| status.success()) || skip("no file system can be mounted here")
    };
    // Room for no copy of the file; and for a copy, but not for one more line.
    for pages in [3, 4] {
        if !mount(pages) {
            return;
        }
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
        output_of(command("umount").arg(&folder));
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
    let Failure::Log { step: Step::Try, log } = &failure else { panic!("{failure:?}") };
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
