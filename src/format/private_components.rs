//! Builds key pairs from their private numbers. Each format has its own order and encoding of these.

use super::wire::Writer;
use crate::key::{Curve, Data, Ed448Pair, Kind, Pair, PublicKey};
use ssh_key::Mpint;
use ssh_key::encoding::Encode as _;
use ssh_key::private::{
    DsaKeypair, DsaPrivateKey, EcdsaKeypair, Ed25519Keypair, KeypairData, RsaKeypair, RsaPrivateKey,
};
use ssh_key::public::{EcdsaPublicKey, KeyData};
use zeroize::Zeroizing;

/// An Ed25519 pair from a seed. `Key::new` checks that `public` belongs to it.
pub(super) fn ed25519(seed: &[u8; 32], public: &PublicKey) -> Option<KeypairData> {
    let mut pair = Ed25519Keypair::from_seed(seed);
    pair.public = *public.data().ssh()?.ed25519()?;
    Some(pair.into())
}

/// An Ed448 pair from a seed. `Key::new` checks that `public` belongs to it.
pub(super) fn ed448(seed: &[u8; 57], public: &PublicKey) -> Option<Ed448Pair> {
    let Data::Ed448(point) = public.data() else { return None };
    Some(Ed448Pair::new(seed, *point))
}

/// An ECDSA pair from a big-endian scalar of any length up to the curve's.
pub(super) fn ecdsa(scalar: &[u8], public: &PublicKey) -> Option<KeypairData> {
    Some(
        match public.data().ssh()?.ecdsa()? {
            EcdsaPublicKey::NistP256(point) => {
                EcdsaKeypair::NistP256 { public: *point, private: (*padded::<32>(scalar)?).into() }
            }
            EcdsaPublicKey::NistP384(point) => {
                EcdsaKeypair::NistP384 { public: *point, private: (*padded::<48>(scalar)?).into() }
            }
            EcdsaPublicKey::NistP521(point) => {
                EcdsaKeypair::NistP521 { public: *point, private: (*padded::<66>(scalar)?).into() }
            }
        }
        .into(),
    )
}

/// The private numbers of an RSA key, as big-endian magnitudes.
pub(super) struct RsaNumbers<'a> {
    pub d: &'a [u8],
    pub p: &'a [u8],
    pub q: &'a [u8],
    /// The inverse of q modulo p.
    pub iqmp: &'a [u8],
}

/// An RSA pair.
pub(super) fn rsa(numbers: &RsaNumbers, public: &PublicKey) -> Option<KeypairData> {
    let RsaNumbers { d, p, q, mut iqmp } = *numbers;
    if iqmp.is_empty() {
        // The library refuses 0; `Key::new` replaces a wrong coefficient.
        iqmp = &[1];
    }
    let [d, p, q, iqmp] = [d, p, q, iqmp].map(Mpint::from_positive_bytes);
    let private = RsaPrivateKey::new(d, iqmp, p, q).ok()?;
    Some(RsaKeypair::new(public.data().ssh()?.rsa()?.clone(), private).ok()?.into())
}

/// A DSA pair.
pub(super) fn dsa(x: &[u8], public: &PublicKey) -> Option<KeypairData> {
    let private = DsaPrivateKey::new(Mpint::from_positive_bytes(x)).ok()?;
    let KeyData::Dsa(public) = public.data().ssh()? else { return None };
    Some(DsaKeypair::new(public.clone(), private).ok()?.into())
}

/// The pair as in OpenSSH's agent protocol and key files, type name first (draft-miller-ssh-agent, section
/// 3.2). ECDSA keys are written here because ssh-key pads the scalar, and PuTTY refuses an mpint that is not
/// the shortest.
pub(super) fn push_openssh(out: &mut Writer, pair: &Pair) {
    match pair {
        Pair::Ssh(pair) => push_ssh(out, pair),
        Pair::Ed448(pair) => {
            let mut both = Writer::with_capacity(2 * pair.seed().len());
            both.raw(pair.seed()).raw(pair.public());
            out.string(Kind::Ed448.ssh_name().as_bytes()).string(pair.public()).string(&both.finish());
        }
        Pair::SecurityKey(pair) => {
            out.raw(&pair.public.encode_vec().unwrap_or_default()).raw(&[pair.flags]);
            out.string(&pair.handle).string(&pair.reserved);
        }
    }
}

fn push_ssh(out: &mut Writer, pair: &KeypairData) {
    if let KeypairData::Ecdsa(pair) = pair {
        let curve = Curve::from(pair.curve());
        out.string(Kind::Ecdsa(curve).ssh_name().as_bytes())
            .string(curve.ssh_name().as_bytes())
            .string(pair.public_key_bytes())
            .unsigned_mpint(pair.private_key_bytes());
    } else {
        let mut bytes = Zeroizing::new(Vec::with_capacity(pair.encoded_len().unwrap_or_default()));
        // Writing to memory fails only for lengths over 4 GiB.
        pair.encode(&mut *bytes).unwrap_or_default();
        out.raw(&bytes);
    }
}

/// Room that [`push_openssh`] needs.
pub(super) fn openssh_room(pair: &Pair) -> usize {
    match pair {
        Pair::Ssh(pair) => pair.encoded_len().unwrap_or_default() + 16,
        Pair::Ed448(_) => 256,
        Pair::SecurityKey(pair) => {
            pair.public.encoded_len().unwrap_or_default() + pair.handle.len() + pair.reserved.len() + 16
        }
    }
}

fn padded<const SIZE: usize>(scalar: &[u8]) -> Option<Zeroizing<[u8; SIZE]>> {
    let mut bytes = Zeroizing::new([0; SIZE]);
    let at = SIZE.checked_sub(scalar.len())?;
    bytes.get_mut(at..)?.copy_from_slice(scalar);
    Some(bytes)
}
