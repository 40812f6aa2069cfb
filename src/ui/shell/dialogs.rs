//! Questions over the window. Each says in its buttons what follows; Escape is the safe answer.

use super::focus::dialog_id;
use super::licences::Licences;
use super::shortcuts::TABLE;
use crate::VERSION;
use crate::app::{
    Action, Answer, Choice, Dialog, KeyPage, KeySource, KeyState, Model, NewPassphrase, Purpose, Recovered,
    SaveDestination, Unsaved,
};
use crate::i18n::{name, path_shown, say};
use crate::save::{Replacement, SavePlan};
use crate::system::folder_of;
use crate::ui::Cx;
use crate::ui::my_keys::{repair, server};
use crate::ui::theme::{
    CONTROL_HEIGHT, DIALOG_WIDTH, LIST_WIDTH, R_CARD, S1, S2, S3, S5, T_BODY, T_SECTION, colors, regular,
    semibold,
};
use crate::ui::use_key::{self, removal};
use crate::ui::widgets::{Button, Field, Look, alert, caption, field_label, wrapped};
use crate::ui::widgets::{Names, enter_pressed, first_passphrase, repetition};
use egui::accesskit::Role;
use egui::{Context, Frame, Id, Layout, Margin, Modal, RichText, ScrollArea, Stroke, Ui};

pub(in crate::ui) fn show(ctx: &Context, model: &mut Model, seen: &mut Licences, cx: &mut Cx<'_>) {
    let Model { shell, key, .. } = model;
    let Some(dialog) = &mut shell.dialog else { return };
    let c = crate::ui::theme::colors_of(ctx.theme());
    let frame = Frame::new()
        .fill(c.card)
        .stroke(Stroke::new(1.0, c.border))
        .corner_radius(R_CARD)
        .inner_margin(Margin::same(S5 as i8));
    let is_wide = matches!(dialog, Dialog::Choose(_) | Dialog::About | Dialog::Repair(_) | Dialog::Change(_));
    let width = if is_wide { LIST_WIDTH } else { DIALOG_WIDTH };
    let width = width.min(ctx.content_rect().width() - 4.0 * S5);
    Modal::new(Id::unique("question")).backdrop_color(c.veil).frame(frame).show(ctx, |ui| {
        ui.set_width(width);
        let height = ctx.content_rect().height() - 4.0 * S5;
        ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.y = S2;
            match dialog {
                Dialog::Discard { unsaved, then } => discard(ui, *unsaved, &saves_first(key, then, cx), cx),
                Dialog::DiscardForm { .. } => discard_form(ui, cx),
                Dialog::Replace { plan, .. } => replace(ui, plan, cx),
                Dialog::Passphrase { new, tried } => {
                    let has_one =
                        matches!(&key.state, KeyState::Open(ready) if ready.has_passphrase() == Some(true));
                    passphrase(ui, new, *tried, has_one, cx);
                }
                Dialog::DeleteRecovered(recovered) => delete_recovered(ui, recovered, cx),
                Dialog::Choose(choice) => choose(ui, choice, cx),
                Dialog::StillConverting => still_converting(ui, cx),
                Dialog::Repair(repair) => repair::show(ui, repair, cx),
                Dialog::KeyForServer(question) => server::show(ui, question, cx),
                Dialog::RemoveFromServer(question) => removal::asked(ui, question, cx),
                Dialog::Shortcuts => shortcuts(ui, cx),
                Dialog::About => about(ui, seen, cx),
                Dialog::Change(change) => super::change::show(ui, change, cx),
                Dialog::Replacing(question) => use_key::ask_to_replace(ui, question, cx),
                Dialog::Path { purpose, text, .. } => path(ui, *purpose, text, cx),
            }
        });
    });
}

/// What the dialog is about; it also names the dialog for screen readers.
pub(in crate::ui) fn title(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).font(semibold(T_SECTION)).color(colors(ui).text));
    ui.ctx().accesskit_node_builder(ui.scope_id(), |node| {
        node.set_role(Role::AlertDialog);
        node.set_label(words.to_owned());
    });
}

