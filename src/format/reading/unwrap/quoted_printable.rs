//! Quoted-printable, as in emails (RFC 2045, section 6.7): a line that ends with an equals sign continues in
//! the next, and `=3D` is a byte.

use super::{Output, hex};
use zeroize::Zeroizing;

pub(super) fn undo(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let is_sign =
        |two: &[u8; 2]| two[0] == b'=' && (two[1].is_ascii_hexdigit() || matches!(two[1], b'\r' | b'\n'));
    if !text.array_windows().any(is_sign) {
        return None;
    }
    let mut out = Output::for_text(text);
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        let (read, length) = match (byte, after) {
            (b'=', [b'\r', b'\n', ..]) => (None, 3),
            (b'=', [b'\n' | b'\r', ..]) => (None, 2),
            // Only upper case, as the standard requires, so that few other equals signs match.
            (b'=', [b'0'..=b'9' | b'A'..=b'F', b'0'..=b'9' | b'A'..=b'F', ..]) => (hex(after, 2), 3),
            (byte, _) => (Some(u32::from(*byte)), 1),
        };
        if let Some(byte) = read.and_then(|byte| u8::try_from(byte).ok()) {
            out.push(byte);
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    out.finish(text)
}

#[cfg(test)]
mod tests {
    use super::undo;

    #[test]
    fn lines_are_joined_and_bytes_come_out_of_their_digits() {
        let of = |text: &str| undo(text.as_bytes()).map(|text| String::from_utf8(text.to_vec()).unwrap());
        assert_eq!(of("MI=\nIE=\r\nabc=3D=3D\n").as_deref(), Some("MIIEabc==\n"));
        assert_eq!(of("caf=C3=A9").as_deref(), Some("café"));
        assert_eq!(of("a = b, c=d\n"), None);
    }
}
