//! A key on this computer: a block in ssh's configuration, so that `ssh NAME` uses it.

use super::install::target_of;
use super::server_block::{NamedServer, Outside, Planned};
use super::{Event, InstallPanel, Slot, UsedKey};
use crate::app::context::{Context, Effect};
use crate::app::text_change::{ListState, TextProblem};
use crate::app::text_file::{Next, TextEvent, TextFile};
use crate::app::{Copyable, Job, Page};
use crate::key::Progress as _;
use crate::remote::{BadTarget, Destination, Difference, NotResolved, differences};
use crate::sshfiles::{HostBlock, is_server_name};
use crate::system::SshAsks;
use std::path::Path;
use std::sync::Arc;

/// What a person can ask for there.
#[derive(Debug)]
pub enum ComputerAction {
    /// A field was changed.
    Edited,
    /// Take the server over that the key was just tried on.
    TakeOver,
    /// Show what would be added.
    Plan,
    /// Take the last change back.
    Undo,
    /// Copy this command.
    Copy(String),
}

/// Everything that is shown of it.
#[derive(Debug)]
pub struct ComputerPanel {
    /// The name for ssh's command line; the suggested one if it is empty.
    pub name: String,
    /// The name or address of the server, perhaps with the account and the port.
    pub host: String,
    /// The name of the account; may be empty.
    pub user: String,
    /// The port; may be empty.
    pub port: String,
    /// The servers on the way; may be empty.
    pub jump: String,
    /// Whether the key goes to the agent once it was unlocked.
    pub adds_to_agent: bool,
    /// What cannot be meant by the fields.
    pub problem: Option<BadServer>,
    /// ssh's configuration.
    pub text: TextFile,
    /// What ssh makes of it.
    pub check: Option<Check>,
    /// What the last change was to say, until it is written.
    planned: Option<HostBlock>,
    checking: Option<Job>,
}

/// Why there can be no block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadServer {
    /// It cannot be the name of a server.
    Name,
    /// The configuration has this name for another server, or for one of which ssh does not say where it is.
    Taken(String, Option<Destination>),
    /// It is no server.
    Target(BadTarget),
    /// No line can hold the path of the key.
    KeyPath,
}

/// What ssh makes of its configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The server, as it is called on ssh's command line.
    pub name: String,
    /// Nothing had to be written: the configuration said it before.
    pub was_there: bool,
    /// What is not as it is meant; `None` while ssh is asked.
    pub result: Option<Result<Vec<Difference>, NotResolved>>,
}

impl Check {
    /// The command that logs in.
    pub fn command(&self) -> String {
        format!("ssh {}", self.name)
    }
}

impl Default for ComputerPanel {
    fn default() -> Self {
        Self {
            name: String::new(),
            host: String::new(),
            user: String::new(),
            port: String::new(),
            jump: String::new(),
            adds_to_agent: false,
            problem: None,
            text: TextFile::new(Page::UseKey),
            check: None,
            planned: None,
            checking: None,
        }
    }
}

impl ComputerPanel {
    pub(super) fn shown(&mut self, cx: &Context<'_>) {
        if self.text.is_first_shown() {
            self.text.path = cx.services.person.dot_ssh().map(|folder| folder.join("config"));
        }
    }

    pub(super) fn update(&mut self, action: ComputerAction, with: With<'_>, cx: &mut Context<'_>) {
        match action {
            ComputerAction::Edited => self.problem = None,
            ComputerAction::TakeOver => self.take_over(with),
            ComputerAction::Plan => self.plan(with, cx),
            ComputerAction::Undo => self.text.undo(cx, |_, _| Ok(None)),
            ComputerAction::Copy(command) => cx.send(Effect::Copy(Copyable::Command, command)),
        }
    }

    /// What the server is called if nobody says otherwise: its name up to the first dot, or all of it where that is
    /// taken, or no name.
    pub fn suggested(&self, servers: &[String]) -> String {
        target_of([&self.host, "", "", ""]).map(|target| short(&target.host, servers)).unwrap_or_default()
    }

    fn take_over(&mut self, with: With<'_>) {
        let Some(target) = with.install.logged_in() else { return };
        self.host.clone_from(&target.host);
        self.user = target.user.clone().unwrap_or_default();
        self.port = target.port.map(|port| port.to_string()).unwrap_or_default();
        self.jump = target.jump.clone().unwrap_or_default();
        self.name = short(&target.host, with.servers);
        self.problem = None;
        self.forget_check();
    }

