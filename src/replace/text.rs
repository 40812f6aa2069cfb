//! A replacement as text: what is kept of it between two starts of the program. There are no secrets in it.

use super::{Configuration, KeyInFile, MOST_SERVERS, Replacement, Server, ServerState};
use crate::format::{self, KeyFile};
use crate::remote::Target;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// The most bytes of such a text.
pub const MOST_BYTES: usize = 512 * 1024;

/// What this program writes.
const VERSION: u32 = 1;
/// The private key, its public key, its certificate.
const MOST_FILES: usize = 3;

/// Why a text is no replacement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadText {
    /// A newer version of this program has written it.
    Newer,
    /// It is damaged.
    Damaged,
}

#[derive(Deserialize, Serialize)]
struct Text {
    version: u32,
    configuration: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    keep_until: Option<String>,
    old: KeyText,
    new: KeyText,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    server: Vec<ServerText>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    moved: Vec<MovedText>,
}

/// Only the version, of whatever follows.
#[derive(Deserialize)]
struct VersionText {
    version: u32,
}

#[derive(Deserialize, Serialize)]
struct KeyText {
    file: String,
    public: String,
}

#[derive(Deserialize, Serialize)]
struct ServerText {
    host: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    port: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    jump: Option<String>,
    state: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<String>,
}

#[derive(Deserialize, Serialize)]
struct MovedText {
    from: String,
    to: String,
}

impl Replacement {
    /// The text that [`Self::read`] reads. `None` where it would be too long.
    pub fn text(&self) -> Option<String> {
        let key = |key: &KeyInFile| KeyText { file: shown(&key.file), public: key.key.line() };
        let server = |Server { target, state }: &Server| {
            let (state, since) = match state {
                ServerState::Waiting => ("waiting", None),
                ServerState::NewKeyWorks(day) => ("new key works", Some(day.to_string())),
                ServerState::OldKeyRemoved(day) => ("old key removed", Some(day.to_string())),
                ServerState::Skipped => ("skipped", None),
            };
            let Target { host, user, port, jump } = target.clone();
            ServerText { host, user, port, jump, state: state.to_owned(), since }
        };
        let moved = |(from, to): &(PathBuf, PathBuf)| MovedText { from: shown(from), to: shown(to) };
        let configuration = match self.configuration {
            Configuration::Before => "before",
            Configuration::UsesNewKey => "uses new key",
            Configuration::Left => "left",
        };
        let text = Text {
            version: VERSION,
            configuration: configuration.to_owned(),
            keep_until: self.keep_until.map(|day| day.to_string()),
            old: key(&self.old),
            new: key(&self.new),
            server: self.servers.iter().map(server).collect(),
            moved: self.moved.iter().map(moved).collect(),
        };
        toml::to_string(&text).ok().filter(|text| text.len() <= MOST_BYTES)
    }

    /// Reads what [`Self::text`] has written. What no such steps lead to is damaged.
    ///
    /// # Errors
    /// See [`BadText`].
    pub fn read(bytes: &[u8]) -> Result<Self, BadText> {
        let text = std::str::from_utf8(bytes).ok().filter(|text| text.len() <= MOST_BYTES);
        let text = text.ok_or(BadText::Damaged)?;
        let VersionText { version } = toml::from_str(text).map_err(|_| BadText::Damaged)?;
        if version > VERSION {
            return Err(BadText::Newer);
        }
        let text: Text = toml::from_str(text).map_err(|_| BadText::Damaged)?;
        replacement(text).ok_or(BadText::Damaged)
    }
}

/// That the paths are text was looked at when they came in.
fn shown(path: &std::path::Path) -> String {
    path.to_string_lossy().into_owned()
}

fn replacement(text: Text) -> Option<Replacement> {
    let Text { version: _, configuration, keep_until, old, new, server, moved } = text;
    let configuration = match configuration.as_str() {
        "before" => Configuration::Before,
        "uses new key" => Configuration::UsesNewKey,
        "left" => Configuration::Left,
        _ => return None,
    };
    let mut read = Replacement::start(key(old)?, key(new)?).ok()?;
    if server.len() > MOST_SERVERS || moved.len() > MOST_FILES {
        return None;
    }
    let mut has_removed = false;
    for text in server {
        let server = self::server(text)?;
        has_removed |= matches!(server.state, ServerState::OldKeyRemoved(_));
        read.add(server.target.clone()).ok()?;
        read.servers.last_mut()?.state = server.state;
    }
    read.keep_until = keep_until.map(|day| day.parse()).transpose().ok()?;
    read.configuration = configuration;
    let is_before = configuration == Configuration::Before;
    // The old key goes only after that.
    if is_before && (has_removed || !moved.is_empty()) || !is_before && read.keep_until.is_none() {
        return None;
    }
    let is_open = |one: &Server| matches!(one.state, ServerState::Waiting | ServerState::NewKeyWorks(_));
    if !moved.is_empty() && read.servers.iter().any(is_open) {
        return None;
    }
    read.moved = moved.into_iter().map(|one| (one.from.into(), one.to.into())).collect();
    Some(read)
}

fn key(text: KeyText) -> Option<KeyInFile> {
    let file = PathBuf::from(text.file);
    match format::read(text.public.as_bytes()).ok()? {
        KeyFile::Public(_, key) if file.is_absolute() => Some(KeyInFile { file, key }),
        _ => None,
    }
}

fn server(text: ServerText) -> Option<Server> {
    let ServerText { host, user, port, jump, state, since } = text;
    let since = since.map(|day| day.parse::<Date>()).transpose().ok()?;
    let state = match (state.as_str(), since) {
        ("waiting", None) => ServerState::Waiting,
        ("new key works", Some(day)) => ServerState::NewKeyWorks(day),
        ("old key removed", Some(day)) => ServerState::OldKeyRemoved(day),
        ("skipped", None) => ServerState::Skipped,
        _ => return None,
    };
    Some(Server { target: Target { host, user, port, jump }.checked().ok()?, state })
}
