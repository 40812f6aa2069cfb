//! “Fix a problem”: what an error message means, and what settles it.

mod answer;
mod input;
mod remedy;
mod text;

pub use answer::{Answer, ShownCause, less_likely};
pub use remedy::{Remedies, Remedy};
pub use text::{FIELD_BYTES, Masked, TextAside, TextSource};

use super::context::{Context, Effect, PageState};
use super::repairs::{self, Repair, Repairs, Task};
use super::shell::{Answer as DialogAnswer, Blocker, Dialog, Job, Notice};
use super::{
    Action, AppError, AuthorizedAction, Copyable, KeyAction, KeySource, MyKeysAction, Page, ServersAction,
};
use crate::batch::OpenError;
use crate::explain::mask;
use crate::system::DiskError;
use answer::Inspected;
use std::io::ErrorKind;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// What a person can ask for there.
#[derive(Debug)]
pub enum ProblemAction {
    /// The text in the field was changed.
    Edited,
    /// Explain what is in the field, or say that it is not known.
    Explain,
    /// Explain this text instead.
    Paste(Zeroizing<String>),
    /// Explain this file instead, or open it if it is a key.
    Read(PathBuf),
    /// Look again at what is on this computer.
    Look,
    /// Do this.
    Do(Remedy),
    /// Copy this command.
    CopyCommand(String),
    /// Open the key that was put in instead of a message.
    OpenKey,
    /// Look on “My keys” which key has the fingerprint that was put in.
    FindKey,
    /// Show less likely causes too, or hide them again.
    ShowOthers(bool),
    /// Show the text without its names.
    Mask,
    /// Hide that again.
    HideMasked,
    /// No longer wait for what is being looked at.
    Stop,
    /// Put nothing more right than what is done already.
    StopFixing,
    /// Put everything back.
    Undo,
    /// No longer say what was done.
    DismissOutcome,
    /// Empty the page.
    Clear,
}

/// Everything that the page shows.
#[derive(Debug, Default)]
pub struct ProblemPage {
    /// What is in the field.
    pub text: String,
    /// Another one each time that the program itself changes what is in the field: undo ends there.
    pub number: u64,
    /// The text instead of that in the field.
    pub aside: Option<TextAside>,
    /// What the text is. `None` where nothing was asked yet, or what is being typed is not known so far.
    pub answer: Option<Answer>,
    /// Whether less likely causes are shown too.
    pub shows_others: bool,
    /// The text without its names.
    pub masked: Option<Masked>,
    /// What is put right, and what came of it.
    pub repairs: Repairs,
    /// How long the text was when it was last changed.
    length: usize,
    /// Somebody wants to hear it also if the text is not known.
    asked: bool,
    explaining: Option<Job>,
    masking: Option<Masking>,
}

/// A text that is being masked.
#[derive(Debug)]
struct Masking {
    /// To the clipboard at once.
    copies: bool,
    /// Held for its drop, which cancels what is not wanted any more.
    _job: Job,
}

/// Reports of the work.
pub(in crate::app) enum Event {
    /// What is on the page.
    Explained(Inspected),
    /// Something new.
    TakenIn(TextSource, Zeroizing<String>, Inspected),
    /// The file is a key or a folder, which is opened as everywhere.
    NoText(PathBuf),
    Unreadable(PathBuf, DiskError),
    Masked(String),
    Repairs(repairs::Event),
}

impl From<repairs::Event> for Event {
    fn from(event: repairs::Event) -> Self {
        Self::Repairs(event)
    }
}

/// What the page's work is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Explain,
    Mask,
    Repair,
}

impl PageState for ProblemPage {
    fn unsaved(&self) -> Option<Blocker> {
        self.repairs.is_writing().then_some(Blocker::Saving)
    }

    fn reveals_secret(&self) -> bool {
        false
    }
}

impl ProblemPage {
    /// The page is shown now, perhaps again.
    pub(super) fn shown(&mut self, cx: &mut Context<'_>) {
        if self.answer.is_some() {
            self.explain(cx);
        }
    }

    /// Whether a text is being looked at.
    pub fn is_explaining(&self) -> bool {
        self.explaining.is_some()
    }

    /// Whether a text is being masked.
    pub fn is_masking(&self) -> bool {
        self.masking.is_some()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.aside.is_none() && self.text.trim().is_empty()
    }

    /// Whether there is a text that may be shown to others once it is masked.
    pub fn has_message(&self) -> bool {
        !self.is_empty()
            && !matches!(self.answer, Some(Answer::Key(_) | Answer::Path(_) | Answer::Fingerprint))
    }

