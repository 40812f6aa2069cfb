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
/// The most settings that are kept.
const MOST_SETTINGS: usize = 10_000;

/// Where ssh looks for keys, as its configuration says.
#[derive(Debug, Default)]
pub(in crate::health) struct Client {
    pub settings: Vec<Setting>,
    /// Which of them name a path.
    by_identity: HashMap<PathBuf, Vec<usize>>,
    /// The servers that blocks are for, by their names, in order.
    pub servers: Vec<String>,
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
    pub identity: Option<PathBuf>,
}

impl Setting {
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
        self.blocks.iter().all(|block| block.counts_for(host, None) == Some(Counts::Yes))
    }
}

impl Client {
    /// Reads a configuration; where there is none, there are no settings.
    pub fn read(file: &Path, folder: &Path, person: &User, disk: &dyn Disk) -> Self {
        let mut reader = Reader { folder, person, disk, client: Self::default() };
        if disk.status(file).is_some() {
            reader.file(file, &Arc::default(), DEPTH);
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
        let identity = expand::identity(written, self.person);
        if let Some(path) = &identity {
            self.client.by_identity.entry(path.clone()).or_default().push(self.client.settings.len());
        }
        let (file, blocks) = (file.to_owned(), Arc::clone(blocks));
        self.client.settings.push(Setting { file, directive, blocks, identity });
    }
}
