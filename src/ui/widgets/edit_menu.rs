//! What every text field has beside its text: a menu on a right click and on the Menu key.

use super::clipboard::{ask_to_paste, note_under_pointer};
use super::menu::{Menu, labelled_row, toggle_menu};
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Context, Event, Id, Key, Modifiers, PointerButton, RectAlign, Response, Ui};
use std::sync::Arc;

/// Words of the menus of all fields, and of the sign for Caps Lock.
#[derive(Default)]
pub(crate) struct EditWords {
    pub cut: String,
    pub copy: String,
    pub paste: String,
    pub select_all: String,
    pub caps_lock: String,
}

impl EditWords {
    fn of(&self, offer: Offer) -> &str {
        match offer {
            Offer::Cut => &self.cut,
            Offer::Copy => &self.copy,
            Offer::Paste => &self.paste,
            Offer::SelectAll => &self.select_all,
        }
    }
}

/// Once, before any field is drawn.
pub(crate) fn name_edits(ctx: &Context, words: EditWords) {
    ctx.data_mut(|data| data.insert_temp(Id::unique("words of fields"), Arc::new(words)));
}

pub(super) fn words(ctx: &Context) -> Arc<EditWords> {
    ctx.data(|data| data.get_temp(Id::unique("words of fields"))).unwrap_or_default()
}

/// What is in a field may leave it, or not.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Open,
    Secret,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Offer {
    Cut,
    Copy,
    Paste,
    SelectAll,
}

/// What is selected in a field, before this frame changes it.
pub(super) struct Before(Option<CCursorRange>);

/// Before the field is drawn: what was chosen in its menu.
pub(super) fn before(ui: &Ui, id: Id, content: Content) -> Before {
    let ctx = ui.ctx();
    if ctx.memory(|memory| memory.has_focus(id)) {
        let chosen = take_chosen(ctx, id);
        if chosen == Some(Offer::Paste) {
            ask_to_paste(ctx);
        }
        ctx.input_mut(|input| {
            match chosen {
                Some(Offer::Copy) => input.events.push(Event::Copy),
                Some(Offer::Cut) => input.events.push(Event::Cut),
                Some(Offer::Paste | Offer::SelectAll) | None => {}
            }
            if content == Content::Secret {
                // Cut would only delete, as what is secret is not copied.
                input.events.retain(|event| !matches!(event, Event::Cut | Event::Copy));
            }
        });
    }
    Before(TextEditState::load(ctx, id).and_then(|state| state.cursor.char_range()))
}

/// What was chosen, once the field can be given its selection again: a field without the keyboard gives
/// up what was selected in it.
fn take_chosen(ctx: &Context, id: Id) -> Option<Offer> {
    let chosen = ctx.data(|data| data.get_temp::<(Offer, CCursorRange)>(chosen_id(id)));
    let (offer, range) = chosen?;
    if !ctx.memory(|memory| memory.owns_ime_events(id)) {
        ctx.request_repaint();
        return None;
    }
    ctx.data_mut(|data| data.remove::<(Offer, CCursorRange)>(chosen_id(id)));
    select(ctx, id, range);
    Some(offer)
}

fn select(ctx: &Context, id: Id, range: CCursorRange) {
    let mut state = TextEditState::load(ctx, id).unwrap_or_default();
    state.cursor.set_char_range(Some(range));
    state.store(ctx, id);
}

/// After it was drawn: opens the menu and shows it. `chars` is how many characters are in the field.
pub(super) fn after(ui: &Ui, field: &Response, chars: usize, content: Content, before: Before) {
    let (ctx, id) = (ui.ctx(), field.id);
    if field.enabled() && field.contains_pointer() {
        note_under_pointer(ctx, id);
    }
    let menu_id = id.with("menu");
    let right = |input: &egui::InputState| input.pointer.button_pressed(PointerButton::Secondary);
    if field.hovered() && ctx.input(right) {
        // What is selected is what the menu is for.
        if let Some(range) = before.0 {
            select(ctx, id, range);
        }
    }
    let by_key = field.has_focus()
        && ctx.input_mut(|input| {
            input.consume_key(Modifiers::NONE, Key::Menu) || input.consume_key(Modifiers::SHIFT, Key::F10)
        });
    if field.secondary_clicked() {
        field.request_focus();
        egui::Popup::open_id(ctx, menu_id);
    } else if by_key {
        toggle_menu(ctx, menu_id);
    }
    if !egui::Popup::is_id_open(ctx, menu_id) {
        return;
    }
    let kept_id = id.with("selected when its menu was opened");
    if field.secondary_clicked() || by_key {
        let range = TextEditState::load(ctx, id).and_then(|state| state.cursor.char_range());
        ctx.data_mut(|data| data.insert_temp(kept_id, range));
    }
    let kept: Option<CCursorRange> = ctx.data(|data| data.get_temp(kept_id)).flatten();
    let selected = kept.is_some_and(|range| !range.is_empty());
    let mut offers = Vec::new();
    if content == Content::Open && selected {
        offers.extend([Offer::Cut, Offer::Copy]);
    }
    offers.push(Offer::Paste);
    if content == Content::Open && chars > 0 {
        offers.push(Offer::SelectAll);
    }
    let words = words(ctx);
    let menu = Menu { id: menu_id, button: field, width: 150.0, align: RectAlign::BOTTOM_START };
    let chosen = menu.show_asked(&offers, |ui, id, offer| labelled_row(ui, id, words.of(offer)));
    let Some(offer) = chosen else { return };
    field.request_focus();
    let end = CCursor::new(chars);
    let range = match offer {
        Offer::SelectAll => CCursorRange::two(CCursor::new(0), end),
        Offer::Cut | Offer::Copy | Offer::Paste => kept.unwrap_or(CCursorRange::one(end)),
    };
    ctx.data_mut(|data| data.insert_temp(chosen_id(id), (offer, range)));
    ctx.request_repaint();
}

fn chosen_id(field: Id) -> Id {
    field.with("chosen in its menu")
}
