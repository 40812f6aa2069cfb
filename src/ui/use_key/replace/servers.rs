//! The servers: chosen, the new key tried there, and at the end the old one removed.

use super::super::{install, steps};
use super::first_id;
use crate::app::{ReplaceAction, ReplaceAsk, ReplacePanel, ReplaceServer, ServerTask};
use crate::i18n::say;
use crate::remote::Target;
use crate::replace::{Replacement, ServerState, Step};
use crate::ui::Cx;
use crate::ui::theme::{S1, S2, colors, icon};
use crate::ui::widgets::{
    Button, Field, Look, alert, caption, check_box, describes, enter_pressed, field_label, link, link_to,
    status,
};
use egui::{Id, Ui, vec2};

/// Those that are chosen, and those that could be.
pub(super) fn show(ui: &mut Ui, panel: &mut ReplacePanel, now: Step, cx: &mut Cx<'_>) {
    let is_open = now < Step::Done;
    if now <= Step::Servers {
        caption(ui, &say!(cx.texts, "replacement-servers-text"));
        caption(ui, &say!(cx.texts, "replacement-servers-options"));
    }
    let (rows, more) = panel.rows();
    let next = rows.iter().find(|row| row.state == Some(ServerState::Waiting)).map(|row| row.target.clone());
    for row in &rows {
        ui.add_space(S1);
        self::row(ui, panel, row, (is_open, next.as_ref() == Some(&row.target)), cx);
    }
    if rows.iter().all(|row| row.state.is_none()) {
        caption(ui, &say!(cx.texts, "replacement-servers-none"));
    }
    if !is_open {
        return;
    }
    if more > 0 && link(ui, &say!(cx.texts, "replacement-more-servers", count = more)).clicked() {
        cx.send(ReplaceAction::ShowAllServers);
    }
    add(ui, panel, cx);
}

fn row(
    ui: &mut Ui,
    panel: &mut ReplacePanel,
    row: &ReplaceServer,
    (is_open, is_next): (bool, bool),
    cx: &mut Cx<'_>,
) {
    let (id, label) = parts(row, cx);
    match row.state {
        None | Some(ServerState::Waiting) => {
            let mut is_on = row.state.is_some();
            ui.add_enabled_ui(is_open && !panel.is_busy(), |ui| check_box(ui, id, &mut is_on, &label));
            if is_on != row.state.is_some() {
                cx.send(ReplaceAction::Tick(row.target.clone(), is_on));
            }
        }
        Some(ServerState::NewKeyWorks(_) | ServerState::OldKeyRemoved(_)) => {
            status(ui, icon::OK, colors(ui).ok, &label);
        }
        Some(ServerState::Skipped) => _ = status(ui, icon::INFO, colors(ui).weak, &label),
    }
    let has_offers = !matches!(row.state, None | Some(ServerState::OldKeyRemoved(_)));
    if is_open && has_offers && !panel.is_busy() {
        offers(ui, row, is_next, cx);
    }
    run(ui, panel, &row.target, |task| task != ServerTask::Remove, cx);
}

/// Its words, and the name of its box.
fn parts(row: &ReplaceServer, cx: &Cx<'_>) -> (Id, String) {
    let shown = cx.texts.replace_server(&row.target);
    let id = Id::unique("server of a replacement").with(&shown);
    let label = match row.state {
        Some(state) => cx.texts.replace_state(&row.target, state),
        None if row.uses_key => say!(cx.texts, "replacement-server-uses", server = shown),
        None => shown,
    };
    (id, label)
}

/// What can be done on a server before the old key goes.
fn offers(ui: &mut Ui, row: &ReplaceServer, is_next: bool, cx: &mut Cx<'_>) {
    let server = cx.texts.replace_server(&row.target);
    let id = |what: &str| Id::unique("offer for a server").with(&server).with(what);
    let target = || row.target.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S2, S1);
        match row.state {
            Some(ServerState::Waiting) => {
                let label = say!(cx.texts, "replacement-install");
                let name = say!(cx.texts, "replacement-install-on", server = server.as_str());
                let look = if is_next { Look::Primary } else { Look::Secondary };
                let id_of = if is_next { first_id() } else { id("install") };
                if ui.add(Button::new(look, &label).name(&name).id(id_of)).clicked() {
                    cx.send(ReplaceAction::Run(target(), ServerTask::Install));
                }
                let name = say!(cx.texts, "replacement-try-on", server = server.as_str());
                if link_to(ui, id("try"), &say!(cx.texts, "replacement-try"), &name).clicked() {
                    cx.send(ReplaceAction::Run(target(), ServerTask::Try));
                }
                skip(ui, id("skip"), (row, &server), cx);
            }
            Some(ServerState::NewKeyWorks(_)) => skip(ui, id("skip"), (row, &server), cx),
            Some(ServerState::Skipped) => {
                let name = say!(cx.texts, "replacement-unskip-on", server = server.as_str());
                if link_to(ui, id("unskip"), &say!(cx.texts, "replacement-unskip"), &name).clicked() {
                    cx.send(ReplaceAction::NoLongerSkip(target()));
                }
            }
            Some(ServerState::OldKeyRemoved(_)) | None => {}
        }
    });
}

