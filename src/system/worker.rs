//! Named threads: the only place that starts them.

use super::desktop::Worker;
use super::memory::with_stack_wiped;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// A thread for each piece of work.
pub struct Threads;

impl Worker for Threads {
    /// Leaves nothing of the work in memory. Where the system has no thread left, the work is done at
    /// once: a slow frame is better than an answer that never comes.
    fn run(&self, name: &'static str, work: Box<dyn FnOnce() + Send>) {
        let (for_thread, here) = Once::pair(work);
        if start(name, move || with_stack_wiped(|| for_thread.with(|work| work()))).is_err() {
            with_stack_wiped(|| here.with(|work| work()));
        }
    }
}

/// Something for a thread, or for us where none could be started: whoever comes first has it.
pub(super) struct Once<T>(Arc<Mutex<Option<T>>>);

impl<T> Once<T> {
    pub(super) fn pair(value: T) -> (Self, Self) {
        let shared = Arc::new(Mutex::new(Some(value)));
        (Self(Arc::clone(&shared)), Self(shared))
    }

    pub(super) fn with(self, use_it: impl FnOnce(T)) {
        let value = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(value) = value {
            use_it(value);
        }
    }
}

/// Starts a thread that nobody waits for.
pub(super) fn start(name: &'static str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    std::thread::Builder::new().name(name.to_owned()).spawn(work).map(drop)
}
