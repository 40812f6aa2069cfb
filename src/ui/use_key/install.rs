//! The key on a server: where, what is being done, and what came of it.

use super::{question, steps};
use crate::app::{InstallAction, InstallPanel, UsedKey};
use crate::i18n::say;
use crate::remote::{BadTarget, TargetPart};
use crate::ui::Cx;
use crate::ui::authorized::options;
use crate::ui::theme::{S1, S2, T_SECTION, colors, semibold};
use crate::ui::widgets::{
    Button, Field, Look, alert, cancel_id, caption, card, check_box, describes, enter_pressed, field_label,
    heading,
};
use egui::{Id, Ui, vec2};

/// The field to fill in first.
pub(super) fn host_id() -> Id {
    Id::unique("server to log in to")
}

pub(super) fn show(ui: &mut Ui, panel: &mut InstallPanel, key: &UsedKey, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        heading(ui, &say!(cx.texts, "use-server-title"), semibold(T_SECTION), colors(ui).text);
        if let Some(attempt) = &panel.attempt {
            ui.add_space(S1);
            steps::show(ui, attempt, cx);
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
        fields(ui, panel, cx);
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
        ui.add_space(S2);
    }
    if ui.add(Button::new(Look::Secondary, &say!(cx.texts, "cancel")).id(cancel_id())).clicked() {
        cx.send(InstallAction::Stop);
    }
}

/// A field of the form.
struct Part<'a> {
    part: TargetPart,
    text: &'a mut String,
    label: String,
    hint: String,
}

fn fields(ui: &mut Ui, panel: &mut InstallPanel, cx: &mut Cx<'_>) {
    let optional = say!(cx.texts, "use-server-optional");
    let words = |label| (label, optional.clone());
    let problem = panel.problem;
    let host = Part {
        part: TargetPart::Host,
        text: &mut panel.host,
        label: say!(cx.texts, "use-server-host"),
        hint: say!(cx.texts, "use-server-host-hint"),
    };
    field(ui, host, "", problem, cx);
    let [user, port, jump] = [
        say!(cx.texts, "use-server-user"),
        say!(cx.texts, "use-server-port"),
        say!(cx.texts, "use-server-jump"),
    ];
    let parts = [
        (TargetPart::User, &mut panel.user, words(user), String::new(), 0.36),
        (TargetPart::Port, &mut panel.port, words(port), "22".to_owned(), 0.22),
        (TargetPart::Jump, &mut panel.jump, words(jump), say!(cx.texts, "use-server-jump-hint"), 0.42),
    ];
    let width = ui.available_width();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S2, S1);
        for (part, text, (label, note), hint, share) in parts {
            let room = ((width - 2.0 * S2) * share).floor().max(LEAST);
            ui.allocate_ui(vec2(room, 0.0), |ui| {
                ui.vertical(|ui| {
                    ui.set_width(room);
                    field(ui, Part { part, text, label, hint }, &note, problem, cx);
                });
            });
        }
    });
}

/// The least width of a field.
const LEAST: f32 = 110.0;

fn field(ui: &mut Ui, part: Part<'_>, note: &str, problem: Option<BadTarget>, cx: &mut Cx<'_>) {
    let label = field_label(ui, &part.label, note);
    let problem = problem.filter(|problem| problem.part() == part.part);
    let id = match part.part {
        TargetPart::Host => host_id(),
        _ => host_id().with(&part.label),
    };
    let width = ui.available_width();
    let field = Field { id, label: &label, width, hint: &part.hint, wrong: problem.is_some(), font: None };
    let response = field.show(ui, part.text);
    if response.changed() {
        cx.send(InstallAction::Edited);
    }
    if enter_pressed(ui, &response) {
        cx.send(InstallAction::Start);
    }
    if let Some(problem) = problem {
        let said = alert(ui, &cx.texts.bad_target(problem));
        describes(ui, &said, &response);
    }
}
