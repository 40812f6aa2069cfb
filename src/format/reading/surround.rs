//! What people and programs put around a key as a whole: quotes and the fences of Markdown.

use super::super::Wrapping;
use super::super::public_line::{begins_with_quote, ends_in_quote};
use super::detect::before_in_line;
use std::ops::Range;

const FENCES: [&[u8]; 2] = [b"```", b"~~~"];

/// What stands directly before or after this part of a text.
pub(super) fn surround(text: &[u8], at: Range<usize>) -> Option<Wrapping> {
    let (before, after) = beside(text, &at);
    fence(text, at)
        .or_else(|| (ends_in_quote(before) || begins_with_quote(after)).then_some(Wrapping::Quotes))
}

/// The same for whole lines: other text may stand before and after them.
pub(super) fn surround_lines(text: &[u8], at: Range<usize>) -> Option<Wrapping> {
    let (before, after) = beside(text, &at);
    fence(text, at)
        .or_else(|| (ends_in_quote(before) && begins_with_quote(after)).then_some(Wrapping::Quotes))
}

fn fence(text: &[u8], at: Range<usize>) -> Option<Wrapping> {
    let in_line = before_in_line(text, at.start).unwrap_or_default().trim_ascii();
    let (before, after) = beside(text, &at);
    let line_before = before_in_line(before, before.len()).unwrap_or_default().trim_ascii();
    let is_fence = |fence: &&[u8]| {
        line_before.starts_with(fence) || in_line.ends_with(fence) || after.starts_with(fence)
    };
    FENCES.iter().any(is_fence).then_some(Wrapping::Fence)
}

fn beside<'a>(text: &'a [u8], at: &Range<usize>) -> (&'a [u8], &'a [u8]) {
    let (before, after) = (text.get(..at.start).unwrap_or_default(), text.get(at.end..).unwrap_or_default());
    (before.trim_ascii_end(), after.trim_ascii_start())
}
