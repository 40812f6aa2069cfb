//! “Fix a problem”: what an error message means, and what settles it.

use super::Cx;
use crate::app::ProblemPage;
use egui::Ui;

pub(super) fn show(_ui: &mut Ui, _page: &mut ProblemPage, _cx: &mut Cx<'_>) {}
