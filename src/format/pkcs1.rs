//! RSA keys of PKCS#1 (RFC 8017, appendix A.1), the contents of `RSA PRIVATE KEY` and `RSA PUBLIC KEY`, and
//! inside PKCS#8.
//!
//! RSAPrivateKey is a SEQUENCE of version 0, n, e, d, p, q, d mod (p-1), d mod (q-1), 1/q mod p.
//! Keys of more than two primes, version 1, are refused by name: SSH has no use for them.

use super::private_components::{self, RsaNumbers};
use super::public_from_components;
use super::refusal::Refusal;
use super::{Unsupported, asn1};
use crate::key::{Comment, Key, PublicKey, crt_exponents};
use ::pkcs1::{RsaPrivateKey, RsaPrivateKeyRef, RsaPublicKeyRef};
use der::asn1::UintRef;
use der::{Decode as _, Encode as _};
use ssh_key::Mpint;
use ssh_key::private::RsaKeypair;
use ssh_key::public::KeyData;
use zeroize::Zeroizing;

pub(super) fn read(der: &[u8]) -> Result<Key, Refusal> {
    if has_more_primes(der) {
        return Err(Refusal::Unsupported(Unsupported::KeyType("RSA with more than two primes".to_owned())));
    }
    let numbers = RsaPrivateKeyRef::from_der(der).map_err(|_| Refusal::STRUCTURE)?;
    let public = public_from_components::rsa(numbers.modulus.as_bytes(), numbers.public_exponent.as_bytes())?;
    let [d, p, q, iqmp] =
        [numbers.private_exponent, numbers.prime1, numbers.prime2, numbers.coefficient].map(bytes);
    let pair = private_components::rsa(&RsaNumbers { d, p, q, iqmp }, &public).ok_or(Refusal::STRUCTURE)?;
    Ok(Key::new(pair, Comment::default())?)
}

/// The library reads them only with an additional feature.
fn has_more_primes(der: &[u8]) -> bool {
    let first = asn1::sequence(der).and_then(|all| all.first().copied());
    first.is_some_and(|version| version.value() == [1])
}

fn bytes(number: UintRef<'_>) -> &[u8] {
    number.as_bytes()
}

pub(super) fn read_public(der: &[u8]) -> Result<PublicKey, Refusal> {
    let numbers = RsaPublicKeyRef::from_der(der).map_err(|_| Refusal::STRUCTURE)?;
    public_from_components::rsa(numbers.modulus.as_bytes(), numbers.public_exponent.as_bytes())
}

/// `None` only where a library refuses its input.
pub(super) fn write(pair: &RsaKeypair) -> Option<Zeroizing<Vec<u8>>> {
    let exponents = crt_exponents(pair)?;
    let (public, private) = (pair.public(), pair.private());
    let [n, e] = [public.n(), public.e()].map(number);
    let [d, p, q, iqmp] = [private.d(), private.p(), private.q(), private.iqmp()].map(number);
    let key = RsaPrivateKey {
        modulus: n?,
        public_exponent: e?,
        private_exponent: d?,
        prime1: p?,
        prime2: q?,
        exponent1: UintRef::new(&exponents.dp).ok()?,
        exponent2: UintRef::new(&exponents.dq).ok()?,
        coefficient: iqmp?,
        other_prime_infos: None,
    };
    key.to_der().ok().map(Zeroizing::new)
}

/// RSAPublicKey. `None` for keys of other types.
pub(super) fn write_public(key: &PublicKey) -> Option<Vec<u8>> {
    let KeyData::Rsa(key) = key.data().ssh()? else { return None };
    let key = RsaPublicKeyRef { modulus: number(key.n())?, public_exponent: number(key.e())? };
    key.to_der().ok()
}

fn number(mpint: &Mpint) -> Option<UintRef<'_>> {
    UintRef::new(mpint.as_positive_bytes()?).ok()
}
