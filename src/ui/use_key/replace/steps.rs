//! The steps on this computer: ssh's configuration, how long the old key is kept, its files.

use super::{do_next, first_id};
use crate::app::{ReplaceAction, ReplaceAsk, ReplacePanel};
use crate::i18n::{path_shown, say};
use crate::replace::{Configuration, Replacement, Step};
use crate::ui::Cx;
use crate::ui::theme::{S1, S2, colors, icon};
use crate::ui::widgets::{
    Button, Field, Look, alert, caption, describes, enter_pressed, field_label, link, status,
};
use egui::{Id, Ui, vec2};

/// That ssh uses the new key.
pub(super) fn configuration(
    ui: &mut Ui,
    panel: &ReplacePanel,
    plan: &Replacement,
    now: Step,
    cx: &mut Cx<'_>,
) {
    match plan.configuration() {
        Configuration::UsesNewKey => {
            status(ui, icon::OK, colors(ui).ok, &say!(cx.texts, "replacement-configured"));
            return;
        }
        Configuration::Left => {
            status(ui, icon::INFO, colors(ui).weak, &say!(cx.texts, "replacement-left"));
            return;
        }
        Configuration::Before => {}
    }
    caption(ui, &say!(cx.texts, "replacement-configuration-text"));
    if plan.may_configure().is_err() {
        caption(ui, &say!(cx.texts, "replacement-configuration-wait"));
        return;
    }
    if panel.is_configuring() {
        status(ui, icon::INFO, colors(ui).weak, &say!(cx.texts, "replacement-configuring"));
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S2, S1);
        let label = say!(cx.texts, "replacement-configure");
        if do_next(ui, &label, now == Step::Configuration, !panel.is_busy()) {
            cx.send(ReplaceAction::Configure);
        }
        if !panel.is_busy() && link(ui, &say!(cx.texts, "replacement-leave")).clicked() {
            cx.send(ReplaceAction::Ask(ReplaceAsk::LeaveConfiguration));
        }
    });
}

/// Until when the old key stays.
pub(super) fn keep(ui: &mut Ui, panel: &mut ReplacePanel, plan: &Replacement, now: Step, cx: &mut Cx<'_>) {
    if plan.configuration() == Configuration::Before || now > Step::Remove {
        return;
    }
    if now <= Step::Keep {
        caption(ui, &say!(cx.texts, "replacement-keep-text"));
    }
    let label =
        field_label(ui, &say!(cx.texts, "replacement-keep-field"), &say!(cx.texts, "replacement-keep-note"));
    let is_free = !panel.is_busy();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S2, S1);
        let id = Id::unique("how long the old key is kept");
        let field = Field { id, label: &label, width: 130.0, hint: "", wrong: panel.is_bad_date, font: None };
        let response = field.show(ui, &mut panel.date);
        if response.changed() {
            cx.send(ReplaceAction::DateEdited);
        }
        let save = say!(cx.texts, "replacement-keep-save");
        let mut is_wanted = ui.add(Button::new(Look::Secondary, &save).enabled(is_free)).clicked();
        is_wanted |= enter_pressed(ui, &response);
        if is_wanted {
            cx.send(ReplaceAction::Keep);
        }
        if panel.is_bad_date {
            let said = alert(ui, &say!(cx.texts, "replacement-keep-bad"));
            describes(ui, &said, &response);
        }
    });
    if now == Step::Keep && is_free && link(ui, &say!(cx.texts, "replacement-end-keeping")).clicked() {
        cx.send(ReplaceAction::Ask(ReplaceAsk::EndKeeping));
    }
}

/// The files of the old key.
pub(super) fn move_aside(ui: &mut Ui, panel: &ReplacePanel, plan: &Replacement, now: Step, cx: &mut Cx<'_>) {
    if now == Step::Done {
        for (from, to) in plan.moved() {
            let [from, to] = [from, to].map(|path| path_shown(cx.person, path));
            status(ui, icon::OK, colors(ui).ok, &say!(cx.texts, "replacement-moved", from = from, to = to));
        }
        if !panel.is_busy() && link(ui, &say!(cx.texts, "replacement-move-back")).clicked() {
            cx.send(ReplaceAction::MoveBack);
        }
        return;
    }
    if now < Step::MoveAside {
        return;
    }
    caption(ui, &say!(cx.texts, "replacement-move-text"));
    let label = say!(cx.texts, "replacement-move");
    let button = Button::new(Look::Primary, &label).id(first_id()).enabled(!panel.is_busy());
    if ui.add(button).clicked() {
        cx.send(ReplaceAction::Ask(ReplaceAsk::MoveAside));
    }
}
