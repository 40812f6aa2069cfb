//! What is in the file, line by line, and what is found in it.

use super::compare::Verdict;
use super::{Event, ServersPage, Slot};
use crate::app::context::Context;
use crate::app::text_change::{Risk, TextProblem};
use crate::app::text_file::read_shown;
use crate::format::FILE_BYTES;
use crate::health::Sought;
use crate::key::{Comment, PublicKey};
use crate::sshfiles::{Config, HostLine, Hosts, KNOWN_HOSTS, KeyDamage, KnownHosts, Marker, ServerName};
use crate::system::{Disk, User, global_known_hosts};
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes that are shown of a line that ssh cannot read.
const BEGINNING: usize = 60;

/// A line of the file.
#[derive(Clone, Debug)]
pub struct ServerRow {
    /// Its number, from 1.
    pub number: usize,
    /// Whose key it is.
    pub hosts: ServerHosts,
    /// What the key is, if it is not simply that of a server.
    pub marker: Option<Marker>,
    /// The key, or why ssh does not read it; `None` where there is no sign of one.
    pub key: Option<Result<PublicKey, KeyDamage>>,
}

/// Whose key a line holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerHosts {
    /// Names, addresses and patterns.
    Names(Vec<String>),
    /// A name that only who knows it can tell.
    Hashed,
    /// ssh cannot read them; the line begins like this.
    Unreadable(String),
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The server that was meant, if it can be one.
    pub server: Option<ServerName>,
    /// The places of the rows.
    pub rows: Vec<usize>,
    /// The lines that ssh would use for the server.
    pub of_server: BTreeSet<usize>,
    /// Of those, the lines without a marker.
    pub plain: BTreeSet<usize>,
}

/// What was read.
pub(in crate::app) struct Listing {
    bytes: Option<Arc<Vec<u8>>>,
    rows: Arc<[ServerRow]>,
    files: Vec<PathBuf>,
}

impl ServerRow {
    /// The key, if ssh reads it.
    pub fn readable_key(&self) -> Option<&PublicKey> {
        self.key.as_ref()?.as_ref().ok()
    }

    /// Whether ssh skips the line.
    pub fn is_unreadable(&self) -> bool {
        matches!(self.hosts, ServerHosts::Unreadable(_)) || self.readable_key().is_none()
    }

    /// What should be known before it is removed, by what a comparison has shown.
    pub(super) fn risk(&self, verdict: Option<Verdict>) -> Option<Risk> {
        match (self.is_unreadable(), self.marker, verdict) {
            (true, ..) | (_, Some(Marker::CertAuthority), _) => None,
            (_, Some(Marker::Revoked), _) => Some(Risk::Unrevokes),
            (_, None, Some(Verdict::Same)) => Some(Risk::ForgetsRightKey),
            (_, None, _) => Some(Risk::ForgetsServer),
        }
    }
}

impl ServersPage {
    /// Reads the file on a worker.
    pub(super) fn look(&mut self, cx: &mut Context<'_>) {
        let person = cx.services.person.clone();
        self.text.look(cx, move |path, disk| Event::Listed(Box::new(list(path, &person, disk))));
    }

    pub(super) fn listed(&mut self, listing: Result<Listing, TextProblem>, cx: &mut Context<'_>) {
        self.changes += 1;
        let bytes = listing.map(|Listing { bytes, rows, files }| {
            (self.rows, self.files) = (rows, files);
            bytes
        });
        if bytes.is_err() {
            self.rows = Arc::default();
        }
        self.text.read(bytes);
        self.compare_again();
        self.found = None;
        self.find(cx);
    }

    /// Searches for what is typed, on a worker: a hashed name takes its time.
    pub(super) fn find(&mut self, cx: &mut Context<'_>) {
        let sought = self.sought.trim().to_owned();
        let Some(bytes) = self.text.bytes.clone().filter(|_| !sought.is_empty()) else {
            (self.finding, self.found) = (None, None);
            self.changes += 1;
            return;
        };
        let rows = Arc::clone(&self.rows);
        let work = move |_: &_| Event::Found(find(&sought, &bytes, &rows));
        self.finding = Some(cx.start(Slot::Find, "find server", work));
    }

    /// How many rows are shown.
    pub fn shown_count(&self) -> usize {
        self.found.as_ref().map_or(self.rows.len(), |found| found.rows.len())
    }

    /// One of those that are shown.
    pub fn shown_row(&self, at: usize) -> Option<&ServerRow> {
        let place = match &self.found {
            Some(found) => *found.rows.get(at)?,
            None => at,
        };
        self.rows.get(place)
    }

