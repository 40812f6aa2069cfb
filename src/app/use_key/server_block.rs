//! A server's block in ssh's configuration: what it is to say, and what of that changes the file.

use crate::app::Page;
use crate::app::text_change::{ChangeKind, Risk, TextChange, TextProblem, Wanted};
use crate::app::text_file::read_shown;
use crate::health::configured_servers;
use crate::remote::{Destination, Target, destination};
use crate::sshfiles::{BadBlock, Config, HostBlock, Inserted, ServerSettings};
use crate::system::{Disk, HAS_KEYCHAIN, Ssh, SshAsks, User};
use std::path::{Path, PathBuf};

/// A server that is to have a name.
#[derive(Clone, Debug)]
pub struct NamedServer {
    /// What it is called on ssh's command line.
    pub name: String,
    /// Where it is.
    pub target: Target,
    /// The file of the private key.
    pub key: PathBuf,
    /// Whether the key goes to the agent once it was unlocked.
    pub adds_to_agent: bool,
}

/// What a block would change in the configuration.
#[derive(Debug)]
pub(in crate::app) enum Planned {
    /// Nothing: it says all of that already.
    There(HostBlock),
    /// This.
    Change(HostBlock, Box<TextChange>),
    /// Nothing: the name means another server, if that is known.
    Taken(String, Option<Destination>),
}

/// What is outside of the program.
pub struct Outside<'a> {
    pub person: &'a User,
    pub disk: &'a dyn Disk,
    pub ssh: &'a dyn Ssh,
    pub goes_on: &'a dyn Fn() -> bool,
}

impl Outside<'_> {
    /// Looks what would change. A name that is there already must mean this server: of its block, only what is said of
    /// the key changes.
    pub(super) fn planned(&self, path: PathBuf, server: NamedServer) -> Result<Planned, TextProblem> {
        let old = read_shown(&path, self.disk)?;
        let mut file = Config::parse(old.as_deref().unwrap_or_default()).map_err(TextProblem::TooLarge)?;
        // Without a file, ssh would not start.
        let ask = |target| old.as_ref().and_then(|_| self.destination(&path, target));
        let by_name = Target { host: server.name.clone(), user: None, port: None, jump: None };
        let (meant, named) = (ask(&server.target), ask(&by_name));
        let is_this = server.target == by_name || meant.is_some() && meant == named;
        let there =
            file.set_in_host(&server.block_of_key().ok_or(TextProblem::BadLine)?).map_err(unwritable)?;
        let is_taken =
            || there.is_some() || configured_servers(self.person, self.disk).contains(&server.name);
        if !is_this && is_taken() {
            return Ok(Planned::Taken(server.name, named));
        }
        let block = server.completed_by(meant, named).block().ok_or(TextProblem::BadLine)?;
        let name = block.name.clone();
        let (kind, Inserted { edits, overruled }) = match there {
            Some(inserted) => (ChangeKind::ServerKey(name), inserted),
            None => {
                let inserted = file.insert_host(&block).map_err(unwritable)?;
                let is_text = |new: &Vec<u8>| !new.trim_ascii().is_empty();
                let first = inserted.edits.iter().find(|edit| edit.new.as_ref().is_some_and(is_text));
                let line = first.map_or(1, |edit| edit.number);
                (ChangeKind::AddServer { name, line }, inserted)
            }
        };
        if edits.is_empty() {
            return Ok(Planned::There(block));
        }
        // Of files for keys, ssh takes all.
        let overruled: Vec<_> = overruled.into_iter().filter(|keyword| keyword != "IdentityFile").collect();
        let risk = (!overruled.is_empty()).then(|| Risk::Overruled(overruled.join(", ")));
        let wanted = Wanted { page: Page::UseKey, kind, path, old, new: file.bytes(), edits, risk };
        let change = TextChange::plan(wanted, self.disk).map_err(TextProblem::Save)?;
        Ok(Planned::Change(block, Box::new(change)))
    }

    fn destination(&self, config: &Path, target: &Target) -> Option<Destination> {
        destination(self.ssh, (config, target), SshAsks::Us, self.goes_on).ok()
    }
}

impl NamedServer {
    /// All that is said of it. `None` where no line can hold the path of the key.
    pub fn block(&self) -> Option<HostBlock> {
        let Target { host, user, port, jump } = &self.target;
        let settings = ServerSettings {
            // A name of the configuration is no name for the network.
            host: (*host != self.name).then_some(&**host),
            user: user.as_deref(),
            port: *port,
            jump: jump.as_deref(),
            adds_to_agent: self.adds_to_agent,
            in_keychain: self.adds_to_agent && HAS_KEYCHAIN,
            ..ServerSettings::of_key(&self.name, &self.key, true)
        };
        settings.block()
    }

    /// Only what is said of the key. What a version of ssh ignores stays as the person has it.
    fn block_of_key(&self) -> Option<HostBlock> {
        let settings = ServerSettings::of_key(&self.name, &self.key, true);
        ServerSettings { adds_to_agent: self.adds_to_agent, ..settings }.block()
    }

    /// With what the configuration says of this server by another name, and not by its new one.
    fn completed_by(mut self, meant: Option<Destination>, named: Option<Destination>) -> Self {
        if let (Some(meant), Some(named)) = (meant, named) {
            let Target { user, port, jump, .. } = &mut self.target;
            *user = user.take().or_else(|| (meant.user != named.user).then_some(meant.user));
            *port = port.or((meant.port != named.port).then_some(meant.port));
            *jump = jump.take().or_else(|| meant.jump.filter(|jump| named.jump.as_ref() != Some(jump)));
        }
        self
    }
}

/// The values can be written: that was looked at before.
fn unwritable(error: BadBlock) -> TextProblem {
    match error {
        BadBlock::TooLarge(limit) => TextProblem::TooLarge(limit),
        BadBlock::Value(_) | BadBlock::NoSetting => TextProblem::BadLine,
    }
}
