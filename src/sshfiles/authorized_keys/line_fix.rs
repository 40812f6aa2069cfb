//! Lines that sshd does not read, or not as they are meant, and what can be made of them.

use super::AuthorizedKeys;
use super::findings::has_key;
use super::line::{self, Content, Ignored, LineFault, PastedBlock};
use super::misplaced;
use super::options::KeyOptions;
use super::write;
use crate::format::{self, KeyFile};
use crate::sshfiles::lines::{Edit, Lines};

/// What puts a line right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFix {
    /// The byte order mark is taken away.
    RemoveMark,
    /// The line ends where the second key begins.
    Split,
    /// A key in another format becomes a line.
    Convert,
    /// A private key gives its place to its public key.
    TakePublic,
    /// The whole file becomes UTF-8.
    ToUtf8,
    /// The options before the key are written without spaces between them.
    RemoveSpaces,
    /// The quotes around the line are taken away.
    RemoveQuotes,
    /// The marker of known_hosts becomes the option that was meant.
    WriteOption,
    /// The lines that a key was broken into become one.
    Join,
}

/// These lines give their place to others.
struct FixedLines {
    line_fix: LineFix,
    /// How many lines, from the one that is asked about.
    count: usize,
    new: Vec<Vec<u8>>,
}

impl AuthorizedKeys {
    /// What would put this line right, if it can be.
    pub fn line_fix(&self, number: usize, contents: &[Content]) -> Option<LineFix> {
        match contents.get(number.checked_sub(1)?)? {
            Content::Ignored(Ignored::Utf16) => Some(LineFix::ToUtf8).filter(|_| self.as_utf8().is_some()),
            content => self.fixed(number, content, contents).map(|fixed| fixed.line_fix),
        }
    }

    /// Puts this line right. What was changed; nothing where it cannot be, and then nothing is changed.
    pub fn put_right(&mut self, number: usize) -> Vec<Edit> {
        let contents = self.contents();
        let Some(content) = number.checked_sub(1).and_then(|at| contents.get(at)) else { return Vec::new() };
        if *content == Content::Ignored(Ignored::Utf16) {
            return self.become_utf8();
        }
        let Some(FixedLines { count, new, .. }) = self.fixed(number, content, &contents) else {
            return Vec::new();
        };
        let mut lines = self.lines.clone();
        let Some(edits) = replaced(&mut lines, number, count, new) else { return Vec::new() };
        self.lines = lines;
        edits
    }

    fn fixed(&self, number: usize, content: &Content, contents: &[Content]) -> Option<FixedLines> {
        match content {
            Content::Ignored(Ignored::ByteOrderMark(_)) => {
                Some(FixedLines { line_fix: LineFix::RemoveMark, count: 1, new: self.repaired(number)? })
            }
            Content::Ignored(Ignored::Glued) => self.split(number),
            Content::Ignored(Ignored::Misplaced(LineFault::Wrapped, _)) => {
                let (_, more, all) = misplaced::joined_lines(&self.lines, number, misplaced::MOST_LINES)?;
                Some(FixedLines { line_fix: LineFix::Join, count: 1 + more, new: vec![all] })
            }
            Content::Ignored(Ignored::Misplaced(fault, _)) => {
                let line_fix = match fault {
                    LineFault::Spaces => LineFix::RemoveSpaces,
                    LineFault::Quotes => LineFix::RemoveQuotes,
                    LineFault::Marker => LineFix::WriteOption,
                    LineFault::Wrapped => return None,
                };
                Some(FixedLines { line_fix, count: 1, new: self.repaired(number)? })
            }
            Content::Key(line) if line.is_on && has_key(&line.key.comment().as_bytes()) => self.split(number),
            Content::Ignored(Ignored::Pasted(block)) => self.converted(number, *block, contents),
            _ => None,
        }
    }

    fn split(&self, number: usize) -> Option<FixedLines> {
        Some(FixedLines { line_fix: LineFix::Split, count: 1, new: self.repaired(number)? })
    }

    /// The key of several lines that begins here, as one line.
    fn converted(&self, number: usize, block: PastedBlock, contents: &[Content]) -> Option<FixedLines> {
        let is_inside =
            |content: &&Content| matches!(content, Content::Blank | Content::Ignored(Ignored::InPasted));
        let inside = contents.get(number..)?.iter().take_while(is_inside).count();
        let all = (number..=number + inside).filter_map(|number| self.lines.get(number));
        let text = all.collect::<Vec<_>>().join(&b'\n');
        let (key, line_fix) = match (format::read(&text).ok()?, block) {
            (KeyFile::Public(_, key), PastedBlock::PublicKey) => (key, LineFix::Convert),
            (KeyFile::Private(_, key), _) => (key.public().clone(), LineFix::TakePublic),
            (KeyFile::Encrypted(key), _) => (key.claimed_public()?.clone(), LineFix::TakePublic),
            _ => return None,
        };
        let new = write::line(&key, &KeyOptions::default()).ok()?;
        // Blank lines that follow are not of the key.
        let of_key = contents.get(number..)?.iter().take(inside);
        let blank = of_key.rev().take_while(|content| matches!(content, Content::Blank)).count();
        Some(FixedLines { line_fix, count: 1 + inside - blank, new: vec![new] })
    }

