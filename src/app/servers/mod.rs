//! Known servers: the host keys in known_hosts.

mod compare;
mod list;

pub use compare::{Compare, Verdict as Comparison};
pub use list::{ServerHosts, ServerRow};

use super::context::{Context, Effect, PageState};
use super::shell::{Blocker, FileRequest};
use super::text_change::{ChangeKind, Risk, TextChange, TextProblem, Wanted};
use super::text_file::{Next, TextEvent, TextFile};
use super::{Job, Page};
use crate::sshfiles::KnownHosts;
use crate::system::Disk;
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
#[derive(Debug)]
pub struct ServersPage {
    /// The file.
    pub text: TextFile,
    /// The files that ssh reads.
    pub files: Vec<PathBuf>,
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
    finding: Option<Job>,
}

/// Reports of the work.
pub(in crate::app) enum Event {
    Listed(Box<Result<Listing, TextProblem>>),
    Found(Option<Found>),
}

/// What the page's work is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Find,
}

impl PageState for ServersPage {
    fn unsaved(&self) -> Option<Blocker> {
        self.text.is_writing().then_some(Blocker::Saving)
    }

    fn reveals_secret(&self) -> bool {
        false
    }
}

impl Default for ServersPage {
    fn default() -> Self {
        Self::of(TextFile::new(Page::Servers))
    }
}

impl ServersPage {
    fn of(text: TextFile) -> Self {
        Self {
            text,
            files: Vec::new(),
            rows: Arc::default(),
            changes: 0,
            sought: String::new(),
            found: None,
            compare: None,
            finding: None,
        }
    }

    /// The page is shown now, perhaps again.
    pub(super) fn shown(&mut self, cx: &mut Context<'_>) {
        if self.text.is_first_shown() {
            self.text.path = cx.services.person.dot_ssh().map(|folder| folder.join("known_hosts"));
        }
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
            ServersAction::CloseCompare => {
                self.compare = None;
                self.text.work_is_over();
            }
            ServersAction::Remove(number) => self.remove_one(number, cx),
            ServersAction::RemoveAll => self.remove_all(cx),
            ServersAction::Undo => self.text.undo(cx, |_, _| Ok(None)),
        }
    }

    pub(super) fn on_event(&mut self, event: Event, cx: &mut Context<'_>) {
        match event {
            Event::Listed(listing) => self.listed(*listing, cx),
            Event::Found(found) => {
                (self.finding, self.found) = (None, found);
                self.changes += 1;
            }
        }
    }

    /// After a report about the file.
    pub(super) fn go_on(&mut self, next: Next, cx: &mut Context<'_>) {
        match next {
            Next::Nothing => return,
            Next::Read => {}
            Next::Changed | Next::ChangedBack => self.compare = None,
        }
        self.look(cx);
    }

    pub(super) fn on_job_crashed(&mut self, slot: Slot) {
        match slot {
            Slot::Find => self.finding = None,
        }
    }

    /// The row of a line.
    pub fn row(&self, number: usize) -> Option<&ServerRow> {
        let at = self.rows.binary_search_by_key(&number, |row| row.number).ok()?;
        self.rows.get(at)
    }

    fn use_file(&mut self, file: PathBuf, cx: &mut Context<'_>) {
        if self.text.is_busy() {
            return;
        }
        let (changes, files) = (self.changes, std::mem::take(&mut self.files));
        *self = Self { changes, files, ..Self::of(self.text.replaced_by(file)) };
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
        self.text.work("plan known_hosts", cx, move |path, old, disk| {
            let planned =
                plan(path, old.as_deref().map(Vec::as_slice).unwrap_or_default(), &numbers, kind, risk, disk);
            super::Event::Text(Page::Servers, TextEvent::Planned(planned.map(Box::new)))
        });
    }
}

/// Looks what would change. Writes nothing.
fn plan(
    path: PathBuf,
    old: &[u8],
    numbers: &BTreeSet<usize>,
    kind: ChangeKind,
    risk: Option<Risk>,
    disk: &dyn Disk,
) -> Result<TextChange, TextProblem> {
    let mut file = KnownHosts::parse(old).map_err(TextProblem::TooLarge)?;
    let edits = file.remove_each(numbers);
    let (page, old, new) = (Page::Servers, Some(old.to_vec()), file.bytes());
    TextChange::plan(Wanted { page, kind, path, old, new, edits, risk }, disk).map_err(TextProblem::Save)
}
