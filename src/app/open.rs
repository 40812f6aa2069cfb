//! Opening: bytes from a file or the clipboard, the passphrase, the key.

use super::certified::{Attached, Certified};
use super::choice::{Chosen, Provenance};
use super::dialog::{Dialog, Purpose};
use super::event::Event;
use super::line::line_shown;
use super::model::{Attempt, Content, Encrypted, Facts, Opened, Opening, Origins, Ready, SavePlace};
use super::notice::Notice;
use super::{App, Failure, SecretField, Source, Stage, Unsaved};
use crate::batch::{self, OpenError};
use crate::format::{
    self, Contents, DecryptError, EncryptedKey, Format, KeyFile, PassphraseBytes, Unlocked, Wrapping,
};
use crate::key::{Certificate, Key, Kind, Origin, Progress as _, PublicKey};
use crate::system::{self, Rights};
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};
use zeroize::Zeroizing;

impl App {
    pub(super) fn ask_open(&mut self) {
        if std::mem::replace(&mut self.choosing, true) {
            return; // its dialog is open already
        }
        let mailbox = self.mailbox.clone();
        let reply = Box::new(move |answer| mailbox.post(Event::PathChosen(Purpose::Open, 0, answer)));
        self.desktop.dialogs.open(self.titles.open.clone(), self.services.person.dot_ssh(), reply);
    }

    pub(super) fn open_first(&mut self, paths: Vec<PathBuf>) {
        let Some(path) = paths.into_iter().next() else { return };
        self.model.notice = None;
        let disk = Arc::clone(&self.services.disk);
        let (may_replace, origin) = (self.may_replace, Origins::File(path.clone()));
        let job = self.start("open", move |id, _| {
            let contents = batch::open_all(&path, &*disk);
            let others = batch::others_rights(&path, &contents, &*disk);
            Event::Read(id, contents, others)
        });
        self.model.opening = Some(Opening { job, may_replace, origin });
    }

    pub(super) fn open_text(&mut self, text: Zeroizing<String>) {
        if text.trim().is_empty() {
            self.model.notice = Some(Notice::NothingToPaste);
            return;
        }
        self.model.notice = None;
        let (may_replace, origin) = (self.may_replace, Origins::Text(text.clone()));
        let job = self.start("open", move |id, _| {
            Event::Read(id, format::read_all(text.as_bytes()).map_err(OpenError::Read), None)
        });
        self.model.opening = Some(Opening { job, may_replace, origin });
    }

    pub(super) fn read(
        &mut self,
        id: super::JobId,
        result: Result<Contents, OpenError>,
        others: Option<Rights>,
    ) {
        let Some(opening) = self.model.opening.take_if(|opening| opening.job.id() == id) else { return };
        let opening = match is_a_folder(opening, &result) {
            Ok(folder) => return self.add_to_many(vec![folder]),
            Err(opening) => opening,
        };
        let (unsaved, saving) = match &self.model.stage {
            Stage::Ready(ready) => (ready.unsaved.is_some(), ready.saving.is_some()),
            _ => (false, false),
        };
        if saving || (unsaved && !opening.may_replace) {
            // Since it was asked for, the key was changed or is being saved: now there is
            // something to lose. Asked for again, it asks or waits.
            return self.act(match opening.origin {
                Origins::File(path) => super::Action::Open(vec![path]),
                Origins::Text(text) => super::Action::Paste(text),
            });
        }
        let source = opening.origin.source();
        match (result, others, opening.origin) {
            (Err(OpenError::Read(error)), Some(rights), Origins::File(path)) => {
                self.fail(Failure::OpenExposed(path, error, rights));
            }
            (Err(error), _, _) => self.fail(Failure::Open(source, error)),
            (Ok(contents), others, origin) => {
                if let (Some(rights), Origins::File(path)) = (others, origin) {
                    self.model.notice = Some(Notice::OthersToo(path, rights));
                }
                self.found(contents, source, opening.may_replace);
            }
        }
    }

