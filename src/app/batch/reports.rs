//! Reports of work on many files.

use super::Event;
use crate::app::shell::{JobProgress, Poster};
use std::time::{Duration, Instant};

/// Gathers reports, so that thousands of files do not mean thousands of frames.
pub(super) struct Reports<T> {
    poster: Poster,
    pub(super) pending: Vec<T>,
    posted: Instant,
}

/// Two frames.
const BATCH: Duration = Duration::from_millis(33);

impl<T> Reports<T> {
    pub(super) fn new(progress: &JobProgress) -> Self {
        Self { poster: progress.poster(), pending: Vec::new(), posted: Instant::now() }
    }

    pub(super) fn is_due(&self) -> bool {
        self.posted.elapsed() >= BATCH
    }

    pub(super) fn post(&mut self, event: impl FnOnce(Vec<T>) -> Event) {
        self.posted = Instant::now();
        self.poster.post(event(std::mem::take(&mut self.pending)));
    }
}
