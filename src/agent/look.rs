//! The agents that run: which they are, what they can do and hold, and which of them ssh would ask.

use super::{AgentError, HeldKey, list, message};
use crate::key::PublicKey;
use crate::system::{Agent, AgentKind, Agents, Patience, Ssh, SshOrigin};
use std::path::PathBuf;

/// An extension of OpenSSH's agent, which minds limits.
const OF_OPENSSH: &[u8] = b"session-bind@openssh.com";
/// How those of PuTTY's agent end, which has no limits (PuTTY 0.84).
const OF_PUTTY: &[u8] = b"@putty.projects.tartarus.org";

/// Which agent it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentName {
    /// What kind it is.
    pub kind: AgentKind,
    /// Whose it is, where that is known.
    pub program: Option<String>,
}

impl AgentName {
    /// Of this agent.
    pub fn of(agent: &dyn Agent) -> Self {
        Self { kind: agent.kind(), program: agent.program() }
    }
}

/// Whether an agent minds a lifetime and a confirmation, as far as that is known before it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitSupport {
    /// It does.
    Supported,
    /// It does not.
    Unsupported,
    /// That shows when it is asked.
    Unknown,
}

/// An agent that runs.
#[derive(Clone, Debug)]
pub struct FoundAgent {
    /// Which it is.
    pub name: AgentName,
    /// Whether it minds limits.
    pub limits: LimitSupport,
    /// Whether it keeps keys until they are removed, see [`Agent::keeps_keys`].
    pub keeps_keys: bool,
    /// What it holds, or why it does not say that.
    pub keys: Result<Vec<HeldKey>, AgentError>,
}

impl FoundAgent {
    /// Whether it holds the key, or a certificate of it.
    pub fn holds(&self, key: &PublicKey) -> bool {
        self.keys.iter().flatten().any(|held| held.is_of(key))
    }
}

/// The agents that run, in the order of [`Agents::all`].
pub fn look(agents: &dyn Agents) -> Vec<FoundAgent> {
    let found = agents.all().into_iter().map(|agent| {
        let keys = list(&*agent);
        let limits = if keys.is_ok() { limits(&*agent) } else { LimitSupport::Unknown };
        FoundAgent { name: AgentName::of(&*agent), limits, keeps_keys: agent.keeps_keys(), keys }
    });
    found.filter(|found| found.keys.as_ref().err() != Some(&AgentError::NotRunning)).collect()
}

/// The first agent that holds the key, or a certificate of it.
pub fn holder(agents: &[Box<dyn Agent>], key: &PublicKey) -> Option<AgentName> {
    let holds = |agent: &dyn Agent| list(agent).unwrap_or_default().iter().any(|held| held.is_of(key));
    agents.iter().find(|agent| holds(&***agent)).map(|agent| AgentName::of(&**agent))
}

/// What is known of an agent before it is asked to mind a limit. Its extensions tell whose it is, whatever it is
/// called and wherever it listens; many agents know no extensions.
pub fn limits(agent: &dyn Agent) -> LimitSupport {
    if agent.kind() == AgentKind::Pageant {
        return LimitSupport::Unsupported;
    }
    let answer = agent.ask(&message::query(), Patience::Moment).ok();
    let names = answer.as_ref().and_then(|answer| message::extensions(answer)).unwrap_or_default();
    if names.iter().any(|name| name.ends_with(OF_PUTTY)) {
        LimitSupport::Unsupported
    } else if names.contains(&OF_OPENSSH) {
        LimitSupport::Supported
    } else {
        LimitSupport::Unknown
    }
}

/// Which ssh a terminal would start, and which agent that would ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The program, and whose it is. `None` where there is none.
    pub ssh: Option<(PathBuf, SshOrigin)>,
    /// The agent behind the socket or pipe, if one runs there.
    pub agent: Option<AgentName>,
}

impl Route {
    /// With the agents that were found.
    pub fn of(ssh: &dyn Ssh, agents: impl IntoIterator<Item = AgentName>) -> Self {
        let ssh = ssh.program().map(|program| {
            let origin = SshOrigin::of(&program);
            (program, origin)
        });
        Self { ssh, agent: agents.into_iter().find(|agent| agent.kind == AgentKind::OpenSsh) }
    }
}
