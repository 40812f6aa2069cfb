//! What the program is doing. Decides everything, draws nothing.
//!
//! A page has its own actions, events and state, and knows no other page. What it wants beside its own
//! state it asks the shell for, by effects. This file only passes things on.

mod action;
mod authorized;
mod batch;
mod context;
mod effects;
mod error;
mod event;
mod key;
mod my_keys;
mod new_passphrase;
mod options_form;
mod problem;
mod repairs;
mod secret_field;
mod secrets;
mod servers;
mod shell;
mod text_change;
mod text_file;
mod use_key;

pub use crate::batch::{About, OpenError, Protection};
pub use action::Action;
pub use authorized::{
    AuthorizedAction, AuthorizedPage, Editor, EditorTarget, KeyToAdd, LineAbout, LineRow, NotAdded, Refused,
};
pub use batch::{BatchAction, BatchPage, Counts, Progress, Row, RowField, State, Target};
pub use error::AppError;
pub use key::{
    Attached, Attempt, Certified, Choice, Choosable, Chosen, Content, FileName, FileNameProblem, Form,
    FormProblem, GenerateError, KeyAction, KeyChoice, KeyFocus, KeyOrigin, KeyPage, KeySource, KeyState,
    KeyText, LockedKey, OpenKey, OwnKey, OwnKeys, PublicInfo, Recovered, RecoveredKey, RecoveryAction,
    SaveDestination, Saving, Unsaved,
};
pub use my_keys::{KeyForServer, KeyRow, KeySearch, Looked, MyKeysAction, MyKeysPage};
pub use new_passphrase::{BadPassphrase, NewPassphrase};
pub use options_form::OptionsForm;
pub use problem::{
    Answer as ProblemAnswer, FIELD_BYTES, Masked, ProblemAction, ProblemPage, Remedies, Remedy, ShownCause,
    TextAside, TextSource, less_likely,
};
pub use repairs::{Outcome, Repair, Repairs};
pub use secret_field::SecretField;
pub use servers::{Compare, Comparison, ServerHosts, ServerRow, ServersAction, ServersPage};
pub use shell::{
    Answer, Copyable, Dialog, Job, JobId, Notice, Page, Pasted, Purpose, Question, Shell, Titles, Toast, Wake,
};
pub use text_change::{ChangeKind, ListState, Risk, TextChange, TextProblem, Written};
pub use text_file::TextFile;

pub use use_key::{
    AgentAction, AgentOutcome, AgentPanel, Aim, Attempt as InstallAttempt, AttemptEnd, BadServer, ByHandForm,
    ComputerAction, ComputerPanel, ConfigCheck, ConfigProblem, InstallAction, InstallPanel, Kept, Lifetime,
    LookedAtAgents, NoCommand, NotRead, Panel, RemovalForm, RemovalQuestion, ReplaceAction, ReplaceAsk,
    ReplacePanel, ReplaceProblem, ReplaceQuestion, ReplaceServer, Reply, Run, ServerField, ServerTask,
    ServiceAction, ServicePanel, ServiceText, ShownService, StayingKey, Unreadable, Untried, UseKeyAction,
    UseKeyPage, UsedKey, Waiting,
};

use crate::system::{Desktop, Services, User, with_stack_wiped};
use context::{Context, PageState};
use event::Event;
use key::own_keys;
use shell::{Blocker, JobSlot, Jobs, Report};
use std::sync::{Arc, Mutex};
use text_file::TextEvent;

/// The model, what changes it, and the services that do the work.
pub struct App {
    /// What the window shows.
    pub model: Model,
    services: Services,
    desktop: Desktop,
    jobs: Jobs,
    /// Held by whatever KDF is running.
    one_kdf: Arc<Mutex<()>>,
}

/// Everything that the window shows.
#[derive(Debug)]
pub struct Model {
    /// What is the same on every page.
    pub shell: Shell,
    /// One key.
    pub key: KeyPage,
    /// Many keys.
    pub batch: BatchPage,
    /// The keys of this computer.
    pub my_keys: MyKeysPage,
    /// Who may log in here.
    pub authorized: AuthorizedPage,
    /// The servers that are known.
    pub servers: ServersPage,
    /// What an error message means.
    pub problem: ProblemPage,
    /// What can be done with a key.
    pub use_key: UseKeyPage,
}

impl Model {
    /// All pages, in the order in which they are asked whether the window may close.
    fn pages(&self) -> [&dyn PageState; 7] {
        let Self { shell: _, key, batch, my_keys, authorized, servers, problem, use_key } = self;
        [batch, authorized, key, my_keys, servers, problem, use_key]
    }

