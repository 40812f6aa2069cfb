//! The marks of key files in a text: BEGIN and END lines, and the first line of a .ppk.
//!
//! Damaged marks are found too: with four or six dashes, with spaces between them, in lower case, or after
//! other text on the line. `pieces` decides by the surrounding text whether a candidate is a mark.

use super::super::ppk;

/// The longest label, in bytes, including what is between its words.
const LABEL: usize = 64;
/// The most dashes of a mark.
const DASHES: usize = 16;
/// How far back the beginning of a line is searched for, in bytes.
pub(super) const LINE_START: usize = 256;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Begin(Label),
    End(Label),
    /// `PuTTY-User-Key-File-`
    Ppk,
}

/// What follows BEGIN or END.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// In capitals, with one space between words.
    pub words: String,
    /// Whether the mark is written as programs write it.
    pub is_tidy: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub sort: Sort,
    /// Where its dashes begin.
    pub start: usize,
    /// Where its closing dashes end; of a .ppk, where the version begins.
    pub end: usize,
}

impl Label {
    /// Including damaged labels and those that no program writes.
    pub fn is_private(&self) -> bool {
        let is_private = |word| word == "PRIVATE" || word == "SECRET";
        self.words.ends_with("PRIVATE KEY") || self.words.split(' ').any(is_private)
    }

    pub fn is_public(&self) -> bool {
        self.words.ends_with("PUBLIC KEY")
    }

    /// Whether it is one of ssh.com's, whose headers go on in the next line.
    pub fn is_ssh2(&self) -> bool {
        self.words.starts_with("SSH2 ")
    }
}

/// All marks, in their order.
pub(super) fn marks(text: &[u8]) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.iter().position(|byte| is_first(*byte))) {
        let word = at + next;
        let mark = begin_or_end(text, word).or_else(|| first_of_ppk(text, word));
        at = mark.as_ref().map_or(word + 1, |mark| mark.end.max(word + 1));
        marks.extend(mark);
    }
    marks
}

/// The first letters of BEGIN, END and PuTTY.
fn is_first(byte: u8) -> bool {
    matches!(byte, b'B' | b'b' | b'E' | b'e' | b'P' | b'p')
}

fn is_dash(byte: &u8) -> bool {
    b"-=_~*".contains(byte)
}

