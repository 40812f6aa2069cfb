//! The messages, without their length (RFC 9987, section 5.1 for the numbers).

use super::Limits;
use crate::format::wire::{Reader, Writer};
use crate::format::{agent_certificate, agent_identity};
use crate::key::{AttachedCertificate, Key, Kind};
use zeroize::Zeroizing;

const FAILURE: u8 = 5;
const SUCCESS: u8 = 6;
const REQUEST_IDENTITIES: u8 = 11;
const IDENTITIES_ANSWER: u8 = 12;
const ADD_IDENTITY: u8 = 17;
const REMOVE_IDENTITY: u8 = 18;
const REMOVE_ALL_IDENTITIES: u8 = 19;
const ADD_ID_CONSTRAINED: u8 = 25;

const EXTENSION: u8 = 27;
const EXTENSION_FAILURE: u8 = 28;
const EXTENSION_RESPONSE: u8 = 29;
/// Which extensions it knows (RFC 9987, section 3.8.1).
const QUERY: &[u8] = b"query";
/// That of ssh.com's agents (OpenSSH, authfd.h, SSH_COM_AGENT2_FAILURE).
const SSH_COM_FAILURE: u8 = 102;

const CONSTRAIN_LIFETIME: u8 = 1;
const CONSTRAIN_CONFIRM: u8 = 2;
const CONSTRAIN_EXTENSION: u8 = 255;
/// Which library of the agent's speaks to the device of a security key (OpenSSH, PROTOCOL.agent).
const SK_PROVIDER: (&[u8], &[u8]) = (b"sk-provider@openssh.com", b"internal");

/// What is read of a list, more than an agent has room for.
const MOST_KEYS: usize = 4096;

/// An answer.
pub(super) enum Answer {
    Success,
    Failure,
    /// Blobs and comments.
    Keys(Vec<(Vec<u8>, Vec<u8>)>),
}

/// `None` for what is no answer.
pub(super) fn answer(bytes: &[u8]) -> Option<Answer> {
    let mut fields = Reader(bytes);
    match fields.u8()? {
        SUCCESS => Some(Answer::Success),
        FAILURE | EXTENSION_FAILURE | SSH_COM_FAILURE => Some(Answer::Failure),
        IDENTITIES_ANSWER => {
            let count = usize::try_from(fields.u32()?).ok().filter(|count| *count <= MOST_KEYS)?;
            let key = |_| Some((fields.string()?.to_vec(), fields.string()?.to_vec()));
            (0..count).map(key).collect::<Option<_>>().map(Answer::Keys)
        }
        _ => None,
    }
}

/// The names of the extensions in the answer to [`query`]: after a response of its own, or after a plain success, as
/// PuTTY and earlier drafts have it. `None` where there are none.
pub(super) fn extensions(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut fields = Reader(bytes);
    match fields.u8()? {
        EXTENSION_RESPONSE if fields.string()? == QUERY => {}
        SUCCESS => {}
        _ => return None,
    }
    let mut names = Vec::new();
    while !fields.0.is_empty() && names.len() < MOST_KEYS {
        names.push(fields.string()?);
    }
    Some(names)
}

pub(super) fn query() -> Zeroizing<Vec<u8>> {
    let mut out = Writer::with_capacity(QUERY.len() + 8);
    out.raw(&[EXTENSION]).string(QUERY);
    out.finish()
}

pub(super) fn list() -> [u8; 1] {
    [REQUEST_IDENTITIES]
}

pub(super) fn remove_all() -> [u8; 1] {
    [REMOVE_ALL_IDENTITIES]
}

pub(super) fn remove(blob: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut out = Writer::with_capacity(blob.len() + 8);
    out.raw(&[REMOVE_IDENTITY]).string(blob);
    out.finish()
}

pub(super) fn add(key: &Key, limits: Limits) -> Zeroizing<Vec<u8>> {
    identity(key, &agent_identity(key), limits)
}

/// `None` where an agent cannot be given a certificate of the type.
pub(super) fn add_certificate(
    key: &Key,
    certificate: &AttachedCertificate,
    limits: Limits,
) -> Option<Zeroizing<Vec<u8>>> {
    Some(identity(key, &agent_certificate(key, certificate)?, limits))
}

fn identity(key: &Key, numbers: &[u8], limits: Limits) -> Zeroizing<Vec<u8>> {
    let comment = key.comment().as_bytes();
    let is_in_device = matches!(key.kind(), Kind::SecurityKey(_));
    let is_constrained = limits.is_any() || is_in_device;
    let mut out = Writer::with_capacity(numbers.len() + comment.len() + 64);
    out.raw(&[if is_constrained { ADD_ID_CONSTRAINED } else { ADD_IDENTITY }]).raw(numbers).string(&comment);
    if let Some(lifetime) = limits.lifetime {
        out.raw(&[CONSTRAIN_LIFETIME]).u32(u32::try_from(lifetime.as_secs()).unwrap_or(u32::MAX));
    }
    if limits.confirm {
        out.raw(&[CONSTRAIN_CONFIRM]);
    }
    if is_in_device {
        let (name, provider) = SK_PROVIDER;
        out.raw(&[CONSTRAIN_EXTENSION]).string(name).string(provider);
    }
    out.finish()
}