    pub(super) fn update(&mut self, action: ProblemAction, cx: &mut Context<'_>) {
        match action {
            ProblemAction::Edited => self.edited(cx),
            ProblemAction::Explain => {
                self.asked = true;
                self.explain(cx);
            }
            ProblemAction::Paste(text) => self.paste(text, cx),
            ProblemAction::Read(path) => self.read(path, cx),
            ProblemAction::Look => self.shown(cx),
            ProblemAction::Do(remedy) => self.settle(remedy, cx),
            ProblemAction::CopyCommand(command) => cx.send(Effect::Copy(Copyable::Command, command)),
            ProblemAction::OpenKey => self.open_key(cx),
            ProblemAction::FindKey => {
                let text = self.text.trim().to_owned();
                cx.send(Effect::Show(Page::MyKeys));
                cx.send(Effect::Do(MyKeysAction::Filter(text).into()));
            }
            ProblemAction::ShowOthers(shows) => self.shows_others = shows,
            ProblemAction::Mask => self.mask(false, cx),
            ProblemAction::HideMasked => (self.masked, self.masking) = (None, None),
            ProblemAction::Stop => (self.explaining, self.masking) = (None, None),
            ProblemAction::StopFixing => self.repairs.stop(),
            ProblemAction::Undo => self.repairs.undo::<Event>(Page::Problem, Slot::Repair, cx),
            ProblemAction::DismissOutcome => self.repairs.outcome = None,
            ProblemAction::Clear => self.clear(),
        }
    }

    /// Takes the answers to questions of this page out of `shown`.
    pub(super) fn on_answer(
        &mut self,
        answer: DialogAnswer,
        shown: &mut Option<Dialog>,
        cx: &mut Context<'_>,
    ) {
        if let Some(repair) = Repair::answered(Page::Problem, answer, shown) {
            self.repairs.carry_out::<Event>(*repair, Slot::Repair, cx);
        }
    }

    pub(super) fn on_event(&mut self, event: Event, cx: &mut Context<'_>) {
        match event {
            Event::Explained(inspected) => self.explained(inspected),
            Event::TakenIn(source, text, inspected) => self.taken_in(source, text, inspected),
            Event::NoText(path) => {
                self.explaining = None;
                cx.send(Effect::Do(Action::Open(vec![path])));
            }
            Event::Unreadable(path, error) => {
                self.explaining = None;
                cx.fail(match error.kind {
                    ErrorKind::FileTooLarge => AppError::TextTooLarge,
                    _ => AppError::Open(KeySource::File(path), OpenError::Disk(error)),
                });
            }
            Event::Repairs(event) => {
                if self.repairs.on_event(event, cx) {
                    self.shown(cx);
                }
            }
            Event::Masked(text) => {
                let copies = self.masking.take().is_some_and(|masking| masking.copies);
                let masked = self.masked.insert(Masked::new(text));
                if copies {
                    cx.send(Effect::Copy(Copyable::Masked, masked.whole.clone()));
                }
            }
        }
    }

    pub(super) fn on_job_crashed(&mut self, slot: Slot) {
        match slot {
            Slot::Explain => self.explaining = None,
            Slot::Mask => self.masking = None,
            Slot::Repair => self.repairs.on_job_crashed(),
        }
    }

    fn settle(&mut self, remedy: Remedy, cx: &mut Context<'_>) {
        match remedy {
            Remedy::MakePrivate(path) => {
                self.repairs.plan::<Event>(vec![Task::MakePrivate(path)], Page::Problem, Slot::Repair, cx);
            }
            Remedy::Open(path) => cx.send(Effect::Do(Action::Open(vec![path]))),
            Remedy::ChooseKey => cx.send(Effect::Do(Action::AskOpen)),
            Remedy::MyKeys => cx.send(Effect::Show(Page::MyKeys)),
            Remedy::Authorized(file) => {
                cx.send(Effect::Show(Page::Authorized));
                cx.send(Effect::Do(AuthorizedAction::Use(file).into()));
            }
            Remedy::Servers { file, host } => {
                cx.send(Effect::Show(Page::Servers));
                file.into_iter().for_each(|file| cx.send(Effect::Do(ServersAction::Use(file).into())));
                host.into_iter().for_each(|host| cx.send(Effect::Do(ServersAction::FindServer(host).into())));
            }
            Remedy::ShowInFolder(path) => cx.send(Effect::ShowInFolder(path)),
            Remedy::NewKey => cx.send(Effect::Do(KeyAction::New.into())),
            Remedy::CopyMasked => self.mask(true, cx),
            Remedy::Clear => self.clear(),
        }
    }

    /// The page of the key says what there is to say of it. Here, nothing of it stays.
    fn open_key(&mut self, cx: &mut Context<'_>) {
        if cx.busy {
            return cx.send(Effect::Notice(Notice::Busy));
        }
        let text = Zeroizing::clone(&self.whole_text());
        self.clear();
        cx.send(Effect::Do(Action::Paste(text)));
    }

    fn mask(&mut self, copies: bool, cx: &mut Context<'_>) {
        match &self.masked {
            Some(masked) if copies => {
                return cx.send(Effect::Copy(Copyable::Masked, masked.whole.clone()));
            }
            Some(_) => return,
            None => {}
        }
        let text = self.whole_text();
        let job = cx.start(Slot::Mask, "mask", move |_| Event::Masked(mask(&text)));
        self.masking = Some(Masking { copies, _job: job });
    }

    fn clear(&mut self) {
        // Wiped with what egui remembers of it, which goes by this number.
        let (number, repairs) = (self.number + 1, std::mem::take(&mut self.repairs));
        *self = Self { number, repairs, ..Self::default() };
    }
}
