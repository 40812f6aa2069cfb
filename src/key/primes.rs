//! The search for the two primes of an RSA key: told how far it is and when to stop, shared by
//! any number of threads.
//!
//! For each prime an interval of odd numbers starts at a random place. A deep sieve takes out what
//! has a small factor, once for the whole interval; what is left is tried from below, by one
//! strong probable-prime test to base 2 each. Threads share the sieve, the candidates and the full
//! tests of the one that passed, so that more threads do not mean more work.
//!
//! What comes out is what FIPS 186-5 asks for (A.1.3), but for one thing: it draws every candidate
//! afresh. In an interval, a prime after a long gap is a little likelier than others (J. Brandt and I.
//! Damgård, "On Generation of Probable Primes by Incremental Search", 1992).
//!
//! Exponentiations take the same time for all candidates of a size. What a search for primes
//! gives away is how many candidates it tried; and here, to who can see which memory this program
//! touches, where in the interval multiples of small primes lie.

mod lucas;
mod prove;
mod residues;
mod search;
mod sieve;
mod small;
mod start;
mod strong;

use super::keypair_check::Number;
use super::{Cancelled, Progress};
use rand::rngs::StdRng;
use rand::{CryptoRng, SeedableRng as _};
use search::{Search, Share};
use sieve::Sieve;
use start::Interval;

/// The public exponent of our keys. It has no factor in common with p - 1.
pub(super) const EXPONENT: u32 = 65_537;

/// Does a piece of work on as many threads at once as there are, and returns when all are done.
/// The work is made to be shared: one thread could do it as well.
pub type ThreadPool<'a> = dyn Fn(&(dyn Fn() + Sync)) + 'a;

/// A [`ThreadPool`] of the thread that it is called on.
pub fn single_threaded(work: &(dyn Fn() + Sync)) {
    work();
}

/// Two random primes of exactly these sizes (128 bits or more), each above sqrt(2) * 2^(bits-1),
/// so that their product has as many bits as both together; neither is 1 modulo [`EXPONENT`].
///
/// Reports progress up to `all`.
pub(super) fn pair(
    bits: [u32; 2],
    rng: &mut dyn CryptoRng,
    thread_pool: &ThreadPool<'_>,
    progress: &dyn Progress,
    all: f32,
) -> Result<[Number; 2], Cancelled> {
    // Both have the same size, or nearly.
    let limit = sieve_limit(bits[0]);
    let chances = bits.map(|bits| chance_of_a_candidate(bits, limit));
    loop {
        let starts = bits.map(|bits| Interval::random(bits, rng));
        let sieve = Sieve::new(&starts, limit, progress);
        thread_pool(&|| sieve.work());
        let left = sieve.left();
        let search = Search::new(&starts, left, StdRng::from_rng(rng), progress, Share { all, chances });
        thread_pool(&|| search.work());
        if progress.cancelled() {
            return Err(Cancelled);
        }
        if let Some(primes) = search.found() {
            return Ok(primes);
        }
    }
}

/// Up to where small primes are worth their time: measured for primes of 1024 to 2048 bits, reckoned
/// from there for larger ones. A limit twice as high leaves one of 20 candidates less, and takes
/// twice as long.
fn sieve_limit(bits: u32) -> u32 {
    match bits {
        0..1280 => 1 << 19,
        1280..1792 => 1 << 21,
        1792..2560 => 1 << 22,
        2560..3584 => 1 << 23,
        3584..6144 => 1 << 25,
        _ => 1 << 27,
    }
}

