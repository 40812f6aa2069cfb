//! Small primes, a stretch of numbers at a time.

/// How many numbers are looked at in one go: their odd ones fit into the fastest cache.
pub(super) const STRETCH: u32 = 1 << 16;

/// Finds the odd primes of any stretch below a limit, by the sieve of Eratosthenes.
pub(super) struct SmallPrimes {
    /// The odd primes up to the root of the limit.
    roots: Vec<u32>,
}

impl SmallPrimes {
    pub(super) fn below(limit: u32) -> Self {
        let is_prime = |n: &u32| (3..).step_by(2).take_while(|d| d * d <= *n).all(|d| !n.is_multiple_of(d));
        Self { roots: (3..=limit.isqrt()).step_by(2).filter(is_prime).collect() }
    }

    /// The odd primes from `number` times [`STRETCH`] to the next stretch.
    pub(super) fn segment(&self, number: u32) -> Vec<u32> {
        let from = number * STRETCH;
        let mut composite = vec![number == 0; 1];
        composite.resize(STRETCH as usize / 2, false);
        for root in &self.roots {
            // The first odd multiple here, but not the root itself.
            let multiple = root * (from.div_ceil(*root) | 1).max(*root);
            let index = ((multiple - from) / 2) as usize;
            for composite in composite.iter_mut().skip(index).step_by(*root as usize) {
                *composite = true;
            }
        }
        let odd = (from + 1..).step_by(2);
        odd.zip(composite).filter(|(_, composite)| !composite).map(|(odd, _)| odd).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{STRETCH, SmallPrimes};

    #[test]
    fn as_many_as_are_known() {
        // pi(2^16), pi(2^20), pi(2^22) and pi(2^24) without 2 (OEIS A007053).
        for (power, known) in [(16, 6542), (20, 82_025), (22, 295_947), (24, 1_077_871)] {
            let small = SmallPrimes::below(1 << power);
            let found: usize = (0..(1 << power) / STRETCH).map(|number| small.segment(number).len()).sum();
            assert_eq!(found, known - 1, "below 2^{power}");
        }
    }

    #[test]
    fn the_same_as_by_trial_division() {
        let small = SmallPrimes::below(4 * STRETCH);
        for number in [0, 1, 3] {
            let from = number * STRETCH;
            let is_prime = |n: &u32| *n > 2 && (2..=n.isqrt()).all(|d| !n.is_multiple_of(d));
            let expected: Vec<u32> = (from..from + STRETCH).filter(is_prime).collect();
            assert_eq!(small.segment(number), expected);
        }
    }
}
