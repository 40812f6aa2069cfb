//! Known servers: the host keys in known_hosts.

use super::Cx;
use crate::app::ServersPage;
use egui::Ui;

pub(super) fn show(_ui: &mut Ui, _page: &mut ServersPage, _cx: &mut Cx<'_>) {}
