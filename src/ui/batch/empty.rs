//! Before there is a list: a large dashed field, and the two ways to choose.

use crate::app::{Action, BatchAction};
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::theme::{S1, S2, S3, S4, T_BODY, T_LABEL, colors, icon, medium, regular};
use crate::ui::widgets::dashed;
use crate::ui::widgets::{Button, Look, icon_at, wrapped};
use egui::{Align, Layout, RichText, Sense, Stroke, Ui, UiBuilder, vec2};

const INNER: f32 = 200.0;

pub(super) fn show(ui: &mut Ui, cx: &mut Cx<'_>) {
    let c = colors(ui);
    let size = vec2(ui.available_width(), (ui.available_height() - S1).max(INNER + 2.0 * S4));
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    dashed(ui.painter(), rect.shrink(1.0), Stroke::new(1.5, c.border_strong));
    let inner = rect.shrink2(vec2(S4, (size.y - INNER) / 2.0));
    let centred = Layout::top_down(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(centred), |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        let (at, _) = ui.allocate_exact_size(vec2(30.0, 40.0), Sense::hover());
        icon_at(ui.painter(), at.center(), icon::DROP, 26.0, c.weak);
        let title = match cx.person.drops {
            true => say!(cx.texts, "batch-drop-title"),
            false => say!(cx.texts, "batch-drop-title-no-drops"),
        };
        ui.label(RichText::new(title).font(medium(T_BODY)).color(c.text));
        let text = say!(cx.texts, "batch-drop-text");
        wrapped(ui, RichText::new(text).font(regular(T_LABEL)).color(c.weak));
        ui.add_space(S3);
        let (files, folder) = (say!(cx.texts, "batch-choose-files"), say!(cx.texts, "batch-choose-folder"));
        const EACH: f32 = 160.0;
        let row = vec2(2.0 * EACH + S2, 40.0);
        ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = S2;
            if ui.add(Button::new(Look::Primary, &files).width(EACH)).clicked() {
                cx.send(Action::Batch(BatchAction::AskFiles));
            }
            if ui.add(Button::new(Look::Secondary, &folder).width(EACH)).clicked() {
                cx.send(Action::Batch(BatchAction::AskFolder));
            }
        });
    });
}
