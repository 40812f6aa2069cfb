//! Words about agents.

use super::{Texts, say};
use crate::agent::{AgentError, AgentName, Route};
use crate::system::{AgentKind, SshOrigin, UNIX_SHELL};

impl Texts {
    /// Which agent it is, and whose.
    pub fn agent(&self, kind: AgentKind, program: Option<&str>) -> String {
        match (kind, program) {
            (AgentKind::Pageant, _) => say!(self, "agent-pageant"),
            (AgentKind::OpenSsh, Some(program)) => say!(self, "agent-program", program = program),
            (AgentKind::OpenSsh, None) => say!(self, "agent-openssh"),
        }
    }

    /// That it holds this key now.
    pub fn agent_added(&self, key: &str, kind: AgentKind, program: Option<&str>) -> String {
        say!(self, "agent-added", key = key, agent = self.agent(kind, program))
    }

    /// What happened, and what to do.
    pub fn agent_error(&self, kind: AgentKind, program: Option<&str>, error: AgentError) -> String {
        let agent = self.agent(kind, program);
        match error {
            AgentError::NotRunning => self.no_agent(kind),
            AgentError::NotAllowed => say!(self, "agent-not-allowed", agent = agent),
            AgentError::NoAnswer => say!(self, "agent-no-answer", agent = agent),
            AgentError::Refused => say!(self, "agent-refused", agent = agent),
            AgentError::LimitsRefused => say!(self, "agent-limits-refused", agent = agent),
            AgentError::TooLong => say!(self, "agent-too-long", agent = agent),
            AgentError::Unreadable => say!(self, "agent-unreadable", agent = agent),
            AgentError::Broken(kind) => say!(self, "agent-broken", agent = agent, reason = kind.to_string()),
        }
    }

    /// That it does not run, and how to start one.
    pub fn no_agent(&self, kind: AgentKind) -> String {
        match (kind, UNIX_SHELL) {
            (AgentKind::OpenSsh, true) => say!(self, "agent-none"),
            (AgentKind::OpenSsh, false) => say!(self, "agent-none-windows"),
            (AgentKind::Pageant, true) => say!(self, "agent-no-pageant"),
            (AgentKind::Pageant, false) => say!(self, "agent-no-pageant-windows"),
        }
    }

    /// The same as [`Self::agent`].
    pub fn agent_name(&self, name: &AgentName) -> String {
        self.agent(name.kind, name.program.as_deref())
    }

    /// Which ssh would be started, and which agent it would ask.
    pub fn agent_route(&self, route: &Route) -> String {
        let Some((program, origin)) = &route.ssh else { return say!(self, "agent-route-no-ssh") };
        let program = self.cut(&program.to_string_lossy());
        match (origin, &route.agent) {
            (SshOrigin::Git, _) => say!(self, "agent-route-git", program = program),
            (SshOrigin::Cygwin, _) => say!(self, "agent-route-cygwin", program = program),
            (_, None) => say!(self, "agent-route-none", program = program),
            (SshOrigin::Windows, Some(agent)) => {
                say!(self, "agent-route-windows", program = program, agent = self.agent_name(agent))
            }
            (SshOrigin::System, Some(agent)) => {
                say!(self, "agent-route", program = program, agent = self.agent_name(agent))
            }
            (SshOrigin::Unknown, Some(agent)) => {
                say!(self, "agent-route-unknown", program = program, agent = self.agent_name(agent))
            }
        }
    }
}
