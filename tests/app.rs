//! The state machine without a window: what a person asks, what work reports, in every order.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on says so"
)]

#[path = "app/agent.rs"]
mod agent;
#[path = "app/clipboard.rs"]
mod clipboard;
#[cfg(unix)]
#[path = "app/my_keys.rs"]
mod my_keys;
#[path = "app/next.rs"]
mod next;
#[path = "app/problem.rs"]
mod problem;
#[cfg(unix)]
#[path = "programs/mod.rs"]
mod programs;
#[path = "app/questions.rs"]
mod questions;
#[path = "app/recovery.rs"]
mod recovery;
#[path = "app/service.rs"]
mod service;
#[path = "support/mod.rs"]
mod support;
#[path = "app/text_files.rs"]
mod text_files;

use keywright::app::{
    Action, Answer, App, AppError, BatchAction, Content, Copyable, Dialog, KeyAction, KeyChoice, KeyState,
    Notice, OpenError, OpenKey, Page, Protection, SaveDestination, SecretField, Titles, Toast, Unsaved,
};
use keywright::format::{DecryptError, PrivateFormat, PublicFormat, ReadError};
use keywright::key::{Kind, NewKind};
use keywright::save::{Output, SaveError};
use keywright::system::{ClipboardError, DialogAnswer};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use support::fakes::Outside;
use support::keys;
use zeroize::Zeroizing;

struct Program {
    app: App,
    outside: Outside,
    woken: Arc<AtomicUsize>,
}

impl Program {
    fn new() -> Self {
        Self::on(Outside::new())
    }

    /// On a computer where something is already.
    fn on(outside: Outside) -> Self {
        let woken = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&woken);
        let wake = Arc::new(move || {
            count.fetch_add(1, Ordering::Relaxed);
        });
        let app = App::new(outside.services(), outside.desktop(), Titles::default(), wake);
        Self { app, outside, woken }
    }

    fn act(&mut self, action: impl Into<Action>) {
        self.app.act(action);
        self.drain_events();
    }

    /// Work may start more work: until nothing is left.
    fn drain_events(&mut self) {
        for _ in 0..6 {
            self.app.drain_events();
        }
    }

    fn state(&self) -> &KeyState {
        &self.app.model.key.state
    }

    fn open(&self) -> &OpenKey {
        match self.state() {
            KeyState::Open(open) => open,
            other => panic!("no key: {other:?}"),
        }
    }

    fn with_a_key() -> Self {
        let mut program = Self::new();
        program.act(KeyAction::Generate);
        program
    }

    fn ppk(&self, name: &str, passphrase: Option<&str>) -> PathBuf {
        let key = keys::made(NewKind::Ed25519, name);
        keys::put(self.outside.home.path(), name, &keys::written(&key, PrivateFormat::Ppk3, passphrase))
    }
}

#[test]
fn generating_wakes_the_window_and_brings_a_key_that_is_not_saved() {
    let mut program = Program::new();
    program.act(KeyAction::Generate);
    assert!(program.woken.load(Ordering::Relaxed) > 0);
    let ready = program.open();
    assert_eq!(ready.facts.kind(), Kind::Ed25519);
    assert_eq!(ready.unsaved, Some(Unsaved::Made));
    assert_eq!(ready.has_passphrase(), Some(false));
    assert_eq!(ready.place, SaveDestination::New(program.outside.dot_ssh("id_ed25519")));
}

#[test]
fn generate_does_nothing_where_a_key_already_is() {
    let mut program = Program::with_a_key();
    let line = program.open().facts.line.clone();
    program.act(KeyAction::Generate);
    assert_eq!(program.open().facts.line, line);
}

#[test]
fn a_cancelled_key_that_comes_late_is_dropped() {
    let mut program = Program::new();
    program.outside.worker.hold();
    program.act(KeyAction::Generate);
    assert!(matches!(program.state(), KeyState::Generating { .. }));
    program.act(KeyAction::Cancel);
    program.outside.worker.release();
    program.drain_events();
    assert!(matches!(program.state(), KeyState::None));
}

#[test]
fn the_key_of_an_earlier_search_is_not_taken_for_a_later_one() {
    let mut program = Program::new();
    program.outside.worker.hold();
    program.act(KeyAction::Generate);
    program.act(KeyAction::Cancel);
    program.app.model.key.form.algorithm = KeyChoice::Ecdsa;
    program.act(KeyAction::Generate);
    program.outside.worker.release();
    program.drain_events();
    assert!(matches!(program.open().facts.kind(), Kind::Ecdsa(_)));
}

