//! Which numbers of two intervals have no small factor.

use super::EXPONENT;
use super::residues::Groups;
use super::small::{STRETCH, SmallPrimes};
use super::start::Interval;
use crate::key::Progress;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};
use zeroize::Zeroizing;

/// One bit for each odd number of an interval: set if it has a small factor.
type Marks = Zeroizing<Vec<u64>>;

/// Two intervals of odd numbers, from which all are taken out that have a factor below a limit or
/// are 1 modulo [`EXPONENT`]. Several threads may do the [`Sieve::work`].
pub(super) struct Sieve<'a> {
    starts: &'a [Interval; 2],
    words: [Zeroizing<Vec<u64>>; 2],
    small: SmallPrimes,
    stretches: u32,
    next: AtomicU32,
    marks: Mutex<[Marks; 2]>,
    progress: &'a dyn Progress,
}

impl<'a> Sieve<'a> {
    /// `limit` is rounded up to whole stretches of small primes.
    pub(super) fn new(starts: &'a [Interval; 2], limit: u32, progress: &'a dyn Progress) -> Self {
        let stretches = limit.div_ceil(STRETCH);
        let longest = starts.iter().map(Interval::words).max().unwrap_or_default();
        Self {
            words: starts.each_ref().map(|start| start.low_first(longest)),
            small: SmallPrimes::below(stretches * STRETCH),
            stretches,
            next: AtomicU32::new(0),
            marks: Mutex::new(starts.each_ref().map(no_marks)),
            starts,
            progress,
        }
    }

    /// Takes part in the sieving until nothing is left to be done.
    pub(super) fn work(&self) {
        let mut marks = self.starts.each_ref().map(no_marks);
        loop {
            let stretch = self.next.fetch_add(1, Relaxed);
            if stretch >= self.stretches || self.progress.cancelled() {
                break;
            }
            self.mark_multiples(&self.small.segment(stretch), &mut marks);
        }
        let mut all = self.marks.lock().unwrap_or_else(PoisonError::into_inner);
        for (all, marks) in all.iter_mut().zip(marks) {
            for (all, word) in all.iter_mut().zip(marks.iter()) {
                *all |= word;
            }
        }
    }

    /// What is left, as how many odd numbers it lies above the start.
    pub(super) fn left(self) -> [Zeroizing<Vec<u32>>; 2] {
        let marks = self.marks.into_inner().unwrap_or_else(PoisonError::into_inner);
        marks.map(|marks| {
            let is_left = |index: &u32| {
                marks.get(*index as usize / 64).is_some_and(|word| word >> (index % 64) & 1 == 0)
            };
            Zeroizing::new((0..marks.len() as u32 * 64).filter(is_left).collect())
        })
    }

    fn mark_multiples(&self, mut primes: &[u32], marks: &mut [Marks; 2]) {
        let [first, second] = &self.words;
        while !primes.is_empty() {
            for (prime, rests) in Groups::take(&mut primes).residues([first, second]) {
                for (marks, rest) in marks.iter_mut().zip(rests) {
                    mark(marks, prime, rest);
                    if prime == EXPONENT {
                        mark(marks, prime, (rest + EXPONENT - 1) % EXPONENT);
                    }
                }
            }
        }
    }
}

fn no_marks(start: &Interval) -> Marks {
    Zeroizing::new(vec![0; start.odd_numbers() as usize / 64])
}

/// Marks every number start + 2 i that `prime` divides, where the start leaves `rest`.
fn mark(marks: &mut [u64], prime: u32, rest: u32) {
    // The i below the prime with 2 i = -rest modulo the prime.
    let first = match rest {
        0 => 0,
        odd if odd % 2 == 1 => (prime - odd) / 2,
        even => prime - even / 2,
    };
    let mut index = first as usize;
    while let Some(word) = marks.get_mut(index / 64) {
        *word |= 1 << (index % 64);
        index += prime as usize;
    }
}

#[cfg(test)]
mod tests {
    use super::{EXPONENT, Interval, STRETCH, Sieve, SmallPrimes};
    use crate::key::{NoProgress, Progress};
    use crypto_bigint::{BoxedUint, NonZero};
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    struct Cancelled;

    impl Progress for Cancelled {
        fn report(&self, _done: f32) {}
        fn cancelled(&self) -> bool {
            true
        }
    }

    fn rest(number: &BoxedUint, prime: u32) -> u32 {
        let rest = number.rem_vartime(&NonZero::new(BoxedUint::from(prime)).unwrap());
        u32::from_be_bytes(*rest.to_be_bytes().last_chunk().unwrap())
    }

    #[test]
    fn what_is_left_is_what_trial_division_leaves() {
        for (seed, bits) in [(1, [128, 128]), (2, [129, 128]), (3, [1025, 1024])] {
            let mut rng = StdRng::seed_from_u64(seed);
            let starts = bits.map(|bits| Interval::random(bits, &mut rng));
            // 65537 lies in the second stretch.
            let limit = 2 * STRETCH;
            let sieve = Sieve::new(&starts, limit, &NoProgress);
            // Who comes late finds nothing to do, and takes nothing away.
            sieve.work();
            sieve.work();
            let left = sieve.left();
            let primes = SmallPrimes::below(limit);
            let primes: Vec<u32> = (0..2).flat_map(|number| primes.segment(number)).collect();
            for (start, left) in starts.iter().zip(left) {
                let mut small = vec![false; start.odd_numbers() as usize];
                for prime in &primes {
                    let first = rest(&start.plus(0), *prime);
                    for (small, index) in small.iter_mut().zip(0_u64..) {
                        let rest = (u64::from(first) + 2 * index) % u64::from(*prime);
                        *small |= rest == 0 || (*prime == EXPONENT && rest == 1);
                    }
                }
                let expected: Vec<u32> =
                    small.iter().zip(0..).filter(|(small, _)| !**small).map(|(_, index)| index).collect();
                assert_eq!(*left, expected);
                assert!(left.len() > 20, "{} left", left.len());
                // And once the numbers themselves, not only their rests.
                let last = start.plus(*left.last().unwrap());
                assert!(primes.iter().all(|prime| rest(&last, *prime) != 0));
            }
        }
    }

    /// 65537 marks few numbers: here every start makes sure that one is there to be marked.
    #[test]
    fn numbers_that_are_1_modulo_the_exponent_are_taken_out() {
        let mut rng = StdRng::seed_from_u64(4);
        let mut seen = 0;
        for _ in 0..2000 {
            let starts = [128, 128].map(|bits| Interval::random(bits, &mut rng));
            let distance = (EXPONENT + 1 - rest(&starts[0].plus(0), EXPONENT)) % EXPONENT;
            let index = if distance.is_multiple_of(2) { distance / 2 } else { (distance + EXPONENT) / 2 };
            if index >= starts[0].odd_numbers() {
                continue;
            }
            let sieve = Sieve::new(&starts, 2 * STRETCH, &NoProgress);
            sieve.work();
            assert_eq!(rest(&starts[0].plus(index), EXPONENT), 1);
            assert!(!sieve.left()[0].contains(&index));
            seen += 1;
        }
        assert!(seen > 10, "{seen}");
    }

    #[test]
    fn a_sieve_that_is_cancelled_ends_at_once() {
        let starts = [128, 128].map(|bits| Interval::random(bits, &mut StdRng::seed_from_u64(5)));
        let sieve = Sieve::new(&starts, 1 << 31, &Cancelled);
        sieve.work();
        assert_eq!(sieve.left()[0].len(), starts[0].odd_numbers() as usize);
    }
}
