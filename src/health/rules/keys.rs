//! What is in the files of keys.

use super::files::asked_unless_plain;
use super::of_seen;
use crate::batch::OpenError;
use crate::format::{Cost, Format, ReadError};
use crate::health::survey::{Role, Scene, SeenFile, SeenKey};
use crate::health::{Finding, Fix, Problem, WeakEncryption};
use crate::key::{Kind, Origin, Weakness, weakness};
use crate::save::public_path;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The rounds of bcrypt that ssh-keygen used until OpenSSH 9.4; now it uses 24.
const LEAST_ROUNDS: u32 = 16;

/// Files that ssh takes for private keys and cannot read.
pub(super) fn contents(scene: &Scene<'_>) -> Vec<Finding> {
    let check = |file: &SeenFile| {
        let is_used = scene.is_used(&file.path);
        let (problem, fix) = match (&file.error, file.private(), &file.key) {
            (_, Some(key), _) => (other_format(key, is_used)?, Some(Fix::Convert)),
            // IdentityFile may name a public key whose private one is in an agent.
            (_, None, Some(_)) if scene.is_tried(&file.path) => {
                (Problem::PublicAsPrivate, Some(Fix::Rename(public_path(&file.path))))
            }
            (Some(OpenError::Read(error)), None, None) if is_damaged(error, is_used) => {
                (Problem::Unreadable(error.clone()), None)
            }
            _ => return None,
        };
        Some(of_seen(file, problem, fix))
    };
    scene.files.iter().filter(|file| file.role == Role::Key).filter_map(check).collect()
}

fn other_format(key: &SeenKey, is_used: bool) -> Option<Problem> {
    let is_ed25519 = key.public.as_ref().is_some_and(|public| public.kind() == Kind::Ed25519);
    let is_read = match key.format {
        Format::OpenSsh | Format::Pem => true,
        // OpenSSH before 9.6 does not read it. What is locked cannot be told apart.
        Format::Pkcs8 => !is_ed25519,
        _ => false,
    };
    (!is_read).then_some(Problem::OtherFormat { format: key.format, is_used })
}

/// Types that are not known here may be known to ssh; what ssh is to use must be a key.
fn is_damaged(error: &ReadError, is_used: bool) -> bool {
    match error.reason() {
        ReadError::Damaged { .. } | ReadError::KeyMismatch => error.is_of_private_key() || is_used,
        ReadError::Empty | ReadError::NotAKey => is_used,
        _ => false,
    }
}

/// The public keys beside the private ones.
pub(super) fn public_files(scene: &Scene<'_>) -> Vec<Finding> {
    let check = |file: &SeenFile| {
        let path = public_path(&file.path);
        let Some(beside) = scene.at(&path) else {
            let is_missing = scene.is_used(&file.path) && file.private().is_some();
            return is_missing.then(|| of_seen(file, Problem::NoPublic, Some(Fix::WritePublic)));
        };
        let inside = file.private()?.public.as_ref();
        let claimed = beside.key.as_ref().and_then(|key| key.public.as_ref());
        let is_other = matches!((inside, claimed), (Some(key), Some(claimed)) if !claimed.is_same_key(key));
        let is_read = !matches!(beside.error, Some(OpenError::Disk(_)));
        let problem = match is_other {
            true => Problem::WrongPublic,
            // Only the file itself says which key it is.
            false if inside.is_none() && beside.key.is_some() => return None,
            false if is_read && !beside.is_public_line => Problem::DamagedPublic,
            false => return None,
        };
        Some(of_seen(file, problem, Some(Fix::WritePublic)))
    };
    scene.private_keys().filter_map(check).collect()
}

/// Public keys from which ssh reads nothing, and that cannot be written from the private key: that is somewhere else,
/// or does not say which it is while it is locked.
pub(super) fn public_texts(scene: &Scene<'_>) -> Vec<Finding> {
    let of_private = |key: &SeenFile| {
        let is_known = key.private().is_some_and(|private| private.public.is_some());
        (public_path(&key.path), is_known)
    };
    let of_private: BTreeMap<PathBuf, bool> = scene.private_keys().map(of_private).collect();
    let check = |file: &SeenFile| {
        if file.role != Role::Public || file.is_public_line || of_private.get(&file.path) == Some(&true) {
            return None;
        }
        match (&file.key, &file.error) {
            (Some(key), _) if key.locked.is_none() => {
                let status = file.status.as_ref()?;
                let fix = match file.public_is_only_space {
                    Some(true) => asked_unless_plain(Fix::Rewrite, &file.path, status, scene),
                    Some(false) => Fix::Asked(Box::new(Fix::Rewrite)),
                    None => Fix::Convert,
                };
                Some(of_seen(file, Problem::PublicText, Some(fix)))
            }
            (None, Some(OpenError::Read(error @ ReadError::Damaged { .. })))
                if !of_private.contains_key(&file.path) =>
            {
                Some(of_seen(file, Problem::Unreadable(error.clone()), None))
            }
            _ => None,
        }
    };
    scene.files.iter().filter_map(check).collect()
}

/// Passphrases, encryption and types.
pub(super) fn strength(scene: &Scene<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in scene.private_keys() {
        let Some(key) = file.private() else { continue };
        let is_device = |key: &SeenKey| matches!(kind(key), Some(Kind::SecurityKey(_)));
        if key.locked == Some(false) && scene.is_used(&file.path) && !is_device(key) {
            findings.push(of_seen(file, Problem::NoPassphrase, Some(Fix::SetPassphrase)));
        }
        if let Some(weak) = weak_encryption(key) {
            findings.push(of_seen(file, Problem::WeakEncryption(weak), Some(Fix::Convert)));
        }
        if let Some(weak) = weak_key(key) {
            findings.push(of_seen(file, Problem::WeakKey(weak), Some(Fix::Replace)));
        }
    }
    findings
}

fn kind(key: &SeenKey) -> Option<Kind> {
    key.public.as_ref().map(crate::key::PublicKey::kind)
}

fn weak_encryption(key: &SeenKey) -> Option<WeakEncryption> {
    if key.locked != Some(true) {
        return None;
    }
    match (key.format, key.cost) {
        (Format::Pem, _) => Some(WeakEncryption::Pem),
        (Format::Ppk1 | Format::Ppk2, _) => Some(WeakEncryption::OldPpk),
        (Format::OpenSsh, Some(Cost::Bcrypt { rounds })) if rounds < LEAST_ROUNDS => {
            Some(WeakEncryption::Rounds(rounds))
        }
        _ => None,
    }
}

/// Whether an old PuTTY ever used a key is not known. A file of PuTTY is the only sign of it.
fn weak_key(key: &SeenKey) -> Option<Weakness> {
    let origin = if key.format.is_ppk() { Origin::Opened } else { Origin::Made };
    weakness(kind(key)?, origin)
}
