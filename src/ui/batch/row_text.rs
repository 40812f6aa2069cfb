//! What is written in a row, and how much room that takes.

use crate::app::{BatchPage, Row, State};
use crate::i18n::{path_shown, say};
use crate::save::Output;
use crate::ui::Cx;
use crate::ui::theme::{Colors, ICON, S1, S2, S3, T_BODY, T_LABEL, T_SMALL, colors, icon, medium, regular};
use crate::ui::widgets::{icon_at, laid_out, link_width};
use egui::text::LayoutJob;
use egui::{Color32, Id, Pos2, Rect, TextFormat, Ui, pos2};
use std::collections::HashMap;

/// Rows narrower than this put the state into their second line.
pub(super) const NARROW: f32 = 460.0;
/// Where the words begin.
pub(super) const BESIDE: f32 = ICON + S3;
/// Where the second line begins.
pub(super) const SECOND: f32 = 24.0;
/// Name and state, and what the file is.
const LINES: f32 = 45.0;

/// The heights of the sentences of rows, so that thousands of them are laid out only once.
#[derive(Clone, Default)]
pub(super) struct Heights(HashMap<u64, (Cause, f32)>);

/// All that a sentence and its height follow from.
#[derive(Clone, Copy, PartialEq)]
struct Cause {
    changes: u32,
    what: Output,
    width: f32,
    scale: f32,
}

impl Heights {
    fn id() -> Id {
        Id::unique("heights of the rows")
    }

    /// Those of the last frame.
    pub(super) fn take(ui: &Ui) -> Self {
        ui.data_mut(|data| std::mem::take(data.get_temp_mut_or_default::<Self>(Self::id())))
    }

    pub(super) fn keep(self, ui: &Ui) {
        ui.data_mut(|data| data.insert_temp(Self::id(), self));
    }
}

/// Its lines and its sentence, without its field.
pub(super) fn height(
    ui: &Ui,
    row: &Row,
    many: &BatchPage,
    width: f32,
    all: &mut Heights,
    cx: &Cx<'_>,
) -> f32 {
    if !has_sentence(row.state(&many.target)) && row.entry.unwrapped.is_empty() {
        return LINES;
    }
    let (changes, what, scale) = (row.changes, many.target.output, ui.ctx().pixels_per_point());
    let cause = Cause { changes, what, width, scale };
    if let Some((_, height)) = all.0.get(&row.number).filter(|(known, _)| *known == cause) {
        return *height;
    }
    let sentence = cx.texts.detail(row, row.state(&many.target), cx.person).unwrap_or_default();
    let sentence = laid_out(ui, simple(&sentence, Color32::PLACEHOLDER), width - BESIDE, None);
    let height = (sentence_top(row) + sentence.size().y + S2 + S1).max(LINES);
    all.0.insert(row.number, (cause, height));
    height
}

fn has_sentence(state: State<'_>) -> bool {
    match state {
        State::Unopened(_) | State::PublicOnly | State::Certificate | State::NoForm(..) => true,
        State::Refused(_) | State::Failed(_) => true,
        State::Ready | State::Locked | State::NotThis | State::Trying | State::Already => false,
        State::Waiting | State::Converting | State::Done(_) => false,
    }
}

/// Where nothing is known of the file, its sentence is its second line.
fn sentence_top(row: &Row) -> f32 {
    if row.entry.about.format.is_none() { SECOND } else { LINES - S1 }
}

/// `beside` is what else stands at the right of the second line.
pub(super) fn draw(
    ui: &Ui,
    row: &Row,
    state: State<'_>,
    rect: Rect,
    beside: Option<&str>,
    narrow: bool,
    cx: &Cx<'_>,
) {
    let c = colors(ui);
    let (sign, color) = sign(row, state, c);
    icon_at(ui.painter(), pos2(rect.left() + ICON / 2.0, rect.top() + 13.0), sign, ICON, color);
    let (left, first, second) = (rect.left() + BESIDE, rect.top() + 5.0, rect.top() + SECOND);
    let narrow = narrow && !matches!(state, State::Refused(_));
    let state_at = if narrow { second } else { first + 1.0 };
    let state_left = put_right(ui, &cx.texts.state(state), color, pos2(rect.right(), state_at));
    let name_end = if narrow { rect.right() } else { state_left - S3 };
    let folder = row.entry.at.path.parent().map(|folder| path_shown(cx.person, folder)).unwrap_or_default();
    let mut job = LayoutJob::default();
    job.append(&cx.texts.row_name(row), 0.0, TextFormat::simple(medium(T_BODY), c.text));
    job.append(&folder, S2, TextFormat::simple(regular(T_SMALL), c.weak));
    put(ui, job, pos2(left, first), name_end - left, Some(1));
    let about_end = match beside {
        _ if narrow => state_left - S3,
        Some(link) => rect.right() - link_width(ui, link) - S3,
        None => rect.right(),
    };
    put(ui, simple(&about(row, state, cx), c.weak), pos2(left, second), about_end - left, Some(1));
    if let Some(sentence) = cx.texts.detail(row, state, cx.person) {
        let at = pos2(left, rect.top() + sentence_top(row));
        put(ui, simple(&sentence, c.weak), at, rect.right() - left, None);
    }
}

/// What it is, and what it became.
fn about(row: &Row, state: State<'_>, cx: &Cx<'_>) -> String {
    let parts = [cx.texts.new_name(state), Some(cx.texts.about(&row.entry.about))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What a screen reader says.
pub(super) fn words(row: &Row, state: State<'_>, cx: &Cx<'_>) -> String {
    let detail = cx.texts.detail(row, state, cx.person).unwrap_or_default();
    let (about, state) = (about(row, state, cx), cx.texts.state(state));
    say!(cx.texts, "batch-row", name = cx.texts.row_name(row), about = about, state = state, detail = detail)
}

fn sign(row: &Row, state: State<'_>, c: &Colors) -> (char, Color32) {
    match state {
        State::Ready if row.entry.about.locked == Some(true) => (icon::LOCK_OPEN, c.weak),
        State::Ready | State::Waiting => (icon::KEY, c.weak),
        State::Locked | State::Trying => (icon::LOCK, c.weak),
        State::NotThis => (icon::LOCK, c.warn),
        State::PublicOnly | State::Certificate | State::NoForm(..) | State::Already => (icon::INFO, c.weak),
        State::Unopened(_) | State::Refused(_) | State::Failed(_) => (icon::ERROR, c.bad),
        State::Converting => (icon::CONVERT, c.accent_text),
        State::Done(_) => (icon::OK, c.ok),
    }
}

pub(in crate::ui) fn simple(text: &str, color: Color32) -> LayoutJob {
    LayoutJob::single_section(text.to_owned(), TextFormat::simple(regular(T_SMALL), color))
}

pub(in crate::ui) fn put(ui: &Ui, job: LayoutJob, at: Pos2, width: f32, lines: Option<usize>) {
    ui.painter().galley(at, laid_out(ui, job, width, lines), colors(ui).text);
}

/// Ends at the point; where it begins.
fn put_right(ui: &Ui, text: &str, color: Color32, at: Pos2) -> f32 {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), medium(T_LABEL), color);
    let left = at.x - galley.size().x;
    ui.painter().galley(pos2(left, at.y), galley, color);
    left
}
