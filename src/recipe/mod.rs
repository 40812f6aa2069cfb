//! Which keys a service, device or program accepts, where they are entered, and the exact text or file.

mod catalog;
mod fill;

pub use catalog::{Group, Recipe, RsaRange, RsaSizes, Source, recipe, recipes};
pub use fill::{Blank, NotFilled};

use crate::key::{Curve, Kind, NewKind, RsaBits, SecurityKey};

/// Whether a key is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It is.
    Accepted,
    /// The type is, but only with at least so many bits.
    TooShort {
        /// In bits.
        least: u32,
    },
    /// The type is, but only with at most so many bits.
    TooLong {
        /// In bits.
        most: u32,
    },
    /// The type is, but only in the sizes that [`Recipe::accepted`] lists.
    OtherSize,
    /// The type is not.
    Refused,
}

impl Recipe {
    /// Whether a key of this kind is taken.
    pub fn fit(&self, kind: Kind) -> Fit {
        let accepts = &self.accepts;
        let is_accepted = match kind {
            Kind::Rsa(bits) => return self.fit_rsa(bits),
            Kind::Ed25519 => accepts.ed25519,
            Kind::Ed448 => accepts.ed448,
            Kind::Ecdsa(_) => accepts.ecdsa,
            Kind::Dsa(_) => accepts.dsa,
            Kind::SecurityKey(SecurityKey::Ed25519) => accepts.has_security_key("ed25519"),
            Kind::SecurityKey(SecurityKey::EcdsaP256) => accepts.has_security_key("ecdsa"),
        };
        if is_accepted { Fit::Accepted } else { Fit::Refused }
    }

    fn fit_rsa(&self, bits: u32) -> Fit {
        match &self.accepts.rsa {
            None => Fit::Refused,
            Some(RsaSizes::Only(sizes)) if sizes.contains(&bits) => Fit::Accepted,
            Some(RsaSizes::Only(_)) => Fit::OtherSize,
            Some(RsaSizes::Range(RsaRange { least, .. })) if bits < *least => Fit::TooShort { least: *least },
            Some(RsaSizes::Range(RsaRange { most, .. })) => match most.filter(|most| bits > *most) {
                Some(most) => Fit::TooLong { most },
                None => Fit::Accepted,
            },
        }
    }

    /// All types that are taken, and the sizes of RSA keys where those are.
    pub fn accepted(&self) -> (Vec<Kind>, Option<&RsaSizes>) {
        let without_sizes = Kind::TYPES.into_iter().filter(|kind| !matches!(kind, Kind::Rsa(_)));
        let mut kinds: Vec<Kind> = without_sizes.filter(|kind| self.fit(*kind) == Fit::Accepted).collect();
        // One curve stands for all of them.
        kinds.retain(|kind| !matches!(kind, Kind::Ecdsa(Curve::P384 | Curve::P521)));
        (kinds, self.accepts.rsa.as_ref())
    }

    /// The best kind of key that is taken and can be made here.
    pub fn best(&self) -> Option<NewKind> {
        // Where the usual size is not taken, rather a larger one.
        let sizes = [RsaBits::DEFAULT.get(), 4096, RsaBits::MIN].into_iter().filter_map(RsaBits::new);
        let kinds = [NewKind::Ed25519].into_iter().chain(sizes.map(NewKind::Rsa));
        let mut kinds = kinds.chain([NewKind::Ecdsa(Curve::P256)]);
        kinds.find(|kind| self.fit((*kind).into()) == Fit::Accepted)
    }
}

#[cfg(test)]
mod tests;
