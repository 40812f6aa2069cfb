//! Words about agents.

use super::{Texts, say};
use crate::agent::AgentError;
use crate::system::{AgentKind, UNIX_SHELL};

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
            AgentError::NotRunning => self.no_agent(),
            AgentError::NotAllowed => say!(self, "agent-not-allowed", agent = agent),
            AgentError::NoAnswer => say!(self, "agent-no-answer", agent = agent),
            AgentError::Refused => say!(self, "agent-refused", agent = agent),
            AgentError::LimitsRefused => say!(self, "agent-limits-refused", agent = agent),
            AgentError::TooLong => say!(self, "agent-too-long", agent = agent),
            AgentError::Unreadable => say!(self, "agent-unreadable", agent = agent),
            AgentError::Broken(kind) => say!(self, "agent-broken", agent = agent, reason = kind.to_string()),
        }
    }

    /// That none runs, and how to start one.
    pub fn no_agent(&self) -> String {
        if UNIX_SHELL { say!(self, "agent-none") } else { say!(self, "agent-none-windows") }
    }
}
