//! A pasted text or a whole log, cut into lines of bounded length.

/// Bytes at the end of a text in which messages are looked for.
const MOST_BYTES: usize = 1 << 20;
/// Lines at the end of a text in which messages are looked for.
const MOST_LINES: usize = 20_000;
/// Bytes of a line that are looked at.
const MOST_OF_A_LINE: usize = 4096;

/// Bytes before a line of `ssh -v`, with that line's beginning.
const LONGEST_PREFIX: usize = 80;
/// How ssh begins the lines of `ssh -v`.
pub(super) const DEBUG: [&str; 3] = ["debug1: ", "debug2: ", "debug3: "];

/// One line of a text, or of a text inside a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Counted from 1, in the whole text.
    pub number: usize,
    pub text: &'a str,
}

/// The last lines of a text. What ended is explained at its end.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let start = text.floor_char_boundary(text.len().saturating_sub(MOST_BYTES));
    let (before, end) = text.split_at(start);
    let first = before.matches('\n').count() + 1;
    let all: Vec<&str> = end.split('\n').collect();
    let skipped = all.len().saturating_sub(MOST_LINES);
    let numbered = all.into_iter().zip(first..).skip(skipped);
    numbered.flat_map(|(line, number)| parts(line).map(move |text| Line { number, text })).collect()
}

/// Ansible and others print several lines as one JSON string.
fn parts(line: &str) -> impl Iterator<Item = &str> {
    let line = line.get(..line.floor_char_boundary(MOST_OF_A_LINE)).unwrap_or_default();
    line.split(r"\r\n").map(|part| without_time(part.trim_end_matches('\r')))
}

/// A line of `ssh -v` without what Visual Studio Code, Jenkins and others print before it.
fn without_time(line: &str) -> &str {
    let start = line.get(..line.floor_char_boundary(LONGEST_PREFIX)).unwrap_or_default();
    DEBUG.iter().find_map(|debug| start.find(debug)).and_then(|at| line.get(at..)).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_number_however_long_the_text_is() {
        let text = format!("{}last\r\n", "é and more\n".repeat(300_000));
        let lines = lines(&text);
        assert_eq!(lines.len(), MOST_LINES);
        assert_eq!(lines.get(MOST_LINES - 2), Some(&Line { number: 300_001, text: "last" }));
        let long = "é".repeat(MOST_BYTES);
        assert_eq!(
            super::lines(&long).iter().map(|line| line.text.len()).collect::<Vec<_>>(),
            [MOST_OF_A_LINE]
        );
    }

    #[test]
    fn a_text_inside_a_json_string_has_lines_too() {
        let texts: Vec<_> =
            lines(r#""msg": "Warning: x\r\nann@host: no"}"#).iter().map(|line| line.text).collect();
        assert_eq!(texts, [r#""msg": "Warning: x"#, r#"ann@host: no"}"#]);
    }

    #[test]
    fn a_time_before_a_line_of_ssh_is_no_part_of_it() {
        let log =
            "[09:12:01.344] > debug1: Offering public key: a\n2026-11-30T07:23:25.1Z debug2: x\nsay debug1\n";
        let texts: Vec<_> = lines(log).iter().map(|line| line.text).collect();
        assert_eq!(texts, ["debug1: Offering public key: a", "debug2: x", "say debug1", ""]);
    }
}
