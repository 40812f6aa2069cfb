//! The command that installs a key, to be copied instead.

use super::{InstallPanel, UsedKey};
use crate::remote::{BadTarget, ByHand, LocalShell, NewKey, ServerKind, by_hand};
use crate::sshfiles::KeyOptions;
use crate::system::IS_WINDOWS;

/// The command to copy instead.
#[derive(Debug)]
pub struct ByHandForm {
    /// Whether it is shown.
    pub is_open: bool,
    /// The shell that it is pasted into.
    pub shell: LocalShell,
    /// What the server is.
    pub server: ServerKind,
}

impl Default for ByHandForm {
    fn default() -> Self {
        let [shell, ..] = LocalShell::all(IS_WINDOWS);
        Self { is_open: false, shell, server: ServerKind::default() }
    }
}

/// Why there is no command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCommand {
    /// The fields say no server.
    Target(BadTarget),
    /// Something in the form of the options must be corrected.
    Options,
    /// The chosen shell cannot hold the options.
    Shell,
}

impl InstallPanel {
    /// The command that does it in a terminal.
    ///
    /// # Errors
    /// See [`NoCommand`].
    pub fn command(&self, key: &UsedKey) -> Result<ByHand, NoCommand> {
        let target = self.target().map_err(NoCommand::Target)?;
        let options = match &self.options {
            Some(form) if form.fields.problems().is_empty() => form.fields.options().ok(),
            Some(_) => None,
            None => Some(KeyOptions::default()),
        };
        let line = options.and_then(|options| NewKey::new(&key.public, &options).ok());
        let line = line.ok_or(NoCommand::Options)?;
        by_hand(&line, &target, self.by_hand.shell, self.by_hand.server).ok_or(NoCommand::Shell)
    }
}
