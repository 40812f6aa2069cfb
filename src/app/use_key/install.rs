//! A key on a server: installed through the person's own ssh, and tried.

use super::attempt::{Aim, Attempt, AttemptEnd, Explained, Untried, Waiting, Work};
use super::by_hand::ByHandForm;
use super::open_key::{OpenKey, WithOpenKey};
use super::removal::{RemovalForm, StayingKey};
use super::watch::Watch;
use super::{Event, Slot, UsedKey};
use crate::app::context::{Context, Effect};
use crate::app::{Copyable, OptionsForm, Page, ProblemAction, SecretField};
use crate::explain::explain;
use crate::remote::{
    Asked, BadTarget, Failure, LocalShell, LogIn, NewKey, Progress, Question, Remote, ServerKind, Target,
    TargetPart, View,
};
use crate::sshfiles::{BadValue, KeyOptions};
use crate::system::{SshAnswer, SshAsks};
use std::sync::Arc;
use std::sync::mpsc;
use zeroize::Zeroizing;

/// What a person can ask for there.
#[derive(Debug)]
pub enum InstallAction {
    /// A field was changed.
    Edited,
    /// Install the key and try it.
    Start,
    /// Restrict what the key may do there, or no longer.
    Restrict(bool),
    /// Show the form again, after all was done.
    Again,
    /// Stop what is under way.
    Stop,
    /// Answer what ssh asks.
    Answer(Reply),
    /// Explain why it did not work.
    Explain,
    /// Show the form to remove the key instead, or no longer.
    ToggleRemoval,
    /// Ask whether to remove it.
    AskRemoval,
    /// Show the command to copy instead, or hide it.
    ToggleByHand,
    /// It is for this shell.
    FromShell(LocalShell),
    /// It is for such a server.
    ToServer(ServerKind),
    /// Copy it.
    Copy(String),
}

/// An answer to a question of ssh.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Yes: this is the server that is meant, the key may be used.
    Yes,
    /// No.
    No,
    /// What is typed in the field.
    Typed,
}

/// Everything that is shown of it.
#[derive(Debug, Default)]
pub struct InstallPanel {
    /// The name or address of the server, perhaps with the account and the port.
    pub host: String,
    /// The name of the account; may be empty.
    pub user: String,
    /// The port; may be empty.
    pub port: String,
    /// The servers on the way; may be empty.
    pub jump: String,
    /// What the key may do there, if that is to be restricted.
    pub options: Option<OptionsForm>,
    /// What is typed in answer to a question.
    pub typed: SecretField,
    /// What cannot be meant by the fields, once somebody has wanted to start with them.
    pub problem: Option<BadTarget>,
    /// Why no line can hold the key.
    pub bad_line: Option<BadValue>,
    /// What is or was done, with the fields as they were then.
    pub attempt: Option<Attempt>,
    /// What is filled in to remove the key, where that is wanted instead.
    pub removal: Option<RemovalForm>,
    /// The command to copy instead.
    pub by_hand: ByHandForm,
}

impl InstallPanel {
    /// Whether ssh is at work.
    pub fn is_working(&self) -> bool {
        self.attempt.as_ref().is_some_and(|attempt| attempt.work.is_some())
    }

    /// Whether all was done that was wanted.
    pub fn is_done(&self) -> bool {
        self.attempt.as_ref().is_some_and(|attempt| matches!(attempt.end, Some(AttemptEnd::Done)))
    }

