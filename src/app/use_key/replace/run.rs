//! What ssh does on one server: the new key is installed and tried, or the old one removed.

use super::{ReplacePanel, ReplaceProblem};
use crate::app::context::Context;
use crate::app::use_key::{Aim, Explained};
use crate::remote::{self, Failure, LogIn, NewKey, Outcome, Progress, Remote, Target, View};
use crate::sshfiles::KeyOptions;
use std::path::Path;

/// What is done on a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerTask {
    /// The new key is installed and tried.
    Install,
    /// The new key is only tried: it was installed in another way.
    Try,
    /// The old key is removed, after the new one was tried.
    Remove,
}

/// What is done on which server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where.
    pub target: Target,
    /// What.
    pub task: ServerTask,
}

impl ReplacePanel {
    /// Installs the new key and tries it, or only tries it.
    pub(super) fn start(&mut self, target: Target, task: ServerTask, cx: &mut Context<'_>) {
        let Some(plan) = self.plan() else { return };
        let (new, old) = (plan.new_key().clone(), plan.old().file.clone());
        let Ok(line) = NewKey::new(&new.key, &KeyOptions::default()) else { return };
        let is_there = plan.state(&target).is_some();
        if !is_there || task == ServerTask::Remove {
            return;
        }
        self.at = Some(Run { target: target.clone(), task });
        let aim = Aim::Install;
        self.run.run(target, aim, KeyOptions::default(), cx, move |remote, watch| match task {
            ServerTask::Install => remote.install_beside(&old, &line, &new.file, watch),
            ServerTask::Try | ServerTask::Remove => remote.try_alone(&new.file, &line, watch),
        });
    }

    /// Removes the old key from a server, if that may be done now.
    pub(super) fn remove(&mut self, target: &Target, cx: &mut Context<'_>) {
        let Some(plan) = self.plan() else { return };
        let removal = match plan.removal(target, self.today) {
            Ok(removal) => removal,
            Err(refused) => {
                self.problem = Some(ReplaceProblem::Refused(refused));
                return;
            }
        };
        let Ok(line) = NewKey::new(removal.old(), &KeyOptions::default()) else { return };
        let (old, fingerprint) = (plan.old().file.clone(), plan.new_key().key.fingerprint().sha256());
        self.at = Some(Run { target: target.clone(), task: ServerTask::Remove });
        let aim = Aim::Remove { tries_other: true };
        self.run.run(target.clone(), aim, KeyOptions::default(), cx, move |remote, watch| {
            removed(remote, (&line, &old), (removal.new_key(), &fingerprint), watch)
        });
    }

    pub(in crate::app::use_key) fn run_ended(
        &mut self,
        result: Result<(), Failure>,
        explained: Option<Explained>,
        cx: &mut Context<'_>,
    ) {
        let is_ok = result.is_ok();
        self.run.ended(result, explained, cx);
        let (Some(Run { target, task }), true) = (self.at.clone(), is_ok) else { return };
        let done = self.run.attempt.as_ref().map(|attempt| attempt.done.as_slice()).unwrap_or_default();
        let was_tried = done.iter().any(is_proof);
        let was_removed = done.iter().any(is_removed);
        self.today = super::today();
        match task {
            // That the new key lets the person in was a condition of that.
            ServerTask::Remove if was_removed => {
                self.change(cx, |plan, today| plan.old_key_removed(&target, today));
            }
            ServerTask::Remove => self.problem = Some(ReplaceProblem::NotProven),
            ServerTask::Install | ServerTask::Try if was_tried => {
                self.change(cx, |plan, today| plan.new_key_works(&target, today));
            }
            ServerTask::Install | ServerTask::Try => self.problem = Some(ReplaceProblem::NotProven),
        }
    }
}

/// The new key is tried alone in this very run: before, and again before the connection ends that takes the old one
/// away.
fn removed(
    remote: &Remote<'_>,
    (old, private): (&NewKey, &Path),
    (stays, fingerprint): (&Path, &str),
    view: &mut dyn View,
) -> Result<(), Failure> {
    let on = remote::Removal::IfStays { private: stays, fingerprint };
    remote.remove(old, Some(private), on, view)
}

/// A server that lets everybody in proves nothing, nor does a certificate: the key alone must count.
fn is_proof(progress: &Progress) -> bool {
    match progress {
        Progress::Tried(LogIn::Welcome) => true,
        // The other key may be the old one.
        Progress::Tried(LogIn::AndMore(methods)) => methods.iter().all(|method| method != "publickey"),
        _ => false,
    }
}

fn is_removed(progress: &Progress) -> bool {
    matches!(progress, Progress::Changed(account) if matches!(account.outcome, Outcome::Removed | Outcome::Absent))
}
