//! The files: a head, and the rows, of which only those in sight are drawn.

use super::row_text::Heights;
use super::{row, stop};
use crate::app::{Action, BatchAction, BatchPage};
use crate::format::FILE_BYTES;
use crate::i18n::{path_shown, say};
use crate::ui::Cx;
use crate::ui::theme::{S1, S2, S3, T_LABEL, T_SECTION, colors, icon, medium, semibold};
use crate::ui::widgets::{RowsInSight, alert, caption, card, icon_button, link, link_width, status};
use egui::{Align, Layout, RichText, Ui, vec2};

pub(super) fn show(ui: &mut Ui, many: &mut BatchPage, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        head(ui, many, cx);
        said_of_folders(ui, many, cx);
        rows(ui, many, cx);
    });
}

fn head(ui: &mut Ui, many: &BatchPage, cx: &mut Cx<'_>) {
    let c = colors(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S3, S1);
        let (keys, files) = (many.rows.len(), many.files());
        let files = match keys == files {
            true => say!(cx.texts, "batch-files", count = files),
            false => say!(cx.texts, "batch-keys-in-files", keys = keys, count = files),
        };
        ui.label(RichText::new(files).font(semibold(T_SECTION)).color(c.text));
        if many.reading().is_some() {
            ui.label(RichText::new(say!(cx.texts, "batch-reading")).font(medium(T_LABEL)).color(c.weak));
            if link(ui, &say!(cx.texts, "cancel")).clicked() {
                cx.send(Action::Batch(BatchAction::StopReading));
            }
        }
        // At the right, and made from the left: so Tab goes through them.
        let idle = many.progress().is_none() && !many.is_trying();
        let labels = [
            (say!(cx.texts, "batch-add-files"), BatchAction::AskFiles, true),
            (say!(cx.texts, "batch-add-folder"), BatchAction::AskFolder, true),
            (say!(cx.texts, "batch-clear"), BatchAction::Clear, idle),
        ];
        let gaps = S3 * (labels.len() - 1) as f32;
        let width: f32 = labels.iter().map(|(label, ..)| link_width(ui, label)).sum::<f32>() + gaps;
        if ui.available_size_before_wrap().x < width {
            ui.end_row();
        }
        ui.add_space((ui.available_size_before_wrap().x - width).max(0.0));
        for (label, action, enabled) in labels {
            if ui.add_enabled_ui(enabled, |ui| link(ui, &label)).inner.clicked() {
                cx.send(Action::Batch(action));
            }
        }
    });
}

/// Folders that cannot be looked into and that are named.
const NAMED: usize = 3;

pub(super) fn said_of_folders(ui: &mut Ui, many: &BatchPage, cx: &mut Cx<'_>) {
    for folder in many.without_keys.iter().take(NAMED) {
        let words = say!(cx.texts, "batch-folder-without-keys", folder = path_shown(cx.person, folder));
        ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
            if icon_button(ui, icon::CLOSE, &say!(cx.texts, "close-message")).clicked() {
                cx.send(Action::Batch(BatchAction::ForgetFolder(folder.clone())));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                status(ui, icon::INFO, colors(ui).warn, &words)
            });
        });
    }
    if many.no_keys() > 0 {
        caption(ui, &say!(cx.texts, "batch-no-keys", count = many.no_keys()));
    }
    if many.too_large() > 0 {
        let limit = FILE_BYTES / 1024;
        caption(ui, &say!(cx.texts, "batch-too-large", count = many.too_large(), limit = limit));
    }
    for error in many.unlisted.iter().take(NAMED) {
        alert(ui, &cx.texts.disk_error(error, cx.person));
    }
    let more = many.unlisted.len().saturating_sub(NAMED);
    if more > 0 {
        alert(ui, &say!(cx.texts, "batch-more-folders", count = more));
    }
}

fn rows(ui: &mut Ui, many: &mut BatchPage, cx: &mut Cx<'_>) {
    let mut heights = Heights::take(ui);
    let mut ends = Vec::with_capacity(many.rows.len());
    let mut end = 0.0;
    let order = many.order().to_vec();
    for row in order.iter().filter_map(|at| many.rows.get(*at)) {
        end += row::height(ui, row, many, &mut heights, cx);
        ends.push(end);
    }
    heights.keep(ui);
    let sight = RowsInSight::of(ui, &ends);
    let stop = stop::find(ui, many, &order, sight.range.clone());
    for at in sight.range.clone() {
        let Some(number) = order.get(at) else { continue };
        let mut rect = sight.rect(at);
        rect.max.y -= S2 / 2.0;
        let after = order.get(at + 1).or(at.checked_sub(1).and_then(|before| order.get(before)));
        let after = after.and_then(|number| many.rows.get(*number)).map(|row| row.number);
        let place = row::Place { has_line: at > 0, is_stop: stop == Some(at), after };
        row::show(ui, many, *number, rect, place, cx);
    }
}
