//! Which question is shown, and which wait for their turn: `model.dialog`, and behind it a queue.
//!
//! A question leaves only when it is answered or closed, or when it no longer applies. The same question
//! is never there twice, so that there are never more of them than [`Question`] has values.

use super::dialog::{Dialog, Purpose};
use super::{App, Model};

/// Which question a [`Dialog`] asks, whatever it is about and whatever is typed in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// [`Dialog::Discard`]
    Discard,
    /// [`Dialog::Replace`]
    Replace,
    /// [`Dialog::Passphrase`]
    Passphrase,
    /// [`Dialog::DeleteRecovered`]
    DeleteRecovered,
    /// [`Dialog::Choose`]
    Choose,
    /// [`Dialog::StillConverting`]
    StillConverting,
    /// [`Dialog::Path`]
    Path(Purpose),
}

impl Question {
    /// Asked once more while it is there, the first one stays: what was typed is in it. Of the others,
    /// the newest is about what is wanted now.
    fn keeps_the_first(self) -> bool {
        match self {
            Self::Passphrase | Self::Path(_) | Self::StillConverting => true,
            Self::Discard | Self::Replace | Self::DeleteRecovered | Self::Choose => false,
        }
    }

    /// Whether it makes no sense any more once the open key has given its place to another one: its
    /// answer would change or save a key that it was not asked about.
    fn is_about_the_open_key(self) -> bool {
        match self {
            Self::Discard | Self::Replace | Self::Passphrase | Self::Path(Purpose::Save(_)) => true,
            Self::DeleteRecovered | Self::Choose | Self::StillConverting => false,
            Self::Path(Purpose::Open | Purpose::Add | Purpose::Target) => false,
        }
    }
}

impl Dialog {
    /// Which question it is.
    pub fn question(&self) -> Question {
        match self {
            Self::Discard { .. } => Question::Discard,
            Self::Replace { .. } => Question::Replace,
            Self::Passphrase { .. } => Question::Passphrase,
            Self::DeleteRecovered(_) => Question::DeleteRecovered,
            Self::Choose(_) => Question::Choose,
            Self::StillConverting => Question::StillConverting,
            Self::Path { purpose, .. } => Question::Path(*purpose),
        }
    }
}

impl App {
    /// The questions that wait behind the one that is shown, in the order in which they will be.
    pub fn waiting(&self) -> impl Iterator<Item = &Dialog> {
        self.waiting.iter()
    }

    /// Asks a question, after those that are there already.
    pub(super) fn ask_about(&mut self, dialog: Dialog) {
        let question = dialog.question();
        let Model { dialog: shown, .. } = &mut self.model;
        match shown.iter_mut().chain(&mut self.waiting).find(|there| there.question() == question) {
            Some(_) if question.keeps_the_first() => {}
            Some(there) => *there = dialog,
            None => self.waiting.push_back(dialog),
        }
        self.ask_what_waits();
    }

    /// Asks a question at once, because nothing else can go on before it is answered. The one that is
    /// shown, with what is typed in it, comes back after it.
    pub(super) fn ask_first(&mut self, dialog: Dialog) {
        let question = dialog.question();
        let is_same = |there: &Dialog| there.question() == question;
        let shown = self.model.dialog.take();
        let at = self.waiting.iter().position(is_same);
        let waited = at.and_then(|at| self.waiting.remove(at));
        let first = match shown {
            Some(there) if is_same(&there) => Some(there),
            other => {
                if let Some(other) = other {
                    self.waiting.push_front(other);
                }
                waited
            }
        };
        self.model.dialog = first.filter(|_| question.keeps_the_first()).or(Some(dialog));
    }

    /// Takes the shown question away if it is this one: it is answered.
    pub(super) fn answered(&mut self, question: Question) -> Option<Dialog> {
        self.model.dialog.take_if(|shown| shown.question() == question)
    }

    /// Shows the next question where none is shown.
    pub(super) fn ask_what_waits(&mut self) {
        if self.model.dialog.is_none() {
            self.model.dialog = self.waiting.pop_front();
        }
    }

    /// Leaves the shown question, on the safe side. Those that wait are about something else, and stay.
    pub(super) fn close_dialog(&mut self) {
        let Some(closed) = self.model.dialog.take() else { return };
        match closed.question() {
            Question::Passphrase => self.estimating = None,
            // The save that something waits for does not come.
            Question::Discard | Question::Replace | Question::Path(Purpose::Save(_)) => {
                self.forget_what_waits();
            }
            Question::DeleteRecovered | Question::Choose | Question::StillConverting => {}
            Question::Path(Purpose::Open | Purpose::Add | Purpose::Target) => {}
        }
    }

    /// Another key takes the place of the open one, or none.
    pub(super) fn drop_questions_about_the_key(&mut self) {
        self.drop_questions(Question::is_about_the_open_key);
        self.estimating = None;
    }

    /// Questions that no longer apply.
    pub(super) fn drop_questions(&mut self, is_over: impl Fn(Question) -> bool) {
        self.model.dialog.take_if(|shown| is_over(shown.question()));
        self.waiting.retain(|waiting| !is_over(waiting.question()));
    }
}
