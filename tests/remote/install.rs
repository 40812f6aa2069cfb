//! From a password to "You can log in", and everything that can be in the way.

use crate::account::{Account, PASSWORD};
use crate::person::Person;
use crate::programs::{command, output_of};
use keywright::format::{KeyFile, read};
use keywright::remote::{
    Account as Reply, Failure, LogIn, NewKey, Outcome, Progress, Question, SignIn, Step, Target,
};
use keywright::sshfiles::KeyOptions;
use std::path::PathBuf;

/// A new key without a passphrase.
pub fn key_of(person: &Person, options: &KeyOptions) -> (NewKey, PathBuf) {
    new_key(person, "id_ed25519", "", options)
}

/// A new key in a file of this name, or the one that is there.
pub fn new_key(person: &Person, name: &str, passphrase: &str, options: &KeyOptions) -> (NewKey, PathBuf) {
    let private = person.path(name);
    if !private.exists() {
        output_of(
            command("ssh-keygen")
                .args(["-q", "-t", "ed25519", "-N", passphrase, "-C", "ann@desk", "-f"])
                .arg(&private),
        );
    }
    let line = std::fs::read(private.with_extension("pub")).unwrap();
    let Ok(KeyFile::Public(_, key)) = read(&line) else { panic!("no public key") };
    (NewKey::new(&key, options).unwrap(), private)
}

pub fn target(account: &Account) -> Target {
    let shown = format!("{}@127.0.0.1:{}", account.name, account.port);
    Target::parse(&shown).unwrap()
}

pub fn changed(person: &Person) -> &Reply {
    let changed = person.seen.iter().rev().find_map(|seen| match seen {
        Progress::Changed(reply) => Some(reply),
        _ => None,
    });
    changed.unwrap_or_else(|| panic!("{:?}", person.seen))
}

#[test]
fn from_a_wrong_password_at_an_unknown_server_to_a_login_with_the_key_alone() {
    let Some(account) = Account::new() else { return };
    let mut person = Person::new();
    let (key, private) = key_of(&person, &KeyOptions::default());
    person.will_say(&["yes", "wrong", PASSWORD]);
    person.install(&key, &private, &target(&account)).unwrap();
    let Question::HostKey(host_key) = &person.asked[0] else { panic!("{:?}", person.asked) };
    assert_eq!(host_key.fingerprint, account.fingerprint());
    assert_eq!(host_key.kind, "ED25519");
    let password = Question::Password(format!("{}@127.0.0.1", account.name));
    assert_eq!(person.asked[1..], [password.clone(), password]);
    assert_eq!(person.on_the_way, [false; 3]);
    let [
        Progress::Connected(connected),
        Progress::SignedIn(signed_in),
        Progress::Changed(reply),
        Progress::Tried(tried),
    ] = &person.seen[..]
    else {
        panic!("{:?}", person.seen)
    };
    assert!(connected.software.as_ref().unwrap().starts_with("OpenSSH"), "{connected:?}");
    assert_eq!(connected.methods, ["publickey", "password"]);
    assert_eq!(*signed_in, SignIn::Password);
    assert_eq!((reply.outcome, &reply.backup, reply.closed.len()), (Outcome::Added, &None, 0), "{reply:?}");
    assert_eq!(*tried, LogIn::Welcome);
    assert_eq!(account.authorized_keys(), format!("{}\n", key.line()));
    assert_eq!((account.mode(".ssh"), account.mode(".ssh/authorized_keys")), (0o700, 0o600));
}

#[test]
fn a_key_that_is_there_already_is_not_added_twice() {
    let Some(account) = Account::new() else { return };
    let mut person = Person::who_knows(&account);
    let (key, private) = key_of(&person, &KeyOptions::default());
    person.will_say(&[PASSWORD, PASSWORD, PASSWORD]);
    person.install(&key, &private, &target(&account)).unwrap();
    assert_eq!(changed(&person).outcome, Outcome::Added);
    person.install(&key, &private, &target(&account)).unwrap();
    assert_eq!(changed(&person).outcome, Outcome::Present);
    assert_eq!(account.authorized_keys(), format!("{}\n", key.line()));
    let options = KeyOptions { command: Some("echo 'it''s'".to_owned()), ..KeyOptions::default() };
    let (restricted, _) = key_of(&person, &options);
    person.install(&restricted, &private, &target(&account)).unwrap();
    assert_eq!(changed(&person).outcome, Outcome::OtherOptions);
    assert_eq!(account.authorized_keys(), format!("{}\n", key.line()));
}

