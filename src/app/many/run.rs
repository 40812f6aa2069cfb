//! The list is converted, file by file.

use super::row::{Outcome, Row, State, Work};
use super::target::{Stamp, Target};
use super::{Batches, Many, ManyEvent};
use crate::app::{Action, App, Event, Job, JobId, Page, Question, Toast};
use crate::batch::{Converter, NewPassphrase, NewPaths, Order, Part, Protection, Taken, Task};
use crate::key::Progress as _;
use crate::system::{self, stand_back};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Keys being converted.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) job: Job,
    /// What was asked for.
    stamp: Stamp,
    of: usize,
    stopping: bool,
    pub(super) close_after: bool,
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
        let (numbers, tasks) = tasks(&many.rows, &many.target);
        if tasks.is_empty() {
            return;
        }
        for number in &numbers {
            if let Some(row) = many.row(*number) {
                row.work = Work::Waiting;
            }
        }
        let what = many.target.what;
        let (stamp, of) = (many.target.stamp(), tasks.len());
        let today = system::today();
        let order = Order { what, passphrase, comment: None, taken: Taken::Number, today };
        let job = self.start_run(numbers, tasks, order);
        self.model.many.running = Some(Running { job, stamp, of, stopping: false, close_after: false });
    }

    fn start_run(&mut self, numbers: Vec<u64>, tasks: Vec<Task>, order: Order) -> Job {
        let (disk, entropy) = (Arc::clone(&self.services.disk), Arc::clone(&self.services.entropy));
        let mailbox = self.jobs.mailbox();
        self.start("convert many", move |id, progress| {
            stand_back();
            let mut converter = Converter::new(&order, &*disk, &*entropy);
            let (mut batches, mut done) = (Batches::new(mailbox, id), 0);
            // Files that were begun are written whole.
            while let Some(rest) = tasks.get(done..).filter(|rest| !rest.is_empty() && !progress.cancelled())
            {
                if batches.is_due() {
                    let next = numbers.get(done).copied();
                    batches.post(|results| ManyEvent::Converted(results, next));
                }
                let now = rest.get(..converter.turn(rest)).unwrap_or(rest);
                batches.kept.extend(numbers.iter().copied().skip(done).zip(converter.convert(now)));
                done += now.len();
                progress.report(done as f32 / tasks.len() as f32);
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
        self.model.shell.drop_questions(|question| question == Question::StillConverting);
        if self.model.shell.page != Page::Many {
            self.model.shell.show_toast(Toast::Converted);
        }
        if running.close_after {
            self.act(Action::Close);
        }
    }

    pub(in crate::app) fn stop_and_close(&mut self) {
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
            self.with(false, |model, cx| model.shell.show_in_folder(path, cx));
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

/// What can be converted, by the numbers of the rows.
fn tasks(rows: &[Row], target: &Target) -> (Vec<u64>, Vec<Task>) {
    let destination = target.destination();
    let all = rows.iter().map(|row| row.entry.at.path.as_path()).collect();
    let new = NewPaths::new(&destination, target.what, all);
    let mut of_several: HashMap<&Path, Vec<PathBuf>> = HashMap::new();
    let (mut numbers, mut tasks) = (Vec::new(), Vec::new());
    for row in rows {
        let Some(content) = row.to_convert(target) else { continue };
        let (path, Part { number, of }) = (&row.entry.at.path, row.entry.at.part.unwrap_or(Part::ONLY));
        let paths = of_several.entry(path).or_insert_with(|| new.of_file(path, of));
        if let Some(path) = paths.get(number.saturating_sub(1)) {
            numbers.push(row.number);
            tasks.push(Task { content, path: path.clone() });
        }
    }
    (numbers, tasks)
}

/// `None` while what is typed cannot be taken.
fn passphrase(target: &Target) -> Option<NewPassphrase> {
    Some(match target.protection {
        Protection::New if target.is_private() => NewPassphrase::Set(Arc::new(target.new.value().ok()??)),
        Protection::New | Protection::Keep => NewPassphrase::Keep,
        Protection::Remove => NewPassphrase::Remove,
    })
}
