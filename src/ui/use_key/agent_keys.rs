//! The keys that an agent holds, each with a way to remove it.

use crate::agent::HeldKey;
use crate::app::AgentAction;
use crate::i18n::say;
use crate::key::PublicKey;
use crate::system::AgentKind;
use crate::ui::Cx;
use crate::ui::theme::{S1, S2, S3, T_LABEL, T_SMALL, colors, medium, mono};
use crate::ui::widgets::{caption, link_to, link_width, wrapped};
use egui::{Id, RichText, Stroke, Ui};

/// So many are shown: an agent with more has more than a server would try.
const MOST: usize = 50;

pub(super) fn show(ui: &mut Ui, agent: AgentKind, keys: &[HeldKey], this: &PublicKey, cx: &mut Cx<'_>) {
    if keys.is_empty() {
        caption(ui, &say!(cx.texts, "use-agent-empty"));
        return;
    }
    caption(ui, &say!(cx.texts, "use-agent-keys", count = keys.len()));
    for held in keys.iter().take(MOST) {
        row(ui, agent, held, held.is_of(this), cx);
    }
    let more = keys.len().saturating_sub(MOST);
    if more > 0 {
        caption(ui, &say!(cx.texts, "use-agent-more", count = more));
    }
}

fn row(ui: &mut Ui, agent: AgentKind, held: &HeldKey, is_this: bool, cx: &mut Cx<'_>) {
    let c = colors(ui);
    ui.add_space(S1);
    let top = ui.cursor().top();
    ui.painter().hline(ui.max_rect().x_range(), top, Stroke::new(1.0, c.border));
    ui.add_space(S1);
    let name = cx.texts.held_key(held);
    let label = say!(cx.texts, "use-agent-remove");
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = S3;
        let room = ui.available_width() - link_width(ui, &label) - S3 - S2;
        ui.vertical(|ui| {
            ui.set_width(room.max(0.0));
            ui.spacing_mut().item_spacing.y = 1.0;
            let color = if is_this { c.ok } else { c.text };
            wrapped(ui, RichText::new(&name).font(medium(T_LABEL)).color(color));
            if let Some(key) = &held.key {
                let fingerprint = key.fingerprint().sha256();
                wrapped(ui, RichText::new(fingerprint).font(mono(T_SMALL)).color(c.weak));
            }
        });
        let spoken = say!(cx.texts, "use-agent-remove-named", key = name.as_str());
        let id = Id::unique("remove from the agent").with(&held.blob);
        if link_to(ui, id, &label, &spoken).clicked() {
            cx.send(AgentAction::RemoveOther(agent, held.blob.clone()));
        }
    });
}
