//! The one row of the list at which Tab stops. The arrow keys go from row to row.

use super::{field_id, link_id, remove_id};
use crate::app::{BatchPage, Row};
use crate::ui::widgets::tab_stop;
use egui::{Id, Ui};
use std::ops::Range;

fn id() -> Id {
    Id::unique("row at which Tab stops")
}

/// From the next frame on this row has the keyboard: the one before it is removed.
pub(super) fn go_on_to(ui: &Ui, row: u64) {
    ui.data_mut(|data| data.insert_temp(id().with("next"), row));
    ui.ctx().request_repaint();
}

/// Its place in the order of the list, of those that are drawn.
pub(super) fn find(ui: &Ui, many: &BatchPage, order: &[usize], drawn: Range<usize>) -> Option<usize> {
    let next: Option<u64> = ui.data_mut(|data| data.remove_temp(id().with("next")));
    if let Some(next) = next {
        ui.memory_mut(|memory| memory.request_focus(remove_id(next)));
    }
    let row_at = |at: usize| order.get(at).and_then(|number| many.rows.get(*number));
    let controls = |at| row_at(at).map(|row| vec![link_id(row.number), remove_id(row.number)]);
    let first = |at| row_at(at).map(|row| control_of(row, many));
    tab_stop(ui, id(), drawn, order.len(), |at| controls(at).unwrap_or_default(), first)
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
