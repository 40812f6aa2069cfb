//! The strong probable-prime test.

use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, CtAssign, CtEq as _, Limb, MontyForm, MontyMultiplier, Odd};
use zeroize::Zeroizing;

type Multiplier<'a> = <BoxedMontyForm as MontyForm>::Multiplier<'a>;
type Power = Zeroizing<BoxedMontyForm>;

/// Bits of the exponent that are dealt with at a time, for base 2.
const WINDOW: u32 = Limb::BITS.ilog2();
/// The same for other bases.
const WINDOW_OF_BASES: u32 = 4;

/// Whether an odd number above 4 passes the strong probable-prime test to base 2 (FIPS 186-5,
/// B.3.1 with b = 2). `None` when the answer is no longer `wanted`.
///
/// The exponent is the secret. Squarings are those of crypto-bigint, in constant time. In place
/// of multiplications by powers from a table, base 2 needs only multiplications by powers of 2
/// smaller than a limb, each with one step of Montgomery's reduction. That step divides by
/// 2^[`Limb::BITS`], again a power of 2: so every window of the exponent stands for itself minus
/// `Limb::BITS`, and the windows are made to add up to the exponent all the same.
pub(super) fn passes(candidate: &BoxedUint, wanted: &dyn Fn() -> bool) -> Option<bool> {
    let Some(test) = Test::of(candidate) else { return Some(false) };
    let params = &test.params;
    let two = params.as_ref().one().double_mod(params.modulus().as_nz_ref());
    let mut power = Zeroizing::new(BoxedMontyForm::from_montgomery(two, params));
    let mut multiplier = Multiplier::from(params);
    let mut scratch = Zeroizing::new(BoxedUint::zero_with_precision(candidate.bits_precision()));
    for window in windows(&test.exponent).iter().rev() {
        if !wanted() {
            return None;
        }
        for _ in 0..WINDOW {
            multiplier.square_assign(&mut power);
        }
        let factor = Limb::ONE << u32::from(*window);
        times(power.as_montgomery_mut(), factor, params, &mut scratch);
    }
    Some(test.verdict(power))
}

/// The same to any base below the candidate; its powers are picked from a table that is read as
/// a whole each time.
pub(super) fn passes_to_base(
    base: &BoxedUint,
    candidate: &BoxedUint,
    wanted: &dyn Fn() -> bool,
) -> Option<bool> {
    let Some(test) = Test::of(candidate) else { return Some(false) };
    let params = &test.params;
    let mut multiplier = Multiplier::from(params);
    let base = Zeroizing::new(BoxedMontyForm::new(base.clone(), params));
    let next = |last: &Power| {
        let mut next = last.clone();
        multiplier.mul_assign(&mut next, &base);
        Some(next)
    };
    let one = Zeroizing::new(BoxedMontyForm::one(params));
    let table: Vec<Power> =
        std::iter::successors(Some(one.clone()), next).take(1 << WINDOW_OF_BASES).collect();
    let (mut power, mut factor) = (one.clone(), one);
    for limb in test.exponent.as_limbs().iter().rev() {
        for window in (0..Limb::BITS / WINDOW_OF_BASES).rev() {
            if !wanted() {
                return None;
            }
            for _ in 0..WINDOW_OF_BASES {
                multiplier.square_assign(&mut power);
            }
            let window = limb.0 >> (window * WINDOW_OF_BASES) & ((1 << WINDOW_OF_BASES) - 1);
            for (number, of_table) in (0..).zip(&table) {
                factor.as_montgomery_mut().ct_assign(of_table.as_montgomery(), window.ct_eq(&number));
            }
            multiplier.mul_assign(&mut power, &factor);
        }
    }
    Some(test.verdict(power))
}

/// A candidate for the test: 1 more than exponent * 2^twos.
struct Test {
    params: BoxedMontyParams,
    exponent: Zeroizing<BoxedUint>,
    trailing_zeros: u32,
    minus_one: Zeroizing<BoxedUint>,
}

