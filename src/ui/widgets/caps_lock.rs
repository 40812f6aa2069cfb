//! Whether Caps Lock is on, as far as what is typed tells: neither winit nor egui knows it. A capital
//! letter without Shift, or a small one with Shift, comes of it.

use egui::{Context, Event, Id, Key};

fn id() -> Id {
    Id::unique("Caps Lock is on")
}

/// Whether it is on; not before a letter was typed in the field that has the keyboard.
pub(super) fn is_on(ctx: &Context, has_keyboard: bool) -> bool {
    if has_keyboard {
        let (typed, toggled) = ctx.input(|input| {
            let shift = input.modifiers.shift;
            let typed = input.events.iter().rev().find_map(|event| match event {
                Event::Text(text) => tells(text, shift),
                _ => None,
            });
            (typed, input.key_pressed(Key::CapsLock))
        });
        if let Some(on) = typed.or(toggled.then_some(false)) {
            ctx.data_mut(|data| data.insert_temp(id(), on));
        }
    }
    has_keyboard && ctx.data(|data| data.get_temp(id())).unwrap_or(false)
}

/// What one typed letter tells; of other characters nothing is known.
fn tells(text: &str, shift: bool) -> Option<bool> {
    let mut letters = text.chars();
    let letter = letters.next().filter(|_| letters.next().is_none())?;
    if letter.is_uppercase() {
        Some(!shift)
    } else if letter.is_lowercase() && letter.to_uppercase().next() != Some(letter) {
        // On macOS, Shift makes capitals of both.
        shift.then_some(true).or(Some(false))
    } else {
        None
    }
}
