//! A line of the configuration (OpenSSH, misc.c: strdelim, argv_split).

use crate::sshfiles::key_field::as_c_string;
use crate::sshfiles::lines::LONGEST_LINE;

/// A setting, or the beginning of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// The number of its line.
    pub line: usize,
    /// Its name in small letters.
    pub keyword: String,
    /// What follows, without quotes. There is at least one.
    pub arguments: Vec<String>,
}

impl Directive {
    /// `None` for blank lines, comments, and lines that ssh refuses.
    pub(super) fn read(line: usize, text: &[u8]) -> Option<Self> {
        if text.len() > LONGEST_LINE {
            return None;
        }
        let text = String::from_utf8_lossy(as_c_string(text));
        let text = text.trim_matches(BLANKS);
        if text.is_empty() || text.starts_with('#') {
            return None;
        }
        let end = text.find([' ', '\t', '\r', '=', '"']).unwrap_or(text.len());
        let (keyword, rest) = text.split_at_checked(end)?;
        let rest = rest.trim_start_matches([' ', '\t', '\r']);
        let rest = rest.strip_prefix('=').unwrap_or(rest).trim_start_matches([' ', '\t', '\r']);
        let arguments = arguments(rest)?;
        (!keyword.is_empty() && !arguments.is_empty()).then(|| Self {
            line,
            keyword: keyword.to_ascii_lowercase(),
            arguments,
        })
    }
}

/// What ssh leaves out at both ends of a line.
const BLANKS: [char; 5] = [' ', '\t', '\r', '\n', '\u{c}'];

/// Words, up to a comment. `None` where a quote is never closed.
fn arguments(text: &str) -> Option<Vec<String>> {
    let (mut words, mut word) = (Vec::new(), None::<String>);
    let (mut quote, mut rest) = (None, text.chars().peekable());
    while let Some(c) = rest.next() {
        match c {
            ' ' | '\t' if quote.is_none() => words.extend(word.take()),
            '#' if word.is_none() => break,
            '\\' => {
                let is_escape =
                    |next: &char| matches!(next, '\'' | '"' | '\\') || quote.is_none() && *next == ' ';
                let next = rest.next_if(is_escape);
                word.get_or_insert_default().push(next.unwrap_or('\\'));
            }
            '"' | '\'' if quote.is_none() => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            c if quote == Some(c) => quote = None,
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    quote.is_none().then_some(words)
}

/// What stands before and after the first argument of a setting.
pub(super) fn around_first_argument(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let line = std::str::from_utf8(text).ok()?;
    let start = line.len() - line.trim_start_matches(BLANKS).len();
    let keyword = line.get(start..)?;
    let end = keyword.find([' ', '\t', '\r', '=', '"'])?;
    let rest = keyword.get(end..)?.trim_start_matches([' ', '\t', '\r']);
    let rest = rest.strip_prefix('=').unwrap_or(rest).trim_start_matches([' ', '\t', '\r']);
    let first = arguments(rest)?.into_iter().next()?;
    let ends = rest.char_indices().filter(|(_, c)| matches!(c, ' ' | '\t' | '\r')).map(|(at, _)| at);
    let is_first = |at: &usize| {
        let read = rest.get(..*at).and_then(arguments);
        read.is_some_and(|words| words.as_slice() == [first.as_str()])
    };
    let end = ends.chain([rest.len()]).find(is_first)?;
    text.split_at_checked(line.len() - rest.len()).and_then(|(before, rest)| Some((before, rest.get(end..)?)))
}

/// A word that reads as this value. `None` for control characters, which no line can hold.
pub fn written(value: &str) -> Option<String> {
    if value.chars().any(char::is_control) {
        return None;
    }
    let is_plain = !value.is_empty() && !value.contains([' ', '#', '"', '\'', '\\', '=']);
    if is_plain {
        return Some(value.to_owned());
    }
    Some(format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")))
}
