//! Putting right what was found, and where the keyboard goes on after it.

use super::{Event, MyKeysPage, Slot};
use crate::app::context::{Context, Effect};
use crate::app::repairs::{self, Task};
use crate::app::{Action, KeyAction, Page};
use crate::health::{Finding, Fix, FixKind};

impl MyKeysPage {
    /// Shows what a fix changes, or goes to where a person can put it right.
    pub(super) fn fix(&mut self, finding: Finding, cx: &mut Context<'_>) {
        match finding.fix.as_ref().map(Fix::kind) {
            Some(FixKind::Safe | FixKind::Shown) => self.plan(vec![finding], cx),
            Some(FixKind::Open) => cx.send(Effect::Do(Action::Open(vec![finding.path]))),
            Some(FixKind::Generate) => cx.send(Effect::Do(KeyAction::New.into())),
            Some(FixKind::Ask) => self.ask_server(finding, cx),
            Some(FixKind::Choose) => self.choose_file(finding, cx),
            // The command is copied by its own action.
            Some(FixKind::Command | FixKind::Advice) | None => {}
        }
    }

    /// How many findings can be put right without a person's choice.
    pub fn safe(&self) -> usize {
        self.safe_findings().count()
    }

    fn safe_findings(&self) -> impl Iterator<Item = &Finding> {
        let findings = self.survey().map(|survey| survey.findings.as_slice()).unwrap_or_default();
        findings.iter().filter(|finding| finding.fix.as_ref().is_some_and(Fix::is_safe))
    }

    pub(super) fn fix_all(&mut self, cx: &mut Context<'_>) {
        let safe = self.safe_findings().cloned().collect();
        self.plan(safe, cx);
    }

    pub(super) fn plan(&mut self, findings: Vec<Finding>, cx: &mut Context<'_>) {
        if self.repairs.working().is_some() {
            return;
        }
        let number = |finding: &Finding| {
            let same = |other: &Finding| {
                other.path == finding.path && other.line == finding.line && other.problem == finding.problem
            };
            self.survey()?.findings.iter().position(same)
        };
        let first = findings.first().and_then(number);
        self.planned_at = first.and_then(|first| self.fixable().iter().position(|number| *number == first));
        let tasks = findings.into_iter().map(Task::Finding).collect();
        self.repairs.plan::<Event>(tasks, Page::MyKeys, Slot::Repair, cx);
    }

    pub(super) fn repaired(&mut self, event: repairs::Event, cx: &mut Context<'_>) {
        let is_done = matches!(event, repairs::Event::Done(_));
        if self.repairs.on_event(event, cx) {
            self.fixed_at = self.planned_at.or(Some(0)).filter(|_| is_done);
            self.look(cx);
        }
    }

    /// Where the keyboard goes after a fix: to what now stands in its place.
    pub(super) fn go_on(&mut self) {
        let Some(at) = self.fixed_at.take_if(|_| self.repairs.outcome.is_some()) else { return };
        let fixable = self.fixable();
        self.next = fixable.get(at).or(fixable.last()).copied();
        self.fixes += 1;
    }
}
