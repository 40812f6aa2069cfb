//! The full test of a number that passed the first one.

use super::{lucas, strong};
use crypto_bigint::{BoxedUint, NonZero, RandomMod as _, Resize as _};
use rand::SeedableRng as _;
use rand::rngs::StdRng;

/// One of the tests. They know nothing of each other: threads can share them.
pub(super) enum PrimalityTest {
    /// The Lucas part of Baillie-PSW in its form of 2021, which has no known counterexample.
    Lucas,
    /// A round of Miller-Rabin with a random base, from this source.
    MillerRabin(Box<StdRng>),
}

/// How many tests a number of so many bits has to pass.
///
/// The rounds of Miller-Rabin with random bases are those of FIPS 186-5, table B.1, which follow
/// from the formula of its appendix C.1 (Damgård, Landrock and Pomerance): 5 from 1024 bits (a
/// composite passes with a probability below 2^-112), 4 from 1536 (2^-128; from 2048, 2^-144). It is
/// for candidates that are drawn one by one, and ours come from an interval: Brandt and Damgård show
/// that this costs a small factor, not the order. The Lucas test comes on top, as appendix B.3
/// allows, and the strong test to base 2 before: no composite is known that passes even these two.
pub(super) fn needed(bits: u32) -> u32 {
    1 + if bits < 1536 { 5 } else { 4 }
}

impl PrimalityTest {
    /// The test of this number, from 0; the longest comes first.
    pub(super) fn number(number: u32, bits: u32, rng: &mut StdRng) -> Option<Self> {
        match number {
            0 => Some(Self::Lucas),
            number if number < needed(bits) => Some(Self::MillerRabin(Box::new(StdRng::from_rng(rng)))),
            _ => None,
        }
    }

    /// Whether the candidate passes; `None` when the answer is no longer `wanted`.
    pub(super) fn holds(self, candidate: &BoxedUint, wanted: &dyn Fn() -> bool) -> Option<bool> {
        match self {
            Self::Lucas => lucas::passes(candidate, wanted),
            Self::MillerRabin(mut rng) => {
                // A number below 4 has no base, and is no candidate.
                let Some(base) = random_base(candidate, &mut rng) else { return Some(false) };
                strong::passes_to_base(&base, candidate, wanted)
            }
        }
    }
}

/// Any number from 2 to 2 below the candidate alike.
fn random_base(candidate: &BoxedUint, rng: &mut StdRng) -> Option<BoxedUint> {
    let [two, three] = [2_u32, 3].map(|small| BoxedUint::from(small).resize(candidate.bits_precision()));
    let count = NonZero::new(candidate.wrapping_sub(&three)).into_option()?;
    Some(BoxedUint::random_mod_vartime(rng, &count).wrapping_add(&two))
}

#[cfg(test)]
mod tests {
    use super::{PrimalityTest, needed};
    use crypto_bigint::BoxedUint;
    use crypto_primes::hazmat::minimum_mr_iterations;
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    /// The formula of FIPS 186-5, appendix C.1, as another implementation has it.
    #[test]
    fn the_rounds_are_those_of_the_formula() {
        for (bits, error) in [(1024, 112), (1536, 128), (2048, 144), (4096, 144), (8192, 144)] {
            let rounds = minimum_mr_iterations(bits, error).unwrap() as u32;
            assert!(needed(bits) > rounds, "{bits} bits: {rounds} rounds");
        }
        assert_eq!(minimum_mr_iterations(1024, 112), Some(5));
        // And the Lucas test.
        assert_eq!([needed(1535), needed(1536)], [6, 5]);
        let mut rng = StdRng::seed_from_u64(1);
        let is_lucas = |number, rng: &mut StdRng| {
            PrimalityTest::number(number, 2048, rng).map(|proof| matches!(proof, PrimalityTest::Lucas))
        };
        assert_eq!(is_lucas(0, &mut rng), Some(true));
        assert_eq!(is_lucas(1, &mut rng), Some(false));
        assert_eq!(is_lucas(5, &mut rng), None);
    }

    fn verdicts(number: &BoxedUint) -> Vec<bool> {
        let mut rng = StdRng::seed_from_u64(1);
        let proofs =
            (0..).map_while(|which| PrimalityTest::number(which, number.bit_width_vartime(), &mut rng));
        proofs.map(|proof| proof.holds(number, &|| true).unwrap()).collect()
    }

    #[test]
    fn primes_pass_and_pseudoprimes_do_not() {
        let prime = BoxedUint::from_be_hex("7fffffffffffffffffffffffffffffff", 128).unwrap();
        assert_eq!(verdicts(&prime), [true; 6]);
        // 3825123056546413051 is a strong pseudoprime to the nine smallest prime bases.
        let verdicts = verdicts(&BoxedUint::from(3_825_123_056_546_413_051_u64));
        assert!(!verdicts[0], "the Lucas test was fooled");
        assert!(verdicts[1..].contains(&false), "Miller-Rabin was fooled");
        assert_eq!(verdicts.len(), 6);
    }
}
