//! Keys that are not saved when the program is ended: rescued then, offered at the next start.

use super::{Event, KeyPage, KeySource, KeyState, Slot};
use crate::app::context::{Context, Effect};
use crate::app::{Action, AppError, Dialog};
use crate::batch;
use crate::format::{Contents, KeyFile};
use crate::key::{Fingerprint, Kind, PublicKey};
use crate::save;
use crate::system::{self, Desktop, Disk, DiskError, Rescue, Services, with_randomness};
use rand::CryptoRng;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many are read at the start. The others come at the next one.
const MOST: usize = 50;

/// A key that was rescued.
#[derive(Clone, Debug)]
pub struct Recovered {
    /// Its file.
    pub path: PathBuf,
    /// The key; `None` where the file cannot be read.
    pub key: Option<RecoveredKey>,
}

/// What its file says of a recovered key.
#[derive(Clone, Debug)]
pub struct RecoveredKey {
    /// What kind of key it is.
    pub kind: Kind,
    /// Its hashes.
    pub fingerprint: Fingerprint,
    /// Its comment; empty where that is encrypted too.
    pub comment: String,
    /// Whether it is encrypted.
    pub locked: bool,
}

/// What a person can ask for when a recovered key is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecoveryAction {
    /// Open it, to save it.
    Open,
    /// Not now: it is offered again at the next start.
    Later,
    /// Delete it, after a question.
    AskDelete,
}

impl KeyPage {
    /// So that nothing is lost without the window: from now on this is done when the program is ended.
    /// Called after everything that may have changed the key.
    pub(in crate::app) fn prepare_rescue(&mut self, leaving: bool, services: &Services, desktop: &Desktop) {
        let unsaved = match &self.state {
            // Once closing was confirmed, the key was saved or given up.
            KeyState::Open(open) if open.unsaved.is_some() && open.is_private() && !leaving => {
                Some((open.number, open.revision))
            }
            _ => None,
        };
        if unsaved != self.rescued {
            self.rescued = unsaved;
            // Without a folder for it nothing can be kept, but the session should still not end.
            let rescue = unsaved.map(|_| self.rescue(services, desktop).unwrap_or_else(|| Box::new(|| None)));
            desktop.shutdown.on_shutdown(rescue);
        }
    }

    fn rescue(&self, services: &Services, desktop: &Desktop) -> Option<Rescue> {
        let KeyState::Open(open) = &self.state else { return None };
        let folder = desktop.shutdown.folder()?;
        let (content, before) = (open.to_save(), open.recovered_from.clone());
        let (disk, entropy) = (Arc::clone(&services.disk), Arc::clone(&services.entropy));
        Some(Box::new(move || {
            let today = system::today();
            let keep = |rng: &mut dyn CryptoRng| save::keep_unsaved(&content(), &folder, &today, &*disk, rng);
            let kept = with_randomness(&*entropy, keep).ok()?.ok()?;
            // What it was before it was changed.
            before.map(|before| disk.remove(&before));
            Some(kept)
        }))
    }

    /// What was rescued at the end of other windows.
    pub(in crate::app) fn look_for_recovered(&self, cx: &mut Context<'_>) {
        let Some(folder) = cx.desktop.shutdown.folder() else { return };
        let disk = Arc::clone(&cx.services.disk);
        cx.start_detached(Slot::Recovery, "recover", move || {
            let files = save::unsaved_files(&folder, &*disk).unwrap_or_default();
            Event::Recovered(files.into_iter().take(MOST).map(|path| recovered(path, &*disk)).collect())
        });
    }

    /// Offers what was found, except for what has been opened meanwhile.
    pub(super) fn offer_recovered(&mut self, found: Vec<Recovered>, cx: &Context<'_>) {
        let open = match &self.state {
            KeyState::Open(open) => open.recovered_from.clone(),
            KeyState::Locked(locked) => recovered_file(&locked.source, cx),
            KeyState::None | KeyState::Generating { .. } => None,
        };
        let is_open = |one: &Recovered| open.as_ref() == Some(&one.path);
        self.recovered = found.into_iter().filter(|one| !is_open(one)).collect();
    }

    pub(super) fn no_longer_offer(&mut self, path: Option<&Path>) {
        self.recovered.retain(|recovered| Some(&*recovered.path) != path);
    }

    pub(super) fn recover(&mut self, action: RecoveryAction, cx: &mut Context<'_>) {
        let Some(first) = self.recovered.first() else { return };
        match action {
            RecoveryAction::Open => cx.send(Effect::Do(Action::Open(vec![first.path.clone()]))),
            RecoveryAction::Later => drop(self.recovered.remove(0)),
            RecoveryAction::AskDelete => {
                cx.send(Effect::Ask(Dialog::DeleteRecovered(Box::new(first.clone()))));
            }
        }
    }

    /// Its key is in the files that were `saved`, or is not wanted any more.
    pub(super) fn remove_recovered(&mut self, path: PathBuf, saved: Vec<PathBuf>, cx: &mut Context<'_>) {
        self.no_longer_offer(Some(&path));
        let disk = Arc::clone(&cx.services.disk);
        cx.start_detached(Slot::Recovery, "remove", move || {
            let removed = save::remove_unsaved(&path, &saved, &*disk);
            Event::RecoveredRemoved(path, removed)
        });
    }
}

/// The file, if a key from there is a recovered one.
pub(super) fn recovered_file(source: &KeySource, cx: &Context<'_>) -> Option<PathBuf> {
    let folder = cx.desktop.shutdown.folder()?;
    source.file().filter(|path| save::is_unsaved_file(path, &folder)).map(Path::to_owned)
}

pub(super) fn removed(path: PathBuf, result: Result<(), DiskError>, cx: &mut Context<'_>) {
    if result.is_err_and(|error| error.kind != ErrorKind::NotFound) {
        cx.fail(AppError::RemoveRecovered(path));
    }
}

fn recovered(path: PathBuf, disk: &dyn Disk) -> Recovered {
    let key = match batch::open_all(&path, disk).map(Contents::only) {
        Ok(Ok(KeyFile::Private(_, key))) => Some(about(key.public(), false)),
        Ok(Ok(KeyFile::Encrypted(key))) => key.claimed_public().map(|public| about(public, true)),
        Ok(Ok(KeyFile::Public(..) | KeyFile::Certificate(_)) | Err(_)) | Err(_) => None,
    };
    Recovered { path, key }
}

fn about(public: &PublicKey, locked: bool) -> RecoveredKey {
    RecoveredKey {
        kind: public.kind(),
        fingerprint: public.fingerprint(),
        comment: public.comment().shown().text,
        locked,
    }
}
