//! Taking the key from a server: the form, and the question before.

use super::install::{fields, host_id};
use crate::app::{Answer, InstallAction, InstallPanel, RemovalQuestion, StayingKey, UsedKey};
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::shell::dialogs::{safe_or, text, title};
use crate::ui::theme::{S1, S2};
use crate::ui::widgets::{
    Button, Field, Look, alert, caption, describes, enter_pressed, field_label, link, offered,
};
use egui::Ui;

pub(super) fn show(
    ui: &mut Ui,
    panel: &mut InstallPanel,
    key: &UsedKey,
    servers: &[String],
    keys: &[StayingKey],
    cx: &mut Cx<'_>,
) {
    caption(ui, &say!(cx.texts, "use-remove-text"));
    ui.add_space(S1);
    let mut asks = fields(ui, panel, servers, cx);
    asks |= staying_key(ui, panel, key, keys, cx);
    if let Some(problem) = &panel.bad_line {
        alert(ui, &cx.texts.bad_value(problem));
    }
    ui.add_space(S1);
    asks |= ui.add(Button::new(Look::Danger, &say!(cx.texts, "use-remove-start"))).clicked();
    if asks {
        cx.send(InstallAction::AskRemoval);
    }
    ui.add_space(S2);
    if link(ui, &say!(cx.texts, "use-remove-back")).clicked() {
        cx.send(InstallAction::ToggleRemoval);
        ui.memory_mut(|memory| memory.request_focus(host_id()));
    }
}

/// Whether Enter was pressed in its field.
fn staying_key(
    ui: &mut Ui,
    panel: &mut InstallPanel,
    key: &UsedKey,
    keys: &[StayingKey],
    cx: &mut Cx<'_>,
) -> bool {
    let Some(form) = &mut panel.removal else { return false };
    let (words, note) = (say!(cx.texts, "use-remove-stays"), say!(cx.texts, "use-server-optional"));
    let (label, hint) = (field_label(ui, &words, &note), say!(cx.texts, "use-remove-stays-hint"));
    let id = host_id().with("stays");
    let width = ui.available_width();
    let field = Field { id, label: &label, width, hint: &hint, wrong: form.is_wrong, font: None };
    let response = field.show(ui, &mut form.stays);
    let mut is_edited = response.changed();
    let others = keys.iter().filter(|other| other.is_other_than(&key.public));
    let others: Vec<String> = others.map(|other| other.shown.clone()).collect();
    is_edited |= offered(ui, id, &say!(cx.texts, "use-remove-stays-offer"), &mut form.stays, &others);
    if form.is_wrong {
        let said = alert(ui, &say!(cx.texts, "use-remove-stays-wrong"));
        describes(ui, &said, &response);
    }
    caption(ui, &say!(cx.texts, "use-remove-stays-text"));
    if is_edited {
        cx.send(InstallAction::Edited);
    }
    enter_pressed(ui, &response)
}

/// The question.
pub(in crate::ui) fn asked(ui: &mut Ui, question: &RemovalQuestion, cx: &mut Cx<'_>) {
    title(ui, &cx.texts.removal_title(question));
    text(ui, &cx.texts.removal_text(question));
    let labels = [say!(cx.texts, "cancel"), say!(cx.texts, "removal-yes")];
    safe_or(ui, labels, Answer::RemoveFromServer, cx);
}
