//! Replacing a key with a new one on every server, step by step over days. What has been done is a value here; what may
//! be done next follows from it, and nothing else can be done. The old key goes last, and only where the new one works.

mod steps;
mod text;

pub use text::{BadText, MOST_BYTES};

use crate::key::PublicKey;
use crate::remote::Target;
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// The most servers of one replacement.
pub const MOST_SERVERS: usize = 500;

/// A key in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyInFile {
    /// The file of its private key.
    pub file: PathBuf,
    /// Its public key.
    pub key: PublicKey,
}

/// How far the replacement is on a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerState {
    /// The new key was not tried there.
    Waiting,
    /// The new key alone let the person in on this day.
    NewKeyWorks(Date),
    /// The old key was removed there on this day, after the new one was tried once more.
    OldKeyRemoved(Date),
    /// Nothing is to be done there any more: the person has said so.
    Skipped,
}

/// An account on a server where the old key is to be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Which.
    pub target: Target,
    /// How far it is.
    pub state: ServerState,
}

/// Whether ssh's configuration names the new key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Configuration {
    /// Nobody has looked yet.
    Before,
    /// It names the new key, or never had to name one.
    UsesNewKey,
    /// The person wants it to stay as it is.
    Left,
}

/// What is done in this order. A step is not begun before those above it are complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The new key is made or chosen.
    NewKey,
    /// It is installed and tried on each server.
    Servers,
    /// ssh's configuration names it.
    Configuration,
    /// The old key stays until a day.
    Keep,
    /// The old key is removed from each server.
    Remove,
    /// The files of the old key are moved aside.
    MoveAside,
    /// All of it is done.
    Done,
}

impl Step {
    /// Those that something is done in.
    pub const ALL: [Self; 6] =
        [Self::NewKey, Self::Servers, Self::Configuration, Self::Keep, Self::Remove, Self::MoveAside];
}

/// Why something is not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It is the key that is to be replaced.
    SameKey,
    /// The path of a key is no text, which no plan can hold.
    Path,
    /// The server is in the list already.
    Known,
    /// There are too many servers.
    TooMany,
    /// There is no such server, or it is not as far as that.
    NotThere,
    /// The new key was not tried on every server.
    NotTried,
    /// The old key is kept until this day.
    Kept(Date),
    /// ssh's configuration was not looked at yet.
    NotConfigured,
    /// The old key was not removed from every server.
    StillUsed,
    /// The old key is gone from a server, or its files were moved: that is not taken back here.
    TooLate,
}

/// The old key is to be removed from a server. Only [`Replacement::removal`] gives one.
#[derive(Debug)]
pub struct Removal {
    target: Target,
    old: PublicKey,
    new: PathBuf,
}

impl Removal {
    /// From where.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The key that goes.
    pub fn old(&self) -> &PublicKey {
        &self.old
    }

    /// The private key that stays: it must let the person in first.
    pub fn new_key(&self) -> &Path {
        &self.new
    }
}

/// See the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    old: KeyInFile,
    new: KeyInFile,
    servers: Vec<Server>,
    configuration: Configuration,
    /// The day from which the old key may go.
    keep_until: Option<Date>,
    /// The old files: their names and the new ones.
    moved: Vec<(PathBuf, PathBuf)>,
}

#[cfg(test)]
mod tests;
