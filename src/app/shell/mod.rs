//! What is around the pages: which one is shown, questions, notices, file dialogs, settings.

mod clipboard;
mod dialog;
mod dialogs;
mod drops;
mod files;
mod guard;
mod inspect;
pub(super) mod job;
pub(super) mod jobs;
mod notice;
mod permissions;
mod strength;

pub use clipboard::Pasted;
pub use dialog::{Answer, Dialog, Purpose};
pub use dialogs::Question;
pub(super) use drops::watch as watch_drops;
pub(super) use files::{Chosen, FileRequest};
pub(super) use guard::Blocker;
pub(super) use inspect::Inspection;
pub(super) use job::JobProgress;
pub use job::{Job, JobId};
pub use jobs::Wake;
pub(super) use jobs::{Jobs, Poster, Report, Slot as JobSlot};
pub use notice::{Copyable, Notice, Toast};

use super::context::Context;
use super::{Action, AppError};
use crate::app::NewPassphrase;
use crate::key::Strength;
use crate::system::{
    ClipboardContents, ClipboardError, DialogAnswer, Drag, DropList, DropProblem, Selection, Settings,
    ThemeChoice,
};
use clipboard::Exchanges;
use files::Choosing;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use strength::Estimate;

/// The pages of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// One key: generated, opened, saved.
    Key,
    /// Many keys, converted.
    Batch,
    /// The keys of this computer.
    MyKeys,
    /// authorized_keys, from "My keys".
    Authorized,
    /// known_hosts, from "My keys".
    Servers,
    /// What an error message means.
    Problem,
    /// What can be done with a key.
    UseKey,
}

/// What is the same on every page.
#[derive(Debug)]
pub struct Shell {
    /// The page that is shown.
    pub page: Page,
    /// A question that must be answered first. At most one; others wait behind it.
    pub dialog: Option<Dialog>,
    waiting: VecDeque<Dialog>,
    /// What went wrong or should be known; stays until closed.
    pub notice: Option<Notice>,
    /// What other programs hold over the window, where they tell us.
    pub held: Option<DropList>,
    /// What could not be opened of what was dropped last; stays until closed.
    pub drop_problems: Vec<DropProblem>,
    /// A success that needs no answer; a new number each time.
    pub toast: Option<(u64, Toast)>,
    /// What outlives the window.
    pub settings: Settings,
    /// The window may close.
    pub leaving: bool,
    titles: Titles,
    last_toast: u64,
    inspecting: Option<Job>,
    exchanges: Exchanges,
    estimating: Option<Estimate>,
    choosing: Option<Choosing>,
    /// Done as soon as the open key is saved.
    deferred: Option<Box<Action>>,
}

/// Words for the system's own dialogs, which the window does not draw.
#[derive(Clone, Debug, Default)]
pub struct Titles {
    /// Over the dialog that asks what to open.
    pub open: String,
    /// Over the dialog that asks where to save.
    pub save: String,
    /// Over the dialog that asks for files to convert.
    pub files: String,
    /// Over the dialog that asks for a folder of files to convert.
    pub folder: String,
    /// Over the dialog that asks for the folder of the new files.
    pub target: String,
    /// Over the dialog that asks for another text file to show.
    pub text_file: String,
    /// Over the dialog that asks for files with keys for authorized_keys.
    pub keys_to_authorize: String,
    /// Over the dialog that asks for the key that ssh's configuration is to name.
    pub identity: String,
}

/// Reports of the shell's own work.
pub(super) enum Event {
    /// What was dropped, opened or pasted.
    Inspected(Inspection),
    Estimated(Strength),
    Copied(Selection, Option<Copyable>, Result<(), ClipboardError>),
    ClipboardRead(Selection, Result<ClipboardContents, ClipboardError>),
    FilesChosen(DialogAnswer<Vec<PathBuf>>),
    /// Whether the file is the person's alone now.
    PermissionsFixed(PathBuf, bool),
    FolderShown(PathBuf, bool),
    SettingsSaved,
    Dragged(Drag),
}

/// What the shell's own work is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Inspect,
    Estimate,
    Copy(Selection),
    Paste(Selection),
    Files,
    Permissions,
    Folder,
    Settings,
    Drops,
}

impl Shell {
    pub(super) fn new(settings: Settings, titles: Titles) -> Self {
        Self {
            page: Page::Key,
            dialog: None,
            waiting: VecDeque::new(),
            notice: None,
            held: None,
            drop_problems: Vec::new(),
            toast: None,
            settings,
            leaving: false,
            titles,
            last_toast: 0,
            inspecting: None,
            exchanges: Exchanges::default(),
            estimating: None,
            choosing: None,
            deferred: None,
        }
    }

    pub(super) fn update(&mut self, action: Action, cx: &mut Context<'_>) {
        match action {
            Action::AskOpen => self.ask_open(cx),
            Action::Open(paths) => self.open(paths, cx),
            Action::Drop(paths) => self.drop_files(paths, cx),
            Action::Copy(to, text) => self.copy(to, None, text, cx),
            Action::ReadClipboard(of) => self.read_clipboard(of, cx),
            Action::PasteTooLate => self.notice = Some(Notice::PasteTooLate),
            Action::PasteFiles(paths) => self.paste_files(paths, cx),
            Action::Paste(text) => self.paste(text, cx),
            Action::CloseDialog => self.close_dialog(),
            Action::DismissNotice => self.notice = None,
            Action::DismissDropProblems => self.drop_problems.clear(),
            Action::TypePath => self.type_path(cx),
            Action::StopChoosing => self.stop_choosing(cx),
            Action::FixPermissions(path) => permissions::fix(path, cx),
            Action::ShowShortcuts => self.ask(Dialog::Shortcuts),
            Action::ShowAbout => self.ask(Dialog::About),
            Action::SetTheme(theme) => self.set_theme(theme, cx),
            // Those are for a page, or for all of them.
            Action::Key(_)
            | Action::Batch(_)
            | Action::MyKeys(_)
            | Action::Authorized(_)
            | Action::Servers(_)
            | Action::Problem(_)
            | Action::UseKey(_)
            | Action::Show(_)
            | Action::Answer(_)
            | Action::PassphraseEdited
            | Action::Close => {}
        }
    }

