//! Text that does something when clicked.

use super::focus_ring;
use crate::ui::theme::{R_SMALL, T_LABEL, colors, medium};
use egui::accesskit::Role;
use egui::{
    Align, Color32, CursorIcon, Id, Layout, Rect, Response, Sense, Stroke, Ui, UiBuilder, WidgetInfo, vec2,
};

/// Looks like a link, is a button.
pub(crate) fn link(ui: &mut Ui, label: &str) -> Response {
    let id = ui.next_auto_id();
    ui.skip_ahead_auto_ids(1);
    link_to(ui, id, label, label)
}

/// One that focus can be asked for, and that a screen reader calls by a name of its own.
pub(crate) fn link_to(ui: &mut Ui, id: Id, label: &str, name: &str) -> Response {
    link_with(ui, id, label, name, Sense::click())
}

/// The same, at which Tab stops only where `sense` is focusable.
pub(crate) fn link_with(ui: &mut Ui, id: Id, label: &str, name: &str, sense: Sense) -> Response {
    let c = colors(ui);
    let galley = ui.painter().layout_no_wrap(label.to_owned(), medium(T_LABEL), Color32::PLACEHOLDER);
    let (rect, _) = ui.allocate_exact_size(galley.size() + vec2(0.0, 4.0), Sense::hover());
    let response = ui.interact(rect, id, sense);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let at = rect.min + vec2(0.0, 2.0);
    if response.hovered() {
        let under = rect.bottom() - 2.0;
        ui.painter().hline(rect.x_range(), under, Stroke::new(1.0, c.accent_text));
    }
    ui.painter().galley(at, galley, c.accent_text);
    focus_ring(ui, &response, rect.expand(1.0), R_SMALL - 2);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

/// How wide a link with this label is.
pub(crate) fn link_width(ui: &Ui, label: &str) -> f32 {
    ui.painter().layout_no_wrap(label.to_owned(), medium(T_LABEL), Color32::PLACEHOLDER).size().x
}

/// One at a place of its own; whether it was clicked.
pub(crate) fn link_in(ui: &mut Ui, place: Rect, id: Id, [label, name]: [&str; 2], sense: Sense) -> bool {
    let builder = UiBuilder::new().max_rect(place).layout(Layout::top_down(Align::Min)).id_salt(id);
    ui.scope_builder(builder, |ui| link_with(ui, id, label, name, sense)).inner.clicked()
}
