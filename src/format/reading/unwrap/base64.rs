//! Base64 around a whole file: in Kubernetes, CI systems, `data:` URLs and emails.

use super::super::super::text_encoding::{self, has};
use super::super::bare::{Run, runs};
use super::super::detect::marks;
use super::super::shape;
use super::Output;
use zeroize::Zeroizing;

/// The text with each run of base64 that holds a key file replaced by that file.
pub(super) fn undo(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut out = Output::for_text(text);
    let mut from = 0;
    for run in runs(text) {
        let Some(inner) = file_in(&run) else { continue };
        out.extend(text.get(from..run.at.start)?);
        // There is room for it: base64 is longer.
        out.push(b'\n');
        out.extend(&inner);
        out.push(b'\n');
        from = run.at.end;
    }
    if from == 0 {
        return None;
    }
    out.extend(text.get(from..)?);
    out.finish(text)
}

/// The decoded text, if it is that of a key.
fn file_in(run: &Run) -> Option<Zeroizing<Vec<u8>>> {
    let decoded = run.decoded()?;
    let mut text = text_encoding::without_bom(&decoded);
    // A word after it looks like base64 too.
    let valid = std::str::from_utf8(&text).map_or_else(|error| error.valid_up_to(), str::len);
    let is_text = text.len() - valid < 200 && !text.contains(&0);
    text.truncate(valid);
    (is_text && (is_file(&text) || holds_base64_of_key(&text))).then_some(text)
}

fn is_file(text: &[u8]) -> bool {
    !marks(text).is_empty() || has_public_key(text) || is_wrapped(text)
}

/// Whether it is encoded in base64 again.
fn holds_base64_of_key(text: &[u8]) -> bool {
    let is_key = |bytes: Zeroizing<Vec<u8>>| shape::is_private(&bytes) || is_file(&bytes);
    runs(text).iter().any(|run| run.decoded().is_some_and(is_key))
}

fn has_public_key(text: &[u8]) -> bool {
    has(text, b" AAAA") && (has(text, b"ssh-") || has(text, b"ecdsa-"))
}

/// Whether it may be a key file in another wrapping.
fn is_wrapped(text: &[u8]) -> bool {
    has(text, b"PRIVATE") && has(text, b"KEY") || has(text, b"PuTTY-User-Key-File-")
}

#[cfg(test)]
mod tests {
    use super::undo;
    use base64ct::{Base64, Encoding as _};

    #[test]
    fn the_file_takes_the_place_of_its_base64() {
        let file = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n";
        let base64 = Base64::encode_string(file.as_bytes());
        let undone = undo(format!("a: {base64}\nb: 1\n").as_bytes()).unwrap();
        assert_eq!(String::from_utf8(undone.to_vec()).unwrap(), format!("a: \n{file}\n\nb: 1\n"));
        let other = Base64::encode_string(b"nothing of any interest to anyone who looks for keys");
        assert!(undo(other.as_bytes()).is_none());
    }
}
