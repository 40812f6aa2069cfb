//! What is next for a key, and what is known of the keys that are there, without a window.

use crate::Program;
use crate::support::fakes::Outside;
use crate::support::keys;
use keywright::app::{Action, FileNameProblem, KeyAction, KeyFocus, SaveDestination};
use keywright::format::PrivateFormat;
use keywright::key::NewKind;
use keywright::save::{BadName, Taken};
use keywright::system::DialogAnswer;
use std::path::PathBuf;

fn next(program: &Program) -> KeyFocus {
    program.app.model.key.focus().0
}

fn saved_as(program: &Program) -> PathBuf {
    match &program.open().place {
        SaveDestination::New(path) | SaveDestination::Same(path) => path.clone(),
        other => panic!("no place: {other:?}"),
    }
}

#[test]
fn a_key_is_saved_before_it_is_given_away() {
    let mut program = Program::new();
    assert_eq!(next(&program), KeyFocus::Form);
    program.outside.worker.hold();
    program.act(KeyAction::Generate);
    assert_eq!(next(&program), KeyFocus::Cancel);
    program.outside.worker.release();
    program.drain_events();
    assert_eq!(next(&program), KeyFocus::Save);
    program.outside.worker.hold();
    program.act(KeyAction::Save);
    assert_eq!(next(&program), KeyFocus::Wait);
    program.outside.worker.release();
    program.drain_events();
    assert_eq!(next(&program), KeyFocus::Copy);
    program.act(KeyAction::EditComment("changed".to_owned()));
    assert_eq!(next(&program), KeyFocus::Save);
}

#[test]
fn a_public_key_and_a_key_that_is_in_a_file_are_there_to_be_copied() {
    let mut program = Program::new();
    let path = program.ppk("a.ppk", None);
    program.act(Action::Open(vec![path]));
    assert_eq!(next(&program), KeyFocus::Copy);
    let line = program.open().facts.line.clone();
    program.act(Action::Paste(line.into()));
    assert_eq!(next(&program), KeyFocus::Copy);
}

#[test]
fn each_new_form_is_another_one() {
    let mut program = Program::new();
    let first = program.app.model.key.focus();
    program.act(KeyAction::New);
    assert_ne!(program.app.model.key.focus(), first, "the keyboard goes to its first field again");
}

#[test]
fn a_typed_name_is_kept_when_saving_fails_and_never_leads_out_of_the_folder() {
    let mut program = Program::with_a_key();
    program.act(KeyAction::EditFileName("work".to_owned()));
    assert_eq!(saved_as(&program), program.outside.dot_ssh("work"));
    for (name, bad) in [
        ("../work", BadName::Characters),
        ("/work", BadName::Characters),
        ("config", BadName::Reserved),
        ("", BadName::Characters),
    ] {
        program.act(KeyAction::EditFileName(name.to_owned()));
        assert_eq!(program.open().file_name.problem, Some(FileNameProblem::Bad(bad)));
        assert_eq!(saved_as(&program), program.outside.dot_ssh("work"), "{name}");
        program.act(KeyAction::Save);
        assert!(program.open().saved.is_none() && program.open().saving.is_none());
    }
    program.act(KeyAction::EditFileName("work".to_owned()));
    keys::put(program.outside.home.path(), ".ssh", b"no folder");
    program.act(KeyAction::Save);
    assert!(program.open().saved.is_none());
    assert_eq!(program.open().file_name.text, "work");
}

#[test]
fn a_late_look_at_a_name_says_nothing_of_the_next_one() {
    let mut program = Program::with_a_key();
    let work = keys::put(&program.outside.dot_ssh(""), "work", b"taken");
    program.outside.worker.hold();
    program.act(KeyAction::EditFileName("work".to_owned()));
    program.act(KeyAction::EditFileName("work2".to_owned()));
    program.outside.worker.release();
    program.drain_events();
    assert_eq!(program.open().file_name.problem, None);
    program.act(KeyAction::EditFileName("work".to_owned()));
    assert_eq!(program.open().file_name.problem, Some(FileNameProblem::Taken(Taken::ByFile(work))));
}

