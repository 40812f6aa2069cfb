//! File names: free names, names of public keys and backups.

use crate::format::{self, FILE_BYTES, KeyFile};
use crate::key::{Kind, PublicKey};
use crate::sshfiles::FileRole;
use crate::system::{Disk, DiskError, Found, can_name_a_file, is_temporary_name};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// The longest name of a key in ~/.ssh, in characters.
pub const LONGEST_NAME: usize = 64;

/// Why a key in ~/.ssh cannot have a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadName {
    /// A shell, ssh or a file system could stumble over its characters or its length.
    Characters,
    /// Files of this name, or of names like this, are something else to ssh or to the system.
    Reserved,
}

/// Whether a key in ~/.ssh can have this name: one that neither ssh nor a shell takes for something else.
///
/// # Errors
/// Why it cannot.
pub fn check_key_name(name: &str) -> Result<(), BadName> {
    let is_plain = |c: char| c.is_alphanumeric() || "._-+@ ".contains(c);
    let is_writable = name.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        && name.chars().all(is_plain)
        && !name.ends_with(['.', ' '])
        && name.chars().count() <= LONGEST_NAME;
    if !is_writable {
        return Err(BadName::Characters);
    }
    let is_reserved = !can_name_a_file(OsStr::new(name))
        || is_temporary_name(OsStr::new(name))
        || is_named_like_public(Path::new(name))
        // `work-cert` would have the public key that ssh takes for the certificate of `work`.
        || name.to_lowercase().ends_with("-cert")
        || FileRole::of(name).is_some();
    if is_reserved { Err(BadName::Reserved) } else { Ok(()) }
}

/// Whether a file in ~/.ssh may be a private key, as far as its name tells: neither one that ssh reads
/// for something else, nor a public key, nor a backup.
pub fn may_be_private_key(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    !is_backup_name(&name) && !is_named_like_public(path) && FileRole::of(&name).is_none()
}

/// Whether the name is one of [`BackupName`].
fn is_backup_name(name: &str) -> bool {
    let Some((before, number)) = name.rsplit_once(".bak") else { return false };
    let date = before.rsplit_once('.').map_or("", |(_, date)| date);
    let is_date =
        date.len() == 10 && date.split('-').all(|part| part.bytes().all(|digit| digit.is_ascii_digit()));
    is_date && number.bytes().all(|digit| digit.is_ascii_digit())
}

/// Whether the name says nothing but the type of a key: `id_rsa`, `id_ed25519_2`, `identity` …
pub fn is_standard_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let without_number = name.rsplit_once('_').filter(|(_, number)| number.parse::<u64>().is_ok());
    [Some(&*name), without_number.map(|(plain, _)| plain)].into_iter().flatten().any(is_default_name)
}

/// Whether this is the name that a key of some type has by default: `id_rsa`, or `identity` of old.
pub fn is_default_name(name: &str) -> bool {
    name == "identity" || Kind::TYPES.iter().any(|kind| kind.file_name() == name)
}

/// Whether ssh looks for a private key of this name in ~/.ssh by default (OpenSSH, pathnames.h).
pub fn is_tried_by_ssh(name: &str) -> bool {
    let types = Kind::TYPES.iter().filter(|kind| **kind != Kind::Ed448);
    types.into_iter().any(|kind| kind.file_name() == name)
}

/// This name with this ending if neither it nor its `.pub` or `-cert.pub` is taken, otherwise the first free
/// one with a number: `id_ed25519_2`, `id_ed25519_2.ppk` … A certificate that is there already is of
/// another key.
///
/// # Errors
/// If the folder cannot be read. In a missing folder every name is free.
pub fn free_name(folder: &Path, plain: &str, ending: &str, disk: &dyn Disk) -> Result<String, DiskError> {
    let mut name = format!("{plain}{ending}");
    let mut number = 2u64;
    loop {
        if is_free_for_key(&folder.join(&name), disk)? {
            return Ok(name);
        }
        name = format!("{plain}_{number}{ending}");
        number += 1;
    }
}