fn is_blank(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn first_of_ppk(text: &[u8], at: usize) -> Option<Mark> {
    let rest = text.get(at..)?;
    let version = rest.get(ppk::MAGIC.len()..).filter(|_| starts_with_letters(rest, ppk::MAGIC))?;
    // The text may end here.
    let cut = (version.len() < 12).then_some(version.len());
    let is_end = |byte: &u8| matches!(byte, b':' | b'\n' | b'\r');
    let length = version.iter().take(12).position(is_end).or(cut)?;
    let is_version = version.get(..length)?.iter().all(u8::is_ascii_graphic);
    is_version.then_some(Mark { sort: Sort::Ppk, start: at, end: at + ppk::MAGIC.len() })
}

/// The mark whose word BEGIN or END begins here.
fn begin_or_end(text: &[u8], at: usize) -> Option<Mark> {
    let rest = text.get(at..)?;
    let word = [&b"BEGIN"[..], b"END"].into_iter().find(|word| starts_with_letters(rest, word))?;
    let before = text.get(..at)?;
    let blanks = before.iter().rev().take(3).take_while(|byte| is_blank(byte)).count();
    let dashes = before.iter().rev().skip(blanks).take(DASHES).take_while(|byte| is_dash(byte)).count();
    let label = label(rest.get(word.len()..)?)?;
    let is_key = label.words.ends_with(" KEY") || label.words.ends_with("KEY BLOCK") || label.words == "KEY";
    // The labels of certificates and messages must be exact: these words are common.
    if !is_key && (dashes < 4 || label.closing < 4) {
        return None;
    }
    let start = at - blanks - dashes;
    if dashes == 0 && !is_alone_before(text, at) || dashes < 2 && !label.is_known {
        return None;
    }
    let end = at + word.len() + label.length;
    let expected: &[u8] = if label.words.starts_with("SSH2 ") { b"---- " } else { b"-----" };
    let is_tidy = label.is_tidy
        && rest.starts_with(word)
        && before.ends_with(expected)
        && dashes + blanks == expected.len()
        && label.closing == expected.trim_ascii().len();
    let label = Label { words: label.words, is_tidy };
    let sort = if word.len() == 3 { Sort::End(label) } else { Sort::Begin(label) };
    Some(Mark { sort, start, end })
}

fn starts_with_letters(text: &[u8], word: &[u8]) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

struct FoundLabel {
    words: String,
    /// Bytes up to the end of the closing dashes.
    length: usize,
    /// How many closing dashes there are.
    closing: usize,
    is_tidy: bool,
    /// Whether it is the label of a format that we know.
    is_known: bool,
}

/// A label and its closing dashes. That of a key ends with the word KEY, whatever follows: dashes may be
/// missing, and in one line the key itself may follow.
fn label(after: &[u8]) -> Option<FoundLabel> {
    let room = after.get(..LABEL.min(after.len()))?;
    let mut letters = String::new();
    let mut words = String::new();
    let mut length = 0;
    for (at, byte) in room.iter().enumerate() {
        match byte {
            byte if byte.is_ascii_alphanumeric() => {
                let letter = char::from(byte.to_ascii_uppercase());
                letters.push(letter);
                words.push(letter);
            }
            b'#' | b'/' | b'.' => words.push(char::from(*byte)),
            b' ' | b'\t' | b'_' | b'-' if !is_closing(room, at) => {
                if !words.is_empty() && !words.ends_with(' ') {
                    words.push(' ');
                }
            }
            _ => break,
        }
        length = at + 1;
        if (letters.ends_with("PRIVATEKEY") || letters.ends_with("PUBLICKEY")) && !is_block(room, length) {
            break;
        }
    }
    let known = canonical(&letters);
    let is_known = known.is_some();
    let words = known.unwrap_or_else(|| words.trim_end().to_owned());
    if words.is_empty() {
        return None;
    }
    let as_written = room.get(..length)?.strip_prefix(b" ").unwrap_or_default();
    let rest = after.get(length..)?;
    let blanks = rest.iter().take(3).take_while(|byte| is_blank(byte)).count();
    let mut closing = rest.iter().skip(blanks).take(DASHES).take_while(|byte| is_dash(byte)).count();
    // The dashes of the next mark may follow immediately.
    if closing >= 8 {
        closing /= 2;
    }
    let used = if closing == 0 { 0 } else { blanks + closing };
    let gap = if words.starts_with("SSH2 ") { 1 } else { 0 };
    let is_tidy = as_written == words.as_bytes() && blanks == gap;
    Some(FoundLabel { words, length: length + used, closing, is_tidy, is_known })
}

/// Whether dashes begin here that close the label: more than one.
fn is_closing(room: &[u8], at: usize) -> bool {
    let rest = room.get(at..).unwrap_or_default().trim_ascii_start();
    rest.iter().take_while(|byte| is_dash(byte)).count() > 1
}

/// PGP's labels have an additional word.
fn is_block(room: &[u8], at: usize) -> bool {
    let rest = room.get(at..).unwrap_or_default();
    let blanks = rest.iter().take(3).take_while(|byte| is_blank(byte)).count();
    starts_with_letters(rest.get(blanks..).unwrap_or_default(), b"BLOCK")
}

/// The labels of SSH keys, compared by letters only: spaces get lost.
fn canonical(letters: &str) -> Option<String> {
    const KNOWN: [&str; 13] = [
        "PRIVATE KEY",
        "ENCRYPTED PRIVATE KEY",
        "RSA PRIVATE KEY",
        "EC PRIVATE KEY",
        "DSA PRIVATE KEY",
        "OPENSSH PRIVATE KEY",
        "SSH2 ENCRYPTED PRIVATE KEY",
        "SSH2 PUBLIC KEY",
        "PUBLIC KEY",
        "RSA PUBLIC KEY",
        "PGP PRIVATE KEY BLOCK",
        "PGP PUBLIC KEY BLOCK",
        "TSS2 PRIVATE KEY",
    ];
    let known = KNOWN.iter().find(|known| known.bytes().filter(|byte| *byte != b' ').eq(letters.bytes()));
    known.map(|known| (*known).to_owned())
}

/// Whether only punctuation and spaces come before this in its line.
fn is_alone_before(text: &[u8], at: usize) -> bool {
    before_in_line(text, at).is_some_and(|before| !before.iter().any(u8::is_ascii_alphanumeric))
}

/// The part of the line before this; `None` if it is long.
pub(super) fn before_in_line(text: &[u8], at: usize) -> Option<&[u8]> {
    let room = text.get(at.saturating_sub(LINE_START)..at)?;
    match room.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')) {
        Some(end) => room.get(end + 1..),
        None => (at <= LINE_START).then_some(room),
    }
}

