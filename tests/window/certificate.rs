//! Certificates: what they say, what is copied, what is saved.

use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use keywright::app::{Action, Certified, Content, Stage};
use keywright::key::{Certificate, Holder, NewKind, Verdict};
use keywright::system::DialogAnswer;
use std::fs;
use zeroize::Zeroizing;

/// 2026-03-01 and 2026-09-01, noon in UTC.
const FROM: u64 = 1_772_366_400;
const UNTIL: u64 = 1_788_264_000;

pub fn certificate() -> Certificate {
    Certificate {
        name: "ssh-ed25519-cert-v01@openssh.com".to_owned(),
        blob: vec![7; 240],
        key: keys::made(NewKind::Ed25519, "ann@desk").public().clone(),
        serial: 42,
        holder: Holder::User,
        key_id: "ann from accounting".to_owned(),
        principals: vec!["ann".to_owned(), "backup".to_owned()],
        valid_after: FROM,
        valid_before: UNTIL,
        critical_options: vec![("source-address".to_owned(), "10.0.0.0/8".to_owned())],
        extensions: vec![("permit-pty".to_owned(), String::new())],
        authority: keys::made(NewKind::Ed25519, "ca").public().clone(),
        signature: Verdict::Right,
    }
}

/// A window with this certificate, on this day.
pub fn person_with(certificate: Certificate, now: u64, look: Look) -> Person {
    let outside = Outside::new();
    let worker = Box::new(outside.worker.clone());
    Person::with_prepared(outside, look, worker, move |app| {
        app.act(Action::Paste(Zeroizing::new(certificate.key.line())));
        app.catch_up();
        let Stage::Ready(ready) = &mut app.model.stage else { panic!("no key") };
        ready.facts.line = certificate.line();
        ready.content = Content::Certificate(Box::new(Certified::new(certificate, now)));
    })
}

#[test]
fn a_certificate_says_all_that_it_says() {
    let certificate = certificate();
    let (line, authority) = (certificate.line(), certificate.authority.fingerprint().sha256());
    let mut person = person_with(certificate, FROM + 1, Look::default());
    for words in [
        "Ed25519 certificate",
        "For a user",
        "ann from accounting",
        "42",
        "ann, backup",
        "from 2026-03-01 ",
        " until 2026-09-01 ",
        "source-address: 10.0.0.0/8",
        "permit-pty",
        &authority,
        "The key named above did sign this. Whether to trust that key is for you to know.",
        "It is safe to share.",
    ] {
        person.must_see(words);
    }
    person.must_not_see("expired");
    assert_eq!(person.value("Certificate"), line);
    person.click("Copy");
    person.must_see("Copied the certificate");
    assert_eq!(person.outside.copied(), [line]);
}

#[test]
fn its_dates_are_judged_and_what_it_leaves_out_is_said() {
    person_with(certificate(), UNTIL, Look::default()).must_see("This certificate has expired.");
    person_with(certificate(), FROM - 1, Look::default()).must_see("This certificate is not valid yet.");
    let open = Certificate {
        valid_after: 0,
        valid_before: u64::MAX,
        principals: Vec::new(),
        holder: Holder::Host,
        signature: Verdict::Unchecked,
        ..certificate()
    };
    let person = person_with(open, FROM, Look::default());
    person.must_not_see("It is safe to share.");
    for words in ["For a server", "Servers", "any", "always", "The signature could not be checked here."] {
        person.must_see(words);
    }
}

#[test]
fn only_its_public_key_can_be_saved() {
    let certificate = certificate();
    let line = certificate.key.line();
    let mut person = person_with(certificate, FROM + 1, Look::default());
    assert!(!person.can_click("Save to ~/.ssh"));
    let path = person.outside.path("ann.pub");
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(path.clone()));
    person.click("Save as");
    assert!(!person.sees("OpenSSH private key"));
    person.click("Public key, one line, .pub");
    assert_eq!(fs::read_to_string(path).expect("it"), format!("{line}\n"));
}
