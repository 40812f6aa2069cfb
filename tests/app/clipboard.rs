//! What the clipboard holds, and what the program makes of it.

use crate::Program;
use keywright::app::{Action, AppError, Dialog, Notice};
use keywright::system::{ClipboardContents, ClipboardError, DialogAnswer, Selection};

fn notice(program: &Program) -> Option<&Notice> {
    program.app.model.shell.notice.as_ref()
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
    assert_eq!((pasted.from, pasted.text.as_str()), (Selection::Clipboard, "hunter2"));
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

#[test]
fn a_copied_file_answers_the_question_for_a_path_and_no_other() {
    let mut program = Program::new();
    let path = program.outside.path("k.ppk");
    program.outside.dialogs.will_answer(DialogAnswer::Unavailable);
    program.act(Action::AskOpen);
    program.outside.clipboard.holds_files(&[path]);
    read(&mut program);
    let text = program.app.take_pasted().map(|pasted| pasted.text.as_str().to_owned());
    assert!(text.is_some_and(|text| text.ends_with("k.ppk")));
    program.act(Action::CloseDialog);
    program.act(Action::ShowAbout);
    read(&mut program);
    assert!(program.app.take_pasted().is_none());
    assert!(matches!(notice(&program), Some(Notice::AnswerFirst)));
    assert!(matches!(program.app.model.shell.dialog, Some(Dialog::About)));
}
