//! A text as its lines, with everything that it takes to write it again.

use crate::format::FILE_BYTES;

/// Longest line of known_hosts and config that is read, in bytes; longer ones are kept but not understood. OpenSSH's
/// manual speaks of 8 KiB, and its largest key takes 11 KiB as a certificate of RSA keys with 16384 bits.
pub const LONGEST_LINE: usize = 1 << 15;

/// Most lines that are read.
pub const MOST_LINES: usize = 1 << 16;

/// Why a text is not read, or not made any longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooLarge {
    /// It has more bytes.
    Bytes {
        /// The most that are read.
        limit: usize,
    },
    /// It has more lines.
    Lines {
        /// The most that are read.
        limit: usize,
    },
}

/// A line that was changed, as a person is shown it. Without line ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The number of the line, from 1: in the old text, or for a new line in the new one.
    pub number: usize,
    /// What it was; `None` for a new line.
    pub old: Option<Vec<u8>>,
    /// What it is; `None` for a line that was removed.
    pub new: Option<Vec<u8>>,
}

/// The lines of a text, each with its line end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lines(Vec<Vec<u8>>);

impl Lines {
    /// Lines end in a line feed, as for ssh. A carriage return alone ends none.
    pub fn parse(bytes: &[u8]) -> Result<Self, TooLarge> {
        if bytes.len() > FILE_BYTES {
            return Err(TooLarge::Bytes { limit: FILE_BYTES });
        }
        let lines: Vec<Vec<u8>> =
            bytes.split_inclusive(|byte| *byte == b'\n').take(MOST_LINES + 1).map(<[u8]>::to_vec).collect();
        if lines.len() > MOST_LINES {
            return Err(TooLarge::Lines { limit: MOST_LINES });
        }
        Ok(Self(lines))
    }

    /// The whole text.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.concat()
    }

    /// Each line without its line end, from line 1.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &[u8])> {
        (1..).zip(self.0.iter().map(|line| split(line).0))
    }

    /// A line by its number, from 1, without its line end.
    pub fn get(&self, number: usize) -> Option<&[u8]> {
        self.0.get(number.checked_sub(1)?).map(|line| split(line).0)
    }

    /// Gives a line another text. Its line end stays.
    pub fn replace(&mut self, number: usize, text: Vec<u8>) -> Option<Edit> {
        let line = self.0.get_mut(number.checked_sub(1)?)?;
        let (old, end) = split(line);
        let (old, new) = (old.to_vec(), text.clone());
        *line = [text.as_slice(), end].concat();
        Some(Edit { number, old: Some(old), new: Some(new) })
    }

    /// Takes a line out, with its line end.
    pub fn remove(&mut self, number: usize) -> Option<Edit> {
        let at = number.checked_sub(1).filter(|at| *at < self.0.len())?;
        let old = split(&self.0.remove(at)).0.to_vec();
        Some(Edit { number, old: Some(old), new: None })
    }

    /// Puts a line in, so that it has this number. It ends as the lines around it do; a last line without a
    /// line end gets one before another line follows it.
    pub fn insert(&mut self, number: usize, text: &[u8]) -> Result<Edit, TooLarge> {
        let at = number.saturating_sub(1).min(self.0.len());
        let end = self.end_at(at);
        let fits = self.0.iter().map(Vec::len).sum::<usize>() + text.len() + 2 * end.len() <= FILE_BYTES;
        if !fits {
            return Err(TooLarge::Bytes { limit: FILE_BYTES });
        }
        if self.0.len() >= MOST_LINES {
            return Err(TooLarge::Lines { limit: MOST_LINES });
        }
        if at == self.0.len()
            && let Some(last) = self.0.last_mut().filter(|last| split(last).1.is_empty())
        {
            last.extend_from_slice(end);
        }
        self.0.insert(at, [text, end].concat());
        Ok(Edit { number: at + 1, old: None, new: Some(text.to_vec()) })
    }

    /// The same after the last line.
    pub fn append(&mut self, text: &[u8]) -> Result<Edit, TooLarge> {
        self.insert(self.0.len() + 1, text)
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The line end of the line before this place, otherwise of the first line.
    fn end_at(&self, at: usize) -> &'static [u8] {
        let before = at.checked_sub(1).and_then(|before| self.0.get(before));
        let ends = [before, self.0.first()].into_iter().flatten().map(|line| split(line).1);
        let is_crlf = ends.filter(|end| !end.is_empty()).map(|end| end.len() > 1).next();
        if is_crlf == Some(true) { b"\r\n" } else { b"\n" }
    }
}

/// A line, and its line end.
fn split(line: &[u8]) -> (&[u8], &[u8]) {
    let Some(text) = line.strip_suffix(b"\n") else { return (line, b"") };
    let text = text.strip_suffix(b"\r").unwrap_or(text);
    line.split_at(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Lines {
        Lines::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_line_that_is_added_ends_as_the_others_do_and_is_never_glued() {
        for (old, new) in [
            ("", "new\n"),
            ("a", "a\nnew\n"),
            ("a\n", "a\nnew\n"),
            ("a\r\nb", "a\r\nb\r\nnew\r\n"),
            ("a\r\nb\n", "a\r\nb\nnew\n"),
            ("a\n\n", "a\n\nnew\n"),
        ] {
            let mut lines = lines(old);
            lines.append(b"new").unwrap();
            assert_eq!(String::from_utf8(lines.bytes()).unwrap(), new, "{old:?}");
        }
    }

    #[test]
    fn an_edit_says_what_it_changed() {
        let mut lines = lines("a\r\nb\nc");
        let edit = |number, old: Option<&str>, new: Option<&str>| {
            let bytes = |text: Option<&str>| text.map(|text| text.as_bytes().to_vec());
            Some(Edit { number, old: bytes(old), new: bytes(new) })
        };
        assert_eq!(lines.replace(1, b"A".to_vec()), edit(1, Some("a"), Some("A")));
        assert_eq!(lines.remove(3), edit(3, Some("c"), None));
        assert_eq!(lines.insert(2, b"x").ok(), edit(2, None, Some("x")));
        assert_eq!(lines.bytes(), b"A\r\nx\r\nb\n");
        assert_eq!((lines.remove(0), lines.remove(4), lines.replace(4, Vec::new())), (None, None, None));
    }

    #[test]
    fn a_text_beyond_the_limits_is_refused() {
        let longest = vec![b'x'; FILE_BYTES];
        assert!(Lines::parse(&longest).is_ok_and(|mut lines| lines.append(b"").is_err()));
        let too_long = [&longest[..], b"x"].concat();
        assert_eq!(Lines::parse(&too_long), Err(TooLarge::Bytes { limit: FILE_BYTES }));
        let most = vec![b'\n'; MOST_LINES];
        assert!(Lines::parse(&most).is_ok_and(|mut lines| lines.append(b"x").is_err()));
        assert_eq!(Lines::parse(&[&most[..], b"x"].concat()), Err(TooLarge::Lines { limit: MOST_LINES }));
    }
}
