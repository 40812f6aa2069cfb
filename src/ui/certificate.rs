//! What a certificate says of its key.

use super::Cx;
use super::theme::{S1, S2, S4, T_LABEL, T_SMALL, colors, icon, medium, mono, regular};
use super::widgets::{caption, message, status, wrapped};
use crate::app::Certified;
use crate::i18n::say;
use crate::key::{Holder, Verdict};
use egui::accesskit::Live;
use egui::text::LayoutJob;
use egui::{Label, RichText, TextFormat, Ui, vec2};

/// As wide as the longest name.
const NAMES: f32 = 96.0;

pub(super) fn show(ui: &mut Ui, certified: &Certified, cx: &Cx<'_>) {
    let c = colors(ui);
    if let Some(words) = cx.texts.standing(certified) {
        message(ui, icon::WARN, c.warn, &words, Live::Polite);
    }
    for line in cx.texts.certificate(&certified.certificate) {
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
    ui.add_space(S2);
    let certificate = &certified.certificate;
    // Anyone can sign: that the signature fits says nothing of whether to trust it.
    let (sign, color) = match certificate.signature {
        Verdict::Right | Verdict::Unchecked => (icon::INFO, c.weak),
        Verdict::Wrong => (icon::WARN, c.bad),
    };
    status(ui, sign, color, &cx.texts.signature(certificate));
    if certificate.holder == Holder::User && certificate.signature != Verdict::Wrong {
        caption(ui, &say!(cx.texts, "certificate-shared"));
    }
}
