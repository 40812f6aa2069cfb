//! A menu under or over a button, used by mouse and by keyboard.

use super::{focus_ring, icon_at, keyboard_is_used, keyboard_was_used};
use crate::ui::theme::{R_SMALL, S4, T_BODY, colors, icon, medium};
use egui::accesskit::Role;
use egui::{
    Context, CornerRadius, Id, Popup, PopupCloseBehavior, RectAlign, Response, ScrollArea, Sense, Ui,
    WidgetInfo, vec2,
};

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
    /// A row for each choice; the one that was chosen. By keyboard, too, choosing closes the menu.
    pub(crate) fn show<T: Copy>(
        self,
        choices: &[T],
        row: impl FnMut(&mut Ui, Id, T) -> Response,
    ) -> Option<T> {
        let popup = Popup::menu(self.button);
        self.show_in(popup, choices, row)
    }

    /// The same where a click on what it belongs to does something else, and it opens only by
    /// a right click or [`toggle_menu`].
    pub(crate) fn show_asked<T: Copy>(
        self,
        choices: &[T],
        row: impl FnMut(&mut Ui, Id, T) -> Response,
    ) -> Option<T> {
        let popup = Popup::menu(self.button).open_memory(None);
        self.show_in(popup, choices, row)
    }

    fn show_in<T: Copy>(
        self,
        popup: Popup<'_>,
        choices: &[T],
        mut row: impl FnMut(&mut Ui, Id, T) -> Response,
    ) -> Option<T> {
        let mut chosen = None;
        let ctx = self.button.ctx.clone();
        let (tries, first) = (self.id.with("tries"), first_row(self.id));
        let was_open: bool = ctx.data(|data| data.get_temp(self.id)).unwrap_or(false);
        let popup = popup
            .id(self.id)
            .align(self.align)
            .align_alternatives(&[RectAlign::TOP_START, RectAlign::BOTTOM_START, RectAlign::BOTTOM_END])
            .close_behavior(PopupCloseBehavior::CloseOnClick)
            .width(self.width.min(ctx.content_rect().width() - 2.0 * S4));
        let height = ctx.content_rect().height() - 2.0 * S4;
        popup.show(|ui| {
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                if !was_open && self.button.has_focus() {
                    ctx.data_mut(|data| data.insert_temp(tries, TRIES));
                }
                focus_first(&ctx, tries, first);
                for (number, choice) in choices.iter().enumerate() {
                    let id = if number == 0 { first } else { first.with(number) };
                    if row(ui, id, *choice).clicked() {
                        chosen = Some(*choice);
                        ui.close();
                    }
                }
            });
        });
        let open = Popup::is_id_open(&ctx, self.id);
        if was_open && !open && keyboard_is_used(&ctx) {
            self.button.request_focus();
        }
        ctx.data_mut(|data| data.insert_temp(self.id, open));
        chosen
    }
}

/// The ground of a row, on which its words are then put.
pub(crate) fn menu_row(ui: &mut Ui, id: Id, info: WidgetInfo) -> Response {
    const HEIGHT: f32 = 30.0;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| info.clone());
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, CornerRadius::same(R_SMALL), colors(ui).hover);
    }
    focus_ring(ui, &response, rect.shrink(1.0), R_SMALL);
    response
}

/// A row with a word.
pub(crate) fn labelled_row(ui: &mut Ui, id: Id, label: &str) -> Response {
    row_with(ui, id, label, WidgetInfo::labeled(Role::MenuItem, true, label))
}

/// A row that is one choice of several.
pub(crate) fn radio_row(ui: &mut Ui, id: Id, label: &str, chosen: bool) -> Response {
    let response = row_with(ui, id, label, WidgetInfo::selected(Role::MenuItemRadio, true, chosen, label));
    if chosen {
        let left = response.rect.left_center();
        icon_at(ui.painter(), left + vec2(14.0, 0.0), icon::CHECK, 14.0, colors(ui).accent_text);
    }
    response
}

fn row_with(ui: &mut Ui, id: Id, label: &str, info: WidgetInfo) -> Response {
    let color = colors(ui).text;
    let response = menu_row(ui, id, info);
    let galley = ui.painter().layout_no_wrap(label.to_owned(), medium(T_BODY), color);
    let at = response.rect.left_center() + vec2(30.0, -galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
    response
}

/// Opens or closes a menu by a shortcut.
pub(crate) fn toggle_menu(ctx: &Context, id: Id) {
    Popup::toggle_id(ctx, id);
    // Where it closes again, the keyboard goes to its button.
    keyboard_was_used(ctx);
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
