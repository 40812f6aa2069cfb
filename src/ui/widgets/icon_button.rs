//! A button that is only an icon, with a name for those who cannot see it.

use super::{focus_ring, icon_at};
use crate::ui::theme::{ICON, R_SMALL, colors};
use egui::accesskit::Role;
use egui::{CornerRadius, Id, Rect, Response, Sense, Ui, WidgetInfo, vec2};

/// Width and height.
pub(crate) const SIZE: f32 = 26.0;

/// In the flow of the layout.
pub(crate) fn icon_button(ui: &mut Ui, icon: char, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(SIZE, SIZE), Sense::click());
    paint(ui, rect, response, icon, name)
}

/// At a place of its own, as inside a field. Tab stops at it where `sense` is focusable.
pub(crate) fn icon_button_at(
    ui: &mut Ui,
    rect: Rect,
    id: Id,
    sense: Sense,
    icon: char,
    name: &str,
) -> Response {
    let response = ui.interact(rect, id, sense);
    paint(ui, rect, response, icon, name)
}

fn paint(ui: &Ui, rect: Rect, response: Response, icon: char, name: &str) -> Response {
    let c = colors(ui);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    if response.hovered() || response.is_pointer_button_down_on() {
        ui.painter().rect_filled(rect, CornerRadius::same(R_SMALL), c.hover);
    }
    let color = if response.hovered() { c.text } else { c.weak };
    icon_at(ui.painter(), rect.center(), icon, ICON, color);
    focus_ring(ui, &response, rect.shrink(2.0), R_SMALL);
    response.on_hover_text(name)
}
