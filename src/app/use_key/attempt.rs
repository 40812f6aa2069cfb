//! An attempt to do something on a server: how far it is, and how it ended.

use super::watch::Answered;
use crate::app::Job;
use crate::explain::Explanation;
use crate::remote::{Failure, Progress, Question, Step, Target};
use crate::sshfiles::KeyOptions;
use std::sync::mpsc::Sender;

/// An attempt to install the key and to log in with it.
#[derive(Debug)]
pub struct Attempt {
    /// Where.
    pub target: Target,
    /// What for.
    pub aim: Aim,
    /// With these options.
    pub options: KeyOptions,
    /// What was done so far.
    pub done: Vec<Progress>,
    /// What ssh waits for.
    pub waiting: Option<Waiting>,
    /// How it ended; `None` while it is under way.
    pub end: Option<AttemptEnd>,
    pub(super) work: Option<Work>,
}

/// What is done to the key on a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// It is installed, and tried then.
    Install,
    /// It is installed only.
    InstallUntried(Untried),
    /// It is removed.
    Remove {
        /// Another key is tried before and after.
        tries_other: bool,
    },
}

/// Why a key that is installed is not tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untried {
    /// There is no private key that ssh reads.
    NotForSsh,
    /// It is an authority: only its certificates log in.
    Authority,
}

/// A question that waits for its answer.
#[derive(Debug)]
pub struct Waiting {
    /// The question.
    pub question: Question,
    /// What ssh has shown before it, as it is; in lines.
    pub before: String,
    /// It may be a server on the way that asks.
    pub is_on_the_way: bool,
    /// Another one for each question.
    pub number: u32,
    /// The same was asked right before: that answer was wrong.
    pub again: bool,
}

/// How an attempt ended.
#[derive(Debug)]
pub enum AttemptEnd {
    /// All of it was done.
    Done,
    /// It did not work.
    Failed(Failure, Option<Explained>),
    /// A fault of ours ended it.
    Crashed,
}

/// What the end of ssh's log means.
#[derive(Clone, Debug)]
pub struct Explained(pub Box<Explanation>);

#[derive(Debug)]
pub(super) struct Work {
    pub answers: Sender<Answered>,
    /// What was asked and answered last.
    pub last: Option<Question>,
    pub job: Job,
}

impl Attempt {
    /// What is being done, or was when it ended; `None` when all of it was done.
    pub fn step(&self) -> Option<Step> {
        if let Some(AttemptEnd::Failed(failure, _)) = &self.end {
            return Some(failure.step());
        }
        let tries_first = self.aim == Aim::Remove { tries_other: true };
        let tries_last = self.aim == Aim::Install;
        match self.done.last() {
            None => Some(Step::Connect),
            Some(Progress::Connected(_)) if tries_first => Some(Step::Try),
            Some(Progress::Connected(_) | Progress::StillIn { is_removed: false, .. }) => Some(Step::SignIn),
            // While it is removed, the other key is tried.
            Some(Progress::SignedIn(_) | Progress::StillIn { is_removed: true, .. }) => Some(Step::Change),
            Some(Progress::Changed(_)) if tries_last => Some(Step::Try),
            Some(Progress::Changed(_) | Progress::Tried(_)) => None,
        }
    }

    /// Whether the key is to be removed.
    pub fn removes(&self) -> bool {
        matches!(self.aim, Aim::Remove { .. })
    }
}
