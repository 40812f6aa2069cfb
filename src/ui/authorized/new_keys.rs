//! The keys that are being added, and those that are not.

use crate::app::{AuthorizedAction, KeyToAdd, NotAdded};
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::theme::{S2, T_BODY, T_SMALL, colors, icon, medium, regular};
use crate::ui::widgets::{ICON_BUTTON, caption, icon_button, message};
use egui::accesskit::Live;
use egui::{Align, Label, Layout, RichText, ScrollArea, Ui, vec2};

/// The height of the list: of more keys, the others are scrolled to.
const MOST: f32 = 160.0;
/// Of a key.
const ROW: f32 = 28.0;
/// Keys that are named of those that are not added.
const NAMED: usize = 3;

pub(super) fn show(ui: &mut Ui, keys: &[KeyToAdd], not_added: &[NotAdded], cx: &mut Cx<'_>) {
    let area = ScrollArea::vertical().id_salt("keys to add").max_height(MOST).auto_shrink([false, true]);
    area.show_rows(ui, ROW, keys.len(), |ui, range| {
        for at in range {
            if let Some(one) = keys.get(at) {
                row(ui, at, one, cx);
            }
        }
    });
    let weak = keys.iter().filter_map(|one| Some((one, one.weakness()?)));
    for (one, why) in weak.take(NAMED) {
        let words = say!(cx.texts, "editor-weak", name = name_of(one, cx), why = cx.texts.weakness(why));
        message(ui, icon::WARN, colors(ui).warn, &words, Live::Polite);
    }
    for one in not_added.iter().take(NAMED) {
        message(ui, icon::WARN, colors(ui).warn, &cx.texts.not_added(one, cx.person), Live::Polite);
    }
    let more = not_added.len().saturating_sub(NAMED);
    if more > 0 {
        caption(ui, &say!(cx.texts, "own-more", count = more));
    }
}

fn name_of(one: &KeyToAdd, cx: &Cx<'_>) -> String {
    let comment = cx.texts.comment(one.key.comment());
    if comment.is_empty() { cx.texts.source(&one.source) } else { comment }
}

fn row(ui: &mut Ui, at: usize, one: &KeyToAdd, cx: &mut Cx<'_>) {
    let c = colors(ui);
    let name = name_of(one, cx);
    let kind = cx.texts.kind(one.key.kind());
    let about = [kind, one.key.fingerprint().sha256()].join(" · ");
    let all = ui.available_width();
    ui.allocate_ui_with_layout(vec2(all, ROW), Layout::left_to_right(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = S2;
        let room = vec2(all - ICON_BUTTON - S2, ROW);
        ui.allocate_ui_with_layout(room, Layout::left_to_right(Align::Center), |ui| {
            ui.set_width(room.x);
            ui.scope(|ui| {
                ui.set_max_width(room.x * 0.5);
                ui.add(Label::new(RichText::new(&name).font(medium(T_BODY)).color(c.text)).truncate());
            });
            ui.add(Label::new(RichText::new(about).font(regular(T_SMALL)).color(c.weak)).truncate());
        });
        if icon_button(ui, icon::CLOSE, &say!(cx.texts, "editor-leave-out", name = name)).clicked() {
            cx.send(AuthorizedAction::LeaveOut(at));
        }
    });
}
