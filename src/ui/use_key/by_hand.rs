//! The command that installs the key, to be copied instead.

use crate::app::{InstallAction, InstallPanel, NoCommand, UsedKey};
use crate::i18n::say;
use crate::remote::{BadTarget, LocalShell, ServerKind};
use crate::system::IS_WINDOWS;
use crate::ui::Cx;
use crate::ui::theme::{S1, S2};
use crate::ui::widgets::{Button, Look, alert, caption, code, field_label, link_to, segmented};
use egui::{Id, ScrollArea, Ui};

/// A longer command is scrolled.
const HIGHEST: f32 = 132.0;

const KINDS: [ServerKind; 3] = [ServerKind::Unix, ServerKind::Windows, ServerKind::WindowsAdministrator];

pub(super) fn show(ui: &mut Ui, panel: &InstallPanel, key: &UsedKey, cx: &mut Cx<'_>) {
    let by_hand = &panel.by_hand;
    let label = match by_hand.is_open {
        true => say!(cx.texts, "use-hand-hide"),
        false => say!(cx.texts, "use-hand-show"),
    };
    if link_to(ui, Id::unique("show the command"), &label, &label).clicked() {
        cx.send(InstallAction::ToggleByHand);
    }
    if !by_hand.is_open {
        return;
    }
    caption(ui, &say!(cx.texts, "use-hand-text"));
    let shells = LocalShell::all(IS_WINDOWS);
    let label = say!(cx.texts, "use-hand-from");
    let names = shells.map(|shell| cx.texts.local_shell(shell));
    let chosen = shells.iter().position(|shell| *shell == by_hand.shell);
    if let Some(shell) = choice(ui, &label, &names, chosen).and_then(|at| shells.get(at)) {
        cx.send(InstallAction::FromShell(*shell));
    }
    let label = say!(cx.texts, "use-hand-to");
    let names = KINDS.map(|kind| cx.texts.kind_of_server(kind));
    let chosen = KINDS.iter().position(|kind| *kind == by_hand.server);
    if let Some(kind) = choice(ui, &label, &names, chosen).and_then(|at| KINDS.get(at)) {
        cx.send(InstallAction::ToServer(*kind));
    }
    ui.add_space(S1);
    command(ui, panel, key, cx);
}

fn choice(ui: &mut Ui, label: &str, names: &[String; 3], chosen: Option<usize>) -> Option<usize> {
    field_label(ui, label, "");
    let names = names.each_ref().map(String::as_str);
    let width = ui.available_width();
    segmented(ui, Id::unique("command by hand").with(label), label, &names, chosen, width)
}

fn command(ui: &mut Ui, panel: &InstallPanel, key: &UsedKey, cx: &mut Cx<'_>) {
    let made = match panel.command(key) {
        Ok(made) => made,
        Err(NoCommand::Target(BadTarget::Missing(_))) => {
            caption(ui, &say!(cx.texts, "use-hand-no-server"));
            return;
        }
        Err(why) => {
            alert(ui, &cx.texts.no_command(why));
            return;
        }
    };
    if made.is_without_comment {
        caption(ui, &say!(cx.texts, "use-hand-no-comment"));
    }
    ScrollArea::vertical().id_salt("command by hand").max_height(HIGHEST).show(ui, |ui| {
        code(ui, &made.command, 0.0, |_| {});
    });
    ui.add_space(S2);
    if ui.add(Button::new(Look::Secondary, &say!(cx.texts, "copy-command"))).clicked() {
        cx.send(InstallAction::Copy(made.command));
    }
    caption(ui, &say!(cx.texts, "use-hand-then"));
}
