//! What the file of a key in a security key says about using it (OpenSSH, PROTOCOL.u2f).

use super::{Comment, Data, Key, Pair, PublicKey};
use ssh_key::public::KeyData;

/// What the device asks for whenever the key is used, and whether it can find it without the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecurityKeyUse {
    /// The device must be touched.
    pub touch: bool,
    /// A PIN must be entered (`verify-required`).
    pub pin: bool,
    /// The device holds the key itself, so that `ssh-keygen -K` gets it back.
    pub resident: bool,
}

/// SSH_SK_USER_PRESENCE_REQD
const TOUCH: u8 = 0x01;
/// SSH_SK_USER_VERIFICATION_REQD
const PIN: u8 = 0x04;
/// SSH_SK_RESIDENT_KEY
const RESIDENT: u8 = 0x20;

impl PublicKey {
    /// The application that a key in a security key is for, made safe to show: `ssh:` …
    pub fn application(&self) -> Option<String> {
        let Data::Ssh(data) = self.data() else { return None };
        let application = match data {
            KeyData::SkEd25519(key) => key.application(),
            KeyData::SkEcdsaSha2NistP256(key) => key.application(),
            _ => return None,
        };
        Some(Comment::from_bytes_lossy(application.as_bytes()).to_string())
    }
}

impl Key {
    /// How it is used, where its secret is in a security key.
    pub fn security_key_use(&self) -> Option<SecurityKeyUse> {
        let Pair::SecurityKey(pair) = self.pair() else { return None };
        let has = |flag| pair.flags & flag != 0;
        Some(SecurityKeyUse { touch: has(TOUCH), pin: has(PIN), resident: has(RESIDENT) })
    }
}
