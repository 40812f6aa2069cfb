//! Names of files: free ones, those of public keys, those of backups.

use crate::key::Kind;
use crate::system::{Disk, DiskError, Found};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The name that ssh looks for by itself if neither it nor its `.pub` or `-cert.pub` is taken,
/// otherwise the first free one with a number: `id_ed25519_2` … A certificate that is there already
/// is of another key.
///
/// # Errors
/// Where it cannot be seen what is there. In a folder that is missing everything is free.
pub fn free_name(folder: &Path, kind: Kind, disk: &dyn Disk) -> Result<String, DiskError> {
    free_name_ending(folder, kind, "", disk)
}

/// The same with an ending: `id_ed25519.ppk`, `id_ed25519_2.ppk` …
///
/// # Errors
/// As for [`free_name`].
pub fn free_name_ending(
    folder: &Path,
    kind: Kind,
    ending: &str,
    disk: &dyn Disk,
) -> Result<String, DiskError> {
    let plain = kind.file_name();
    let mut name = format!("{plain}{ending}");
    let mut number = 2u64;
    loop {
        let path = folder.join(&name);
        let (public, certificate) = (public_path(&path), certificate_path(&path));
        if is_free(&path, disk)? && is_free(&public, disk)? && is_free(&certificate, disk)? {
            return Ok(name);
        }
        name = format!("{plain}_{number}{ending}");
        number += 1;
    }
}

fn is_free(path: &Path, disk: &dyn Disk) -> Result<bool, DiskError> {
    Ok(disk.look(path)? == Found::Nothing)
}

/// Where ssh looks for the public key that belongs to a private one.
pub fn public_path(private: &Path) -> PathBuf {
    appended(private, ".pub")
}

/// Where ssh looks for the certificate that belongs to a private key.
pub fn certificate_path(private: &Path) -> PathBuf {
    appended(private, "-cert.pub")
}

/// A free name beside the file: `id_rsa.2026-11-21.bak`, then `….bak2`, `….bak3` …
pub fn backup_path(path: &Path, today: &str, disk: &dyn Disk) -> Result<PathBuf, DiskError> {
    let plain = appended(path, &format!(".{today}.bak"));
    let mut backup = plain.clone();
    let mut number = 2u64;
    while !is_free(&backup, disk)? {
        backup = appended(&plain, &number.to_string());
        number += 1;
    }
    Ok(backup)
}

/// Whether the name is that of a public key, as ssh and people see it.
pub fn is_named_like_public(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|ending| ending.eq_ignore_ascii_case("pub"))
}

fn appended(path: &Path, ending: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(ending);
    path.into()
}