    pub(super) fn update(
        &mut self,
        action: InstallAction,
        key: Option<&UsedKey>,
        keys: &[StayingKey],
        cx: &mut Context<'_>,
    ) {
        match action {
            InstallAction::Edited => self.edited(),
            InstallAction::Start => {
                if let Some(key) = key.filter(|_| !self.is_working()) {
                    self.start(key, cx);
                }
            }
            InstallAction::Restrict(is_restricted) => {
                self.options = is_restricted.then(OptionsForm::default);
                self.bad_line = None;
            }
            InstallAction::ToggleRemoval | InstallAction::AskRemoval if self.is_working() => {}
            InstallAction::ToggleRemoval => {
                if let Some(key) = key {
                    self.toggle_removal(key, keys);
                }
            }
            InstallAction::AskRemoval => {
                if let Some(key) = key {
                    self.ask_removal(key, keys, cx);
                }
            }
            InstallAction::Again => self.forget_result(),
            InstallAction::Stop => self.stop(),
            InstallAction::Answer(reply) => self.answer(reply),
            InstallAction::Explain => self.explain(cx),
            InstallAction::ToggleByHand => self.by_hand.is_open ^= true,
            InstallAction::FromShell(shell) => self.by_hand.shell = shell,
            InstallAction::ToServer(server) => self.by_hand.server = server,
            InstallAction::Copy(command) => cx.send(Effect::Copy(Copyable::Command, command)),
        }
    }

    fn edited(&mut self) {
        (self.problem, self.bad_line) = (None, None);
        if let Some(form) = &mut self.removal {
            form.is_wrong = false;
        }
    }

    /// What the fields say.
    ///
    /// # Errors
    /// See [`BadTarget`].
    pub fn target(&self) -> Result<Target, BadTarget> {
        target_of([&self.host, &self.user, &self.port, &self.jump])
    }

    /// Where the key has just let the person in, by itself or with what the server wants beside it.
    pub fn logged_in(&self) -> Option<&Target> {
        let attempt = self.attempt.as_ref().filter(|attempt| attempt.end.is_some())?;
        let is_in = matches!(
            attempt.done.last(),
            Some(Progress::Tried(LogIn::Welcome | LogIn::Certified | LogIn::AndMore(_)))
        );
        is_in.then_some(&attempt.target)
    }

    /// What the key may do; `None` where something in that form must be corrected.
    fn key_options(&mut self) -> Option<KeyOptions> {
        let Some(form) = &mut self.options else { return Some(KeyOptions::default()) };
        form.tried = true;
        if form.fields.problems().is_empty() { form.fields.options().ok() } else { None }
    }

    fn start(&mut self, key: &UsedKey, cx: &mut Context<'_>) {
        let Some(options) = self.key_options() else { return };
        let (target, line) = match (self.target(), NewKey::new(&key.public, &options)) {
            (Ok(target), Ok(line)) => (target, line),
            (target, line) => {
                (self.problem, self.bad_line) = (target.err(), line.err());
                return;
            }
        };
        let private = key.file.clone().filter(|_| !options.cert_authority);
        let aim = match (&private, options.cert_authority) {
            (_, true) => Aim::InstallUntried(Untried::Authority),
            (None, false) => Aim::InstallUntried(Untried::NotForSsh),
            (Some(_), false) => Aim::Install,
        };
        let open = OpenKey::of(key);
        self.run(target, aim, options, cx, move |remote, view| match open {
            Some(open) => remote.install(&line, private.as_deref(), &mut WithOpenKey::new(view, open)),
            None => remote.install(&line, private.as_deref(), view),
        });
    }