    pub(super) fn on_event(&mut self, event: Event, cx: &mut Context<'_>) {
        match event {
            Event::Inspected(inspection) => self.inspected(inspection, cx),
            Event::Copied(to, what, result) => self.copied(to, what, result, cx),
            Event::ClipboardRead(from, result) => self.clipboard_read(from, result),
            Event::FilesChosen(answer) => self.files_chosen(answer, cx),
            Event::Dragged(drag) => self.dragged(drag, cx),
            Event::PermissionsFixed(path, is_done) => self.permissions_fixed(path, is_done, cx),
            Event::FolderShown(path, false) => self.fail(AppError::ShowFolder(path)),
            // The field it is for is known where all pages are.
            Event::FolderShown(_, true) | Event::SettingsSaved | Event::Estimated(_) => {}
        }
    }

    pub(super) fn on_job_crashed(&mut self, slot: Slot) {
        match slot {
            Slot::Inspect => self.inspecting = None,
            Slot::Estimate => self.estimating = None,
            Slot::Copy(of) | Slot::Paste(of) => self.exchanges.of(of).crashed(),
            Slot::Files => self.choosing = None,
            Slot::Permissions | Slot::Folder | Slot::Settings | Slot::Drops => {}
        }
    }

    /// Whether a file or a text is being looked at.
    pub fn is_inspecting(&self) -> bool {
        self.inspecting.is_some()
    }

    /// Also in questions that wait: they may come back at any time.
    pub(super) fn reveals_secret(&self) -> bool {
        self.dialog.iter().chain(&self.waiting).any(Dialog::reveals_secret)
    }

    /// Those that are asked for, also in questions that wait.
    pub(super) fn new_passphrases(&mut self) -> impl Iterator<Item = &mut NewPassphrase> {
        let dialogs = self.dialog.iter_mut().chain(&mut self.waiting);
        dialogs.filter_map(|dialog| match dialog {
            Dialog::Passphrase { new, .. } => Some(new),
            _ => None,
        })
    }

    /// What the answer to the question about an unsaved key is for.
    pub(super) fn take_discard(&mut self) -> Option<Box<Action>> {
        match self.dialog.take_if(|shown| shown.question() == Question::Discard)? {
            Dialog::Discard { then, .. } => Some(then),
            _ => None,
        }
    }

    /// What the answer to the question about what is entered is for.
    pub(super) fn take_discard_form(&mut self) -> Option<Box<Action>> {
        match self.dialog.take_if(|shown| shown.question() == Question::DiscardForm)? {
            Dialog::DiscardForm { then } => Some(then),
            _ => None,
        }
    }

    pub(super) fn fail(&mut self, failure: AppError) {
        self.notice = Some(Notice::Failed(failure));
    }

    pub(super) fn show_toast(&mut self, toast: Toast) {
        self.last_toast += 1;
        self.toast = Some((self.last_toast, toast));
    }

    fn set_theme(&mut self, theme: ThemeChoice, cx: &mut Context<'_>) {
        self.settings.theme = theme;
        let (store, settings) = (Arc::clone(&cx.desktop.settings), self.settings);
        cx.start_detached(Slot::Settings, "settings", move || {
            store.save(&settings);
            Event::SettingsSaved
        });
    }

    /// Another key takes the place of the open one, perhaps from this file, or none.
    pub(super) fn key_replaced(&mut self, file: Option<&Path>, cx: &mut Context<'_>) {
        self.deferred = None;
        self.drop_questions(Question::is_about_the_open_key);
        self.stop_choosing_place(cx);
        self.notice.take_if(|notice| match notice {
            Notice::Failed(_)
            | Notice::NothingToPaste
            | Notice::PasteTooLate
            | Notice::OneFileOnly
            | Notice::Busy
            | Notice::CommentFirst => true,
            Notice::PermissionsTooOpen(of, _) | Notice::MadePrivate(of) => file != Some(of),
            Notice::AnswerFirst => false,
        });
        if file.is_none() {
            self.drop_problems.clear();
        }
    }

    /// The key is in these files now; what was to be done after that.
    pub(super) fn saved(&mut self, files: &[PathBuf]) -> Option<Action> {
        // Of the file that it was opened from, that stays true.
        let is_over = |notice: &mut Notice| match notice {
            Notice::PermissionsTooOpen(path, _) => files.contains(path),
            _ => true,
        };
        self.notice.take_if(is_over);
        self.drop_problems.clear();
        let deferred = self.take_deferred();
        match files.first() {
            // The card says it.
            Some(_) if deferred.is_none() => {}
            Some(file) => self.show_toast(Toast::Saved(file.clone())),
            None => self.show_toast(Toast::NothingToSave),
        }
        deferred
    }

    pub(super) fn show_in_folder(&self, path: PathBuf, cx: &mut Context<'_>) {
        let shell = Arc::clone(&cx.desktop.shell);
        cx.start_detached(Slot::Folder, "file manager", move || {
            let shown = shell.show_in_folder(&path);
            Event::FolderShown(path, shown)
        });
    }
}
