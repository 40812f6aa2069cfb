//! Files come into the list.

use super::row::Row;
use super::{BatchPage, Event, Found, Reports, Slot};
use crate::app::Page;
use crate::app::context::{Context, Effect};
use crate::batch::{Entry, FoundKey, KeyPlace, ReadFile, Skip, candidates, read_file};
use crate::key::Progress as _;
use crate::system::lower_thread_priority;
use std::path::PathBuf;
use std::sync::Arc;

impl BatchPage {
    /// Adds files, and what is in folders, to the list.
    pub(in crate::app) fn add(&mut self, paths: Vec<PathBuf>, cx: &mut Context<'_>) {
        cx.send(Effect::Show(Page::Batch));
        if paths.is_empty() {
            return;
        }
        let disk = Arc::clone(&cx.services.disk);
        let job = cx.start(Slot::Read, "read list", move |progress| {
            lower_thread_priority();
            let found = candidates(&paths, &*disk, progress);
            let (mut reports, of) = (Reports::new(progress), found.len());
            for (number, one) in found.into_iter().enumerate() {
                if progress.cancelled() {
                    break;
                }
                reports.pending.push(match one {
                    Ok(file) => Found::File(read_file(&file, &*disk), file.path),
                    Err(error) => Found::Unlisted(error),
                });
                progress.report((number + 1) as f32 / of as f32);
                if reports.is_due() {
                    reports.post(Event::Read);
                }
            }
            reports.post(Event::Read);
            Event::Over
        });
        self.reading.push(job);
    }

    pub(super) fn files_read(&mut self, found: Vec<Found>) {
        for one in found {
            match one {
                Found::File(ReadFile::Keys(keys, _), path) => {
                    for FoundKey { part, read } in keys {
                        self.add_row(Entry::new(KeyPlace { path: path.clone(), part }, Some(read)));
                    }
                }
                Found::File(ReadFile::Crashed, path) => {
                    self.add_row(Entry::new(KeyPlace::alone(&path), None));
                }
                Found::File(ReadFile::Skipped(_), path) if self.known.contains(&KeyPlace::alone(&path)) => {}
                Found::File(ReadFile::Skipped(Skip::TooLarge), path) => {
                    self.too_large.insert(path);
                }
                Found::File(ReadFile::Skipped(_), path) => {
                    self.no_keys.insert(path);
                }
                Found::Unlisted(error) if self.unlisted.contains(&error) => {}
                Found::Unlisted(error) => self.unlisted.push(error),
            }
        }
    }
}

impl BatchPage {
    fn add_row(&mut self, entry: Entry) {
        if self.known.insert(entry.at.clone()) {
            self.no_keys.remove(&entry.at.path);
            self.too_large.remove(&entry.at.path);
            self.last_row += 1;
            self.rows.push(Row::new(self.last_row, entry));
        }
    }
}
