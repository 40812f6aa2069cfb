//! What ssh asks, as a question of ours.

use crate::app::{InstallAction, Reply, SecretField, Waiting};
use crate::i18n::say;
use crate::remote::{Question, Step};
use crate::ui::Cx;
use crate::ui::theme::{S2, T_BODY, T_SECTION, T_TITLE, colors, icon, medium, mono, semibold};
use crate::ui::widgets::{
    Button, Look, PassphraseField, Reveal, alert, caption, enter_pressed, field_label, heading, message,
    refused_text, wrapped,
};
use egui::accesskit::Live;
use egui::{Id, RichText, Ui, vec2};

/// The first control: the field to fill in, or the safe answer.
pub(in crate::ui) fn first_id(number: u32) -> Id {
    Id::unique("answer to ssh").with(number)
}

/// `step`: what ssh was started for.
pub(super) fn show(
    ui: &mut Ui,
    (waiting, step): (&Waiting, Option<Step>),
    typed: &mut SecretField,
    cx: &mut Cx<'_>,
) {
    before(ui, waiting, cx);
    match &waiting.question {
        Question::HostKey(key) => {
            title(ui, &say!(cx.texts, "use-ask-host-title"));
            wrapped(ui, RichText::new(cx.texts.host_key_text(key)).font(medium(T_BODY)));
            ui.add_space(S2);
            let fingerprint = RichText::new(&key.fingerprint).font(mono(T_TITLE));
            wrapped(ui, fingerprint.color(colors(ui).text));
            caption(ui, &cx.texts.host_key_kind(key));
            if !key.other_names.is_empty() {
                caption(ui, &say!(cx.texts, "use-ask-host-known"));
                for name in &key.other_names {
                    caption(ui, &cx.texts.host_key_other_name(name));
                }
            }
            ui.add_space(S2);
            message(ui, icon::WARN, colors(ui).warn, &say!(cx.texts, "use-ask-host-warning"), Live::Off);
            ui.add_space(S2);
            let [no, yes] = [say!(cx.texts, "use-ask-host-no"), say!(cx.texts, "use-ask-host-yes")];
            choice(ui, waiting, &no, &yes, cx);
        }
        Question::Password(account) => {
            title(ui, &say!(cx.texts, "use-ask-password-title", account = cx.texts.cut(account)));
            caption(ui, &say!(cx.texts, "use-ask-password-text"));
            why_again(ui, waiting, step, cx);
            field(ui, waiting, typed, &say!(cx.texts, "use-ask-password"), cx);
        }
        Question::Passphrase(path) => {
            title(ui, &say!(cx.texts, "use-ask-passphrase-title", path = cx.texts.cut(path)));
            field(ui, waiting, typed, &say!(cx.texts, "passphrase-field"), cx);
        }
        Question::Text(text) => {
            // So begin the questions of a server, since OpenSSH 8.5.
            let words = match text.starts_with('(') {
                true => say!(cx.texts, "use-ask-server-title"),
                false => say!(cx.texts, "use-ask-text-title"),
            };
            title(ui, &words);
            let text = RichText::new(cx.texts.server_lines(text)).font(medium(T_BODY));
            wrapped(ui, text.color(colors(ui).text));
            why_again(ui, waiting, step, cx);
            field(ui, waiting, typed, &say!(cx.texts, "use-ask-text"), cx);
        }
        Question::Confirmation(text) => {
            title(ui, &cx.texts.cut(text));
            let [no, yes] = [say!(cx.texts, "use-ask-no"), say!(cx.texts, "use-ask-yes")];
            choice(ui, waiting, &no, &yes, cx);
        }
        Question::Notice(text) => title(ui, &cx.texts.cut(text)),
    }
}

/// The words of a server, such as what can be answered.
fn before(ui: &mut Ui, waiting: &Waiting, cx: &Cx<'_>) {
    let text = cx.texts.server_lines(&waiting.before);
    if !text.is_empty() {
        caption(ui, &say!(cx.texts, "use-ask-before"));
        wrapped(ui, RichText::new(text).font(mono(T_BODY)).color(colors(ui).text));
        ui.add_space(S2);
    }
}

fn why_again(ui: &mut Ui, waiting: &Waiting, step: Option<Step>, cx: &Cx<'_>) {
    if let Some(step) = step.filter(|_| waiting.is_on_the_way) {
        caption(ui, &cx.texts.remote_why_again(step));
    }
}

fn title(ui: &mut Ui, text: &str) {
    heading(ui, text, semibold(T_SECTION), colors(ui).text);
}

/// Neither is what Enter does.
fn choice(ui: &mut Ui, waiting: &Waiting, no: &str, yes: &str, cx: &mut Cx<'_>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S2, S2);
        if ui.add(Button::new(Look::Secondary, no).id(first_id(waiting.number))).clicked() {
            cx.send(InstallAction::Answer(Reply::No));
        }
        if ui.add(Button::new(Look::Secondary, yes)).clicked() {
            cx.send(InstallAction::Answer(Reply::Yes));
        }
    });
}

fn field(ui: &mut Ui, waiting: &Waiting, typed: &mut SecretField, label: &str, cx: &mut Cx<'_>) {
    let label = field_label(ui, label, "");
    let eye = [say!(cx.texts, "passphrase-show"), say!(cx.texts, "passphrase-hide")];
    let mut wanted = false;
    let is_passphrase = matches!(waiting.question, Question::Passphrase(_));
    // Some questions are answered by nothing.
    let may_be_sent = !typed.is_empty() || matches!(waiting.question, Question::Text(_));
    let response = ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S2, S2);
        let width = (ui.available_width() - 180.0).max(180.0);
        let field = PassphraseField {
            id: first_id(waiting.number),
            label: &label,
            width,
            wrong: waiting.again,
            enabled: true,
            reveal: Reveal::With([&eye[0], &eye[1]]),
        };
        let response = field.show(ui, typed);
        wanted = enter_pressed(ui, &response);
        let label = say!(cx.texts, "use-ask-send");
        wanted |= ui.add(Button::new(Look::Primary, &label).enabled(may_be_sent)).clicked();
        if is_passphrase && ui.add(Button::new(Look::Secondary, &say!(cx.texts, "use-ask-skip"))).clicked() {
            cx.send(InstallAction::Answer(Reply::No));
        }
        response
    });
    if !refused_text(ui, &response.inner, typed, cx) && waiting.again {
        let words = match is_passphrase {
            true => say!(cx.texts, "use-ask-again-passphrase"),
            false => say!(cx.texts, "use-ask-again"),
        };
        alert(ui, &words);
    }
    if wanted && may_be_sent {
        cx.send(InstallAction::Answer(Reply::Typed));
    }
}
