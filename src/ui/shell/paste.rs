//! What is copied and pasted. Text goes into the field that had the keyboard when it was asked for; that
//! of a key into the window, also where it was meant for a field by mistake.

use crate::app::{Action, App, Pasted};
use crate::format::looks_like_a_key;
use crate::system::Selection;
use crate::ui::key::public_half;
use crate::ui::widgets::{ClipboardKeys, PasteAsked};
use egui::{Context, Event, Id, Pos2};
use zeroize::Zeroizing;

/// Where the last paste was asked for. The text comes when the program hands it over that it is from.
#[derive(Default)]
pub(in crate::ui) struct PasteTarget {
    field: Option<Id>,
    place: Option<Pos2>,
}

/// So far the pointer may move while a text is awaited that was asked for with its middle button.
const NEAR: f32 = 8.0;

/// Asks for what is to be copied and pasted, and brings what has come to where it was asked for.
pub(in crate::ui) fn take(ctx: &Context, app: &mut App, target: &mut PasteTarget) {
    let asked = ctx.with_plugin(|keys: &mut ClipboardKeys| std::mem::take(keys)).unwrap_or_default();
    for (to, text) in asked.copied {
        app.act(Action::Copy(to, text));
    }
    if let Some(paste) = asked.paste {
        let (of, place) = match paste {
            PasteAsked::ByKey => (Selection::Clipboard, None),
            PasteAsked::ByClick(place) => (Selection::Primary, Some(place)),
        };
        *target = PasteTarget { field: field_with_keyboard(ctx), place };
        app.act(Action::ReadClipboard(of));
    }
    if let Some(event) = app.take_pasted().and_then(|pasted| event_of(pasted, ctx, target)) {
        ctx.input_mut(|input| input.events.push(event));
    }
    take_keys(ctx, app);
}

fn field_with_keyboard(ctx: &Context) -> Option<Id> {
    ctx.memory(|memory| memory.focused()).filter(|_| ctx.text_edit_focused())
}

/// Nothing where the person has gone on to something else: then the text is wiped.
fn event_of(mut pasted: Pasted, ctx: &Context, target: &PasteTarget) -> Option<Event> {
    match pasted.from {
        Selection::Clipboard => (field_with_keyboard(ctx) == target.field)
            .then(|| Event::Paste(std::mem::take(&mut *pasted.text))),
        Selection::Primary => {
            let pos = target.place?;
            let pointer = ctx.input(|input| input.pointer.latest_pos())?;
            (pointer.distance(pos) < NEAR)
                .then(|| Event::MiddleClickPaste { pos, text: std::mem::take(&mut *pasted.text) })
        }
    }
}

/// Takes pasted keys before any field sees them. Other text is for the field that has the
/// keyboard; where none has it, the person meant a key, and is told if it is none.
fn take_keys(ctx: &Context, app: &mut App) {
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
