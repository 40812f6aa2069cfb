//! "Convert keys": a list of files, what is to become of them, and the work on them.

mod add;
mod counts;
mod order;
mod reports;
mod row;
mod run;
mod target;
mod unlock;

pub use counts::Counts;
pub use row::{Row, State};
pub use run::Progress;
pub use target::Target;
pub use unlock::RowField;

use super::context::{Context, Effect, PageState};
use super::shell::{Blocker, FileRequest};
use super::{Answer, Dialog, Job, JobId, SecretField};
use crate::batch::{KeyPlace, Protection, ReadFile};
use crate::save::Output;
use crate::system::DiskError;
use reports::Reports;
use row::{Outcome, Work};
use run::Running;
use std::collections::HashSet;
use std::path::PathBuf;
use std::time::Duration;
use unlock::{Tried, Trying};

/// What a person can ask for there.
#[derive(Debug)]
pub enum BatchAction {
    /// Choose files to add.
    AskFiles,
    /// Choose a folder to add.
    AskFolder,
    /// Take this row out of the list.
    Remove(u64),
    /// No longer says that there are no keys in this folder.
    ForgetFolder(PathBuf),
    /// Take all rows out of the list.
    Clear,
    /// Try the passphrase on all locked keys.
    Unlock,
    /// Show the passphrase field of this row, or hide that which is shown.
    ShowField(Option<u64>),
    /// Try what is typed in the field of the row.
    UnlockRow,
    /// Write this format.
    Write(Output),
    /// Put each new file beside its old one.
    Beside,
    /// Choose the folder for all new files.
    AskTarget,
    /// What the new files are locked with.
    Protect(Protection),
    /// Convert what can be converted.
    Convert,
    /// Read no more files.
    StopReading,
    /// Try the passphrase on no more keys.
    StopTrying,
    /// Stop converting, after the file that is being written.
    Stop,
    /// Show the folder of the new files.
    ShowInFolder,
}

/// Everything that the place shows.
#[derive(Debug, Default)]
pub struct BatchPage {
    /// The files, as they came.
    pub rows: Vec<Row>,
    /// Folders that could not be looked into.
    pub unlisted: Vec<DiskError>,
    /// Folders that were added and in which there is no key.
    pub without_keys: Vec<PathBuf>,
    /// What is to become of them.
    pub target: Target,
    /// One passphrase for all locked keys, as typed.
    pub passphrase: SecretField,
    /// How many keys the last passphrase for all opened, and of how many it was tried on.
    pub tried: Option<(usize, usize)>,
    /// How many of those it opened without white space that was typed around it.
    pub tried_without: usize,
    /// Counts the passphrases for all that were tried to the end.
    pub tries: u32,
    /// Counts the times that files were read to the end and locked keys were among them.
    pub locked_arrivals: u32,
    /// The passphrase field of one row.
    pub field: Option<RowField>,
    reading: Vec<Job>,
    trying: Option<Trying>,
    running: Option<Running>,
    /// The keys of all rows.
    known: HashSet<KeyPlace>,
    /// Files in the folders that were added that are no keys.
    no_keys: HashSet<PathBuf>,
    /// Files in these folders that were not searched for keys.
    too_large: HashSet<PathBuf>,
    last_row: u64,
    /// The last row when files were last read to the end.
    arrived: u64,
    /// See [`Self::order`].
    order: Vec<usize>,
}

/// Reports of the work, in batches.
pub(in crate::app) enum Event {
    Read(Vec<Found>),
    Tried(Vec<(u64, Tried)>),
    /// The number of the row that is written next comes with the results of those before it.
    Converted(Vec<(u64, Outcome)>, Option<u64>),
    /// The work is over.
    Over,
}

/// What the page's work is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Read,
    Unlock,
    Convert,
}

/// What was found where files and folders were added.
pub(super) enum Found {
    /// A file, and what it holds.
    File(ReadFile, PathBuf),
    /// A folder that could not be looked into.
    Unlisted(DiskError),
    /// A folder that was named, with keys in it.
    Keys(PathBuf),
    /// Nothing else was named than this folder with keys; the other one is not there yet.
    Alone { of: PathBuf, new: PathBuf },
    /// A folder that was named, without any key in it.
    NoKeys(PathBuf),
}

impl BatchPage {
    /// Whether files are being read, and how much of it is done.
    pub fn reading(&self) -> Option<f32> {
        self.reading.last().map(Job::done)
    }

    /// Whether a passphrase is being tried.
    pub fn is_trying(&self) -> bool {
        self.trying.is_some()
    }

    /// How long unlocking the key that is being tried takes, where that is more than a moment, and how
    /// much of it is done, from 0 to 1.
    pub fn expected(&self) -> Option<(Duration, f32)> {
        let job = &self.trying.as_ref()?.job;
        job.expected().map(|whole| (whole, job.done()))
    }

    /// Files in the folders that were added that are no keys.
    pub fn no_keys(&self) -> usize {
        self.no_keys.len()
    }

    /// Files in these folders that were not searched for keys, because they are too large to be one.
    pub fn too_large(&self) -> usize {
        self.too_large.len()
    }

    /// How many files the rows come from.
    pub fn files(&self) -> usize {
        let several: HashSet<&PathBuf> = self
            .rows
            .iter()
            .filter(|row| row.entry.at.part.is_some())
            .map(|row| &row.entry.at.path)
            .collect();
        self.rows.iter().filter(|row| row.entry.at.part.is_none()).count() + several.len()
    }