#[test]
fn a_form_that_makes_no_sense_makes_no_key_and_keeps_what_was_typed() {
    let mut program = Program::new();
    program.app.model.key.form.algorithm = KeyChoice::Rsa;
    program.app.model.key.form.rsa_bits = "99".to_owned();
    program.act(KeyAction::Generate);
    assert!(matches!(program.state(), KeyState::None));
    assert!(program.app.model.key.form.tried);
    assert_eq!(program.app.model.key.form.rsa_bits, "99");
}

#[test]
fn every_way_in_asks_before_it_takes_an_unsaved_keys_place() {
    type Way = fn(&Program) -> Action;
    let ways: [Way; 5] = [
        |_| KeyAction::New.into(),
        |program| Action::Open(vec![program.ppk("a.ppk", None)]),
        |program| Action::Drop(vec![program.ppk("locked.ppk", Some("x"))]),
        |_| Action::Paste(Zeroizing::new(keys::made(NewKind::Ed25519, "p").public().line())),
        |_| Action::Close,
    ];
    for way in ways {
        let mut program = Program::with_a_key();
        let action = way(&program);
        program.act(action);
        assert!(matches!(program.app.model.shell.dialog, Some(Dialog::Discard { .. })));
        assert!(!program.app.model.shell.leaving);
        program.act(Action::CloseDialog);
        assert_eq!(program.open().unsaved, Some(Unsaved::Made));
    }
}

#[test]
fn what_is_no_key_is_refused_without_a_question_about_an_unsaved_one() {
    let mut program = Program::with_a_key();
    let number = program.open().number;
    let path = keys::put(program.outside.home.path(), "x", b"nothing");
    for action in [
        Action::Open(vec![path]),
        Action::Open(vec![program.outside.path("missing")]),
        Action::Paste(Zeroizing::new("ssh-ed25519 AAAA".to_owned())),
    ] {
        program.app.model.shell.notice = None;
        program.act(action);
        assert!(program.app.model.shell.dialog.is_none());
        assert!(matches!(program.app.model.shell.notice, Some(Notice::Failed(AppError::Open(..)))));
        assert_eq!(program.open().number, number);
    }
}

#[test]
fn a_file_that_cannot_be_read_leaves_the_key_alone() {
    let mut program = Program::new();
    program.act(Action::Open(vec![program.outside.path("missing")]));
    assert!(matches!(program.state(), KeyState::None));
    assert!(matches!(
        program.app.model.shell.notice,
        Some(Notice::Failed(AppError::Open(_, OpenError::Disk(_))))
    ));
    let path = keys::put(program.outside.home.path(), "x", b"nothing");
    program.act(Action::Open(vec![path]));
    assert!(matches!(
        program.app.model.shell.notice,
        Some(Notice::Failed(AppError::Open(_, OpenError::Read(ReadError::NotAKey))))
    ));
}

#[test]
fn of_two_files_opened_in_a_row_the_later_one_stays() {
    let mut program = Program::new();
    let (first, second) = (program.ppk("first", None), program.ppk("second", None));
    program.outside.worker.hold();
    program.act(Action::Open(vec![first]));
    program.act(Action::Open(vec![second]));
    program.outside.worker.release();
    program.drain_events();
    assert_eq!(program.open().comment, "second");
}

#[test]
fn wrong_passphrases_are_counted_and_a_late_one_is_forgotten() {
    let mut program = Program::new();
    let path = program.ppk("locked", Some("right"));
    program.act(Action::Open(vec![path]));
    let type_in = |program: &mut Program, text: &str| {
        let KeyState::Locked(encrypted) = &mut program.app.model.key.state else { panic!("not locked") };
        encrypted.passphrase.clear();
        encrypted.passphrase.insert(text, 0);
    };
    program.act(KeyAction::Unlock);
    type_in(&mut program, "wrong");
    program.act(KeyAction::Unlock);
    let KeyState::Locked(encrypted) = program.state() else { panic!("it opened") };
    assert_eq!(encrypted.refused, Some((DecryptError::WrongPassphrase, 1)));
    type_in(&mut program, "right");
    program.outside.worker.hold();
    program.act(KeyAction::Unlock);
    program.act(KeyAction::Cancel);
    program.outside.worker.release();
    program.drain_events();
    assert!(matches!(program.state(), KeyState::Locked(_)), "the answer came after Cancel");
    program.act(KeyAction::Unlock);
    let Content::Private { passphrase, .. } = &program.open().content else { panic!("public") };
    assert_eq!(passphrase.as_ref().expect("its passphrase").expose(), b"right");
    assert_eq!(program.open().unsaved, None);
}