fn skip(ui: &mut Ui, id: Id, (row, server): (&ReplaceServer, &str), cx: &mut Cx<'_>) {
    let name = say!(cx.texts, "replacement-skip-on", server = server);
    if link_to(ui, id, &say!(cx.texts, "replacement-skip"), &name).clicked() {
        cx.send(ReplaceAction::Ask(ReplaceAsk::Skip(row.target.clone())));
    }
}

/// What ssh does or has done on this server, if it is that.
fn run(
    ui: &mut Ui,
    panel: &mut ReplacePanel,
    target: &Target,
    is_shown: impl Fn(ServerTask) -> bool,
    cx: &mut Cx<'_>,
) {
    let here = panel.at.as_ref().filter(|run| run.target == *target && is_shown(run.task));
    let task = here.map(|run| run.task);
    if task.is_none() {
        return;
    }
    ui.indent(Id::unique("ssh at work on a server").with(target.shown()), |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        if let Some(attempt) = &panel.run.attempt {
            steps::show(ui, attempt, task, cx);
        }
        if panel.run.is_working() {
            ui.add_space(S1);
            install::under_way(ui, &mut panel.run, cx);
        }
    });
}

fn add(ui: &mut Ui, panel: &mut ReplacePanel, cx: &mut Cx<'_>) {
    let is_free = !panel.is_busy();
    let label = field_label(ui, &say!(cx.texts, "replacement-add-field"), "");
    let (id, hint) = (Id::unique("another server for the new key"), say!(cx.texts, "replacement-add-hint"));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S2, S1);
        let width = (ui.available_width() - 130.0).clamp(160.0, 320.0);
        let wrong = panel.server.problem.is_some();
        let field = Field { id, label: &label, width, hint: &hint, wrong, font: None };
        let response = field.show(ui, &mut panel.server.text);
        if response.changed() {
            cx.send(ReplaceAction::ServerEdited);
        }
        let mut is_wanted = enter_pressed(ui, &response);
        let button = say!(cx.texts, "replacement-add");
        is_wanted |= ui.add(Button::new(Look::Secondary, &button).enabled(is_free)).clicked();
        if is_wanted {
            cx.send(ReplaceAction::AddServer);
        }
        if let Some(problem) = panel.server.problem {
            let said = alert(ui, &cx.texts.bad_target(problem));
            describes(ui, &said, &response);
        }
    });
}

/// Those that have both keys, once the old one may go.
pub(super) fn removal(ui: &mut Ui, panel: &mut ReplacePanel, plan: &Replacement, now: Step, cx: &mut Cx<'_>) {
    let today = panel.today;
    let may_go = |target: &Target| plan.removal(target, today).is_ok();
    let is_any = plan.servers().iter().any(|server| may_go(&server.target));
    if is_any {
        caption(ui, &say!(cx.texts, "replacement-remove-text"));
    } else if now > Step::Remove {
        caption(ui, &say!(cx.texts, "replacement-remove-none"));
    }
    let mut is_first = now == Step::Remove;
    for server in plan.servers() {
        let target = &server.target;
        if may_go(target) && !panel.is_busy() {
            ui.add_space(S1);
            let shown = cx.texts.replace_server(target);
            status(ui, icon::INFO, colors(ui).weak, &shown);
            let [label, name] = [
                say!(cx.texts, "replacement-remove"),
                say!(cx.texts, "replacement-remove-on", server = shown.as_str()),
            ];
            let button = Button::new(Look::Secondary, &label).name(&name);
            let button = if std::mem::take(&mut is_first) { button.id(first_id()) } else { button };
            if ui.add(button).clicked() {
                cx.send(ReplaceAction::Ask(ReplaceAsk::Remove(target.clone())));
            }
        }
        run(ui, panel, target, |task| task == ServerTask::Remove, cx);
    }
}
