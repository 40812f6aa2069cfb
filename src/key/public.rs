//! A public key: the blob that servers compare, and a comment.

use super::ed448::{self, Point};
use super::{Comment, Curve, Fingerprint, Kind, SecurityKey, derive, short_name};
use base64ct::{Base64, Encoding as _};
use ssh_key::encoding::{Decode as _, Encode as _};
use ssh_key::public::{DsaPublicKey, KeyData, RsaPublicKey};

/// A public key whose blob was read completely.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    data: Data,
    blob: Vec<u8>,
    kind: Kind,
    comment: Comment,
}

/// The parts of a blob, by type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Data {
    /// A key of a type that the crate `ssh-key` supports.
    Ssh(KeyData),
    /// The compressed point.
    Ed448(Point),
}

impl Data {
    /// `None` for Ed448.
    pub fn ssh(&self) -> Option<&KeyData> {
        match self {
            Self::Ssh(data) => Some(data),
            Self::Ed448(_) => None,
        }
    }
}

/// Why a blob cannot be read as a public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadPublicKey {
    /// A key type we do not read; its name as the file has it, made safe to show.
    Unsupported(String),
    /// The type is supported, but the rest of the blob is not valid for it.
    Damaged,
}

impl PublicKey {
    /// Largest RSA or DSA number that we read, in bits (OpenSSH, SSHBUF_MAX_BIGNUM).
    pub const MAX_BITS: u32 = 16384;

    /// Largest DSA key that we read, in bits of p: FIPS 186-4 goes to 3072, OpenSSH never went
    /// beyond 1024. Checking a much larger key pair would take minutes.
    pub const MAX_DSA_BITS: u32 = 4096;

    /// Reads a public blob (RFC 4253, section 6.6; RFC 5656, section 3.1; RFC 8709, section 4).
    ///
    /// # Errors
    /// Types that we do not know, and blobs that are not written exactly as their type demands.
    pub fn from_blob(blob: &[u8], comment: Comment) -> Result<Self, BadPublicKey> {
        let mut rest = blob;
        let name = String::decode(&mut rest).map_err(|_| BadPublicKey::Damaged)?;
        let bad = || match known(&name) {
            true => BadPublicKey::Damaged,
            false => BadPublicKey::Unsupported(short_name(name.as_bytes())),
        };
        let data = match ed448::point(blob) {
            Some(point) => Data::Ed448(point),
            None => Data::Ssh(KeyData::decode(&mut &*blob).map_err(|_| bad())?),
        };
        let key = Self::from_data(data, comment).ok_or_else(bad)?;
        if key.blob == blob { Ok(key) } else { Err(BadPublicKey::Damaged) }
    }

    /// `None` for types that we do not know, numbers over [`Self::MAX_BITS`] or that no key of
    /// the type can have, and points that do not lie on their curve.
    pub(crate) fn from_data(data: Data, comment: Comment) -> Option<Self> {
        let (kind, blob, sound) = match &data {
            Data::Ssh(data) => {
                let kind = kind_of(data)?;
                (kind, data.encode_vec().ok()?, is_sound(data, kind)?)
            }
            Data::Ed448(point) => (Kind::Ed448, ed448::blob(point), ed448::is_on_curve(point)),
        };
        sound.then_some(Self { data, blob, kind, comment })
    }

    /// What kind of key it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The bytes that are in base64 in the line and are hashed for the fingerprint.
    pub fn blob(&self) -> &[u8] {
        &self.blob
    }

    /// The comment.
    pub fn comment(&self) -> &Comment {
        &self.comment
    }

    /// The same key with another comment.
    pub fn with_comment(mut self, comment: Comment) -> Self {
        self.comment = comment;
        self
    }

    /// The one line for authorized_keys, without a line end: `type base64 comment`.
    pub fn line(&self) -> String {
        self.line_with(&self.comment.text())
    }

    /// The same with these words for the comment.
    pub fn line_with(&self, comment: &str) -> String {
        let start = format!("{} {}", self.kind.ssh_name(), self.base64());
        if comment.is_empty() { start } else { format!("{start} {comment}") }
    }

    /// The blob in base64.
    pub fn base64(&self) -> String {
        Base64::encode_string(&self.blob)
    }

    /// The hashes of the blob.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&self.blob)
    }

    /// Whether both are the same key, whatever their comments.
    pub fn is_same_key(&self, other: &Self) -> bool {
        self.blob == other.blob
    }

    pub(crate) fn data(&self) -> &Data {
        &self.data
    }
}

