//! Whether a passphrase can be seen on the screen.

use super::{Dialog, Model, Stage};

impl Model {
    /// Whether the person wants to see a passphrase. It counts from the click on, before anything is
    /// typed, and on pages that are not shown at the moment: whoever acts on it is never too late.
    pub fn reveals_a_passphrase(&self) -> bool {
        let of_key = matches!(&self.stage, Stage::Encrypted(encrypted) if encrypted.passphrase.revealed);
        let of_dialog = matches!(&self.dialog, Some(Dialog::Passphrase { new, .. }) if new.first.revealed);
        let of_row = self.many.field.as_ref().is_some_and(|field| field.passphrase.revealed);
        let of_all = self.many.passphrase.revealed || self.many.target.new.first.revealed;
        self.form.passphrase.first.revealed || of_key || of_dialog || of_row || of_all
    }
}
