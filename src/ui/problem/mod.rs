//! “Fix a problem”: what an error message means, and what settles it.

mod answer;
mod cause;

pub(super) use cause::check_again_id;

use super::Cx;
use super::my_keys::outcome::{self, Asked};
use super::theme::{S1, S2, S3, T_LABEL, colors, icon, medium};
use super::widgets::{Button, Look, TextArea, caption, field_label, link, status, wrapped};
use crate::app::{ProblemAction, ProblemPage, TextAside};
use crate::i18n::say;
use egui::text_edit::TextEditState;
use egui::{Id, RichText, Ui, vec2};

/// Lines of the field.
const ROWS: usize = 7;

/// Where the message goes.
pub(super) fn field_id() -> Id {
    Id::unique("message to explain")
}

pub(super) fn show(ui: &mut Ui, page: &mut ProblemPage, cx: &mut Cx<'_>) {
    ui.spacing_mut().item_spacing.y = S2;
    match outcome::show(ui, &page.repairs, cx) {
        Some(Asked::Stop) => cx.send(ProblemAction::StopFixing),
        Some(Asked::Undo) => cx.send(ProblemAction::Undo),
        Some(Asked::Dismiss) => cx.send(ProblemAction::DismissOutcome),
        None => {}
    }
    let label = field_label(ui, &say!(cx.texts, "problem-field"), "");
    match &page.aside {
        Some(aside) => instead_of_the_field(ui, aside, cx),
        None => field(ui, page, &label, cx),
    }
    if page.is_empty() && !page.is_explaining() {
        let about = match cx.person.drops {
            true => say!(cx.texts, "problem-about"),
            false => say!(cx.texts, "problem-about-no-drops"),
        };
        caption(ui, &about);
    } else {
        buttons(ui, page, cx);
    }
    if let Some(masked) = &page.masked {
        answer::masked(ui, masked, cx);
    }
    if page.answer.is_some() {
        ui.add_space(S2);
        answer::show(ui, page, cx);
    }
}

fn field(ui: &mut Ui, page: &mut ProblemPage, label: &egui::Response, cx: &mut Cx<'_>) {
    forget_other_texts(ui, page.number);
    let area = TextArea { id: field_id(), label, hint: "", rows: ROWS };
    if area.show(ui, &mut page.text).changed() {
        cx.send(ProblemAction::Edited);
    }
}

/// What was in the field before the program changed it cannot be brought back.
fn forget_other_texts(ui: &Ui, number: u64) {
    let of = Id::unique("text whose changes are remembered");
    ui.ctx().data_mut(|data| {
        if data.get_temp(of).unwrap_or(0) != number {
            data.insert_temp(of, number);
            data.remove::<TextEditState>(field_id());
        }
    });
}

fn instead_of_the_field(ui: &mut Ui, aside: &TextAside, cx: &Cx<'_>) {
    super::widgets::card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        let color = colors(ui).text;
        wrapped(ui, RichText::new(cx.texts.text_aside(aside)).font(medium(T_LABEL)).color(color));
        if aside.is_private {
            caption(ui, &say!(cx.texts, "problem-aside-private"));
        }
    });
}

/// What can be done with the text, and what is being done.
fn buttons(ui: &mut Ui, page: &ProblemPage, cx: &mut Cx<'_>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S3, S1);
        let explain = say!(cx.texts, "problem-explain");
        if page.answer.is_none()
            && !page.is_explaining()
            && ui.add(Button::new(Look::Primary, &explain)).clicked()
        {
            cx.send(ProblemAction::Explain);
        }
        let (mask, hide) = (say!(cx.texts, "problem-mask"), say!(cx.texts, "problem-hide-masked"));
        if page.masked.is_some() {
            if link(ui, &hide).clicked() {
                cx.send(ProblemAction::HideMasked);
            }
        } else if page.has_message() && link(ui, &mask).clicked() {
            cx.send(ProblemAction::Mask);
        }
        if !page.is_empty() && link(ui, &say!(cx.texts, "problem-clear")).clicked() {
            cx.send(ProblemAction::Clear);
            ui.memory_mut(|memory| memory.request_focus(field_id()));
        }
    });
    let weak = colors(ui).weak;
    if page.is_explaining() {
        status(ui, icon::INFO, weak, &say!(cx.texts, "problem-explaining"));
    } else if page.is_masking() {
        status(ui, icon::INFO, weak, &say!(cx.texts, "problem-masking"));
    }
}
