//! Base64 without BEGIN and END: a key that lost them, or a whole file in base64, as in Kubernetes, CI
//! systems and emails.

use super::super::{Damage, text_encoding};
use super::body::{body, cut};
use super::lines::{bare, is_base64, lines_at};
use super::pieces::{Block, Piece, What};
use super::{Wrapping, foreign, shape};
use base64ct::{Base64Url, Encoding as _};
use zeroize::Zeroizing;

/// The shortest base64 that is decoded, in characters: the smallest key, Ed25519 in PKCS#8, takes 64.
pub(super) const LEAST: usize = 40;
/// The shortest first line of several, in characters.
const LEAST_IN_LINE: usize = 16;

/// A run of base64 in one or more lines.
pub(super) struct Run {
    /// Where it begins and ends.
    pub at: std::ops::Range<usize>,
    pub base64: Zeroizing<Vec<u8>>,
}

impl Run {
    /// The decoded bytes, in either alphabet.
    pub fn decoded(&self) -> Option<Zeroizing<Vec<u8>>> {
        if !self.base64.iter().any(|byte| b"-_".contains(byte)) {
            return cut(&self.base64);
        }
        let end = self.base64.iter().position(|byte| *byte == b'=').unwrap_or(self.base64.len());
        let base64 = self.base64.get(..end)?;
        let mut bytes = Zeroizing::new(vec![0; end.div_ceil(4) * 3]);
        let mut padded = Zeroizing::new(Vec::with_capacity(end + 3));
        padded.extend_from_slice(base64);
        padded.resize(end.next_multiple_of(4), b'=');
        let length = Base64Url::decode(padded.as_slice(), &mut bytes).ok()?.len();
        bytes.truncate(length);
        Some(bytes)
    }
}

/// All runs of base64 in a text. A line of only base64 continues the line before it.
pub(super) fn runs(text: &[u8]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut open: Option<Run> = None;
    for (at, line) in lines_at(text) {
        let inside = bare(line);
        let mut words = inside.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        let is_all = !inside.is_empty() && words.clone().all(is_word);
        let is_first = words.next().is_some_and(|word| word.len() >= LEAST || word.len() == inside.len());
        let is_one = !inside.iter().any(u8::is_ascii_whitespace);
        if is_all && (open.is_some() && is_one || is_first) {
            let run = open.get_or_insert_with(|| Run::new(at + offset(line, inside), inside.len()));
            run.extend(inside, at + line.len());
            continue;
        }
        close(&mut open, &mut runs);
        if inside.is_empty() {
            continue;
        }
        for word in words_of(line) {
            close(&mut open, &mut runs);
            let start = at + offset(line, word);
            let mut run = Run::new(start, word.len());
            run.extend(word, start + word.len());
            open = Some(run);
        }
        if !open.as_ref().is_some_and(|run| ends_line(line, text.get(run.at.clone()).unwrap_or_default())) {
            close(&mut open, &mut runs);
        }
    }
    close(&mut open, &mut runs);
    runs
}

impl Run {
    /// Allocates for its first line only: there may be as many runs as lines.
    fn new(start: usize, first: usize) -> Self {
        Self { at: start..start, base64: Zeroizing::new(Vec::with_capacity(first)) }
    }

    fn extend(&mut self, text: &[u8], end: usize) {
        let more = text.iter().filter(|byte| !byte.is_ascii_whitespace());
        // When a buffer grows by itself, an unwiped copy is left behind.
        if self.base64.capacity() - self.base64.len() < text.len() {
            let mut larger = Vec::with_capacity((self.base64.len() + text.len()) * 2);
            larger.extend_from_slice(&self.base64);
            self.base64 = Zeroizing::new(larger);
        }
        self.base64.extend(more);
        self.at.end = end;
    }
}

fn close(open: &mut Option<Run>, runs: &mut Vec<Run>) {
    runs.extend(open.take().filter(|run| run.base64.len() >= LEAST));
}

/// How far inside of a line a part of it begins.
fn offset(line: &[u8], part: &[u8]) -> usize {
    part.as_ptr().addr().saturating_sub(line.as_ptr().addr())
}

fn ends_line(line: &[u8], word: &[u8]) -> bool {
    bare(line).ends_with(word)
}

