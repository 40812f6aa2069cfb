//! `keywright-cli agent`: the keys that an agent holds.

use super::args::{OldPassphraseArgs, path};
use super::convert::refuse_input_for_both;
use super::json::Object;
use super::keys::chosen;
use super::passphrases::Passphrases;
use super::report::Table;
use super::{Cli, CliError};
use crate::agent::{self, Added, AgentError, AgentName, HeldKey, Limits, Route};
use crate::batch::{KeyPlace, each_key, open_all};
use crate::format::KeyFile;
use crate::i18n::say;
use crate::key::Key;
use crate::system::{
    Agent, AgentKind, Agents as _, Disk as _, Found, SystemAgents, SystemSsh, files_from_shell,
};
use base64ct::{Base64, Encoding as _};
use clap::{Args, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};
use std::time::Duration;

#[derive(Debug, Args)]
pub(super) struct AgentCommand {
    #[command(subcommand)]
    pub action: Option<Action>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Action {
    /// Show the keys that agents hold
    List(List),
    /// Unlock keys and add them to an agent
    Add(Add),
    /// Remove keys from an agent
    Remove(Remove),
}

#[derive(Debug, Args)]
pub(super) struct List {
    /// Only this agent [default: all that are running]
    #[arg(long, value_name = "AGENT")]
    pub agent: Option<AgentArg>,
    /// Print everything as JSON, one line for each key
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Add {
    /// Agent to use [default: OpenSSH’s, if it is running]
    #[arg(long, value_name = "AGENT")]
    pub agent: Option<AgentArg>,
    /// Remove the keys from the agent after this time, such as 8h or 30m
    #[arg(long, value_name = "TIME", value_parser = super::lifetime::parse)]
    pub lifetime: Option<Duration>,
    /// Make the agent ask for confirmation each time a key is used
    #[arg(long)]
    pub confirm: bool,
    #[command(flatten)]
    pub old: OldPassphraseArgs,
    /// Private keys, in any format; “-” is standard input
    #[arg(value_name = "FILE", required = true, value_parser = path())]
    pub files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Remove {
    /// Agent to use [default: OpenSSH’s, if it is running]
    #[arg(long, value_name = "AGENT")]
    pub agent: Option<AgentArg>,
    /// Remove all keys
    #[arg(long, conflicts_with = "keys")]
    pub all: bool,
    /// Key files, fingerprints, or lines with a key
    #[arg(value_name = "KEY-FILE|FINGERPRINT", required_unless_present = "all", value_parser = path())]
    pub keys: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum AgentArg {
    /// OpenSSH’s agent, or a program that replaces it
    Openssh,
    /// PuTTY’s agent
    Pageant,
}

impl AgentArg {
    const fn kind(self) -> AgentKind {
        match self {
            Self::Openssh => AgentKind::OpenSsh,
            Self::Pageant => AgentKind::Pageant,
        }
    }
}

pub(super) const NOTES: &str = "\
An agent holds unlocked keys, so that you do not have to enter their passphrases again. OpenSSH’s
agent is the one that SSH_AUTH_SOCK names; on Windows it is the service ssh-agent, or a program that
replaces it, such as a password manager. Pageant is used on Windows only. “list” also shows which ssh
a terminal would start, and which agent that ssh uses: the ssh of Git for Windows does not use the
agent of Windows.

“add” accepts keys in any format, such as .ppk, and asks for their passphrases at the terminal.
The files are not changed. A certificate in a .ppk file is added as well. If an agent does not support
--lifetime or --confirm, it refuses the key. Pageant and the agent of Windows support neither; the
latter keeps keys until they are removed, even after a restart.

A lifetime is a number with s, m, h, d or w, or several of them, such as 1h30m; a number without a
unit is in seconds.

Exit status: 0 on success, 1 if anything failed, if no agent is running, or if none holds a key (list),
2 for a usage error.

Examples:
  keywright-cli agent list
  keywright-cli agent add --lifetime 8h work.ppk
  keywright-cli agent remove work.ppk
  keywright-cli agent remove --all";

/// An agent that runs, and what it holds.
struct Running {
    agent: Box<dyn Agent>,
    keys: Vec<HeldKey>,
}

impl Cli {
    /// The exit status.
    pub(super) fn agent(&self, arguments: &AgentCommand) -> Result<u8, CliError> {
        match arguments.action.as_ref().ok_or(CliError::NoAgentAction)? {
            Action::List(list) => self.agent_list(list),
            Action::Add(add) => self.agent_add(add),
            Action::Remove(remove) => self.agent_remove(remove),
        }
    }

    fn agent_list(&self, arguments: &List) -> Result<u8, CliError> {
        let agents = running(arguments.agent)?;
        let mut text = String::new();
        for Running { agent, keys } in &agents {
            let program = agent.program();
            for key in keys {
                if arguments.json {
                    text.push_str(&json(agent.kind(), program.as_deref(), key));
                    continue;
                }
                if !text.is_empty() {
                    text.push('\n');
                }
                text.push_str(&self.held_key(agent.kind(), program.as_deref(), key));
            }
        }
        if text.is_empty() {
            return Err(CliError::AgentEmpty);
        }
        if !arguments.json {
            let found = agents.iter().map(|running| AgentName::of(&*running.agent));
            let route = Route::of(&SystemSsh::default(), found);
            text.insert_str(0, &format!("{}\n\n", self.texts.agent_route(&route)));
        }
        self.print(&text).map(|()| 0)
    }

    fn held_key(&self, kind: AgentKind, program: Option<&str>, held: &HeldKey) -> String {
        let texts = &self.texts;
        let mut table = Table::default();
        table.row(&say!(texts, "cli-agent"), &texts.agent(kind, program));
        match &held.key {
            Some(key) => {
                table.row(&say!(texts, "cli-kind"), &self.kind_and_size(key.kind()));
                if held.is_certificate {
                    table.row(&say!(texts, "cli-holds"), &say!(texts, "format-certificate"));
                }
            }
            None => table.row(&say!(texts, "cli-kind"), &say!(texts, "cli-agent-unknown-type")),
        }
        if !held.comment.is_empty() {
            table.row(&say!(texts, "comment-field"), &texts.comment(&held.comment));
        }
        if let Some(key) = &held.key {
            table.row(&say!(texts, "fingerprint"), &key.fingerprint().sha256());
        }
        table.text()
    }

    fn agent_add(&self, arguments: &Add) -> Result<u8, CliError> {
        refuse_input_for_both(&arguments.files, &[&arguments.old.passphrase_file])?;
        let Running { agent, .. } = first(arguments.agent)?;
        let limits = Limits { lifetime: arguments.lifetime, confirm: arguments.confirm };
        let mut passphrases = Passphrases::new(&arguments.old);
        let mut status = 0;
        for file in files_from_shell(&arguments.files) {
            for found in chosen(each_key(open_all(&file, &self.disk)), None, &file)? {
                let at = KeyPlace { path: file.clone(), part: found.part };
                let read = found.read.map_err(|error| CliError::opening(at.clone(), error));
                let added =
                    read.and_then(|read| self.unlocked(&at, read, &mut passphrases)).and_then(|key| {
                        agent::add(&*agent, &key, limits).map_err(|error| failure(&*agent, error))
                    });
                match added {
                    Ok(added) => {
                        let program = agent.program();
                        let words = self.texts.agent_added(&self.at(&at), agent.kind(), program.as_deref());
                        self.print_line(&words)?;
                        if added == Added::WithoutCertificate {
                            self.remark(&say!(self.texts, "cli-agent-no-certificate", file = self.at(&at)));
                        }
                    }
                    Err(failure) => {
                        self.print_error(&failure);
                        status = 1;
                    }
                }
            }
        }
        Ok(status)
    }

    fn unlocked(&self, at: &KeyPlace, read: KeyFile, old: &mut Passphrases) -> Result<Key, CliError> {
        match read {
            KeyFile::Private(_, key) => Ok(key),
            KeyFile::Encrypted(locked) => {
                let unlocked = old.unlock(at, &locked, 0, self)?;
                self.note_left_out(at, unlocked.left_out);
                Ok(unlocked.key)
            }
            KeyFile::Public(..) | KeyFile::Certificate(_) => Err(CliError::AgentPublic(at.clone())),
        }
    }

    fn agent_remove(&self, arguments: &Remove) -> Result<u8, CliError> {
        let Running { agent, keys } = first(arguments.agent)?;
        if arguments.all {
            agent::remove_all(&*agent).map_err(|error| failure(&*agent, error))?;
            return self.print_line(&say!(self.texts, "cli-agent-removed-all")).map(|()| 0);
        }
        let mut status = 0;
        for which in &arguments.keys {
            let sought = self.sought(which)?;
            // Of a certificate, its key stays.
            let keeps_key = self.is_certificate(which);
            let is_meant = |held: &&HeldKey| {
                (held.is_certificate || !keeps_key) && held.key.as_ref().is_some_and(|key| sought.is(key))
            };
            let held: Vec<&HeldKey> = keys.iter().filter(is_meant).collect();
            let name = which.to_string_lossy();
            if held.is_empty() {
                self.print_error(&CliError::NotInAgent(name.into_owned()));
                status = 1;
                continue;
            }
            for key in held {
                agent::remove(&*agent, &key.blob).map_err(|error| failure(&*agent, error))?;
            }
            self.print_line(&say!(self.texts, "cli-agent-removed", key = name.as_ref()))?;
        }
        Ok(status)
    }

    /// Whether there are only certificates in a file.
    fn is_certificate(&self, file: &Path) -> bool {
        let is_file = matches!(self.disk.look(file), Ok(Found::File(_)));
        let keys = is_file.then(|| self.public_keys(&[file.to_owned()]).ok()).flatten().unwrap_or_default();
        !keys.is_empty() && keys.iter().all(|key| key.is_certificate)
    }
}

/// The agents that run, or only this one. That none does is a failure, and so is one that does not answer as it
/// should if it is the only one.
fn running(wanted: Option<AgentArg>) -> Result<Vec<Running>, CliError> {
    let (mut found, mut failed) = (Vec::new(), None);
    for agent in SystemAgents.all() {
        if wanted.is_some_and(|wanted| wanted.kind() != agent.kind()) {
            continue;
        }
        match agent::list(&*agent) {
            Ok(keys) => found.push(Running { agent, keys }),
            Err(error) => failed = failed.or(Some(failure(&*agent, error))),
        }
    }
    match failed {
        Some(failure) if found.is_empty() => Err(failure),
        None if found.is_empty() => Err(none(wanted)),
        _ => Ok(found),
    }
}

fn first(wanted: Option<AgentArg>) -> Result<Running, CliError> {
    running(wanted)?.into_iter().next().ok_or_else(|| none(wanted))
}

fn none(wanted: Option<AgentArg>) -> CliError {
    CliError::NoAgent(wanted.map_or(AgentKind::OpenSsh, AgentArg::kind))
}

fn failure(agent: &dyn Agent, error: AgentError) -> CliError {
    match error {
        AgentError::NotRunning => CliError::NoAgent(agent.kind()),
        error => CliError::Agent { kind: agent.kind(), program: agent.program(), error },
    }
}

fn json(kind: AgentKind, program: Option<&str>, held: &HeldKey) -> String {
    let mut object = Object::default();
    object.text("agent", if kind == AgentKind::OpenSsh { "openssh" } else { "pageant" });
    if let Some(program) = program {
        object.text("program", program);
    }
    if held.is_certificate {
        object.raw("certificate", "true");
    }
    match &held.key {
        Some(key) => object.key(key, true),
        None => {
            object.text("comment", &held.comment.to_string());
            object.text("blob", &Base64::encode_string(&held.blob));
        }
    }
    format!("{}\n", object.end())
}
