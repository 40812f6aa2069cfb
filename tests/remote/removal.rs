//! A key is removed from a server, and nobody is locked out by that.

use crate::account::{Account, PASSWORD};
use crate::install::{changed, key_of, new_key, target};
use crate::person::Person;
use crate::programs::{command, output_of, put, wait_for};
use keywright::remote::{Failure, LogIn, NewKey, Outcome, Progress, Question, Refusal, Removed, SignIn};
use keywright::sshfiles::KeyOptions;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

#[test]
fn a_removed_key_does_not_log_in_any_more_and_all_others_stay() {
    let Some(account) = Account::new() else { return };
    let mut person = Person::who_knows(&account);
    let (key, private) = key_of(&person, &KeyOptions::default());
    let others =
        "# first\nssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHK6mWmvlEGrMNAs9eJzDpl6SGbvPMzLNmBnjLl3VbXs bob\n";
    account.put(".ssh/authorized_keys", others);
    person.will_say(&[PASSWORD, PASSWORD, PASSWORD]);
    person.install(&key, &private, &target(&account)).unwrap();
    person.remove(&key, &target(&account)).unwrap();
    assert_eq!(changed(&person).outcome, Outcome::Removed);
    assert_eq!(account.authorized_keys(), others);
    person.remove(&key, &target(&account)).unwrap();
    assert_eq!(changed(&person).outcome, Outcome::Absent);
}

#[test]
fn the_key_that_lets_somebody_in_is_not_removed_by_itself() {
    let Some(account) = Account::with("/bin/sh", "AuthenticationMethods publickey") else { return };
    let mut person = Person::who_knows(&account);
    let (key, private) = key_of(&person, &KeyOptions::default());
    let before = format!("{}\n", key.line());
    account.put(".ssh/authorized_keys", &before);
    person.uses(&private);
    assert_eq!(person.remove(&key, &target(&account)), Err(Failure::LastWayIn));
    assert_eq!(account.authorized_keys(), before);
}

/// An account that two keys log in to, of which the first is to go, and somebody who has both.
struct TwoKeys {
    account: Account,
    person: Person,
    goes: NewKey,
    stays: (NewKey, PathBuf),
    /// What authorized_keys holds.
    before: String,
}

impl TwoKeys {
    fn new(passphrase: &str) -> Option<Self> {
        let account = Account::new()?;
        let person = Person::who_knows(&account);
        let (goes, _) = key_of(&person, &KeyOptions::default());
        let stays = new_key(&person, "id_new", passphrase, &KeyOptions::default());
        let before = format!("# mine\n{}\n{}\n", goes.line(), stays.0.line());
        account.put(".ssh/authorized_keys", &before);
        Some(Self { account, person, goes, stays, before })
    }

    fn remove(&mut self) -> Result<(), Failure> {
        let (stays, private) = &self.stays;
        self.person.remove_if_stays(&self.goes, (stays, private), &target(&self.account))
    }

    /// No copy of the file, and no lock, is left on the server.
    fn leaves_nothing(&self) {
        let folder = fs::read_dir(self.account.path(".ssh")).unwrap();
        let names: Vec<_> = folder.map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["authorized_keys"]);
    }
}

#[test]
fn a_key_goes_once_the_one_that_stays_has_let_the_person_in_before_and_after() {
    let Some(mut two) = TwoKeys::new("") else { return };
    two.remove().unwrap();
    let [
        Progress::Connected(_),
        Progress::StillIn { log_in: LogIn::Welcome, is_removed: false },
        Progress::SignedIn(SignIn::Key(_)),
        Progress::StillIn { log_in: LogIn::Welcome, is_removed: true },
        Progress::Changed(reply),
    ] = &two.person.seen[..]
    else {
        panic!("{:?}", two.person.seen)
    };
    assert_eq!(reply.outcome, Outcome::Removed);
    assert_eq!(two.account.authorized_keys(), format!("# mine\n{}\n", two.stays.0.line()));
    assert_eq!(fs::read_to_string(reply.backup.as_ref().unwrap()).unwrap(), two.before);
    assert_eq!(two.person.asked, [], "the key that stays signs in");
    // Once more: it is not there, and nothing waits for a word.
    two.remove().unwrap();
    assert_eq!(changed(&two.person).outcome, Outcome::Absent);
}

#[test]
fn nothing_is_removed_where_the_key_that_is_to_stay_lets_nobody_in() {
    let Some(mut two) = TwoKeys::new("") else { return };
    let only = format!("{}\n", two.goes.line());
    two.account.put(".ssh/authorized_keys", &only);
    let Err(Failure::StayingKey { removed: Removed::No, why }) = two.remove() else { panic!() };
    assert!(matches!(*why, Failure::KeyRefused { .. }), "{why:?}");
    assert_eq!(two.person.asked, [], "nobody has signed in");
    assert_eq!(two.account.authorized_keys(), only);
    let (goes, private) = key_of(&two.person, &KeyOptions::default());
    two.stays = (goes, private);
    assert_eq!(two.remove(), Err(Failure::LastWayIn), "it cannot go and stay");
}

