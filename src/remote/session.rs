//! From an account to a login, one ssh after the other.

use super::call::{self, Change};
use super::failure::{Failure, Step};
use super::log::Log;
use super::{Account, NewKey, Question, SignIn, Target, reply};
use crate::system::{Ssh, SshAnswer, SshAsks, SshCall, SshEnd, SshQuestion, SshTalk};
use std::path::Path;

/// What has been done so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The server has answered, and is the one that is meant.
    Connected(Connected),
    /// It has let the person in.
    SignedIn(SignIn),
    /// The keys that may log in are as they shall be.
    Changed(Account),
    /// The key alone was tried.
    Tried(LogIn),
}

/// What a server has said before anybody was let in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connected {
    /// What it calls its software.
    pub software: Option<String>,
    /// How it lets people in, by the names of the protocol.
    pub methods: Vec<String>,
}

/// What came of logging in with a key alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogIn {
    /// The key lets the person in.
    Welcome,
    /// The certificate beside the key lets the person in.
    Certified,
    /// The server lets everybody in: no key is asked for.
    Open,
    /// The server takes the key, and wants one of these as well, by the names of the protocol.
    AndMore(Vec<String>),
}

/// Who is told, asked, and may stop it.
pub trait View {
    /// Something was done.
    fn progress(&mut self, progress: Progress);

    /// ssh waits for an answer to this, or `None`: it waits no longer.
    fn question(&mut self, question: Option<Question>);

    /// The answer to the question that was told last, once there is one.
    fn answer(&mut self) -> Option<SshAnswer>;

    /// Whether it is still wanted.
    fn goes_on(&self) -> bool;
}

/// An account on a server, and how it is reached.
pub struct Remote<'a> {
    /// ssh.
    pub ssh: &'a dyn Ssh,
    /// The account.
    pub target: &'a Target,
    /// Whom ssh asks.
    pub asks: SshAsks,
}

impl Remote<'_> {
    /// Adds a key to those that may log in, then tries it alone, if the file of its private key is told.
    ///
    /// # Errors
    /// See [`Failure`]. What was done before it stays.
    pub fn install(&self, key: &NewKey, private: Option<&Path>, view: &mut dyn View) -> Result<(), Failure> {
        self.change(Change::Install, key, None, view)?;
        private.map_or(Ok(()), |private| self.log_in(private, key.fingerprint(), view))
    }

    /// Takes a key from those that may log in. `though_last`: also where it is the key that lets the person in now,
    /// and perhaps nothing else does.
    ///
    /// # Errors
    /// See [`Failure`].
    pub fn remove(&self, key: &NewKey, though_last: bool, view: &mut dyn View) -> Result<(), Failure> {
        self.change(Change::Remove, key, (!though_last).then(|| key.fingerprint()), view)
    }

    /// Logs in with this private key, which has this fingerprint, and with nothing else.
    ///
    /// # Errors
    /// See [`Failure`].
    pub fn log_in(&self, private: &Path, fingerprint: &str, view: &mut dyn View) -> Result<(), Failure> {
        let call = call::log_in(self.target, private, self.asks).ok_or(Failure::BadPath)?;
        let (_, log) = self.run(&call, Script::default(), Step::Try, view)?;
        let is_this = log.accepted() == Some(fingerprint);
        let text = || log.text().to_owned();
        let log_in = match &log.signed_in {
            Some(SignIn::Key(_)) if is_this && log.is_certified() => LogIn::Certified,
            Some(SignIn::Key(_)) if is_this => LogIn::Welcome,
            Some(SignIn::Open) => LogIn::Open,
            Some(_) => return Err(Failure::OtherKey),
            None if log.is_partial && is_this => LogIn::AndMore(log.methods.clone()),
            None if is_this => return Err(Failure::KeyUnused { log: text() }),
            None if log.is_refused => return Err(Failure::KeyRefused { log: text() }),
            None => return Err(failed(Step::Try, &log)),
        };
        view.progress(Progress::Tried(log_in));
        Ok(())
    }

    /// `not_by`: nothing is changed if this key lets the person in.
    fn change(
        &self,
        change: Change,
        key: &NewKey,
        not_by: Option<&str>,
        view: &mut dyn View,
    ) -> Result<(), Failure> {
        let connected = self.connect(view)?;
        let (command, input) = call::change(change, key, connected.software.as_deref());
        let call = call::run(self.target, &command, self.asks);
        let (end, log) = self.run(&call, Script { input, not_by }, Step::SignIn, view)?;
        match reply::read(&end.output) {
            Some(account) => view.progress(Progress::Changed(account.map_err(Failure::Refused)?)),
            None if log.signed_in.is_none() => return Err(failed(Step::SignIn, &log)),
            None if end.status == Some(SSH_FAILED) => return Err(failed(Step::Change, &log)),
            None => {
                let output = String::from_utf8_lossy(&end.output).trim().to_owned();
                return Err(Failure::NoShell { output });
            }
        }
        Ok(())
    }

    /// Which server it is. Nobody is let in.
    fn connect(&self, view: &mut dyn View) -> Result<Connected, Failure> {
        let call = call::connect(self.target, self.asks);
        let (_, log) = self.run(&call, Script::default(), Step::Connect, view)?;
        // It has said how it lets people in: then its key was accepted.
        if !log.is_refused && log.signed_in.is_none() {
            return Err(failed(Step::Connect, &log));
        }
        let connected = Connected { software: log.software, methods: log.methods };
        view.progress(Progress::Connected(connected.clone()));
        Ok(connected)
    }

    fn run(
        &self,
        call: &SshCall,
        script: Script<'_>,
        step: Step,
        view: &mut dyn View,
    ) -> Result<(SshEnd, Log), Failure> {
        let says_signed_in = step == Step::SignIn;
        let mut talk =
            Talk { view, log: Log::default(), script: Some(script), is_refused: false, says_signed_in };
        match self.ssh.run(call, &mut talk) {
            Ok(end) => Ok((end, talk.log)),
            Err(_) if talk.is_refused => Err(Failure::LastWayIn),
            // Somebody may have been let in by then.
            Err(error) => {
                let step = if talk.log.signed_in.is_some() { step.max(Step::Change) } else { step };
                Err(Failure::Ssh { step, error })
            }
        }
    }
}

