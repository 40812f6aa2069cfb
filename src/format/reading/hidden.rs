//! Private keys in bytes that are no text, beside text: such a file is not safe to share, although
//! nothing in it can be read.

use super::super::{Damage, Format, ReadError, Unsupported, openssh};
use super::{View, shape, views};
use zeroize::Zeroizing;

/// How files of SSH 1 begin.
pub(in crate::format) const SSH1: &[u8] = b"SSH PRIVATE KEY FILE FORMAT 1.1";

/// What kind of private key is hidden in the bytes of a file, as they are on the disk.
pub(in crate::format) fn hidden(bytes: &[u8]) -> Option<ReadError> {
    let damaged = |format| ReadError::Damaged { format, damage: Damage::Missing("BEGIN") };
    let has = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
    if has(SSH1) {
        return Some(ReadError::Unsupported(Unsupported::Ssh1));
    }
    if has(openssh::MAGIC) {
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
    // Text of which a part is UTF-16.
    let is_mixed = bytes.iter().any(|byte| *byte == 0 || *byte >= 0xfe);
    let text = || Zeroizing::new(bytes.iter().copied().filter(|byte| *byte != 0).collect::<Vec<u8>>());
    (is_mixed && views(&text()).iter().any(View::is_private)).then(|| damaged(Format::Pem))
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
        assert!(hidden(b"\0\x30\x82\x01\x30").is_none());
    }
}
