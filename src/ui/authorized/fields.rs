//! The fields of the form. Each has its own check and sentence.

use super::editor::first_id;
use crate::app::OptionsForm;
use crate::i18n::say;
use crate::sshfiles::OptionField;
use crate::ui::Cx;
use crate::ui::theme::{S1, S5};
use crate::ui::widgets::{Field, alert, caption, check_box, describes, field_label, segmented};
use egui::{Id, Ui};

/// Where a field stands.
pub(super) struct Place;

impl Place {
    /// Below a box that it belongs to.
    pub(super) fn indented(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
        ui.horizontal_top(|ui| {
            ui.add_space(S5 + S1);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = S1;
                add(ui);
            });
        });
    }
}

/// What a field is called, and what helps to fill it in.
struct Words {
    name: String,
    help: String,
}

/// From where, until when, and which command.
pub(super) fn usual(ui: &mut Ui, form: &mut OptionsForm, cx: &Cx<'_>) {
    from(ui, form, cx);
    until(ui, form, cx);
    let label = say!(cx.texts, "editor-only-command");
    if ticked(ui, Id::unique("only one command"), form, OptionField::Command, &label) {
        let words =
            Words { name: say!(cx.texts, "editor-command"), help: say!(cx.texts, "editor-command-help") };
        Place::indented(ui, |ui| {
            one(ui, form, OptionField::Command, &words, cx);
        });
    }
}

/// What few need.
pub(super) fn rare(ui: &mut Ui, form: &mut OptionsForm, cx: &Cx<'_>) {
    let words =
        Words { name: say!(cx.texts, "editor-permit-open"), help: say!(cx.texts, "editor-permit-open-help") };
    list(ui, form, OptionField::PermitOpen, &words, cx);
    let words = Words {
        name: say!(cx.texts, "editor-permit-listen"),
        help: say!(cx.texts, "editor-permit-listen-help"),
    };
    list(ui, form, OptionField::PermitListen, &words, cx);
    let words =
        Words { name: say!(cx.texts, "editor-environment"), help: say!(cx.texts, "editor-environment-help") };
    list(ui, form, OptionField::Environment, &words, cx);
    authority(ui, form, cx);
    let label = say!(cx.texts, "editor-only-tunnel");
    if ticked(ui, Id::unique("tunnel"), form, OptionField::Tunnel, &label) {
        let words = Words { name: say!(cx.texts, "editor-tunnel"), help: String::new() };
        Place::indented(ui, |ui| {
            one(ui, form, OptionField::Tunnel, &words, cx);
        });
    }
    let label = say!(cx.texts, "editor-touch");
    check_box(ui, Id::unique("touch"), &mut form.fields.touch_required, &label);
    let label = say!(cx.texts, "editor-verify");
    check_box(ui, Id::unique("verify"), &mut form.fields.verify_required, &label);
}

fn from(ui: &mut Ui, form: &mut OptionsForm, cx: &Cx<'_>) {
    let label = say!(cx.texts, "editor-only-from");
    if !ticked(ui, first_id(), form, OptionField::From, &label) {
        return;
    }
    let words = Words { name: say!(cx.texts, "editor-from"), help: say!(cx.texts, "editor-from-help") };
    Place::indented(ui, |ui| {
        one(ui, form, OptionField::From, &words, cx);
        for name in form.fields.names() {
            let name = crate::sshfiles::Remark::From(name);
            alert(ui, &cx.texts.authorized_remark(&name));
        }
        let label = say!(cx.texts, "editor-mapped");
        check_box(ui, Id::unique("mapped"), &mut form.fields.with_mapped, &label);
        caption(ui, &say!(cx.texts, "editor-mapped-help"));
    });
}

