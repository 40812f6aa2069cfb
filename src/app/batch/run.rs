//! The list is converted, file by file.

use super::row::{Outcome, Row, State, Work};
use super::target::{Target, TargetSnapshot};
use super::{BatchPage, Event, Reports, Slot};
use crate::app::context::{Context, Effect};
use crate::app::{Action, Job, Page, Question, Toast};
use crate::batch::{
    ConvertError, ConvertOptions, Converter, NewPassphrase, NewPaths, OnConflict, Part, Protection, Task,
};
use crate::key::Progress as _;
use crate::system::{self, lower_thread_priority};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Keys being converted.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) job: Job,
    /// What was asked for.
    stamp: TargetSnapshot,
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

impl BatchPage {
    pub(super) fn convert(&mut self, cx: &mut Context<'_>) {
        if self.is_busy() || !self.reading.is_empty() {
            return;
        }
        let Some(passphrase) = passphrase(&self.target) else {
            self.target.tried = true;
            return;
        };
        let (numbers, tasks) = tasks(&self.rows, &self.target);
        if tasks.is_empty() {
            return;
        }
        for number in &numbers {
            if let Some(row) = self.row(*number) {
                row.work = Work::Waiting;
            }
        }
        let what = self.target.output;
        let (stamp, of) = (self.target.stamp(), tasks.len());
        let today = system::today();
        let order = ConvertOptions {
            output: what,
            passphrase,
            comment: None,
            on_conflict: OnConflict::Rename,
            today,
        };
        let job = start_run(numbers, tasks, order, self.target.folder_to_make(), cx);
        self.running = Some(Running { job, stamp, of, stopping: false, close_after: false });
    }

    pub(super) fn files_converted(&mut self, converted: Vec<(u64, Outcome)>, next: Option<u64>) {
        let Some(running) = &self.running else { return };
        let stamp = running.stamp.clone();
        if converted.iter().any(|(_, result)| result.is_ok()) {
            self.target.proposal_is_made();
        }
        for (number, result) in converted {
            if let Some(row) = self.row(number) {
                row.work = Work::None;
                row.changes += 1;
                row.outcome = Some((stamp.clone(), result));
            }
        }
        if let Some(row) = next.and_then(|number| self.row(number)) {
            row.work = Work::Converting;
        }
    }

    pub(super) fn run_is_over(running: &Running, cx: &mut Context<'_>) {
        // What it asked is answered.
        cx.send(Effect::Withdraw(Question::StillConverting));
        if cx.shown != Page::Batch {
            cx.send(Effect::Toast(Toast::Converted));
        }
        if running.close_after {
            cx.send(Effect::Do(Action::Close));
        }
    }

    pub(super) fn stop_and_close(&mut self, cx: &mut Context<'_>) {
        self.stop_run();
        match &mut self.running {
            Some(running) => running.close_after = true,
            None => cx.send(Effect::Do(Action::Close)),
        }
    }

    /// The new files of a run that is under way stay together.
    pub(in crate::app) fn set_target_folder(&mut self, folder: PathBuf) {
        if self.running.is_none() {
            self.target.put_into(folder);
            self.rank_rows();
        }
    }

    pub(super) fn show_converted(&self, cx: &mut Context<'_>) {
        let first = self.rows.iter().find_map(|row| match row.state(&self.target) {
            State::Done(saved) => saved.files.first().map(|file| file.path.clone()),
            _ => None,
        });
        if let Some(path) = first {
            cx.send(Effect::ShowInFolder(path));
        }
    }
}

impl BatchPage {
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

fn start_run(
    numbers: Vec<u64>,
    tasks: Vec<Task>,
    order: ConvertOptions,
    folder: Option<PathBuf>,
    cx: &mut Context<'_>,
) -> Job {
    let (disk, entropy) = (Arc::clone(&cx.services.disk), Arc::clone(&cx.services.entropy));
    cx.start(Slot::Convert, "convert list", move |progress| {
        lower_thread_priority();
        let (mut reports, mut done) = (Reports::new(progress), 0);
        if let Some(Err(error)) = folder.map(|folder| disk.make_private_folder(&folder)) {
            let failed = |number| (number, Err(ConvertError::Save(error.clone().into())));
            reports.pending.extend(numbers.into_iter().map(failed));
            reports.post(|results| Event::Converted(results, None));
            return Event::Over;
        }
        let mut converter = Converter::new(&order, &*disk, &*entropy);
        // Files that were begun are written whole.
        while let Some(rest) = tasks.get(done..).filter(|rest| !rest.is_empty() && !progress.cancelled()) {
            if reports.is_due() {
                let next = numbers.get(done).copied();
                reports.post(|results| Event::Converted(results, next));
            }
            let now = rest.get(..converter.turn(rest)).unwrap_or(rest);
            reports.pending.extend(numbers.iter().copied().skip(done).zip(converter.convert(now)));
            done += now.len();
            progress.report(done as f32 / tasks.len() as f32);
        }
        reports.post(|results| Event::Converted(results, None));
        Event::Over
    })
}

/// What can be converted, by the numbers of the rows.
fn tasks(rows: &[Row], target: &Target) -> (Vec<u64>, Vec<Task>) {
    let destination = target.destination();
    let all = rows.iter().map(|row| row.entry.at.path.as_path()).collect();
    let new = NewPaths::new(&destination, target.output, all);
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
