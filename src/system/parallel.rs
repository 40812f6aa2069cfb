//! One piece of work for many things at once.

mod priority;

use super::memory::with_stack_wiped;
use std::cell::Cell;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Each may need the memory of a KDF.
const MOST_AT_WORK: usize = 8;
/// A disk that is asked to flush many files flushes them together.
const MOST_WAITING: usize = 32;

/// Does the work for each thing, on all cores, and gives the results in the order of the things.
pub fn in_parallel<'a, T: Sync, R: Send>(things: &'a [T], work: impl Fn(&'a T) -> R + Sync) -> Vec<R> {
    on_threads(cores().min(MOST_AT_WORK), things, work)
}

/// The same for work that mostly waits for the disk.
pub fn waiting_in_parallel<'a, T: Sync, R: Send>(
    things: &'a [T],
    work: impl Fn(&'a T) -> R + Sync,
) -> Vec<R> {
    on_threads(MOST_WAITING, things, work)
}

/// Does the work on every core at once: work that threads share by themselves.
pub fn on_all_cores(work: &(dyn Fn() + Sync)) {
    on_threads(cores(), &vec![(); cores()], |()| work());
}

/// The same behind a window: whatever draws it goes first.
pub fn on_all_cores_low_priority(work: &(dyn Fn() + Sync)) {
    lower_thread_priority();
    on_all_cores(work);
}

thread_local! {
    static STANDS_BACK: Cell<bool> = const { Cell::new(false) };
}

/// From now on this thread, and those that it shares its work with, let others go first: those that
/// draw the window. The main thread stays as it is, since it draws the window; where no other can be
/// started, work may come to it.
pub fn lower_thread_priority() {
    if thread::current().name() != Some("main") {
        priority::lower_thread_priority();
        STANDS_BACK.set(true);
    }
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Where the system has no thread left, those that there are do it all.
fn on_threads<'a, T: Sync, R: Send>(
    most: usize,
    things: &'a [T],
    work: impl Fn(&'a T) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let until_none_is_left = || {
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(thing) = things.get(number) else { return done };
            done.push((number, work(thing)));
        }
    };
    let (threads, behind) = (most.min(things.len()), STANDS_BACK.get());
    let mut results = thread::scope(|scope| {
        let work = || {
            if behind {
                lower_thread_priority();
            }
            with_stack_wiped(until_none_is_left)
        };
        let start = |_| thread::Builder::new().spawn_scoped(scope, work).ok();
        let others: Vec<_> = (1..threads).filter_map(start).collect();
        let mut results = until_none_is_left();
        for other in others {
            match other.join() {
                Ok(done) => results.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    });
    results.sort_unstable_by_key(|(number, _)| *number);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::{STANDS_BACK, in_parallel, lower_thread_priority, on_all_cores, waiting_in_parallel};
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn the_results_stand_in_the_order_of_the_things() {
        let numbers: Vec<u64> = (0..1000).collect();
        let slow_ones_first = |number: &u64| {
            std::thread::sleep(std::time::Duration::from_micros(200 - number / 5));
            number * 2
        };
        let doubled: Vec<u64> = numbers.iter().map(|number| number * 2).collect();
        assert_eq!(in_parallel(&numbers, slow_ones_first), doubled);
        assert!(in_parallel(&[], slow_ones_first).is_empty());
    }

    #[test]
    fn every_core_takes_part() {
        let cores = std::thread::available_parallelism().unwrap().get();
        let at_work = AtomicUsize::new(0);
        on_all_cores(&|| {
            at_work.fetch_add(1, Ordering::SeqCst);
            // Returns only when all are here: one after the other would never end.
            while at_work.load(Ordering::SeqCst) < cores {
                std::thread::yield_now();
            }
        });
        assert_eq!(at_work.into_inner(), cores);
    }

    #[test]
    fn who_stands_back_takes_its_helpers_along() {
        let behind = || {
            lower_thread_priority();
            let both_are_here = Barrier::new(2);
            waiting_in_parallel(&[(), ()], |()| {
                both_are_here.wait();
                STANDS_BACK.get()
            })
        };
        let behind = std::thread::scope(|scope| scope.spawn(behind).join().unwrap());
        assert_eq!(behind, [true, true]);
        assert!(!STANDS_BACK.get());
    }
}
