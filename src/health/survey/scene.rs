//! Everything that the rules look at.

use super::client::Client;
use super::{Role, SeenFile, Setting};
use crate::key::Progress;
use crate::save::{is_tried_by_ssh, public_path};
use crate::system::{Disk, Found, Owner, in_parallel};
use std::collections::{BTreeSet, HashMap};
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A folder, looked at.
pub(in crate::health) struct Scene<'a> {
    pub folder: &'a Path,
    /// Whether it is somebody's ~/.ssh: other folders have no files for ssh by their name.
    pub is_dot_ssh: bool,
    /// Seconds since 1970.
    pub now: u64,
    pub disk: &'a dyn Disk,
    /// Whose folder it is.
    pub owner: Option<Owner>,
    pub client: Client,
    /// What may be keys or belong to them.
    pub files: Vec<SeenFile>,
    by_path: HashMap<PathBuf, usize>,
    /// The one file that is asked about, if it is one.
    pub named: Option<PathBuf>,
    /// ssh's text files.
    pub lists: Vec<PathBuf>,
}

impl<'a> Scene<'a> {
    /// Nothing is looked at yet.
    pub fn new(folder: &'a Path, is_dot_ssh: bool, now: u64, disk: &'a dyn Disk) -> Self {
        let home = folder.parent().filter(|_| is_dot_ssh);
        let owner_of =
            |path: &Path| disk.status(path).and_then(|status| Some((status.access.mine, status.owner?)));
        // What root made in somebody's home folder is meant for them; a home folder of root may be of no account.
        let home = home.and_then(owner_of).filter(|(is_mine, owner)| *is_mine || !owner.is_root());
        let owner = home.or_else(|| owner_of(folder)).map(|(_, owner)| owner);
        Self {
            folder,
            is_dot_ssh,
            now,
            disk,
            owner,
            client: Client::default(),
            files: Vec::new(),
            by_path: HashMap::new(),
            named: None,
            lists: Vec::new(),
        }
    }

    /// Looks at files, several at once.
    pub fn look_at(&mut self, paths: &BTreeSet<PathBuf>, progress: &dyn Progress) {
        let paths: Vec<&PathBuf> = paths.iter().collect();
        let done = AtomicUsize::new(0);
        let look = |path: &&PathBuf| {
            if progress.cancelled() {
                return None;
            }
            let seen = SeenFile::look(path, self.disk);
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            progress.report(done as f32 / paths.len() as f32);
            seen
        };
        self.files = in_parallel(&paths, look).into_iter().flatten().collect();
        let numbered = self.files.iter().enumerate();
        self.by_path = numbered.map(|(at, file)| (file.path.clone(), at)).collect();
    }

    /// The file at this path, if it was looked at.
    pub fn at(&self, path: &Path) -> Option<&SeenFile> {
        self.files.get(*self.by_path.get(path)?)
    }

    /// The private keys, other than copies that are not asked about.
    pub fn private_keys(&self) -> impl Iterator<Item = &SeenFile> {
        self.files.iter().filter(|file| self.is_own_key(file) && self.is_key(file))
    }

    fn is_own_key(&self, file: &SeenFile) -> bool {
        let may_be_one = matches!(file.role, Role::Copy | Role::Other);
        file.role == Role::Key || may_be_one && self.is_named(&file.path)
    }

    /// Whether it is the file that is asked about.
    pub fn is_named(&self, path: &Path) -> bool {
        self.named.as_deref() == Some(path)
    }

    /// Whether a private key is in it, or must be: it cannot be read, but it has the name of one.
    fn is_key(&self, file: &SeenFile) -> bool {
        let has_public = || self.at(&public_path(&file.path)).is_some();
        file.private().is_some()
            || file.is_private && file.is_for_ssh
            || file.is_denied() && (self.is_used(&file.path) || has_public())
    }

    /// Whether a file is in ~/.ssh, and no link on the way to it leads elsewhere.
    pub fn is_within(&self, path: &Path) -> bool {
        let Ok(rest) = path.strip_prefix(self.folder) else { return false };
        let is_below = |folder: &&Path| *folder != self.folder;
        let mut folders = path.ancestors().skip(1).take_while(is_below);
        self.is_dot_ssh
            && rest.components().all(|part| matches!(part, Component::Normal(_)))
            && folders.all(|folder| matches!(self.disk.look(folder), Ok(Found::Folder)))
    }

    /// Whether ssh uses the key without being told: by its name or because the configuration names it.
    pub fn is_used(&self, path: &Path) -> bool {
        self.is_tried(path) || self.client.naming(path).next().is_some()
    }

    /// Whether ssh looks for a key of this name by default: only where no IdentityFile counts (OpenSSH, ssh_config(5)).
    pub fn is_tried(&self, path: &Path) -> bool {
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        let is_by_name = self.is_dot_ssh && path.parent() == Some(self.folder) && is_tried_by_ssh(name);
        is_by_name && !self.client.settings.iter().any(Setting::is_for_all)
    }
}
