//! Servers that want a one-time code: what they say and ask is seen, a wrong code is asked for again.

use crate::account::{Account, PASSWORD};
use crate::install::{key_of, target};
use crate::pam::code;
use crate::person::Person;
use crate::window::{outside, with_a_new_key};
use keywright::remote::{LogIn, Progress, Question, SignIn};
use keywright::sshfiles::KeyOptions;

/// As Duo and others do it: before the question there are the ways to answer it.
const SAYS: &str = "Two steps for this account.\n\n 1. Code of your phone\n 2. Code of your card\n";

#[test]
fn a_password_and_a_code_let_somebody_in_and_then_the_key_alone() {
    let Some(account) = Account::with_codes(SAYS) else { return };
    let mut person = Person::who_knows(&account);
    let (key, private) = key_of(&person, &KeyOptions::default());
    person.will_say(&[PASSWORD, "000000", PASSWORD, &code(0)]);
    person.install(&key, &private, &target(&account)).unwrap();
    assert!(person.before[0].starts_with("Private. Keep out.\n"), "{:?}", person.before);
    let asked = person.asked.iter().map(|question| match question {
        Question::Text(text) => text.as_str(),
        other => panic!("{other:?}"),
    });
    let asked: Vec<_> = asked.collect();
    let [password, wrong, again, right] = asked[..] else { panic!("{asked:?}") };
    assert_eq!((password, wrong), (again, right));
    let from = format!("({}@127.0.0.1) {SAYS}", account.name);
    assert!(password.starts_with(from.trim_end()) && password.ends_with("Password"), "{password}");
    assert!(wrong.contains("One-time password"), "{wrong}");
    assert_eq!(person.seen[1], Progress::SignedIn(SignIn::Interactive));
    assert_eq!(person.seen.last(), Some(&Progress::Tried(LogIn::Welcome)));
    assert_eq!(account.authorized_keys(), format!("{}\n", key.line()));
}

#[test]
fn at_the_window_a_wrong_code_is_asked_for_again() {
    let Some(account) = Account::with_codes(SAYS) else { return };
    let mut person = with_a_new_key(outside(), "");
    person.type_into("Server", &format!("{}@127.0.0.1:{}", account.name, account.port));
    person.click("Install and try");
    person.wait_until("the question", |person| person.sees("Is this the right server?"));
    person.click("Yes, the fingerprint is right");
    person.wait_until("the greeting", |person| person.sees("Private. Keep out.\n"));
    for code in ["000000", &code(0)] {
        person.wait_until("the first step", |person| person.sees("Two steps for this account."));
        person.must_see("\n 1. Code of your phone\n 2. Code of your card\n");
        person.type_into("Answer", PASSWORD);
        person.click("Continue");
        person.wait_until("the second step", |person| person.sees("One-time password"));
        person.must_not_see("Two steps for this account.");
        person.type_into("Answer", code);
        person.click("Continue");
    }
    person.wait_until("the end", |person| person.sees("You can log in with this key."));
    person.must_see("Signed in");
    let line = std::fs::read_to_string(person.outside.dot_ssh("id_ed25519.pub")).unwrap();
    assert_eq!(account.authorized_keys(), line);
}
