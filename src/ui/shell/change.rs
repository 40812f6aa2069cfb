//! The question before a text file is changed: the lines as they are and as they will be.

use super::dialogs::{answers, text, title};
use super::focus::dialog_id;
use super::text_file;
use crate::app::{Action, Answer, Risk, TextChange, TextFile, Written};
use crate::i18n::{path_shown, say};
use crate::sshfiles::Edit;
use crate::ui::Cx;
use crate::ui::theme::{R_CARD, R_SMALL, S1, S2, S3, T_SMALL, colors, icon, mono};
use crate::ui::widgets::{Button, Look, caption, link_to, message, reading, status};
use egui::accesskit::{Live, Role};
use egui::{Color32, Frame, Id, Key, Label, Margin, RichText, Ui};

/// Lines that are shown. A file that becomes UTF-8 may have thousands.
const MOST: usize = 40;
/// Room around the lines: title, sentences and buttons.
const AROUND: f32 = 330.0;

pub(super) fn show(ui: &mut Ui, change: &TextChange, cx: &mut Cx<'_>) {
    title(ui, &cx.texts.change_title(change));
    text(ui, &path_shown(cx.person, &change.path));
    let is_more = lines(ui, change, cx);
    if let Some(there) = cx.texts.change_there(change) {
        caption(ui, &there);
    }
    caption(ui, &cx.texts.change_backup(change, cx.person));
    let go = cx.texts.change_button(change);
    risk_and_answers(ui, (change.risk.as_ref(), is_more), &go, Answer::WriteChange, cx);
}

/// What should be known before, and the buttons. Where there is a risk, or where something is out of sight, the first
/// one is to cancel.
pub(in crate::ui) fn risk_and_answers(
    ui: &mut Ui,
    (risk, is_more): (Option<&Risk>, bool),
    go: &str,
    answer: Answer,
    cx: &mut Cx<'_>,
) {
    if let Some(risk) = risk {
        ui.add_space(S1);
        message(ui, icon::WARN, colors(ui).warn, &cx.texts.risk(risk), Live::Assertive);
    }
    let is_cancelled_first = risk.is_some() || is_more;
    answers(ui, |ui| {
        let back = say!(cx.texts, "cancel");
        let cancel = |ui: &mut Ui, look, cx: &mut Cx<'_>| {
            let button = Button::new(look, &back);
            let button = if is_cancelled_first { button.id(dialog_id()) } else { button };
            if ui.add(button).clicked() {
                cx.send(Action::CloseDialog);
            }
        };
        if is_cancelled_first {
            cancel(ui, Look::Primary, cx);
            let look = if risk.is_some() { Look::Danger } else { Look::Secondary };
            if ui.add(Button::new(look, go)).clicked() {
                cx.send(answer);
            }
        } else {
            if ui.add(Button::new(Look::Primary, go).id(dialog_id())).clicked() {
                cx.send(answer);
            }
            cancel(ui, Look::Secondary, cx);
        }
    });
}

/// The link that takes the last change back.
pub(in crate::ui) fn undo_id() -> Id {
    Id::unique("undo of a text file")
}

/// The last change, if there was one, and the keyboard after it; whether it is to be taken back.
pub(in crate::ui) fn last(ui: &mut Ui, id: Id, text: &TextFile, cx: &Cx<'_>) -> bool {
    let is_taken_back = text.done.as_ref().is_some_and(|written| done(ui, written, cx));
    let can_be_undone = text.done.as_ref().is_some_and(Written::can_be_undone);
    keep_focus(ui, id, text.writes, can_be_undone, text_file::choose_id());
    is_taken_back
}

/// What was done and where the old file is; whether it is to be taken back.
fn done(ui: &mut Ui, written: &Written, cx: &Cx<'_>) -> bool {
    let c = colors(ui);
    let frame = Frame::new()
        .fill(c.ok_soft)
        .corner_radius(R_CARD)
        .inner_margin(Margin::symmetric(S3 as i8, S2 as i8));
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = S1;
            status(ui, icon::OK, c.ok, &cx.texts.done(written, cx.person));
            if let Some(backup) = &written.backup {
                caption(ui, &say!(cx.texts, "done-backup", backup = path_shown(cx.person, backup)));
            }
            let undo = say!(cx.texts, "done-undo-button");
            written.can_be_undone() && link_to(ui, undo_id(), &undo, &undo).clicked()
        })
        .inner
}

