//! “My keys”: the keys of this computer, and what is wrong in ~/.ssh.

mod key_search;
mod list;
mod repair;
mod replacing;
mod server;

pub use key_search::KeySearch;
pub use list::KeyRow;
pub use server::KeyForServer;

use super::context::{Context, Effect, PageState};
use super::repairs::{self, Repair, Repairs};
use super::shell::{Answer, Blocker, Dialog, Job, Page};
use super::use_key::{all_kept, today};
use super::{Copyable, KeyAction};
use crate::agent;
use crate::health::{self, Finding, KeyEntry, Severity, Survey};
use crate::replace::Replacement;
use crate::system::{self, DiskError};
use jiff::civil::Date;
use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;

/// What a person can ask for there.
#[derive(Debug)]
pub enum MyKeysAction {
    /// Look again at what is there.
    Look,
    /// No longer look; a search is given up with its filter.
    StopLooking,
    /// The filter was changed.
    FilterEdited,
    /// Look which key is meant by this text.
    Filter(String),
    /// Show all keys again.
    ClearFilter,
    /// Copy the public key of the private key in this file.
    CopyPublic(PathBuf),
    /// Show the folder of this file.
    ShowInFolder(PathBuf),
    /// Copy this command.
    CopyCommand(String),
    /// Go on with replacing the key in this file.
    ContinueReplacing(PathBuf),
    /// Show what puts this right, or go to where a person can.
    Fix(Box<Finding>),
    /// The configuration is to name this file, which was chosen.
    UseFile(PathBuf),
    /// Show what everything that is safe would change.
    FixAll,
    /// Put nothing more right than what is done already.
    StopFixing,
    /// Put everything back.
    Undo,
    /// No longer say what was done.
    DismissOutcome,
}

/// What is known of the folder.
#[derive(Debug, Default)]
pub enum Looked {
    /// Nobody has looked yet.
    #[default]
    NotYet,
    /// There is no home folder.
    NoHome,
    /// The folder could not be looked at.
    Failed(DiskError),
    /// This was there.
    Found(Arc<Survey>),
}

/// Everything that the page shows.
#[derive(Debug, Default)]
pub struct MyKeysPage {
    /// What was found last.
    pub looked: Looked,
    /// What is typed into the filter.
    pub filter: String,
    /// When it was looked, in seconds since 1970.
    pub looked_at: u64,
    /// The key that is meant by what is typed, if that is a fingerprint or a key.
    pub key_search: Option<KeySearch>,
    /// The keys that agents hold, by their blobs.
    held: HashSet<Vec<u8>>,
    /// What is put right, and what came of it.
    pub repairs: Repairs,
    /// What to go on to after a fix: the number of its finding.
    pub next: Option<usize>,
    /// How often something was put right or put back, and the folder looked at after that.
    pub fixes: u32,
    /// What is kept of keys that are being replaced.
    replacing: Vec<Replacement>,
    /// The day of that look.
    today: Date,
    list: list::List,
    looking: Option<Job>,
    asking: Option<Job>,
    asking_server: Option<Job>,
    /// What a file is being chosen for.
    choosing_for: Option<Finding>,
    /// Where the first of what was planned last stands in the list.
    planned_at: Option<usize>,
    /// Where the fix that was done last stood in the list, until the folder was looked at again.
    fixed_at: Option<usize>,
}

/// Reports of the work.
pub(in crate::app) enum Event {
    Looked(Result<(Arc<Survey>, list::List), DiskError>, Vec<Replacement>),
    Held(HashSet<Vec<u8>>),
    Searched(key_search::Found),
    AskServer(Box<KeyForServer>),
    Repairs(repairs::Event),
}

impl From<repairs::Event> for Event {
    fn from(event: repairs::Event) -> Self {
        Self::Repairs(event)
    }
}

/// What the page's work is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Look,
    Agents,
    Search,
    Servers,
    Repair,
}

impl PageState for MyKeysPage {
    fn unsaved(&self) -> Option<Blocker> {
        self.repairs.is_writing().then_some(Blocker::Saving)
    }

    fn reveals_secret(&self) -> bool {
        false
    }
}

impl MyKeysPage {
    /// The page is shown now, perhaps again.
    pub(super) fn shown(&mut self, cx: &mut Context<'_>) {
        if self.looking.is_none() && self.repairs.working().is_none() {
            self.look(cx);
        }
    }

    pub(super) fn update(&mut self, action: MyKeysAction, cx: &mut Context<'_>) {
        match action {
            MyKeysAction::Look => self.look(cx),
            MyKeysAction::StopLooking => self.stop_looking(),
            MyKeysAction::FilterEdited => self.filter_edited(cx),
            MyKeysAction::Filter(text) => {
                self.filter = text;
                self.filter_edited(cx);
            }
            MyKeysAction::ClearFilter => {
                self.filter.clear();
                self.filter_edited(cx);
            }
            MyKeysAction::CopyPublic(path) => cx.send(Effect::Do(KeyAction::CopyOwn(path).into())),
            MyKeysAction::ShowInFolder(path) => cx.send(Effect::ShowInFolder(path)),
            MyKeysAction::CopyCommand(text) => cx.send(Effect::Copy(Copyable::Command, text)),
            MyKeysAction::ContinueReplacing(old) => self.continue_replacing(&old, cx),
            MyKeysAction::Fix(finding) => self.fix(*finding, cx),
            MyKeysAction::UseFile(path) => self.file_chosen(path, cx),
            MyKeysAction::FixAll => self.fix_all(cx),
            MyKeysAction::StopFixing => self.repairs.stop(),
            MyKeysAction::Undo => {
                self.planned_at = None;
                self.repairs.undo::<Event>(Page::MyKeys, Slot::Repair, cx);
            }
            MyKeysAction::DismissOutcome => self.repairs.outcome = None,
        }
    }

