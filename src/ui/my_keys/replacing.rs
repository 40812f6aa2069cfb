//! Keys that may be removed from servers now, because the day for that has come.

use crate::app::{MyKeysAction, MyKeysPage};
use crate::i18n::{name, say};
use crate::ui::Cx;
use crate::ui::theme::{S1, S2, colors, icon};
use crate::ui::widgets::{Button, Look, card, message};
use egui::Ui;
use egui::accesskit::Live;

/// So many are said.
const MOST: usize = 3;

pub(super) fn due(ui: &mut Ui, page: &MyKeysPage, cx: &mut Cx<'_>) {
    for plan in page.due().take(MOST) {
        card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = S1;
            let file = name(&plan.old().file);
            let words = say!(cx.texts, "replacement-due", name = file.as_str());
            message(ui, icon::INFO, colors(ui).accent_text, &words, Live::Polite);
            ui.add_space(S2);
            let [label, of] = [
                say!(cx.texts, "replacement-continue"),
                say!(cx.texts, "replacement-continue-of", name = file),
            ];
            if ui.add(Button::new(Look::Secondary, &label).name(&of)).clicked() {
                cx.send(MyKeysAction::ContinueReplacing(plan.old().file.clone()));
            }
        });
    }
}
