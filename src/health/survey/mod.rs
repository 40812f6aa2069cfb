//! What there is in ~/.ssh: the keys, what uses them, and what is wrong. Nothing is unlocked, nothing is changed.

mod client;
mod entry;
mod expand;
mod role;
mod scene;
mod seen;

pub use entry::KeyEntry;

pub(super) use client::{Client, Setting};
pub(super) use expand::identity;
pub(super) use role::Role;
pub(super) use scene::Scene;
pub(super) use seen::{SeenFile, SeenKey};

use super::{Finding, Problem, rules};
use crate::batch::candidates;
use crate::format::FILE_BYTES;
use crate::key::Progress;
use crate::save::{certificate_path, public_path};
use crate::sshfiles::{AUTHORIZED_KEYS, KNOWN_HOSTS};
use crate::system::{Disk, DiskError, User, administrators_authorized_keys, folder_of};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The most files of a folder that are looked at.
const MOST_FILES: usize = 20_000;
/// Sockets of ssh's agent, since OpenSSH 10.1.
const AGENT: &str = "agent";
/// What was found in a folder.
#[derive(Clone, Debug)]
pub struct Survey {
    /// The folder, or the one file that was looked at: by the path that ssh looks at, where another led there.
    pub folder: PathBuf,
    /// The private keys in it and those elsewhere that ssh's configuration names, by their paths.
    pub keys: Vec<KeyEntry>,
    /// What is wrong, the worst first, then by file and line.
    pub findings: Vec<Finding>,
    /// How many files were not looked at, because there are too many.
    pub left_out: usize,
}

/// Looks at a folder, its subfolders, and the keys that ssh's configuration in it names, or at one file. Links to
/// folders are not followed; sockets, FIFOs, devices and files over 1 MiB are not opened.
///
/// # Errors
/// If the folder cannot be listed or the file is none that can be looked at, such as because it is not there.
pub fn survey(
    path: &Path,
    person: &User,
    disk: &dyn Disk,
    now: u64,
    progress: &dyn Progress,
) -> Result<Survey, DiskError> {
    if is_file(path, disk)? {
        if is_dot_ssh(path, person) {
            let problem = Problem::NotAFolder;
            let finding = Finding { path: path.to_owned(), line: None, problem, fix: None };
            return Ok(Survey {
                folder: path.to_owned(),
                keys: Vec::new(),
                findings: vec![finding],
                left_out: 0,
            });
        }
        of_file(path, person, disk, now, progress)
    } else {
        let dot_ssh = dot_ssh_at(path, person, disk);
        of_folder(dot_ssh.as_deref().unwrap_or(path), None, person, disk, now, progress)
    }
}

/// Whether a person may have meant one file; that it can be read is looked at.
fn is_file(path: &Path, disk: &dyn Disk) -> Result<bool, DiskError> {
    match disk.is_folder(path) {
        Err(error) if error.kind == ErrorKind::NotADirectory => {}
        other => return other.map(|_| false),
    }
    match disk.read(path, FILE_BYTES) {
        Err(error) if error.kind != ErrorKind::PermissionDenied => Err(error),
        _ => Ok(true),
    }
}

fn of_folder(
    folder: &Path,
    named: Option<&Path>,
    person: &User,
    disk: &dyn Disk,
    now: u64,
    progress: &dyn Progress,
) -> Result<Survey, DiskError> {
    let (mut paths, left_out) = files_in(folder, disk, progress)?;
    let mut scene = Scene::new(folder, is_dot_ssh(folder, person), now, disk);
    if scene.is_dot_ssh {
        scene.client = Client::read(&folder.join("config"), folder, person, disk);
        paths.extend(outside(&scene.client, disk));
        let lists = AUTHORIZED_KEYS.into_iter().chain(KNOWN_HOSTS).map(|name| folder.join(name));
        let is_own = person.dot_ssh().as_deref() == Some(folder);
        let lists = lists.chain(administrators_authorized_keys().filter(|_| is_own));
        // A file may be included several times.
        let files: BTreeSet<_> = lists.chain(scene.client.files.iter().cloned()).collect();
        scene.lists.extend(files);
    }
    scene.named = named.map(Path::to_owned);
    paths.extend(named.filter(|path| disk.access(path).is_some()).map(Path::to_owned));
    scene.look_at(&paths, progress);
    let findings = if progress.cancelled() { Vec::new() } else { rules::all(&scene) };
    Ok(Survey { folder: folder.to_owned(), keys: scene.keys(), findings, left_out })
}

