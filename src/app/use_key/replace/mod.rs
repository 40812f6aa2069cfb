//! “Replace it”: a key gives its place to a new one, step by step, over days and several starts of the program. What is
//! next is decided by [`Replacement`]; whatever was done is written down before anything else is.

mod config;
mod files;
mod kept;
mod make;
mod model;
mod question;
mod run;
mod servers;
mod steps;

pub use config::ConfigProblem;
pub(in crate::app) use kept::look as look_for_kept;
pub use kept::{Kept, NotRead, Unreadable};
pub(in crate::app) use model::{Event, LookedAt, Slot};
pub use model::{ReplaceAction, ReplaceProblem};
pub use question::{ReplaceAsk, ReplaceQuestion};
pub use run::{Run, ServerTask};
pub use servers::{ReplaceServer, ServerField};

use super::{Event as UseKeyEvent, InstallPanel, Slot as UseKeySlot, UsedKey};
use crate::app::context::Context;
use crate::app::{Form, Job, OwnKey, TextFile, own_keys};
use crate::health::{NamedServer, servers_of_key};
use crate::replace::Replacement;
use crate::system::{self, Disk};
use jiff::civil::Date;
use std::path::Path;
use std::sync::Arc;

/// Everything that is shown of it.
#[derive(Debug)]
pub struct ReplacePanel {
    /// The replacement, once it has begun.
    pub kept: Option<Kept>,
    /// Replacements that cannot be read.
    pub unreadable: Vec<Unreadable>,
    /// Whether it is known what there is.
    pub is_known: bool,
    /// The form for the new key.
    pub form: Form,
    /// The keys that could be the new one.
    pub own: Vec<OwnKey>,
    /// The servers that config and known_hosts name.
    pub named: Vec<NamedServer>,
    /// Whether all of those are shown.
    pub all_named: bool,
    /// Another server.
    pub server: ServerField,
    /// The day until which the old key is kept, as typed.
    pub date: String,
    /// It is no date.
    pub is_bad_date: bool,
    /// What ssh does on a server.
    pub run: InstallPanel,
    /// Where and what for; stays when it is over.
    pub at: Option<Run>,
    /// What did not work last.
    pub problem: Option<ReplaceProblem>,
    /// Today.
    pub today: Date,
    looking: Option<Job>,
    making: Option<Job>,
    configuring: Option<Job>,
    /// A change of ssh's configuration of ours was shown; after it, the next one is looked for.
    goes_on_configuring: bool,
    is_writing: bool,
    is_moving: bool,
}

impl Default for ReplacePanel {
    fn default() -> Self {
        Self {
            kept: None,
            unreadable: Vec::new(),
            is_known: false,
            form: Form::new(String::new()),
            own: Vec::new(),
            named: Vec::new(),
            all_named: false,
            server: ServerField::default(),
            date: String::new(),
            is_bad_date: false,
            run: InstallPanel::default(),
            at: None,
            problem: None,
            today: today(),
            looking: None,
            making: None,
            configuring: None,
            goes_on_configuring: false,
            is_writing: false,
            is_moving: false,
        }
    }
}

/// What else is known on the page.
pub(super) struct With<'a> {
    pub key: Option<&'a UsedKey>,
    pub text: &'a mut TextFile,
}

/// A clock that shows no date counts as one that stands at the beginning: then nothing is due.
pub(in crate::app) fn today() -> Date {
    system::today().parse().unwrap_or(Date::MIN)
}

impl ReplacePanel {
    /// How far the replacement is, once it has begun.
    pub fn plan(&self) -> Option<&Replacement> {
        self.kept.as_ref().map(|kept| &kept.plan)
    }

    /// Whether the new key is being made, and how far that is.
    pub fn making(&self) -> Option<&Job> {
        self.making.as_ref()
    }

    /// Whether ssh's configuration is being looked at.
    pub fn is_configuring(&self) -> bool {
        self.configuring.is_some()
    }

    /// Whether nothing may be begun now, because something is under way.
    pub fn is_busy(&self) -> bool {
        self.run.is_working() || self.making.is_some() || self.is_moving || self.is_configuring()
    }

    /// What must not be cut off.
    pub(super) fn must_end(&self) -> bool {
        self.run.is_working() || self.is_writing || self.is_moving
    }

    /// The page shows another key.
    pub(super) fn forget(&mut self, key: &UsedKey) {
        if self.must_end() {
            return;
        }
        let comment = key.public.comment().text();
        *self = Self { form: Form::new(comment), ..Self::default() };
    }

    /// What was at work for another key, while the page came to show this one, is over.
    pub(super) fn settle(&mut self, key: Option<&UsedKey>, cx: &mut Context<'_>) {
        let is_other = |key: &&UsedKey| self.plan().is_some_and(|plan| !plan.concerns(&key.public));
        if let Some(shown) = key.filter(is_other).filter(|_| !self.must_end()) {
            self.forget(shown);
            self.look(key, cx);
        }
    }

