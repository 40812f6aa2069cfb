//! The Lucas test of Baillie-PSW, as it was strengthened in 2021.

use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, Choice, CtAssign as _, Limb, MontyForm, MontyMultiplier, NonZero, Odd, Word};
use crypto_primes::hazmat::{AStarBase, LucasBase as _};
use zeroize::Zeroizing;

type Number = Zeroizing<BoxedMontyForm>;
type Multiplier<'a> = <BoxedMontyForm as MontyForm>::Multiplier<'a>;

/// Whether an odd number n above 5 passes the strong Lucas test by method A*, and besides has
/// V(n+1) = 2 Q and Q^((n+1)/2) = Q (Q/n) modulo n (R. Baillie, A. Fiori, S. S. Wagstaff,
/// "Strengthening the Baillie-PSW primality test", Mathematics of Computation 90, 2021). `None`
/// when the answer is no longer `wanted`.
///
/// n + 1 is as secret as n: all its bits go through the same steps.
pub(super) fn passes(candidate: &BoxedUint, wanted: &dyn Fn() -> bool) -> Option<bool> {
    let Some(modulus) = Odd::new(candidate.clone()).into_option() else { return Some(false) };
    let (p, q, q_is_negative) = match AStarBase.generate(&modulus) {
        Ok(base) => base,
        Err(primality) => return Some(primality.is_probably_prime()),
    };
    let symbol = jacobi(q, q_is_negative, candidate);
    if symbol == 0 {
        return Some(false);
    }
    // n + 1 = d 2^twos. It may not fit, but d does.
    let twos = candidate.trailing_ones_vartime();
    let one = BoxedUint::one_with_precision(candidate.bits_precision());
    let d = Zeroizing::new(candidate.shr_vartime(twos).map_or(one.clone(), |half| half.wrapping_add(&one)));

    let params = BoxedMontyParams::new(modulus);
    let mut sequence = Sequence::new(p, q, q_is_negative, &params);
    for limb in d.as_limbs().iter().rev() {
        for bit in (0..Limb::BITS).rev() {
            if !wanted() {
                return None;
            }
            sequence.step(Choice::from_u8_lsb((limb.0 >> bit) as u8));
        }
    }
    let mut is_strong = sequence.u_is_zero() || bool::from(sequence.v.is_zero());
    for _ in 1..twos {
        sequence.double();
        is_strong |= bool::from(sequence.v.is_zero());
    }
    // Now k is (n + 1) / 2.
    let euler = if symbol > 0 { sequence.q.clone() } else { Zeroizing::new(-&*sequence.q) };
    let is_euler = *sequence.q_power == *euler;
    sequence.double();
    Some(is_strong && is_euler && *sequence.v == sequence.q.double())
}

/// V(k), V(k+1) and Q^k of the Lucas sequences with P and Q, from k = 0.
struct Sequence<'a> {
    p: Word,
    q: Number,
    v: Number,
    next_v: Number,
    q_power: Number,
    multiplier: Multiplier<'a>,
}

impl<'a> Sequence<'a> {
    fn new(p: Word, q: Word, q_is_negative: bool, params: &'a BoxedMontyParams) -> Self {
        let small = |word: Word| {
            let mut number = BoxedUint::zero_with_precision(params.bits_precision());
            number.as_mut_limbs().iter_mut().take(1).for_each(|lowest| *lowest = Limb(word));
            Zeroizing::new(BoxedMontyForm::new(number, params))
        };
        let q = if q_is_negative { Zeroizing::new(-&*small(q)) } else { small(q) };
        let multiplier = Multiplier::from(params);
        Self { p, q, v: small(2), next_v: small(p), q_power: small(1), multiplier }
    }

    /// From k to 2 k + bit, by V(2k) = V(k)^2 - 2 Q^k and V(2k+1) = V(k) V(k+1) - P Q^k.
    fn step(&mut self, bit: Choice) {
        let mut even = self.v.clone();
        assign(&mut even, &self.next_v, bit);
        let mut odd = self.next_v.clone();
        self.multiplier.mul_assign(&mut odd, &self.v);
        for _ in 0..self.p {
            *odd -= &*self.q_power;
        }
        // Q^(k + bit)
        let mut factor = self.q_power.clone();
        self.multiplier.mul_assign(&mut factor, &self.q);
        assign(&mut factor, &self.q_power, !bit);
        self.multiplier.square_assign(&mut even);
        *even -= &*factor;
        *even -= &*factor;
        self.multiplier.mul_assign(&mut self.q_power, &factor);
        // V(2 (k + bit)) is the second of the new two where the bit is set.
        self.v = even.clone();
        assign(&mut self.v, &odd, bit);
        self.next_v = odd;
        assign(&mut self.next_v, &even, bit);
    }

    /// From k to 2 k, without V(k + 1).
    fn double(&mut self) {
        self.multiplier.square_assign(&mut self.v);
        *self.v -= &*self.q_power;
        *self.v -= &*self.q_power;
        self.multiplier.square_assign(&mut self.q_power);
    }

    /// D U(k) = 2 V(k+1) - P V(k), and D has no factor in common with n.
    fn u_is_zero(&self) -> bool {
        let mut u = Zeroizing::new(self.next_v.double());
        for _ in 0..self.p {
            *u -= &*self.v;
        }
        u.is_zero().into()
    }
}

