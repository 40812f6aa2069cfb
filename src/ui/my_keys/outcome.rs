//! What can be put right at once, what was, and Undo.

use super::undo_id;
use crate::app::{MyKeysAction, MyKeysPage, Outcome, Repairs};
use crate::health::{Change, FixError};
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::theme::{S1, S2, S3, T_BODY, colors, icon, medium};
use crate::ui::widgets::{Button, Look, caption, card, icon_button, link_to, status, work_bar, wrapped};
use egui::{Align, Layout, RichText, Ui};

/// As many changes and failures are told one by one.
const TOLD: usize = 3;
/// One safe fix has its own button.
const SEVERAL: usize = 2;

/// What a person asks for there.
pub(in crate::ui) enum Asked {
    /// Put nothing more right.
    Stop,
    Undo,
    /// No longer say what was done.
    Dismiss,
}

/// What is being put right, or what was.
pub(in crate::ui) fn show(ui: &mut Ui, repairs: &Repairs, cx: &mut Cx<'_>) -> Option<Asked> {
    if let Some(done) = repairs.working() {
        let words = say!(cx.texts, "my-keys-fixing");
        let is_stopped = card(ui, |ui| work_bar(ui, done, &words, false, cx));
        return is_stopped.then_some(Asked::Stop);
    }
    messages(ui, repairs, cx)
}

fn messages(ui: &mut Ui, repairs: &Repairs, cx: &Cx<'_>) -> Option<Asked> {
    let (outcome, mut asked) = (repairs.outcome.as_ref()?, None);
    card(ui, |ui| {
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            if icon_button(ui, icon::CLOSE, &say!(cx.texts, "close-message")).clicked() {
                asked = Some(Asked::Dismiss);
            }
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                ui.spacing_mut().item_spacing.y = S1;
                ui.add_space(S1);
                match outcome {
                    Outcome::Done { changes, failed, .. } => {
                        done(ui, changes, cx);
                        not_done(ui, failed, cx);
                    }
                    Outcome::Undone { failed, .. } if failed.is_empty() => {
                        status(ui, icon::OK, colors(ui).ok, &say!(cx.texts, "my-keys-undone"));
                    }
                    Outcome::Undone { failed, .. } => not_done(ui, failed, cx),
                }
                let label = say!(cx.texts, "my-keys-undo");
                if repairs.can_undo() && link_to(ui, undo_id(), &label, &label).clicked() {
                    asked = Some(Asked::Undo);
                }
            });
        });
    });
    asked
}

fn done(ui: &mut Ui, changes: &[Change], cx: &Cx<'_>) {
    let ok = colors(ui).ok;
    if changes.len() > TOLD {
        let kept = changes.iter().filter(|change| matches!(change, Change::Replaced(_))).count();
        let count = changes.len() - kept;
        status(ui, icon::OK, ok, &say!(cx.texts, "my-keys-done-many", count = count));
        return;
    }
    for change in changes {
        let words = cx.texts.changed(change, cx.person);
        match change {
            Change::Replaced(_) => _ = caption(ui, &words),
            Change::Permissions { .. }
            | Change::Line { .. }
            | Change::Rewritten { .. }
            | Change::Public { .. }
            | Change::Renamed { .. } => _ = status(ui, icon::OK, ok, &words),
        }
    }
}

fn not_done(ui: &mut Ui, failed: &[FixError], cx: &Cx<'_>) {
    for error in failed.iter().take(TOLD) {
        status(ui, icon::ERROR, colors(ui).bad, &cx.texts.fix_error(error, cx.person));
    }
    if failed.len() > TOLD {
        let words = say!(cx.texts, "my-keys-failed-many", count = failed.len());
        status(ui, icon::ERROR, colors(ui).bad, &words);
    }
}

/// Everything that is safe, at once.
pub(super) fn offer(ui: &mut Ui, page: &MyKeysPage, cx: &mut Cx<'_>) {
    let count = page.safe();
    if count < SEVERAL {
        return;
    }
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S2;
        let c = colors(ui);
        let words = say!(cx.texts, "my-keys-safe", count = count);
        wrapped(ui, RichText::new(words).font(medium(T_BODY)).color(c.text));
        caption(ui, &say!(cx.texts, "my-keys-safe-help"));
        ui.add_space(S3 - S2);
        if ui.add(Button::new(Look::Primary, &say!(cx.texts, "my-keys-fix-safe"))).clicked() {
            cx.send(MyKeysAction::FixAll);
        }
    });
}
