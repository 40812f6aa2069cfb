//! The pages of authorized_keys and known_hosts without a window: what is reported too late, and what changed meanwhile.

use crate::Program;
use crate::support::fakes::Outside;
use crate::support::keys;
use keywright::app::{
    Action, Answer, AppError, AuthorizedAction, ChangeKind, Dialog, ListState, Notice, Page, Risk,
    ServersAction,
};
use keywright::key::NewKind;
use keywright::save::SaveError;
use std::fs;

const KEY: &str = include_str!("../vectors_window/ed25519.pub");
const P384: &str = include_str!("../vectors/public/p384.pub");
const OTHER: &str = include_str!("../vectors/public/p256.pub");

fn with(name: &str, text: &str) -> Program {
    let outside = Outside::new();
    keys::put(&outside.path(".ssh"), name, text.as_bytes());
    Program::on(outside)
}

fn names(program: &Program) -> Vec<String> {
    let rows = program.app.model.authorized.rows.iter();
    rows.filter_map(|row| row.key()).map(|key| key.comment().text()).collect()
}

/// The lines of the servers that are shown.
fn lines(program: &Program) -> Vec<usize> {
    let page = &program.app.model.servers;
    (0..page.shown_count()).filter_map(|at| page.shown_row(at)).map(|row| row.number).collect()
}

fn go_on(program: &mut Program) {
    program.outside.worker.release();
    program.drain_events();
}

#[test]
fn a_file_that_was_left_before_it_was_read_is_not_shown() {
    let mut program = with("authorized_keys", KEY);
    let other = keys::put(&program.outside.path(".ssh"), "authorized_keys2", OTHER.as_bytes());
    program.outside.worker.hold();
    program.act(Action::Show(Page::Authorized));
    program.act(AuthorizedAction::Use(other.clone()));
    assert_eq!(program.app.model.authorized.text.state, ListState::Reading);
    go_on(&mut program);
    assert_eq!(program.app.model.authorized.text.path, Some(other));
    assert_eq!(names(&program), ["p256 by ssh-keygen"]);
}

#[test]
fn while_a_change_is_planned_nothing_else_is_and_the_file_stays() {
    let mut program = with("authorized_keys", &[KEY, OTHER].concat());
    program.act(Action::Show(Page::Authorized));
    program.outside.worker.hold();
    program.act(AuthorizedAction::Remove(2));
    program.act(AuthorizedAction::Remove(1));
    program.act(AuthorizedAction::Use("/nowhere".into()));
    go_on(&mut program);
    let Some(Dialog::Change(change)) = &program.app.model.shell.dialog else { panic!("no question") };
    assert_eq!(change.kind, ChangeKind::Remove("p256 by ssh-keygen".to_owned()));
    program.act(Answer::WriteChange);
    assert_eq!(fs::read_to_string(program.outside.dot_ssh("authorized_keys")).expect("the file"), KEY);
    assert!(program.app.model.shell.dialog.is_none());
}

#[test]
fn what_another_program_wrote_stays_and_is_shown() {
    let mut program = with("authorized_keys", KEY);
    program.act(Action::Show(Page::Authorized));
    program.act(AuthorizedAction::Switch(1));
    let Some(Dialog::Change(change)) = &program.app.model.shell.dialog else { panic!("no question") };
    assert!(matches!(&change.risk, Some(Risk::LocksOut(_))));
    let now = [KEY, OTHER].concat();
    keys::put(&program.outside.path(".ssh"), "authorized_keys", now.as_bytes());
    program.act(Answer::WriteChange);
    let said = &program.app.model.shell.notice;
    assert!(matches!(said, Some(Notice::Failed(AppError::Change(SaveError::Changed(_))))), "{said:?}");
    assert_eq!(fs::read_to_string(program.outside.dot_ssh("authorized_keys")).expect("the file"), now);
    assert_eq!(names(&program).len(), 2, "read again");
    assert!(program.app.model.authorized.text.done.is_none());
    // An undo does not take the place of it either.
    program.act(AuthorizedAction::Remove(2));
    program.act(Answer::WriteChange);
    keys::put(&program.outside.path(".ssh"), "authorized_keys", OTHER.as_bytes());
    program.act(AuthorizedAction::Undo);
    assert_eq!(fs::read_to_string(program.outside.dot_ssh("authorized_keys")).expect("the file"), OTHER);
    assert!(program.app.model.authorized.text.done.is_none(), "it cannot be undone any more");
    let said = &program.app.model.shell.notice;
    let Some(Notice::Failed(AppError::NotUndone { backup: Some(backup), .. })) = said else {
        panic!("{said:?}")
    };
    assert_eq!(fs::read_to_string(backup).expect("the backup"), now);
}

