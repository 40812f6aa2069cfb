//! Plans a save without changing anything.

use super::carry_out::carry_out;
use super::encode::{Encoded, encode};
use super::names::{BackupName, is_named_like_public};
use super::text::{TextRequest, read_text, text_access};
use super::{KeyMaterial, Output, Request, SaveError, SaveUndo, Saved};
use crate::format::{self, FILE_BYTES, KeyFile};
use crate::key::ct_eq;
use crate::system::{Access, Disk, Found, Owner, can_name_a_file, folder_of, is_temporary_name};
use rand::CryptoRng;
use std::fmt;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// A save, ready to be carried out. Nothing is written yet.
pub struct SavePlan {
    /// The key; `None` for a text file.
    pub(super) content: Option<KeyMaterial>,
    pub(super) folder: PathBuf,
    pub(super) makes_folder: bool,
    pub(super) files: Vec<PlannedFile>,
    replaced: Vec<Replacement>,
}

/// A file that is replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// Its path.
    pub path: PathBuf,
    /// Its backup.
    pub backup: PathBuf,
}

pub(super) struct PlannedFile {
    pub new: Encoded,
    /// Whom it is given to, if there is no file whose owner keeps it. Only root gives files away.
    pub owner: Option<Owner>,
    pub old: Existing,
}

/// What exists at the path of a new file.
pub(super) enum Existing {
    Nothing,
    /// The same contents as the new file.
    Same,
    /// A file that needs a backup.
    Keep {
        /// Free names for the backup.
        backup: BackupName,
        /// Whether it may be a private key, or is not to be read by others for another reason.
        owner_only: bool,
        /// What it must hold, if it was read to make the new file.
        expected: Option<Zeroizing<Vec<u8>>>,
    },
}

impl SavePlan {
    /// Encodes everything and looks for existing files. Writes nothing. With a passphrase it takes as long as
    /// the KDF.
    ///
    /// # Errors
    /// See [`SaveError`]: everything that can be known in advance.
    pub fn new(request: Request, disk: &dyn Disk, rng: &mut dyn CryptoRng) -> Result<Self, SaveError> {
        let Request { content, output: what, path, make_folder, today } = request;
        let path = file_path(&path)?;
        if !matches!(what, Output::Public(_)) && is_named_like_public(&path) {
            return Err(SaveError::NamedLikePublic(path));
        }
        let folder = folder_of(&path).to_owned();
        let makes_folder = must_make(&folder, make_folder, disk)?;
        let files = encode(&content, what, &path, rng)?;
        let content = Some(content);
        let mut plan = Self { content, folder, makes_folder, files: Vec::new(), replaced: Vec::new() };
        for new in files {
            plan.add(new, &today, disk)?;
        }
        Ok(plan)
    }

    /// Looks at the text file that is to be changed. Writes nothing.
    ///
    /// # Errors
    /// See [`SaveError`]: everything that can be known in advance, also that the file is another one by now.
    pub fn text(request: TextRequest, disk: &dyn Disk) -> Result<Self, SaveError> {
        let TextRequest { path, old, new, make_folder, today } = request;
        let path = file_path(&path)?;
        let makes_folder = must_make(folder_of(&path), make_folder, disk)?;
        let access = || text_access(&path, makes_folder, disk);
        Self::in_place(
            &path,
            (old.map(Zeroizing::new), Zeroizing::new(new)),
            makes_folder,
            access,
            &today,
            disk,
        )
    }

    /// Looks at the file of a key whose text is to be written anew. The key itself is not read: it may be locked. The
    /// file of a private key is its owner's alone afterwards. Writes nothing.
    ///
    /// # Errors
    /// As [`Self::text`].
    pub fn key_text(
        path: &Path,
        (old, new): (Zeroizing<Vec<u8>>, Zeroizing<Vec<u8>>),
        is_private: bool,
        today: &str,
        disk: &dyn Disk,
    ) -> Result<Self, SaveError> {
        let access = || match disk.look(path)? {
            Found::File(found) if !is_private => Ok((found.kept().unwrap_or(Access::OthersRead), None)),
            _ => Ok((Access::OwnerOnly, None)),
        };
        Self::in_place(&file_path(path)?, (Some(old), new), false, access, today, disk)
    }

