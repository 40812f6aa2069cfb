//! The search through two intervals, by any number of threads.

use super::Number;
use super::prove::{self, PrimalityTest};
use super::start::Interval;
use super::strong;
use crate::key::Progress;
use rand::rngs::StdRng;
use std::array;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// One prime is looked for in each of two intervals.
pub(super) struct Search<'a> {
    starts: &'a [Interval; 2],
    /// What the sieve left over.
    left: [Zeroizing<Vec<u32>>; 2],
    /// Whether nobody needs to try further candidates of an interval.
    done: [AtomicBool; 2],
    state: Mutex<State>,
    progress: &'a dyn Progress,
    share: Share,
}

/// How the search is a part of the progress of the whole work, from 0 to 1.
#[derive(Clone, Copy)]
pub(super) struct Share {
    /// The progress when both primes are found.
    pub(super) all: f32,
    /// The chance that a candidate is prime, in each interval.
    pub(super) chances: [f32; 2],
}

struct State {
    stages: [Stage; 2],
    /// How many candidates of each interval were handed out.
    tried: [usize; 2],
    /// For the bases of the proofs, which are no secret.
    rng: StdRng,
    reported: f32,
}

enum Stage {
    Searching,
    /// It passed the first test.
    Proving {
        candidate: Number,
        begun: u32,
        passed: u32,
    },
    Found(Number),
    /// The interval is at its end.
    Nothing,
}

enum Job {
    Try(usize, Number),
    Prove(usize, Number, PrimalityTest),
}

impl<'a> Search<'a> {
    pub(super) fn new(
        starts: &'a [Interval; 2],
        left: [Zeroizing<Vec<u32>>; 2],
        rng: StdRng,
        progress: &'a dyn Progress,
        share: Share,
    ) -> Self {
        let stages = array::from_fn(|_| Stage::Searching);
        let state = Mutex::new(State { stages, tried: [0; 2], rng, reported: 0.0 });
        Self { starts, left, done: array::from_fn(|_| AtomicBool::new(false)), state, progress, share }
    }

    /// Takes part in the search until there is nothing left to be done. Who leaves early, because
    /// others are at the last tests, is not missed: should one of them fail, they search on.
    pub(super) fn work(&self) {
        while let Some(job) = self.next_job() {
            self.carry_out(job);
        }
    }

    /// The primes; `None` where one was not found.
    pub(super) fn found(self) -> Option<[Number; 2]> {
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        match state.stages {
            [Stage::Found(first), Stage::Found(second)] => Some([first, second]),
            _ => None,
        }
    }

    fn next_job(&self) -> Option<Job> {
        if self.progress.cancelled() {
            return None;
        }
        let mut state = self.state();
        let State { stages, tried, rng, .. } = &mut *state;
        for (which, (stage, start)) in stages.iter_mut().zip(self.starts).enumerate() {
            if let Stage::Proving { candidate, begun, .. } = stage
                && let Some(proof) = PrimalityTest::number(*begun, start.bits(), rng)
            {
                *begun += 1;
                return Some(Job::Prove(which, candidate.clone(), proof));
            }
        }
        if stages.iter().any(|stage| matches!(stage, Stage::Nothing)) {
            return None;
        }
        for (which, (stage, start)) in stages.iter_mut().zip(self.starts).enumerate() {
            if let (Stage::Searching, Some(left), Some(tried)) =
                (&stage, self.left.get(which), tried.get_mut(which))
            {
                let Some(odd_numbers) = left.get(*tried) else {
                    *stage = Stage::Nothing;
                    return None;
                };
                *tried += 1;
                let job = Job::Try(which, start.plus(*odd_numbers));
                self.report(&mut state);
                return Some(job);
            }
        }
        None
    }

    fn carry_out(&self, job: Job) {
        match job {
            Job::Try(which, candidate) => self.try_it(which, candidate),
            Job::Prove(which, candidate, proof) => {
                if let Some(holds) = proof.holds(&candidate, &|| !self.progress.cancelled()) {
                    self.record_proof(which, &candidate, holds);
                }
            }
        }
    }

    fn try_it(&self, which: usize, candidate: Number) {
        let Some(settled) = self.done.get(which) else { return };
        let wanted = || !settled.load(Relaxed) && !self.progress.cancelled();
        if strong::passes(&candidate, &wanted) == Some(true)
            && let Some(stage @ Stage::Searching) = self.state().stages.get_mut(which)
        {
            *stage = Stage::Proving { candidate, begun: 0, passed: 0 };
            settled.store(true, Relaxed);
        }
    }

    fn record_proof(&self, which: usize, tested: &Number, holds: bool) {
        let mut state = self.state();
        let (Some(stage), Some(settled)) = (state.stages.get_mut(which), self.done.get(which)) else {
            return;
        };
        let Stage::Proving { candidate, passed, .. } = stage else { return };
        if **candidate != **tested {
            return;
        }
        if !holds {
            *stage = Stage::Searching;
            settled.store(false, Relaxed);
            return;
        }
        *passed += 1;
        if *passed == prove::needed(candidate.bit_width_vartime()) {
            let candidate = candidate.clone();
            *stage = Stage::Found(candidate);
        }
    }

