//! What a dropped, opened or pasted thing is: looked at once, before anything is asked.

use super::{Event, Notice, Page, Shell, Slot};
use crate::app::context::{Context, Effect};
use crate::app::{AppError, AuthorizedAction, KeySource};
use crate::batch::{self, OpenError};
use crate::format::{self, Contents};
use crate::health::TextFault;
use crate::system::{Disk, FilePermissions, Found, User};
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;
use zeroize::Zeroizing;

/// What something turned out to be.
pub(in crate::app) enum Inspection {
    /// A folder, which takes no key's place.
    Folder(PathBuf),
    /// The paths of files, as text.
    Paths(Vec<PathBuf>),
    /// Keys, why ssh does not read the file of a private one, and who else has permissions to it.
    Keys(KeySource, Contents, Option<TextFault>, Option<FilePermissions>),
    /// No key, or one that cannot be read.
    Unreadable(KeySource, OpenError, Option<FilePermissions>),
}

fn inspect(path: PathBuf, disk: &dyn Disk) -> Inspection {
    let bytes = batch::read_key_file(&path, disk);
    let result = bytes.as_ref().map_err(Clone::clone).and_then(|bytes| batch::read_keys(bytes));
    let others = batch::excess_permissions(&path, &result, disk);
    match result {
        Ok(contents) => {
            let fault = bytes.ok().and_then(|bytes| TextFault::of(&bytes, &contents));
            Inspection::Keys(KeySource::File(path), contents, fault, others)
        }
        Err(OpenError::Disk(error)) if error.kind == ErrorKind::IsADirectory => Inspection::Folder(path),
        Err(error) => Inspection::Unreadable(KeySource::File(path), error, others),
    }
}

fn inspect_text(text: &str, person: &User, disk: &dyn Disk) -> Inspection {
    let paths = person.paths_in(text);
    let is_there = |path: &PathBuf| disk.look(path).is_ok_and(|found| found != Found::Nothing);
    if !paths.is_empty() && paths.iter().all(is_there) {
        return Inspection::Paths(paths);
    }
    match format::read_all(text.as_bytes()) {
        Ok(contents) => Inspection::Keys(KeySource::Pasted, contents, None, None),
        Err(error) => Inspection::Unreadable(KeySource::Pasted, OpenError::Read(error), None),
    }
}

impl Shell {
    pub(super) fn open(&mut self, mut paths: Vec<PathBuf>, cx: &mut Context<'_>) {
        if self.dialog.is_some() {
            self.notice = Some(Notice::AnswerFirst);
        } else if paths.len() > 1 {
            cx.send(Effect::Convert(paths));
        } else if cx.busy {
            self.notice = Some(Notice::Busy);
        } else if let Some(path) = paths.pop() {
            let disk = Arc::clone(&cx.services.disk);
            self.inspect(move || inspect(path, &*disk), cx);
        }
    }

    pub(super) fn paste(&mut self, text: Zeroizing<String>, cx: &mut Context<'_>) {
        if self.dialog.is_some() {
            self.notice = Some(Notice::AnswerFirst);
        } else if self.page == Page::Authorized {
            cx.send(Effect::Do(AuthorizedAction::AddText(text).into()));
        } else if cx.busy {
            self.notice = Some(Notice::Busy);
        } else if text.trim().is_empty() {
            self.notice = Some(Notice::NothingToPaste);
        } else {
            let disk = Arc::clone(&cx.services.disk);
            let person = cx.services.person.clone();
            self.inspect(move || inspect_text(&text, &person, &*disk), cx);
        }
    }

    /// Of two in a row, the later one counts.
    fn inspect(&mut self, look: impl FnOnce() -> Inspection + Send + 'static, cx: &mut Context<'_>) {
        self.notice = None;
        self.drop_problems.clear();
        self.inspecting = Some(cx.start(Slot::Inspect, "open", move |_| Event::Inspected(look())));
    }

    pub(super) fn inspected(&mut self, inspection: Inspection, cx: &mut Context<'_>) {
        self.inspecting = None;
        match inspection {
            Inspection::Paths(paths) => self.drop_files(paths, cx),
            Inspection::Folder(path) => cx.send(Effect::Convert(vec![path])),
            Inspection::Keys(source, contents, fault, others) => {
                if let (Some(rights), KeySource::File(path)) = (others, &source) {
                    self.notice = Some(Notice::PermissionsTooOpen(path.clone(), rights));
                }
                cx.send(Effect::Opened(contents, source, fault));
            }
            Inspection::Unreadable(KeySource::File(path), OpenError::Read(error), Some(rights)) => {
                self.fail(AppError::OpenExposed(path, error, rights));
            }
            Inspection::Unreadable(source, error, _) => self.fail(AppError::Open(source, error)),
        }
    }

    pub(in crate::app) fn stop_inspecting(&mut self) {
        self.inspecting = None;
    }
}
