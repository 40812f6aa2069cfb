//! What screen readers are told of the text in a field.

use egui::{Context, Galley, Id};

/// The most characters of a run: AccessKit counts them in a byte.
pub(super) const RUN: usize = 255;

/// egui tells screen readers the glyphs of a text as if each were a character. A font may have two
/// glyphs for one character, and egui repeats characters that are written from right to left
/// (egui#8576): such a text is told again, as it is. `field` is the widget that shows `galley`.
pub(crate) fn tell_text(ctx: &Context, field: Id, galley: &Galley) {
    let text = galley.text();
    let glyphs: usize = galley.rows.iter().map(|row| row.char_count_including_newline().0).sum();
    if glyphs == text.chars().count() {
        return;
    }
    let chars: Vec<char> = text.chars().collect();
    let mut parts = chars.chunks(RUN);
    for (number, row) in galley.rows.iter().enumerate() {
        let runs = row.char_count_including_newline().0.div_ceil(RUN).max(1);
        for run in 0..runs {
            let part = parts.next().unwrap_or_default();
            let run = field.with(number).with(run);
            tell_run(ctx, run, part);
            // Those of the glyphs.
            ctx.accesskit_node_builder(run, |node| {
                node.clear_character_positions();
                node.clear_character_widths();
            });
        }
    }
}

/// Gives a run of a field another text. Words begin behind what is no letter or digit.
pub(super) fn tell_run(ctx: &Context, run: Id, part: &[char]) {
    let is_word = |at: usize| part.get(at).is_some_and(|c| c.is_alphanumeric() || *c == '_');
    let begins = |at: &usize| is_word(*at) && !at.checked_sub(1).is_some_and(is_word);
    let starts: Vec<u8> = (0..part.len()).filter(begins).filter_map(|at| u8::try_from(at).ok()).collect();
    ctx.accesskit_node_builder(run, |node| {
        node.set_value(part.iter().collect::<String>());
        node.set_character_lengths(part.iter().map(|c| c.len_utf8() as u8).collect::<Vec<u8>>());
        node.set_word_starts(starts);
    });
}
