//! How far work is.

use super::{Button, Look, progress_line, status};
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::theme::{PRIMARY_HEIGHT, R_CONTROL, S2, T_PRIMARY, colors, icon, semibold};
use egui::accesskit::Role;
use egui::{Align2, CornerRadius, Id, Rect, Sense, Ui, pos2, vec2};
use std::time::Duration;

/// Its Cancel. There is one such bar in the window at most.
pub(crate) fn cancel_id() -> Id {
    Id::unique("cancel the work")
}

/// How far work is, from 0 to 1, and Cancel; whether that was clicked.
pub(crate) fn work_bar(ui: &mut Ui, done: f32, words: &str, stopping: bool, cx: &Cx<'_>) -> bool {
    const CANCEL: f32 = 96.0;
    let c = colors(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        let size = vec2(ui.available_width() - CANCEL - S2, PRIMARY_HEIGHT);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let done = done.clamp(0.0, 1.0);
        let radius = CornerRadius::same(R_CONTROL);
        ui.painter().rect_filled(rect, radius, c.accent_soft);
        let full = Rect::from_min_max(rect.min, pos2(rect.left() + rect.width() * done, rect.bottom()));
        let fill = c.accent_soft.lerp_to_gamma(c.accent, 0.35);
        ui.painter().with_clip_rect(full.intersect(ui.clip_rect())).rect_filled(rect, radius, fill);
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, words, semibold(T_PRIMARY), c.text);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::ProgressIndicator);
            node.set_label(words.to_owned());
            node.set_numeric_value(f64::from(done) * 100.0);
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(100.0);
        });
        let label = say!(cx.texts, "cancel");
        let button = Button::new(Look::Secondary, &label).width(CANCEL).tall().enabled(!stopping);
        ui.add(button.id(cancel_id())).clicked()
    })
    .inner
}

/// A key that takes more than a moment to unlock: how long, and how far it is.
pub(crate) fn takes_long(ui: &mut Ui, name: &str, (whole, done): (Duration, f32), cx: &Cx<'_>) {
    let color = colors(ui).weak;
    status(ui, icon::INFO, color, &cx.texts.unlocking_takes(name, whole));
    progress_line(ui, done, &say!(cx.texts, "unlock-progress"));
}
