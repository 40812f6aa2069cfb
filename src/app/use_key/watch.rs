//! Looks on while ssh works: passes on what is done and asked, and takes the answers.

use super::Event;
use crate::app::shell::{JobProgress, Poster};
use crate::key::Progress as _;
use crate::remote::{Asked, Progress, View};
use crate::system::SshAnswer;
use std::sync::mpsc::Receiver;

/// An answer, and the number of its question: one that comes too late is for no other.
pub type Answered = (u32, SshAnswer);

/// See the module.
pub struct Watch<'a> {
    work: &'a JobProgress,
    poster: Poster,
    answers: Receiver<Answered>,
    /// The number of the newest question.
    asked: u32,
}

impl<'a> Watch<'a> {
    pub fn new(work: &'a JobProgress, answers: Receiver<Answered>) -> Self {
        Self { work, poster: work.poster(), answers, asked: 0 }
    }
}

impl View for Watch<'_> {
    fn progress(&mut self, progress: Progress) {
        self.poster.post(Event::Progress(progress));
    }

    fn question(&mut self, asked: Option<Asked>) {
        self.asked += 1;
        self.poster.post(Event::Asked(self.asked, asked));
    }

    fn answer(&mut self) -> Option<SshAnswer> {
        let (number, answer) = self.answers.try_recv().ok()?;
        (number == self.asked).then_some(answer)
    }

    fn goes_on(&self) -> bool {
        !self.work.cancelled()
    }
}