fn assign(to: &mut BoxedMontyForm, from: &BoxedMontyForm, choice: Choice) {
    to.as_montgomery_mut().ct_assign(from.as_montgomery(), choice);
}

/// The Jacobi symbol of a small number, 0 excepted, and an odd one.
fn jacobi(small: Word, is_negative: bool, odd: &BoxedUint) -> i32 {
    let lowest = odd.as_limbs().first().map_or(0, |limb| limb.0);
    let twos = small.trailing_zeros();
    let small = small >> twos;
    let Some(divisor) = NonZero::new(Limb(small)).into_option() else { return 0 };
    let mut is_minus = is_negative && lowest % 4 == 3;
    is_minus ^= twos % 2 == 1 && matches!(lowest % 8, 3 | 5);
    is_minus ^= small % 4 == 3 && lowest % 4 == 3;
    let (mut top, mut bottom) = (odd.rem_limb(divisor).0, small);
    while top != 0 {
        let twos = top.trailing_zeros();
        is_minus ^= twos % 2 == 1 && matches!(bottom % 8, 3 | 5);
        (top, bottom) = (bottom, top >> twos);
        is_minus ^= top % 4 == 3 && bottom % 4 == 3;
        top %= bottom;
    }
    match (bottom, is_minus) {
        (1, false) => 1,
        (1, true) => -1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{AStarBase, BoxedUint, Odd, jacobi, passes};
    use crypto_primes::hazmat::{LucasCheck, lucas_test};
    use rand::rngs::StdRng;
    use rand::{Rng as _, SeedableRng as _};
    use std::cell::Cell;

    fn verdict_of_another(number: &BoxedUint) -> bool {
        let odd = Odd::new(number.clone()).unwrap();
        lucas_test(odd, AStarBase, LucasCheck::Bpsw21).is_probably_prime()
    }

    #[test]
    fn all_small_odd_numbers() {
        for number in (7_u64..60_000).step_by(2) {
            let is_prime = (3..=number.isqrt()).step_by(2).all(|d| number % d != 0);
            assert_eq!(passes(&BoxedUint::from(number), &|| true), Some(is_prime), "{number}");
        }
    }

    /// Primes and composites of many lengths, around whole limbs too.
    #[test]
    fn the_same_verdict_as_another_implementation() {
        let mut rng = StdRng::seed_from_u64(1);
        let (mut primes, mut composites) = (0, 0);
        for round in 0..6000 {
            let bits: u32 = [64, 65, 96, 127, 128, 129, 191, 192, 193, 256][round % 10];
            let mut bytes = vec![0; bits.div_ceil(8) as usize];
            rng.fill_bytes(&mut bytes);
            bytes[0] = (bytes[0] | 0x80) >> (bytes.len() as u32 * 8 - bits);
            *bytes.last_mut().unwrap() |= 1;
            let number = BoxedUint::from_be_slice_vartime(&bytes);
            let expected = verdict_of_another(&number);
            assert_eq!(passes(&number, &|| true), Some(expected), "{number:x}");
            *if expected { &mut primes } else { &mut composites } += 1;
        }
        assert!(primes > 40 && composites > 4000, "{primes} primes, {composites} composites");
    }

    /// Numbers whose n + 1 is one power of 2, and what fools other tests.
    #[test]
    fn odd_ones_out() {
        for (bits, expected) in
            [(61_u32, true), (64, false), (89, true), (127, true), (128, false), (521, true)]
        {
            let precision = bits.next_multiple_of(64);
            let all = BoxedUint::max(precision).shr_vartime(precision - bits).unwrap();
            assert_eq!(passes(&all, &|| true), Some(expected), "2^{bits} - 1");
        }
        // Strong Lucas pseudoprimes by method A* (OEIS A217255 by method A), a square, and two
        // strong pseudoprimes to many bases.
        for number in
            [5459, 5777, 10877, 16109, 18971, 1093 * 1093, 3_215_031_751, 3_825_123_056_546_413_051_u64]
        {
            assert_eq!(passes(&BoxedUint::from(number), &|| true), Some(false), "{number}");
        }
        assert_eq!(passes(&BoxedUint::from(1_000_000_u64), &|| true), Some(false));
    }

    #[test]
    fn jacobi_symbols() {
        for odd in (3_u64..400).step_by(2).filter(|odd| (3..*odd).step_by(2).all(|d| odd % d != 0)) {
            for small in 1..60 {
                // By Euler's criterion, for odd is a prime.
                let power = |base: u64| (0..odd / 2).fold(1, |power, _| power * base % odd);
                let symbol = |base: u64| match power(base) {
                    0 => 0,
                    1 => 1,
                    _ => -1,
                };
                let number = BoxedUint::from(odd);
                assert_eq!(jacobi(small, false, &number), symbol(small % odd), "{small}/{odd}");
                assert_eq!(jacobi(small, true, &number), symbol((odd - small % odd) % odd), "-{small}/{odd}");
            }
        }
    }

    #[test]
    fn gives_up_in_the_middle() {
        let number = BoxedUint::max(576).shr_vartime(55).unwrap();
        let asked = Cell::new(0);
        let three_times = || asked.replace(asked.get() + 1) < 3;
        assert_eq!(passes(&number, &three_times), None);
        assert_eq!(asked.get(), 4);
    }
}
