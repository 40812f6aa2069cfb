//! Key files: written anew, their public keys written beside them, other names.

use super::access::Restriction;
use super::{Allowed, Change, FixError, FixPlan, Step};
use crate::batch::{self, OpenError};
use crate::format::{FILE_BYTES, KeyFile, NotRewritten, PublicFormat, Rewritten, rewrite};
use crate::key::PublicKey;
use crate::save::{KeyMaterial, Output, Request, SaveError, SavePlan, public_path, read_text};
use crate::sshfiles::has_public_line;
use crate::system::{Disk, FileId, Found, SystemEntropy, folder_of, with_randomness};
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

impl FixPlan {
    /// Plans to write the only key of a file anew.
    pub(super) fn rewrite(&mut self, path: &Path, disk: &dyn Disk) -> Result<(), FixError> {
        if is_list(path) {
            return Err(FixError::IsList(path.to_owned()));
        }
        let missing = || match disk.read(path, 0) {
            Err(error) => FixError::Disk(error),
            Ok(_) => FixError::Changed(path.to_owned()),
        };
        let old = read_text(path, disk).map_err(FixError::Save)?.map(Zeroizing::new).ok_or_else(missing)?;
        let rewritten = rewrite(&old).map_err(|why| not_rewritten(path, why))?;
        if rewritten.is_private {
            self.restrict_if_needed(path, disk)?;
        }
        let Rewritten { bytes, format, is_private, unwrapped, is_only_space, leaves_out } = rewritten;
        let path = path.to_owned();
        let change = Change::Rewritten { path: path.clone(), format, unwrapped, is_only_space, leaves_out };
        self.changes.push(change);
        let today = self.today.clone();
        self.save(SavePlan::key_text(&path, (old, bytes), is_private, &today, disk))
    }

    /// So that undoing gives the old permissions back; saving alone would not tell them.
    fn restrict_if_needed(&mut self, path: &Path, disk: &dyn Disk) -> Result<(), FixError> {
        match Restriction::new(path, Allowed::Owner, disk) {
            Ok(restriction) => self.restrict(restriction),
            Err(FixError::Changed(_) | FixError::Hidden(_)) => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }

    /// Plans to write the public key of a private one beside it.
    pub(super) fn write_public(&mut self, private: &Path, disk: &dyn Disk) -> Result<(), FixError> {
        let public = public_of(private, disk)?;
        let path = public_path(private);
        let is_right =
            |there: &KeyFile| matches!(there, KeyFile::Public(_, there) if there.is_same_key(&public));
        if batch::open(&path, disk).as_ref().is_ok_and(is_right)
            && disk.read(&path, FILE_BYTES).is_ok_and(|bytes| has_public_line(&bytes))
        {
            return Err(FixError::Changed(private.to_owned()));
        }
        self.changes.push(Change::Public { of: private.to_owned(), path: path.clone() });
        let request = Request {
            content: KeyMaterial::Public(public),
            output: Output::Public(PublicFormat::Line),
            path,
            make_folder: false,
            today: self.today.clone(),
        };
        let plan = with_randomness(&SystemEntropy, |rng| SavePlan::new(request, disk, rng));
        self.save(plan.unwrap_or(Err(SaveError::NoEntropy)))
    }

    /// Plans to give a file another name in its folder.
    pub(super) fn rename(&mut self, from: &Path, to: &Path, disk: &dyn Disk) -> Result<(), FixError> {
        if folder_of(from) != folder_of(to) || to.file_name().is_none() {
            return Err(FixError::ByHand(from.to_owned()));
        }
        let changed = || FixError::Changed(from.to_owned());
        let file = match disk.look(from)? {
            Found::File(_) => disk.open_folder(folder_of(from))?.identity(name_of(from))?,
            _ => None,
        };
        let file = file.ok_or_else(changed)?;
        if disk.look(to)? != Found::Nothing {
            return Err(FixError::Taken(to.to_owned()));
        }
        if !is_public(from, disk) {
            return Err(changed());
        }
        let (from, to) = (from.to_owned(), to.to_owned());
        self.changes.push(Change::Renamed { from: from.clone(), to: to.clone() });
        self.steps.push(Step::Rename { from, to, file });
        Ok(())
    }
}

/// Whether other text counts in a file of this name, also in a copy of it.
fn is_list(path: &Path) -> bool {
    let name = name_of(path).to_string_lossy().to_ascii_lowercase();
    name == "config" || ["authorized_keys", "known_hosts"].iter().any(|list| name.contains(list))
}

fn not_rewritten(path: &Path, why: NotRewritten) -> FixError {
    FixError::NotRewritten(path.to_owned(), why)
}

/// As far as it is known without the passphrase.
fn public_of(private: &Path, disk: &dyn Disk) -> Result<PublicKey, FixError> {
    match batch::open(private, disk) {
        Ok(KeyFile::Private(_, key)) => Ok(key.public().clone()),
        Ok(KeyFile::Encrypted(key)) => {
            key.claimed_public().cloned().ok_or_else(|| FixError::Locked(private.to_owned()))
        }
        Ok(KeyFile::Public(..) | KeyFile::Certificate(_)) => Err(FixError::Changed(private.to_owned())),
        Err(OpenError::Read(error)) => Err(not_rewritten(private, NotRewritten::Read(error))),
        Err(OpenError::Disk(error)) => Err(FixError::Disk(error)),
    }
}

/// A private key must not get the name of a file that people give away.
fn is_public(path: &Path, disk: &dyn Disk) -> bool {
    matches!(batch::open(path, disk), Ok(KeyFile::Public(..)))
}

/// A file that has got another name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    from: PathBuf,
    to: PathBuf,
    file: FileId,
}

impl Renamed {
    /// Renames this file, and no other that has its name by now, and looks again.
    pub fn carry_out(from: PathBuf, to: PathBuf, file: FileId, disk: &dyn Disk) -> Result<Self, FixError> {
        // A file that was removed may have left its number to another.
        if !is_public(&from, disk) {
            return Err(FixError::Changed(from));
        }
        let file = renamed((&from, file), &to, disk, FixError::Changed)?;
        Ok(Self { from, to, file })
    }

    /// Gives it its old name back, unless another file has either by now.
    pub fn undo(&self, disk: &dyn Disk) -> Result<(), FixError> {
        renamed((&self.to, self.file), &self.from, disk, FixError::ChangedSince).map(drop)
    }
}

fn renamed(
    (from, file): (&Path, FileId),
    to: &Path,
    disk: &dyn Disk,
    gone: fn(PathBuf) -> FixError,
) -> Result<FileId, FixError> {
    let folder = disk.open_folder(folder_of(from))?;
    let (name, new) = (name_of(from), name_of(to));
    if folder.identity(name)? != Some(file) {
        return Err(gone(from.to_owned()));
    }
    match folder.rename_new(name, new) {
        Err(error) if error.kind == ErrorKind::AlreadyExists => return Err(FixError::Taken(to.to_owned())),
        Err(error) if error.kind == ErrorKind::NotFound => return Err(gone(from.to_owned())),
        renamed => renamed?,
    }
    // Some network file systems give a file a new number when it is renamed.
    match folder.sync().and_then(|()| folder.identity(new)) {
        Ok(found) => found.ok_or_else(|| gone(to.to_owned())),
        Err(why) => match folder.rename_new(new, name) {
            Ok(()) => Err(why.into()),
            Err(left) => Err(FixError::NotUndone { why: Box::new(why.into()), left: Box::new(left.into()) }),
        },
    }
}

fn name_of(path: &Path) -> &OsStr {
    path.file_name().unwrap_or_default()
}
