//! Putting things right, on whichever page: what that changes is shown before, then done, and can be undone.

use super::authorized::{risk_of_putting_back, risk_of_turning_off};
use super::context::{Context, Effect};
use super::shell::{Dialog, Job, JobProgress, JobSlot};
use super::{Answer, Page, Risk};
use crate::health::{self, Change, Finding, Fix, FixError, FixPlan, Undo};
use crate::key::Progress as _;
use crate::sshfiles::Edit;
use crate::system::{Disk, User, today};
use std::path::PathBuf;
use std::sync::Arc;

/// Something that is to be put right.
#[derive(Clone, Debug)]
pub(super) enum Task {
    /// What was found.
    Finding(Finding),
    /// Nobody but the owner shall use this file.
    MakePrivate(PathBuf),
}

/// What will be changed, before it is.
#[derive(Debug)]
pub struct Repair {
    page: Page,
    work: Planned,
    /// What should be known before.
    pub risk: Option<Risk>,
    /// What cannot be put right.
    pub failed: Vec<FixError>,
}

/// What is planned.
#[derive(Debug)]
enum Planned {
    Fixes(Vec<FixPlan>),
    /// What was done before is put back, which changes these lines.
    Undo(Vec<Change>),
}

/// What came of a fix.
#[derive(Debug)]
pub enum Outcome {
    /// It was carried out, if not all of it.
    Done {
        /// What was changed, perhaps by an earlier fix that can still be undone.
        changes: Vec<Change>,
        /// What was not.
        failed: Vec<FixError>,
        /// What puts each back, in the order in which they were done.
        undo: Vec<Undo>,
    },
    /// It was put back, if not all of it.
    Undone {
        /// What was not.
        failed: Vec<FixError>,
        /// What is left to be put back, in the order in which it was done.
        left: Vec<Undo>,
    },
}

/// What a page puts right, and what came of it.
#[derive(Debug, Default)]
pub struct Repairs {
    /// What came of the last fix.
    pub outcome: Option<Outcome>,
    /// How often something was put right or put back.
    pub count: u32,
    working: Option<Job>,
    /// Whether that work changes files: it is not cut off.
    writing: bool,
}

/// Reports of the work.
pub(super) enum Event {
    /// `None` if it was stopped.
    Planned(Option<Repair>),
    Done(Outcome),
}

impl Repair {
    /// What will change, in order.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        let (plans, lines) = match &self.work {
            Planned::Fixes(plans) => (plans.as_slice(), [].as_slice()),
            Planned::Undo(lines) => ([].as_slice(), lines.as_slice()),
        };
        plans.iter().flat_map(FixPlan::changes).chain(lines)
    }

    /// Whether it puts back what was done before.
    pub fn takes_back(&self) -> bool {
        matches!(self.work, Planned::Undo(_))
    }

    /// Whether nothing can be put right.
    fn is_nothing(&self) -> bool {
        matches!(&self.work, Planned::Fixes(plans) if plans.is_empty())
    }

    /// The fixes of this page that the question was about, if the answer is to carry them out. It leaves `shown` then.
    pub(super) fn answered(page: Page, answer: Answer, shown: &mut Option<Dialog>) -> Option<Box<Self>> {
        let is_ours = |dialog: &mut Dialog| matches!(dialog, Dialog::Repair(repair) if repair.page == page);
        match shown.take_if(|dialog| answer == Answer::Repair && is_ours(dialog))? {
            Dialog::Repair(repair) => Some(repair),
            _ => None,
        }
    }
}

impl Outcome {
    /// Of work that was stopped at once there is nothing to say.
    fn is_something(&self) -> bool {
        match self {
            Self::Done { changes, failed, undo: _ } => !changes.is_empty() || !failed.is_empty(),
            Self::Undone { .. } => true,
        }
    }

    fn is_all_done(&self) -> bool {
        match self {
            Self::Done { failed, .. } | Self::Undone { failed, .. } => failed.is_empty(),
        }
    }