    /// `None` where only some of the lines are in UTF-16, as after another program has added one: no decoding fits all.
    fn as_utf8(&self) -> Option<Lines> {
        let bytes = self.lines.bytes();
        let has = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
        if has(b"ssh-") || has(b"ecdsa-") {
            return None;
        }
        let text = format::without_bom(&bytes);
        let lines = Lines::parse(&text).ok()?;
        let has_keys = line::contents(&lines).iter().any(|content| matches!(content, Content::Key(_)));
        has_keys.then_some(lines)
    }

    fn become_utf8(&mut self) -> Vec<Edit> {
        let Some(new) = self.as_utf8() else { return Vec::new() };
        let old = std::mem::replace(&mut self.lines, new);
        let count = old.len().max(self.lines.len());
        let of = |lines: &Lines, number| lines.get(number).map(<[u8]>::to_vec);
        (1..=count)
            .map(|number| Edit { number, old: of(&old, number), new: of(&self.lines, number) })
            .filter(|edit| edit.old != edit.new)
            .collect()
    }
}

/// Puts new lines in the place of as many as `count` from this one on. `None` where there is no room for them.
fn replaced(lines: &mut Lines, number: usize, count: usize, new: Vec<Vec<u8>>) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    let (mut at, mut new) = (number, new.into_iter());
    for _ in 0..count {
        match new.next() {
            Some(text) => {
                edits.push(lines.replace(at, text)?);
                at += 1;
            }
            None => edits.push(Edit { number: number + edits.len(), ..lines.remove(at)? }),
        }
    }
    for text in new {
        edits.push(lines.insert(at, &text).ok()?);
        at += 1;
    }
    Some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANN: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBHT0YiSU+WRBkJW2b0Xn2cWT9A9C6pUDjZ7wVLQJwSm";

    fn fixed(text: &[u8], number: usize) -> (Option<LineFix>, String) {
        let mut file = AuthorizedKeys::parse(text).unwrap();
        let line_fix = file.line_fix(number, &file.contents());
        let edits = file.put_right(number);
        assert_eq!(line_fix.is_some(), !edits.is_empty());
        (line_fix, String::from_utf8_lossy(&file.bytes()).into_owned())
    }

    #[test]
    fn a_mark_is_taken_away() {
        let (line_fix, text) = fixed(format!("\u{feff}{ANN} ann\n#\n").as_bytes(), 1);
        assert_eq!((line_fix, text), (Some(LineFix::RemoveMark), format!("{ANN} ann\n#\n")));
    }

    #[test]
    fn two_keys_become_two_lines() {
        for (text, expected) in [
            (format!("{ANN} ann{ANN} bob\n"), format!("{ANN} ann\n{ANN} bob\n")),
            (format!("restrict {ANN} ann {ANN} bob\n"), format!("restrict {ANN} ann\nrestrict {ANN} bob\n")),
            (format!("{ANN}{ANN}\r\n"), format!("{ANN}\r\n{ANN}\r\n")),
        ] {
            assert_eq!(fixed(text.as_bytes(), 1), (Some(LineFix::Split), expected));
        }
    }

    /// It may have been retired.
    #[test]
    fn a_key_in_a_remark_is_turned_off() {
        for remark in ["ann # ", "ann, the previous key was "] {
            let text = format!("command=\"a b\" {ANN} {remark}{ANN} bob\n");
            let first = format!("command=\"a b\" {ANN} {}", remark.trim_end());
            let expected = format!("{first}\n#command=\"a b\" {ANN} bob\n");
            assert_eq!(fixed(text.as_bytes(), 1), (Some(LineFix::Split), expected));
        }
    }

    /// Split there, the second key could do more than it was meant to.
    #[test]
    fn two_keys_stay_together_where_options_may_be_lost() {
        for between in [" restrict ", " ann,restrict ", "annrestrict ", " from=\"10.0.0.1\" "] {
            let text = format!("{ANN}{between}{ANN}\n");
            assert_eq!(fixed(text.as_bytes(), 1), (None, text.clone()));
        }
    }

    #[test]
    fn a_pasted_key_becomes_a_line() {
        let blob = ANN.split(' ').nth(1).unwrap();
        let block = format!(
            "---- BEGIN SSH2 PUBLIC KEY ----\nComment: \"ann\"\n{blob}\n---- END SSH2 PUBLIC KEY ----\n"
        );
        let (line_fix, text) = fixed(format!("# a\n{block}\n{ANN} bob\n").as_bytes(), 2);
        assert_eq!((line_fix, text), (Some(LineFix::Convert), format!("# a\n{ANN} ann\n\n{ANN} bob\n")));
    }

    #[test]
    fn utf16_becomes_utf8() {
        let text = format!("{ANN} ann\r\n");
        let utf16: Vec<u8> =
            std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(fixed(&utf16, 1), (Some(LineFix::ToUtf8), text));
    }

    #[test]
    fn what_is_right_needs_nothing() {
        let text = format!("{ANN} ann\n#{ANN}{ANN}\n\nnothing\n");
        for number in 0..6 {
            assert_eq!(fixed(text.as_bytes(), number), (None, text.clone()));
        }
    }
}
