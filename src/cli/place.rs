//! Where new files go, and what is known of that before anything is asked for.

use super::{Cli, Failure};
use crate::convert::{new_path, new_paths};
use crate::save::{SaveError, What};
use crate::system::{Disk as _, Found, folder_of, is_pipe, is_temporary_name};
use std::path::{self, Path, PathBuf};

/// Where new files go.
#[derive(Clone, Debug)]
pub(super) enum Place {
    Beside,
    Folder(PathBuf),
    File(PathBuf),
}

impl Place {
    pub fn of(&self, old: &Path, what: What) -> PathBuf {
        match self {
            Self::Beside => new_path(old, what, None),
            Self::Folder(folder) => new_path(named(old), what, Some(folder)),
            Self::File(path) => path.clone(),
        }
    }

    /// For all keys of a file, in their order. Numbers whose path another file gets are left out.
    pub fn of_each(
        &self,
        old: &Path,
        of: usize,
        what: What,
        is_taken: &dyn Fn(&Path) -> bool,
    ) -> Vec<PathBuf> {
        match self {
            Self::Beside => new_paths(old, of, what, None, is_taken),
            Self::Folder(folder) => new_paths(named(old), of, what, Some(folder), is_taken),
            Self::File(path) => vec![path.clone(); of],
        }
    }

    /// Whether the new file goes into the folder of the old one.
    pub fn is_beside(&self, old: &Path) -> bool {
        match self {
            Self::Beside => true,
            Self::Folder(folder) => cleaned(folder) == cleaned(folder_of(old)),
            Self::File(_) => false,
        }
    }
}

/// What comes out of a pipe has no name of its own.
fn named(old: &Path) -> &Path {
    if is_pipe(old) { Path::new("key") } else { old }
}

/// The path as it is from the root on, so that one file has one path, however it was named.
pub(super) fn cleaned(path: &Path) -> PathBuf {
    path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

impl Cli {
    /// Says what is wrong with the place before a passphrase is asked for.
    pub(super) fn check_place(&self, place: &Place, what: What) -> Result<(), Failure> {
        match place {
            Place::Beside => Ok(()),
            Place::Folder(folder) => self.check_folder(folder),
            Place::File(path) => self.check_file(path, what),
        }
    }

    /// Says what is wrong with the path of a new file. Files that are there are none of it.
    pub(super) fn check_file(&self, path: &Path, what: What) -> Result<(), Failure> {
        let ends_in_separator = path.to_string_lossy().ends_with(path::is_separator);
        let Some(name) = path.file_name().filter(|_| !ends_in_separator) else {
            return Err(Failure::BadName(SaveError::NotAFileName));
        };
        if is_temporary_name(name) {
            return Err(Failure::BadName(SaveError::NamedLikeTemporary(path.to_owned())));
        }
        let is_public = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pub"));
        if is_public && what.private_format().is_some() {
            return Err(Failure::BadName(SaveError::NamedLikePublic(path.to_owned())));
        }
        self.check_folder(folder_of(path))?;
        match self.disk.look(path).map_err(Failure::Disk)? {
            Found::Folder => Err(Failure::Save(SaveError::FolderInTheWay(path.to_owned()))),
            Found::Special => Err(Failure::Save(SaveError::SpecialInTheWay(path.to_owned()))),
            Found::Nothing | Found::File(_) | Found::Link => Ok(()),
        }
    }

    fn check_folder(&self, folder: &Path) -> Result<(), Failure> {
        match self.disk.is_folder(folder).map_err(Failure::Disk)? {
            true => Ok(()),
            false => Err(Failure::Save(SaveError::NoFolder(folder.to_owned()))),
        }
    }
}
