//! A group of choices drawn as one segmented control.

use super::focus_ring;
use crate::ui::theme::{CONTROL_HEIGHT, MOTION, R_CONTROL, R_SMALL, T_BODY, colors, medium, semibold};
use egui::accesskit::Role;
use egui::{
    Align2, CornerRadius, CursorIcon, EventFilter, Id, Key, Modifiers, Rect, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, epaint, pos2, vec2,
};

/// The number of the choice that was clicked or that an arrow key went to, if it is not the chosen one.
/// `chosen` is `None` where something else than these is chosen. Tab stops at it once.
pub(crate) fn segmented(
    ui: &mut Ui,
    id: Id,
    name: &str,
    choices: &[&str],
    chosen: Option<usize>,
    width: f32,
) -> Option<usize> {
    let c = colors(ui);
    let (rect, all) = ui.allocate_exact_size(vec2(width, CONTROL_HEIGHT), Sense::hover());
    ui.ctx().accesskit_node_builder(all.id, |node| {
        node.set_role(Role::RadioGroup);
        node.set_label(name.to_owned());
    });
    let track = if ui.visuals().dark_mode { c.window } else { c.side };
    let radius = CornerRadius::same(R_CONTROL);
    ui.painter().rect(rect, radius, track, Stroke::new(1.0, c.border), StrokeKind::Inside);
    let each = (rect.width() - 6.0) / choices.len().max(1) as f32;
    let segment = |at: f32| {
        Rect::from_min_size(
            pos2(rect.left() + 3.0 + at * each, rect.top() + 3.0),
            vec2(each, rect.height() - 6.0),
        )
    };
    if let Some(chosen) = chosen {
        let at = ui.ctx().animate_value_with_time(id.with("thumb"), chosen as f32, MOTION);
        thumb(ui, segment(at));
    }
    let mut clicked = step(ui, id, choices.len(), chosen);
    let stop = stop_of(ui, id, choices.len(), chosen);
    for (number, choice) in choices.iter().enumerate() {
        let rect = segment(number as f32);
        let sense = if number == stop { Sense::click() } else { Sense::CLICK };
        let response = ui.interact(rect, id.with(number), sense).on_hover_cursor(CursorIcon::Default);
        let selected = chosen == Some(number);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, selected, *choice));
        if response.clicked() && !selected {
            clicked = Some(number);
        }
        let color = if selected || response.hovered() { c.text } else { c.weak };
        let font = if selected { semibold(T_BODY) } else { medium(T_BODY) };
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, choice, font, color);
        focus_ring(ui, &response, rect.shrink(1.0), R_SMALL);
    }
    clicked
}

/// The choice that has the keyboard.
fn focused(ui: &Ui, id: Id, count: usize) -> Option<usize> {
    (0..count).find(|number| ui.memory(|memory| memory.has_focus(id.with(number))))
}

/// The choice at which Tab stops.
fn stop_of(ui: &Ui, id: Id, count: usize, chosen: Option<usize>) -> usize {
    focused(ui, id, count).or(chosen).unwrap_or_default()
}

/// The choice that an arrow key goes to, which then has the keyboard; after the last comes the first.
fn step(ui: &Ui, id: Id, count: usize, chosen: Option<usize>) -> Option<usize> {
    let at = focused(ui, id, count)?;
    if !ui.is_enabled() {
        return None;
    }
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id.with(at), arrows));
    let pressed = |keys: [Key; 2]| {
        ui.input_mut(|input| keys.into_iter().any(|key| input.consume_key(Modifiers::NONE, key)))
    };
    let to = if pressed([Key::ArrowRight, Key::ArrowDown]) {
        (at + 1) % count
    } else if pressed([Key::ArrowLeft, Key::ArrowUp]) {
        (at + count - 1) % count
    } else {
        return None;
    };
    ui.memory_mut(|memory| memory.request_focus(id.with(to)));
    Some(to).filter(|to| Some(*to) != chosen)
}

fn thumb(ui: &Ui, rect: Rect) {
    let c = colors(ui);
    let fill = if ui.visuals().dark_mode { c.press } else { c.card };
    let radius = CornerRadius::same(R_SMALL);
    let shadow = epaint::Shadow { offset: [0, 1], blur: 3, spread: 0, color: c.shadow };
    ui.painter().add(shadow.as_shape(rect, radius));
    ui.painter().rect(rect, radius, fill, Stroke::new(1.0, c.border_strong), StrokeKind::Inside);
}
