//! What one service wants of the key: whether it is taken, where to click, what to paste, which file.

use crate::app::{ServiceAction, ShownService, UsedKey};
use crate::i18n::{path_shown, say};
use crate::recipe::NotFilled;
use crate::save::Output;
use crate::ui::Cx;
use crate::ui::theme::{
    S1, S2, S4, T_BODY, T_LABEL, T_LICENCE, T_MONO, T_SECTION, colors, icon, medium, mono, regular, semibold,
};
use crate::ui::widgets::{
    Button, Field, Look, TextArea, alert, caption, card, describes, enter_pressed, field_label, heading,
    link, link_to, message, status, wrapped,
};
use egui::accesskit::Live;
use egui::{Id, RichText, Ui, vec2};

/// Lines of the text that are shown at once.
const ROWS: usize = 8;

fn user_id() -> Id {
    Id::unique("account at the service")
}

fn copy_id() -> Id {
    Id::unique("copy the text for the service")
}

fn save_id(what: Output) -> Id {
    Id::unique("save for the service").with(what)
}

fn make_id() -> Id {
    Id::unique("make a key for the service")
}

fn back_id() -> Id {
    Id::unique("back to all services")
}

/// The one thing to do next there.
pub(super) fn first_id(shown: &ShownService, key: &UsedKey) -> Id {
    if !shown.takes(key) {
        return make_id();
    }
    let save = shown.outputs(key).first().map(|what| save_id(*what));
    match shown.text {
        Ok(_) => copy_id(),
        Err(NotFilled::NoUser | NotFilled::BadUser) => user_id(),
        Err(NotFilled::TakesAFile | NotFilled::Unfit(_)) => save.unwrap_or_else(back_id),
    }
}

pub(super) fn show(ui: &mut Ui, shown: &ShownService, user: &mut String, key: &UsedKey, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        let all = say!(cx.texts, "use-service-all");
        if link_to(ui, back_id(), &all, &all).clicked() {
            cx.send(ServiceAction::Back);
        }
        heading(ui, &shown.recipe.name, semibold(T_SECTION), colors(ui).text);
        match shown.takes(key) {
            true => taken(ui, shown, user, key, cx),
            false => refused(ui, shown, key, cx),
        }
        ui.add_space(S2);
        caption(ui, &cx.texts.recipe_source(shown.recipe));
    });
}

/// The key is of no use there.
fn refused(ui: &mut Ui, shown: &ShownService, key: &UsedKey, cx: &mut Cx<'_>) {
    let warn = colors(ui).warn;
    if let Some(words) = cx.texts.recipe_refusal(shown.recipe, key.public.kind()) {
        message(ui, icon::WARN, warn, &words, Live::Polite);
    }
    caption(ui, &cx.texts.recipe_accepted(shown.recipe));
    if let Some(best) = shown.recipe.best() {
        ui.add_space(S2);
        let label = cx.texts.generate_kind(best);
        if ui.add(Button::new(Look::Primary, &label).icon(icon::PLUS).id(make_id())).clicked() {
            cx.send(ServiceAction::MakeFitting);
        }
    }
}

fn taken(ui: &mut Ui, shown: &ShownService, user: &mut String, key: &UsedKey, cx: &mut Cx<'_>) {
    let recipe = shown.recipe;
    let c = colors(ui);
    let kind = cx.texts.sized_kind(key.public.kind());
    let words = say!(cx.texts, "use-service-accepted", name = recipe.name.as_str(), kind = kind);
    status(ui, icon::OK, c.ok, &words);
    ui.add_space(S2);
    wrapped(ui, RichText::new(cx.texts.recipe_place(recipe)).font(medium(T_BODY)).color(c.text));
    ui.add_space(S1);
    if recipe.takes_text() {
        if recipe.asks_user() {
            account(ui, shown, user, key, cx);
        }
        text(ui, shown, cx);
    }
    file(ui, shown, key, cx);
    for note in cx.texts.recipe_notes(recipe, Some(&key.public)) {
        message(ui, icon::INFO, c.weak, &note, Live::Off);
    }
}

