//! “Replace it”: the steps, with what can be done in each of them.

mod begin;
mod servers;
mod steps;

use super::super::shell::dialogs::{safe_or, text as said, title};
use crate::app::{Answer, ReplaceAction, ReplaceAsk, ReplacePanel, ReplaceQuestion, TextFile, UsedKey};
use crate::i18n::{path_shown, say};
use crate::replace::{Replacement, Step};
use crate::ui::Cx;
use crate::ui::shell::change;
use crate::ui::theme::{S1, S2, S3, T_SECTION, colors, icon, semibold};
use crate::ui::widgets::{Button, Look, alert, caption, card, heading, link, message, status};
use egui::accesskit::Live;
use egui::{Id, Ui};

/// What to do next.
pub(super) fn first_id() -> Id {
    Id::unique("next step of replacing a key")
}

pub(super) fn show(
    ui: &mut Ui,
    panel: &mut ReplacePanel,
    (key, text): (&UsedKey, &TextFile),
    cx: &mut Cx<'_>,
) {
    let can_undo = panel.may_undo_configuration();
    if can_undo && change::last(ui, Id::unique("keyboard after the new key"), text, cx) {
        cx.send(ReplaceAction::UndoConfigure);
    }
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        heading(ui, &say!(cx.texts, "replacement-title"), semibold(T_SECTION), colors(ui).text);
        for unreadable in &panel.unreadable {
            alert(ui, &cx.texts.replace_unreadable(unreadable, cx.person));
        }
        if let Some(problem) = &panel.problem {
            let words = cx.texts.replace_problem(problem, cx.person);
            message(ui, icon::ERROR, colors(ui).bad, &words, Live::Assertive);
        }
        match panel.plan().cloned() {
            Some(plan) => all(ui, panel, &plan, cx),
            None if !panel.is_known => _ = caption(ui, &say!(cx.texts, "replacement-looking")),
            None if key.file.is_none() => _ = caption(ui, &say!(cx.texts, "replacement-no-file")),
            None => begin::show(ui, panel, cx),
        }
    });
}

fn all(ui: &mut Ui, panel: &mut ReplacePanel, plan: &Replacement, cx: &mut Cx<'_>) {
    let [old, new] = [plan.old(), plan.new_key()].map(|key| path_shown(cx.person, &key.file));
    caption(ui, &say!(cx.texts, "replacement-of", old = old, new = new.as_str()));
    let now = plan.step(panel.today);
    for (number, step) in (1..).zip(Step::ALL) {
        ui.add_space(S2);
        step_title(ui, (number, step, now), cx);
        match step {
            Step::NewKey => {
                let fingerprint = plan.new_key().key.fingerprint().sha256();
                let words =
                    say!(cx.texts, "replacement-new-key", file = new.as_str(), fingerprint = fingerprint);
                caption(ui, &words);
            }
            Step::Servers => servers::show(ui, panel, now, cx),
            Step::Configuration => steps::configuration(ui, panel, plan, now, cx),
            Step::Keep => steps::keep(ui, panel, plan, now, cx),
            Step::Remove => servers::removal(ui, panel, plan, now, cx),
            Step::MoveAside => steps::move_aside(ui, panel, plan, now, cx),
            Step::Done => {}
        }
    }
    ui.add_space(S3);
    if now == Step::Done {
        status(ui, icon::OK, colors(ui).ok, &say!(cx.texts, "replacement-done"));
        let finish = say!(cx.texts, "replacement-finish");
        if ui.add(Button::new(Look::Primary, &finish).id(first_id())).clicked() {
            cx.send(ReplaceAction::Finish);
        }
    } else if !panel.is_busy() && link(ui, &say!(cx.texts, "replacement-stop")).clicked() {
        cx.send(ReplaceAction::Ask(ReplaceAsk::Stop));
    }
}

fn step_title(ui: &mut Ui, (number, step, now): (usize, Step, Step), cx: &Cx<'_>) {
    let [shown, said] = cx.texts.replace_step(number, step, now);
    let c = colors(ui);
    let color = if step == now { c.text } else { c.weak };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = S1;
        let response = heading(ui, &shown, semibold(T_SECTION), color);
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(said));
    });
}

/// A button for what is next, or for something else that can be done.
fn do_next(ui: &mut Ui, label: &str, is_next: bool, is_enabled: bool) -> bool {
    let look = if is_next { Look::Primary } else { Look::Secondary };
    let button = Button::new(look, label).enabled(is_enabled);
    let button = if is_next { button.id(first_id()) } else { button };
    ui.add(button).clicked()
}

/// The question before a step that is hard to take back.
pub(in crate::ui) fn ask(ui: &mut Ui, question: &ReplaceQuestion, cx: &mut Cx<'_>) {
    let (head, texts, button) = cx.texts.replace_question(question, cx.person);
    title(ui, &head);
    for words in texts {
        said(ui, &words);
    }
    safe_or(ui, [say!(cx.texts, "go-back"), button], Answer::Replacing, cx);
}
