//! “Use this key”.

use super::{Texts, say};
use crate::agent::HeldKey;
use crate::app::{AgentOutcome, NoCommand, Panel, RemovalQuestion};
use crate::key::PublicKey;
use crate::remote::{Destination, Difference, LocalShell, NotResolved, ServerKind};
use crate::system::{SshError, UNIX_SHELL};

impl Texts {
    /// The tab of something that can be done with a key.
    pub fn panel(&self, panel: Panel) -> String {
        match panel {
            Panel::Server => say!(self, "use-panel-server"),
            Panel::Service => say!(self, "use-panel-service"),
            Panel::Computer => say!(self, "use-panel-computer"),
            Panel::Agent => say!(self, "use-panel-agent"),
            Panel::Replace => say!(self, "use-panel-replace"),
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

    /// Why a server cannot have this name.
    pub fn server_name_taken(&self, name: &str, by: Option<&Destination>) -> String {
        let Some(by) = by else { return say!(self, "use-computer-taken-unknown", name = name) };
        let login = by.login();
        match by.jump.as_ref().or(by.command.as_ref()) {
            Some(through) => say!(
                self,
                "use-computer-taken-through",
                name = name,
                login = self.cut(&login),
                through = self.cut(through)
            ),
            None => say!(self, "use-computer-taken", name = name, login = self.cut(&login)),
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

    /// What came of something that an agent was asked to do with this key.
    pub fn agent_outcome(&self, outcome: &AgentOutcome, key: &PublicKey) -> String {
        match outcome {
            AgentOutcome::Added(name, _) => {
                self.agent_added(&self.key_name(key), name.kind, name.program.as_deref())
            }
            AgentOutcome::Removed(name) => say!(self, "use-agent-removed", agent = self.agent_name(name)),
            AgentOutcome::RemovedAll(name) => {
                say!(self, "use-agent-removed-all", agent = self.agent_name(name))
            }
            AgentOutcome::Failed(name, error) => self.agent_error(name.kind, name.program.as_deref(), *error),
            AgentOutcome::NotOpen => say!(self, "use-agent-not-open"),
            AgentOutcome::Stopped => say!(self, "use-agent-stopped"),
            AgentOutcome::Crashed => say!(self, "use-crashed"),
        }
    }

    /// The comment of a key, or its type.
    pub fn key_name(&self, key: &PublicKey) -> String {
        match key.comment().is_empty() {
            true => self.kind(key.kind()),
            false => self.comment(key.comment()),
        }
    }

    /// What is asked before a key is taken from a server.
    pub fn removal_title(&self, question: &RemovalQuestion) -> String {
        let (key, server) = (self.key_name(&question.key), question.target.shown());
        say!(self, "removal-title", key = key, server = server)
    }

    /// What happens then.
    pub fn removal_text(&self, question: &RemovalQuestion) -> String {
        match &question.stays {
            Some(stays) => say!(self, "removal-text-tried", path = self.cut(&stays.shown)),
            None => say!(self, "removal-text"),
        }
    }

    /// A key that an agent holds: its comment and its type.
    pub fn held_key(&self, held: &HeldKey) -> String {
        let kind = match &held.key {
            Some(_) if held.is_certificate => say!(self, "use-agent-certificate"),
            Some(key) => self.kind(key.kind()),
            None => say!(self, "use-agent-unknown"),
        };
        match held.comment.is_empty() {
            true => kind,
            false => say!(self, "use-agent-key", key = self.comment(&held.comment), kind = kind),
        }
    }
}

/// What starts an agent: in a terminal, or on Windows in PowerShell as administrator.
pub const fn agent_command() -> &'static str {
    if UNIX_SHELL {
        r#"eval "$(ssh-agent)""#
    } else {
        "Get-Service ssh-agent | Set-Service -StartupType Automatic; Start-Service ssh-agent"
    }
}