    /// What can be put back.
    fn undo(&self) -> &[Undo] {
        match self {
            Self::Done { undo, .. } | Self::Undone { left: undo, .. } => undo,
        }
    }
}

impl Repairs {
    /// How far the work is, from 0 to 1.
    pub fn working(&self) -> Option<f32> {
        self.working.as_ref().map(Job::done)
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        self.outcome.as_ref().is_some_and(|outcome| !outcome.undo().is_empty())
    }

    /// Whether files are being changed.
    pub(super) fn is_writing(&self) -> bool {
        self.writing
    }

    /// Puts nothing more right than what is done already.
    pub(super) fn stop(&self) {
        self.working.iter().for_each(Job::stop);
    }

    pub(super) fn on_job_crashed(&mut self) {
        (self.working, self.writing) = (None, false);
    }

    /// Looks what would change, and reports it.
    pub(super) fn plan<E>(
        &mut self,
        tasks: Vec<Task>,
        page: Page,
        slot: impl Into<JobSlot>,
        cx: &mut Context<'_>,
    ) where
        E: From<Event> + Into<super::Event>,
    {
        if self.working.is_some() || tasks.is_empty() {
            return;
        }
        let (disk, person) = (Arc::clone(&cx.services.disk), cx.services.person.clone());
        self.working = Some(cx.start(slot, "plan fixes", move |progress| {
            let planned = planned(&tasks, page, (&*disk, &person), progress);
            E::from(Event::Planned(planned))
        }));
    }

