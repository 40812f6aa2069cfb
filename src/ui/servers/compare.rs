//! One entry, and a fingerprint that was given to the person.

use crate::app::{Comparison, ServersAction, ServersPage};
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::theme::{S1, S2, T_LABEL, T_MONO, T_SECTION, colors, icon, medium, mono, semibold};
use crate::ui::widgets::{
    Button, Field, Look, blank_line, caption, card, describes, field_label, message, wrapped,
};
use egui::accesskit::Live;
use egui::{Id, Label, RichText, Ui, vec2};

/// The field to fill in.
pub(super) fn first_id() -> Id {
    Id::unique("fingerprint that was given")
}

pub(super) fn show(ui: &mut Ui, page: &mut ServersPage, cx: &mut Cx<'_>) {
    let Some(number) = page.compare.as_ref().map(|compare| compare.number) else { return };
    let name = page.row(number).map(|row| cx.texts.server_name(row, page)).unwrap_or_default();
    let is_busy = page.text.is_busy();
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        let title = say!(cx.texts, "servers-compare-title", name = name.as_str());
        wrapped(ui, RichText::new(title).font(semibold(T_SECTION)).color(colors(ui).text));
        caption(ui, &say!(cx.texts, "servers-compare-text"));
        ui.add_space(S2);
        let Some(compare) = &mut page.compare else { return };
        let fingerprint = compare.key.fingerprint();
        let hashes = [
            (say!(cx.texts, "servers-stored-sha256"), fingerprint.sha256()),
            (say!(cx.texts, "servers-stored-md5"), fingerprint.md5()),
        ];
        for (label, hash) in hashes {
            let c = colors(ui);
            let label = ui.label(RichText::new(label).font(medium(T_LABEL)).color(c.text));
            let hash = RichText::new(hash).font(mono(T_MONO)).color(c.text);
            let hash = ui.add(Label::new(hash).wrap().selectable(true));
            let label = label.id.accesskit_id();
            ui.ctx().accesskit_node_builder(hash.id, |node| node.push_labelled_by(label));
        }
        ui.add_space(S2);
        let label = field_label(ui, &say!(cx.texts, "servers-given"), "");
        let (verdict, kind) = (compare.verdict(), compare.key.kind());
        let wrong =
            matches!(verdict, Some(Comparison::InLine(..) | Comparison::Another | Comparison::NoFingerprint));
        let (id, width) = (first_id(), ui.available_width());
        let font = Some(mono(T_MONO));
        let field = Field { id, label: &label, width, hint: "", wrong, font };
        let response = field.show(ui, &mut compare.given);
        match verdict {
            None => blank_line(ui),
            Some(verdict) => {
                let c = colors(ui);
                let (sign, color) = match verdict {
                    Comparison::Same => (icon::OK, c.ok),
                    Comparison::InLine(..) | Comparison::Another => (icon::ERROR, c.bad),
                    Comparison::NoFingerprint => (icon::INFO, c.warn),
                };
                let said = message(ui, sign, color, &cx.texts.comparison(verdict, kind), Live::Polite);
                describes(ui, &said, &response);
            }
        }
        ui.add_space(S2);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(S2, S2);
            if ui.add(Button::new(Look::Secondary, &say!(cx.texts, "go-back"))).clicked() {
                cx.send(ServersAction::CloseCompare);
            }
            let remove = say!(cx.texts, "servers-remove");
            if ui.add(Button::new(Look::Danger, &remove).enabled(!is_busy)).clicked() {
                cx.send(ServersAction::Remove(number));
            }
        });
    });
}
