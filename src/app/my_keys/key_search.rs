//! “Which key is this?”: where the key is that a pasted fingerprint or key means.

use super::{Event, Looked, MyKeysPage, Slot};
use crate::app::context::Context;
use crate::app::shell::Job;
use crate::batch::candidates;
use crate::format::FILE_BYTES;
use crate::health::{KeyEntry, Sought, Survey, places};
use crate::key::Progress;
use crate::system::Disk;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file that holds the key, and the line where it has several.
pub type Place = (PathBuf, Option<usize>);

/// What a search has found.
#[derive(Debug, Default)]
pub(in crate::app) struct Found {
    places: Vec<Place>,
    /// The files of the keys of the list that are meant.
    keys: HashSet<PathBuf>,
}

/// A key that is meant.
#[derive(Debug)]
pub struct KeySearch {
    /// What it is known by.
    pub sought: Sought,
    found: Found,
    searching: Option<Job>,
}

impl KeySearch {
    /// Whether its files are being looked for.
    pub fn is_searching(&self) -> bool {
        self.searching.is_some()
    }

    /// The files that hold it. Empty while they are being looked for.
    pub fn places(&self) -> &[Place] {
        &self.found.places
    }

    /// Whether it is the key of the list in this file.
    pub fn is_key(&self, path: &Path) -> bool {
        self.found.keys.contains(path)
    }

    pub(super) fn is_over(&mut self, found: Found) {
        (self.found, self.searching) = (found, None);
    }
}

impl MyKeysPage {
    /// Looks for the key, where what is typed means one.
    pub(super) fn search(&mut self, cx: &mut Context<'_>) {
        let Looked::Found(survey) = &self.looked else {
            self.key_search = None;
            return;
        };
        self.key_search = Sought::in_text(&self.filter).map(|sought| {
            let (disk, survey, means) = (Arc::clone(&cx.services.disk), Arc::clone(survey), sought.clone());
            let searching = Some(cx.start(Slot::Search, "find key", move |progress| {
                Event::Searched(find(&survey, &means, &*disk, progress))
            }));
            KeySearch { sought, found: Found::default(), searching }
        });
    }

    /// Whether what is asked for is not there, as far as that can be seen.
    pub fn is_nowhere(&self) -> bool {
        let is_over = |search: &KeySearch| !search.is_searching() && search.places().is_empty();
        self.shown_keys() == 0 && self.key_search.as_ref().is_none_or(is_over)
    }
}

/// In the files of the folder, and in the keys elsewhere that belong to the list.
fn find(survey: &Survey, sought: &Sought, disk: &dyn Disk, progress: &dyn Progress) -> Found {
    let others = survey.keys.iter().map(|entry| &entry.path).filter(|path| !path.starts_with(&survey.folder));
    let paths: Vec<_> = [&survey.folder].into_iter().chain(others).cloned().collect();
    let files: Vec<_> = candidates(&paths, disk, progress).into_iter().flatten().collect();
    let mut found = Found::default();
    for (number, file) in files.iter().enumerate() {
        if progress.cancelled() {
            break;
        }
        let bytes = disk.read(&file.path, FILE_BYTES).unwrap_or_default();
        found.places.extend(places(&bytes, sought).into_iter().map(|line| (file.path.clone(), line)));
        progress.report((number + 1) as f32 / files.len() as f32);
    }
    let holding: HashSet<&PathBuf> = found.places.iter().map(|(path, _)| path).collect();
    // Some private keys do not tell their public key: then the list has it from the file beside.
    let is_meant = |entry: &&KeyEntry| {
        holding.contains(&entry.path) || entry.public.as_ref().is_some_and(|key| sought.is(key))
    };
    found.keys = survey.keys.iter().filter(is_meant).map(|entry| entry.path.clone()).collect();
    found
}
