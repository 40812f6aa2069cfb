//! A key that is not saved when the program is ended is rescued, and offered at the next start.

use super::*;
use keywright::app::{Answer, KeyAction, KeyState, Recovered, RecoveryAction};
use keywright::format::{self, KeyFile};
use std::fs;

impl Program {
    /// The next start of the program on the same computer.
    fn started_again(&self) -> Self {
        let mut next = Self::on(self.outside.clone());
        next.drain_events();
        next
    }

    fn would_be_rescued(&self) -> bool {
        self.outside.shutdown.would_lose_something()
    }

    /// As by logging out.
    fn is_ended(&self) -> PathBuf {
        self.outside.shutdown.end().expect("a rescued key")
    }

    fn fingerprint(&self) -> String {
        self.open().facts.fingerprint.sha256()
    }

    fn offered(&self) -> &[Recovered] {
        &self.app.model.key.recovered
    }

    fn recover(&mut self, action: RecoveryAction) {
        self.act(KeyAction::Recovery(action));
    }

    fn unlock(&mut self, passphrase: &str) {
        let KeyState::Locked(encrypted) = &mut self.app.model.key.state else { panic!("{:?}", self.state()) };
        encrypted.passphrase.insert(passphrase, 0);
        self.act(KeyAction::Unlock);
    }

    fn with_a_key_under(passphrase: &str) -> Self {
        let mut program = Self::new();
        program.app.model.key.form.passphrase.first.insert(passphrase, 0);
        program.app.model.key.form.passphrase.again.insert(passphrase, 0);
        program.act(KeyAction::Generate);
        program
    }
}

fn read(path: &std::path::Path) -> KeyFile {
    format::read(&fs::read(path).expect("the file")).expect("a key")
}

/// It is caught outside of the window, of which nothing is left by then.
#[test]
fn a_fault_that_takes_the_window_with_it_does_not_take_the_key() {
    let mut program = Program::with_a_key_under("correct horse");
    let (outside, fingerprint) = (program.outside.clone(), program.fingerprint());
    let fault = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
        program.drain_events();
        panic!("while a frame is drawn");
    }));
    assert!(fault.is_err());
    let kept = outside.shutdown.end().expect("a rescued key");
    let KeyFile::Encrypted(locked) = read(&kept) else { panic!("{kept:?}") };
    assert_eq!(locked.claimed_public().expect("its public key").fingerprint().sha256(), fingerprint);
    let mut next = Program::on(outside);
    next.drain_events();
    assert_eq!(next.offered().len(), 1);
}

#[test]
fn from_the_end_of_the_session_to_a_saved_key() {
    let program = Program::with_a_key_under("correct horse");
    let fingerprint = program.fingerprint();
    let kept = program.is_ended();
    assert!(matches!(read(&kept), KeyFile::Encrypted(_)), "the passphrase of the key protects it");
    assert!(!program.outside.dot_ssh("id_ed25519").exists());

    let mut next = program.started_again();
    let offered = next.offered();
    assert_eq!(offered.len(), 1);
    let key = offered[0].key.as_ref().expect("it can be read");
    assert_eq!((key.fingerprint.sha256(), key.locked), (fingerprint.clone(), true));
    next.recover(RecoveryAction::Open);
    assert!(next.offered().is_empty());
    next.unlock("correct horse");
    assert_eq!(next.fingerprint(), fingerprint);
    assert_eq!(next.open().recovered_from.as_ref(), Some(&kept));
    assert!(kept.exists(), "it is not saved yet");
    next.act(KeyAction::Save);
    assert!(next.outside.dot_ssh("id_ed25519").exists());
    assert_eq!(next.open().recovered_from, None);
    assert!(!kept.exists(), "now it is");
    assert!(next.started_again().offered().is_empty());
}

#[test]
fn nothing_is_written_while_nobody_ends_the_program() {
    let mut program = Program::with_a_key();
    program.act(KeyAction::EditComment("x".into()));
    assert!(program.would_be_rescued());
    program.act(KeyAction::Save);
    assert!(!program.outside.shutdown.folder.exists());
}

#[test]
fn what_is_saved_or_given_up_is_not_rescued() {
    let mut saved = Program::with_a_key();
    assert!(saved.would_be_rescued());
    saved.act(KeyAction::Save);
    assert!(!saved.would_be_rescued());

    for action in [KeyAction::New.into(), Action::Close] {
        let mut program = Program::with_a_key();
        program.act(action);
        assert!(program.would_be_rescued(), "it was asked, and not answered");
        program.act(Answer::Discard);
        assert!(!program.would_be_rescued());
    }

    let mut replaced = Program::with_a_key();
    let other = replaced.ppk("other.ppk", None);
    replaced.act(Action::Open(vec![other]));
    replaced.act(Answer::Discard);
    assert!(!replaced.would_be_rescued(), "the other one is in its file");
}

