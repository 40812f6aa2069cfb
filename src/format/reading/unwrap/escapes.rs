//! Escapes of programming languages and of JSON (RFC 8259, section 7): `\n`, `\/`, `\"`, `\u000a`. They
//! occur in environment variables, cloud secrets, Terraform and PHP.

use super::{Output, hex};
use zeroize::Zeroizing;

pub(super) fn undo(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    if !text.contains(&b'\\') && !text.contains(&b'`') {
        return None;
    }
    let mut out = Output::for_text(text);
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        let (read, length) = match (byte, after) {
            (b'\\', [b'u', digits @ ..]) if hex(digits, 4).is_some() => (hex(digits, 4), 6),
            (b'\\', [b'x', digits @ ..]) if hex(digits, 2).is_some() => (hex(digits, 2), 4),
            (b'\\', [b'0', b'1', digit @ (b'2' | b'5'), ..]) => (Some(u32::from(*digit - b'0') + 8), 4),
            (b'\\' | b'`', [b'n', ..]) => (Some(10), 2),
            (b'\\' | b'`', [b'r', ..]) => (Some(13), 2),
            (b'\\', [b't', ..]) => (Some(9), 2),
            // The line continues in the next that is not blank: line ends may have been doubled.
            (b'\\', [b'\r', b'\n', ..] | [b'\n', ..]) => {
                (None, 1 + after.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count())
            }
            (b'\\', [next @ (b'/' | b'"' | b'\'' | b'\\' | b'-' | b'+' | b'=' | b' '), ..]) => {
                (Some(u32::from(*next)), 2)
            }
            (byte, _) => {
                out.push(*byte);
                rest = after;
                continue;
            }
        };
        if let Some(c) = read.and_then(char::from_u32) {
            out.push_char(c);
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    out.finish(text)
}

/// Also for repeated escaping: several backslashes are reduced to one.
pub(super) fn undo_all(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    if !super::super::super::text_encoding::has(text, b"\\\\") {
        return None;
    }
    let mut single = Zeroizing::new(text.to_vec());
    single.dedup_by(|next, before| *next == b'\\' && *before == b'\\');
    undo(&single)
}

#[cfg(test)]
mod tests {
    use super::{undo, undo_all};

    #[test]
    fn escapes_of_escapes_are_undone_at_once() {
        let undone = undo_all(br#"\\\\\"a\\\\nb\\/"#).unwrap();
        assert_eq!(undone.as_slice(), b"\"a\nb/");
        assert!(undo_all(br"a\nb").is_none());
    }

    #[test]
    fn escapes_become_what_they_stand_for() {
        for (text, expected) in [
            (r"a\nb\r\nc\td", "a\nb\r\nc\td"),
            (r"a\/b\u002b\u000ac\x0ad\012e\015", "a/b+\nc\nd\ne\r"),
            (r#"\"a\" \\n"#, "\"a\" \\n"),
            ("a`nb", "a\nb"),
            ("a\\\nb\\\r\nc", "abc"),
            ("a\\\n\nb\\\r\n\r\nc", "abc"),
            (r"C:\keys", r"C:\keys"),
        ] {
            let undone = undo(text.as_bytes()).map(|text| String::from_utf8(text.to_vec()).unwrap());
            assert_eq!(undone.as_deref().unwrap_or(text), expected, "{text}");
        }
        assert!(undo(b"nothing").is_none());
    }
}
