//! Builds public keys from their numbers, for formats other than SSH's own.

use super::key_types;
use super::refusal::Refusal;
use super::wire::Writer;
use crate::key::{Comment, Curve, Kind, PublicKey};

/// Big-endian magnitudes.
pub(super) fn rsa(n: &[u8], e: &[u8]) -> Result<PublicKey, Refusal> {
    let mut blob = start(Kind::Rsa(0), n.len() + e.len());
    blob.unsigned_mpint(e).unsigned_mpint(n);
    finish(blob)
}

/// Big-endian magnitudes.
pub(super) fn dsa([p, q, g, y]: [&[u8]; 4]) -> Result<PublicKey, Refusal> {
    let mut blob = start(Kind::Dsa(0), p.len() * 4);
    blob.unsigned_mpint(p).unsigned_mpint(q).unsigned_mpint(g).unsigned_mpint(y);
    finish(blob)
}

/// A point in SEC1's uncompressed form.
pub(super) fn ecdsa(curve: Curve, point: &[u8]) -> Result<PublicKey, Refusal> {
    let mut blob = start(Kind::Ecdsa(curve), point.len());
    blob.string(curve.ssh_name().as_bytes()).string(point);
    finish(blob)
}

/// Ed25519 and its like: a point of fixed size.
pub(super) fn edwards(kind: Kind, point: &[u8]) -> Result<PublicKey, Refusal> {
    let mut blob = start(kind, point.len());
    blob.string(point);
    finish(blob)
}

fn start(kind: Kind, room: usize) -> Writer {
    let mut blob = Writer::with_capacity(room + 128);
    blob.string(kind.ssh_name().as_bytes());
    blob
}

fn finish(blob: Writer) -> Result<PublicKey, Refusal> {
    key_types::read(&blob.finish(), Comment::default())
}
