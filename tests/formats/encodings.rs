//! Keys in every encoding that BER and SSH allow, and in those that programs write all the same: they
//! are the same keys, and we write them in the one encoding that everybody reads.

use crate::support::{SMALL_KINDS, cases, make, opened, same, some_dsa, some_rsa, written};
use base64ct::{Base64, Encoding as _};
use hmac::{Hmac, KeyInit as _, Mac as _};
use keywright::format::PrivateFormat::{self, OpenSsh, Pem, Pkcs8, Ppk2, Ppk3};
use keywright::format::{KeyFile, PublicFormat, read, write_public};
use keywright::key::{Curve, Key, Kind, NewKind, PublicKey};
use proptest::prelude::*;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

// --- Finding the parts of what we wrote ---------------------------------------------------------

fn from_envelope(text: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(text).unwrap();
    let body: String = text.lines().filter(|line| !line.starts_with("-----")).collect();
    Base64::decode_vec(&body).unwrap()
}

fn in_envelope(label: &str, bytes: &[u8]) -> Vec<u8> {
    let body = Base64::encode_string(bytes);
    format!("-----BEGIN {label}-----\n{body}\n-----END {label}-----\n").into_bytes()
}

/// Tag, body and the rest. We write lengths of up to 3 bytes.
fn first(der: &[u8]) -> (u8, &[u8], &[u8]) {
    let (length, start) = match der[1] {
        length @ 0..0x80 => (usize::from(length), 2),
        count => {
            let digits = &der[2..2 + usize::from(count & 0x7f)];
            (digits.iter().fold(0, |sum, digit| sum << 8 | usize::from(*digit)), 2 + digits.len())
        }
    };
    (der[0], &der[start..start + length], &der[start + length..])
}

fn children(mut body: &[u8]) -> Vec<&[u8]> {
    let mut found = Vec::new();
    while !body.is_empty() {
        let (_, _, rest) = first(body);
        found.push(&body[..body.len() - rest.len()]);
        body = rest;
    }
    found
}

// --- Encoding otherwise -------------------------------------------------------------------------

/// Encodes in another way wherever there is one.
struct Encoder(StdRng);

impl Encoder {
    fn new(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    fn one_in(&mut self, count: u32) -> bool {
        self.0.random_range(0..count) == 0
    }

    fn definite(&mut self, tag: u8, body: &[u8]) -> Vec<u8> {
        let digits = (body.len() as u64).to_be_bytes();
        let needed = digits.len() - digits.iter().take_while(|digit| **digit == 0).count();
        let length = if body.len() < 0x80 && self.one_in(2) {
            vec![body.len() as u8]
        } else {
            let count = self.0.random_range(needed.max(1)..=digits.len());
            [&[0x80 | count as u8][..], &digits[digits.len() - count..]].concat()
        };
        [&[tag][..], &length, body].concat()
    }

    fn constructed(&mut self, tag: u8, body: &[u8]) -> Vec<u8> {
        if self.one_in(2) { self.definite(tag, body) } else { [&[tag, 0x80], body, &[0, 0]].concat() }
    }

    /// A string, now and then in pieces that are in pieces themselves.
    fn string(&mut self, tag: u8, body: &[u8], depth: usize) -> Vec<u8> {
        if depth == 0 || self.one_in(2) {
            return if tag == 3 {
                self.definite(3, &[&[0], body].concat())
            } else {
                self.definite(tag, body)
            };
        }
        let mut pieces = Vec::new();
        let mut rest = body;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(self.0.random_range(0..=rest.len()));
            pieces.extend(self.string(tag, piece, depth - 1));
            rest = after;
        }
        self.constructed(tag | 0x20, &pieces)
    }

    /// Zeros in front, or without the one that belongs there.
    fn number(&mut self, bytes: &[u8]) -> Vec<u8> {
        let significant = bytes.iter().position(|byte| *byte != 0).unwrap_or(bytes.len() - 1);
        let zeros = self.0.random_range(0..4);
        [&vec![0; zeros][..], &bytes[significant..]].concat()
    }

