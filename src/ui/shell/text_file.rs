//! Which text file is shown, and how another one is chosen.

use crate::app::ListState;
use crate::i18n::{path_shown, say};
use crate::ui::Cx;
use crate::ui::theme::icon;
use crate::ui::widgets::{Button, Look, Menu, alert, caption, labelled_row, link, radio_row};
use egui::{Id, RectAlign, Ui};
use std::path::{Path, PathBuf};

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

/// A button with the name of the file, which opens a menu.
pub(in crate::ui) fn choose(
    ui: &mut Ui,
    shown: Option<&Path>,
    usual: Vec<PathBuf>,
    is_busy: bool,
    cx: &Cx<'_>,
) -> Option<ChosenFile> {
    const WIDTH: f32 = 320.0;
    let label = match shown {
        Some(file) => path_shown(cx.person, file),
        None => say!(cx.texts, "keys-list-other"),
    };
    let name = say!(cx.texts, "keys-list-choose", file = label.as_str());
    let button = Button::new(Look::Secondary, &label).name(&name).trailing(icon::DOWN);
    let button = ui.add(button.id(choose_id()).enabled(!is_busy));
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
