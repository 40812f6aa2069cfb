//! Action → change of the page, start of work.

use super::{Event, GenerateError, KeyAction, KeyPage, KeyState, OpenKey, Slot, Unsaved};
use crate::app::context::{Context, Effect};
use crate::app::shell::Blocker;
use crate::app::{Action, Answer, AppError, Content, Copyable, Dialog, NewPassphrase, Page, Toast};
use crate::key::{self, Comment, Key, NewKind, Passphrase};
use crate::system::{on_all_cores_low_priority, with_randomness};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long after the click the window may wait for a key, so that no frame is late for it. A key on a
/// curve takes a third of that.
const QUICK: Duration = Duration::from_millis(10);

impl KeyPage {
    pub(in crate::app) fn update(&mut self, action: KeyAction, cx: &mut Context<'_>) {
        match action {
            KeyAction::New => self.new_key(cx),
            KeyAction::NewFitting => self.new_fitting(cx),
            KeyAction::MakeFor(recipe) => self.form.service = recipe,
            KeyAction::TakeFitting => self.form.take_fitting(),
            KeyAction::Generate => self.generate(cx),
            KeyAction::Cancel => self.cancel(cx),
            KeyAction::Show(chosen) => self.show_chosen(chosen, cx),
            KeyAction::Unlock => self.unlock(cx),
            KeyAction::GiveUp => {
                if matches!(self.state, KeyState::Locked(_)) {
                    self.replace(KeyState::None, cx);
                }
            }
            KeyAction::EditComment(text) => self.edit_comment(text),
            KeyAction::EditFileName(text) => self.edit_file_name(text, cx),
            KeyAction::ShowMd5(shown) => self.show_md5(shown),
            KeyAction::Copy(what) => self.copy(what, cx),
            KeyAction::CopyCommand(command) => cx.send(Effect::Copy(Copyable::Command, command)),
            KeyAction::CopyOwn(path) => Self::copy_own(path, cx),
            KeyAction::ShowAllOwn => self.own.all_shown = true,
            KeyAction::Save => {
                cx.send(Effect::CancelDeferred);
                self.save_in_place(cx);
            }
            KeyAction::SaveAs(what) => {
                cx.send(Effect::CancelDeferred);
                self.ask_where(what, cx);
            }
            KeyAction::AskPassphrase => {
                if matches!(&self.state, KeyState::Open(open) if open.is_private()) {
                    let new = NewPassphrase::default();
                    cx.send(Effect::Ask(Dialog::Passphrase { new, tried: false }));
                }
            }
            KeyAction::ShowInFolder => self.show_in_folder(cx),
            KeyAction::Use => self.use_key(cx),
            KeyAction::Recovery(action) => self.recover(action, cx),
        }
    }

    /// The shown question was answered. It leaves, unless the answer is to another one or cannot be
    /// taken.
    pub(in crate::app) fn on_answer(
        &mut self,
        answer: Answer,
        shown: &mut Option<Dialog>,
        cx: &mut Context<'_>,
    ) {
        match (answer, shown.take()) {
            (Answer::Replace, Some(Dialog::Replace { plan, output: what, revision })) => {
                self.carry_out(what, *plan, revision, cx);
            }
            (Answer::SetPassphrase, Some(Dialog::Passphrase { new, .. })) => match new.value() {
                Ok(Some(passphrase)) => self.protect(Some(Arc::new(passphrase)), cx),
                Ok(None) | Err(_) => *shown = Some(Dialog::Passphrase { new, tried: true }),
            },
            (Answer::RemovePassphrase, Some(Dialog::Passphrase { .. })) => self.protect(None, cx),
            (Answer::DeleteRecovered, Some(Dialog::DeleteRecovered(recovered))) => {
                self.remove_recovered(recovered.path, Vec::new(), cx);
            }
            (Answer::Choose(at), Some(Dialog::Choose(list))) => match list.choose(at) {
                Ok(chosen) => self.show_chosen(Box::new(chosen), cx),
                Err(list) => *shown = Some(Dialog::Choose(list)),
            },
            (Answer::ConvertAll, Some(Dialog::Choose(list))) => match list.source.file() {
                Some(path) => cx.send(Effect::Convert(vec![path.to_owned()])),
                None => *shown = Some(Dialog::Choose(list)),
            },
            (_, other) => *shown = other,
        }
    }

    fn new_key(&mut self, cx: &mut Context<'_>) {
        match (self.blocker(cx), cx.shown) {
            (Some(Blocker::Generating) | None, shown)
                if shown != Page::Key
                    && matches!(self.state, KeyState::None | KeyState::Generating { .. }) =>
            {
                cx.send(Effect::Show(Page::Key));
            }
            (Some(blocker), _) => cx.send(Effect::Guard(Action::Key(KeyAction::New), blocker)),
            (None, _) => {
                cx.send(Effect::Show(Page::Key));
                self.last_key += 1;
                self.form_number = self.last_key;
                self.look_for_own_once(cx);
                self.replace(KeyState::None, cx);
            }
        }
    }

    /// The form, with a type that the service takes.
    fn new_fitting(&mut self, cx: &mut Context<'_>) {
        match self.blocker(cx) {
            Some(blocker) => cx.send(Effect::Guard(KeyAction::NewFitting.into(), blocker)),
            None => {
                self.form.take_fitting();
                self.new_key(cx);
            }
        }
    }

