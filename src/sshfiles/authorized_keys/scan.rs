//! The characters of options (OpenSSH, misc.c: opt_flag, opt_match, opt_dequote; sshkey.c:
//! sshkey_advance_past_options).

use super::options::BadOption;

/// What is left of the options of a line.
pub(super) struct Scan<'a>(pub &'a [u8]);

impl<'a> Scan<'a> {
    /// `name`, or `no-name` for those that can be negated; whether it was not negated.
    pub fn flag(&mut self, name: &str, may_be_negated: bool) -> Option<bool> {
        let negated = if may_be_negated { without_prefix(self.0, "no-") } else { None };
        self.0 = without_prefix(negated.unwrap_or(self.0), name)?;
        Some(negated.is_none())
    }

    /// The value of `name="…"`; `None` where something else stands here.
    pub fn value(&mut self, name: &'static str) -> Option<Result<String, BadOption>> {
        let rest = without_prefix(self.0, name)?.strip_prefix(b"=")?;
        Some(self.unquote(name, rest))
    }

    fn unquote(&mut self, name: &'static str, rest: &'a [u8]) -> Result<String, BadOption> {
        let mut rest = rest.strip_prefix(b"\"").ok_or(BadOption::NoQuote(name))?;
        let mut value = Vec::new();
        loop {
            rest = match rest {
                [] => return Err(BadOption::OpenQuote),
                [b'"', after @ ..] => {
                    self.0 = after;
                    return Ok(String::from_utf8_lossy(&value).into_owned());
                }
                [b'\\', quote @ b'"', after @ ..] | [quote, after @ ..] => {
                    value.push(*quote);
                    after
                }
            };
        }
    }

    /// Whether nothing is left.
    pub fn is_at_end(&self) -> bool {
        matches!(self.0, [] | [b' ' | b'\t', ..])
    }

    /// The name of what stands here, for people.
    pub fn name(&self) -> &'a [u8] {
        self.0.split(|byte| b",= \t\"".contains(byte)).next().unwrap_or_default()
    }
}

/// The options at the beginning of a line, and what follows. They end at a space or tab outside of quotes.
/// `None` where a quote is never closed.
pub(super) fn split_options(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let (mut at, mut is_quoted) = (0, false);
    while let Some(byte) = line.get(at) {
        match byte {
            b'\\' if line.get(at + 1) == Some(&b'"') => at += 1,
            b'"' => is_quoted = !is_quoted,
            b' ' | b'\t' if !is_quoted => break,
            _ => {}
        }
        at += 1;
    }
    let reached_end = at >= line.len();
    if reached_end && is_quoted { None } else { line.split_at_checked(at.min(line.len())) }
}

fn without_prefix<'a>(text: &'a [u8], prefix: &str) -> Option<&'a [u8]> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix.as_bytes()).then_some(rest)
}
