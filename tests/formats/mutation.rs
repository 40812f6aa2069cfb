//! What an attacker, an editor or a bad disk does to a key file.

use base64ct::{Base64, Encoding as _};
use proptest::prelude::*;
use proptest::sample::Index;

#[derive(Clone, Debug)]
pub enum Mutation {
    Flip(Index, u8),
    Delete(Index, usize),
    Insert(Index, Vec<u8>),
    Truncate(Index),
    SwapLines(Index, Index),
    RepeatLine(Index),
    /// Every number in a line becomes this.
    Number(Index, &'static str),
    /// In the bytes under the base64 of an OpenSSH container.
    Inside(Index, u8),
}

const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "255",
    "256",
    "65536",
    "2147483648",
    "4294967295",
    "4294967296",
    "99999999999999999999",
    "",
    "0x10",
];

pub fn mutation() -> impl Strategy<Value = Mutation> {
    let at = any::<Index>;
    prop_oneof![
        (at(), 0..8u8).prop_map(|(at, bit)| Mutation::Flip(at, 1 << bit)),
        (at(), 1..40usize).prop_map(|(at, count)| Mutation::Delete(at, count)),
        (at(), proptest::collection::vec(any::<u8>(), 1..20))
            .prop_map(|(at, bytes)| Mutation::Insert(at, bytes)),
        (at(), "[\r\n :=A\\\\\"-]{1,5}").prop_map(|(at, text)| Mutation::Insert(at, text.into_bytes())),
        at().prop_map(Mutation::Truncate),
        (at(), at()).prop_map(|(one, other)| Mutation::SwapLines(one, other)),
        at().prop_map(Mutation::RepeatLine),
        (at(), proptest::sample::select(NUMBERS)).prop_map(|(at, number)| Mutation::Number(at, number)),
        (at(), 0..8u8).prop_map(|(at, bit)| Mutation::Inside(at, 1 << bit)),
    ]
}

pub fn mutated(bytes: &[u8], mutation: &Mutation) -> Vec<u8> {
    let mut out = bytes.to_vec();
    let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    if out.is_empty() {
        return out;
    }
    match mutation {
        Mutation::Flip(at, bit) => out[at.index(bytes.len())] ^= bit,
        Mutation::Delete(at, count) => {
            let at = at.index(bytes.len());
            out.drain(at..bytes.len().min(at + count));
        }
        Mutation::Insert(at, more) => {
            let at = at.index(bytes.len());
            out.splice(at..at, more.iter().copied());
        }
        Mutation::Truncate(at) => out.truncate(at.index(bytes.len())),
        Mutation::SwapLines(one, other) => {
            let (one, other) = (one.index(lines.len()), other.index(lines.len()));
            lines.swap(one, other);
            out = lines.concat();
        }
        Mutation::RepeatLine(at) => {
            let at = at.index(lines.len());
            lines.insert(at, lines[at].clone());
            out = lines.concat();
        }
        Mutation::Number(at, number) => {
            let numbered: Vec<usize> =
                (0..lines.len()).filter(|line| number_in(&lines[*line]).is_some()).collect();
            if !numbered.is_empty() {
                let line = &mut lines[numbered[at.index(numbered.len())]];
                let range = number_in(line).unwrap();
                line.splice(range, number.bytes());
            }
            out = lines.concat();
        }
        Mutation::Inside(at, bit) => {
            if let Some(mut inner) = container(bytes).filter(|inner| !inner.is_empty()) {
                let at = at.index(inner.len());
                inner[at] ^= bit;
                out = enveloped(&inner);
            }
        }
    }
    out
}

/// Where the number stands in a line such as `Argon2-Memory: 64`.
fn number_in(line: &[u8]) -> Option<std::ops::Range<usize>> {
    let start = line.windows(2).position(|pair| pair == b": ")? + 2;
    let length = line[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    (length > 0).then_some(start..start + length)
}

/// What is in the envelope of an OpenSSH private key.
pub fn container(bytes: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let body = text.split("-----BEGIN OPENSSH PRIVATE KEY-----").nth(1)?.split("-----END").next()?;
    Base64::decode_vec(&body.split_whitespace().collect::<String>()).ok()
}

pub fn enveloped(inner: &[u8]) -> Vec<u8> {
    let body = Base64::encode_string(inner);
    format!("-----BEGIN OPENSSH PRIVATE KEY-----\n{body}\n-----END OPENSSH PRIVATE KEY-----\n").into_bytes()
}