    fn generate(&mut self, cx: &mut Context<'_>) {
        if !matches!(self.state, KeyState::None) {
            return;
        }
        let Ok(order) = self.form.order() else {
            self.form.tried = true;
            return;
        };
        let (kind, comment) = (order.kind, order.comment);
        let entropy = Arc::clone(&cx.services.entropy);
        let job = cx.start(Slot::Generate, "generate", move |progress| {
            let crew = &on_all_cores_low_priority;
            let made = with_randomness(&*entropy, |rng| key::generate(kind, &comment, rng, crew, progress));
            Event::Generated(made.map_err(GenerateError::from).and_then(|made| Ok(made?)))
        });
        cx.send(Effect::Do(Action::DismissNotice));
        cx.send(Effect::StopInspecting);
        self.quick_until = Instant::now() + QUICK;
        let passphrase = order.passphrase.map(Arc::new);
        self.replace(KeyState::Generating { job, kind, passphrase }, cx);
    }

    /// How long a frame may still wait for the key. One that needs no search is there in the frame after
    /// the click: without this it would depend on luck, and a form that is busy would flash up in between.
    pub(in crate::app) fn may_wait(&self) -> Duration {
        match self.state {
            KeyState::Generating { kind: NewKind::Ed25519 | NewKind::Ecdsa(_), .. } => {
                self.quick_until.saturating_duration_since(Instant::now())
            }
            _ => Duration::ZERO,
        }
    }

    pub(super) fn generated(&mut self, result: Result<Key, GenerateError>, cx: &mut Context<'_>) {
        let KeyState::Generating { passphrase, .. } = &mut self.state else { return };
        let passphrase = passphrase.take();
        match result {
            Ok(key) => {
                // The passphrase is the key's now; the next key gets its own.
                self.form.passphrase = NewPassphrase::default();
                (self.form.tried, self.form.service) = (false, None);
                self.show_generated(key, passphrase, cx);
            }
            Err(GenerateError::Cancelled) => self.replace(KeyState::None, cx),
            Err(GenerateError::NoEntropy) => {
                self.replace(KeyState::None, cx);
                cx.fail(AppError::NoEntropy);
            }
        }
    }

    fn cancel(&mut self, cx: &mut Context<'_>) {
        match &mut self.state {
            KeyState::Generating { .. } => self.replace(KeyState::None, cx),
            KeyState::Locked(locked) => locked.trying = None,
            KeyState::None | KeyState::Open(_) => {}
        }
    }

    fn edit_comment(&mut self, text: String) {
        let KeyState::Open(open) = &mut self.state else { return };
        if open.facts.public.comment().is_long() {
            return; // only its beginning is shown
        }
        match Comment::parse_user_input(&text) {
            Ok(comment) => {
                open.comment_problem = None;
                if comment != *open.facts.public.comment() {
                    open.facts.set_comment(comment);
                    open.changed();
                }
            }
            Err(problem) => open.comment_problem = Some(problem),
        }
        open.comment = text;
    }

    fn show_md5(&mut self, shown: bool) {
        match &mut self.state {
            KeyState::Open(open) => open.md5 = shown,
            KeyState::Locked(locked) => locked.md5 = shown,
            KeyState::None | KeyState::Generating { .. } => {}
        }
    }

    fn copy(&self, what: Copyable, cx: &mut Context<'_>) {
        let (facts, certified) = match &self.state {
            KeyState::Open(open) => (&open.facts, open.certified()),
            KeyState::Locked(locked) => match &locked.facts {
                Some(facts) => (facts, None),
                None => return,
            },
            KeyState::None | KeyState::Generating { .. } => return,
        };
        let what = match what {
            Copyable::PublicLine if certified.is_some() => Copyable::Certificate,
            what => what,
        };
        let text = match what {
            Copyable::PublicLine | Copyable::Certificate => match certified {
                Some(certified) => certified.certificate.line(),
                None => facts.public.line(),
            },
            Copyable::Sha256 => facts.fingerprint.sha256(),
            Copyable::Md5 => facts.fingerprint.md5(),
            Copyable::Command | Copyable::ServiceText | Copyable::Masked => return, // its words are not known here
        };
        cx.send(Effect::Copy(what, text));
    }

    fn protect(&mut self, new: Option<Arc<Passphrase>>, cx: &mut Context<'_>) {
        let KeyState::Open(open) = &mut self.state else { return };
        let Content::Private { passphrase, read_as, .. } = &mut open.content else { return };
        let toast = if new.is_some() { Toast::PassphraseSet } else { Toast::PassphraseRemoved };
        *passphrase = new;
        *read_as = None;
        open.left_out = None;
        open.changed();
        cx.send(Effect::Toast(toast));
    }

    fn show_in_folder(&self, cx: &mut Context<'_>) {
        let KeyState::Open(open) = &self.state else { return };
        let Some(file) = open.saved.as_ref().and_then(|(_, saved)| saved.files.first()) else { return };
        cx.send(Effect::ShowInFolder(file.path.clone()));
    }
}

impl OpenKey {
    /// Something that is saved with the key is not what it was.
    fn changed(&mut self) {
        if self.is_private() {
            self.unsaved = self.unsaved.or(Some(Unsaved::Changed));
        }
        self.revision += 1;
        self.saved = None;
    }
}
