use super::*;
use crate::format::{self, KeyFile};
use jiff::civil::date;

const OLD: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBHT0YiSU+WRBkJW2b0Xn2cWT9A9C6pUDjZ7wVLQJwSm ann@old";
const NEW: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKHUrTDxbVUTuXQzN0bKnd7ecmxVm6EJcLMUz42lEnZc ann@new";

/// The same path where the paths of a disk begin with its letter.
fn absolute(path: &str) -> String {
    let disk = if Path::new(path).is_absolute() { "" } else { "C:" };
    format!("{disk}{path}")
}

fn key(file: &str, line: &str) -> KeyInFile {
    let Ok(KeyFile::Public(_, key)) = format::read(line.as_bytes()) else { panic!("a public key: {line}") };
    KeyInFile { file: absolute(file).into(), key }
}

fn started() -> Replacement {
    Replacement::start(key("/home/ann/.ssh/id_rsa", OLD), key("/home/ann/.ssh/id_ed25519", NEW)).unwrap()
}

fn at(text: &str) -> Target {
    Target::parse(text).unwrap()
}

fn first_day() -> Date {
    date(2026, 11, 30)
}

fn moved() -> Vec<(PathBuf, PathBuf)> {
    let path = |name| absolute(&format!("/home/ann/.ssh/{name}")).into();
    vec![(path("id_rsa"), path("id_rsa.2026-12-30.bak"))]
}

/// Both servers have both keys, and ssh uses the new one.
fn configured() -> Replacement {
    let mut plan = started();
    for server in ["ann@web", "db:2222"] {
        plan.add(at(server)).unwrap();
        plan.new_key_works(&at(server), first_day()).unwrap();
    }
    plan.configured(Configuration::UsesNewKey, first_day()).unwrap();
    plan
}

#[test]
fn each_step_follows_from_what_was_done() {
    let mut plan = started();
    assert_eq!(plan.step(first_day()), Step::Servers);
    plan.add(at("ann@web")).unwrap();
    assert_eq!(plan.step(first_day()), Step::Servers);
    plan.new_key_works(&at("ann@web"), first_day()).unwrap();
    assert_eq!(plan.step(first_day()), Step::Configuration);
    plan.configured(Configuration::UsesNewKey, first_day()).unwrap();
    assert_eq!((plan.step(first_day()), plan.keep_until()), (Step::Keep, Some(date(2026, 12, 30))));
    let later = date(2026, 12, 30);
    assert_eq!(plan.step(later), Step::Remove);
    plan.old_key_removed(&at("ann@web"), later).unwrap();
    assert_eq!(plan.step(later), Step::MoveAside);
    plan.moved_aside(moved(), later).unwrap();
    assert_eq!(plan.step(later), Step::Done);
    plan.moved_back().unwrap();
    assert_eq!(plan.step(later), Step::MoveAside);
}

#[test]
fn the_old_key_is_never_removed_where_the_new_one_was_not_tried() {
    let mut plan = started();
    let later = date(2030, 1, 1);
    plan.add(at("web")).unwrap();
    assert_eq!(plan.removal(&at("web"), later).unwrap_err(), Refused::NotTried);
    assert_eq!(plan.configured(Configuration::UsesNewKey, first_day()), Err(Refused::NotTried));
    assert_eq!(plan.may_move_aside(later), Err(Refused::NotTried));
    plan.skip(&at("web")).unwrap();
    plan.configured(Configuration::Left, first_day()).unwrap();
    assert_eq!(plan.removal(&at("web"), later).unwrap_err(), Refused::NotTried);
    assert_eq!(plan.removal(&at("ann@web"), later).unwrap_err(), Refused::NotThere);
    // A server that is added late is no exception.
    plan.add(at("late")).unwrap();
    assert_eq!(plan.step(later), Step::Servers);
    assert_eq!(plan.old_key_removed(&at("late"), later), Err(Refused::NotTried));
    assert_eq!(plan.may_move_aside(later), Err(Refused::NotTried));
}

#[test]
fn the_old_key_stays_until_ssh_uses_the_new_one_and_the_day_has_come() {
    let mut plan = started();
    plan.add(at("web")).unwrap();
    plan.new_key_works(&at("web"), first_day()).unwrap();
    let later = date(2030, 1, 1);
    assert_eq!(plan.removal(&at("web"), later).unwrap_err(), Refused::NotConfigured);
    assert_eq!(plan.keep(first_day()), Err(Refused::NotConfigured));
    plan.configured(Configuration::UsesNewKey, first_day()).unwrap();
    let kept = Refused::Kept(date(2026, 12, 30));
    assert_eq!(plan.removal(&at("web"), first_day()).unwrap_err(), kept);
    assert_eq!(plan.may_move_aside(first_day()), Err(kept));
    plan.keep(first_day()).unwrap();
    let removal = plan.removal(&at("web"), first_day()).unwrap();
    assert_eq!(removal.target(), &at("web"));
    assert!(removal.old().is_same_key(&plan.old().key));
    assert_eq!(removal.new_key(), Path::new(&absolute("/home/ann/.ssh/id_ed25519")));
    assert_eq!(plan.may_move_aside(first_day()), Err(Refused::StillUsed));
}

#[test]
fn a_server_that_cannot_be_reached_holds_nobody_up_but_the_files() {
    let mut plan = configured();
    let later = date(2027, 1, 1);
    plan.old_key_removed(&at("ann@web"), later).unwrap();
    assert_eq!(plan.step(later), Step::Remove);
    assert_eq!(plan.moved_aside(moved(), later), Err(Refused::StillUsed));
    plan.skip(&at("db:2222")).unwrap();
    assert_eq!(plan.step(later), Step::MoveAside);
    plan.no_longer_skip(&at("db:2222")).unwrap();
    assert_eq!(plan.step(later), Step::Servers);
}

