//! A file of the list: what it is and how far it is, in two lines; a third says what is wrong.

use super::field_id;
use crate::app::{Action, Many, ManyAction, Row, State};
use crate::i18n::{name, say};
use crate::ui::Cx;
use crate::ui::new_key::entered;
use crate::ui::theme::{Colors, ICON, S1, S2, S3, T_BODY, T_LABEL, T_SMALL, colors, icon, medium, regular};
use crate::ui::widgets::{
    Button, ICON_BUTTON, Look, PassphraseField, field_label, icon_at, icon_button_at, link,
};
use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{
    Align, Color32, FontId, Id, Layout, Rect, Response, Sense, Stroke, TextFormat, Ui, UiBuilder, pos2,
    style::ScrollAnimation, vec2,
};

/// Rows narrower than this put the state into their second line.
pub(super) const NARROW: f32 = 460.0;

const LINES: f32 = 48.0;
const DETAIL_LINE: f32 = 15.0;
const FIELD: f32 = 64.0;

/// So that thousands of rows need not be laid out to know where they are.
pub(super) fn height(row: &Row, many: &Many, narrow: bool) -> f32 {
    let detail = match row.state(&many.target) {
        // Nothing is known of the file: what is wrong takes the place of what it is.
        State::Refused(_) => DETAIL_LINE * (detail_lines(narrow) - 1) as f32,
        State::Unopened(_) | State::NoForm(..) | State::Failed(_) => {
            DETAIL_LINE * detail_lines(narrow) as f32 + S1
        }
        _ => 0.0,
    };
    LINES + detail + if has_field(row, many) { FIELD } else { 0.0 }
}

fn detail_lines(narrow: bool) -> usize {
    if narrow { 3 } else { 2 }
}

fn has_field(row: &Row, many: &Many) -> bool {
    many.field.as_ref().is_some_and(|field| field.row == row.number)
}

pub(super) fn show(ui: &mut Ui, many: &mut Many, at: usize, rect: Rect, narrow: bool, cx: &mut Cx<'_>) {
    let Some(row) = many.rows.get(at) else { return };
    let (number, id) = (row.number, Id::unique("row of the list").with(row.number));
    let state = row.state(&many.target);
    let idle = many.progress().is_none() && !many.is_trying();
    let asks = matches!(state, State::Locked | State::NotThis) && idle;
    let (shown, field) = (name(&row.path), has_field(row, many));
    let response = ui.interact(rect, id, Sense::hover());
    let all_of_it = words(row, state, cx);
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::ListItem);
        node.set_label(all_of_it);
    });
    if at > 0 {
        ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, colors(ui).border));
    }
    let right = rect.right() - if idle { ICON_BUTTON + S2 } else { 0.0 };
    draw(ui, row, state, Rect::from_min_max(rect.min, pos2(right, rect.bottom())), narrow, cx);
    let hint = cx.texts.detail(row, state, cx.person).unwrap_or_else(|| cx.person.shown(&row.path));
    response.on_hover_text(hint);
    let mut reached = false;
    if asks && !field {
        let (words, end) = (say!(cx.texts, "many-own"), rect.top() + 24.0 + 20.0);
        let place = Rect::from_min_max(pos2(rect.left(), end - 20.0), pos2(right, end));
        let layout = Layout::right_to_left(Align::Center);
        let builder = UiBuilder::new().max_rect(place).layout(layout).id_salt(id.with("own"));
        let own = ui.scope_builder(builder, |ui| {
            let state = if narrow { S3 + text_width(ui, &cx.texts.state(state)) } else { 0.0 };
            ui.add_space(state);
            link(ui, &words)
        });
        reached |= own.inner.gained_focus();
        if own.inner.clicked() {
            cx.ask(Action::Many(ManyAction::ShowField(Some(number))));
        }
    }
    if idle {
        let place = pos2(rect.right() - ICON_BUTTON / 2.0, rect.top() + 24.0);
        let place = Rect::from_center_size(place, vec2(ICON_BUTTON, ICON_BUTTON));
        let label = say!(cx.texts, "many-remove", name = shown.as_str());
        let remove = icon_button_at(ui, place, id.with("remove"), icon::CLOSE, &label);
        reached |= remove.gained_focus();
        if remove.clicked() {
            cx.ask(Action::Many(ManyAction::Remove(number)));
        }
    }
    if field {
        let place = Rect::from_min_max(pos2(rect.left() + BESIDE, rect.bottom() - FIELD), rect.max);
        reached |= own_field(ui, many, &shown, place, idle, cx).gained_focus();
    }
    reached |= field && is_new(ui, number);
    if reached {
        // At once: what is out of sight takes no keys.
        ui.scroll_to_rect_animation(rect, None, ScrollAnimation::none());
    }
}

/// Whether this field was not shown before: then it may be out of sight.
fn is_new(ui: &Ui, row: u64) -> bool {
    let id = Id::unique("row with a field");
    let before = ui.data(|data| data.get_temp::<u64>(id));
    ui.data_mut(|data| data.insert_temp(id, row));
    before != Some(row)
}

/// Where the words begin.
const BESIDE: f32 = ICON + S3;

