//! From an account to a login, one ssh after the other.

use super::call::{self, Change};
use super::failure::{Failure, Step};
use super::log::Log;
use super::reply::{self, Reply};
use super::resolved::Own;
use super::talk::{Script, Talk};
use super::{Account, Asked, NewKey, Refusal, Removed, SignIn, Target};
use crate::system::{Ssh, SshAnswer, SshAsks, SshCall, SshEnd};
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
    /// The key that is to stay lets the person in alone.
    StillIn {
        /// How.
        log_in: LogIn,
        /// Without the other one, which has been removed.
        is_removed: bool,
    },
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

/// On which condition a key is removed.
#[derive(Clone, Copy, Debug)]
pub enum Removal<'a> {
    /// Something else lets the person in now.
    UnlessLast,
    /// None.
    Always,
    /// Another key lets the person in alone, before and after. The connection that has removed the first one stays open
    /// until that was tried; if it fails, the first one is put back.
    IfStays {
        /// The file of that key, as ssh reads it.
        private: &'a Path,
        /// `SHA256:` and its fingerprint.
        fingerprint: &'a str,
    },
}

/// Who is told, asked, and may stop it.
pub trait View {
    /// Something was done.
    fn progress(&mut self, progress: Progress);

    /// ssh waits for an answer to this, or `None`: it waits no longer.
    fn question(&mut self, asked: Option<Asked>);

