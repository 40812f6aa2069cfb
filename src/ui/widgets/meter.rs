//! How strong a passphrase is, in four bars and a sentence, and how far work is.

use crate::key::Strength;
use crate::ui::theme::{S1, T_SMALL, colors, medium};
use egui::accesskit::{Live, Role};
use egui::{Color32, CornerRadius, Rect, Response, RichText, Sense, Ui, pos2, vec2};

/// `name` says what is measured, `words` what came out. Where there is a `hint`, it stands in the place
/// of those words.
pub(crate) fn strength_meter(
    ui: &mut Ui,
    strength: Strength,
    name: &str,
    words: &str,
    hint: Option<&str>,
) -> Response {
    let c = colors(ui);
    let (bars, color) = match strength {
        Strength::Minutes => (1, c.bad),
        Strength::Days => (2, c.warn),
        Strength::Years => (3, c.ok),
        Strength::Ages => (4, c.ok),
    };
    ui.spacing_mut().item_spacing.y = S1;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 4.0), Sense::hover());
    draw_bars(ui, rect, bars, color);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Meter);
        node.set_label(name.to_owned());
        node.set_value(words.to_owned());
        node.set_live(Live::Polite);
    });
    let color = if hint.is_some() { c.warn } else { color };
    super::wrapped(ui, RichText::new(hint.unwrap_or(words)).font(medium(T_SMALL)).color(color))
}

/// How much of some work is done, from 0 to 1: a thin line that fills.
pub(crate) fn progress_line(ui: &mut Ui, done: f32, name: &str) {
    let c = colors(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 4.0), Sense::hover());
    let done = done.clamp(0.0, 1.0);
    let full = Rect::from_min_size(rect.min, vec2(rect.width() * done, rect.height()));
    ui.painter().rect_filled(rect, CornerRadius::same(2), c.border);
    ui.painter().rect_filled(full, CornerRadius::same(2), c.accent);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::ProgressIndicator);
        node.set_label(name.to_owned());
        node.set_numeric_value(f64::from(done) * 100.0);
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(100.0);
    });
}

fn draw_bars(ui: &Ui, rect: Rect, full: usize, color: Color32) {
    const GAP: f32 = 3.0;
    let width = (rect.width() - 3.0 * GAP) / 4.0;
    for bar in 0..4 {
        let left = rect.left() + bar as f32 * (width + GAP);
        let at = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        let fill = if bar < full { color } else { colors(ui).border };
        ui.painter().rect_filled(at, CornerRadius::same(2), fill);
    }
}
