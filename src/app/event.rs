//! Everything that background work can report.

use super::{batch, key, shell};

/// Reported by a worker, for the page that started the work.
pub(super) enum Event {
    Shell(shell::Event),
    Key(key::Event),
    Batch(batch::Event),
}

impl From<shell::Event> for Event {
    fn from(event: shell::Event) -> Self {
        Self::Shell(event)
    }
}

impl From<key::Event> for Event {
    fn from(event: key::Event) -> Self {
        Self::Key(event)
    }
}

impl From<batch::Event> for Event {
    fn from(event: batch::Event) -> Self {
        Self::Batch(event)
    }
}