    /// `inside` says what stands in strings.
    fn element(&mut self, der: &[u8], inside: Inside) -> Vec<u8> {
        let (tag, body, _) = first(der);
        match (tag, inside) {
            (2, _) => {
                let number = self.number(body);
                self.definite(2, &number)
            }
            (4, Inside::Key) => {
                let body = if body[0] == 4 || body[0] == 2 {
                    self.element(body, Inside::Nothing)
                } else {
                    self.element(body, Inside::Point)
                };
                self.string(4, &body, 2)
            }
            (3, Inside::Point) => {
                let point = self.point(&body[1..]);
                self.string(3, &point, 2)
            }
            (3, _) => self.string(3, &body[1..], 2),
            (4, _) => self.string(4, body, 2),
            _ if tag & 0x20 != 0 => {
                let parts: Vec<u8> =
                    children(body).into_iter().flat_map(|child| self.element(child, inside)).collect();
                self.constructed(tag, &parts)
            }
            _ => self.definite(tag, body),
        }
    }

    /// Uncompressed points in all forms. Others stay.
    fn point(&mut self, point: &[u8]) -> Vec<u8> {
        let (Some(4), Some(last)) = (point.first(), point.last()) else { return point.to_vec() };
        let (odd, coordinate) = (last & 1, (point.len() - 1) / 2);
        match self.0.random_range(0..3) {
            0 => point.to_vec(),
            1 => [&[2 + odd], &point[1..=coordinate]].concat(),
            _ => [&[6 + odd], &point[1..]].concat(),
        }
    }

    /// What programs leave behind a structure.
    fn trailing(&mut self) -> &'static [u8] {
        [&b""[..], b"\0", b"\0\0\0\0", b"\n", b"\r\n", &[8; 8], b"text"][self.0.random_range(0..7)]
    }

    fn structure(&mut self, der: &[u8], format: PrivateFormat) -> Vec<u8> {
        let inside = if format == Pkcs8 { Inside::Key } else { Inside::Point };
        let mut bytes = self.element(der, inside);
        bytes.extend_from_slice(self.trailing());
        bytes
    }

    fn blob(&mut self, blob: &[u8]) -> Vec<u8> {
        let fields = strings(blob);
        let name = std::str::from_utf8(fields[0]).unwrap().to_owned();
        fields
            .iter()
            .enumerate()
            .flat_map(|(number, field)| string(&self.field(&name, number, field)))
            .collect()
    }

    /// Field 0 is the name of the type. The scalar of ECDSA comes behind its public fields.
    fn field(&mut self, name: &str, number: usize, field: &[u8]) -> Vec<u8> {
        match (name, number) {
            (_, 0) => field.to_vec(),
            ("ssh-rsa" | "ssh-dss", _) => self.number(field),
            (_, 2) if name.starts_with("ecdsa") => self.point(field),
            (_, 3) if name.starts_with("ecdsa") => self.number(field),
            _ => field.to_vec(),
        }
    }
}

#[derive(Clone, Copy)]
enum Inside {
    /// PKCS#8: the structure of the private key.
    Key,
    /// SEC 1: a point in the BIT STRING.
    Point,
    Nothing,
}

fn string(bytes: &[u8]) -> Vec<u8> {
    [&(bytes.len() as u32).to_be_bytes()[..], bytes].concat()
}

/// Takes a string off the front.
fn next<'a>(rest: &mut &'a [u8]) -> &'a [u8] {
    let (length, after) = rest.split_first_chunk().unwrap();
    let (string, after) = after.split_at(u32::from_be_bytes(*length) as usize);
    *rest = after;
    string
}

fn strings(mut bytes: &[u8]) -> Vec<&[u8]> {
    std::iter::from_fn(|| (!bytes.is_empty()).then(|| next(&mut bytes))).collect()
}

// --- Whole files --------------------------------------------------------------------------------

