//! Certificates: what they say, what is copied, what is saved.

use crate::support::fakes::Outside;
use crate::support::keys;
use crate::support::window::{Look, Person};
use keywright::app::{Action, Certified, Content, KeyState};
use keywright::format::{self, KeyFile};
use keywright::key::{
    Authority, CertType, Certificate, CertificateOption, NewKind, OptionValue, SignatureStatus,
};
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
        holder: CertType::User,
        key_id: "ann from accounting".to_owned(),
        principals: vec!["ann".to_owned(), "backup".to_owned()],
        valid_after: FROM,
        valid_before: UNTIL,
        critical_options: vec![option("source-address", OptionValue::Text("10.0.0.0/8".to_owned()))],
        extensions: vec![option("permit-pty", OptionValue::Flag)],
        has_zero_byte: false,
        authority: Authority::Known(keys::made(NewKind::Ed25519, "ca").public().clone()),
        signature_algorithm: "ssh-ed25519".to_owned(),
        signature: SignatureStatus::Valid,
    }
}

fn option(name: &str, value: OptionValue) -> CertificateOption {
    CertificateOption { name: name.to_owned(), value }
}

/// A window with this certificate, on this day.
pub fn person_with(certificate: Certificate, now: u64, look: Look) -> Person {
    let outside = Outside::new();
    let worker = Box::new(outside.worker.clone());
    Person::with_prepared(outside, look, worker, move |app| {
        app.act(Action::Paste(Zeroizing::new(certificate.key.line())));
        app.drain_events();
        let KeyState::Open(ready) = &mut app.model.key.state else { panic!("no key") };
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
        "ssh-ed25519",
        "The signature is valid. Only you can decide whether to trust the signing key.",
        "A certificate is safe to share.",
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
        holder: CertType::Host,
        critical_options: Vec::new(),
        signature: SignatureStatus::Unchecked,
        ..certificate()
    };
    let person = person_with(open, FROM, Look::default());
    person.must_not_see("A certificate is safe to share.");
    for words in [
        "For a server",
        "none: valid for no server (before OpenSSH 10.3: for any server)",
        "always",
        "The signature could not be checked: Keywright does not support this type of signature.",
    ] {
        person.must_see(words);
    }
    person.must_not_see("ssh refuses");
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

#[test]
fn what_ssh_refuses_is_said_and_why() {
    let nobody = Certificate { principals: Vec::new(), ..certificate() };
    let person = person_with(nobody, FROM + 1, Look::default());
    person.must_see("none: valid for no user (before OpenSSH 10.3: for any user)");
    let command = || option("force-command", OptionValue::Text("ls".to_owned()));
    let bare = || option("force-command", OptionValue::Bytes(b"ls".to_vec()));
    let crowd = (0..257).map(|number| format!("p{number}")).collect();
    for (certificate, words) in [
        (Certificate { principals: crowd, ..certificate() }, "because it lists 257 principals"),
        (Certificate { critical_options: vec![bare()], ..certificate() }, "force-command is not a string"),
        (
            Certificate { critical_options: vec![command(), command()], ..certificate() },
            "force-command appears more than once",
        ),
        (Certificate { has_zero_byte: true, ..certificate() }, "contains a zero byte"),
    ] {
        let person = person_with(certificate, FROM + 1, Look::default());
        person.must_see("ssh refuses this certificate because");
        person.must_see(words);
    }
}

#[test]
fn a_certificate_by_a_post_quantum_key_names_its_type() {
    let name = "ssh-mldsa44-ed25519@openssh.com".to_owned();
    let authority = Authority::Unknown { name, blob: vec![1; 64] };
    let fingerprint = authority.fingerprint().sha256();
    let certificate = Certificate { authority, signature: SignatureStatus::Unchecked, ..certificate() };
    let person = person_with(certificate, FROM + 1, Look::default());
    person.must_see("key of type ssh-mldsa44-ed25519@openssh.com");
    person.must_see(&fingerprint);
    person.must_see("The signature could not be checked: Keywright does not support this type of signature.");
}

const CERTIFIED: &[u8] = include_bytes!("../vectors/newest/ed25519-cert-v3-plain.ppk");
const LOCKED: &[u8] = include_bytes!("../vectors/newest/ed25519-cert-v3-locked.ppk");
const UNREAD: &[u8] = include_bytes!("../vectors/newest/bad-trailing.ppk");
const FORGED: &[u8] = include_bytes!("../vectors/newest/bad-certificate-signature.ppk");
const LINE: &str = include_str!("../vectors/newest/ed25519-cert.pub");

/// Type and base64.
fn without_comment(line: &str) -> String {
    line.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
}

fn person_with_file(name: &str, file: &[u8]) -> Person {
    let mut person = Person::at_the_window();
    let path = keys::put(&person.outside.path("old"), name, file);
    person.drop_files(&[path]);
    person
}

#[test]
fn a_ppk_shows_its_certificate_below_the_key_and_saves_it_beside() {
    let mut person = person_with_file("work.ppk", CERTIFIED);
    for words in
        ["Ed25519 key", "Certificate for a user", "ed25519 id", "alice, bob", "The signature is valid."]
    {
        person.must_see(words);
    }
    // Named before it is saved.
    person.must_see("Will save work, work.pub and work-cert.pub, without a passphrase");
    person.click("Convert and save to ~/.ssh");
    person.must_see("Saved work, work.pub and work-cert.pub in ~/.ssh.");
    let saved = |name| fs::read_to_string(person.outside.dot_ssh(name)).expect(name);
    assert_eq!(without_comment(&saved("work-cert.pub")), without_comment(LINE));
    assert!(saved("work.pub").starts_with("ssh-ed25519 AAAA"));
}

#[test]
fn a_certificate_stays_with_its_key_when_comment_and_passphrase_change() {
    let mut person = person_with_file("work.ppk", CERTIFIED);
    person.retype("Comment", "ann at work");
    person.click("Set a passphrase…");
    person.type_into("New passphrase", "correct horse 27");
    person.type_into("Repeat passphrase", "correct horse 27");
    person.click("Set passphrase");
    person.must_see("Certificate for a user");
    let path = person.outside.path("new.ppk");
    person.outside.dialogs.will_answer(DialogAnswer::Chosen(path.clone()));
    person.click("Save as");
    person.click("PuTTY key, version 3, .ppk");
    let bytes = fs::read(path).expect("it");
    let Ok(KeyFile::Encrypted(key)) = format::read(&bytes) else { panic!("not locked") };
    let line = key.claimed_certificate().expect("a certificate").line();
    assert_eq!(line, format!("{} ann at work", without_comment(LINE)));
}

#[test]
fn a_locked_ppk_shows_its_certificate_before_and_after() {
    let mut person = person_with_file("work.ppk", LOCKED);
    person.must_see("Certificate for a user");
    person.must_see("alice, bob");
    person.type_into("Passphrase", "correct horse");
    person.press(eframe::egui::Key::Enter);
    person.must_see("Will save work, encrypted with your passphrase, and work.pub and work-cert.pub.");
}

#[test]
fn one_that_cannot_be_read_or_is_forged_is_said_and_keeps_no_key_closed() {
    let mut person = person_with_file("work.ppk", UNREAD);
    person.must_see("The certificate in this file cannot be read. The key is not affected");
    person.click("Convert and save to ~/.ssh");
    person.must_see("work-cert.pub in ~/.ssh.");
    let person = person_with_file("work.ppk", FORGED);
    person.must_see("Certificate for a user");
    person.must_see("The signature is not valid");
}

#[test]
fn a_public_key_says_beforehand_that_it_has_no_certificate() {
    let person = person_with_file("work.ppk", CERTIFIED);
    person.must_see("Public keys are saved without it.");
    let mut person = Person::at_the_window();
    person.click("Convert keys");
    let path = keys::put(&person.outside.path("old"), "work.ppk", CERTIFIED);
    person.drop_files(&[path]);
    person.must_not_see("be part of the public key");
    person.click("OpenSSH private key");
    person.click("Public key, one line, .pub");
    person.must_see("One key has a certificate, which will not be part of the public key.");
}

#[test]
fn converting_keys_writes_their_certificates_and_counts_all_names() {
    let mut person = Person::at_the_window();
    person.click("Convert keys");
    let old = person.outside.path("old");
    keys::put(&old, "work-cert.pub", b"of another key");
    let path = keys::put(&old, "work.ppk", CERTIFIED);
    person.drop_files(&[path]);
    person.must_see("certificate");
    person.click("Convert 1 key");
    person.must_see("New files: work_2, work_2.pub, work_2-cert.pub");
    let saved = fs::read_to_string(old.join("work_2-cert.pub")).expect("it");
    assert_eq!(without_comment(&saved), without_comment(LINE));
}

#[test]
fn a_key_in_a_security_key_says_what_using_it_takes() {
    let key = include_bytes!("../vectors/newest/ed25519-sk-resident");
    let person = person_with_file("id_ed25519_sk", key);
    for words in ["Application", "ssh:example", "Touch", "PIN", "required", "Resident", "ssh-keygen -K"] {
        person.must_see(words);
    }
    let locked = include_bytes!("../vectors/newest/ed25519-sk-locked");
    let person = person_with_file("id_ed25519_sk", locked);
    person.must_see("Application");
    person.must_not_see("Touch");
}
