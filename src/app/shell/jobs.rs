//! The table of the work under way: what was started for which page, and whether anyone still waits.

use super::job::{Job, JobId, JobProgress, Shared};
use crate::app::text_file::TextSlot;
use crate::app::{Event, Page, batch, key, my_keys, problem, servers, shell, use_key};
use crate::system::Worker;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

/// Wakes the window, from any thread.
pub type Wake = Arc<dyn Fn() + Send + Sync>;

/// What a piece of work is for, and of which page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Slot {
    Shell(shell::Slot),
    Key(key::Slot),
    Batch(batch::Slot),
    MyKeys(my_keys::Slot),
    Servers(servers::Slot),
    /// Of the text file of this page.
    Text(Page, TextSlot),
    Problem(problem::Slot),
    UseKey(use_key::Slot),
}

impl From<shell::Slot> for Slot {
    fn from(slot: shell::Slot) -> Self {
        Self::Shell(slot)
    }
}

impl From<key::Slot> for Slot {
    fn from(slot: key::Slot) -> Self {
        Self::Key(slot)
    }
}

impl From<batch::Slot> for Slot {
    fn from(slot: batch::Slot) -> Self {
        Self::Batch(slot)
    }
}

impl From<my_keys::Slot> for Slot {
    fn from(slot: my_keys::Slot) -> Self {
        Self::MyKeys(slot)
    }
}

impl From<servers::Slot> for Slot {
    fn from(slot: servers::Slot) -> Self {
        Self::Servers(slot)
    }
}

impl From<problem::Slot> for Slot {
    fn from(slot: problem::Slot) -> Self {
        Self::Problem(slot)
    }
}

impl From<use_key::Slot> for Slot {
    fn from(slot: use_key::Slot) -> Self {
        Self::UseKey(slot)
    }
}

/// What a piece of work reports. `None` is a panic in it: a fault of ours.
pub(in crate::app) struct Report {
    job: JobId,
    event: Option<Event>,
    is_last: bool,
}

/// Takes reports and wakes the window.
#[derive(Clone)]
struct Mailbox {
    sender: mpsc::Sender<Report>,
    /// Something was sent that was not looked for yet.
    posted: Arc<AtomicBool>,
    wake: Wake,
}

impl Mailbox {
    fn send(&self, report: Report) {
        // The inbox is gone only when the window is: then nobody needs the report.
        let _ = self.sender.send(report);
        self.posted.store(true, Ordering::Release);
        (self.wake)();
    }
}

/// Reports of work that goes on.
#[derive(Clone)]
pub(in crate::app) struct Poster {
    mailbox: Mailbox,
    job: JobId,
}

impl Poster {
    pub(in crate::app) fn post(&self, event: impl Into<Event>) {
        self.mailbox.send(Report { job: self.job, event: Some(event.into()), is_last: false });
    }
}

/// All work under way.
pub(in crate::app) struct Jobs {
    last: u64,
    open: Vec<Entry>,
    mailbox: Mailbox,
    inbox: mpsc::Receiver<Report>,
}

struct Entry {
    id: JobId,
    slot: Slot,
    /// `None` where it cannot be cancelled.
    shared: Option<Arc<Shared>>,
}

impl Jobs {
    pub(in crate::app) fn new(wake: Wake) -> Self {
        let (sender, inbox) = mpsc::channel();
        Self { last: 0, open: Vec::new(), mailbox: Mailbox { sender, posted: Arc::default(), wake }, inbox }
    }

    /// Starts work whose last act is to report an event. A panic in it is reported as well.
    pub(in crate::app) fn start(
        &mut self,
        worker: &dyn Worker,
        slot: Slot,
        name: &'static str,
        work: impl FnOnce(&JobProgress) -> Event + Send + 'static,
    ) -> Job {
        let shared = Arc::new(Shared::default());
        let id = self.enter(slot, Some(Arc::clone(&shared)));
        let wake = Arc::clone(&self.mailbox.wake);
        let poster = Poster { mailbox: self.mailbox.clone(), job: id };
        let progress = JobProgress { shared: Arc::clone(&shared), wake, poster };
        self.run(worker, id, name, move || work(&progress));
        Job::new(id, shared)
    }

    /// The same for work that nobody cancels.
    pub(in crate::app) fn start_detached(
        &mut self,
        worker: &dyn Worker,
        slot: Slot,
        name: &'static str,
        work: impl FnOnce() -> Event + Send + 'static,
    ) {
        let id = self.enter(slot, None);
        self.run(worker, id, name, work);
    }

    /// For an answer from outside, such as that of a file dialog.
    pub(in crate::app) fn expect_answer<T>(
        &mut self,
        slot: Slot,
        event: impl FnOnce(T) -> Event + Send + 'static,
    ) -> Box<dyn FnOnce(T) + Send> {
        let (job, mailbox) = (self.enter(slot, None), self.mailbox.clone());
        Box::new(move |answer| mailbox.send(Report { job, event: Some(event(answer)), is_last: true }))
    }

    /// For reports from outside that come for as long as the window is open.
    pub(in crate::app) fn expect_reports(&mut self, slot: Slot) -> Poster {
        Poster { mailbox: self.mailbox.clone(), job: self.enter(slot, None) }
    }

    /// Drops what was to come for this slot: an answer that comes all the same is nobody's.
    pub(in crate::app) fn forget(&mut self, slot: Slot) {
        self.open.retain(|entry| entry.slot != slot);
    }

