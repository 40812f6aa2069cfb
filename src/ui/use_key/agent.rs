//! The key in an agent: which agents run, what they hold, adding and removing.

use super::agent_keys;
use crate::agent::{Added, AgentError, AgentName, FoundAgent, LimitSupport};
use crate::app::{AgentAction, AgentOutcome, AgentPanel, Lifetime, UsedKey};
use crate::i18n::{agent_command, say};
use crate::system::{AgentKind, UNIX_SHELL};
use crate::ui::Cx;
use crate::ui::theme::{S1, S2, T_SECTION, colors, icon, semibold};
use crate::ui::widgets::{
    Button, ICON_BUTTON, Look, cancel_id, caption, card, check_box, code, field_label, heading, icon_button,
    link, link_to, message, segmented, status,
};
use egui::accesskit::Live;
use egui::{Id, Ui, vec2};

/// What asks the agents again, and is there whether one runs or not.
pub(super) fn first_id() -> Id {
    Id::unique("ask the agents again")
}

pub(super) fn show(ui: &mut Ui, panel: &mut AgentPanel, key: &UsedKey, cx: &mut Cx<'_>) {
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        heading(ui, &say!(cx.texts, "use-agent-title"), semibold(T_SECTION), colors(ui).text);
        caption(ui, &say!(cx.texts, "use-agent-text"));
        let Some(looked) = &panel.looked else {
            if panel.outcome.is_none() {
                message(ui, icon::INFO, colors(ui).weak, &say!(cx.texts, "use-agent-looking"), Live::Polite);
            }
            return came_of_it(ui, panel, key, cx);
        };
        caption(ui, &cx.texts.agent_route(&looked.route));
        if looked.agents.is_empty() {
            none(ui, cx);
        } else {
            let label = say!(cx.texts, "use-agent-check");
            if link_to(ui, first_id(), &label, &label).clicked() {
                cx.send(AgentAction::Look);
            }
            match key.private.strong_count() {
                0 => drop(caption(ui, &say!(cx.texts, "use-agent-public-only"))),
                _ => limits(ui, &mut panel.lifetime, &mut panel.confirm, cx),
            }
        }
        came_of_it(ui, panel, key, cx);
    });
    for found in panel.looked.iter().flat_map(|looked| &looked.agents) {
        ui.add_space(S2);
        card(ui, |ui| {
            ui.spacing_mut().item_spacing.y = S1;
            agent(ui, found, panel, key, cx);
        });
    }
}

/// Why there is nothing to add it to, and what to do.
fn none(ui: &mut Ui, cx: &mut Cx<'_>) {
    status(ui, icon::WARN, colors(ui).warn, &say!(cx.texts, "use-agent-none"));
    caption(
        ui,
        &match UNIX_SHELL {
            true => say!(cx.texts, "use-agent-none-unix"),
            false => say!(cx.texts, "use-agent-none-windows"),
        },
    );
    let command = agent_command();
    let name = say!(cx.texts, "use-agent-copy-named", command = command);
    if code(ui, command, ICON_BUTTON + S2, |ui| icon_button(ui, icon::COPY, &name).clicked()) {
        cx.send(AgentAction::CopyCommand(command.to_owned()));
    }
    ui.add_space(S1);
    if ui.add(Button::new(Look::Secondary, &say!(cx.texts, "use-agent-check")).id(first_id())).clicked() {
        cx.send(AgentAction::Look);
    }
}

/// What the agent is to mind.
fn limits(ui: &mut Ui, lifetime: &mut Lifetime, confirm: &mut bool, cx: &Cx<'_>) {
    ui.add_space(S1);
    let group = say!(cx.texts, "use-agent-lifetime");
    field_label(ui, &group, "");
    let names = Lifetime::ALL.map(|one| match one.hours() {
        None => say!(cx.texts, "use-agent-lifetime-unlimited"),
        Some(hours) => say!(cx.texts, "use-agent-lifetime-hours", hours = hours),
    });
    let names = names.each_ref().map(String::as_str);
    let chosen = Lifetime::ALL.iter().position(|one| one == lifetime);
    let width = ui.available_width();
    let clicked = segmented(ui, Id::unique("lifetime in the agent"), &group, &names, chosen, width);
    if let Some(one) = clicked.and_then(|at| Lifetime::ALL.get(at)) {
        *lifetime = *one;
    }
    ui.add_space(S1);
    check_box(ui, Id::unique("agent asks"), confirm, &say!(cx.texts, "use-agent-confirm"));
}

