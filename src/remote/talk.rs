//! Between ssh and who looks on.

use super::before::Before;
use super::failure::{Failure, Step};
use super::log::Log;
use super::session::{Progress, View};
use super::{Asked, Question, reply};
use crate::system::{SshAnswer, SshAsks, SshInput, SshQuestion, SshTalk};
use std::path::Path;
use std::time::{Duration, Instant};

/// For how long a server is waited for that is to put a key back, although nobody wants to go on.
const PUT_BACK: Duration = Duration::from_secs(10);

/// Tries what must work before a change is kept.
pub type Check<'a> = &'a dyn Fn(&mut dyn View) -> Result<(), Failure>;

/// What the server is to run, and on which conditions.
#[derive(Default)]
pub struct Script<'a> {
    pub input: Vec<u8>,
    /// ssh offers this private key as well.
    pub by: Option<&'a Path>,
    /// It is not run if this key lets the person in.
    pub not_by: Option<&'a str>,
    /// It waits until this was tried, and undoes the change if that fails, or nobody is there any more.
    pub check: Option<Check<'a>>,
}

/// See the module.
pub struct Talk<'a> {
    view: &'a mut dyn View,
    /// What ssh has said.
    pub log: Log,
    before: Before,
    /// What ssh was started for.
    step: Step,
    /// ssh asks somebody else, who is shown what comes before.
    shows: bool,
    /// `None` once it is on its way.
    script: Option<Script<'a>>,
    check: Option<Check<'a>>,
    /// What came of the check, if it was made.
    pub checked: Option<Result<(), Failure>>,
    /// Until then the server may put the key back.
    put_back_until: Option<Instant>,
    /// It was not sent, because of what let the person in.
    pub is_refused: bool,
}

impl<'a> Talk<'a> {
    pub fn new(view: &'a mut dyn View, script: Script<'a>, step: Step, asks: SshAsks) -> Self {
        let check = script.check;
        Self {
            view,
            log: Log::default(),
            before: Before::default(),
            step,
            shows: asks == SshAsks::Caller,
            script: Some(script),
            check,
            checked: None,
            put_back_until: None,
            is_refused: false,
        }
    }

    fn script(&mut self) -> Option<SshInput> {
        // A server that was not let wait would act although nobody waits for it any more.
        let script = self.script.take_if(|script| script.input.is_empty() || self.log.signed_in.is_some())?;
        let is_by = script.not_by.is_some_and(|key| self.log.was_let_in_by(key));
        self.is_refused = is_by;
        (!is_by).then_some(SshInput { bytes: script.input, is_last: script.check.is_none() })
    }

    /// What to do, for a server that has made the change.
    fn verdict(&mut self, output: &[u8]) -> Option<SshInput> {
        let check = self.check.take_if(|_| reply::waits(output))?;
        let result = check(self.view);
        let word = if result.is_ok() { "keep" } else { "put back" };
        self.put_back_until = result.is_err().then(|| Instant::now() + PUT_BACK);
        self.checked = Some(result);
        Some(SshInput { bytes: format!("{word}\n").into_bytes(), is_last: true })
    }
}

impl SshTalk for Talk<'_> {
    fn line(&mut self, text: &str) {
        if let Some(line) = self.before.read(text)
            // A greeting comes with each connection.
            && self.shows
            && (self.step == Step::Connect || self.log.is_signing_in())
        {
            self.view.shown(&line);
        }
        if self.log.read(text)
            && self.step == Step::SignIn
            && let Some(sign_in) = &self.log.signed_in
        {
            self.view.progress(Progress::SignedIn(sign_in.clone()));
        }
    }

    fn question(&mut self, question: Option<SshQuestion>) {
        let asked = question.map(|question| Asked {
            question: Question::of(&question, self.log.is_interactive()),
            before: self.before.take(),
            is_on_the_way: self.log.is_on_the_way(),
        });
        self.view.question(asked);
    }

    fn answer(&mut self) -> Option<SshAnswer> {
        self.view.answer()
    }

    fn input(&mut self, output: &[u8]) -> Option<SshInput> {
        self.script().or_else(|| self.verdict(output))
    }

    fn goes_on(&self) -> bool {
        match self.put_back_until {
            Some(end) => Instant::now() < end,
            None => !self.is_refused && self.view.goes_on(),
        }
    }
}
