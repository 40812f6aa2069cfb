//! DSA keys as OpenSSL writes them in `DSA PRIVATE KEY`: a SEQUENCE of 0, p, q, g, y, x (no
//! standard has it). In PKCS#8 and SubjectPublicKeyInfo p, q and g are parameters of the algorithm
//! (RFC 3279, section 2.3.2), and y is left out of private keys.

use super::asn1::{element, elements, sequence, unsigned_integer};
use super::refusal::Refusal;
use super::{private_components, public_from_components};
use crate::key::{Comment, Key, PublicKey, derive};
use der::Encode as _;
use der::asn1::{AnyRef, UintRef};
use ssh_key::Mpint;
use ssh_key::private::DsaKeypair;
use zeroize::Zeroizing;

pub(super) fn read(der: &[u8]) -> Result<Key, Refusal> {
    let numbers = numbers(der)?;
    let [_, p, q, g, y, x] = *numbers.as_slice() else { return Err(Refusal::STRUCTURE) };
    key(&public_from_components::dsa([p, q, g, y])?, x)
}

/// From the parameters and the INTEGER x of PKCS#8.
pub(super) fn read_parts(parameters: AnyRef<'_>, x: &[u8]) -> Result<Key, Refusal> {
    let [p, q, g] = domain(parameters)?;
    let x = integer(x)?;
    let y = derive::dsa_public([p, q, g], x).ok_or(Refusal::STRUCTURE)?;
    key(&public_from_components::dsa([p, q, g, &y])?, x)
}

/// From the parameters and the INTEGER y of SubjectPublicKeyInfo.
pub(super) fn read_public(parameters: AnyRef<'_>, y: &[u8]) -> Result<PublicKey, Refusal> {
    let [p, q, g] = domain(parameters)?;
    public_from_components::dsa([p, q, g, integer(y)?])
}

fn key(public: &PublicKey, x: &[u8]) -> Result<Key, Refusal> {
    let pair = private_components::dsa(x, public).ok_or(Refusal::STRUCTURE)?;
    Ok(Key::new(pair, Comment::default())?)
}

fn domain(parameters: AnyRef<'_>) -> Result<[&[u8]; 3], Refusal> {
    let numbers = elements(parameters.value()).ok_or(Refusal::STRUCTURE)?;
    let numbers: Option<Vec<&[u8]>> = numbers.into_iter().map(unsigned_integer).collect();
    numbers.and_then(|numbers| numbers.try_into().ok()).ok_or(Refusal::STRUCTURE)
}

fn integer(der: &[u8]) -> Result<&[u8], Refusal> {
    element(der).and_then(unsigned_integer).ok_or(Refusal::STRUCTURE)
}

fn numbers(der: &[u8]) -> Result<Vec<&[u8]>, Refusal> {
    let body = sequence(der).ok_or(Refusal::STRUCTURE)?;
    body.into_iter().map(unsigned_integer).collect::<Option<_>>().ok_or(Refusal::STRUCTURE)
}

/// `DSA PRIVATE KEY`.
pub(super) fn write(pair: &DsaKeypair) -> Option<Zeroizing<Vec<u8>>> {
    let public = pair.public();
    let private = pair.private().as_mpint();
    let mut numbers = vec![UintRef::new(&[0]).ok()?];
    for number in [public.p(), public.q(), public.g(), public.y(), private] {
        numbers.push(number_of(number)?);
    }
    numbers.to_der().ok().map(Zeroizing::new)
}

/// p, q and g as the parameters of PKCS#8, and x as its key.
pub(super) fn write_parts(pair: &DsaKeypair) -> Option<(Vec<u8>, Zeroizing<Vec<u8>>)> {
    let public = pair.public();
    let domain = [number_of(public.p())?, number_of(public.q())?, number_of(public.g())?];
    let x = number_of(pair.private().as_mpint())?;
    Some((domain.to_vec().to_der().ok()?, Zeroizing::new(x.to_der().ok()?)))
}

fn number_of(mpint: &Mpint) -> Option<UintRef<'_>> {
    UintRef::new(mpint.as_positive_bytes()?).ok()
}
