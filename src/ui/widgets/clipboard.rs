//! The keys that cut, copy and paste, and what is copied. egui's own way reads the clipboard on the
//! window's thread, however long that takes, and is switched off.

use super::typed_later::{TypedLater, is_for_later};
use crate::system::Selection;
use egui::{Context, Event, FullOutput, Id, Key, Modifiers, OutputCommand, PointerButton, Pos2, RawInput};
use std::time::Duration;

/// The middle button of the mouse was pressed here, over this field.
#[derive(Clone, Copy)]
pub(crate) struct MiddleClick {
    pub field: Id,
    pub place: Pos2,
}

/// What the window is to do with the clipboard in the next frame, in this order.
#[derive(Default)]
pub(crate) struct ClipboardAsked {
    pub copied: Vec<(Selection, String)>,
    /// Into the field that has the keyboard, or into none.
    pub paste: Option<Option<Id>>,
    pub middle_click: Option<MiddleClick>,
}

/// See the module.
#[derive(Default)]
pub(crate) struct ClipboardKeys {
    asked: ClipboardAsked,
    /// In this frame.
    paste_pressed: bool,
    middle_pressed: Option<Pos2>,
    /// The field that the pointer was over in the last frame.
    under_pointer: Option<Id>,
    /// The same in the frame that is being drawn.
    now_under_pointer: Option<Id>,
    later: TypedLater,
}

impl ClipboardKeys {
    /// Once.
    pub(crate) fn take_asked(&mut self) -> ClipboardAsked {
        std::mem::take(&mut self.asked)
    }

    /// The field that the pointer was over in the last frame.
    pub(crate) fn under_pointer(&self) -> Option<Id> {
        self.under_pointer
    }

    /// The text that was to be pasted by key is in its field, or does not come: what was typed after it
    /// follows.
    pub(crate) fn paste_is_over(&mut self) {
        // Unless it is only asked for.
        if !self.paste_pressed && self.asked.paste.is_none() {
            self.later.end_waiting();
        }
    }

    /// How long what is typed waits for a paste, if it does.
    pub(crate) fn waits_for(&self) -> Option<Duration> {
        self.later.time_left()
    }

    fn ask_to_paste(&mut self) {
        self.paste_pressed = true;
        self.later.await_paste();
    }

    /// What the widgets get of it.
    fn take_in(&mut self, event: Event, is_mac: bool) -> Option<Event> {
        match event {
            Event::Key { key, modifiers, pressed: true, .. } => match edit_of(modifiers, key, is_mac) {
                Some(Edit::Cut) => Some(Event::Cut),
                Some(Edit::Copy) => Some(Event::Copy),
                Some(Edit::Paste) => {
                    self.ask_to_paste();
                    None
                }
                None => Some(event),
            },
            Event::PointerButton { button: PointerButton::Middle, pressed: true, pos, .. } => {
                self.middle_pressed = Some(pos);
                Some(event)
            }
            event => Some(event),
        }
    }

    /// Another Ctrl+V while nothing was typed since the last one.
    fn asks_again(&self, event: &Event, is_mac: bool) -> bool {
        let Event::Key { key, modifiers, pressed: true, .. } = event else { return false };
        self.later.is_waiting()
            && self.later.is_empty()
            && edit_of(*modifiers, *key, is_mac) == Some(Edit::Paste)
    }
}

/// Asks for a paste, as the key does.
pub(super) fn ask_to_paste(ctx: &Context) {
    ctx.with_plugin(ClipboardKeys::ask_to_paste);
}

