//! Opening: what was read, the passphrase, the key.

use super::certified::{Attached, Certified};
use super::choice::{Chosen, KeyText, Provenance};
use super::line::line_shown;
use super::model::{
    Attempt, Content, FileName, KeyOrigin, KeySource, KeyState, LockedKey, OpenKey, Opened, PublicInfo,
    SaveDestination, Unsaved,
};
use super::{Event, KeyAction, KeyPage, Slot};
use crate::app::context::{Context, Effect};
use crate::app::{Action, AppError, Dialog, Page, SecretField};
use crate::batch::OpenError;
use crate::format::{
    Contents, DecryptError, EncryptedKey, Format, KeyFile, PassphraseBytes, ReadError, Unlocked,
};
use crate::health::TextFault;
use crate::key::{Certificate, Key, Origin, Passphrase, Progress as _, PublicKey};
use crate::system;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError};

impl KeyPage {
    /// Shows the only key, or asks which of several is wanted.
    pub(in crate::app) fn open(
        &mut self,
        contents: Contents,
        source: KeySource,
        fault: Option<TextFault>,
        cx: &mut Context<'_>,
    ) {
        let Contents { mut keys, unwrapped, .. } = contents;
        let text = KeyText { unwrapped, fault };
        if keys.len() > 1 {
            let list = super::Choice::new(keys, source, text);
            return cx.send(Effect::Ask(Dialog::Choose(list)));
        }
        match keys.pop().map_or(Err(ReadError::NotAKey), |found| found.key) {
            Ok(key) => {
                let from = Provenance { source, part: None, text };
                self.show_chosen(Box::new(Chosen::Only { key: Box::new(key), from }), cx);
            }
            Err(error) => cx.fail(AppError::Open(source, OpenError::Read(error))),
        }
    }

    pub(super) fn show_chosen(&mut self, chosen: Box<Chosen>, cx: &mut Context<'_>) {
        if let Some(blocker) = self.blocker(cx) {
            return cx.send(Effect::Guard(Action::Key(KeyAction::Show(chosen)), blocker));
        }
        let Some((key, from)) = chosen.into_key() else { return };
        cx.send(Effect::Show(Page::Key));
        self.no_longer_offer(from.source.file());
        self.show_key(key, from, cx);
    }

    fn show_key(&mut self, key: KeyFile, from: Provenance, cx: &mut Context<'_>) {
        match key {
            KeyFile::Private(format, key) => {
                let (passphrase, read_as, left_out) = (None, None, None);
                self.show_opened(Opened { key, format, from, passphrase, read_as, left_out }, cx);
            }
            KeyFile::Encrypted(key) => self.show_locked(key, from, cx),
            KeyFile::Public(format, key) => self.show_public(key, Content::Public, (from, format), cx),
            KeyFile::Certificate(certificate) => self.show_certificate(*certificate, from, cx),
        }
    }

    fn show_locked(&mut self, key: EncryptedKey, from: Provenance, cx: &mut Context<'_>) {
        let Provenance { source, part, text } = from;
        self.last_key += 1;
        let locked = KeyState::Locked(Box::new(LockedKey {
            facts: key.claimed_public().map(|public| PublicInfo::of(public.clone(), Origin::Opened)),
            attached: key.claimed_certificate().map(|one| Attached::new(one, system::now())),
            key: Arc::new(key),
            source,
            part,
            text,
            md5: false,
            number: self.last_key,
            passphrase: SecretField::default(),
            trying: None,
            refused: None,
        }));
        self.replace(locked, cx);
    }

    fn show_certificate(&mut self, certificate: Certificate, from: Provenance, cx: &mut Context<'_>) {
        let key = certificate.key.clone();
        let line = line_shown(key.comment(), |comment| certificate.line_with(comment));
        let certified = Certified::new(certificate, system::now());
        let content = Content::Certificate(Box::new(certified));
        self.show_public(key, content, (from, Format::Certificate), cx);
        if let KeyState::Open(open) = &mut self.state {
            (open.facts.line, open.facts.line_more) = line;
        }
    }

    fn show_public(
        &mut self,
        public: PublicKey,
        content: Content,
        (Provenance { source, part, text }, format): (Provenance, Format),
        cx: &mut Context<'_>,
    ) {
        let origin = Some(KeyOrigin { source, part, format });
        let comment = public.comment().shown().text;
        let facts = PublicInfo::of(public, Origin::Opened);
        self.show(OpenKey { origin, text, ..OpenKey::new(content, facts, comment, None) }, cx);
    }

