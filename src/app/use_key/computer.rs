//! A key on this computer: a block in ssh's configuration, so that `ssh NAME` uses it.

use super::install::target_of;
use super::{Event, InstallPanel, Slot, UsedKey};
use crate::app::context::{Context, Effect};
use crate::app::text_change::{ChangeKind, ListState, Risk, TextChange, TextProblem, Wanted};
use crate::app::text_file::{Next, TextEvent, TextFile, read_shown};
use crate::app::{Copyable, Job, Page};
use crate::key::Progress as _;
use crate::remote::{BadTarget, Difference, NotResolved, Target, differences};
use crate::sshfiles::{BadBlock, Config, HostBlock, Inserted, ServerSettings, is_server_name};
use crate::system::{Disk, HAS_KEYCHAIN, SshAsks};
use std::path::{Path, PathBuf};
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadServer {
    /// It cannot be the name of a server.
    Name,
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

/// What a block would change in the configuration.
#[derive(Debug)]
pub(in crate::app) struct Planned {
    block: HostBlock,
    /// `None` where it says all of it already.
    change: Option<Box<TextChange>>,
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

    fn block(&self, key: &Path, servers: &[String]) -> Result<HostBlock, BadServer> {
        let target = target_of([&self.host, &self.user, &self.port, &self.jump]);
        let Target { host, user, port, jump } = target.map_err(BadServer::Target)?;
        let name = match self.name.trim() {
            "" => self.suggested(servers),
            name => name.to_owned(),
        };
        if !is_server_name(&name) {
            return Err(BadServer::Name);
        }
        let settings = ServerSettings {
            // A name of the configuration is no name for the network.
            host: (host != name).then_some(&*host),
            user: user.as_deref(),
            port,
            jump: jump.as_deref(),
            adds_to_agent: self.adds_to_agent,
            in_keychain: self.adds_to_agent && HAS_KEYCHAIN,
            ..ServerSettings::of_key(&name, key, true)
        };
        settings.block().ok_or(BadServer::KeyPath)
    }

    fn plan(&mut self, with: With<'_>, cx: &mut Context<'_>) {
        let Some(key) = with.key.and_then(|key| key.file.as_deref()) else { return };
        let block = match self.block(key, with.servers) {
            Ok(block) => block,
            Err(problem) => {
                self.problem = Some(problem);
                return;
            }
        };
        self.text.state = ListState::Reading;
        let of_key = ServerSettings::of_key(&block.name, key, true).block();
        self.text.work("plan ssh's configuration", cx, move |path, _, disk| {
            Event::HostPlanned(planned(path, block, of_key, disk).map(Box::new))
        });
    }

    pub(super) fn host_planned(&mut self, planned: Result<Planned, TextProblem>, cx: &mut Context<'_>) {
        self.forget_check();
        let change = match planned {
            Ok(Planned { block, change: None }) => {
                self.text.work_is_over();
                return self.ask_ssh(block, true, cx);
            }
            Ok(Planned { block, change: Some(change) }) => {
                self.planned = Some(block);
                Ok(change)
            }
            Err(problem) => Err(problem),
        };
        self.text.on_event(TextEvent::Planned(change), cx);
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

/// Looks what would change. Of a block that is there, only the key does: `of_key`.
fn planned(
    path: PathBuf,
    block: HostBlock,
    of_key: Option<HostBlock>,
    disk: &dyn Disk,
) -> Result<Planned, TextProblem> {
    let old = read_shown(&path, disk)?;
    let mut file = Config::parse(old.as_deref().unwrap_or_default()).map_err(TextProblem::TooLarge)?;
    let there = of_key.as_ref().map(|of_key| file.set_in_host(of_key)).transpose().map_err(unwritable)?;
    let name = block.name.clone();
    let (kind, block, Inserted { edits, overruled }) = match (there.flatten(), of_key) {
        (Some(inserted), Some(of_key)) => (ChangeKind::ServerKey(name), of_key, inserted),
        _ => {
            let inserted = file.insert_host(&block).map_err(unwritable)?;
            let line = inserted.edits.first().map_or(1, |edit| edit.number);
            (ChangeKind::AddServer { name, line }, block, inserted)
        }
    };
    if edits.is_empty() {
        return Ok(Planned { block, change: None });
    }
    // Of files for keys, ssh takes all.
    let overruled: Vec<_> = overruled.into_iter().filter(|keyword| keyword != "IdentityFile").collect();
    let risk = (!overruled.is_empty()).then(|| Risk::Overruled(overruled.join(", ")));
    let wanted = Wanted { page: Page::UseKey, kind, path, old, new: file.bytes(), edits, risk };
    let change = TextChange::plan(wanted, disk).map_err(TextProblem::Save)?;
    Ok(Planned { block, change: Some(Box::new(change)) })
}

/// The values can be written: that was looked at before.
fn unwritable(error: BadBlock) -> TextProblem {
    match error {
        BadBlock::TooLarge(limit) => TextProblem::TooLarge(limit),
        BadBlock::Value(_) | BadBlock::NoSetting => TextProblem::BadLine,
    }
}
