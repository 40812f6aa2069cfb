//! Files come into the list.

use super::row::Row;
use super::{Batches, Found, Many, ManyEvent};
use crate::app::{App, Event, JobId};
use crate::batch::{Entry, FoundKey, KeyPlace, ReadFile, Skip, candidates, read_file};
use crate::key::Progress as _;
use crate::system::stand_back;
use std::path::PathBuf;
use std::sync::Arc;

impl App {
    /// Adds files, and what is in folders, to the list.
    pub(in crate::app) fn add_to_many(&mut self, paths: Vec<PathBuf>) {
        self.show_list();
        if paths.is_empty() {
            return;
        }
        let (disk, mailbox) = (Arc::clone(&self.services.disk), self.jobs.mailbox());
        let job = self.start("read many", move |id, progress| {
            stand_back();
            let found = candidates(&paths, &*disk, progress);
            let (mut batches, of) = (Batches::new(mailbox, id), found.len());
            for (number, one) in found.into_iter().enumerate() {
                if progress.cancelled() {
                    break;
                }
                batches.kept.push(match one {
                    Ok(file) => Found::File(read_file(&file, &*disk), file.path),
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
                Found::File(ReadFile::Keys(keys, _), path) => {
                    for FoundKey { part, read } in keys {
                        many.add(Entry::new(KeyPlace { path: path.clone(), part }, Some(read)));
                    }
                }
                Found::File(ReadFile::Crashed, path) => {
                    many.add(Entry::new(KeyPlace::alone(&path), None));
                }
                Found::File(ReadFile::Skipped(_), path) if many.known.contains(&KeyPlace::alone(&path)) => {}
                Found::File(ReadFile::Skipped(Skip::TooLarge), path) => {
                    many.too_large.insert(path);
                }
                Found::File(ReadFile::Skipped(_), path) => {
                    many.no_keys.insert(path);
                }
                Found::Unlisted(error) if many.unlisted.contains(&error) => {}
                Found::Unlisted(error) => many.unlisted.push(error),
            }
        }
    }
}

impl Many {
    fn add(&mut self, entry: Entry) {
        if self.known.insert(entry.at.clone()) {
            self.no_keys.remove(&entry.at.path);
            self.too_large.remove(&entry.at.path);
            self.last_row += 1;
            self.rows.push(Row::new(self.last_row, entry));
        }
    }
}
