//! Keys that work everywhere in the window.

use crate::app::{Action, App, BatchAction, BatchPage, Copyable, KeyAction, KeyState, Page};
use crate::ui::key::save_row;
use crate::ui::widgets::toggle_menu;
use egui::{Context, Event, Key, KeyboardShortcut, Modifiers};

pub(in crate::ui) const NEW: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::N);
pub(in crate::ui) const OPEN: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::O);
pub(in crate::ui) const MANY: KeyboardShortcut =
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::O);
pub(in crate::ui) const SAVE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::S);
pub(in crate::ui) const SAVE_AS: KeyboardShortcut =
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::S);
pub(in crate::ui) const COPY: KeyboardShortcut =
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::C);

/// A key that is held down presses one button, and not also the next one that gets the keyboard. What
/// is typed into fields comes as text.
pub(in crate::ui) fn ignore_held(ctx: &Context) {
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            !matches!(event, Event::Key { key: Key::Enter | Key::Space, repeat: true, pressed: true, .. })
        });
    });
}

/// Asks for what the pressed keys stand for. A question must be answered first.
pub(in crate::ui) fn take(ctx: &Context, app: &mut App) {
    if escape_was_pressed(ctx) {
        escape(app);
    }
    if app.model.shell.dialog.is_some() {
        return;
    }
    let pressed = |shortcut: &KeyboardShortcut| ctx.input_mut(|input| input.consume_shortcut(shortcut));
    // Those with Shift first: without it, the others would take them.
    let key_is_shown = app.model.shell.page == Page::Key;
    if pressed(&MANY) {
        app.act(Action::Show(Page::Batch));
    } else if key_is_shown && pressed(&SAVE_AS) && matches!(app.model.key.state, KeyState::Open(_)) {
        toggle_menu(ctx, save_row::menu_id());
    } else if key_is_shown && pressed(&COPY) {
        app.act(KeyAction::Copy(Copyable::PublicLine));
    } else if pressed(&NEW) {
        app.act(KeyAction::New);
    } else if pressed(&OPEN) {
        app.act(Action::AskOpen);
    } else if key_is_shown && pressed(&SAVE) {
        app.act(KeyAction::Save);
    }
}

/// Not where a menu is open: it closes by itself.
fn escape_was_pressed(ctx: &Context) -> bool {
    !egui::Popup::is_any_open(ctx) && ctx.input(|input| input.key_pressed(Key::Escape))
}

fn escape(app: &mut App) {
    let model = &app.model;
    let action = if model.shell.dialog.is_some() {
        Some(Action::CloseDialog)
    } else {
        // What the other place is working on is not seen here, and goes on.
        match model.shell.page {
            Page::Batch => in_the_list(&model.batch).map(Action::Batch),
            Page::Key => {
                let trying =
                    matches!(&model.key.state, KeyState::Locked(encrypted) if encrypted.trying.is_some());
                let generating = matches!(model.key.state, KeyState::Generating { .. });
                (trying || generating || model.shell.is_inspecting())
                    .then_some(Action::Key(KeyAction::Cancel))
            }
        }
    };
    if let Some(action) = action {
        app.act(action);
    } else if model.shell.notice.is_some() {
        app.act(Action::DismissNotice);
    }
}

/// What there is to leave or stop, the innermost first.
fn in_the_list(many: &BatchPage) -> Option<BatchAction> {
    if many.is_trying() {
        Some(BatchAction::StopTrying)
    } else if many.field.is_some() {
        Some(BatchAction::ShowField(None))
    } else if many.progress().is_some() {
        Some(BatchAction::Stop)
    } else if many.reading().is_some() {
        Some(BatchAction::StopReading)
    } else {
        None
    }
}

/// A shortcut as this system writes it: `Ctrl+N`, `⌘N`.
pub(in crate::ui) fn words(ctx: &Context, shortcut: &KeyboardShortcut) -> String {
    ctx.format_shortcut(shortcut)
}
