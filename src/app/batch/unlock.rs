//! A passphrase for all locked keys of the list, or for one.

use super::row::{Row, State, Work};
use super::{BatchPage, Event, Reports, Slot};
use crate::app::context::Context;
use crate::app::{Job, SecretField};
use crate::batch::unlock;
use crate::format::{DecryptError, EncryptedKey, Unlocked};
use crate::key::{Passphrase, Progress as _};
use crate::system::lower_thread_priority;
use std::sync::Arc;

/// The passphrase of one row, while it is typed.
#[derive(Debug)]
pub struct RowField {
    /// The number of the row.
    pub row: u64,
    /// What is typed.
    pub passphrase: SecretField,
    /// How often what was typed did not open it.
    pub refused: u32,
}

/// A passphrase being tried.
#[derive(Debug)]
pub(super) struct Trying {
    pub(super) job: Job,
    /// The row whose own field it comes from.
    only: Option<u64>,
    opened: usize,
    /// How many of them without white space that was typed.
    without: usize,
    /// On how many keys it was tried so far.
    tried: usize,
}

/// What came of a passphrase.
pub(super) type Tried = Result<Unlocked, DecryptError>;

impl BatchPage {
    /// Tries what is typed on every locked key.
    pub(super) fn unlock_all(&mut self, cx: &mut Context<'_>) {
        let Some(passphrase) = self.passphrase.passphrase() else { return };
        self.try_on(None, passphrase, cx);
    }

    /// Tries what is typed in the row's own field.
    pub(super) fn unlock_row(&mut self, cx: &mut Context<'_>) {
        let Some(field) = &self.field else { return };
        let Some(passphrase) = field.passphrase.passphrase() else { return };
        self.try_on(Some(field.row), passphrase, cx);
    }

    fn try_on(&mut self, only: Option<u64>, passphrase: Passphrase, cx: &mut Context<'_>) {
        if self.is_busy() {
            return;
        }
        let mut locked: Vec<(u64, Arc<EncryptedKey>)> = Vec::new();
        let target = &self.target;
        let wanted = |row: &Row| !matches!(row.state(target), State::Already);
        for row in self.rows.iter_mut().filter(|row| wanted(row)) {
            if let Some(key) = row.entry.locked().filter(|_| only.is_none_or(|only| only == row.number)) {
                locked.push((row.number, Arc::clone(key)));
                row.entry.forget_refusal();
                row.work = Work::Trying;
            }
        }
        if locked.is_empty() {
            return;
        }
        if only.is_none() {
            self.tried = None;
        }
        let (of, typed) = (locked.len(), [Arc::new(passphrase)]);
        let code_page = cx.services.person.code_page;
        let one_at_a_time = Arc::clone(cx.one_kdf);
        let job = cx.start(Slot::Unlock, "unlock list", move |progress| {
            if of > 1 {
                lower_thread_priority();
            }
            let mut reports = Reports::new(progress);
            for (done, (number, key)) in locked.into_iter().enumerate() {
                if progress.cancelled() {
                    break;
                }
                let result = unlock(&key, &typed, code_page, progress, &one_at_a_time);
                reports.pending.push((number, result));
                progress.report((done + 1) as f32 / of as f32);
                if reports.is_due() {
                    reports.post(Event::Tried);
                }
            }
            reports.post(Event::Tried);
            Event::Over
        });
        self.trying = Some(Trying { job, only, opened: 0, without: 0, tried: 0 });
    }

    pub(super) fn files_tried(&mut self, tried: Vec<(u64, Tried)>) {
        let Some(trying) = &mut self.trying else { return };
        let ended = |(_, result): &&(u64, Tried)| !matches!(result, Err(DecryptError::Cancelled));
        trying.tried += tried.iter().filter(ended).count();
        trying.opened += tried.iter().filter(|(_, result)| result.is_ok()).count();
        let is_shorter =
            |(_, result): &&(u64, Tried)| matches!(result, Ok(Unlocked { left_out: Some(_), .. }));
        trying.without += tried.iter().filter(is_shorter).count();
        for (number, result) in tried {
            let Some(row) = self.row(number) else { continue };
            row.work = Work::None;
            row.changes += 1;
            row.entry.tried(result);
        }
    }
}

impl BatchPage {
    /// The passphrase was tried on all that it was for.
    pub(super) fn tried(&mut self, trying: &Trying) {
        if trying.only.is_none() {
            self.tried = (trying.tried > 0).then_some((trying.opened, trying.tried));
            self.tried_without = trying.without;
            self.tries += u32::from(trying.tried > 0);
            // A slip is put right in the field.
            if trying.opened > 0 {
                self.passphrase.clear();
            }
        }
        let Some(mut field) = self.field.take() else { return };
        let Some(refused) = self.row(field.row).and_then(|row| row.entry.refusal()) else { return };
        match refused {
            Some(DecryptError::WrongPassphrase) => field.refused += u32::from(trying.only.is_some()),
            None => {}
            // No passphrase helps.
            Some(_) => return,
        }
        self.field = Some(field);
    }

    /// What was opened so far stays so. Of keys that were not tried nothing is said.
    pub(super) fn stop_trying(&mut self) {
        if let Some(trying) = self.trying.take() {
            self.nothing_is_worked_on();
            if trying.only.is_none() && trying.opened > 0 {
                self.tried = Some((trying.opened, trying.tried));
                self.tried_without = trying.without;
            }
        }
    }

    /// Shows the passphrase field of the row, or none. While what it holds is being tried, leaving
    /// it stops that, and it stays.
    pub(super) fn show_field(&mut self, row: Option<u64>) {
        match &self.trying {
            Some(trying) if row.is_none() && trying.only.is_some() => self.stop_trying(),
            Some(_) => {}
            None => {
                self.field = row.map(|row| RowField { row, passphrase: SecretField::default(), refused: 0 });
            }
        }
    }
}
