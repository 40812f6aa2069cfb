//! A key that waits for its passphrase. What its file says in the clear already stands on the card.

use super::certificate;
use super::public_half::{self, Badge};
use super::rows;
use crate::app::{Attempt, KeyAction, KeySource, LockedKey};
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::theme::{S1, S2, S3, icon};
use crate::ui::widgets::{
    Button, Look, PassphraseField, Reveal, alert, caption, card, describes, enter_pressed,
    field_label_with_hint, refused_text, takes_long,
};
use egui::Ui;

pub(in crate::ui) fn show(ui: &mut Ui, encrypted: &mut LockedKey, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        let badge =
            Badge { icon: icon::LOCK, words: say!(cx.texts, "badge-locked"), good: false, link: None };
        let origin = cx.texts.origin(&encrypted.origin(), cx.person);
        let words = match &encrypted.source {
            KeySource::File(_) => {
                let name = cx.texts.key_of_file(&cx.texts.source(&encrypted.source), encrypted.part);
                say!(cx.texts, "locked-from-file", name = name)
            }
            KeySource::Pasted => say!(cx.texts, "locked-pasted"),
        };
        let Some(facts) = &encrypted.facts else {
            // All of it is encrypted: there is nothing else to show.
            public_half::title(ui, &say!(cx.texts, "key-title-locked"), None, cx);
            caption(ui, &origin);
            public_half::show_badge(ui, &badge);
            ui.add_space(S1);
            caption(ui, &words);
            public_half::text(ui, &encrypted.text, true, cx);
            ui.add_space(S2);
            return passphrase(ui, encrypted, cx);
        };
        let title = say!(cx.texts, "key-title", kind = cx.texts.kind(facts.kind()));
        let comment = cx.texts.comment(facts.public.comment());
        public_half::head(ui, facts, [&title, &origin], badge, cx, |ui, _| {
            if !comment.is_empty() {
                caption(ui, &comment);
            }
            ui.add_space(S1);
            caption(ui, &words);
        });
        ui.add_space(S2);
        passphrase(ui, encrypted, cx);
        let Some(facts) = &encrypted.facts else { return };
        ui.add_space(S3);
        public_half::fingerprints(ui, facts, encrypted.md5, cx);
        public_half::text(ui, &encrypted.text, true, cx);
        public_half::weakness(ui, facts, cx);
        rows::show(ui, &cx.texts.security_key(&facts.public, None));
        ui.add_space(S2);
        public_half::line(ui, facts, &public_half::words_of_line(cx), Look::Secondary, cx);
        if let Some(attached) = &encrypted.attached {
            certificate::attached(ui, attached, cx);
        }
    });
}

fn passphrase(ui: &mut Ui, encrypted: &mut LockedKey, cx: &mut Cx<'_>) {
    let trying = encrypted.trying.is_some();
    let hint = cx.texts.edge_space_of(&encrypted.passphrase);
    let (label, hint) = field_label_with_hint(ui, &say!(cx.texts, "passphrase-field"), hint);
    let eye = [say!(cx.texts, "passphrase-show"), say!(cx.texts, "passphrase-hide")];
    let buttons = if trying { say!(cx.texts, "unlocking") } else { say!(cx.texts, "unlock") };
    let mut wanted = false;
    let field = ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        let width = (ui.available_width() - 250.0).max(180.0);
        let field = PassphraseField {
            id: super::passphrase_id(),
            label: &label,
            width,
            wrong: encrypted.refused.is_some() && !trying,
            enabled: !trying,
            reveal: Reveal::With([&eye[0], &eye[1]]),
        };
        let response = field.show(ui, &mut encrypted.passphrase);
        wanted = enter_pressed(ui, &response);
        let ready = !trying && !encrypted.passphrase.is_empty();
        wanted |= ui.add(Button::new(Look::Primary, &buttons).enabled(ready)).clicked();
        let (leave, action) = match trying {
            true => (say!(cx.texts, "cancel"), KeyAction::Cancel),
            false => (say!(cx.texts, "give-up"), KeyAction::GiveUp),
        };
        if ui.add(Button::new(Look::Secondary, &leave)).clicked() {
            cx.send(action);
        }
        response
    });
    if let Some(hint) = hint {
        describes(ui, &hint, &field.inner);
    }
    if refused_text(ui, &field.inner, &encrypted.passphrase, cx) {
    } else if let (Some((error, tries)), false) = (&encrypted.refused, trying) {
        let problem = alert(ui, &cx.texts.decrypt_error(error, *tries));
        describes(ui, &problem, &field.inner);
    }
    if let Some(expected) = encrypted.trying.as_ref().and_then(Attempt::expected) {
        let name = match &encrypted.source {
            KeySource::File(_) => cx.texts.source(&encrypted.source),
            KeySource::Pasted => say!(cx.texts, "the-key-being-tried"),
        };
        takes_long(ui, &name, expected, cx);
    }
    if wanted && !trying {
        cx.send(KeyAction::Unlock);
    }
}