#[test]
fn comments_change_the_line_at_once_and_bad_ones_do_not() {
    let mut program = Program::with_a_key();
    program.act(KeyAction::Save);
    assert_eq!(program.open().unsaved, None);
    program.act(KeyAction::EditComment("new".to_owned()));
    assert!(program.open().facts.line.ends_with(" new"));
    assert_eq!(program.open().unsaved, Some(Unsaved::Changed));
    program.act(KeyAction::EditComment("bad\nline".to_owned()));
    assert!(program.open().facts.line.ends_with(" new"));
    assert!(program.open().comment_problem.is_some());
    assert_eq!(program.open().comment, "bad\nline", "what was typed is not lost");
}

#[test]
fn copied_is_said_only_when_it_is_so() {
    let mut program = Program::with_a_key();
    program.act(KeyAction::Copy(Copyable::PublicLine));
    assert_eq!(
        program.app.model.shell.toast.as_ref().map(|(_, toast)| toast),
        Some(&Toast::Copied(Copyable::PublicLine))
    );
    *program.outside.clipboard.fails.lock().expect("clipboard") = Some(ClipboardError::Busy);
    program.app.model.shell.toast = None;
    program.act(KeyAction::Copy(Copyable::Sha256));
    assert!(program.app.model.shell.toast.is_none());
    assert!(matches!(
        program.app.model.shell.notice,
        Some(Notice::Failed(AppError::Copy(ClipboardError::Busy)))
    ));
}

#[test]
fn a_save_that_is_under_way_is_not_started_twice() {
    let mut program = Program::with_a_key();
    program.outside.worker.hold();
    program.act(KeyAction::Save);
    program.act(KeyAction::Save);
    let waiting = program.outside.worker.held.lock().expect("worker").as_ref().map_or(0, Vec::len);
    assert_eq!(waiting, 1);
}

#[test]
fn a_change_made_while_a_save_is_under_way_is_not_called_saved() {
    let mut program = Program::with_a_key();
    program.outside.worker.hold();
    program.act(KeyAction::Save);
    program.act(KeyAction::EditComment("typed meanwhile".to_owned()));
    program.outside.worker.release();
    program.drain_events();
    assert!(program.open().saved.is_some());
    assert_eq!(program.open().unsaved, Some(Unsaved::Changed));
    let public = std::fs::read_to_string(program.outside.dot_ssh("id_ed25519.pub")).expect("the file");
    assert!(!public.contains("typed meanwhile"));
}

#[test]
fn the_window_does_not_close_in_the_middle_of_a_save() {
    let mut program = Program::with_a_key();
    program.outside.worker.hold();
    program.act(KeyAction::Save);
    program.act(Action::Close);
    assert!(!program.app.model.shell.leaving, "the save would be cut off");
    assert!(program.app.model.shell.dialog.is_none(), "it is being saved: there is nothing to ask yet");
    program.outside.worker.release();
    program.drain_events();
    assert!(program.outside.dot_ssh("id_ed25519.pub").exists());
    assert!(program.app.model.shell.leaving);
}

#[test]
fn a_save_that_fails_while_the_window_waits_to_close_keeps_it_open() {
    let mut program = Program::with_a_key();
    program.outside.worker.hold();
    program.act(KeyAction::Save);
    program.act(Action::Close);
    keys::put(program.outside.home.path(), ".ssh", b"in the way");
    program.outside.worker.release();
    program.drain_events();
    assert!(!program.app.model.shell.leaving);
    assert!(matches!(program.app.model.shell.notice, Some(Notice::Failed(AppError::Save(_)))));
}

#[test]
fn a_file_that_was_read_during_a_save_opens_after_it() {
    let mut program = Program::with_a_key();
    let path = program.ppk("other", None);
    program.outside.worker.hold();
    program.act(KeyAction::Save);
    program.act(Action::Open(vec![path]));
    program.outside.worker.release();
    program.drain_events();
    assert!(program.outside.dot_ssh("id_ed25519").exists());
    assert_eq!(program.open().comment, "other");
}

#[test]
fn a_key_that_is_being_made_is_not_thrown_away_by_a_slip() {
    for action in [KeyAction::New.into(), Action::AskOpen, Action::Open(vec!["/any".into()])] {
        let mut program = Program::new();
        program.outside.worker.hold();
        program.act(KeyAction::Generate);
        program.act(action);
        assert!(matches!(program.state(), KeyState::Generating { .. }));
        assert!(matches!(program.app.model.shell.notice, Some(Notice::Busy)));
    }
}

