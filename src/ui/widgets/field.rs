//! A one-line text field with its label above.

use super::{bring_into_sight, edit_menu, tell_text};
use crate::ui::theme::{CONTROL_HEIGHT, R_CONTROL, T_BODY, T_LABEL, T_SMALL, colors, medium, regular};
use egui::{
    Align2, CornerRadius, FontId, Id, Margin, Response, RichText, Stroke, StrokeKind, TextBuffer, TextEdit,
    Ui, vec2,
};

/// The name of a field, with a weak note behind it.
pub(crate) fn field_label(ui: &mut Ui, name: &str, note: &str) -> Response {
    let c = colors(ui);
    let width = |text: &str, font| ui.painter().layout_no_wrap(text.to_owned(), font, c.text).size().x;
    let all = width(name, medium(T_LABEL)) + 6.0 + width(note, regular(T_SMALL));
    let add = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 0.0);
        ui.spacing_mut().interact_size.y = 0.0;
        let label = ui.label(RichText::new(name).font(medium(T_LABEL)).color(c.text));
        if !note.is_empty() {
            ui.label(RichText::new(note).font(regular(T_SMALL)).color(c.weak));
        }
        label
    };
    match all <= ui.available_width() {
        true => ui.horizontal(add).inner,
        false => ui.horizontal_wrapped(add).inner,
    }
}

/// The name of a field, with a hint behind it that comes and goes with what is in the field: there,
/// nothing below it moves.
pub(crate) fn field_label_with_hint(
    ui: &mut Ui,
    name: &str,
    hint: Option<String>,
) -> (Response, Option<Response>) {
    let c = colors(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 0.0);
        ui.spacing_mut().interact_size.y = 0.0;
        let label = ui.label(RichText::new(name).font(medium(T_LABEL)).color(c.text));
        let hint = hint.map(|hint| ui.label(RichText::new(hint).font(medium(T_SMALL)).color(c.warn)));
        (label, hint)
    })
    .inner
}

/// See the module.
pub(crate) struct Field<'a> {
    pub id: Id,
    pub label: &'a Response,
    pub width: f32,
    pub hint: &'a str,
    /// What is in it cannot be used.
    pub wrong: bool,
    pub font: Option<FontId>,
}

impl Field<'_> {
    pub(crate) fn show(self, ui: &mut Ui, text: &mut dyn TextBuffer) -> Response {
        let c = colors(ui);
        let before = edit_menu::before(ui, self.id, edit_menu::Content::Open);
        let edit = TextEdit::singleline(&mut *text)
            .id(self.id)
            .hint_text(RichText::new(self.hint).color(c.weak))
            .font(self.font.unwrap_or_else(|| regular(T_BODY)))
            .desired_width(self.width)
            .min_size(vec2(self.width, CONTROL_HEIGHT))
            .align(Align2::LEFT_CENTER)
            .margin(Margin { left: 11, right: 11, top: 0, bottom: 0 });
        let shown = edit.show(ui);
        let response = shown.response.response;
        tell_text(ui.ctx(), response.id, &shown.galley);
        outline(ui, &response, self.wrong);
        let chars = text.as_str().chars().count();
        edit_menu::after(ui, &response, chars, edit_menu::Content::Open, before);
        response.labelled_by(self.label.id)
    }
}

/// A halo while it has the keyboard, red while what is in it cannot be used.
pub(crate) fn outline(ui: &Ui, response: &Response, wrong: bool) {
    let c = colors(ui);
    bring_into_sight(ui, response);
    if wrong {
        let stroke = Stroke::new(1.0, c.bad);
        ui.painter().rect_stroke(response.rect, CornerRadius::same(R_CONTROL), stroke, StrokeKind::Inside);
    }
    if response.has_focus() {
        let color = if wrong { c.bad } else { c.accent };
        ui.painter().rect_stroke(
            response.rect.expand(1.0),
            CornerRadius::same(R_CONTROL + 2),
            Stroke::new(2.5, color.gamma_multiply(0.35)),
            StrokeKind::Outside,
        );
    }
}

/// Whether Enter was pressed in a field.
pub(crate) fn enter_pressed(ui: &Ui, response: &Response) -> bool {
    response.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))
}
