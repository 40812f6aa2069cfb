//! Files come into the list.

use super::row::Row;
use super::{BatchPage, Event, Found, Reports, Slot};
use crate::app::Page;
use crate::app::context::{Context, Effect};
use crate::batch::{Entry, KeyPlace, ReadFile, Skip, candidates, read_file};
use crate::key::Progress as _;
use crate::system::{self, Disk, folder_of, lower_thread_priority};
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl BatchPage {
    /// Adds files, and what is in folders, to the list.
    pub(in crate::app) fn add(&mut self, paths: Vec<PathBuf>, cx: &mut Context<'_>) {
        cx.send(Effect::Show(Page::Batch));
        if paths.is_empty() {
            return;
        }
        let disk = Arc::clone(&cx.services.disk);
        let is_first = self.is_empty();
        let job = cx.start(Slot::Read, "read list", move |progress| {
            lower_thread_priority();
            let found = candidates(&paths, &*disk, progress);
            let (mut reports, of) = (Reports::new(progress), found.len());
            let mut folders = Folders::among(&paths, &*disk);
            for (number, one) in found.into_iter().enumerate() {
                if progress.cancelled() {
                    break;
                }
                let one = match one {
                    Ok(file) => Found::File(read_file(&file, &*disk), file.path),
                    Err(error) => Found::Unlisted(error),
                };
                folders.saw(&one);
                reports.pending.push(one);
                progress.report((number + 1) as f32 / of as f32);
                if reports.is_due() {
                    reports.post(Event::Read);
                }
            }
            if !progress.cancelled() {
                let new = is_first.then(|| folders.new_folder(&paths, &*disk)).flatten();
                reports.pending.extend(folders.what_is_in_them());
                reports.pending.extend(new.map(|(of, new)| Found::Alone { of, new }));
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
                    keys.into_iter().for_each(|key| self.add_row(Entry::of_found(&path, key)));
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
                Found::Keys(folder) => self.without_keys.retain(|without| *without != folder),
                Found::Alone { of, new } if self.running.is_none() && self.is_all_in(&of) => {
                    self.target.propose(new);
                }
                Found::Alone { .. } => {}
                Found::NoKeys(folder) if self.without_keys.contains(&folder) => {}
                Found::NoKeys(folder) => self.without_keys.push(folder),
            }
        }
        let folder = self.rows.first().map(|row| folder_of(&row.entry.at.path).to_owned());
        if self.running.is_none() && folder.is_some_and(|folder| !self.is_all_in(&folder)) {
            self.target.withdraw_proposal();
        }
    }

    /// Whether all keys lie in this folder, and none in a folder in it.
    fn is_all_in(&self, folder: &Path) -> bool {
        self.rows.iter().all(|row| folder_of(&row.entry.at.path) == folder)
    }
}

/// Names that are tried for a new folder.
const MOST_FOLDERS: u32 = 1000;

/// The folders among what was named, and what is known of what is in them.
struct Folders(Vec<InFolder>);

struct InFolder {
    folder: PathBuf,
    has_keys: bool,
    /// Not all of it could be looked at.
    is_unknown: bool,
}

impl Folders {
    fn among(paths: &[PathBuf], disk: &dyn Disk) -> Self {
        let folders = paths.iter().filter(|path| disk.is_folder(path) == Ok(true));
        let new = |folder: &PathBuf| InFolder { folder: folder.clone(), has_keys: false, is_unknown: false };
        Self(folders.map(new).collect())
    }

    fn saw(&mut self, found: &Found) {
        let (path, is_key) = match found {
            Found::File(ReadFile::Keys(..) | ReadFile::Crashed, path) => (path, true),
            Found::File(ReadFile::Skipped(Skip::TooLarge), path) => (path, false),
            Found::Unlisted(error) => (&error.path, false),
            Found::File(ReadFile::Skipped(_), _)
            | Found::Keys(_)
            | Found::NoKeys(_)
            | Found::Alone { .. } => return,
        };
        for one in self.0.iter_mut().filter(|one| path.starts_with(&one.folder)) {
            one.has_keys |= is_key;
            one.is_unknown |= !is_key;
        }
    }

    /// Where nothing but one folder with keys was named: that folder, and one beside it that is not there
    /// yet. Next to their originals, the new files would make one folder of two.
    fn new_folder(&self, named: &[PathBuf], disk: &dyn Disk) -> Option<(PathBuf, PathBuf)> {
        let ([InFolder { folder, has_keys: true, .. }], 1) = (self.0.as_slice(), named.len()) else {
            return None;
        };
        let name = folder.file_name()?;
        let new = (1..MOST_FOLDERS).find_map(|number| {
            let mut name = name.to_owned();
            name.push(if number == 1 { "-converted".to_owned() } else { format!("-converted-{number}") });
            let new = folder.with_file_name(name);
            (disk.look(&new) == Ok(system::Found::Nothing)).then_some(new)
        });
        new.map(|new| (folder.clone(), new))
    }

    fn what_is_in_them(self) -> impl Iterator<Item = Found> {
        self.0.into_iter().filter_map(|InFolder { folder, has_keys, is_unknown }| match has_keys {
            true => Some(Found::Keys(folder)),
            false if is_unknown => None,
            false => Some(Found::NoKeys(folder)),
        })
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
