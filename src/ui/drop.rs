//! Ways in for keys that exist: the drop zone, the strip under an open key, the overlay.

use super::Cx;
use super::theme::{
    CONTROL_HEIGHT, R_CARD, S1, S2, S4, T_BODY, T_LABEL, T_SECTION, colors, icon, medium, regular, semibold,
};
use super::widgets::{focus_ring, icon_at, link};
use crate::app::{Action, App, Page};
use crate::i18n::say;
use egui::accesskit::Role;
use egui::text::LayoutJob;
use egui::{
    Align, Align2, Area, Color32, Context, CornerRadius, CursorIcon, FontId, Id, Layout, Order, Painter,
    Pos2, Rect, RichText, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use std::path::PathBuf;

/// The zone is never lower.
const SMALLEST: f32 = 150.0;

/// Files that were dropped on the window, wherever.
pub(super) fn take(ctx: &Context, app: &mut App) {
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

/// A large dashed field as high as the room that is left; a click on it chooses a file.
pub(super) fn zone(ui: &mut Ui, opening: bool, cx: &mut Cx<'_>) {
    let c = colors(ui);
    let height = (ui.available_height() - S1).max(SMALLEST);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let choose = say!(cx.texts, "drop-choose");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &choose));
    let border = if response.hovered() { c.weak } else { c.border_strong };
    dashed(ui.painter(), rect.shrink(1.0), Stroke::new(1.5, border));
    let middle = rect.center();
    icon_at(ui.painter(), middle - vec2(0.0, 40.0), icon::DROP, 26.0, c.weak);
    let title = match (opening, cx.person.drops) {
        (true, _) => say!(cx.texts, "opening"),
        (false, true) => say!(cx.texts, "drop-title"),
        (false, false) => say!(cx.texts, "drop-title-no-drops"),
    };
    // Other languages need more than a line: each text wraps, and stands below the one before.
    let mut top = middle.y - 18.0;
    let mut line = |text: &str, font: FontId, color: Color32| {
        let mut job = LayoutJob::simple(text.to_owned(), font, color, rect.width() - 2.0 * S4);
        job.halign = Align::Center;
        let galley = ui.painter().layout_job(job);
        let place = galley.rect.translate(vec2(middle.x, top));
        ui.painter().galley(pos2(middle.x, top), galley, color);
        top = place.bottom() + S1;
        place
    };
    line(&title, medium(T_BODY), c.text);
    line(&say!(cx.texts, "drop-formats"), regular(T_LABEL), c.weak);
    let link = line(&choose, medium(T_LABEL), c.accent_text);
    if response.hovered() {
        ui.painter().hline(link.x_range(), link.bottom(), Stroke::new(1.0, c.accent_text));
    }
    focus_ring(ui, &response, rect.shrink(2.0), R_CARD);
    if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
        cx.send(Action::AskOpen);
    }
}

/// One line under an open key.
pub(super) fn strip(ui: &mut Ui, cx: &mut Cx<'_>) {
    let c = colors(ui);
    let words = if cx.person.drops {
        say!(cx.texts, "drop-another")
    } else {
        say!(cx.texts, "drop-another-no-drops")
    };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), CONTROL_HEIGHT + S2), Sense::hover());
    dashed(ui.painter(), rect.shrink(1.0), Stroke::new(1.0, c.border_strong));
    let inner = rect.shrink2(vec2(14.0, 0.0));
    let builder = egui::UiBuilder::new().max_rect(inner).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        ui.label(RichText::new(words).font(regular(T_LABEL)).color(c.weak));
        if link(ui, &say!(cx.texts, "drop-choose")).clicked() {
            cx.send(Action::AskOpen);
        }
    });
}

/// Over everything, while files are held over the window.
pub(super) fn overlay(ctx: &Context, place: Page, cx: &Cx<'_>) {
    let held: Vec<Option<PathBuf>> =
        ctx.input(|input| input.raw.hovered_files.iter().map(|file| file.path.clone()).collect());
    let words = match held.as_slice() {
        [] => return,
        _ if place == Page::Many => say!(cx.texts, "drop-overlay-add"),
        [Some(path)] => match path.file_name() {
            Some(name) => say!(cx.texts, "drop-overlay-named", name = name.to_string_lossy().into_owned()),
            None => say!(cx.texts, "drop-overlay"),
        },
        [None] => say!(cx.texts, "drop-overlay"),
        many => say!(cx.texts, "drop-overlay-many", count = many.len().to_string()),
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

pub(super) fn dashed(painter: &Painter, rect: Rect, stroke: Stroke) {
    let radius = f32::from(R_CARD);
    let corners = [
        (pos2(rect.right() - radius, rect.top() + radius), -90.0f32),
        (pos2(rect.right() - radius, rect.bottom() - radius), 0.0),
        (pos2(rect.left() + radius, rect.bottom() - radius), 90.0),
        (pos2(rect.left() + radius, rect.top() + radius), 180.0),
    ];
    let mut points = Vec::with_capacity(37);
    for (center, from) in corners {
        for step in 0..=8u8 {
            let angle = (from + 90.0 * f32::from(step) / 8.0).to_radians();
            points.push(center + radius * vec2(angle.cos(), angle.sin()));
        }
    }
    points.extend(points.first().copied());
    painter.extend(Shape::dashed_line(&points, stroke, 6.0, 5.0));
}
