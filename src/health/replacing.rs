//! What is known here of a key that is to be replaced: the servers that it is for, and where ssh's configuration names
//! it.

use super::fixing::{FixError, bad_block, below_home};
use super::survey::{Client, identity};
use crate::format::FILE_BYTES;
use crate::save::{is_tried_by_ssh, public_path};
use crate::sshfiles::{Config, Edit, Hosts, KNOWN_HOSTS, KnownHosts, as_identity};
use crate::system::{Disk, User, folder_of};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

const IDENTITY_FILE: &str = "IdentityFile";

/// The most servers that are told.
const MOST: usize = 500;

/// A server, as config or known_hosts calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedServer {
    /// Its name or address.
    pub host: String,
    /// Its port, where known_hosts says another one than 22.
    pub port: Option<u16>,
    /// Whether ssh uses the key there: config says so, or says nothing of keys and ssh looks for this one by itself.
    pub uses_key: bool,
}

/// The servers that the person's config and known_hosts name; first those where ssh uses this key.
pub fn servers_of_key(key: &Path, person: &User, disk: &dyn Disk) -> Vec<NamedServer> {
    let Some(folder) = person.dot_ssh() else { return Vec::new() };
    let client = Client::read(&folder.join("config"), &folder, person, disk);
    let of_config = client.servers.iter().map(|host| (host.clone(), None));
    let mut servers: Vec<NamedServer> = Vec::new();
    for (host, port) in of_config.chain(known(&folder, disk)) {
        let is_there = servers.iter().any(|one| one.host == host && one.port == port);
        if !is_there && servers.len() < MOST {
            // One that is only known need not be used with this key.
            let is_configured = port.is_none() && client.servers.contains(&host);
            let uses_key = is_configured && takes(&client, &folder, key, &host);
            servers.push(NamedServer { host, port, uses_key });
        }
    }
    servers.sort_by_key(|server| !server.uses_key);
    servers
}

/// Whether ssh uses this key for this server, as far as the configuration says.
pub fn uses_key(host: &str, key: &Path, person: &User, disk: &dyn Disk) -> bool {
    let Some(folder) = person.dot_ssh() else { return false };
    takes(&Client::read(&folder.join("config"), &folder, person, disk), &folder, key, host)
}

/// Named for the server; or one that ssh looks for where nothing is.
fn takes(client: &Client, folder: &Path, key: &Path, host: &str) -> bool {
    let mut of_host = client.settings.iter().filter(|setting| setting.is_for(host)).peekable();
    if of_host.peek().is_some() {
        let is_key = |path: &Path| path == key || path == public_path(key);
        return of_host.any(|setting| setting.identity_for(host).is_some_and(is_key));
    }
    folder_of(key) == folder && key.file_name().and_then(OsStr::to_str).is_some_and(is_tried_by_ssh)
}

/// The first name of each line, as far as it is one.
fn known(folder: &Path, disk: &dyn Disk) -> Vec<(String, Option<u16>)> {
    let names = |bytes: &[u8]| {
        let file = KnownHosts::parse(bytes).ok()?;
        let lines = file.hosts().into_iter().filter(|(_, line)| line.marker.is_none());
        Some(lines.filter_map(|(_, line)| first_name(&line.hosts)).collect::<Vec<_>>())
    };
    let files = KNOWN_HOSTS.into_iter().map(|name| folder.join(name));
    let read = files.filter_map(|path| names(&disk.read(&path, FILE_BYTES).ok()?));
    read.flatten().collect()
}

fn first_name(hosts: &Hosts) -> Option<(String, Option<u16>)> {
    let Hosts::Patterns(patterns) = hosts else { return None };
    let name = patterns.first().filter(|name| !name.contains(['*', '?', '!']))?;
    match name.strip_prefix('[').and_then(|name| name.split_once("]:")) {
        Some((host, port)) => Some((host.to_owned(), Some(port.parse().ok()?))),
        None => Some((name.clone(), None)),
    }
}

/// A file of ssh's configuration in which another key takes the place of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherKeyNamed {
    /// The file.
    pub path: PathBuf,
    /// What it holds.
    pub old: Vec<u8>,
    /// What it would hold.
    pub new: Vec<u8>,
    /// The lines that change.
    pub edits: Vec<Edit>,
    /// The servers for which the lines count, as config calls them.
    pub hosts: Vec<String>,
}

/// The first file of the person's configuration that names this key, with the other one in its place. `None` where no
/// file names it.
///
/// # Errors
/// See [`FixError`]; [`FixError::ByHand`] for a line that names other keys as well, depending on the server.
pub fn name_other_key(
    old: &Path,
    new: &Path,
    person: &User,
    disk: &dyn Disk,
) -> Result<Option<OtherKeyNamed>, FixError> {
    let Some(folder) = person.dot_ssh() else { return Ok(None) };
    let client = Client::read(&folder.join("config"), &folder, person, disk);
    let Some(path) = client.naming(old).next().map(|setting| setting.file.clone()) else { return Ok(None) };
    let bytes = disk.read(&path, FILE_BYTES)?.to_vec();
    let mut file = Config::parse(&bytes).map_err(|limit| FixError::TooLarge(path.clone(), limit))?;
    let (mut edits, mut hosts) = (Vec::new(), Vec::new());
    for setting in client.naming(old).filter(|setting| setting.file == path) {
        if !setting.is_for_one_file() {
            return Err(FixError::ByHand(path));
        }
        let number = setting.directive.line;
        // A file that is included twice is changed once.
        if edits.iter().any(|edit: &Edit| edit.number == number) {
            continue;
        }
        let written = setting.directive.arguments.first().map(String::as_str).unwrap_or_default();
        let is_public = identity(written, person, None).as_deref() == Some(&public_path(old));
        let named = if is_public { public_path(new) } else { new.to_owned() };
        let named = if Path::new(written).is_absolute() { named } else { below_home(&named, person) };
        let value = as_identity(&named).ok_or_else(|| FixError::NotWritable(new.to_owned()))?;
        edits.push(file.set_value(number, IDENTITY_FILE, &value).map_err(|error| bad_block(&path, error))?);
        hosts.extend(setting.hosts_of(old));
    }
    hosts.dedup();
    Ok(Some(OtherKeyNamed { path, old: bytes, new: file.bytes(), edits, hosts }))
}

/// Whether this value of IdentityFile means this key.
pub fn means_key(written: &str, key: &Path, person: &User) -> bool {
    identity(written, person, None).is_some_and(|path| path == key || path == public_path(key))
}
