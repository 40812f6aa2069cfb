//! What a key may do: the fields that are usual, and those that few need folded away.

use super::fields::{self, Place};
use crate::app::OptionsForm;
use crate::i18n::say;
use crate::sshfiles::Capability;
use crate::ui::Cx;
use crate::ui::theme::{S1, S3, T_LABEL, colors, medium};
use crate::ui::widgets::{caption, check_box, link};
use egui::{Id, RichText, Ui, vec2};

pub(in crate::ui) fn show(ui: &mut Ui, form: &mut OptionsForm, cx: &Cx<'_>) {
    fields::usual(ui, form, cx);
    may_do(ui, form, cx);
    ui.add_space(S1);
    let more = match form.shows_more {
        true => say!(cx.texts, "editor-show-less"),
        false => say!(cx.texts, "editor-show-more"),
    };
    if link(ui, &more).clicked() {
        form.shows_more = !form.shows_more;
    }
    if form.shows_more {
        fields::rare(ui, form, cx);
    }
}

/// What is allowed, and whether all else is forbidden.
fn may_do(ui: &mut Ui, form: &mut OptionsForm, cx: &Cx<'_>) {
    let label = say!(cx.texts, "editor-restrict");
    let mut is_restricted = form.fields.restrict;
    check_box(ui, Id::unique("restrict"), &mut is_restricted, &label);
    form.restrict(is_restricted);
    Place::indented(ui, |ui| {
        caption(ui, &say!(cx.texts, "editor-restrict-help"));
        let title = say!(cx.texts, "editor-allowed");
        ui.label(RichText::new(title).font(medium(T_LABEL)).color(colors(ui).text));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(S3, 0.0);
            for capability in Capability::ALL {
                let mut is_allowed = form.fields.allowed.contains(&capability);
                let was_allowed = is_allowed;
                let id = Id::unique("allowed").with(capability.name());
                check_box(ui, id, &mut is_allowed, &cx.texts.allow(capability));
                if is_allowed != was_allowed {
                    form.allow(capability, is_allowed);
                }
            }
        });
    });
}