    /// Whether there is nothing to convert and nothing is being read.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.reading.is_empty()
    }

    /// Whether the key of this row waits for its passphrase.
    pub fn asks_passphrase(&self, number: u64) -> bool {
        let row = self.place_of(number).and_then(|at| self.rows.get(at));
        row.is_some_and(|row| matches!(row.state(&self.target), State::Locked | State::NotThis))
    }

    /// The place in [`Self::rows`].
    fn place_of(&self, number: u64) -> Option<usize> {
        // Numbers only grow from row to row.
        self.rows.binary_search_by_key(&number, |row| row.number).ok()
    }

    fn row(&mut self, number: u64) -> Option<&mut Row> {
        let at = self.place_of(number)?;
        self.rows.get_mut(at)
    }

    /// Whether the list must stay as it is.
    fn is_busy(&self) -> bool {
        self.running.is_some() || self.trying.is_some()
    }

    fn remove(&mut self, number: u64) {
        if self.is_busy() {
            return;
        }
        if let Some(at) = self.place_of(number) {
            self.known.remove(&self.rows.remove(at).entry.at);
        }
        if self.is_empty() {
            self.target.forget_proposal();
        }
        self.field.take_if(|field| field.row == number);
    }

    /// Keeps what was chosen for the new files.
    fn clear(&mut self) {
        if !self.is_busy() {
            let mut target = std::mem::take(&mut self.target);
            // The passphrase was for these keys, not for the next ones.
            target.forget_new();
            target.forget_proposal();
            let Self { last_row, locked_arrivals, .. } = *self;
            *self = Self { target, last_row, locked_arrivals, ..Self::default() };
        }
    }

    fn nothing_is_worked_on(&mut self) {
        for row in &mut self.rows {
            row.work = Work::None;
        }
    }
}

impl PageState for BatchPage {
    fn unsaved(&self) -> Option<Blocker> {
        self.running.as_ref().map(|running| match running.close_after {
            true => Blocker::Stopping,
            false => Blocker::Converting,
        })
    }

    fn reveals_secret(&self) -> bool {
        let of_row = self.field.as_ref().is_some_and(|field| field.passphrase.revealed);
        of_row || self.passphrase.revealed || self.target.new.first.revealed
    }
}

impl BatchPage {
    pub(super) fn update(&mut self, action: BatchAction, cx: &mut Context<'_>) {
        let target = &mut self.target;
        let idle = self.running.is_none();
        let begin = target.folder.clone().or_else(|| cx.services.person.home.clone());
        match action {
            BatchAction::AskFiles => cx.send(Effect::Choose(FileRequest::AddFiles)),
            BatchAction::AskFolder => cx.send(Effect::Choose(FileRequest::AddFolder(begin))),
            BatchAction::AskTarget if idle => cx.send(Effect::Choose(FileRequest::Target(begin))),
            BatchAction::Remove(number) => self.remove(number),
            BatchAction::ForgetFolder(folder) => {
                self.without_keys.retain(|without| *without != folder);
                self.no_keys.retain(|file| !file.starts_with(&folder));
            }
            BatchAction::Clear => self.clear(),
            BatchAction::Unlock => self.unlock_all(cx),
            BatchAction::ShowField(row) => self.show_field(row),
            BatchAction::UnlockRow => self.unlock_row(cx),
            BatchAction::Write(what) if idle => target.output = what,
            BatchAction::Beside if idle => target.put_beside(),
            BatchAction::Protect(protection) if idle => target.protect(protection),
            BatchAction::Convert => self.convert(cx),
            BatchAction::StopReading => self.reading.clear(),
            BatchAction::StopTrying => self.stop_trying(),
            BatchAction::Stop => self.stop_run(),
            BatchAction::ShowInFolder => self.show_converted(cx),
            BatchAction::AskTarget
            | BatchAction::Write(_)
            | BatchAction::Beside
            | BatchAction::Protect(_) => {}
        }
        self.rank_rows();
    }

    /// The shown question was answered. It leaves, unless the answer is to another one.
    pub(super) fn on_answer(&mut self, answer: Answer, shown: &mut Option<Dialog>, cx: &mut Context<'_>) {
        if matches!((answer, &shown), (Answer::StopAndClose, Some(Dialog::StillConverting))) {
            *shown = None;
            self.stop_and_close(cx);
        }
    }

    pub(super) fn on_event(&mut self, job: JobId, event: Event, cx: &mut Context<'_>) {
        match event {
            Event::Read(found) => self.files_read(found),
            Event::Tried(tried) => self.files_tried(tried),
            Event::Converted(converted, next) => self.files_converted(converted, next),
            Event::Over => self.is_over(job, cx),
        }
        self.rank_rows();
    }

    pub(super) fn on_job_crashed(&mut self, job: JobId, cx: &mut Context<'_>) {
        self.is_over(job, cx);
        self.rank_rows();
    }

    fn is_over(&mut self, job: JobId, cx: &mut Context<'_>) {
        let was_reading = self.reading.len();
        self.reading.retain(|reading| reading.id() != job);
        if self.reading.len() < was_reading {
            let new = self.rows.iter().rev().take_while(|row| row.number > self.arrived);
            if new.map(|row| row.state(&self.target)).any(|state| matches!(state, State::Locked)) {
                self.locked_arrivals += 1;
            }
            self.arrived = self.last_row;
        }
        if let Some(trying) = self.trying.take_if(|trying| trying.job.id() == job) {
            self.nothing_is_worked_on();
            self.tried(&trying);
        }
        if let Some(running) = self.running.take_if(|running| running.job.id() == job) {
            self.nothing_is_worked_on();
            Self::run_is_over(&running, cx);
        }
    }
}
