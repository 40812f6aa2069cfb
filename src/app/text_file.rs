//! One of ssh's text files on a page: read, changed after a question, changed back, and read again.

use super::context::{Context, Effect};
use super::shell::JobSlot;
use super::text_change::{ListState, Risk, TextChange, TextProblem, Written};
use super::{Answer, AppError, Dialog, Event, Job, Page};
use crate::format::FILE_BYTES;
use crate::save::{SaveError, read_text};
use crate::system::Disk;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The file, and what is done with it.
#[derive(Debug)]
pub struct TextFile {
    page: Page,
    /// Its path; `None` where there is no home folder.
    pub path: Option<PathBuf>,
    /// How far it is read.
    pub state: ListState,
    /// The last change.
    pub done: Option<Written>,
    /// Counts the changes.
    pub writes: u32,
    /// What it holds; `None` where there is none.
    pub(super) bytes: Option<Arc<Vec<u8>>>,
    was_shown: bool,
    reading: Option<Job>,
    working: Option<Job>,
    writing: bool,
}

/// Reports of the work that is the same for every file.
pub(super) enum TextEvent {
    /// A change, to be shown first.
    Planned(Result<Box<TextChange>, TextProblem>),
    /// The last change taken back; `None` if that cannot be done any more.
    UndoPlanned(Result<Option<Box<TextChange>>, TextProblem>),
    Written(Result<Written, SaveError>),
}

/// What the work is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextSlot {
    Read,
    Work,
    Write,
}

/// What the page has to do after a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    Nothing,
    /// Read the file again: it is not as it was thought to be.
    Read,
    /// The same: it was changed.
    Changed,
    /// The same: the last change was taken back.
    ChangedBack,
}

/// What is in a file that is shown, also behind a link, whose place a change would take.
pub(super) fn read_shown(path: &Path, disk: &dyn Disk) -> Result<Option<Vec<u8>>, TextProblem> {
    match read_text(path, disk) {
        Err(SaveError::LinkInTheWay(_)) => {
            let bytes = disk.read(path, FILE_BYTES);
            Ok(Some(bytes.map_err(|error| TextProblem::Save(SaveError::Disk(error)))?.to_vec()))
        }
        read => read.map_err(TextProblem::Save),
    }
}

impl TextFile {
    /// On this page, not yet shown.
    pub(super) fn new(page: Page) -> Self {
        Self {
            page,
            path: None,
            state: ListState::Reading,
            done: None,
            writes: 0,
            bytes: None,
            was_shown: false,
            reading: None,
            working: None,
            writing: false,
        }
    }

    /// Another one, on the same page.
    pub(super) fn replaced_by(&self, path: PathBuf) -> Self {
        Self { path: Some(path), was_shown: self.was_shown, ..Self::new(self.page) }
    }

    /// Whether the page is shown for the first time.
    pub(super) fn is_first_shown(&mut self) -> bool {
        !std::mem::replace(&mut self.was_shown, true)
    }

    /// Whether it is being read.
    pub fn is_reading(&self) -> bool {
        self.reading.is_some()
    }

    /// Whether something is under way that the next request would get in the way of.
    pub fn is_busy(&self) -> bool {
        self.working.is_some() || self.writing
    }

    /// Whether a change is being written.
    pub(super) fn is_writing(&self) -> bool {
        self.writing
    }

    /// Reads it on a worker. The report is for [`Self::read`].
    pub(super) fn look<E: Into<Event>>(
        &mut self,
        cx: &mut Context<'_>,
        read: impl FnOnce(&Path, &dyn Disk) -> E + Send + 'static,
    ) {
        let Some(path) = self.path.clone() else {
            self.state = ListState::NoHome;
            return;
        };
        let disk = Arc::clone(&cx.services.disk);
        self.reading =
            Some(cx.start(self.slot(TextSlot::Read), "read text file", move |_| read(&path, &*disk)));
    }

    /// What was read of it.
    pub(super) fn read(&mut self, bytes: Result<Option<Arc<Vec<u8>>>, TextProblem>) {
        self.reading = None;
        (self.bytes, self.state) = match bytes {
            Ok(Some(bytes)) => (Some(bytes), ListState::Read),
            Ok(None) => (None, ListState::Missing),
            Err(problem) => (None, ListState::Failed(problem)),
        };
    }

