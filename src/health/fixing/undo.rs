//! Putting everything back.

use super::FixError;
use super::access::Restricted;
use super::keys::Renamed;
use crate::save::{SaveError, SaveUndo};
use crate::system::Disk;
use std::path::PathBuf;

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

impl Undo {
    /// Puts everything back, the last change first.
    ///
    /// # Errors
    /// [`FixError::ChangedSince`] if somebody has changed it since. What follows stays as it is then.
    pub fn carry_out(&self, disk: &dyn Disk) -> Result<(), FixError> {
        self.0.iter().rev().try_for_each(|step| match step {
            UndoStep::Access(restricted) => restricted.undo(disk),
            UndoStep::Save(undo) => undo.carry_out(disk).map_err(|error| match error {
                SaveError::Changed(path) => FixError::ChangedSince(path),
                error => FixError::Save(error),
            }),
            UndoStep::Rename(renamed) => renamed.undo(disk),
            UndoStep::Lost(path) => Err(FixError::ChangedSince(path.clone())),
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
