//! Which text file is shown, and how another one is chosen.

use crate::app::{ListState, TextFile};
use crate::i18n::{path_shown, say};
use crate::ui::Cx;
use crate::ui::theme::{S2, T_LABEL, colors, icon, medium};
use crate::ui::widgets::{Button, Look, Menu, alert, caption, labelled_row, link, radio_row};
use egui::{Id, RectAlign, RichText, Ui, vec2};
use std::path::PathBuf;

/// What was chosen.
pub(in crate::ui) enum ChosenFile {
    /// One of the usual files.
    Usual(PathBuf),
    /// Another one, by a file dialog.
    Other,
}

/// What the menu offers.
#[derive(Clone, Copy)]
enum Offer {
    Usual(usize),
    Other,
}

/// Why there are no lines to show; whether it is to be read again.
pub(in crate::ui) fn unread(ui: &mut Ui, state: &ListState, cx: &Cx<'_>) -> bool {
    match state {
        ListState::Reading => caption(ui, &say!(cx.texts, "keys-list-reading")),
        ListState::NoHome => caption(ui, &say!(cx.texts, "keys-list-no-home")),
        ListState::Failed(problem) => {
            alert(ui, &cx.texts.text_problem(problem, cx.person));
            return link(ui, &say!(cx.texts, "keys-list-try-again")).clicked();
        }
        ListState::Missing | ListState::Read => return false,
    };
    false
}

/// The button with the name of the file.
pub(in crate::ui) fn choose_id() -> Id {
    Id::unique("which text file is shown")
}

/// A button with the name of the file, which opens a menu; what else is `add`ed beside it, and whether it is being read
/// again.
pub(in crate::ui) fn choose<'a>(
    ui: &mut Ui,
    text: &TextFile,
    usual: Vec<PathBuf>,
    cx: &mut Cx<'a>,
    add: impl FnOnce(&mut Ui, &mut Cx<'a>),
) -> Option<ChosenFile> {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S2, S2);
        let chosen = menu(ui, text, usual, cx);
        add(ui, cx);
        if text.is_reading() && text.state != ListState::Reading {
            let words = RichText::new(say!(cx.texts, "keys-list-reading"));
            ui.label(words.font(medium(T_LABEL)).color(colors(ui).weak));
        }
        chosen
    })
    .inner
}

fn menu(ui: &mut Ui, text: &TextFile, usual: Vec<PathBuf>, cx: &Cx<'_>) -> Option<ChosenFile> {
    const WIDTH: f32 = 320.0;
    let shown = text.path.as_deref();
    let label = match shown {
        Some(file) => path_shown(cx.person, file),
        None => say!(cx.texts, "keys-list-other"),
    };
    let name = say!(cx.texts, "keys-list-choose", file = label.as_str());
    let button = Button::new(Look::Secondary, &label).name(&name).trailing(icon::DOWN);
    let button = ui.add(button.id(choose_id()).enabled(!text.is_busy()));
    let offers: Vec<Offer> = (0..usual.len()).map(Offer::Usual).chain([Offer::Other]).collect();
    let id = Id::unique("text files to choose from");
    let menu = Menu { id, button: &button, width: WIDTH, align: RectAlign::BOTTOM_START };
    let chosen = menu.show(&offers, |ui, id, offer| match offer {
        Offer::Usual(at) => {
            let file = usual.get(at).map(PathBuf::as_path);
            let label = file.map(|file| path_shown(cx.person, file)).unwrap_or_default();
            radio_row(ui, id, &label, file.is_some() && file == shown)
        }
        Offer::Other => labelled_row(ui, id, &say!(cx.texts, "keys-list-other")),
    });
    match chosen? {
        Offer::Usual(at) => usual.into_iter().nth(at).map(ChosenFile::Usual),
        Offer::Other => Some(ChosenFile::Other),
    }
}