    /// Lets ssh do it.
    pub(super) fn run(
        &mut self,
        target: Target,
        aim: Aim,
        options: KeyOptions,
        cx: &mut Context<'_>,
        work: impl FnOnce(&Remote<'_>, &mut dyn View) -> Result<(), Failure> + Send + 'static,
    ) {
        let ssh = Arc::clone(&cx.services.ssh);
        let (answers, received) = mpsc::channel();
        let of_work = target.clone();
        let job = cx.start(Slot::Install, "ssh", move |progress| {
            let mut watch = Watch::new(progress, received);
            let result = work(&Remote { ssh: &*ssh, target: &of_work, asks: SshAsks::Us }, &mut watch);
            let explained = result.as_ref().err().and_then(explained);
            Event::Ended(result, explained)
        });
        self.typed.clear();
        let work = Some(Work { answers, last: None, job });
        self.attempt =
            Some(Attempt { target, aim, options, done: Vec::new(), waiting: None, end: None, work });
    }

    pub(super) fn stop(&mut self) {
        self.typed.clear();
        if let Some(attempt) = &mut self.attempt {
            attempt.waiting = None;
            if let Some(work) = &attempt.work {
                work.job.stop();
            }
        }
    }

    fn answer(&mut self, reply: Reply) {
        let Some(Attempt { waiting: slot, work: Some(work), .. }) = &mut self.attempt else { return };
        let Some(waiting) = slot.take() else { return };
        let text = |text: &str| SshAnswer::Text(Zeroizing::new(text.to_owned()));
        let answer = match (&waiting.question, reply) {
            (Question::HostKey(_), Reply::Yes) => text("yes"),
            (Question::HostKey(_), _) => text("no"),
            (Question::Confirmation(_), Reply::Yes) => text(""),
            (Question::Confirmation(_) | Question::Notice(_), _) => SshAnswer::Refused,
            (_, Reply::Typed) => text(self.typed.expose()),
            (_, Reply::Yes | Reply::No) => SshAnswer::Refused,
        };
        self.typed.clear();
        self.typed.revealed = false;
        // ssh may have ended by now: that is told, too.
        let _ = work.answers.send((waiting.number, answer));
        work.last = Some(waiting.question);
    }

    pub(super) fn progress(&mut self, progress: Progress) {
        if let Some(attempt) = &mut self.attempt {
            // What was answered before was right.
            if let Some(work) = &mut attempt.work {
                work.last = None;
            }
            attempt.done.push(progress);
        }
    }

    pub(super) fn asked(&mut self, number: u32, asked: Option<Asked>) {
        self.typed.clear();
        self.typed.revealed = false;
        if let Some(attempt) = &mut self.attempt {
            let last = attempt.work.as_ref().and_then(|work| work.last.as_ref());
            attempt.waiting = asked.map(|Asked { question, before, is_on_the_way }| {
                let again = last == Some(&question);
                Waiting { question, before, is_on_the_way, number, again }
            });
        }
    }

    pub(super) fn ended(
        &mut self,
        result: Result<(), Failure>,
        explained: Option<Explained>,
        cx: &mut Context<'_>,
    ) {
        self.end(match result {
            Ok(()) => AttemptEnd::Done,
            Err(failure) => AttemptEnd::Failed(failure, explained),
        });
        // The window may wait for it.
        cx.send(Effect::DoDeferred);
    }

    pub(super) fn crashed(&mut self) {
        self.end(AttemptEnd::Crashed);
    }

    fn end(&mut self, end: AttemptEnd) {
        self.typed.clear();
        if let Some(attempt) = &mut self.attempt {
            (attempt.waiting, attempt.work, attempt.end) = (None, None, Some(end));
        }
    }

    /// Of another key than this.
    pub(super) fn forget_result(&mut self) {
        if !self.is_working() {
            self.attempt = None;
        }
    }

    /// On the page for that, with all that ssh has said.
    fn explain(&self, cx: &mut Context<'_>) {
        let Some(AttemptEnd::Failed(failure, _)) = self.attempt.as_ref().and_then(|one| one.end.as_ref())
        else {
            return;
        };
        let Some(log) = failure.log() else { return };
        cx.send(Effect::Show(Page::Problem));
        cx.send(Effect::Do(ProblemAction::Paste(Zeroizing::new(log.to_owned())).into()));
    }
}

/// What the fields for the server, the account, the port and the servers on the way say.
pub(super) fn target_of([host, user, port, jump]: [&str; 4]) -> Result<Target, BadTarget> {
    let mut target = Target::parse(host)?;
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    target.user = filled(user).or(target.user);
    if let Some(port) = filled(port) {
        target.port = Some(port.parse().map_err(|_| BadTarget::Wrong(TargetPart::Port))?);
    }
    target.jump = filled(jump);
    target.checked()
}

fn explained(failure: &Failure) -> Option<Explained> {
    explain(failure.log()?).map(|explanation| Explained(Box::new(explanation)))
}
