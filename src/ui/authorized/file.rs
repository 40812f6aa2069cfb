//! Which file it is, and how another one is chosen.

use crate::app::{AuthorizedAction, AuthorizedPage, ListState};
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::shell::text_file::{self, ChosenFile};
use crate::ui::theme::{S2, T_LABEL, colors, icon, medium};
use crate::ui::widgets::{Button, Look};
use egui::{RichText, Ui, vec2};

pub(super) fn show(ui: &mut Ui, page: &AuthorizedPage, cx: &mut Cx<'_>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S2, S2);
        match text_file::choose(ui, page.file.as_deref(), page.usual_files(), page.is_busy(), cx) {
            Some(ChosenFile::Usual(file)) => cx.send(AuthorizedAction::Use(file)),
            Some(ChosenFile::Other) => cx.send(AuthorizedAction::AskFile),
            None => {}
        }
        if page.state == ListState::Read && !page.rows.is_empty() {
            let add = say!(cx.texts, "keys-list-add");
            if ui.add(Button::new(Look::Secondary, &add).icon(icon::PLUS)).clicked() {
                cx.send(AuthorizedAction::AskKeys);
            }
        }
        if page.is_reading() && page.state != ListState::Reading {
            let words = RichText::new(say!(cx.texts, "keys-list-reading"));
            ui.label(words.font(medium(T_LABEL)).color(colors(ui).weak));
        }
    });
}