    /// How likely it was to be done by now. Never less than before.
    fn report(&self, state: &mut State) {
        let parts =
            state.stages.iter().zip(state.tried).zip(self.share.chances).map(|((stage, tried), chance)| {
                match stage {
                    Stage::Searching | Stage::Nothing => 1.0 - (1.0 - chance).powf(tried as f32 - 1.0),
                    Stage::Proving { .. } | Stage::Found(_) => 1.0,
                }
            });
        state.reported = state.reported.max(self.share.all * parts.sum::<f32>() / 2.0);
        self.progress.report(state.reported);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::primes::sieve::Sieve;
    use crypto_primes::{Flavor, is_prime};
    use rand::SeedableRng as _;
    use std::sync::atomic::AtomicUsize;

    /// Stops when it was asked so many times.
    struct Patience(AtomicUsize);

    impl Patience {
        fn for_ever() -> Self {
            Self(AtomicUsize::new(usize::MAX))
        }
    }

    impl Progress for Patience {
        fn report(&self, _done: f32) {}
        fn cancelled(&self) -> bool {
            let more = |left: usize| if left == usize::MAX { Some(left) } else { left.checked_sub(1) };
            self.0.fetch_update(Relaxed, Relaxed, more).is_err()
        }
    }

    const SHARE: Share = Share { all: 1.0, chances: [0.1; 2] };

    fn starts(seed: u64) -> [Interval; 2] {
        let mut rng = StdRng::seed_from_u64(seed);
        array::from_fn(|_| Interval::random(192, &mut rng))
    }

    fn sieved(starts: &[Interval; 2]) -> [Zeroizing<Vec<u32>>; 2] {
        let quiet = Patience::for_ever();
        let sieve = Sieve::new(starts, 1 << 16, &quiet);
        sieve.work();
        sieve.left()
    }

    fn search<'a>(
        starts: &'a [Interval; 2],
        left: [Zeroizing<Vec<u32>>; 2],
        patience: &'a Patience,
    ) -> Search<'a> {
        Search::new(starts, left, StdRng::seed_from_u64(1), patience, SHARE)
    }

    #[test]
    fn one_thread_finds_the_first_prime_of_each_interval() {
        let quiet = Patience::for_ever();
        for seed in 0..20 {
            let starts = starts(seed);
            let search = search(&starts, sieved(&starts), &quiet);
            search.work();
            for (found, start) in search.found().unwrap().iter().zip(&starts) {
                let first =
                    (0..).map(|index| start.plus(index)).find(|number| is_prime(Flavor::Any, &**number));
                assert_eq!(**found, *first.unwrap());
            }
        }
    }

    /// As several threads do them: jobs are done in another order than they were given out.
    #[test]
    fn jobs_may_end_in_any_order() {
        let quiet = Patience::for_ever();
        for seed in 0..20 {
            let starts = starts(seed);
            let search = search(&starts, sieved(&starts), &quiet);
            loop {
                let mut jobs: Vec<Job> = (0..5).map_while(|_| search.next_job()).collect();
                if jobs.is_empty() {
                    break;
                }
                while let Some(job) = jobs.pop() {
                    search.carry_out(job);
                }
            }
            assert!(search.found().unwrap().iter().all(|found| is_prime(Flavor::Any, &**found)));
        }
    }

    #[test]
    fn an_interval_without_primes_is_given_up() {
        let (starts, quiet) = (starts(1), Patience::for_ever());
        let [first, second] = sieved(&starts);
        let composite = |index: &u32| !is_prime(Flavor::Any, &*starts[1].plus(*index));
        let second = Zeroizing::new(second.iter().copied().filter(composite).collect());
        let search = search(&starts, [first, second], &quiet);
        search.work();
        assert!(search.found().is_none());
    }

    /// Were the first test fooled, the search goes on behind what fooled it.
    #[test]
    fn a_number_that_fails_the_full_test_is_passed_over() {
        let (starts, quiet) = (starts(2), Patience::for_ever());
        let search = search(&starts, sieved(&starts), &quiet);
        let mut first = None;
        while first.is_none() {
            match search.next_job().unwrap() {
                Job::Try(which, candidate) => search.try_it(which, candidate),
                Job::Prove(_, candidate, _) => first = Some(candidate),
            }
        }
        let first = first.unwrap();
        search.record_proof(0, &first, false);
        // What others say of it later does not count for the next one.
        search.record_proof(0, &first, true);
        search.work();
        let [found, _] = search.found().unwrap();
        assert!(*found > *first && is_prime(Flavor::Any, &*found));
    }

    /// One proof too few, or one twice instead of another, would never be noticed.
    #[test]
    fn every_proof_is_handed_out_once_and_all_must_hold() {
        let quiet = Patience::for_ever();
        for bits in [192, 1535, 1536] {
            let mut rng = StdRng::seed_from_u64(4);
            let starts = array::from_fn(|_| Interval::random(bits, &mut rng));
            let search = search(&starts, [Zeroizing::new(vec![0]), Zeroizing::new(vec![0])], &quiet);
            let candidate = starts[0].plus(0);
            search.state().stages[0] = Stage::Proving { candidate: candidate.clone(), begun: 0, passed: 0 };
            let mut lucas = Vec::new();
            while let Some(Job::Prove(0, _, proof)) = search.next_job() {
                lucas.push(matches!(proof, PrimalityTest::Lucas));
            }
            assert_eq!(lucas.len(), prove::needed(bits) as usize, "{bits} bits");
            assert_eq!(lucas.iter().position(|is_lucas| *is_lucas), Some(0));
            assert_eq!(lucas.iter().filter(|is_lucas| **is_lucas).count(), 1);
            for left in (0..lucas.len()).rev() {
                assert!(matches!(search.state().stages[0], Stage::Proving { .. }), "{left} more");
                search.record_proof(0, &candidate, true);
            }
            assert!(matches!(search.state().stages[0], Stage::Found(_)));
        }
    }

    #[test]
    fn stops_when_cancelled() {
        let starts = starts(3);
        for asked in [0, 1, 2, 10, 100] {
            let patience = Patience(AtomicUsize::new(asked));
            let search = search(&starts, sieved(&starts), &patience);
            search.work();
            assert!(search.found().is_none());
        }
    }
}
