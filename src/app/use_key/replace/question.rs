//! What is asked before something is done that is hard to take back.

use super::ReplacePanel;
use crate::app::context::{Context, Effect};
use crate::app::{Answer, Dialog};
use crate::remote::Target;
use crate::replace::{Configuration, Replacement};

/// What may be done after a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplaceAsk {
    /// Remove the old key from this server.
    Remove(Target),
    /// Do nothing on this server any more.
    Skip(Target),
    /// Leave ssh's configuration as it is.
    LeaveConfiguration,
    /// Remove the old key before the day has come.
    EndKeeping,
    /// Move the files of the old key aside.
    MoveAside,
    /// No longer replace the key.
    Stop,
}

/// A question, and how far the replacement is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplaceQuestion {
    /// What is asked.
    pub ask: ReplaceAsk,
    /// How far it is.
    pub plan: Replacement,
}

impl ReplacePanel {
    pub(super) fn ask(&mut self, ask: ReplaceAsk, cx: &mut Context<'_>) {
        let Some(plan) = self.plan().cloned() else { return };
        cx.send(Effect::Ask(Dialog::Replacing(Box::new(ReplaceQuestion { ask, plan }))));
    }

    /// The shown question was answered. It leaves, unless the answer is to another one.
    pub(in crate::app::use_key) fn on_answer(
        &mut self,
        answer: Answer,
        shown: &mut Option<Dialog>,
        is_ssh_free: bool,
        cx: &mut Context<'_>,
    ) {
        let is_ours = |dialog: &mut Dialog| matches!(dialog, Dialog::Replacing(_));
        let Some(Dialog::Replacing(question)) =
            shown.take_if(|dialog| answer == Answer::Replacing && is_ours(dialog))
        else {
            return;
        };
        // It may be another one by now, or be at work.
        let is_same = self.plan().is_some_and(|plan| plan.old() == question.plan.old());
        let needs_ssh = matches!(question.ask, ReplaceAsk::Remove(_));
        if !is_same || self.is_busy() || (needs_ssh && !is_ssh_free) {
            return;
        }
        self.today = super::today();
        match question.ask {
            ReplaceAsk::Remove(target) => self.remove(&target, cx),
            ReplaceAsk::Skip(target) => self.change(cx, |plan, _| plan.skip(&target)),
            ReplaceAsk::LeaveConfiguration => {
                self.change(cx, |plan, today| plan.configured(Configuration::Left, today));
            }
            ReplaceAsk::EndKeeping => {
                self.change(cx, |plan, today| plan.keep(today));
                self.date = self.today.to_string();
            }
            ReplaceAsk::MoveAside => self.move_aside(cx),
            ReplaceAsk::Stop => self.end(cx),
        }
    }
}
