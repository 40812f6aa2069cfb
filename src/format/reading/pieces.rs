//! The pieces of a text that are keys or parts of keys: each mark with what belongs to it. The rest is
//! searched for base64 without marks and for public keys in lines.

use super::super::{Damage, Foreign, Format, ReadError, public_line, text_encoding};
use super::block::read_block;
use super::body::{Headers, body};
use super::detect::{Label, Mark, Sort, before_in_line, marks};
use super::lines::{Prefix, base64_in, is_body, lines_at, without_glue};
use super::surround::{surround, surround_lines};
use super::{Wrapping, bare, foreign, ppk_text, shape, ssh2};
use crate::key::Comment;
use std::ops::Range;
use zeroize::Zeroizing;

/// A key or a part of one.
pub(in crate::format) struct Piece {
    /// Where it begins.
    pub at: usize,
    /// Whether there is any sign that it is a private key, or part of one.
    pub is_private: bool,
    pub what: What,
    pub undone: Vec<Wrapping>,
}

pub(in crate::format) enum What {
    Block(Block),
    /// The text of a .ppk, with its lines as PuTTY writes them.
    Ppk(Zeroizing<Vec<u8>>),
    Line(public_line::ParsedLine),
    Foreign(Foreign),
    /// A block with a label that no SSH key has: the label.
    Other(String),
    Broken(ReadError),
}

/// The contents of a PEM or SSH2 block.
pub(in crate::format) struct Block {
    /// Empty where there were no marks.
    pub label: String,
    pub headers: Headers,
    pub comment: Comment,
    pub bytes: Zeroizing<Vec<u8>>,
}

impl Block {
    pub fn without_label(bytes: Zeroizing<Vec<u8>>) -> Self {
        let (label, headers, comment) = (String::new(), Headers::new(), Comment::default());
        Self { label, headers, comment, bytes }
    }

    /// Whether its label belongs to another format: the contents are read as they were meant. Of encrypted contents,
    /// only the label says what they are.
    fn has_other_label(&self) -> bool {
        !self.is_locked() && shape::private_label(&self.bytes).is_some_and(|label| label != self.label)
    }

    /// Whether it is encrypted according to its headers (traditional PEM).
    pub(super) fn is_locked(&self) -> bool {
        super::value(&self.headers, "DEK-Info").is_some()
    }
}

impl Piece {
    pub fn is_whole(&self) -> bool {
        !matches!(self.what, What::Broken(_))
    }
}

/// The format that a label names. The contents may turn out to be in another format.
pub(in crate::format) fn format_of(label: &str) -> Format {
    match label {
        "OPENSSH PRIVATE KEY" => Format::OpenSsh,
        "PRIVATE KEY" | "ENCRYPTED PRIVATE KEY" => Format::Pkcs8,
        "SSH2 PUBLIC KEY" => Format::Rfc4716,
        label if label.starts_with("SSH2 ") => Format::SshCom,
        label if label.ends_with("PUBLIC KEY") => Format::PublicPem,
        _ => Format::Pem,
    }
}

pub(super) fn damaged(label: &str, damage: Damage) -> ReadError {
    ReadError::Damaged { format: format_of(label), damage }
}

fn is_of_key(label: &Label) -> bool {
    label.is_private() || label.is_public()
}

/// Whether a block holds a private key, whatever its label says.
fn holds_private_key(block: &Block) -> bool {
    let foreign = || foreign::in_block(&block.label, &block.bytes);
    block.is_locked() || shape::is_private(&block.bytes) || foreign().is_some_and(Foreign::holds_private_key)
}

/// All pieces of a text, in order, and the number of characters outside of those with marks.
pub(super) fn pieces(text: &[u8]) -> (Vec<Piece>, usize) {
    let marks = marks(text);
    let mut scan = Scan { text, marks: &marks, from: 0, used: Vec::new(), pieces: Vec::new() };
    for index in 0..marks.len() {
        scan.mark(index);
    }
    let rest = scan.rest();
    let mut pieces = scan.pieces;
    bare::pieces(&rest, &mut pieces);
    for line in public_line::lines(&rest) {
        let at = line.at.start;
        let around = line.around.or_else(|| surround_lines(&rest, line.at.clone()));
        let broken = if line.is_whole { None } else { line.read().err() };
        let what = broken.map_or(What::Line(line), What::Broken);
        pieces.push(Piece { at, is_private: false, what, undone: around.into_iter().collect() });
    }
    pieces.sort_by_key(|piece| piece.at);
    (pieces, rest.iter().filter(|byte| !byte.is_ascii_whitespace()).count())
}

