//! Every failure in words: what happened, and what to do next. One exhaustive match each, so that
//! a failure without words does not compile.

use super::{Texts, path_shown, say};
use crate::format::{Cost, Damage, DecryptError, ReadError, Unsupported};
use crate::key::{Blank, EdgeSpace, Side, escape_control_chars};
use crate::save::SaveError;
use crate::system::{DiskError, DiskOperation, User};
use std::io::ErrorKind;
use std::time::Duration;

impl Texts {
    /// Why `what` could not be read as a key.
    pub fn read_error(&self, what: &str, error: &ReadError) -> String {
        match error {
            ReadError::TooLarge { limit } => {
                let limit = *limit / 1024;
                say!(self, "open-too-large", what = what, limit = limit)
            }
            ReadError::Empty => say!(self, "open-empty", what = what),
            ReadError::NotAKey => say!(self, "open-not-a-key", what = what),
            ReadError::Unsupported(sort) => self.unsupported(what, sort),
            ReadError::Damaged { damage, .. } => self.damaged(what, *damage),
            ReadError::Foreign(foreign) => self.foreign(what, *foreign),
            ReadError::PrivateUnreadable { why } => {
                let reason = self.read_error(what, why);
                say!(self, "open-private-unreadable", what = what, reason = reason)
            }
            ReadError::SeveralKeys { count } => {
                let count = *count;
                say!(self, "open-several", what = what, count = count)
            }
            ReadError::TooCostly(Cost::Argon2 { memory_kib, passes, .. }) => {
                let (memory, passes) = (*memory_kib / 1024, *passes);
                say!(self, "open-costly-argon2", what = what, memory = memory, passes = passes)
            }
            ReadError::TooCostly(Cost::Bcrypt { rounds }) => {
                let rounds = *rounds;
                say!(self, "open-costly-bcrypt", what = what, rounds = rounds)
            }
            ReadError::TooCostly(Cost::Pbkdf2 { iterations }) => {
                say!(self, "open-costly-pbkdf2", what = what, iterations = iterations.to_string())
            }
            ReadError::TooCostly(cost @ Cost::Scrypt { p, .. }) => {
                let (memory, runs) = ((cost.memory() >> 20).to_string(), p.to_string());
                say!(self, "open-costly-scrypt", what = what, memory = memory, runs = runs)
            }
            ReadError::KeyMismatch => say!(self, "open-halves", what = what),
        }
    }

    fn damaged(&self, what: &str, damage: Damage) -> String {
        match damage {
            Damage::Missing(part) => say!(self, "open-damaged-missing", what = what, part = part),
            Damage::Value(part) => say!(self, "open-damaged-value", what = what, part = part),
            Damage::Base64 => say!(self, "open-damaged-base64", what = what),
            Damage::Structure => say!(self, "open-damaged-structure", what = what),
            Damage::Mac => say!(self, "open-damaged-mac", what = what),
        }
    }

    fn unsupported(&self, what: &str, sort: &Unsupported) -> String {
        match sort {
            Unsupported::Pem(name) => {
                say!(self, "unsupported-certificate", what = what, name = name.as_str())
            }
            Unsupported::Ssh1 => say!(self, "unsupported-ssh1", what = what),
            Unsupported::Dropbear => say!(self, "unsupported-dropbear", what = what),
            Unsupported::PpkVersion(version) => {
                say!(self, "unsupported-ppk", what = what, version = version.as_str())
            }
            Unsupported::KeyType(name) => say!(self, "unsupported-type", what = what, name = name.as_str()),
            Unsupported::CertificateType(name) => {
                say!(self, "unsupported-certificate-type", what = what, name = name.as_str())
            }
            Unsupported::Encryption(name) => {
                say!(self, "unsupported-encryption", what = what, name = name.as_str())
            }
            Unsupported::Curve(name) => say!(self, "unsupported-curve", what = what, name = name.as_str()),
            Unsupported::PemEncryption(name) => {
                say!(self, "unsupported-pem-encryption", what = what, name = name.as_str())
            }
            Unsupported::PpkEncryption(name) => {
                say!(self, "unsupported-ppk-encryption", what = what, name = name.as_str())
            }
            Unsupported::SeveralPrivateKeys => say!(self, "unsupported-many-keys", what = what),
        }
    }

