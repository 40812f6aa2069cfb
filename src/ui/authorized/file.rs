//! Which file it is, and how another one is chosen.

use crate::app::{AuthorizedAction, AuthorizedPage};
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::shell::text_file::{self, ChosenFile};
use crate::ui::theme::icon;
use crate::ui::widgets::{Button, Look};
use egui::Ui;

pub(super) fn show(ui: &mut Ui, page: &AuthorizedPage, cx: &mut Cx<'_>) {
    let chosen = text_file::choose(ui, &page.text, page.usual_files(), cx, |ui, cx| {
        let add = say!(cx.texts, "keys-list-add");
        if !page.rows.is_empty() && ui.add(Button::new(Look::Secondary, &add).icon(icon::PLUS)).clicked() {
            cx.send(AuthorizedAction::AskKeys);
        }
    });
    match chosen {
        Some(ChosenFile::Usual(file)) => cx.send(AuthorizedAction::Use(file)),
        Some(ChosenFile::Other) => cx.send(AuthorizedAction::AskFile),
        None => {}
    }
}
