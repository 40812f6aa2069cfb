//! Keys that are not saved when the program is ended: rescued then, offered at the next start.

use super::event::Event;
use super::{Action, App, Dialog, Failure, Source, Stage};
use crate::batch;
use crate::format::{Contents, KeyFile};
use crate::key::{Fingerprint, Kind, PublicKey};
use crate::save;
use crate::system::{self, Disk, DiskError, Rescue, with_randomness};
use rand::CryptoRng;
use std::io::ErrorKind;
use std::path::PathBuf;
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
    /// Delete it.
    Delete,
}

impl App {
    /// So that nothing is lost without the window: from now on this is done when the program is ended.
    /// Called after everything that may have changed the key.
    pub(super) fn prepare_rescue(&mut self) {
        let unsaved = match &self.model.stage {
            // Once closing was confirmed, the key was saved or given up.
            Stage::Ready(ready) if ready.unsaved.is_some() && ready.is_private() && !self.model.leaving => {
                Some((ready.number, ready.revision))
            }
            _ => None,
        };
        if unsaved != self.rescued {
            self.rescued = unsaved;
            // Without a folder for it nothing can be kept, but the session should still not end.
            let rescue = unsaved.map(|_| self.rescue().unwrap_or_else(|| Box::new(|| None)));
            self.desktop.shutdown.at_the_end(rescue);
        }
    }

    fn rescue(&self) -> Option<Rescue> {
        let Stage::Ready(ready) = &self.model.stage else { return None };
        let folder = self.desktop.shutdown.folder()?;
        let (content, before) = (ready.to_save(), ready.recovered_from.clone());
        let (disk, entropy) = (Arc::clone(&self.services.disk), Arc::clone(&self.services.entropy));
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
    pub(super) fn look_for_recovered(&mut self) {
        let Some(folder) = self.desktop.shutdown.folder() else { return };
        let (disk, mailbox) = (Arc::clone(&self.services.disk), self.mailbox.clone());
        let look = move || {
            let files = save::unsaved_files(&folder, &*disk).unwrap_or_default();
            let found: Vec<_> = files.into_iter().take(MOST).map(|path| recovered(path, &*disk)).collect();
            if !found.is_empty() {
                mailbox.post(Event::Recovered(found));
            }
        };
        self.desktop.worker.run("recover", Box::new(look));
    }

    /// Offers what was found, except for what has been opened meanwhile.
    pub(super) fn offer_recovered(&mut self, found: Vec<Recovered>) {
        let open = match &self.model.stage {
            Stage::Ready(ready) => ready.recovered_from.clone(),
            Stage::Encrypted(encrypted) => self.recovered_file(&encrypted.source),
            Stage::Empty | Stage::Generating { .. } => None,
        };
        let is_open = |one: &Recovered| open.as_ref() == Some(&one.path);
        self.model.recovered = found.into_iter().filter(|one| !is_open(one)).collect();
    }

    /// The file, if a key from there is a recovered one.
    pub(super) fn recovered_file(&self, source: &Source) -> Option<PathBuf> {
        let folder = self.desktop.shutdown.folder()?;
        match source {
            Source::File(path) if save::is_unsaved_file(path, &folder) => Some(path.clone()),
            Source::File(_) | Source::Pasted => None,
        }
    }

    pub(super) fn no_longer_offer(&mut self, source: &Source) {
        if let Source::File(path) = source {
            self.model.recovered.retain(|recovered| recovered.path != *path);
        }
    }

    pub(super) fn recover(&mut self, action: RecoveryAction) {
        match action {
            RecoveryAction::Open => {
                let first = self.model.recovered.first().map(|recovered| recovered.path.clone());
                self.act(Action::Open(first.into_iter().collect()));
            }
            RecoveryAction::Later => {
                self.model.recovered = self.model.recovered.iter().skip(1).cloned().collect();
            }
            RecoveryAction::AskDelete => {
                if let Some(first) = self.model.recovered.first() {
                    self.ask_about(Dialog::DeleteRecovered(Box::new(first.clone())));
                }
            }
            RecoveryAction::Delete => {
                if let Some(Dialog::DeleteRecovered(recovered)) =
                    self.model.dialog.take_if(|dialog| matches!(dialog, Dialog::DeleteRecovered(_)))
                {
                    self.remove_recovered(recovered.path, Vec::new());
                }
            }
        }
    }

    /// Its key is in the files that were `saved`, or is not wanted any more.
    pub(super) fn remove_recovered(&mut self, path: PathBuf, saved: Vec<PathBuf>) {
        self.no_longer_offer(&Source::File(path.clone()));
        let (disk, mailbox) = (Arc::clone(&self.services.disk), self.mailbox.clone());
        let remove = move || {
            let removed = save::remove_unsaved(&path, &saved, &*disk);
            mailbox.post(Event::RecoveredRemoved(path, removed));
        };
        self.desktop.worker.run("remove", Box::new(remove));
    }

    pub(super) fn recovered_removed(&mut self, path: PathBuf, result: Result<(), DiskError>) {
        if result.is_err_and(|error| error.kind != ErrorKind::NotFound) {
            self.fail(Failure::RemoveRecovered(path));
        }
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
