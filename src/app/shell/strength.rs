//! How strong the new passphrase is that is being typed.

use super::{Event, Page, Slot};
use crate::app::context::Context;
use crate::app::{Dialog, Job, Model, NewPassphrase};
use crate::key::Strength;

/// Where a new passphrase is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TypedIn {
    Dialog,
    Page(Page),
}

/// An estimate under way.
#[derive(Debug)]
pub(super) struct Estimate {
    of: TypedIn,
    /// Held for its drop, which cancels what is not wanted any more.
    _job: Job,
}

impl Model {
    /// The new passphrase that is being typed, and what not to make it of.
    fn new_passphrase(&mut self) -> (TypedIn, &mut NewPassphrase, &str) {
        let Self { shell, key, batch, use_key, .. } = self;
        match (&mut shell.dialog, shell.page) {
            (Some(Dialog::Passphrase { new, .. }), _) => (TypedIn::Dialog, new, ""),
            (_, Page::Batch) => (TypedIn::Page(Page::Batch), &mut batch.target.new, ""),
            (_, Page::UseKey) => {
                let form = &mut use_key.replace.form;
                (TypedIn::Page(Page::UseKey), &mut form.passphrase, form.comment.as_str())
            }
            _ => (TypedIn::Page(Page::Key), &mut key.form.passphrase, key.form.comment.as_str()),
        }
    }

    /// zxcvbn takes milliseconds: more than a frame has to spare.
    pub(in crate::app) fn estimate(&mut self, cx: &mut Context<'_>) {
        let (of, new, comment) = self.new_passphrase();
        let estimating = match new.first.passphrase() {
            Some(passphrase) => {
                let comment = comment.to_owned();
                let job = cx.start(Slot::Estimate, "estimate", move |_| {
                    let words = comment.split(['@', ' ', '.']).filter(|word| !word.is_empty());
                    let words: Vec<&str> = words.collect();
                    Event::Estimated(Strength::of(passphrase.text().unwrap_or_default(), &words))
                });
                Some(Estimate { of, _job: job })
            }
            None => {
                // What was refused there is still said.
                new.again.clear();
                new.strength = None;
                None
            }
        };
        self.shell.estimating = estimating;
        if of == TypedIn::Page(Page::Batch) {
            self.batch.target.edited();
        }
    }

    /// Of a field that is no longer typed in, it says nothing.
    pub(in crate::app) fn estimated(&mut self, strength: Strength) {
        let Some(estimate) = self.shell.estimating.take() else { return };
        let (of, new, _) = self.new_passphrase();
        if estimate.of == of {
            new.strength = (!new.first.is_empty()).then_some(strength);
        }
    }
}
