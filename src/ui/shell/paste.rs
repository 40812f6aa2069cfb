//! Pasting the text of a key: into the window, or by mistake into a field.

use crate::app::{Action, App};
use crate::format::looks_like_a_key;
use crate::ui::key::public_half;
use egui::{Context, Event};
use zeroize::Zeroizing;

/// Takes pasted keys before any field sees them. Other text is for the field that has the
/// keyboard; where none has it, the person meant a key, and is told if it is none.
pub(in crate::ui) fn take(ctx: &Context, app: &mut App) {
    // The line of the open key is a field too, but nothing can be put into it.
    let typing = ctx.text_edit_focused() && !ctx.memory(|memory| memory.has_focus(public_half::line_id()));
    let asked = app.model.shell.dialog.is_some();
    let mut pasted = None;
    ctx.input_mut(|input| {
        input.events.retain_mut(|event| match event {
            Event::Paste(text) if looks_like_a_key(text) || (!typing && !asked) => {
                pasted = Some(Zeroizing::new(std::mem::take(text)));
                false
            }
            _ => true,
        });
    });
    // A question must be answered first; a private key has no place in its fields.
    if let Some(text) = pasted.filter(|_| !asked) {
        app.act(Action::Paste(text));
    }
}
