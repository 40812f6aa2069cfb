//! What the key is called in ~/.ssh: proposed, looked for, typed.

use super::model::{FileName, FileNameProblem, KeyState, OpenKey, SaveDestination};
use super::{Event, KeyPage, Slot};
use crate::app::context::Context;
use crate::batch;
use crate::save::{self, Output, Taken};
use crate::system::DiskError;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl KeyPage {
    /// One that is free, like this one.
    pub(super) fn find_name(&mut self, like: String, cx: &mut Context<'_>) {
        let Some(dot_ssh) = cx.services.person.dot_ssh() else { return };
        let disk = Arc::clone(&cx.services.disk);
        self.finding_name = Some(cx.start(Slot::FindName, "look", move |_| {
            let found = save::free_name(&dot_ssh, &like, "", &*disk).map(|name| dot_ssh.join(name));
            // It is the folder that stands in the way, whatever the file would be called.
            Event::NameFound(found.map_err(|error| DiskError { path: dot_ssh, ..error }))
        }));
    }

    pub(super) fn name_found(&mut self, result: Result<PathBuf, DiskError>) {
        self.finding_name = None;
        if let KeyState::Open(open) = &mut self.state
            && open.is_private()
            && !matches!(open.place, SaveDestination::Same(_))
        {
            open.place = match result {
                Ok(path) => {
                    let text = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    open.file_name = FileName { text, ..FileName::default() };
                    SaveDestination::New(path)
                }
                Err(error) => SaveDestination::Blocked(error),
            };
        }
    }

    pub(super) fn edit_file_name(&mut self, text: String, cx: &mut Context<'_>) {
        let Some(dot_ssh) = cx.services.person.dot_ssh() else { return };
        let KeyState::Open(open) = &mut self.state else { return };
        let SaveDestination::New(place) = &mut open.place else { return };
        if open.saving.is_some() {
            return; // it is saved under the name of before
        }
        let problem = save::check_key_name(&text).err().map(FileNameProblem::Bad);
        self.finding_name = None;
        if problem.is_none() {
            *place = dot_ssh.join(&text);
            let (path, disk) = (place.clone(), Arc::clone(&cx.services.disk));
            let (key, has_certificate) = (open.facts.public.clone(), open.attached.is_some());
            self.finding_name = Some(cx.start(Slot::FindName, "look", move |_| {
                // Where it cannot be seen, saving says so.
                let taken = save::taken_for_key(&path, &key, has_certificate, &*disk).unwrap_or_default();
                Event::NameLookedAt(path, taken)
            }));
        }
        open.file_name = FileName { text, problem, is_typed: true };
    }

    pub(super) fn name_looked_at(&mut self, path: &Path, taken: Option<Taken>) {
        self.finding_name = None;
        if let KeyState::Open(open) = &mut self.state
            && matches!(&open.place, SaveDestination::New(place) if place == path)
        {
            open.file_name.problem = taken.map(FileNameProblem::Taken);
        }
    }
}

impl OpenKey {
    /// What the key is called in ~/.ssh: as its file, where that name says more than the type of the key.
    pub(super) fn proposed_name(&self) -> String {
        let file = self.origin.as_ref().and_then(|origin| origin.source.file());
        file.filter(|_| self.recovered_from.is_none())
            .and_then(|file| batch::stem(file).into_string().ok())
            .filter(|name| save::check_key_name(name).is_ok() && !save::is_standard_name(name))
            .unwrap_or_else(|| self.facts.kind().file_name().to_owned())
    }

    /// For the dialog of the system.
    pub(super) fn suggested_name(&self, what: Output) -> String {
        let name = match &self.place {
            SaveDestination::Same(path) | SaveDestination::New(path) => batch::stem(path).into_string().ok(),
            SaveDestination::Looking | SaveDestination::Blocked(_) | SaveDestination::NoHome => None,
        };
        format!("{}{}", name.unwrap_or_else(|| self.proposed_name()), what.ending())
    }
}