    fn enter(&mut self, slot: Slot, shared: Option<Arc<Shared>>) -> JobId {
        self.last += 1;
        let id = JobId(self.last);
        self.open.push(Entry { id, slot, shared });
        id
    }

    fn run(
        &self,
        worker: &dyn Worker,
        job: JobId,
        name: &'static str,
        work: impl FnOnce() -> Event + Send + 'static,
    ) {
        let mailbox = self.mailbox.clone();
        let run = move || {
            let event = catch_unwind(AssertUnwindSafe(work)).ok();
            mailbox.send(Report { job, event, is_last: true });
        };
        worker.run(name, Box::new(run));
    }

    /// Whether something was reported since this was last asked.
    pub(in crate::app) fn has_reports(&self) -> bool {
        self.mailbox.posted.swap(false, Ordering::Acquire)
    }

    /// The next report, waited for at most this long.
    pub(in crate::app) fn next(&self, wait: Duration) -> Option<Report> {
        match wait {
            Duration::ZERO => self.inbox.try_recv().ok(),
            wait => self.inbox.recv_timeout(wait).ok(),
        }
    }

    /// What was reported, and by which work. What comes of work that nobody waits for is dropped here,
    /// and with it, wiped, the keys that it brings.
    pub(in crate::app) fn take(&mut self, report: Report) -> Option<(JobId, Slot, Option<Event>)> {
        let Report { job, event, is_last } = report;
        let at = self.open.iter().position(|entry| entry.id == job)?;
        let Entry { slot, shared, .. } = self.open.get(at)?;
        let slot = *slot;
        let is_abandoned = shared.as_ref().is_some_and(|shared| shared.is_abandoned());
        if is_last {
            self.open.swap_remove(at);
        }
        (!is_abandoned).then_some((job, slot, event))
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, Jobs, Poster, Report, Slot};
    use crate::app::shell;
    use crate::app::shell::job::JobId;
    use crate::system::Worker;
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    /// Keeps the work until it is told to do it.
    #[derive(Default)]
    struct Later(Mutex<Vec<Box<dyn FnOnce() + Send>>>);

    impl Worker for Later {
        fn run(&self, _name: &'static str, work: Box<dyn FnOnce() + Send>) {
            self.0.lock().unwrap().push(work);
        }
    }

    impl Later {
        fn now(&self) {
            self.0.lock().unwrap().drain(..).for_each(|work| work());
        }
    }

    const SLOT: Slot = Slot::Shell(shell::Slot::Permissions);

    fn event() -> Event {
        shell::Event::PermissionsFixed("a".into(), true).into()
    }

    fn taken(jobs: &mut Jobs) -> Vec<Option<bool>> {
        let mut taken = Vec::new();
        while let Some(report) = jobs.next(Duration::ZERO) {
            taken.push(jobs.take(report).map(|(_, slot, event)| {
                assert_eq!(slot, SLOT);
                event.is_some()
            }));
        }
        taken
    }

    #[test]
    fn only_what_someone_waits_for_is_taken() {
        let (mut jobs, worker) = (Jobs::new(Arc::new(|| {})), Later::default());
        let kept = jobs.start(&worker, SLOT, "kept", |_| event());
        let dropped = jobs.start(&worker, SLOT, "dropped", |_| event());
        let crashes = jobs.start(&worker, SLOT, "crashes", |_| panic!("a fault"));
        jobs.start_detached(&worker, SLOT, "detached", event);
        let answer = jobs.expect_answer(SLOT, |()| event());
        drop(dropped);
        worker.now();
        answer(());
        assert_eq!(taken(&mut jobs), [Some(true), None, Some(false), Some(true), Some(true)]);
        assert!(jobs.open.is_empty(), "what is over is in no table");
        drop((kept, crashes));
    }

    #[test]
    fn an_answer_that_was_forgotten_is_dropped_and_a_later_one_taken() {
        let mut jobs = Jobs::new(Arc::new(|| {}));
        let forgotten = jobs.expect_answer(SLOT, |()| event());
        jobs.forget(SLOT);
        let later = jobs.expect_answer(SLOT, |()| event());
        forgotten(());
        later(());
        assert_eq!(taken(&mut jobs), [None, Some(true)]);
    }

    #[test]
    fn work_that_is_not_in_the_table_has_nothing_to_say() {
        let mut jobs = Jobs::new(Arc::new(|| {}));
        let unknown = Report { job: JobId(7), event: Some(event()), is_last: true };
        assert!(jobs.take(unknown).is_none());
    }

    #[test]
    fn work_that_goes_on_reports_until_its_job_is_dropped() {
        let (mut jobs, worker) = (Jobs::new(Arc::new(|| {})), Later::default());
        let job = jobs.start(&worker, SLOT, "goes on", |progress| {
            progress.poster().post(event());
            event()
        });
        let poster = Poster { mailbox: jobs.mailbox.clone(), job: job.id() };
        poster.post(event());
        assert_eq!(taken(&mut jobs), [Some(true)]);
        poster.post(event());
        job.stop();
        assert_eq!(taken(&mut jobs), [Some(true)], "stopped, it still reports");
        drop(job);
        poster.post(event());
        worker.now();
        assert_eq!(taken(&mut jobs), [None, None, None]);
    }
}
