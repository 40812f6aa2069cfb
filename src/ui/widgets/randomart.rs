//! The picture of a fingerprint.

use crate::key::{Cell, Randomart};
use crate::ui::theme::{Colors, R_CONTROL, S1, colors};
use egui::accesskit::Role;
use egui::{Color32, CornerRadius, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

const CELL: f32 = 8.0;
const PADDING: f32 = S1 + 2.0;

/// How wide the picture is.
pub(crate) const WIDTH: f32 = Randomart::WIDTH as f32 * CELL + 2.0 * PADDING;

/// `name` is read out before the text form of the picture.
pub(crate) fn randomart(ui: &mut Ui, art: &Randomart, name: &str, tooltip: &str) -> Response {
    let c = colors(ui);
    let size = vec2(WIDTH, Randomart::HEIGHT as f32 * CELL + 2.0 * PADDING);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(art.text()));
    let radius = CornerRadius::same(R_CONTROL);
    ui.painter().rect(rect, radius, c.code, Stroke::new(1.0, c.border), StrokeKind::Inside);
    for (y, row) in art.rows().iter().enumerate() {
        for (x, cell) in row.iter().enumerate() {
            let Some(color) = color(c, *cell) else { continue };
            let corner = rect.min + vec2(PADDING + x as f32 * CELL, PADDING + y as f32 * CELL);
            let square = Rect::from_min_size(corner, Vec2::splat(CELL)).shrink(0.5);
            ui.painter().rect_filled(square, CornerRadius::same(1), color);
        }
    }
    response.on_hover_text(tooltip)
}

/// The more visits the stronger; start and end stand out.
fn color(c: &Colors, cell: Cell) -> Option<Color32> {
    Some(match cell {
        Cell::Visits(0) => return None,
        Cell::Start => c.warn,
        Cell::End => c.ok,
        Cell::Visits(visits) => {
            let share = (f32::from(visits.min(7)) - 1.0) / 6.0;
            let least = c.accent_soft.lerp_to_gamma(c.accent, 0.22);
            least
                .lerp_to_gamma(c.accent, (share * 2.0).min(1.0))
                .lerp_to_gamma(c.art_most, ((share - 0.5) * 2.0).max(0.0))
        }
    })
}
