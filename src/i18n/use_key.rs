//! “Use this key”.

use super::{Texts, say};
use crate::app::{NoCommand, Panel};
use crate::remote::{Difference, LocalShell, NotResolved, ServerKind};
use crate::system::SshError;

impl Texts {
    /// The tab of something that can be done with a key.
    pub fn panel(&self, panel: Panel) -> String {
        match panel {
            Panel::Server => say!(self, "use-panel-server"),
            Panel::Service => say!(self, "use-panel-service"),
            Panel::Computer => say!(self, "use-panel-computer"),
        }
    }

    /// The shell that a command is pasted into.
    pub fn local_shell(&self, shell: LocalShell) -> String {
        match shell {
            LocalShell::Sh => say!(self, "use-hand-sh"),
            LocalShell::PowerShell => say!(self, "use-hand-powershell"),
            LocalShell::Cmd => say!(self, "use-hand-cmd"),
        }
    }

    /// What a server is.
    pub fn kind_of_server(&self, kind: ServerKind) -> String {
        match kind {
            ServerKind::Unix => say!(self, "use-hand-unix"),
            ServerKind::Windows => say!(self, "use-hand-windows"),
            ServerKind::WindowsAdministrator => say!(self, "use-hand-administrator"),
        }
    }

    /// Why there is no command to copy.
    pub fn no_command(&self, why: NoCommand) -> String {
        match why {
            NoCommand::Target(problem) => self.bad_target(problem),
            NoCommand::Options => say!(self, "editor-wrong"),
            NoCommand::Shell => say!(self, "use-hand-impossible"),
        }
    }

    /// A setting of which ssh takes another value than is meant.
    pub fn config_difference(&self, difference: &Difference) -> String {
        let Difference { keyword, meant, taken } = difference;
        let (keyword, meant) = (keyword.as_str(), self.cut(meant));
        match taken {
            Some(taken) => {
                say!(self, "use-check-other", keyword = keyword, taken = self.cut(taken), meant = meant)
            }
            None => say!(self, "use-check-none", keyword = keyword, meant = meant),
        }
    }

    /// Why nobody knows what ssh makes of its configuration.
    pub fn not_resolved(&self, why: &NotResolved) -> String {
        match why {
            NotResolved::Ssh(SshError::NoProgram) => say!(self, "use-check-no-ssh"),
            NotResolved::Ssh(SshError::Start(_) | SshError::Stopped) => say!(self, "use-check-failed"),
            NotResolved::Refused(said) => say!(self, "use-check-refused", said = self.cut(said)),
        }
    }
}
