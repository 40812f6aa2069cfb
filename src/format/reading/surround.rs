//! What people and programs put around a key as a whole: quotes and the fences of Markdown.

use super::super::Wrapping;
use super::detect::before_in_line;
use std::ops::Range;

const QUOTES: [&str; 10] =
    ["\"", "'", "`", "\u{201c}", "\u{201d}", "\u{201e}", "\u{2018}", "\u{2019}", "\u{ab}", "\u{bb}"];
const FENCES: [&[u8]; 2] = [b"```", b"~~~"];

/// What stands directly before or after this part of a text.
pub(super) fn surround(text: &[u8], at: Range<usize>) -> Option<Wrapping> {
    let in_line = before_in_line(text, at.start).unwrap_or_default().trim_ascii();
    let before = text.get(..at.start).unwrap_or_default().trim_ascii_end();
    let after = text.get(at.end..).unwrap_or_default().trim_ascii_start();
    let line_before = before_in_line(before, before.len()).unwrap_or_default().trim_ascii();
    let is_fence = |fence: &&[u8]| {
        line_before.starts_with(fence) || in_line.ends_with(fence) || after.starts_with(fence)
    };
    if FENCES.iter().any(is_fence) {
        return Some(Wrapping::Fence);
    }
    let is_quote = |quote: &&str| before.ends_with(quote.as_bytes()) || after.starts_with(quote.as_bytes());
    QUOTES.iter().any(is_quote).then_some(Wrapping::Quotes)
}
