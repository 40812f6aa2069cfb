//! The lines: how many, and one row for each.

use super::row::{self, KeyRows};
use crate::app::AuthorizedPage;
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::widgets::{Rows, caption};
use egui::{Id, Ui};

pub(super) fn show(ui: &mut Ui, page: &AuthorizedPage, cx: &mut Cx<'_>) {
    let keys = page.rows.iter().filter(|row| row.key().is_some()).count();
    let on = page.rows.iter().filter(|row| row.is_on()).count();
    caption(ui, &say!(cx.texts, "keys-list-count", count = keys, on = on));
    let rows = Rows {
        id: Id::unique("lines of authorized_keys"),
        stamp: page.readings.into(),
        count: page.rows.len(),
        guess: row::USUAL,
        next: None,
    };
    rows.show(ui, &mut KeyRows { page, cx });
    caption(ui, &say!(cx.texts, "keys-list-how"));
}