/// Whether some of them are out of sight.
fn lines(ui: &mut Ui, change: &TextChange, cx: &Cx<'_>) -> bool {
    on_code(ui, |ui| {
        reading(ui, &say!(cx.texts, "change-lines"), AROUND, |ui| {
            for edit in change.edits.iter().take(MOST) {
                edit_lines(ui, edit, cx);
            }
            let more = change.edits.len().saturating_sub(MOST);
            if more > 0 {
                caption(ui, &say!(cx.texts, "change-more", count = more));
            }
        })
    })
}

/// The ground that lines of a file stand on.
pub(in crate::ui) fn on_code<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let frame =
        Frame::new().fill(colors(ui).code).corner_radius(R_SMALL).inner_margin(Margin::same(S2 as i8));
    frame
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui)
        })
        .inner
}

/// A line as it was and as it will be, to its end.
pub(in crate::ui) fn edit_lines(ui: &mut Ui, edit: &Edit, cx: &Cx<'_>) {
    let c = colors(ui);
    for (is_new, words, said) in cx.texts.edit_lines(edit) {
        let sign = if is_new { ("+", c.ok) } else { ("−", c.bad) };
        signed_line(ui, sign, &words, said);
    }
}

/// A line that stays: that below it belongs to it.
pub(in crate::ui) fn kept_line(ui: &mut Ui, (number, text): &(usize, Vec<u8>), cx: &Cx<'_>) {
    let (words, said) = cx.texts.kept_line(*number, text);
    signed_line(ui, ("\u{a0}", colors(ui).text), &words, said);
}

fn signed_line(ui: &mut Ui, (sign, color): (&str, Color32), words: &str, said: String) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = S2;
        ui.add(Label::new(RichText::new(sign).font(mono(T_SMALL)).color(color)));
        let words = RichText::new(words).font(mono(T_SMALL)).color(colors(ui).text);
        let label = ui.add(Label::new(words).wrap().selectable(true));
        ui.ctx().accesskit_node_builder(label.id, |node| {
            node.set_role(Role::ListItem);
            node.set_label(said);
        });
    });
}

/// Frames in which the keyboard is asked for: the question that is over gives it back to what had it before, and that
/// may be gone.
const TRIES: u32 = 12;

/// The keyboard goes to the first control of what takes the place of a list, and back to what in the list led there:
/// `came_from`, while it is shown.
pub(in crate::ui) fn follow(ui: &Ui, id: Id, came_from: Option<Id>, first: Id) {
    let wanted = id.with("what gets the keyboard");
    let before: Option<Id> = ui.data_mut(|data| data.get_temp::<Option<Id>>(id).flatten());
    if before != came_from {
        let to = if came_from.is_some() { Some(first) } else { before };
        ui.data_mut(|data| {
            data.insert_temp(id, came_from);
            data.insert_temp(wanted, to.map(|to| (to, TRIES)));
        });
    }
    let next: Option<(Id, u32)> = ui.data_mut(|data| data.get_temp::<Option<(Id, u32)>>(wanted).flatten());
    // Once it is there it stays, and whoever goes on is not called back.
    let is_there = |to| ui.memory(|memory| memory.has_focus(to));
    let is_over = next.is_some_and(|(to, left)| left < TRIES && is_there(to));
    if is_over || ui.input(|input| input.key_pressed(Key::Tab)) {
        ui.data_mut(|data| data.remove::<Option<(Id, u32)>>(wanted));
    } else if let Some((to, left)) = next {
        ui.memory_mut(|memory| memory.request_focus(to));
        let next = left.checked_sub(1).map(|left| (to, left));
        ui.data_mut(|data| data.insert_temp(wanted, next));
        ui.ctx().request_repaint();
    }
}

/// After a change, what had the keyboard may be gone: then it goes to `undo_id`, or else to `to`.
/// `stamp` is another one after each change.
fn keep_focus(ui: &Ui, id: Id, stamp: u32, can_be_undone: bool, to: Id) {
    // Whoever gives the keyboard back has given up by then.
    const LATER: u32 = TRIES + 4;
    let before: Option<(u32, u32)> = ui.data_mut(|data| data.get_temp(id));
    let left = match before {
        Some((of, left)) if of == stamp => left,
        Some(_) => LATER,
        None => 0,
    };
    ui.data_mut(|data| data.insert_temp(id, (stamp, left.saturating_sub(1))));
    if left == 0 {
        return;
    }
    ui.ctx().request_repaint();
    let focused = ui.memory(|memory| memory.focused());
    if left == 1 && focused.is_none_or(|id| ui.ctx().read_response(id).is_none()) {
        let to = if can_be_undone { undo_id() } else { to };
        ui.memory_mut(|memory| memory.request_focus(to));
    }
}