/// OpenSSH's container with its numbers and points encoded otherwise. It must have no passphrase.
fn open_ssh(key: &Key, encoder: &mut Encoder) -> Vec<u8> {
    let container = from_envelope(&written(key, OpenSsh, None, 1));
    let magic = b"openssh-key-v1\0";
    let head =
        [magic.as_slice(), &string(b"none"), &string(b"none"), &string(b""), &1u32.to_be_bytes()].concat();
    let [blob, private] = strings(&container[head.len()..]).try_into().unwrap();
    let (checks, mut rest) = private.split_at(8);
    let kind = key.kind();
    let name = kind.ssh_name();
    let count = match kind {
        Kind::Ed25519 => 3,
        Kind::Ecdsa(_) => 4,
        Kind::Rsa(_) => 7,
        _ => 6,
    };
    let mut fields = Vec::new();
    for number in 0..count {
        let field = next(&mut rest);
        fields.extend(string(&encoder.field(name, number, field)));
    }
    let comment = next(&mut rest);
    let mut private = [checks, &fields, &string(comment)].concat();
    private.extend((1..).take(private.len().next_multiple_of(8) - private.len()));
    let bytes = [head, string(&encoder.blob(blob)), string(&private)].concat();
    in_envelope("OPENSSH PRIVATE KEY", &bytes)
}

/// A .ppk file in the clear with its numbers and points encoded otherwise, and the right MAC.
fn ppk(key: &Key, version: PrivateFormat, encoder: &mut Encoder) -> Vec<u8> {
    let text = String::from_utf8(written(key, version, None, 1)).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let under = |header: &str| {
        let at = lines.iter().position(|line| line.starts_with(header)).unwrap();
        let count: usize = lines[at].split(' ').nth(1).unwrap().parse().unwrap();
        Base64::decode_vec(&lines[at + 1..=at + count].concat()).unwrap()
    };
    let name = key.kind().ssh_name();
    let public = encoder.blob(&under("Public-Lines"));
    // In ECDSA's blob the point is field 2, and a number comes after it.
    let private: Vec<u8> = strings(&under("Private-Lines"))
        .into_iter()
        .flat_map(|field| string(&encoder.field(name, 3, field)))
        .collect();
    let comment = key.comment().as_bytes();
    let covered = [name.as_bytes(), b"none", &comment, &public, &private].map(string).concat();
    let mac = match version {
        Ppk2 => {
            let mut mac =
                Hmac::<Sha1>::new_from_slice(&Sha1::digest(b"putty-private-key-file-mac-key")).unwrap();
            mac.update(&covered);
            mac.finalize().into_bytes().to_vec()
        }
        _ => {
            let mut mac = Hmac::<Sha256>::new_from_slice(b"").unwrap();
            mac.update(&covered);
            mac.finalize().into_bytes().to_vec()
        }
    };
    let mac: String = mac.iter().map(|byte| format!("{byte:02x}")).collect();
    let [public, private] = [public, private].map(|bytes| Base64::encode_string(&bytes));
    format!(
        "{}\nEncryption: none\n{}\nPublic-Lines: 1\n{public}\nPrivate-Lines: 1\n{private}\nPrivate-MAC: {mac}\n",
        lines[0], lines[2]
    )
    .into_bytes()
}

fn line(public: &PublicKey, encoder: &mut Encoder) -> Vec<u8> {
    let blob = Base64::encode_string(&encoder.blob(public.blob()));
    format!("{} {blob} {}\n", public.kind().ssh_name(), public.comment()).into_bytes()
}

// --- What must be true --------------------------------------------------------------------------

fn any_key() -> impl Strategy<Value = Key> {
    // RSA and DSA take too long to make anew each time.
    (0..6usize, any::<u64>()).prop_map(|(kind, seed)| match kind {
        0..4 => make(SMALL_KINDS[kind], "", seed),
        4 => some_rsa().with_comment(Default::default()),
        _ => some_dsa(),
    })
}

