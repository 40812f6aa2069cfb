//! Which of the keys in a text belong together: a private key with its own public key or certificate is
//! one key.

use super::{KeyFile, ReadError};
use crate::key::PublicKey;
use std::collections::HashSet;

/// The key in a piece, and whether the piece shows a sign of a private key.
type OwnKey = (bool, Result<KeyFile, ReadError>);

/// The keys, each once; `None` where there are none. If there is a sign of a private key but none can be read,
/// a public key does not take its place.
pub(super) fn keys(pieces: Vec<OwnKey>) -> Option<Result<Vec<Result<KeyFile, ReadError>>, ReadError>> {
    let (private, public): (Vec<_>, Vec<_>) = pieces.into_iter().partition(|(is_private, _)| *is_private);
    if !private.is_empty() {
        return Some(with_private(private, public));
    }
    let is_key = |key: &Result<KeyFile, ReadError>| match key {
        Ok(_) | Err(ReadError::Damaged { .. }) => true,
        Err(_) => false,
    };
    let public: Vec<_> = public.into_iter().map(|(_, key)| key).collect();
    // A certificate of another kind, or a key of an unknown type, counts where there is nothing else.
    if !public.iter().any(|key| key.is_ok()) {
        let damaged = public.iter().position(is_key);
        let first = public.into_iter().nth(damaged.unwrap_or(0))?;
        return Some(first.map(|key| vec![Ok(key)]));
    }
    let public = public.into_iter().filter(|key| !matches!(key, Err(ReadError::Foreign(_)))).collect();
    Some(Ok(each_once(public)))
}

fn with_private(
    private: Vec<OwnKey>,
    public: Vec<OwnKey>,
) -> Result<Vec<Result<KeyFile, ReadError>>, ReadError> {
    let refused = |why| ReadError::PrivateUnreadable { why: Box::new(why) };
    let mut keys: Vec<Result<KeyFile, ReadError>> =
        private.into_iter().map(|(_, key)| key.map_err(refused)).collect();
    if !keys.iter().any(Result::is_ok) {
        return Err(worst(keys).unwrap_or(ReadError::NotAKey));
    }
    keys = each_once(keys);
    let public = each_once(public.into_iter().map(|(_, key)| key).filter(Result::is_ok).collect());
    let mut others = Vec::new();
    for other in public {
        let Some(public) = public_of(&other).cloned() else { continue };
        match keys.iter_mut().find(|key| public_of(key).is_some_and(|own| own.is_same_key(&public))) {
            Some(own) => add_comment(own, &public),
            None => others.push(other),
        }
    }
    // The public key of a fully encrypted file is not known.
    let closed = keys.iter().filter(|key| key.is_ok() && public_of(key).is_none()).count();
    if others.len() > closed {
        keys.extend(others);
    }
    Ok(keys)
}

/// Traditional PEM and PKCS#8 hold no comment; the public key beside them does.
fn add_comment(own: &mut Result<KeyFile, ReadError>, public: &PublicKey) {
    if let Ok(KeyFile::Private(_, key)) = own
        && key.comment().as_bytes().is_empty()
    {
        *key = key.with_comment(public.comment().clone());
    }
}

/// The most useful error: one that is not about damage, if there is one.
fn worst(keys: Vec<Result<KeyFile, ReadError>>) -> Option<ReadError> {
    let mut errors: Vec<ReadError> = keys.into_iter().filter_map(Result::err).collect();
    let first = errors.iter().position(|error| !matches!(error.reason(), ReadError::Damaged { .. }));
    (!errors.is_empty()).then(|| errors.swap_remove(first.unwrap_or(0)))
}

/// Removes duplicates: of equal keys the first stays; of a public key and its certificates, the certificates.
/// An encrypted copy stays only if there is no unencrypted one, because each may have its own passphrase.
fn each_once(keys: Vec<Result<KeyFile, ReadError>>) -> Vec<Result<KeyFile, ReadError>> {
    let certificate = |key: &Result<KeyFile, ReadError>| match key {
        Ok(KeyFile::Certificate(certificate)) => Some(certificate.blob.clone()),
        _ => None,
    };
    let certified: HashSet<Vec<u8>> = keys
        .iter()
        .filter(|key| certificate(key).is_some())
        .filter_map(|key| Some(public_of(key)?.blob().to_vec()))
        .collect();
    let is_open = |key: &&Result<KeyFile, ReadError>| matches!(key, Ok(KeyFile::Private(..)));
    let open: HashSet<Vec<u8>> =
        keys.iter().filter(is_open).filter_map(|key| Some(public_of(key)?.blob().to_vec())).collect();
    let mut known = HashSet::new();
    let mut is_new = |key: &Result<KeyFile, ReadError>| match public_of(key) {
        // Fully encrypted or unreadable.
        None => true,
        Some(public) if matches!(key, Ok(KeyFile::Encrypted(_))) => !open.contains(public.blob()),
        Some(public) => match certificate(key) {
            Some(certificate) => known.insert(certificate),
            None if certified.contains(public.blob()) => false,
            None => known.insert(public.blob().to_vec()),
        },
    };
    keys.into_iter().filter(|key| is_new(key)).collect()
}

fn public_of(key: &Result<KeyFile, ReadError>) -> Option<&PublicKey> {
    key.as_ref().ok().and_then(KeyFile::public)
}
