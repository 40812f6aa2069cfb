//! What “Replace it” has to do with the rest of the page: the same ssh, the same questions, the same configuration.

use super::{
    Event, InstallAction, InstallPanel, Panel, ReplaceAction, ReplaceAsk, ReplacePanel, UseKeyPage, UsedKey,
    Waiting, removal, replace,
};
use crate::app::context::{Context, Effect};
use crate::app::text_file::Next;
use crate::app::{Action, Answer, Dialog, Page, SecretField};
use crate::replace::{KeyInFile, Replacement};
use std::sync::Weak;

/// Of keys that nobody has opened.
const NOT_OPENED: u64 = u64::MAX;

impl UsedKey {
    /// A key that is only known by its file and its public key.
    pub(in crate::app) fn not_opened(key: &KeyInFile) -> Self {
        Self {
            number: NOT_OPENED,
            public: key.key.clone(),
            file: Some(key.file.clone()),
            is_private: false,
            origin: None,
            private: Weak::new(),
            passphrase: Weak::new(),
        }
    }
}

impl UseKeyPage {
    /// What ssh waits for.
    pub fn waiting(&self) -> Option<&Waiting> {
        let panels = [&self.replace.run, &self.install];
        panels.into_iter().find_map(|panel| panel.attempt.as_ref()?.waiting.as_ref())
    }

    /// Whether ssh is at work on a server.
    pub fn is_at_work(&self) -> bool {
        self.install.is_working() || self.replace.run.is_working()
    }

    pub(super) fn secrets(&self) -> [&SecretField; 3] {
        let ReplacePanel { run, form, .. } = &self.replace;
        [&self.install.typed, &run.typed, &form.passphrase.first]
    }

    /// Where ssh is at work: in one place at a time.
    pub(super) fn at_work(&mut self) -> &mut InstallPanel {
        if self.replace.run.is_working() { &mut self.replace.run } else { &mut self.install }
    }

    pub(super) fn leave(&self, cx: &mut Context<'_>) {
        match &self.key {
            Some(UsedKey { number: NOT_OPENED, file: Some(file), .. }) => {
                cx.send(Effect::Do(Action::Open(vec![file.clone()])));
            }
            _ => cx.send(Effect::Show(Page::Key)),
        }
    }

    pub(super) fn install(&mut self, action: InstallAction, cx: &mut Context<'_>) {
        let is_of_replacement = self.replace.run.is_working() || self.panel == Panel::Replace;
        match action {
            // What is at work there is shown first.
            InstallAction::Start | InstallAction::AskRemoval if self.replace.run.is_working() => {
                self.panel = Panel::Replace
            }
            InstallAction::Answer(_) | InstallAction::Stop | InstallAction::Explain if is_of_replacement => {
                self.replace.run.update(action, self.key.as_ref(), &[], cx);
            }
            action => self.install.update(action, self.key.as_ref(), &self.keys, cx),
        }
    }

    pub(super) fn replace(&mut self, action: ReplaceAction, cx: &mut Context<'_>) {
        let uses_ssh = matches!(action, ReplaceAction::Run(..) | ReplaceAction::Ask(ReplaceAsk::Remove(_)));
        if uses_ssh && self.install.is_working() {
            // One ssh at a time: what it asks is shown there.
            self.panel = Panel::Server;
            return;
        }
        let with = replace::With { key: self.key.as_ref(), text: &mut self.computer.text };
        self.replace.update(action, with, cx);
    }

    pub(super) fn replace_event(&mut self, event: replace::Event, cx: &mut Context<'_>) {
        let with = replace::With { key: self.key.as_ref(), text: &mut self.computer.text };
        self.replace.on_event(event, with, cx);
        self.replace.settle(self.key.as_ref(), cx);
        self.keep_configuration();
    }

    /// Once the old key is gone from a server, a configuration that names it is not brought back.
    pub(super) fn keep_configuration(&mut self) {
        if self.replace.plan().is_some_and(Replacement::has_removed) {
            self.computer.text.done = None;
        }
    }

    /// The shown question was answered. It leaves, unless the answer is to another one.
    pub(in crate::app) fn on_answer(
        &mut self,
        answer: Answer,
        shown: &mut Option<Dialog>,
        cx: &mut Context<'_>,
    ) {
        self.computer.text.on_answer(answer, shown, cx);
        let is_ssh_free = !self.is_at_work();
        if answer == Answer::RemoveFromServer
            && is_ssh_free
            && let Some(question) = removal::answered(shown)
        {
            self.install.remove(question, cx);
        }
        self.replace.on_answer(answer, shown, is_ssh_free, cx);
    }

    /// After a report about ssh's configuration.
    pub(in crate::app) fn text_went_on(&mut self, next: Next, cx: &mut Context<'_>) {
        self.computer.go_on(next, cx);
        self.replace.text_went_on(next, &self.computer.text, cx);
    }
}

impl From<replace::Event> for crate::app::Event {
    fn from(event: replace::Event) -> Self {
        Self::UseKey(Event::Replace(event))
    }
}
