//! Convert many: a list of files, what is to become of them, and the work on them.

mod add;
mod batches;
mod route;
mod row;
mod run;
mod target;
mod unlock;

pub use row::{About, Row, State};
pub use target::{Protection, Target, has_form};

use super::job::Job;
use super::secret_field::SecretField;
use super::{App, Dialog, JobId, Place};
use crate::convert::{Candidate, ConvertError, OpenError};
use crate::format::{DecryptError, KeyFile, PassphraseBytes};
use crate::key::Key;
use crate::save::{Saved, What};
use crate::system::DiskError;
use batches::Batches;
use row::Work;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What a person can ask for there.
#[derive(Debug)]
pub enum ManyAction {
    /// Show the place.
    Show,
    /// Go back to the key that is open.
    Leave,
    /// Choose files to add.
    AskFiles,
    /// Choose a folder to add.
    AskFolder,
    /// Take this row out of the list.
    Remove(u64),
    /// Take all rows out of the list.
    Clear,
    /// Try the passphrase on all locked keys.
    Unlock,
    /// Show the passphrase field of this row, or hide that which is shown.
    ShowField(Option<u64>),
    /// Try what is typed in the field of the row.
    UnlockRow,
    /// Write this format.
    Write(What),
    /// Put each new file beside its old one.
    Beside,
    /// Choose the folder for all new files.
    AskTarget,
    /// What the new files are locked with.
    Protect(Protection),
    /// Convert what can be converted.
    Convert,
    /// Stop what is under way, after the file that is being worked on.
    Stop,
    /// Stop, then close the window.
    StopAndClose,
    /// Show the folder of the new files.
    ShowInFolder,
}

/// Everything that the place shows.
#[derive(Debug, Default)]
pub struct Many {
    /// The files, as they came.
    pub rows: Vec<Row>,
    /// Files in the folders that were added that are no keys.
    pub no_keys: usize,
    /// Folders that could not be looked into.
    pub unlisted: Vec<DiskError>,
    /// What is to become of them.
    pub target: Target,
    /// One passphrase for all locked keys, as typed.
    pub passphrase: SecretField,
    /// How many keys the last passphrase opened, and of how many.
    pub tried: Option<(usize, usize)>,
    /// The passphrase field of one row.
    pub field: Option<RowField>,
    reading: Vec<Job>,
    trying: Option<Trying>,
    running: Option<Running>,
    /// The paths of all rows.
    known: HashSet<PathBuf>,
    last_row: u64,
}

/// The passphrase of one row, while it is typed.
#[derive(Debug)]
pub struct RowField {
    /// The number of the row.
    pub row: u64,
    /// What is typed.
    pub passphrase: SecretField,
}

/// A passphrase being tried.
#[derive(Debug)]
struct Trying {
    job: Job,
    passphrase: Arc<crate::key::Passphrase>,
    opened: usize,
    of: usize,
}

/// Keys being converted.
#[derive(Debug)]
struct Running {
    job: Job,
    /// What was asked for.
    stamp: target::Stamp,
    of: usize,
    stopping: bool,
    close_after: bool,
}

/// How a run goes, for the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// From 0 to 1.
    pub done: f32,
    /// Keys in this run.
    pub of: usize,
    /// It ends after the key that is being written.
    pub stopping: bool,
}

/// How many rows are how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Can be converted now.
    pub ready: usize,
    /// Wait for a passphrase.
    pub locked: usize,
    /// Cannot become what is asked for.
    pub unfit: usize,
    /// Converted.
    pub done: usize,
    /// Not converted, though it was tried.
    pub failed: usize,
}

/// Reports of the work, in batches.
pub(super) enum ManyEvent {
    Read(Vec<Found>),
    Tried(Vec<(u64, Tried)>),
    /// The number of the row that is written next comes with the results of those before it.
    Converted(Vec<(u64, Result<Saved, ConvertError>)>, Option<u64>),
    /// The work is over.
    Over,
}

/// What came of a passphrase.
type Tried = Result<(Key, PassphraseBytes), DecryptError>;

/// A file that was read, or a folder that could not be.
pub(super) type Found = Result<(Candidate, Result<KeyFile, OpenError>), DiskError>;

impl Many {
    /// Whether files are being read, and how much of it is done.
    pub fn reading(&self) -> Option<f32> {
        self.reading.last().map(Job::done)
    }

    /// Whether a passphrase is being tried.
    pub fn is_trying(&self) -> bool {
        self.trying.is_some()
    }

    /// The run under way.
    pub fn progress(&self) -> Option<Progress> {
        self.running.as_ref().map(|running| Progress {
            done: running.job.done(),
            of: running.of,
            stopping: running.stopping,
        })
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.reading.is_empty() && self.no_keys == 0 && self.unlisted.is_empty()
    }

