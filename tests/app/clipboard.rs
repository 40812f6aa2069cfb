//! What the clipboard holds, and what the program makes of it.

use crate::Program;
use keywright::app::{Action, AppError, Copyable, Dialog, KeyAction, Notice, Pasted, Toast};
use keywright::format::FILE_BYTES;
use keywright::system::{ClipboardContents, ClipboardError, DialogAnswer, Selection};
use std::path::{MAIN_SEPARATOR, PathBuf};

fn notice(program: &Program) -> Option<&Notice> {
    program.app.model.shell.notice.as_ref()
}

fn text_of(pasted: &Pasted) -> &str {
    match &pasted.contents {
        ClipboardContents::Text(text) => text,
        _ => panic!("no text"),
    }
}

fn copied(program: &Program) -> Vec<String> {
    program.outside.clipboard.texts.lock().expect("clipboard").clone()
}

fn read(program: &mut Program) {
    program.act(Action::ReadClipboard(Selection::Clipboard));
}

#[test]
fn a_text_is_handed_over_once_and_never_printed() {
    let mut program = Program::new();
    program.outside.clipboard.holds_text(Selection::Clipboard, "hunter2");
    read(&mut program);
    assert!(!format!("{:?}", program.app.model).contains("hunter2"));
    let pasted = program.app.take_pasted().expect("the text");
    assert_eq!(pasted.from, Selection::Clipboard);
    assert_eq!(text_of(&pasted), "hunter2");
    assert!(!format!("{pasted:?}").contains("hunter2"));
    assert!(program.app.take_pasted().is_none());
}

#[test]
fn each_thing_that_is_no_text_has_its_notice() {
    let mut program = Program::new();
    read(&mut program);
    assert!(matches!(notice(&program), Some(Notice::NothingToPaste)));
    program.outside.clipboard.holds(|_| Err(ClipboardError::Busy));
    read(&mut program);
    assert!(matches!(notice(&program), Some(Notice::Failed(AppError::Paste(ClipboardError::Busy)))));
    program.outside.clipboard.holds(|_| panic!("a fault"));
    read(&mut program);
    assert!(matches!(notice(&program), Some(Notice::Failed(AppError::Crashed))));
    program.outside.clipboard.holds_text(Selection::Clipboard, "again");
    read(&mut program);
    assert!(program.app.take_pasted().is_some(), "after a fault too");
}

#[test]
fn the_primary_selection_is_only_ever_text() {
    let mut program = Program::new();
    let answers: [fn() -> Result<ClipboardContents, ClipboardError>; 3] = [
        || Ok(ClipboardContents::Files(vec!["/a".into()])),
        || Ok(ClipboardContents::Neither),
        || Err(ClipboardError::Missing),
    ];
    for answer in answers {
        program.outside.clipboard.holds(move |_| answer());
        program.act(Action::ReadClipboard(Selection::Primary));
        assert!(notice(&program).is_none());
        assert!(program.app.take_pasted().is_none());
    }
}

#[test]
fn one_answer_is_awaited_at_a_time() {
    let mut program = Program::new();
    program.outside.worker.hold();
    for _ in 0..3 {
        read(&mut program);
    }
    let held = program.outside.worker.held.lock().expect("worker").as_ref().map_or(0, Vec::len);
    assert_eq!(held, 1);
}

fn pastes_files(program: &mut Program, paths: &[PathBuf]) {
    program.outside.clipboard.holds_files(paths);
    read(program);
    let pasted = program.app.take_pasted().expect("files");
    let ClipboardContents::Files(paths) = pasted.contents else { panic!("no files") };
    program.act(Action::PasteFiles(paths));
}

fn typed_path(program: &Program) -> Option<&str> {
    match &program.app.model.shell.dialog {
        Some(Dialog::Path { text, .. }) => Some(text),
        _ => None,
    }
}

