//! What ssh's configuration says of keys, with the files that it includes.

use super::expand;
use crate::format::FILE_BYTES;
use crate::save::public_path;
use crate::sshfiles::{Config, Counts, Directive, is_server_name};
use crate::system::{Disk, User};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files in files that ssh reads (OpenSSH, readconf.c, READCONF_MAX_DEPTH).
const DEPTH: usize = 16;
/// The most files that are read.
const MOST: usize = 256;
/// The most servers whose names are kept.
const MOST_SERVERS: usize = 1000;
/// The most agents that are asked.
const MOST_AGENTS: usize = 8;
/// The most settings that are kept.
const MOST_SETTINGS: usize = 10_000;
/// The most keys that depend on the server and are looked for.
const MOST_BY_HOST: usize = 500;

/// Where ssh looks for keys, as its configuration says.
#[derive(Debug, Default)]
pub(in crate::health) struct Client {
    pub settings: Vec<Setting>,
    /// Which of them name a path.
    by_identity: HashMap<PathBuf, Vec<usize>>,
    /// The servers that blocks are for, by their names, in order.
    pub servers: Vec<String>,
    /// The sockets of agents that it names, as ssh's environment completes them.
    pub agents: Vec<String>,
    /// Every file that was read.
    pub files: Vec<PathBuf>,
    /// Whether a part could not be read or was too much: who is named there is not known.
    pub is_cut: bool,
}

/// An IdentityFile, and the blocks that it stands in.
#[derive(Debug)]
pub(in crate::health) struct Setting {
    pub file: PathBuf,
    pub directive: Directive,
    /// `Host` and `Match`, from the outermost file to its own.
    pub blocks: Arc<[Directive]>,
    /// The file that it names, where that is the same for all servers.
    identity: Option<PathBuf>,
    /// Otherwise the files that it names for the servers whose names stand in its block.
    by_host: Vec<(String, PathBuf)>,
}

impl Setting {
    /// The files that it names, as far as that is known.
    pub fn identities(&self) -> impl Iterator<Item = &PathBuf> {
        self.identity.iter().chain(self.by_host.iter().map(|(_, path)| path))
    }

    /// Whether it names the same file for all servers.
    pub fn is_for_one_file(&self) -> bool {
        self.identity.is_some()
    }

    /// The file that it names for a server that it is for.
    pub fn identity_for(&self, host: &str) -> Option<&Path> {
        let by_host = || self.by_host.iter().find(|(name, _)| name == host).map(|(_, path)| path);
        self.identity.as_ref().or_else(by_host).map(PathBuf::as_path)
    }

    /// The servers for which it names this key, as config calls them.
    pub fn hosts_of(&self, key: &Path) -> Vec<String> {
        let public = public_path(key);
        let is_key = |path: &Path| path == key || path == public;
        match &self.identity {
            Some(_) => self.hosts(),
            None => {
                self.by_host.iter().filter(|(_, path)| is_key(path)).map(|(host, _)| host.clone()).collect()
            }
        }
    }

    /// The servers that it is for, as config calls them.
    pub fn hosts(&self) -> Vec<String> {
        let Some(block) = self.blocks.last() else { return vec!["*".to_owned()] };
        if block.keyword != "host" {
            return Vec::new();
        }
        block.arguments.iter().filter(|host| !host.starts_with('!')).cloned().collect()
    }

    /// Whether it counts for every server.
    pub fn is_for_all(&self) -> bool {
        let is_for_all = |block: &Directive| match block.keyword.as_str() {
            "host" => block.arguments.iter().all(|pattern| pattern == "*"),
            _ => block.arguments.iter().all(|condition| condition.eq_ignore_ascii_case("all")),
        };
        self.blocks.iter().all(is_for_all)
    }

    /// Whether it counts for this server.
    pub fn is_for(&self, host: &str) -> bool {
        counts_for(&self.blocks, host) == Counts::Yes
    }
}

/// Whether what stands in all of these blocks counts for a server.
fn counts_for(blocks: &[Directive], host: &str) -> Counts {
    let counts = || blocks.iter().filter_map(|block| block.counts_for(host, None));
    if counts().any(|counts| counts == Counts::No) {
        return Counts::No;
    }
    counts().find(|counts| *counts != Counts::Yes).unwrap_or(Counts::Yes)
}

/// A HostName, and the blocks that it stands in.
struct HostName {
    name: String,
    blocks: Arc<[Directive]>,
}

impl Client {
    /// Reads a configuration; where there is none, there are no settings.
    pub fn read(file: &Path, folder: &Path, person: &User, disk: &dyn Disk) -> Self {
        let mut reader = Reader { folder, person, disk, client: Self::default(), host_names: Vec::new() };
        if disk.status(file).is_some() {
            reader.file(file, &Arc::default(), DEPTH);
            reader.name_by_host();
        }
        reader.client
    }

    /// The settings that name this key, by its private or its public file.
    pub fn naming(&self, key: &Path) -> impl Iterator<Item = &Setting> {
        let numbers = [key.to_owned(), public_path(key)].map(|path| self.by_identity.get(&path));
        let numbers: BTreeSet<usize> = numbers.into_iter().flatten().flatten().copied().collect();
        numbers.into_iter().filter_map(|number| self.settings.get(number))
    }
}