    /// What white space a passphrase begins or ends with.
    pub fn edge_space(&self, space: EdgeSpace) -> String {
        let [side, blank] = names(space);
        say!(self, "passphrase-edge-space", side = side, blank = blank)
    }

    /// That the key in `file` was opened without this white space.
    #[cfg(feature = "cli")]
    pub fn left_out(&self, space: EdgeSpace, file: &str) -> String {
        let [side, blank] = names(space);
        say!(self, "cli-left-out", side = side, blank = blank, file = file)
    }

    /// The same of the key that the window shows.
    #[cfg(feature = "window")]
    pub fn opened_without(&self, space: EdgeSpace) -> String {
        let [side, blank] = names(space);
        say!(self, "opened-without-edge-space", side = side, blank = blank)
    }

    /// Why an encrypted key stayed closed; `tries` counts the wrong passphrases.
    pub fn decrypt_error(&self, error: &DecryptError, tries: u32) -> String {
        match error {
            DecryptError::WrongPassphrase if tries > 2 => say!(self, "unlock-wrong-again"),
            DecryptError::WrongPassphrase => say!(self, "unlock-wrong"),
            DecryptError::Damaged(_) => say!(self, "unlock-damaged"),
            DecryptError::NoMemory => say!(self, "unlock-no-memory"),
            DecryptError::KeyMismatch => say!(self, "unlock-halves"),
            DecryptError::Unsupported(sort) => {
                let what = match sort {
                    Unsupported::SeveralPrivateKeys => return say!(self, "unlock-several"),
                    Unsupported::Ssh1 => "SSH-1",
                    Unsupported::Dropbear => "Dropbear",
                    Unsupported::PpkVersion(name)
                    | Unsupported::KeyType(name)
                    | Unsupported::CertificateType(name)
                    | Unsupported::Encryption(name)
                    | Unsupported::PpkEncryption(name)
                    | Unsupported::PemEncryption(name)
                    | Unsupported::Curve(name)
                    | Unsupported::Pem(name) => name,
                };
                say!(self, "unlock-unsupported", what = what)
            }
            // Never shown: the person knows that they cancelled.
            DecryptError::Cancelled => String::new(),
        }
    }

    /// How long unlocking `name` will take.
    pub fn unlocking_takes(&self, name: &str, whole: Duration) -> String {
        match whole.as_secs_f32() {
            seconds if seconds < 75.0 => {
                // Nobody's estimate is better than this.
                let step = if seconds < 10.0 { 1.0 } else { 5.0 };
                let seconds = (seconds / step).round().max(1.0) * step;
                say!(self, "unlock-takes-seconds", name = name, seconds = seconds)
            }
            seconds => {
                let minutes = (seconds / 60.0).round() as u64;
                say!(self, "unlock-takes-minutes", name = name, minutes = minutes)
            }
        }
    }

    /// Why nothing was saved.
    pub fn save_error(&self, error: &SaveError, person: &User) -> String {
        match error {
            SaveError::Disk(error) => self.disk_error(error, person),
            SaveError::FolderInTheWay(path) => {
                say!(self, "save-folder-in-the-way", path = path_shown(person, path))
            }
            SaveError::SpecialInTheWay(path) => {
                say!(self, "save-in-the-way", path = path_shown(person, path))
            }
            SaveError::RightsNotKept(path) => say!(self, "save-rights", path = path_shown(person, path)),
            SaveError::LinkInTheWay(path) => say!(self, "save-link", path = path_shown(person, path)),
            SaveError::Changed(path) => say!(self, "save-changed", path = path_shown(person, path)),
            SaveError::NoFolder(path) => say!(self, "save-no-folder", path = path_shown(person, path)),
            SaveError::NotAFileName => say!(self, "save-bad-name"),
            SaveError::NamedLikePublic(path) => {
                say!(self, "save-named-like-public", path = path_shown(person, path))
            }
            SaveError::NamedLikeTemporary(path) => {
                say!(self, "save-named-like-temporary", path = path_shown(person, path))
            }
            SaveError::NoPrivateKey => say!(self, "save-no-private"),
            SaveError::FormatUnavailable { kind, format } => self.no_such_form(*kind, *format),
            SaveError::Encoding => say!(self, "save-encoding"),
            SaveError::NoMemory => say!(self, "save-no-memory"),
            SaveError::NoEntropy => say!(self, "failed-entropy"),
            SaveError::Appeared(path) => say!(self, "save-appeared", path = path_shown(person, path)),
            SaveError::AccessNotKept { path, .. } => {
                say!(self, "save-access", path = path_shown(person, path))
            }
            SaveError::Interfered(path) => say!(self, "save-interfered", path = path_shown(person, path)),
            SaveError::FolderMoved(path) => say!(self, "save-folder-moved", path = path_shown(person, path)),
            SaveError::NotReadBack { path } => {
                say!(self, "save-not-read-back", path = path_shown(person, path))
            }
            SaveError::NotUndone { why, backups, left } => {
                let list = |paths: &[std::path::PathBuf]| {
                    paths.iter().map(|path| path_shown(person, path)).collect::<Vec<_>>().join(", ")
                };
                let mut words = match &**why {
                    SaveError::Disk(_) | SaveError::Interfered(_) => self.save_error(why, person),
                    _ => say!(self, "save-partway"),
                };
                if !backups.is_empty() {
                    words = format!("{words} {}", say!(self, "save-backups-stay", files = list(backups)));
                }
                if !left.is_empty() {
                    words = format!("{words} {}", say!(self, "save-files-stay", files = list(left)));
                }
                words
            }
        }
    }

