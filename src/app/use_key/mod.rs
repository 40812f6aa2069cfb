//! “Use this key”: from a key to a login.

mod agent;
mod attempt;
mod by_hand;
mod computer;
mod install;
mod open_key;
mod removal;
mod replace;
mod replacing;
mod server_block;
mod service;
mod watch;

pub use agent::{AgentAction, AgentOutcome, AgentPanel, Lifetime, LookedAtAgents};
pub use attempt::{Aim, Attempt, AttemptEnd, Explained, Untried, Waiting};
pub use by_hand::{ByHandForm, NoCommand};
pub use computer::{BadServer, Check as ConfigCheck, ComputerAction, ComputerPanel};
pub use install::{InstallAction, InstallPanel, Reply};
pub use removal::{RemovalForm, RemovalQuestion, StayingKey};
pub use replace::{
    ConfigProblem, Kept, NotRead, ReplaceAction, ReplaceAsk, ReplacePanel, ReplaceProblem, ReplaceQuestion,
    ReplaceServer, Run, ServerField, ServerTask, Unreadable,
};
pub(super) use replace::{all_kept, today};
pub use service::{ServiceAction, ServicePanel, ServiceText, ShownService};

use super::context::{Context, PageState};
use super::shell::Blocker;
use super::{Action, Job, TextProblem};
use crate::format::Format;
use crate::health::configured_servers;
use crate::key::{Key, Passphrase, PublicKey};
use crate::remote::{Asked, Difference, Failure, NotResolved, Progress};
use computer::With;
use server_block::Planned;
use std::path::PathBuf;
use std::sync::{Arc, Weak};

/// What can be done with a key, in the order in which it is offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panel {
    /// Log in to a server with it.
    #[default]
    Server,
    /// Let `ssh` use it on this computer.
    Computer,
    /// Give it to an app or a service.
    Service,
    /// Let an agent hold it.
    Agent,
    /// Replace it with a new one.
    Replace,
}

impl Panel {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Server, Self::Computer, Self::Service, Self::Agent, Self::Replace];
}

/// What a person can ask for there.
#[derive(Debug)]
pub enum UseKeyAction {
    /// Show something else that can be done with it.
    Show(Panel),
    /// Go back to the key.
    Leave,
    /// Something about the key on a server.
    Install(InstallAction),
    /// Something about the configuration of this computer.
    Computer(ComputerAction),
    /// Something about the key in an app or a service.
    Service(ServiceAction),
    /// Something about the key in an agent.
    Agent(AgentAction),
    /// Something about replacing the key.
    Replace(ReplaceAction),
}

/// The key that is used.
#[derive(Clone, Debug)]
pub struct UsedKey {
    /// Tells it from others.
    pub number: u64,
    /// Its public key, with its comment.
    pub public: PublicKey,
    /// The file of its private key, as ssh reads it; `None` where there is none so far.
    pub file: Option<PathBuf>,
    /// Whether its private key is open, and not only the public one.
    pub is_private: bool,
    /// The file of its private key alone, and the format of that; `None` where there is none so far.
    pub origin: Option<(PathBuf, Format)>,
    /// The private key, as long as it is open. The page of the key alone keeps it.
    pub private: Weak<Key>,
    /// The same of its passphrase; gone where it has none.
    pub passphrase: Weak<Passphrase>,
}

/// Everything that the page shows.
#[derive(Debug, Default)]
pub struct UseKeyPage {
    /// The key. `None` until somebody has come here with one.
    pub key: Option<UsedKey>,
    /// What is shown.
    pub panel: Panel,
    /// The key on a server.
    pub install: InstallPanel,
    /// The key on this computer.
    pub computer: ComputerPanel,
    /// The servers that ssh's configuration has names for.
    pub servers: Vec<String>,
    /// The person's own keys, which could let them in there.
    pub keys: Vec<StayingKey>,
    naming: Option<Job>,
    /// The key in an app or a service.
    pub service: ServicePanel,
    /// The key in an agent.
    pub agent: AgentPanel,
    /// The key and the one that takes its place.
    pub replace: ReplacePanel,
}

/// Reports of the work.
pub(in crate::app) enum Event {
    /// Something was done on the server.
    Progress(Progress),
    /// ssh waits for an answer to this, or no longer. Each question has another number.
    Asked(u32, Option<Asked>),
    /// It is over.
    Ended(Result<(), Failure>, Option<Explained>),
    /// ssh's configuration has names for these servers, and the person has these keys.
    Servers(Vec<String>, Vec<StayingKey>),
    /// What would change in ssh's configuration.
    HostPlanned(Result<Box<Planned>, TextProblem>),
    /// What ssh makes of its configuration.
    Checked(Result<Vec<Difference>, NotResolved>),
    /// What came of what an agent was asked to do, and what all of them hold now.
    Agents(Option<AgentOutcome>, LookedAtAgents),
    /// Something of a replacement.
    Replace(replace::Event),
}

/// What the page's work is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Install,
    Servers,
    Check,
    Agent,
    Replace(replace::Slot),
}

