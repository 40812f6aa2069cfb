//! What is typed and may be seen.

use super::{App, KeyState, Model};

impl App {
    /// Whether the person wants to see a passphrase, wherever.
    pub fn reveals_secret(&self) -> bool {
        self.model.pages().iter().any(|page| page.reveals_secret()) || self.model.shell.reveals_secret()
    }

    /// Nobody looks at the window any more, or somebody else does: hides every passphrase, wherever.
    pub fn hide_secrets(&mut self) {
        let Model { shell, key, batch, use_key, .. } = &mut self.model;
        if let KeyState::Locked(locked) = &mut key.state {
            locked.passphrase.revealed = false;
        }
        for new in shell.new_passphrases().chain([
            &mut key.form.passphrase,
            &mut batch.target.new,
            &mut use_key.replace.form.passphrase,
        ]) {
            new.first.revealed = false;
        }
        let of_row = batch.field.as_mut().map(|field| &mut field.passphrase);
        let typed_for_ssh = [&mut use_key.install.typed, &mut use_key.replace.run.typed];
        for typed in of_row.into_iter().chain([&mut batch.passphrase]).chain(typed_for_ssh) {
            typed.revealed = false;
        }
    }
}