/// The name of the account there, which is part of the text.
fn account(ui: &mut Ui, shown: &ShownService, user: &mut String, key: &UsedKey, cx: &mut Cx<'_>) {
    const WIDTH: f32 = 300.0;
    let label = field_label(ui, &say!(cx.texts, "use-service-user"), "");
    let why = match &shown.text {
        Err(NotFilled::NoUser) if !shown.is_asked => None,
        Err(why @ (NotFilled::NoUser | NotFilled::BadUser)) => Some(*why),
        _ => None,
    };
    let width = ui.available_width().min(WIDTH);
    let field = Field { id: user_id(), label: &label, width, hint: "", wrong: why.is_some(), font: None };
    let response = field.show(ui, user);
    if response.changed() {
        cx.send(ServiceAction::UserEdited);
    }
    if enter_pressed(ui, &response) {
        cx.send(ServiceAction::Copy);
    }
    if let Some(why) = why {
        let words = cx.texts.recipe_not_filled(shown.recipe, key.public.kind(), user, why);
        let said = alert(ui, &words);
        describes(ui, &said, &response);
    }
    ui.add_space(S1);
}

/// What is pasted, exactly, and Copy.
fn text(ui: &mut Ui, shown: &ShownService, cx: &mut Cx<'_>) {
    if let Ok(text) = &shown.text {
        let label = field_label(ui, &say!(cx.texts, "use-service-paste"), "");
        let area = TextArea { id: Id::unique("text for the service"), label: &label, hint: "", rows: ROWS };
        // Where lines count, they are shown as they are.
        let has_lines = text.shown.contains('\n');
        let font = mono(if has_lines { T_LICENCE } else { T_MONO });
        area.show_in(ui, &mut text.shown.as_str(), font);
        if text.more > 0 {
            caption(ui, &say!(cx.texts, "public-line-cut", count = text.more));
        }
        ui.add_space(S1);
    }
    let label = say!(cx.texts, "copy");
    if ui.add(Button::new(Look::Primary, &label).icon(icon::COPY).id(copy_id())).clicked() {
        cx.send(ServiceAction::Copy);
        if shown.text.is_err() {
            ui.memory_mut(|memory| memory.request_focus(user_id()));
        }
    }
    ui.add_space(S2);
}

/// The file that it takes, in the right format.
fn file(ui: &mut Ui, shown: &ShownService, key: &UsedKey, cx: &mut Cx<'_>) {
    let c = colors(ui);
    if let Some(format) = shown.recipe.file_of(key.public.kind()) {
        let words = cx.texts.recipe_file(shown.recipe, format);
        wrapped(ui, RichText::new(words).font(regular(T_LABEL)).color(c.text));
        if !key.is_private {
            message(ui, icon::WARN, c.warn, &say!(cx.texts, "use-service-public-only"), Live::Polite);
        }
    }
    let outputs = shown.outputs(key);
    if !outputs.is_empty() {
        save(ui, shown, &outputs, key, cx);
    }
    ui.add_space(S2);
}

fn save(ui: &mut Ui, shown: &ShownService, outputs: &[Output], key: &UsedKey, cx: &mut Cx<'_>) {
    let c = colors(ui);
    if let Some(path) = shown.file_there(key) {
        let words = say!(cx.texts, "use-service-file-there", path = path_shown(cx.person, path));
        status(ui, icon::OK, c.ok, &words);
    }
    ui.add_space(S1);
    let is_next = !shown.recipe.takes_text() && shown.file_there(key).is_none();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S4, S2);
        for (at, &what) in outputs.iter().enumerate() {
            let label = say!(cx.texts, "use-service-save", format = cx.texts.format(what.format()));
            let look = if is_next { Look::Primary } else { Look::Secondary };
            let is_clicked = match at {
                0 => ui.add(Button::new(look, &label).icon(icon::SAVE).id(save_id(what))).clicked(),
                _ => link(ui, &label).clicked(),
            };
            if is_clicked {
                cx.send(ServiceAction::Save(what));
            }
        }
    });
    if let Some(path) = &shown.saved {
        let (path, name) = (path_shown(cx.person, path), shown.recipe.name.as_str());
        status(ui, icon::OK, c.ok, &say!(cx.texts, "use-service-saved", path = path, name = name));
    }
}
