//! Known servers: the host keys in known_hosts.

mod compare;
mod list;

pub use compare::{Compare, Verdict as Comparison};
pub use list::{ServerHosts, ServerRow};

use super::context::{Context, Effect, PageState};
use super::shell::{Blocker, FileRequest};
use super::text_change::{self, ChangeKind, ListState, Risk, TextChange, TextProblem, Wanted, Written};
use super::{Answer, Dialog, Job, Page};
use crate::save::SaveError;
use crate::sshfiles::KnownHosts;
use list::{Found, Listing};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What a person can ask for there.
#[derive(Debug)]
pub enum ServersAction {
    /// Look again at what is there.
    Look,
    /// Show this file.
    Use(PathBuf),
    /// Choose another file.
    AskFile,
    /// What is searched for was changed.
    Find,
    /// Search for this server.
    FindServer(String),
    /// Show the entry in this line, to compare its fingerprint.
    Compare(usize),
    /// Leave that.
    CloseCompare,
    /// Remove this line.
    Remove(usize),
    /// Remove all entries of the server that was searched for.
    RemoveAll,
    /// Take the last change back.
    Undo,
}

/// Everything that the page shows.
#[derive(Debug, Default)]
pub struct ServersPage {
    /// Whether the page was shown before.
    pub was_shown: bool,
    /// The file; `None` where there is no home folder.
    pub file: Option<PathBuf>,
    /// The files that ssh reads.
    pub files: Vec<PathBuf>,
    /// How far it is read.
    pub state: ListState,
    /// Its lines that are not blank or comments.
    pub rows: Arc<[ServerRow]>,
    /// Counts how often it was read, or something else was found.
    pub changes: u32,
    /// What is searched for, as typed.
    pub sought: String,
    /// What was found: the places of rows.
    pub found: Option<Found>,
    /// The entry that is compared.
    pub compare: Option<Compare>,
    /// The last change.
    pub done: Option<Written>,
    /// Counts the changes.
    pub writes: u32,
    bytes: Option<Arc<Vec<u8>>>,
    reading: Option<Job>,
    finding: Option<Job>,
    working: Option<Job>,
    writing: bool,
}

/// Reports of the work.
pub(in crate::app) enum Event {
    Listed(Box<Result<Listing, TextProblem>>),
    Found(Option<Found>),
    Planned(Result<Box<TextChange>, TextProblem>),
    UndoPlanned(Result<Box<TextChange>, SaveError>),
    Written(Result<Written, SaveError>),
}

/// What the page's work is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Read,
    Find,
    Work,
    Write,
}

impl PageState for ServersPage {
    fn unsaved(&self) -> Option<Blocker> {
        self.writing.then_some(Blocker::Saving)
    }

    fn reveals_secret(&self) -> bool {
        false
    }
}

impl ServersPage {
    /// The page is shown now, perhaps again.
    pub(super) fn shown(&mut self, cx: &mut Context<'_>) {
        if !self.was_shown {
            self.file = cx.services.person.dot_ssh().map(|folder| folder.join("known_hosts"));
        }
        self.was_shown = true;
        self.look(cx);
    }

    pub(super) fn update(&mut self, action: ServersAction, cx: &mut Context<'_>) {
        match action {
            ServersAction::Look => self.look(cx),
            ServersAction::Use(file) => self.use_file(file, cx),
            ServersAction::AskFile => cx.send(Effect::Choose(FileRequest::TextFile(Page::Servers))),
            ServersAction::Find => self.find(cx),
            ServersAction::FindServer(name) => {
                self.sought = name;
                self.find(cx);
            }
            ServersAction::Compare(number) => self.compare = self.compare_with(number, String::new()),
            ServersAction::CloseCompare => (self.compare, self.working) = (None, None),
            ServersAction::Remove(number) => self.remove_one(number, cx),
            ServersAction::RemoveAll => self.remove_all(cx),
            ServersAction::Undo => self.undo(cx),
        }
    }

    /// The shown question was answered. It leaves, unless the answer is to another one.
    pub(super) fn on_answer(&mut self, answer: Answer, shown: &mut Option<Dialog>, cx: &mut Context<'_>) {
        if let Some(change) = TextChange::answered(Page::Servers, answer, shown) {
            self.write(change, cx);
        }
    }

    fn write(&mut self, change: Box<TextChange>, cx: &mut Context<'_>) {
        self.writing = true;
        let disk = Arc::clone(&cx.services.disk);
        cx.start_detached(Slot::Write, "write known_hosts", move || Event::Written(change.write(&*disk)));
    }

    pub(super) fn on_event(&mut self, event: Event, cx: &mut Context<'_>) {
        match event {
            Event::Listed(listing) => self.listed(*listing, cx),
            Event::Found(found) => {
                (self.finding, self.found) = (None, found);
                self.changes += 1;
            }
            Event::Planned(planned) => self.planned(planned, cx),
            Event::UndoPlanned(planned) => {
                self.working = None;
                match planned {
                    Ok(change) => self.write(change, cx),
                    Err(error) => self.failed(error, cx),
                }
            }
            Event::Written(written) => self.written(written, cx),
        }
    }

