//! What is typed and clicked while a paste is awaited. It is meant for after the pasted text, and waits
//! for it: a passphrase would be in the wrong order where nobody sees it, Enter would unlock with half of it.

use egui::{Event, Key};
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// As long at most, also if nobody says that the paste is over: the clipboard has two seconds.
const LIMIT: Duration = Duration::from_millis(2500);

/// See the module.
#[derive(Default)]
pub(super) struct TypedLater {
    awaited_since: Option<Instant>,
    events: VecDeque<Event>,
}

impl TypedLater {
    /// What is typed from now on is meant for after a pasted text.
    pub(super) fn await_paste(&mut self) {
        self.awaited_since.get_or_insert_with(Instant::now);
    }

    /// The text is in its field, or does not come.
    pub(super) fn end_waiting(&mut self) {
        self.awaited_since = None;
    }

    /// How long it goes on waiting, if it does.
    pub(super) fn time_left(&self) -> Option<Duration> {
        self.awaited_since.map(|since| LIMIT.saturating_sub(since.elapsed()))
    }

    pub(super) fn is_waiting(&self) -> bool {
        self.awaited_since.is_some()
    }

    /// Whether there is something for the next frame.
    pub(super) fn is_due(&self) -> bool {
        !self.is_waiting() && !self.events.is_empty()
    }

    /// Whether nothing was typed so far: a key that is held down asks for the same paste again.
    pub(super) fn is_empty(&self) -> bool {
        self.events.iter().all(|event| match event {
            Event::Key { key, pressed, .. } => !pressed || is_modifier(*key),
            _ => false,
        })
    }

    pub(super) fn push(&mut self, event: Event) {
        self.events.push_back(event);
    }

    /// What is for this frame: one key, one text or one click. What comes after it may be for what gets
    /// the keyboard by it.
    pub(super) fn take_due(&mut self) -> Vec<Event> {
        if self.is_waiting() {
            return Vec::new();
        }
        let Some(first) = self.events.pop_front() else { return Vec::new() };
        let by_key = matches!(first, Event::Key { key, .. } if !matches!(key, Key::Tab | Key::Enter));
        let mut due = vec![first];
        while let Some(event) = self.events.pop_front_if(|event| belongs_to_the_one_before(event, by_key)) {
            due.push(event);
        }
        due
    }
}

/// Whether the order of this and a paste counts.
pub(super) fn is_for_later(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { .. }
            | Event::Text(_)
            | Event::Ime(_)
            | Event::Cut
            | Event::Copy
            | Event::PointerButton { .. }
    )
}

/// The text of a key follows its key. What follows Tab and Enter is for what gets the keyboard by them.
fn belongs_to_the_one_before(event: &Event, by_key: bool) -> bool {
    match event {
        Event::Key { pressed, .. } => !pressed,
        Event::Text(_) | Event::Ime(_) => by_key,
        _ => false,
    }
}

fn is_modifier(key: Key) -> bool {
    use Key::{AltLeft, AltRight, ControlLeft, ControlRight, ShiftLeft, ShiftRight, SuperLeft, SuperRight};
    matches!(
        key,
        AltLeft | AltRight | ControlLeft | ControlRight | ShiftLeft | ShiftRight | SuperLeft | SuperRight
    )
}
