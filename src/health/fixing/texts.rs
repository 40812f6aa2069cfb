//! Changing text files.

use super::{Change, FixError, FixPlan, OnlyKey, Step};
use crate::save::{SaveError, SavePlan, TextRequest, read_text};
use crate::sshfiles::Edit;
use crate::system::Disk;
use std::path::Path;

/// A text as it shall be, and which lines that changes.
pub struct Edited {
    pub bytes: Vec<u8>,
    pub edits: Vec<Edit>,
    /// The line, with its number, that new ones belong under.
    pub under: Option<(usize, Vec<u8>)>,
    pub only_for: Option<OnlyKey>,
}

impl Edited {
    pub fn new(bytes: Vec<u8>, edits: Vec<Edit>) -> Self {
        Self { bytes, edits, under: None, only_for: None }
    }
}

impl FixPlan {
    /// Plans to change lines of a text file. `edit` gets what is in it, nothing where it is not there.
    pub(super) fn text(
        &mut self,
        path: &Path,
        disk: &dyn Disk,
        edit: impl FnOnce(Option<&[u8]>) -> Result<Edited, FixError>,
    ) -> Result<(), FixError> {
        let old = read_text(path, disk).map_err(FixError::Save)?;
        let Edited { bytes: new, edits, mut under, mut only_for } = edit(old.as_deref())?;
        let count = edits.len();
        self.changes.extend((1..).zip(edits).map(|(number, edit)| {
            // The server is named above the first one, and what follows for it is said after the last one.
            let only_for = if number == count { only_for.take() } else { None };
            Change::Line { path: path.to_owned(), edit, under: under.take(), only_for }
        }));
        let (path, today) = (path.to_owned(), self.today.clone());
        self.save(SavePlan::text(TextRequest { path, old, new, make_folder: false, today }, disk))
    }

    /// Adds a save and what it replaces.
    pub(super) fn save(&mut self, plan: Result<SavePlan, SaveError>) -> Result<(), FixError> {
        let plan = plan.map_err(FixError::Save)?;
        self.changes.extend(plan.replaced().iter().cloned().map(Change::Replaced));
        self.steps.push(Step::Save(Box::new(plan)));
        Ok(())
    }
}