impl Test {
    fn of(candidate: &BoxedUint) -> Option<Self> {
        let modulus = Odd::new(candidate.clone()).into_option()?;
        let one = BoxedUint::one_with_precision(candidate.bits_precision());
        let below = Zeroizing::new(candidate.wrapping_sub(&one));
        let twos = below.trailing_zeros_vartime();
        let exponent = Zeroizing::new(below.shr_vartime(twos)?);
        let params = BoxedMontyParams::new(modulus);
        let minus_one = Zeroizing::new(candidate.wrapping_sub(params.as_ref().one()));
        Some(Self { params, exponent, trailing_zeros: twos, minus_one })
    }

    /// By the power of the base with the exponent.
    fn verdict(&self, mut power: Power) -> bool {
        if power.as_montgomery() == self.params.as_ref().one() {
            return true;
        }
        let mut multiplier = Multiplier::from(&self.params);
        for _ in 0..self.trailing_zeros {
            if *power.as_montgomery() == *self.minus_one {
                return true;
            }
            multiplier.square_assign(&mut power);
        }
        false
    }
}

/// Least significant first: windows w of the exponent, such that the sum of
/// (w - `Limb::BITS`) * 2^(`WINDOW` i) and one more window of 1 before the first is the exponent.
fn windows(exponent: &BoxedUint) -> Zeroizing<Vec<u8>> {
    let count = (exponent.bits_precision() + 1).div_ceil(WINDOW) as usize;
    let mut windows = Zeroizing::new(vec![0_u8; count]);
    let limbs = exponent.as_limbs().iter();
    let mut bits = limbs.flat_map(|limb| (0..Limb::BITS).map(move |bit| (limb.0 >> bit) as u8 & 1));
    let mut carry = 0;
    for window in windows.iter_mut() {
        let own = bits.by_ref().take(WINDOW as usize).zip(0..).fold(0, |own, (bit, at)| own | bit << at);
        let sum = own + carry;
        *window = sum & ((1 << WINDOW) - 1);
        // What the reduction after this window takes away is owed by the next one.
        carry = (sum >> WINDOW) + 1;
    }
    windows
}

/// value * factor / 2^[`Limb::BITS`] modulo the modulus.
fn times(value: &mut BoxedUint, factor: Limb, params: &BoxedMontyParams, scratch: &mut BoxedUint) {
    let modulus = params.modulus().as_limbs();
    let lowest = value.as_limbs().first().map_or(Limb::ZERO, |limb| limb.wrapping_mul(factor));
    let multiple = lowest.wrapping_mul(params.as_ref().mod_neg_inv());
    // (value * factor + modulus * multiple) / 2^Limb::BITS, below 2 times the modulus.
    let (mut high, mut high_of_multiple) = (Limb::ZERO, Limb::ZERO);
    let mut sums = value.as_limbs().iter().zip(modulus).map(|(limb, of_modulus)| {
        let low;
        (low, high) = factor.carrying_mul_add(*limb, Limb::ZERO, high);
        let sum;
        (sum, high_of_multiple) = multiple.carrying_mul_add(*of_modulus, low, high_of_multiple);
        sum
    });
    let _zero = sums.next();
    let (last, rest) = match scratch.as_mut_limbs().split_last_mut() {
        Some(parts) => parts,
        None => return,
    };
    for (to, sum) in rest.iter_mut().zip(sums) {
        *to = sum;
    }
    let carry;
    (*last, carry) = high.carrying_add(high_of_multiple, Limb::ZERO);
    // Once less the modulus, where that is not below 0.
    let mut borrow = Limb::ZERO;
    for ((to, limb), of_modulus) in value.as_mut_limbs().iter_mut().zip(scratch.as_limbs()).zip(modulus) {
        (*to, borrow) = limb.borrowing_sub(*of_modulus, borrow);
    }
    let (_, borrow) = carry.borrowing_sub(Limb::ZERO, borrow);
    value.ct_assign(scratch, !borrow.is_zero());
}

#[cfg(test)]
mod tests {
    use super::{BoxedUint, Limb, Odd, WINDOW, passes, passes_to_base, windows};
    use crypto_bigint::Resize as _;
    use crypto_primes::hazmat::MillerRabin;
    use rand::rngs::StdRng;
    use rand::{Rng as _, SeedableRng as _};
    use std::cell::Cell;

