//! Whether a key that is written anew leaves something out that stood around it.

use super::dense;
use crate::format::Wrapping;
use crate::format::contents::whole_file;
use crate::format::public_line::without_quotes;
use crate::format::reading;
use zeroize::Zeroizing;

/// What is undone without taking anything away but its own signs.
const KEEP_ALL: [Wrapping; 6] = [
    Wrapping::QuotedPrintable,
    Wrapping::Percent,
    Wrapping::Html,
    Wrapping::Escapes,
    Wrapping::Characters,
    Wrapping::Base64,
];
/// The words of BEGIN and END, which may have been missing or wrong.
const LABELS: [&[u8]; 9] =
    [b"BEGIN", b"END", b"OPENSSH", b"RSA", b"EC", b"DSA", b"ENCRYPTED", b"PRIVATE", b"KEY"];

/// Whether there are words in a text that are not in what was written. Where that is not certain, there are.
pub(super) fn is_left_out(old: &[u8], written: &[u8], unwrapped: &[Wrapping], is_private: bool) -> bool {
    if whole_file(old).is_some() {
        return false;
    }
    let text = plain(old, unwrapped);
    let dense: Zeroizing<Vec<u8>> = Zeroizing::new(dense(written).copied().collect());
    let length = |text: &[u8]| words(text).map(<[u8]>::len).sum::<usize>();
    length(&text) > length(written)
        || words(&text).any(|word| memchr::memmem::find(&dense, word).is_none())
        || !is_private && !begins_with(&text, written)
}

/// The text with everything undone that keeps what is around the key.
fn plain(old: &[u8], unwrapped: &[Wrapping]) -> Zeroizing<Vec<u8>> {
    let kept = unwrapped.iter().take_while(|one| KEEP_ALL.contains(one)).count();
    let undone = unwrapped.get(..kept).unwrap_or_default();
    let view = reading::views(old).into_iter().find(|view| view.undone == undone);
    view.map_or_else(|| Zeroizing::new(old.to_vec()), |view| view.text)
}

/// Whether nothing but quotes stands before a public key: `*` is every server, and `#` turns a line off.
fn begins_with(text: &[u8], written: &[u8]) -> bool {
    let first = written.split(u8::is_ascii_whitespace).next().unwrap_or_default();
    let Some(mut before) = memchr::memmem::find(text, first).and_then(|at| text.get(..at)) else {
        return false;
    };
    loop {
        before = without_quotes(before.trim_ascii_start());
        match before {
            [] => return true,
            // A quoted email, a fence.
            [b'>' | b'~', rest @ ..] => before = rest,
            _ if before.first().is_some_and(u8::is_ascii_whitespace) => {}
            _ => return false,
        }
    }
}

/// Runs of letters, digits and what else base64 consists of, without those of BEGIN and END.
fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_between = |c: char| !c.is_alphanumeric() && !"+/=".contains(c);
    let words = text.utf8_chunks().flat_map(move |chunk| chunk.valid().split(is_between));
    words.map(str::as_bytes).filter(|word| !word.is_empty() && !LABELS.contains(word))
}
