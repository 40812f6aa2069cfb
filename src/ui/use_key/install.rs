//! The key on a server: where, what is being done, and what came of it.

use super::server_fields::ServerFields;
use super::{by_hand, computer, question, removal, steps};
use crate::app::{ComputerAction, InstallAction, InstallPanel, StayingKey, UsedKey};
use crate::i18n::say;
use crate::remote::Question;
use crate::ui::Cx;
use crate::ui::authorized::options;
use crate::ui::theme::{S1, S2, T_SECTION, colors, semibold};
use crate::ui::widgets::{Button, Look, alert, cancel_id, caption, card, check_box, heading, link};
use egui::{Id, Ui};

/// The field to fill in first.
pub(super) fn host_id() -> Id {
    Id::unique("server to log in to")
}

pub(super) fn show(
    ui: &mut Ui,
    panel: &mut InstallPanel,
    key: &UsedKey,
    (servers, keys): (&[String], &[StayingKey]),
    cx: &mut Cx<'_>,
) {
    let removes = panel.removal.is_some();
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        let title = match removes {
            true => say!(cx.texts, "use-remove-title"),
            false => say!(cx.texts, "use-server-title"),
        };
        heading(ui, &title, semibold(T_SECTION), colors(ui).text);
        if let Some(attempt) = &panel.attempt {
            ui.add_space(S1);
            steps::show(ui, attempt, None, cx);
            ui.add_space(S2);
        }
        if panel.logged_in().is_some() {
            offer_short_command(ui, cx);
        }
        if panel.is_working() {
            return under_way(ui, panel, cx);
        }
        if panel.is_done() {
            let label = match removes {
                true => say!(cx.texts, "use-remove-another"),
                false => say!(cx.texts, "use-server-another"),
            };
            if ui.add(Button::new(Look::Secondary, &label)).clicked() {
                cx.send(InstallAction::Again);
            }
            return;
        }
        if removes {
            return removal::show(ui, panel, key, servers, keys, cx);
        }
        caption(ui, &say!(cx.texts, "use-server-text"));
        ui.add_space(S1);
        if fields(ui, panel, servers, cx) {
            cx.send(InstallAction::Start);
        }
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
        ui.add_space(S2);
        if link(ui, &say!(cx.texts, "use-remove-offer")).clicked() {
            cx.send(InstallAction::ToggleRemoval);
            ui.memory_mut(|memory| memory.request_focus(host_id()));
        }
    });
}

fn offer_short_command(ui: &mut Ui, cx: &mut Cx<'_>) {
    caption(ui, &say!(cx.texts, "use-computer-offer-text"));
    if ui.add(Button::new(Look::Primary, &say!(cx.texts, "use-computer-offer"))).clicked() {
        cx.send(ComputerAction::TakeOver);
        ui.memory_mut(|memory| memory.request_focus(computer::first_id()));
    }
    ui.add_space(S2);
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
pub(super) fn under_way(ui: &mut Ui, panel: &mut InstallPanel, cx: &mut Cx<'_>) {
    let attempt = panel.attempt.as_ref();
    if let Some((attempt, waiting)) = attempt.and_then(|attempt| Some((attempt, attempt.waiting.as_ref()?))) {
        question::show(ui, (waiting, attempt.step()), &mut panel.typed, cx);
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

/// Which server; whether Enter was pressed there.
pub(super) fn fields(ui: &mut Ui, panel: &mut InstallPanel, servers: &[String], cx: &mut Cx<'_>) -> bool {
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
    used.is_entered
}