/// What a survey of ~/.ssh says of one file in it. Elsewhere only what stands beside it is looked at too.
fn of_file(
    path: &Path,
    person: &User,
    disk: &dyn Disk,
    now: u64,
    progress: &dyn Progress,
) -> Result<Survey, DiskError> {
    let within = |around: &Path| {
        let folder = dot_ssh_at(around, person, disk)?;
        Some((folder.join(path.strip_prefix(around).ok()?), folder))
    };
    let within = path.ancestors().skip(1).find_map(within);
    let path = within.as_ref().map_or(path, |(path, _)| path);
    let mut survey = match &within {
        Some((_, folder)) => of_folder(folder, Some(path), person, disk, now, progress)?,
        None => {
            let mut scene = Scene::new(folder_of(path), false, now, disk);
            scene.named = Some(path.to_owned());
            let beside = [public_path(path), certificate_path(path)].into_iter();
            let beside = beside.filter(|path| disk.access(path).is_some());
            scene.look_at(&beside.chain([path.to_owned()]).collect(), progress);
            let is_list = !matches!(Role::of(path), Role::Key | Role::Public | Role::Copy | Role::Other);
            scene.lists.extend(is_list.then(|| path.to_owned()));
            Survey { folder: path.to_owned(), keys: scene.keys(), findings: rules::all(&scene), left_out: 0 }
        }
    };
    survey.keys.retain(|key| key.path == path);
    survey.findings.retain(|finding| finding.path == path);
    Ok(Survey { folder: path.to_owned(), ..survey })
}

/// The servers that ssh's configuration of this person has blocks for, by their names. Patterns are none.
pub fn configured_servers(person: &User, disk: &dyn Disk) -> Vec<String> {
    let Some(folder) = person.dot_ssh() else { return Vec::new() };
    Client::read(&folder.join("config"), &folder, person, disk).servers
}

/// The sockets of agents that ssh's configuration of this person names, see [`crate::system::Agents::at`].
pub fn configured_agents(person: &User, disk: &dyn Disk) -> Vec<String> {
    let Some(folder) = person.dot_ssh() else { return Vec::new() };
    Client::read(&folder.join("config"), &folder, person, disk).agents
}

fn is_dot_ssh(folder: &Path, person: &User) -> bool {
    folder.file_name() == Some(OsStr::new(".ssh")) || person.dot_ssh().as_deref() == Some(folder)
}

/// The ~/.ssh that a path leads to, through links on either side: by the path that ssh looks at. `None` if it is another
/// folder.
fn dot_ssh_at(path: &Path, person: &User, disk: &dyn Disk) -> Option<PathBuf> {
    if is_dot_ssh(path, person) {
        return Some(path.to_owned());
    }
    let real = disk.resolved(path);
    let own = person.dot_ssh().filter(|own| disk.resolved(own) == real);
    own.or_else(|| is_dot_ssh(&real, person).then_some(real))
}

/// The files of a folder, and how many there are beyond those.
fn files_in(
    folder: &Path,
    disk: &dyn Disk,
    progress: &dyn Progress,
) -> Result<(BTreeSet<PathBuf>, usize), DiskError> {
    let (folders, files): (Vec<_>, Vec<_>) =
        disk.list(folder)?.into_iter().partition(|entry| entry.is_folder);
    let mut files: BTreeSet<PathBuf> = files.into_iter().map(|entry| entry.path).collect();
    let folders = folders.into_iter().map(|entry| entry.path);
    let folders: Vec<_> = folders.filter(|path| path.file_name() != Some(OsStr::new(AGENT))).collect();
    files.extend(candidates(&folders, disk, progress).into_iter().flatten().map(|file| file.path));
    files.retain(|path| !matches!(Role::of(path), Role::Other));
    let left_out = files.len().saturating_sub(MOST_FILES);
    Ok((files.into_iter().take(MOST_FILES).collect(), left_out))
}

/// Keys that the configuration names, and what belongs to them, as far as they are there.
fn outside(client: &Client, disk: &dyn Disk) -> Vec<PathBuf> {
    let named: BTreeSet<&PathBuf> = client.settings.iter().flat_map(Setting::identities).collect();
    let with_others =
        named.into_iter().flat_map(|key| [key.clone(), public_path(key), certificate_path(key)]);
    with_others.filter(|path| disk.access(path).is_some()).collect()
}
