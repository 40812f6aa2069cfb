//! Everything that background work can report.

use super::many::ManyEvent;
use super::{key, shell};

/// Reported by a worker, for the page that started the work.
pub(super) enum Event {
    Shell(shell::Event),
    Key(key::Event),
    Many(super::JobId, ManyEvent),
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
