//! Where background work leaves what it has to report.

use super::event::Event;
use std::sync::{Arc, mpsc};

/// Wakes the window, from any thread.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// Takes events and wakes the window.
#[derive(Clone)]
pub(super) struct Mailbox {
    sender: mpsc::Sender<Event>,
    wake: Wake,
}

impl Mailbox {
    pub(super) fn new(wake: Wake) -> (Self, mpsc::Receiver<Event>) {
        let (sender, inbox) = mpsc::channel();
        (Self { sender, wake }, inbox)
    }

    pub(super) fn post(&self, event: Event) {
        // The inbox is gone only when the window is: then nobody needs the event.
        let _ = self.sender.send(event);
        (self.wake)();
    }

    pub(super) fn wake(&self) -> Wake {
        Arc::clone(&self.wake)
    }
}
