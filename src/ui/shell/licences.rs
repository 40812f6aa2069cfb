//! The licences of what is inside the program, in a list that can be scrolled.

use crate::ui::theme::{LIST_WIDTH, S1, T_LICENCE, colors, mono};
use crate::ui::widgets::{field_label, pages};
use egui::accesskit::Role;
use egui::{RichText, ScrollArea, Ui, vec2};

/// In the order in which they are shown: the program, its fonts, the crates.
const TEXTS: [&str; 6] = [
    include_str!("../../../LICENSE-MIT"),
    include_str!("../../../LICENSE-APACHE"),
    include_str!("../../../assets/fonts/OFL-Inter.txt"),
    include_str!("../../../assets/fonts/OFL-JetBrainsMono.txt"),
    include_str!("../../../assets/fonts/LICENSE-Lucide.txt"),
    include_str!("../../../assets/licences.txt"),
];

/// Room around the list: title, sentence and button.
const AROUND: f32 = 250.0;

/// The lines of all texts, as they fit.
#[derive(Default)]
pub(in crate::ui) struct Licences {
    columns: usize,
    lines: Vec<String>,
}

impl Licences {
    /// Only the lines that are seen are laid out: there are thousands.
    pub(super) fn show(&mut self, ui: &mut Ui, name: &str) {
        let (font, color) = (mono(T_LICENCE), colors(ui).weak);
        let [width, height] = ui.fonts_mut(|fonts| [fonts.glyph_width(&font, 'm'), fonts.row_height(&font)]);
        let room = ui.available_width().min(LIST_WIDTH) - 4.0 * S1;
        self.wrap((room / width) as usize);
        field_label(ui, name, "");
        let most = (ui.ctx().content_rect().height() - AROUND).max(8.0 * height);
        let keys = pages(ui, most - 2.0 * height);
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        let area = ScrollArea::vertical().id_salt("licences").max_height(most).auto_shrink(false);
        let shown = area.show_rows(ui, height, self.lines.len(), |ui, rows| {
            if let Some(by) = keys {
                ui.scroll_with_delta(vec2(0.0, by));
            }
            for line in self.lines.get(rows).into_iter().flatten() {
                ui.label(RichText::new(line).font(font.clone()).color(color));
            }
        });
        ui.ctx().accesskit_node_builder(shown.id, |node| {
            node.set_role(Role::Document);
            node.set_label(name.to_owned());
        });
    }

    fn wrap(&mut self, columns: usize) {
        if self.columns != columns {
            self.columns = columns;
            self.lines = TEXTS
                .iter()
                .flat_map(|text| text.lines().chain([""]))
                .flat_map(|line| wrapped(line, columns))
                .collect();
        }
    }
}

/// The lines that a line becomes where `columns` characters fit. Words that are longer are cut.
fn wrapped(line: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in line.split_inclusive(' ') {
        for piece in word.chars().collect::<Vec<_>>().chunks(columns.max(1)) {
            let piece: String = piece.iter().collect();
            let length = piece.trim_end().chars().count();
            if used > 0 && used + length > columns {
                lines.push(String::new());
                used = 0;
            }
            used += piece.chars().count();
            if let Some(last) = lines.last_mut() {
                last.push_str(&piece);
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{TEXTS, wrapped};

    #[test]
    fn lines_are_wrapped_and_nothing_is_lost() {
        for columns in [1, 7, 40, 77] {
            for line in TEXTS.iter().take(5).flat_map(|text| text.lines()) {
                let lines = wrapped(line, columns);
                assert_eq!(lines.concat(), line);
                assert!(lines.iter().all(|line| line.trim_end().chars().count() <= columns), "{lines:?}");
                let fits = line.chars().count() <= columns;
                assert_eq!(lines.len() == 1, fits || line.trim_end().chars().count() <= columns, "{lines:?}");
            }
        }
    }
}
