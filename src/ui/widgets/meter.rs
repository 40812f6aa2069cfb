//! How strong a passphrase is: four bars and a sentence.

use crate::key::Strength;
use crate::ui::theme::{S1, T_SMALL, colors, medium};
use egui::accesskit::{Live, Role};
use egui::{Color32, CornerRadius, Rect, RichText, Sense, Ui, pos2, vec2};

/// `name` says what is measured, `words` what came out.
pub(crate) fn strength_meter(ui: &mut Ui, strength: Strength, name: &str, words: &str) {
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
    super::wrapped(ui, RichText::new(words).font(medium(T_SMALL)).color(color));
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
