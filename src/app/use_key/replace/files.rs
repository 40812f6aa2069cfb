//! The files of the old key: moved aside at the end, and back if somebody misses them.

use super::make::public_in;
use super::{Event, ReplacePanel, ReplaceProblem, Slot};
use crate::app::context::{Context, Effect};
use crate::app::use_key::{Event as UseKeyEvent, Slot as UseKeySlot};
use crate::replace::{KeyInFile, MOST_BYTES, Refused};
use crate::save::{SaveError, certificate_path, move_aside, move_back, public_path};
use crate::system::{self, Disk};
use std::path::PathBuf;
use std::sync::Arc;

impl ReplacePanel {
    pub(super) fn move_aside(&mut self, cx: &mut Context<'_>) {
        let Some(plan) = self.plan() else { return };
        if let Err(refused) = plan.may_move_aside(self.today) {
            self.problem = Some(ReplaceProblem::Refused(refused));
            return;
        }
        let (old, disk) = (plan.old().clone(), Arc::clone(&cx.services.disk));
        let Some((path, bytes)) = self.kept.as_ref().map(|kept| (kept.path.clone(), kept.bytes.clone()))
        else {
            return;
        };
        self.is_moving = true;
        cx.start_detached(UseKeySlot::Replace(Slot::Move), "move files aside", move || {
            // Another window may have gone on with it.
            let is_as_known = disk.read(&path, MOST_BYTES).is_ok_and(|now| bytes.as_deref() == Some(&**now));
            let moved = if is_as_known { moved(&old, &*disk) } else { Err(SaveError::Changed(path)) };
            UseKeyEvent::Replace(Event::Moved(moved))
        });
    }

    pub(super) fn moved(&mut self, moved: Result<Vec<(PathBuf, PathBuf)>, SaveError>, cx: &mut Context<'_>) {
        self.is_moving = false;
        match moved {
            Ok(files) if files.is_empty() => {
                self.problem = Some(ReplaceProblem::Refused(Refused::NotThere));
            }
            Ok(files) => self.change(cx, |plan, today| plan.moved_aside(files, today)),
            Err(error) => self.problem = Some(ReplaceProblem::NotMoved(error)),
        }
        cx.send(Effect::DoDeferred);
    }

    pub(super) fn move_back(&mut self, cx: &mut Context<'_>) {
        let Some(plan) = self.plan() else { return };
        let (files, disk) = (plan.moved().to_vec(), Arc::clone(&cx.services.disk));
        self.is_moving = true;
        cx.start_detached(UseKeySlot::Replace(Slot::Move), "move files back", move || {
            UseKeyEvent::Replace(Event::MovedBack(move_back(&files, &*disk)))
        });
    }

    pub(super) fn moved_back(&mut self, moved: Result<(), SaveError>, cx: &mut Context<'_>) {
        self.is_moving = false;
        match moved {
            Ok(()) => self.change(cx, |plan, _| plan.moved_back()),
            Err(error) => self.problem = Some(ReplaceProblem::NotMoved(error)),
        }
        cx.send(Effect::DoDeferred);
    }
}

/// Another key may be in the file by now: that one stays.
fn moved(old: &KeyInFile, disk: &dyn Disk) -> Result<Vec<(PathBuf, PathBuf)>, SaveError> {
    if public_in(&old.file, disk).is_some_and(|public| !public.is_same_key(&old.key)) {
        return Err(SaveError::Changed(old.file.clone()));
    }
    let files = [old.file.clone(), public_path(&old.file), certificate_path(&old.file)];
    move_aside(&files, &system::today(), disk)
}