    /// Works for a change of it, while nothing else does. The report ends it, see [`Self::work_is_over`].
    pub(super) fn work<E: Into<Event>>(
        &mut self,
        name: &'static str,
        cx: &mut Context<'_>,
        work: impl FnOnce(PathBuf, Option<Arc<Vec<u8>>>, &dyn Disk) -> E + Send + 'static,
    ) {
        let Some(path) = self.path.clone().filter(|_| !self.is_busy()) else { return };
        let (old, disk) = (self.bytes.clone(), Arc::clone(&cx.services.disk));
        self.working = Some(cx.start(self.slot(TextSlot::Work), name, move |_| work(path, old, &*disk)));
    }

    /// It came to its end, or is not wanted any more.
    pub(super) fn work_is_over(&mut self) {
        self.working = None;
    }

    /// Plans to take the last change back; `risk` is what should be known of the texts before and after that.
    pub(super) fn undo(
        &mut self,
        cx: &mut Context<'_>,
        risk: impl FnOnce(&[u8], &[u8]) -> Result<Option<Risk>, TextProblem> + Send + 'static,
    ) {
        let Some((of, before)) = self.done.as_ref().and_then(Written::undo) else { return };
        let page = self.page;
        self.work("plan undo", cx, move |_, _, disk| {
            let planned = TextChange::plan_undo(page, of, before, risk, disk);
            Event::Text(page, TextEvent::UndoPlanned(planned.map(|change| change.map(Box::new))))
        });
    }

    /// The shown question was answered. It leaves, unless the answer is to another one.
    pub(super) fn on_answer(&mut self, answer: Answer, shown: &mut Option<Dialog>, cx: &mut Context<'_>) {
        if let Some(change) = TextChange::answered(self.page, answer, shown) {
            self.write(change, cx);
        }
    }

    pub(super) fn on_event(&mut self, event: TextEvent, cx: &mut Context<'_>) -> Next {
        match event {
            TextEvent::Planned(planned) => self.planned(planned, cx),
            // A risk is asked about first.
            TextEvent::UndoPlanned(Ok(Some(change))) if change.risk.is_none() => {
                self.working = None;
                self.write(change, cx);
                Next::Nothing
            }
            TextEvent::UndoPlanned(Ok(Some(change))) => self.planned(Ok(change), cx),
            TextEvent::UndoPlanned(Err(problem)) => self.planned(Err(problem), cx),
            TextEvent::UndoPlanned(Ok(None)) => self.withdraw_undo(cx),
            TextEvent::Written(written) => self.written(written, cx),
        }
    }

    pub(super) fn on_job_crashed(&mut self, slot: TextSlot) {
        match slot {
            TextSlot::Read => self.reading = None,
            TextSlot::Work => self.working = None,
            TextSlot::Write => self.writing = false,
        }
    }

    /// Nothing is asked about a page that was left meanwhile.
    fn planned(&mut self, planned: Result<Box<TextChange>, TextProblem>, cx: &mut Context<'_>) -> Next {
        self.working = None;
        match planned {
            Ok(_) if cx.shown != self.page => {}
            Ok(change) => cx.send(Effect::Ask(Dialog::Change(change))),
            Err(TextProblem::Save(error)) => return Self::failed(error, cx),
            Err(problem) => self.state = ListState::Failed(problem),
        }
        Next::Nothing
    }

    /// The last change cannot be taken back any more: says where the old file is.
    fn withdraw_undo(&mut self, cx: &mut Context<'_>) -> Next {
        self.working = None;
        self.writes += 1;
        if let Some(Written { path, backup, .. }) = self.done.take() {
            cx.send(Effect::CancelDeferred);
            cx.fail(AppError::NotUndone { path, backup });
        }
        Next::Read
    }

    fn write(&mut self, change: Box<TextChange>, cx: &mut Context<'_>) {
        self.writing = true;
        let (page, disk) = (self.page, Arc::clone(&cx.services.disk));
        let write = move || Event::Text(page, TextEvent::Written(change.write(&*disk)));
        cx.start_detached(self.slot(TextSlot::Write), "write text file", write);
    }

    fn written(&mut self, written: Result<Written, SaveError>, cx: &mut Context<'_>) -> Next {
        self.writing = false;
        match written {
            Ok(written) => {
                let next = if written.can_be_undone() { Next::Changed } else { Next::ChangedBack };
                self.done = Some(written);
                self.writes += 1;
                cx.send(Effect::GoOn);
                next
            }
            Err(error) => Self::failed(error, cx),
        }
    }

    /// Says why nothing was changed; what waited for the change does not come any more.
    fn failed(error: SaveError, cx: &mut Context<'_>) -> Next {
        cx.send(Effect::CancelDeferred);
        cx.fail(AppError::Change(error));
        Next::Read
    }

    fn slot(&self, slot: TextSlot) -> JobSlot {
        JobSlot::Text(self.page, slot)
    }
}