/// The pointer is over this field, into which something can be pasted.
pub(super) fn note_under_pointer(ctx: &Context, field: Id) {
    ctx.with_plugin(|keys: &mut ClipboardKeys| keys.now_under_pointer = Some(field));
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Edit {
    Cut,
    Copy,
    Paste,
}

/// Ctrl+Insert and Shift+Insert work in most programs everywhere; Shift+Delete deletes on macOS.
fn edit_of(modifiers: Modifiers, key: Key, is_mac: bool) -> Option<Edit> {
    match key {
        Key::Cut => Some(Edit::Cut),
        Key::Copy => Some(Edit::Copy),
        Key::Paste => Some(Edit::Paste),
        Key::X if modifiers.command_only() => Some(Edit::Cut),
        Key::C if modifiers.command_only() => Some(Edit::Copy),
        Key::V if modifiers.command_only() => Some(Edit::Paste),
        Key::Delete if modifiers.shift_only() && !is_mac => Some(Edit::Cut),
        Key::Insert if modifiers.command_only() => Some(Edit::Copy),
        Key::Insert if modifiers.shift_only() => Some(Edit::Paste),
        _ => None,
    }
}

impl egui::Plugin for ClipboardKeys {
    fn debug_name(&self) -> &'static str {
        std::any::type_name::<Self>()
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let is_mac = ctx.os() == egui::os::OperatingSystem::Mac;
        if self.later.time_left().is_some_and(|left| left.is_zero()) {
            self.later.end_waiting();
        }
        let arrived = std::mem::take(&mut input.events);
        let due = self.later.take_due();
        let comes_behind = !due.is_empty();
        // Where the pointer goes counts at once.
        let (later, now): (Vec<_>, Vec<_>) = match comes_behind {
            true => arrived.into_iter().partition(is_for_later),
            false => (Vec::new(), arrived),
        };
        for event in now.into_iter().chain(due) {
            if self.asks_again(&event, is_mac) {
                continue;
            }
            if self.later.is_waiting() && is_for_later(&event) {
                self.later.push(event);
            } else {
                input.events.extend(self.take_in(event, is_mac));
            }
        }
        later.into_iter().for_each(|event| self.later.push(event));
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        let copied = &mut self.asked.copied;
        output.platform_output.commands.retain_mut(|command| {
            let (to, text) = match command {
                OutputCommand::CopyText(text) => (Selection::Clipboard, text),
                OutputCommand::TextSelectionSettled(text) => (Selection::Primary, text),
                _ => return true,
            };
            copied.push((to, std::mem::take(text)));
            false
        });
        self.under_pointer = self.now_under_pointer.take();
        if std::mem::take(&mut self.paste_pressed) {
            self.asked.paste = Some(field_with_keyboard(ctx));
        }
        if let (Some(place), Some(field)) = (self.middle_pressed.take(), self.under_pointer) {
            self.asked.middle_click = Some(MiddleClick { field, place });
        }
        let asked = &self.asked;
        if !asked.copied.is_empty()
            || asked.paste.is_some()
            || asked.middle_click.is_some()
            || self.later.is_due()
        {
            ctx.request_repaint();
        }
    }
}

/// Where a text would go that is pasted by key.
pub(crate) fn field_with_keyboard(ctx: &Context) -> Option<Id> {
    ctx.memory(|memory| memory.focused()).filter(|_| ctx.text_edit_focused())
}

#[cfg(test)]
mod tests {
    use super::{Edit, edit_of};
    use egui::{Key, Modifiers};

    #[test]
    fn each_system_has_its_keys() {
        for (modifiers, key, here, on_a_mac) in [
            (Modifiers::COMMAND, Key::X, Some(Edit::Cut), Some(Edit::Cut)),
            (Modifiers::COMMAND, Key::C, Some(Edit::Copy), Some(Edit::Copy)),
            (Modifiers::COMMAND, Key::V, Some(Edit::Paste), Some(Edit::Paste)),
            (Modifiers::COMMAND, Key::Insert, Some(Edit::Copy), Some(Edit::Copy)),
            (Modifiers::SHIFT, Key::Insert, Some(Edit::Paste), Some(Edit::Paste)),
            (Modifiers::SHIFT, Key::Delete, Some(Edit::Cut), None),
            (Modifiers::NONE, Key::Cut, Some(Edit::Cut), Some(Edit::Cut)),
            (Modifiers::NONE, Key::Copy, Some(Edit::Copy), Some(Edit::Copy)),
            (Modifiers::NONE, Key::Paste, Some(Edit::Paste), Some(Edit::Paste)),
            (Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::C, None, None),
            (Modifiers::COMMAND.plus(Modifiers::ALT), Key::V, None, None),
            (Modifiers::NONE, Key::Insert, None, None),
            (Modifiers::NONE, Key::V, None, None),
        ] {
            for (is_mac, expected) in [(false, here), (true, on_a_mac)] {
                assert!(edit_of(modifiers, key, is_mac) == expected, "{modifiers:?} {key:?} {is_mac}");
            }
        }
    }
}