#[test]
fn a_removed_key_is_put_back_where_the_other_one_lets_nobody_in_without_it() {
    let Some(mut two) = TwoKeys::new("") else { return };
    // Somebody opens the home folder to all meanwhile: sshd trusts no key then.
    let home = two.account.path(".");
    two.person.on_sign_in = Some(Box::new(move || {
        output_of(command("chmod").arg("777").arg(&home));
    }));
    let Err(Failure::StayingKey { removed: Removed::PutBack, why }) = two.remove() else { panic!() };
    assert!(matches!(*why, Failure::KeyRefused { .. }), "{why:?}");
    assert_eq!(two.account.authorized_keys(), two.before);
    two.leaves_nothing();
}

#[test]
fn a_removed_key_is_put_back_for_somebody_who_stops_before_the_other_one_was_tried() {
    let Some(mut two) = TwoKeys::new("locked") else { return };
    two.person.will_say(&["locked", "locked"]);
    two.person.stops_after = Some(3);
    let failure = two.remove().unwrap_err();
    assert!(matches!(failure, Failure::StayingKey { removed: Removed::PutBack, .. }), "{failure:?}");
    assert!(failure.is_stop());
    assert!(matches!(two.person.asked[2], Question::Passphrase(_)), "{:?}", two.person.asked);
    assert_eq!(two.account.authorized_keys(), two.before);
    two.leaves_nothing();
}

#[test]
fn a_removed_key_is_put_back_where_the_connection_breaks_off() {
    let Some(mut two) = TwoKeys::new("locked") else { return };
    two.person.will_say(&["locked", "locked", "locked"]);
    let name = two.account.name.clone();
    two.person.on_question = Some((
        3,
        Box::new(move || {
            // The connection of the account that is signed in, on the server.
            output_of(command("pkill").args(["-KILL", "-f", &format!("^sshd.*: {name}@notty")]));
        }),
    ));
    let failure = two.remove().unwrap_err();
    assert!(matches!(failure, Failure::Log { .. }), "{failure:?}");
    wait_for("the key to be put back", || (two.account.authorized_keys() == two.before).then_some(()));
    wait_for("the lock to go", || {
        (!two.account.path(".ssh/authorized_keys.keywright-lock").exists()).then_some(())
    });
    two.leaves_nothing();
}

#[test]
fn a_key_that_is_a_part_of_what_lets_somebody_in_is_not_removed_either() {
    let Some(account) = Account::with("/bin/sh", "AuthenticationMethods publickey,password") else { return };
    let mut person = Person::who_knows(&account);
    let (key, private) = key_of(&person, &KeyOptions::default());
    let before = format!("{}\n", key.line());
    account.put(".ssh/authorized_keys", &before);
    person.uses(&private);
    person.will_say(&[PASSWORD]);
    assert_eq!(person.remove(&key, &target(&account)), Err(Failure::LastWayIn));
    assert_eq!(account.authorized_keys(), before);
}

#[test]
fn a_key_that_only_runs_a_fixed_command_does_not_take_the_place_of_another_one() {
    let Some(mut two) = TwoKeys::new("") else { return };
    let before = format!("{}\nrestrict,command=\"/bin/true\" {}\n", two.goes.line(), two.stays.0.line());
    two.account.put(".ssh/authorized_keys", &before);
    let Err(Failure::StayingKey { removed: Removed::No, why }) = two.remove() else { panic!() };
    assert!(matches!(*why, Failure::NoShell { .. }), "{why:?}");
    assert_eq!(two.account.authorized_keys(), before);
}

#[test]
fn a_key_goes_from_both_files_that_sshd_reads() {
    let Some(account) = Account::new() else { return };
    let mut person = Person::who_knows(&account);
    let (key, _) = key_of(&person, &KeyOptions::default());
    let line = format!("{}\n", key.line());
    account.put(".ssh/authorized_keys", &line);
    account.put(".ssh/authorized_keys2", &format!("{line}# second"));
    person.will_say(&[PASSWORD, PASSWORD]);
    person.remove(&key, &target(&account)).unwrap();
    let second = || fs::read_to_string(account.path(".ssh/authorized_keys2")).unwrap();
    assert_eq!((account.authorized_keys(), second()), (String::new(), "# second".to_owned()));
    account.put(".ssh/authorized_keys2", &line);
    person.will_say(&[PASSWORD]);
    person.remove(&key, &target(&account)).unwrap();
    assert_eq!((changed(&person).outcome, second()), (Outcome::Removed, String::new()));
}