    /// Takes the answers to questions of this page out of `shown`.
    pub(super) fn on_answer(&mut self, answer: Answer, shown: &mut Option<Dialog>, cx: &mut Context<'_>) {
        if answer == Answer::UseServer {
            self.server_answered(shown, cx);
        }
        if let Some(repair) = Repair::answered(Page::MyKeys, answer, shown) {
            self.repairs.carry_out::<Event>(*repair, Slot::Repair, cx);
        }
    }

    pub(super) fn on_event(&mut self, event: Event, cx: &mut Context<'_>) {
        match event {
            Event::Looked(found, replacing) => {
                (self.replacing, self.today) = (replacing, today());
                self.has_looked(found, cx);
            }
            Event::Held(held) => (self.held, self.asking) = (held, None),
            Event::Searched(found) => {
                if let Some(search) = &mut self.key_search {
                    search.is_over(found);
                }
                self.list_rows();
            }
            Event::AskServer(question) => self.server_asked(question, cx),
            Event::Repairs(event) => self.repaired(event, cx),
        }
    }

    pub(super) fn on_job_crashed(&mut self, slot: Slot) {
        match slot {
            Slot::Look => self.looking = None,
            Slot::Agents => self.asking = None,
            Slot::Search => self.key_search = None,
            Slot::Servers => self.asking_server = None,
            Slot::Repair => self.repairs.on_job_crashed(),
        }
        self.list_rows();
    }

    /// What was found, if the folder could be looked at.
    pub fn survey(&self) -> Option<&Survey> {
        match &self.looked {
            Looked::Found(survey) => Some(survey),
            Looked::NotYet | Looked::NoHome | Looked::Failed(_) => None,
        }
    }

    /// Whether an agent holds the key.
    pub fn is_held(&self, entry: &KeyEntry) -> bool {
        entry.public.as_ref().is_some_and(|public| self.held.contains(public.blob()))
    }

    /// How much is wrong, apart from hints.
    pub fn wrong(&self) -> usize {
        let findings = self.survey().map(|survey| survey.findings.as_slice()).unwrap_or_default();
        findings.iter().filter(|finding| finding.problem.severity() != Severity::Hint).count()
    }

    /// How far the looking is, from 0 to 1.
    pub fn looking(&self) -> Option<f32> {
        self.looking.as_ref().map(Job::done)
    }

    /// Whether the folder is looked at or a key searched.
    pub fn is_looking(&self) -> bool {
        self.looking.is_some() || self.key_search.as_ref().is_some_and(KeySearch::is_searching)
    }

    fn look(&mut self, cx: &mut Context<'_>) {
        let Some(folder) = cx.services.person.dot_ssh() else {
            self.looked = Looked::NoHome;
            return;
        };
        let (disk, person) = (Arc::clone(&cx.services.disk), cx.services.person.clone());
        let state = cx.desktop.shutdown.folder();
        self.looking = Some(cx.start(Slot::Look, "look at ~/.ssh", move |progress| {
            // A file of that name can be surveyed as well, but is no folder.
            let listed = disk.list(&folder);
            let survey = |_| health::survey(&folder, &person, &*disk, system::now(), progress);
            let found = match listed.and_then(survey) {
                Err(error) if error.kind == ErrorKind::NotFound => Ok(nothing_in(error.path)),
                found => found,
            };
            let found = found.map(|survey| {
                let list = list::List::of(&survey);
                (Arc::new(survey), list)
            });
            let replacing = state.map(|folder| all_kept(&folder, &*disk)).unwrap_or_default();
            Event::Looked(found, replacing)
        }));
        // An agent may take its time to answer: the list does not wait for it.
        let agents = Arc::clone(&cx.services.agents);
        let (disk, person) = (Arc::clone(&cx.services.disk), cx.services.person.clone());
        self.asking = Some(cx.start(Slot::Agents, "ask agents", move |_| {
            let named = health::configured_agents(&person, &*disk);
            Event::Held(agent::held_by_any(&agent::all(&*agents, &named)))
        }));
    }

    fn stop_looking(&mut self) {
        self.looking = None;
        // Of half a search nothing can be said.
        if self.key_search.take_if(|search| search.is_searching()).is_some() {
            self.filter.clear();
            self.list_rows();
        }
    }

    fn has_looked(&mut self, found: Result<(Arc<Survey>, list::List), DiskError>, cx: &mut Context<'_>) {
        self.looking = None;
        self.looked_at = system::now();
        let (looked, list) = match found {
            Ok((survey, list)) => (Looked::Found(survey), list),
            Err(error) => (Looked::Failed(error), list::List::default()),
        };
        self.looked = looked;
        self.list_anew(list, cx);
        self.go_on();
    }
}

/// Of a folder that is not there yet.
fn nothing_in(folder: PathBuf) -> Survey {
    Survey { folder, keys: Vec::new(), findings: Vec::new(), left_out: 0 }
}
