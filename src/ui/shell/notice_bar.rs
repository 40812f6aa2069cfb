//! What went wrong, what to do, and a button that does it. Stays until it is closed.

use crate::app::{Action, AppError, KeyAction, KeyState, Model, Notice};
use crate::i18n::say;
use crate::save::Output;
use crate::ui::Cx;
use crate::ui::theme::{ICON, R_CARD, S2, S3, T_BODY, colors, icon, medium};
use crate::ui::widgets::{icon_at, icon_button, link, link_to, wrapped};
use egui::accesskit::{Live, Role};
use egui::{Color32, Frame, Id, Layout, Margin, RichText, Sense, Stroke, Ui, vec2};
use std::time::Duration;

/// The button that helps.
pub(in crate::ui) fn help_id() -> Id {
    Id::unique("what helps")
}

pub(in crate::ui) fn show(ui: &mut Ui, model: &Model, cx: &mut Cx<'_>) {
    if let Some(notice) = &model.shell.notice {
        let c = colors(ui);
        let (sign, color, ground) = match notice {
            Notice::Failed(_) => (icon::ERROR, c.bad, c.bad_soft),
            Notice::PermissionsTooOpen(..) => (icon::ERROR, c.warn, c.bad_soft),
            Notice::MadePrivate(_) => (icon::OK, c.ok, c.ok_soft),
            Notice::Busy
            | Notice::AnswerFirst
            | Notice::CommentFirst
            | Notice::NothingToPaste
            | Notice::PasteTooLate
            | Notice::OneFileOnly => (icon::INFO, c.accent_text, c.accent_soft),
        };
        bar(
            ui,
            (sign, color, ground),
            Some((say!(cx.texts, "close-message"), Action::DismissNotice)),
            cx,
            |ui, cx| words(ui, notice, model, cx),
        );
    }
    drop_problems(ui, model, cx);
    file_dialog(ui, model, cx);
}

/// What could not be opened of what was dropped; the rest was.
fn drop_problems(ui: &mut Ui, model: &Model, cx: &mut Cx<'_>) {
    let problems = &model.shell.drop_problems;
    if !problems.is_empty() {
        let c = colors(ui);
        let close = (say!(cx.texts, "close-drop-message"), Action::DismissDropProblems);
        bar(ui, (icon::ERROR, c.bad, c.bad_soft), Some(close), cx, |ui, cx| {
            problems.iter().for_each(|problem| alert_words(ui, cx.texts.drop_problem(problem)));
        });
    }
}

/// That a file dialog is open, which may be behind the window or may not come.
fn file_dialog(ui: &mut Ui, model: &Model, cx: &mut Cx<'_>) {
    match model.shell.file_dialog_is_said_in() {
        None => return,
        Some(Duration::ZERO) => {}
        Some(left) => return ui.ctx().request_repaint_after(left),
    }
    let c = colors(ui);
    bar(ui, (icon::INFO, c.accent_text, c.accent_soft), None, cx, |ui, cx| {
        alert_words(ui, say!(cx.texts, "file-dialog-open"));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = S3;
            if link(ui, &say!(cx.texts, "file-dialog-type")).clicked() {
                cx.send(Action::TypePath);
            }
            if link(ui, &say!(cx.texts, "file-dialog-cancel")).clicked() {
                cx.send(Action::StopChoosing);
            }
        });
    });
}

/// A sign, words beside it, and where it can be closed a button for that.
fn bar(
    ui: &mut Ui,
    (sign, color, ground): (char, Color32, Color32),
    close: Option<(String, Action)>,
    cx: &mut Cx<'_>,
    words: impl FnOnce(&mut Ui, &mut Cx<'_>),
) {
    let frame = Frame::new()
        .fill(ground)
        .stroke(Stroke::new(1.0, color.gamma_multiply(0.45)))
        .corner_radius(R_CARD)
        .inner_margin(Margin::symmetric(14, 10));
    frame.show(ui, |ui| {
        ui.with_layout(Layout::right_to_left(egui::Align::Min), |ui| {
            if let Some((label, action)) = close
                && icon_button(ui, icon::CLOSE, &label).clicked()
            {
                cx.send(action);
            }
            ui.with_layout(Layout::left_to_right(egui::Align::Min), |ui| {
                ui.spacing_mut().item_spacing.x = S3;
                let (rect, _) = ui.allocate_exact_size(vec2(ICON, 26.0), Sense::hover());
                icon_at(ui.painter(), rect.center(), sign, ICON + 1.0, color);
                ui.vertical(|ui| {
                    ui.add_space(4.0);
                    ui.spacing_mut().item_spacing.y = S2 / 2.0;
                    words(ui, cx);
                });
            });
        });
    });
}

fn alert_words(ui: &mut Ui, text: String) {
    let color = colors(ui).text;
    let response = wrapped(ui, RichText::new(&text).font(medium(T_BODY)).color(color));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_role(Role::Alert);
        node.set_label(text);
        node.set_live(Live::Assertive);
    });
}

fn words(ui: &mut Ui, notice: &Notice, model: &Model, cx: &mut Cx<'_>) {
    let is_saved = match &model.key.state {
        KeyState::Open(ready) => ready.is_saved(),
        KeyState::None | KeyState::Generating { .. } | KeyState::Locked(_) => true,
    };
    alert_words(ui, cx.texts.notice(notice, is_saved, command(notice, model, cx), cx.person));
    if let Some((label, action)) = help(notice, model, cx)
        && link_to(ui, help_id(), &label, &label).clicked()
    {
        cx.send(action);
    }
}

/// What logs in with a key that ssh takes now.
fn command(notice: &Notice, model: &Model, cx: &Cx<'_>) -> Option<String> {
    match notice {
        Notice::MadePrivate(path) if !model.key.is_refused_by_ssh() => {
            cx.texts.login_command(path, cx.person)
        }
        _ => None,
    }
}

/// The button that helps, where there is one.
fn help(notice: &Notice, model: &Model, cx: &Cx<'_>) -> Option<(String, Action)> {
    let private = matches!(&model.key.state, KeyState::Open(ready) if ready.is_private());
    match notice {
        Notice::Failed(AppError::OpenExposed(path, ..)) => {
            Some((say!(cx.texts, "keep-to-me"), Action::FixPermissions(path.clone())))
        }
        Notice::Failed(AppError::Open(..)) => Some((say!(cx.texts, "choose-another"), Action::AskOpen)),
        Notice::Failed(AppError::Save(_) | AppError::NoHome) if private => {
            Some((say!(cx.texts, "save-elsewhere"), Action::Key(KeyAction::SaveAs(Output::PAIR))))
        }
        Notice::Failed(AppError::NoEntropy) => {
            Some((say!(cx.texts, "try-again"), Action::Key(KeyAction::Generate)))
        }
        Notice::PermissionsTooOpen(path, _) => {
            Some((say!(cx.texts, "keep-to-me"), Action::FixPermissions(path.clone())))
        }
        Notice::MadePrivate(_) => {
            let command = command(notice, model, cx)?;
            Some((say!(cx.texts, "copy-command"), Action::Key(KeyAction::CopyCommand(command))))
        }
        Notice::Failed(_)
        | Notice::Busy
        | Notice::AnswerFirst
        | Notice::CommentFirst
        | Notice::NothingToPaste
        | Notice::PasteTooLate
        | Notice::OneFileOnly => None,
    }
}
