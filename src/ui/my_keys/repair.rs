//! The question before a fix: what will change, in which file, and what is kept.

use crate::app::{Answer, Repair};
use crate::health::Change;
use crate::i18n::say;
use crate::ui::Cx;
use crate::ui::shell::change::{edit_lines, kept_line, on_code, risk_and_answers};
use crate::ui::shell::dialogs::title;
use crate::ui::theme::{S2, T_BODY, colors, regular};
use crate::ui::widgets::{alert, caption, reading, wrapped};
use egui::{RichText, Ui};

/// Of very many changes, as many are listed.
const LISTED: usize = 100;
/// Room around the list: title, sentence and buttons.
const AROUND: f32 = 250.0;
/// Room for what should be known before.
const RISK: f32 = 80.0;

pub(in crate::ui) fn show(ui: &mut Ui, repair: &Repair, cx: &mut Cx<'_>) {
    let count = repair.changes().filter(|change| !matches!(change, Change::Replaced(_))).count();
    title(
        ui,
        &match repair.takes_back() {
            true => say!(cx.texts, "change-title-undo"),
            false => say!(cx.texts, "repair-title", count = count.max(1)),
        },
    );
    let around = if repair.risk.is_some() { AROUND + RISK } else { AROUND };
    let is_more = reading(ui, &say!(cx.texts, "change-lines"), around, |ui| {
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
    if !repair.takes_back() {
        caption(ui, &say!(cx.texts, "repair-undo-later"));
    }
    let go = match repair.takes_back() {
        true => say!(cx.texts, "change-anyway"),
        false => say!(cx.texts, "repair-apply"),
    };
    risk_and_answers(ui, (repair.risk.as_ref(), is_more), &go, Answer::Repair, cx);
}

fn shown(ui: &mut Ui, change: &Change, cx: &Cx<'_>) {
    let color = colors(ui).text;
    let words = cx.texts.change(change, cx.person);
    wrapped(ui, RichText::new(words).font(regular(T_BODY)).color(color));
    if let Change::Line { edit, under, only_for, .. } = change {
        on_code(ui, |ui| {
            if let Some(line) = under {
                kept_line(ui, line, cx);
            }
            edit_lines(ui, edit, cx);
        });
        if let Some(only) = only_for {
            wrapped(ui, RichText::new(cx.texts.only_key(only)).font(regular(T_BODY)).color(color));
        }
    }
}
