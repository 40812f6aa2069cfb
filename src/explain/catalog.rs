//! The data of assets/explain, read once.

use super::text::{DEBUG, Line};
use super::{Fix, Program};
use regex::{Regex, RegexSet};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::LazyLock;

/// The order counts: where several messages fit a line equally well, the first is meant.
const FILES: [&str; 10] = [
    include_str!("../../assets/explain/git.toml"),
    include_str!("../../assets/explain/automation.toml"),
    include_str!("../../assets/explain/openssh.toml"),
    include_str!("../../assets/explain/openssh-server.toml"),
    include_str!("../../assets/explain/windows.toml"),
    include_str!("../../assets/explain/other-clients.toml"),
    include_str!("../../assets/explain/putty.toml"),
    include_str!("../../assets/explain/libcrypto.toml"),
    include_str!("../../assets/explain/causes.toml"),
    include_str!("../../assets/explain/signs.toml"),
];

/// All messages, causes and signs.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Catalog {
    #[serde(default)]
    pub message: Vec<Message>,
    #[serde(default)]
    pub cause: BTreeMap<String, CauseRow>,
    #[serde(default)]
    pub sign: BTreeMap<String, Sign>,
    /// Patterns of what any log may say about hosts, users and files.
    #[serde(default)]
    pub facts: Vec<Pattern>,
    /// The patterns of all messages.
    #[serde(skip)]
    patterns: RegexSet,
}

/// A message.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Message {
    pub id: String,
    pub programs: Vec<Program>,
    pub pattern: Pattern,
    /// What other lines of the same message say.
    #[serde(default)]
    pub also: Vec<Pattern>,
    #[serde(default)]
    pub rank: Rank,
    /// Whether it is also a line of `ssh -v`.
    #[serde(default)]
    debug: bool,
    #[cfg_attr(not(test), expect(dead_code, reason = "for tests"))]
    pub(super) examples: Vec<String>,
    /// From the likeliest to the least likely.
    pub causes: Vec<String>,
}

/// How much a message says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Rank {
    /// That something failed; why stands before it.
    Consequence,
    /// What failed.
    Symptom,
    /// Why.
    #[default]
    Reason,
}

/// Why a message is printed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CauseRow {
    pub fix: Fix,
    pub look: Option<Look>,
    #[serde(default)]
    pub likely: Vec<String>,
    #[serde(default)]
    pub unlikely: Vec<String>,
}

/// What else a log says: some line has the pattern, and none has the other.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sign {
    pub pattern: Pattern,
    pub without: Option<Pattern>,
}

/// What can be seen of a cause on this computer. The path is the fact `file`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Look {
    /// Others can read a private key.
    Exposed,
    /// The person cannot read the file.
    NotReadable,
    /// There is no such file.
    Missing,
    /// The text of a private key is not as ssh writes it.
    LineEnds,
    /// It is a .ppk file.
    Ppk,
    /// It is a .ppk file of version 3.
    NewPpk,
    /// It is a private key, but no .ppk file.
    NotPpk,
    /// It is a private key, but not in PEM.
    NotPem,
    /// It is a private key in a format that ssh may not read.
    OtherFormat,
    /// It is a public key.
    PublicKey,
    /// It is no private key.
    NotPrivate,
    /// It is a private key that cannot be read.
    Damaged,
    /// The .pub file next to it is of another key.
    WrongPub,
    /// Others can write to the file.
    Writable,
    /// The file belongs to somebody else.
    NotMine,
    /// The file is on a disk that keeps no permissions. What is in ~/.ssh already cannot be moved there: then it is no
    /// cause.
    PlainDisk,
    /// known_hosts no longer has a key in this line: facts `known_hosts` and `line`. It is never shown to be the cause.
    HostLine,
}

/// A regular expression.
#[derive(Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Pattern(Regex);

impl TryFrom<String> for Pattern {
    type Error = regex::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Regex::new(&text).map(Self)
    }
}

impl Deref for Pattern {
    type Target = Regex;

    fn deref(&self) -> &Regex {
        &self.0
    }
}

/// The data. That it can be read is checked by a test; without it no message is known.
pub(super) fn catalog() -> &'static Catalog {
    static CATALOG: LazyLock<Catalog> = LazyLock::new(|| read().unwrap_or_default());
    &CATALOG
}

pub(super) fn read() -> Result<Catalog, String> {
    let mut all = Catalog::default();
    for text in FILES {
        let file: Catalog = toml::from_str(text).map_err(|error| error.to_string())?;
        all.message.extend(file.message);
        all.cause.extend(file.cause);
        all.sign.extend(file.sign);
        all.facts.extend(file.facts);
    }
    let patterns = all.message.iter().map(|message| message.pattern.as_str());
    all.patterns = RegexSet::new(patterns).map_err(|error| error.to_string())?;
    Ok(all)
}

impl Catalog {
    /// The message that a line is.
    pub fn best(&self, line: &Line<'_>) -> Option<&Message> {
        let is_debug = DEBUG.iter().any(|start| line.text.starts_with(start));
        let found = self.patterns.matches(line.text);
        let fitting = found.iter().filter_map(|number| self.message.get(number));
        let known = fitting.filter(|message| message.debug || !is_debug);
        // The first of those that say most.
        known.reduce(|best, other| if other.rank > best.rank { other } else { best })
    }
}
