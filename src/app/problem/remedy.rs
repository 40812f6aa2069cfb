//! What the window itself can do about a cause.

use crate::explain::{Fix, Template};
use crate::health::find_named;
use crate::system::{Disk, User};
use std::path::PathBuf;

/// Something that a button does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// Take everyone else's permissions to this file away.
    MakePrivate(PathBuf),
    /// Open this key.
    Open(PathBuf),
    /// Choose the key to open.
    ChooseKey,
    /// Show the keys of this computer.
    MyKeys,
    /// Show who may log in here, by this file.
    Authorized(PathBuf),
    /// Show the servers that are known.
    Servers {
        /// In this file; else where ssh looks for them first.
        file: Option<PathBuf>,
        /// Only this one, if it is known which is meant.
        host: Option<String>,
    },
    /// Show the folder of this file.
    ShowInFolder(PathBuf),
    /// Make a new key.
    NewKey,
    /// Copy the text without its names, for somebody else to read.
    CopyMasked,
    /// Empty the field for another message.
    Clear,
}

/// What settles a cause here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedies {
    /// What does it at once, or leads to where it is done.
    pub first: Option<Remedy>,
    /// What is left where there is no command to copy either, if anything is.
    pub last: Option<Remedy>,
}

pub(super) fn remedies(fix: &Fix, disk: &dyn Disk, person: &User) -> Remedies {
    Remedies { first: first(fix, disk, person), last: last(fix, disk, person) }
}

/// What is better than a command.
fn first(fix: &Fix, disk: &dyn Disk, person: &User) -> Option<Remedy> {
    let here = |path: &Template| find_named(&path.known()?, disk, person);
    match fix {
        Fix::Protect { file } => here(file).map(Remedy::MakePrivate),
        Fix::Inspect { file }
        | Fix::Convert { file, .. }
        | Fix::Rewrite { file }
        | Fix::ExtractPublic { file }
        | Fix::PrintPublic { file }
        | Fix::Register { file, .. } => match file.known() {
            // The file of a message from another computer is not here.
            Some(_) => here(file).map(Remedy::Open),
            None => Some(Remedy::ChooseKey),
        },
        // It is among what is found there, with a button of its own.
        Fix::DenyWriting { path } => {
            let path = here(path)?;
            (path.parent() == person.dot_ssh().as_deref()).then_some(Remedy::MyKeys)
        }
        Fix::ChooseFile { .. } => Some(Remedy::MyKeys),
        Fix::RemoveHostKey { host, known_hosts, .. } => {
            let file = here(known_hosts);
            let is_elsewhere = known_hosts.known().is_some() && file.is_none();
            (!is_elsewhere).then(|| Remedy::Servers { file, host: host.known() })
        }
        Fix::CompareHostKey { host } => Some(Remedy::Servers { file: None, host: host.known() }),
        Fix::Edit { file, .. } => of_file(&file.known()?, disk, person),
        Fix::Generate {} => Some(Remedy::NewKey),
        Fix::ExplainAll {} => Some(Remedy::Clear),
        Fix::TakeOwnership { .. }
        | Fix::Install { .. }
        | Fix::LearnHostKey { .. }
        | Fix::Config { .. }
        | Fix::ServerConfig { .. }
        | Fix::Run { .. }
        | Fix::OnServer { .. }
        | Fix::LogIn { .. }
        | Fix::Log { .. }
        | Fix::Update { .. }
        | Fix::Setting { .. }
        | Fix::CheckAddress { .. }
        | Fix::CheckNetwork {}
        | Fix::ChoosePort { .. }
        | Fix::PlugIn {}
        | Fix::Ask {}
        | Fix::AskIssuer {}
        | Fix::Wait {}
        | Fix::Ignore {} => None,
    }
}

/// Where a file is edited.
fn of_file(path: &str, disk: &dyn Disk, person: &User) -> Option<Remedy> {
    let path = find_named(path, disk, person)?;
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    Some(match name {
        _ if name.starts_with("authorized_keys") => Remedy::Authorized(path),
        _ if name.starts_with("known_hosts") => Remedy::Servers { file: Some(path), host: None },
        _ => Remedy::ShowInFolder(path),
    })
}

fn last(fix: &Fix, disk: &dyn Disk, person: &User) -> Option<Remedy> {
    Some(match fix {
        // Opening it offers to make it private.
        Fix::Protect { .. } => Remedy::ChooseKey,
        Fix::DenyWriting { path } | Fix::TakeOwnership { path } => {
            let here = path.known().and_then(|path| find_named(&path, disk, person));
            here.map_or(Remedy::MyKeys, Remedy::ShowInFolder)
        }
        Fix::Ask {} | Fix::AskIssuer {} | Fix::Edit { .. } => Remedy::CopyMasked,
        _ => return None,
    })
}
