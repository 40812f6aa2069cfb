//! Which file it is, and how another one is chosen.

use crate::app::{AuthorizedAction, AuthorizedPage, ListState};
use crate::i18n::{path_shown, say};
use crate::ui::Cx;
use crate::ui::theme::{S2, T_LABEL, colors, icon, medium};
use crate::ui::widgets::{Button, Look, Menu, labelled_row, radio_row};
use egui::{Id, RectAlign, RichText, Ui, vec2};
use std::path::PathBuf;

/// What the menu offers.
#[derive(Clone, Copy)]
enum Offer {
    Usual(usize),
    Other,
}

pub(super) fn show(ui: &mut Ui, page: &AuthorizedPage, cx: &mut Cx<'_>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S2, S2);
        let shown = page.file.as_deref().map(|file| path_shown(cx.person, file));
        let label = shown.unwrap_or_else(|| say!(cx.texts, "keys-list-other"));
        let name = say!(cx.texts, "keys-list-choose", file = label.as_str());
        let button = Button::new(Look::Secondary, &label).name(&name).trailing(icon::DOWN);
        let button = ui.add(button.enabled(!page.is_busy()));
        menu(&button, page, cx);
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

fn menu(button: &egui::Response, page: &AuthorizedPage, cx: &mut Cx<'_>) {
    const WIDTH: f32 = 320.0;
    let usual: Vec<PathBuf> = page.usual_files();
    let offers: Vec<Offer> = (0..usual.len()).map(Offer::Usual).chain([Offer::Other]).collect();
    let menu =
        Menu { id: Id::unique("files with keys"), button, width: WIDTH, align: RectAlign::BOTTOM_START };
    let chosen = menu.show(&offers, |ui, id, offer| match offer {
        Offer::Usual(at) => {
            let file = usual.get(at).map(|file| path_shown(cx.person, file)).unwrap_or_default();
            radio_row(ui, id, &file, usual.get(at) == page.file.as_ref())
        }
        Offer::Other => labelled_row(ui, id, &say!(cx.texts, "keys-list-other")),
    });
    match chosen {
        Some(Offer::Usual(at)) => {
            if let Some(file) = usual.into_iter().nth(at) {
                cx.send(AuthorizedAction::Use(file));
            }
        }
        Some(Offer::Other) => cx.send(AuthorizedAction::AskFile),
        None => {}
    }
}
