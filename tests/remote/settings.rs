//! What people have in their configuration, and what would be in the way here: a key is installed and tried all the
//! same, and what protects them stays in force.

use crate::account::{Account, PASSWORD};
use crate::install::{key_of, target};
use crate::person::Person;
use crate::programs::{Running, command, put, wait_for};
use keywright::remote::{Failure, LogIn, Progress, Question, SignIn, Step};
use keywright::sshfiles::KeyOptions;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

#[test]
fn no_setting_for_daily_use_is_in_the_way() {
    let Some(account) = Account::new() else { return };
    for setting in [
        "StdinNull yes",
        "SessionType none",
        "SessionType subsystem",
        "ForkAfterAuthentication yes",
        "RemoteCommand tmux attach",
        "RequestTTY force",
        "LogLevel QUIET",
        "BatchMode yes",
        "PreferredAuthentications publickey",
        "PermitLocalCommand yes\nLocalCommand exit 1",
        "LocalForward 127.0.0.1:1 127.0.0.1:2\nExitOnForwardFailure yes",
        "Tunnel yes\nExitOnForwardFailure yes",
        "VisualHostKey yes\nFingerprintHash md5",
    ] {
        account.put(".ssh/authorized_keys", "");
        let mut person = Person::who_knows(&account);
        let (key, private) = key_of(&person, &KeyOptions::default());
        person.configure(setting);
        person.will_say(&[PASSWORD]);
        let result = person.install(&key, &private, &target(&account));
        assert_eq!(result, Ok(()), "{setting}");
        assert_eq!(person.seen[1], Progress::SignedIn(SignIn::Password), "{setting}");
        assert_eq!(person.seen.last(), Some(&Progress::Tried(LogIn::Welcome)), "{setting}");
        assert_eq!(account.authorized_keys(), format!("{}\n", key.line()), "{setting}");
    }
}

#[test]
fn a_key_is_tried_although_the_configuration_uses_none() {
    let Some(account) = Account::new() else { return };
    let mut person = Person::who_knows(&account);
    let (key, private) = key_of(&person, &KeyOptions::default());
    person.configure("PubkeyAuthentication no");
    person.will_say(&[PASSWORD]);
    person.install(&key, &private, &target(&account)).unwrap();
    assert_eq!(person.seen.last(), Some(&Progress::Tried(LogIn::Welcome)));
}

/// Through the connection that is open, any key would seem to log in.
#[test]
fn a_connection_that_is_open_already_is_not_used() {
    let Some(account) = Account::with("/bin/sh", "AuthorizedKeysFile /nowhere/%u") else { return };
    let mut person = Person::who_knows(&account);
    let (key, private) = key_of(&person, &KeyOptions::default());
    let socket = person.path("open").display().to_string();
    let askpass = person.path("askpass");
    put(&askpass, &format!("#!/bin/sh\necho '{PASSWORD}'\n"));
    fs::set_permissions(&askpass, fs::Permissions::from_mode(0o700)).unwrap();
    let server = format!("{}@127.0.0.1", account.name);
    let mut open = Running::start("ssh", |ssh| {
        ssh.arg("-F").arg(person.path("config")).args(["-M", "-N", "-S", &socket, "-p"]);
        ssh.arg(account.port.to_string()).arg(&server);
        ssh.env("SSH_ASKPASS", askpass).env("SSH_ASKPASS_REQUIRE", "force");
    });
    wait_for("an open connection", || {
        assert!(open.ended().is_none(), "ssh has ended");
        let mut check = command("ssh");
        check.args(["-F", "none", "-O", "check", "-S", &socket, &server]);
        check.output().is_ok_and(|output| output.status.success()).then_some(())
    });
    person.configure(&format!("ControlMaster auto\nControlPath {socket}"));
    person.will_say(&[PASSWORD]);
    let failure = person.install(&key, &private, &target(&account)).unwrap_err();
    assert!(matches!(failure, Failure::KeyRefused { .. }), "{failure:?}");
    assert_eq!(person.asked, [Question::Password(server)], "signed in afresh");
}

#[test]
fn an_unknown_server_is_refused_where_the_configuration_says_so() {
    let Some(account) = Account::new() else { return };
    let mut person = Person::new();
    let (key, private) = key_of(&person, &KeyOptions::default());
    person.configure("StrictHostKeyChecking yes");
    let failure = person.install(&key, &private, &target(&account)).unwrap_err();
    let Failure::Log { step: Step::Connect, log } = failure else { panic!("{failure:?}") };
    assert!(log.contains("you have requested strict checking"), "{log}");
    assert!(person.asked.is_empty() && !person.path("known_hosts").exists());
}

#[test]
fn an_unknown_server_is_asked_about_even_where_the_configuration_would_take_it() {
    for setting in ["StrictHostKeyChecking no", "StrictHostKeyChecking accept-new"] {
        let Some(account) = Account::new() else { return };
        let mut person = Person::new();
        let (key, private) = key_of(&person, &KeyOptions::default());
        person.configure(setting);
        person.will_say(&["no"]);
        assert_eq!(person.install(&key, &private, &target(&account)), Err(Failure::HostKeyRefused));
        assert!(!person.path("known_hosts").exists());
    }
}

#[test]
fn a_key_that_is_known_by_another_name_is_said_to_be() {
    let Some(account) = Account::new() else { return };
    let mut person = Person::new();
    let (key, private) = key_of(&person, &KeyOptions::default());
    let host_key = account.known_as();
    put(&person.path("known_hosts"), &host_key.replacen("[127.0.0.1]", "[old.example.org]", 1));
    person.will_say(&["no"]);
    assert_eq!(person.install(&key, &private, &target(&account)), Err(Failure::HostKeyRefused));
    let Question::HostKey(asked) = &person.asked[0] else { panic!("{:?}", person.asked) };
    let [name] = asked.other_names.as_slice() else { panic!("{asked:?}") };
    assert!(name.contains("known_hosts:1: [old.example.org]:"), "{name}");
}
