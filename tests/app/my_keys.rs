//! “My keys” without a window: what is stopped, and what is reported too late.

use crate::Program;
use crate::support::fakes::Outside;
use crate::support::keys;
use keywright::app::{Action, Answer, Dialog, Looked, MyKeysAction, MyKeysPage, Outcome, Page};
use keywright::format::PrivateFormat;
use keywright::health::Sought;
use keywright::key::NewKind;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;

/// Two keys that others can read, and their fingerprints.
fn with_keys() -> (Program, Vec<String>) {
    let outside = Outside::new();
    let folder = outside.dot_ssh("");
    let made = ["a", "b"].map(|name| {
        let key = keys::made(NewKind::Ed25519, name);
        let path = keys::put(&folder, name, &keys::written(&key, PrivateFormat::OpenSsh, None));
        fs::set_permissions(path, fs::Permissions::from_mode(0o644)).expect("a mode");
        key.public().fingerprint().sha256()
    });
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).expect("a mode");
    (Program::on(outside), made.to_vec())
}

/// The same, after both were made private.
fn fixed() -> Program {
    let (mut program, _) = with_keys();
    program.act(Action::Show(Page::MyKeys));
    program.act(MyKeysAction::FixAll);
    program.act(Answer::Repair);
    program
}

fn page(program: &Program) -> &MyKeysPage {
    &program.app.model.my_keys
}

fn modes(program: &Program) -> [u32; 2] {
    ["a", "b"].map(|name| {
        let path = program.outside.dot_ssh(name);
        fs::metadata(path).expect("a key").permissions().mode() & 0o777
    })
}

fn go_on(program: &mut Program) {
    program.outside.worker.release();
    program.drain_events();
}

#[test]
fn a_look_that_was_stopped_changes_nothing_whenever_it_ends() {
    let (mut program, _) = with_keys();
    program.outside.worker.hold();
    program.act(Action::Show(Page::MyKeys));
    assert!(page(&program).is_looking());
    program.act(MyKeysAction::StopLooking);
    go_on(&mut program);
    assert!(matches!(page(&program).looked, Looked::NotYet) && !page(&program).is_looking());
    program.act(MyKeysAction::Look);
    assert_eq!(page(&program).shown_keys(), 2);
    // What was found stays, if it is not looked at again to the end.
    program.outside.worker.hold();
    program.act(MyKeysAction::Look);
    program.act(MyKeysAction::StopLooking);
    fs::remove_file(program.outside.dot_ssh("a")).expect("gone");
    go_on(&mut program);
    assert_eq!(page(&program).shown_keys(), 2);
}

#[test]
fn only_the_last_of_several_looks_counts() {
    let (mut program, _) = with_keys();
    program.act(Action::Show(Page::MyKeys));
    let before = page(&program).generation();
    program.outside.worker.hold();
    program.act(Action::Show(Page::MyKeys));
    program.act(Action::Show(Page::Key));
    program.act(Action::Show(Page::MyKeys));
    program.act(MyKeysAction::Look);
    go_on(&mut program);
    assert_eq!(page(&program).generation(), before + 1);
}

#[test]
fn a_search_is_for_what_was_typed_last() {
    let (mut program, fingerprints) = with_keys();
    program.act(Action::Show(Page::MyKeys));
    program.outside.worker.hold();
    for fingerprint in &fingerprints {
        program.app.model.my_keys.filter.clone_from(fingerprint);
        program.act(MyKeysAction::FilterEdited);
    }
    go_on(&mut program);
    let search = page(&program).key_search.as_ref().expect("a key that is meant");
    assert_eq!(search.sought, Sought::Sha256(fingerprints[1].clone()));
    assert_eq!(search.places(), [(program.outside.dot_ssh("b"), None)]);
    assert_eq!(page(&program).shown_keys(), 1);
    program.outside.worker.hold();
    program.act(MyKeysAction::FilterEdited);
    program.act(MyKeysAction::ClearFilter);
    go_on(&mut program);
    assert!(page(&program).key_search.is_none());
    assert_eq!(page(&program).shown_keys(), 2);
    program.outside.worker.hold();
    program.app.model.my_keys.filter.clone_from(&fingerprints[0]);
    program.act(MyKeysAction::FilterEdited);
    assert!(page(&program).is_looking() && !page(&program).is_nowhere());
    program.act(MyKeysAction::StopLooking);
    go_on(&mut program);
    assert_eq!((page(&program).filter.as_str(), page(&program).shown_keys()), ("", 2));
}

