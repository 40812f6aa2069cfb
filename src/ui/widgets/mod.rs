//! The few widgets that the window is made of. Each has an accessible name and a visible focus.

mod button;
mod caps_lock;
mod clipboard;
mod dashed;
mod edit_menu;
mod field;
mod icon_button;
mod link;
mod menu;
mod meter;
mod new_passphrase;
mod offered;
mod passphrase;
mod pasted;
mod radio;
mod randomart;
mod reading;
mod row_list;
mod rows;
mod tabs;
mod text;
mod text_area;
mod text_runs;
mod toggle;
mod typed_later;
mod work_bar;

pub(crate) use button::{Button, Look};
pub(crate) use clipboard::{ClipboardKeys, MiddleClick, field_with_keyboard};
pub(crate) use dashed::dashed;
pub(crate) use edit_menu::{EditWords, name_edits};
pub(crate) use field::{Field, enter_pressed, field_label, field_label_with_hint};
pub(crate) use icon_button::{SIZE as ICON_BUTTON, icon_button, icon_button_at};
pub(crate) use link::{link, link_in, link_to, link_width, link_with};
pub(crate) use menu::{Menu, labelled_row, menu_row, radio_row, toggle_menu};
pub(crate) use meter::{progress_line, strength_meter};
pub(crate) use new_passphrase::{
    Names, NewFields, first_passphrase, new_passphrase, refused_text, repetition,
};
pub(crate) use offered::offered;
pub(crate) use passphrase::{PassphraseField, Reveal, reveal_button};
pub(crate) use radio::segmented;
pub(crate) use randomart::{WIDTH as RANDOMART_WIDTH, randomart};
pub(crate) use reading::{pages, reading};
pub(crate) use row_list::{RowList, RowPlace, Rows};
pub(crate) use rows::{RowsInSight, tab_stop};
pub(crate) use tabs::{tab_list, tab_row};
pub(crate) use text::{
    alert, blank_line, caption, describes, heading, laid_out, message, select_in_one_place, status, wrapped,
};
pub(crate) use text_area::{TextArea, code};
pub(crate) use text_runs::tell_text;
pub(crate) use toggle::{SWITCH, check_box, switch_at};
pub(crate) use work_bar::{cancel_id, takes_long, work_bar};

use super::theme::{Colors, R_CARD, S4, colors, icons};
use egui::{
    Color32, Context, CornerRadius, Frame, Id, Margin, Painter, Pos2, Rect, Response, Stroke, StrokeKind, Ui,
};

/// A white sheet with a border.
pub(crate) fn card<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let c = colors(ui);
    let frame = Frame::new()
        .fill(c.card)
        .stroke(Stroke::new(1.0, c.border))
        .corner_radius(R_CARD)
        .inner_margin(Margin::same(S4 as i8));
    frame
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            add(ui)
        })
        .inner
}

/// Icons are centred by their ink: the font's line box sits a little high.
pub(crate) fn icon_at(painter: &Painter, center: Pos2, icon: char, size: f32, color: Color32) {
    let galley = painter.layout_no_wrap(icon.to_string(), icons(size), color);
    let at = center - galley.mesh_bounds.center().to_vec2();
    painter.galley(at, galley, color);
}

/// The ring around what has the keyboard. Shown once the keyboard is used: someone who clicks
/// knows where they clicked.
pub(crate) fn focus_ring(ui: &Ui, response: &Response, rect: Rect, radius: u8) {
    bring_into_sight(ui, response);
    if response.has_focus() && keyboard_is_used(ui.ctx()) {
        let c: &Colors = colors(ui);
        ui.painter().rect_stroke(
            rect.expand(1.0),
            CornerRadius::same(radius + 1),
            Stroke::new(2.0, c.accent_text),
            StrokeKind::Outside,
        );
    }
}

/// What Tab or an arrow key has come to.
pub(crate) fn bring_into_sight(ui: &Ui, response: &Response) {
    if response.gained_focus() && keyboard_is_used(ui.ctx()) {
        ui.scroll_to_rect(response.rect, None);
    }
}

fn keyboard_flag() -> Id {
    Id::unique("the keyboard is used")
}

fn keyboard_is_used(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp(keyboard_flag()).unwrap_or(false))
}

/// As if the keyboard had been used: it has, by a shortcut.
fn keyboard_was_used(ctx: &Context) {
    ctx.data_mut(|data| data.insert_temp(keyboard_flag(), true));
}

/// Once a frame: whether the last thing touched was the keyboard or the mouse.
pub(crate) fn note_keyboard(ctx: &Context) {
    let used = ctx.input(|input| {
        input.events.iter().rev().find_map(|event| match event {
            egui::Event::Key { key: egui::Key::Tab | egui::Key::Escape, .. } => Some(true),
            egui::Event::Key { key, pressed: true, .. } if is_arrow(*key) => Some(true),
            egui::Event::PointerButton { .. } => Some(false),
            _ => None,
        })
    });
    if let Some(used) = used {
        ctx.data_mut(|data| data.insert_temp(keyboard_flag(), used));
    }
}

fn is_arrow(key: egui::Key) -> bool {
    matches!(key, egui::Key::ArrowDown | egui::Key::ArrowUp | egui::Key::ArrowLeft | egui::Key::ArrowRight)
}
