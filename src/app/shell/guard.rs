//! What is not saved is not lost without a question.

use super::{Dialog, Notice, Shell};
use crate::app::{Action, Unsaved};

/// What stands in the way of closing the window, or of another key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Blocker {
    /// A key is being generated.
    Generating,
    /// Whether there is something to lose is known when the save is over.
    Saving,
    /// This would be lost.
    Unsaved(Unsaved),
    /// What is entered for keys in authorized_keys would be lost.
    Form,
    /// Files are being converted.
    Converting,
    /// The same, and the person has answered that the window is to close then.
    Stopping,
}

impl Blocker {
    /// Whether the window stays open for it. `discards`: the person gave up what is not saved.
    pub(in crate::app) fn keeps_open(self, discards: bool) -> bool {
        match self {
            Self::Generating => false,
            Self::Unsaved(_) => !discards,
            Self::Saving | Self::Form | Self::Converting | Self::Stopping => true,
        }
    }
}

impl Shell {
    /// Does nothing of the action yet: it asks, or waits, or says why not.
    pub(in crate::app) fn guard_unsaved(&mut self, action: Action, blocker: Blocker) {
        match blocker {
            Blocker::Unsaved(unsaved) => {
                self.ask_first(Dialog::Discard { unsaved, then: Box::new(action) });
            }
            Blocker::Form => self.ask_first(Dialog::DiscardForm { then: Box::new(action) }),
            // The newest request counts.
            Blocker::Saving => self.deferred = Some(Box::new(action)),
            Blocker::Converting => self.ask_first(Dialog::StillConverting),
            Blocker::Stopping => {} // It takes a moment.
            Blocker::Generating => {
                self.notice = Some(Notice::Busy);
                self.go_back_from(action);
            }
        }
    }

    /// Once the key is saved, this is done.
    pub(in crate::app) fn defer(&mut self, action: Box<Action>) {
        self.deferred = Some(action);
    }

    /// What waits for a save that is over now.
    pub(in crate::app) fn take_deferred(&mut self) -> Option<Action> {
        self.deferred.take().map(|action| *action)
    }

    /// What waits for a save does not come any more.
    pub(in crate::app) fn cancel_deferred(&mut self) {
        if let Some(action) = self.deferred.take() {
            self.go_back_from(*action);
        }
    }

    /// The question that the action was the answer to comes back.
    pub(super) fn go_back_from(&mut self, action: Action) {
        if let Some(dialog) = action.into_dialog() {
            self.ask_again(dialog);
        }
    }
}