pub(in crate::ui) fn text(ui: &mut Ui, words: &str) {
    let color = colors(ui).weak;
    wrapped(ui, RichText::new(words).font(regular(T_BODY)).color(color));
}

/// Buttons from the right: the first given stands last, as the answer does.
pub(in crate::ui) fn answers(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.add_space(S3);
    let size = egui::vec2(ui.available_width(), CONTROL_HEIGHT);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(egui::Align::Center).with_main_wrap(true), |ui| {
        ui.spacing_mut().item_spacing = egui::vec2(S2, S2);
        add(ui);
    });
}

/// The button that closes the question, which is the safe one, and the one that does what it is about.
pub(in crate::ui) fn safe_or(ui: &mut Ui, [safe, go]: [String; 2], answer: Answer, cx: &mut Cx<'_>) {
    answers(ui, |ui| {
        if ui.add(Button::new(Look::Primary, &safe).id(dialog_id())).clicked() {
            cx.send(Action::CloseDialog);
        }
        if ui.add(Button::new(Look::Danger, &go)).clicked() {
            cx.send(answer);
        }
    });
}

/// What saving first would do, where that is said, and the button for it.
fn saves_first(key: &KeyPage, then: &Action, cx: &Cx<'_>) -> (Option<String>, String) {
    let closes = matches!(then, Action::Close);
    let place = match &key.state {
        // Where it would go is asked.
        KeyState::Open(ready) if ready.has_unusable_name() => &SaveDestination::Looking,
        KeyState::Open(ready) => &ready.place,
        KeyState::None | KeyState::Generating { .. } | KeyState::Locked(_) => &SaveDestination::Looking,
    };
    match place {
        SaveDestination::New(path) => {
            let folder = path_shown(cx.person, folder_of(path));
            let button = match closes {
                true => say!(cx.texts, "discard-save-close", folder = folder.as_str()),
                false => say!(cx.texts, "discard-save-continue", folder = folder.as_str()),
            };
            (Some(say!(cx.texts, "discard-save-place", path = path_shown(cx.person, path))), button)
        }
        SaveDestination::Same(path) => {
            let button = match closes {
                true => say!(cx.texts, "discard-save-changes-close"),
                false => say!(cx.texts, "discard-save-changes-continue"),
            };
            (Some(say!(cx.texts, "discard-save-place", path = path_shown(cx.person, path))), button)
        }
        SaveDestination::Looking | SaveDestination::Blocked(_) | SaveDestination::NoHome => {
            let button = match closes {
                true => say!(cx.texts, "discard-save-as-close"),
                false => say!(cx.texts, "discard-save-as-continue"),
            };
            (None, button)
        }
    }
}

fn discard(ui: &mut Ui, unsaved: Unsaved, (place, save): &(Option<String>, String), cx: &mut Cx<'_>) {
    let (head, words, lose) = match unsaved {
        Unsaved::Made => (
            say!(cx.texts, "discard-title-made"),
            say!(cx.texts, "discard-made"),
            say!(cx.texts, "discard-made-button"),
        ),
        Unsaved::Pasted => (
            say!(cx.texts, "discard-title-made"),
            say!(cx.texts, "discard-pasted"),
            say!(cx.texts, "discard-made-button"),
        ),
        Unsaved::Changed => (
            say!(cx.texts, "discard-title-changed"),
            say!(cx.texts, "discard-changed"),
            say!(cx.texts, "discard-changed-button"),
        ),
    };
    title(ui, &head);
    text(ui, &words);
    if let Some(place) = place {
        text(ui, place);
    }
    answers(ui, |ui| {
        let back = say!(cx.texts, "go-back");
        if ui.add(Button::new(Look::Primary, &back).id(dialog_id())).clicked() {
            cx.send(Action::CloseDialog);
        }
        if ui.add(Button::new(Look::Secondary, save)).clicked() {
            cx.send(Answer::SaveFirst);
        }
        if ui.add(Button::new(Look::Danger, &lose)).clicked() {
            cx.send(Answer::Discard);
        }
    });
}

