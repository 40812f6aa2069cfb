//! The two fields of a new passphrase.

use super::{
    PassphraseField, Reveal, alert, blank_line, caption, describes, enter_pressed, field_label,
    reveal_button, strength_meter,
};
use crate::app::{Action, BadPassphrase, NewPassphrase, SecretField};
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::theme::{R_CONTROL, S2, S4, colors};
use egui::{Id, Response, Stroke, StrokeKind, Ui};

/// The two fields of a new passphrase.
pub(crate) struct NewFields<'a> {
    pub ids: [Id; 2],
    /// What the first field is called.
    pub first: &'a str,
    /// Weak words beside that name.
    pub note: &'a str,
    /// It was tried to go on while something was missing.
    pub tried: bool,
}

/// Side by side; one above the other in narrow windows. Whether Enter was pressed in one.
pub(crate) fn new_passphrase(
    ui: &mut Ui,
    new: &mut NewPassphrase,
    fields: &NewFields<'_>,
    cx: &mut Cx<'_>,
) -> bool {
    let all = ui.available_width();
    let NewFields { ids, first, note, tried } = *fields;
    let names = Names { first: first.to_owned(), note: note.to_owned() };
    if all < 400.0 {
        let first = first_passphrase(ui, ids, new, &names, all, cx);
        ui.add_space(S2);
        return repetition(ui, ids, &first, new, tried, all, cx);
    }
    let width = (all - S4) / 2.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = S4;
        let first = ui.vertical(|ui| {
            ui.set_width(width);
            first_passphrase(ui, ids, new, &names, width, cx)
        });
        let again = ui.vertical(|ui| {
            ui.set_width(width);
            repetition(ui, ids, &first.inner, new, tried, width, cx)
        });
        again.inner
    })
    .inner
}

/// What the first field is called.
pub(crate) struct Names {
    pub first: String,
    pub note: String,
}

pub(crate) fn first_passphrase(
    ui: &mut Ui,
    [id, _]: [Id; 2],
    new: &mut NewPassphrase,
    names: &Names,
    width: f32,
    cx: &mut Cx<'_>,
) -> Response {
    let label = field_label(ui, &names.first, &names.note);
    let reveal = Reveal::Later;
    let field = PassphraseField { id, label: &label, width, wrong: false, enabled: true, reveal };
    let response = field.show(ui, &mut new.first);
    if response.changed() {
        cx.send(Action::PassphraseEdited);
    }
    under_first(ui, &response, new, !names.note.is_empty(), cx);
    response
}

/// What is wrong with what was pasted, else how strong the passphrase is, else what follows without
/// one where that may be.
fn under_first(ui: &mut Ui, field: &Response, new: &NewPassphrase, optional: bool, cx: &Cx<'_>) {
    if refused_text(ui, field, &new.first, cx) {
        return;
    }
    let hint = cx.texts.edge_space_of(&new.first);
    let note = match new.strength {
        Some(strength) if !new.first.is_empty() => {
            let words = cx.texts.strength(strength);
            let shown = strength_meter(ui, strength, &say!(cx.texts, "strength"), &words, hint.as_deref());
            hint.map(|_| shown)
        }
        _ if new.first.is_empty() && optional => Some(caption(ui, &say!(cx.texts, "passphrase-none"))),
        _ => match hint {
            Some(hint) => Some(caption(ui, &hint)),
            None => {
                blank_line(ui);
                None
            }
        },
    };
    if let Some(note) = note {
        describes(ui, &note, field);
    }
}

/// Why the text that was pasted is not in the field; whether there is anything to say.
pub(crate) fn refused_text(ui: &mut Ui, field: &Response, typed: &SecretField, cx: &Cx<'_>) -> bool {
    let Some(problem) = typed.problem() else { return false };
    let problem = alert(ui, &cx.texts.bad_passphrase_text(problem));
    describes(ui, &problem, field);
    true
}

/// After it the button that reveals the first: who types both needs one Tab between them. Whether Enter
/// was pressed in one of them.
pub(crate) fn repetition(
    ui: &mut Ui,
    [_, id]: [Id; 2],
    first: &Response,
    new: &mut NewPassphrase,
    tried: bool,
    width: f32,
    cx: &Cx<'_>,
) -> bool {
    let label = field_label(ui, &say!(cx.texts, "passphrase-again"), "");
    let wanted = new.must_repeat();
    let problem = new.problem().filter(|problem| {
        // While it is still being typed, only a slip is worth a word.
        tried || (*problem == BadPassphrase::Differs && new.has_slipped())
    });
    let wrong = problem.is_some();
    let field = PassphraseField { id, label: &label, width, wrong, enabled: wanted, reveal: Reveal::Never };
    let response = field.show(ui, &mut new.again);
    if !wanted {
        // A field like the others, which is not needed yet, and no fault in the drawing.
        let border = Stroke::new(1.0, colors(ui).field_border);
        ui.painter().rect_stroke(response.rect, R_CONTROL, border, StrokeKind::Inside);
    }
    let names = [say!(cx.texts, "passphrase-show"), say!(cx.texts, "passphrase-hide")];
    reveal_button(ui, first, &mut new.first, [&names[0], &names[1]]);
    match problem {
        _ if refused_text(ui, &response, &new.again, cx) => {}
        Some(problem) => {
            let problem = alert(ui, &cx.texts.bad_passphrase(problem));
            describes(ui, &problem, &response);
        }
        None if new.first.revealed && !new.first.is_empty() => {
            caption(ui, &say!(cx.texts, "passphrase-again-unneeded"));
        }
        None => blank_line(ui),
    }
    enter_pressed(ui, &response) | enter_pressed(ui, first)
}