/// The exit status of ssh where it is not that of the command.
const SSH_FAILED: i32 = 255;

fn failed(step: Step, log: &Log) -> Failure {
    let text = log.text().to_owned();
    match (log.is_changed, log.is_unverified) {
        (true, _) => Failure::HostKeyChanged { log: text },
        (false, true) => Failure::HostKeyRefused,
        (false, false) => Failure::Log { step, log: text },
    }
}

/// What the server is to run, and what must not let the person in then.
#[derive(Default)]
struct Script<'a> {
    input: Vec<u8>,
    not_by: Option<&'a str>,
}

/// Between ssh and who looks on.
struct Talk<'a> {
    view: &'a mut dyn View,
    log: Log,
    /// `None` once it is on its way.
    script: Option<Script<'a>>,
    /// It was not sent, because of what let the person in.
    is_refused: bool,
    /// Being let in is worth telling.
    says_signed_in: bool,
}

impl SshTalk for Talk<'_> {
    fn line(&mut self, text: &str) {
        if self.log.read(text)
            && self.says_signed_in
            && let Some(sign_in) = &self.log.signed_in
        {
            self.view.progress(Progress::SignedIn(sign_in.clone()));
        }
    }

    fn question(&mut self, question: Option<SshQuestion>) {
        self.view.question(question.map(|question| Question::of(&question, self.log.is_interactive())));
    }

    fn answer(&mut self) -> Option<SshAnswer> {
        self.view.answer()
    }

    fn input(&mut self) -> Option<Vec<u8>> {
        // A server that was not let wait would act although nobody waits for it any more.
        let script = self.script.take_if(|script| script.input.is_empty() || self.log.signed_in.is_some())?;
        let is_by = matches!(&self.log.signed_in, Some(SignIn::Key(Some(by))) if script.not_by == Some(by));
        self.is_refused = is_by;
        (!is_by).then_some(script.input)
    }

    fn goes_on(&self) -> bool {
        !self.is_refused && self.view.goes_on()
    }
}
