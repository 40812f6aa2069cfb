//! Questions that come while another one is open: none is lost, none is answered twice, and what is
//! typed in them stays.

use crate::Program;
use crate::support::keys;
use keywright::app::{
    Action, Answer, BatchAction, Chosen, Dialog, KeyAction, KeyState, Page, Purpose, Question, Toast, Unsaved,
};
use keywright::format::PrivateFormat;
use keywright::key::NewKind;
use keywright::save::Output;
use keywright::system::DialogAnswer;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// All questions, the one that is shown first.
fn questions(program: &Program) -> Vec<Question> {
    let app = &program.app;
    app.model.shell.dialog.iter().chain(app.model.shell.waiting()).map(Dialog::question).collect()
}

fn typed(dialog: &Dialog) -> Option<&str> {
    match dialog {
        Dialog::Passphrase { new, .. } => Some(new.first.expose()),
        Dialog::Path { text, .. } => Some(text),
        _ => None,
    }
}

/// As if no desktop showed file dialogs.
fn without_file_dialogs(program: &mut Program, action: impl Into<Action>) {
    program.outside.dialogs.will_answer(DialogAnswer::Unavailable);
    program.act(action);
}

#[test]
fn three_questions_wait_in_their_order_and_none_pushes_another_away() {
    let mut program = Program::with_a_key();
    keys::put(&program.outside.dot_ssh(""), "id_ed25519", b"appeared");
    program.outside.worker.hold();
    program.act(KeyAction::Save);
    program.act(KeyAction::AskPassphrase);
    let Some(Dialog::Passphrase { new, .. }) = &mut program.app.model.shell.dialog else {
        panic!("no dialog")
    };
    new.first.insert("typed", 0);
    without_file_dialogs(&mut program, Action::Batch(BatchAction::AskFolder));
    without_file_dialogs(&mut program, Action::Batch(BatchAction::AskFolder));
    program.outside.worker.release();
    program.drain_events();
    let all = [Question::Passphrase, Question::Path(Purpose::Add), Question::Replace];
    assert_eq!(questions(&program), all);
    program.act(KeyAction::AskPassphrase);
    assert_eq!(questions(&program), all, "the same question is there once");
    assert_eq!(program.app.model.shell.dialog.as_ref().and_then(typed), Some("typed"));
    for left in 1..=3 {
        program.act(Action::CloseDialog);
        assert_eq!(questions(&program), all[left..]);
    }
}

#[test]
fn what_must_be_answered_first_comes_first_and_what_was_typed_comes_back() {
    let mut program = Program::with_a_key();
    program.act(KeyAction::AskPassphrase);
    let Some(Dialog::Passphrase { new, .. }) = &mut program.app.model.shell.dialog else {
        panic!("no dialog")
    };
    new.first.insert("typed", 0);
    program.act(KeyAction::New);
    program.act(Action::Close);
    assert_eq!(questions(&program), [Question::Discard, Question::Passphrase]);
    let Some(Dialog::Discard { then, .. }) = &program.app.model.shell.dialog else { panic!("no question") };
    assert!(matches!(**then, Action::Close), "the newest request counts");
    program.act(Action::CloseDialog);
    assert_eq!(program.app.model.shell.dialog.as_ref().and_then(typed), Some("typed"));
    assert!(!program.app.model.shell.leaving);
}

#[test]
fn an_answer_to_a_question_that_is_not_shown_changes_nothing() {
    let answers = [
        Answer::Discard,
        Answer::SaveFirst,
        Answer::Replace,
        Answer::UsePath,
        Answer::SetPassphrase,
        Answer::RemovePassphrase,
        Answer::Choose(0),
        Answer::StopAndClose,
        Answer::WriteChange,
        Answer::Replacing,
    ];
    let shown = |program: &mut Program, which: usize| match which {
        0 => program.act(KeyAction::AskPassphrase),
        1 => program.act(Action::Close),
        _ => without_file_dialogs(program, Action::Batch(BatchAction::AskTarget)),
    };
    for which in 0..3 {
        for answer in answers {
            let mut program = Program::with_a_key();
            shown(&mut program, which);
            let before = questions(&program);
            if is_answer(&answer.into(), before[0]) {
                continue;
            }
            program.act(answer);
            assert_eq!(questions(&program), before, "{answer:?}");
            assert_eq!(program.open().unsaved, Some(Unsaved::Made));
            assert!(!program.app.model.shell.leaving);
        }
    }
}

