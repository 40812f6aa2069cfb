//! What was done so far, step by step, and how it ended.

use crate::app::{Aim, AttemptEnd, InstallAction, InstallAttempt, ServerTask, Untried};
use crate::i18n::say;
use crate::remote::{LogIn, Progress, Step};
use crate::ui::Cx;
use crate::ui::theme::{S2, colors, icon};
use crate::ui::widgets::{Button, Look, caption, message, wrapped};
use egui::accesskit::Live;
use egui::{RichText, Ui};

/// `task`: what it is for, where a key is being replaced.
pub(super) fn show(ui: &mut Ui, attempt: &InstallAttempt, task: Option<ServerTask>, cx: &mut Cx<'_>) {
    for done in &attempt.done {
        self::done(ui, done, (attempt, task), cx);
    }
    match (&attempt.end, attempt.step()) {
        (None, Some(step)) if attempt.waiting.is_none() => {
            let c = colors(ui);
            message(
                ui,
                icon::INFO,
                c.weak,
                &cx.texts.remote_doing(step, &attempt.target, attempt.removes()),
                Live::Polite,
            );
        }
        (None, _) => {}
        (Some(end), _) => ended(ui, end, (attempt, task), cx),
    }
}

fn done(
    ui: &mut Ui,
    done: &Progress,
    (attempt, task): (&InstallAttempt, Option<ServerTask>),
    cx: &mut Cx<'_>,
) {
    let c = colors(ui);
    let is_welcome = matches!(done, Progress::Tried(LogIn::Welcome));
    let sign = if is_welcome { icon::OK } else { icon::CHECK };
    let words = match task {
        Some(task) => cx.texts.replacement_done(done, &attempt.target, task),
        None => cx.texts.remote_done(done, &attempt.target),
    };
    message(ui, sign, c.ok, &words, Live::Polite);
    if let Progress::Changed(account) = done {
        for words in cx.texts.account_notes(account) {
            caption(ui, &words);
        }
    }
}

fn ended(
    ui: &mut Ui,
    end: &AttemptEnd,
    (attempt, task): (&InstallAttempt, Option<ServerTask>),
    cx: &mut Cx<'_>,
) {
    let c = colors(ui);
    let (failure, explained) = match end {
        AttemptEnd::Done => {
            match attempt.aim {
                Aim::InstallUntried(Untried::NotForSsh) => caption(ui, &say!(cx.texts, "use-done-untried")),
                Aim::InstallUntried(Untried::Authority) => {
                    caption(ui, &say!(cx.texts, "remote-authority-untried"))
                }
                Aim::Install | Aim::Remove { .. } => return,
            };
            return;
        }
        AttemptEnd::Crashed => {
            message(ui, icon::ERROR, c.bad, &say!(cx.texts, "use-crashed"), Live::Assertive);
            return;
        }
        AttemptEnd::Failed(failure, explained) => (failure, explained),
    };
    let (sign, color) = if failure.is_stop() { (icon::INFO, c.weak) } else { (icon::ERROR, c.bad) };
    let words = match task {
        Some(_) => cx.texts.replacement_failure(failure, &attempt.target),
        None => cx.texts.remote_failure(failure, &attempt.target),
    };
    message(ui, sign, color, &words, Live::Assertive);
    if failure.is_from(&attempt.options) {
        wrapped(ui, RichText::new(say!(cx.texts, "remote-from")).color(c.text));
    }
    if let Some(explained) = explained {
        wrapped(ui, RichText::new(cx.texts.cut(&explained.0.text)).color(c.weak));
        wrapped(ui, RichText::new(cx.texts.meaning(&explained.0)).color(c.text));
    }
    let is_changed = attempt.done.iter().any(|done| matches!(done, Progress::Changed(_)));
    if failure.step() > Step::Change && is_changed {
        caption(ui, &say!(cx.texts, "use-failed-after-change"));
    }
    if failure.log().is_some() {
        ui.add_space(S2);
        if ui.add(Button::new(Look::Secondary, &say!(cx.texts, "use-explain"))).clicked() {
            cx.send(InstallAction::Explain);
        }
    }
}
