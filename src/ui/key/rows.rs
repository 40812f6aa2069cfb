//! Names and what they stand for, in two columns.

use crate::i18n::Line;
use crate::ui::theme::{S1, S4, T_LABEL, T_SMALL, colors, medium, mono, regular};
use crate::ui::widgets::wrapped;
use egui::text::LayoutJob;
use egui::{Label, RichText, TextFormat, Ui, vec2};

/// As wide as the longest name.
const NAMES: f32 = 104.0;

pub(in crate::ui) fn show(ui: &mut Ui, lines: &[Line]) {
    for line in lines {
        row(ui, line);
    }
}

fn row(ui: &mut Ui, line: &Line) {
    let c = colors(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing = vec2(S4, S1);
        let size = vec2(NAMES, 0.0);
        let label = ui.allocate_ui(size, |ui| {
            ui.set_width(NAMES);
            wrapped(ui, RichText::new(&line.name).font(medium(T_LABEL)).color(c.text))
        });
        let mut value = LayoutJob::default();
        value.append(&line.value, 0.0, TextFormat::simple(regular(T_LABEL), c.text));
        if let Some(fingerprint) = &line.fingerprint {
            value.append(&format!(" {fingerprint}"), 0.0, TextFormat::simple(mono(T_SMALL), c.text));
        }
        let value = ui.add(Label::new(value).wrap());
        let (label, value) = (label.inner.id, value.id);
        ui.ctx().accesskit_node_builder(value, |node| node.push_labelled_by(label.accesskit_id()));
    });
}
