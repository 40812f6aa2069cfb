//! ssh's configuration: wherever it names the old key, it comes to name the new one; and where it names none, the new
//! one is named for the servers that have it. One file after the other, each shown before; then ssh is asked.

use super::{Event, ReplacePanel, ReplaceProblem, Slot};
use crate::app::Page;
use crate::app::context::Context;
use crate::app::text_change::{ChangeKind, Risk, TextChange, TextProblem, Wanted};
use crate::app::text_file::{Next as TextNext, TextEvent, TextFile, read_shown};
use crate::app::use_key::{Event as UseKeyEvent, Slot as UseKeySlot};
use crate::health::{FixError, OtherKeyNamed, host_block, means_key, name_other_key, uses_key};
use crate::key::Progress;
use crate::remote::{NotResolved, Target, identity_files};
use crate::replace::{Configuration, Replacement, ServerState};
use crate::sshfiles::{BadBlock, Config, Edit};
use crate::system::{Disk, Ssh, SshAsks, SshError, User};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is to be done next.
pub(in crate::app) enum Next {
    /// This change, once the person has seen it.
    Change(Box<TextChange>),
    /// Nothing: ssh uses the new key wherever it was tried.
    Complete,
}

/// Why ssh's configuration is not complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigProblem {
    /// A file could not be read or planned.
    Text(TextProblem),
    /// A line could not be changed.
    Line(FixError),
    /// ssh does not accept the configuration.
    NotResolved(NotResolved),
    /// Although it is written there, ssh does not take the new key for these servers.
    NotTaken(Vec<String>),
}

impl ReplacePanel {
    /// Shows the next change, or finds that there is none.
    pub(super) fn configure(&mut self, text: &TextFile, cx: &mut Context<'_>) {
        let Some(plan) = self.plan().filter(|_| !text.is_busy()) else { return };
        if let Err(refused) = plan.may_configure() {
            self.problem = Some(ReplaceProblem::Refused(refused));
            return;
        }
        let (plan, person) = (plan.clone(), cx.services.person.clone());
        let (disk, ssh) = (Arc::clone(&cx.services.disk), Arc::clone(&cx.services.ssh));
        self.configuring =
            Some(cx.start(UseKeySlot::Replace(Slot::Configure), "plan configuration", move |progress| {
                let outside = Outside { person: &person, disk: &*disk, ssh: &*ssh, progress };
                UseKeyEvent::Replace(Event::Configured(outside.next(&plan)))
            }));
    }

    pub(super) fn configured(
        &mut self,
        next: Result<Next, ConfigProblem>,
        text: &mut TextFile,
        cx: &mut Context<'_>,
    ) {
        self.configuring = None;
        self.goes_on_configuring = false;
        match next {
            Ok(Next::Change(change)) => {
                self.goes_on_configuring = true;
                text.on_event(TextEvent::Planned(Ok(change)), cx);
            }
            Ok(Next::Complete) => {
                self.change(cx, |plan, today| plan.configured(Configuration::UsesNewKey, today));
            }
            Err(problem) => self.problem = Some(ReplaceProblem::Configuration(problem)),
        }
    }

    /// After a change of ssh's configuration.
    pub(in crate::app::use_key) fn text_went_on(
        &mut self,
        next: TextNext,
        text: &TextFile,
        cx: &mut Context<'_>,
    ) {
        match next {
            TextNext::Changed if std::mem::take(&mut self.goes_on_configuring) => self.configure(text, cx),
            TextNext::ChangedBack
                if self.plan().is_some_and(|plan| plan.configuration() == Configuration::UsesNewKey) =>
            {
                self.change(cx, |plan, _| plan.configured_back());
            }
            TextNext::Nothing => {}
            TextNext::Read | TextNext::Changed | TextNext::ChangedBack => self.goes_on_configuring = false,
        }
    }

    /// A change that is shown from now on is no step of the replacement.
    pub(in crate::app::use_key) fn no_longer_configures(&mut self) {
        self.goes_on_configuring = false;
    }

    /// Whether the last change of ssh's configuration may still be taken back: no server depends on it.
    pub fn may_undo_configuration(&self) -> bool {
        self.plan().is_some_and(|plan| plan.clone().configured_back().is_ok())
    }
}

struct Outside<'a> {
    person: &'a User,
    disk: &'a dyn Disk,
    ssh: &'a dyn Ssh,
    progress: &'a dyn Progress,
}

