//! File names: free names, names of public keys and backups.

use crate::key::Kind;
use crate::system::{Disk, DiskError, Found, can_name_a_file, is_temporary_name};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// The longest name that is proposed for a key, in characters.
const LONGEST_NAME: usize = 64;

/// Files in ~/.ssh that ssh and sshd read, and that are not keys.
const OTHER_FILES: [&str; 9] = [
    "config",
    "known_hosts",
    "known_hosts2",
    "known_hosts.old",
    "authorized_keys",
    "authorized_keys2",
    "environment",
    "rc",
    "allowed_signers",
];

/// Whether a key in ~/.ssh can have this name: one that neither ssh nor a shell takes for something else.
pub fn is_key_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || "._-+@ ".contains(c);
    name.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        && name.chars().all(is_plain)
        && !name.ends_with(['.', ' '])
        && name.chars().count() <= LONGEST_NAME
        && can_name_a_file(OsStr::new(name))
        && !is_temporary_name(OsStr::new(name))
        && !is_named_like_public(Path::new(name))
        && !is_other_file(name)
}

/// Whether a file in ~/.ssh may be a private key, as far as its name tells: neither one that ssh reads
/// for something else, nor a public key, nor a backup.
pub fn may_be_private_key(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let is_backup = path.extension().is_some_and(|ending| ending.to_string_lossy().starts_with("bak"));
    !is_backup && !is_named_like_public(path) && !is_other_file(&name)
}

fn is_other_file(name: &str) -> bool {
    OTHER_FILES.iter().any(|other| name.eq_ignore_ascii_case(other))
}

/// Whether the name says nothing but the type of a key: `id_rsa`, `id_ed25519_2`, `identity` …
pub fn is_standard_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with("id_") || name == "identity"
}

/// This name if neither it nor its `.pub` or `-cert.pub` is taken, otherwise the first free one with a
/// number: `id_ed25519_2` … A certificate that is there already is of another key.
///
/// # Errors
/// If the folder cannot be read. In a missing folder every name is free.
pub fn free_name(folder: &Path, plain: &str, disk: &dyn Disk) -> Result<String, DiskError> {
    first_free(folder, plain, "", disk)
}

/// The name that ssh looks for by default, with an extension: `id_ed25519.ppk`, `id_ed25519_2.ppk` …
///
/// # Errors
/// As for [`free_name`].
pub fn free_name_ending(
    folder: &Path,
    kind: Kind,
    ending: &str,
    disk: &dyn Disk,
) -> Result<String, DiskError> {
    first_free(folder, kind.file_name(), ending, disk)
}

fn first_free(folder: &Path, plain: &str, ending: &str, disk: &dyn Disk) -> Result<String, DiskError> {
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
pub fn is_free_for_key(path: &Path, disk: &dyn Disk) -> Result<bool, DiskError> {
    Ok(is_free(path, disk)? && is_free(&public_path(path), disk)? && is_free(&certificate_path(path), disk)?)
}

fn is_free(path: &Path, disk: &dyn Disk) -> Result<bool, DiskError> {
    Ok(disk.look(path)? == Found::Nothing)
}

/// Where ssh looks for the public key that belongs to a private one.
pub fn public_path(private: &Path) -> PathBuf {
    appended(private.as_os_str(), ".pub").into()
}

/// Where ssh looks for the certificate that belongs to a private key.
pub fn certificate_path(private: &Path) -> PathBuf {
    appended(private.as_os_str(), "-cert.pub").into()
}

/// Names for the backup of a file, in the order in which they are tried: `id_rsa.2026-11-21.bak`, then
/// `….bak2`, `….bak3` …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupName {
    plain: OsString,
    number: u64,
}

impl BackupName {
    fn new(path: &Path, today: &str) -> Self {
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
