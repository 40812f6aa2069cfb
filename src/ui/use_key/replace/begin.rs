//! Before a replacement has begun: the new key is made or chosen.

use super::first_id;
use crate::app::{ReplaceAction, ReplacePanel};
use crate::i18n::{name, say};
use crate::ui::Cx;
use crate::ui::key::new_key;
use crate::ui::theme::{S1, S2, S3};
use crate::ui::widgets::{Button, Look, caption, work_bar};
use egui::{Ui, vec2};

/// So many keys are offered.
const MOST: usize = 12;

pub(super) fn show(ui: &mut Ui, panel: &mut ReplacePanel, cx: &mut Cx<'_>) {
    caption(ui, &say!(cx.texts, "replacement-text"));
    ui.add_space(S1);
    if let Some(job) = panel.making() {
        if work_bar(ui, job.done(), &say!(cx.texts, "generating"), false, cx) {
            cx.send(ReplaceAction::StopMaking);
        }
        return;
    }
    let form = &mut panel.form;
    let mut wanted = new_key::kind(ui, form, cx);
    ui.add_space(S2);
    wanted |= new_key::comment(ui, form, cx);
    ui.add_space(S2);
    let is_tried = form.tried;
    wanted |= new_key::passphrases(ui, &mut form.passphrase, is_tried, cx);
    ui.add_space(S2);
    let make = say!(cx.texts, "replacement-make");
    wanted |= ui.add(Button::new(Look::Primary, &make).id(first_id())).clicked();
    if wanted {
        cx.send(ReplaceAction::Make);
    }
    if panel.own.is_empty() {
        return;
    }
    ui.add_space(S3);
    caption(ui, &say!(cx.texts, "replacement-or-choose"));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S2, S2);
        for own in panel.own.iter().take(MOST) {
            let label = say!(cx.texts, "replacement-choose", name = name(&own.path));
            if ui.add(Button::new(Look::Secondary, &label)).clicked() {
                cx.send(ReplaceAction::Choose(own.path.clone()));
            }
        }
    });
}
