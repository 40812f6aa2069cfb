//! Checks that the public key belongs to the private key. Programs that trust the file have written wrong
//! private keys; a mismatch is refused in every format.

use super::public::is_below;
use super::{Pair, PublicKey, derive};
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, CheckedSub as _, ConcatenatingMul as _, NonZero, Odd};
use ssh_key::Mpint;
use ssh_key::private::{DsaKeypair, EcdsaKeypair, Ed25519Keypair, KeypairData, RsaKeypair, RsaPrivateKey};
use zeroize::Zeroizing;

/// The public key does not belong to the private key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mismatch;

pub(super) type Number = Zeroizing<BoxedUint>;

/// The pair, if the public key belongs to the private key.
pub(super) fn validate(pair: Pair) -> Result<Pair, Mismatch> {
    match pair {
        Pair::Ssh(pair) => proven_ssh(pair).map(Pair::Ssh),
        Pair::Ed448(pair) => pair.keys_match().then_some(Pair::Ed448(pair)),
        // The private key is in the device; the file has only the public key and a handle, so nothing can be
        // derived. That the two copies of the public key are equal is checked when the file is read.
        Pair::SecurityKey(pair) => Some(Pair::SecurityKey(pair)),
    }
    .ok_or(Mismatch)
}

fn proven_ssh(pair: KeypairData) -> Option<KeypairData> {
    match pair {
        KeypairData::Ed25519(pair) => ed25519(&pair).then_some(KeypairData::Ed25519(pair)),
        KeypairData::Ecdsa(pair) => ecdsa(&pair).then_some(KeypairData::Ecdsa(pair)),
        KeypairData::Rsa(pair) => rsa(pair).map(KeypairData::Rsa),
        KeypairData::Dsa(pair) => dsa(&pair).then_some(KeypairData::Dsa(pair)),
        _ => None,
    }
}

fn ed25519(pair: &Ed25519Keypair) -> bool {
    let seed = Zeroizing::new(pair.private.to_bytes());
    Ed25519Keypair::from_seed(&seed).public == pair.public
}

fn ecdsa(pair: &EcdsaKeypair) -> bool {
    let curve = pair.curve().into();
    let derived = derive::ecdsa_point(curve, pair.private_key_bytes());
    derived.is_some() && derived == derive::uncompressed(curve, pair.public_key_bytes())
}

/// n = p q, and d e = 1 modulo p - 1 and q - 1 (RFC 8017, section 3.2). The CRT coefficient
/// follows from p and q: a wrong one is replaced.
fn rsa(pair: RsaKeypair) -> Option<RsaKeypair> {
    let (public, private) = (pair.public(), pair.private());
    let [n, e] = [number(public.n())?, number(public.e())?];
    let [d, p, q] = [number(private.d())?, number(private.p())?, number(private.q())?];
    if *p.concatenating_mul(&*q).to_be_bytes_trimmed_vartime() != *n.to_be_bytes_trimmed_vartime() {
        return None;
    }
    let de = Zeroizing::new(d.concatenating_mul(&*e));
    if !is_one_below(&de, &p)? || !is_one_below(&de, &q)? {
        return None;
    }
    let modulus = Zeroizing::new(NonZero::new((*p).clone()).into_option()?);
    let fits = |iqmp: Number| {
        let product = Zeroizing::new(iqmp.concatenating_mul(&*q));
        product.rem_vartime(&modulus).is_one().into()
    };
    if number(private.iqmp()).is_some_and(fits) {
        return Some(pair);
    }
    let bytes = Zeroizing::new(inverse(&q, &p)?.to_be_bytes());
    let iqmp = Mpint::from_positive_bytes(&bytes);
    let private = RsaPrivateKey::new(private.d().clone(), iqmp, private.p().clone(), private.q().clone());
    RsaKeypair::new(public.clone(), private.ok()?).ok()
}

/// The inverse of `value` modulo `prime`.
pub(super) fn inverse(value: &BoxedUint, prime: &BoxedUint) -> Option<Number> {
    let prime = Zeroizing::new(NonZero::new(prime.clone()).into_option()?);
    let reduced = Zeroizing::new(value.rem_vartime(&prime));
    reduced.invert_mod(&prime).into_option().map(Zeroizing::new)
}

/// Whether `value` is 1 modulo `prime - 1`; `None` where the prime is 0 or 1.
fn is_one_below(value: &BoxedUint, prime: &Number) -> Option<bool> {
    let one = BoxedUint::one_with_precision(prime.bits_precision());
    let below = Zeroizing::new(NonZero::new(prime.checked_sub(&one).into_option()?).into_option()?);
    Some(value.rem_vartime(&below).is_one().into())
}

/// x below q, y = g^x mod p and g^q = 1 mod p (FIPS 186-4, section 4.1): in formats without a check value,
/// nothing else would notice a changed q.
fn dsa(pair: &DsaKeypair) -> bool {
    let public = pair.public();
    let derived = || {
        let [secret, q] = [pair.private().as_mpint(), public.q()].map(Mpint::as_positive_bytes);
        if !is_below(secret?, q?) {
            return None;
        }
        let [g, p] = [public.g(), public.p()].map(Mpint::as_positive_bytes);
        let (g, p) = (g?, p?);
        let is_order = bool::from(power(g, q?, p)?.is_one());
        let y = power(g, secret?, p)?;
        let is_public =
            *y.to_be_bytes_trimmed_vartime() == *number(public.y())?.to_be_bytes_trimmed_vartime();
        Some(is_order && is_public)
    };
    derived() == Some(true)
}

/// `base` to the power of `exponent` modulo an odd number, all big-endian. In constant time for
/// the exponent.
pub(super) fn power(base: &[u8], exponent: &[u8], modulus: &[u8]) -> Option<BoxedUint> {
    let modulus = Odd::new((*from_bytes(modulus)?).clone()).into_option()?;
    let base = from_bytes(base)?.rem_vartime(modulus.as_nz_ref());
    let params = BoxedMontyParams::new_vartime(modulus);
    Some(BoxedMontyForm::new(base, &params).pow(&*from_bytes(exponent)?).retrieve())
}

/// A number of 1 to [`PublicKey::MAX_BITS`] bits.
pub(super) fn number(mpint: &Mpint) -> Option<Number> {
    from_bytes(mpint.as_positive_bytes()?)
}

fn from_bytes(bytes: &[u8]) -> Option<Number> {
    let most = PublicKey::MAX_BITS.div_ceil(8) as usize;
    if bytes.is_empty() || bytes.len() > most {
        return None;
    }
    Some(Zeroizing::new(BoxedUint::from_be_slice_vartime(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_some_bytes_and_no_more_than_the_largest_key() {
        let most = PublicKey::MAX_BITS.div_ceil(8) as usize;
        assert!(from_bytes(&[]).is_none());
        assert!(from_bytes(&[1]).is_some_and(|number| bool::from(number.is_one())));
        assert!(from_bytes(&vec![1; most]).is_some());
        assert!(from_bytes(&vec![1; most + 1]).is_none());
    }
}