    /// The text file that a page shows, if it shows one.
    fn text_file(&mut self, page: Page) -> Option<&mut TextFile> {
        match page {
            Page::Authorized => Some(&mut self.authorized.text),
            Page::Servers => Some(&mut self.servers.text),
            Page::UseKey => Some(&mut self.use_key.computer.text),
            Page::Key | Page::Batch | Page::MyKeys | Page::Problem => None,
        }
    }

    fn on_text(&mut self, page: Page, event: TextEvent, cx: &mut Context<'_>) {
        let Some(text) = self.text_file(page) else { return };
        let next = text.on_event(event, cx);
        match page {
            Page::Authorized => self.authorized.go_on(next, cx),
            Page::Servers => self.servers.go_on(next, cx),
            Page::UseKey => self.use_key.text_went_on(next, cx),
            Page::Key | Page::Batch | Page::MyKeys | Page::Problem => {}
        }
    }

    /// Tells a page that it is shown, perhaps again.
    fn shown(&mut self, page: Page, cx: &mut Context<'_>) {
        match page {
            Page::Key | Page::Batch => {}
            Page::UseKey => self.use_key.shown(cx),
            Page::MyKeys => self.my_keys.shown(cx),
            Page::Authorized => self.authorized.shown(cx),
            Page::Servers => self.servers.shown(cx),
            Page::Problem => self.problem.shown(cx),
        }
    }
}

impl App {
    /// `wake` is called, from any thread, when [`Self::drain_events`] has something to do.
    pub fn new(services: Services, desktop: Desktop, titles: Titles, wake: Wake) -> Self {
        let model = Model {
            shell: Shell::new(desktop.settings.load(), titles),
            key: KeyPage::new(services.person.user_at_host.clone()),
            batch: BatchPage::default(),
            my_keys: MyKeysPage::default(),
            authorized: AuthorizedPage::default(),
            servers: ServersPage::default(),
            problem: ProblemPage::default(),
            use_key: UseKeyPage::default(),
        };
        let mut app = Self { model, services, desktop, jobs: Jobs::new(wake), one_kdf: Arc::default() };
        app.with(false, |model, cx| {
            shell::watch_drops(cx);
            model.key.look_for_recovered(cx);
            model.key.look_for_own(cx);
        });
        app
    }

    /// What the window shows, and who and where the person is.
    pub fn parts(&mut self) -> (&mut Model, &User) {
        (&mut self.model, &self.services.person)
    }

    /// What was asked for with [`Action::ReadClipboard`], once: it is for whatever had the keyboard
    /// then, and is dropped where that has changed.
    pub fn take_pasted(&mut self) -> Option<Pasted> {
        self.model.shell.take_pasted()
    }

    /// No frame is drawn: what was pasted would wait for one, readable in memory.
    pub fn drop_pasted(&mut self) {
        self.model.shell.drop_pasted();
    }

    /// A person asked for something.
    pub fn act(&mut self, action: impl Into<Action>) {
        let action = action.into();
        with_stack_wiped(|| {
            self.dispatch(action, false);
            self.settle();
        });
    }

    /// Takes in what background work has reported. Call it as often as you like.
    pub fn drain_events(&mut self) {
        if !self.jobs.has_reports() && self.model.key.may_wait().is_zero() {
            return;
        }
        // Of what is handed over, something may be on the stack for a moment.
        with_stack_wiped(|| {
            while let Some(report) = self.jobs.next(self.model.key.may_wait()) {
                self.on_report(report);
            }
            self.settle();
        });
    }

    fn settle(&mut self) {
        self.model.shell.show_queued_dialog();
        let Self { model: Model { shell, key, .. }, services, desktop, .. } = self;
        key.prepare_rescue(shell.leaving, services, desktop);
    }

    fn dispatch(&mut self, action: Action, discards: bool) {
        match action {
            Action::Key(action) => self.with(discards, |model, cx| model.key.update(action, cx)),
            Action::Batch(action) => self.with(discards, |model, cx| model.batch.update(action, cx)),
            Action::MyKeys(action) => self.with(false, |model, cx| model.my_keys.update(action, cx)),
            Action::Authorized(action) => self.with(false, |model, cx| model.authorized.update(action, cx)),
            Action::Servers(action) => self.with(false, |model, cx| model.servers.update(action, cx)),
            Action::Problem(action) => self.with(false, |model, cx| model.problem.update(action, cx)),
            Action::UseKey(action) => self.with(false, |model, cx| model.use_key.update(action, cx)),
            Action::Show(page) => self.show(page),
            Action::Answer(answer) => self.answer(answer),
            Action::PassphraseEdited => self.with(false, Model::estimate),
            Action::Close => self.close(discards),
            action => self.with(false, |model, cx| model.shell.update(action, cx)),
        }
    }