#[test]
fn what_destroys_is_not_taken_back_and_not_done_twice() {
    let mut plan = configured();
    let (later, web) = (date(2027, 1, 1), at("ann@web"));
    plan.old_key_removed(&web, later).unwrap();
    assert_eq!(plan.old_key_removed(&web, later), Err(Refused::NotThere));
    assert_eq!(plan.new_key_works(&web, later), Err(Refused::NotThere));
    assert_eq!(plan.skip(&web), Err(Refused::NotThere));
    assert_eq!(plan.take_out(&web), Err(Refused::NotThere));
    assert_eq!(plan.configured_back(), Err(Refused::TooLate));
    plan.old_key_removed(&at("db:2222"), later).unwrap();
    assert_eq!(plan.moved_aside(Vec::new(), later), Err(Refused::NotThere));
    plan.moved_aside(moved(), later).unwrap();
    assert_eq!(plan.add(at("new")), Err(Refused::TooLate));
    assert_eq!(plan.keep(later), Err(Refused::TooLate));
    assert_eq!(plan.may_move_aside(later), Err(Refused::TooLate));
    assert_eq!(plan.configured(Configuration::Left, later), Err(Refused::TooLate));
}

#[test]
fn a_configuration_that_is_put_back_is_to_be_changed_again() {
    let mut plan = configured();
    plan.configured_back().unwrap();
    assert_eq!(plan.step(first_day()), Step::Configuration);
    assert_eq!(plan.removal(&at("ann@web"), date(2030, 1, 1)).unwrap_err(), Refused::NotConfigured);
}

#[test]
fn no_key_replaces_itself_and_no_server_is_there_twice() {
    let old = || key("/home/ann/.ssh/id_rsa", OLD);
    assert_eq!(Replacement::start(old(), key("/other", OLD)), Err(Refused::SameKey));
    assert_eq!(Replacement::start(old(), key("/home/ann/.ssh/id_rsa", NEW)), Err(Refused::SameKey));
    let mut plan = started();
    plan.add(at("web")).unwrap();
    assert_eq!(plan.add(at("web")), Err(Refused::Known));
    plan.add(at("ann@web")).unwrap();
    plan.take_out(&at("web")).unwrap();
    assert_eq!(plan.servers().len(), 1);
    for number in 1..MOST_SERVERS {
        plan.add(at(&format!("h{number}"))).unwrap();
    }
    assert_eq!(plan.add(at("more")), Err(Refused::TooMany));
    assert_eq!(Replacement::read(plan.text().unwrap().as_bytes()), Ok(plan));
}

#[test]
fn every_state_comes_back_from_its_text() {
    let mut all = vec![started(), configured()];
    let mut plan = configured();
    let later = date(2027, 1, 1);
    plan.old_key_removed(&at("ann@web"), later).unwrap();
    all.push(plan.clone());
    plan.skip(&at("db:2222")).unwrap();
    plan.moved_aside(moved(), later).unwrap();
    all.push(plan);
    let mut plan = started();
    let jump = Target { jump: Some("ann@gate:22".to_owned()), ..at("[2001:db8::1]:22") };
    plan.add(jump).unwrap();
    all.push(plan);
    for plan in all {
        let text = plan.text().unwrap();
        assert_eq!(Replacement::read(text.as_bytes()), Ok(plan), "{text}");
    }
}

/// Whatever stands in the file: nothing that the steps do not lead to is believed.
#[test]
fn a_text_that_no_steps_lead_to_is_damaged() {
    let mut plan = configured();
    plan.old_key_removed(&at("ann@web"), date(2027, 1, 1)).unwrap();
    let text = plan.text().unwrap();
    for (from, to) in [
        ("version = 1", "version = 0x"),
        ("uses new key", "before"),
        ("uses new key", "whatever"),
        ("keep_until = \"2026-12-30\"\n", ""),
        ("2026-12-30", "2026-02-30"),
        ("new key works", "waiting"),
        ("host = \"db\"", "host = \"-oProxyCommand=x\""),
        ("host = \"db\"\nport = 2222", "host = \"web\"\nuser = \"ann\""),
        (&*absolute("/home/ann/.ssh/id_ed25519"), "id_ed25519"),
        (NEW, OLD),
        (NEW, "ssh-ed25519 AAAA"),
    ] {
        let bad = text.replacen(from, to, 1);
        assert_ne!(bad, text, "{from} is not in it");
        assert_eq!(Replacement::read(bad.as_bytes()), Err(BadText::Damaged), "{from} -> {to}");
    }
    let moved = format!("{text}\n[[moved]]\nfrom = \"/a\"\nto = \"/b\"\n");
    assert_eq!(Replacement::read(moved.as_bytes()), Err(BadText::Damaged), "a server still has both");
    assert_eq!(Replacement::read(&text.as_bytes()[..text.len() / 2]), Err(BadText::Damaged));
    assert_eq!(Replacement::read(b"\xff"), Err(BadText::Damaged));
    assert_eq!(Replacement::read(&vec![b'#'; MOST_BYTES + 1]), Err(BadText::Damaged));
    let newer = text.replacen("version = 1", "version = 2\nmore = true", 1);
    assert_eq!(Replacement::read(newer.as_bytes()), Err(BadText::Newer));
}

#[test]
fn there_is_nothing_secret_in_the_text() {
    let text = configured().text().unwrap();
    assert!(!text.contains("PRIVATE") && text.contains(OLD) && text.contains(NEW), "{text}");
}
