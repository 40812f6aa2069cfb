//! What there is in ~/.ssh: the keys, what uses them, and what is wrong. Nothing is unlocked, nothing is changed.

mod client;
mod expand;
mod role;
mod seen;

pub(super) use client::{Client, Setting};
pub(super) use role::Role;
pub(super) use seen::{SeenFile, SeenKey};

use super::{Finding, rules};
use crate::batch::candidates;
use crate::format::Format;
use crate::key::{Progress, PublicKey};
use crate::save::{certificate_path, is_tried_by_ssh, public_path};
use crate::system::{Disk, DiskError, Owner, User, in_parallel};
use std::collections::{BTreeSet, HashMap};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The most files that are looked at.
pub(super) const MOST_FILES: usize = 20_000;
/// Sockets of ssh's agent, since OpenSSH 10.1.
const AGENT: &str = "agent";

/// What was found in a folder.
#[derive(Clone, Debug)]
pub struct Survey {
    /// The folder.
    pub folder: PathBuf,
    /// The private keys in it and those elsewhere that ssh's configuration names, by their paths.
    pub keys: Vec<KeyEntry>,
    /// What is wrong, the worst first, then by file and line.
    pub findings: Vec<Finding>,
    /// How many files were not looked at, because there are too many.
    pub left_out: usize,
}

/// A private key.
#[derive(Clone, Debug)]
pub struct KeyEntry {
    /// Its file.
    pub path: PathBuf,
    /// The format of its file; `None` where it cannot be read.
    pub format: Option<Format>,
    /// Its public key, where that is known without a passphrase.
    pub public: Option<PublicKey>,
    /// Whether only the file beside it says that: nothing in its own file shows that they belong together.
    pub is_from_pub_file: bool,
    /// Whether it has a passphrase; `None` where it cannot be read.
    pub is_locked: Option<bool>,
    /// The file of its public key, where there is one.
    pub public_file: Option<PathBuf>,
    /// Its certificate, where there is one.
    pub certificate: Option<PathBuf>,
    /// The `Host` blocks of ssh's configuration that name it, as they stand there; `*` for all servers.
    pub hosts: Vec<String>,
    /// Whether ssh uses it without being told on its command line: by its name or because the configuration names it.
    pub is_used: bool,
    /// When its file was last written, in seconds since 1970.
    pub modified: Option<u64>,
}

/// Everything that the rules look at.
pub(super) struct Scene<'a> {
    pub folder: &'a Path,
    /// Whether it is somebody's ~/.ssh: other folders have no files for ssh by their name.
    pub is_dot_ssh: bool,
    pub disk: &'a dyn Disk,
    /// Seconds since 1970.
    pub now: u64,
    /// Whose folder it is.
    pub owner: Option<Owner>,
    pub client: Client,
    pub files: Vec<SeenFile>,
    by_path: HashMap<PathBuf, usize>,
}

/// Looks at a folder, its subfolders, and the keys that ssh's configuration in it names. Links to folders are not
/// followed; sockets, FIFOs, devices and files over 1 MiB are not opened.
///
/// # Errors
/// If the folder cannot be listed, such as because it is not there.
pub fn survey(
    folder: &Path,
    person: &User,
    disk: &dyn Disk,
    now: u64,
    progress: &dyn Progress,
) -> Result<Survey, DiskError> {
    let is_dot_ssh =
        folder.file_name() == Some(OsStr::new(".ssh")) || person.dot_ssh().as_deref() == Some(folder);
    let (mut paths, left_out) = files_in(folder, disk, progress)?;
    let client = match is_dot_ssh {
        true => Client::read(&folder.join("config"), folder, person, disk),
        false => Client::default(),
    };
    paths.extend(outside(&client, disk));
    let paths: Vec<PathBuf> = paths.into_iter().collect();
    let files = look_at(&paths, disk, progress);
    let home = folder.parent().filter(|_| is_dot_ssh);
    let owner = disk.status(home.unwrap_or(folder)).and_then(|status| status.owner);
    let by_path = files.iter().enumerate().map(|(at, file)| (file.path.clone(), at)).collect();
    let scene = Scene { folder, is_dot_ssh, disk, now, owner, client, files, by_path };
    let findings = if progress.cancelled() { Vec::new() } else { rules::all(&scene) };
    Ok(Survey { folder: folder.to_owned(), keys: scene.keys(), findings, left_out })
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
    let named: BTreeSet<&PathBuf> = client.settings.iter().filter_map(|one| one.identity.as_ref()).collect();
    let with_others =
        named.into_iter().flat_map(|key| [key.clone(), public_path(key), certificate_path(key)]);
    with_others.filter(|path| disk.access(path).is_some()).collect()
}

fn look_at(paths: &[PathBuf], disk: &dyn Disk, progress: &dyn Progress) -> Vec<SeenFile> {
    let done = AtomicUsize::new(0);
    let look = |path: &PathBuf| {
        if progress.cancelled() {
            return None;
        }
        let seen = SeenFile::look(path, disk);
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        progress.report(done as f32 / paths.len() as f32);
        seen
    };
    in_parallel(paths, look).into_iter().flatten().collect()
}

impl Scene<'_> {
    /// The file at this path, if it was looked at.
    pub fn at(&self, path: &Path) -> Option<&SeenFile> {
        self.files.get(*self.by_path.get(path)?)
    }

    /// The private keys, other than copies.
    pub fn private_keys(&self) -> impl Iterator<Item = &SeenFile> {
        self.files.iter().filter(|file| file.role == Role::Key && self.is_key(file))
    }

    /// Whether a private key is in it, or must be: it cannot be read, but it has the name of one.
    fn is_key(&self, file: &SeenFile) -> bool {
        let has_public = || self.at(&public_path(&file.path)).is_some();
        file.private().is_some()
            || file.is_private && file.is_for_ssh
            || file.is_denied() && (self.is_used(&file.path) || has_public())
    }

    /// Whether ssh uses the key without being told: by its name or because the configuration names it.
    pub fn is_used(&self, path: &Path) -> bool {
        self.is_tried(path) || self.client.naming(path).next().is_some()
    }

    /// Whether ssh looks for a key of this name by itself.
    pub fn is_tried(&self, path: &Path) -> bool {
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        self.is_dot_ssh && path.parent() == Some(self.folder) && is_tried_by_ssh(name)
    }

    fn keys(&self) -> Vec<KeyEntry> {
        self.private_keys().map(|file| self.entry(file)).collect()
    }

    fn entry(&self, file: &SeenFile) -> KeyEntry {
        let beside = self.at(&public_path(&file.path));
        let certificate = self.at(&certificate_path(&file.path)).map(|file| file.path.clone());
        let key = file.private();
        let inside = key.and_then(|key| key.public.as_ref());
        let beside_key = beside.and_then(|beside| beside.key.as_ref()?.public.as_ref());
        let mut hosts: Vec<String> = Vec::new();
        for host in self.client.naming(&file.path).flat_map(client::Setting::hosts) {
            if !hosts.contains(&host) {
                hosts.push(host);
            }
        }
        KeyEntry {
            path: file.path.clone(),
            format: key.map(|key| key.format),
            public: crate::batch::known_public(inside, beside_key).cloned(),
            is_from_pub_file: inside.is_none() && beside_key.is_some(),
            is_locked: key.and_then(|key| key.locked),
            public_file: beside.map(|beside| beside.path.clone()),
            certificate,
            hosts,
            is_used: self.is_used(&file.path),
            modified: file.status.as_ref().and_then(|status| status.modified),
        }
    }
}
