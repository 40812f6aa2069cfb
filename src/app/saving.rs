//! Saving: where to, what is in the way, and what came of it.

use super::dialog::{Dialog, Purpose};
use super::event::Event;
use super::model::{Content, SavePlace, Saving, Stage, Unsaved};
use super::notice::{Notice, Toast};
use super::{App, Failure, JobId, Question};
use crate::format::PublicFormat;
use crate::key::Kind;
use crate::save::{self, Request, SaveError, SavePlan, Saved, What};
use crate::system::{self, DialogAnswer, DiskError, with_randomness};
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl App {
    /// Save, as the button says it.
    pub(super) fn save_in_place(&mut self) {
        let Stage::Ready(ready) = &self.model.stage else { return };
        if ready.comment_problem.is_some() {
            return; // said beside the comment
        }
        if !ready.is_private() {
            return self.ask_where(What::Public(PublicFormat::Line));
        }
        match ready.place.clone() {
            SavePlace::New(path) => self.save_to(What::PAIR, path),
            SavePlace::Same(_) if ready.unsaved.is_none() => self.toast(Toast::Saved),
            SavePlace::Same(path) => self.save_to(What::PAIR, path),
            SavePlace::Looking => {}
            SavePlace::Blocked(error) => {
                // Perhaps it was put right in the meantime.
                let kind = ready.facts.kind();
                self.look_for_a_name(kind);
                self.fail(Failure::Save(SaveError::Disk(error)));
            }
            SavePlace::NoHome => self.fail(Failure::NoHome),
        }
    }

    pub(super) fn ask_where(&mut self, what: What) {
        let Stage::Ready(ready) = &self.model.stage else { return };
        if ready.comment_problem.is_some() {
            return; // said beside the comment
        }
        let number = ready.number;
        if self.choosing {
            return; // its dialog is open already
        }
        let folder = match &ready.saved {
            Some((_, saved)) => saved.files.first().map(|file| system::folder_of(&file.path).to_owned()),
            None => self.services.person.dot_ssh(),
        };
        let name = suggested_name(ready.facts.kind(), what);
        self.choosing = true;
        let mailbox = self.mailbox.clone();
        let reply =
            Box::new(move |answer| mailbox.post(Event::PathChosen(Purpose::Save(what), number, answer)));
        self.desktop.dialogs.save(self.titles.save.clone(), folder, name, reply);
    }

    pub(super) fn path_chosen(&mut self, purpose: Purpose, number: u64, answer: DialogAnswer) {
        self.choosing = false;
        let is_for_this_key = matches!(&self.model.stage, Stage::Ready(ready) if ready.number == number);
        if matches!(purpose, Purpose::Save(_)) && !is_for_this_key {
            return;
        }
        match (answer, purpose) {
            (DialogAnswer::Cancelled, _) => self.forget_what_waits(),
            (DialogAnswer::Chosen(path), Purpose::Open) => self.act(super::Action::Open(vec![path])),
            (DialogAnswer::Chosen(path), Purpose::Save(what)) => self.save_to(what, path),
            (DialogAnswer::Chosen(path), Purpose::Add) => self.add_to_many(vec![path]),
            (DialogAnswer::Chosen(path), Purpose::Target) => self.set_target_folder(path),
            (DialogAnswer::Unavailable, purpose) => {
                let text = match (purpose, &self.model.stage, self.services.person.dot_ssh()) {
                    (Purpose::Save(what), Stage::Ready(ready), Some(folder)) => {
                        let path = folder.join(suggested_name(ready.facts.kind(), what));
                        self.services.person.shown(&path)
                    }
                    (_, _, Some(folder)) => {
                        format!("{}{}", self.services.person.shown(&folder), std::path::MAIN_SEPARATOR)
                    }
                    _ => String::new(),
                };
                self.ask_about(Dialog::Path { purpose, text });
            }
        }
    }

    pub(super) fn save_to(&mut self, what: What, path: PathBuf) {
        let Stage::Ready(ready) = &self.model.stage else { return };
        // What is wrong with the comment is said beside it.
        if ready.saving.is_some() || ready.comment_problem.is_some() {
            return;
        }
        let (content, revision) = (ready.to_save(), ready.revision);
        let (disk, entropy) = (Arc::clone(&self.services.disk), Arc::clone(&self.services.entropy));
        // Other folders that are missing are a slip of the pen; this one ssh itself would make.
        let make_folder = path.parent().map(Path::to_owned) == self.services.person.dot_ssh();
        let today = system::today();
        let job = self.start("plan", move |id, _| {
            let request = Request { content: content(), what, path, make_folder, today };
            let planned = with_randomness(&*entropy, |rng| SavePlan::new(request, &*disk, rng));
            Event::Planned(id, what, planned.unwrap_or(Err(SaveError::NoEntropy)))
        });
        self.now_saving(job, revision);
    }

    pub(super) fn planned(&mut self, id: JobId, what: What, result: Result<SavePlan, SaveError>) {
        let Some(revision) = self.ends_saving(id) else { return };
        match result {
            Ok(plan) if plan.replaced().is_empty() => self.carry_out(what, plan, revision),
            Ok(plan) => {
                self.ask_about(Dialog::Replace { plan: Box::new(plan), what, revision });
            }
            Err(error) => self.not_saved(error),
        }
    }

    pub(super) fn replace(&mut self) {
        if let Some(Dialog::Replace { plan, what, revision }) = self.answered(Question::Replace) {
            self.carry_out(what, *plan, revision);
        }
    }

    fn carry_out(&mut self, what: What, plan: SavePlan, revision: u32) {
        let disk = Arc::clone(&self.services.disk);
        let job = self.start("save", move |id, _| Event::Saved(id, what, plan.carry_out(&*disk)));
        self.now_saving(job, revision);
    }

    pub(super) fn saved(&mut self, id: JobId, what: What, result: Result<Saved, SaveError>) {
        let Some(revision) = self.ends_saving(id) else { return };
        match result {
            Ok(saved) => self.note_saved(what, saved, revision),
            Err(error) => self.not_saved(error),
        }
    }

    fn note_saved(&mut self, what: What, saved: Saved, revision: u32) {
        // Of the file that it was opened from, that stays true.
        let is_over = |notice: &mut Notice| match notice {
            Notice::OthersToo(path, _) => saved.files.iter().any(|file| file.path == *path),
            _ => true,
        };
        self.model.notice.take_if(is_over);
        let dot_ssh = self.services.person.dot_ssh();
        let Stage::Ready(ready) = &mut self.model.stage else { return };
        if !matches!(what, What::Public(_)) {
            ready.unsaved = (ready.revision != revision).then_some(Unsaved::Changed);
        }
        if let (What::PAIR, Some(file)) = (what, saved.files.first())
            && file.path.parent() == dot_ssh.as_deref()
        {
            ready.place = SavePlace::Same(file.path.clone());
        }
        let recovered = ready.recovered_from.take_if(|file| {
            // Only when all of it is somewhere else.
            let is_elsewhere = saved.files.iter().all(|saved| saved.path != *file);
            !matches!(what, What::Public(_)) && ready.unsaved.is_none() && is_elsewhere
        });
        let paths = saved.files.iter().map(|file| file.path.clone()).collect();
        ready.saved = Some((what, saved));
        let next = ready.after_save.take();
        self.toast(Toast::Saved);
        if let Some(file) = recovered {
            self.remove_recovered(file, paths);
        }
        if let Some(action) = next {
            // Where something is still unsaved, this asks about it.
            self.act(*action);
        }
    }

    /// What was to be done after a save that now does not come.
    pub(super) fn forget_what_waits(&mut self) {
        if let Stage::Ready(ready) = &mut self.model.stage {
            ready.after_save = None;
        }
    }

    fn not_saved(&mut self, error: SaveError) {
        if let Stage::Ready(ready) = &mut self.model.stage {
            ready.after_save = None;
            // The name may have been taken since it was found free.
            if matches!(ready.place, SavePlace::New(_)) {
                let kind = ready.facts.kind();
                self.look_for_a_name(kind);
            }
        }
        self.fail(Failure::Save(error));
    }

    pub(super) fn place_found(&mut self, id: JobId, result: Result<PathBuf, DiskError>) {
        if self.looking.take_if(|job| job.id() == id).is_none() {
            return;
        }
        if let Stage::Ready(ready) = &mut self.model.stage
            && ready.is_private()
            && !matches!(ready.place, SavePlace::Same(_))
        {
            ready.place = match result {
                Ok(path) => SavePlace::New(path),
                Err(error) => SavePlace::Blocked(error),
            };
        }
    }

    fn now_saving(&mut self, job: super::Job, revision: u32) {
        if let Stage::Ready(ready) = &mut self.model.stage {
            ready.saving = Some(Saving { job, revision });
        }
    }

    /// The revision that this work was saving, if it is still waited for; now it is over.
    fn ends_saving(&mut self, id: JobId) -> Option<u32> {
        let Stage::Ready(ready) = &mut self.model.stage else { return None };
        ready.saving.take_if(|saving| saving.job.id() == id).map(|saving| saving.revision)
    }
}

impl super::Ready {
    /// What a save writes: the key with the comment and under the passphrase of now. It is made when
    /// it is needed, so that until then there is no second copy of the key.
    pub(super) fn to_save(&self) -> impl FnOnce() -> save::Content + Send + 'static {
        let public = self.facts.public.clone();
        let private = match &self.content {
            Content::Private { key, passphrase, .. } => Some((Arc::clone(key), passphrase.clone())),
            Content::Public | Content::Certificate(_) => None,
        };
        move || match private {
            Some((key, passphrase)) if key.comment() == public.comment() => {
                save::Content::Private { key, passphrase }
            }
            Some((key, passphrase)) => {
                let key = Arc::new(key.with_comment(public.comment().clone()));
                save::Content::Private { key, passphrase }
            }
            None => save::Content::Public(public),
        }
    }
}

fn suggested_name(kind: Kind, what: What) -> String {
    format!("{}{}", kind.file_name(), what.ending())
}
