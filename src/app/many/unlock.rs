//! A passphrase for all locked keys of the list, or for one.

use super::row::{Holds, Work};
use super::{Batches, Many, ManyEvent, Tried, Trying};
use crate::app::{App, Event, JobId};
use crate::format::{DecryptError, EncryptedKey};
use crate::key::{Passphrase, Progress as _};
use crate::save::Content;
use std::sync::{Arc, PoisonError};

impl App {
    /// Tries what is typed on every locked key.
    pub(super) fn unlock(&mut self) {
        let Some(passphrase) = self.model.many.passphrase.passphrase() else { return };
        self.try_on(None, passphrase);
    }

    /// Tries what is typed in the row's own field.
    pub(super) fn unlock_row(&mut self) {
        let Some(field) = &self.model.many.field else { return };
        let Some(passphrase) = field.passphrase.passphrase() else { return };
        self.try_on(Some(field.row), passphrase);
    }

    fn try_on(&mut self, only: Option<u64>, passphrase: Passphrase) {
        let many = &mut self.model.many;
        if many.is_busy() {
            return;
        }
        let mut locked: Vec<(u64, Arc<EncryptedKey>)> = Vec::new();
        for row in &mut many.rows {
            if let Holds::Locked(key, refused) = &mut row.holds
                && only.is_none_or(|only| only == row.number)
            {
                *refused = None;
                row.work = Work::Trying;
                locked.push((row.number, Arc::clone(key)));
            }
        }
        if locked.is_empty() {
            return;
        }
        many.tried = None;
        let (of, passphrase) = (locked.len(), Arc::new(passphrase));
        let (typed, code_page) = (Arc::clone(&passphrase), self.services.person.code_page);
        let (one_at_a_time, mailbox) = (Arc::clone(&self.one_kdf), self.mailbox.clone());
        let job = self.start("unlock many", move |id, progress| {
            let mut batches = Batches::new(mailbox, id);
            for (done, (number, key)) in locked.into_iter().enumerate() {
                // Files may ask for much memory each: one at a time.
                let _held = one_at_a_time.lock().unwrap_or_else(PoisonError::into_inner);
                if progress.cancelled() {
                    break;
                }
                batches.kept.push((number, key.decrypt(&typed, code_page, progress)));
                progress.report((done + 1) as f32 / of as f32);
                if batches.is_due() {
                    batches.post(ManyEvent::Tried);
                }
            }
            batches.post(ManyEvent::Tried);
            Event::Many(id, ManyEvent::Over)
        });
        self.model.many.trying = Some(Trying { job, passphrase, opened: 0, of });
    }

    pub(super) fn files_tried(&mut self, id: JobId, tried: Vec<(u64, Tried)>) {
        let many = &mut self.model.many;
        let Some(trying) = many.trying.as_mut().filter(|trying| trying.job.id() == id) else { return };
        let passphrase = Arc::clone(&trying.passphrase);
        trying.opened += tried.iter().filter(|(_, result)| result.is_ok()).count();
        for (number, result) in tried {
            let Some(row) = many.row(number) else { continue };
            row.work = Work::None;
            match result {
                Ok((key, _)) => row.opened(Content::Private {
                    key: Arc::new(key),
                    passphrase: Some(Arc::clone(&passphrase)),
                }),
                Err(error) => {
                    if let Holds::Locked(_, refused) = &mut row.holds {
                        *refused = (error != DecryptError::Cancelled).then_some(error);
                    }
                }
            }
        }
    }
}

impl Many {
    pub(super) fn tried_all(&mut self, trying: &Trying) {
        self.tried = Some((trying.opened, trying.of));
        if trying.opened == 0 {
            return; // a slip is put right in the field
        }
        self.passphrase.clear();
        let opened = self.field.as_ref().map(|field| field.row);
        if let Some(row) = opened.and_then(|number| self.row(number))
            && matches!(row.holds, Holds::Key(_))
        {
            self.field = None;
        }
    }
}
