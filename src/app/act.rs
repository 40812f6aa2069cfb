//! Action → change of the model, start of work.

use super::dialog::Dialog;
use super::model::{Content, Place, SavePlace, Stage, Unsaved};
use super::notice::{Copyable, Notice, Toast};
use super::{Action, App, Event, Failure, GenerateError, NewPassphrase, QUICK, Question};
use crate::key::{self, Comment, Strength};
use crate::save::What;
use crate::system::{
    DiskError, Doing, ThemeChoice, crew_behind_the_window, leaving_no_trace, with_randomness,
};
use std::sync::Arc;
use std::time::Instant;

impl App {
    /// A person asked for something.
    pub fn act(&mut self, action: Action) {
        leaving_no_trace(|| {
            if let Some(action) = self.unless_a_key_would_be_lost(action) {
                self.carry_on(action);
            }
            self.ask_what_waits();
            self.prepare_rescue();
        });
    }

    /// Actions that replace the open key wait for a question, if the key is not saved.
    fn unless_a_key_would_be_lost(&mut self, action: Action) -> Option<Action> {
        let comes_in = matches!(action, Action::Open(_) | Action::Drop(_) | Action::Paste(_));
        if self.model.dialog.is_some() && comes_in {
            self.model.notice = Some(Notice::AnswerFirst);
            return None;
        }
        let action = self.if_it_is_for_one_key(action)?;
        let brings_a_key =
            matches!(action, Action::NewKey | Action::Open(_) | Action::OpenChosen(_) | Action::Paste(_));
        let disturbs = brings_a_key || matches!(action, Action::AskOpen);
        // Choosing a file loses nothing yet: the question comes with `Open`.
        let replaces = brings_a_key || matches!(action, Action::Close);
        match &mut self.model.stage {
            Stage::Generating { .. } if disturbs => {
                self.model.notice = Some(Notice::Busy);
                None
            }
            _ if !replaces => Some(action),
            // Whether there is something to lose is known when the save is over.
            Stage::Ready(ready) if ready.saving.is_some() => {
                ready.after_save = Some(Box::new(action));
                None
            }
            Stage::Ready(ready) => match ready.unsaved {
                Some(unsaved) => {
                    let action = self.unless_it_may_be_a_folder(action)?;
                    self.ask_first(Dialog::Discard { unsaved, then: Box::new(action) });
                    None
                }
                None => Some(action),
            },
            _ => Some(action),
        }
    }

    pub(super) fn carry_on(&mut self, action: Action) {
        match action {
            Action::NewKey => {
                self.go_to(Place::Key);
                self.drop_questions_about_the_key();
                self.model.stage = Stage::Empty;
            }
            Action::Generate => self.generate(),
            Action::Cancel => self.cancel(),
            Action::AskOpen => self.ask_open(),
            Action::Open(paths) | Action::Drop(paths) => self.open_first(paths),
            Action::Paste(text) => self.open_text(text),
            Action::Choose(at) => self.choose(at),
            Action::ConvertAll => self.convert_all(),
            Action::OpenChosen(chosen) => self.show_found(*chosen),
            Action::PassphraseEdited => self.estimate(),
            Action::Decrypt => self.decrypt(),
            Action::GiveUp => self.model.stage = Stage::Empty,
            Action::EditComment(text) => self.edit_comment(text),
            Action::ShowMd5(shown) => self.show_md5(shown),
            Action::Copy(what) => self.copy(what),
            Action::Save => {
                self.forget_what_waits();
                self.save_in_place();
            }
            Action::SaveAs(what) => {
                self.forget_what_waits();
                self.ask_where(what);
            }
            Action::UsePath => self.use_path(),
            Action::Replace => self.replace(),
            Action::AskPassphrase => self.ask_passphrase(),
            Action::SetPassphrase => self.set_passphrase(),
            Action::RemovePassphrase => self.protect(None),
            Action::ShowInFolder => self.show_in_folder(),
            Action::KeepToOwner(path) => self.keep_to_owner(path),
            Action::SetTheme(theme) => self.set_theme(theme),
            Action::DismissNotice => self.model.notice = None,
            Action::CloseDialog => self.close_dialog(),
            Action::Discard => self.discard(),
            Action::SaveFirst => self.save_first(),
            Action::Close => self.model.leaving = true,
            Action::Recovery(action) => self.recover(action),
            Action::Many(action) => self.many(action),
        }
    }

