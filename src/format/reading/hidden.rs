//! Private keys in the binary parts of a file that also has text: it is not safe to share, although they
//! cannot be read.

use super::super::{
    Archive, Damage, Foreign, Format, ReadError, Unsupported, openssh, public_line, text_encoding,
};
use super::bare::{Run, runs};
use super::{View, shape, views};
use zeroize::Zeroizing;

/// The beginning of private key files of SSH 1.
pub(in crate::format) const SSH1: &[u8] = b"SSH PRIVATE KEY FILE FORMAT 1.1";

/// The beginning of gzip data (RFC 1952, section 2.3): they may contain a key.
const GZIP: &[u8] = b"\x1f\x8b\x08";

/// The private key that is hidden in the raw bytes of a file.
pub(in crate::format) fn hidden(bytes: &[u8]) -> Option<ReadError> {
    let damaged = |format| ReadError::Damaged { format, damage: Damage::Missing("BEGIN") };
    if text_encoding::has(bytes, SSH1) {
        return Some(ReadError::Unsupported(Unsupported::Ssh1));
    }
    let is_gzip = |bytes: &[u8]| bytes.starts_with(GZIP);
    if is_beside(GZIP, bytes) || runs(bytes).iter().filter_map(Run::decoded).any(|inner| is_gzip(&inner)) {
        return Some(ReadError::Foreign(Foreign::Archive(Archive::Gzip)));
    }
    if text_encoding::has(bytes, openssh::MAGIC) {
        return Some(damaged(Format::OpenSsh));
    }
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == 0x30) {
        rest = rest.get(at..).unwrap_or_default();
        if shape::begins_as_private(rest) {
            return Some(damaged(Format::Pem));
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    let text = text_in(bytes)?;
    views(&text).iter().any(View::is_private).then(|| damaged(Format::Pem))
}

/// Whether the bytes contain data that begin like this, and other data too.
fn is_beside(start: &[u8], bytes: &[u8]) -> bool {
    let is_behind = text_encoding::find_all(bytes, start).any(|at| at > 0);
    is_behind || bytes.starts_with(start) && !public_line::lines(bytes).is_empty()
}

/// The text in bytes that are partly UTF-16 or binary. `None` where all of them were read as text already.
fn text_in(bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    /// The shortest run that is searched: UTF-16 takes two bytes for each character.
    const LEAST: usize = super::bare::LEAST;
    let is_wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if !is_wide && !bytes.contains(&0) {
        return None;
    }
    let is_control = |byte: &u8| matches!(byte, 1..=8 | 14..=26 | 28..=31 | 127);
    let mut text = Zeroizing::new(Vec::with_capacity(bytes.len() + 1));
    for stretch in bytes.split(is_control).filter(|stretch| stretch.len() >= LEAST) {
        text.extend(stretch.iter().filter(|byte| **byte != 0));
        text.push(b'\n');
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::hidden;

    #[test]
    fn keys_in_binary_and_in_utf_16_are_seen_beside_text() {
        let line = "ssh-ed25519 AAAA a\n";
        let pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAAA\n";
        let utf16: Vec<u8> = pem.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let der = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70];
        for secret in [&utf16[..], &der, b"openssh-key-v1\0", b"SSH PRIVATE KEY FILE FORMAT 1.1\n\0"] {
            assert!(hidden(&[line.as_bytes(), secret].concat()).is_some());
            assert!(hidden(&[secret, line.as_bytes()].concat()).is_some());
        }
        assert!(hidden(line.as_bytes()).is_none());
        // Between bytes that are text in neither encoding.
        let noise: Vec<u8> = (0..=255).cycle().take(4096).collect();
        assert!(hidden(&noise).is_none());
        assert!(hidden(&[&noise[..], &utf16, &noise].concat()).is_some());
        assert!(hidden(b"\0\x30\x82\x01\x30").is_none());
    }
}
