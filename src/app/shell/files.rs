//! File dialogs of the system; where it shows none, a question for a path.

use super::{Dialog, Event, Notice, Purpose, Shell, Slot};
use crate::app::Page;
use crate::app::context::{Context, Effect};
use crate::save::Output;
use crate::system::{DialogAnswer, User};
use std::path::{MAIN_SEPARATOR, PathBuf};
use std::time::{Duration, Instant};

/// After this time a dialog that has not been answered may be behind the window, or may not have come.
const SOON: Duration = Duration::from_secs(1);

/// A dialog that is to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) enum FileRequest {
    /// A key to open.
    Open,
    /// A place for the open key: the folder and the name to begin with.
    Save(Output, Option<PathBuf>, String),
    /// Files for the list.
    AddFiles,
    /// A folder of files for the list, and where to begin.
    AddFolder(Option<PathBuf>),
    /// The folder for the new files of the list, and where to begin.
    Target(Option<PathBuf>),
    /// Another text file to show on this page.
    TextFile(Page),
    /// Files with keys for authorized_keys.
    KeysToAuthorize,
    /// The key that ssh's configuration is to name.
    Identity,
}

/// What was chosen, by a dialog or as a typed path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) enum Chosen {
    Open(PathBuf),
    Save(Output, PathBuf),
    Add(Vec<PathBuf>),
    Target(PathBuf),
    TextFile(Page, PathBuf),
    KeysToAuthorize(Vec<PathBuf>),
    Identity(PathBuf),
}

/// A dialog that is open. There is only one at a time.
#[derive(Debug)]
pub(super) struct Choosing {
    request: FileRequest,
    /// When it was opened. `None` if another one was asked for since: the person does not see it.
    since: Option<Instant>,
}

impl FileRequest {
    fn purpose(&self) -> Purpose {
        match self {
            Self::Open => Purpose::Open,
            Self::Save(what, ..) => Purpose::Save(*what),
            Self::AddFiles | Self::AddFolder(_) => Purpose::Add,
            Self::Target(_) => Purpose::Target,
            Self::TextFile(page) => Purpose::TextFile(*page),
            Self::KeysToAuthorize => Purpose::KeysToAuthorize,
            Self::Identity => Purpose::Identity,
        }
    }

    /// The question for a path, which takes the place of the dialog.
    fn into_question(self, person: &User) -> Dialog {
        let purpose = self.purpose();
        let (folder, name) = match self {
            Self::Save(_, folder, name) => (folder, Some(name)),
            Self::AddFolder(folder) | Self::Target(folder) => (folder, None),
            Self::Open | Self::AddFiles | Self::TextFile(_) => (None, None),
            Self::KeysToAuthorize | Self::Identity => (None, None),
        };
        let offered = folder.or_else(|| person.dot_ssh()).map(|folder| match name {
            Some(name) => {
                let path = folder.join(name);
                (person.shown(&path), path)
            }
            None => {
                let shown = person.shown(&folder);
                (format!("{}{MAIN_SEPARATOR}", shown.trim_end_matches(MAIN_SEPARATOR)), folder)
            }
        });
        let text = offered.as_ref().map(|(shown, _)| shown.clone()).unwrap_or_default();
        Dialog::Path { purpose, text, offered }
    }
}

fn chosen(purpose: Purpose, mut paths: Vec<PathBuf>) -> Option<Chosen> {
    Some(match purpose {
        Purpose::Open => Chosen::Open(paths.pop()?),
        Purpose::Save(what) => Chosen::Save(what, paths.pop()?),
        Purpose::Add => Chosen::Add(paths),
        Purpose::Target => Chosen::Target(paths.pop()?),
        Purpose::TextFile(page) => Chosen::TextFile(page, paths.pop()?),
        Purpose::KeysToAuthorize => Chosen::KeysToAuthorize(paths),
        Purpose::Identity => Chosen::Identity(paths.pop()?),
    })
}

fn close_dialog(cx: &mut Context<'_>) {
    cx.desktop.dialogs.close();
    cx.jobs.forget(Slot::Files.into());
}

impl Shell {
    pub(super) fn ask_open(&mut self, cx: &mut Context<'_>) {
        if cx.busy {
            self.notice = Some(Notice::Busy);
        } else {
            self.choose(FileRequest::Open, cx);
        }
    }

