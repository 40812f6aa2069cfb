//! “Use this key”: what can be done with a key once it is safe.

mod agent;
mod agent_keys;
mod by_hand;
mod computer;
mod install;
mod question;
pub(in crate::ui) mod removal;
mod replace;
mod server_fields;
mod service;
mod steps;

pub(in crate::ui) use question::first_id as question_id;
pub(in crate::ui) use replace::ask as ask_to_replace;

use super::Cx;
use crate::app::{Panel, UseKeyAction, UseKeyPage};
use crate::i18n::say;
use crate::ui::theme::{S1, T_MONO, T_SECTION, colors, mono, semibold};
use crate::ui::widgets::{card, heading, link, tab_row, wrapped};
use egui::{Id, RichText, Ui};

/// What to do first there.
pub(in crate::ui) fn first_id(page: &UseKeyPage) -> Id {
    match (page.panel, &page.key) {
        (Panel::Service, Some(key)) => service::first_id(&page.service, key),
        (Panel::Computer, Some(_)) => computer::first_id(),
        (Panel::Agent, Some(_)) => agent::first_id(),
        (Panel::Replace, Some(_)) => replace::first_id(),
        (Panel::Server, _) | (_, None) => install::host_id(),
    }
}

pub(super) fn show(ui: &mut Ui, page: &mut UseKeyPage, cx: &mut Cx<'_>) {
    let Some(key) = &page.key else { return };
    card(ui, |ui| {
        ui.spacing_mut().item_spacing.y = S1;
        let title = say!(cx.texts, "use-key-title", key = cx.texts.key_name(&key.public));
        heading(ui, &title, semibold(T_SECTION), colors(ui).text);
        let fingerprint = RichText::new(key.public.fingerprint().sha256()).font(mono(T_MONO));
        wrapped(ui, fingerprint.color(colors(ui).weak));
        if link(ui, &say!(cx.texts, "use-key-back")).clicked() {
            cx.send(UseKeyAction::Leave);
        }
    });
    tabs(ui, page, cx);
    match page.panel {
        Panel::Server => install::show(ui, &mut page.install, key, (&page.servers, &page.keys), cx),
        Panel::Computer => computer::show(ui, &mut page.computer, key, &page.servers, cx),
        Panel::Service => service::show(ui, &mut page.service, key, cx),
        Panel::Agent => agent::show(ui, &mut page.agent, key, cx),
        Panel::Replace => replace::show(ui, &mut page.replace, (key, &page.computer.text), cx),
    }
}

fn tabs(ui: &mut Ui, page: &UseKeyPage, cx: &mut Cx<'_>) {
    let labels = Panel::ALL.map(|panel| cx.texts.panel(panel));
    let labels = labels.each_ref().map(String::as_str);
    let chosen = Panel::ALL.iter().position(|panel| *panel == page.panel).unwrap_or_default();
    if let Some(panel) = tab_row(ui, &labels, chosen).and_then(|number| Panel::ALL.get(number)) {
        cx.send(UseKeyAction::Show(*panel));
        if let (Panel::Service, Some(key)) = (*panel, &page.key) {
            // There is a search field: whoever comes here types.
            ui.memory_mut(|memory| memory.request_focus(service::first_id(&page.service, key)));
        }
    }
}
