//! What is for the list, and what for the one key.

use crate::app::{Action, App, Event, Place, Stage};
use std::path::PathBuf;
use std::sync::Arc;

impl App {
    /// Does what is for the list; the rest comes back.
    pub(in crate::app) fn if_it_is_for_one_key(&mut self, action: Action) -> Option<Action> {
        let in_the_list = self.model.place == Place::Many;
        match action {
            Action::Drop(paths) if in_the_list => self.add_to_many(paths),
            Action::Drop(paths) | Action::Open(paths) if paths.len() > 1 => self.add_to_many(paths),
            Action::Drop(paths) => return Some(Action::Open(paths)),
            Action::NewKey
                if in_the_list && matches!(self.model.stage, Stage::Empty | Stage::Generating { .. }) =>
            {
                self.go_to(Place::Key);
            }
            Action::Close => return self.may_close().then_some(Action::Close),
            other => return Some(other),
        }
        None
    }

    /// A folder takes no key's place: before the question whether to lose a key, it is looked
    /// whether there is one to open.
    pub(in crate::app) fn unless_it_may_be_a_folder(&mut self, action: Action) -> Option<Action> {
        let path = match &action {
            Action::Open(paths) if !self.is_no_folder => paths.first().cloned(),
            _ => None,
        };
        let Some(path) = path else { return Some(action) };
        let (disk, mailbox) = (Arc::clone(&self.services.disk), self.mailbox.clone());
        let work = move || {
            let is_folder = disk.is_folder(&path).unwrap_or(false);
            mailbox.post(Event::Looked(path, is_folder));
        };
        self.desktop.worker.run("look", Box::new(work));
        None
    }

    pub(in crate::app) fn looked(&mut self, path: PathBuf, is_folder: bool) {
        if is_folder {
            return self.add_to_many(vec![path]);
        }
        self.is_no_folder = true;
        self.act(Action::Open(vec![path]));
        self.is_no_folder = false;
    }
}