fn until(ui: &mut Ui, form: &mut OptionsForm, cx: &Cx<'_>) {
    const CLOCK: f32 = 300.0;
    let label = say!(cx.texts, "editor-only-until");
    if !ticked(ui, Id::unique("only until"), form, OptionField::Until, &label) {
        return;
    }
    let words = Words { name: say!(cx.texts, "editor-until"), help: say!(cx.texts, "editor-until-help") };
    Place::indented(ui, |ui| {
        one(ui, form, OptionField::Until, &words, cx);
        let clocks = [say!(cx.texts, "editor-clock-local"), say!(cx.texts, "editor-clock-utc")];
        let names = clocks.each_ref().map(String::as_str);
        let chosen = usize::from(form.fields.is_utc);
        let width = ui.available_width().min(CLOCK);
        let group = say!(cx.texts, "editor-clock");
        if let Some(clock) = segmented(ui, Id::unique("clock"), &group, &names, Some(chosen), width) {
            form.fields.is_utc = clock == 1;
        }
    });
}

fn authority(ui: &mut Ui, form: &mut OptionsForm, cx: &Cx<'_>) {
    let label = say!(cx.texts, "editor-authority");
    check_box(ui, Id::unique("authority"), &mut form.fields.cert_authority, &label);
    if !form.fields.cert_authority {
        return;
    }
    Place::indented(ui, |ui| {
        caption(ui, &say!(cx.texts, "editor-authority-help"));
        let label = say!(cx.texts, "editor-only-principals");
        if ticked(ui, Id::unique("only principals"), form, OptionField::Principals, &label) {
            let words = Words {
                name: say!(cx.texts, "editor-principals"),
                help: say!(cx.texts, "editor-principals-help"),
            };
            one(ui, form, OptionField::Principals, &words, cx);
        }
    });
}

/// A box that shows a field; whether it is ticked.
fn ticked(ui: &mut Ui, id: Id, form: &mut OptionsForm, field: OptionField, label: &str) -> bool {
    let was_on = form.value_mut(field).is_some_and(|value| value.is_some());
    let mut is_on = was_on;
    check_box(ui, id, &mut is_on, label);
    if is_on != was_on {
        form.tick(field, is_on);
    }
    is_on
}

fn one(ui: &mut Ui, form: &mut OptionsForm, field: OptionField, words: &Words, cx: &Cx<'_>) {
    let problem = form.problem(field);
    let label = field_label(ui, &words.name, "");
    let (id, width) = (Id::unique("option of a key").with(field), ui.available_width());
    let Some(text) = form.value_mut(field).and_then(Option::as_mut) else { return };
    let input = Field { id, label: &label, width, hint: "", wrong: problem.is_some(), font: None };
    let response = input.show(ui, text);
    let note = match problem {
        Some(problem) => alert(ui, &cx.texts.field_problem(field, &problem)),
        None if words.help.is_empty() => return,
        None => caption(ui, &words.help),
    };
    describes(ui, &note, &response);
}

/// A field for each value, and an empty one for the next.
fn list(ui: &mut Ui, form: &mut OptionsForm, field: fn(usize) -> OptionField, words: &Words, cx: &Cx<'_>) {
    let count = form.values_mut(field(0)).map_or(0, |values| values.len());
    for at in 0..count {
        let problem = form.problem(field(at));
        let name = match at {
            0 => words.name.clone(),
            _ => say!(cx.texts, "editor-one-of", name = words.name.as_str(), number = (at + 1).to_string()),
        };
        let label = field_label(ui, &name, "");
        let (id, width) = (Id::unique("option of a key").with(field(at)), ui.available_width());
        let Some(text) = form.values_mut(field(at)).and_then(|values| values.get_mut(at)) else { return };
        let input = Field { id, label: &label, width, hint: "", wrong: problem.is_some(), font: None };
        let response = input.show(ui, text);
        if let Some(problem) = problem {
            let note = alert(ui, &cx.texts.field_problem(field(at), &problem));
            describes(ui, &note, &response);
        }
    }
    caption(ui, &words.help);
}