impl PageState for UseKeyPage {
    fn unsaved(&self) -> Option<Blocker> {
        // ssh is ended first.
        let must_end =
            self.install.is_working() || self.computer.text.is_writing() || self.replace.must_end();
        must_end.then_some(Blocker::Saving)
    }

    fn reveals_secret(&self) -> bool {
        self.secrets().iter().any(|typed| typed.revealed)
    }
}

impl UseKeyPage {
    /// Shows the page for this key. What was begun with the same key stays.
    pub(super) fn open(&mut self, key: UsedKey) {
        let is_this = |shown: &UsedKey| shown.number == key.number && shown.public.is_same_key(&key.public);
        if !self.key.as_ref().is_some_and(is_this) {
            self.replace.forget(&key);
            self.install.forget_result();
            self.computer.forget_check();
            self.agent.forget_result();
        }
        self.service.use_key(&key);
        // Of a key that is being installed, the file may have come since.
        self.key = Some(key);
    }

    /// The page is shown now, perhaps again.
    pub(super) fn shown(&mut self, cx: &mut Context<'_>) {
        self.computer.shown(cx);
        let (disk, person) = (Arc::clone(&cx.services.disk), cx.services.person.clone());
        self.naming = Some(cx.start(Slot::Servers, "read config", move |progress| {
            let keys = removal::staying_keys(&person, &*disk, progress);
            Event::Servers(configured_servers(&person, &*disk), keys)
        }));
        self.ask_agents(cx);
        self.look_for_replacement(cx);
    }

    fn look_for_replacement(&mut self, cx: &mut Context<'_>) {
        if self.panel == Panel::Replace {
            self.replace.look(self.key.as_ref(), cx);
        }
    }

    fn ask_agents(&mut self, cx: &mut Context<'_>) {
        if self.panel == Panel::Agent {
            self.agent.look(cx);
        }
    }

    pub(super) fn update(&mut self, action: UseKeyAction, cx: &mut Context<'_>) {
        match action {
            UseKeyAction::Show(panel) => {
                self.panel = panel;
                self.ask_agents(cx);
                self.look_for_replacement(cx);
            }
            UseKeyAction::Leave => self.leave(cx),
            UseKeyAction::Install(action) => self.install(action, cx),
            UseKeyAction::Replace(action) => self.replace(action, cx),
            UseKeyAction::Computer(action) => {
                if matches!(action, ComputerAction::TakeOver) {
                    self.panel = Panel::Computer;
                }
                if matches!(action, ComputerAction::Plan) {
                    self.replace.no_longer_configures();
                }
                let Self { key, install, servers, computer, .. } = self;
                computer.update(action, With { key: key.as_ref(), install, servers }, cx);
            }
            UseKeyAction::Service(action) => self.service.update(action, self.key.as_ref(), cx),
            UseKeyAction::Agent(action) => self.agent.update(action, self.key.as_ref(), cx),
        }
    }

    pub(super) fn on_event(&mut self, event: Event, cx: &mut Context<'_>) {
        match event {
            Event::Progress(progress) => self.at_work().progress(progress),
            Event::Asked(number, asked) => self.at_work().asked(number, asked),
            Event::Ended(result, explained) if self.replace.run.is_working() => {
                self.replace.run_ended(result, explained, cx);
                self.replace.settle(self.key.as_ref(), cx);
                self.keep_configuration();
            }
            Event::Ended(result, explained) => self.install.ended(result, explained, cx),
            Event::Servers(servers, keys) => {
                (self.servers, self.keys, self.naming) = (servers, keys, None);
            }
            Event::Replace(event) => self.replace_event(event, cx),
            Event::HostPlanned(planned) => self.computer.host_planned(planned.map(|planned| *planned), cx),
            Event::Checked(result) => self.computer.checked(result),
            Event::Agents(outcome, looked) => self.agent.answered(outcome, looked, cx),
        }
    }

    pub(super) fn on_job_crashed(&mut self, slot: Slot) {
        match slot {
            Slot::Install => self.at_work().crashed(),
            Slot::Servers => self.naming = None,
            Slot::Check => self.computer.check_crashed(),
            Slot::Agent => self.agent.crashed(),
            Slot::Replace(slot) => self.replace.on_job_crashed(slot),
        }
    }

    /// The key was saved in these files while the page was shown.
    pub(super) fn saved(&mut self, files: &[PathBuf]) {
        if let Some(file) = files.first() {
            self.service.saved(file);
        }
    }

    /// The window is to close: what waits for the person is ended.
    pub(super) fn stop(&mut self) {
        self.install.stop();
        self.replace.run.stop();
    }
}

impl From<ComputerAction> for Action {
    fn from(action: ComputerAction) -> Self {
        Self::UseKey(UseKeyAction::Computer(action))
    }
}

impl From<ServiceAction> for Action {
    fn from(action: ServiceAction) -> Self {
        Self::UseKey(UseKeyAction::Service(action))
    }
}

impl From<InstallAction> for Action {
    fn from(action: InstallAction) -> Self {
        Self::UseKey(UseKeyAction::Install(action))
    }
}

impl From<AgentAction> for Action {
    fn from(action: AgentAction) -> Self {
        Self::UseKey(UseKeyAction::Agent(action))
    }
}