struct Reader<'a> {
    folder: &'a Path,
    person: &'a User,
    disk: &'a dyn Disk,
    client: Client,
    host_names: Vec<HostName>,
}

impl Reader<'_> {
    fn file(&mut self, path: &Path, around: &Arc<[Directive]>, depth: usize) {
        if depth == 0 || self.client.files.len() >= MOST {
            self.client.is_cut = true;
            return;
        }
        self.client.files.push(path.to_owned());
        let bytes = self.disk.read(path, FILE_BYTES);
        let Some(config) = bytes.ok().and_then(|bytes| Config::parse(&bytes).ok()) else {
            self.client.is_cut = true;
            return;
        };
        let mut blocks = Arc::clone(around);
        for directive in config.directives() {
            match directive.keyword.as_str() {
                "host" | "match" => {
                    self.servers(&directive);
                    blocks = around.iter().cloned().chain([directive]).collect();
                }
                "include" => self.includes(&directive.arguments, &blocks, depth - 1),
                "identityfile" => self.setting(path, directive, &blocks),
                "identityagent" => self.agent(&directive),
                "hostname" => self.host_name(directive, &blocks),
                _ => {}
            }
        }
    }

    fn servers(&mut self, block: &Directive) {
        let names = block.arguments.iter().filter(|name| block.keyword == "host" && is_server_name(name));
        for name in names {
            if self.client.servers.len() < MOST_SERVERS && !self.client.servers.contains(name) {
                self.client.servers.push(name.clone());
            }
        }
    }

    fn includes(&mut self, patterns: &[String], blocks: &Arc<[Directive]>, depth: usize) {
        for pattern in patterns {
            match expand::includes(pattern, self.folder, self.person, self.disk) {
                Some(files) => {
                    // A file that is not there is no mistake.
                    for file in files.iter().filter(|file| self.disk.access(file).is_some()) {
                        self.file(file, blocks, depth);
                    }
                }
                None => self.client.is_cut = true,
            }
        }
    }

    fn setting(&mut self, file: &Path, directive: Directive, blocks: &Arc<[Directive]>) {
        if self.client.settings.len() >= MOST_SETTINGS {
            self.client.is_cut = true;
            return;
        }
        let written = directive.arguments.first().map(String::as_str).unwrap_or_default();
        let identity = expand::identity(written, self.person, None);
        if let Some(path) = &identity {
            self.client.by_identity.entry(path.clone()).or_default().push(self.client.settings.len());
        }
        let (file, blocks) = (file.to_owned(), Arc::clone(blocks));
        self.client.settings.push(Setting { file, directive, blocks, identity, by_host: Vec::new() });
    }

    fn agent(&mut self, directive: &Directive) {
        let written = directive.arguments.first().map(String::as_str).unwrap_or_default();
        let agents = &mut self.client.agents;
        match expand::agent(written, self.person) {
            Some(socket) if agents.len() < MOST_AGENTS && !agents.contains(&socket) => agents.push(socket),
            _ => {}
        }
    }

    fn host_name(&mut self, directive: Directive, blocks: &Arc<[Directive]>) {
        let Some(name) = directive.arguments.into_iter().next() else { return };
        if self.host_names.len() >= MOST_SETTINGS {
            self.client.is_cut = true;
            return;
        }
        self.host_names.push(HostName { name, blocks: Arc::clone(blocks) });
    }

    /// Finds the files that settings name for servers whose names stand in their blocks.
    fn name_by_host(&mut self) {
        // The first HostName counts, which may stand in what was not read.
        if self.client.is_cut {
            return;
        }
        let mut named = 0;
        for number in 0..self.client.settings.len() {
            let Some(setting) = self.client.settings.get(number) else { return };
            let is_left = setting.identity.is_none() && named < MOST_BY_HOST;
            let hosts = if is_left { setting.hosts() } else { Vec::new() };
            let is_name = |host: &String| !host.contains(['*', '?']) && setting.is_for(host);
            let written = setting.directive.arguments.first().map(String::as_str).unwrap_or_default();
            let by_host: Vec<_> = hosts
                .into_iter()
                .filter(is_name)
                .filter_map(|host| {
                    let path = expand::identity(written, self.person, Some((&host, &self.name_of(&host)?)))?;
                    Some((host, path))
                })
                .collect();
            named += by_host.len();
            for (_, path) in &by_host {
                self.client.by_identity.entry(path.clone()).or_default().push(number);
            }
            if let Some(setting) = self.client.settings.get_mut(number) {
                setting.by_host = by_host;
            }
        }
    }

    /// What ssh calls a server, by the first HostName for it. `None` where that is not known.
    fn name_of(&self, host: &str) -> Option<String> {
        for HostName { name, blocks } in &self.host_names {
            match counts_for(blocks, host) {
                Counts::Yes => return Some(name.replace("%h", host)),
                Counts::No => {}
                _ => return None,
            }
        }
        Some(host.to_owned())
    }
}
