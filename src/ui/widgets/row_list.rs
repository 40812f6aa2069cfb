//! A list of rows of different heights, of which only those in sight are drawn, and at one of which Tab stops.
//! The arrow keys go from row to row.

use super::{RowsInSight, tab_stop};
use crate::ui::theme::colors;
use egui::style::ScrollAnimation;
use egui::{Id, Rect, Sense, Stroke, Ui, UiBuilder};

/// Heights that are found out in one frame, of rows that are out of sight: no frame comes late.
const AT_ONCE: usize = 20;

/// See the module.
pub(crate) struct Rows {
    pub id: Id,
    /// Changes with what is in the rows.
    pub stamp: u64,
    pub count: usize,
    /// The height of a row that was not measured yet.
    pub guess: f32,
    /// A row that is drawn wherever it is, because the keyboard comes to it.
    pub next: Option<usize>,
}

/// One row that is to be drawn.
pub(crate) struct RowPlace {
    /// Its place in the list.
    pub at: usize,
    pub rect: Rect,
    /// For its controls: Tab stops at those of one row only.
    pub sense: Sense,
}

/// What a list knows of its rows.
pub(crate) trait RowList {
    /// How high a row is at this width. Asked once, until something changes.
    fn height(&self, ui: &Ui, at: usize, width: f32) -> f32;
    /// The controls of a row, in the order of Tab.
    fn controls(&self, at: usize) -> Vec<Id>;
    /// Draws it.
    fn draw(&mut self, ui: &mut Ui, place: &RowPlace);
}

#[derive(Clone, Default)]
struct Heights {
    stamp: u64,
    width: f32,
    scale: f32,
    known: Vec<Option<f32>>,
}

impl Rows {
    pub(crate) fn show(&self, ui: &mut Ui, list: &mut impl RowList) {
        let ends = self.ends(ui, list, ui.available_width());
        let rows = RowsInSight::of(ui, &ends);
        let stop = tab_stop(
            ui,
            self.id.with("stop"),
            rows.range.clone(),
            self.count,
            |at| list.controls(at),
            |at| list.controls(at).first().copied(),
        );
        let out_of_sight = self.next.filter(|next| *next < self.count && !rows.range.contains(next));
        for at in rows.range.clone().chain(out_of_sight) {
            let rect = rows.rect(at);
            if at > 0 {
                ui.painter().hline(rect.x_range(), rect.top(), Stroke::new(1.0, colors(ui).border));
            }
            let is_stop = Some(at) == stop || Some(at) == self.next;
            let sense = if is_stop { Sense::click() } else { Sense::CLICK };
            // It lies where it is, and moves nothing that follows.
            let row = &mut ui.new_child(UiBuilder::new().max_rect(rect).id_salt((self.id, at)));
            list.draw(row, &RowPlace { at, rect, sense });
            let gained =
                |id: &Id| ui.memory(|memory| memory.has_focus(*id) && !memory.had_focus_last_frame(*id));
            if list.controls(at).iter().any(gained) {
                // At once: what is out of sight takes no keys.
                ui.scroll_to_rect_animation(rect, None, ScrollAnimation::none());
            }
        }
    }

    /// Where each row ends. Those in sight are measured, and some of the others: all of them in a few frames.
    fn ends(&self, ui: &Ui, list: &impl RowList, width: f32) -> Vec<f32> {
        let (mut heights, mut left) = (self.heights(ui), AT_ONCE);
        let (top, seen) = (ui.cursor().top(), ui.clip_rect().y_range());
        let (mut ends, mut end) = (Vec::with_capacity(self.count), 0.0);
        for (at, known) in heights.known.iter_mut().enumerate() {
            let start = top + end;
            let is_near = start < seen.max + self.guess && start > seen.min - 4.0 * self.guess;
            if known.is_none() && (is_near || left > 0) {
                left = left.saturating_sub(1);
                *known = Some(list.height(ui, at, width));
            }
            end += known.unwrap_or(self.guess);
            ends.push(end);
        }
        if left == 0 {
            ui.ctx().request_repaint();
        }
        ui.data_mut(|data| data.insert_temp(self.id, heights));
        ends
    }

    fn heights(&self, ui: &Ui) -> Heights {
        let mut heights: Heights =
            ui.data_mut(|data| std::mem::take(data.get_temp_mut_or_default::<Heights>(self.id)));
        let (width, scale) = (ui.available_width(), ui.ctx().pixels_per_point());
        if (heights.stamp, heights.width, heights.scale) != (self.stamp, width, scale)
            || heights.known.len() != self.count
        {
            heights = Heights { stamp: self.stamp, width, scale, known: vec![None; self.count] };
        }
        heights
    }
}