#[test]
fn a_public_key_and_an_opened_one_have_nothing_to_lose() {
    let mut program = Program::new();
    let line = keys::made(NewKind::Ed25519, "ann").public().line();
    program.act(Action::Paste(Zeroizing::new(line)));
    program.act(KeyAction::EditComment("bob".into()));
    assert!(!program.would_be_rescued());
    let ppk = program.ppk("a.ppk", None);
    program.act(Action::Open(vec![ppk]));
    assert!(!program.would_be_rescued());
}

#[test]
fn pasted_and_changed_keys_are_rescued_as_they_are_then() {
    let mut program = Program::new();
    let key = keys::made(NewKind::Ed25519, "pasted");
    let text = keys::written(&key, PrivateFormat::OpenSsh, None);
    program.act(Action::Paste(Zeroizing::new(String::from_utf8(text).expect("text"))));
    program.act(KeyAction::EditComment("first".into()));
    program.act(KeyAction::EditComment("second".into()));
    let KeyFile::Private(_, kept) = read(&program.is_ended()) else { panic!("it has no passphrase") };
    assert!(kept.public().is_same_key(key.public()));
    assert_eq!(kept.comment().to_string(), "second");

    let ppk = program.ppk("a.ppk", None);
    let mut program = Program::new();
    program.act(Action::Open(vec![ppk]));
    program.act(KeyAction::AskPassphrase);
    let Some(Dialog::Passphrase { new, .. }) = &mut program.app.model.shell.dialog else {
        panic!("no question")
    };
    new.first.insert("from now on", 0);
    new.again.insert("from now on", 0);
    program.act(Answer::SetPassphrase);
    assert_eq!(program.open().unsaved, Some(Unsaved::Changed));
    assert!(matches!(read(&program.is_ended()), KeyFile::Encrypted(_)));
}

#[test]
fn a_save_that_is_under_way_is_no_save_yet() {
    let mut program = Program::with_a_key();
    program.outside.worker.hold();
    program.act(KeyAction::Save);
    assert!(program.would_be_rescued());
    program.is_ended();
}

#[test]
fn a_change_made_during_a_save_is_rescued() {
    let mut program = Program::with_a_key();
    program.outside.worker.hold();
    program.act(KeyAction::Save);
    program.act(KeyAction::EditComment("later".into()));
    program.outside.worker.release();
    program.drain_events();
    assert_eq!(program.open().unsaved, Some(Unsaved::Changed));
    let KeyFile::Private(_, kept) = read(&program.is_ended()) else { panic!("it has no passphrase") };
    assert_eq!(kept.comment().to_string(), "later");
}

#[test]
fn a_recovered_key_that_is_left_alone_is_offered_again() {
    let program = Program::with_a_key();
    let kept = program.is_ended();
    let mut next = program.started_again();
    next.recover(RecoveryAction::Later);
    assert!(next.offered().is_empty());

    let mut next = program.started_again();
    next.recover(RecoveryAction::Open);
    assert!(!next.would_be_rescued(), "it is in its file");
    next.act(Action::Close);
    assert!(next.app.model.shell.leaving, "nothing would be lost");
    assert!(kept.exists());
    assert_eq!(program.started_again().offered().len(), 1);
}

#[test]
fn a_recovered_key_that_is_changed_and_rescued_again_is_there_once() {
    let program = Program::with_a_key();
    let first = program.is_ended();
    let mut next = program.started_again();
    next.recover(RecoveryAction::Open);
    next.act(KeyAction::EditComment("changed".into()));
    let second = next.is_ended();
    assert!(second != first && second.exists() && !first.exists());
    let third = program.started_again();
    let comments = third.offered().iter().map(|one| one.key.as_ref().map(|key| key.comment.clone()));
    assert_eq!(comments.collect::<Vec<_>>(), [Some("changed".to_owned())]);
}

#[test]
fn only_a_saved_private_key_takes_its_file_away() {
    let program = Program::with_a_key();
    let kept = program.is_ended();
    let mut next = program.started_again();
    next.recover(RecoveryAction::Open);
    let public = next.outside.path("key.pub");
    next.outside.dialogs.will_answer(DialogAnswer::Chosen(public.clone()));
    next.act(KeyAction::SaveAs(Output::Public(PublicFormat::Line)));
    assert!(public.exists() && kept.exists());
    // Over itself.
    next.outside.dialogs.will_answer(DialogAnswer::Chosen(kept.clone()));
    next.act(KeyAction::SaveAs(Output::private(PrivateFormat::OpenSsh)));
    next.act(Answer::Replace);
    assert!(kept.exists());
    // Changed since that save was asked for.
    next.outside.worker.hold();
    next.act(KeyAction::Save);
    next.act(KeyAction::EditComment("later".into()));
    next.outside.worker.release();
    next.drain_events();
    assert!(next.outside.dot_ssh("id_ed25519").exists() && kept.exists());
    next.act(KeyAction::Save);
    next.act(Answer::Replace);
    assert!(!kept.exists());
}