/// It is where the key is, and need not be text.
#[cfg(unix)]
#[test]
fn a_path_that_is_offered_instead_of_a_dialog_is_used_as_it_is() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let mut program = Program::with_a_key();
    let folder = program.outside.home.path().join(OsStr::from_bytes(b"latin\xe4"));
    let first = keys::put(&folder, "one", b"").with_file_name("two");
    program.outside.dialogs.will_answer(DialogAnswer::Chosen(first.clone()));
    program.act(KeyAction::SaveAs(Output::PAIR));
    assert!(first.exists());
    let ppk = Output::Private { format: PrivateFormat::Ppk3, with_public: false };
    without_file_dialogs(&mut program, KeyAction::SaveAs(ppk));
    let offered = program.app.model.shell.dialog.as_ref().and_then(typed).expect("a path").to_owned();
    let name = offered.strip_prefix("~/latin\u{fffd}/").expect("in the same folder");
    program.act(Answer::UsePath);
    assert!(folder.join(name).exists(), "{name}");
}

#[test]
fn a_question_about_one_key_is_not_asked_of_the_next_and_the_others_stay() {
    let mut program = Program::with_a_key();
    program.act(KeyAction::Save);
    keys::put(program.outside.home.path(), ".ssh/id_ed25519_2", b"in the way");
    let other = program.ppk("other.ppk", None);
    program.outside.worker.hold();
    program.act(Action::Open(vec![other]));
    without_file_dialogs(&mut program, Action::Batch(BatchAction::AskTarget));
    program.act(KeyAction::AskPassphrase);
    assert_eq!(questions(&program), [Question::Path(Purpose::Target), Question::Passphrase]);
    program.outside.worker.release();
    program.drain_events();
    assert_eq!(program.open().comment, "other.ppk");
    assert_eq!(questions(&program), [Question::Path(Purpose::Target)]);
}

fn is_answer(action: &Action, question: Question) -> bool {
    match action {
        Action::CloseDialog => true,
        Action::Answer(answer) => match answer {
            Answer::Discard => matches!(question, Question::Discard | Question::DiscardForm),
            Answer::SaveFirst => question == Question::Discard,
            Answer::Replace => question == Question::Replace,
            Answer::UsePath => matches!(question, Question::Path(_)),
            Answer::SetPassphrase | Answer::RemovePassphrase => question == Question::Passphrase,
            Answer::Choose(_) | Answer::ConvertAll => question == Question::Choose,
            Answer::DeleteRecovered => question == Question::DeleteRecovered,
            Answer::Repair => question == Question::Repair,
            Answer::UseServer => question == Question::KeyForServer,
            Answer::StopAndClose => question == Question::StillConverting,
            Answer::WriteChange => question == Question::Change,
            Answer::RemoveFromServer => question == Question::RemoveFromServer,
            Answer::Replacing => question == Question::Replacing,
        },
        _ => false,
    }
}

fn is_about_the_key(question: Question) -> bool {
    matches!(
        question,
        Question::Discard | Question::Replace | Question::Passphrase | Question::Path(Purpose::Save(_))
    )
}

/// Which key is open, if one is.
fn key_of(program: &Program) -> Option<u64> {
    match program.state() {
        KeyState::Open(open) => Some(open.number),
        KeyState::None | KeyState::Generating { .. } | KeyState::Locked(_) => None,
    }
}

struct Files {
    plain: PathBuf,
    several: PathBuf,
    folder: PathBuf,
    pasted: String,
}

/// Something that a person may do at any moment.
fn any_action(random: &mut StdRng, files: &Files) -> Action {
    let public = Output::Public(keywright::format::PublicFormat::Line);
    match random.random_range(0..26) {
        0 => KeyAction::Generate.into(),
        1 => KeyAction::New.into(),
        2 | 3 => KeyAction::AskPassphrase.into(),
        4 | 5 => KeyAction::Save.into(),
        6 => KeyAction::SaveAs(public).into(),
        7 => KeyAction::SaveAs(Output::private(PrivateFormat::Ppk3)).into(),
        8 | 9 => Action::Close,
        10 => Action::CloseDialog,
        11 => Answer::Discard.into(),
        12 => Answer::SaveFirst.into(),
        13 => Answer::Replace.into(),
        14 => Answer::UsePath.into(),
        15 => Answer::SetPassphrase.into(),
        16 => Action::Open(vec![files.plain.clone()]),
        17 => Action::Open(vec![files.several.clone()]),
        18 => Answer::Choose(0).into(),
        19 => Action::AskOpen,
        20 => BatchAction::AskFolder.into(),
        21 => KeyAction::Cancel.into(),
        22 => Action::Paste(Zeroizing::new(files.pasted.clone())),
        23 => Action::Drop(vec![files.folder.clone()]),
        24 => Answer::ConvertAll.into(),
        _ => KeyAction::EditComment(format!("comment {}", random.random_range(0..9))).into(),
    }
}

