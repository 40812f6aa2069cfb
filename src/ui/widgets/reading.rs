//! Text that is read before an answer. It scrolls with the wheel and with the keys, and its bar shows that there is
//! more.

use super::focus_ring;
use crate::ui::theme::R_SMALL;
use egui::accesskit::Role;
use egui::{EventFilter, Id, Key, ScrollArea, Sense, Ui, vec2};

/// At least so much of it is shown.
const LEAST: f32 = 70.0;
/// How far an arrow key scrolls.
const STEP: f32 = 40.0;

/// Shows it as high as the window allows, with `around` for what else is in the dialog. Whether some of it is out of
/// sight.
pub(crate) fn reading(ui: &mut Ui, name: &str, around: f32, add: impl FnOnce(&mut Ui)) -> bool {
    let most = (ui.ctx().content_rect().height() - around).max(LEAST);
    let id = Id::unique("what is read before an answer");
    let keys = pages(ui, most - STEP).or_else(|| steps(ui));
    let shown = ui.scope(|ui| {
        // The bar of other lists is only there under the mouse.
        let scroll = &mut ui.spacing_mut().scroll;
        scroll.floating_width = scroll.bar_width;
        scroll.floating_allocated_width = scroll.bar_width;
        scroll.dormant_background_opacity = scroll.interact_background_opacity;
        scroll.dormant_handle_opacity = scroll.interact_handle_opacity;
        ScrollArea::vertical().id_salt(id).max_height(most).auto_shrink([false, true]).show(ui, |ui| {
            if let Some(by) = keys {
                ui.scroll_with_delta(vec2(0.0, by));
            }
            add(ui);
        })
    });
    let (area, in_dialog) = (shown.inner, ui.clip_rect().y_range());
    let is_longer = area.content_size.y > area.inner_rect.height() + 1.0;
    // It is given as high as it may get.
    let seen =
        area.inner_rect.intersect(area.inner_rect.with_max_y(area.inner_rect.top() + area.content_size.y));
    let is_cut = seen.top() + 1.0 < in_dialog.min || seen.bottom() > in_dialog.max + 1.0;
    if is_longer {
        let response = ui.interact(seen, id, Sense::focusable_noninteractive());
        if response.has_focus() {
            let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        }
        focus_ring(ui, &response, seen, R_SMALL);
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(Role::Document);
            node.set_label(name.to_owned());
        });
    }
    is_longer || is_cut
}

/// How far the pressed keys scroll by pages.
pub(crate) fn pages(ui: &Ui, page: f32) -> Option<f32> {
    pressed(
        ui,
        [
            (Key::PageDown, -page),
            (Key::PageUp, page),
            (Key::End, f32::NEG_INFINITY),
            (Key::Home, f32::INFINITY),
        ],
    )
}

fn steps(ui: &Ui) -> Option<f32> {
    pressed(ui, [(Key::ArrowDown, -STEP), (Key::ArrowUp, STEP)])
}

fn pressed<const N: usize>(ui: &Ui, keys: [(Key, f32); N]) -> Option<f32> {
    ui.input(|input| keys.into_iter().find(|(key, _)| input.key_pressed(*key)).map(|(_, by)| by))
}