#[test]
fn an_unusable_name_is_asked_for_elsewhere_before_the_window_closes() {
    let mut program = Program::with_a_key();
    program.act(KeyAction::EditFileName("-x".to_owned()));
    program.act(Action::Close);
    let path = program.outside.path("kept");
    program.outside.dialogs.will_answer(DialogAnswer::Chosen(path.clone()));
    program.act(keywright::app::Answer::SaveFirst);
    assert!(path.exists() && program.app.model.shell.leaving);
}

#[test]
fn the_keys_of_the_folder_are_read_by_the_worker_and_again_after_a_save() {
    let outside = Outside::new();
    let key = keys::made(NewKind::Ed25519, "there");
    keys::put(&outside.dot_ssh(""), "there", &keys::written(&key, PrivateFormat::OpenSsh, None));
    outside.worker.hold();
    let mut program = Program::on(outside);
    assert!(program.app.model.key.own.keys.is_empty(), "no frame waits for them");
    program.outside.worker.release();
    program.drain_events();
    let names = |program: &Program| -> Vec<PathBuf> {
        program.app.model.key.own.keys.iter().map(|key| key.path.clone()).collect()
    };
    assert_eq!(names(&program), [program.outside.dot_ssh("there")]);
    program.act(KeyAction::Generate);
    program.act(KeyAction::Save);
    assert_eq!(names(&program), ["id_ed25519", "there"].map(|name| program.outside.dot_ssh(name)));
}

/// Of a public key that another key left behind, nothing is said.
#[test]
fn the_public_key_beside_counts_only_where_it_belongs_to_the_key() {
    let outside = Outside::new();
    let [key, other] = ["mine", "other"].map(|comment| keys::made(NewKind::Ed25519, comment));
    keys::put(&outside.dot_ssh(""), "k", &keys::written(&key, PrivateFormat::OpenSsh, Some("x")));
    keys::put(&outside.dot_ssh(""), "k.pub", other.public().line().as_bytes());
    let mut program = Program::on(outside);
    program.drain_events();
    let own = &program.app.model.key.own.keys;
    assert!(own[0].public.as_ref().expect("its own").is_same_key(key.public()));
}

#[cfg(unix)]
#[test]
fn a_notice_about_a_file_stays_with_its_key_while_it_is_unlocked() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut program = Program::new();
    let key = keys::made(NewKind::Ed25519, "k");
    let bytes = keys::written(&key, PrivateFormat::OpenSsh, Some("x"));
    let path = keys::put(program.outside.home.path(), "k", &bytes);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).expect("a mode");
    let is_said = |program: &Program| {
        matches!(program.app.model.shell.notice, Some(keywright::app::Notice::PermissionsTooOpen(..)))
    };
    program.act(Action::Open(vec![path]));
    assert!(is_said(&program));
    let keywright::app::KeyState::Locked(locked) = &mut program.app.model.key.state else { panic!() };
    locked.passphrase.insert("x", 0);
    program.act(KeyAction::Unlock);
    program.open();
    assert!(is_said(&program), "it is the same file");
    program.act(KeyAction::New);
    assert!(!is_said(&program));
}

#[test]
fn the_folder_is_looked_through_once_however_often_a_new_key_is_asked_for() {
    let mut program = Program::new();
    program.outside.worker.hold();
    for _ in 0..5 {
        program.act(KeyAction::New);
    }
    let looks = program.outside.worker.held.lock().expect("worker").as_ref().map_or(0, Vec::len);
    assert_eq!(looks, 1);
    program.outside.worker.release();
    program.drain_events();
    program.outside.worker.hold();
    program.act(KeyAction::New);
    let looks = program.outside.worker.held.lock().expect("worker").as_ref().map_or(0, Vec::len);
    assert_eq!(looks, 1, "and again once that is done");
}
