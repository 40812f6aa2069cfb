//! A key that was rescued when the program was ended: offered above everything else, in nobody's way.

use crate::app::{KeyAction, Recovered, RecoveryAction};
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::theme::{ICON, R_CARD, S1, S2, S3, T_BODY, colors, icon, medium};
use crate::ui::widgets::{Button, Look, caption, icon_at, wrapped};
use egui::accesskit::{Live, Role};
use egui::{Frame, Layout, Margin, RichText, Sense, Stroke, Ui, vec2};

pub(in crate::ui) fn show(ui: &mut Ui, recovered: &[Recovered], cx: &mut Cx<'_>) {
    let Some(first) = recovered.first() else { return };
    let c = colors(ui);
    let frame = Frame::new()
        .fill(c.accent_soft)
        .stroke(Stroke::new(1.0, c.accent_text.gamma_multiply(0.45)))
        .corner_radius(R_CARD)
        .inner_margin(Margin::symmetric(14, 12));
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.with_layout(Layout::left_to_right(egui::Align::Min), |ui| {
            ui.spacing_mut().item_spacing.x = S3;
            let (rect, _) = ui.allocate_exact_size(vec2(ICON, ICON + 2.0), Sense::hover());
            icon_at(ui.painter(), rect.center(), icon::INFO, ICON + 1.0, c.accent_text);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = S1;
                title(ui, &say!(cx.texts, "recovered-title"));
                for words in cx.texts.recovered(first, cx.person) {
                    caption(ui, &words);
                }
                if let Some(others) = recovered.len().checked_sub(1).filter(|others| *others > 0) {
                    caption(ui, &say!(cx.texts, "recovered-more", count = others));
                }
                ui.add_space(S1);
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = vec2(S2, S2);
                    answers(ui, cx);
                });
            });
        });
    });
}

fn title(ui: &mut Ui, words: &str) {
    let color = colors(ui).text;
    let response = wrapped(ui, RichText::new(words).font(medium(T_BODY)).color(color));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Status);
        node.set_label(words.to_owned());
        node.set_live(Live::Polite);
    });
}

fn answers(ui: &mut Ui, cx: &mut Cx<'_>) {
    let answers = [
        (Look::Primary, say!(cx.texts, "recovered-open"), RecoveryAction::Open),
        (Look::Secondary, say!(cx.texts, "recovered-later"), RecoveryAction::Later),
        (Look::Secondary, say!(cx.texts, "recovered-delete"), RecoveryAction::AskDelete),
    ];
    for (look, label, action) in answers {
        if ui.add(Button::new(look, &label)).clicked() {
            cx.send(KeyAction::Recovery(action));
        }
    }
}
