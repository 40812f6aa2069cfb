//! Which question is shown, and which wait for their turn: [`Shell::dialog`], and behind it a queue.
//!
//! A question leaves only when it is answered or closed, or when it no longer applies. The same question
//! is never there twice, so that there are never more of them than [`Question`] has values.

use super::Shell;
use super::dialog::{Dialog, Purpose};

/// Which question a [`Dialog`] asks, whatever it is about and whatever is typed in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// [`Dialog::Discard`]
    Discard,
    /// [`Dialog::DiscardForm`]
    DiscardForm,
    /// [`Dialog::Replace`]
    Replace,
    /// [`Dialog::Passphrase`]
    Passphrase,
    /// [`Dialog::DeleteRecovered`]
    DeleteRecovered,
    /// [`Dialog::Choose`]
    Choose,
    /// [`Dialog::Repair`]
    Repair,
    /// [`Dialog::KeyForServer`]
    KeyForServer,
    /// [`Dialog::RemoveFromServer`]
    RemoveFromServer,
    /// [`Dialog::Shortcuts`]
    Shortcuts,
    /// [`Dialog::About`]
    About,
    /// [`Dialog::StillConverting`]
    StillConverting,
    /// [`Dialog::Change`]
    Change,
    /// [`Dialog::Replacing`]
    Replacing,
    /// [`Dialog::Path`]
    Path(Purpose),
}

impl Question {
    /// Asked once more while it is there, the first one stays: what was typed is in it. Of the others,
    /// the newest is about what is wanted now.
    fn keeps_the_first(self) -> bool {
        match self {
            Self::Passphrase | Self::Path(_) | Self::StillConverting | Self::Shortcuts | Self::About => true,
            Self::Discard | Self::Replace | Self::DeleteRecovered | Self::Choose => false,
            Self::DiscardForm | Self::Repair | Self::KeyForServer | Self::Change => false,
            Self::RemoveFromServer | Self::Replacing => false,
        }
    }

    /// Whether it makes no sense any more once the open key has given its place to another one: its
    /// answer would change or save a key that it was not asked about.
    pub(super) fn is_about_the_open_key(self) -> bool {
        match self {
            Self::Discard | Self::Replace | Self::Passphrase | Self::Path(Purpose::Save(_)) => true,
            Self::DeleteRecovered | Self::Choose | Self::StillConverting => false,
            Self::DiscardForm | Self::Repair | Self::KeyForServer | Self::Change => false,
            Self::RemoveFromServer | Self::Replacing => false,
            Self::Shortcuts | Self::About | Self::Path(_) => false,
        }
    }
}

impl Dialog {
    /// Which question it is.
    pub fn question(&self) -> Question {
        match self {
            Self::Discard { .. } => Question::Discard,
            Self::DiscardForm { .. } => Question::DiscardForm,
            Self::Replace { .. } => Question::Replace,
            Self::Passphrase { .. } => Question::Passphrase,
            Self::DeleteRecovered(_) => Question::DeleteRecovered,
            Self::Choose(_) => Question::Choose,
            Self::Repair(_) => Question::Repair,
            Self::KeyForServer(_) => Question::KeyForServer,
            Self::RemoveFromServer(_) => Question::RemoveFromServer,
            Self::Shortcuts => Question::Shortcuts,
            Self::About => Question::About,
            Self::StillConverting => Question::StillConverting,
            Self::Change(_) => Question::Change,
            Self::Replacing(_) => Question::Replacing,
            Self::Path { purpose, .. } => Question::Path(*purpose),
        }
    }

    pub(super) fn reveals_secret(&self) -> bool {
        match self {
            Self::Passphrase { new, .. } => new.first.revealed,
            Self::Discard { .. } | Self::Replace { .. } | Self::DeleteRecovered(_) | Self::Choose(_) => false,
            Self::StillConverting | Self::Path { .. } | Self::Shortcuts | Self::About => false,
            Self::DiscardForm { .. } | Self::Repair(_) => false,
            Self::KeyForServer(_) | Self::Change(_) | Self::RemoveFromServer(_) | Self::Replacing(_) => false,
        }
    }
}

