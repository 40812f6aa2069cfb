//! The question which server is to use which key.

use crate::app::{Action, Answer, KeyForServer};
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::shell::dialogs::{answers, title};
use crate::ui::shell::focus::dialog_id;
use crate::ui::theme::S1;
use crate::ui::widgets::{Button, Field, Look, alert, caption, enter_pressed, field_label, offered};
use egui::{Id, Ui};

pub(in crate::ui) fn show(ui: &mut Ui, question: &mut KeyForServer, cx: &mut Cx<'_>) {
    title(ui, &say!(cx.texts, "server-title"));
    caption(ui, &say!(cx.texts, "server-text"));
    let (label, offer) = (say!(cx.texts, "server-field"), say!(cx.texts, "server-offer"));
    let is_wrong = question.tried && !question.has_server();
    let names = &question.servers;
    let mut is_entered = field(ui, dialog_id(), (&label, &offer), &mut question.server, names, is_wrong);
    if is_wrong {
        alert(ui, &say!(cx.texts, "server-wrong"));
    }
    let is_wrong = question.tried && !question.has_key();
    if let Some(key) = &mut question.key {
        ui.add_space(S1);
        let (label, offer) = (say!(cx.texts, "server-key-field"), say!(cx.texts, "server-key-offer"));
        let id = Id::unique("key for a server");
        is_entered |= field(ui, id, (&label, &offer), key, &question.keys, is_wrong);
        if is_wrong {
            alert(ui, &say!(cx.texts, "server-key-wrong"));
        }
    }
    answers(ui, |ui| {
        let (go, back) = (say!(cx.texts, "server-go"), say!(cx.texts, "cancel"));
        is_entered |= ui.add(Button::new(Look::Primary, &go)).clicked();
        if ui.add(Button::new(Look::Secondary, &back)).clicked() {
            cx.send(Action::CloseDialog);
        }
    });
    if is_entered {
        cx.send(Answer::UseServer);
    }
}

/// A field, with what could be typed below it; whether Enter was pressed in it.
fn field(
    ui: &mut Ui,
    id: Id,
    (name, offer): (&str, &str),
    typed: &mut String,
    names: &[String],
    wrong: bool,
) -> bool {
    let label = field_label(ui, name, "");
    let width = ui.available_width();
    let field = Field { id, label: &label, width, hint: "", wrong, font: None };
    let response = field.show(ui, typed);
    let is_entered = enter_pressed(ui, &response);
    offered(ui, id, offer, typed, names);
    is_entered
}
