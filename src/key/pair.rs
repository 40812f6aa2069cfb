//! Key pairs of every type.

use super::{Data, Ed448Pair};
use ssh_key::private::KeypairData;
use ssh_key::public::KeyData;
use zeroize::Zeroizing;

/// A private key with its public key. Wiped on drop.
#[derive(Clone)]
pub(crate) enum Pair {
    /// Ed25519, ECDSA, RSA and DSA.
    Ssh(KeypairData),
    /// Ed448.
    Ed448(Ed448Pair),
    /// A key whose private key is in a device.
    SecurityKey(SecurityKeyHandle),
}

/// What OpenSSH stores of a FIDO key (OpenSSH, PROTOCOL.u2f). Without the device it is useless.
#[derive(Clone)]
pub(crate) struct SecurityKeyHandle {
    /// The public key, and the application that it is for.
    pub public: KeyData,
    /// Whether the device requires a touch or a PIN.
    pub flags: u8,
    /// The key handle: a reference to the private key, or the private key encrypted by the device.
    pub handle: Zeroizing<Vec<u8>>,
    /// Kept unchanged.
    pub reserved: Zeroizing<Vec<u8>>,
}

impl Pair {
    /// The public key.
    pub fn public_data(&self) -> Option<Data> {
        match self {
            Self::Ssh(pair) => KeyData::try_from(pair).ok().map(Data::Ssh),
            Self::Ed448(pair) => Some(Data::Ed448(*pair.public())),
            Self::SecurityKey(pair) => Some(Data::Ssh(pair.public.clone())),
        }
    }
}

impl From<KeypairData> for Pair {
    fn from(pair: KeypairData) -> Self {
        Self::Ssh(pair)
    }
}

impl From<Ed448Pair> for Pair {
    fn from(pair: Ed448Pair) -> Self {
        Self::Ed448(pair)
    }
}
