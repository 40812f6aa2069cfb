//! Lines of a key as strings in source code, joined with `&`, `+`, `.`, `||` or commas, printed one by one, or
//! in an array: `"MIIE…" & vbCrLf & _`, `echo 'MIIE…' >> key`, `["-----BEGIN…","MIIE…"]`.

use super::super::super::text_encoding::{has, lines};
use super::super::detect::marks;
use super::Output;
use zeroize::Zeroizing;

/// The fewest strings that a key consists of: two marks and one line between them.
const LEAST: usize = 3;

/// The strings alone, one in a line. `None` for the two versions of a key in a patch.
pub(super) fn undo(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    if !has(text, b"KEY") && !has(text, b"PuTTY-User") {
        return None;
    }
    let signs: Vec<u8> = lines(text)
        .filter(|line| !strings(line).is_empty())
        .filter_map(|line| line.trim_ascii_start().first().copied())
        .collect();
    if signs.contains(&b'+') && signs.contains(&b'-') {
        return None;
    }
    let mut out = Output::for_text(text);
    let mut count = 0;
    let mut column = None;
    for line in lines(text) {
        let strings = strings(line);
        if column.is_none() {
            column = Some((strings.len(), strings.iter().position(|string| is_first(string))));
            column.take_if(|(_, at)| at.is_none());
        }
        // If each line has several strings, as in JSON logs, the key is in one of them.
        let only = match column {
            Some((width, Some(at))) if width > 1 && strings.len() == width && is_log(text) => Some(at),
            _ => None,
        };
        for (at, string) in strings.iter().enumerate() {
            if only.is_none_or(|only| only == at) {
                out.extend(string);
                out.push(b'\n');
                count += 1;
            }
        }
    }
    (count >= LEAST && !marks(&out.0).is_empty()).then(|| out.finish(text)).flatten()
}

fn is_first(string: &[u8]) -> bool {
    has(string, b"-----BEGIN") || has(string, b"PuTTY-User-Key-File")
}

/// Whether it has several lines in braces, or with words and equals signs.
fn is_log(text: &[u8]) -> bool {
    let is_entry = |line: &&[u8]| line.starts_with(b"{") && line.ends_with(b"}") || has(line, b"msg=");
    lines(text).filter(is_entry).count() >= LEAST
}

/// The strings in quotes in a line. An escaped quote does not end a string.
fn strings(line: &[u8]) -> Vec<&[u8]> {
    let mut strings = Vec::new();
    let mut rest = line;
    while let Some(start) = rest.iter().position(|byte| matches!(byte, b'"' | b'\'')) {
        let Some((quote, inside)) = rest.get(start..).and_then(<[u8]>::split_first) else { break };
        let mut is_escaped = false;
        let end = inside.iter().position(|byte| {
            let ends = byte == quote && !is_escaped;
            is_escaped = *byte == b'\\' && !is_escaped;
            ends
        });
        let Some(end) = end else { break };
        strings.extend(inside.get(..end));
        rest = inside.get(end + 1..).unwrap_or_default();
    }
    strings
}

#[cfg(test)]
mod tests {
    use super::undo;

    #[test]
    fn the_strings_of_a_program_are_put_together() {
        let of = |text: &str| undo(text.as_bytes()).map(|text| String::from_utf8(text.to_vec()).unwrap());
        let key = "-----BEGIN A KEY-----\nMIIE\n-----END A KEY-----\n";
        for text in [
            "k = \"-----BEGIN A KEY-----\" & vbCrLf & _\n  \"MIIE\" & vbCrLf & _\n\"-----END A KEY-----\"",
            "echo '-----BEGIN A KEY-----' > k\necho 'MIIE' >> k\necho '-----END A KEY-----' >> k\n",
            "'-----BEGIN A KEY-----' || chr(10) || 'MIIE' || chr(10) || '-----END A KEY-----'",
            "[\"-----BEGIN A KEY-----\",\"MIIE\",\"-----END A KEY-----\"]",
            "{\"a\":\"-----BEGIN A KEY-----\",\"b\":1}\n{\"a\":\"MIIE\",\"b\":2}\n{\"a\":\"-----END A KEY-----\",\"b\":3}",
        ] {
            assert_eq!(of(text).unwrap().replace("a\n", "").replace("b\n", ""), key, "{text}");
        }
        assert_eq!(of("the KEY isn't in 'this' or \"that\""), None);
        assert_eq!(of(" '-----BEGIN A KEY-----'\n-'MIIE'\n+'MIIF'\n '-----END A KEY-----'"), None);
    }
}
