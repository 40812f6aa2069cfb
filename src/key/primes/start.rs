//! Where a search starts.

use super::Number;
use crypto_bigint::BoxedUint;
use rand::CryptoRng;
use zeroize::Zeroizing;

/// The first 64 bits of sqrt(2), rounded down.
const ROOT_OF_2: u64 = 0xb504_f333_f9de_6484;

/// A random odd number, the first of an interval of odd numbers.
pub(super) struct Interval {
    number: Number,
    bits: u32,
}

impl Interval {
    /// All odd numbers from sqrt(2) * 2^(bits-1) to 2^bits are equally likely (but for the few
    /// whose interval might reach beyond). `bits` is 128 or more.
    pub(super) fn random(bits: u32, rng: &mut dyn CryptoRng) -> Self {
        let mut bytes = Zeroizing::new(vec![0_u8; bits.div_ceil(8) as usize]);
        loop {
            rng.fill_bytes(&mut bytes);
            let number = Zeroizing::new(BoxedUint::from_be_slice_vartime(&bytes));
            let spare = bytes.len() as u32 * 8 - bits;
            let number = Zeroizing::new(number.shr_vartime(spare).unwrap_or_default());
            let number = Zeroizing::new(&*number | &BoxedUint::one_with_precision(number.bits_precision()));
            let top = Zeroizing::new(number.shr_vartime(bits - 64).unwrap_or_default().to_be_bytes());
            let top = top.last_chunk().map_or(0, |top| u64::from_be_bytes(*top));
            if top > ROOT_OF_2 && top < u64::MAX {
                return Self { number, bits };
            }
        }
    }

    /// How long the interval is: some 17 times the mean distance of primes, so that one is missing
    /// about once in e^17 times. A multiple of 64.
    pub(super) fn odd_numbers(&self) -> u32 {
        (self.bits * 6).next_multiple_of(64)
    }

    /// The number so many odd numbers further up.
    pub(super) fn plus(&self, odd_numbers: u32) -> Number {
        let more = BoxedUint::from(u64::from(odd_numbers) * 2);
        Zeroizing::new(self.number.wrapping_add(&more))
    }

    pub(super) fn bits(&self) -> u32 {
        self.bits
    }

    /// How many words of 64 bits it has.
    pub(super) fn words(&self) -> usize {
        self.bits.div_ceil(64) as usize
    }

    /// The least significant words first, zeros after the last.
    pub(super) fn low_first(&self, words: usize) -> Zeroizing<Vec<u64>> {
        let bytes = Zeroizing::new(self.number.to_le_bytes());
        let chunks = bytes
            .chunks(8)
            .map(|chunk| chunk.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte)));
        let mut all = Zeroizing::new(Vec::with_capacity(words));
        all.extend(chunks.take(words));
        all.resize(words, 0);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::Interval;
    use rand::SeedableRng as _;
    use rand::rngs::StdRng;

    /// Every start is odd, of its size and above sqrt(2) * 2^(bits-1); and all parts of that range
    /// are hit alike.
    #[test]
    fn starts_lie_evenly_above_the_root() {
        let mut rng = StdRng::seed_from_u64(2);
        for bits in [128, 129, 191, 1024, 1025, 1536] {
            let mut parts = [0_u32; 10];
            let (mut low, mut tops) = ([0_u32; 4], 0);
            for _ in 0..2000 {
                let start = Interval::random(bits, &mut rng);
                let number = start.plus(0);
                assert_eq!(number.bit_width_vartime(), bits);
                let bytes = number.shr_vartime(bits - 64).unwrap().to_be_bytes();
                let top = u64::from_be_bytes(*bytes.last_chunk().unwrap()) as f64 / 2_f64.powi(64);
                assert!(top >= std::f64::consts::FRAC_1_SQRT_2, "{top}");
                let part = (top - std::f64::consts::FRAC_1_SQRT_2) / (1.0 - std::f64::consts::FRAC_1_SQRT_2);
                parts[((part * 10.0) as usize).min(9)] += 1;
                let last = number.to_be_bytes().last().copied().unwrap();
                assert_eq!(last % 2, 1);
                low[usize::from(last / 2 % 4)] += 1;
                tops += u32::from(top >= 0.75);
            }
            // 5 standard deviations.
            assert!(parts.iter().all(|part| (133..267).contains(part)), "{bits}: {parts:?}");
            assert!(low.iter().all(|low| (403..597).contains(low)), "{bits}: {low:?}");
            // Some are below 0.75: not only numbers whose two highest bits are set.
            assert!((1613..1800).contains(&tops), "{bits}: {tops}");
        }
    }

    #[test]
    fn words_are_those_of_the_number() {
        let start = Interval::random(130, &mut StdRng::seed_from_u64(3));
        let words = start.low_first(4);
        let bytes: Vec<u8> = words.iter().rev().flat_map(|word| word.to_be_bytes()).collect();
        let number = crypto_bigint::BoxedUint::from_be_slice_vartime(&bytes);
        assert_eq!(number.to_be_bytes_trimmed_vartime(), start.plus(0).to_be_bytes_trimmed_vartime());
        assert_eq!((words[0] | 1, words[3]), (words[0], 0));
    }
}
