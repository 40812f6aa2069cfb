//! Files that are held over the window and dropped on it.

use super::{Event, Notice, Page, Shell, Slot};
use crate::app::context::{Context, Effect};
use crate::app::{AuthorizedAction, ProblemAction};
use crate::system::{Drag, DropList, DropProblem};
use std::path::PathBuf;

/// From now on the shell hears of what other programs drag.
pub(in crate::app) fn watch(cx: &mut Context<'_>) {
    let poster = cx.jobs.expect_reports(Slot::Drops.into());
    cx.desktop.drops.watch(Box::new(move |drag| poster.post(Event::Dragged(drag))));
}

impl Shell {
    pub(super) fn dragged(&mut self, drag: Drag, cx: &mut Context<'_>) {
        self.held = None;
        match drag {
            Drag::Over(list) => self.held = Some(list),
            Drag::Left => {}
            Drag::Dropped(DropList { files, mut problems }) => {
                if files.is_empty() && problems.is_empty() {
                    problems.push(DropProblem::NoList);
                }
                if !files.is_empty() {
                    self.drop_files(files, cx);
                }
                self.drop_problems = problems;
            }
        }
    }

    /// On "Convert keys" and on authorized_keys they are for the list; on "Fix a problem" one may be a log.
    pub(super) fn drop_files(&mut self, paths: Vec<PathBuf>, cx: &mut Context<'_>) {
        self.drop_problems.clear();
        match self.page {
            _ if self.dialog.is_some() => self.notice = Some(Notice::AnswerFirst),
            Page::Batch => cx.send(Effect::Convert(paths)),
            Page::Problem => match <[PathBuf; 1]>::try_from(paths) {
                Ok([path]) => cx.send(Effect::Do(ProblemAction::Read(path).into())),
                Err(paths) => self.open(paths, cx),
            },
            Page::Authorized => cx.send(Effect::Do(AuthorizedAction::AddFiles(paths).into())),
            Page::Key | Page::MyKeys | Page::Servers | Page::UseKey => self.open(paths, cx),
        }
    }
}
