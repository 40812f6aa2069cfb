//! “My keys”: the keys of this computer, and what is wrong in ~/.ssh.

pub(super) mod tabs;

use super::Cx;
use crate::app::MyKeysPage;
use egui::Ui;

pub(super) fn show(_ui: &mut Ui, _page: &mut MyKeysPage, _cx: &mut Cx<'_>) {}
