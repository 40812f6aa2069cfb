//! Putting things right: what a fix changes is shown before, then done, then the folder is looked at again.

use super::{Event, MyKeysPage, Slot};
use crate::app::authorized::risk_of_turning_off;
use crate::app::context::{Context, Effect};
use crate::app::shell::{Dialog, JobProgress};
use crate::app::{Action, KeyAction, Risk};
use crate::health::{self, Change, Finding, FixError, FixKind, FixPlan, Undo};
use crate::key::Progress as _;
use crate::system::{self, Disk};
use std::sync::Arc;

/// What will be changed, before it is.
#[derive(Debug, Default)]
pub struct Repair {
    plans: Vec<FixPlan>,
    /// Where the first of them stands in the list.
    at: Option<usize>,
    /// What should be known before.
    pub risk: Option<Risk>,
    /// What cannot be put right.
    pub failed: Vec<FixError>,
}

impl Repair {
    /// What will change, in order.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.plans.iter().flat_map(FixPlan::changes)
    }
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

/// Only a key that is turned off can lock somebody out.
fn risk(finding: &Finding, disk: &dyn Disk) -> Option<Risk> {
    let number = finding.line.filter(|_| finding.fix == Some(health::Fix::SwitchOff))?;
    risk_of_turning_off(&finding.path, number, disk)
}

impl MyKeysPage {
    /// Shows what a fix changes, or goes to where a person can put it right.
    pub(super) fn fix(&mut self, finding: Finding, cx: &mut Context<'_>) {
        match finding.fix.as_ref().map(health::Fix::kind) {
            Some(FixKind::Safe | FixKind::Shown) => self.plan(vec![finding], cx),
            Some(FixKind::Open) => cx.send(Effect::Do(Action::Open(vec![finding.path]))),
            Some(FixKind::Generate) => cx.send(Effect::Do(KeyAction::New.into())),
            // The command is copied by its own action.
            Some(FixKind::Command | FixKind::Choose | FixKind::Advice) | None => {}
        }
    }

    /// How many findings can be put right without a person's choice.
    pub fn safe(&self) -> usize {
        self.safe_findings().count()
    }

    fn safe_findings(&self) -> impl Iterator<Item = &Finding> {
        let findings = self.survey().map(|survey| survey.findings.as_slice()).unwrap_or_default();
        findings.iter().filter(|finding| finding.fix.as_ref().is_some_and(health::Fix::is_safe))
    }

    pub(super) fn fix_all(&mut self, cx: &mut Context<'_>) {
        let safe = self.safe_findings().cloned().collect();
        self.plan(safe, cx);
    }

    fn plan(&mut self, findings: Vec<Finding>, cx: &mut Context<'_>) {
        if self.working.is_some() || findings.is_empty() {
            return;
        }
        let number = |finding: &Finding| self.survey()?.findings.iter().position(|other| other == finding);
        let first = findings.first().and_then(number);
        let at = first.and_then(|first| self.fixable().iter().position(|number| *number == first));
        let (disk, person) = (Arc::clone(&cx.services.disk), cx.services.person.clone());
        self.working = Some(cx.start(Slot::Repair, "plan fixes", move |progress| {
            let (mut repair, today) = (Repair { at, ..Repair::default() }, system::today());
            for (number, finding) in findings.iter().enumerate() {
                if progress.cancelled() {
                    break;
                }
                repair.risk = repair.risk.or_else(|| risk(finding, &*disk));
                match health::plan(finding, &*disk, &person, &today) {
                    Ok(plan) => repair.plans.push(plan),
                    Err(error) => repair.failed.push(error),
                }
                progress.report((number + 1) as f32 / findings.len() as f32);
            }
            let is_wanted = !progress.cancelled();
            Event::Planned(if is_wanted { repair } else { Repair::default() })
        }));
    }

    pub(super) fn planned(&mut self, repair: Repair, cx: &mut Context<'_>) {
        self.working = None;
        match (repair.plans.is_empty(), repair.failed.is_empty()) {
            (false, _) => cx.send(Effect::Ask(Dialog::Repair(Box::new(repair)))),
            // It was not as it was seen: perhaps it is right by now.
            (true, false) => {
                let Repair { failed, .. } = repair;
                self.tell(Outcome::Done { changes: Vec::new(), failed, undo: Vec::new() });
                self.look(cx);
            }
            (true, true) => {}
        }
    }

    pub(super) fn carry_out(&mut self, repair: Repair, cx: &mut Context<'_>) {
        let disk = Arc::clone(&cx.services.disk);
        (self.writing, self.fixed_at) = (true, repair.at.or(Some(0)));
        self.working = Some(cx.start(Slot::Repair, "carry out fixes", move |progress| {
            let (count, mut failed) = (repair.plans.len(), repair.failed);
            let (mut changes, mut undo) = (Vec::new(), Vec::new());
            for (number, plan) in repair.plans.into_iter().enumerate() {
                if progress.cancelled() {
                    break;
                }
                match plan.carry_out(&*disk) {
                    Ok(fixed) => {
                        let new = fixed.changes.into_iter().filter(|change| !changes.contains(change));
                        changes.extend(new.collect::<Vec<_>>());
                        undo.push(fixed.undo);
                    }
                    Err(error) => failed.push(error),
                }
                progress.report((number + 1) as f32 / count as f32);
            }
            Event::Repaired(Outcome::Done { changes, failed, undo })
        }));
    }

    pub(super) fn undo(&mut self, cx: &mut Context<'_>) {
        let is_done = |outcome: &mut Outcome| matches!(outcome, Outcome::Done { .. });
        if self.working.is_some() {
            return;
        }
        let Some(Outcome::Done { undo, .. }) = self.outcome.take_if(is_done) else { return };
        self.writing = true;
        let disk = Arc::clone(&cx.services.disk);
        self.working = Some(cx.start(Slot::Repair, "undo fixes", move |progress: &JobProgress| {
            let (count, mut failed) = (undo.len(), Vec::new());
            // Whatever was done last is put back first. It is not cancelled: half of it would be no good state.
            for (number, undo) in undo.into_iter().rev().enumerate() {
                failed.extend(undo.carry_out(&*disk).err());
                progress.report((number + 1) as f32 / count as f32);
            }
            Event::Repaired(Outcome::Undone(failed))
        }));
    }

    pub(super) fn repaired(&mut self, outcome: Outcome, cx: &mut Context<'_>) {
        (self.working, self.writing) = (None, false);
        cx.send(if outcome.is_all_done() { Effect::DoDeferred } else { Effect::CancelDeferred });
        self.tell(outcome);
        self.fixed_at = self.fixed_at.or(Some(0));
        self.look(cx);
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

    /// Where the keyboard goes after a fix: to what now stands in its place.
    pub(super) fn go_on(&mut self) {
        let Some(at) = self.fixed_at.take_if(|_| self.outcome.is_some()) else { return };
        let fixable = self.fixable();
        self.next = fixable.get(at).or(fixable.last()).copied();
        self.fixes += 1;
    }
}
