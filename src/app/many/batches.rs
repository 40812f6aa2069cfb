//! Reports of work on many files.

use super::ManyEvent;
use crate::app::shell::Mailbox;
use crate::app::{Event, JobId};
use std::time::{Duration, Instant};

/// Gathers reports, so that thousands of files do not mean thousands of frames.
pub(super) struct Batches<T> {
    mailbox: Mailbox,
    id: JobId,
    pub(super) kept: Vec<T>,
    posted: Instant,
}

/// Two frames.
const BATCH: Duration = Duration::from_millis(33);

impl<T> Batches<T> {
    pub(super) fn new(mailbox: Mailbox, id: JobId) -> Self {
        Self { mailbox, id, kept: Vec::new(), posted: Instant::now() }
    }

    pub(super) fn is_due(&self) -> bool {
        self.posted.elapsed() >= BATCH
    }

    pub(super) fn post(&mut self, event: impl FnOnce(Vec<T>) -> ManyEvent) {
        self.posted = Instant::now();
        self.mailbox.post(self.id, Event::Many(self.id, event(std::mem::take(&mut self.kept))));
    }
}
