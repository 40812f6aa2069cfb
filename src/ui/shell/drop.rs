//! Files that are dropped, and the overlay while they are held over the window.

use crate::app::{Action, App, Page, Shell};
use crate::i18n::{name_cut, say};
use crate::system::DropProblem;
use crate::ui::Cx;
use crate::ui::theme::{S4, T_SECTION, colors, icon, semibold};
use crate::ui::widgets::{dashed, icon_at};
use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{Align, Area, Context, CornerRadius, Id, Order, Pos2, Sense, Stroke, WidgetInfo, vec2};
use std::path::{Path, PathBuf};

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
pub(in crate::ui) fn overlay(ctx: &Context, shell: &Shell, cx: &Cx<'_>) {
    let (count, first) = match &shell.held {
        Some(list) => (list.files.len(), list.files.first().cloned()),
        None => ctx.input(|input| {
            let held = &input.raw.hovered_files;
            (held.len(), held.first().and_then(|file| file.path.clone()))
        }),
    };
    if count == 0 && shell.held.is_none() {
        return;
    }
    let words = words(count, first.as_deref(), shell, cx);
    Area::new(Id::unique("drop overlay")).order(Order::Foreground).fixed_pos(Pos2::ZERO).show(ctx, |ui| {
        let c = colors(ui);
        let rect = ctx.content_rect();
        let response = ui.allocate_rect(rect, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
        ui.painter().rect_filled(rect, CornerRadius::ZERO, c.accent_soft.gamma_multiply(0.94));
        dashed(ui.painter(), rect.shrink(12.0), Stroke::new(2.0, c.accent_text));
        icon_at(ui.painter(), rect.center() - vec2(0.0, 26.0), icon::DROP, 34.0, c.accent_text);
        let width = rect.width() - 2.0 * (12.0 + S4);
        let mut job = LayoutJob::simple(words.clone(), semibold(T_SECTION), c.text, width);
        job.halign = Align::Center;
        ui.painter().galley(rect.center() + vec2(0.0, 6.0), ui.painter().layout_job(job), c.text);
    });
}

fn words(count: usize, first: Option<&Path>, shell: &Shell, cx: &Cx<'_>) -> String {
    let problems = || shell.held.iter().flat_map(|list| &list.problems);
    match (count, first.and_then(Path::file_name)) {
        (0, _) if problems().any(|problem| matches!(problem, DropProblem::Elsewhere { .. })) => {
            say!(cx.texts, "drop-overlay-elsewhere")
        }
        (0, _) if problems().any(|problem| matches!(problem, DropProblem::NotAFile { .. })) => {
            say!(cx.texts, "drop-overlay-not-a-file")
        }
        _ if shell.page == Page::Batch => say!(cx.texts, "drop-overlay-add"),
        _ if shell.page == Page::Authorized => say!(cx.texts, "drop-overlay-authorized"),
        (1, Some(name)) => {
            say!(cx.texts, "drop-overlay-named", name = name_cut(&name.to_string_lossy()))
        }
        (0 | 1, _) => say!(cx.texts, "drop-overlay"),
        (count, _) => say!(cx.texts, "drop-overlay-many", count = count),
    }
}
