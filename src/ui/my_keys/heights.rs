//! How high the sentences of findings are. Thousands of them are laid out in the course of many frames.

use egui::{Id, Ui};
use std::collections::HashMap;

/// So many are laid out in one frame: none comes late.
const IN_A_FRAME: usize = 50;

/// The heights that are known, for one list in one width.
#[derive(Clone, Default)]
pub(super) struct Heights {
    known: HashMap<usize, f32>,
    of: Option<Cause>,
    left: usize,
    is_missing: bool,
}

/// All that a height follows from.
#[derive(Clone, Copy, PartialEq)]
struct Cause {
    generation: u64,
    width: f32,
    scale: f32,
}

impl Heights {
    /// Those of the last frame, as far as they are still right.
    pub(super) fn take(ui: &Ui, id: Id, generation: u64) -> Self {
        let mut heights = ui.data_mut(|data| std::mem::take(data.get_temp_mut_or_default::<Self>(id)));
        let cause = Cause { generation, width: ui.available_width(), scale: ui.ctx().pixels_per_point() };
        if heights.of != Some(cause) {
            heights = Self { of: Some(cause), ..Self::default() };
        }
        Self { left: IN_A_FRAME, is_missing: false, ..heights }
    }

    /// Of the finding of this number; a guess where it is its turn only later.
    pub(super) fn get(&mut self, number: usize, guess: f32, measure: impl FnOnce() -> f32) -> f32 {
        if let Some(height) = self.known.get(&number) {
            return *height;
        }
        if self.left == 0 {
            self.is_missing = true;
            return guess;
        }
        self.left -= 1;
        let height = measure();
        self.known.insert(number, height);
        height
    }

    pub(super) fn keep(self, ui: &Ui, id: Id) {
        if self.is_missing {
            ui.ctx().request_repaint();
        }
        ui.data_mut(|data| data.insert_temp(id, self));
    }
}