    /// A plan for one file, of which the old contents are known.
    fn in_place(
        path: &Path,
        (old, new): (Option<Zeroizing<Vec<u8>>>, Zeroizing<Vec<u8>>),
        makes_folder: bool,
        access: impl FnOnce() -> Result<(Access, Option<Owner>), SaveError>,
        today: &str,
        disk: &dyn Disk,
    ) -> Result<Self, SaveError> {
        let found = if makes_folder { None } else { read_text(path, disk)? };
        if found.map(Zeroizing::new) != old {
            return Err(SaveError::Changed(path.to_owned()));
        }
        let folder = folder_of(path).to_owned();
        let mut plan = Self { content: None, folder, makes_folder, files: Vec::new(), replaced: Vec::new() };
        let (access, owner) = access()?;
        let mut there = Existing::Nothing;
        if old.is_some() {
            let (names, backup) = BackupName::first_free(path, today, disk).map_err(SaveError::Disk)?;
            plan.replaced.push(Replacement { path: path.to_owned(), backup });
            // With the access that it had: what a text holds is no secret, and the new file is no more open.
            let owner_only = access == Access::OwnerOnly;
            there = Existing::Keep { backup: names, owner_only, expected: old };
        }
        let new = Encoded { path: path.to_owned(), bytes: new, access, derived: None };
        plan.files.push(PlannedFile { new, owner, old: there });
        Ok(plan)
    }

    fn add(&mut self, new: Encoded, today: &str, disk: &dyn Disk) -> Result<(), SaveError> {
        let (old, replaced) = old(&new, today, disk)?;
        self.replaced.extend(replaced);
        self.files.push(PlannedFile { new, owner: None, old });
        Ok(())
    }

    /// The files that it writes, the private one first.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|file| file.new.path.as_path())
    }

    /// The files that would be replaced.
    pub fn replaced(&self) -> &[Replacement] {
        &self.replaced
    }

    /// Saves all files or none. Replaces only what [`Self::replaced`] lists.
    ///
    /// # Errors
    /// See [`SaveError`]. Changes are undone.
    pub fn carry_out(self, disk: &dyn Disk) -> Result<Saved, SaveError> {
        carry_out(&self, disk)
    }

    /// The same for one file, with what undoes it: `None` where the backup could not be read again.
    ///
    /// # Errors
    /// As [`Self::carry_out`].
    pub fn carry_out_undoably(
        self,
        today: &str,
        disk: &dyn Disk,
    ) -> Result<(Saved, Option<SaveUndo>), SaveError> {
        let saved = carry_out(&self, disk)?;
        let undo = match self.files.as_slice() {
            [file] => SaveUndo::new(&file.new.path, &file.new.bytes, &saved, today, disk).ok(),
            _ => None,
        };
        Ok((saved, undo))
    }
}

impl fmt::Debug for SavePlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let paths = self.files.iter().map(|file| &file.new.path);
        f.write_str("SavePlan ")?;
        f.debug_list().entries(paths).finish()
    }
}

/// The path with nothing after the name of the file.
fn file_path(path: &Path) -> Result<PathBuf, SaveError> {
    let ends_in_separator = path.to_string_lossy().ends_with(std::path::is_separator);
    let name = path.file_name().filter(|name| !ends_in_separator && can_name_a_file(name));
    let name = name.ok_or(SaveError::NotAFileName)?;
    if is_temporary_name(name) {
        return Err(SaveError::NamedLikeTemporary(path.to_owned()));
    }
    Ok(path.with_file_name(name))
}

/// Whether the folder must be created. Only one is, never those above it.
fn must_make(folder: &Path, may_make: bool, disk: &dyn Disk) -> Result<bool, SaveError> {
    if disk.is_folder(folder)? {
        return Ok(false);
    }
    // No folder can be created at a dangling link.
    let missing = disk.look(folder)? == Found::Nothing;
    if may_make && missing && disk.is_folder(folder_of(folder))? {
        return Ok(true);
    }
    Err(SaveError::NoFolder(folder.to_owned()))
}

fn old(new: &Encoded, today: &str, disk: &dyn Disk) -> Result<(Existing, Option<Replacement>), SaveError> {
    let path = &new.path;
    let owner_only = match disk.look(path)? {
        Found::Nothing => return Ok((Existing::Nothing, None)),
        Found::Folder => return Err(SaveError::FolderInTheWay(path.clone())),
        Found::Special => return Err(SaveError::SpecialInTheWay(path.clone())),
        Found::Link => true,
        Found::File(_) => {
            let there = disk.read(path, FILE_BYTES).ok();
            let is_same = there.as_ref().is_some_and(|bytes| ct_eq(bytes, &new.bytes));
            if is_same && new.access == Access::OthersRead {
                return Ok((Existing::Same, None));
            }
            !there.is_some_and(|bytes| is_public(&bytes))
        }
    };
    let (names, backup) = BackupName::first_free(path, today, disk).map_err(SaveError::Disk)?;
    let replaced = Replacement { path: path.clone(), backup };
    Ok((Existing::Keep { backup: names, owner_only, expected: None }, Some(replaced)))
}

/// Whether it is a public key or a certificate. Everything else may be a private key.
fn is_public(bytes: &[u8]) -> bool {
    matches!(format::read(bytes), Ok(KeyFile::Public(..) | KeyFile::Certificate(_)))
}
