//! Questions that come while another one is open: none is lost, none is answered twice, and what is
//! typed in them stays.

use crate::Program;
use crate::support::keys;
use keywright::app::{Action, Dialog, ManyAction, Purpose, Question, Stage, Unsaved};
use keywright::format::PrivateFormat;
use keywright::key::NewKind;
use keywright::save::What;
use keywright::system::DialogAnswer;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use std::path::PathBuf;

/// All questions, the one that is shown first.
fn questions(program: &Program) -> Vec<Question> {
    let app = &program.app;
    app.model.dialog.iter().chain(app.waiting()).map(Dialog::question).collect()
}

fn typed(dialog: &Dialog) -> Option<&str> {
    match dialog {
        Dialog::Passphrase { new, .. } => Some(new.first.expose()),
        Dialog::Path { text, .. } => Some(text),
        _ => None,
    }
}

/// As if no desktop showed file dialogs.
fn without_file_dialogs(program: &mut Program, action: Action) {
    program.outside.dialogs.will_answer(DialogAnswer::Unavailable);
    program.act(action);
}

#[test]
fn three_questions_wait_in_their_order_and_none_pushes_another_away() {
    let mut program = Program::with_a_key();
    keys::put(&program.outside.dot_ssh(""), "id_ed25519", b"appeared");
    program.outside.worker.hold();
    program.act(Action::Save);
    program.act(Action::AskPassphrase);
    let Some(Dialog::Passphrase { new, .. }) = &mut program.app.model.dialog else { panic!("no dialog") };
    new.first.insert("typed", 0);
    without_file_dialogs(&mut program, Action::Many(ManyAction::AskFolder));
    without_file_dialogs(&mut program, Action::Many(ManyAction::AskFolder));
    program.outside.worker.release();
    program.catch_up();
    let all = [Question::Passphrase, Question::Path(Purpose::Add), Question::Replace];
    assert_eq!(questions(&program), all);
    program.act(Action::AskPassphrase);
    assert_eq!(questions(&program), all, "the same question is there once");
    assert_eq!(program.app.model.dialog.as_ref().and_then(typed), Some("typed"));
    for left in 1..=3 {
        program.act(Action::CloseDialog);
        assert_eq!(questions(&program), all[left..]);
    }
}

#[test]
fn what_must_be_answered_first_comes_first_and_what_was_typed_comes_back() {
    let mut program = Program::with_a_key();
    program.act(Action::AskPassphrase);
    let Some(Dialog::Passphrase { new, .. }) = &mut program.app.model.dialog else { panic!("no dialog") };
    new.first.insert("typed", 0);
    program.act(Action::NewKey);
    program.act(Action::Close);
    assert_eq!(questions(&program), [Question::Discard, Question::Passphrase]);
    let Some(Dialog::Discard { then, .. }) = &program.app.model.dialog else { panic!("no question") };
    assert!(matches!(**then, Action::Close), "the newest wish counts");
    program.act(Action::CloseDialog);
    assert_eq!(program.app.model.dialog.as_ref().and_then(typed), Some("typed"));
    assert!(!program.app.model.leaving);
}

#[test]
fn an_answer_to_a_question_that_is_not_shown_changes_nothing() {
    let answers: [fn() -> Action; 8] = [
        || Action::Discard,
        || Action::SaveFirst,
        || Action::Replace,
        || Action::UsePath,
        || Action::SetPassphrase,
        || Action::RemovePassphrase,
        || Action::Choose(0),
        || Action::Many(ManyAction::StopAndClose),
    ];
    let shown = |program: &mut Program, which: usize| match which {
        0 => program.act(Action::AskPassphrase),
        1 => program.act(Action::Close),
        _ => without_file_dialogs(program, Action::Many(ManyAction::AskTarget)),
    };
    for which in 0..3 {
        for answer in answers {
            let mut program = Program::with_a_key();
            shown(&mut program, which);
            let before = questions(&program);
            if is_answer(&answer(), before[0]) {
                continue;
            }
            program.act(answer());
            assert_eq!(questions(&program), before, "{:?}", answer());
            assert_eq!(program.ready().unsaved, Some(Unsaved::Made));
            assert!(!program.app.model.leaving);
        }
    }
}

#[test]
fn a_question_about_one_key_is_not_asked_of_the_next_and_the_others_stay() {
    let mut program = Program::with_a_key();
    program.act(Action::Save);
    keys::put(program.outside.home.path(), ".ssh/id_ed25519_2", b"in the way");
    let other = program.ppk("other.ppk", None);
    program.outside.worker.hold();
    program.act(Action::Open(vec![other]));
    without_file_dialogs(&mut program, Action::Many(ManyAction::AskTarget));
    program.act(Action::AskPassphrase);
    assert_eq!(questions(&program), [Question::Path(Purpose::Target), Question::Passphrase]);
    program.outside.worker.release();
    program.catch_up();
    assert_eq!(program.ready().comment, "other.ppk");
    assert_eq!(questions(&program), [Question::Path(Purpose::Target)]);
}