    /// Why nothing can be saved in this folder.
    pub fn folder_blocked(&self, error: &DiskError, person: &User) -> String {
        let folder = path_shown(person, &error.path);
        match error.kind {
            ErrorKind::NotADirectory => say!(self, "save-blocked-file", path = folder),
            _ => say!(self, "save-blocked", folder = folder),
        }
    }

    /// What the disk did not do.
    pub fn disk_error(&self, error: &DiskError, person: &User) -> String {
        let path = path_shown(person, &error.path);
        let reading = matches!(error.operation, DiskOperation::Looking | DiskOperation::Reading);
        let reason = || escape_control_chars(&error.reason());
        match error.kind {
            _ if error.is_lack_of_handles() => say!(self, "disk-too-many-open", path = path),
            _ if error.operation == DiskOperation::Giving => {
                say!(self, "disk-owner", path = path, reason = reason())
            }
            ErrorKind::FileTooLarge if !reading => say!(self, "disk-size-limit", path = path),
            ErrorKind::NotFound => say!(self, "disk-not-found", path = path),
            ErrorKind::PermissionDenied if reading => say!(self, "disk-denied-read", path = path),
            ErrorKind::PermissionDenied => say!(self, "disk-denied-write", path = path),
            ErrorKind::StorageFull => say!(self, "disk-full", path = path),
            ErrorKind::QuotaExceeded => say!(self, "disk-quota", path = path),
            ErrorKind::ReadOnlyFilesystem => say!(self, "disk-read-only", path = path),
            ErrorKind::IsADirectory => say!(self, "disk-folder", path = path),
            ErrorKind::NotADirectory => say!(self, "disk-not-a-folder", path = path),
            ErrorKind::InvalidInput => say!(self, "disk-special", path = path),
            ErrorKind::AlreadyExists => say!(self, "disk-exists", path = path),
            ErrorKind::ResourceBusy => say!(self, "disk-busy", path = path),
            _ if reading => say!(self, "disk-other-read", path = path, reason = reason()),
            _ => say!(self, "disk-other-write", path = path, reason = reason()),
        }
    }
}

impl Texts {
    /// Why a file that stays in its place was not changed.
    pub fn change_error(&self, error: &DiskError, person: &User) -> String {
        let path = || path_shown(person, &error.path);
        let writing = !matches!(error.operation, DiskOperation::Looking | DiskOperation::Reading);
        match error.kind {
            ErrorKind::PermissionDenied if writing => say!(self, "disk-denied-change", path = path()),
            ErrorKind::ReadOnlyFilesystem if writing => say!(self, "disk-read-only-change", path = path()),
            _ => self.disk_error(error, person),
        }
    }
}

/// As the messages call them.
fn names(space: EdgeSpace) -> [&'static str; 2] {
    let side = match space.side {
        Side::Start => "start",
        Side::End => "end",
        Side::Both => "both",
        Side::All => "all",
    };
    let blank = match space.blank {
        Blank::Space => "space",
        Blank::Spaces => "spaces",
        Blank::Tab => "tab",
        Blank::NonBreaking => "non-breaking",
        Blank::Invisible => "invisible",
        Blank::Other => "other",
    };
    [side, blank]
}