#[test]
fn what_was_found_for_an_earlier_text_is_dropped() {
    let key = keys::made(NewKind::Ed25519, "");
    let line = key.public().line();
    let mut program = with("known_hosts", &format!("web {line}\ndb {line}\n"));
    program.act(Action::Show(Page::Servers));
    program.outside.worker.hold();
    for sought in ["web", "db", ""] {
        program.app.model.servers.sought = sought.to_owned();
        program.act(ServersAction::Find);
    }
    go_on(&mut program);
    assert_eq!(lines(&program), [1, 2]);
    program.app.model.servers.sought = "db".to_owned();
    program.act(ServersAction::Find);
    assert_eq!(lines(&program), [2]);
}

#[test]
fn a_form_that_was_left_asks_nothing_and_does_not_come_back() {
    let mut program = with("authorized_keys", &[KEY, OTHER].concat());
    program.act(Action::Show(Page::Authorized));
    program.act(AuthorizedAction::AddText(P384.to_owned().into()));
    program.outside.worker.hold();
    program.act(AuthorizedAction::Apply);
    program.act(AuthorizedAction::CloseEditor);
    go_on(&mut program);
    assert!(program.app.model.shell.dialog.is_none());
    assert!(!program.app.model.authorized.text.is_busy());
    program.act(AuthorizedAction::AddText(P384.to_owned().into()));
    program.outside.worker.hold();
    program.act(AuthorizedAction::AddText(KEY.to_owned().into()));
    program.act(AuthorizedAction::CloseEditor);
    go_on(&mut program);
    assert!(program.app.model.authorized.editor.is_none());
    // The same where another page is shown by then.
    program.outside.worker.hold();
    program.act(AuthorizedAction::Remove(2));
    program.act(Action::Show(Page::Key));
    go_on(&mut program);
    assert!(program.app.model.shell.dialog.is_none());
}

#[test]
fn the_window_stays_open_until_a_change_is_written() {
    let key = keys::made(NewKind::Ed25519, "");
    let hosts = format!("web {}\n", key.public().line());
    for (page, name, text) in
        [(Page::Authorized, "authorized_keys", KEY), (Page::Servers, "known_hosts", hosts.as_str())]
    {
        let mut program = with(name, text);
        program.act(Action::Show(page));
        match page {
            Page::Authorized => program.act(AuthorizedAction::Remove(1)),
            _ => program.act(ServersAction::Remove(1)),
        }
        program.outside.worker.hold();
        program.act(Answer::WriteChange);
        program.act(Action::Close);
        assert!(!program.app.model.shell.leaving, "{name}");
        go_on(&mut program);
        assert!(program.app.model.shell.leaving, "{name}");
        assert_eq!(fs::read_to_string(program.outside.dot_ssh(name)).expect("the file"), "");
    }
    // What could not be written is said, in a window that stays.
    let mut program = with("authorized_keys", KEY);
    program.act(Action::Show(Page::Authorized));
    program.act(AuthorizedAction::Remove(1));
    keys::put(&program.outside.path(".ssh"), "authorized_keys", OTHER.as_bytes());
    program.outside.worker.hold();
    program.act(Answer::WriteChange);
    program.act(Action::Close);
    go_on(&mut program);
    assert!(!program.app.model.shell.leaving);
}

#[test]
fn neither_another_file_nor_closing_the_window_takes_what_is_entered_without_a_question() {
    let mut program = with("authorized_keys", KEY);
    let other = keys::put(&program.outside.path(".ssh"), "authorized_keys2", OTHER.as_bytes());
    let enter = |program: &mut Program| {
        program.act(AuthorizedAction::Edit(1));
        let editor = program.app.model.authorized.editor.as_mut().expect("the form");
        editor.form.fields.command = Some("backup".to_owned());
    };
    program.act(Action::Show(Page::Authorized));
    enter(&mut program);
    for action in [Action::Authorized(AuthorizedAction::Use(other.clone())), Action::Close] {
        program.act(action);
        assert!(matches!(program.app.model.shell.dialog, Some(Dialog::DiscardForm { .. })));
        program.act(Action::CloseDialog);
        let editor = program.app.model.authorized.editor.as_ref().expect("the form");
        assert_eq!(editor.form.fields.command.as_deref(), Some("backup"));
        assert!(!program.app.model.shell.leaving);
    }
    program.act(AuthorizedAction::Use(other.clone()));
    program.act(Answer::Discard);
    assert!(program.app.model.authorized.editor.is_none());
    assert_eq!(names(&program), ["p256 by ssh-keygen"]);
    // A key that is not saved is asked about on its own.
    enter(&mut program);
    program.act(Action::Show(Page::Key));
    program.act(Action::Paste(include_str!("../vectors_window/ed25519").to_owned().into()));
    program.act(Action::Close);
    assert!(matches!(program.app.model.shell.dialog, Some(Dialog::DiscardForm { .. })));
    program.act(Answer::Discard);
    assert!(matches!(program.app.model.shell.dialog, Some(Dialog::Discard { .. })));
    program.act(Answer::Discard);
    assert!(program.app.model.shell.leaving);
}
