//! A file of the list: what it is and how far it is, in two lines; more say what is wrong. What can
//! be done with it stands beside that.

use super::row_text::{self, BESIDE, Heights, NARROW, SECOND};
use super::{field_id, link_id, remove_id, stop};
use crate::app::{Action, BatchAction, BatchPage, Row, RowField, State};
use crate::format::DecryptError;
use crate::i18n::{path_shown, say};
use crate::ui::Cx;
use crate::ui::theme::{CONTROL_HEIGHT, S1, S2, colors, icon};
use crate::ui::widgets::{
    Button, ICON_BUTTON, Look, PassphraseField, Reveal, alert, caption, describes, field_label,
    icon_button_at, link_with,
};
use crate::ui::widgets::{enter_pressed, refused_text};
use egui::accesskit::Role;
use egui::{
    Align, Id, Layout, Rect, Response, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2,
    style::ScrollAnimation, vec2,
};

const FIELD: f32 = 64.0;
/// How wide the field is at least, and the buttons at its right.
const LEAST_FIELD: f32 = 120.0;
const BUTTONS: f32 = 180.0;
/// What is said under the field when the passphrase was wrong.
const PROBLEM: f32 = 34.0;
/// The link to the field, where it has a line of its own.
const LINK: f32 = 22.0;
/// The button at the right end.
const REMOVE: f32 = ICON_BUTTON + S2;

/// Thousands of rows need not be drawn to know where they are.
pub(super) fn height(ui: &Ui, row: &Row, many: &BatchPage, heights: &mut Heights, cx: &Cx<'_>) -> f32 {
    let width = ui.available_width();
    let words = row_text::height(ui, row, many, width - REMOVE, heights, cx);
    let own = match many.field.as_ref().filter(|field| field.row == row.number) {
        Some(field) => height_of_field(field, width),
        None if width < NARROW && asks(row.state(&many.target)) => LINK,
        None => 0.0,
    };
    words + own
}

fn height_of_field(field: &RowField, width: f32) -> f32 {
    let typed = &field.passphrase;
    let has_words = field.refused > 0 || typed.problem().is_some() || typed.edge_space().is_some();
    let below = if is_wrapped(width) { CONTROL_HEIGHT + S1 } else { 0.0 };
    let problem = if has_words { PROBLEM } else { 0.0 };
    FIELD + below + problem
}

/// Whether Unlock and Cancel stand below the field, in a row as wide as this.
fn is_wrapped(width: f32) -> bool {
    width - BESIDE < LEAST_FIELD + BUTTONS
}

/// Whether its passphrase can be given.
fn asks(state: State<'_>) -> bool {
    matches!(state, State::Locked | State::NotThis)
}

/// How a row stands in the list.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// A line parts it from the one above.
    pub has_line: bool,
    /// Tab comes to it, and to no other.
    pub is_stop: bool,
    /// The number of the row that takes its place when it is removed.
    pub after: Option<u64>,
}

/// The row of this number in the model.
pub(super) fn show(ui: &mut Ui, many: &mut BatchPage, at: usize, rect: Rect, place: Place, cx: &mut Cx<'_>) {
    let Some(row) = many.rows.get(at) else { return };
    let (number, id) = (row.number, Id::unique("row of the list").with(row.number));
    let (state, narrow) = (row.state(&many.target), rect.width() < NARROW);
    let idle = many.progress().is_none() && !many.is_trying();
    let (shown, field) =
        (cx.texts.row_name(row), many.field.as_ref().is_some_and(|field| field.row == number));
    let response = ui.interact(rect, id, Sense::hover());
    let all_of_it = row_text::words(row, state, cx);
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, &all_of_it));
    if place.has_line {
        ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, colors(ui).border));
    }
    let sense = if place.is_stop { Sense::click() } else { Sense::CLICK };
    let right = rect.right() - REMOVE;
    let own = say!(cx.texts, "batch-own");
    let words = Rect::from_min_max(rect.min, pos2(right, rect.bottom()));
    row_text::draw(ui, row, state, words, asks(state).then_some(own.as_str()), narrow, cx);
    response.on_hover_text(path_shown(cx.person, &row.entry.at.path));
    let mut reached = false;
    if asks(state) && !field && idle {
        let top = rect.top() + SECOND + if narrow { 18.0 } else { -2.0 };
        let (left, align) = if narrow { (BESIDE, Align::Min) } else { (0.0, Align::Max) };
        let place = Rect::from_min_max(pos2(rect.left() + left, top), pos2(right, top + 20.0));
        let builder =
            UiBuilder::new().max_rect(place).layout(Layout::top_down(align)).id_salt(id.with("own"));
        let name = say!(cx.texts, "batch-own-of", name = shown.as_str());
        let link = ui.scope_builder(builder, |ui| link_with(ui, link_id(number), &own, &name, sense)).inner;
        reached |= link.gained_focus();
        if link.clicked() {
            cx.send(Action::Batch(BatchAction::ShowField(Some(number))));
        }
    }
    let remove = remove(ui, rect, number, sense, &shown, idle, cx);
    reached |= remove.gained_focus();
    if remove.clicked() {
        if let Some(after) = place.after.filter(|_| remove.has_focus()) {
            stop::go_on_to(ui, after);
        }
        cx.send(Action::Batch(BatchAction::Remove(number)));
    }
    if field {
        let height = many.field.as_ref().map_or(FIELD, |field| height_of_field(field, rect.width()));
        let place = Rect::from_min_max(pos2(rect.left() + BESIDE, rect.bottom() - height), rect.max);
        reached |= own_field(ui, many, &shown, place, idle, cx).gained_focus();
    }
    reached |= field && is_new(ui, number);
    if reached {
        // At once: what is out of sight takes no keys.
        ui.scroll_to_rect_animation(rect, None, ScrollAnimation::none());
    }
}

