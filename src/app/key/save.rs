//! Saving: where to, what is in the way, and what came of it.

use super::choice::KeyText;
use super::model::{Content, KeyOrigin, KeySource, KeyState, OpenKey, SaveDestination, Saving, Unsaved};
use super::{Event, KeyPage, Slot};
use crate::app::context::{Context, Effect};
use crate::app::shell::FileRequest;
use crate::app::{AppError, Dialog, Job, Notice, Page};
use crate::format::{Format, PublicFormat};
use crate::save::{self, Output, Request, SaveError, SavePlan, Saved};
use crate::system::{self, with_randomness};
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl KeyPage {
    /// Save, as the button says it.
    pub(super) fn save_in_place(&mut self, cx: &mut Context<'_>) {
        let KeyState::Open(open) = &self.state else { return };
        if open.comment_problem.is_some() || open.has_unusable_name() {
            return; // said beside the comment, or beside the name
        }
        if !open.is_private() {
            return self.ask_where(Output::Public(PublicFormat::Line), cx);
        }
        match open.place.clone() {
            SaveDestination::New(path) => self.save_to(Output::PAIR, path, cx),
            SaveDestination::Same(_) if open.is_as_in_file() => cx.send(Effect::Saved(Vec::new())),
            SaveDestination::Same(path) => self.save_to(Output::PAIR, path, cx),
            SaveDestination::Looking => {}
            SaveDestination::Blocked(error) => {
                // Perhaps it was put right in the meantime.
                let name = open.proposed_name();
                self.find_name(name, cx);
                cx.fail(AppError::Save(SaveError::Disk(error)));
            }
            SaveDestination::NoHome => cx.fail(AppError::NoHome),
        }
    }

    /// Saves what another action would lose, wherever it can.
    pub(in crate::app) fn save_first(&mut self, cx: &mut Context<'_>) {
        match &self.state {
            KeyState::Open(open) if open.comment_problem.is_some() => {
                cx.send(Effect::Notice(Notice::CommentFirst));
                cx.send(Effect::CancelDeferred);
            }
            KeyState::Open(open) => match open.place {
                _ if open.has_unusable_name() => self.ask_where(Output::PAIR, cx),
                SaveDestination::New(_) | SaveDestination::Same(_) => self.save_in_place(cx),
                SaveDestination::Looking | SaveDestination::Blocked(_) | SaveDestination::NoHome => {
                    self.ask_where(Output::PAIR, cx);
                }
            },
            KeyState::None | KeyState::Generating { .. } | KeyState::Locked(_) => {
                cx.send(Effect::CancelDeferred);
            }
        }
    }

    pub(super) fn ask_where(&mut self, what: Output, cx: &mut Context<'_>) {
        let KeyState::Open(open) = &self.state else { return };
        if open.comment_problem.is_some() {
            if cx.shown != Page::Key {
                // Beside the comment, it would not be seen.
                cx.send(Effect::Notice(Notice::CommentFirst));
            }
            return;
        }
        let folder = match &open.saved {
            Some((_, saved)) => saved.files.first().map(|file| system::folder_of(&file.path).to_owned()),
            None => cx.services.person.dot_ssh(),
        };
        let name = open.suggested_name(what);
        cx.send(Effect::Choose(FileRequest::Save(what, folder, name)));
    }

    pub(in crate::app) fn save_to(&mut self, what: Output, path: PathBuf, cx: &mut Context<'_>) {
        let KeyState::Open(open) = &self.state else { return };
        // What is wrong with the comment is said beside it.
        if open.saving.is_some() || open.comment_problem.is_some() {
            return;
        }
        let (content, revision) = (open.to_save(), open.revision);
        let (disk, entropy) = (Arc::clone(&cx.services.disk), Arc::clone(&cx.services.entropy));
        // Other folders that are missing are a slip of the pen; this one ssh itself would make.
        let make_folder = path.parent().map(Path::to_owned) == cx.services.person.dot_ssh();
        let today = system::today();
        let job = cx.start(Slot::Save, "plan", move |_| {
            let request = Request { content: content(), output: what, path, make_folder, today };
            let planned = with_randomness(&*entropy, |rng| SavePlan::new(request, &*disk, rng));
            Event::Planned(what, planned.unwrap_or(Err(SaveError::NoEntropy)))
        });
        self.now_saving(job, revision);
    }

    pub(super) fn planned(
        &mut self,
        what: Output,
        result: Result<SavePlan, SaveError>,
        cx: &mut Context<'_>,
    ) {
        let Some(revision) = self.ends_saving() else { return };
        match result {
            Ok(plan) if plan.replaced().is_empty() => self.carry_out(what, plan, revision, cx),
            Ok(plan) => {
                let plan = Box::new(plan);
                cx.send(Effect::Ask(Dialog::Replace { plan, output: what, revision }));
            }
            Err(error) => self.not_saved(error, cx),
        }
    }

    pub(super) fn carry_out(&mut self, what: Output, plan: SavePlan, revision: u32, cx: &mut Context<'_>) {
        let disk = Arc::clone(&cx.services.disk);
        let job = cx.start(Slot::Save, "save", move |_| Event::Saved(what, plan.carry_out(&*disk)));
        self.now_saving(job, revision);
    }

    pub(super) fn saved(&mut self, what: Output, result: Result<Saved, SaveError>, cx: &mut Context<'_>) {
        let Some(revision) = self.ends_saving() else { return };
        match result {
            Ok(saved) => self.note_saved(what, saved, revision, cx),
            Err(error) => self.not_saved(error, cx),
        }
    }

    fn note_saved(&mut self, what: Output, saved: Saved, revision: u32, cx: &mut Context<'_>) {
        let dot_ssh = cx.services.person.dot_ssh();
        let KeyState::Open(open) = &mut self.state else { return };
        if !matches!(what, Output::Public(_)) {
            open.unsaved = (open.revision != revision).then_some(Unsaved::Changed);
            open.text = KeyText::default();
        }
        if let (Output::PAIR, Some(file)) = (what, saved.files.first())
            && file.path.parent() == dot_ssh.as_deref()
        {
            open.place = SaveDestination::Same(file.path.clone());
            let (source, format) = (KeySource::File(file.path.clone()), Format::OpenSsh);
            open.origin = Some(KeyOrigin { source, part: None, format });
        }
        let recovered = open.recovered_from.take_if(|file| {
            // Only when all of it is somewhere else.
            let is_elsewhere = saved.files.iter().all(|saved| saved.path != *file);
            !matches!(what, Output::Public(_)) && open.unsaved.is_none() && is_elsewhere
        });
        if let (Some(_), Some(file)) = (&recovered, saved.files.first()) {
            // Its old file goes away.
            let source = KeySource::File(file.path.clone());
            open.origin = Some(KeyOrigin { source, part: None, format: what.format() });
        }
        let paths: Vec<PathBuf> = saved.files.iter().map(|file| file.path.clone()).collect();
        open.saved = Some((what, saved));
        if let Some(file) = recovered {
            self.remove_recovered(file, paths.clone(), cx);
        }
        self.look_for_own(cx);
        self.look_for_agents(cx);
        // Where something is still unsaved, what waits asks about it.
        cx.send(Effect::Saved(paths));
    }

    fn not_saved(&mut self, error: SaveError, cx: &mut Context<'_>) {
        cx.send(Effect::CancelDeferred);
        if let KeyState::Open(open) = &self.state
            // The name may have been taken since it was found free.
            && matches!(open.place, SaveDestination::New(_))
            && !open.file_name.is_typed
        {
            let name = open.proposed_name();
            self.find_name(name, cx);
        }
        cx.fail(AppError::Save(error));
    }

    fn now_saving(&mut self, job: Job, revision: u32) {
        if let KeyState::Open(open) = &mut self.state {
            open.saving = Some(Saving { _job: job, revision });
        }
    }

    /// The revision of the key that was being saved; now that is over.
    fn ends_saving(&mut self) -> Option<u32> {
        let KeyState::Open(open) = &mut self.state else { return None };
        open.saving.take().map(|saving| saving.revision)
    }
}

impl OpenKey {
    /// What a save writes: the key with the comment and under the passphrase of now. It is made when
    /// it is needed, so that until then there is no second copy of the key.
    pub(super) fn to_save(&self) -> impl FnOnce() -> save::KeyMaterial + Send + 'static {
        let public = self.facts.public.clone();
        let private = match &self.content {
            Content::Private { key, passphrase, .. } => Some((Arc::clone(key), passphrase.clone())),
            Content::Public | Content::Certificate(_) => None,
        };
        move || match private {
            Some((key, passphrase)) if key.comment() == public.comment() => {
                save::KeyMaterial::Private { key, passphrase }
            }
            Some((key, passphrase)) => {
                let key = Arc::new(key.with_comment(public.comment().clone()));
                save::KeyMaterial::Private { key, passphrase }
            }
            None => save::KeyMaterial::Public(public),
        }
    }
}
