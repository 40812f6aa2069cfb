//! A menu under or over a button, used by mouse and by keyboard.

use super::keyboard_is_used;
use egui::{Context, Id, Popup, PopupCloseBehavior, RectAlign, Response, Ui};

/// See the module.
pub(crate) struct Menu<'a> {
    pub id: Id,
    pub button: &'a Response,
    pub width: f32,
    pub align: RectAlign,
}

/// Frames in which the first row is asked to take the keyboard: in the first one a popup is only
/// measured, and takes none.
const TRIES: u32 = 4;

impl Menu<'_> {
    /// `rows` is given the id that the first row must have, and says whether a row was chosen:
    /// by keyboard, too, that closes the menu.
    pub(crate) fn show(self, rows: impl FnOnce(&mut Ui, Id) -> bool) {
        let ctx = self.button.ctx.clone();
        let (tries, first) = (self.id.with("tries"), first_row(self.id));
        let was_open: bool = ctx.data(|data| data.get_temp(self.id)).unwrap_or(false);
        let popup = Popup::menu(self.button)
            .id(self.id)
            .align(self.align)
            .align_alternatives(&[RectAlign::TOP_START, RectAlign::BOTTOM_START, RectAlign::BOTTOM_END])
            .close_behavior(PopupCloseBehavior::CloseOnClick)
            .width(self.width);
        popup.show(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            if !was_open && self.button.has_focus() {
                ctx.data_mut(|data| data.insert_temp(tries, TRIES));
            }
            focus_first(&ctx, tries, first);
            if rows(ui, first) {
                ui.close();
            }
        });
        let open = Popup::is_id_open(&ctx, self.id);
        if was_open && !open && keyboard_is_used(&ctx) {
            self.button.request_focus();
        }
        ctx.data_mut(|data| data.insert_temp(self.id, open));
    }
}

/// Opens or closes a menu by a shortcut.
pub(crate) fn toggle_menu(ctx: &Context, id: Id) {
    Popup::toggle_id(ctx, id);
    ctx.data_mut(|data| data.insert_temp(id.with("tries"), TRIES));
}

fn first_row(menu: Id) -> Id {
    menu.with("first row")
}

fn focus_first(ctx: &Context, tries: Id, first: Id) {
    let left: u32 = ctx.data(|data| data.get_temp(tries)).unwrap_or(0);
    if left > 0 {
        let has_it = ctx.memory(|memory| memory.has_focus(first));
        ctx.memory_mut(|memory| memory.request_focus(first));
        ctx.data_mut(|data| data.insert_temp(tries, if has_it { 0 } else { left - 1 }));
        ctx.request_repaint();
    }
}