    pub(super) fn show_key(&mut self, Chosen { key, from }: Chosen) {
        match key {
            KeyFile::Private(format, key) => {
                let (passphrase, read_as, left_out) = (None, None, None);
                self.show_opened(Opened { key, format, from, passphrase, read_as, left_out });
            }
            KeyFile::Encrypted(key) => self.show_encrypted(key, from),
            KeyFile::Public(_, key) => self.show_public(key, Content::Public, from.unwrapped),
            KeyFile::Certificate(certificate) => self.show_certificate(*certificate, from.unwrapped),
        }
    }

    fn show_encrypted(&mut self, key: EncryptedKey, from: Provenance) {
        let Provenance { source, part, unwrapped } = from;
        self.close_questions();
        self.last_key += 1;
        self.model.stage = Stage::Encrypted(Box::new(Encrypted {
            facts: key.claimed_public().map(|public| Facts::of(public.clone(), Origin::Opened)),
            attached: key.claimed_certificate().map(|one| Attached::new(one, system::now())),
            key: Arc::new(key),
            source,
            part,
            unwrapped,
            md5: false,
            number: self.last_key,
            passphrase: SecretField::default(),
            trying: None,
            refused: None,
        }));
    }

    fn show_certificate(&mut self, certificate: Certificate, unwrapped: Vec<Wrapping>) {
        let key = certificate.key.clone();
        let line = line_shown(key.comment(), |comment| certificate.line_with(comment));
        let certified = Certified::new(certificate, system::now());
        self.show_public(key, Content::Certificate(Box::new(certified)), unwrapped);
        if let Stage::Ready(ready) = &mut self.model.stage {
            (ready.facts.line, ready.facts.line_more) = line;
        }
    }

    fn show_public(&mut self, public: PublicKey, content: Content, unwrapped: Vec<Wrapping>) {
        self.close_questions();
        let comment = public.comment().shown().text;
        let facts = Facts::of(public, Origin::Opened);
        self.show(Ready { unwrapped, ..Ready::new(content, facts, comment, None) });
    }

    fn show_opened(&mut self, opened: Opened) {
        self.close_questions();
        let Opened { key, format, from, passphrase, read_as, left_out } = opened;
        let Provenance { source, part, unwrapped } = from;
        let facts = Facts::of(key.public().clone(), Origin::Opened);
        let comment = key.comment().shown().text;
        let unsaved = matches!(source, Source::Pasted).then_some(Unsaved::Pasted);
        let content = Content::Private { key: Arc::new(key), passphrase, read_as };
        let recovered_from = self.recovered_file(&source);
        let in_place = match (source, format, self.services.person.dot_ssh()) {
            // Saved in place of a file with several keys, it would push the others out.
            (Source::File(path), Format::OpenSsh, Some(dot_ssh))
                if path.parent() == Some(&dot_ssh) && part.is_none() =>
            {
                Some(path)
            }
            _ => None,
        };
        let ready = Ready::new(content, facts, comment, unsaved);
        self.show_private(Ready { recovered_from, unwrapped, left_out, ..ready }, in_place);
    }

    pub(super) fn show_made(&mut self, key: Key, passphrase: Option<Arc<crate::key::Passphrase>>) {
        let facts = Facts::of(key.public().clone(), Origin::Made);
        let comment = key.comment().shown().text;
        let content = Content::Private { key: Arc::new(key), passphrase, read_as: None };
        self.show_private(Ready::new(content, facts, comment, Some(Unsaved::Made)), None);
    }

    /// `in_place` is where the pair already is, in ~/.ssh.
    fn show_private(&mut self, mut ready: Ready, in_place: Option<PathBuf>) {
        let kind = ready.facts.kind();
        match in_place {
            Some(path) => ready.place = SavePlace::Same(path),
            None if self.services.person.home.is_none() => ready.place = SavePlace::NoHome,
            None => self.look_for_a_name(kind),
        }
        self.show(ready);
    }

    fn show(&mut self, mut ready: Ready) {
        self.last_key += 1;
        ready.number = self.last_key;
        self.model.stage = Stage::Ready(Box::new(ready));
    }

    pub(super) fn look_for_a_name(&mut self, kind: Kind) {
        let Some(dot_ssh) = self.services.person.dot_ssh() else { return };
        let disk = Arc::clone(&self.services.disk);
        self.looking = Some(self.start("look", move |id, _| {
            let found = crate::save::free_name(&dot_ssh, kind, &*disk).map(|name| dot_ssh.join(name));
            Event::PlaceFound(id, found)
        }));
    }

