//! Writes the files of plans, all or none.
//!
//! In this order a process can be killed between any two steps: all files are whole and flushed
//! before the first gets its name; an old file has its own name or that of its backup, see [`Step`];
//! the private key comes before the public one. Everything is done relative to an open folder, so
//! that nothing is touched in another folder that has replaced it at its path.

use super::plan::Existing;
use super::step::{Remains, Step};
use super::verify::verify;
use super::{SaveError, SavePlan, Saved, SavedFile};
use crate::system::{Access, Disk, DiskError, Folder, files_at_once, in_parallel, waiting_in_parallel};
use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::slice;
use std::sync::Arc;

pub fn carry_out(plan: &SavePlan, disk: &dyn Disk) -> Result<Saved, SaveError> {
    let made = plan.makes_folder && disk.make_private_folder(&plan.folder)?;
    // There is one result for each plan.
    let saved = together(slice::from_ref(plan), disk).pop().unwrap_or(Err(SaveError::Encoding));
    let folder = made.then(|| plan.folder.clone());
    match saved {
        Ok(saved) => Ok(Saved { made_folder: folder, ..saved }),
        Err(why) => Err(match folder {
            Some(folder) => without_folder(folder, why, disk),
            None => why,
        }),
    }
}

/// Several plans, each all or nothing. All files of all plans are complete and flushed before the first gets
/// its name, and each folder is flushed once, because that takes most of the time for small files. If the
/// limit of open files is low, the plans are done in several groups. A plan that creates a folder is alone.
pub fn carry_out_together(plans: &[SavePlan], disk: &dyn Disk) -> Vec<Result<Saved, SaveError>> {
    let (mut saved, mut rest, room) = (Vec::new(), plans, files_at_once());
    while !rest.is_empty() {
        let (now, later) = rest.split_at(fitting(rest, room));
        saved.extend(together(now, disk));
        rest = later;
    }
    saved
}

/// How many of the plans together have at most this many files and folders; at least one.
fn fitting(plans: &[SavePlan], room: usize) -> usize {
    let (mut folders, mut open) = (BTreeSet::new(), 0);
    let is_too_many = |plan: &SavePlan| {
        open += plan.files.len() + usize::from(folders.insert(plan.folder.clone()));
        open > room
    };
    plans.iter().position(is_too_many).map_or(plans.len(), |fitting| fitting.max(1))
}

type Placed<'a> = Result<(Work<'a>, Arc<dyn Folder>, Result<(), SaveError>), SaveError>;
type OpenFolder = Result<Arc<dyn Folder>, DiskError>;

fn together(plans: &[SavePlan], disk: &dyn Disk) -> Vec<Result<Saved, SaveError>> {
    let folders: BTreeSet<&Path> = plans.iter().map(|plan| plan.folder.as_path()).collect();
    let open = |path| -> OpenFolder {
        let folder = disk.open_folder(path)?;
        folder.remove_stale_temp_files();
        Ok(folder)
    };
    let folders: BTreeMap<&Path, OpenFolder> = folders.into_iter().map(|path| (path, open(path))).collect();
    let staged = waiting_in_parallel(plans, |plan| {
        let folder = folders.get(plan.folder.as_path()).cloned();
        // Every plan's folder is among them.
        let folder = folder.unwrap_or_else(|| disk.open_folder(&plan.folder))?;
        let work = Work::stage(plan, &*folder).map_err(|error| not_staged(plan, error))?;
        Ok::<_, SaveError>((work, folder))
    });
    let works: Vec<Placed<'_>> = staged.into_iter().map(place_staged).collect();
    let flushed: BTreeMap<&Path, Result<(), DiskError>> = folders
        .iter()
        .map(|(path, folder)| (*path, folder.clone().and_then(|folder| folder.sync())))
        .collect();
    let judged = in_parallel(&works, |work| {
        let (work, folder, placed) = work.as_ref().map_err(Clone::clone)?;
        placed.clone()?;
        flushed.get(work.plan.folder.as_path()).cloned().unwrap_or(Ok(()))?;
        work.verify_written(&**folder)
    });
    let finish = |(work, judged): (Placed<'_>, _)| {
        let (work, folder, _) = work?;
        match judged {
            Ok(()) => Ok(work.into_saved()),
            Err(why) => Err(work.undo(&*folder, why)),
        }
    };
    works.into_iter().zip(judged).map(finish).collect()
}

