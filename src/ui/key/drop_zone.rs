//! Ways in for keys that exist: the drop zone, and the strip under an open key.

use crate::app::Action;
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::theme::{CONTROL_HEIGHT, R_CARD, S1, S2, S4, T_BODY, T_LABEL, colors, icon, medium, regular};
use crate::ui::widgets::{dashed, focus_ring, icon_at, link};
use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{Align, Color32, CursorIcon, FontId, Layout, RichText, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// The zone is never lower.
const SMALLEST: f32 = 128.0;

/// A large dashed field as high as the room that is left; a click on it chooses a file.
pub(in crate::ui) fn zone(ui: &mut Ui, opening: bool, cx: &mut Cx<'_>) {
    let c = colors(ui);
    let height = (ui.available_height() - S1).max(SMALLEST);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let choose = say!(cx.texts, "drop-choose");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &choose));
    let border = if response.hovered() { c.weak } else { c.border_strong };
    dashed(ui.painter(), rect.shrink(1.0), Stroke::new(1.5, border));
    let middle = rect.center();
    icon_at(ui.painter(), middle - vec2(0.0, 40.0), icon::DROP, 26.0, c.weak);
    let title = match (opening, cx.person.drops) {
        (true, _) => say!(cx.texts, "opening"),
        (false, true) => say!(cx.texts, "drop-title"),
        (false, false) => say!(cx.texts, "drop-title-no-drops"),
    };
    // Other languages need more than a line: each text wraps, and stands below the one before.
    let mut top = middle.y - 18.0;
    let mut line = |text: &str, font: FontId, color: Color32| {
        let mut job = LayoutJob::simple(text.to_owned(), font, color, rect.width() - 2.0 * S4);
        job.halign = Align::Center;
        let galley = ui.painter().layout_job(job);
        let place = galley.rect.translate(vec2(middle.x, top));
        ui.painter().galley(pos2(middle.x, top), galley, color);
        top = place.bottom() + S1;
        place
    };
    line(&title, medium(T_BODY), c.text);
    line(&say!(cx.texts, "drop-formats"), regular(T_LABEL), c.weak);
    let link = line(&choose, medium(T_LABEL), c.accent_text);
    if response.hovered() {
        ui.painter().hline(link.x_range(), link.bottom(), Stroke::new(1.0, c.accent_text));
    }
    focus_ring(ui, &response, rect.shrink(2.0), R_CARD);
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        cx.send(Action::AskOpen);
    }
}

/// One line under an open key.
pub(in crate::ui) fn strip(ui: &mut Ui, cx: &mut Cx<'_>) {
    let c = colors(ui);
    let words = if cx.person.drops {
        say!(cx.texts, "drop-another")
    } else {
        say!(cx.texts, "drop-another-no-drops")
    };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), CONTROL_HEIGHT + S2), Sense::hover());
    dashed(ui.painter(), rect.shrink(1.0), Stroke::new(1.0, c.border_strong));
    let inner = rect.shrink2(vec2(14.0, 0.0));
    let builder = egui::UiBuilder::new().max_rect(inner).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        ui.label(RichText::new(words).font(regular(T_LABEL)).color(c.weak));
        if link(ui, &say!(cx.texts, "drop-choose")).clicked() {
            cx.send(Action::AskOpen);
        }
    });
}