#[test]
fn a_question_does_not_push_another_one_away() {
    let mut program = Program::with_a_key();
    keys::put(&program.outside.dot_ssh(""), "id_ed25519", b"appeared");
    program.outside.worker.hold();
    program.act(KeyAction::Save);
    program.act(KeyAction::AskPassphrase);
    let Some(Dialog::Passphrase { new, .. }) = &mut program.app.model.shell.dialog else {
        panic!("no dialog")
    };
    new.first.insert("typed", 0);
    program.outside.worker.release();
    program.drain_events();
    let Some(Dialog::Passphrase { new, .. }) = &program.app.model.shell.dialog else { panic!("pushed away") };
    assert_eq!(new.first.expose(), "typed");
    program.act(Action::CloseDialog);
    assert!(matches!(program.app.model.shell.dialog, Some(Dialog::Replace { .. })), "now it is its turn");
}

#[test]
fn saving_what_is_saved_already_does_nothing() {
    let mut program = Program::with_a_key();
    program.act(KeyAction::Save);
    program.act(KeyAction::Save);
    assert!(program.app.model.shell.dialog.is_none());
    let files = std::fs::read_dir(program.outside.dot_ssh("")).expect("the folder").count();
    assert_eq!(files, 2);
}

#[test]
fn a_file_dialog_that_answers_late_does_not_save_another_key() {
    let mut program = Program::with_a_key();
    program.act(KeyAction::Save);
    *program.outside.dialogs.stay_open.lock().expect("dialogs") = true;
    program.act(KeyAction::SaveAs(Output::private(PrivateFormat::Ppk3)));
    program.act(KeyAction::New);
    program.act(KeyAction::Generate);
    assert_eq!(*program.outside.dialogs.closed.lock().expect("dialogs"), 1, "nobody wants its answer");
    let path = program.outside.path("late.ppk");
    let reply = program.outside.dialogs.open.lock().expect("dialogs").pop().expect("a dialog");
    reply(DialogAnswer::Chosen(path.clone()));
    program.drain_events();
    assert!(!path.exists(), "it was asked for another key");
}

#[test]
fn save_first_without_a_place_asks_for_one_and_closing_that_forgets_what_waited() {
    let mut program = Program::new();
    keys::put(program.outside.home.path(), ".ssh", b"a file where the folder should be");
    program.act(KeyAction::Generate);
    assert!(matches!(program.open().place, SaveDestination::Blocked(_)), "{:?}", program.open().place);
    program.act(Action::Close);
    program.act(Answer::SaveFirst);
    assert!(!program.app.model.shell.leaving, "the dialog was closed");
    let path = program.outside.path("elsewhere");
    program.outside.dialogs.will_answer(DialogAnswer::Chosen(path.clone()));
    program.act(KeyAction::SaveAs(Output::PAIR));
    assert!(path.exists());
    assert!(!program.app.model.shell.leaving, "what waited was forgotten");
    program.act(KeyAction::EditComment("changed".to_owned()));
    program.act(Action::Close);
    program.outside.dialogs.will_answer(DialogAnswer::Chosen(program.outside.path("third")));
    program.act(Answer::SaveFirst);
    assert!(program.app.model.shell.leaving);
}

#[test]
fn a_comment_that_cannot_be_used_is_not_saved_over() {
    let mut program = Program::with_a_key();
    program.act(KeyAction::EditComment("bad\u{7}".to_owned()));
    program.act(KeyAction::Save);
    program.act(KeyAction::SaveAs(Output::PAIR));
    assert!(!program.outside.dot_ssh("id_ed25519").exists());
    program.act(KeyAction::EditComment("good".to_owned()));
    program.act(KeyAction::Save);
    assert!(program.outside.dot_ssh("id_ed25519").exists());
}

#[test]
fn a_save_into_a_missing_folder_says_so_and_keeps_everything() {
    let mut program = Program::with_a_key();
    let path = program.outside.path("no/such/folder/key");
    program.outside.dialogs.will_answer(DialogAnswer::Chosen(path));
    program.act(KeyAction::SaveAs(Output::PAIR));
    assert!(matches!(
        program.app.model.shell.notice,
        Some(Notice::Failed(AppError::Save(SaveError::NoFolder(_))))
    ));
    assert_eq!(program.open().unsaved, Some(Unsaved::Made));
}

#[test]
fn a_closed_file_dialog_changes_nothing() {
    let mut program = Program::with_a_key();
    program.act(KeyAction::SaveAs(Output::private(PrivateFormat::Ppk3)));
    assert!(program.app.model.shell.notice.is_none() && program.app.model.shell.dialog.is_none());
    let suggested = program.outside.dialogs.suggested.lock().expect("dialogs");
    assert_eq!(
        suggested[0],
        (Some(program.outside.dot_ssh("")).map(|p| p.components().collect()), "id_ed25519.ppk".to_owned())
    );
}