/// What came of what was asked for last, or that it is waited for.
fn came_of_it(ui: &mut Ui, panel: &AgentPanel, key: &UsedKey, cx: &mut Cx<'_>) {
    let c = colors(ui);
    if panel.is_changing() {
        message(ui, icon::INFO, c.weak, &say!(cx.texts, "use-agent-waiting"), Live::Polite);
        if ui.add(Button::new(Look::Secondary, &say!(cx.texts, "cancel")).id(cancel_id())).clicked() {
            cx.send(AgentAction::Stop);
        }
        return;
    }
    let Some(outcome) = &panel.outcome else { return };
    let words = cx.texts.agent_outcome(outcome, &key.public);
    let is_failure =
        matches!(outcome, AgentOutcome::Failed(..) | AgentOutcome::NotOpen | AgentOutcome::Crashed);
    let (sign, color) = match outcome {
        _ if is_failure => (icon::ERROR, c.bad),
        AgentOutcome::Stopped => (icon::INFO, c.weak),
        _ => (icon::CHECK, c.ok),
    };
    ui.add_space(S1);
    message(ui, sign, color, &words, if is_failure { Live::Assertive } else { Live::Polite });
    if let AgentOutcome::Added(_, Added::WithoutCertificate) = outcome {
        caption(ui, &say!(cx.texts, "use-agent-no-certificate"));
    }
    if let AgentOutcome::Failed(name, AgentError::LimitsRefused) = outcome
        && ui.add(Button::new(Look::Secondary, &say!(cx.texts, "use-agent-without"))).clicked()
    {
        cx.send(AgentAction::AddWithoutLimits(name.kind));
    }
}

fn agent(ui: &mut Ui, found: &FoundAgent, panel: &AgentPanel, key: &UsedKey, cx: &mut Cx<'_>) {
    let c = colors(ui);
    heading(ui, &title(&found.name, cx), semibold(T_SECTION), c.text);
    let keys = match &found.keys {
        Ok(keys) => keys,
        Err(error) => {
            let words = cx.texts.agent_error(found.name.kind, found.name.program.as_deref(), *error);
            message(ui, icon::ERROR, c.bad, &words, Live::Polite);
            return;
        }
    };
    let holds = found.holds(&key.public);
    match holds {
        true => status(ui, icon::CHECK, c.ok, &say!(cx.texts, "use-agent-holds")),
        false => status(ui, icon::INFO, c.weak, &say!(cx.texts, "use-agent-holds-not")),
    };
    if found.limits == LimitSupport::Unsupported {
        caption(ui, &say!(cx.texts, "use-agent-no-limits"));
    }
    if found.keeps_keys {
        caption(ui, &say!(cx.texts, "use-agent-keeps"));
    }
    ui.add_enabled_ui(!panel.is_changing(), |ui| {
        ui.add_space(S1);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(S2, S2);
            buttons(ui, found.name.kind, holds, key, cx);
        });
        ui.add_space(S2);
        agent_keys::show(ui, found.name.kind, keys, &key.public, cx);
        if !keys.is_empty() {
            all(ui, &found.name, panel.asks_all == Some(found.name.kind), cx);
        }
    });
}

fn title(name: &AgentName, cx: &Cx<'_>) -> String {
    match (name.kind, &name.program) {
        (AgentKind::Pageant, _) => say!(cx.texts, "agent-pageant"),
        (AgentKind::OpenSsh, Some(program)) => {
            say!(cx.texts, "use-agent-heading-program", program = program.as_str())
        }
        (AgentKind::OpenSsh, None) => say!(cx.texts, "use-agent-heading"),
    }
}

fn buttons(ui: &mut Ui, agent: AgentKind, holds: bool, key: &UsedKey, cx: &mut Cx<'_>) {
    if key.private.strong_count() > 0 {
        let (look, label) = match holds {
            true => (Look::Secondary, say!(cx.texts, "use-agent-add-again")),
            false => (Look::Primary, say!(cx.texts, "use-agent-add")),
        };
        if ui.add(Button::new(look, &label)).clicked() {
            cx.send(AgentAction::Add(agent));
        }
    }
    if holds && ui.add(Button::new(Look::Secondary, &say!(cx.texts, "use-agent-remove-this"))).clicked() {
        cx.send(AgentAction::Remove(agent));
    }
}

/// Removes all keys, once that was asked. The safe answer comes first.
fn all(ui: &mut Ui, name: &AgentName, is_asked: bool, cx: &mut Cx<'_>) {
    ui.add_space(S1);
    if !is_asked {
        if link(ui, &say!(cx.texts, "use-agent-remove-all")).clicked() {
            cx.send(AgentAction::AskRemoveAll(name.kind));
        }
        return;
    }
    let words = say!(cx.texts, "use-agent-remove-all-title", agent = cx.texts.agent_name(name));
    message(ui, icon::WARN, colors(ui).warn, &words, Live::Assertive);
    caption(ui, &say!(cx.texts, "use-agent-remove-all-text"));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(S2, S2);
        if ui.add(Button::new(Look::Secondary, &say!(cx.texts, "cancel"))).clicked() {
            cx.send(AgentAction::KeepAll);
        }
        if ui.add(Button::new(Look::Danger, &say!(cx.texts, "use-agent-remove-all-yes"))).clicked() {
            cx.send(AgentAction::RemoveAll(name.kind));
        }
    });
}
