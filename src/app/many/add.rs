//! Files come into the list.

use super::row::{Read, Row};
use super::{Batches, Found, Many, ManyEvent};
use crate::app::{App, Event, JobId, Place, Purpose};
use crate::convert::{self, Candidate, FoundKey, KeyPlace, Skip, each_key, open_all, skip_unopened};
use crate::key::Progress as _;
use crate::system::{DialogAnswer, Disk, stand_back};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

impl App {
    /// Adds files, and what is in folders, to the list.
    pub(in crate::app) fn add_to_many(&mut self, paths: Vec<PathBuf>) {
        self.go_to(Place::Many);
        if paths.is_empty() {
            return;
        }
        let (disk, mailbox) = (Arc::clone(&self.services.disk), self.mailbox.clone());
        let job = self.start("read many", move |id, progress| {
            stand_back();
            let found = convert::candidates(&paths, &*disk, progress);
            let (mut batches, of) = (Batches::new(mailbox, id), found.len());
            for (number, one) in found.into_iter().enumerate() {
                if progress.cancelled() {
                    break;
                }
                batches.kept.push(match one {
                    Ok(one) => read(one, &*disk),
                    Err(error) => Found::Unlisted(error),
                });
                progress.report((number + 1) as f32 / of as f32);
                if batches.is_due() {
                    batches.post(ManyEvent::Read);
                }
            }
            batches.post(ManyEvent::Read);
            Event::Many(id, ManyEvent::Over)
        });
        self.model.many.reading.push(job);
    }

    pub(super) fn files_read(&mut self, id: JobId, found: Vec<Found>) {
        let many = &mut self.model.many;
        if !many.reading.iter().any(|job| job.id() == id) {
            return; // the list was cleared
        }
        for one in found {
            match one {
                Found::Keys(path, keys) => {
                    for FoundKey { part, read } in keys {
                        many.add(KeyPlace { path: path.clone(), part }, Some(read));
                    }
                }
                Found::Crashed(path) => many.add(KeyPlace { path, part: None }, None),
                Found::Skipped(path, _) if many.known.contains(&KeyPlace::alone(&path)) => {}
                Found::Skipped(path, Skip::TooLarge) => {
                    many.too_large.insert(path);
                }
                Found::Skipped(path, _) => {
                    many.no_keys.insert(path);
                }
                Found::Unlisted(error) if many.unlisted.contains(&error) => {}
                Found::Unlisted(error) => many.unlisted.push(error),
            }
        }
    }

    pub(super) fn ask_files(&mut self) {
        if std::mem::replace(&mut self.choosing, true) {
            return; // its dialog is open already
        }
        let mailbox = self.mailbox.clone();
        let reply = Box::new(move |answer| mailbox.post(Event::FilesChosen(answer)));
        self.services.dialogs.open_many(self.titles.files.clone(), self.services.person.home.clone(), reply);
    }

    /// For `Purpose::Add` and `Purpose::Target`.
    pub(super) fn ask_folder(&mut self, purpose: Purpose) {
        if std::mem::replace(&mut self.choosing, true) {
            return; // its dialog is open already
        }
        let mailbox = self.mailbox.clone();
        let reply = Box::new(move |answer| mailbox.post(Event::PathChosen(purpose, 0, answer)));
        let title = if purpose == Purpose::Add { &self.titles.folder } else { &self.titles.target };
        let folder = self.model.many.target.folder.clone().or_else(|| self.services.person.home.clone());
        self.services.dialogs.folder(title.clone(), folder, reply);
    }

    pub(in crate::app) fn files_chosen(&mut self, answer: DialogAnswer<Vec<PathBuf>>) {
        match answer {
            DialogAnswer::Chosen(paths) => {
                self.choosing = false;
                self.add_to_many(paths);
            }
            DialogAnswer::Cancelled => self.choosing = false,
            DialogAnswer::Unavailable => self.path_chosen(Purpose::Add, 0, DialogAnswer::Unavailable),
        }
    }
}

impl Many {
    fn add(&mut self, at: KeyPlace, read: Read) {
        if self.known.insert(at.clone()) {
            self.no_keys.remove(&at.path);
            self.too_large.remove(&at.path);
            self.last_row += 1;
            self.rows.push(Row::new(self.last_row, at, read));
        }
    }
}

fn read(Candidate { path, named }: Candidate, disk: &dyn Disk) -> Found {
    // A fault at one file takes nothing from the others.
    let Ok(read) = catch_unwind(AssertUnwindSafe(|| open_all(&path, disk))) else {
        return Found::Crashed(path);
    };
    match read.as_ref().err().filter(|_| !named).and_then(|error| skip_unopened(error, disk)) {
        Some(skip @ (Skip::NotAKey | Skip::TooLarge)) => Found::Skipped(path, skip),
        Some(_) | None => Found::Keys(path, each_key(read)),
    }
}
