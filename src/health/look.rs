//! What can be seen of the cause of a message on this computer. Nothing is changed by looking.

use super::TextFault;
use crate::batch::{OpenError, excess_permissions, open_all, read_key_file, read_keys};
use crate::explain::{Cause, Facts, Look};
use crate::format::{Contents, FILE_BYTES, Format, KeyFile, ReadError};
use crate::save::public_path;
use crate::sshfiles::KnownHosts;
use crate::system::{Disk, DiskError, FilePermissions, Found, User, folder_of};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What was seen of a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The cause is there.
    ThisIsIt,
    /// It is not.
    NotThis,
}

impl Verdict {
    const fn of(is_so: bool) -> Self {
        if is_so { Self::ThisIsIt } else { Self::NotThis }
    }
}

/// A cause, and what was seen of it on this computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedCause {
    /// The cause.
    pub cause: Cause,
    /// `None` where nothing can be seen of it here.
    pub verdict: Option<Verdict>,
}

/// Looks for each of the causes. What is there comes first and what is not comes last; else their order stays.
pub fn check_causes(causes: Vec<Cause>, facts: &Facts, disk: &dyn Disk, person: &User) -> Vec<CheckedCause> {
    let check = |cause: Cause| {
        let verdict = cause.look.and_then(|what| look(what, facts, disk, person));
        CheckedCause { cause, verdict }
    };
    let has_a_way_out = |cause: &Cause| cause.look != Some(Look::PlainDisk) || !is_in_dot_ssh(facts, person);
    let mut checked: Vec<_> = causes.into_iter().filter(has_a_way_out).map(check).collect();
    checked.sort_by_key(|checked| match checked.verdict {
        Some(Verdict::ThisIsIt) => 0,
        None => 1,
        Some(Verdict::NotThis) => 2,
    });
    checked
}

/// The file or folder on this computer that a message names, if there is one.
pub fn find_named(path: &str, disk: &dyn Disk, person: &User) -> Option<PathBuf> {
    let path = path_in(path, person);
    disk.look(&path).is_ok_and(|found| found != Found::Nothing).then_some(path)
}

/// Looks whether a cause is there. `None` where that cannot be said: the message names no file, or the file is on
/// another computer.
pub fn look(look: Look, facts: &Facts, disk: &dyn Disk, person: &User) -> Option<Verdict> {
    if look == Look::HostLine {
        return host_line(facts, disk, person);
    }
    let path = path_in(facts.get("file")?, person);
    let found = disk.look(&path).ok()?;
    if look == Look::Missing {
        let is_here = found != Found::Nothing;
        // Where not even the folder is there, or the path starts in a folder that is not known, the message may be from
        // elsewhere.
        let has_folder =
            path.is_absolute() && disk.is_folder(folder_of(&path)).is_ok_and(|is_folder| is_folder);
        return (is_here || has_folder).then_some(Verdict::of(!is_here));
    }
    if found == Found::Nothing {
        return None;
    }
    match look {
        // Others can read a key there, and elsewhere too.
        Look::PlainDisk => None,
        Look::Writable => writable(&path, disk),
        Look::NotMine => Some(Verdict::of(!disk.access(&path)?.mine)),
        _ => in_key_file(look, &path, disk),
    }
}

/// Whether the key that a message names is where it should be moved to.
fn is_in_dot_ssh(facts: &Facts, person: &User) -> bool {
    let path = facts.get("file").map(|path| path_in(path, person));
    path.is_some_and(|path| Some(folder_of(&path)) == person.dot_ssh().as_deref())
}

/// The path that a message names; what is not a whole one starts here, as it did for ssh.
fn path_in(text: &str, person: &User) -> PathBuf {
    if text.starts_with("~/") { person.path_of(text) } else { PathBuf::from(text) }
}

/// As ssh looks at its configuration.
fn writable(path: &Path, disk: &dyn Disk) -> Option<Verdict> {
    let access = disk.access(path).filter(|access| access.permissions != FilePermissions::Hidden)?;
    Some(Verdict::of(access.is_writable_by_others()))
}

