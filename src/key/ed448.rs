//! Ed448 (RFC 8032, section 5.2; RFC 8709), which ssh-key has no type for.

use super::Kind;
use ed448_goldilocks::{CompressedEdwardsY, SigningKey, VerifyingKey};
use ssh_key::encoding::{Decode as _, Encode as _};
use zeroize::Zeroizing;

/// Bytes of a seed and of a compressed point.
const SIZE: usize = 57;

/// A compressed point.
pub(crate) type Point = [u8; SIZE];

/// A seed and a public key. Wiped on drop.
#[derive(Clone)]
pub(crate) struct Ed448Pair {
    seed: Zeroizing<[u8; SIZE]>,
    public: Point,
}

impl Ed448Pair {
    /// `Key::new` checks that they belong together.
    pub fn new(seed: &[u8; SIZE], public: Point) -> Self {
        Self { seed: Zeroizing::new(*seed), public }
    }

    /// With the public key that the seed gives.
    pub fn from_seed(seed: &[u8; SIZE]) -> Self {
        let key = SigningKey::from(&(*seed).into());
        Self::new(seed, key.verifying_key().to_bytes())
    }

    pub fn seed(&self) -> &[u8; SIZE] {
        &self.seed
    }

    pub fn public(&self) -> &Point {
        &self.public
    }

    pub(super) fn keys_match(&self) -> bool {
        Self::from_seed(&self.seed).public == self.public
    }
}

/// The point in a blob of this type.
pub(super) fn point(blob: &[u8]) -> Option<Point> {
    let mut rest = blob;
    let name = String::decode(&mut rest).ok()?;
    let point = Vec::<u8>::decode(&mut rest).ok()?;
    (name == Kind::Ed448.ssh_name()).then_some(point.try_into().ok()?)
}

/// The blob of a point (RFC 8709, section 4).
pub(super) fn blob(point: &Point) -> Vec<u8> {
    let mut blob = Vec::new();
    // Writing to memory fails only for lengths over 4 GiB.
    Kind::Ed448.ssh_name().encode(&mut blob).unwrap_or_default();
    point.as_slice().encode(&mut blob).unwrap_or_default();
    blob
}

/// Whether it is the one encoding of a point of the prime-order group.
pub(super) fn is_on_curve(point: &Point) -> bool {
    let decoded = CompressedEdwardsY(*point).decompress();
    decoded.into_option().is_some_and(|decoded| decoded.compress().to_bytes() == *point)
}

/// Whether a signature is right. `None` where it has another length.
pub(super) fn verifies(point: &Point, message: &[u8], signature: &[u8]) -> Option<bool> {
    let signature = ed448_goldilocks::Signature::from_slice(signature).ok()?;
    let key = VerifyingKey::from_bytes(point).ok()?;
    Some(key.verify_raw(&signature, message).is_ok())
}