impl Outside<'_> {
    fn next(&self, plan: &Replacement) -> Result<Next, ConfigProblem> {
        let (old, new) = (&plan.old().file, &plan.new_key().file);
        match name_other_key(old, new, self.person, self.disk).map_err(ConfigProblem::Line)? {
            Some(named) => self.renamed(named, plan).map(Next::Change),
            None => self.blocks(plan),
        }
    }

    /// What is not proven is said before.
    fn renamed(&self, named: OtherKeyNamed, plan: &Replacement) -> Result<Box<TextChange>, ConfigProblem> {
        let works = |host: &&String| {
            plan.servers().iter().any(|server| server.target.host == **host && has_new_key(server.state))
        };
        let untried: Vec<String> = named.hosts.iter().filter(|host| !works(host)).cloned().collect();
        let risk = (!untried.is_empty()).then(|| Risk::NotTried(untried.join(", ")));
        let OtherKeyNamed { path, old, new, edits, hosts: _ } = named;
        self.change(plan, &path, (Some(old), new, edits), risk)
    }

    /// The new key for each server that has it and for which ssh does not take it by itself.
    fn blocks(&self, plan: &Replacement) -> Result<Next, ConfigProblem> {
        let Some(path) = config_of(self.person) else { return Ok(Next::Complete) };
        let new = &plan.new_key().file;
        let mut missing: Vec<&str> = Vec::new();
        for server in plan.servers().iter().filter(|server| has_new_key(server.state)) {
            let host = server.target.host.as_str();
            if !missing.contains(&host) && !self.takes(&path, &server.target, new)? {
                missing.push(host);
            }
        }
        if missing.is_empty() {
            return Ok(Next::Complete);
        }
        let old = read_shown(&path, self.disk).map_err(ConfigProblem::Text)?;
        let too_large = |limit| ConfigProblem::Text(TextProblem::TooLarge(limit));
        let mut file = Config::parse(old.as_deref().unwrap_or_default()).map_err(too_large)?;
        let mut edits: Vec<Edit> = Vec::new();
        for host in &missing {
            let block = host_block(host, new, false)
                .ok_or_else(|| ConfigProblem::Line(FixError::NotWritable(new.clone())))?;
            let added = file.add_to_host(&block, false).map_err(|error| match error {
                BadBlock::TooLarge(limit) => too_large(limit),
                BadBlock::Value(_) | BadBlock::NoSetting => ConfigProblem::Text(TextProblem::BadLine),
            })?;
            // Lines that were put in above move the others down.
            let (first, count) = (added.edits.first().map(|edit| edit.number), added.edits.len());
            let below = edits.iter_mut().filter(|edit| first.is_some_and(|first| edit.number >= first));
            below.for_each(|edit| edit.number += count);
            edits.extend(added.edits);
        }
        edits.sort_by_key(|edit| edit.number);
        if edits.is_empty() {
            return Err(ConfigProblem::NotTaken(missing.into_iter().map(str::to_owned).collect()));
        }
        self.change(plan, &path, (old, file.bytes(), edits), None).map(Next::Change)
    }

    /// Whether ssh takes this key for this server. Where there is no ssh to ask, the configuration counts.
    fn takes(&self, config: &Path, target: &Target, key: &Path) -> Result<bool, ConfigProblem> {
        // ssh does not start with a file that is not there.
        let config = Some(config).filter(|config| self.disk.status(config).is_some());
        let goes_on = || !self.progress.cancelled();
        match identity_files(self.ssh, (config, target), SshAsks::Us, &goes_on) {
            Ok(taken) => Ok(taken.iter().any(|written| means_key(written, key, self.person))),
            Err(NotResolved::Ssh(SshError::NoProgram)) => {
                Ok(uses_key(&target.host, key, self.person, self.disk))
            }
            Err(why) => Err(ConfigProblem::NotResolved(why)),
        }
    }

    fn change(
        &self,
        plan: &Replacement,
        path: &Path,
        (old, new, edits): (Option<Vec<u8>>, Vec<u8>, Vec<Edit>),
        risk: Option<Risk>,
    ) -> Result<Box<TextChange>, ConfigProblem> {
        let name = plan.new_key().file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (page, kind, path) = (Page::UseKey, ChangeKind::NewKey(name), path.to_owned());
        let wanted = Wanted { page, kind, path, old, new, edits, risk };
        let change = TextChange::plan(wanted, self.disk).map_err(TextProblem::Save);
        change.map(Box::new).map_err(ConfigProblem::Text)
    }
}

fn has_new_key(state: ServerState) -> bool {
    matches!(state, ServerState::NewKeyWorks(_) | ServerState::OldKeyRemoved(_))
}

/// The person's configuration of ssh.
fn config_of(person: &User) -> Option<PathBuf> {
    person.dot_ssh().map(|folder| folder.join("config"))
}
