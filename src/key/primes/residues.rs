//! Remainders of large numbers by many small primes.

/// Small primes in groups: one pass over a large number reduces it by the products of all groups,
/// and what is left is small enough to be reduced by each prime. Montgomery's reduction, with
/// R = 2^64, takes the place of division. Several groups go side by side: none waits for another.
pub(super) struct Groups<'a> {
    groups: [Group<'a>; GROUPS],
}

const GROUPS: usize = 4;

/// Sums of the reduction stay below 2 times the product, and so below 2^63.
const LARGEST_PRODUCT: u64 = 1 << 62;

struct Group<'a> {
    primes: &'a [u32],
    product: u64,
    /// -1 / product modulo R.
    inverse: u64,
}

impl<'a> Groups<'a> {
    /// Takes as many odd primes from the front of `primes` as there is room for.
    pub(super) fn take(primes: &mut &'a [u32]) -> Self {
        Self { groups: std::array::from_fn(|_| Group::take(primes)) }
    }

    /// The rests of two numbers of equal length, least significant words first, by each prime.
    pub(super) fn residues(&self, numbers: [&[u64]; 2]) -> impl Iterator<Item = (u32, [u32; 2])> {
        let [first, second] = numbers;
        let mut sums = [[0_u64; 2]; GROUPS];
        for (first, second) in first.iter().zip(second) {
            for ([one, other], group) in sums.iter_mut().zip(&self.groups) {
                *one = group.reduced(u128::from(*one) + u128::from(*first));
                *other = group.reduced(u128::from(*other) + u128::from(*second));
            }
        }
        // Each word has divided by R once.
        let undo = self.powers_of_2(first.len() as u32 * u64::BITS);
        let parts = self.groups.iter().zip(sums).zip(undo);
        parts.flat_map(|((group, sums), undo)| {
            let rests = sums.map(|sum| group.product_of(sum, undo));
            group
                .primes
                .iter()
                .map(move |prime| (*prime, rests.map(|rest| (rest % u64::from(*prime)) as u32)))
        })
    }

    /// R * 2^exponent by each of the products.
    fn powers_of_2(&self, exponent: u32) -> [u64; GROUPS] {
        let mut powers = self.groups.each_ref().map(|group| group.product.wrapping_neg() % group.product);
        for bit in (0..u32::BITS - exponent.leading_zeros()).rev() {
            for (power, group) in powers.iter_mut().zip(&self.groups) {
                *power = group.product_of(*power, *power);
                if exponent >> bit & 1 == 1 {
                    let twice = *power * 2;
                    *power = twice.min(twice.wrapping_sub(group.product * 2));
                }
            }
        }
        powers
    }
}

impl<'a> Group<'a> {
    fn take(primes: &mut &'a [u32]) -> Self {
        let mut product = 1_u64;
        let fits = |prime: &&u32| {
            let larger = product.checked_mul(u64::from(**prime)).filter(|product| *product < LARGEST_PRODUCT);
            larger.map(|larger| product = larger).is_some()
        };
        let count = primes.iter().take_while(fits).count();
        let (group, rest) = primes.split_at_checked(count).unwrap_or_default();
        *primes = rest;
        Self { primes: group, product, inverse: negative_inverse(product) }
    }

    /// Something congruent to `value / R`, below 2 times the product.
    fn reduced(&self, value: u128) -> u64 {
        let factor = (value as u64).wrapping_mul(self.inverse);
        ((value + u128::from(factor) * u128::from(self.product)) >> 64) as u64
    }

    /// Something congruent to `a * b / R`.
    fn product_of(&self, a: u64, b: u64) -> u64 {
        self.reduced(u128::from(a) * u128::from(b))
    }
}

/// -1 / value modulo 2^64 for an odd value, by Newton's method: each step doubles the bits that
/// are right, of which there are 5 at the start.
fn negative_inverse(value: u64) -> u64 {
    let start = value.wrapping_mul(3) ^ 2;
    let better = |x: u64, _| x.wrapping_mul(2_u64.wrapping_sub(value.wrapping_mul(x)));
    (0..4).fold(start, better).wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::Groups;
    use crypto_bigint::{BoxedUint, NonZero};
    use rand::rngs::StdRng;
    use rand::{Rng as _, SeedableRng as _};

    fn by_division(words: &[u64], prime: u32) -> u32 {
        let bytes: Vec<u8> = words.iter().rev().flat_map(|word| word.to_be_bytes()).collect();
        let number = BoxedUint::from_be_slice_vartime(&bytes);
        let prime = NonZero::new(BoxedUint::from(prime)).unwrap();
        let rest = number.rem_vartime(&prime).to_be_bytes();
        u32::from_be_bytes(*rest.last_chunk().unwrap())
    }

    #[test]
    fn rests_are_those_of_long_division() {
        let mut rng = StdRng::seed_from_u64(1);
        let small: Vec<u32> = (3..2000).step_by(2).filter(|n| (3..*n).all(|d| n % d != 0)).collect();
        // The largest ones that a limit of 2^24 lets through; and around 2^20.67, where two go
        // into a group in place of three.
        let large = [1_664_501, 1_664_507, 16_777_183, 16_777_199, 16_777_213];
        for length in [2, 16, 17, 24, 32, 128] {
            let mut numbers: [Vec<u64>; 2] =
                std::array::from_fn(|_| (0..length).map(|_| rng.next_u64()).collect());
            for edge in 0..3 {
                let mut primes: &[u32] = &[&small[..], &large].concat();
                let mut seen = Vec::new();
                let all = primes.to_vec();
                while !primes.is_empty() {
                    for (prime, rests) in Groups::take(&mut primes).residues([&numbers[0], &numbers[1]]) {
                        let expected = [0, 1].map(|number| by_division(&numbers[number], prime));
                        assert_eq!(rests, expected, "{prime}, {length} words");
                        seen.push(prime);
                    }
                }
                assert_eq!(seen, all);
                numbers = match edge {
                    0 => [vec![u64::MAX; length], vec![0; length]],
                    _ => [vec![1; length], [vec![0; length - 1], vec![u64::MAX]].concat()],
                };
            }
        }
    }
}
