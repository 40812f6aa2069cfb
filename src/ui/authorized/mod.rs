//! authorized_keys: who may log in to this computer or account.

use super::Cx;
use crate::app::AuthorizedPage;
use egui::Ui;

pub(super) fn show(_ui: &mut Ui, _page: &mut AuthorizedPage, _cx: &mut Cx<'_>) {}