impl Shell {
    /// The questions that wait behind the one that is shown, in the order in which they will be.
    pub fn waiting(&self) -> impl Iterator<Item = &Dialog> {
        self.waiting.iter()
    }

    /// Asks a question, after those that are there already.
    pub(in crate::app) fn ask(&mut self, dialog: Dialog) {
        let question = dialog.question();
        match self.dialog.iter_mut().chain(&mut self.waiting).find(|there| there.question() == question) {
            Some(_) if question.keeps_the_first() => {}
            Some(there) => {
                let replaced = std::mem::replace(there, dialog);
                self.keep_what_led_to(replaced);
            }
            None => self.waiting.push_back(dialog),
        }
        self.show_queued_dialog();
    }

    /// Asks a question at once, because nothing else can go on before it is answered. The one that is
    /// shown, with what is typed in it, comes back after it.
    pub(in crate::app) fn ask_first(&mut self, dialog: Dialog) {
        let question = dialog.question();
        let is_same = |there: &Dialog| there.question() == question;
        let shown = self.dialog.take();
        let at = self.waiting.iter().position(is_same);
        let waited = at.and_then(|at| self.waiting.remove(at));
        let there_already = match shown {
            Some(there) if is_same(&there) => Some(there),
            other => {
                if let Some(other) = other {
                    self.waiting.push_front(other);
                }
                waited
            }
        };
        match there_already {
            Some(there) if question.keeps_the_first() => self.dialog = Some(there),
            there => {
                self.dialog = Some(dialog);
                if let Some(replaced) = there {
                    self.keep_what_led_to(replaced);
                }
            }
        }
    }

    /// A question that was answered comes back, as nothing came of the answer. What has been asked in
    /// its place since is about what is wanted now, and stays.
    pub(super) fn ask_again(&mut self, dialog: Dialog) {
        let question = dialog.question();
        if self.dialog.iter().chain(&self.waiting).all(|there| there.question() != question) {
            self.waiting.push_front(dialog);
        }
    }

    /// The list of keys, one of which was to take an unsaved key's place.
    fn keep_what_led_to(&mut self, dialog: Dialog) {
        if let Dialog::Discard { then, .. } = dialog {
            self.go_back_from(*then);
        }
    }

    /// Shows the next question where none is shown.
    pub(in crate::app) fn show_queued_dialog(&mut self) {
        if self.dialog.is_none() {
            self.dialog = self.waiting.pop_front();
        }
    }

    /// Leaves the shown question, on the safe side. Those that wait are about something else, and stay.
    pub(super) fn close_dialog(&mut self) {
        let Some(closed) = self.dialog.take() else { return };
        match closed.question() {
            // The save that something waits for does not come.
            Question::Discard | Question::Replace | Question::Path(Purpose::Save(_)) => {
                self.cancel_deferred();
            }
            Question::Passphrase | Question::DeleteRecovered | Question::Choose | Question::Repair => {}
            Question::StillConverting | Question::Shortcuts | Question::About => {}
            Question::DiscardForm | Question::KeyForServer | Question::RemoveFromServer => {}
            Question::Change | Question::Replacing | Question::Path(_) => {}
        }
        self.keep_what_led_to(closed);
    }

    /// Questions that no longer apply.
    pub(in crate::app) fn drop_questions(&mut self, is_over: impl Fn(Question) -> bool) {
        let shown = self.dialog.take_if(|shown| is_over(shown.question()));
        let (over, waiting) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition::<Vec<_>, _>(|waiting| is_over(waiting.question()));
        self.waiting = waiting.into();
        for dialog in shown.into_iter().chain(over) {
            self.keep_what_led_to(dialog);
        }
    }
}
