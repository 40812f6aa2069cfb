//! One passphrase, tried on all locked keys.

use super::{field_id, for_all_id, target::new_ids};
use crate::app::{Action, BatchAction, BatchPage};
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::theme::{S1, S2, colors, icon};
use crate::ui::widgets::takes_long;
use crate::ui::widgets::{
    Button, Look, PassphraseField, Reveal, alert, describes, field_label_with_hint, status,
};
use crate::ui::widgets::{enter_pressed, refused_text};
use egui::Ui;

/// Frames that a new window needs before a field can take the keyboard.
const SETTLED: u64 = 3;

pub(super) fn show(ui: &mut Ui, many: &mut BatchPage, cx: &mut Cx<'_>) {
    let (locked, trying) = (many.counts().locked, many.is_trying());
    if locked > 0 || trying {
        ui.add_space(S1);
        field(ui, many, trying, cx);
        take_the_keyboard(ui, many);
    } else {
        result(ui, many, cx);
    }
}

fn field(ui: &mut Ui, many: &mut BatchPage, trying: bool, cx: &mut Cx<'_>) {
    let hint = cx.texts.edge_space_of(&many.passphrase);
    let locked = many.counts().locked;
    let hint = hint.or_else(|| (locked > 0).then(|| say!(cx.texts, "batch-left-locked", count = locked)));
    let (label, hint) = field_label_with_hint(ui, &say!(cx.texts, "batch-unlock-field"), hint);
    let eye = [say!(cx.texts, "passphrase-show"), say!(cx.texts, "passphrase-hide")];
    let go = if trying { say!(cx.texts, "unlocking") } else { say!(cx.texts, "batch-unlock") };
    let idle = idle(many);
    let mut wanted = false;
    let field = ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        let field = PassphraseField {
            id: for_all_id(),
            label: &label,
            width: (ui.available_width() - 250.0).max(180.0),
            wrong: many.tried.is_some_and(|(opened, _)| opened == 0) && idle,
            enabled: idle,
            reveal: Reveal::With([&eye[0], &eye[1]]),
        };
        let response = field.show(ui, &mut many.passphrase);
        wanted = enter_pressed(ui, &response);
        let ready = idle && !many.passphrase.is_empty();
        wanted |= ui.add(Button::new(Look::Secondary, &go).enabled(ready)).clicked();
        if trying && ui.add(Button::new(Look::Secondary, &say!(cx.texts, "cancel"))).clicked() {
            cx.send(Action::Batch(BatchAction::StopTrying));
        }
        response
    });
    if let Some(hint) = hint {
        describes(ui, &hint, &field.inner);
    }
    if let Some(expected) = many.expected() {
        takes_long(ui, &say!(cx.texts, "the-key-being-tried"), expected, cx);
    }
    if refused_text(ui, &field.inner, &many.passphrase, cx) {
    } else if let (Some((0, _)), false) = (many.tried, trying) {
        let problem = alert(ui, &say!(cx.texts, "batch-opened-none"));
        describes(ui, &problem, &field.inner);
    } else {
        result(ui, many, cx);
    }
    if wanted && idle {
        cx.send(Action::Batch(BatchAction::Unlock));
    }
}

fn idle(many: &BatchPage) -> bool {
    !many.is_trying() && many.progress().is_none()
}

/// When locked keys have come: not out of another field or a dialog, and not before a new window is
/// settled.
fn take_the_keyboard(ui: &Ui, many: &BatchPage) {
    let (ctx, layer) = (ui.ctx(), ui.layer_id());
    let arrivals = many.locked_arrivals;
    let [first, again] = new_ids();
    let of_row = many.field.as_ref().map(|field| field_id(field.row));
    let fields = [Some(first), Some(again), of_row];
    let is_typing = ctx.memory(|memory| memory.focused().is_some_and(|id| fields.contains(&Some(id))));
    let is_elsewhere = is_typing || !ctx.memory(|memory| memory.allows_interaction(layer));
    let seen_id = for_all_id().with("arrivals seen");
    let seen: u32 = ctx.data(|data| data.get_temp(seen_id)).unwrap_or_default();
    let ready = ctx.input(|input| input.focused) && ctx.cumulative_frame_nr() > SETTLED;
    if arrivals == seen || !ready {
        // A window that has no keyboard itself is drawn again when it gets it.
        if arrivals != seen && ctx.cumulative_frame_nr() <= SETTLED {
            ctx.request_repaint();
        }
        return;
    }
    if idle(many) && !is_elsewhere {
        ctx.memory_mut(|memory| memory.request_focus(for_all_id()));
    }
    ctx.data_mut(|data| data.insert_temp(seen_id, arrivals));
}

/// What the last passphrase did.
fn result(ui: &mut Ui, many: &BatchPage, cx: &Cx<'_>) {
    if let Some((opened, of)) = many.tried.filter(|(opened, _)| *opened > 0) {
        let ok = colors(ui).ok;
        let mut words = say!(cx.texts, "batch-opened", opened = opened, count = of);
        if many.tried_without > 0 {
            let without = say!(cx.texts, "batch-opened-without", count = many.tried_without);
            words = [words, without].join(" ");
        }
        status(ui, icon::LOCK_OPEN, ok, &words);
    }
}
