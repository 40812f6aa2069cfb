//! Derives public keys from private ones, for formats that may omit the public key.

use super::Curve;
use super::keypair_check::{self, Number};
use crypto_bigint::BoxedUint;
use crypto_bigint::NonZero;
use p256::elliptic_curve::sec1::ToSec1Point as _;
use ssh_key::private::RsaKeypair;
use zeroize::Zeroizing;

/// Evaluates the body with the library of the curve under the given name.
macro_rules! with_curve {
    ($curve:expr, $library:ident => $body:block) => {
        match $curve {
            Curve::P256 => {
                use p256 as $library;
                $body
            }
            Curve::P384 => {
                use p384 as $library;
                $body
            }
            Curve::P521 => {
                use p521 as $library;
                $body
            }
        }
    };
}

/// The point of a big-endian scalar of any length, uncompressed; `None` where the scalar is 0 or too large.
pub(crate) fn ecdsa_point(curve: Curve, scalar: &[u8]) -> Option<Vec<u8>> {
    let significant = scalar.iter().position(|byte| *byte != 0)?;
    let scalar = scalar.get(significant..)?;
    let size = curve.bits().div_ceil(8) as usize;
    let mut padded = Zeroizing::new(vec![0; size]);
    padded.get_mut(size.checked_sub(scalar.len())?..)?.copy_from_slice(scalar);
    with_curve!(curve, library => {
        let public = library::SecretKey::from_slice(&padded).ok()?.public_key();
        Some(public.to_sec1_point(false).as_bytes().to_vec())
    })
}

/// A compressed, uncompressed or hybrid point (SEC 1, section 2.3.3; X9.62, section 4.3.6) as an
/// uncompressed one; `None` where it is not on the curve.
pub(crate) fn uncompressed(curve: Curve, point: &[u8]) -> Option<Vec<u8>> {
    let (form, coordinates) = point.split_first()?;
    let without_hint = [&[4], coordinates].concat();
    let point = match form {
        2..=4 => point,
        // Both coordinates, and whether y is odd.
        6 | 7 if coordinates.last()? & 1 == form & 1 => &without_hint,
        _ => return None,
    };
    with_curve!(curve, library => {
        let public = library::PublicKey::from_sec1_bytes(point).ok()?;
        Some(public.to_sec1_point(false).as_bytes().to_vec())
    })
}

/// g^x mod p, big-endian; `None` for numbers that no DSA key can have.
pub(crate) fn dsa_public([p, q, g]: [&[u8]; 3], x: &[u8]) -> Option<Vec<u8>> {
    let most = super::PublicKey::MAX_DSA_BITS.div_ceil(8) as usize;
    if p.len() > most || !super::public::is_below(x, q) || !super::public::is_below(q, p) {
        return None;
    }
    keypair_check::power(g, x, p).map(|y| y.to_be_bytes_trimmed_vartime().into_vec())
}

/// The numbers of PKCS#1 that SSH does not store.
pub(crate) struct CrtExponents {
    /// d mod (p - 1), big-endian
    pub dp: Zeroizing<Vec<u8>>,
    /// d mod (q - 1), big-endian
    pub dq: Zeroizing<Vec<u8>>,
}

/// `None` only for numbers that no [`super::Key`] has.
pub(crate) fn crt_exponents(pair: &RsaKeypair) -> Option<CrtExponents> {
    let private = pair.private();
    let d = keypair_check::number(private.d())?;
    let exponent = |prime: Number| {
        let below = Zeroizing::new(prime.wrapping_sub(BoxedUint::one_with_precision(prime.bits_precision())));
        let below = Zeroizing::new(NonZero::new((*below).clone()).into_option()?);
        let reduced = Zeroizing::new(d.rem_vartime(&below));
        Some(Zeroizing::new(reduced.to_be_bytes_trimmed_vartime().into_vec()))
    };
    let [p, q] = [keypair_check::number(private.p())?, keypair_check::number(private.q())?];
    Some(CrtExponents { dp: exponent(p)?, dq: exponent(q)? })
}

#[cfg(test)]
mod tests {
    use super::dsa_public;

    #[test]
    fn numbers_that_no_dsa_key_has_give_no_public_half() {
        // 4^3 mod 23 = 18.
        assert_eq!(dsa_public([&[23], &[11], &[4]], &[3]), Some(vec![18]));
        assert_eq!(dsa_public([&[23], &[11], &[4]], &[11]), None);
        assert_eq!(dsa_public([&[23], &[29], &[4]], &[3]), None);
        let largest = [0xff; 512];
        assert_eq!(dsa_public([&largest, &[11], &[4]], &[3]), Some(vec![64]));
        assert_eq!(dsa_public([&[0xff; 513], &[11], &[4]], &[3]), None);
    }
}
