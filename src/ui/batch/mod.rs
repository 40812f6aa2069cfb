//! "Convert keys": what is to become of the files, and the files.

mod empty;
mod list;
mod row;
pub(super) mod row_text;
mod stop;
mod target;
mod unlock;

use super::Cx;
use crate::app::BatchPage;
use egui::{Id, Ui};

pub(super) fn show(ui: &mut Ui, many: &mut BatchPage, cx: &mut Cx<'_>) {
    if many.is_empty() {
        list::said_of_folders(ui, many, cx);
        return empty::show(ui, cx);
    }
    target::show(ui, many, cx);
    list::show(ui, many, cx);
}

/// The one thing to do next.
pub(super) fn convert_id() -> Id {
    Id::unique("convert the list")
}

/// The passphrase field for all locked keys.
pub(super) fn for_all_id() -> Id {
    Id::unique("passphrase for the list")
}

/// The link that shows the passphrase field of a row.
pub(super) fn link_id(row: u64) -> Id {
    Id::unique("link to the passphrase of a row").with(row)
}

/// The button that takes a row out of the list.
pub(super) fn remove_id(row: u64) -> Id {
    Id::unique("button that removes a row").with(row)
}

/// The passphrase field of a row.
pub(super) fn field_id(row: u64) -> Id {
    Id::unique("passphrase of a row").with(row)
}