    /// Counts the rows.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.rows {
            match row.state(&self.target) {
                State::Ready | State::Waiting | State::Converting => counts.ready += 1,
                State::Locked | State::NotThis | State::Trying => counts.locked += 1,
                State::Done(_) => counts.done += 1,
                State::Failed(_) => {
                    // Asked for again, it is tried again.
                    counts.ready += 1;
                    counts.failed += 1;
                }
                State::PublicOnly | State::Certificate | State::NoForm(..) => counts.unfit += 1,
                State::Unopened(_) | State::Refused(_) => counts.unfit += 1,
            }
        }
        counts
    }

    fn row(&mut self, number: u64) -> Option<&mut Row> {
        // Numbers only grow from row to row.
        let at = self.rows.binary_search_by_key(&number, |row| row.number).ok()?;
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
        if let Ok(at) = self.rows.binary_search_by_key(&number, |row| row.number) {
            self.known.remove(&self.rows.remove(at).path);
        }
        self.field.take_if(|field| field.row == number);
    }

    /// Keeps what was chosen for the new files.
    fn clear(&mut self) {
        if !self.is_busy() {
            let target = std::mem::take(&mut self.target);
            *self = Self { target, last_row: self.last_row, ..Self::default() };
        }
    }

    fn nothing_is_worked_on(&mut self) {
        for row in &mut self.rows {
            row.work = Work::None;
        }
    }
}

impl App {
    pub(super) fn many(&mut self, action: ManyAction) {
        let many = &mut self.model.many;
        let target = &mut many.target;
        let idle = many.running.is_none();
        match action {
            ManyAction::Show => self.go_to(Place::Many),
            ManyAction::Leave => self.go_to(Place::Key),
            ManyAction::AskFiles => self.ask_files(),
            ManyAction::AskFolder => self.ask_folder(super::Purpose::Add),
            ManyAction::AskTarget if idle => self.ask_folder(super::Purpose::Target),
            ManyAction::Remove(number) => many.remove(number),
            ManyAction::Clear => many.clear(),
            ManyAction::Unlock => self.unlock(),
            ManyAction::ShowField(row) => {
                many.field = row.map(|row| RowField { row, passphrase: SecretField::default() });
            }
            ManyAction::UnlockRow => self.unlock_row(),
            ManyAction::Write(what) if idle => target.what = what,
            ManyAction::Beside if idle => target.folder = None,
            ManyAction::Protect(protection) if idle => target.protection = protection,
            ManyAction::Convert => self.convert(),
            ManyAction::Stop => self.stop_many(),
            ManyAction::StopAndClose => self.stop_and_close(),
            ManyAction::ShowInFolder => self.show_converted(),
            ManyAction::AskTarget | ManyAction::Write(_) | ManyAction::Beside | ManyAction::Protect(_) => {}
        }
    }

    pub(super) fn go_to(&mut self, place: Place) {
        if self.model.place != place {
            self.model.place = place;
            // It was of a field of the other place.
            self.estimating = None;
        }
    }

    pub(super) fn hear_of_many(&mut self, id: JobId, event: ManyEvent) {
        match event {
            ManyEvent::Read(found) => self.files_read(id, found),
            ManyEvent::Tried(tried) => self.files_tried(id, tried),
            ManyEvent::Converted(converted, next) => self.files_converted(id, converted, next),
            ManyEvent::Over => self.many_is_over(id),
        }
    }

    /// The work is over, or has panicked.
    pub(super) fn many_is_over(&mut self, id: JobId) {
        let many = &mut self.model.many;
        many.reading.retain(|job| job.id() != id);
        if let Some(trying) = many.trying.take_if(|trying| trying.job.id() == id) {
            many.nothing_is_worked_on();
            many.tried_all(&trying);
        }
        if let Some(running) = many.running.take_if(|running| running.job.id() == id) {
            many.nothing_is_worked_on();
            self.run_is_over(&running);
        }
    }

    fn stop_many(&mut self) {
        let many = &mut self.model.many;
        many.reading.clear();
        if let Some(trying) = many.trying.take() {
            many.nothing_is_worked_on();
            many.tried = Some((trying.opened, trying.of));
        }
        if let Some(running) = &mut many.running {
            running.stopping = true;
            running.job.stop();
        }
    }

    /// Whether the window may close now; if not, it is asked.
    pub(super) fn may_close(&mut self) -> bool {
        match &self.model.many.running {
            None => true,
            // The person has answered; it takes a moment.
            Some(running) if running.close_after => false,
            Some(_) => {
                if !matches!(self.model.dialog, Some(Dialog::StillConverting)) {
                    self.ask_about(Dialog::StillConverting);
                }
                false
            }
        }
    }

    fn stop_and_close(&mut self) {
        self.model.dialog = None;
        self.stop_many();
        match &mut self.model.many.running {
            Some(running) => running.close_after = true,
            None => self.act(super::Action::Close),
        }
    }
}