/// Base64 in either alphabet, with equals signs at its end only.
fn is_word(word: &[u8]) -> bool {
    let end = word.iter().rposition(|byte| *byte != b'=').map_or(0, |last| last + 1);
    let is_inside = |byte: &u8| is_in_word(byte) && *byte != b'=';
    !word.starts_with(b"-") && word.get(..end).is_some_and(|inside| inside.iter().all(is_inside))
}

fn is_in_word(byte: &u8) -> bool {
    is_base64(std::slice::from_ref(byte)) || b"-_".contains(byte)
}

/// The words of base64 in a line of other text: `key: LS0t…`, `KEY=LS0t…`, `data:…;base64,LS0t…`
fn words_of(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    line.split(|byte| !is_in_word(byte)).filter(|word| word.len() >= LEAST_IN_LINE).map(|word| {
        // Base64 begins after an equals sign, or ends with one.
        let body = word.iter().rposition(|byte| *byte != b'=').map_or(0, |last| last + 1);
        let start = word.get(..body).and_then(|body| body.iter().rposition(|byte| *byte == b'='));
        word.get(start.map_or(0, |at| at + 1)..).unwrap_or_default()
    })
}

/// Private keys without marks in text that belongs to no mark.
pub(super) fn pieces(text: &[u8], pieces: &mut Vec<Piece>) {
    if let Some(piece) = locked(text) {
        pieces.push(piece);
    }
    for run in runs(text) {
        let Some(bytes) = run.decoded() else { continue };
        let at = run.at.start;
        if shape::is_private(&bytes) {
            let is_whole = shape::length(&bytes).is_some();
            let what = if is_whole {
                What::Block(Block::without_label(bytes))
            } else {
                What::Broken(super::pieces::damaged("", Damage::Missing("END")))
            };
            pieces.push(Piece { at, is_private: true, what, undone: vec![Wrapping::NoMarks] });
        } else if let Some(foreign) = foreign::in_base64(&bytes) {
            let is_private = foreign.holds_private_key();
            pieces.push(Piece { at, is_private, what: What::Foreign(foreign), undone: Vec::new() });
        }
    }
}

/// The headers of an encrypted PEM file that has lost its BEGIN line.
fn locked(text: &[u8]) -> Option<Piece> {
    let (before, _) = text_encoding::split_once(text, b"DEK-Info:")?;
    let at = before.len();
    let rest = text.get(at..)?;
    let body = body(rest, None, false).ok().filter(|body| !body.bytes.is_empty());
    let what = match body {
        Some(body) => What::Block(Block { headers: body.headers, ..Block::without_label(body.bytes) }),
        None => What::Broken(super::pieces::damaged("", Damage::Missing("END"))),
    };
    Some(Piece { at, is_private: true, what, undone: vec![Wrapping::NoMarks] })
}

#[cfg(test)]
mod tests {
    use super::runs;

    fn found(text: &str) -> Vec<String> {
        runs(text.as_bytes()).iter().map(|run| String::from_utf8(run.base64.to_vec()).unwrap()).collect()
    }

    #[test]
    fn many_runs_take_no_more_room_than_their_text() {
        let text = format!("x: {}\n", "A".repeat(40)).repeat(1000);
        let room: usize = runs(text.as_bytes()).iter().map(|run| run.base64.capacity()).sum();
        assert!(room <= 2 * text.len(), "{room} for {}", text.len());
    }

    #[test]
    fn base64_is_found_alone_and_in_settings() {
        let base64 = "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAA";
        for text in [
            base64.to_owned(),
            format!("  {base64}\n"),
            format!("key: {base64}\nother: 1\n"),
            format!("KEY={base64}"),
            format!("{{\"key\":\"{base64}\",\"a\":1}}"),
            format!("data:application/x-pem-file;base64,{base64}"),
            format!("{}\n{}\n", &base64[..24], &base64[24..]),
            format!("key: >-\n  {}\n  {}\n", &base64[..24], &base64[24..]),
            format!("key: {}\n  {}\nno more", &base64[..24], &base64[24..]),
        ] {
            assert_eq!(found(&text), [base64], "{text}");
        }
        assert_eq!(found("some words of prose\nand more of them\n"), <[&str; 0]>::default());
    }
}
