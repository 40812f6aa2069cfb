//! A key that is meant by a fingerprint, a line or a file.

use super::keys::{NamedKey, public_keys_in};
use super::{Cli, CliError};
use crate::key::PublicKey;
use crate::system::{Disk as _, Found};
use std::path::Path;

/// Characters of a SHA-256 hash in base64 without padding.
const SHA256_CHARACTERS: usize = 43;
/// What ends the name of a hash.
const HASH_MARK: char = ':';
/// Colons in an MD5 hash.
const MD5_COLONS: usize = 15;

/// What a key is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sought {
    /// Its fingerprint, as `ssh-keygen -l` prints it.
    Fingerprint(String),
    /// It is one of these.
    Keys(Vec<PublicKey>),
}

impl Sought {
    /// Whether this key is meant.
    pub fn is(&self, key: &PublicKey) -> bool {
        match self {
            Self::Fingerprint(text) => {
                let fingerprint = key.fingerprint();
                fingerprint.sha256() == *text || fingerprint.md5() == *text
            }
            Self::Keys(keys) => keys.iter().any(|other| other.is_same_key(key)),
        }
    }

    /// The first fingerprint in a text, such as the line of a server's log or what PuTTY shows.
    pub fn fingerprint(text: &str) -> Option<Self> {
        let words = text.split(|c: char| c.is_whitespace() || "\"'()[]<>,;".contains(c));
        words.filter_map(fingerprint).map(Self::Fingerprint).next()
    }

    /// The public keys in a text.
    fn line(text: &str) -> Option<Self> {
        let keys = public_keys_in(text.as_bytes());
        (!keys.is_empty()).then_some(Self::Keys(keys))
    }
}

impl Cli {
    /// What is meant by an argument: a text with a fingerprint, a line with a key, or a file.
    pub(super) fn sought(&self, argument: &Path) -> Result<Sought, CliError> {
        let text = argument.to_string_lossy();
        // A path can look like a fingerprint without the name of its hash.
        let is_file = !text.contains(HASH_MARK) && matches!(self.disk.look(argument), Ok(Found::File(_)));
        let told = if is_file { None } else { Sought::fingerprint(&text).or_else(|| Sought::line(&text)) };
        match told {
            Some(sought) => Ok(sought),
            None => {
                let keys = self.public_keys(&[argument.to_owned()])?;
                Ok(Sought::Keys(keys.into_iter().map(|NamedKey { key, .. }| key).collect()))
            }
        }
    }
}

/// A fingerprint with its hash before it or without, and with the padding that some programs add.
fn fingerprint(word: &str) -> Option<String> {
    let of = |name: &str| {
        let start = word.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name))?;
        word.strip_prefix(start)
    };
    let is_sha256 = |hash: &str| {
        hash.len() == SHA256_CHARACTERS
            && hash.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte))
    };
    let is_md5 = |hash: &str| {
        hash.matches(':').count() == MD5_COLONS
            && hash.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':')
    };
    let sha256 = of("SHA256:").unwrap_or(word).trim_end_matches('=');
    let md5 = of("MD5:").unwrap_or(word);
    match (is_sha256(sha256), is_md5(md5)) {
        (true, _) => Some(format!("SHA256:{sha256}")),
        (false, true) => Some(format!("MD5:{}", md5.to_ascii_lowercase())),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Sought;

    #[test]
    fn fingerprints_are_known_by_their_form() {
        let hash = "p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM";
        let sha256 = Some(Sought::Fingerprint(format!("SHA256:{hash}")));
        for text in [
            hash.to_owned(),
            format!("SHA256:{hash}"),
            format!("sha256:{hash}="),
            format!("ssh-ed25519 255 SHA256:{hash}"),
            format!(
                "sshd[7]: Accepted publickey for ann from 192.0.2.7 port 5022 ssh2: ED25519 SHA256:{hash}"
            ),
        ] {
            assert_eq!(Sought::fingerprint(&text), sha256, "{text}");
        }
        let md5 = vec!["AB"; 16].join(":");
        let expected = Some(Sought::Fingerprint(format!("MD5:{}", md5.to_lowercase())));
        for text in [md5.clone(), format!("MD5:{md5}"), format!("256 {md5} ann (ED25519)")] {
            assert_eq!(Sought::fingerprint(&text), expected, "{text}");
        }
        for none in ["id_rsa.pub", &hash[1..], "MD5:ab", "~/my keys/id"] {
            assert_eq!(Sought::fingerprint(none), None, "{none}");
        }
    }
}