    fn server(&self, key: &Path, servers: &[String]) -> Result<NamedServer, BadServer> {
        let target = target_of([&self.host, &self.user, &self.port, &self.jump]);
        let target = target.map_err(BadServer::Target)?;
        let name = match self.name.trim() {
            "" => self.suggested(servers),
            name => name.to_owned(),
        };
        if !is_server_name(&name) {
            return Err(BadServer::Name);
        }
        let server = NamedServer { name, target, key: key.to_owned(), adds_to_agent: self.adds_to_agent };
        if server.block().is_none() {
            return Err(BadServer::KeyPath);
        }
        Ok(server)
    }

    fn plan(&mut self, with: With<'_>, cx: &mut Context<'_>) {
        let Some(key) = with.key.and_then(|key| key.file.as_deref()) else { return };
        let Some(path) = self.text.path.clone().filter(|_| !self.text.is_busy()) else { return };
        let server = match self.server(key, with.servers) {
            Ok(server) => server,
            Err(problem) => {
                self.problem = Some(problem);
                return;
            }
        };
        self.forget_check();
        self.text.state = ListState::Reading;
        let (disk, ssh) = (Arc::clone(&cx.services.disk), Arc::clone(&cx.services.ssh));
        let person = cx.services.person.clone();
        self.checking = Some(cx.start(Slot::Check, "plan ssh's configuration", move |work| {
            let goes_on = || !work.cancelled();
            let outside = Outside { person: &person, disk: &*disk, ssh: &*ssh, goes_on: &goes_on };
            Event::HostPlanned(outside.planned(path, server).map(Box::new))
        }));
    }

    pub(super) fn host_planned(&mut self, planned: Result<Planned, TextProblem>, cx: &mut Context<'_>) {
        self.forget_check();
        match planned {
            Ok(Planned::There(block)) => self.ask_ssh(block, true, cx),
            Ok(Planned::Taken(name, destination)) => {
                self.problem = Some(BadServer::Taken(name, destination));
            }
            Ok(Planned::Change(block, change)) => {
                self.planned = Some(block);
                self.text.on_event(TextEvent::Planned(Ok(change)), cx);
            }
            Err(problem) => _ = self.text.on_event(TextEvent::Planned(Err(problem)), cx),
        }
    }

    /// After a report about the file.
    pub(in crate::app) fn go_on(&mut self, next: Next, cx: &mut Context<'_>) {
        match next {
            Next::Changed => {
                if let Some(block) = self.planned.take() {
                    self.ask_ssh(block, false, cx);
                }
            }
            Next::ChangedBack | Next::Read => self.forget_check(),
            Next::Nothing => {}
        }
    }

    /// Asks ssh what it makes of the configuration now.
    fn ask_ssh(&mut self, block: HostBlock, was_there: bool, cx: &mut Context<'_>) {
        let Some(config) = self.text.path.clone() else { return };
        let ssh = Arc::clone(&cx.services.ssh);
        self.check = Some(Check { name: block.name.clone(), was_there, result: None });
        self.checking = Some(cx.start(Slot::Check, "ssh -G", move |work| {
            Event::Checked(differences(&*ssh, (&config, &block), SshAsks::Us, &|| !work.cancelled()))
        }));
    }

    pub(super) fn checked(&mut self, result: Result<Vec<Difference>, NotResolved>) {
        self.checking = None;
        if let Some(check) = &mut self.check {
            check.result = Some(result);
        }
    }

    pub(super) fn check_crashed(&mut self) {
        self.forget_check();
    }

    pub(super) fn forget_check(&mut self) {
        (self.check, self.checking) = (None, None);
    }
}

/// What else is known on the page.
#[derive(Clone, Copy)]
pub(super) struct With<'a> {
    pub key: Option<&'a UsedKey>,
    pub install: &'a InstallPanel,
    /// The servers that the configuration has names for.
    pub servers: &'a [String],
}

fn short(host: &str, servers: &[String]) -> String {
    let is_address = host.contains(':') || host.chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_there = |name: &str| servers.iter().any(|server| server == name);
    match host.split('.').next() {
        Some(short) if !is_address && !is_there(host) && !is_there(short) => short.to_owned(),
        _ => host.to_owned(),
    }
}
