//! Putting everything back.

use super::FixError;
use super::access::Restricted;
use super::keys::Renamed;
use crate::save::{SaveError, SaveUndo};
use crate::system::Disk;
use std::path::{Path, PathBuf};

/// What undoes a fix.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undo(Vec<UndoStep>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum UndoStep {
    Access(Restricted),
    Save(SaveUndo),
    Rename(Renamed),
    /// The backup of this file could not be read.
    Lost(PathBuf),
}

impl UndoStep {
    fn carry_out(&self, disk: &dyn Disk) -> Result<(), FixError> {
        match self {
            Self::Access(restricted) => restricted.undo(disk),
            Self::Save(undo) => undo.carry_out(disk).map_err(|error| match error {
                SaveError::Changed(path) => FixError::ChangedSince(path),
                error => FixError::Save(error),
            }),
            Self::Rename(renamed) => renamed.undo(disk),
            Self::Lost(path) => Err(FixError::ChangedSince(path.clone())),
        }
    }
}

impl Undo {
    /// Puts everything back, the last change first.
    ///
    /// # Errors
    /// [`FixError::ChangedSince`] if somebody has changed it since. What follows stays as it is then.
    pub fn carry_out(&self, disk: &dyn Disk) -> Result<(), FixError> {
        self.0.iter().rev().try_for_each(|step| step.carry_out(disk))
    }

    /// The same; an error comes with what is left to be put back, which may be tried again.
    ///
    /// # Errors
    /// As [`Self::carry_out`].
    pub fn carry_out_or_keep(mut self, disk: &dyn Disk) -> Result<(), (FixError, Self)> {
        while let Some(step) = self.0.pop() {
            if let Err(error) = step.carry_out(disk) {
                self.0.push(step);
                return Err((error, self));
            }
        }
        Ok(())
    }

    /// The files that get an old text again, and where it is.
    pub fn put_back(&self) -> impl Iterator<Item = (&Path, &Path)> {
        self.0.iter().filter_map(|step| match step {
            UndoStep::Save(undo) => Some((undo.path(), undo.backup()?)),
            UndoStep::Access(_) | UndoStep::Rename(_) | UndoStep::Lost(_) => None,
        })
    }

    pub(super) fn add(&mut self, restricted: Restricted) {
        self.0.push(UndoStep::Access(restricted));
    }

    pub(super) fn add_rename(&mut self, renamed: Renamed) {
        self.0.push(UndoStep::Rename(renamed));
    }

    pub(super) fn add_save(&mut self, path: PathBuf, undo: Option<SaveUndo>) {
        self.0.push(undo.map_or(UndoStep::Lost(path), UndoStep::Save));
    }
}