    pub(in crate::app) fn choose(&mut self, request: FileRequest, cx: &mut Context<'_>) {
        if let Some(choosing) = &mut self.choosing {
            choosing.since = None;
            if matches!(request, FileRequest::Save(..)) {
                self.cancel_deferred(); // that save does not come
            }
            return;
        }
        let one = |answer: DialogAnswer| {
            Event::FilesChosen(answer.and_then(|path| DialogAnswer::Chosen(vec![path]))).into()
        };
        let (dialogs, person, titles) = (&cx.desktop.dialogs, &cx.services.person, self.titles.clone());
        let slot = Slot::Files.into();
        match request.clone() {
            FileRequest::Open => {
                dialogs.open(titles.open, person.dot_ssh(), cx.jobs.expect_answer(slot, one));
            }
            FileRequest::Save(_, folder, name) => {
                dialogs.save(titles.save, folder, name, cx.jobs.expect_answer(slot, one));
            }
            FileRequest::AddFiles => {
                let reply = cx.jobs.expect_answer(slot, |answer| Event::FilesChosen(answer).into());
                dialogs.open_many(titles.files, person.home.clone(), reply);
            }
            FileRequest::TextFile(_) => {
                dialogs.open(titles.text_file, person.dot_ssh(), cx.jobs.expect_answer(slot, one));
            }
            FileRequest::Identity => {
                dialogs.open(titles.identity, person.dot_ssh(), cx.jobs.expect_answer(slot, one));
            }
            FileRequest::KeysToAuthorize => {
                let reply = cx.jobs.expect_answer(slot, |answer| Event::FilesChosen(answer).into());
                dialogs.open_many(titles.keys_to_authorize, person.dot_ssh(), reply);
            }
            FileRequest::AddFolder(folder) => {
                dialogs.folder(titles.folder, folder, cx.jobs.expect_answer(slot, one));
            }
            FileRequest::Target(folder) => {
                dialogs.folder(titles.target, folder, cx.jobs.expect_answer(slot, one));
            }
        }
        self.choosing = Some(Choosing { request, since: Some(Instant::now()) });
    }

    /// How long until the window should say that a file dialog is open, if one is.
    pub fn file_dialog_is_said_in(&self) -> Option<Duration> {
        let since = self.choosing.as_ref()?.since;
        Some(since.map_or(Duration::ZERO, |since| SOON.saturating_sub(since.elapsed())))
    }

    /// No longer waits for the dialog that is open: whatever it answers is not wanted.
    pub(super) fn stop_choosing(&mut self, cx: &mut Context<'_>) {
        close_dialog(cx);
        if self.choosing.take().is_some_and(|choosing| choosing.request.purpose().is_save()) {
            self.cancel_deferred();
        }
    }

    /// A place for a key that is gone is not wanted.
    pub(super) fn stop_choosing_place(&mut self, cx: &mut Context<'_>) {
        if self.choosing.as_ref().is_some_and(|choosing| choosing.request.purpose().is_save()) {
            self.stop_choosing(cx);
        }
    }

    /// Asks for a path in the window instead of in the dialog that is open.
    pub(super) fn type_path(&mut self, cx: &mut Context<'_>) {
        close_dialog(cx);
        if let Some(Choosing { request, .. }) = self.choosing.take() {
            self.ask(request.into_question(&cx.services.person));
        }
    }

    pub(super) fn files_chosen(&mut self, answer: DialogAnswer<Vec<PathBuf>>, cx: &mut Context<'_>) {
        let Some(Choosing { request, .. }) = self.choosing.take() else { return };
        let purpose = request.purpose();
        match answer {
            DialogAnswer::Chosen(paths) => {
                if let Some(chosen) = chosen(purpose, paths) {
                    cx.send(Effect::Chosen(chosen));
                }
            }
            DialogAnswer::Cancelled if purpose.is_save() => self.cancel_deferred(),
            DialogAnswer::Cancelled => {}
            DialogAnswer::Unavailable => self.ask(request.into_question(&cx.services.person)),
        }
    }

    /// The path that was typed, where no dialog could be shown.
    pub(in crate::app) fn use_path(&mut self, cx: &mut Context<'_>) {
        let is_typed =
            |shown: &mut Dialog| matches!(shown, Dialog::Path { text, .. } if !text.trim().is_empty());
        let Some(Dialog::Path { purpose, text, offered }) = self.dialog.take_if(is_typed) else { return };
        let path = match offered {
            Some((shown, path)) if shown == text => path,
            _ => cx.services.person.path_of(text.trim()),
        };
        if let Some(chosen) = chosen(purpose, vec![path]) {
            cx.send(Effect::Chosen(chosen));
        }
    }
}
