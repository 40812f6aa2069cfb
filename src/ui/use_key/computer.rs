//! The key on this computer: what is added to ssh's configuration, and what ssh makes of it.

use super::server_fields::ServerFields;
use crate::app::{BadServer, ComputerAction, ComputerPanel, ConfigCheck, ListState, UsedKey};
use crate::i18n::{path_shown, say};
use crate::remote::NotResolved;
use crate::ui::Cx;
use crate::ui::shell::change;
use crate::ui::theme::{S1, S2, T_SECTION, colors, icon, semibold};
use crate::ui::widgets::{
    Button, Field, ICON_BUTTON, Look, alert, caption, card, check_box, code, describes, enter_pressed,
    field_label, heading, icon_button, status,
};
use egui::{Id, Ui};

/// The field to fill in first.
pub(super) fn first_id() -> Id {
    Id::unique("server on this computer")
}

pub(super) fn show(
    ui: &mut Ui,
    panel: &mut ComputerPanel,
    key: &UsedKey,
    servers: &[String],
    cx: &mut Cx<'_>,
) {
    if change::last(ui, Id::unique("keyboard on this computer"), &panel.text, cx) {
        cx.send(ComputerAction::Undo);
    }
    if let Some(check) = &panel.check {
        card(ui, |ui| checked(ui, check, cx));
    }
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        heading(ui, &say!(cx.texts, "use-computer-title"), semibold(T_SECTION), colors(ui).text);
        caption(ui, &say!(cx.texts, "use-computer-text"));
        let Some(file) = &key.file else {
            caption(ui, &say!(cx.texts, "use-computer-no-file"));
            return;
        };
        ui.add_space(S1);
        let is_entered = fields(ui, panel, servers, cx);
        ui.add_space(S1);
        caption(ui, &say!(cx.texts, "use-computer-key", file = path_shown(cx.person, file)));
        let words = say!(cx.texts, "use-computer-agent");
        check_box(ui, Id::unique("add the key to the agent"), &mut panel.adds_to_agent, &words);
        if panel.problem == Some(BadServer::KeyPath) {
            alert(ui, &say!(cx.texts, "use-computer-bad-path"));
        }
        match &panel.text.state {
            ListState::Failed(problem) => _ = alert(ui, &cx.texts.text_problem(problem, cx.person)),
            ListState::NoHome | ListState::Reading | ListState::Missing | ListState::Read => {}
        }
        ui.add_space(S1);
        let is_idle = !panel.text.is_busy();
        let go = say!(cx.texts, "server-go");
        if ui.add(Button::new(Look::Primary, &go).enabled(is_idle)).clicked() || is_entered {
            cx.send(ComputerAction::Plan);
        }
    });
}

/// Whether Enter was pressed.
fn fields(ui: &mut Ui, panel: &mut ComputerPanel, servers: &[String], cx: &mut Cx<'_>) -> bool {
    let suggested = panel.suggested(servers);
    let (problem, bad_name) = match &panel.problem {
        Some(BadServer::Target(problem)) => (Some(*problem), None),
        Some(BadServer::Name) => (None, Some(say!(cx.texts, "server-wrong"))),
        Some(BadServer::Taken(name, by)) => (None, Some(cx.texts.server_name_taken(name, by.as_ref()))),
        Some(BadServer::KeyPath) | None => (None, None),
    };
    let fields = ServerFields {
        id: first_id(),
        host: &mut panel.host,
        user: &mut panel.user,
        port: &mut panel.port,
        jump: &mut panel.jump,
        problem,
        servers,
    };
    let mut used = fields.show(ui, cx);
    let label = say!(cx.texts, "use-computer-name");
    let label = field_label(ui, &label, &say!(cx.texts, "use-computer-name-note"));
    let wrong = bad_name.is_some();
    let (id, width) = (Id::unique("name for a server"), ui.available_width());
    let field = Field { id, label: &label, width, hint: &suggested, wrong, font: None };
    let response = field.show(ui, &mut panel.name);
    if let Some(words) = bad_name {
        let said = alert(ui, &words);
        describes(ui, &said, &response);
    }
    used.is_edited |= response.changed();
    if used.is_edited {
        cx.send(ComputerAction::Edited);
    }
    used.is_entered || enter_pressed(ui, &response)
}

/// What ssh makes of it, and the line that logs in.
fn checked(ui: &mut Ui, check: &ConfigCheck, cx: &mut Cx<'_>) {
    ui.spacing_mut().item_spacing.y = S2;
    let c = colors(ui);
    if check.was_there {
        status(ui, icon::INFO, c.weak, &say!(cx.texts, "use-check-there", name = check.name.as_str()));
    }
    match &check.result {
        None => _ = status(ui, icon::INFO, c.weak, &say!(cx.texts, "use-check-asking")),
        Some(Ok(differences)) if differences.is_empty() => {
            let words = say!(cx.texts, "use-check-right", name = check.name.as_str());
            status(ui, icon::OK, c.ok, &words);
        }
        Some(Ok(differences)) => {
            for difference in differences {
                status(ui, icon::WARN, c.warn, &cx.texts.config_difference(difference));
            }
            caption(ui, &say!(cx.texts, "use-check-why"));
        }
        Some(Err(why @ NotResolved::Refused(_))) => {
            status(ui, icon::ERROR, c.bad, &cx.texts.not_resolved(why));
            return;
        }
        Some(Err(why)) => _ = status(ui, icon::WARN, c.warn, &cx.texts.not_resolved(why)),
    }
    if check.result.is_some() {
        caption(ui, &say!(cx.texts, "use-check-command"));
        command(ui, &check.command(), cx);
    }
}

/// To be copied.
fn command(ui: &mut Ui, command: &str, cx: &mut Cx<'_>) {
    let name = say!(cx.texts, "problem-copy-named", command = command);
    let copy = |ui: &mut Ui| icon_button(ui, icon::COPY, &name).clicked();
    if code(ui, command, ICON_BUTTON + S2, copy) {
        cx.send(ComputerAction::Copy(command.to_owned()));
    }
}
