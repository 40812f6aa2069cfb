//! The private keys, as a list of them shows them.

use super::{Scene, SeenFile};
use crate::batch::known_public;
use crate::format::Format;
use crate::key::PublicKey;
use crate::save::{certificate_path, public_path};
use std::path::PathBuf;

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

impl Scene<'_> {
    /// Every private key, by its path.
    pub fn keys(&self) -> Vec<KeyEntry> {
        self.private_keys().map(|file| self.entry(file)).collect()
    }

    fn entry(&self, file: &SeenFile) -> KeyEntry {
        let beside = self.at(&public_path(&file.path));
        let certificate = self.at(&certificate_path(&file.path)).map(|file| file.path.clone());
        let key = file.private();
        let inside = key.and_then(|key| key.public.as_ref());
        let beside_key = beside.and_then(|beside| beside.key.as_ref()?.public.as_ref());
        let mut hosts: Vec<String> = Vec::new();
        for host in self.client.naming(&file.path).flat_map(|setting| setting.hosts_of(&file.path)) {
            if !hosts.contains(&host) {
                hosts.push(host);
            }
        }
        KeyEntry {
            path: file.path.clone(),
            format: key.map(|key| key.format),
            public: known_public(inside, beside_key).cloned(),
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