fn is_sound(data: &KeyData, kind: Kind) -> Option<bool> {
    Some(match (data, kind) {
        (KeyData::Rsa(key), Kind::Rsa(bits)) => bits <= PublicKey::MAX_BITS && rsa_is_sound(key)?,
        (KeyData::Dsa(key), Kind::Dsa(bits)) => bits <= PublicKey::MAX_DSA_BITS && dsa_is_sound(key)?,
        (KeyData::Ecdsa(key), _) => is_whole_point(key.curve().into(), key.as_sec1_bytes()),
        (KeyData::SkEcdsaSha2NistP256(key), _) => is_whole_point(Curve::P256, key.ec_point().as_bytes()),
        _ => true,
    })
}

fn kind_of(data: &KeyData) -> Option<Kind> {
    Some(match data {
        KeyData::Ed25519(_) => Kind::Ed25519,
        KeyData::Ecdsa(key) => Kind::Ecdsa(key.curve().into()),
        KeyData::Rsa(key) => Kind::Rsa(bit_length(key.n().as_positive_bytes()?)),
        KeyData::Dsa(key) => Kind::Dsa(bit_length(key.p().as_positive_bytes()?)),
        KeyData::SkEd25519(_) => Kind::SecurityKey(SecurityKey::Ed25519),
        KeyData::SkEcdsaSha2NistP256(_) => Kind::SecurityKey(SecurityKey::EcdsaP256),
        _ => return None,
    })
}

/// On its curve and uncompressed: ssh-keygen and sshd read no other form.
fn is_whole_point(curve: Curve, point: &[u8]) -> bool {
    derive::uncompressed(curve, point).is_some_and(|whole| whole == point)
}

/// Odd n and e, and e from 3 to n: with e = 1, every message would be its own signature.
fn rsa_is_sound(key: &RsaPublicKey) -> Option<bool> {
    let [n, e] = [key.n().as_positive_bytes()?, key.e().as_positive_bytes()?];
    Some(is_odd(n) && is_odd(e) && is_below(&[1], e) && is_below(e, n))
}

/// Odd p and q, q below p, g and y from 2 to p (FIPS 186-4, section 4.1).
fn dsa_is_sound(key: &DsaPublicKey) -> Option<bool> {
    let [p, q, g, y] = [key.p(), key.q(), key.g(), key.y()].map(|number| number.as_positive_bytes());
    let (p, q, g, y) = (p?, q?, g?, y?);
    let in_field = |number| is_below(&[1], number) && is_below(number, p);
    Some(is_odd(p) && is_odd(q) && is_below(q, p) && in_field(g) && in_field(y))
}

fn is_odd(number: &[u8]) -> bool {
    number.last().is_some_and(|byte| byte & 1 == 1)
}

/// Compares big-endian numbers without leading zeros.
pub(super) fn is_below(one: &[u8], other: &[u8]) -> bool {
    (one.len(), one) < (other.len(), other)
}

fn known(name: &str) -> bool {
    Kind::TYPES.iter().any(|kind| kind.ssh_name() == name)
}

/// Bits of a big-endian number, leading zeros not counted.
fn bit_length(bytes: &[u8]) -> u32 {
    let significant = bytes.iter().skip_while(|byte| **byte == 0);
    let (mut bits, mut first) = (0u32, true);
    for byte in significant {
        bits = bits.saturating_add(if first { 8 - byte.leading_zeros() } else { 8 });
        first = false;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;
    use ssh_key::Mpint;

    #[test]
    fn an_rsa_key_has_two_odd_numbers_and_an_exponent_from_3_to_n() {
        let number = |bytes: &[u8]| Mpint::from_positive_bytes(bytes);
        let n = [0x80, 1];
        let cases: [(&[u8], &[u8], bool); 8] = [
            (&n, &[3], true),
            (&n, &[1, 0, 1], false),
            (&n, &[1], false),
            (&n, &[4], false),
            (&n, &[2], false),
            (&[0x80, 2], &[3], false),
            (&[0x80, 2], &[4], false),
            (&n, &[0x7f, 0xff], true),
        ];
        for (n, e, sound) in cases {
            let key = RsaPublicKey::new(number(e), number(n));
            let found = key.ok().and_then(|key| rsa_is_sound(&key)).unwrap_or(false);
            assert_eq!(found, sound, "n = {n:?}, e = {e:?}");
        }
    }
}
