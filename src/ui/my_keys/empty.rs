//! Where there are no keys to list: why, and the ways on.

use super::{check_id, keys};
use crate::app::{Action, KeyAction, MyKeysAction};
use crate::health::Survey;
use crate::i18n::{path_shown, say};
use crate::system::DiskError;
use crate::ui::Cx;
use crate::ui::theme::{S2, S3, T_BODY, colors, medium};
use crate::ui::widgets::{Button, Look, alert, card, wrapped};
use egui::{RichText, Ui, vec2};

pub(super) fn no_keys(ui: &mut Ui, survey: &Survey, is_looking: bool, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S3;
        let folder = path_shown(cx.person, &survey.folder);
        sentence(ui, &say!(cx.texts, "my-keys-empty", folder = folder));
        buttons(ui, |ui| {
            make_or_open(ui, cx);
            keys::check_again(ui, is_looking, cx);
        });
    });
}

pub(super) fn no_home(ui: &mut Ui, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S3;
        alert(ui, &say!(cx.texts, "my-keys-no-home"));
        buttons(ui, |ui| make_or_open(ui, cx));
    });
}

pub(super) fn failed(ui: &mut Ui, error: &DiskError, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S3;
        alert(ui, &cx.texts.disk_error(error, cx.person));
        buttons(ui, |ui| check(ui, cx));
    });
}

/// The person did not want to wait.
pub(super) fn unchecked(ui: &mut Ui, folder: &str, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S3;
        sentence(ui, &say!(cx.texts, "my-keys-unchecked", folder = folder));
        buttons(ui, |ui| check(ui, cx));
    });
}

fn sentence(ui: &mut Ui, words: &str) {
    let color = colors(ui).text;
    wrapped(ui, RichText::new(words).font(medium(T_BODY)).color(color));
}

fn buttons(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S2, S2);
        add(ui);
    });
}

fn make_or_open(ui: &mut Ui, cx: &mut Cx<'_>) {
    if ui.add(Button::new(Look::Primary, &say!(cx.texts, "my-keys-make"))).clicked() {
        cx.send(KeyAction::New);
    }
    if ui.add(Button::new(Look::Secondary, &say!(cx.texts, "my-keys-open"))).clicked() {
        cx.send(Action::AskOpen);
    }
}

fn check(ui: &mut Ui, cx: &mut Cx<'_>) {
    let label = say!(cx.texts, "my-keys-check");
    if ui.add(Button::new(Look::Primary, &label).id(check_id())).clicked() {
        cx.send(MyKeysAction::Look);
    }
}