#[test]
fn nothing_else_in_the_file_changes_and_the_last_line_gets_its_end() {
    let Some(account) = Account::new() else { return };
    let mut person = Person::who_knows(&account);
    let options = KeyOptions { command: Some("echo \"it's $HOME\"".to_owned()), ..KeyOptions::default() };
    let (key, private) = key_of(&person, &options);
    let before = "# keys\n\nssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ bob\t x\r\n#ssh-ed25519 AAAA off\nno key";
    account.put(".ssh/authorized_keys", before);
    account.set_mode(".ssh/authorized_keys", 0o666);
    account.set_mode(".", 0o777);
    account.set_mode(".ssh", 0o770);
    person.will_say(&[PASSWORD]);
    person.install(&key, &private, &target(&account)).unwrap();
    assert_eq!(account.authorized_keys(), format!("{before}\n{}\n", key.line()));
    let reply = changed(&person);
    let closed = [".", ".ssh", ".ssh/authorized_keys"].map(|name| account.mode(name) & 0o022);
    assert_eq!((closed, reply.closed.len()), ([0, 0, 0], 3), "{reply:?}");
    let backup = std::fs::read_to_string(reply.backup.as_ref().unwrap()).unwrap();
    assert_eq!(backup, before);
    assert_eq!(person.seen.last(), Some(&Progress::Tried(LogIn::Welcome)), "the command counts as a login");
}

#[test]
fn a_server_that_has_another_key_than_before_is_told_nothing() {
    let Some(account) = Account::new() else { return };
    let Some(other) = Account::new() else { return };
    let mut person = Person::new();
    let known = other.known_as().replace(&other.port.to_string(), &account.port.to_string());
    crate::programs::put(&person.path("known_hosts"), &known);
    let (key, private) = key_of(&person, &KeyOptions::default());
    let failure = person.install(&key, &private, &target(&account)).unwrap_err();
    assert!(
        matches!(&failure, Failure::HostKeyChanged { log } if log.contains("known_hosts:1")),
        "{failure:?}"
    );
    assert!(person.asked.is_empty() && person.seen.is_empty());
    assert_eq!(account.authorized_keys(), "");
}

#[test]
fn a_server_that_the_person_does_not_accept_is_told_nothing() {
    let Some(account) = Account::new() else { return };
    let mut person = Person::new();
    let (key, private) = key_of(&person, &KeyOptions::default());
    person.will_say(&["no"]);
    let failure = person.install(&key, &private, &target(&account)).unwrap_err();
    assert_eq!(failure, Failure::HostKeyRefused);
    assert!(!person.path("known_hosts").exists());
}

#[test]
fn wherever_it_is_stopped_ssh_is_gone_and_nothing_was_changed() {
    let stops: [fn(&Question) -> bool; 2] = [
        |question| matches!(question, Question::HostKey(_)),
        |question| matches!(question, Question::Password(_)),
    ];
    for stops_at in stops {
        let Some(account) = Account::new() else { return };
        let mut person = Person::new();
        let (key, private) = key_of(&person, &KeyOptions::default());
        person.will_say(&["yes"]);
        person.stops_at = Some(stops_at);
        let failure = person.install(&key, &private, &target(&account)).unwrap_err();
        assert!(failure.is_stop(), "{failure:?}");
        assert_eq!(account.authorized_keys(), "");
        let sought = person.path("config").display().to_string();
        let left = output_of(command("ps").args(["-eo", "args"]));
        assert!(!left.contains(&sought), "{left}");
    }
}

#[test]
fn without_an_answer_ssh_says_why_it_was_not_let_in() {
    let Some(account) = Account::new() else { return };
    let mut person = Person::who_knows(&account);
    let (key, private) = key_of(&person, &KeyOptions::default());
    person.answers = vec![None, None, None];
    let failure = person.install(&key, &private, &target(&account)).unwrap_err();
    let Failure::Log { step: Step::SignIn, log } = &failure else { panic!("{failure:?}") };
    assert!(log.contains("Permission denied (publickey,password)"), "{log}");
}
