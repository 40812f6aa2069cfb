//! A dashed outline: something may be dropped here.

use crate::ui::theme::R_CARD;
use egui::{Painter, Rect, Shape, Stroke, pos2, vec2};

pub(crate) fn dashed(painter: &Painter, rect: Rect, stroke: Stroke) {
    let radius = f32::from(R_CARD);
    let corners = [
        (pos2(rect.right() - radius, rect.top() + radius), -90.0f32),
        (pos2(rect.right() - radius, rect.bottom() - radius), 0.0),
        (pos2(rect.left() + radius, rect.bottom() - radius), 90.0),
        (pos2(rect.left() + radius, rect.top() + radius), 180.0),
    ];
    let mut points = Vec::with_capacity(37);
    for (center, from) in corners {
        for step in 0..=8u8 {
            let angle = (from + 90.0 * f32::from(step) / 8.0).to_radians();
            points.push(center + radius * vec2(angle.cos(), angle.sin()));
        }
    }
    points.extend(points.first().copied());
    painter.extend(Shape::dashed_line(&points, stroke, 6.0, 5.0));
}
