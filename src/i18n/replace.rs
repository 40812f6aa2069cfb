//! Replacing a key with a new one.

use super::{Texts, name, path_shown, say};
use crate::app::{
    ConfigProblem, NotRead, ReplaceAsk, ReplaceProblem, ReplaceQuestion, ServerTask, Unreadable,
};
use crate::remote::{Failure, LogIn, Outcome, Progress, Removed, Target};
use crate::replace::{BadText, Configuration, Refused, ServerState, Step};
use crate::save::SaveError;
use crate::system::User;
use jiff::civil::Date;

impl Texts {
    /// The heading of a step, and what a screen reader says of it. `now` is the step that is next.
    pub fn replace_step(&self, number: usize, step: Step, now: Step) -> [String; 2] {
        let title = match step {
            Step::NewKey | Step::Done => say!(self, "replacement-step-new"),
            Step::Servers => say!(self, "replacement-step-servers"),
            Step::Configuration => say!(self, "replacement-step-configuration"),
            Step::Keep => say!(self, "replacement-step-keep"),
            Step::Remove => say!(self, "replacement-step-remove"),
            Step::MoveAside => say!(self, "replacement-step-move"),
        };
        let shown = say!(self, "replacement-step", number = number, title = title);
        let said = match step.cmp(&now) {
            std::cmp::Ordering::Less => say!(self, "replacement-step-done", step = shown.as_str()),
            std::cmp::Ordering::Equal => say!(self, "replacement-step-now", step = shown.as_str()),
            std::cmp::Ordering::Greater => say!(self, "replacement-step-later", step = shown.as_str()),
        };
        [shown, said]
    }

    /// An account on a server, with its port where that is said.
    pub fn replace_server(&self, target: &Target) -> String {
        let server = target.shown();
        match target.port {
            Some(port) => say!(self, "replacement-server-port", server = server, port = port.to_string()),
            None => server,
        }
    }

    /// A server, and how far it is.
    pub fn replace_state(&self, target: &Target, state: ServerState) -> String {
        let server = self.replace_server(target);
        let state = match state {
            ServerState::Waiting => say!(self, "replacement-state-waiting"),
            ServerState::NewKeyWorks(day) => say!(self, "replacement-state-new", day = shown(day)),
            ServerState::OldKeyRemoved(day) => say!(self, "replacement-state-removed", day = shown(day)),
            ServerState::Skipped => say!(self, "replacement-state-skipped"),
        };
        say!(self, "replacement-server-row", server = server, state = state)
    }

    /// What was done on a server: two keys are about there, and it must be clear which is meant.
    pub fn replacement_done(&self, progress: &Progress, target: &Target, task: ServerTask) -> String {
        match progress {
            Progress::Tried(LogIn::Welcome) => say!(self, "replacement-welcome"),
            Progress::Changed(account) if task == ServerTask::Remove => {
                let file = self.cut(&account.file);
                match account.outcome {
                    Outcome::Absent => say!(self, "replacement-absent", file = file),
                    _ => say!(self, "replacement-removed", file = file),
                }
            }
            progress => self.remote_done(progress, target),
        }
    }

    /// Why it did not work, and what to do.
    pub fn replacement_failure(&self, failure: &Failure, target: &Target) -> String {
        match failure {
            Failure::KeyRefused { .. } => say!(self, "replacement-key-refused"),
            Failure::StayingKey { removed: Removed::No, why } if matches!(**why, Failure::NoShell { .. }) => {
                say!(self, "replacement-no-shell")
            }
            failure => self.remote_failure(failure, target),
        }
    }