#[test]
fn a_public_key_alone_is_never_unsaved() {
    let mut program = Program::new();
    let line = keys::made(NewKind::Ed25519, "p").public().line();
    program.act(Action::Paste(Zeroizing::new(line)));
    assert!(!program.open().is_private());
    program.act(KeyAction::EditComment("other".to_owned()));
    assert_eq!(program.open().unsaved, None);
    let path = program.outside.path("p.pub");
    program.outside.dialogs.will_answer(DialogAnswer::Chosen(path.clone()));
    program.act(KeyAction::SaveAs(Output::Public(PublicFormat::Line)));
    assert!(std::fs::read_to_string(path).expect("the file").ends_with(" other\n"));
}

#[test]
fn a_panic_in_the_work_is_told_and_nothing_hangs() {
    struct Broken;
    impl keywright::system::Entropy for Broken {
        fn rng(&self) -> Result<Box<dyn rand::CryptoRng>, keywright::system::NoEntropy> {
            panic!("a fault")
        }
    }
    let outside = Outside::new();
    let services = keywright::system::Services { entropy: Arc::new(Broken), ..outside.services() };
    let mut app = App::new(services, outside.desktop(), Titles::default(), Arc::new(|| {}));
    app.act(KeyAction::Generate);
    app.drain_events();
    assert!(matches!(app.model.key.state, KeyState::None));
    assert!(matches!(app.model.shell.notice, Some(Notice::Failed(AppError::Crashed))));
}

#[test]
fn neither_model_nor_actions_print_a_secret() {
    let mut program = Program::new();
    program.app.model.key.form.passphrase.first.insert("hunter2", 0);
    program.app.model.key.form.passphrase.first.revealed = true;
    assert!(!format!("{:?}", program.app.model).contains("hunter2"));
    program.act(KeyAction::Generate);
    program.act(KeyAction::AskPassphrase);
    let KeyState::Open(_) = program.state() else { panic!("no key") };
    let printed = format!("{:?}", program.app.model);
    assert!(!printed.contains("hunter2") && !printed.contains("PRIVATE KEY"), "{printed}");
}

#[test]
fn what_waits_for_a_save_is_done_only_when_the_private_key_is_saved() {
    let mut program = Program::with_a_key();
    program.act(Action::Close);
    program.act(Answer::SaveFirst);
    assert!(program.app.model.shell.leaving);
    assert!(program.outside.dot_ssh("id_ed25519").exists());
}

#[test]
fn pasted_text_that_is_typed_as_an_action_is_not_printed() {
    // Actions are the one place where pasted text travels.
    let action = Action::Paste(Zeroizing::new("-----BEGIN OPENSSH PRIVATE KEY-----secret".to_owned()));
    assert!(!format!("{action:?}").contains("secret"), "{action:?}");
}

#[test]
fn many_files_go_to_the_list_also_while_a_key_is_not_saved() {
    let mut program = Program::with_a_key();
    let paths = vec![program.ppk("a.ppk", None), program.ppk("b.ppk", None), program.ppk("a.ppk", None)];
    program.act(Action::Open(paths));
    assert_eq!(program.app.model.shell.page, Page::Batch);
    assert_eq!(program.app.model.batch.rows.len(), 2);
    assert_eq!(program.open().unsaved, Some(Unsaved::Made));
    program.act(Action::Open(vec![program.outside.home.path().to_owned()]));
    assert!(program.app.model.shell.dialog.is_none(), "a folder takes no key's place");
    assert_eq!(program.app.model.batch.rows.len(), 2, "the same files again are no new rows");
}

#[test]
fn a_folder_opened_as_a_file_goes_to_the_list() {
    let mut program = Program::new();
    program.ppk("a.ppk", None);
    program.act(Action::Open(vec![program.outside.home.path().to_owned()]));
    assert_eq!(program.app.model.shell.page, Page::Batch);
    assert_eq!(program.app.model.batch.counts().ready, 1);
}

#[test]
fn files_read_for_a_list_that_was_cleared_are_dropped() {
    let mut program = Program::new();
    let path = program.ppk("a.ppk", None);
    program.act(Action::Show(Page::Batch));
    program.outside.worker.hold();
    program.act(Action::Drop(vec![path]));
    program.act(Action::Batch(BatchAction::Clear));
    program.outside.worker.release();
    program.drain_events();
    assert!(program.app.model.batch.is_empty());
}

