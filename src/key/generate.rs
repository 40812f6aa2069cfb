//! Generating keys.

use super::{Comment, Curve, Key, NewKind, Progress, RsaBits, ThreadPool, keypair_check, primes};
use crypto_bigint::{BoxedUint, Resize as _};
use rand::CryptoRng;
use rsa::traits::{PrivateKeyParts as _, PublicKeyParts as _};
use ssh_key::private::{EcdsaKeypair, Ed25519Keypair, KeypairData, RsaKeypair, RsaPrivateKey};
use ssh_key::public::RsaPublicKey;
use ssh_key::{EcdsaCurve, Mpint};
use zeroize::Zeroizing;

/// The work was canceled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

/// Makes a key. Every key is checked like one from a file before it is given out. The crew shares
/// the search for the primes of RSA.
///
/// # Errors
/// [`Cancelled`] soon after `progress` says so: within some squarings of the prime search.
pub fn generate(
    kind: NewKind,
    comment: &Comment,
    rng: &mut dyn CryptoRng,
    thread_pool: &ThreadPool<'_>,
    progress: &dyn Progress,
) -> Result<Key, Cancelled> {
    loop {
        let pair = match kind {
            NewKind::Ed25519 => Ed25519Keypair::random(rng).into(),
            NewKind::Ecdsa(curve) => {
                let Ok(pair) = EcdsaKeypair::random(rng, ecdsa_curve(curve)) else { continue };
                pair.into()
            }
            NewKind::Rsa(bits) => rsa(bits, rng, thread_pool, progress)?,
        };
        match Key::new(pair, comment.clone()) {
            Ok(key) if key.kind() == kind.into() => return Ok(key),
            _ if progress.cancelled() => return Err(Cancelled),
            _ => {}
        }
    }
}

fn ecdsa_curve(curve: Curve) -> EcdsaCurve {
    match curve {
        Curve::P256 => EcdsaCurve::NistP256,
        Curve::P384 => EcdsaCurve::NistP384,
        Curve::P521 => EcdsaCurve::NistP521,
    }
}

/// Two primes and what follows from them (FIPS 186-5, A.1.1): e = 65537, p and q apart by more
/// than 2^(bits/2 - 100), d above 2^(bits/2). The larger prime is p, as PuTTY wants it.
fn rsa(
    bits: RsaBits,
    rng: &mut dyn CryptoRng,
    thread_pool: &ThreadPool<'_>,
    progress: &dyn Progress,
) -> Result<KeypairData, Cancelled> {
    let bits = u32::from(bits.get());
    loop {
        // With an odd size, p gets the extra bit.
        let [p, q] = primes::pair([bits.div_ceil(2), bits / 2], rng, thread_pool, progress, 0.98)?;
        if let Some(pair) = pair_of(&p, &q, bits) {
            progress.report(1.0);
            return Ok(pair);
        }
        if progress.cancelled() {
            return Err(Cancelled);
        }
    }
}

fn pair_of(p: &BoxedUint, q: &BoxedUint, bits: u32) -> Option<KeypairData> {
    let [wide_p, wide_q] =
        [p, q].map(|prime| Zeroizing::new(prime.resize(p.bits_precision().max(q.bits_precision()))));
    let (p, q, apart) = if *wide_p > *wide_q {
        (p, q, wide_p.wrapping_sub(&*wide_q))
    } else {
        (q, p, wide_q.wrapping_sub(&*wide_p))
    };
    if Zeroizing::new(apart).bit_width_vartime() <= (bits / 2).saturating_sub(100) {
        return None;
    }
    let key = rsa::PrivateKey::from_p_q(p.clone(), q.clone(), BoxedUint::from(primes::EXPONENT)).ok()?;
    if key.d().bit_width_vartime() <= bits / 2 {
        return None;
    }
    // ssh-key's own conversion panics where p and q differ in width, as in keys of odd sizes.
    let public = RsaPublicKey::new(mpint(key.e()), mpint(key.n())).ok()?;
    let iqmp = keypair_check::inverse(q, p)?;
    let private = RsaPrivateKey::new(mpint(key.d()), mpint(&iqmp), mpint(p), mpint(q)).ok()?;
    RsaKeypair::new(public, private).ok().map(KeypairData::Rsa)
}

fn mpint(number: &BoxedUint) -> Mpint {
    Mpint::from_positive_bytes(&Zeroizing::new(number.to_be_bytes()))
}

#[cfg(test)]
mod tests {
    use super::pair_of;
    use crypto_bigint::BoxedUint;
    use crypto_primes::{Flavor, is_prime};
    use rsa::traits::{PrivateKeyParts as _, PublicKeyParts as _};

    fn number(digits: &str) -> BoxedUint {
        BoxedUint::from_be_hex(digits, 256).unwrap()
    }

    /// Primes from this number on.
    fn primes_from(start: &BoxedUint) -> impl Iterator<Item = BoxedUint> {
        let numbers = (0_u64..).map(|step| start.wrapping_add(BoxedUint::from(step)));
        numbers.filter(|number| is_prime(Flavor::Any, number))
    }

    #[test]
    fn primes_that_are_too_close_make_no_key() {
        let [start, further] =
            ["d1", "d2"].map(|first| number(&format!("{}{first}{}", "0".repeat(32), "0".repeat(30))));
        let mut primes = primes_from(&start);
        let [p, q] = [(); 2].map(|()| primes.next().unwrap());
        let far = primes_from(&further).next().unwrap();
        for (one, other, is_key) in [(&p, &q, false), (&q, &p, false), (&p, &far, true), (&far, &p, true)] {
            assert_eq!(pair_of(one, other, 256).is_some(), is_key, "{one} {other}");
        }
        // 2^(256/2 - 100) apart is still too little, and a bit more is not.
        for (bits, is_key) in [(27, false), (29, true)] {
            let apart = p.wrapping_add(BoxedUint::from(1_u64 << bits));
            let other = primes_from(&apart).next().unwrap();
            assert_eq!(pair_of(&p, &other, 256).is_some(), is_key, "{bits} bits apart");
        }
    }

    /// p - 1 and q - 1 have so much in common here that d is about as long as n's root.
    #[test]
    fn a_private_exponent_that_is_too_short_makes_no_key() {
        let mut found = [0, 0];
        let mut common = number(&format!("{}2{}", "0".repeat(32), "0".repeat(31)));
        while found.contains(&0) {
            common = common.wrapping_add(BoxedUint::one());
            let times = |factor: u64| {
                let product = common.wrapping_mul(BoxedUint::from(factor)).wrapping_add(BoxedUint::one());
                is_prime(Flavor::Any, &product).then_some(product)
            };
            let (Some(q), Some(p)) = (times(4), times(6)) else { continue };
            let key = rsa::PrivateKey::from_p_q(p.clone(), q.clone(), 65_537_u64.into()).unwrap();
            let (bits, of_d) = (key.n().bit_width_vartime(), key.d().bit_width_vartime());
            let is_long = of_d > bits / 2;
            assert_eq!(pair_of(&p, &q, bits).is_some(), is_long, "d has {of_d} of {bits} bits");
            found[usize::from(is_long)] += 1;
        }
    }
}
