//! Kinds of keys, by the names that SSH gives them.

use ssh_key::EcdsaCurve;

/// The NIST curves that SSH has names for (RFC 5656).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Curve {
    /// nistp256, 256 bits
    P256,
    /// nistp384, 384 bits
    P384,
    /// nistp521, 521 bits
    P521,
}

impl Curve {
    /// All of them, smallest first.
    pub const ALL: [Self; 3] = [Self::P256, Self::P384, Self::P521];

    /// Size of the curve's field in bits.
    pub fn bits(self) -> u32 {
        match self {
            Self::P256 => 256,
            Self::P384 => 384,
            Self::P521 => 521,
        }
    }

    /// The name used inside SSH blobs: `nistp256` …
    pub fn ssh_name(self) -> &'static str {
        match self {
            Self::P256 => "nistp256",
            Self::P384 => "nistp384",
            Self::P521 => "nistp521",
        }
    }
}

impl From<EcdsaCurve> for Curve {
    fn from(curve: EcdsaCurve) -> Self {
        match curve {
            EcdsaCurve::NistP256 => Self::P256,
            EcdsaCurve::NistP384 => Self::P384,
            EcdsaCurve::NistP521 => Self::P521,
        }
    }
}

/// What kind of key this is, with its exact size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Ed25519 (RFC 8709)
    Ed25519,
    /// Ed448 (RFC 8709); read, never made
    Ed448,
    /// ECDSA on one of the NIST curves (RFC 5656)
    Ecdsa(Curve),
    /// RSA with the modulus size in bits
    Rsa(u32),
    /// DSA with the size of p in bits; read, never made
    Dsa(u32),
    /// A FIDO key whose secret is in a device; read, never made
    SecurityKey(SecurityKey),
}

/// The two kinds of FIDO keys that OpenSSH knows (PROTOCOL.u2f).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SecurityKey {
    /// sk-ssh-ed25519@openssh.com
    Ed25519,
    /// sk-ecdsa-sha2-nistp256@openssh.com
    EcdsaP256,
}

impl Kind {
    /// One of each type.
    pub(crate) const TYPES: [Self; 9] = [
        Self::Ed25519,
        Self::Ed448,
        Self::Rsa(0),
        Self::Dsa(0),
        Self::Ecdsa(Curve::P256),
        Self::Ecdsa(Curve::P384),
        Self::Ecdsa(Curve::P521),
        Self::SecurityKey(SecurityKey::Ed25519),
        Self::SecurityKey(SecurityKey::EcdsaP256),
    ];

    /// Size in bits, as ssh-keygen counts it.
    pub fn bits(self) -> u32 {
        match self {
            Self::Ed25519 | Self::SecurityKey(_) => 256,
            Self::Ed448 => 448,
            Self::Ecdsa(curve) => curve.bits(),
            Self::Rsa(bits) | Self::Dsa(bits) => bits,
        }
    }

    /// The algorithm name at the start of a public line.
    pub const fn ssh_name(self) -> &'static str {
        match self {
            Self::Ed25519 => "ssh-ed25519",
            Self::Ed448 => "ssh-ed448",
            Self::Ecdsa(Curve::P256) => "ecdsa-sha2-nistp256",
            Self::Ecdsa(Curve::P384) => "ecdsa-sha2-nistp384",
            Self::Ecdsa(Curve::P521) => "ecdsa-sha2-nistp521",
            Self::Rsa(_) => "ssh-rsa",
            Self::Dsa(_) => "ssh-dss",
            Self::SecurityKey(SecurityKey::Ed25519) => "sk-ssh-ed25519@openssh.com",
            Self::SecurityKey(SecurityKey::EcdsaP256) => "sk-ecdsa-sha2-nistp256@openssh.com",
        }
    }

    /// The short upper-case name that ssh-keygen prints in brackets and in randomart.
    pub fn short_name(self) -> &'static str {
        match self {
            Self::Ed25519 => "ED25519",
            Self::Ed448 => "ED448",
            Self::Ecdsa(_) => "ECDSA",
            Self::Rsa(_) => "RSA",
            Self::Dsa(_) => "DSA",
            Self::SecurityKey(SecurityKey::Ed25519) => "ED25519-SK",
            Self::SecurityKey(SecurityKey::EcdsaP256) => "ECDSA-SK",
        }
    }

    /// Whether today's ssh refuses to log in with such a key.
    pub fn is_refused_by_ssh(self) -> bool {
        matches!(self, Self::Dsa(_) | Self::Ed448 | Self::Rsa(..1024))
    }

    /// The file name that ssh looks for by itself (OpenSSH, pathnames.h), and one like it for
    /// Ed448, which OpenSSH does not support.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Ed25519 => "id_ed25519",
            Self::Ed448 => "id_ed448",
            Self::Ecdsa(_) => "id_ecdsa",
            Self::Rsa(_) => "id_rsa",
            Self::Dsa(_) => "id_dsa",
            Self::SecurityKey(SecurityKey::Ed25519) => "id_ed25519_sk",
            Self::SecurityKey(SecurityKey::EcdsaP256) => "id_ecdsa_sk",
        }
    }
}

/// Size of an RSA key that we make: 2048 to 16384 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RsaBits(u16);

impl RsaBits {
    /// Smallest size that we make.
    pub const MIN: u16 = 2048;
    /// Largest size that OpenSSH accepts (SSHBUF_MAX_BIGNUM).
    pub const MAX: u16 = 16384;
    /// The default of ssh-keygen.
    pub const DEFAULT: Self = Self(3072);

    /// `None` outside of [`Self::MIN`] to [`Self::MAX`].
    pub fn new(bits: u16) -> Option<Self> {
        (Self::MIN..=Self::MAX).contains(&bits).then_some(Self(bits))
    }

    /// The size in bits.
    pub fn get(self) -> u16 {
        self.0
    }
}

/// A kind of key that we make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NewKind {
    /// Ed25519
    Ed25519,
    /// ECDSA on a curve
    Ecdsa(Curve),
    /// RSA of a size
    Rsa(RsaBits),
}

impl From<NewKind> for Kind {
    fn from(new: NewKind) -> Self {
        match new {
            NewKind::Ed25519 => Self::Ed25519,
            NewKind::Ecdsa(curve) => Self::Ecdsa(curve),
            NewKind::Rsa(bits) => Self::Rsa(u32::from(bits.get())),
        }
    }
}
