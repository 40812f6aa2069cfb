//! The line of a key or certificate, as it is shown.

use crate::key::{Comment, Shown, beginning};

/// Longest line that is shown whole. The largest key of all, RSA with 16384 bits, takes a third of it;
/// certificates may take much more.
const LONGEST_LINE: usize = 8192;

/// A line as it is shown, made by `line` of the comment, and how many characters that leaves out.
pub(super) fn line_shown(comment: &Comment, line: impl Fn(&str) -> String) -> (String, usize) {
    let Shown { text, more: of_comment } = comment.shown();
    let Shown { mut text, more } = beginning(&line(&text), LONGEST_LINE);
    let more = of_comment + more;
    if more > 0 {
        text.push('…');
    }
    (text, more)
}
