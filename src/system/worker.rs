//! Named threads: the only place that starts them.

use super::services::Worker;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// A thread for each piece of work.
pub struct Threads;

impl Worker for Threads {
    /// Where the system has no thread left, the work is done at once: a slow frame is better than
    /// an answer that never comes.
    fn run(&self, name: &'static str, work: Box<dyn FnOnce() + Send>) {
        let work = Arc::new(Mutex::new(Some(work)));
        let for_thread = Arc::clone(&work);
        if start(name, move || do_it(&for_thread)).is_err() {
            do_it(&work);
        }
    }
}

fn do_it(work: &Mutex<Option<Box<dyn FnOnce() + Send>>>) {
    let work = work.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(work) = work {
        work();
    }
}

/// Starts a thread that nobody waits for.
pub(super) fn start(name: &'static str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    std::thread::Builder::new().name(name.to_owned()).spawn(work).map(drop)
}
