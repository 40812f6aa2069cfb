//! OpenSSH certificates: a public key, and what an authority says of it.

use super::PublicKey;
use base64ct::{Base64, Encoding as _};

/// A certificate whose blob was understood whole (OpenSSH, PROTOCOL.certkeys).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The type at the start of its line: `ssh-ed25519-cert-v01@openssh.com` …
    pub name: String,
    /// All of it, as it stands in base64 in the line.
    pub blob: Vec<u8>,
    /// The key that it is about, with the comment of the line.
    pub key: PublicKey,
    /// The number that the authority gave it; 0 where it does not count.
    pub serial: u64,
    /// Whom it names.
    pub holder: Holder,
    /// The name that servers write in their logs, made safe to show.
    pub key_id: String,
    /// Users or hosts that it is good for; empty for all.
    pub principals: Vec<String>,
    /// From when on it is good, in seconds since 1970; 0 for always.
    pub valid_after: u64,
    /// Until when it is good, in seconds since 1970; [`u64::MAX`] for ever.
    pub valid_before: u64,
    /// What every server must obey: name and value.
    pub critical_options: Vec<(String, String)>,
    /// What it allows: names, with a value where there is one.
    pub extensions: Vec<(String, String)>,
    /// Who signed it.
    pub authority: PublicKey,
    /// Whether the authority signed it.
    pub signature: Verdict,
}

/// What came of checking the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The authority signed exactly this.
    Right,
    /// The authority did not sign this: it was changed, or made up.
    Wrong,
    /// Signatures of this sort are not checked here.
    Unchecked,
}

/// Whom a certificate names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A person who logs in.
    User,
    /// A server.
    Host,
}

impl Certificate {
    /// The one line of a `-cert.pub` file, without a line end.
    pub fn line(&self) -> String {
        let start = format!("{} {}", self.name, Base64::encode_string(&self.blob));
        match self.key.comment().as_str() {
            "" => start,
            comment => format!("{start} {comment}"),
        }
    }
}
