//! The list is converted, file by file.

use super::names::NewPaths;
use super::row::{Outcome, State, Work};
use super::target::{Stamp, Target};
use super::{Batches, Many, ManyEvent};
use crate::app::{Action, App, Dialog, Event, Job, JobId, Place, Question, Toast};
use crate::convert::{self, ConvertError, NewPassphrase, Order, Protection, Taken};
use crate::key::Progress as _;
use crate::save::{Content, SaveError, What};
use crate::system::{self, Disk, Entropy, stand_back, with_randomness};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

/// Keys being converted.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) job: Job,
    /// What was asked for.
    stamp: Stamp,
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

/// A key to be written.
struct Piece {
    row: u64,
    content: Content,
    path: PathBuf,
}

impl App {
    pub(super) fn convert(&mut self) {
        let many = &mut self.model.many;
        if many.is_busy() || !many.reading.is_empty() {
            return;
        }
        let Some(passphrase) = passphrase(&many.target) else {
            many.target.tried = true;
            return;
        };
        let paths = NewPaths::of(&many.rows, &many.target);
        let mut pieces = Vec::new();
        for row in &mut many.rows {
            if let Some(content) = row.to_convert(&many.target) {
                let path = paths.of_row(row);
                pieces.push(Piece { row: row.number, content, path });
                row.work = Work::Waiting;
            }
        }
        if pieces.is_empty() {
            return;
        }
        let what = many.target.what;
        let (stamp, of) = (many.target.stamp(), pieces.len());
        let today = system::today();
        let order = Order { what, passphrase, comment: None, taken: Taken::Number, today };
        let job = self.start_run(pieces, order);
        self.model.many.running = Some(Running { job, stamp, of, stopping: false, close_after: false });
    }

    fn start_run(&mut self, pieces: Vec<Piece>, order: Order) -> Job {
        let (disk, entropy) = (Arc::clone(&self.services.disk), Arc::clone(&self.services.entropy));
        let (one_at_a_time, mailbox) = (Arc::clone(&self.one_kdf), self.mailbox.clone());
        self.start("convert many", move |id, progress| {
            stand_back();
            let (mut batches, of) = (Batches::new(mailbox, id), pieces.len());
            let mut rest = pieces.as_slice();
            while let Some(first) = rest.first() {
                if batches.is_due() {
                    batches.post(|results| ManyEvent::Converted(results, Some(first.row)));
                }
                let (now, later) = rest.split_at(quick(rest, &order).max(1));
                // Where no KDF is paid for, nobody needs to wait for these.
                let is_costly = quick(now, &order) == 0;
                let _held = is_costly.then(|| one_at_a_time.lock().unwrap_or_else(PoisonError::into_inner));
                // Files that were begun are written whole.
                if progress.cancelled() {
                    break;
                }
                rest = later;
                let results = convert_each(now, &order, &*disk, &*entropy);
                batches.kept.extend(now.iter().map(|piece| piece.row).zip(results));
                progress.report((of - rest.len()) as f32 / of as f32);
            }
            batches.post(|results| ManyEvent::Converted(results, None));
            Event::Many(id, ManyEvent::Over)
        })
    }

    pub(super) fn files_converted(&mut self, id: JobId, converted: Vec<(u64, Outcome)>, next: Option<u64>) {
        let many = &mut self.model.many;
        let Some(running) = many.running.as_ref().filter(|running| running.job.id() == id) else { return };
        let stamp = running.stamp.clone();
        for (number, result) in converted {
            if let Some(row) = many.row(number) {
                row.work = Work::None;
                row.changes += 1;
                row.outcome = Some((stamp.clone(), result));
            }
        }
        if let Some(row) = next.and_then(|number| many.row(number)) {
            row.work = Work::Converting;
        }
    }

    pub(super) fn run_is_over(&mut self, running: &Running) {
        // What it asked is answered.
        self.drop_questions(|question| question == Question::StillConverting);
        if self.model.place != Place::Many {
            self.toast(Toast::Converted);
        }
        if running.close_after {
            self.act(Action::Close);
        }
    }

    /// Whether the window may close now; if not, it is asked.
    pub(in crate::app) fn may_close(&mut self) -> bool {
        match &self.model.many.running {
            None => true,
            // The person has answered; it takes a moment.
            Some(running) if running.close_after => false,
            Some(_) => {
                self.ask_first(Dialog::StillConverting);
                false
            }
        }
    }

    pub(super) fn stop_and_close(&mut self) {
        if self.answered(Question::StillConverting).is_none() {
            return;
        }
        self.model.many.stop_run();
        match &mut self.model.many.running {
            Some(running) => running.close_after = true,
            None => self.act(Action::Close),
        }
    }

    /// The new files of a run that is under way stay together.
    pub(in crate::app) fn set_target_folder(&mut self, folder: PathBuf) {
        let many = &mut self.model.many;
        if many.running.is_none() {
            many.target.folder = Some(folder);
        }
    }

    pub(super) fn show_converted(&mut self) {
        let many = &self.model.many;
        let first = many.rows.iter().find_map(|row| match row.state(&many.target) {
            State::Done(saved) => saved.files.first().map(|file| file.path.clone()),
            _ => None,
        });
        if let Some(path) = first {
            self.show_folder_of(path);
        }
    }
}

impl Many {
    /// The run under way.
    pub fn progress(&self) -> Option<Progress> {
        self.running.as_ref().map(|running| Progress {
            done: running.job.done(),
            of: running.of,
            stopping: running.stopping,
        })
    }

    pub(super) fn stop_run(&mut self) {
        if let Some(running) = &mut self.running {
            running.stopping = true;
            running.job.stop();
        }
    }
}

/// Most files that are flushed to the disk together.
const TOGETHER: usize = 32;

/// A fault at one of them takes nothing from those before.
fn convert_each(pieces: &[Piece], order: &Order, disk: &dyn Disk, entropy: &dyn Entropy) -> Vec<Outcome> {
    let all = || {
        let keys: Vec<_> = pieces.iter().map(|piece| (&piece.content, &*piece.path)).collect();
        let results = with_randomness(entropy, |rng| convert::convert_together(&keys, order, disk, rng));
        results.unwrap_or_else(|_| vec![Err(ConvertError::Save(SaveError::NoEntropy)); keys.len()])
    };
    match catch_unwind(AssertUnwindSafe(all)) {
        Ok(results) => results.into_iter().map(Some).collect(),
        Err(_) => pieces.iter().map(|_| None).collect(),
    }
}

/// How many of these to convert at once, as no KDF must be paid for. The others go one by one, so
/// that Cancel does not wait for many.
fn quick(pieces: &[Piece], order: &Order) -> usize {
    let is_quick = |piece: &&Piece| match (&piece.content, &order.passphrase) {
        (Content::Public(_), _) | (_, NewPassphrase::Remove) => true,
        (_, NewPassphrase::Set(_)) => matches!(order.what, What::Public(_)),
        (Content::Private { passphrase, .. }, NewPassphrase::Keep) => {
            passphrase.is_none() || matches!(order.what, What::Public(_))
        }
    };
    pieces.iter().take(TOGETHER).take_while(is_quick).count()
}

/// `None` while what is typed cannot be taken.
fn passphrase(target: &Target) -> Option<NewPassphrase> {
    Some(match target.protection {
        Protection::New if target.is_private() => NewPassphrase::Set(Arc::new(target.new.value().ok()??)),
        Protection::New | Protection::Keep => NewPassphrase::Keep,
        Protection::Remove => NewPassphrase::Remove,
    })
}
