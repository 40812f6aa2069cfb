//! Work under way: its progress, and its end when nobody waits for it any more.

use super::jobs::{Poster, Wake};
use crate::batch::derive_apart;
use crate::key::{Apart, Progress};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::time::Duration;

/// What takes no longer needs no words.
const MOMENT: Duration = Duration::from_millis(1500);

/// Tells one piece of work from another, so that late reports are known as such.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobId(pub(super) u64);

/// Work under way. Dropping it cancels it, and what it reports from then on is dropped.
#[derive(Debug)]
pub struct Job {
    id: JobId,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
pub(super) struct Shared {
    cancelled: AtomicBool,
    abandoned: AtomicBool,
    /// The bits of an f32.
    done: AtomicU32,
    /// How long it will take, in milliseconds; 0 while that is not known.
    expected: AtomicU32,
}

impl Shared {
    /// Whether nobody waits for it any more.
    pub(super) fn is_abandoned(&self) -> bool {
        self.abandoned.load(Relaxed)
    }
}

impl Job {
    pub(super) fn new(id: JobId, shared: Arc<Shared>) -> Self {
        Self { id, shared }
    }

    /// Its number.
    pub fn id(&self) -> JobId {
        self.id
    }

    /// Asks it to end early; it still reports what it has done.
    pub(in crate::app) fn stop(&self) {
        self.shared.cancelled.store(true, Relaxed);
    }

    /// How long it will take, where that is known and more than a moment.
    pub fn expected(&self) -> Option<Duration> {
        let expected = Duration::from_millis(self.shared.expected.load(Relaxed).into());
        (expected > MOMENT).then_some(expected)
    }

    /// How much is done, from 0 to 1.
    pub fn done(&self) -> f32 {
        f32::from_bits(self.shared.done.load(Relaxed))
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        self.stop();
        self.shared.abandoned.store(true, Relaxed);
    }
}

/// The worker's side of a [`Job`].
pub(in crate::app) struct JobProgress {
    pub(super) shared: Arc<Shared>,
    pub(super) wake: Wake,
    pub(super) poster: Poster,
}

impl JobProgress {
    /// For reports before the last one.
    pub(in crate::app) fn poster(&self) -> Poster {
        self.poster.clone()
    }
}

impl Progress for JobProgress {
    fn report(&self, done: f32) {
        let before = f32::from_bits(self.shared.done.swap(done.to_bits(), Relaxed));
        // A window that is drawn anew for every candidate would take time from the search.
        if (done * 200.0).floor() > (before * 200.0).floor() {
            (self.wake)();
        }
    }

    fn cancelled(&self) -> bool {
        self.shared.cancelled.load(Relaxed)
    }

    fn apart(&self, request: &[u8]) -> Option<Apart> {
        let derived = derive_apart(request, self, &|whole| {
            let milliseconds = u32::try_from(whole.as_millis()).unwrap_or(u32::MAX);
            self.shared.expected.store(milliseconds, Relaxed);
            (self.wake)();
        });
        self.shared.expected.store(0, Relaxed);
        derived
    }
}