    fn show_opened(&mut self, opened: Opened, cx: &mut Context<'_>) {
        let Opened { key, format, from, passphrase, read_as, left_out } = opened;
        let Provenance { source, part, text } = from;
        let facts = PublicInfo::of(key.public().clone(), Origin::Opened);
        let comment = key.comment().shown().text;
        let unsaved = (source == KeySource::Pasted).then_some(Unsaved::Pasted);
        let content = Content::Private { key: Arc::new(key), passphrase, read_as };
        let recovered_from = super::recovery::recovered_file(&source, cx);
        let in_place = match (&source, format, cx.services.person.dot_ssh()) {
            // Saved in place of a file with several keys, it would push the others out.
            (KeySource::File(path), Format::OpenSsh, Some(dot_ssh))
                if path.parent() == Some(&dot_ssh) && part.is_none() =>
            {
                Some(path.clone())
            }
            _ => None,
        };
        let origin = Some(KeyOrigin { source, part, format });
        let open = OpenKey::new(content, facts, comment, unsaved);
        self.show_private(OpenKey { origin, recovered_from, text, left_out, ..open }, in_place, cx);
    }

    pub(super) fn show_generated(
        &mut self,
        key: Key,
        passphrase: Option<Arc<Passphrase>>,
        cx: &mut Context<'_>,
    ) {
        let facts = PublicInfo::of(key.public().clone(), Origin::Made);
        let comment = key.comment().shown().text;
        let content = Content::Private { key: Arc::new(key), passphrase, read_as: None };
        self.show_private(OpenKey::new(content, facts, comment, Some(Unsaved::Made)), None, cx);
    }

    /// `in_place` is where the pair already is, in ~/.ssh.
    fn show_private(&mut self, mut open: OpenKey, in_place: Option<PathBuf>, cx: &mut Context<'_>) {
        let name = open.proposed_name();
        match in_place {
            Some(path) => open.place = SaveDestination::Same(path),
            None if cx.services.person.home.is_none() => open.place = SaveDestination::NoHome,
            None => self.find_name(name, cx),
        }
        self.show(open, cx);
    }

    fn show(&mut self, mut open: OpenKey, cx: &mut Context<'_>) {
        self.last_key += 1;
        open.number = self.last_key;
        self.replace(KeyState::Open(Box::new(open)), cx);
        self.look_for_agents(cx);
    }

    pub(super) fn unlock(&mut self, cx: &mut Context<'_>) {
        let KeyState::Locked(locked) = &mut self.state else { return };
        if locked.trying.is_some() {
            return;
        }
        let Some(typed) = locked.passphrase.passphrase().map(Arc::new) else { return };
        let (key, code_page) = (Arc::clone(&locked.key), cx.services.person.code_page);
        let one_at_a_time = Arc::clone(cx.one_kdf);
        let job = cx.start(Slot::Unlock, "decrypt", move |progress| {
            // Several at once could take all memory.
            let _held = one_at_a_time.lock().unwrap_or_else(PoisonError::into_inner);
            Event::Unlocked(match progress.cancelled() {
                true => Err(DecryptError::Cancelled),
                false => key.unlock(&typed, code_page, progress),
            })
        });
        locked.trying = Some(Attempt { job });
    }

    pub(super) fn unlocked(&mut self, result: Result<Unlocked, DecryptError>, cx: &mut Context<'_>) {
        let KeyState::Locked(locked) = &mut self.state else { return };
        locked.trying = None;
        match result {
            Ok(Unlocked { key, passphrase, read_as, left_out }) => {
                let format = locked.key.format();
                let (source, part) = (locked.source.clone(), locked.part);
                let from = Provenance { source, part, text: locked.text.clone() };
                let read_as = (read_as != PassphraseBytes::Utf8).then_some(read_as);
                let passphrase = Some(passphrase);
                self.show_opened(Opened { key, format, from, passphrase, read_as, left_out }, cx);
            }
            Err(DecryptError::Cancelled) => {}
            Err(error) => {
                let tries = locked.refused.as_ref().map_or(0, |(_, tries)| *tries);
                locked.refused = Some((error, tries + 1));
            }
        }
    }
}

impl OpenKey {
    pub(super) fn new(
        content: Content,
        facts: PublicInfo,
        comment: String,
        unsaved: Option<Unsaved>,
    ) -> Self {
        let attached = match &content {
            Content::Private { key, .. } => key.certificate().map(|one| Attached::new(one, system::now())),
            Content::Public | Content::Certificate(_) => None,
        };
        Self {
            content,
            origin: None,
            attached,
            text: KeyText::default(),
            facts,
            comment,
            comment_problem: None,
            md5: false,
            unsaved,
            recovered_from: None,
            held_by: None,
            left_out: None,
            place: SaveDestination::Looking,
            file_name: FileName::default(),
            saving: None,
            number: 0,
            revision: 0,
            saved: None,
        }
    }
}