#[test]
fn a_recovered_key_that_was_saved_elsewhere_is_in_its_new_file() {
    let program = Program::with_a_key();
    let kept = program.is_ended();
    let mut next = program.started_again();
    next.recover(RecoveryAction::Open);
    assert_eq!(next.app.model.key.file(), Some(&*kept));
    let path = next.outside.path("key.ppk");
    next.outside.dialogs.will_answer(DialogAnswer::Chosen(path.clone()));
    next.act(KeyAction::SaveAs(Output::private(PrivateFormat::Ppk3)));
    assert!(!kept.exists());
    assert_eq!(next.app.model.key.file(), Some(&*path));
}

#[test]
fn deleting_a_recovered_key_asks_first() {
    let program = Program::with_a_key();
    let kept = program.is_ended();
    let mut next = program.started_again();
    next.act(Answer::DeleteRecovered);
    assert!(kept.exists(), "nobody was asked");
    next.recover(RecoveryAction::AskDelete);
    next.act(Action::CloseDialog);
    assert!(kept.exists());
    assert_eq!(next.offered().len(), 1);
    next.recover(RecoveryAction::AskDelete);
    next.act(Answer::DeleteRecovered);
    assert!(!kept.exists());
    assert!(next.offered().is_empty());
    assert!(next.app.model.shell.notice.is_none());
}

#[test]
fn several_recovered_keys_are_offered_one_after_the_other() {
    let program = Program::with_a_key();
    program.is_ended();
    let mut other = Program::on(program.outside.clone());
    other.act(KeyAction::Generate);
    let last = other.fingerprint();
    other.is_ended();
    let mut next = program.started_again();
    assert_eq!(next.offered().len(), 2);
    next.recover(RecoveryAction::Later);
    let key = next.offered()[0].key.as_ref().expect("it can be read");
    assert_eq!(key.fingerprint.sha256(), last);
}

#[test]
fn a_file_that_the_program_is_started_with_opens_beside_the_offer() {
    let program = Program::with_a_key();
    let kept = program.is_ended();
    let ppk = program.ppk("work.ppk", None);
    let mut next = Program::on(program.outside.clone());
    next.act(Action::Open(vec![ppk]));
    assert_eq!(next.open().comment, "work.ppk");
    assert_eq!(next.open().recovered_from, None);
    assert_eq!(next.offered().len(), 1);
    next.act(KeyAction::Save);
    assert!(kept.exists(), "another key was saved");
    // Also when it is that very file.
    let mut next = Program::on(program.outside.clone());
    next.act(Action::Open(vec![kept.clone()]));
    assert_eq!(next.open().recovered_from, Some(kept));
    assert!(next.offered().is_empty());
}

#[test]
fn opening_a_recovered_key_asks_for_the_one_that_is_not_saved() {
    let program = Program::with_a_key();
    program.is_ended();
    let mut next = program.started_again();
    next.act(KeyAction::Generate);
    let line = next.open().facts.line.clone();
    next.recover(RecoveryAction::Open);
    assert!(matches!(next.app.model.shell.dialog, Some(Dialog::Discard { .. })));
    next.act(Action::CloseDialog);
    assert_eq!(next.open().facts.line, line);
    assert_eq!(next.offered().len(), 1);
}

#[test]
fn what_cannot_be_kept_is_not_called_kept() {
    let program = Program::with_a_key();
    keys::put(program.outside.home.path(), "state", b"not a folder");
    assert_eq!(program.outside.shutdown.end(), None);
    let program = Program::with_a_key();
    *program.outside.entropy.none.lock().expect("entropy") = true;
    assert_eq!(program.outside.shutdown.end(), None);
}

#[test]
fn a_file_that_is_no_key_is_offered_as_what_it_is() {
    let program = Program::new();
    let path = keys::put(&program.outside.shutdown.folder, "unsaved-2026-11-29", b"torn");
    let mut next = program.started_again();
    assert!(next.offered()[0].key.is_none());
    next.recover(RecoveryAction::Open);
    assert!(matches!(next.app.model.shell.notice, Some(Notice::Failed(AppError::Open(..)))));
    assert_eq!(next.offered().len(), 1);
    next.recover(RecoveryAction::AskDelete);
    next.act(Answer::DeleteRecovered);
    assert!(!path.exists());
}
