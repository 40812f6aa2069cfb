//! The key in an agent: which agents run, what they hold, and what is added and removed.

use super::{Event, Slot, UsedKey};
use crate::agent::{self, Added, AgentError, AgentName, FoundAgent, LimitSupport, Limits, Route};
use crate::app::context::{Context, Effect};
use crate::app::{Copyable, Job};
use crate::key::{Key, PublicKey};
use crate::system::{Agent, AgentKind, Services};
use std::sync::Arc;
use std::time::Duration;

/// What a person can ask for there.
#[derive(Debug)]
pub enum AgentAction {
    /// Ask the agents again.
    Look,
    /// Give the key to this agent, with the limits that are chosen.
    Add(AgentKind),
    /// Give the key to this agent, which has refused the limits, without them.
    AddWithoutLimits(AgentKind),
    /// Take the key out of this agent.
    Remove(AgentKind),
    /// Take this key or certificate out of the agent, by its blob.
    RemoveOther(AgentKind, Vec<u8>),
    /// Ask whether all keys shall be taken out of this agent.
    AskRemoveAll(AgentKind),
    /// Leave them there.
    KeepAll,
    /// Take them out.
    RemoveAll(AgentKind),
    /// Wait no longer for an agent.
    Stop,
    /// Put this command on the clipboard.
    CopyCommand(String),
}

/// When an agent forgets a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lifetime {
    /// When it ends, or somebody removes the key.
    #[default]
    Unlimited,
    /// After an hour.
    Hour,
    /// After a working day.
    EightHours,
    /// After a day.
    Day,
}

impl Lifetime {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Unlimited, Self::Hour, Self::EightHours, Self::Day];

    /// Hours; `None` without an end.
    pub const fn hours(self) -> Option<u32> {
        match self {
            Self::Unlimited => None,
            Self::Hour => Some(1),
            Self::EightHours => Some(8),
            Self::Day => Some(24),
        }
    }
}

/// Everything that is shown of it.
#[derive(Debug, Default)]
pub struct AgentPanel {
    /// The agents, and the ssh that would ask one of them. `None` until they have answered.
    pub looked: Option<LookedAtAgents>,
    /// When the key is forgotten.
    pub lifetime: Lifetime,
    /// Whether the agent asks before each use.
    pub confirm: bool,
    /// What came of what was asked for last.
    pub outcome: Option<AgentOutcome>,
    /// Of which agent all keys would be removed.
    pub asks_all: Option<AgentKind>,
    work: Option<Work>,
}

/// The agents, and the ssh that would ask one of them.
#[derive(Debug)]
pub struct LookedAtAgents {
    /// The agents that run.
    pub agents: Vec<FoundAgent>,
    /// Which ssh, and which agent it asks.
    pub route: Route,
}

/// What came of something that an agent was asked to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgentOutcome {
    /// It holds the key now.
    Added(AgentName, Added),
    /// It no longer holds the key that was meant.
    Removed(AgentName),
    /// It no longer holds any keys.
    RemovedAll(AgentName),
    /// It did not do it.
    Failed(AgentName, AgentError),
    /// The private key is no longer open.
    NotOpen,
    /// It was not waited for any longer.
    Stopped,
    /// A fault of ours ended it.
    Crashed,
}

#[derive(Debug)]
struct Work {
    /// Whether an agent was asked to change something.
    changes: bool,
    /// Held for its drop.
    _job: Job,
}

/// What an agent is asked to do.
enum Task {
    Add(Arc<Key>, PublicKey, Limits),
    Remove(PublicKey),
    RemoveOther(Vec<u8>),
    RemoveAll,
}

impl AgentPanel {
    /// Whether an agent is waited for that was asked to change something.
    pub fn is_changing(&self) -> bool {
        self.work.as_ref().is_some_and(|work| work.changes)
    }

    /// The limits that are chosen.
    pub fn limits(&self) -> Limits {
        let lifetime = self.lifetime.hours().map(|hours| Duration::from_secs(60 * 60 * u64::from(hours)));
        Limits { lifetime, confirm: self.confirm }
    }

    pub(super) fn update(&mut self, action: AgentAction, key: Option<&UsedKey>, cx: &mut Context<'_>) {
        match action {
            AgentAction::Stop => return self.stop(cx),
            AgentAction::CopyCommand(text) => return cx.send(Effect::Copy(Copyable::Command, text)),
            _ if self.is_changing() => return,
            _ => self.asks_all = None,
        }
        match action {
            AgentAction::Look => {
                self.outcome = None;
                self.look(cx);
            }
            AgentAction::Add(agent) => self.add(agent, key, self.limits(), cx),
            AgentAction::AddWithoutLimits(agent) => self.add(agent, key, Limits::default(), cx),
            AgentAction::Remove(agent) => {
                if let Some(key) = key {
                    self.start(agent, Task::Remove(key.public.clone()), cx);
                }
            }
            AgentAction::RemoveOther(agent, blob) => self.start(agent, Task::RemoveOther(blob), cx),
            AgentAction::AskRemoveAll(agent) => self.asks_all = Some(agent),
            AgentAction::RemoveAll(agent) => self.start(agent, Task::RemoveAll, cx),
            AgentAction::KeepAll | AgentAction::Stop | AgentAction::CopyCommand(_) => {}
        }
    }

