//! Putting things right, on whichever page: what that changes is shown before, then done, and can be undone.

use super::authorized::risk_of_turning_off;
use super::context::{Context, Effect};
use super::shell::{Dialog, Job, JobProgress, JobSlot};
use super::{Answer, Page, Risk};
use crate::health::{self, Change, Finding, Fix, FixError, FixPlan, Undo};
use crate::key::Progress as _;
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
    plans: Vec<FixPlan>,
    /// What should be known before.
    pub risk: Option<Risk>,
    /// What cannot be put right.
    pub failed: Vec<FixError>,
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
    /// It was put back, but for these.
    Undone(Vec<FixError>),
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
        self.plans.iter().flat_map(FixPlan::changes)
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
            Self::Undone(_) => true,
        }
    }

    fn is_all_done(&self) -> bool {
        match self {
            Self::Done { failed, .. } | Self::Undone(failed) => failed.is_empty(),
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
        matches!(&self.outcome, Some(Outcome::Done { undo, .. }) if !undo.is_empty())
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
        let disk = Arc::clone(&cx.services.disk);
        self.writing = true;
        self.working = Some(cx.start(slot, "carry out fixes", move |progress| {
            E::from(Event::Done(carried_out(repair, &*disk, progress)))
        }));
    }

    /// Puts everything back.
    pub(super) fn undo<E>(&mut self, slot: impl Into<JobSlot>, cx: &mut Context<'_>)
    where
        E: From<Event> + Into<super::Event>,
    {
        let is_done = |outcome: &mut Outcome| matches!(outcome, Outcome::Done { .. });
        if self.working.is_some() {
            return;
        }
        let Some(Outcome::Done { undo, .. }) = self.outcome.take_if(is_done) else { return };
        self.writing = true;
        let disk = Arc::clone(&cx.services.disk);
        self.working = Some(cx.start(slot, "undo fixes", move |progress: &JobProgress| {
            let (count, mut failed) = (undo.len(), Vec::new());
            // Whatever was done last is put back first. It is not cancelled: half of it would be no good state.
            for (number, undo) in undo.into_iter().rev().enumerate() {
                failed.extend(undo.carry_out(&*disk).err());
                progress.report((number + 1) as f32 / count as f32);
            }
            E::from(Event::Done(Outcome::Undone(failed)))
        }));
    }

    /// Whether the page should look again at what it shows.
    pub(super) fn on_event(&mut self, event: Event, cx: &mut Context<'_>) -> bool {
        self.working = None;
        match event {
            Event::Planned(None) => false,
            // It was not as it was seen: perhaps it is right by now.
            Event::Planned(Some(Repair { plans, failed, .. })) if plans.is_empty() => {
                self.tell(Outcome::Done { changes: Vec::new(), failed, undo: Vec::new() });
                true
            }
            Event::Planned(Some(repair)) => {
                cx.send(Effect::Ask(Dialog::Repair(Box::new(repair))));
                false
            }
            Event::Done(outcome) => {
                self.writing = false;
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
            (Some(Outcome::Done { failed: before, .. }), Outcome::Done { failed, undo, .. })
                if undo.is_empty() =>
            {
                *before = failed;
            }
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
    let mut repair = Repair { page, plans: Vec::new(), risk: None, failed: Vec::new() };
    let today = today();
    for (number, task) in tasks.iter().enumerate() {
        let plan = match task {
            Task::Finding(finding) => {
                repair.risk = repair.risk.or_else(|| risk(finding, disk, person));
                health::plan(finding, disk, person, &today)
            }
            Task::MakePrivate(path) => health::plan_private(path, disk, &today),
        };
        match plan {
            Ok(plan) => repair.plans.push(plan),
            Err(error) => repair.failed.push(error),
        }
        progress.report((number + 1) as f32 / tasks.len() as f32);
        if progress.cancelled() {
            return None;
        }
    }
    Some(repair)
}

/// Only a key that is turned off can lock somebody out.
fn risk(finding: &Finding, disk: &dyn Disk, person: &User) -> Option<Risk> {
    let number = finding.line.filter(|_| finding.fix == Some(Fix::SwitchOff))?;
    risk_of_turning_off(&finding.path, number, person.dot_ssh().as_deref(), disk)
}

fn carried_out(repair: Repair, disk: &dyn Disk, progress: &JobProgress) -> Outcome {
    let (count, mut failed) = (repair.plans.len(), repair.failed);
    let (mut changes, mut undo) = (Vec::new(), Vec::new());
    for (number, plan) in repair.plans.into_iter().enumerate() {
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
