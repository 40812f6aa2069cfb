//! Files that are dropped, and the overlay while they are held over the window.

use crate::app::{Action, App, Page};
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::theme::{T_SECTION, colors, icon, semibold};
use crate::ui::widgets::{dashed, icon_at};
use egui::{Align2, Area, Context, CornerRadius, Id, Order, Pos2, Sense, Stroke, vec2};
use std::path::PathBuf;

/// Files that were dropped on the window, wherever.
pub(in crate::ui) fn take(ctx: &Context, app: &mut App) {
    let dropped = ctx.input_mut(|input| std::mem::take(&mut input.raw.dropped_files));
    // A pasted text comes without a path; the Disk reads, with its limits, what has one.
    let paths: Vec<PathBuf> = dropped
        .iter()
        .map(|file| file.path().to_owned())
        .filter(|path| !path.as_os_str().is_empty())
        .collect();
    if !paths.is_empty() {
        app.act(Action::Drop(paths));
    }
}

/// Over everything, while files are held over the window.
pub(in crate::ui) fn overlay(ctx: &Context, place: Page, cx: &Cx<'_>) {
    let held: Vec<Option<PathBuf>> =
        ctx.input(|input| input.raw.hovered_files.iter().map(|file| file.path.clone()).collect());
    let words = match held.as_slice() {
        [] => return,
        _ if place == Page::Batch => say!(cx.texts, "drop-overlay-add"),
        [Some(path)] => match path.file_name() {
            Some(name) => say!(cx.texts, "drop-overlay-named", name = name.to_string_lossy().into_owned()),
            None => say!(cx.texts, "drop-overlay"),
        },
        [None] => say!(cx.texts, "drop-overlay"),
        many => say!(cx.texts, "drop-overlay-many", count = many.len()),
    };
    Area::new(Id::unique("drop overlay")).order(Order::Foreground).fixed_pos(Pos2::ZERO).show(ctx, |ui| {
        let c = colors(ui);
        let rect = ctx.content_rect();
        ui.allocate_rect(rect, Sense::hover());
        ui.painter().rect_filled(rect, CornerRadius::ZERO, c.accent_soft.gamma_multiply(0.94));
        dashed(ui.painter(), rect.shrink(12.0), Stroke::new(2.0, c.accent_text));
        icon_at(ui.painter(), rect.center() - vec2(0.0, 26.0), icon::DROP, 34.0, c.accent_text);
        let at = rect.center() + vec2(0.0, 14.0);
        ui.painter().text(at, Align2::CENTER_CENTER, words, semibold(T_SECTION), c.text);
    });
}
