//! The one row of the list at which Tab stops. The arrow keys go from row to row.

use super::{field_id, link_id, remove_id};
use crate::app::{BatchPage, Row};
use egui::{EventFilter, Id, Key, Modifiers, Ui};
use std::ops::Range;

fn id() -> Id {
    Id::unique("row at which Tab stops")
}

/// From the next frame on this row has the keyboard: the one before it is removed.
pub(super) fn go_on_to(ui: &Ui, row: u64) {
    ui.data_mut(|data| data.insert_temp(id().with("next"), row));
    ui.ctx().request_repaint();
}

/// Its place in the order of the list, of those that are drawn: the row that has the keyboard, else the
/// one that had it last, else the first.
pub(super) fn find(ui: &Ui, many: &BatchPage, order: &[usize], drawn: Range<usize>) -> Option<usize> {
    let row_at = |at: usize| order.get(at).and_then(|number| many.rows.get(*number));
    let next: Option<u64> = ui.data_mut(|data| data.remove_temp(id().with("next")));
    if let Some(next) = next {
        ui.memory_mut(|memory| memory.request_focus(remove_id(next)));
    }
    let mut focused = None;
    for at in drawn.clone() {
        let Some(row) = row_at(at) else { continue };
        let controls = [link_id(row.number), remove_id(row.number)];
        if let Some(control) = controls.into_iter().find(|id| ui.memory(|memory| memory.has_focus(*id))) {
            focused = Some((at, control));
        }
    }
    if let Some((at, control)) = focused {
        let to = step(ui, at, control, order.len());
        if let Some(row) = row_at(to).filter(|_| to != at) {
            let control = control_of(row, many);
            ui.memory_mut(|memory| memory.request_focus(control));
        }
        if let Some(row) = row_at(to) {
            ui.data_mut(|data| data.insert_temp(id(), row.number));
        }
        return Some(to);
    }
    let last: Option<u64> = ui.data(|data| data.get_temp(id()));
    let is_last = |at: &usize| row_at(*at).is_some_and(|row| Some(row.number) == last);
    drawn.clone().find(is_last).or(Some(drawn.start)).filter(|at| drawn.contains(at))
}

/// What of a row takes the keyboard first.
fn control_of(row: &Row, many: &BatchPage) -> Id {
    match many.asks_passphrase(row.number) {
        // In place of the link.
        true if many.field.as_ref().is_some_and(|field| field.row == row.number) => field_id(row.number),
        true => link_id(row.number),
        false => remove_id(row.number),
    }
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