fn discard_form(ui: &mut Ui, cx: &mut Cx<'_>) {
    title(ui, &say!(cx.texts, "discard-title-form"));
    text(ui, &say!(cx.texts, "discard-form"));
    safe_or(ui, [say!(cx.texts, "go-back"), say!(cx.texts, "discard-changed-button")], Answer::Discard, cx);
}

fn replace(ui: &mut Ui, plan: &SavePlan, cx: &mut Cx<'_>) {
    let names = |replacement: &Replacement| [name(&replacement.path), name(&replacement.backup)];
    let (head, words, keep, go) = match plan.replaced() {
        [first, second, third, ..] => {
            let [first, second, third] = [first, second, third].map(names);
            let ([first, first_backup], [second, second_backup], [third, third_backup]) =
                (first, second, third);
            (
                say!(cx.texts, "replace-title-three", first = first, second = second, third = third),
                say!(
                    cx.texts,
                    "replace-text-three",
                    first = first_backup,
                    second = second_backup,
                    third = third_backup
                ),
                say!(cx.texts, "replace-cancel-many"),
                say!(cx.texts, "replace-button-many"),
            )
        }
        [first, second] => {
            let ([first, first_backup], [second, second_backup]) = (names(first), names(second));
            (
                say!(cx.texts, "replace-title-many", first = first, second = second),
                say!(cx.texts, "replace-text-many", first = first_backup, second = second_backup),
                say!(cx.texts, "replace-cancel-many"),
                say!(cx.texts, "replace-button-many"),
            )
        }
        one => {
            let [file, backup] = one.first().map(names).unwrap_or_default();
            (
                say!(cx.texts, "replace-title", name = file),
                say!(cx.texts, "replace-text", backup = backup),
                say!(cx.texts, "replace-cancel"),
                say!(cx.texts, "replace-button"),
            )
        }
    };
    title(ui, &head);
    text(ui, &words);
    safe_or(ui, [keep, go], Answer::Replace, cx);
}

fn passphrase(ui: &mut Ui, new: &mut NewPassphrase, tried: bool, has_one: bool, cx: &mut Cx<'_>) {
    let head = match has_one {
        true => say!(cx.texts, "passphrase-title-change"),
        false => say!(cx.texts, "passphrase-title-set"),
    };
    title(ui, &head);
    text(ui, &say!(cx.texts, "passphrase-dialog-text"));
    ui.add_space(S1);
    let ids = [dialog_id(), Id::unique("repetition in the dialog")];
    let names = Names { first: say!(cx.texts, "passphrase-new"), note: String::new() };
    let width = ui.available_width();
    let first = first_passphrase(ui, ids, new, &names, width, cx);
    if tried && new.first.is_empty() {
        alert(ui, &say!(cx.texts, "passphrase-missing"));
    }
    let mut set = repetition(ui, ids, &first, new, tried, width, cx);
    answers(ui, |ui| {
        let (label, back) = (say!(cx.texts, "passphrase-set-button"), say!(cx.texts, "cancel"));
        set |= ui.add(Button::new(Look::Primary, &label)).clicked();
        if ui.add(Button::new(Look::Secondary, &back)).clicked() {
            cx.send(Action::CloseDialog);
        }
        if has_one && ui.add(Button::new(Look::Danger, &say!(cx.texts, "passphrase-remove-button"))).clicked()
        {
            cx.send(Answer::RemovePassphrase);
        }
    });
    if set {
        cx.send(Answer::SetPassphrase);
    }
}

