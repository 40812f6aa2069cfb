//! What a certificate says of its key.

use super::Cx;
use super::theme::{S1, S2, S4, T_LABEL, T_SMALL, colors, icon, medium, mono, regular};
use super::widgets::{caption, message, status, wrapped};
use crate::app::Certified;
use crate::i18n::say;
use crate::key::Verdict;
use egui::accesskit::Live;
use egui::{RichText, Ui, vec2};

/// As wide as the longest name.
const NAMES: f32 = 96.0;

pub(super) fn show(ui: &mut Ui, certified: &Certified, cx: &Cx<'_>) {
    let c = colors(ui);
    if let Some(words) = cx.texts.standing(certified) {
        message(ui, icon::WARN, c.warn, &words, Live::Polite);
    }
    for (number, (name, value)) in cx.texts.certificate(&certified.certificate).iter().enumerate() {
        let is_key = number == AUTHORITY;
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing = vec2(S4, S1);
            let size = vec2(NAMES, 0.0);
            let label = ui.allocate_ui(size, |ui| {
                ui.set_width(NAMES);
                wrapped(ui, RichText::new(name).font(medium(T_LABEL)).color(c.text))
            });
            let font = if is_key { mono(T_SMALL) } else { regular(T_LABEL) };
            let value = wrapped(ui, RichText::new(value).font(font).color(c.text));
            let (label, value) = (label.inner.id, value.id);
            ui.ctx().accesskit_node_builder(value, |node| node.push_labelled_by(label.accesskit_id()));
        });
    }
    ui.add_space(S2);
    let (sign, color) = match certified.certificate.signature {
        Verdict::Right => (icon::OK, c.ok),
        Verdict::Wrong => (icon::WARN, c.bad),
        Verdict::Unchecked => (icon::INFO, c.weak),
    };
    status(ui, sign, color, &cx.texts.signature(&certified.certificate));
    caption(ui, &say!(cx.texts, "certificate-shared"));
}

/// The row with the fingerprint.
const AUTHORITY: usize = 4;
