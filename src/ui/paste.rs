//! Pasting the text of a key: into the window, or by mistake into a field.

use crate::app::{Action, App};
use crate::format::looks_like_a_key;
use egui::{Context, Event};
use zeroize::Zeroizing;

/// Takes pasted keys before any field sees them. Other text is for the field that has the
/// keyboard; where none has it, the person meant a key, and is told if it is none.
pub(super) fn take(ctx: &Context, app: &mut App) {
    let typing = ctx.egui_wants_keyboard_input();
    let asked = app.model.dialog.is_some();
    let mut pasted = None;
    ctx.input_mut(|input| {
        input.events.retain_mut(|event| match event {
            Event::Paste(text) if !asked && (!typing || looks_like_a_key(text)) => {
                pasted = Some(Zeroizing::new(std::mem::take(text)));
                false
            }
            _ => true,
        });
    });
    if let Some(text) = pasted {
        app.act(Action::Paste(text));
    }
}
