//! What the program is doing. Decides everything, draws nothing.

mod act;
mod action;
mod certified;
mod choice;
mod dialog;
mod event;
mod failure;
mod form;
mod hear;
mod job;
mod keep;
mod line;
mod mailbox;
mod many;
mod model;
mod notice;
mod open;
mod questions;
mod recovery;
mod reveal;
mod saving;
mod secret_field;

pub use crate::batch::{About, OpenError, Protection};
pub use action::Action;
pub use certified::{Attached, Certified};
pub use choice::{Choice, Choosable, Chosen};
pub use dialog::{Dialog, Purpose};
pub use event::GenerateError;
pub use failure::Failure;
pub use form::{Algorithm, BadPassphrase, Form, FormProblem, NewPassphrase};
pub use job::{Job, JobId};
pub use mailbox::Wake;
pub use many::{Counts, Many, ManyAction, Progress, Row, RowField, State, Target};
pub use model::{
    Attempt, Content, Encrypted, Facts, Model, Place, Ready, SavePlace, Saving, Source, Stage, Unsaved,
};
pub use notice::{Copyable, Notice, Toast};
pub use questions::Question;
pub use recovery::{Recovered, RecoveredKey, RecoveryAction};
pub use secret_field::SecretField;

use crate::key::NewKind;
use crate::system::{Desktop, Services, leaving_no_trace};
use event::Event;
use job::JobProgress;
use mailbox::Mailbox;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

/// How long after the click the window may wait for a key, so that no frame is late for it. A key on a
/// curve takes a third of that.
const QUICK: Duration = Duration::from_millis(10);

/// The model, what changes it, and the services that do the work.
pub struct App {
    /// What the window shows.
    pub model: Model,
    services: Services,
    desktop: Desktop,
    mailbox: Mailbox,
    inbox: mpsc::Receiver<Event>,
    last_job: u64,
    last_toast: u64,
    last_key: u64,
    /// The newest estimate of a passphrase and the newest look for a free name.
    estimating: Option<Job>,
    looking: Option<Job>,
    /// The question was answered: what is being done now may take an unsaved key's place.
    may_replace: bool,
    /// What is being opened now was looked at: it is no folder.
    is_no_folder: bool,
    titles: Titles,
    /// Questions behind the one that is shown.
    waiting: VecDeque<Dialog>,
    /// A file dialog is open.
    choosing: bool,
    /// Held by whatever KDF is running.
    one_kdf: Arc<Mutex<()>>,
    /// Until then a frame waits for a key that needs no search.
    quick_until: Instant,
    /// What is rescued if the program is ended: which key, and which revision of it.
    rescued: Option<(u64, u32)>,
}

/// Words for the system's own dialogs, which the window does not draw.
#[derive(Clone, Debug, Default)]
pub struct Titles {
    /// Over the dialog that asks what to open.
    pub open: String,
    /// Over the dialog that asks where to save.
    pub save: String,
    /// Over the dialog that asks for files to convert.
    pub files: String,
    /// Over the dialog that asks for a folder of files to convert.
    pub folder: String,
    /// Over the dialog that asks for the folder of the new files.
    pub target: String,
}

impl App {
    /// `wake` is called, from any thread, when [`Self::catch_up`] has something to do.
    pub fn new(services: Services, desktop: Desktop, titles: Titles, wake: Wake) -> Self {
        let (mailbox, inbox) = Mailbox::new(wake);
        let model = Model {
            place: Place::Key,
            stage: Stage::Empty,
            many: Many::default(),
            form: Form::new(services.person.user_at_host.clone()),
            opening: None,
            dialog: None,
            notice: None,
            toast: None,
            recovered: Vec::new(),
            settings: desktop.settings.load(),
            leaving: false,
        };
        let mut app = Self {
            model,
            services,
            desktop,
            mailbox,
            inbox,
            last_job: 0,
            last_toast: 0,
            last_key: 0,
            estimating: None,
            looking: None,
            may_replace: false,
            is_no_folder: false,
            titles,
            waiting: VecDeque::new(),
            choosing: false,
            one_kdf: Arc::default(),
            quick_until: Instant::now(),
            rescued: None,
        };
        app.look_for_recovered();
        app
    }

    /// Takes in what background work has reported. Call it as often as you like.
    pub fn catch_up(&mut self) {
        let Some(first) = self.next_event() else {
            self.prepare_rescue();
            return;
        };
        // Of what is handed over, something may be on the stack for a moment.
        leaving_no_trace(|| {
            self.hear(*first);
            while let Some(event) = self.next_event() {
                self.hear(*event);
            }
            self.prepare_rescue();
        });
    }

    /// A key that needs no search is there in the frame after the click: it is waited for. Otherwise it
    /// would depend on luck, and a form that is busy would flash up in between.
    ///
    /// In a frame of its own and on the heap, so that the stack that is wiped afterwards has all of it.
    #[inline(never)]
    fn next_event(&mut self) -> Option<Box<Event>> {
        if let Stage::Generating { kind: NewKind::Ed25519 | NewKind::Ecdsa(_), .. } = self.model.stage {
            let left = self.quick_until.saturating_duration_since(Instant::now());
            return self.inbox.recv_timeout(left).ok().map(Box::new);
        }
        self.inbox.try_recv().ok().map(Box::new)
    }

    /// What the window shows, and who and where the person is.
    pub fn parts(&mut self) -> (&mut Model, &crate::system::Person) {
        (&mut self.model, &self.services.person)
    }

    /// Starts work whose last act is to report an event. A panic in it is reported as well.
    fn start(
        &mut self,
        name: &'static str,
        work: impl FnOnce(JobId, &JobProgress) -> Event + Send + 'static,
    ) -> Job {
        self.last_job += 1;
        let id = JobId(self.last_job);
        let (job, progress) = Job::new(id, self.mailbox.wake());
        let mailbox = self.mailbox.clone();
        let run = move || {
            let result = catch_unwind(AssertUnwindSafe(|| work(id, &progress)));
            mailbox.post(result.unwrap_or(Event::Crashed(id)));
        };
        self.desktop.worker.run(name, Box::new(run));
        job
    }

    fn fail(&mut self, failure: Failure) {
        self.model.notice = Some(Notice::Failed(failure));
    }

    fn toast(&mut self, toast: Toast) {
        self.last_toast += 1;
        self.model.toast = Some((self.last_toast, toast));
    }
}