    /// Does what was shown.
    pub(super) fn carry_out<E>(&mut self, repair: Repair, slot: impl Into<JobSlot>, cx: &mut Context<'_>)
    where
        E: From<Event> + Into<super::Event>,
    {
        let (disk, failed) = (Arc::clone(&cx.services.disk), repair.failed);
        let undo = self.outcome.as_ref().map(|outcome| outcome.undo().to_vec()).unwrap_or_default();
        self.writing = true;
        self.working = Some(cx.start(slot, "carry out fixes", move |progress| {
            E::from(Event::Done(match repair.work {
                Planned::Fixes(plans) => carried_out(plans, failed, &*disk, progress),
                Planned::Undo(_) => put_back(undo, &*disk, progress),
            }))
        }));
    }

    /// Puts everything back, after a question where that is a risk.
    pub(super) fn undo<E>(&mut self, page: Page, slot: impl Into<JobSlot>, cx: &mut Context<'_>)
    where
        E: From<Event> + Into<super::Event>,
    {
        if self.working.is_some() || !self.can_undo() {
            return;
        }
        let Some(outcome) = &self.outcome else { return };
        let (undo, lines) = (outcome.undo().to_vec(), lines_put_back(outcome));
        self.writing = true;
        let (disk, person) = (Arc::clone(&cx.services.disk), cx.services.person.clone());
        self.working = Some(cx.start(slot, "undo fixes", move |progress: &JobProgress| {
            let files = undo.iter().flat_map(Undo::put_back);
            let risk = risk_of_putting_back(files, person.dot_ssh().as_deref(), &*disk);
            E::from(match risk {
                None => Event::Done(put_back(undo, &*disk, progress)),
                Some(_) => {
                    let (work, failed) = (Planned::Undo(lines), Vec::new());
                    Event::Planned(Some(Repair { page, work, risk, failed }))
                }
            })
        }));
    }

    /// Whether the page should look again at what it shows.
    pub(super) fn on_event(&mut self, event: Event, cx: &mut Context<'_>) -> bool {
        (self.working, self.writing) = (None, false);
        match event {
            Event::Planned(None) => false,
            // It was not as it was seen: perhaps it is right by now.
            Event::Planned(Some(repair)) if repair.is_nothing() => {
                self.tell(Outcome::Done { changes: Vec::new(), failed: repair.failed, undo: Vec::new() });
                true
            }
            Event::Planned(Some(repair)) => {
                if repair.takes_back() {
                    cx.send(Effect::CancelDeferred);
                }
                cx.send(Effect::Ask(Dialog::Repair(Box::new(repair))));
                false
            }
            Event::Done(outcome) => {
                self.count += 1;
                let is_all_done = outcome.is_all_done();
                cx.send(if is_all_done { Effect::DoDeferred } else { Effect::CancelDeferred });
                self.tell(outcome);
                true
            }
        }
    }

    /// What was done before can still be undone after a fix that came to nothing.
    fn tell(&mut self, outcome: Outcome) {
        match (&mut self.outcome, outcome) {
            (
                Some(Outcome::Done { failed: before, .. } | Outcome::Undone { failed: before, .. }),
                Outcome::Done { failed, undo, .. },
            ) if undo.is_empty() => *before = failed,
            (_, outcome) => self.outcome = Some(outcome),
        }
        self.outcome.take_if(|outcome| !outcome.is_something());
    }
}

fn planned(
    tasks: &[Task],
    page: Page,
    (disk, person): (&dyn Disk, &User),
    progress: &JobProgress,
) -> Option<Repair> {
    let (mut plans, mut risk, mut failed) = (Vec::new(), None, Vec::new());
    let today = today();
    for (number, task) in tasks.iter().enumerate() {
        let plan = match task {
            Task::Finding(finding) => {
                risk = risk.or_else(|| risk_of(finding, disk, person));
                health::plan(finding, disk, person, &today)
            }
            Task::MakePrivate(path) => health::plan_private(path, disk, &today),
        };
        match plan {
            Ok(plan) => plans.push(plan),
            Err(error) => failed.push(error),
        }
        progress.report((number + 1) as f32 / tasks.len() as f32);
        if progress.cancelled() {
            return None;
        }
    }
    Some(Repair { page, work: Planned::Fixes(plans), risk, failed })
}

/// Only a key that is turned off can lock somebody out.
fn risk_of(finding: &Finding, disk: &dyn Disk, person: &User) -> Option<Risk> {
    let number = finding.line.filter(|_| finding.fix == Some(Fix::SwitchOff))?;
    risk_of_turning_off(&finding.path, number, person.dot_ssh().as_deref(), disk)
}

/// The lines that an undo changes, as far as lines were changed.
fn lines_put_back(outcome: &Outcome) -> Vec<Change> {
    let Outcome::Done { changes, .. } = outcome else { return Vec::new() };
    let put_back = |change: &Change| match change {
        Change::Line { path, edit: Edit { number, old, new }, under, .. } => {
            let edit = Edit { number: *number, old: new.clone(), new: old.clone() };
            Some(Change::Line { path: path.clone(), edit, under: under.clone(), only_for: None })
        }
        _ => None,
    };
    changes.iter().rev().filter_map(put_back).collect()
}

/// Whatever was done last is put back first. It is not cancelled: half of it would be no good state.
fn put_back(undo: Vec<Undo>, disk: &dyn Disk, progress: &JobProgress) -> Outcome {
    let (count, mut failed, mut left) = (undo.len(), Vec::new(), Vec::new());
    for (number, undo) in undo.into_iter().rev().enumerate() {
        if let Err((error, rest)) = undo.carry_out_or_keep(disk) {
            failed.push(error);
            left.insert(0, rest);
        }
        progress.report((number + 1) as f32 / count as f32);
    }
    Outcome::Undone { failed, left }
}

fn carried_out(
    plans: Vec<FixPlan>,
    mut failed: Vec<FixError>,
    disk: &dyn Disk,
    progress: &JobProgress,
) -> Outcome {
    let (count, mut changes, mut undo) = (plans.len(), Vec::new(), Vec::new());
    for (number, plan) in plans.into_iter().enumerate() {
        if progress.cancelled() {
            break;
        }
        match plan.carry_out(disk) {
            Ok(fixed) => {
                let new = fixed.changes.into_iter().filter(|change| !changes.contains(change));
                changes.extend(new.collect::<Vec<_>>());
                undo.push(fixed.undo);
            }
            Err(error) => failed.push(error),
        }
        progress.report((number + 1) as f32 / count as f32);
    }
    Outcome::Done { changes, failed, undo }
}
