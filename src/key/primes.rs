//! The search for one RSA prime, told how far it is and when to stop.

use super::{Cancelled, Progress};
use crypto_bigint::BoxedUint;
use crypto_primes::{
    Flavor,
    hazmat::{SetBits, SmallFactorsSieveFactory},
    is_prime, sieve_and_find,
};
use rand::CryptoRng;
use std::cell::Cell;

/// Where the progress of this search lies in the progress of the whole work, from 0 to 1.
pub(super) struct Share {
    /// Done before this search.
    pub from: f32,
    /// Done after it.
    pub to: f32,
}

/// A random prime of exactly `bits` bits whose two highest bits are set, so that the product of
/// two of them has exactly twice as many bits and both are above sqrt(2) * 2^(bits-1)
/// (FIPS 186-5, A.1.3).
///
/// Every search starts at a random odd number and goes upwards past a sieve, so a prime after a
/// long gap is a little likelier than others; OpenSSL and PuTTY have long done the same. A
/// candidate passes `crypto_primes::is_prime`: Miller-Rabin to base 2, then a strong Lucas test
/// (together Baillie-PSW, no counterexample known).
pub(super) fn find(
    bits: u32,
    rng: &mut dyn CryptoRng,
    progress: &dyn Progress,
    share: &Share,
) -> Result<BoxedUint, Cancelled> {
    let factory = SmallFactorsSieveFactory::<BoxedUint>::new(Flavor::Any, bits, SetBits::TwoMsb)
        .map_err(|_| Cancelled)?;
    let chance = chance_of_a_candidate(bits);
    let left = Cell::new(1.0f32); // the probability that nothing is found by now
    let found = sieve_and_find(rng, factory, |_, candidate| {
        progress.report(share.from + (share.to - share.from) * (1.0 - left.get()));
        left.set(left.get() * (1.0 - chance));
        progress.cancelled() || is_prime(Flavor::Any, candidate)
    });
    match found {
        Ok(Some(prime)) if !progress.cancelled() => Ok(prime),
        _ => Err(Cancelled),
    }
}

/// The chance that a number of this size is prime when the sieve left it over: 1 / ln(2^bits),
/// times e^gamma ln(B) by Mertens' theorem, with B = 17863 the last of the sieve's 2048 primes.
fn chance_of_a_candidate(bits: u32) -> f32 {
    const E_GAMMA: f32 = 1.781_072;
    let ln_size = bits as f32 * std::f32::consts::LN_2;
    (E_GAMMA * 17_863f32.ln() / ln_size).min(1.0)
}