struct Scan<'a> {
    text: &'a [u8],
    marks: &'a [Mark],
    /// Everything before this position has been read.
    from: usize,
    used: Vec<Range<usize>>,
    pieces: Vec<Piece>,
}

impl<'a> Scan<'a> {
    fn mark(&mut self, index: usize) {
        let Some(mark) = self.marks.get(index).filter(|mark| mark.start >= self.from) else { return };
        match &mark.sort {
            Sort::Ppk if self.is_real(mark) => self.ppk(index, mark),
            Sort::Begin(label) if self.is_real(mark) => self.block(index, mark, label),
            Sort::End(label) if is_of_key(label) => self.begin_lost(mark, label),
            _ => {}
        }
    }

    /// Adds a piece that is this part of the text.
    fn take(&mut self, at: Range<usize>, piece: Piece) {
        self.from = at.end;
        self.used.push(at);
        self.pieces.push(piece);
    }

    /// Text in the middle of a line is a mark only if a key follows; otherwise it is part of a comment.
    fn is_real(&self, mark: &Mark) -> bool {
        let before = before_in_line(self.text, mark.start);
        before.is_some_and(|before| !before.iter().any(u8::is_ascii_alphabetic))
            || self.has_body(mark, self.text.len())
    }

    /// Whether a key follows before this place.
    fn has_body(&self, mark: &Mark, bound: usize) -> bool {
        const ROOM: usize = 512;
        let room = self.text.get(mark.end..bound.min(mark.end + ROOM)).unwrap_or_default();
        if mark.sort == Sort::Ppk {
            return text_encoding::has(room, b"Encryption:");
        }
        let prefix = Prefix::before(self.text, mark.start);
        let lines = lines_at(room).enumerate().map(|(number, (_, line))| {
            prefix.strip(line, number as u64).filter(|_| number > 0).unwrap_or(line)
        });
        lines.map(without_glue).find(|line| !line.is_empty()).is_some_and(is_body)
    }

