//! Taking others' rights to the file of a private key.

use super::event::Event;
use super::notice::{Notice, Toast};
use super::{App, Failure, Source};
use crate::batch::OpenError;
use std::path::PathBuf;
use std::sync::Arc;

impl App {
    pub(super) fn keep_to_owner(&mut self, path: PathBuf) {
        let (disk, mailbox) = (Arc::clone(&self.services.disk), self.mailbox.clone());
        let work = move || {
            // Looked at again: some file systems only seem to obey.
            let is_done = disk.keep_to_owner(&path).is_ok()
                && disk.access(&path).is_some_and(|access| !access.is_others_too());
            mailbox.post(Event::KeptToOwner(path, is_done));
        };
        self.desktop.worker.run("keep to owner", Box::new(work));
    }

    pub(super) fn kept_to_owner(&mut self, path: PathBuf, is_done: bool) {
        if !is_done {
            return self.fail(Failure::KeepToOwner(path));
        }
        if let Some(Notice::Failed(Failure::OpenExposed(of, error, _))) = &self.model.notice
            && *of == path
        {
            // Only that it cannot be opened is left.
            let error = OpenError::Read(error.clone());
            self.model.notice = Some(Notice::Failed(Failure::Open(Source::File(path.clone()), error)));
        }
        let is_of_it = |notice: &mut Notice| matches!(notice, Notice::OthersToo(of, _) if *of == path);
        self.model.notice.take_if(is_of_it);
        self.toast(Toast::KeptToOwner);
    }
}
