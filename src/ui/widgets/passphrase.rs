//! The passphrase field. While it is hidden egui is given bullets, so that its undo list, its
//! layout cache and the accessibility tree never hold the passphrase.

use super::field::outline;
use super::icon_button::icon_button_at;
use super::text_runs::{RUN, tell_run};
use super::{caps_lock, edit_menu, pasted};
use crate::app::SecretField;
use crate::ui::theme::{CONTROL_HEIGHT, S2, T_BODY, T_SMALL, colors, icon, medium, regular};
use egui::text::{CharIndex, LayoutJob};
use egui::text_edit::TextEditState;
use egui::util::undoer::{Settings, Undoer};
use egui::{Align2, Context, Galley, Id, Margin, Rect, Response, Sense, TextBuffer, TextEdit, Ui, vec2};
use std::ops::Range;
use std::sync::Arc;

/// See the module.
pub(crate) struct PassphraseField<'a> {
    pub id: Id,
    pub label: &'a Response,
    pub width: f32,
    pub wrong: bool,
    pub enabled: bool,
    pub reveal: Reveal<'a>,
}

/// The button that shows and hides what is typed.
#[derive(Clone, Copy)]
pub(crate) enum Reveal<'a> {
    /// There is none.
    Never,
    /// Its names: to show, to hide.
    With([&'a str; 2]),
    /// Room for it: [`reveal_button`] comes when another field has been drawn, and so does its Tab stop.
    Later,
}

const EYE_WIDTH: f32 = 34.0;

impl PassphraseField<'_> {
    pub(crate) fn show(self, ui: &mut Ui, text: &mut SecretField) -> Response {
        keep_no_history(ui.ctx(), self.id);
        let before = edit_menu::before(ui, self.id, edit_menu::Content::Secret);
        let has_keyboard = self.enabled && ui.memory(|memory| memory.has_focus(self.id));
        let caps_lock = caps_lock::is_on(ui.ctx(), has_keyboard).then(|| {
            let words = &edit_menu::words(ui.ctx()).caps_lock;
            ui.painter().layout_no_wrap(words.clone(), medium(T_SMALL), colors(ui).warn)
        });
        let refused = pasted::prepare(ui, self.id, text);
        let eye_room = if matches!(self.reveal, Reveal::Never) { 0.0 } else { EYE_WIDTH };
        let caps_room = caps_lock.as_ref().map_or(0.0, |words| words.size().x + S2);
        let right = (11.0 + eye_room + caps_room).min(f32::from(i8::MAX)) as i8;
        let color = colors(ui).text;
        let revealed = text.revealed;
        let mut plain = |ui: &Ui, text: &dyn TextBuffer, _width: f32| {
            let job = LayoutJob::simple_singleline(text.as_str().to_owned(), regular(T_BODY), color);
            ui.fonts_mut(|fonts| fonts.layout_job(job))
        };
        let mut masked = Masked::of(text);
        let mut edit = TextEdit::singleline(&mut masked)
            .id(self.id)
            .password(true)
            .interactive(self.enabled)
            .font(regular(T_BODY))
            .desired_width(self.width)
            .min_size(vec2(self.width, CONTROL_HEIGHT))
            .align(Align2::LEFT_CENTER)
            .margin(Margin { left: 11, right, top: 0, bottom: 0 });
        if revealed {
            edit = edit.layouter(&mut plain);
        }
        let response = ui.add_enabled(self.enabled, edit);
        if let Some(problem) = refused {
            text.refuse(problem);
        }
        if revealed {
            keep_from_screen_readers(ui.ctx(), response.id, text.chars());
        }
        outline(ui, &response, self.wrong);
        edit_menu::after(ui, &response, text.chars(), edit_menu::Content::Secret, before);
        if let Some(words) = caps_lock {
            show_caps_lock(ui, &response, words, eye_room);
        }
        let response = response.labelled_by(self.label.id);
        if let Reveal::With(names) = self.reveal {
            reveal_button(ui, &response, text, names);
        }
        response
    }
}

/// At the right end of the field, where nothing moves when it comes.
fn show_caps_lock(ui: &Ui, field: &Response, words: Arc<Galley>, eye_room: f32) {
    let said = words.text().to_owned();
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_description(said));
    let right = field.rect.right_center() - vec2(eye_room + S2, 0.0);
    ui.painter().galley(right - vec2(words.size().x, words.size().y / 2.0), words, colors(ui).warn);
}

/// At the right end of the field. Its names: to show, to hide.
pub(crate) fn reveal_button(ui: &mut Ui, field: &Response, text: &mut SecretField, [show, hide]: [&str; 2]) {
    let (id, name) = (field.id, if text.revealed { hide } else { show });
    let right = field.rect.right_center();
    let rect = Rect::from_center_size(right - vec2(EYE_WIDTH / 2.0, 0.0), vec2(26.0, 26.0));
    let shown = if text.revealed { icon::EYE_OFF } else { icon::EYE };
    if icon_button_at(ui, rect, id.with("eye"), Sense::click(), shown, name).clicked() {
        text.revealed = !text.revealed;
        forget(ui.ctx(), id);
    }
}

/// What is shown is in the layout, and egui hands the layout to screen readers in runs: bullets take
/// their place.
fn keep_from_screen_readers(ctx: &Context, field: Id, chars: usize) {
    for (number, bullets) in vec!['•'; chars].chunks(RUN).enumerate() {
        tell_run(ctx, field.with(0usize).with(number), bullets);
    }
}

/// Drops what egui keeps of a field: its cursor and, were there any, its history.
fn forget(ctx: &Context, id: Id) {
    ctx.data_mut(|data| data.remove::<TextEditState>(id));
}

fn keep_no_history(ctx: &Context, id: Id) {
    if TextEditState::load(ctx, id).is_none() {
        let mut state = TextEditState::default();
        state.set_undoer(Undoer::with_settings(Settings { max_undos: 0, ..Default::default() }));
        state.store(ctx, id);
    }
}

/// What egui sees of the field.
struct Masked<'a> {
    secret: &'a mut SecretField,
    bullets: String,
}

impl<'a> Masked<'a> {
    fn of(secret: &'a mut SecretField) -> Self {
        let bullets = "•".repeat(secret.chars());
        Self { secret, bullets }
    }

    fn remask(&mut self) {
        self.bullets = "•".repeat(self.secret.chars());
    }
}

impl TextBuffer for Masked<'_> {
    fn is_mutable(&self) -> bool {
        true
    }

    fn as_str(&self) -> &str {
        if self.secret.revealed { self.secret.expose() } else { &self.bullets }
    }

    fn insert_text(&mut self, text: &str, at: CharIndex) -> usize {
        let count = self.secret.insert(text, at.0);
        self.remask();
        count
    }

    fn delete_char_range(&mut self, range: Range<CharIndex>) {
        self.secret.delete(range.start.0..range.end.0);
        self.remask();
    }

    fn take(&mut self) -> String {
        String::new()
    }

    /// Undo and redo would write bullets into the secret.
    fn replace_with(&mut self, _text: &str) {}

    fn type_id(&self) -> std::any::TypeId {
        std::any::TypeId::of::<Masked<'static>>()
    }
}
