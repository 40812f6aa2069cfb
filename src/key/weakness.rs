//! What a person should know about a key before they rely on it.

use super::{Curve, Kind};

/// Where a key came from, as far as its safety depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Made here.
    Made,
    /// Opened: other programs may have used it.
    Opened,
}

/// A reason to replace a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// RSA below 2048 bits can be broken by those with much money, below 1024 by anyone.
    ShortRsa {
        /// Its size in bits.
        bits: u32,
    },
    /// OpenSSH 10.0 and later does not accept DSA keys at all.
    Dsa,
    /// PuTTY 0.68 to 0.80 signed with biased nonces on this curve, so that about 60 signatures
    /// give the private key away (CVE-2024-31497).
    MaybeUsedInOldPutty,
}

/// What is weak about a key of this kind and origin.
pub fn weakness(kind: Kind, origin: Origin) -> Option<Weakness> {
    match (kind, origin) {
        (Kind::Rsa(bits), _) if bits < 2048 => Some(Weakness::ShortRsa { bits }),
        (Kind::Dsa(_), _) => Some(Weakness::Dsa),
        (Kind::Ecdsa(Curve::P521), Origin::Opened) => Some(Weakness::MaybeUsedInOldPutty),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rsa_is_weak_below_2048_bits() {
        let of = |bits| weakness(Kind::Rsa(bits), Origin::Opened);
        assert_eq!(of(2047), Some(Weakness::ShortRsa { bits: 2047 }));
        assert_eq!((of(2048), of(3072)), (None, None));
    }
}
