//! Lines as programs show them: with visible line ends (`cat -A`, `vim -b`) or with numbers in lines or cells
//! of their own; and as scripts write them: `echo MIIE…>> key`.

use super::super::super::text_encoding::{lines, split_once};
use super::Output;
use zeroize::Zeroizing;

/// The fewest such lines: fewer may be part of the text itself.
const LEAST: usize = 3;
/// A visible line end, as of `cat -A`, or a visible carriage return.
const ENDS: [&[u8]; 3] = [b"^M$", b"^M", b"$"];

pub(super) fn undo(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let has_ends = lines(text).filter(|line| without_end(line).is_some()).take(LEAST).count() == LEAST;
    let (mut next, mut numbers) = (None, 0);
    for number in lines(text).filter_map(number) {
        numbers = if next == Some(number) { numbers + 1 } else { 1 };
        next = number.checked_add(1);
        if numbers == LEAST {
            break;
        }
    }
    let is_script = lines(text).filter(|line| without_file(line).is_some()).take(LEAST).count() == LEAST;
    if !has_ends && !is_script && numbers < LEAST {
        return None;
    }
    let mut out = Output::for_text(text);
    for line in lines(text).filter(|line| numbers < LEAST || number(line).is_none()) {
        let ended = without_end(line).filter(|_| has_ends);
        let appended = || without_file(line).filter(|_| is_script);
        out.extend(ended.or_else(appended).unwrap_or(line));
        out.push(b'\n');
    }
    out.finish(text)
}

fn without_end(line: &[u8]) -> Option<&[u8]> {
    ENDS.iter().find_map(|end| line.strip_suffix(*end))
}

/// Without the redirection to a file.
fn without_file(line: &[u8]) -> Option<&[u8]> {
    let (before, _) = split_once(line, b">")?;
    before.iter().any(u8::is_ascii_alphanumeric).then_some(before)
}

/// The number in a line that contains nothing else.
fn number(line: &[u8]) -> Option<u32> {
    const LONGEST: usize = 5;
    let line = line.trim_ascii();
    (line.len() <= LONGEST).then(|| std::str::from_utf8(line).ok()?.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::undo;

    #[test]
    fn what_programs_show_beside_lines_is_left_out() {
        for (text, expected) in [
            ("a$\nb$\nc$\nd", "a\nb\nc\nd\n"),
            ("a^M$\nb^M$\nc^M$\n", "a\nb\nc\n"),
            ("1\na\n2\nb\n3\nc\n", "a\nb\nc\n"),
            ("echo a> k\necho b>>k\necho c >>k\n", "echo a\necho b\necho c \n"),
        ] {
            let undone = undo(text.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(undone.to_vec()).unwrap(), expected);
        }
        for text in ["a$\nb\nc\n", ">> a\n>> b\n>> c\n", "7\na\n1\nb\n4\n", "a\nb\n"] {
            assert!(undo(text.as_bytes()).is_none(), "{text}");
        }
    }
}