#[test]
fn a_plan_that_was_stopped_asks_nothing_and_fixes_that_were_stopped_change_nothing_more() {
    let (mut program, _) = with_keys();
    program.act(Action::Show(Page::MyKeys));
    program.outside.worker.hold();
    program.act(MyKeysAction::FixAll);
    // A second one is not planned beside it.
    program.act(MyKeysAction::FixAll);
    program.act(MyKeysAction::StopFixing);
    go_on(&mut program);
    assert!(program.app.model.shell.dialog.is_none() && page(&program).repairs.working().is_none());
    program.act(MyKeysAction::FixAll);
    assert!(
        matches!(&program.app.model.shell.dialog, Some(Dialog::Repair(repair)) if repair.changes().count() == 2)
    );
    program.outside.worker.hold();
    program.act(Answer::Repair);
    program.act(MyKeysAction::StopFixing);
    go_on(&mut program);
    assert_eq!(modes(&program), [0o644; 2]);
    assert!(page(&program).repairs.outcome.is_none(), "nothing was done, and nothing is said");
    program.act(MyKeysAction::FixAll);
    program.act(Answer::Repair);
    assert_eq!(modes(&program), [0o600; 2]);
    assert_eq!(page(&program).wrong(), 0);
}

#[test]
fn an_answer_to_another_question_fixes_nothing() {
    let (mut program, _) = with_keys();
    program.act(Action::Show(Page::MyKeys));
    program.act(MyKeysAction::FixAll);
    program.act(Answer::Replace);
    assert!(matches!(&program.app.model.shell.dialog, Some(Dialog::Repair(_))), "the question stays");
    program.act(Action::CloseDialog);
    program.act(Answer::Repair);
    assert_eq!(modes(&program), [0o644; 2]);
}

#[test]
fn what_somebody_changed_after_the_fix_is_not_undone() {
    let mut program = fixed();
    let path = program.outside.dot_ssh("b");
    fs::set_permissions(path, fs::Permissions::from_mode(0o400)).expect("a mode");
    program.act(MyKeysAction::Undo);
    assert_eq!(modes(&program), [0o644, 0o400]);
    assert!(
        matches!(&page(&program).repairs.outcome, Some(Outcome::Undone { failed, .. }) if failed.len() == 1)
    );
    assert!(page(&program).repairs.can_undo(), "it can be tried again");
    program.act(MyKeysAction::Undo);
    assert_eq!(modes(&program), [0o644, 0o400]);
    // What was put back the first time is not touched again.
    let mode = |name: &str, mode| {
        fs::set_permissions(program.outside.dot_ssh(name), fs::Permissions::from_mode(mode)).expect("a mode");
    };
    mode("a", 0o600);
    mode("b", 0o600);
    program.act(MyKeysAction::Undo);
    assert_eq!(modes(&program), [0o600, 0o644]);
    assert!(!page(&program).repairs.can_undo());
}

#[test]
fn the_window_stays_open_until_a_fix_is_carried_out() {
    let (mut program, _) = with_keys();
    program.act(Action::Show(Page::MyKeys));
    program.act(MyKeysAction::FixAll);
    program.outside.worker.hold();
    program.act(Answer::Repair);
    program.act(Action::Close);
    assert!(!program.app.model.shell.leaving, "half of the fixes would be no good state");
    go_on(&mut program);
    assert!(program.app.model.shell.leaving);
    assert_eq!(modes(&program), [0o600; 2]);
    // A plan changes nothing yet, and keeps nobody.
    let (mut program, _) = with_keys();
    program.act(Action::Show(Page::MyKeys));
    program.outside.worker.hold();
    program.act(MyKeysAction::FixAll);
    program.act(Action::Close);
    assert!(program.app.model.shell.leaving);
}

#[test]
fn who_wants_to_close_the_window_stays_to_hear_what_failed() {
    let mut program = fixed();
    let path = program.outside.dot_ssh("b");
    fs::set_permissions(path, fs::Permissions::from_mode(0o400)).expect("a mode");
    program.outside.worker.hold();
    program.act(MyKeysAction::Undo);
    program.act(Action::Close);
    go_on(&mut program);
    assert!(!program.app.model.shell.leaving);
    assert!(
        matches!(&page(&program).repairs.outcome, Some(Outcome::Undone { failed, .. }) if failed.len() == 1)
    );
}

#[test]
fn a_fix_that_fails_leaves_the_undo_of_the_one_before() {
    let (mut program, _) = with_keys();
    program.act(Action::Show(Page::MyKeys));
    let findings = &page(&program).survey().expect("what was found").findings;
    let first = findings.iter().find(|finding| finding.path.ends_with("a")).expect("a finding").clone();
    program.act(MyKeysAction::Fix(Box::new(first)));
    program.act(Answer::Repair);
    assert_eq!(modes(&program), [0o600, 0o644]);
    program.act(MyKeysAction::FixAll);
    fs::remove_file(program.outside.dot_ssh("b")).expect("gone");
    program.act(Answer::Repair);
    let outcome = page(&program).repairs.outcome.as_ref();
    assert!(
        matches!(outcome, Some(Outcome::Done { undo, failed, .. }) if undo.len() == 1 && failed.len() == 1),
        "{outcome:?}"
    );
    program.act(MyKeysAction::Undo);
    let mode = fs::metadata(program.outside.dot_ssh("a")).expect("a key").permissions().mode();
    assert_eq!(mode & 0o777, 0o644);
}