#[test]
fn a_stopped_run_writes_nothing_more_and_can_be_taken_up_again() {
    let mut program = Program::new();
    let paths = vec![program.ppk("a.ppk", None), program.ppk("b.ppk", None)];
    program.act(Action::Open(paths));
    program.outside.worker.hold();
    program.act(Action::Batch(BatchAction::Convert));
    program.act(Action::Batch(BatchAction::Clear));
    program.act(Action::Batch(BatchAction::Stop));
    program.outside.worker.release();
    program.drain_events();
    let counts = program.app.model.batch.counts();
    assert_eq!((counts.ready, counts.done), (2, 0));
    program.act(Action::Batch(BatchAction::Convert));
    assert_eq!(program.app.model.batch.counts().done, 2);
    program.act(Action::Batch(BatchAction::Convert));
    assert!(!program.outside.path("a_2").exists(), "what is done is not done again");
}

#[test]
fn two_files_of_one_name_get_two_names_in_one_folder() {
    let mut program = Program::new();
    let paths = vec![program.ppk("one/k.ppk", None), program.ppk("two/k.ppk", None)];
    program.act(Action::Open(paths));
    let folder = program.outside.path("new");
    std::fs::create_dir(&folder).expect("a folder");
    program.app.model.batch.target.folder = Some(folder.clone());
    program.act(Action::Batch(BatchAction::Convert));
    assert_eq!(program.app.model.batch.counts().done, 2);
    let public = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a public key");
    assert_ne!(public("k.pub"), public("k_2.pub"));
}

#[test]
fn closing_waits_for_the_file_that_is_being_written_and_then_asks_for_the_key() {
    let mut program = Program::with_a_key();
    let paths = vec![program.ppk("a.ppk", None), program.ppk("b.ppk", None)];
    program.act(Action::Open(paths));
    program.outside.worker.hold();
    program.act(Action::Batch(BatchAction::Convert));
    program.act(Action::Close);
    assert!(matches!(program.app.model.shell.dialog, Some(Dialog::StillConverting)));
    program.act(Answer::StopAndClose);
    assert!(!program.app.model.shell.leaving);
    program.outside.worker.release();
    program.drain_events();
    assert!(matches!(program.app.model.shell.dialog, Some(Dialog::Discard { .. })), "the key is not saved");
}

#[test]
fn without_randomness_nothing_is_converted_and_it_is_said() {
    let mut program = Program::new();
    let paths = vec![program.ppk("a.ppk", None), program.ppk("b.ppk", None)];
    program.act(Action::Open(paths));
    *program.outside.entropy.none.lock().expect("entropy") = true;
    program.act(Action::Batch(BatchAction::Convert));
    assert_eq!(program.app.model.batch.counts().failed, 2);
}

fn locked(program: &mut Program) {
    let paths = vec![program.ppk("a.ppk", Some("x")), program.ppk("b.ppk", Some("y"))];
    program.act(Action::Open(paths));
}

fn try_on_row(program: &mut Program, row: usize, text: &str) {
    let number = program.app.model.batch.rows[row].number;
    program.act(Action::Batch(BatchAction::ShowField(Some(number))));
    program.app.model.batch.field.as_mut().expect("its field").passphrase.insert(text, 0);
    program.act(Action::Batch(BatchAction::UnlockRow));
}

#[test]
fn a_try_that_was_cancelled_says_nothing_of_the_passphrase() {
    let mut program = Program::new();
    locked(&mut program);
    program.app.model.batch.passphrase.insert("x", 0);
    program.outside.worker.hold();
    program.act(Action::Batch(BatchAction::Unlock));
    program.act(Action::Batch(BatchAction::StopTrying));
    program.outside.worker.release();
    program.drain_events();
    assert_eq!(program.app.model.batch.tried, None);
    assert_eq!(program.app.model.batch.counts().locked, 2);
    assert_eq!(program.app.model.batch.passphrase.expose(), "x");
    program.act(Action::Batch(BatchAction::Unlock));
    assert_eq!(program.app.model.batch.tried, Some((1, 2)));
}

#[test]
fn a_try_on_one_row_concerns_nothing_else() {
    let mut program = Program::new();
    locked(&mut program);
    program.app.model.batch.passphrase.insert("typed", 0);
    try_on_row(&mut program, 0, "wrong");
    let field = program.app.model.batch.field.as_ref().expect("it stays");
    assert_eq!((field.refused, field.passphrase.expose()), (1, "wrong"));
    try_on_row(&mut program, 0, "x");
    let many = &program.app.model.batch;
    assert_eq!((many.tried, many.passphrase.expose()), (None, "typed"));
    assert!(many.field.is_none());
    assert_eq!(many.counts().ready, 1);
    program.outside.worker.hold();
    try_on_row(&mut program, 1, "y");
    program.act(Action::Batch(BatchAction::ShowField(None)));
    assert!(!program.app.model.batch.is_trying(), "to leave the field stops its try");
    assert!(program.app.model.batch.field.is_some());
}