    /// The server that was searched for, where it has several entries that can be removed together, and how many.
    pub fn several_entries(&self) -> Option<(&ServerName, usize)> {
        let found = self.found.as_ref().filter(|found| found.plain.len() > 1)?;
        Some((found.server.as_ref()?, found.plain.len()))
    }

    /// What the server of a row is called, if that is known: a hashed name is where it was searched for.
    pub(super) fn name_of(&self, row: &ServerRow) -> Option<String> {
        match &row.hosts {
            ServerHosts::Names(names) => Some(names.join(", ")),
            ServerHosts::Unreadable(_) => None,
            ServerHosts::Hashed => self.hashed_name(row.number),
        }
    }

    /// The name that was searched for, if this line is of it.
    pub fn hashed_name(&self, number: usize) -> Option<String> {
        let found = self.found.as_ref().filter(|found| found.of_server.contains(&number))?;
        found.server.as_ref().map(ServerName::written)
    }
}

fn list(path: &Path, person: &User, disk: &dyn Disk) -> Result<Listing, TextProblem> {
    let bytes = read_shown(path, disk)?;
    let file = KnownHosts::parse(bytes.as_deref().unwrap_or_default()).map_err(TextProblem::TooLarge)?;
    Ok(Listing { rows: rows(&file).into(), bytes: bytes.map(Arc::new), files: usual_files(person, disk) })
}

fn rows(file: &KnownHosts) -> Vec<ServerRow> {
    let read: HashMap<usize, HostLine> = file.hosts().into_iter().collect();
    let row = |number: usize| {
        let text = || Comment::from_bytes_lossy(file.line(number).unwrap_or_default()).text_up_to(BEGINNING);
        let (hosts, marker, key) = match read.get(&number) {
            Some(HostLine { hosts, marker, key }) => {
                let hosts = match hosts {
                    Hosts::Patterns(names) => ServerHosts::Names(names.clone()),
                    Hosts::Hashed { .. } => ServerHosts::Hashed,
                    Hosts::BadHash => ServerHosts::Unreadable(text()),
                };
                (hosts, *marker, key.clone())
            }
            None if file.is_unreadable(number) => (ServerHosts::Unreadable(text()), None, None),
            None => return None,
        };
        Some(ServerRow { number, hosts, marker, key })
    };
    (1..=file.count()).filter_map(row).collect()
}

/// What ssh reads by default, for all users too, and what the config of the person names for all or some servers.
fn usual_files(person: &User, disk: &dyn Disk) -> Vec<PathBuf> {
    let Some(folder) = person.dot_ssh() else { return Vec::new() };
    let mut files: Vec<PathBuf> = KNOWN_HOSTS.map(|name| folder.join(name)).into();
    let config = disk.read(&folder.join("config"), FILE_BYTES).ok();
    let config = config.and_then(|bytes| Config::parse(&bytes).ok());
    for directive in config.iter().flat_map(Config::directives) {
        // What else stands for something is for ssh to know.
        let is_path =
            |text: &&String| !text.contains(['%', '$']) && !matches!(text.as_str(), "none" | "/dev/null");
        if directive.keyword == "userknownhostsfile" {
            for path in directive.arguments.iter().filter(is_path).map(|text| person.path_of(text)) {
                if !files.contains(&path) {
                    files.push(path);
                }
            }
        }
    }
    files.extend(global_known_hosts());
    files
}

fn find(sought: &str, bytes: &[u8], rows: &[ServerRow]) -> Option<Found> {
    let file = KnownHosts::parse(bytes).ok()?;
    let fingerprint = Sought::fingerprint(sought);
    let server = ServerName::parse_user_input(sought).filter(|_| fingerprint.is_none());
    let lines = server.as_ref().map(|server| file.find(&server.host, server.port)).unwrap_or_default();
    let of_server: BTreeSet<usize> = lines.iter().map(|(number, _)| *number).collect();
    let plain = lines.iter().filter(|(_, line)| line.marker.is_none()).map(|(number, _)| *number).collect();
    let typed = sought.to_lowercase();
    let is_meant = |row: &ServerRow| {
        let has_name = match &row.hosts {
            ServerHosts::Names(names) => names.iter().any(|name| name.to_lowercase().contains(&typed)),
            ServerHosts::Hashed | ServerHosts::Unreadable(_) => false,
        };
        let has_fingerprint =
            fingerprint.as_ref().zip(row.readable_key()).is_some_and(|(sought, key)| sought.is(key));
        has_name || has_fingerprint || of_server.contains(&row.number)
    };
    let rows = rows.iter().enumerate().filter(|(_, row)| is_meant(row)).map(|(at, _)| at).collect();
    Some(Found { server, rows, of_server, plain })
}