#[test]
fn a_copied_file_answers_the_question_for_a_path_and_no_other() {
    let mut program = Program::new();
    let paths = ["a.ppk", "b.ppk"].map(|name| program.outside.path(name));
    program.outside.dialogs.will_answer(DialogAnswer::Unavailable);
    program.act(Action::AskOpen);
    pastes_files(&mut program, &paths);
    assert!(matches!(notice(&program), Some(Notice::OneFileOnly)));
    pastes_files(&mut program, &paths[..1]);
    assert_eq!(typed_path(&program), Some(format!("~{MAIN_SEPARATOR}a.ppk").as_str()));
    program.act(Action::CloseDialog);
    program.act(Action::ShowAbout);
    pastes_files(&mut program, &paths[..1]);
    assert!(matches!(notice(&program), Some(Notice::AnswerFirst)));
    assert!(matches!(program.app.model.shell.dialog, Some(Dialog::About)));
}

/// What is shown of it would be the path of another file, or of none.
#[cfg(unix)]
#[test]
fn a_copied_file_whose_name_no_text_can_stand_for_is_opened_all_the_same() {
    use keywright::app::Answer;
    use std::os::unix::ffi::OsStrExt as _;
    for name in [b"a\xffb.ppk".as_slice(), b"quoted.ppk\""] {
        let mut program = Program::new();
        let path = program.ppk("k.ppk", None).with_file_name(std::ffi::OsStr::from_bytes(name));
        std::fs::rename(program.outside.path("k.ppk"), &path).expect("renamed");
        program.outside.dialogs.will_answer(DialogAnswer::Unavailable);
        program.act(Action::AskOpen);
        pastes_files(&mut program, &[path]);
        program.act(Answer::UsePath);
        assert!(typed_path(&program).is_none());
        assert_eq!(program.open().facts.public.comment().text(), "k.ppk");
    }
}

/// Else the newest could be lost to the slowest, and a paste bring what was copied before.
#[test]
fn copies_keep_their_order_and_a_paste_comes_after_them() {
    let mut program = Program::new();
    program.outside.worker.hold();
    for text in ["first", "second", "third"] {
        program.act(Action::Copy(Selection::Clipboard, text.to_owned()));
    }
    program.act(KeyAction::CopyCommand("ssh host".to_owned()));
    read(&mut program);
    let held = |program: &Program| {
        let held = program.outside.worker.held.lock().expect("worker");
        held.iter().flatten().map(|(name, _)| *name).collect::<Vec<_>>()
    };
    assert_eq!(held(&program), ["copy"]);
    assert!(program.app.model.shell.is_reading_clipboard());
    assert!(program.outside.worker.release_one());
    program.drain_events();
    assert_eq!(held(&program), ["copy"], "the newest one alone");
    assert!(program.outside.worker.release_one());
    program.drain_events();
    assert_eq!(copied(&program), ["first", "ssh host"]);
    let toast = program.app.model.shell.toast.as_ref().map(|(_, toast)| toast);
    assert_eq!(toast, Some(&Toast::Copied(Copyable::Command)));
    assert_eq!(held(&program), ["paste"]);
}

#[test]
fn what_is_selected_and_what_was_copied_are_awaited_side_by_side() {
    let mut program = Program::new();
    program.outside.worker.hold();
    program.outside.clipboard.holds(|of| {
        let text = if of == Selection::Clipboard { "copied" } else { "selected" };
        Ok(ClipboardContents::Text(text.to_owned().into()))
    });
    program.act(Action::ReadClipboard(Selection::Primary));
    read(&mut program);
    program.outside.worker.release();
    program.drain_events();
    for (from, text) in [(Selection::Clipboard, "copied"), (Selection::Primary, "selected")] {
        let pasted = program.app.take_pasted().expect("both");
        assert_eq!((pasted.from, text_of(&pasted)), (from, text));
    }
}

#[test]
fn a_text_that_is_larger_than_any_key_file_is_refused_with_words() {
    let mut program = Program::new();
    program.outside.clipboard.holds_text(Selection::Clipboard, &"x".repeat(FILE_BYTES));
    read(&mut program);
    assert!(program.app.take_pasted().is_some());
    program.outside.clipboard.holds_text(Selection::Clipboard, &"x".repeat(FILE_BYTES + 1));
    read(&mut program);
    assert!(program.app.take_pasted().is_none());
    assert!(matches!(notice(&program), Some(Notice::Failed(AppError::PasteTooLarge))));
}
