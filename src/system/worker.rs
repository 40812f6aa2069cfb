//! Named threads: the only place that starts them.

use super::services::Worker;

/// A thread for each piece of work.
pub struct Threads;

impl Worker for Threads {
    fn run(&self, name: &'static str, work: Box<dyn FnOnce() + Send>) {
        start(name, work);
    }
}

/// Starts a thread that nobody waits for. Where the system has none left, the work is done at
/// once: a slow frame is better than an answer that never comes.
pub(super) fn start(name: &'static str, work: impl FnOnce() + Send + 'static) {
    let work = std::sync::Arc::new(std::sync::Mutex::new(Some(work)));
    let run = |work: &std::sync::Mutex<Option<_>>| {
        let taken = work.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take();
        if let Some(work) = taken {
            let work: Box<dyn FnOnce() + Send> = Box::new(work);
            work();
        }
    };
    let for_thread = std::sync::Arc::clone(&work);
    let started = std::thread::Builder::new().name(name.to_owned()).spawn(move || run(&for_thread));
    if started.is_err() {
        run(&work);
    }
}
