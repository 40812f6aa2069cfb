//! The page of one key: the form, the locked key, the open key.

mod certificate;
pub(in crate::ui) mod choice;
mod drop_zone;
mod key_card;
mod locked_card;
pub(in crate::ui) mod new_key;
mod own_keys;
pub(in crate::ui) mod public_half;
mod recovered;
mod rows;
pub(in crate::ui) mod save_row;

use super::Cx;
use crate::app::{KeyPage, KeyState};
use egui::{Id, Ui};

/// `inspecting`: something is being opened.
pub(super) fn show(ui: &mut Ui, page: &mut KeyPage, inspecting: bool, cx: &mut Cx<'_>) {
    recovered::show(ui, &page.recovered, cx);
    match &mut page.state {
        KeyState::None => {
            own_keys::show(ui, &page.own, cx);
            new_key::show(ui, &mut page.form, None, cx);
            drop_zone::zone(ui, inspecting, cx);
        }
        KeyState::Generating { job, kind, .. } => {
            ui.add_enabled_ui(false, |ui| own_keys::show(ui, &page.own, cx));
            let under_way = new_key::UnderWay { job, kind: *kind };
            new_key::show(ui, &mut page.form, Some(under_way), cx);
            // Nothing is opened meanwhile, but nothing jumps away either.
            ui.add_enabled_ui(false, |ui| drop_zone::zone(ui, false, cx));
        }
        KeyState::Locked(locked) => {
            locked_card::show(ui, locked, cx);
            drop_zone::strip(ui, cx);
        }
        KeyState::Open(open) => {
            key_card::show(ui, open, cx);
            drop_zone::strip(ui, cx);
        }
    }
}

/// The passphrase field of the locked key.
pub(super) fn passphrase_id() -> Id {
    Id::unique("passphrase of the locked key")
}

/// The button that copies the public key.
pub(super) fn copy_id() -> Id {
    Id::unique("copy the public key")
}
