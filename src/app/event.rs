//! Everything that background work can report.

use super::text_file::TextEvent;
use super::{Page, authorized, batch, key, my_keys, problem, servers, shell, use_key};

/// Reported by a worker, for the page that started the work.
pub(super) enum Event {
    Shell(shell::Event),
    Key(key::Event),
    Batch(batch::Event),
    MyKeys(my_keys::Event),
    Authorized(authorized::Event),
    Servers(servers::Event),
    /// Of the text file of this page.
    Text(Page, TextEvent),
    Problem(problem::Event),
    UseKey(use_key::Event),
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

impl From<my_keys::Event> for Event {
    fn from(event: my_keys::Event) -> Self {
        Self::MyKeys(event)
    }
}

impl From<authorized::Event> for Event {
    fn from(event: authorized::Event) -> Self {
        Self::Authorized(event)
    }
}

impl From<servers::Event> for Event {
    fn from(event: servers::Event) -> Self {
        Self::Servers(event)
    }
}

impl From<problem::Event> for Event {
    fn from(event: problem::Event) -> Self {
        Self::Problem(event)
    }
}

impl From<use_key::Event> for Event {
    fn from(event: use_key::Event) -> Self {
        Self::UseKey(event)
    }
}
