//! Event → change of the model. Reports of work that nobody waits for any more are dropped, and
//! with them, wiped, the keys they bring.

use super::event::{Event, GenerateError};
use super::model::Stage;
use super::notice::Toast;
use super::{App, Failure, JobId, NewPassphrase};
use crate::key::{Key, Strength};

impl App {
    pub(super) fn hear(&mut self, event: Event) {
        match event {
            Event::Generated(id, result) => self.generated(id, result),
            Event::Read(id, result, others) => self.read(id, result, others),
            Event::KeptToOwner(path, is_done) => self.kept_to_owner(path, is_done),
            Event::Decrypted(id, result) => self.decrypted(id, result),
            Event::Estimated(id, strength) => self.estimated(id, strength),
            Event::FilesChosen(answer) => self.files_chosen(answer),
            Event::Looked(path, is_folder) => self.looked(path, is_folder),
            Event::PathChosen(purpose, number, answer) => self.path_chosen(purpose, number, answer),
            Event::PlaceFound(id, result) => self.place_found(id, result),
            Event::Planned(id, what, result) => self.planned(id, what, result),
            Event::Saved(id, what, result) => self.saved(id, what, result),
            Event::Recovered(found) => self.offer_recovered(found),
            Event::RecoveredRemoved(path, result) => self.recovered_removed(path, result),
            Event::Copied(what, Ok(())) => self.toast(Toast::Copied(what)),
            Event::Copied(_, Err(error)) => self.fail(Failure::Copy(error)),
            Event::FolderShown(_, true) => {}
            Event::FolderShown(path, false) => self.fail(Failure::ShowFolder(path)),
            Event::Many(id, event) => self.hear_of_many(id, event),
            Event::Crashed(id) => self.crashed(id),
        }
        self.ask_what_waits();
    }

    fn generated(&mut self, id: JobId, result: Result<Key, GenerateError>) {
        let Stage::Generating { job, passphrase, .. } = &mut self.model.stage else { return };
        if job.id() != id {
            return;
        }
        let passphrase = passphrase.take();
        match result {
            Ok(key) => {
                // The passphrase is the key's now; the next key gets its own.
                self.model.form.passphrase = NewPassphrase::default();
                self.model.form.tried = false;
                self.show_made(key, passphrase);
            }
            Err(GenerateError::Cancelled) => self.model.stage = Stage::Empty,
            Err(GenerateError::NoEntropy) => {
                self.model.stage = Stage::Empty;
                self.fail(Failure::NoEntropy);
            }
        }
    }

    fn estimated(&mut self, id: JobId, strength: Strength) {
        if self.estimating.take_if(|job| job.id() == id).is_none() {
            return;
        }
        let (new, _) = self.model.new_passphrase();
        new.strength = (!new.first.is_empty()).then_some(strength);
    }
}