#[test]
fn the_new_passphrase_ends_with_its_list_and_with_another_choice() {
    for action in [BatchAction::Clear, BatchAction::Protect(Protection::Keep)] {
        let mut program = Program::new();
        locked(&mut program);
        program.act(Action::Batch(BatchAction::Protect(Protection::New)));
        program.app.model.batch.target.new.first.insert("secret", 0);
        program.app.model.batch.target.new.again.insert("secret", 0);
        program.act(Action::Batch(action));
        let new = &program.app.model.batch.target.new;
        assert!(new.first.is_empty() && new.again.is_empty());
    }
}

#[test]
fn a_folder_that_is_chosen_during_a_run_does_not_part_its_files() {
    let mut program = Program::new();
    let paths = vec![program.ppk("a.ppk", None), program.ppk("b.ppk", None)];
    program.act(Action::Open(paths));
    *program.outside.dialogs.stay_open.lock().expect("dialogs") = true;
    program.act(Action::Batch(BatchAction::AskTarget));
    program.outside.worker.hold();
    program.act(Action::Batch(BatchAction::Convert));
    let reply = program.outside.dialogs.open.lock().expect("dialogs").pop().expect("a dialog");
    reply(DialogAnswer::Chosen(program.outside.path("late")));
    program.drain_events();
    assert_eq!(program.app.model.batch.target.folder, None);
    program.outside.worker.release();
    program.drain_events();
    assert_eq!(program.app.model.batch.counts().done, 2);
}

#[test]
fn stopping_to_read_does_not_stop_a_run() {
    let mut program = Program::new();
    let paths = vec![program.ppk("a.ppk", None), program.ppk("b.ppk", None)];
    program.act(Action::Open(paths));
    let more = program.ppk("c.ppk", None);
    program.outside.worker.hold();
    program.act(Action::Batch(BatchAction::Convert));
    program.act(Action::Drop(vec![more]));
    program.act(Action::Batch(BatchAction::StopReading));
    program.outside.worker.release();
    program.drain_events();
    assert_eq!(program.app.model.batch.counts().done, 2);
    assert_eq!(program.app.model.batch.rows.len(), 2);
}

#[test]
fn a_folder_of_the_new_name_is_stepped_over() {
    let mut program = Program::new();
    let paths = vec![program.ppk("client.ppk", None), program.ppk("b.ppk", None)];
    std::fs::create_dir(program.outside.path("client")).expect("a folder");
    program.act(Action::Open(paths));
    program.act(Action::Batch(BatchAction::Convert));
    assert_eq!(program.app.model.batch.counts().done, 2);
    assert!(program.outside.path("client_2").is_file());
}

#[test]
fn a_key_that_is_what_is_asked_for_is_not_copied_beside_itself() {
    let mut program = Program::new();
    let paths = vec![program.ppk("a.ppk", None), program.ppk("b.ppk", Some("x"))];
    program.act(Action::Open(paths));
    program.act(Action::Batch(BatchAction::Write(Output::private(PrivateFormat::Ppk3))));
    let counts = program.app.model.batch.counts();
    assert_eq!((counts.ready, counts.locked, counts.unfit), (0, 0, 2));
    program.act(Action::Batch(BatchAction::Convert));
    assert!(!program.outside.path("a_2.ppk").exists());
    // Without its passphrase, or in another folder, it is another file.
    program.act(Action::Batch(BatchAction::Protect(Protection::Remove)));
    let counts = program.app.model.batch.counts();
    assert_eq!((counts.locked, counts.unfit), (1, 1));
    program.app.model.batch.target.folder = Some(program.outside.path("new"));
    assert_eq!(program.app.model.batch.counts().ready, 1);
}

#[test]
fn other_files_of_a_folder_are_counted_once_and_links_to_folders_are_among_them() {
    let mut program = Program::new();
    program.ppk("old/a.ppk", None);
    let folder = program.outside.path("old");
    keys::put(&folder, "notes.txt", b"nothing");
    #[cfg(unix)]
    std::os::unix::fs::symlink(program.outside.home.path(), folder.join("link")).expect("a link");
    program.act(Action::Open(vec![folder.clone()]));
    program.act(Action::Drop(vec![folder]));
    // Only some may make links on Windows.
    let others = if cfg!(unix) { 2 } else { 1 };
    assert_eq!((program.app.model.batch.rows.len(), program.app.model.batch.no_keys()), (1, others));
}

