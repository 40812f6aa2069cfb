//! The files: a head, the passphrase for all, and the rows, of which only those in sight are drawn.

use super::{row, unlock};
use crate::app::{Action, Many, ManyAction};
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::theme::{S1, S2, S3, T_LABEL, T_SECTION, colors, medium, semibold};
use crate::ui::widgets::{alert, caption, card, link};
use egui::{Align, Layout, Rect, RichText, Sense, Ui, pos2, vec2};

pub(super) fn show(ui: &mut Ui, many: &mut Many, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        head(ui, many, cx);
        said_of_folders(ui, many, cx);
        unlock::show(ui, many, cx);
        ui.add_space(S1);
        rows(ui, many, cx);
    });
}

fn head(ui: &mut Ui, many: &Many, cx: &mut Cx<'_>) {
    let c = colors(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S3, S1);
        let files = say!(cx.texts, "many-files", count = many.rows.len());
        ui.label(RichText::new(files).font(semibold(T_SECTION)).color(c.text));
        if many.reading().is_some() {
            ui.label(RichText::new(say!(cx.texts, "many-reading")).font(medium(T_LABEL)).color(c.weak));
            if link(ui, &say!(cx.texts, "cancel")).clicked() {
                cx.ask(Action::Many(ManyAction::Stop));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            // From the right; Tab goes through them from the left.
            let idle = many.progress().is_none() && !many.is_trying();
            let labels = [
                (say!(cx.texts, "many-clear"), ManyAction::Clear, idle),
                (say!(cx.texts, "many-add-folder"), ManyAction::AskFolder, true),
                (say!(cx.texts, "many-add-files"), ManyAction::AskFiles, true),
            ];
            for (label, action, enabled) in labels {
                if ui.add_enabled_ui(enabled, |ui| link(ui, &label)).inner.clicked() {
                    cx.ask(Action::Many(action));
                }
            }
        });
    });
}

fn said_of_folders(ui: &mut Ui, many: &Many, cx: &Cx<'_>) {
    if many.no_keys > 0 {
        caption(ui, &say!(cx.texts, "many-no-keys", count = many.no_keys));
    }
    for error in &many.unlisted {
        alert(ui, &cx.texts.disk_error(error, cx.person));
    }
}

fn rows(ui: &mut Ui, many: &mut Many, cx: &mut Cx<'_>) {
    let narrow = ui.available_width() < row::NARROW;
    let mut ends = Vec::with_capacity(many.rows.len());
    let mut end = 0.0;
    for row in &many.rows {
        end += row::height(row, many, narrow);
        ends.push(end);
    }
    let (all, _) = ui.allocate_exact_size(vec2(ui.available_width(), end), Sense::hover());
    let seen = ui.clip_rect().y_range();
    // And one more at each end: there the keyboard finds what to go on to.
    let first = ends.partition_point(|end| all.top() + end < seen.min).saturating_sub(1);
    let last = ends.partition_point(|end| all.top() + end < seen.max) + 2;
    for at in first..last.min(many.rows.len()) {
        let top = if at == 0 { 0.0 } else { ends.get(at - 1).copied().unwrap_or_default() };
        let bottom = ends.get(at).copied().unwrap_or(top);
        let rect = Rect::from_min_max(
            pos2(all.left(), all.top() + top),
            pos2(all.right(), all.top() + bottom - S2 / 2.0),
        );
        row::show(ui, many, at, rect, narrow, cx);
    }
}