#[test]
fn the_lines_of_an_authority_and_an_unfinished_last_line_stay_as_they_are() {
    let Some(account) = Account::new() else { return };
    let mut person = Person::who_knows(&account);
    let (key, _) = key_of(&person, &KeyOptions::default());
    let authority = format!("cert-authority,principals=\"ann\" {}\n# unfinished", key.line());
    account.put(".ssh/authorized_keys", &format!("{}\r\n{authority}", key.line()));
    person.will_say(&[PASSWORD]);
    person.remove(&key, &target(&account)).unwrap();
    assert_eq!(account.authorized_keys(), authority);
}

#[test]
fn what_somebody_else_writes_meanwhile_stays_when_a_key_is_put_back() {
    let Some(mut two) = TwoKeys::new("locked") else { return };
    two.person.will_say(&["locked", "locked", "locked"]);
    let (file, home) = (two.account.path(".ssh/authorized_keys"), two.account.path("."));
    two.person.on_question = Some((
        3,
        Box::new(move || {
            let text = fs::read_to_string(&file).unwrap();
            put(&file, &format!("{text}# an edit"));
            // And the key that stays is not accepted any more.
            output_of(command("chmod").arg("777").arg(&home));
        }),
    ));
    let failure = two.remove().unwrap_err();
    assert!(matches!(failure, Failure::StayingKey { removed: Removed::PutBack, .. }), "{failure:?}");
    let (goes, stays) = (two.goes.line(), two.stays.0.line());
    assert_eq!(two.account.authorized_keys(), format!("# mine\n{stays}\n# an edit\n{goes}\n"));
    two.leaves_nothing();
}

#[test]
fn nobody_changes_the_file_while_a_removal_waits_and_a_lock_of_somebody_who_is_gone_holds_nobody_up() {
    let Some(mut two) = TwoKeys::new("locked") else { return };
    // Its holder has ended.
    two.account.put(".ssh/authorized_keys.keywright-lock/holder", "4194305\n");
    two.person.will_say(&["locked", "locked", "locked"]);
    let other = Mutex::new(Person::who_knows(&two.account));
    let (target, answered) = (target(&two.account), Arc::new(Mutex::new(None)));
    let answer = Arc::clone(&answered);
    two.person.on_question = Some((
        3,
        Box::new(move || {
            let mut other = other.lock().unwrap();
            let (key, private) = key_of(&other, &KeyOptions::default());
            other.will_say(&[PASSWORD]);
            *answer.lock().unwrap() = Some(other.install(&key, &private, &target));
        }),
    ));
    two.remove().unwrap();
    let other = answered.lock().unwrap().take();
    assert!(matches!(other, Some(Err(Failure::Refused(Refusal::Busy(_))))), "{other:?}");
    assert_eq!(two.account.authorized_keys(), format!("# mine\n{}\n", two.stays.0.line()));
}

#[test]
fn a_key_that_is_allowed_elsewhere_as_well_is_said_to_let_somebody_in() {
    let Some(mut two) = TwoKeys::new("") else { return };
    let command = two.person.path("keys");
    put(&command, &format!("#!/bin/sh\necho '{}'\n", two.goes.line()));
    fs::set_permissions(&command, fs::Permissions::from_mode(0o755)).unwrap();
    // sshd runs no program in a folder that others could change.
    let safe = PathBuf::from("/run/keywright-keys-of-a-test");
    fs::copy(&command, &safe).unwrap();
    let settings = format!("AuthorizedKeysCommand {}\nAuthorizedKeysCommandUser root", safe.display());
    let Some(account) = Account::with("/bin/sh", &settings) else { return };
    account.put(".ssh/authorized_keys", &two.before);
    put(&two.person.path("known_hosts"), &account.known_as());
    two.account = account;
    let removed = two.remove();
    fs::remove_file(&safe).unwrap();
    assert_eq!(removed, Err(Failure::StillAccepted));
    assert_eq!(changed(&two.person).outcome, Outcome::Removed);
}

#[test]
fn a_key_that_lets_nobody_in_without_another_one_does_not_take_its_place() {
    let Some(mut two) = TwoKeys::new("") else { return };
    let Some(account) = Account::with("/bin/sh", "AuthenticationMethods publickey,publickey") else { return };
    account.put(".ssh/authorized_keys", &two.before);
    put(&two.person.path("known_hosts"), &account.known_as());
    two.account = account;
    let Err(Failure::StayingKey { removed: Removed::No, why }) = two.remove() else { panic!() };
    assert!(matches!(*why, Failure::AndMore(_)), "{why:?}");
    assert_eq!(two.account.authorized_keys(), two.before);
}
