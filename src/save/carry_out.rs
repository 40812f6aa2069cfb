//! Every file through the disk, all or none.
//!
//! In this order a process can be killed between any two steps: all files are whole and flushed
//! before the first gets its name; an old file has the name of its backup before it loses its
//! own; the private key comes before the public one.

use super::judge::judge;
use super::plan::{Old, PlannedFile};
use super::{SaveError, SavePlan, Saved, SavedFile};
use crate::format::FILE_BYTES;
use crate::key::is_same_secret;
use crate::system::{Disk, DiskError, FileId, Kept, Staged, in_parallel, waiting_in_parallel};
use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

pub fn carry_out(plan: &SavePlan, disk: &dyn Disk) -> Result<Saved, SaveError> {
    let mut done = Done::default();
    match attempt(plan, disk, &mut done) {
        Ok(()) => Ok(done.into_saved(plan)),
        Err(why) => Err(done.undo(disk, why)),
    }
}

fn attempt<'a>(plan: &'a SavePlan, disk: &dyn Disk, done: &mut Done<'a>) -> Result<(), SaveError> {
    if plan.makes_folder && disk.make_private_folder(&plan.folder)? {
        done.made_folder = Some(plan.folder.clone());
    }
    disk.sweep(&plan.folder);
    let staged = stage(plan, disk)?;
    place(staged, disk, done)?;
    disk.sync_folder(&plan.folder)?;
    judge_all(plan, disk)
}

/// Several plans, each all or nothing like one that is alone. All files of all plans are whole
/// and flushed before the first gets its name, and each folder is flushed once: for many small
/// files that is most of the time. Plans that were to make a folder come alone.
pub fn carry_out_together(plans: &[SavePlan], disk: &dyn Disk) -> Vec<Result<Saved, SaveError>> {
    let folders: BTreeSet<&Path> = plans.iter().map(|plan| plan.folder.as_path()).collect();
    folders.iter().for_each(|folder| disk.sweep(folder));
    let staged = waiting_in_parallel(plans, |plan| stage(plan, disk));
    let placed: Vec<_> = plans
        .iter()
        .zip(staged)
        .map(|(plan, staged)| {
            let mut done = Done::default();
            let outcome = staged.and_then(|staged| place(staged, disk, &mut done));
            (plan, done, outcome)
        })
        .collect();
    let flushed: BTreeMap<&Path, _> =
        folders.iter().map(|folder| (*folder, disk.sync_folder(folder))).collect();
    let judged = in_parallel(&placed, |(plan, _, outcome)| {
        outcome.clone()?;
        flushed.get(plan.folder.as_path()).cloned().unwrap_or(Ok(()))?;
        judge_all(plan, disk)
    });
    let finish = |((plan, done, _), judged): ((&SavePlan, Done<'_>, _), _)| match judged {
        Ok(()) => Ok(done.into_saved(plan)),
        Err(why) => Err(done.undo(disk, why)),
    };
    placed.into_iter().zip(judged).map(finish).collect()
}

type StagedFiles<'a> = Vec<(&'a PlannedFile, Box<dyn Staged>)>;

fn stage<'a>(plan: &'a SavePlan, disk: &dyn Disk) -> Result<StagedFiles<'a>, SaveError> {
    let new = plan.files.iter().filter(|file| !matches!(file.old, Old::Same));
    let stage =
        |file: &'a PlannedFile| Ok((file, disk.stage(&file.new.path, &file.new.bytes, file.new.access)?));
    new.map(stage).collect()
}

fn place<'a>(staged: StagedFiles<'a>, disk: &dyn Disk, done: &mut Done<'a>) -> Result<(), SaveError> {
    for (file, staged) in staged {
        let kept = keep_old(file, disk)?;
        done.steps.push(Step { file, kept: kept.is_some(), placed: None });
        let placed = staged.place(kept == Some(Kept::UnderBoth))?;
        done.steps.iter_mut().last().into_iter().for_each(|step| step.placed = Some(placed));
    }
    Ok(())
}

fn judge_all(plan: &SavePlan, disk: &dyn Disk) -> Result<(), SaveError> {
    plan.files.iter().try_for_each(|file| judge(&file.new, &plan.content, disk))
}

/// `None` when nothing is there (any more).
fn keep_old(file: &PlannedFile, disk: &dyn Disk) -> Result<Option<Kept>, SaveError> {
    let Old::Keep { backup, owner_only } = &file.old else { return Ok(None) };
    match disk.back_up(&file.new.path, backup, *owner_only) {
        Ok(kept) => Ok(Some(kept)),
        Err(error) if error.kind == ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind == ErrorKind::AlreadyExists => Err(SaveError::Appeared(backup.clone())),
        Err(error) => Err(error.into()),
    }
}

/// What has been done so far.
#[derive(Default)]
struct Done<'a> {
    made_folder: Option<PathBuf>,
    steps: Vec<Step<'a>>,
}

/// One file on its way.
struct Step<'a> {
    file: &'a PlannedFile,
    /// The old file has the name of its backup.
    kept: bool,
    /// The new file, once it is in its place.
    placed: Option<FileId>,
}

impl Step<'_> {
    fn backup(&self) -> Option<&Path> {
        match &self.file.old {
            Old::Keep { backup, .. } if self.kept => Some(backup),
            _ => None,
        }
    }

    /// Whether our file is in its place, and may be taken away again: what another program has put
    /// there since is not ours. On a network, a step that was reported to have failed may have been
    /// taken all the same.
    fn is_placed(&self, why: &SaveError, disk: &dyn Disk) -> bool {
        let new = &self.file.new;
        let is_ours =
            || disk.read(&new.path, FILE_BYTES).is_ok_and(|bytes| is_same_secret(&bytes, &new.bytes));
        match self.placed {
            Some(file) => disk.identity(&new.path) == Some(file),
            None => !matches!(why, SaveError::Appeared(_)) && is_ours(),
        }
    }
}

impl Done<'_> {
    fn into_saved(self, plan: &SavePlan) -> Saved {
        let files = plan.files.iter().map(|file| &file.new);
        let files = files.map(|new| SavedFile { path: new.path.clone(), access: new.access }).collect();
        let backups = self.steps.iter().filter_map(Step::backup).map(Path::to_owned).collect();
        Saved { files, backups, made_folder: self.made_folder }
    }

    /// Last things first, each whether or not those before it succeeded.
    fn undo(self, disk: &dyn Disk, why: SaveError) -> SaveError {
        let (mut backups, mut left) = (Vec::new(), Vec::new());
        for step in self.steps.iter().rev() {
            let (path, placed) = (&step.file.new.path, step.is_placed(&why, disk));
            if let Some(backup) = step.backup() {
                backups.extend(disk.put_back(backup, path, placed).is_err().then(|| backup.to_owned()));
            } else if placed {
                left.extend(is_left(disk.remove(path)).then(|| path.clone()));
            }
        }
        if let Some(folder) = self.made_folder {
            left.extend(is_left(disk.remove_empty_folder(&folder)).then_some(folder));
        }
        if backups.is_empty() && left.is_empty() {
            return why;
        }
        SaveError::NotUndone { why: Box::new(why), backups, left }
    }
}

fn is_left(removed: Result<(), DiskError>) -> bool {
    removed.is_err_and(|error| error.kind != ErrorKind::NotFound)
}
