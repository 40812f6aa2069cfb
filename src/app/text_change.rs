//! A change of one of ssh's text files: shown as a question, then written by the page that asked for it, and taken
//! back if the person says so.

use super::Page;
use crate::save::{SaveError, SavePlan, TextRequest, is_in_dot_ssh};
use crate::sshfiles::{Cure, Edit, TooLarge};
use crate::system::{Disk, today};
use std::path::PathBuf;

/// What a change does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Keys get lines. `count` of them, and `there` had one already.
    Add {
        /// How many get a line.
        count: usize,
        /// How many have one already.
        there: usize,
    },
    /// A key gets other options.
    Edit(String),
    /// A key is turned off.
    Off(String),
    /// A key is turned on.
    On(String),
    /// A line is removed.
    Remove(String),
    /// A line is put right.
    PutRight(Cure, usize),
    /// Lines of a known server are removed.
    Forget {
        /// The server.
        name: String,
        /// How many lines.
        count: usize,
    },
    /// The file becomes what it was before.
    Undo,
}

/// What a person should know before the change is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Risk {
    /// After it, no line lets anybody in; before it, the line of this key did.
    LocksOut(String),
    /// After it, the next key of this server is accepted as if it were new.
    ForgetsServer(String),
    /// The same, and the key that is removed is the one that the person was told.
    ForgetsRightKey(String),
    /// After it, ssh takes a revoked key again.
    Unrevokes(String),
}

/// How far a file is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ListState {
    /// It is being read.
    #[default]
    Reading,
    /// There is no home folder to look for it in.
    NoHome,
    /// There is no such file.
    Missing,
    /// It could not be read.
    Failed(TextProblem),
    /// It is shown.
    Read,
}

/// Why a text file could not be read or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextProblem {
    /// The disk, or what is in the way.
    Save(SaveError),
    /// It is larger than what is read.
    TooLarge(TooLarge),
}

/// What is to be written.
pub(super) struct Wanted {
    pub page: Page,
    pub deed: Deed,
    pub path: PathBuf,
    pub old: Option<Vec<u8>>,
    pub new: Vec<u8>,
    pub edits: Vec<Edit>,
    pub risk: Option<Risk>,
}

/// A change that is shown before it is written.
#[derive(Debug)]
pub struct TextChange {
    pub(super) page: Page,
    /// What it does.
    pub deed: Deed,
    /// In which file.
    pub path: PathBuf,
    /// The lines that change.
    pub edits: Vec<Edit>,
    /// Where the old file is kept; `None` where there is none.
    pub backup: Option<PathBuf>,
    /// What should be known before.
    pub risk: Option<Risk>,
    plan: SavePlan,
    before: Option<Before>,
}

/// What a file held before a change, and holds after it.
struct Before {
    old: Vec<u8>,
    new: Vec<u8>,
}

/// A change that was written and read back.
#[derive(Debug)]
pub struct Written {
    /// What was done.
    pub deed: Deed,
    /// In which file.
    pub path: PathBuf,
    /// Where the old file is kept.
    pub backup: Option<PathBuf>,
    before: Option<Before>,
}

impl TextChange {
    /// Looks whether it can be written. Writes nothing.
    pub(super) fn plan(wanted: Wanted, disk: &dyn Disk) -> Result<Self, SaveError> {
        let Wanted { page, deed, path, old, new, edits, risk } = wanted;
        let before = old.clone().map(|old| Before { old, new: new.clone() });
        let make_folder = is_in_dot_ssh(&path);
        let request = TextRequest { path: path.clone(), old, new, make_folder, today: today() };
        let plan = SavePlan::text(request, disk)?;
        let backup = plan.replaced().first().map(|replaced| replaced.backup.clone());
        Ok(Self { page, deed, path, edits, backup, risk, plan, before })
    }

    pub(super) fn write(self, disk: &dyn Disk) -> Result<Written, SaveError> {
        let saved = self.plan.carry_out(disk)?;
        let backup = saved.backups.into_iter().next();
        Ok(Written { deed: self.deed, path: self.path, backup, before: self.before })
    }
}

impl Written {
    /// Whether it can be taken back.
    pub fn can_be_undone(&self) -> bool {
        self.before.is_some()
    }

    /// Writes what the file held before.
    pub(super) fn undo(self, page: Page, disk: &dyn Disk) -> Result<Self, SaveError> {
        let Some(Before { old, new }) = self.before else { return Ok(Self { deed: Deed::Undo, ..self }) };
        let (path, edits) = (self.path, Vec::new());
        let wanted = Wanted { page, deed: Deed::Undo, path, old: Some(new), new: old, edits, risk: None };
        let written = TextChange::plan(wanted, disk)?.write(disk)?;
        Ok(Self { before: None, ..written })
    }
}

/// How large, and nothing of it.
impl std::fmt::Debug for Before {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Before").field("old", &self.old.len()).field("new", &self.new.len()).finish()
    }
}
