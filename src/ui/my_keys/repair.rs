//! The question before a fix: what will change, in which file, and what is kept.

use crate::app::{Answer, Repair};
use crate::health::Change;
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::shell::change::risk_and_answers;
use crate::ui::shell::dialogs::title;
use crate::ui::theme::{R_CONTROL, S1, S2, T_BODY, T_MONO, colors, mono, regular};
use crate::ui::widgets::{alert, caption, wrapped};
use egui::{CornerRadius, Frame, Margin, RichText, ScrollArea, Ui};

/// Of very many changes, as many are listed.
const LISTED: usize = 100;
/// As high as the list gets.
const HEIGHT: f32 = 260.0;
/// Of a long line, as much is shown.
const LETTERS: usize = 300;

pub(in crate::ui) fn show(ui: &mut Ui, repair: &Repair, cx: &mut Cx<'_>) {
    let count = repair.changes().filter(|change| !matches!(change, Change::Replaced(_))).count();
    title(ui, &say!(cx.texts, "repair-title", count = count.max(1)));
    let height = HEIGHT.min(ui.ctx().content_rect().height() * 0.5);
    ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S2;
        for change in repair.changes().take(LISTED) {
            shown(ui, change, cx);
        }
        let more = repair.changes().count().saturating_sub(LISTED);
        if more > 0 {
            caption(ui, &say!(cx.texts, "repair-more", count = more));
        }
        for error in repair.failed.iter().take(LISTED) {
            alert(ui, &cx.texts.fix_error(error, cx.person));
        }
    });
    caption(ui, &say!(cx.texts, "repair-undo-later"));
    risk_and_answers(ui, repair.risk.as_ref(), &say!(cx.texts, "repair-apply"), Answer::Repair, cx);
}

fn shown(ui: &mut Ui, change: &Change, cx: &Cx<'_>) {
    let color = colors(ui).text;
    let words = cx.texts.change(change, cx.person);
    wrapped(ui, RichText::new(words).font(regular(T_BODY)).color(color));
    if let Change::Line { edit, .. } = change {
        let before = edit.old.as_ref().map(|line| (say!(cx.texts, "repair-before"), line));
        let after = edit.new.as_ref().map(|line| (say!(cx.texts, "repair-after"), line));
        for (name, line) in before.into_iter().chain(after) {
            caption(ui, &name);
            let start: String = String::from_utf8_lossy(line).trim_end().chars().take(LETTERS).collect();
            let c = colors(ui);
            let frame = Frame::new().fill(c.code).corner_radius(CornerRadius::same(R_CONTROL));
            frame.inner_margin(Margin::symmetric(S2 as i8, S1 as i8)).show(ui, |ui| {
                ui.set_min_width(ui.available_width());
                wrapped(ui, RichText::new(cx.texts.cut(&start)).font(mono(T_MONO)).color(c.text));
            });
        }
    }
}
