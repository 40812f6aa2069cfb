//! Whether a passphrase can be seen on the screen.

use super::{App, Dialog, Model, Stage};

impl App {
    /// Whether the person wants to see a passphrase. It counts from the click on, before anything is
    /// typed, and on pages and in questions that are not shown at the moment: what was revealed may
    /// come back at any time.
    pub fn reveals_a_passphrase(&self) -> bool {
        let in_dialog =
            |dialog: &Dialog| matches!(dialog, Dialog::Passphrase { new, .. } if new.first.revealed);
        let Model { form, stage, many, dialog, .. } = &self.model;
        let of_key = matches!(stage, Stage::Encrypted(encrypted) if encrypted.passphrase.revealed);
        let of_row = many.field.as_ref().is_some_and(|field| field.passphrase.revealed);
        let of_all = many.passphrase.revealed || many.target.new.first.revealed;
        let of_dialogs = dialog.iter().chain(&self.waiting).any(in_dialog);
        form.passphrase.first.revealed || of_key || of_row || of_all || of_dialogs
    }
}