    fn generate(&mut self) {
        if !matches!(self.model.stage, Stage::Empty) {
            return;
        }
        let Ok(order) = self.model.form.order() else {
            self.model.form.tried = true;
            return;
        };
        let (kind, comment) = (order.kind, order.comment);
        let entropy = Arc::clone(&self.services.entropy);
        let job = self.start("generate", move |id, progress| {
            let crew = &crew_behind_the_window;
            let made = with_randomness(&*entropy, |rng| key::generate(kind, &comment, rng, crew, progress));
            let made = made.map_err(GenerateError::from).and_then(|made| Ok(made?));
            Event::Generated(id, made)
        });
        self.model.notice = None;
        self.model.opening = None;
        self.quick_until = Instant::now() + QUICK;
        self.model.stage = Stage::Generating { job, kind, passphrase: order.passphrase.map(Arc::new) };
    }

    fn cancel(&mut self) {
        self.model.opening = None;
        match &mut self.model.stage {
            Stage::Generating { .. } => self.model.stage = Stage::Empty,
            Stage::Encrypted(encrypted) => encrypted.trying = None,
            Stage::Empty | Stage::Ready(_) => {}
        }
    }

    /// zxcvbn takes milliseconds: more than a frame has to spare.
    fn estimate(&mut self) {
        if self.model.place == Place::Many {
            self.model.many.target.edited();
        }
        let (new, comment) = self.model.new_passphrase();
        let comment = comment.to_owned();
        let Some(passphrase) = new.first.passphrase() else {
            // What was refused there is still said.
            new.again.clear();
            new.strength = None;
            self.estimating = None;
            return;
        };
        self.estimating = Some(self.start("estimate", move |id, _| {
            let words: Vec<&str> = comment.split(['@', ' ', '.']).filter(|word| !word.is_empty()).collect();
            Event::Estimated(id, Strength::of(passphrase.text().unwrap_or_default(), &words))
        }));
    }

    fn edit_comment(&mut self, text: String) {
        let Stage::Ready(ready) = &mut self.model.stage else { return };
        if ready.facts.public.comment().is_long() {
            return; // only its beginning is shown
        }
        match Comment::from_person(&text) {
            Ok(comment) => {
                ready.comment_problem = None;
                if comment != *ready.facts.public.comment() {
                    ready.facts.set_comment(comment);
                    ready.changed();
                }
            }
            Err(problem) => ready.comment_problem = Some(problem),
        }
        ready.comment = text;
    }

    fn show_md5(&mut self, shown: bool) {
        match &mut self.model.stage {
            Stage::Ready(ready) => ready.md5 = shown,
            Stage::Encrypted(encrypted) => encrypted.md5 = shown,
            Stage::Empty | Stage::Generating { .. } => {}
        }
    }

    fn copy(&mut self, what: Copyable) {
        let facts = match &self.model.stage {
            Stage::Ready(ready) => &ready.facts,
            Stage::Encrypted(encrypted) => match &encrypted.facts {
                Some(facts) => facts,
                None => return,
            },
            Stage::Empty | Stage::Generating { .. } => return,
        };
        let certificate = match &self.model.stage {
            Stage::Ready(ready) => ready.certified().map(|certified| &certified.certificate),
            _ => None,
        };
        let what = match what {
            Copyable::PublicLine if certificate.is_some() => Copyable::Certificate,
            what => what,
        };
        let text = match what {
            Copyable::PublicLine | Copyable::Certificate => match certificate {
                Some(certificate) => certificate.line(),
                None => facts.public.line(),
            },
            Copyable::Sha256 => facts.fingerprint.sha256(),
            Copyable::Md5 => facts.fingerprint.md5(),
        };
        let (clipboard, mailbox) = (Arc::clone(&self.desktop.clipboard), self.mailbox.clone());
        let work = move || mailbox.post(Event::Copied(what, clipboard.copy(&text)));
        self.desktop.worker.run("copy", Box::new(work));
    }

    fn set_passphrase(&mut self) {
        let Some(Dialog::Passphrase { new, tried }) = &mut self.model.dialog else { return };
        match new.value() {
            Ok(Some(passphrase)) => self.protect(Some(Arc::new(passphrase))),
            Ok(None) | Err(_) => *tried = true,
        }
    }

