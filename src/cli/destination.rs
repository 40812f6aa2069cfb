//! Where new files go, and what is known of that before anything is asked for.

use super::{Cli, CliError};
use crate::batch::{ConvertError, ConvertOptions, Destination, KeyPlace, OnConflict};
use crate::save::{Output, SaveError};
use crate::system::{Disk as _, Found, folder_of, is_pipe, is_temporary_name};
use std::path::{self, Path};

/// What comes out of a pipe has no name of its own.
pub(super) fn named(old: &Path) -> &Path {
    if is_pipe(old) { Path::new("key") } else { old }
}

impl Cli {
    /// Says what is wrong with the place before a passphrase is asked for.
    pub(super) fn check_place(&self, place: &Destination, order: &ConvertOptions) -> Result<(), CliError> {
        match place {
            Destination::Beside => Ok(()),
            Destination::Folder(folder) => self.check_folder(folder),
            Destination::File(path) => {
                self.check_file(path, order.output)?;
                match self.disk.look(path) {
                    Ok(Found::File(_) | Found::Link) if order.on_conflict == OnConflict::Fail => {
                        let error = ConvertError::Taken(path.clone());
                        Err(CliError::Convert(KeyPlace::alone(path), error))
                    }
                    _ => Ok(()),
                }
            }
        }
    }

    /// Says what is wrong with the path of a new file. Files that are there are none of it.
    pub(super) fn check_file(&self, path: &Path, what: Output) -> Result<(), CliError> {
        let ends_in_separator = path.to_string_lossy().ends_with(path::is_separator);
        let Some(name) = path.file_name().filter(|_| !ends_in_separator) else {
            return Err(CliError::BadName(SaveError::NotAFileName));
        };
        if is_temporary_name(name) {
            return Err(CliError::BadName(SaveError::NamedLikeTemporary(path.to_owned())));
        }
        let is_public = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pub"));
        if is_public && what.private_format().is_some() {
            return Err(CliError::BadName(SaveError::NamedLikePublic(path.to_owned())));
        }
        self.check_folder(folder_of(path))?;
        match self.disk.look(path).map_err(CliError::Disk)? {
            Found::Folder => Err(CliError::Save(SaveError::FolderInTheWay(path.to_owned()))),
            Found::Special => Err(CliError::Save(SaveError::SpecialInTheWay(path.to_owned()))),
            Found::Nothing | Found::File(_) | Found::Link => Ok(()),
        }
    }

    fn check_folder(&self, folder: &Path) -> Result<(), CliError> {
        match self.disk.is_folder(folder).map_err(CliError::Disk)? {
            true => Ok(()),
            false => Err(CliError::Save(SaveError::NoFolder(folder.to_owned()))),
        }
    }
}
