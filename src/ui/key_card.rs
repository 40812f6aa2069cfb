//! An open key: the hero of the window.

use super::Cx;
use super::public_half::{self, Badge};
use super::save_row;
use super::theme::{S1, S2, S3, colors, icon};
use super::widgets::{Field, alert, caption, card, describes, field_label, status};
use crate::app::{Action, Content, Ready};
use crate::i18n::say;
use egui::{Id, Ui};

pub(super) fn show(ui: &mut Ui, ready: &mut Ready, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        let kind = cx.texts.kind(ready.facts.kind());
        let title = match ready.content {
            Content::Private { .. } => say!(cx.texts, "key-title", kind = kind),
            Content::Public | Content::Certificate(_) => say!(cx.texts, "key-title-public", kind = kind),
        };
        let badge = badge(ready, cx);
        let Ready { facts, comment: text, comment_problem, number, .. } = ready;
        public_half::head(ui, facts, &title, badge, cx, |ui, cx| {
            ui.add_space(S1);
            let label = field_label(ui, &say!(cx.texts, "comment-field"), "");
            // Of this key: undo must not bring back the comment of another.
            let (id, width) = (Id::unique("comment of the key").with(*number), ui.available_width());
            let field =
                Field { id, label: &label, width, hint: "", wrong: comment_problem.is_some(), font: None };
            let response = field.show(ui, text);
            if response.changed() {
                cx.ask(Action::EditComment(text.clone()));
            }
            if let Some(problem) = comment_problem {
                let problem = alert(ui, &cx.texts.bad_comment(*problem));
                describes(ui, &problem, &response);
            }
        });
        if matches!(ready.content, Content::Public) {
            ui.add_space(S1);
            caption(ui, &say!(cx.texts, "public-only"));
        }
        ui.add_space(S1);
        public_half::fingerprints(ui, &ready.facts, ready.md5, cx);
        notes(ui, ready, cx);
        ui.add_space(S2);
        public_half::line(ui, &ready.facts, cx);
        ui.add_space(S3);
        save_row::show(ui, ready, cx);
    });
}

fn badge(ready: &Ready, cx: &Cx<'_>) -> Badge {
    let ask = |words| Some((words, Action::AskPassphrase));
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
        None => Badge { icon: icon::INFO, words: say!(cx.texts, "badge-public"), good: false, link: None },
    }
}

fn notes(ui: &mut Ui, ready: &Ready, cx: &Cx<'_>) {
    public_half::weakness(ui, &ready.facts, cx);
    if let Content::Private { read_as: Some(bytes), .. } = &ready.content {
        let color = colors(ui).weak;
        status(ui, icon::INFO, color, &say!(cx.texts, "read-as", name = bytes.name()));
    }
}