    /// Asks the agents what they hold.
    pub(super) fn look(&mut self, cx: &mut Context<'_>) {
        if self.is_changing() {
            return;
        }
        let services = asked(cx.services);
        let job = cx.start(Slot::Agent, "ask agents", move |_| Event::Agents(None, looked(&services)));
        self.work = Some(Work { changes: false, _job: job });
    }

    fn add(&mut self, agent: AgentKind, key: Option<&UsedKey>, limits: Limits, cx: &mut Context<'_>) {
        let Some(key) = key else { return };
        let Some(private) = key.private.upgrade() else {
            self.outcome = Some(AgentOutcome::NotOpen);
            return;
        };
        // Where it is known that it would be refused, the key need not leave us for that.
        let refuses = |found: &&FoundAgent| {
            found.name.kind == agent && found.limits == LimitSupport::Unsupported && limits.is_any()
        };
        let found = self.looked.as_ref().and_then(|looked| looked.agents.iter().find(refuses));
        if let Some(found) = found {
            self.outcome = Some(AgentOutcome::Failed(found.name.clone(), AgentError::LimitsRefused));
            return;
        }
        self.start(agent, Task::Add(private, key.public.clone(), limits), cx);
    }

    fn start(&mut self, agent: AgentKind, task: Task, cx: &mut Context<'_>) {
        self.outcome = None;
        let services = asked(cx.services);
        let job = cx.start(Slot::Agent, "agent", move |_| {
            let found = services.agents.all().into_iter().find(|found| found.kind() == agent);
            let gone =
                || AgentOutcome::Failed(AgentName { kind: agent, program: None }, AgentError::NotRunning);
            let outcome = found.map_or_else(gone, |found| done(&*found, task));
            Event::Agents(Some(outcome), looked(&services))
        });
        self.work = Some(Work { changes: true, _job: job });
    }

    fn stop(&mut self, cx: &mut Context<'_>) {
        if self.is_changing() {
            self.work = None;
            self.outcome = Some(AgentOutcome::Stopped);
            self.look(cx);
            cx.send(Effect::AgentsChanged);
        }
    }

    pub(super) fn answered(
        &mut self,
        outcome: Option<AgentOutcome>,
        looked: LookedAtAgents,
        cx: &mut Context<'_>,
    ) {
        self.work = None;
        self.looked = Some(looked);
        if outcome.is_some() {
            self.outcome = outcome;
            cx.send(Effect::AgentsChanged);
        }
    }

    pub(super) fn crashed(&mut self) {
        self.work = None;
        self.outcome = Some(AgentOutcome::Crashed);
    }

    /// Of another key than this.
    pub(super) fn forget_result(&mut self) {
        (self.outcome, self.asks_all) = (None, None);
    }
}

/// What the worker is given.
struct Asked {
    agents: Arc<dyn crate::system::Agents>,
    ssh: Arc<dyn crate::system::Ssh>,
}

fn asked(services: &Services) -> Asked {
    Asked { agents: Arc::clone(&services.agents), ssh: Arc::clone(&services.ssh) }
}

fn looked(services: &Asked) -> LookedAtAgents {
    let agents = agent::look(&*services.agents);
    let route = Route::of(&*services.ssh, agents.iter().map(|found| found.name.clone()));
    LookedAtAgents { agents, route }
}

fn done(agent: &dyn Agent, task: Task) -> AgentOutcome {
    let name = AgentName::of(agent);
    let result = match task {
        Task::Add(key, public, limits) => {
            // The comment may have been changed since the key was opened.
            let key = match key.comment() == public.comment() {
                true => key,
                false => Arc::new(key.with_comment(public.comment().clone())),
            };
            agent::add(agent, &key, limits).map(|added| AgentOutcome::Added(name.clone(), added))
        }
        Task::Remove(key) => agent::remove_key(agent, &key).map(|()| AgentOutcome::Removed(name.clone())),
        Task::RemoveOther(blob) => agent::remove(agent, &blob).map(|()| AgentOutcome::Removed(name.clone())),
        Task::RemoveAll => agent::remove_all(agent).map(|()| AgentOutcome::RemovedAll(name.clone())),
    };
    result.unwrap_or_else(|error| AgentOutcome::Failed(name, error))
}
