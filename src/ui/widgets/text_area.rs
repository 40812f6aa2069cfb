//! A field of several lines, which scrolls where its text is long.

use super::field::outline;
use super::{ICON_BUTTON, edit_menu, tell_text};
use crate::ui::theme::{R_CONTROL, S1, S2, T_MONO, T_SMALL, colors, mono, regular};
use egui::{
    Align, FontId, Frame, Id, Layout, Margin, Response, RichText, ScrollArea, Stroke, TextBuffer, TextEdit,
    Ui, vec2,
};

/// See the module.
pub(crate) struct TextArea<'a> {
    pub id: Id,
    pub label: &'a Response,
    /// Shown while it is empty.
    pub hint: &'a str,
    /// How many lines it shows.
    pub rows: usize,
}

impl TextArea<'_> {
    /// The field. A text that cannot be changed can be selected.
    pub(crate) fn show(self, ui: &mut Ui, text: &mut dyn TextBuffer) -> Response {
        self.show_in(ui, text, mono(T_MONO))
    }

    /// The same in letters of another size.
    pub(crate) fn show_in(self, ui: &mut Ui, text: &mut dyn TextBuffer, font: FontId) -> Response {
        let c = colors(ui);
        let is_mutable = text.is_mutable();
        let before = edit_menu::before(ui, self.id, edit_menu::Content::Open);
        let (fill, border) = if is_mutable { (c.field, c.field_border) } else { (c.code, c.border) };
        let frame = Frame::new()
            .fill(fill)
            .stroke(Stroke::new(1.0, border))
            .corner_radius(R_CONTROL)
            .inner_margin(Margin { left: 11, right: 5, top: 8, bottom: 8 });
        let hint = RichText::new(self.hint).font(regular(T_SMALL)).color(c.weak);
        let row = ui.fonts_mut(|fonts| fonts.row_height(&font));
        let height = self.rows as f32 * row;
        let framed = frame.show(ui, |ui| {
            let area = ScrollArea::vertical()
                .id_salt(self.id)
                .max_height(height)
                .min_scrolled_height(height)
                .auto_shrink([false, !is_mutable]);
            area.show(ui, |ui| {
                let edit = TextEdit::multiline(&mut *text)
                    .id(self.id)
                    .hint_text(hint)
                    .font(font)
                    // The scroll bar beside the text would look like a cursor in it.
                    .desired_width(ui.available_width() - 2.0 * S1)
                    .desired_rows(if is_mutable { self.rows } else { 1 })
                    .frame(Frame::NONE)
                    .margin(Margin::ZERO);
                edit.show(ui)
            })
            .inner
        });
        let shown = framed.inner;
        let response = shown.response.response;
        tell_text(ui.ctx(), response.id, &shown.galley);
        outline(ui, &response.clone().with_new_rect(framed.response.rect), false);
        if is_mutable {
            let chars = text.as_str().chars().count();
            edit_menu::after(ui, &response, chars, edit_menu::Content::Open, before);
        }
        response.labelled_by(self.label.id)
    }
}

/// Text for a shell or a file, on a ground of its own; what `beside` adds stands at its right.
pub(crate) fn code<R>(ui: &mut Ui, text: &str, room: f32, beside: impl FnOnce(&mut Ui) -> R) -> R {
    let c = colors(ui);
    let frame = Frame::new()
        .fill(c.code)
        .stroke(Stroke::new(1.0, c.border))
        .corner_radius(R_CONTROL)
        .inner_margin(Margin { left: 11, right: 5, top: 4, bottom: 4 });
    frame
        .show(ui, |ui| {
            // As high as a button from the start: text and button then share a middle.
            let size = vec2(ui.available_width(), ICON_BUTTON);
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = S2;
                let width = ui.available_width() - room;
                ui.scope(|ui| {
                    ui.set_max_width(width);
                    ui.set_min_width(width);
                    super::wrapped(ui, RichText::new(text).font(mono(T_MONO)).color(c.text));
                });
                beside(ui)
            })
            .inner
        })
        .inner
}
