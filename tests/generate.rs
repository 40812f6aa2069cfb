//! RSA keys made by several threads at once.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on shall say so at once")]

use keywright::key::{Cancelled, Comment, Key, Kind, NewKind, Progress, RsaBits, generate};
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

/// Keeps what it was told.
#[derive(Default)]
struct Watch {
    reported: Mutex<Vec<f32>>,
    cancelled: AtomicBool,
}

impl Progress for Watch {
    fn report(&self, done: f32) {
        self.reported.lock().unwrap().push(done);
    }

    fn cancelled(&self) -> bool {
        self.cancelled.load(Relaxed)
    }
}

fn on_threads(count: usize) -> impl Fn(&(dyn Fn() + Sync)) {
    move |work| {
        thread::scope(|scope| {
            for _ in 0..count {
                scope.spawn(work);
            }
        });
    }
}

fn make(bits: u16, threads: usize, seed: u64, watch: &Watch) -> Result<Key, Cancelled> {
    let kind = NewKind::Rsa(RsaBits::new(bits).unwrap());
    let comment = Comment::parse_user_input("made by many").unwrap();
    generate(kind, &comment, &mut StdRng::seed_from_u64(seed), &on_threads(threads), watch)
}

#[test]
fn keys_of_even_and_odd_sizes_by_any_number_of_threads() {
    for (seed, (bits, threads)) in
        (0..).zip([(2048, 1), (2048, 2), (2048, 7), (2049, 3), (2051, 2), (3072, 4)])
    {
        let watch = Watch::default();
        let key = make(bits, threads, seed, &watch).unwrap();
        assert_eq!(key.kind(), Kind::Rsa(u32::from(bits)));
        let reported = watch.reported.into_inner().unwrap();
        assert!(reported.is_sorted(), "{bits} bits, {threads} threads: {reported:?}");
        assert_eq!((reported.first(), reported.last()), (Some(&0.0), Some(&1.0)));
    }
}

/// Whether it sieves, tries or tests: it stops. The product stops within 50 ms; here is room for
/// debug builds and busy machines.
#[test]
fn stops_soon_after_it_is_cancelled() {
    for (seed, wait) in (0..).zip([0, 5, 20, 50, 100, 200, 400]) {
        let watch = Watch::default();
        let (made, late) = thread::scope(|scope| {
            let search = scope.spawn(|| {
                let made = make(8192, 3, seed, &watch);
                (made.is_ok(), Instant::now())
            });
            thread::sleep(Duration::from_millis(wait));
            watch.cancelled.store(true, Relaxed);
            let cancelled = Instant::now();
            let (made, end) = search.join().unwrap();
            (made, end.saturating_duration_since(cancelled))
        });
        assert!(!made, "8192 bits in {wait} ms");
        assert!(late < Duration::from_secs(1), "after {wait} ms: {late:?}");
    }
}