/// And of the list.
fn of_the_list(random: &mut StdRng) -> Action {
    match random.random_range(0..5) {
        0 => BatchAction::Convert.into(),
        1 => BatchAction::AskTarget.into(),
        2 => Answer::StopAndClose.into(),
        3 => Action::Show(Page::Key),
        _ => Action::Show(Page::Batch),
    }
}

/// One piece of the work that waits ends, or a file dialog is answered.
fn report(program: &mut Program, random: &mut StdRng) {
    let reply = program.outside.dialogs.open.lock().expect("dialogs").pop();
    if let Some(reply) = reply.filter(|_| random.random_bool(0.5)) {
        reply(match random.random_range(0..4) {
            0 => DialogAnswer::Cancelled,
            1 => DialogAnswer::Chosen(program.outside.path("chosen")),
            _ => DialogAnswer::Unavailable,
        });
    } else {
        let mut held = program.outside.worker.held.lock().expect("worker");
        let work = held.as_mut().filter(|held| !held.is_empty()).map(|held| held.remove(0));
        drop(held);
        if let Some((_, work)) = work {
            work();
        }
    }
    program.drain_events();
}

/// What a person types into questions that are new, so that they are known again.
fn type_into_new_ones(program: &mut Program, step: usize) {
    match &mut program.app.model.shell.dialog {
        Some(Dialog::Passphrase { new, .. }) if new.first.is_empty() => {
            new.first.insert(&format!("typed in step {step}"), 0);
        }
        Some(Dialog::Path { text, .. }) if !text.contains("typed") => {
            *text = format!("~/typed-in-step-{step}");
        }
        _ => {}
    }
}

fn texts(program: &Program) -> Vec<(Question, String)> {
    let all = program.app.model.shell.dialog.iter().chain(program.app.model.shell.waiting());
    all.filter_map(|dialog| Some((dialog.question(), typed(dialog)?.to_owned()))).collect()
}

fn check_all(program: &Program, before: &Before, action: Option<&Action>, what: &str) {
    check(program, before, action, what);
    check_what_is_unsaved(program, before, action, what);
    check_the_list(program, before, action, what);
}

/// Checks one step: what was there is there still, unless there is a reason why not.
fn check(program: &Program, before: &Before, action: Option<&Action>, what: &str) {
    let after = questions(program);
    assert!(
        after.is_empty() == program.app.model.shell.dialog.is_none(),
        "{what}: something waits behind nothing"
    );
    for (at, question) in after.iter().enumerate() {
        assert!(!after[..at].contains(question), "{what}: {question:?} twice in {after:?}");
    }
    let answered = |question| {
        before.questions.first() == Some(&question)
            && action.is_some_and(|action| is_answer(action, question))
    };
    let no_longer_applies = |question| match question {
        Question::StillConverting => program.app.model.batch.progress().is_none(),
        question => is_about_the_key(question) && key_of(program) != before.key,
    };
    for question in before.questions.iter().copied().filter(|question| !after.contains(question)) {
        assert!(answered(question) || no_longer_applies(question), "{what}: {question:?} is lost: {after:?}");
    }
    // Whoever waits keeps their place; only what must be answered first comes in front.
    let kept = |question: &&Question| !matches!(question, Question::Discard | Question::StillConverting);
    let (old, new): (Vec<_>, Vec<_>) = (
        before.questions.iter().filter(kept).filter(|question| after.contains(question)).collect(),
        after.iter().filter(kept).filter(|question| before.questions.contains(question)).collect(),
    );
    let gone = before.questions.iter().any(|question| answered(*question) || no_longer_applies(*question));
    assert!(gone || old == new, "{what}: {old:?} became {new:?}");
    for (question, text) in &before.texts {
        let now = texts(program);
        if let Some((_, now)) = now.iter().find(|(other, _)| other == question).filter(|_| !gone) {
            assert_eq!(now, text, "{what}: what was typed into {question:?}");
        }
    }
}