    /// The question: its title, its sentences, and the button.
    pub fn replace_question(
        &self,
        question: &ReplaceQuestion,
        person: &User,
    ) -> (String, Vec<String>, String) {
        let ReplaceQuestion { ask, plan } = question;
        match ask {
            ReplaceAsk::Remove(target) => {
                let old = plan.old().key.fingerprint().sha256();
                let mut texts = vec![say!(self, "replacement-ask-remove-text", old = old)];
                if plan.configuration() == Configuration::Left {
                    texts.push(say!(self, "replacement-ask-remove-left"));
                }
                let title = say!(self, "replacement-ask-remove-title", server = self.replace_server(target));
                (title, texts, say!(self, "replacement-ask-remove-button"))
            }
            ReplaceAsk::Skip(target) => (
                say!(self, "replacement-ask-skip-title", server = self.replace_server(target)),
                vec![say!(self, "replacement-ask-skip-text")],
                say!(self, "replacement-ask-skip-button"),
            ),
            ReplaceAsk::LeaveConfiguration => (
                say!(self, "replacement-ask-leave-title"),
                vec![say!(self, "replacement-ask-leave-text")],
                say!(self, "replacement-ask-leave-button"),
            ),
            ReplaceAsk::EndKeeping => {
                let day = plan.keep_until().map(shown).unwrap_or_default();
                let texts = vec![say!(self, "replacement-ask-now-text", day = day)];
                (say!(self, "replacement-ask-now-title"), texts, say!(self, "replacement-ask-now-button"))
            }
            ReplaceAsk::MoveAside => {
                let file = path_shown(person, &plan.old().file);
                let texts = vec![say!(self, "replacement-ask-move-text", file = file)];
                (say!(self, "replacement-ask-move-title"), texts, say!(self, "replacement-ask-move-button"))
            }
            ReplaceAsk::Stop => {
                let new = name(&plan.new_key().file);
                let texts = vec![say!(self, "replacement-ask-stop-text", new = new)];
                (say!(self, "replacement-ask-stop-title"), texts, say!(self, "replacement-ask-stop-button"))
            }
        }
    }

    /// What did not work, and what to do.
    pub fn replace_problem(&self, problem: &ReplaceProblem, person: &User) -> String {
        let why = |error: &SaveError| self.save_error(error, person);
        match problem {
            ReplaceProblem::Refused(refused) => self.replace_refused(*refused),
            ReplaceProblem::NotKept(SaveError::Changed(_) | SaveError::Appeared(_)) => {
                say!(self, "replacement-not-kept-changed")
            }
            ReplaceProblem::NotKept(error) => say!(self, "replacement-not-kept", why = why(error)),
            ReplaceProblem::NoPlace => say!(self, "replacement-no-place"),
            ReplaceProblem::NotSaved(error) => say!(self, "replacement-not-saved", why = why(error)),
            ReplaceProblem::NotUsable(file) => {
                say!(self, "replacement-not-usable", file = path_shown(person, file))
            }
            ReplaceProblem::Configuration(problem) => self.config_problem(problem, person),
            ReplaceProblem::NotMoved(error) => say!(self, "replacement-not-moved", why = why(error)),
            ReplaceProblem::NotProven => say!(self, "replacement-not-proven"),
            ReplaceProblem::Crashed => say!(self, "use-crashed"),
        }
    }

    fn config_problem(&self, problem: &ConfigProblem, person: &User) -> String {
        match problem {
            ConfigProblem::Text(problem) => self.text_problem(problem, person),
            ConfigProblem::Line(error) => self.fix_error(error, person),
            ConfigProblem::NotResolved(why) => self.not_resolved(why),
            ConfigProblem::NotTaken(servers) => {
                say!(self, "replacement-not-taken", servers = self.list(servers, |server| self.cut(server)))
            }
        }
    }

    fn replace_refused(&self, refused: Refused) -> String {
        match refused {
            Refused::SameKey => say!(self, "replacement-refused-same"),
            Refused::Path => say!(self, "replacement-refused-path"),
            Refused::Known => say!(self, "replacement-refused-known"),
            Refused::TooMany => say!(self, "replacement-refused-many"),
            Refused::NotThere => say!(self, "replacement-refused-there"),
            Refused::NotTried => say!(self, "replacement-refused-tried"),
            Refused::Kept(day) => say!(self, "replacement-refused-kept", day = shown(day)),
            Refused::NotConfigured => say!(self, "replacement-refused-configured"),
            Refused::StillUsed => say!(self, "replacement-refused-used"),
            Refused::TooLate => say!(self, "replacement-refused-late"),
        }
    }

    /// A file of a replacement that cannot be read.
    pub fn replace_unreadable(&self, unreadable: &Unreadable, person: &User) -> String {
        let file = path_shown(person, &unreadable.path);
        match &unreadable.why {
            NotRead::Text(BadText::Damaged) => say!(self, "replacement-unreadable-damaged", file = file),
            NotRead::Text(BadText::Newer) => say!(self, "replacement-unreadable-newer", file = file),
            NotRead::Disk(error) => {
                say!(self, "replacement-unreadable", why = self.disk_error(error, person))
            }
        }
    }
}

/// As everywhere: year, month, day.
fn shown(day: Date) -> String {
    day.to_string()
}