    fn random(bits: u32, rng: &mut StdRng) -> BoxedUint {
        let mut bytes = vec![0; bits.div_ceil(8) as usize];
        rng.fill_bytes(&mut bytes);
        let number = BoxedUint::from_be_slice_vartime(&bytes);
        let number = number.shr_vartime(bytes.len() as u32 * 8 - bits).unwrap();
        let one = BoxedUint::one_with_precision(number.bits_precision());
        &number | &one | &one.shl_vartime(bits - 1).unwrap()
    }

    /// Primes and composites of many lengths, around whole limbs too.
    #[test]
    fn the_same_verdict_as_another_implementation() {
        let mut rng = StdRng::seed_from_u64(1);
        let (mut primes, mut composites) = (0, 0);
        for round in 0..6000 {
            let bits = [65, 96, 127, 128, 129, 130, 191, 192, 193, 256][round % 10];
            let number = random(bits, &mut rng);
            let other = MillerRabin::new(Odd::new(number.clone()).unwrap()).test_base_two();
            let expected = other.is_probably_prime();
            assert_eq!(passes(&number, &|| true), Some(expected), "{number:x}");
            let base = random(bits - 1, &mut rng).resize(number.bits_precision());
            let other = MillerRabin::new(Odd::new(number.clone()).unwrap()).test(&base);
            let to_base = passes_to_base(&base, &number, &|| true);
            assert_eq!(to_base, Some(other.is_probably_prime()), "{number:x} to base {base:x}");
            *if expected { &mut primes } else { &mut composites } += 1;
        }
        assert!(primes > 40 && composites > 4000, "{primes} primes, {composites} composites");
    }

    #[test]
    fn all_small_odd_numbers() {
        // All the strong pseudoprimes to base 2 below 30000 (OEIS A001262).
        let fooled = [2047, 3277, 4033, 4681, 8321, 15841, 29341];
        for number in (5_u64..30_000).step_by(2) {
            let is_prime = (3..=number.isqrt()).step_by(2).all(|d| number % d != 0);
            let expected = is_prime || fooled.contains(&number);
            assert_eq!(passes(&BoxedUint::from(number), &|| true), Some(expected), "{number}");
        }
    }

    /// Numbers whose products in Montgomery's form are as large as they get.
    #[test]
    fn numbers_at_the_edges_of_limbs() {
        // 2^521 - 1, 2^607 - 1 and 2^1279 - 1 are primes; 2^523 - 1 is none, nor is 2^1024 - 1.
        for (bits, expected) in [(521_u32, true), (523, true), (607, true), (1024, false), (1279, true)] {
            let precision = bits.next_multiple_of(Limb::BITS);
            let all = BoxedUint::max(precision).shr_vartime(precision - bits).unwrap();
            // A Mersenne number of prime exponent is a strong pseudoprime to base 2.
            assert_eq!(passes(&all, &|| true), Some(expected), "2^{bits} - 1");
        }
    }

    #[test]
    fn the_windows_add_up_to_the_exponent() {
        let mut rng = StdRng::seed_from_u64(3);
        for bits in [64, 127, 128, 192, 384] {
            for exponent in
                [random(bits, &mut rng), BoxedUint::max(bits), BoxedUint::one_with_precision(bits)]
            {
                // Kept modulo 2^512: more than enough.
                let wide = |word: u64| BoxedUint::from(word).resize(512);
                let mut sum = wide(1);
                for window in windows(&exponent).iter().rev() {
                    sum = sum.shl_vartime(WINDOW).unwrap();
                    sum =
                        sum.wrapping_add(wide(u64::from(*window))).wrapping_sub(wide(u64::from(Limb::BITS)));
                }
                assert_eq!(sum.to_be_bytes_trimmed_vartime(), exponent.to_be_bytes_trimmed_vartime());
            }
        }
    }

    #[test]
    fn gives_up_in_the_middle() {
        let number = random(4096, &mut StdRng::seed_from_u64(4));
        let asked = Cell::new(0);
        let three_times = || asked.replace(asked.get() + 1) < 3;
        assert_eq!(passes(&number, &three_times), None);
        assert_eq!(asked.replace(0), 4);
        let base = BoxedUint::from(3_u64).resize(4096);
        assert_eq!(passes_to_base(&base, &number, &three_times), None);
        assert_eq!(asked.get(), 4);
    }
}
