//! The key in an app or a service: the list of them, and what one of them wants.

mod list;
mod shown;

use crate::app::{ServicePanel, UsedKey};
use crate::ui::Cx;
use crate::ui::shell::change;
use egui::{Id, Ui};

/// What to do first: find a service, or what the chosen one wants.
pub(super) fn first_id(panel: &ServicePanel, key: &UsedKey) -> Id {
    match &panel.shown {
        None => list::search_id(),
        Some(shown) => shown::first_id(shown, key),
    }
}

pub(super) fn show(ui: &mut Ui, panel: &mut ServicePanel, key: &UsedKey, cx: &mut Cx<'_>) {
    let came_from = panel.shown.as_ref().map(|shown| list::row_id(shown.recipe));
    change::follow(ui, Id::unique("service that is shown"), came_from, first_id(panel, key));
    match &panel.shown {
        None => list::show(ui, panel, key, cx),
        Some(service) => shown::show(ui, service, &mut panel.user, key, cx),
    }
}