#[test]
fn a_fault_at_one_key_is_told_in_its_row_and_takes_nothing_from_the_rest() {
    /// Fails in the middle: keys under a passphrase go one by one.
    struct Breaks(AtomicUsize);
    impl keywright::system::Entropy for Breaks {
        fn rng(&self) -> Result<Box<dyn rand::CryptoRng>, keywright::system::NoEntropy> {
            assert!(self.0.fetch_add(1, Ordering::Relaxed) != 1, "a fault");
            keywright::system::SystemEntropy.rng()
        }
    }
    let mut program = Program::new();
    let services = keywright::system::Services {
        entropy: Arc::new(Breaks(AtomicUsize::new(0))),
        ..program.outside.services()
    };
    program.app = App::new(services, program.outside.desktop(), Titles::default(), Arc::new(|| {}));
    let names = ["a.ppk", "b.ppk", "c.ppk"];
    let paths = names.iter().map(|name| program.ppk(name, Some("x"))).collect();
    program.act(Action::Open(paths));
    program.app.model.batch.passphrase.insert("x", 0);
    program.act(Action::Batch(BatchAction::Unlock));
    program.act(Action::Batch(BatchAction::Convert));
    let counts = program.app.model.batch.counts();
    assert_eq!((counts.done, counts.failed), (2, 1));
}

/// How long it takes depends on the machine: the figure is printed, and none is demanded.
#[test]
#[expect(clippy::print_stdout, reason = "a figure for whoever wants to know")]
fn two_hundred_files_from_drop_to_done() {
    let mut program = Program::new();
    let names: Vec<String> = (0..200).map(|number| format!("{number}.ppk")).collect();
    let paths: Vec<PathBuf> = names.iter().map(|name| program.ppk(name, None)).collect();
    let from = std::time::Instant::now();
    program.act(Action::Open(paths));
    let read = from.elapsed();
    program.act(Action::Batch(BatchAction::Convert));
    println!("200 files: read in {read:?}, all done in {:?}", from.elapsed());
    assert_eq!(program.app.model.batch.counts().done, 200);
}

#[test]
fn every_passphrase_that_can_be_seen_counts_as_such() {
    type Field = fn(&mut Program) -> &mut SecretField;
    let fields: [(&str, Field); 6] = [
        ("of a new key", |program| &mut program.app.model.key.form.passphrase.first),
        ("of a locked key", |program| {
            let path = program.ppk("a.ppk", Some("x"));
            program.act(Action::Open(vec![path]));
            let KeyState::Locked(encrypted) = &mut program.app.model.key.state else { panic!("not locked") };
            &mut encrypted.passphrase
        }),
        ("another one for an open key", |program| {
            program.act(KeyAction::Generate);
            program.act(KeyAction::AskPassphrase);
            let Some(Dialog::Passphrase { new, .. }) = &mut program.app.model.shell.dialog else {
                panic!("not asked")
            };
            &mut new.first
        }),
        ("for all locked keys", |program| &mut program.app.model.batch.passphrase),
        ("for one of many", |program| {
            locked(program);
            let number = program.app.model.batch.rows[0].number;
            program.act(Action::Batch(BatchAction::ShowField(Some(number))));
            &mut program.app.model.batch.field.as_mut().expect("its field").passphrase
        }),
        ("for all new files", |program| &mut program.app.model.batch.target.new.first),
    ];
    for (which, field) in fields {
        for revealed in [false, true] {
            let mut program = Program::new();
            let field = field(&mut program);
            field.insert("x", 0);
            field.revealed = revealed;
            assert_eq!(program.app.reveals_secret(), revealed, "{which}");
        }
    }
}

#[test]
fn a_passphrase_in_a_question_that_waits_counts_as_seen() {
    let mut program = Program::new();
    program.act(KeyAction::Generate);
    program.act(KeyAction::AskPassphrase);
    let Some(Dialog::Passphrase { new, .. }) = &mut program.app.model.shell.dialog else {
        panic!("not asked")
    };
    new.first.revealed = true;
    program.act(KeyAction::New);
    assert!(matches!(program.app.model.shell.dialog, Some(Dialog::Discard { .. })));
    assert!(program.app.reveals_secret(), "it may come back in any frame");
    program.act(Answer::Discard);
    assert!(!program.app.reveals_secret());
}
