//! A possible cause: what it means, what was seen of it here, and what settles it.

use super::field_id;
use crate::app::{ProblemAction, Remedy, ShownCause};
use crate::health::Verdict;
use crate::i18n::{say, to_copy};
use crate::ui::Cx;
use crate::ui::theme::{S1, S2, T_BODY, T_LABEL, colors, icon, medium, regular};
use crate::ui::widgets::{
    Button, ICON_BUTTON, Look, caption, card, code, heading, icon_button, link_to, message, wrapped,
};
use egui::accesskit::{Live, Role};
use egui::{Id, RichText, Ui};

pub(super) fn show(ui: &mut Ui, shown: &ShownCause, cx: &mut Cx<'_>) {
    let cause = &shown.checked.cause;
    let words = cx.texts.cause(cause);
    let is_out = shown.checked.verdict == Some(Verdict::NotThis);
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::Group);
            node.set_label(words.clone());
        });
        let c = colors(ui);
        if let Some(verdict) = shown.checked.verdict {
            let (sign, color) = match verdict {
                Verdict::ThisIsIt => (icon::CHECK, c.accent_text),
                Verdict::NotThis => (icon::CLOSE, c.weak),
            };
            message(ui, sign, color, &cx.texts.verdict(verdict), Live::Off);
        }
        let color = if is_out { c.weak } else { c.text };
        heading(ui, &words, medium(T_BODY), color);
        if is_out {
            return;
        }
        if let Some(hint) = cause.hint {
            caption(ui, &cx.texts.hint(hint));
        }
        ui.add_space(S1);
        wrapped(ui, RichText::new(cx.texts.what_to_do(shown, cx.person)).font(regular(T_LABEL)).color(color));
        ui.add_space(S1);
        what_settles_it(ui, shown, cx);
    });
}

/// A button that does it here, else a command, else what is left.
fn what_settles_it(ui: &mut Ui, shown: &ShownCause, cx: &mut Cx<'_>) {
    let id = Id::unique("what settles a cause").with(shown.checked.cause.id);
    let fix = &shown.checked.cause.fix;
    match (&shown.remedies.first, to_copy(fix)) {
        (Some(remedy), _) => {
            let label = cx.texts.remedy(remedy);
            let look = match shown.checked.verdict {
                Some(Verdict::ThisIsIt) => Look::Primary,
                _ => Look::Secondary,
            };
            if ui.add(Button::new(look, &label).id(id)).clicked() {
                settle(ui, remedy, cx);
            }
        }
        (None, Some(command)) => self::command(ui, &command, cx),
        (None, None) => {
            let Some(remedy) = &shown.remedies.last else { return };
            let label = cx.texts.remedy(remedy);
            let cause = cx.texts.cause(&shown.checked.cause);
            let name = say!(cx.texts, "problem-for-cause", label = label.as_str(), cause = cause);
            if link_to(ui, id, &label, &name).clicked() {
                settle(ui, remedy, cx);
            }
        }
    }
}

/// Looks again at what is on this computer.
pub(in crate::ui) fn check_again_id() -> Id {
    Id::unique("check the causes again")
}

fn settle(ui: &Ui, remedy: &Remedy, cx: &mut Cx<'_>) {
    if *remedy == Remedy::Clear {
        ui.memory_mut(|memory| memory.request_focus(field_id()));
    }
    cx.send(ProblemAction::Do(remedy.clone()));
}

/// To be copied.
pub(super) fn command(ui: &mut Ui, command: &str, cx: &mut Cx<'_>) {
    let name = say!(cx.texts, "problem-copy-named", command = command);
    let copy = |ui: &mut Ui| icon_button(ui, icon::COPY, &name).clicked();
    if code(ui, command, ICON_BUTTON + S2, copy) {
        cx.send(ProblemAction::CopyCommand(command.to_owned()));
    }
}