/// Whether neither this file nor that of its public key or certificate is there.
///
/// # Errors
/// Where that cannot be seen.
fn is_free_for_key(path: &Path, disk: &dyn Disk) -> Result<bool, DiskError> {
    Ok(is_free(path, disk)? && is_free(&public_path(path), disk)? && is_free(&certificate_path(path), disk)?)
}

/// What has the name of a new key, or of what is saved beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// This file, which saving replaces, after a question.
    ByFile(PathBuf),
    /// This folder, or a device, which is never replaced.
    ByNoFile(PathBuf),
    /// This certificate, which is of another key: ssh would use it with the new one.
    ByCertificate(PathBuf),
}

/// What is in the way of this key, and of its certificate if it has one, at this path.
///
/// # Errors
/// Where that cannot be seen.
pub fn taken_for_key(
    path: &Path,
    key: &PublicKey,
    has_certificate: bool,
    disk: &dyn Disk,
) -> Result<Option<Taken>, DiskError> {
    let mut replaced = None;
    for (path, is_kept) in
        [(path.to_owned(), false), (public_path(path), false), (certificate_path(path), !has_certificate)]
    {
        match disk.look(&path)? {
            Found::Nothing => {}
            Found::Folder | Found::Special => return Ok(Some(Taken::ByNoFile(path))),
            Found::File(_) | Found::Link if is_kept => {
                if !is_certificate_of(&path, key, disk) {
                    return Ok(Some(Taken::ByCertificate(path)));
                }
            }
            Found::File(_) | Found::Link => replaced = replaced.or(Some(Taken::ByFile(path))),
        }
    }
    Ok(replaced)
}

fn is_certificate_of(path: &Path, key: &PublicKey, disk: &dyn Disk) -> bool {
    let bytes = disk.read(path, FILE_BYTES).unwrap_or_default();
    matches!(format::read(&bytes), Ok(KeyFile::Certificate(certificate)) if certificate.key.is_same_key(key))
}

fn is_free(path: &Path, disk: &dyn Disk) -> Result<bool, DiskError> {
    Ok(disk.look(path)? == Found::Nothing)
}

/// Where ssh looks for the public key that belongs to a private one.
pub fn public_path(private: &Path) -> PathBuf {
    appended(private.as_os_str(), ".pub").into()
}

/// What ssh adds to the name of a private key for that of its certificate.
pub const CERTIFICATE_ENDING: &str = "-cert.pub";

/// Where ssh looks for the certificate that belongs to a private key.
pub fn certificate_path(private: &Path) -> PathBuf {
    appended(private.as_os_str(), CERTIFICATE_ENDING).into()
}

/// Names for the backup of a file, in the order in which they are tried: `id_rsa.2026-11-21.bak`, then
/// `….bak2`, `….bak3` …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupName {
    plain: OsString,
    number: u64,
}

impl BackupName {
    pub(super) fn new(path: &Path, today: &str) -> Self {
        let name = path.file_name().unwrap_or_default();
        Self { plain: appended(name, &format!(".{today}.bak")), number: 1 }
    }

    /// From the first name on that is free beside the file, which comes with it.
    pub fn first_free(path: &Path, today: &str, disk: &dyn Disk) -> Result<(Self, PathBuf), DiskError> {
        let mut names = Self::new(path, today);
        loop {
            let from = names.clone();
            let backup = path.with_file_name(names.next().unwrap_or_default());
            if is_free(&backup, disk)? {
                return Ok((from, backup));
            }
        }
    }
}

impl Iterator for BackupName {
    type Item = OsString;

    fn next(&mut self) -> Option<OsString> {
        let number = self.number;
        self.number = number.checked_add(1)?;
        Some(if number == 1 { self.plain.clone() } else { appended(&self.plain, &number.to_string()) })
    }
}

/// Whether the name is that of a public key.
pub fn is_named_like_public(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|ending| ending.eq_ignore_ascii_case("pub"))
}

fn appended(name: &OsStr, ending: &str) -> OsString {
    let mut name = name.to_owned();
    name.push(ending);
    name
}