/// The chance that a number of this size is prime when it has no factor below `limit`:
/// 1 / ln(2^bits), times e^gamma ln(limit) by Mertens' theorem.
fn chance_of_a_candidate(bits: u32, limit: u32) -> f32 {
    const E_GAMMA: f32 = 1.781_072;
    let ln_size = bits as f32 * std::f32::consts::LN_2;
    (E_GAMMA * (limit as f32).ln() / ln_size).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crypto_bigint::{BoxedUint, ConcatenatingMul as _, NonZero};
    use crypto_primes::{Flavor, is_prime};
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
    use std::sync::{Mutex, OnceLock};
    use std::time::{Duration, Instant};

    /// Keeps what it was told, and cancels when it was asked so many times.
    struct Watch {
        reported: Mutex<Vec<f32>>,
        patience: usize,
        asked: AtomicUsize,
        out_of_patience: OnceLock<Instant>,
    }

    impl Watch {
        fn new(patience: usize) -> Self {
            let (reported, asked) = (Mutex::default(), AtomicUsize::new(0));
            Self { reported, patience, asked, out_of_patience: OnceLock::new() }
        }
    }

    impl Progress for Watch {
        fn report(&self, done: f32) {
            self.reported.lock().unwrap().push(done);
        }

        fn cancelled(&self) -> bool {
            let cancelled = self.asked.fetch_add(1, Relaxed) >= self.patience;
            if cancelled {
                self.out_of_patience.get_or_init(Instant::now);
            }
            cancelled
        }
    }

    /// Threads that come one after the other.
    fn three(work: &(dyn Fn() + Sync)) {
        (0..3).for_each(|_| work());
    }

    fn found(bits: [u32; 2], seed: u64, thread_pool: &ThreadPool<'_>) -> [Number; 2] {
        let mut rng = StdRng::seed_from_u64(seed);
        pair(bits, &mut rng, thread_pool, &Watch::new(usize::MAX), 1.0).ok().unwrap()
    }

    fn rest(number: &BoxedUint, divisor: u32) -> BoxedUint {
        number.rem_vartime(&NonZero::new(BoxedUint::from(divisor)).unwrap())
    }

    #[test]
    fn primes_of_all_sizes() {
        for (seed, bits) in (1..).zip([128, 129, 160, 191, 192, 193, 255, 256, 257, 320, 511, 512]) {
            // As an odd size has it: one more bit for the first.
            for bits in [[bits, bits], [bits + 1, bits]] {
                let primes = found(bits, seed, &three);
                for (prime, bits) in primes.iter().zip(bits) {
                    assert_eq!(prime.bit_width_vartime(), bits);
                    assert!(is_prime(Flavor::Any, &**prime), "{:x}", **prime);
                    let square = prime.concatenating_mul(&**prime);
                    assert_eq!(square.bit_width_vartime(), 2 * bits, "below sqrt(2) * 2^(bits-1)");
                    assert!(!bool::from(rest(prime, EXPONENT).is_one()));
                }
                let [p, q] = &primes;
                assert_eq!(p.concatenating_mul(&**q).bit_width_vartime(), bits[0] + bits[1]);
            }
        }
    }

    /// 400 primes modulo small numbers: as even as primes are, whatever the sieve did.
    #[test]
    fn rests_are_even() {
        let mut by_7 = [0_u32; 7];
        let mut by_16 = [0_u32; 16];
        for seed in 0..200 {
            for prime in found([128, 128], 100 + seed, &single_threaded) {
                let small = |divisor| usize::from(*rest(&prime, divisor).to_be_bytes().last().unwrap());
                by_7[small(7)] += 1;
                by_16[small(16)] += 1;
            }
        }
        // 5 standard deviations of 400 things in 6 or 8 boxes.
        assert!(by_7[0] == 0 && by_7[1..].iter().all(|n| (30..104).contains(n)), "{by_7:?}");
        let (even, odd): (Vec<_>, Vec<_>) = by_16.chunks(2).map(|two| (two[0], two[1])).unzip();
        assert!(even.iter().all(|n| *n == 0) && odd.iter().all(|n| (17..83).contains(n)), "{by_16:?}");
    }

    #[test]
    fn the_same_source_and_one_thread_give_the_same_primes() {
        assert_eq!(found([256, 256], 7, &single_threaded), found([256, 256], 7, &single_threaded));
        assert_ne!(found([256, 256], 7, &single_threaded), found([256, 256], 8, &single_threaded));
    }

    #[test]
    fn progress_never_goes_back_and_stays_in_its_share() {
        for seed in 0..5 {
            let watch = Watch::new(usize::MAX);
            let mut rng = StdRng::seed_from_u64(seed);
            pair([512, 512], &mut rng, &three, &watch, 0.9).ok().unwrap();
            let reported = watch.reported.into_inner().unwrap();
            assert!(reported.is_sorted() && reported[0] == 0.0, "{reported:?}");
            assert!(reported.last().is_some_and(|last| (0.4..=0.9).contains(last)), "{reported:?}");
        }
    }

    /// A candidate of this size takes about a second.
    #[test]
    fn cancelled_in_the_middle_of_a_candidate() {
        // Once for each stretch of the sieve, once before the candidate; then in the midst of it.
        let stretches = (sieve_limit(16_384) / small::STRETCH) as usize;
        let watch = Watch::new(stretches + 1 + 200);
        let mut rng = StdRng::seed_from_u64(1);
        assert!(pair([16_384, 16_384], &mut rng, &single_threaded, &watch, 1.0).is_err());
        assert_eq!(*watch.reported.lock().unwrap(), [0.0]);
        let since = watch.out_of_patience.get().unwrap().elapsed();
        assert!(since < Duration::from_millis(200), "{since:?}");
    }

    /// By how many candidates there are among the primes of an interval.
    #[test]
    fn the_chance_of_a_candidate_is_right() {
        let (mut candidates, mut primes) = (0, 0);
        let mut rng = StdRng::seed_from_u64(9);
        for _ in 0..8 {
            let starts = [256, 256].map(|bits| Interval::random(bits, &mut rng));
            let watch = Watch::new(usize::MAX);
            let sieve = Sieve::new(&starts, sieve_limit(256), &watch);
            sieve.work();
            for (start, left) in starts.iter().zip(sieve.left()) {
                candidates += left.len();
                primes += left.iter().filter(|index| is_prime(Flavor::Any, &*start.plus(**index))).count();
            }
        }
        let seen = primes as f32 / candidates as f32;
        let expected = chance_of_a_candidate(256, sieve_limit(256));
        assert!((seen / expected - 1.0).abs() < 0.15, "{seen}, expected {expected}");
    }
}