fn in_key_file(look: Look, path: &Path, disk: &dyn Disk) -> Option<Verdict> {
    let bytes = read_key_file(path, disk);
    let read = bytes.as_ref().map_err(Clone::clone).and_then(|bytes| read_keys(bytes));
    match look {
        Look::NotReadable => match &read {
            Err(OpenError::Disk(DiskError { kind: ErrorKind::PermissionDenied, .. })) => {
                Some(Verdict::ThisIsIt)
            }
            Err(OpenError::Disk(_)) => None,
            _ => Some(Verdict::NotThis),
        },
        Look::Exposed => match &read {
            Err(OpenError::Disk(_)) => None,
            _ => Some(Verdict::of(excess_permissions(path, &read, disk).is_some())),
        },
        Look::Damaged => match &read {
            Err(OpenError::Read(error)) => is_damage(error).then_some(Verdict::ThisIsIt),
            Err(OpenError::Disk(_)) => None,
            Ok(contents) => contents.keys.iter().all(|found| found.key.is_ok()).then_some(Verdict::NotThis),
        },
        Look::NotPrivate => match &read {
            Ok(contents) => Some(Verdict::of(!contents.has_private_mark)),
            Err(OpenError::Read(error)) => Some(Verdict::of(!error.is_of_private_key())),
            Err(OpenError::Disk(_)) => None,
        },
        Look::PublicKey => read.ok().map(|contents| Verdict::of(is_public(&contents))),
        Look::LineEnds => line_ends(&bytes.ok()?, &read.ok()?),
        Look::WrongPub => wrong_pub(path, &read.ok()?, disk),
        _ => of_format(look, private_format(&read.ok()?)?),
    }
}

fn is_damage(error: &ReadError) -> bool {
    matches!(error.reason(), ReadError::Damaged { .. } | ReadError::KeyMismatch) || error.is_of_private_key()
}

fn is_public(contents: &Contents) -> bool {
    !contents.has_private_mark
        && contents
            .keys
            .iter()
            .all(|found| matches!(found.key, Ok(KeyFile::Public(..) | KeyFile::Certificate(_))))
}

/// The format of the only private key.
fn private_format(contents: &Contents) -> Option<Format> {
    match contents.keys.as_slice() {
        [found] => match &found.key {
            Ok(KeyFile::Private(format, _)) => Some(*format),
            Ok(KeyFile::Encrypted(key)) => Some(key.format()),
            _ => None,
        },
        _ => None,
    }
}

fn of_format(look: Look, format: Format) -> Option<Verdict> {
    let is_ppk = format.is_ppk();
    let is_so = match look {
        Look::Ppk => is_ppk,
        Look::NewPpk => format == Format::Ppk3,
        Look::NotPpk => !is_ppk,
        Look::NotPem => format != Format::Pem,
        Look::OtherFormat => !is_ppk && !matches!(format, Format::OpenSsh | Format::Pem),
        _ => return None,
    };
    Some(Verdict::of(is_so))
}

/// ssh reads a private key only if its lines are as ssh-keygen ends them.
fn line_ends(bytes: &[u8], contents: &Contents) -> Option<Verdict> {
    if !contents.has_private_mark {
        return None;
    }
    private_format(contents).map(|_| Verdict::of(TextFault::of(bytes, contents).is_some()))
}

fn wrong_pub(path: &Path, contents: &Contents, disk: &dyn Disk) -> Option<Verdict> {
    let public = open_all(&public_path(path), disk).ok()?;
    let ([private], [public]) = (contents.keys.as_slice(), public.keys.as_slice()) else { return None };
    Some(Verdict::of(!private.public()?.is_same_key(public.public()?)))
}

/// Whether the line that the message names has lost its key of that server. That it still has one shows nothing: only
/// a person can know whose the new key is.
fn host_line(facts: &Facts, disk: &dyn Disk, person: &User) -> Option<Verdict> {
    let path = path_in(facts.get("known_hosts")?, person);
    let number: usize = facts.get("line")?.parse().ok()?;
    let known = KnownHosts::parse(&disk.read(&path, FILE_BYTES).ok()?).ok()?;
    let lines = match facts.get("host") {
        Some(name) => known.find_written(name),
        None => known.hosts(),
    };
    let has_key = lines.iter().any(|(other, line)| *other == number && line.readable_key().is_some());
    (!has_key).then_some(Verdict::NotThis)
}