    /// ssh has shown this line and may ask something next. It is told so where ssh asks somebody else: a question here
    /// comes with what was shown before it.
    fn shown(&mut self, _line: &str) {}

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
        let met = self.connect(view)?;
        self.change(Change::Install, key, &met, Script::default(), view)?;
        private.map_or(Ok(()), |private| self.tried(private, key, &met, view))
    }

    /// The same for a key that is to take the place of another one: that one is offered to the server as well, whatever
    /// the configuration says.
    ///
    /// # Errors
    /// See [`Failure`]. What was done before it stays.
    pub fn install_beside(
        &self,
        old: &Path,
        key: &NewKey,
        private: &Path,
        view: &mut dyn View,
    ) -> Result<(), Failure> {
        let met = self.connect(view)?;
        let script = Script { by: Some(old), ..Script::default() };
        self.change(Change::Install, key, &met, script, view)?;
        self.tried(private, key, &met, view)
    }

    /// Logs in with this private key of a key that may be installed already, and with nothing else.
    ///
    /// # Errors
    /// See [`Failure`].
    pub fn try_alone(&self, private: &Path, key: &NewKey, view: &mut dyn View) -> Result<(), Failure> {
        let met = self.connect(view)?;
        self.tried(private, key, &met, view)
    }

    fn tried(&self, private: &Path, key: &NewKey, met: &Met, view: &mut dyn View) -> Result<(), Failure> {
        let (log_in, _) = self.log_in((private, key.fingerprint()), met.own, view)?;
        view.progress(Progress::Tried(log_in));
        Ok(())
    }

    /// Takes a key from those that may log in. If the file of its private key is told, it must not let the person in
    /// afterwards.
    ///
    /// # Errors
    /// See [`Failure`].
    pub fn remove(
        &self,
        key: &NewKey,
        private: Option<&Path>,
        on: Removal<'_>,
        view: &mut dyn View,
    ) -> Result<(), Failure> {
        let met = self.connect(view)?;
        if self.remove_from_one(key, on, &met, view)?.left.is_some() {
            // sshd reads a second file.
            self.remove_from_one(key, on, &met, view)?;
        }
        let Some(private) = private else { return Ok(()) };
        match self.log_in((private, key.fingerprint()), met.own, view) {
            Ok((LogIn::Open, _)) => Ok(()),
            // Without its passphrase nobody is let in, but the server would.
            Ok(_) | Err(Failure::KeyUnused { .. }) => Err(Failure::StillAccepted),
            // It is refused, or cannot be tried: the file was changed as it should be.
            Err(_) => Ok(()),
        }
    }

    fn remove_from_one(
        &self,
        key: &NewKey,
        on: Removal<'_>,
        met: &Met,
        view: &mut dyn View,
    ) -> Result<Account, Failure> {
        let by_itself = Some(key.fingerprint());
        match on {
            Removal::Always => self.change(Change::Remove, key, met, Script::default(), view),
            Removal::UnlessLast => {
                let script = Script { not_by: by_itself, ..Script::default() };
                self.change(Change::Remove, key, met, script, view)
            }
            Removal::IfStays { fingerprint, .. } if by_itself == Some(fingerprint) => Err(Failure::LastWayIn),
            Removal::IfStays { private, fingerprint } => {
                let still_in = |is_removed, view: &mut dyn View| {
                    let log_in = self.log_in_to_a_shell((private, fingerprint), met.own, view)?;
                    view.progress(Progress::StillIn { log_in, is_removed });
                    Ok(())
                };
                let check = |view: &mut dyn View| still_in(true, view);
                still_in(false, view)
                    .map_err(|why| Failure::StayingKey { removed: Removed::No, why: Box::new(why) })?;
                let script = Script { by: Some(private), check: Some(&check), ..Script::default() };
                self.change(Change::RemoveAfterCheck, key, met, script, view)
            }
        }
    }

    /// The same as [`Self::log_in`], where a key that only runs a fixed command, or needs another key, is not enough.
    fn log_in_to_a_shell(&self, key: (&Path, &str), own: Own, view: &mut dyn View) -> Result<LogIn, Failure> {
        let (log_in, output) = self.log_in(key, own, view)?;
        let output = String::from_utf8_lossy(&output).trim().to_owned();
        let is_run = output.lines().any(|line| line.trim() == call::TRIED);
        match log_in {
            LogIn::Welcome | LogIn::Certified | LogIn::Open if !is_run => Err(Failure::NoShell { output }),
            // Perhaps it asks for the very key that is to go.
            LogIn::AndMore(methods) if methods.iter().any(|method| method == "publickey") => {
                Err(Failure::AndMore(methods))
            }
            log_in => Ok(log_in),
        }
    }

    /// Logs in with this private key, which has this fingerprint, and with nothing else. Beside how, what the server
    /// has printed.
    ///
    /// # Errors
    /// See [`Failure`].
    fn log_in(
        &self,
        (private, fingerprint): (&Path, &str),
        own: Own,
        view: &mut dyn View,
    ) -> Result<(LogIn, Vec<u8>), Failure> {
        let call = call::log_in(self.target, own, private, self.asks).ok_or(Failure::BadPath)?;
        let Ended { end, log, .. } = self.run(&call, Script::default(), Step::Try, view)?;
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
        Ok((log_in, end.output))
    }

    fn change(
        &self,
        change: Change,
        key: &NewKey,
        met: &Met,
        script: Script<'_>,
        view: &mut dyn View,
    ) -> Result<Account, Failure> {
        let (command, input) = call::change(change, key, met.software.as_deref());
        let call =
            call::run((self.target, met.own), &command, script.by, self.asks).ok_or(Failure::BadPath)?;
        let script = Script { input, ..script };
        let Ended { end, log, checked } = self.run(&call, script, Step::SignIn, view)?;
        let reply = reply::read(&end.output);
        let is_back = reply == Some(Reply::PutBack);
        let account = match reply {
            Some(Reply::Done(account)) => Ok(account),
            Some(Reply::Refused(refusal)) => Err(Failure::Refused(refusal)),
            // The word that the change is kept has not arrived.
            Some(Reply::PutBack) => Err(failed(Step::Change, &log)),
            None if log.signed_in.is_none() => Err(failed(Step::SignIn, &log)),
            None if end.status.is_none_or(|status| status == SSH_FAILED) => Err(failed(Step::Change, &log)),
            None => {
                let output = String::from_utf8_lossy(&end.output).trim().to_owned();
                Err(Failure::NoShell { output })
            }
        };
        match (checked, account) {
            (Some(Err(_)), Err(failure @ Failure::Refused(Refusal::NotPutBack(_)))) => Err(failure),
            (Some(Err(why)), _) => {
                let removed = if is_back { Removed::PutBack } else { Removed::Perhaps };
                Err(Failure::StayingKey { removed, why: Box::new(why) })
            }
            (Some(Ok(())) | None, account) => {
                account.inspect(|account| view.progress(Progress::Changed(account.clone())))
            }
        }
    }

    /// Which server it is. Nobody is let in.
    fn connect(&self, view: &mut dyn View) -> Result<Met, Failure> {
        let own = Own::of(self.ssh, self.target, self.asks, &|| view.goes_on());
        let call = call::connect(self.target, own, self.asks);
        let Ended { log, .. } = self.run(&call, Script::default(), Step::Connect, view)?;
        // It has said how it lets people in: then its key was accepted.
        if !log.is_refused && log.signed_in.is_none() {
            return Err(failed(Step::Connect, &log));
        }
        let connected = Connected { software: log.software, methods: log.methods };
        let software = connected.software.clone();
        view.progress(Progress::Connected(connected));
        Ok(Met { own, software })
    }

    fn run(
        &self,
        call: &SshCall,
        script: Script<'_>,
        step: Step,
        view: &mut dyn View,
    ) -> Result<Ended, Failure> {
        let mut talk = Talk::new(view, script, step, self.asks);
        match (self.ssh.run(call, &mut talk), talk) {
            (Ok(end), Talk { log, checked, .. }) => Ok(Ended { end, log, checked }),
            (Err(_), Talk { is_refused: true, .. }) => Err(Failure::LastWayIn),
            (Err(_), Talk { checked: Some(Err(why)), .. }) => {
                Err(Failure::StayingKey { removed: Removed::Perhaps, why: Box::new(why) })
            }
            // Somebody may have been let in by then.
            (Err(error), Talk { log, .. }) => {
                let step = if log.signed_in.is_some() { step.max(Step::Change) } else { step };
                Err(Failure::Ssh { step, error })
            }
        }
    }
}

/// A server that has answered.
struct Met {
    /// What the configuration has for it.
    own: Own,
    software: Option<String>,
}

/// What one ssh has come to.
struct Ended {
    end: SshEnd,
    log: Log,
    /// What came of trying what must work before the change is kept, if that was tried.
    checked: Option<Result<(), Failure>>,
}

/// The exit status of ssh where it is not that of the command.
const SSH_FAILED: i32 = 255;

fn failed(step: Step, log: &Log) -> Failure {
    let text = log.text().to_owned();
    match (log.is_changed, log.is_unverified && !log.is_strict) {
        (true, _) => Failure::HostKeyChanged { log: text },
        (false, true) => Failure::HostKeyRefused,
        (false, false) => Failure::Log { step, log: text },
    }
}