struct Before {
    questions: Vec<Question>,
    texts: Vec<(Question, String)>,
    key: Option<u64>,
    /// The key, if it is not saved.
    unsaved: Option<u64>,
    /// The number of the last message on a success.
    toast: u64,
    /// Whether it is said of the shown key that it was saved.
    shows_saved: bool,
    /// Whether a list of keys is there, or what was chosen from it waits for an answer.
    has_list: bool,
}

impl Before {
    fn of(program: &Program) -> Self {
        Self {
            questions: questions(program),
            texts: texts(program),
            key: key_of(program),
            unsaved: unsaved(program),
            toast: program.app.model.shell.toast.as_ref().map_or(0, |(number, _)| *number),
            shows_saved: shows_saved(program),
            has_list: has_list(program),
        }
    }
}

fn unsaved(program: &Program) -> Option<u64> {
    match program.state() {
        KeyState::Open(open) => open.unsaved.map(|_| open.number),
        KeyState::None | KeyState::Generating { .. } | KeyState::Locked(_) => None,
    }
}

fn shows_saved(program: &Program) -> bool {
    matches!(program.state(), KeyState::Open(open)
        if open.saved.as_ref().is_some_and(|(what, _)| what.private_format().is_some()))
}

fn has_list(program: &Program) -> bool {
    let shell = &program.app.model.shell;
    shell.dialog.iter().chain(shell.waiting()).any(|dialog| match dialog {
        Dialog::Choose(_) => true,
        Dialog::Discard { then, .. } => is_of_a_list(then),
        _ => false,
    })
}

fn is_of_a_list(action: &Action) -> bool {
    matches!(action, Action::Key(KeyAction::Show(chosen)) if matches!(**chosen, Chosen::OneOf(..)))
}

/// Nothing that is not saved is gone, but for an answer that says so, or because it was saved.
fn check_what_is_unsaved(program: &Program, before: &Before, action: Option<&Action>, what: &str) {
    let Some(number) = before.unsaved else { return };
    let is_there = key_of(program) == Some(number) && !program.app.model.shell.leaving;
    let is_given_up = matches!(action, Some(Action::Answer(Answer::Discard)))
        && before.questions.first() == Some(&Question::Discard);
    let toast = program.app.model.shell.toast.as_ref();
    let says_saved =
        toast.is_some_and(|(number, toast)| *number > before.toast && matches!(toast, Toast::Saved(_)));
    // Where the key is still shown, its card says it.
    let is_saved = says_saved || (is_there && shows_saved(program) && !before.shows_saved);
    assert!(is_there || is_given_up || is_saved, "{what}: the key {number} is lost");
    if is_there && !is_saved {
        assert_eq!(unsaved(program), Some(number), "{what}: it is called saved");
    }
}

/// A list of keys goes only when one of them is shown, when it is closed, or when all are converted.
fn check_the_list(program: &Program, before: &Before, action: Option<&Action>, what: &str) {
    if !before.has_list || has_list(program) || program.app.model.shell.leaving {
        return;
    }
    let shown = before.questions.first();
    let is_closed = matches!(action, Some(Action::CloseDialog | Action::Answer(Answer::ConvertAll)))
        && shown == Some(&Question::Choose);
    let is_deferred = matches!(action, Some(Action::Answer(Answer::SaveFirst)))
        && shown == Some(&Question::Discard)
        || matches!(action, Some(Action::Answer(Answer::Choose(_)))) && shown == Some(&Question::Choose);
    assert!(is_closed || is_deferred || key_of(program) != before.key, "{what}: the list is lost");
}