/// Always drawn, so that nothing moves while there is work.
fn remove(
    ui: &mut Ui,
    rect: Rect,
    number: u64,
    sense: Sense,
    shown: &str,
    idle: bool,
    cx: &Cx<'_>,
) -> Response {
    let place = pos2(rect.right() - ICON_BUTTON / 2.0, rect.top() + 21.0);
    let place = Rect::from_center_size(place, vec2(ICON_BUTTON, ICON_BUTTON));
    let label = say!(cx.texts, "batch-remove", name = shown);
    let mut ui = ui.new_child(UiBuilder::new().max_rect(place));
    if !idle {
        ui.disable();
    }
    icon_button_at(&mut ui, place, remove_id(number), sense, icon::CLOSE, &label)
}

/// Whether this field was not shown before: then it may be out of sight.
fn is_new(ui: &Ui, row: u64) -> bool {
    let id = Id::unique("row with a field");
    let before = ui.data(|data| data.get_temp::<u64>(id));
    ui.data_mut(|data| data.insert_temp(id, row));
    before != Some(row)
}

fn own_field(
    ui: &mut Ui,
    many: &mut BatchPage,
    shown: &str,
    rect: Rect,
    idle: bool,
    cx: &mut Cx<'_>,
) -> Response {
    let builder = UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)).id_salt("own field");
    let running = many.progress().is_some();
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        let label = field_label(ui, &say!(cx.texts, "batch-own-field", name = shown), "");
        let eye = [say!(cx.texts, "passphrase-show"), say!(cx.texts, "passphrase-hide")];
        let Some(typed) = &mut many.field else { return ui.label("") };
        let (all, wrapped) = (ui.available_width(), is_wrapped(rect.width() + BESIDE));
        let field = ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(S2, S1);
            let field = PassphraseField {
                id: field_id(typed.row),
                label: &label,
                width: if wrapped { all } else { (all - BUTTONS).clamp(LEAST_FIELD, 260.0) },
                wrong: typed.refused > 0 && idle,
                enabled: idle,
                reveal: Reveal::With([&eye[0], &eye[1]]),
            };
            let response = field.show(ui, &mut typed.passphrase);
            let ready = idle && !typed.passphrase.is_empty();
            let unlock = (say!(cx.texts, "batch-unlock"), say!(cx.texts, "batch-unlock-of", name = shown));
            let button = Button::new(Look::Secondary, &unlock.0).name(&unlock.1).enabled(ready);
            if ui.add(button).clicked() || (ready && enter_pressed(ui, &response)) {
                cx.send(Action::Batch(BatchAction::UnlockRow));
            }
            let cancel = (say!(cx.texts, "cancel"), say!(cx.texts, "batch-cancel-of", name = shown));
            let button = Button::new(Look::Secondary, &cancel.0).name(&cancel.1).enabled(!running);
            if ui.add(button).clicked() {
                cx.send(Action::Batch(BatchAction::ShowField(None)));
            }
            response
        });
        if refused_text(ui, &field.inner, &typed.passphrase, cx) {
        } else if typed.refused > 0 && idle {
            let words = cx.texts.decrypt_error(&DecryptError::WrongPassphrase, typed.refused);
            let problem = alert(ui, &words);
            describes(ui, &problem, &field.inner);
        } else if let Some(hint) = cx.texts.edge_space_of(&typed.passphrase) {
            let hint = caption(ui, &hint);
            describes(ui, &hint, &field.inner);
        }
        field.inner
    })
    .inner
}