    fn show(&mut self, page: Page) {
        self.model.shell.page = page;
        self.with(false, |model, cx| model.shown(page, cx));
    }

    fn answer(&mut self, answer: Answer) {
        match answer {
            Answer::Discard => {
                if let Some(then) = self.model.shell.take_discard() {
                    self.dispatch(*then, true);
                } else if let Some(then) = self.model.shell.take_discard_form() {
                    self.model.authorized.close_editor();
                    self.dispatch(*then, false);
                }
            }
            Answer::SaveFirst => {
                if let Some(then) = self.model.shell.take_discard() {
                    self.model.shell.defer(then);
                    self.with(false, |model, cx| model.key.save_first(cx));
                }
            }
            Answer::UsePath => self.with(false, |model, cx| model.shell.use_path(cx)),
            // Each page knows those to its own questions.
            answer => self.with(false, |model, cx| {
                let Model { shell, key, batch, my_keys, authorized, servers, problem, use_key } = model;
                key.on_answer(answer, &mut shell.dialog, cx);
                batch.on_answer(answer, &mut shell.dialog, cx);
                my_keys.on_answer(answer, &mut shell.dialog, cx);
                authorized.text.on_answer(answer, &mut shell.dialog, cx);
                servers.text.on_answer(answer, &mut shell.dialog, cx);
                use_key.on_answer(answer, &mut shell.dialog, cx);
                problem.on_answer(answer, &mut shell.dialog, cx);
            }),
        }
    }

    fn close(&mut self, discards: bool) {
        let blockers = self.model.pages().map(PageState::unsaved);
        match blockers.into_iter().flatten().find(|blocker| blocker.keeps_open(discards)) {
            Some(blocker) => {
                if blocker == Blocker::Saving {
                    self.model.use_key.stop();
                }
                self.model.shell.guard_unsaved(Action::Close, blocker);
            }
            None => self.model.shell.leaving = true,
        }
    }

    fn on_report(&mut self, report: Report) {
        let Some((id, slot, event)) = self.jobs.take(report) else { return };
        match event {
            Some(Event::Shell(shell::Event::Estimated(strength))) => self.model.estimated(strength),
            Some(Event::Shell(event)) => self.with(false, |model, cx| model.shell.on_event(event, cx)),
            Some(Event::Key(event)) => self.with(false, |model, cx| model.key.on_event(event, cx)),
            Some(Event::Batch(event)) => self.with(false, |model, cx| model.batch.on_event(id, event, cx)),
            Some(Event::MyKeys(event)) => self.with(false, |model, cx| model.my_keys.on_event(event, cx)),
            Some(Event::Authorized(event)) => self.model.authorized.on_event(event),
            Some(Event::Servers(event)) => self.with(false, |model, cx| model.servers.on_event(event, cx)),
            Some(Event::Text(page, event)) => self.with(false, |model, cx| model.on_text(page, event, cx)),
            Some(Event::Problem(event)) => self.with(false, |model, cx| model.problem.on_event(event, cx)),
            Some(Event::UseKey(event)) => self.with(false, |model, cx| model.use_key.on_event(event, cx)),
            None => self.on_job_crashed(id, slot),
        }
        self.model.shell.show_queued_dialog();
    }

    /// A piece of work panicked: a fault of ours.
    fn on_job_crashed(&mut self, id: JobId, slot: JobSlot) {
        match slot {
            JobSlot::Shell(slot) => self.model.shell.on_job_crashed(slot),
            JobSlot::Key(slot) => self.with(false, |model, cx| model.key.on_job_crashed(slot, cx)),
            JobSlot::Batch(_) => self.with(false, |model, cx| model.batch.on_job_crashed(id, cx)),
            JobSlot::MyKeys(slot) => {
                self.model.my_keys.on_job_crashed(slot);
                self.model.shell.cancel_deferred();
            }
            JobSlot::Servers(slot) => self.model.servers.on_job_crashed(slot),
            JobSlot::Text(page, slot) => {
                if let Some(text) = self.model.text_file(page) {
                    text.on_job_crashed(slot);
                }
                self.model.shell.cancel_deferred();
            }
            JobSlot::Problem(slot) => {
                self.model.problem.on_job_crashed(slot);
                self.model.shell.cancel_deferred();
            }
            JobSlot::UseKey(slot) => {
                self.model.use_key.on_job_crashed(slot);
                self.model.shell.cancel_deferred();
            }
        }
        self.model.shell.fail(AppError::Crashed);
    }
}
