//! What is on or off: a switch that stands alone, and a box with words beside it.

use super::{focus_ring, icon_at};
use crate::ui::theme::{MOTION, ON_ACCENT, R_SMALL, S2, T_BODY, colors, icon, regular};
use egui::accesskit::{Role, Toggled};
use egui::text::LayoutJob;
use egui::{
    CornerRadius, Id, Rect, Response, Sense, Stroke, StrokeKind, TextFormat, Ui, WidgetInfo, pos2, vec2,
};

/// How large a switch is.
pub(crate) const SWITCH: [f32; 2] = [34.0, 20.0];

/// The side of a box.
const BOX: f32 = 18.0;

/// A switch at a place of its own. Tab stops at it where `sense` is focusable.
pub(crate) fn switch_at(ui: &Ui, rect: Rect, id: Id, sense: Sense, is_on: bool, name: &str) -> Response {
    let c = colors(ui);
    let response = ui.interact(rect, id, sense);
    tell(ui, &response, Role::Switch, is_on, name);
    let at = ui.ctx().animate_bool_with_time(id, is_on, MOTION);
    let radius = rect.height() / 2.0;
    let (fill, border) = if is_on { (c.accent, c.accent) } else { (c.field, c.field_border) };
    let fade = if ui.is_enabled() { 1.0 } else { 0.5 };
    ui.painter().rect(
        rect,
        CornerRadius::same(radius as u8),
        fill.gamma_multiply(fade),
        Stroke::new(1.0, border.gamma_multiply(fade)),
        StrokeKind::Inside,
    );
    let knob = pos2(egui::lerp((rect.left() + radius)..=(rect.right() - radius), at), rect.center().y);
    let color = if is_on { ON_ACCENT } else { c.field_border };
    ui.painter().circle_filled(knob, radius - 4.0, color.gamma_multiply(fade));
    focus_ring(ui, &response, rect, radius as u8);
    response
}

/// A box with its words at the right. A click on the words counts, too.
pub(crate) fn check_box(ui: &mut Ui, id: Id, is_on: &mut bool, label: &str) -> Response {
    let c = colors(ui);
    let mut job = LayoutJob::single_section(label.to_owned(), TextFormat::simple(regular(T_BODY), c.text));
    job.wrap.max_width = (ui.available_width() - BOX - S2).max(0.0);
    let galley = ui.painter().layout_job(job);
    let size = vec2(BOX + S2 + galley.size().x, galley.size().y.max(BOX) + 6.0);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(rect, id, Sense::click());
    if response.clicked() && ui.is_enabled() {
        *is_on = !*is_on;
    }
    tell(ui, &response, Role::CheckBox, *is_on, label);
    let mark = Rect::from_min_size(rect.min + vec2(0.0, 3.0), vec2(BOX, BOX));
    let (fill, border) = if *is_on { (c.accent, c.accent) } else { (c.field, c.field_border) };
    let radius = CornerRadius::same(R_SMALL - 2);
    ui.painter().rect(mark, radius, fill, Stroke::new(1.0, border), StrokeKind::Inside);
    if *is_on {
        icon_at(ui.painter(), mark.center(), icon::CHECK, 13.0, ON_ACCENT);
    }
    let top = mark.center().y - galley.rows.first().map_or(BOX, |row| row.height()) / 2.0;
    ui.painter().galley(pos2(mark.right() + S2, top), galley, c.text);
    focus_ring(ui, &response, mark, R_SMALL - 2);
    response
}

fn tell(ui: &Ui, response: &Response, role: Role, is_on: bool, name: &str) {
    response.widget_info(|| WidgetInfo::labeled(role, ui.is_enabled(), name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_toggled(if is_on { Toggled::True } else { Toggled::False });
    });
}