/// Whether everything that we write of it is what we write of the original.
fn is_written_alike(key: &Key, original: &Key) -> bool {
    let public = [PublicFormat::Line, PublicFormat::Rfc4716]
        .into_iter()
        .all(|format| write_public(key.public(), format) == write_public(original.public(), format));
    let private = [OpenSsh, Ppk3, Ppk2, Pem, Pkcs8]
        .into_iter()
        .filter(|format| *format != Pem || key.kind() != Kind::Ed25519)
        .all(|format| written(key, format, None, 1) == written(original, format, None, 1));
    public && private
}

fn private(bytes: &[u8]) -> Option<Key> {
    match read(bytes) {
        Ok(KeyFile::Private(_, key)) => Some(key),
        _ => None,
    }
}

fn structures(key: &Key) -> Vec<(PrivateFormat, Vec<u8>)> {
    let formats = [Pem, Pkcs8].into_iter().filter(|format| *format == Pkcs8 || key.kind() != Kind::Ed25519);
    formats.map(|format| (format, from_envelope(&written(key, format, None, 1)))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(400), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_structure_in_ber_is_the_same_key_as_in_der(key in any_key(), seed: u64) {
        let mut encoder = Encoder::new(seed);
        for (format, der) in structures(&key) {
            let bytes = encoder.structure(&der, format);
            for file in [bytes.clone(), in_envelope("PRIVATE KEY", &bytes)] {
                let (found, again) = opened(&file, None).unwrap_or_else(|refusal| panic!("{}: {bytes:02x?}", refusal.text()));
                prop_assert_eq!(found, format.into());
                prop_assert!(same(&key, &again) && is_written_alike(&again, &key));
            }
        }
    }

    #[test]
    fn numbers_and_points_in_sshs_formats_may_be_in_any_form(key in any_key(), seed: u64) {
        let mut encoder = Encoder::new(seed);
        let files = [open_ssh(&key, &mut encoder), ppk(&key, Ppk2, &mut encoder), ppk(&key, Ppk3, &mut encoder)];
        for file in files {
            let (_, again) = opened(&file, None)
                .unwrap_or_else(|refusal| panic!("{}\n{}", refusal.text(), String::from_utf8_lossy(&file)));
            prop_assert!(same(&key, &again) && is_written_alike(&again, &key));
        }
        let file = line(key.public(), &mut encoder);
        let Ok(KeyFile::Public(_, again)) = read(&file) else { panic!("{}", String::from_utf8_lossy(&file)) };
        prop_assert_eq!(&again, key.public());
    }

    /// Only of Ed25519 and DSA in PKCS#8 is there one half alone, with which nothing can be compared.
    #[test]
    fn a_changed_structure_in_ber_is_refused_or_still_the_same_key(
        key in any_key(),
        seed: u64,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut encoder = Encoder::new(seed);
        for (format, der) in structures(&key) {
            if format == Pkcs8 && matches!(key.kind(), Kind::Ed25519 | Kind::Dsa(_)) {
                continue;
            }
            let mut bytes = encoder.structure(&der, format);
            for (at, value) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *value;
            }
            if let Some(found) = private(&bytes) {
                prop_assert!(same(&key, &found), "{bytes:02x?}");
            }
        }
    }

    #[test]
    fn another_public_half_is_refused_in_every_encoding(seed: u64, curve in proptest::sample::select(&Curve::ALL[..])) {
        let mut encoder = Encoder::new(seed);
        let [one, other] = [seed, seed ^ 1].map(|seed| make(NewKind::Ecdsa(curve), "", seed));
        let [one_der, other_der] = [&one, &other].map(|key| from_envelope(&written(key, Pem, None, 1)));
        // The last element is the point.
        let ([mut mixed, others], (tag, ..)) = ([&one_der, &other_der].map(|der| children(first(der).1)), first(&one_der));
        *mixed.last_mut().unwrap() = others.last().unwrap();
        let der = encoder.definite(tag, &mixed.concat());
        let bytes = encoder.structure(&der, Pem);
        prop_assert!(private(&bytes).is_none());
    }
}