    pub(super) fn on_job_crashed(&mut self, slot: Slot) {
        match slot {
            Slot::Read => self.reading = None,
            Slot::Find => self.finding = None,
            Slot::Work => self.working = None,
            Slot::Write => self.writing = false,
        }
    }

    /// Whether something is under way that the next request would get in the way of.
    pub fn is_busy(&self) -> bool {
        self.working.is_some() || self.writing
    }

    /// The row of a line.
    pub fn row(&self, number: usize) -> Option<&ServerRow> {
        let at = self.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        self.rows.get(at)
    }

    fn use_file(&mut self, file: PathBuf, cx: &mut Context<'_>) {
        if self.is_busy() {
            return;
        }
        let Self { was_shown, changes, .. } = *self;
        let files = std::mem::take(&mut self.files);
        *self = Self { was_shown, changes, files, file: Some(file), ..Self::default() };
        self.look(cx);
    }

    fn remove_one(&mut self, number: usize, cx: &mut Context<'_>) {
        let Some(row) = self.row(number) else { return };
        let kind = match self.name_of(row) {
            Some(name) => ChangeKind::Forget { name, count: 1 },
            None if row.is_unreadable() => ChangeKind::RemoveLine(number),
            None => ChangeKind::ForgetLine(number),
        };
        let compared = self.compare.as_ref().filter(|compare| compare.number == number);
        let risk = row.risk(compared.and_then(Compare::verdict));
        self.remove(BTreeSet::from([number]), kind, risk, cx);
    }

    /// As ssh-keygen does: what is revoked or signs certificates stays.
    fn remove_all(&mut self, cx: &mut Context<'_>) {
        let Some(found) = self.found.as_ref() else { return };
        let (Some(server), numbers) = (&found.server, found.plain.clone()) else { return };
        let kind = ChangeKind::Forget { name: server.written(), count: numbers.len() };
        self.remove(numbers, kind, Some(Risk::ForgetsServer), cx);
    }

    fn remove(
        &mut self,
        numbers: BTreeSet<usize>,
        kind: ChangeKind,
        risk: Option<Risk>,
        cx: &mut Context<'_>,
    ) {
        let Some(path) = self.file.clone().filter(|_| !self.is_busy()) else { return };
        let (Some(old), disk) = (self.bytes.clone(), Arc::clone(&cx.services.disk)) else { return };
        let work = move |_: &_| {
            let mut file = match KnownHosts::parse(&old) {
                Ok(file) => file,
                Err(limit) => return Event::Planned(Err(TextProblem::TooLarge(limit))),
            };
            let edits = file.remove_each(&numbers);
            let (page, old, new) = (Page::Servers, Some(old.to_vec()), file.bytes());
            let wanted = Wanted { page, kind, path, old, new, edits, risk };
            let planned = TextChange::plan(wanted, &*disk).map(Box::new).map_err(TextProblem::Save);
            Event::Planned(planned)
        };
        self.working = Some(cx.start(Slot::Work, "plan known_hosts", work));
    }

    /// Nothing is asked about a page that was left meanwhile.
    fn planned(&mut self, planned: Result<Box<TextChange>, TextProblem>, cx: &mut Context<'_>) {
        self.working = None;
        match planned {
            Ok(_) if cx.shown != Page::Servers => {}
            Ok(change) => cx.send(Effect::Ask(Dialog::Change(change))),
            Err(TextProblem::Save(error)) => self.failed(error, cx),
            Err(problem) => self.state = ListState::Failed(problem),
        }
    }

    fn written(&mut self, written: Result<Written, SaveError>, cx: &mut Context<'_>) {
        self.writing = false;
        match written {
            Ok(written) => {
                (self.done, self.compare) = (Some(written), None);
                self.writes += 1;
                cx.send(Effect::GoOn);
                self.look(cx);
            }
            Err(error) => self.failed(error, cx),
        }
    }

    /// Says why, and shows what is there now.
    fn failed(&mut self, error: SaveError, cx: &mut Context<'_>) {
        text_change::tell_failure(error, cx);
        self.look(cx);
    }

    fn undo(&mut self, cx: &mut Context<'_>) {
        if self.is_busy() {
            return;
        }
        let Some((path, before)) = self.done.as_ref().and_then(Written::undo) else { return };
        let disk = Arc::clone(&cx.services.disk);
        let work = move |_: &_| {
            let planned = TextChange::plan_undo(Page::Servers, path, before, None, &*disk);
            Event::UndoPlanned(planned.map(Box::new))
        };
        self.working = Some(cx.start(Slot::Work, "plan undo", work));
    }
}