#[cfg(test)]
mod tests {
    use super::{Sort, marks};

    fn found(text: &str) -> Vec<String> {
        let shown = |mark: &super::Mark| match &mark.sort {
            Sort::Begin(label) => format!("begin {}{}", label.words, if label.is_tidy { "" } else { " ?" }),
            Sort::End(label) => format!("end {}{}", label.words, if label.is_tidy { "" } else { " ?" }),
            Sort::Ppk => "ppk".to_owned(),
        };
        marks(text.as_bytes()).iter().map(shown).collect()
    }

    #[test]
    fn marks_are_found_as_programs_write_them() {
        let text = "-----BEGIN RSA PRIVATE KEY-----\nMIIE==\n-----END RSA PRIVATE KEY-----";
        assert_eq!(found(text), ["begin RSA PRIVATE KEY", "end RSA PRIVATE KEY"]);
        assert_eq!(found("---- BEGIN SSH2 PUBLIC KEY ----"), ["begin SSH2 PUBLIC KEY"]);
        assert_eq!(found("-----BEGIN PGP PRIVATE KEY BLOCK-----"), ["begin PGP PRIVATE KEY BLOCK"]);
        assert_eq!(found("-----BEGIN CERTIFICATE-----"), ["begin CERTIFICATE"]);
        assert_eq!(found("PuTTY-User-Key-File-3: ssh-rsa"), ["ppk"]);
    }

    #[test]
    fn marks_are_found_as_people_have_them() {
        for text in [
            "----BEGIN RSA PRIVATE KEY----",
            "------BEGIN RSA PRIVATE KEY------",
            "----- BEGIN RSA PRIVATE KEY -----",
            "-----begin rsa private key-----",
            "-----BEGINRSAPRIVATEKEY-----",
            "-----BEGIN RSA  PRIVATE KEY-----",
            "-----BEGIN RSA PRIVATE KEY",
            "BEGIN RSA PRIVATE KEY\n",
            "-BEGIN RSA PRIVATE KEY- MIIEpAIBAAKCAQEA",
        ] {
            assert_eq!(found(text), ["begin RSA PRIVATE KEY ?"], "{text}");
        }
    }

    #[test]
    fn blocks_that_follow_each_other_without_a_line_end_are_told_apart() {
        let text = "-----END RSA PRIVATE KEY----------BEGIN EC PRIVATE KEY-----";
        assert_eq!(found(text).len(), 2);
        assert!(found(text)[1].starts_with("begin EC PRIVATE KEY"));
    }

    #[test]
    fn words_of_prose_are_no_marks() {
        for text in [
            "the end of a private key",
            "begin with a private key",
            "-- end of message --",
            "my PuTTY-User-Key-File-3 is lost",
            "we BEGIN CERTIFICATE training",
            "Begin with a private key",
            "- end of the private key",
        ] {
            assert_eq!(found(text), <[&str; 0]>::default(), "{text}");
        }
    }
}
