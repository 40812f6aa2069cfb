//! A change taken back out of a text that another program has changed since.

use super::lines::Edit;

/// Without the change that made `new` of `old`: the text, and the lines that differ from `now`. `None` where the lines
/// are not as the change left them, or cannot be told from others.
pub fn take_back(old: &[u8], new: &[u8], now: &[u8]) -> Option<(Vec<u8>, Vec<Edit>)> {
    let [old, new, mut now] = [old, new, now].map(lines);
    let (start, end) = in_common(&old, &new);
    let back = old.get(start..old.len() - end)?;
    let gone = new.get(start..new.len() - end)?;
    let at = place(&new, start, gone, &now).filter(|_| !gone.is_empty() || found(&now, back).is_empty())?;
    let edits = (0..gone.len().max(back.len())).map(|line| Edit {
        number: at + line + 1,
        old: gone.get(line).map(|text| text_of(text).to_vec()),
        new: back.get(line).map(|text| text_of(text).to_vec()),
    });
    let edits = edits.filter(|edit| edit.old != edit.new).collect();
    now.splice(at..at + gone.len(), back.iter().copied());
    Some((joined(&now), edits))
}

fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|byte| *byte == b'\n').collect()
}

/// Without its line end: that of a last line may have been missing.
fn text_of(line: &[u8]) -> &[u8] {
    let text = line.strip_suffix(b"\n").unwrap_or(line);
    text.strip_suffix(b"\r").unwrap_or(text)
}

fn is_same(one: &[u8], other: &[u8]) -> bool {
    text_of(one) == text_of(other)
}

/// How many lines at the beginning, and how many of the others at the end.
fn in_common(one: &[&[u8]], other: &[&[u8]]) -> (usize, usize) {
    let start = one.iter().zip(other).take_while(|(a, b)| is_same(a, b)).count();
    let most = one.len().min(other.len()) - start;
    let same_at_end = one.iter().rev().zip(other.iter().rev()).take(most);
    (start, same_at_end.take_while(|(a, b)| is_same(a, b)).count())
}

/// Where the lines are now that the change left at `start`.
fn place(new: &[&[u8]], start: usize, gone: &[&[u8]], now: &[&[u8]]) -> Option<usize> {
    let (first, last) = in_common(new, now);
    if start + gone.len() <= first {
        return Some(start);
    }
    if start >= new.len() - last {
        return (start + now.len()).checked_sub(new.len());
    }
    let only = |wanted: &[&[u8]]| match found(now, wanted).as_slice() {
        [at] => Some(*at),
        _ => None,
    };
    match (gone, start.checked_sub(1).and_then(|before| new.get(before..start))) {
        ([], Some(before)) => only(before).map(|at| at + 1),
        ([], None) => None,
        (gone, _) => only(gone),
    }
}

fn found(now: &[&[u8]], wanted: &[&[u8]]) -> Vec<usize> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let is_here = |(_, lines): &(usize, &[&[u8]])| lines.iter().zip(wanted).all(|(a, b)| is_same(a, b));
    now.windows(wanted.len()).enumerate().filter(is_here).map(|(at, _)| at).collect()
}

/// No line is glued to the next.
fn joined(lines: &[&[u8]]) -> Vec<u8> {
    let mut text = Vec::with_capacity(lines.iter().map(|line| line.len() + 1).sum());
    for (number, line) in (1..).zip(lines) {
        text.extend_from_slice(line);
        if number < lines.len() && !line.ends_with(b"\n") {
            text.push(b'\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::take_back;

    fn taken_back(old: &str, new: &str, now: &str) -> Option<String> {
        let (text, _) = take_back(old.as_bytes(), new.as_bytes(), now.as_bytes())?;
        Some(String::from_utf8(text).unwrap())
    }

    #[test]
    fn what_another_program_changed_stays() {
        for (old, new, now, expected) in [
            // A line was changed, and others came before, after and both.
            ("a\nb\nc\n", "a\n#b\nc\n", "a\n#b\nc\nd\n", "a\nb\nc\nd\n"),
            ("a\nb\nc\n", "a\n#b\nc\n", "x\na\n#b\nc\n", "x\na\nb\nc\n"),
            ("a\nb\nc\n", "a\n#b\nc\n", "x\n#b\nc\nd\n", "x\nb\nc\nd\n"),
            // A line was removed.
            ("a\nb\n", "a\n", "a\nc\n", "a\nb\nc\n"),
            ("a\nb\nc\n", "a\nc\n", "a\nC\n", "a\nb\nC\n"),
            ("a\nb\nc\n", "a\nc\n", "x\na\ny\n", "x\na\nb\ny\n"),
            // Lines were added, also to a file that was not there.
            ("", "a\nb\n", "a\nb\nc\n", "c\n"),
            ("a", "a\nb\n", "a\nb\nc\n", "a\nc\n"),
            // No line is glued to another.
            ("a\nb", "a\n", "a\nc", "a\nb\nc"),
            ("a\r\nb\r\n", "a\r\n#b\r\n", "a\r\n#b\r\nc\r\n", "a\r\nb\r\nc\r\n"),
        ] {
            assert_eq!(taken_back(old, new, now).as_deref(), Some(expected), "{old:?} {new:?} {now:?}");
        }
    }

    #[test]
    fn a_line_that_changed_since_is_left_alone() {
        for (old, new, now) in [
            ("a\nb\n", "a\n#b\n", "a\nB\n"),
            ("a\nb\n", "a\n#b\n", ""),
            // Which of the two is it?
            ("a\nb\nc\n", "a\n#b\nc\n", "x\n#b\ny\n#b\nz\n"),
            // The line is there again.
            ("a\nb\n", "a\n", "a\nb\n"),
        ] {
            assert_eq!(taken_back(old, new, now), None, "{old:?} {new:?} {now:?}");
        }
    }
}
