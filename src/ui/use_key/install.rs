//! The key on a server: where, what is being done, and what came of it.

use super::server_fields::ServerFields;
use super::{by_hand, question, steps};
use crate::app::{ComputerAction, InstallAction, InstallPanel, UsedKey};
use crate::i18n::say;
use crate::remote::Question;
use crate::ui::Cx;
use crate::ui::authorized::options;
use crate::ui::theme::{S1, S2, T_SECTION, colors, semibold};
use crate::ui::widgets::{Button, Look, alert, cancel_id, caption, card, check_box, heading};
use egui::{Id, Ui};

/// The field to fill in first.
pub(super) fn host_id() -> Id {
    Id::unique("server to log in to")
}

pub(super) fn show(
    ui: &mut Ui,
    panel: &mut InstallPanel,
    key: &UsedKey,
    servers: &[String],
    cx: &mut Cx<'_>,
) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        heading(ui, &say!(cx.texts, "use-server-title"), semibold(T_SECTION), colors(ui).text);
        if let Some(attempt) = &panel.attempt {
            ui.add_space(S1);
            steps::show(ui, attempt, cx);
            ui.add_space(S2);
        }
        if panel.logged_in().is_some() {
            caption(ui, &say!(cx.texts, "use-computer-offer-text"));
            if ui.add(Button::new(Look::Primary, &say!(cx.texts, "use-computer-offer"))).clicked() {
                cx.send(ComputerAction::TakeOver);
            }
            ui.add_space(S2);
        }
        if panel.is_working() {
            return under_way(ui, panel, cx);
        }
        if panel.is_done() {
            if ui.add(Button::new(Look::Secondary, &say!(cx.texts, "use-server-another"))).clicked() {
                cx.send(InstallAction::Again);
            }
            return;
        }
        caption(ui, &say!(cx.texts, "use-server-text"));
        ui.add_space(S1);
        fields(ui, panel, servers, cx);
        restrictions(ui, panel, cx);
        ui.add_space(S1);
        if let Some(problem) = &panel.bad_line {
            alert(ui, &cx.texts.bad_value(problem));
        }
        let label = match key.file {
            Some(_) => say!(cx.texts, "use-server-start"),
            None => {
                caption(ui, &say!(cx.texts, "use-server-not-tried"));
                say!(cx.texts, "use-server-start-untried")
            }
        };
        if ui.add(Button::new(Look::Primary, &label)).clicked() {
            cx.send(InstallAction::Start);
        }
        ui.add_space(S2);
        by_hand::show(ui, panel, key, cx);
    });
}

/// Folded away: few keys are restricted.
fn restrictions(ui: &mut Ui, panel: &mut InstallPanel, cx: &mut Cx<'_>) {
    let mut is_restricted = panel.options.is_some();
    check_box(ui, host_id().with("restrict"), &mut is_restricted, &say!(cx.texts, "use-server-restrict"));
    if is_restricted != panel.options.is_some() {
        cx.send(InstallAction::Restrict(is_restricted));
    }
    let Some(form) = &mut panel.options else { return };
    options::show(ui, form, cx);
    if form.must_be_corrected() {
        alert(ui, &say!(cx.texts, "editor-wrong"));
    }
}

/// Instead of the form, so that a question is in sight.
fn under_way(ui: &mut Ui, panel: &mut InstallPanel, cx: &mut Cx<'_>) {
    let waiting = panel.attempt.as_ref().and_then(|attempt| attempt.waiting.as_ref());
    if let Some(waiting) = waiting {
        question::show(ui, waiting, &mut panel.typed, cx);
        // The answer "No" to this one stops it as well.
        if matches!(waiting.question, Question::HostKey(_)) {
            return;
        }
        ui.add_space(S2);
    }
    if ui.add(Button::new(Look::Secondary, &say!(cx.texts, "cancel")).id(cancel_id())).clicked() {
        cx.send(InstallAction::Stop);
    }
}

fn fields(ui: &mut Ui, panel: &mut InstallPanel, servers: &[String], cx: &mut Cx<'_>) {
    let fields = ServerFields {
        id: host_id(),
        host: &mut panel.host,
        user: &mut panel.user,
        port: &mut panel.port,
        jump: &mut panel.jump,
        problem: panel.problem,
        servers,
    };
    let used = fields.show(ui, cx);
    if used.is_edited {
        cx.send(InstallAction::Edited);
    }
    if used.is_entered {
        cx.send(InstallAction::Start);
    }
}
