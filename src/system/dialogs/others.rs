//! Windows and macOS, by rfd: opened on the window's thread, awaited beside it. These dialogs cannot be
//! closed from here.

use super::{SOONER_THAN_A_PERSON, nearest_folder};
use crate::system::desktop::{DialogAnswer, Dialogs, Reply};
use crate::system::worker::{self, Once};
use raw_window_handle::{HasDisplayHandle, HasWindowHandle};
use rfd::{AsyncFileDialog, FileHandle};
use std::future::Future;
use std::path::PathBuf;
use std::time::Instant;

/// Dialogs that belong to the window they were made for.
pub struct SystemDialogs {
    template: AsyncFileDialog,
}

impl SystemDialogs {
    /// For this window.
    pub fn new(window: &(impl HasWindowHandle + HasDisplayHandle)) -> Self {
        Self { template: AsyncFileDialog::new().set_parent(window) }
    }
}

impl Dialogs for SystemDialogs {
    fn open(&self, title: String, folder: Option<PathBuf>, reply: Reply<DialogAnswer>) {
        // No filter: private keys of OpenSSH have no extension.
        let dialog = at_folder(self.template.clone().set_title(title), folder);
        answer_later(dialog.pick_file(), path_of, reply);
    }

    fn open_many(&self, title: String, folder: Option<PathBuf>, reply: Reply<DialogAnswer<Vec<PathBuf>>>) {
        let dialog = at_folder(self.template.clone().set_title(title), folder);
        let paths = |files: Vec<FileHandle>| files.into_iter().map(path_of).collect();
        answer_later(dialog.pick_files(), paths, reply);
    }

    fn folder(&self, title: String, folder: Option<PathBuf>, reply: Reply<DialogAnswer>) {
        let dialog = at_folder(self.template.clone().set_title(title), folder);
        answer_later(dialog.pick_folder(), path_of, reply);
    }

    fn save(&self, title: String, folder: Option<PathBuf>, name: String, reply: Reply<DialogAnswer>) {
        let dialog = self.template.clone().set_title(title).set_file_name(name);
        answer_later(at_folder(dialog, folder).save_file(), path_of, reply);
    }

    fn close(&self) {}
}

fn at_folder(dialog: AsyncFileDialog, folder: Option<PathBuf>) -> AsyncFileDialog {
    match folder.as_deref().and_then(nearest_folder) {
        Some(folder) => dialog.set_directory(folder),
        None => dialog,
    }
}

fn path_of(file: FileHandle) -> PathBuf {
    file.path().to_owned()
}

fn answer_later<F: 'static, T: 'static>(
    dialog: impl Future<Output = Option<F>> + Send + 'static,
    chosen: impl FnOnce(F) -> T + Send + 'static,
    reply: Reply<DialogAnswer<T>>,
) {
    let asked = Instant::now();
    let (of_thread, here) = Once::pair(reply);
    let started = worker::start("file dialog", move || {
        let answer = match pollster::block_on(dialog) {
            Some(found) => DialogAnswer::Chosen(chosen(found)),
            None if asked.elapsed() < SOONER_THAN_A_PERSON => DialogAnswer::Unavailable,
            None => DialogAnswer::Cancelled,
        };
        of_thread.with(|reply| reply(answer));
    });
    if started.is_err() {
        here.with(|reply| reply(DialogAnswer::Unavailable));
    }
}
