//! Known servers: the host keys in known_hosts.

use super::context::{Context, PageState};
use super::shell::Blocker;

/// What a person can ask for there.
#[derive(Debug)]
pub enum ServersAction {
    /// Look again at what is there.
    Look,
}

/// Everything that the page shows.
#[derive(Debug, Default)]
pub struct ServersPage {
    /// Whether the page was shown before.
    pub was_shown: bool,
}

/// Reports of the work.
pub(in crate::app) enum Event {}

/// What the page's work is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {}

impl PageState for ServersPage {
    fn unsaved(&self) -> Option<Blocker> {
        None
    }

    fn reveals_secret(&self) -> bool {
        false
    }
}

impl ServersPage {
    /// The page is shown now, perhaps again.
    pub(super) fn shown(&mut self, _cx: &mut Context<'_>) {
        self.was_shown = true;
    }

    pub(super) fn update(&mut self, action: ServersAction, cx: &mut Context<'_>) {
        match action {
            ServersAction::Look => self.shown(cx),
        }
    }

    pub(super) fn on_event(&mut self, event: Event, _cx: &mut Context<'_>) {
        match event {}
    }

    pub(super) fn on_job_crashed(&mut self, slot: Slot) {
        match slot {}
    }
}