fn draw(ui: &Ui, row: &Row, state: State<'_>, rect: Rect, narrow: bool, cx: &Cx<'_>) {
    let lines = detail_lines(narrow);
    let c = colors(ui);
    let (sign, color) = sign(row, state, c);
    icon_at(ui.painter(), pos2(rect.left() + ICON / 2.0, rect.top() + 15.0), sign, ICON, color);
    let (left, first, second) = (rect.left() + BESIDE, rect.top() + 7.0, rect.top() + 26.0);
    let words = cx.texts.state(state);
    let narrow = narrow && !matches!(state, State::Refused(_));
    let state_at = if narrow { second } else { first + 1.0 };
    let state_left = put_right(ui, &words, medium(T_LABEL), color, pos2(rect.right(), state_at));
    let name_end = if narrow { rect.right() } else { state_left - S3 };
    let folder = row.path.parent().map(|folder| cx.person.shown(folder)).unwrap_or_default();
    let mut job = LayoutJob::default();
    job.append(&name(&row.path), 0.0, TextFormat::simple(medium(T_BODY), c.text));
    job.append(&folder, S2, TextFormat::simple(regular(T_SMALL), c.weak));
    put(ui, job, pos2(left, first), name_end - left, 1);
    // Beside the state, or beside the link under it.
    let about_end = match state {
        _ if narrow => state_left - S3,
        State::Locked | State::NotThis => rect.right() - 140.0,
        _ => rect.right(),
    };
    let own = matches!(state, State::Locked | State::NotThis) && narrow;
    let about_end = if own { about_end - 130.0 } else { about_end };
    let about = cx.texts.about(&row.about);
    put(ui, simple(&about, regular(T_SMALL), c.weak), pos2(left, second), about_end - left, 1);
    if let Some(detail) = cx.texts.detail(row, state, cx.person) {
        // Where nothing is known of the file, this is its second line.
        let top = if about.is_empty() { second } else { rect.top() + LINES - S1 };
        let job = simple(&detail, regular(T_SMALL), c.weak);
        put(ui, job, pos2(left, top), rect.right() - left, lines);
    }
}

fn sign(row: &Row, state: State<'_>, c: &Colors) -> (char, Color32) {
    match state {
        State::Ready if row.about.locked == Some(true) => (icon::LOCK_OPEN, c.weak),
        State::Ready => (icon::KEY, c.weak),
        State::Locked | State::Trying => (icon::LOCK, c.weak),
        State::NotThis => (icon::LOCK, c.warn),
        State::PublicOnly | State::Certificate | State::NoForm(..) => (icon::INFO, c.weak),
        State::Unopened(_) | State::Refused(_) | State::Failed(_) => (icon::ERROR, c.bad),
        State::Waiting => (icon::KEY, c.weak),
        State::Converting => (icon::CONVERT, c.accent_text),
        State::Done(_) => (icon::OK, c.ok),
    }
}

/// What a screen reader says.
fn words(row: &Row, state: State<'_>, cx: &Cx<'_>) -> String {
    let detail = cx.texts.detail(row, state, cx.person).unwrap_or_default();
    let (about, state) = (cx.texts.about(&row.about), cx.texts.state(state));
    say!(cx.texts, "many-row", name = name(&row.path), about = about, state = state, detail = detail)
}

fn own_field(ui: &mut Ui, many: &mut Many, shown: &str, rect: Rect, idle: bool, cx: &mut Cx<'_>) -> Response {
    let builder = UiBuilder::new().max_rect(rect).layout(Layout::top_down(Align::Min)).id_salt("own field");
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        let label = field_label(ui, &say!(cx.texts, "many-own-field", name = shown), "");
        let eye = [say!(cx.texts, "passphrase-show"), say!(cx.texts, "passphrase-hide")];
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = S2;
            let Some(typed) = &mut many.field else { return ui.label("") };
            let field = PassphraseField {
                id: field_id(typed.row),
                label: &label,
                width: (ui.available_width() - 180.0).clamp(120.0, 260.0),
                wrong: false,
                enabled: idle,
                reveal: Some([&eye[0], &eye[1]]),
            };
            let response = field.show(ui, &mut typed.passphrase);
            let ready = idle && !typed.passphrase.is_empty();
            let unlock = say!(cx.texts, "many-unlock");
            let go = ui.add(Button::new(Look::Secondary, &unlock).enabled(ready)).clicked();
            if go || (ready && entered(ui, &response)) {
                cx.ask(Action::Many(ManyAction::UnlockRow));
            }
            if ui.add(Button::new(Look::Secondary, &say!(cx.texts, "cancel"))).clicked() {
                cx.ask(Action::Many(ManyAction::ShowField(None)));
            }
            response
        })
        .inner
    })
    .inner
}

fn simple(text: &str, font: FontId, color: Color32) -> LayoutJob {
    LayoutJob::single_section(text.to_owned(), TextFormat::simple(font, color))
}

/// In so many lines of this width; what is too long ends in dots.
fn put(ui: &Ui, mut job: LayoutJob, at: egui::Pos2, width: f32, lines: usize) {
    job.wrap.max_width = width.max(0.0);
    job.wrap.max_rows = lines;
    job.wrap.break_anywhere = lines == 1;
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(at, galley, colors(ui).text);
}

/// Ends at the point; where it begins.
fn put_right(ui: &Ui, text: &str, font: FontId, color: Color32, at: egui::Pos2) -> f32 {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, color);
    let left = at.x - galley.size().x;
    ui.painter().galley(pos2(left, at.y), galley, color);
    left
}

fn text_width(ui: &Ui, text: &str) -> f32 {
    ui.painter().layout_no_wrap(text.to_owned(), medium(T_LABEL), Color32::PLACEHOLDER).size().x
}
