//! An open key: the hero of the window.

use super::certificate;
use super::public_half::{self, Badge};
use super::rows;
use super::save_row;
use crate::app::{Action, Content, KeyAction, KeyFocus, OpenKey};
use crate::i18n::say;
use crate::key::Kind;
use crate::ui::Cx;
use crate::ui::theme::{S1, S2, S3, colors, icon};
use crate::ui::widgets::{Button, Field, Look, alert, caption, card, describes, field_label, status};
use egui::{Id, Ui};

pub(in crate::ui) fn show(ui: &mut Ui, ready: &mut OpenKey, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        let kind = cx.texts.kind(ready.facts.kind());
        let title = match ready.content {
            Content::Private { .. } => say!(cx.texts, "key-title", kind = kind),
            Content::Public => say!(cx.texts, "key-title-public", kind = kind),
            Content::Certificate(_) => say!(cx.texts, "certificate-title", kind = kind),
        };
        let badge = badge(ready, cx);
        let origin =
            ready.origin.as_ref().map(|origin| cx.texts.origin(origin, cx.person)).unwrap_or_default();
        let is_certificate = ready.certified().is_some();
        let OpenKey { facts, comment: text, comment_problem, number, .. } = ready;
        public_half::head(ui, facts, [&title, &origin], badge, cx, |ui, cx| {
            if is_certificate {
                // It belongs to the line as the authority gave it out.
                if !text.is_empty() {
                    caption(ui, &cx.texts.comment(facts.public.comment()));
                }
                return;
            }
            ui.add_space(S1);
            let label = field_label(ui, &say!(cx.texts, "comment-field"), "");
            if facts.public.comment().is_long() {
                caption(ui, &cx.texts.comment(facts.public.comment()));
                caption(ui, &say!(cx.texts, "comment-too-long-to-edit"));
                return;
            }
            // Of this key: undo must not bring back the comment of another.
            let (id, width) = (Id::unique("comment of the key").with(*number), ui.available_width());
            let field =
                Field { id, label: &label, width, hint: "", wrong: comment_problem.is_some(), font: None };
            let response = field.show(ui, text);
            if response.changed() {
                cx.send(KeyAction::EditComment(text.clone()));
            }
            if let Some(problem) = comment_problem {
                let problem = alert(ui, &cx.texts.bad_comment(*problem));
                describes(ui, &problem, &response);
            }
        });
        about_content(ui, ready, cx);
        ui.add_space(S1);
        public_half::fingerprints(ui, &ready.facts, ready.md5, cx);
        notes(ui, ready, cx);
        ui.add_space(S2);
        let look = if ready.next() == KeyFocus::Copy { Look::Primary } else { Look::Secondary };
        public_half::line(ui, &ready.facts, &words_of_line(ready, cx), look, cx);
        ui.add_space(S3);
        save_row::show(ui, ready, cx);
        if is_certificate {
            caption(ui, &say!(cx.texts, "certificate-save"));
        }
        if ready.can_be_used() {
            use_it(ui, cx);
        }
        if let Some(attached) = &ready.attached {
            caption(ui, &say!(cx.texts, "certificate-attached-save"));
            certificate::attached(ui, attached, cx);
        }
    });
}

/// What comes next once the key is safe.
fn use_it(ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.add_space(S2);
    if ui.add(Button::new(Look::Secondary, &say!(cx.texts, "use-key"))).clicked() {
        cx.send(KeyAction::Use);
    }
}

/// What there is to say of a key without its private key.
fn about_content(ui: &mut Ui, ready: &OpenKey, cx: &mut Cx<'_>) {
    match &ready.content {
        Content::Public => {
            ui.add_space(S1);
            caption(ui, &say!(cx.texts, "public-only"));
        }
        Content::Certificate(certified) => {
            ui.add_space(S1);
            certificate::show(ui, certified, cx);
        }
        Content::Private { .. } => {}
    }
}

/// The name of the line, and what it is for.
fn words_of_line(ready: &OpenKey, cx: &Cx<'_>) -> [String; 2] {
    match ready.certified() {
        Some(_) => [say!(cx.texts, "certificate-line"), say!(cx.texts, "certificate-line-help")],
        None => public_half::words_of_line(cx),
    }
}

fn badge(ready: &OpenKey, cx: &Cx<'_>) -> Badge {
    let ask = |words| Some((words, Action::Key(KeyAction::AskPassphrase)));
    match ready.has_passphrase() {
        Some(true) => Badge {
            icon: icon::LOCK,
            words: say!(cx.texts, "badge-passphrase"),
            good: true,
            link: ask(say!(cx.texts, "passphrase-change-link")),
        },
        Some(false) => Badge {
            icon: icon::LOCK_OPEN,
            words: say!(cx.texts, "badge-no-passphrase"),
            good: false,
            link: ask(say!(cx.texts, "passphrase-set-link")),
        },
        None => Badge { icon: icon::INFO, words: badge_without_private(ready, cx), good: false, link: None },
    }
}

fn badge_without_private(ready: &OpenKey, cx: &Cx<'_>) -> String {
    match ready.certified().map(|certified| certified.certificate.holder) {
        Some(holder) => cx.texts.certificate_type(holder),
        None => say!(cx.texts, "badge-public"),
    }
}

fn notes(ui: &mut Ui, ready: &OpenKey, cx: &Cx<'_>) {
    public_half::text(ui, &ready.text, false, cx);
    public_half::weakness(ui, &ready.facts, cx);
    if let Some(agent) = &ready.held_by {
        let words = say!(cx.texts, "key-held", agent = cx.texts.agent_name(agent));
        status(ui, icon::CHECK, colors(ui).ok, &words);
    }
    if ready.is_private() && matches!(ready.facts.kind(), Kind::SecurityKey(_)) {
        let color = colors(ui).weak;
        status(ui, icon::INFO, color, &say!(cx.texts, "security-key-handle"));
    }
    let used = match &ready.content {
        Content::Private { key, .. } => key.security_key_use(),
        Content::Public | Content::Certificate(_) => None,
    };
    rows::show(ui, &cx.texts.security_key(&ready.facts.public, used));
    if let Content::Private { read_as: Some(bytes), .. } = &ready.content {
        let color = colors(ui).weak;
        status(ui, icon::INFO, color, &say!(cx.texts, "read-as", name = bytes.name()));
    }
    if let Some(space) = ready.left_out {
        let color = colors(ui).weak;
        status(ui, icon::INFO, color, &cx.texts.opened_without(space));
    }
}