    /// Looks what is kept and known.
    pub(super) fn look(&mut self, key: Option<&UsedKey>, cx: &mut Context<'_>) {
        let Some(key) = key.filter(|_| !self.must_end()) else { return };
        self.today = today();
        let (public, file) = (key.public.clone(), key.file.clone());
        let (disk, person) = (Arc::clone(&cx.services.disk), cx.services.person.clone());
        let folder = cx.desktop.shutdown.folder();
        self.looking =
            Some(cx.start(UseKeySlot::Replace(Slot::Look), "look for replacement", move |progress| {
                let (kept, unreadable) =
                    folder.map(|folder| look_for_kept(&folder, &*disk)).unwrap_or_default();
                let kept = kept.into_iter().find(|kept| kept.plan.concerns(&public));
                let old = kept.as_ref().map(|kept| kept.plan.old().file.clone()).or(file);
                let named = old.map(|old| servers_of_key(&old, &person, &*disk)).unwrap_or_default();
                let own = person.dot_ssh().map(|folder| own_keys(&folder, &*disk, progress).0);
                let own = own.unwrap_or_default();
                UseKeyEvent::Replace(Event::Looked(Box::new(LookedAt {
                    of: public,
                    kept,
                    unreadable,
                    own,
                    named,
                })))
            }));
    }

    pub(super) fn update(&mut self, action: ReplaceAction, with: With<'_>, cx: &mut Context<'_>) {
        if !matches!(action, ReplaceAction::ServerEdited | ReplaceAction::DateEdited) {
            self.problem = None;
        }
        self.today = today();
        match action {
            ReplaceAction::StopMaking => self.stop_making(),
            ReplaceAction::ServerEdited => self.server.problem = None,
            ReplaceAction::DateEdited => self.is_bad_date = false,
            ReplaceAction::ShowAllServers => self.all_named = true,
            _ if self.is_busy() => {}
            ReplaceAction::Make => self.make(with.key, cx),
            ReplaceAction::Choose(path) => self.choose(path, cx),
            ReplaceAction::Tick(target, is_on) => self.tick(target, is_on, cx),
            ReplaceAction::AddServer => self.add_server(cx),
            ReplaceAction::Run(target, purpose) => self.start(target, purpose, cx),
            ReplaceAction::NoLongerSkip(target) => self.change(cx, |plan, _| plan.no_longer_skip(&target)),
            ReplaceAction::Configure => self.configure(with.text, cx),
            ReplaceAction::UndoConfigure if !self.may_undo_configuration() => {}
            ReplaceAction::UndoConfigure => with.text.undo(cx, |_, _| Ok(None)),
            ReplaceAction::Keep => self.keep(cx),
            ReplaceAction::Ask(ask) => self.ask(ask, cx),
            ReplaceAction::MoveBack => self.move_back(cx),
            ReplaceAction::Finish => self.end(cx),
            ReplaceAction::Look => self.look(with.key, cx),
        }
    }

    pub(super) fn on_event(&mut self, event: Event, with: With<'_>, cx: &mut Context<'_>) {
        match event {
            Event::Looked(looked) => self.looked(*looked, with.key),
            Event::Made(made) => self.made(made, with.key, cx),
            Event::Chosen(path, public) => self.chosen(path, public, with.key, cx),
            Event::Written(written) => self.written(written, with.key, cx),
            Event::Removed(removed) => self.removed(removed, with.key, cx),
            Event::Configured(next) => self.configured(next, with.text, cx),
            Event::Moved(moved) => self.moved(moved, cx),
            Event::MovedBack(moved) => self.moved_back(moved, cx),
        }
    }

    pub(super) fn on_job_crashed(&mut self, slot: Slot) {
        match slot {
            Slot::Look => self.looking = None,
            Slot::Make | Slot::Choose => self.making = None,
            Slot::Write => self.is_writing = false,
            Slot::Configure => self.configuring = None,
            Slot::Move => self.is_moving = false,
        }
        self.problem = Some(ReplaceProblem::Crashed);
    }

    fn looked(&mut self, looked: LookedAt, key: Option<&UsedKey>) {
        self.looking = None;
        // What was written since is newer.
        if self.must_end() || key.is_none_or(|key| !key.public.is_same_key(&looked.of)) {
            return;
        }
        let LookedAt { of, kept, unreadable, own, named } = looked;
        (self.kept, self.unreadable, self.named) = (kept, unreadable, named);
        let is_other = |own: &OwnKey| own.public.as_ref().is_some_and(|public| !public.is_same_key(&of));
        self.own = own.into_iter().filter(is_other).collect();
        self.is_known = true;
        self.show_date();
    }

    /// What is typed is not lost.
    fn show_date(&mut self) {
        match self.plan().map(Replacement::keep_until) {
            Some(Some(day)) if self.date.is_empty() => self.date = day.to_string(),
            // The next one begins anew.
            Some(None) => self.date.clear(),
            _ => {}
        }
    }

    fn keep(&mut self, cx: &mut Context<'_>) {
        let kept = self.plan().and_then(Replacement::keep_until);
        match self.date.trim().parse::<Date>() {
            // That is as if it were to go now.
            Ok(day) if day <= self.today && kept.is_some_and(|kept| kept > self.today) => {
                self.ask(ReplaceAsk::EndKeeping, cx);
            }
            Ok(day) => self.change(cx, |plan, _| plan.keep(day)),
            Err(_) => self.is_bad_date = true,
        }
    }
}

/// For whoever only wants to know which keys are being replaced.
pub(in crate::app) fn all_kept(folder: &Path, disk: &dyn Disk) -> Vec<Replacement> {
    look_for_kept(folder, disk).0.into_iter().map(|kept| kept.plan).collect()
}
