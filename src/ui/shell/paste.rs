//! What is copied and pasted. Text goes into the field that had the keyboard when it was asked for; that
//! of a key into the window, also where it was meant for a field by mistake.

use crate::app::{Action, App, FIELD_BYTES, Page, Pasted, ProblemAction};
use crate::format::{has_private_mark, looks_like_a_key};
use crate::system::{ClipboardContents, Selection};
use crate::ui::key::public_half;
use crate::ui::my_keys;
use crate::ui::widgets::{ClipboardKeys, MiddleClick, field_with_keyboard};
use egui::{Context, Event, Id, ImeEvent};
use zeroize::Zeroizing;

/// Where a paste was asked for. The text comes when the program hands it over that it is from.
#[derive(Default)]
pub(in crate::ui) struct PasteTarget {
    /// The field that had the keyboard, or none of them.
    by_key: Option<Id>,
    by_click: Option<MiddleClick>,
}

/// So far the pointer may move while a text is awaited that was asked for with its middle button.
const NEAR: f32 = 8.0;

/// Asks for what is to be copied and pasted, and brings what has come to where it was asked for.
pub(in crate::ui) fn take(ctx: &Context, app: &mut App, target: &mut PasteTarget) {
    let asked = ctx.with_plugin(ClipboardKeys::take_asked).unwrap_or_default();
    for (to, text) in asked.copied {
        app.act(Action::Copy(to, text));
    }
    if let Some(field) = asked.paste {
        target.by_key = field;
        app.act(Action::ReadClipboard(Selection::Clipboard));
    }
    if let Some(click) = asked.middle_click {
        target.by_click = Some(click);
        app.act(Action::ReadClipboard(Selection::Primary));
    }
    while let Some(pasted) = app.take_pasted() {
        bring(pasted, ctx, app, target);
    }
    if !app.model.shell.is_reading_clipboard() {
        ctx.with_plugin(ClipboardKeys::paste_is_over);
    }
    if let Some(left) = ctx.with_plugin(|keys: &mut ClipboardKeys| keys.waits_for()).flatten() {
        ctx.request_repaint_after(left);
    }
    take_keys(ctx, app);
}

/// Where the person has gone on to something else, it is wiped.
fn bring(pasted: Pasted, ctx: &Context, app: &mut App, target: &mut PasteTarget) {
    let event = match (pasted.from, pasted.contents) {
        (Selection::Clipboard, _) if !is_still_wanted(ctx, target) => return app.act(Action::PasteTooLate),
        (Selection::Clipboard, ClipboardContents::Text(mut text)) => Event::Paste(std::mem::take(&mut *text)),
        (Selection::Primary, ClipboardContents::Text(mut text)) => {
            match target.by_click.take().filter(|click| is_still_there(ctx, *click)) {
                Some(click) => Event::MiddleClickPaste { pos: click.place, text: std::mem::take(&mut *text) },
                None => return,
            }
        }
        (_, ClipboardContents::Files(paths)) => return app.act(Action::PasteFiles(paths)),
        (_, ClipboardContents::Neither) => return,
    };
    ctx.input_mut(|input| input.events.push(event));
}

/// Else what was typed after it is in its field already, or the keyboard is elsewhere.
fn is_still_wanted(ctx: &Context, target: &PasteTarget) -> bool {
    let is_awaited = ctx.with_plugin(|keys: &mut ClipboardKeys| keys.waits_for()).flatten().is_some();
    is_awaited && field_with_keyboard(ctx) == target.by_key
}

fn is_still_there(ctx: &Context, click: MiddleClick) -> bool {
    let pointer = ctx.input(|input| input.pointer.latest_pos());
    pointer.is_some_and(|pointer| pointer.distance(click.place) < NEAR)
        && ctx.with_plugin(|keys: &mut ClipboardKeys| keys.under_pointer()) == Some(Some(click.field))
}

/// Takes pasted keys before any field sees them. Other text is for the field that has the
/// keyboard; where none has it, the person meant a key, and is told if it is none.
fn take_keys(ctx: &Context, app: &mut App) {
    // The line of the open key is a field too, but nothing can be put into it.
    let typing = ctx.text_edit_focused() && !ctx.memory(|memory| memory.has_focus(public_half::line_id()));
    let asked = app.model.shell.dialog.is_some();
    let is_problem = app.model.shell.page == Page::Problem;
    // In the filter of “My keys” a public key is something to search for.
    let searches = ctx.memory(|memory| memory.has_focus(my_keys::filter_id()));
    let is_key = |text: &str| looks_like_a_key(text) && (!searches || has_private_mark(text.as_bytes()));
    let is_no_text_to_edit = |text: &str| (is_problem && text.len() > FIELD_BYTES) || is_key(text);
    let mut pasted = None;
    let mut take = |text: &mut String| {
        pasted = Some(Zeroizing::new(std::mem::take(text)));
        false
    };
    ctx.input_mut(|input| {
        input.events.retain_mut(|event| match event {
            Event::Paste(text) if is_no_text_to_edit(text) || (!typing && !asked) => take(text),
            // Always over a field.
            Event::MiddleClickPaste { text, .. } if is_no_text_to_edit(text) => take(text),
            // From programs that type for a person.
            Event::Text(text) | Event::Ime(ImeEvent::Commit(text))
                if is_problem && is_no_text_to_edit(text) =>
            {
                take(text)
            }
            _ => true,
        });
    });
    // A question must be answered first; a private key has no place in its fields.
    match pasted.filter(|_| !asked) {
        Some(text) if is_problem => app.act(ProblemAction::Paste(text)),
        Some(text) => app.act(Action::Paste(text)),
        None => {}
    }
}
