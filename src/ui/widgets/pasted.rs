//! Text on its way into a passphrase field, before egui puts it in: egui makes a space of every line
//! end, and the passphrase would end with one that nobody sees.

use crate::app::SecretField;
use crate::key::BadPassphraseText;
use egui::accesskit::{Action, ActionData, ActionRequest};
use egui::{Event, Id, ImeEvent, Ui};
use zeroize::Zeroize as _;

/// Leaves of it what goes into this field, and nothing where that is nothing: then what is selected
/// there stays. Why something was refused in this frame.
pub(super) fn prepare(ui: &Ui, id: Id, field: &mut SecretField) -> Option<BadPassphraseText> {
    let has_keyboard = ui.memory(|memory| memory.has_focus(id));
    let is_under_pointer = ui.ctx().read_response(id).is_some_and(|field| field.contains_pointer());
    let mut refused = None;
    let mut goes_in = |text: &mut String| {
        let line = cut(text, field);
        refused = field.problem().or(refused);
        line
    };
    ui.input_mut(|input| {
        input.events.retain_mut(|event| match event {
            Event::Paste(text) | Event::Text(text) if has_keyboard => goes_in(text),
            // Where the pointer is, whatever has the keyboard.
            Event::MiddleClickPaste { text, .. } if is_under_pointer => goes_in(text),
            Event::Ime(ImeEvent::Commit(text)) if has_keyboard => {
                // Without any text it still ends what was shown of it so far.
                goes_in(text);
                true
            }
            Event::AccessKitActionRequest(ActionRequest {
                action: Action::ReplaceSelectedText,
                target_node,
                data: Some(ActionData::Value(value)),
                ..
            }) if *target_node == id.accesskit_id() => {
                let mut text = std::mem::take(value).into_string();
                let goes_in = goes_in(&mut text);
                *value = text.into_boxed_str();
                goes_in
            }
            _ => true,
        });
    });
    refused
}

/// Cuts the text down to what goes into the field; whether anything does.
fn cut(text: &mut String, field: &mut SecretField) -> bool {
    let line = field.line_of(text).unwrap_or_default();
    if line.len() < text.len() {
        let line = line.to_owned();
        text.zeroize();
        *text = line;
    }
    !text.is_empty()
}
