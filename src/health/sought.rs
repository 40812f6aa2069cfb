//! Which key is this? A key that is meant by a fingerprint or by a text that holds one, or a key.

use crate::format::{self, FoundKey, KeyFile, ec2_private_hash, ec2_public_hash};
use crate::key::PublicKey;
use crate::sshfiles::{AuthorizedKeys, KnownHosts};
use base64ct::{Base64Unpadded, Encoding as _};
use sha1::{Digest as _, Sha1};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Characters of a SHA-256 hash in base64 without padding.
const SHA256_CHARACTERS: usize = 43;
/// Characters of a SHA-1 hash in base64 without padding.
const SHA1_CHARACTERS: usize = 27;
/// Bytes of an MD5 hash and of a SHA-1 hash.
const MD5_BYTES: usize = 16;
const SHA1_BYTES: usize = 20;

/// What a key is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// SHA-256, as `ssh-keygen -l` prints it.
    Sha256(String),
    /// MD5, without its name: of the key as ssh sends it, or of its DER as AWS EC2 shows it for imported keys.
    Md5(String),
    /// SHA-1, without its name: of a private key that AWS EC2 made.
    Sha1(String),
    /// SHA-1 of the key as ssh sends it, as `ssh-keygen -l -E sha1` prints it, without its name.
    BlobSha1(String),
    /// It is one of these.
    Keys(Vec<PublicKey>),
}

impl Sought {
    /// What is meant by a text: the first fingerprint in it, such as in the line of a server's log or in what PuTTY
    /// shows, else the public keys in it.
    pub fn in_text(text: &str) -> Option<Self> {
        Self::fingerprint(text).or_else(|| {
            let contents = format::read_all(text.as_bytes()).ok()?;
            let keys: Vec<_> = contents.keys.iter().filter_map(|found| found.public().cloned()).collect();
            (!keys.is_empty()).then_some(Self::Keys(keys))
        })
    }

    /// The first fingerprint in a text.
    pub fn fingerprint(text: &str) -> Option<Self> {
        let mut words = text.split(|c: char| c.is_whitespace() || "\"'()[]<>,;".contains(c));
        words.find_map(in_word)
    }

    /// Whether this key is meant. Nothing of a private key is needed for that, but for [`Self::Sha1`].
    pub fn is(&self, key: &PublicKey) -> bool {
        match self {
            Self::Sha256(hash) => key.fingerprint().sha256() == *hash,
            Self::Md5(hash) => {
                key.fingerprint().md5().trim_start_matches("MD5:") == hash
                    || ec2_public_hash(key).is_some_and(|of_key| pairs(&of_key) == *hash)
            }
            Self::Sha1(_) => false,
            Self::BlobSha1(hash) => Base64Unpadded::encode_string(&Sha1::digest(key.blob())) == *hash,
            Self::Keys(keys) => keys.iter().any(|other| other.is_same_key(key)),
        }
    }

    /// Whether the key in this file is meant.
    pub fn is_in(&self, file: &KeyFile) -> bool {
        match (self, file) {
            (Self::Sha1(hash), KeyFile::Private(_, key)) => {
                ec2_private_hash(key).is_some_and(|of_key| pairs(&of_key) == *hash)
            }
            _ => file.public().is_some_and(|key| self.is(key)),
        }
    }
}

/// The lines in which a file holds the key, or `None` for a file that holds it in another way or in its only line.
pub fn places(bytes: &[u8], sought: &Sought) -> Vec<Option<usize>> {
    let lines = lines(bytes, sought);
    let has_one_line = bytes.trim_ascii().iter().all(|byte| *byte != b'\n');
    if !lines.is_empty() && !has_one_line {
        return lines.into_iter().map(Some).collect();
    }
    let keys = format::read_all(bytes).map(|contents| contents.keys).unwrap_or_default();
    let is_meant = |found: &FoundKey| found.key.as_ref().is_ok_and(|file| sought.is_in(file));
    let is_there = !lines.is_empty() || keys.iter().any(is_meant);
    if is_there { vec![None] } else { Vec::new() }
}

