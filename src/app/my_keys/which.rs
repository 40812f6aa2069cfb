//! “Which key is this?”: where the key is that a pasted fingerprint or key means.

use super::{Event, MyKeysPage, Slot};
use crate::app::context::Context;
use crate::app::shell::Job;
use crate::batch::candidates;
use crate::format::FILE_BYTES;
use crate::health::{KeyEntry, Sought, places};
use crate::key::Progress;
use crate::system::Disk;
use std::path::PathBuf;
use std::sync::Arc;

/// A file that holds the key, and the line where it has several.
pub type Place = (PathBuf, Option<usize>);

/// A key that is meant.
#[derive(Debug)]
pub struct Which {
    /// What it is known by.
    pub sought: Sought,
    /// The files that hold it. Empty while they are being looked for.
    pub places: Vec<Place>,
    searching: Option<Job>,
}

impl Which {
    /// Whether its files are being looked for.
    pub fn is_searching(&self) -> bool {
        self.searching.is_some()
    }

    /// Whether it is this one.
    pub fn is(&self, entry: &KeyEntry) -> bool {
        let is_here = |(path, _): &Place| *path == entry.path;
        entry.public.as_ref().is_some_and(|public| self.sought.is(public)) || self.places.iter().any(is_here)
    }

    pub(super) fn stop(&mut self) {
        self.searching = None;
    }

    pub(super) fn is_over(&mut self, places: Vec<Place>) {
        (self.places, self.searching) = (places, None);
    }
}

impl MyKeysPage {
    /// Looks for the key, where what is typed means one.
    pub(super) fn search(&mut self, cx: &mut Context<'_>) {
        let Some((sought, survey)) = Sought::in_text(&self.filter).zip(self.survey()) else {
            self.which = None;
            return;
        };
        let is_elsewhere = |entry: &&KeyEntry| !entry.path.starts_with(&survey.folder);
        let others = survey.keys.iter().filter(is_elsewhere).map(|entry| entry.path.clone());
        let paths: Vec<_> = [survey.folder.clone()].into_iter().chain(others).collect();
        let (disk, means) = (Arc::clone(&cx.services.disk), sought.clone());
        let searching = Some(cx.start(Slot::Search, "find key", move |progress| {
            Event::Searched(found(&paths, &means, &*disk, progress))
        }));
        self.which = Some(Which { sought, places: Vec::new(), searching });
    }

    /// Whether it is not there, as far as that can be seen.
    pub fn is_nowhere(&self) -> bool {
        let is_over = |which: &Which| !which.is_searching() && which.places.is_empty();
        self.shown_keys() == 0 && self.which.as_ref().is_none_or(is_over)
    }
}

fn found(paths: &[PathBuf], sought: &Sought, disk: &dyn Disk, progress: &dyn Progress) -> Vec<Place> {
    let files = candidates(paths, disk, progress).into_iter().flatten().map(|file| file.path);
    let read = files.take_while(|_| !progress.cancelled()).filter_map(|path| {
        let bytes = disk.read(&path, FILE_BYTES).ok()?;
        Some(places(&bytes, sought).into_iter().map(move |line| (path.clone(), line)).collect::<Vec<_>>())
    });
    read.flatten().collect()
}
