//! Percent-encoding (RFC 3986, section 2.1), and that of forms, which encodes a space as a plus sign.

use super::super::super::text_encoding;
use super::{Output, hex};
use zeroize::Zeroizing;

pub(super) fn undo(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let is_form = is_form(text);
    if !is_form && !text.contains(&b'%') {
        return None;
    }
    let mut out = Output::for_text(text);
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        let read = match byte {
            b'%' => hex(after, 2).and_then(|byte| u8::try_from(byte).ok()),
            _ => None,
        };
        match read {
            Some(byte) => {
                out.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                out.push(if is_form && *byte == b'+' { b' ' } else { *byte });
                rest = after;
            }
        }
    }
    out.finish(text)
}

/// Whether the words of a mark have plus signs between them.
fn is_form(text: &[u8]) -> bool {
    let words: [&[u8]; 4] = [b"PRIVATE+KEY", b"PUBLIC+KEY", b"ssh-rsa+AAAA", b"ssh-ed25519+AAAA"];
    text.contains(&b'+') && (words.iter().any(|word| text_encoding::has(text, word)) || has_form_of_ppk(text))
}

/// `PuTTY-User-Key-File-3:+`, whose colon may have been encoded too.
fn has_form_of_ppk(text: &[u8]) -> bool {
    const NAME: &[u8] = b"-User-Key-File-";
    let has_plus = |at: usize| {
        // After the version.
        let gap = text.get(at + NAME.len() + 1..).unwrap_or_default();
        [&b":+"[..], b"%3A+", b"%3a+"].iter().any(|plus| gap.starts_with(plus))
    };
    text_encoding::find_all(text, NAME).any(has_plus)
}

#[cfg(test)]
mod tests {
    use super::undo;

    #[test]
    fn bytes_come_out_of_their_digits() {
        let of = |text: &str| undo(text.as_bytes()).map(|text| String::from_utf8(text.to_vec()).unwrap());
        assert_eq!(of("A%20KEY%0AMI%2BIE%2f%3D+").as_deref(), Some("A KEY\nMI+IE/=+"));
        assert_eq!(of("A+PRIVATE+KEY%0AMI%2BIE").as_deref(), Some("A PRIVATE KEY\nMI+IE"));
        let first = Some("PuTTY-User-Key-File-3: ssh-rsa\n");
        assert_eq!(of("PuTTY-User-Key-File-3:+ssh-rsa%0A").as_deref(), first);
        assert_eq!(of("PuTTY-User-Key-File-3%3A+ssh-rsa%0A").as_deref(), first);
        assert_eq!(of("100 % of it"), None);
    }
}