fn is_answer(action: &Action, question: Question) -> bool {
    match action {
        Action::CloseDialog => true,
        Action::Discard | Action::SaveFirst => question == Question::Discard,
        Action::Replace => question == Question::Replace,
        Action::UsePath => matches!(question, Question::Path(_)),
        Action::SetPassphrase | Action::RemovePassphrase => question == Question::Passphrase,
        Action::Choose(_) => question == Question::Choose,
        Action::Many(ManyAction::StopAndClose) => question == Question::StillConverting,
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
    match program.stage() {
        Stage::Ready(ready) => Some(ready.number),
        Stage::Empty | Stage::Generating { .. } | Stage::Encrypted(_) => None,
    }
}

struct Files {
    plain: PathBuf,
    several: PathBuf,
}

/// Something that a person may do at any moment.
fn any_action(random: &mut StdRng, files: &Files) -> Action {
    match random.random_range(0..22) {
        0 => Action::Generate,
        1 => Action::NewKey,
        2 | 3 => Action::AskPassphrase,
        4 | 5 => Action::Save,
        6 => Action::SaveAs(What::Public(keywright::format::PublicFormat::Line)),
        7 => Action::SaveAs(What::private(PrivateFormat::Ppk3)),
        8 | 9 => Action::Close,
        10 => Action::CloseDialog,
        11 => Action::Discard,
        12 => Action::SaveFirst,
        13 => Action::Replace,
        14 => Action::UsePath,
        15 => Action::SetPassphrase,
        16 => Action::Open(vec![files.plain.clone()]),
        17 => Action::Open(vec![files.several.clone()]),
        18 => Action::Choose(0),
        19 => Action::AskOpen,
        20 => Action::Many(ManyAction::AskFolder),
        _ => Action::EditComment(format!("comment {}", random.random_range(0..9))),
    }
}

/// And of the list.
fn of_the_list(random: &mut StdRng) -> Action {
    Action::Many(match random.random_range(0..4) {
        0 => ManyAction::Convert,
        1 => ManyAction::AskTarget,
        2 => ManyAction::StopAndClose,
        _ => ManyAction::Show,
    })
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
    program.catch_up();
}

/// What a person types into questions that are new, so that they are known again.
fn type_into_new_ones(program: &mut Program, step: usize) {
    match &mut program.app.model.dialog {
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
    let all = program.app.model.dialog.iter().chain(program.app.waiting());
    all.filter_map(|dialog| Some((dialog.question(), typed(dialog)?.to_owned()))).collect()
}

/// Checks one step: what was there is there still, unless there is a reason why not.
fn check(program: &Program, before: &Before, action: Option<&Action>, what: &str) {
    let after = questions(program);
    assert!(after.is_empty() == program.app.model.dialog.is_none(), "{what}: something waits behind nothing");
    for (at, question) in after.iter().enumerate() {
        assert!(!after[..at].contains(question), "{what}: {question:?} twice in {after:?}");
    }
    let answered = |question| {
        before.questions.first() == Some(&question)
            && action.is_some_and(|action| is_answer(action, question))
    };
    let no_longer_applies = |question| match question {
        Question::StillConverting => program.app.model.many.progress().is_none(),
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
}

impl Before {
    fn of(program: &Program) -> Self {
        Self { questions: questions(program), texts: texts(program), key: key_of(program) }
    }
}

#[test]
fn whatever_happens_in_whatever_order_no_question_is_lost_or_there_twice() {
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
        };
        let list = vec![program.ppk("list/a.ppk", None), program.ppk("list/b.ppk", None)];
        program.act(Action::Open(list));
        program.act(Action::Many(ManyAction::Leave));
        if seed % 3 > 0 {
            program.act(Action::Generate);
        }
        // What is saved under its proposed name is in the way.
        keys::put(&program.outside.dot_ssh(""), "id_ed25519", b"appeared");
        program.outside.worker.hold();
        for step in 0..80 {
            let before = Before::of(&program);
            let what = |action: &str| format!("seed {seed}, step {step}, {action}");
            if random.random_bool(0.4) {
                report(&mut program, &mut random);
                check(&program, &before, None, &what("a report"));
            } else {
                let of_list = random.random_bool(0.15);
                let chosen: u64 = random.random();
                let make = || {
                    let mut random = StdRng::seed_from_u64(chosen);
                    if of_list { of_the_list(&mut random) } else { any_action(&mut random, &files) }
                };
                let (action, same) = (make(), make());
                program.app.act(same);
                check(&program, &before, Some(&action), &what(&format!("{action:?}")));
                program.catch_up();
            }
            type_into_new_ones(&mut program, step);
            seen.extend(questions(&program).into_iter().map(|question| format!("{question:?}")));
            most = most.max(questions(&program).len());
            if program.app.model.leaving {
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
