//! Effect → what the shell or another page does.

use super::context::{Context, Effect};
use super::shell::{Blocker, Chosen};
use super::{Action, App, AuthorizedAction, Model, MyKeysAction, Page, ServersAction};
use crate::system::Selection;

impl App {
    /// Lets a page do something, and then does what it asks for.
    pub(super) fn with(&mut self, discards: bool, does: impl FnOnce(&mut Model, &mut Context<'_>)) {
        let mut effects = Vec::new();
        let busy = self.model.pages().iter().any(|page| page.unsaved() == Some(Blocker::Generating));
        let Self { model, services, desktop, jobs, one_kdf } = self;
        let (shown, effects_of) = (model.shell.page, &mut effects);
        let mut cx = Context { services, desktop, jobs, effects: effects_of, one_kdf, shown, busy, discards };
        does(model, &mut cx);
        effects.into_iter().for_each(|effect| self.apply(effect));
    }

    fn apply(&mut self, effect: Effect) {
        let shell = &mut self.model.shell;
        match effect {
            Effect::Show(page) => self.show(page),
            Effect::Ask(dialog) => shell.ask(dialog),
            Effect::Notice(notice) => shell.notice = Some(notice),
            Effect::Toast(toast) => shell.show_toast(toast),
            Effect::Copy(what, text) => self.with(false, |model, cx| {
                model.shell.copy(Selection::Clipboard, Some(what), text, cx);
            }),
            Effect::Do(action) => self.dispatch(action, false),
            Effect::Guard(action, blocker) => shell.guard_unsaved(action, blocker),
            Effect::DoDeferred => {
                if let Some(action) = shell.take_deferred() {
                    self.dispatch(action, false);
                }
            }
            Effect::CancelDeferred => shell.cancel_deferred(),
            Effect::GoOn => {
                if let Some(action) = shell.take_deferred() {
                    self.dispatch(action, false);
                }
            }
            Effect::StopInspecting => shell.stop_inspecting(),
            Effect::KeyReplaced(file) => {
                self.with(false, |model, cx| model.shell.key_replaced(file.as_deref(), cx));
            }
            Effect::Saved(files) => {
                if shell.page == Page::UseKey {
                    self.model.use_key.saved(&files);
                }
                if let Some(action) = shell.saved(&files) {
                    self.dispatch(action, false);
                }
            }
            Effect::Choose(request) => self.with(false, |model, cx| model.shell.choose(request, cx)),
            Effect::Chosen(chosen) => self.chosen(chosen),
            Effect::Opened(contents, source, fault) => {
                self.with(false, |model, cx| model.key.open(contents, source, fault, cx));
            }
            Effect::Convert(paths) => self.with(false, |model, cx| model.batch.add(paths, cx)),
            Effect::Withdraw(question) => shell.drop_questions(|there| there == question),
            Effect::UseKey(key) => {
                self.model.use_key.open(*key);
                self.show(Page::UseKey);
            }
            Effect::AgentsChanged => self.with(false, |model, cx| model.key.look_for_agents(cx)),
            Effect::ShowInFolder(file) => self.with(false, |model, cx| model.shell.show_in_folder(file, cx)),
        }
    }

    fn chosen(&mut self, chosen: Chosen) {
        match chosen {
            Chosen::Open(path) => self.dispatch(Action::Open(vec![path]), false),
            Chosen::Save(what, path) => {
                self.with(false, |model, cx| model.key.save_to(what, path, cx));
            }
            Chosen::Add(paths) => self.with(false, |model, cx| model.batch.add(paths, cx)),
            Chosen::Target(folder) => self.model.batch.set_target_folder(folder),
            Chosen::TextFile(Page::Servers, path) => {
                self.dispatch(Action::Servers(ServersAction::Use(path)), false);
            }
            Chosen::TextFile(_, path) => {
                self.dispatch(Action::Authorized(AuthorizedAction::Use(path)), false);
            }
            Chosen::Identity(path) => self.dispatch(Action::MyKeys(MyKeysAction::UseFile(path)), false),
            Chosen::KeysToAuthorize(paths) => {
                self.dispatch(Action::Authorized(AuthorizedAction::AddFiles(paths)), false);
            }
        }
    }
}