/// A file that keeps its owner and ACL need not be private: another owner is as good a reason.
fn not_staged(plan: &SavePlan, error: DiskError) -> SaveError {
    let keeps_acl = plan.files.iter().any(|file| file.new.access == Access::AclAsBefore);
    match error.into() {
        SaveError::AccessNotKept { path, .. } if keeps_acl => SaveError::RightsNotKept(path),
        error => error,
    }
}

fn place_staged<'a>(staged: Result<(Work<'a>, Arc<dyn Folder>), SaveError>) -> Placed<'a> {
    let (mut work, folder) = staged?;
    let placed = work.place(&*folder);
    Ok((work, folder, placed))
}

/// A plan and its state.
struct Work<'a> {
    plan: &'a SavePlan,
    steps: Vec<Step<'a>>,
}

impl<'a> Work<'a> {
    fn stage(plan: &'a SavePlan, folder: &dyn Folder) -> Result<Self, DiskError> {
        let new = plan.files.iter().filter(|file| !matches!(file.old, Existing::Same));
        let steps = new.map(|file| Step::stage(file, folder)).collect::<Result<_, _>>()?;
        Ok(Self { plan, steps })
    }

    fn place(&mut self, folder: &dyn Folder) -> Result<(), SaveError> {
        self.steps.iter_mut().try_for_each(|step| step.place(folder))?;
        self.steps.iter_mut().for_each(Step::share);
        Ok(())
    }

    fn verify_written(&self, folder: &dyn Folder) -> Result<(), SaveError> {
        for file in &self.plan.files {
            let step = self.steps.iter().find(|step| step.file.new.path == file.new.path);
            verify(&file.new, step, self.plan.content.as_ref(), folder)?;
        }
        match folder.is_at_its_path()? {
            true => Ok(()),
            false => Err(SaveError::FolderMoved(folder.path().to_owned())),
        }
    }

    fn into_saved(self) -> Saved {
        let files = self.plan.files.iter().map(|file| &file.new);
        let files = files.map(|new| SavedFile { path: new.path.clone(), access: new.access }).collect();
        let backups = self.steps.iter().filter_map(Step::backup).collect();
        Saved { files, backups, made_folder: None }
    }

    /// In reverse order, each regardless of errors before it.
    fn undo(self, folder: &dyn Folder, why: SaveError) -> SaveError {
        let mut remains = Remains::default();
        for mut step in self.steps.into_iter().rev() {
            step.share();
            step.undo(folder, &mut remains);
        }
        // A failure to flush it is not worth another message.
        let _ = folder.sync();
        let Remains { backups, left } = remains;
        if backups.is_empty() && left.is_empty() {
            return why;
        }
        SaveError::NotUndone { why: Box::new(why), backups, left }
    }
}

/// Removes a folder that was created for files that were not saved. If it was moved, it is not at its path.
fn without_folder(folder: PathBuf, why: SaveError, disk: &dyn Disk) -> SaveError {
    let is_moved = matches!(why, SaveError::FolderMoved(_));
    let is_gone = !is_moved
        && match disk.remove_empty_folder(&folder) {
            Ok(()) => true,
            Err(error) if error.kind == ErrorKind::NotFound => true,
            // Other programs use it by now, or our files remain in it.
            Err(error) => error.kind == ErrorKind::DirectoryNotEmpty && !is_left(&why),
        };
    match why {
        why if is_gone => why,
        SaveError::NotUndone { why, backups, mut left } => {
            left.push(folder);
            SaveError::NotUndone { why, backups, left }
        }
        why => SaveError::NotUndone { why: Box::new(why), backups: Vec::new(), left: vec![folder] },
    }
}

fn is_left(why: &SaveError) -> bool {
    matches!(why, SaveError::NotUndone { left, .. } if !left.is_empty())
}