    /// Questions about the key that has just been replaced.
    fn close_questions(&mut self) {
        self.drop_questions_about_the_key();
        if matches!(self.model.notice, Some(Notice::Failed(_) | Notice::NothingToPaste | Notice::Busy)) {
            self.model.notice = None;
        }
    }

    pub(super) fn decrypt(&mut self) {
        let Stage::Encrypted(encrypted) = &mut self.model.stage else { return };
        if encrypted.trying.is_some() {
            return;
        }
        let Some(typed) = encrypted.passphrase.passphrase().map(Arc::new) else { return };
        let key = Arc::clone(&encrypted.key);
        let code_page = self.services.person.code_page;
        let one_at_a_time = Arc::clone(&self.one_kdf);
        let job = self.start("decrypt", move |id, progress| {
            // Several at once could take all memory.
            let _held = one_at_a_time.lock().unwrap_or_else(PoisonError::into_inner);
            let result = match progress.cancelled() {
                true => Err(DecryptError::Cancelled),
                false => key.unlock(&typed, code_page, progress),
            };
            Event::Decrypted(id, result)
        });
        if let Stage::Encrypted(encrypted) = &mut self.model.stage {
            encrypted.trying = Some(Attempt { job });
        }
    }

    pub(super) fn decrypted(&mut self, id: super::JobId, result: Result<Unlocked, DecryptError>) {
        let Stage::Encrypted(encrypted) = &mut self.model.stage else { return };
        if encrypted.trying.take_if(|attempt| attempt.job.id() == id).is_none() {
            return;
        }
        match result {
            Ok(Unlocked { key, passphrase, read_as, left_out }) => {
                let format = encrypted.key.format();
                let (source, part) = (encrypted.source.clone(), encrypted.part);
                let from = Provenance { source, part, unwrapped: encrypted.unwrapped.clone() };
                let read_as = (read_as != PassphraseBytes::Utf8).then_some(read_as);
                let passphrase = Some(passphrase);
                self.show_opened(Opened { key, format, from, passphrase, read_as, left_out });
            }
            Err(DecryptError::Cancelled) => {}
            Err(error) => {
                let tries = encrypted.refused.as_ref().map_or(0, |(_, tries)| *tries);
                encrypted.refused = Some((error, tries + 1));
            }
        }
    }

    pub(super) fn use_path(&mut self) {
        let is_typed =
            |shown: &mut Dialog| matches!(shown, Dialog::Path { text, .. } if !text.trim().is_empty());
        let Some(Dialog::Path { purpose, text }) = self.model.dialog.take_if(is_typed) else { return };
        let text = text.trim();
        let path = self.services.person.path_of(text);
        match purpose {
            Purpose::Open => self.act(super::Action::Open(vec![path])),
            Purpose::Save(what) => self.save_to(what, path),
            Purpose::Add => self.add_to_many(vec![path]),
            Purpose::Target => self.set_target_folder(path),
        }
    }
}

/// The folder that was meant to be opened as a file.
fn is_a_folder(opening: Opening, result: &Result<Contents, OpenError>) -> Result<PathBuf, Opening> {
    match (&opening.origin, result) {
        (Origins::File(path), Err(OpenError::Disk(error))) if error.kind == ErrorKind::IsADirectory => {
            Ok(path.clone())
        }
        _ => Err(opening),
    }
}

impl Ready {
    pub(super) fn new(content: Content, facts: Facts, comment: String, unsaved: Option<Unsaved>) -> Self {
        let attached = match &content {
            Content::Private { key, .. } => key.certificate().map(|one| Attached::new(one, system::now())),
            Content::Public | Content::Certificate(_) => None,
        };
        Self {
            content,
            attached,
            unwrapped: Vec::new(),
            facts,
            comment,
            comment_problem: None,
            md5: false,
            unsaved,
            recovered_from: None,
            left_out: None,
            place: SavePlace::Looking,
            saving: None,
            number: 0,
            revision: 0,
            saved: None,
            after_save: None,
        }
    }
}