    /// The first mark from this position on that ends what belongs to this one.
    fn next(&self, index: usize, from: usize) -> Option<&'a Mark> {
        self.marks
            .get(index + 1..)?
            .iter()
            .find(|next| next.start >= from && (matches!(next.sort, Sort::End(_)) || self.is_real(next)))
    }

    fn ppk(&mut self, index: usize, mark: &Mark) {
        // Its comment may hold anything.
        let next = self.marks.get(index + 1..).unwrap_or_default().iter();
        let mut next = next.filter(|next| !matches!(next.sort, Sort::End(_)) && self.is_real(next));
        let bound = next.next().map_or(self.text.len(), |next| next.start);
        let text = self.text.get(mark.start..bound).unwrap_or_default();
        let end = ppk_text::end(text).unwrap_or(text.len());
        let text = text.get(..end).unwrap_or_default();
        let (what, is_tidy) = ppk_text::what(text, &Prefix::before(self.text, mark.start));
        let mut undone = if is_tidy { Vec::new() } else { vec![Wrapping::Lines] };
        if is_tidy {
            undone.extend(surround(self.text, mark.start..mark.start + end));
        }
        let piece = Piece { at: mark.start, is_private: true, what, undone };
        self.take(mark.start..mark.start + end, piece);
    }

    fn block(&mut self, index: usize, mark: &Mark, label: &Label) {
        let prefix = Prefix::before(self.text, mark.start);
        let after = self.text.get(mark.end..).unwrap_or_default();
        let headers_end = if label.is_ssh2() { ssh2::headers(after, Some(&prefix)).end } else { 0 };
        let next = self.next(index, mark.end + headers_end);
        let end = next.and_then(|next| match &next.sort {
            Sort::End(end) if is_of_key(end) || end.words == label.words => Some((next, end)),
            _ => None,
        });
        let bound = next.map_or(self.text.len(), |next| next.start);
        let inside = self.text.get(mark.end..bound).unwrap_or_default();
        let (block, length) = read_block(inside, label, &prefix, end.is_some());
        // The contents decide, then the label.
        let is_private = match &block {
            Ok((block, _)) => holds_private_key(block),
            Err(_) => body(inside, Some(&prefix), false).is_ok_and(|body| shape::is_private(&body.bytes)),
        };
        let foreign = if is_private { None } else { foreign::by_label(&label.words) };
        if foreign.is_some() || !is_private && !is_of_key(label) {
            let what = foreign.map_or_else(|| What::Other(label.words.clone()), What::Foreign);
            let is_private = foreign.is_some_and(Foreign::holds_private_key);
            let at = mark.start..end.map_or(mark.end, |(end, _)| end.end);
            return self.take(at, Piece { at: mark.start, is_private, what, undone: Vec::new() });
        }
        let mut undone = Vec::new();
        let has_other_label = block.as_ref().is_ok_and(|(block, _)| block.has_other_label());
        let is_tidy = label.is_tidy && end.is_some_and(|(_, label)| label.is_tidy);
        if has_other_label || !is_tidy {
            undone.push(Wrapping::Marks);
        }
        if block.as_ref().is_ok_and(|(_, has_signs)| *has_signs) {
            undone.push(Wrapping::Lines);
        }
        let used = end.map_or(mark.end + length, |(end, _)| end.end);
        if !undone.contains(&Wrapping::Lines) {
            undone.extend(surround(self.text, mark.start..used));
        }
        let mut piece = piece(mark.start, label, block.map(|(block, _)| block), undone);
        piece.is_private |= is_private;
        if let Some(hidden) = self.private_in_headers(index, mark.end + headers_end) {
            piece = hidden;
        }
        self.take(mark.start..used, piece);
    }

    /// A private key in a comment in the headers of an ssh.com block that ends here.
    fn private_in_headers(&self, index: usize, end: usize) -> Option<Piece> {
        let inside = self.marks.get(index + 1..)?.iter().take_while(|mark| mark.start < end);
        let mut keys = inside.filter(|mark| self.has_body(mark, end));
        let (at, label) = keys.find_map(|mark| match &mark.sort {
            Sort::Begin(label) if label.is_private() => Some((mark.start, label.words.as_str())),
            Sort::Ppk => Some((mark.start, "")),
            _ => None,
        })?;
        let what = What::Broken(damaged(label, Damage::Value("Comment")));
        Some(Piece { at, is_private: true, what, undone: Vec::new() })
    }

    /// An END without a BEGIN: what is before it.
    fn begin_lost(&mut self, mark: &Mark, label: &Label) {
        let prefix = Prefix::before(self.text, mark.start);
        let before = self.text.get(self.from..mark.start).unwrap_or_default();
        let start = body_start(before, &prefix);
        let inside = before.get(start..).unwrap_or_default();
        if start == before.len() && !(label.is_private() && self.is_real(mark)) {
            self.from = mark.end;
            return;
        }
        let block = read_block(inside, label, &prefix, true).0.map(|(block, _)| block);
        let block = if inside.is_empty() { Err(Damage::Missing("BEGIN")) } else { block };
        let at = self.from + start;
        self.take(at..mark.end, piece(at, label, block, vec![Wrapping::Marks]));
    }

    /// The text without the pieces that have been read, at unchanged positions: an empty line for each.
    fn rest(&self) -> Zeroizing<Vec<u8>> {
        let mut rest = Zeroizing::new(self.text.to_vec());
        for used in &self.used {
            if let Some([first, inside @ .., last]) = rest.get_mut(used.clone()) {
                inside.fill(b' ');
                (*first, *last) = (b'\n', b'\n');
            }
        }
        rest
    }
}

/// Where the lines of base64 at the end of this text begin: all of equal width, except for the last. Headers
/// may come before them.
fn body_start(text: &[u8], prefix: &Prefix<'_>) -> usize {
    let lines: Vec<(usize, &[u8])> = lines_at(text).collect();
    let (mut start, mut widths, mut has_headers) = (text.len(), Vec::new(), false);
    for (at, line) in lines.into_iter().rev() {
        let line = prefix.strip(line, 0).unwrap_or(line).trim_ascii();
        if line.starts_with(b"DEK-Info:") || line.starts_with(b"Proc-Type:") {
            has_headers = true;
            start = at;
            continue;
        }
        let Some(words) = base64_in(line).filter(|_| !has_headers) else { break };
        let width = words.iter().map(|word| word.len()).sum::<usize>();
        let fits = match *widths.as_slice() {
            [] => true,
            [last] => width >= last,
            [_, whole, ..] => width == whole,
        };
        if width > 0 {
            if !fits {
                break;
            }
            widths.push(width);
            start = at;
        }
    }
    start
}

fn piece(at: usize, label: &Label, block: Result<Block, Damage>, undone: Vec<Wrapping>) -> Piece {
    match block {
        Ok(block) => {
            let is_public = shape::is_public(&block.bytes);
            let is_private = label.is_private() && !is_public || holds_private_key(&block);
            let what = match foreign::in_block(&block.label, &block.bytes) {
                Some(foreign) => What::Foreign(foreign),
                None => What::Block(block),
            };
            Piece { at, is_private, what, undone }
        }
        Err(damage) => {
            let what = What::Broken(damaged(&label.words, damage));
            Piece { at, is_private: label.is_private(), what, undone }
        }
    }
}
