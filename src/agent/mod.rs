//! What is said to an agent, which holds keys that are unlocked (RFC 9987; OpenSSH, PROTOCOL.agent).

mod error;
mod look;
mod message;

pub use error::AgentError;
pub use look::{AgentName, FoundAgent, LimitSupport, Route, holder, limits, look};

use crate::format::{self, KeyFile};
use crate::key::{Comment, Key, PublicKey};
use crate::system::{Agent, Agents, Patience};
use message::Answer;
use std::collections::HashSet;
use std::time::Duration;

/// A key that an agent holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldKey {
    /// The public key or certificate, as the agent names it.
    pub blob: Vec<u8>,
    /// The key, with the agent's comment. `None` for types that cannot be read.
    pub key: Option<PublicKey>,
    /// Whether it is a certificate of that key.
    pub is_certificate: bool,
    /// The comment.
    pub comment: Comment,
}

impl HeldKey {
    /// Whether it is this key, or a certificate of it.
    pub fn is_of(&self, key: &PublicKey) -> bool {
        self.key.as_ref().is_some_and(|held| held.is_same_key(key))
    }
}

/// What an agent is to mind with a key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// When it forgets the key, from now on; counted in seconds.
    pub lifetime: Option<Duration>,
    /// Whether it asks the person each time that the key is used.
    pub confirm: bool,
}

impl Limits {
    /// Whether there are any.
    pub fn is_any(self) -> bool {
        self != Self::default()
    }
}

/// What an agent was given of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// The key.
    Key,
    /// The key, and the certificate in its file.
    WithCertificate,
    /// The key. The agent did not take the certificate in its file, or none of its type can be given.
    WithoutCertificate,
}

/// The keys that an agent holds, in its order.
///
/// # Errors
/// See [`AgentError`].
pub fn list(agent: &dyn Agent) -> Result<Vec<HeldKey>, AgentError> {
    match ask(agent, &message::list(), Patience::Moment)? {
        Answer::Keys(keys) => Ok(keys.into_iter().map(held).collect()),
        Answer::Failure => Err(AgentError::Refused),
        Answer::Success => Err(AgentError::Unreadable),
    }
}

/// The agents of this computer, and those behind the sockets that ssh's configuration names (IdentityAgent).
pub fn all(agents: &dyn Agents, named: &[String]) -> Vec<Box<dyn Agent>> {
    agents.all().into_iter().chain(named.iter().filter_map(|socket| agents.at(socket))).collect()
}

/// The keys that any agent holds, by their blobs, also those of which it holds a certificate only. Agents that do not
/// run or do not answer hold none.
pub fn held_by_any(agents: &[Box<dyn Agent>]) -> HashSet<Vec<u8>> {
    let held = agents.iter().flat_map(|agent| list(&**agent).unwrap_or_default());
    held.filter_map(|held| Some(held.key?.blob().to_vec())).collect()
}

fn held((blob, comment): (Vec<u8>, Vec<u8>)) -> HeldKey {
    let comment = Comment::from_bytes_lossy(&comment);
    let (key, is_certificate) = match format::read_public_blob(&blob, comment.clone()) {
        Ok(KeyFile::Public(_, key)) => (Some(key), false),
        Ok(KeyFile::Certificate(certificate)) => (Some(certificate.key), true),
        _ => (None, false),
    };
    HeldKey { blob, key, is_certificate, comment }
}

/// Gives a key to an agent, and the certificate in its file.
///
/// # Errors
/// See [`AgentError`]. The agent has nothing of the key then. Limits are never dropped: an agent that has none
/// refuses.
pub fn add(agent: &dyn Agent, key: &Key, limits: Limits) -> Result<Added, AgentError> {
    let refusal = if limits.is_any() { AgentError::LimitsRefused } else { AgentError::Refused };
    confirm(agent, &message::add(key, limits), refusal)?;
    let Some(certificate) = key.certificate() else { return Ok(Added::Key) };
    let certified = message::add_certificate(key, certificate, limits);
    Ok(match certified.map(|message| confirm(agent, &message, AgentError::Refused)) {
        Some(Ok(())) => Added::WithCertificate,
        _ => Added::WithoutCertificate,
    })
}

/// Takes a key or certificate out of an agent, by its blob.
///
/// # Errors
/// See [`AgentError`].
pub fn remove(agent: &dyn Agent, blob: &[u8]) -> Result<(), AgentError> {
    confirm(agent, &message::remove(blob), AgentError::Refused)
}

/// Takes a key and its certificates out of an agent.
///
/// # Errors
/// See [`AgentError`]. What was removed before stays removed. That it holds none of them is no error.
pub fn remove_key(agent: &dyn Agent, key: &PublicKey) -> Result<(), AgentError> {
    list(agent)?.iter().filter(|held| held.is_of(key)).try_for_each(|held| remove(agent, &held.blob))
}

/// Takes all keys out of an agent.
///
/// # Errors
/// See [`AgentError`].
pub fn remove_all(agent: &dyn Agent) -> Result<(), AgentError> {
    confirm(agent, &message::remove_all(), AgentError::Refused)
}

fn confirm(agent: &dyn Agent, message: &[u8], refusal: AgentError) -> Result<(), AgentError> {
    match ask(agent, message, Patience::Person)? {
        Answer::Success => Ok(()),
        Answer::Failure => Err(refusal),
        Answer::Keys(_) => Err(AgentError::Unreadable),
    }
}

fn ask(agent: &dyn Agent, message: &[u8], patience: Patience) -> Result<Answer, AgentError> {
    let answer = agent.ask(message, patience).map_err(|error| AgentError::of(&error))?;
    message::answer(&answer).ok_or(AgentError::Unreadable)
}

#[cfg(test)]
mod tests;
