//! A change of one of ssh's text files: shown as a question, then written by the page that asked for it, and taken
//! back if the person says so.

use super::{Answer, Dialog, Page};
use crate::save::{SaveError, SavePlan, TextRequest, is_in_dot_ssh, read_text};
use crate::sshfiles::{Edit, LineFix, TooLarge, take_back};
use crate::system::{Disk, today};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a change does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeKind {
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
    /// A line that holds no key becomes a comment.
    OffLine(usize),
    /// A key is turned on.
    On(String),
    /// A key is removed.
    Remove(String),
    /// A line is removed that holds no key.
    RemoveLine(usize),
    /// A line is put right.
    PutRight(LineFix, usize),
    /// Lines of a known server are removed.
    Forget {
        /// The server.
        name: String,
        /// How many lines.
        count: usize,
    },
    /// The entry in this line is removed; the name of its server is hashed.
    ForgetLine(usize),
    /// A server gets a block in ssh's configuration, from this line on.
    AddServer {
        /// What it is called there.
        name: String,
        /// The first line of the block.
        line: usize,
    },
    /// The server of this name uses another key.
    ServerKey(String),
    /// The key of this name takes the place of another one.
    NewKey(String),
    /// The file becomes what it was before.
    Undo {
        /// But for what another program has changed since.
        keeps: bool,
    },
}

/// What a person should know before the change is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Risk {
    /// After it, no line lets anybody in; before it, the line of this key did.
    LocksOut(String),
    /// After it, none of the person's own keys is let in; before it, the line of this key did.
    LocksYouOut(String),
    /// After it, the next key of this server is accepted as if it were new.
    ForgetsServer,
    /// The same, and the key that is removed is the one that the person was told.
    ForgetsRightKey,
    /// After it, ssh takes a revoked key again.
    Unrevokes,
    /// After it, ssh still takes what stands further up for these settings.
    Overruled(String),
    /// After it, ssh uses a key for these servers with which nobody has logged in there.
    NotTried(String),
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
    /// A line that would change is not understood.
    BadLine,
}

/// What is to be written.
pub(super) struct Wanted {
    pub page: Page,
    pub kind: ChangeKind,
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
    pub kind: ChangeKind,
    /// In which file.
    pub path: PathBuf,
    /// The lines that change.
    pub edits: Vec<Edit>,
    /// Where the old file is kept; `None` where there is none.
    pub backup: Option<PathBuf>,
    /// What should be known before.
    pub risk: Option<Risk>,
    /// `None` if the file is removed that an earlier change created.
    plan: Option<SavePlan>,
    before: Arc<Before>,
}

/// What a file held before a change, and holds after it.
pub(super) struct Before {
    /// `None` where there was no file.
    pub old: Option<Vec<u8>>,
    pub new: Vec<u8>,
    edits: Vec<Edit>,
}

/// A change that was written and read back.
#[derive(Debug)]
pub struct Written {
    /// What was done.
    pub kind: ChangeKind,
    /// In which file.
    pub path: PathBuf,
    /// Where the old file is kept.
    pub backup: Option<PathBuf>,
    before: Arc<Before>,
}

impl TextChange {
    /// The change of this page that the question was about, if the answer is to write it. It leaves `shown` then.
    pub(super) fn answered(page: Page, answer: Answer, shown: &mut Option<Dialog>) -> Option<Box<Self>> {
        let is_ours = |dialog: &mut Dialog| matches!(dialog, Dialog::Change(change) if change.page == page);
        match shown.take_if(|dialog| answer == Answer::WriteChange && is_ours(dialog))? {
            Dialog::Change(change) => Some(change),
            _ => None,
        }
    }

    /// Looks whether it can be written. Writes nothing.
    pub(super) fn plan(wanted: Wanted, disk: &dyn Disk) -> Result<Self, SaveError> {
        let Wanted { page, kind, path, old, new, edits, risk } = wanted;
        let before = Arc::new(Before { old: old.clone(), new: new.clone(), edits: edits.clone() });
        let make_folder = is_in_dot_ssh(&path);
        let request = TextRequest { path: path.clone(), old, new, make_folder, today: today() };
        let plan = SavePlan::text(request, disk)?;
        let backup = plan.replaced().first().map(|replaced| replaced.backup.clone());
        Ok(Self { page, kind, path, edits, backup, risk, plan: Some(plan), before })
    }

    /// Plans to take a change back out of the file as it is now. A file that it created is removed again. `None` where
    /// the lines are not as the change left them. `risk` is what should be known of the texts before and after.
    pub(super) fn plan_undo(
        page: Page,
        path: PathBuf,
        before: Arc<Before>,
        risk: impl FnOnce(&[u8], &[u8]) -> Result<Option<Risk>, TextProblem>,
        disk: &dyn Disk,
    ) -> Result<Option<Self>, TextProblem> {
        let Some(now) = read_text(&path, disk).map_err(TextProblem::Save)? else { return Ok(None) };
        let keeps = now != before.new;
        let Some((new, edits)) = before.taken_back(&now) else { return Ok(None) };
        let (kind, risk) = (ChangeKind::Undo { keeps }, risk(&now, &new)?);
        if before.old.is_none() && !keeps {
            return Ok(Some(Self { page, kind, path, edits, backup: None, risk, plan: None, before }));
        }
        let wanted = Wanted { page, kind, path, old: Some(now), new, edits, risk };
        Self::plan(wanted, disk).map(Some).map_err(TextProblem::Save)
    }

    pub(super) fn write(self, disk: &dyn Disk) -> Result<Written, SaveError> {
        let backup = match self.plan {
            Some(plan) => plan.carry_out(disk)?.backups.into_iter().next(),
            None => {
                self.before.is_still_in(&self.path, disk)?;
                disk.remove(&self.path)?;
                None
            }
        };
        Ok(Written { kind: self.kind, path: self.path, backup, before: self.before })
    }

    /// Whether the file is removed.
    pub fn removes_file(&self) -> bool {
        self.plan.is_none()
    }
}

impl Before {
    /// The text without the change, and what that changes.
    fn taken_back(&self, now: &[u8]) -> Option<(Vec<u8>, Vec<Edit>)> {
        let old = self.old.as_deref().unwrap_or_default();
        if now != self.new {
            return take_back(old, &self.new, now);
        }
        let inverse =
            |edit: &Edit| Edit { number: edit.number, old: edit.new.clone(), new: edit.old.clone() };
        Some((old.to_vec(), self.edits.iter().map(inverse).collect()))
    }

    /// Whether the file holds what the change left in it.
    fn is_still_in(&self, path: &Path, disk: &dyn Disk) -> Result<(), SaveError> {
        match read_text(path, disk)?.is_some_and(|bytes| bytes == self.new) {
            true => Ok(()),
            false => Err(SaveError::Changed(path.to_owned())),
        }
    }
}

impl Written {
    /// Whether it can be taken back.
    pub fn can_be_undone(&self) -> bool {
        !matches!(self.kind, ChangeKind::Undo { .. })
    }

    /// What is needed to take it back, if that can be done.
    pub(super) fn undo(&self) -> Option<(PathBuf, Arc<Before>)> {
        self.can_be_undone().then(|| (self.path.clone(), Arc::clone(&self.before)))
    }
}

/// How large, and nothing of it.
impl std::fmt::Debug for Before {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let old = self.old.as_ref().map(Vec::len);
        f.debug_struct("Before").field("old", &old).field("new", &self.new.len()).finish_non_exhaustive()
    }
}
