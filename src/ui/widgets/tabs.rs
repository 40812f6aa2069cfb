//! The pages that belong together, as a row of tabs over a line.

use super::focus_ring;
use crate::ui::theme::{CONTROL_HEIGHT, R_SMALL, S4, T_BODY, colors, medium, semibold};
use egui::accesskit::Role;
use egui::{Color32, CornerRadius, CursorIcon, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// How thick the line under the chosen tab is.
const LINE: f32 = 2.0;

/// Screen readers say how many tabs there are, and which of them is read.
pub(crate) fn tab_list(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.scope(|ui| {
        is_tab_list(ui);
        add(ui);
    });
}

fn is_tab_list(ui: &Ui) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| node.set_role(Role::TabList));
}

/// The number of the tab that was clicked, if it is not the chosen one. Tabs for which a narrow window has no
/// room go to a second row.
pub(crate) fn tab_row(ui: &mut Ui, labels: &[&str], chosen: usize) -> Option<usize> {
    let mut clicked = None;
    ui.scope(|ui| {
        let (from, width) = (ui.cursor().min, ui.available_width());
        ui.spacing_mut().item_spacing = vec2(S4, 0.0);
        let row = ui.horizontal_wrapped(|ui| {
            is_tab_list(ui);
            for (number, label) in labels.iter().enumerate() {
                if tab(ui, label, number == chosen) {
                    clicked = Some(number);
                }
            }
        });
        let line = Stroke::new(1.0, colors(ui).border_strong);
        ui.painter().hline(from.x..=from.x + width, row.response.rect.bottom(), line);
    });
    clicked
}

fn tab(ui: &mut Ui, label: &str, is_chosen: bool) -> bool {
    let c = colors(ui);
    // As wide as it is when chosen: nothing moves.
    let width =
        ui.painter().layout_no_wrap(label.to_owned(), semibold(T_BODY), Color32::PLACEHOLDER).size().x;
    let (rect, response) = ui.allocate_exact_size(vec2(width, CONTROL_HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Tab, true, label));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(is_chosen));
    let color = if is_chosen || response.hovered() { c.text } else { c.weak };
    let font = if is_chosen { semibold(T_BODY) } else { medium(T_BODY) };
    ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, label, font, color);
    if is_chosen {
        let line = Rect::from_min_max(pos2(rect.left(), rect.bottom() - LINE), rect.max);
        ui.painter().rect_filled(line, CornerRadius::ZERO, c.accent_text);
    }
    focus_ring(ui, &response, rect.expand2(vec2(S4 / 4.0, -4.0)), R_SMALL);
    response.on_hover_cursor(CursorIcon::PointingHand).clicked() && !is_chosen
}
