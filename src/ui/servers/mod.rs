//! Known servers: the host keys in known_hosts.

mod compare;
mod row;

use super::Cx;
use super::shell::change;
use super::shell::text_file::{self, ChosenFile};
use crate::app::{ListState, ServersAction, ServersPage};
use crate::i18n::{path_shown, say};
use crate::ui::theme::{S1, T_SECTION, colors, semibold};
use crate::ui::widgets::{Field, Rows, caption, card, field_label, link};
use egui::{Id, RichText, Ui};
use row::ServerRows;

pub(super) fn show(ui: &mut Ui, page: &mut ServersPage, cx: &mut Cx<'_>) {
    if change::last(ui, Id::unique("keyboard on known servers"), &page.text, cx) {
        cx.send(ServersAction::Undo);
    }
    change::follow(
        ui,
        Id::unique("entry that is compared"),
        page.compare.as_ref().map(|compare| row::compare_id(compare.number)),
        compare::first_id(),
    );
    if page.compare.is_some() {
        return compare::show(ui, page, cx);
    }
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        let title = say!(cx.texts, "servers-title");
        ui.label(RichText::new(title).font(semibold(T_SECTION)).color(colors(ui).text));
        caption(ui, &say!(cx.texts, "servers-text"));
        ui.add_space(S1);
        file(ui, page, cx);
        ui.add_space(S1);
        lines(ui, page, cx);
    });
}

fn file(ui: &mut Ui, page: &ServersPage, cx: &mut Cx<'_>) {
    match text_file::choose(ui, &page.text, page.files.clone(), cx, |_, _| {}) {
        Some(ChosenFile::Usual(file)) => cx.send(ServersAction::Use(file)),
        Some(ChosenFile::Other) => cx.send(ServersAction::AskFile),
        None => {}
    }
}

fn lines(ui: &mut Ui, page: &mut ServersPage, cx: &mut Cx<'_>) {
    let file = page.text.path.as_deref().map(|file| path_shown(cx.person, file)).unwrap_or_default();
    match &page.text.state {
        ListState::Missing => {
            caption(ui, &say!(cx.texts, "servers-missing", file = file));
        }
        unread @ (ListState::Reading | ListState::NoHome | ListState::Failed(_)) => {
            if text_file::unread(ui, unread, cx) {
                cx.send(ServersAction::Look);
            }
        }
        ListState::Read if page.rows.is_empty() => {
            caption(ui, &say!(cx.texts, "servers-empty"));
        }
        ListState::Read => {
            find(ui, page, cx);
            rows(ui, page, cx);
        }
    }
}

fn find(ui: &mut Ui, page: &mut ServersPage, cx: &mut Cx<'_>) {
    let label = field_label(ui, &say!(cx.texts, "servers-find"), "");
    let (id, width) = (Id::unique("server to find"), ui.available_width());
    let hint = say!(cx.texts, "servers-find-hint");
    let field = Field { id, label: &label, width, hint: &hint, wrong: false, font: None };
    if field.show(ui, &mut page.sought).changed() {
        cx.send(ServersAction::Find);
    }
    ui.add_space(S1);
}

fn rows(ui: &mut Ui, page: &ServersPage, cx: &mut Cx<'_>) {
    let shown = page.shown_count();
    match &page.found {
        None => caption(ui, &say!(cx.texts, "servers-count", count = page.rows.len())),
        Some(_) if shown == 0 => caption(ui, &say!(cx.texts, "servers-none-found")),
        Some(_) => caption(ui, &say!(cx.texts, "servers-found", count = shown)),
    };
    if let Some((server, count)) = page.several_entries() {
        let name = server.written();
        if link(ui, &say!(cx.texts, "servers-remove-all", count = count, name = name)).clicked() {
            cx.send(ServersAction::RemoveAll);
        }
    }
    let rows = Rows {
        id: Id::unique("known servers"),
        stamp: page.changes.into(),
        count: shown,
        guess: row::USUAL,
        next: None,
    };
    rows.show(ui, &mut ServerRows { page, cx });
}