/// Lines as in authorized_keys and known_hosts, switched on or off.
fn lines(bytes: &[u8], sought: &Sought) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    if let Ok(file) = AuthorizedKeys::parse(bytes) {
        for (number, content) in (1..).zip(file.contents()) {
            let is_meant = content.key().is_some_and(|key| sought.is(key));
            found.extend(is_meant.then_some(number));
        }
    }
    if let Ok(file) = KnownHosts::parse(bytes) {
        let lines = file.hosts().into_iter();
        found.extend(
            lines
                .filter(|(_, line)| line.readable_key().is_some_and(|key| sought.is(key)))
                .map(|(number, _)| number),
        );
    }
    found
}

/// A fingerprint with its hash before it or without, and with the padding that some programs add.
fn in_word(word: &str) -> Option<Sought> {
    let after = |name: &str| {
        let start = word.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name));
        start.map_or(word, |start| word.strip_prefix(start).unwrap_or(word))
    };
    let sha256 = after("SHA256:").trim_end_matches('=');
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || b"+/".contains(&byte);
    if sha256.len() == SHA256_CHARACTERS && sha256.bytes().all(is_base64) {
        return Some(Sought::Sha256(format!("SHA256:{sha256}")));
    }
    let blob_sha1 = after("SHA1:").trim_end_matches('=');
    let has_name = blob_sha1.len() < word.trim_end_matches('=').len();
    if has_name && blob_sha1.len() == SHA1_CHARACTERS && blob_sha1.bytes().all(is_base64) {
        return Some(Sought::BlobSha1(blob_sha1.to_owned()));
    }
    let (md5, sha1) = (after("MD5:"), after("SHA1:"));
    if are_pairs(md5, MD5_BYTES) {
        return Some(Sought::Md5(md5.to_ascii_lowercase()));
    }
    are_pairs(sha1, SHA1_BYTES).then(|| Sought::Sha1(sha1.to_ascii_lowercase()))
}

/// So many pairs of hexadecimal digits with colons between them.
fn are_pairs(text: &str, count: usize) -> bool {
    let is_pair = |pair: &str| pair.len() == 2 && pair.bytes().all(|byte| byte.is_ascii_hexdigit());
    text.split(':').count() == count && text.split(':').all(is_pair)
}

fn pairs(bytes: &[u8]) -> String {
    let mut text = String::new();
    for (number, byte) in bytes.iter().enumerate() {
        let colon = if number == 0 { "" } else { ":" };
        // Writing to a string does not fail.
        let _ = write!(text, "{colon}{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Sought;

    #[test]
    fn fingerprints_are_known_by_their_form() {
        let hash = "p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM";
        let sha256 = Some(Sought::Sha256(format!("SHA256:{hash}")));
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
        let expected = Some(Sought::Md5(md5.to_lowercase()));
        for text in [md5.clone(), format!("MD5:{md5}"), format!("256 {md5} ann (ED25519)")] {
            assert_eq!(Sought::fingerprint(&text), expected, "{text}");
        }
        let sha1 = vec!["0F"; 20].join(":");
        for text in [sha1.clone(), format!("SHA1(stdin)= {sha1}"), format!("sha1:{sha1}")] {
            assert_eq!(Sought::fingerprint(&text), Some(Sought::Sha1(sha1.to_lowercase())), "{text}");
        }
        let (short, of_three) = (vec!["ab"; 17].join(":"), vec!["abc"; 16].join(":"));
        for none in
            ["id_rsa.pub", &hash[1..], "MD5:ab", "~/my keys/id", &short, &of_three, "SHA256:", "MD5:é"]
        {
            assert_eq!(Sought::fingerprint(none), None, "{none}");
        }
    }
}
