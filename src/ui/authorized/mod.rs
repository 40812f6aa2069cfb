//! authorized_keys: who may log in to this computer or account.

mod editor;
mod fields;
mod file;
mod list;
mod new_keys;
pub(in crate::ui) mod options;
mod row;

use super::Cx;
use super::shell::{change, text_file};
use crate::app::{AuthorizedAction, AuthorizedPage, ListState};
use crate::i18n::{path_shown, say};
use crate::ui::theme::{S1, S3, T_SECTION, colors, icon, semibold};
use crate::ui::widgets::{Button, Look, caption, card, message};
use egui::accesskit::Live;
use egui::{Id, RichText, Ui};

pub(super) fn show(ui: &mut Ui, page: &mut AuthorizedPage, cx: &mut Cx<'_>) {
    if change::last(ui, Id::unique("keyboard on authorized_keys"), &page.text, cx) {
        cx.send(AuthorizedAction::Undo);
    }
    let came_from = page.editor.as_ref().map(editor::came_from);
    change::follow(ui, Id::unique("form of authorized_keys"), came_from, editor::first_id());
    if page.editor.is_some() {
        return editor::show(ui, page, cx);
    }
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        let title = say!(cx.texts, "keys-list-title");
        ui.label(RichText::new(title).font(semibold(T_SECTION)).color(colors(ui).text));
        caption(ui, &say!(cx.texts, "keys-list-text"));
        ui.add_space(S1);
        file::show(ui, page, cx);
        refused(ui, page, cx);
        ui.add_space(S1);
        lines(ui, page, cx);
    });
}

fn lines(ui: &mut Ui, page: &AuthorizedPage, cx: &mut Cx<'_>) {
    let file = page.text.path.as_deref().map(|file| path_shown(cx.person, file)).unwrap_or_default();
    match &page.text.state {
        ListState::Missing => first_key(ui, &say!(cx.texts, "keys-list-missing", file = file), cx),
        unread @ (ListState::Reading | ListState::NoHome | ListState::Failed(_)) => {
            if text_file::unread(ui, unread, cx) {
                cx.send(AuthorizedAction::Look);
            }
        }
        ListState::Read if page.rows.is_empty() => first_key(ui, &say!(cx.texts, "keys-list-no-keys"), cx),
        ListState::Read => list::show(ui, page, cx),
    }
}

fn first_key(ui: &mut Ui, words: &str, cx: &mut Cx<'_>) {
    caption(ui, words);
    ui.add_space(S3);
    if ui.add(Button::new(Look::Primary, &say!(cx.texts, "keys-list-add")).icon(icon::PLUS)).clicked() {
        cx.send(AuthorizedAction::AskKeys);
    }
}

/// Why nothing came of what was asked for.
fn refused(ui: &mut Ui, page: &AuthorizedPage, cx: &Cx<'_>) {
    let words = page.refused.iter().flat_map(|refused| cx.texts.refused(refused, cx.person));
    for words in words {
        message(ui, icon::ERROR, colors(ui).bad, &words, Live::Assertive);
    }
}
