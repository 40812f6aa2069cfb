//! Names below a field that could be typed into it.

use super::{caption, link_to};
use crate::ui::theme::{S2, S3};
use egui::{Id, Ui, vec2};

/// As many are offered at once; typing leaves those that fit.
const OFFERED: usize = 6;

/// Puts the name that is clicked into the field; whether one was.
pub(crate) fn offered(ui: &mut Ui, id: Id, words: &str, typed: &mut String, names: &[String]) -> bool {
    let wanted = typed.trim().to_lowercase();
    let fits = |text: &&String| text.to_lowercase().contains(&wanted) && **text != typed.trim();
    let fitting: Vec<&String> = names.iter().filter(fits).take(OFFERED).collect();
    let mut chosen = None;
    if !fitting.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(S3, S2);
            caption(ui, words);
            for text in fitting {
                if link_to(ui, id.with(text), text, text).clicked() {
                    chosen = Some(text.clone());
                }
            }
        });
    }
    let is_chosen = chosen.is_some();
    if let Some(chosen) = chosen {
        *typed = chosen;
    }
    is_chosen
}