    fn ask_passphrase(&mut self) {
        if matches!(&self.model.stage, Stage::Ready(ready) if ready.is_private()) {
            self.ask_about(Dialog::Passphrase { new: NewPassphrase::default(), tried: false });
        }
    }

    fn protect(&mut self, new: Option<Arc<key::Passphrase>>) {
        if self.answered(Question::Passphrase).is_none() {
            return;
        }
        self.estimating = None;
        let Stage::Ready(ready) = &mut self.model.stage else { return };
        let Content::Private { passphrase, read_as, .. } = &mut ready.content else { return };
        let toast = if new.is_some() { Toast::PassphraseSet } else { Toast::PassphraseRemoved };
        *passphrase = new;
        *read_as = None;
        ready.left_out = None;
        ready.changed();
        self.toast(toast);
    }

    fn set_theme(&mut self, theme: ThemeChoice) {
        self.model.settings.theme = theme;
        let (store, settings) = (Arc::clone(&self.desktop.settings), self.model.settings);
        self.desktop.worker.run("settings", Box::new(move || store.save(&settings)));
    }

    fn discard(&mut self) {
        let Some(Dialog::Discard { then, .. }) = self.answered(Question::Discard) else { return };
        // The key stays, unsaved as it is, until what was asked for really takes its place: the
        // file may turn out not to be a key.
        self.may_replace = true;
        self.carry_on(*then);
        self.may_replace = false;
    }

    fn save_first(&mut self) {
        let Some(Dialog::Discard { then, .. }) = self.answered(Question::Discard) else { return };
        let Stage::Ready(ready) = &mut self.model.stage else { return };
        if ready.comment_problem.is_some() {
            self.model.notice = Some(Notice::CommentFirst);
            return;
        }
        ready.after_save = Some(then);
        match ready.place {
            SavePlace::New(_) | SavePlace::Same(_) => self.save_in_place(),
            // Wherever it can: the person wants it saved now.
            SavePlace::Looking | SavePlace::Blocked(_) | SavePlace::NoHome => self.ask_where(What::PAIR),
        }
    }

    fn show_in_folder(&mut self) {
        let Stage::Ready(ready) = &self.model.stage else { return };
        let Some(file) = ready.saved.as_ref().and_then(|(_, saved)| saved.files.first()) else { return };
        self.show_folder_of(file.path.clone());
    }

    pub(super) fn show_folder_of(&self, path: std::path::PathBuf) {
        let (shell, mailbox) = (Arc::clone(&self.desktop.shell), self.mailbox.clone());
        let work = move || {
            let shown = shell.show_in_folder(&path);
            mailbox.post(Event::FolderShown(path, shown));
        };
        self.desktop.worker.run("file manager", Box::new(work));
    }

    pub(super) fn crashed(&mut self, id: super::JobId) {
        if let Stage::Generating { job, .. } = &self.model.stage
            && job.id() == id
        {
            self.model.stage = Stage::Empty;
        }
        if let Stage::Encrypted(encrypted) = &mut self.model.stage
            && encrypted.trying.as_ref().is_some_and(|attempt| attempt.job.id() == id)
        {
            encrypted.trying = None;
        }
        if self.looking.take_if(|job| job.id() == id).is_some()
            && let (Stage::Ready(ready), Some(path)) = (&mut self.model.stage, self.services.person.dot_ssh())
        {
            let kind = std::io::ErrorKind::Other;
            ready.place = SavePlace::Blocked(DiskError { doing: Doing::Looking, kind, code: None, path });
        }
        if let Stage::Ready(ready) = &mut self.model.stage
            && ready.saving.as_ref().is_some_and(|saving| saving.job.id() == id)
        {
            ready.saving = None;
            ready.after_save = None;
        }
        if self.model.opening.as_ref().is_some_and(|opening| opening.job.id() == id) {
            self.model.opening = None;
        }
        self.many_is_over(id);
        self.fail(Failure::Crashed);
    }
}

impl super::Ready {
    /// Something that is saved with the key is not what it was.
    fn changed(&mut self) {
        if self.is_private() {
            self.unsaved = self.unsaved.or(Some(Unsaved::Changed));
        }
        self.revision += 1;
        self.saved = None;
    }
}
