//! Long lists: only the rows in sight are drawn, and Tab stops at one of them; the arrow keys go from row to row.

use egui::{EventFilter, Id, Key, Modifiers, Rect, Sense, Ui, pos2, vec2};
use std::ops::Range;

/// The rows that are drawn, by where each of all rows ends.
pub(crate) struct RowsInSight<'a> {
    all: Rect,
    ends: &'a [f32],
    /// Their places in the list.
    pub range: Range<usize>,
}

impl<'a> RowsInSight<'a> {
    /// Takes the room for all rows.
    pub(crate) fn of(ui: &mut Ui, ends: &'a [f32]) -> Self {
        let height = ends.last().copied().unwrap_or_default();
        let (all, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let seen = ui.clip_rect().y_range();
        // And one more at each end: there the keyboard finds what to go on to.
        let first = ends.partition_point(|end| all.top() + end < seen.min).saturating_sub(1);
        let last = ends.partition_point(|end| all.top() + end < seen.max) + 2;
        Self { all, ends, range: first.min(ends.len())..last.min(ends.len()) }
    }

    /// Where the row at this place is.
    pub(crate) fn rect(&self, at: usize) -> Rect {
        let end = |at: usize| self.ends.get(at).copied().unwrap_or_default();
        let top = at.checked_sub(1).map_or(0.0, end);
        let (top, bottom) = (self.all.top() + top, self.all.top() + end(at));
        Rect::from_min_max(pos2(self.all.left(), top), pos2(self.all.right(), bottom))
    }
}

/// The place of the row at which Tab stops, of those that are drawn: the one that has the keyboard, else the one that
/// had it last, else the first. `controls` are those of a row at which the arrow keys work: the last tells the rows
/// apart. `first` is what the arrow keys go to.
pub(crate) fn tab_stop(
    ui: &Ui,
    list: Id,
    drawn: Range<usize>,
    count: usize,
    controls: impl Fn(usize) -> Vec<Id>,
    first: impl Fn(usize) -> Option<Id>,
) -> Option<usize> {
    let has_focus = |id: &Id| ui.memory(|memory| memory.has_focus(*id));
    let focused = drawn.clone().find_map(|at| Some((at, controls(at).into_iter().find(has_focus)?)));
    if let Some((at, control)) = focused {
        let to = step(ui, at, control, count);
        if let Some(first) = first(to).filter(|_| to != at) {
            ui.memory_mut(|memory| memory.request_focus(first));
        }
        if let Some(row) = controls(to).pop() {
            ui.data_mut(|data| data.insert_temp(list, row));
        }
        return Some(to);
    }
    let last: Option<Id> = ui.data(|data| data.get_temp(list));
    let is_last = |at: &usize| last.is_some() && controls(*at).pop() == last;
    drawn.clone().find(is_last).or(Some(drawn.start)).filter(|at| drawn.contains(at))
}

/// The place that an arrow key goes to.
fn step(ui: &Ui, at: usize, control: Id, count: usize) -> usize {
    let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(control, arrows));
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowDown) {
        (at + 1).min(count.saturating_sub(1))
    } else if pressed(Key::ArrowUp) {
        at.saturating_sub(1)
    } else {
        at
    }
}