fn delete_recovered(ui: &mut Ui, recovered: &Recovered, cx: &mut Cx<'_>) {
    title(ui, &say!(cx.texts, "delete-recovered-title"));
    for words in cx.texts.recovered(recovered, cx.person) {
        text(ui, &words);
    }
    text(ui, &say!(cx.texts, "delete-recovered-text"));
    let labels = [say!(cx.texts, "go-back"), say!(cx.texts, "delete-recovered-button")];
    safe_or(ui, labels, Answer::DeleteRecovered, cx);
}

fn choose(ui: &mut Ui, choice: &Choice, cx: &mut Cx<'_>) {
    let [head, words] = cx.texts.choice(choice);
    title(ui, &head);
    text(ui, &words);
    ui.add_space(S2);
    crate::ui::key::choice::show(ui, choice, cx);
    answers(ui, |ui| {
        let is_file = matches!(choice.source, KeySource::File(_));
        if is_file && ui.add(Button::new(Look::Secondary, &say!(cx.texts, "choice-convert-all"))).clicked() {
            cx.send(Answer::ConvertAll);
        }
        if ui.add(Button::new(Look::Secondary, &say!(cx.texts, "cancel"))).clicked() {
            cx.send(Action::CloseDialog);
        }
    });
}

fn still_converting(ui: &mut Ui, cx: &mut Cx<'_>) {
    title(ui, &say!(cx.texts, "batch-stop-title"));
    text(ui, &say!(cx.texts, "batch-stop-text"));
    let labels = [say!(cx.texts, "batch-stop-keep"), say!(cx.texts, "batch-stop-close")];
    safe_or(ui, labels, Answer::StopAndClose, cx);
}

fn shortcuts(ui: &mut Ui, cx: &mut Cx<'_>) {
    title(ui, &say!(cx.texts, "shortcuts-title"));
    ui.add_space(S1);
    for (command, _) in TABLE {
        let (words, c) = (command.words(cx.texts), colors(ui));
        let keys = command.all_written(ui.ctx()).join(", ");
        let row = ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(&words).font(regular(T_BODY)).color(c.text));
            let keys = RichText::new(&keys).font(regular(T_BODY)).color(c.weak);
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| ui.label(keys));
        });
        let said = say!(cx.texts, "shortcut-row", action = words, keys = keys);
        ui.ctx().accesskit_node_builder(row.response.id, |node| {
            node.set_role(Role::ListItem);
            node.set_label(said);
        });
    }
    answers(ui, |ui| {
        let label = say!(cx.texts, "about-close");
        if ui.add(Button::new(Look::Primary, &label).id(dialog_id())).clicked() {
            cx.send(Action::CloseDialog);
        }
    });
}

fn about(ui: &mut Ui, licences: &mut Licences, cx: &mut Cx<'_>) {
    title(ui, &say!(cx.texts, "about-title", version = VERSION));
    text(ui, &say!(cx.texts, "about-text"));
    ui.add_space(S2);
    licences.show(ui, &say!(cx.texts, "about-licenses"));
    answers(ui, |ui| {
        let label = say!(cx.texts, "about-close");
        if ui.add(Button::new(Look::Primary, &label).id(dialog_id())).clicked() {
            cx.send(Action::CloseDialog);
        }
    });
}

fn path(ui: &mut Ui, purpose: Purpose, typed: &mut String, cx: &mut Cx<'_>) {
    let [head, words, name, go] = cx.texts.asking_for_a_path(purpose);
    title(ui, &head);
    caption(ui, &words);
    let label = field_label(ui, &name, "");
    let width = ui.available_width();
    let field = Field { id: dialog_id(), label: &label, width, hint: "", wrong: false, font: None };
    let response = field.show(ui, typed);
    let mut done = enter_pressed(ui, &response);
    answers(ui, |ui| {
        done |= ui.add(Button::new(Look::Primary, &go).enabled(!typed.trim().is_empty())).clicked();
        if ui.add(Button::new(Look::Secondary, &say!(cx.texts, "cancel"))).clicked() {
            cx.send(Action::CloseDialog);
        }
    });
    if done {
        cx.send(Answer::UsePath);
    }
}
