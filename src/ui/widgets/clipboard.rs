//! The keys that cut, copy and paste, and what is copied. egui's own way reads the clipboard on the
//! window's thread, however long that takes, and is switched off.

use crate::system::Selection;
use egui::{Context, Event, FullOutput, Key, Modifiers, OutputCommand, PointerButton, Pos2, RawInput};

/// Something is to be pasted.
#[derive(Clone, Copy)]
pub(crate) enum PasteAsked {
    /// Where the keyboard is.
    ByKey,
    /// Here, by the middle button of the mouse.
    ByClick(Pos2),
}

/// What the window is to do with the clipboard in the next frame.
#[derive(Default)]
pub(crate) struct ClipboardKeys {
    pub paste: Option<PasteAsked>,
    pub copied: Vec<(Selection, String)>,
}

/// Asks for a paste, as the key does.
pub(super) fn ask_to_paste(ctx: &Context) {
    ctx.with_plugin(|keys: &mut ClipboardKeys| keys.paste = Some(PasteAsked::ByKey));
    ctx.request_repaint();
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Edit {
    Cut,
    Copy,
    Paste,
}

/// Ctrl+Insert and Shift+Insert work in most programs everywhere; Shift+Delete deletes outside Windows.
fn edit_of(modifiers: Modifiers, key: Key, is_windows: bool) -> Option<Edit> {
    match key {
        Key::Cut => Some(Edit::Cut),
        Key::Copy => Some(Edit::Copy),
        Key::Paste => Some(Edit::Paste),
        Key::X if modifiers.command_only() => Some(Edit::Cut),
        Key::C if modifiers.command_only() => Some(Edit::Copy),
        Key::V if modifiers.command_only() => Some(Edit::Paste),
        Key::Delete if modifiers.shift_only() && is_windows => Some(Edit::Cut),
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
        let is_windows = ctx.os() == egui::os::OperatingSystem::Windows;
        input.events.retain_mut(|event| match event {
            Event::Key { key, modifiers, pressed: true, .. } => match edit_of(*modifiers, *key, is_windows) {
                Some(Edit::Cut) => {
                    *event = Event::Cut;
                    true
                }
                Some(Edit::Copy) => {
                    *event = Event::Copy;
                    true
                }
                Some(Edit::Paste) => {
                    self.paste = Some(PasteAsked::ByKey);
                    false
                }
                None => true,
            },
            Event::PointerButton { button: PointerButton::Middle, pressed: true, pos, .. } => {
                self.paste = Some(PasteAsked::ByClick(*pos));
                true
            }
            _ => true,
        });
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        let copied = &mut self.copied;
        let before = copied.len();
        output.platform_output.commands.retain_mut(|command| {
            let (to, text) = match command {
                OutputCommand::CopyText(text) => (Selection::Clipboard, text),
                OutputCommand::TextSelectionSettled(text) => (Selection::Primary, text),
                _ => return true,
            };
            copied.push((to, std::mem::take(text)));
            false
        });
        if copied.len() > before {
            ctx.request_repaint();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Edit, edit_of};
    use egui::{Key, Modifiers};

    #[test]
    fn each_system_has_its_keys() {
        for (modifiers, key, here, on_windows) in [
            (Modifiers::COMMAND, Key::X, Some(Edit::Cut), Some(Edit::Cut)),
            (Modifiers::COMMAND, Key::C, Some(Edit::Copy), Some(Edit::Copy)),
            (Modifiers::COMMAND, Key::V, Some(Edit::Paste), Some(Edit::Paste)),
            (Modifiers::COMMAND, Key::Insert, Some(Edit::Copy), Some(Edit::Copy)),
            (Modifiers::SHIFT, Key::Insert, Some(Edit::Paste), Some(Edit::Paste)),
            (Modifiers::SHIFT, Key::Delete, None, Some(Edit::Cut)),
            (Modifiers::NONE, Key::Cut, Some(Edit::Cut), Some(Edit::Cut)),
            (Modifiers::NONE, Key::Copy, Some(Edit::Copy), Some(Edit::Copy)),
            (Modifiers::NONE, Key::Paste, Some(Edit::Paste), Some(Edit::Paste)),
            (Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::C, None, None),
            (Modifiers::COMMAND.plus(Modifiers::ALT), Key::V, None, None),
            (Modifiers::NONE, Key::Insert, None, None),
            (Modifiers::NONE, Key::V, None, None),
        ] {
            for (is_windows, expected) in [(false, here), (true, on_windows)] {
                assert!(
                    edit_of(modifiers, key, is_windows) == expected,
                    "{modifiers:?} {key:?} {is_windows}"
                );
            }
        }
    }
}