#[test]
fn whatever_happens_in_whatever_order_no_key_and_no_question_is_lost() {
    let mut seen = std::collections::HashSet::new();
    let mut most = 0;
    for seed in 0..150 {
        let mut random = StdRng::seed_from_u64(seed);
        let mut program = Program::new();
        *program.outside.dialogs.stay_open.lock().expect("dialogs") = true;
        let line = |name| format!("{}\n", keys::made(NewKind::Ed25519, name).public().line());
        let several = [line("one"), line("two")].concat();
        let files = Files {
            plain: program.ppk("plain.ppk", None),
            several: keys::put(program.outside.home.path(), "several", several.as_bytes()),
            folder: program.outside.path("list"),
            pasted: line("pasted"),
        };
        let list = vec![program.ppk("list/a.ppk", None), program.ppk("list/b.ppk", None)];
        program.act(Action::Open(list));
        program.act(Action::Show(Page::Key));
        if seed % 3 > 0 {
            program.act(KeyAction::Generate);
        }
        // What is saved under its proposed name is in the way.
        keys::put(&program.outside.dot_ssh(""), "id_ed25519", b"appeared");
        program.outside.worker.hold();
        for step in 0..80 {
            let before = Before::of(&program);
            let what = |action: &str| format!("seed {seed}, step {step}, {action}");
            if random.random_bool(0.4) {
                report(&mut program, &mut random);
                check_all(&program, &before, None, &what("a report"));
            } else {
                let of_list = random.random_bool(0.15);
                let chosen: u64 = random.random();
                let make = || {
                    let mut random = StdRng::seed_from_u64(chosen);
                    if of_list { of_the_list(&mut random) } else { any_action(&mut random, &files) }
                };
                let (action, same) = (make(), make());
                program.app.act(same);
                check_all(&program, &before, Some(&action), &what(&format!("{action:?}")));
                program.drain_events();
            }
            type_into_new_ones(&mut program, step);
            seen.extend(questions(&program).into_iter().map(|question| format!("{question:?}")));
            most = most.max(questions(&program).len());
            if program.app.model.shell.leaving {
                break;
            }
        }
    }
    for question in
        ["Discard", "Replace", "Passphrase", "Choose", "StillConverting", "Path(Open)", "Path(Add)"]
    {
        assert!(seen.contains(question), "{question} never came: {seen:?}");
    }
    assert!(most > 3, "never more than {most} at a time");
}

/// Both keys of a text, while another one is not saved.
fn with_a_list_over_an_unsaved_key() -> Program {
    let mut program = Program::with_a_key();
    let line = |name| format!("{}\n", keys::made(NewKind::Ed25519, name).public().line());
    let several = [line("one"), line("two")].concat();
    let path = keys::put(program.outside.home.path(), "several", several.as_bytes());
    program.act(Action::Open(vec![path]));
    assert_eq!(questions(&program), [Question::Choose], "to look at the list loses nothing");
    program.act(Answer::Choose(1));
    assert_eq!(questions(&program), [Question::Discard]);
    program
}

#[test]
fn going_back_from_losing_a_key_leads_back_to_the_list_of_keys() {
    let mut program = with_a_list_over_an_unsaved_key();
    program.act(Action::CloseDialog);
    assert_eq!(questions(&program), [Question::Choose]);
    assert_eq!(program.open().unsaved, Some(Unsaved::Made));
    let Some(Dialog::Choose(list)) = &program.app.model.shell.dialog else { panic!("no list") };
    assert_eq!(list.keys.iter().map(|one| one.comment.as_str()).collect::<Vec<_>>(), ["one", "two"]);
    program.act(Answer::Choose(0));
    program.act(Answer::Discard);
    assert_eq!(program.open().comment, "one");
    assert!(questions(&program).is_empty());
}

#[test]
fn saving_first_shows_the_chosen_key_and_a_save_that_fails_leads_back_to_the_list() {
    let mut program = with_a_list_over_an_unsaved_key();
    program.act(Answer::SaveFirst);
    assert_eq!(program.open().comment, "two");
    assert!(program.outside.dot_ssh("id_ed25519").exists());

    let mut program = with_a_list_over_an_unsaved_key();
    keys::put(program.outside.home.path(), ".ssh", b"in the way");
    program.act(Answer::SaveFirst);
    assert_eq!(program.open().unsaved, Some(Unsaved::Made));
    assert_eq!(questions(&program), [Question::Choose]);
}

#[test]
fn closing_the_window_over_a_chosen_key_keeps_the_list() {
    let mut program = with_a_list_over_an_unsaved_key();
    program.act(Action::Close);
    assert_eq!(questions(&program), [Question::Discard, Question::Choose]);
    program.act(Action::CloseDialog);
    assert_eq!(questions(&program), [Question::Choose]);
    assert!(!program.app.model.shell.leaving);
}
