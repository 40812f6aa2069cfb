//! The person's own ssh: found, started, asked through, ended. What it is started with, and what it says, is the
//! business of `remote`.

#[cfg(feature = "window")]
mod askpass;
mod child;
#[cfg(feature = "window")]
mod endpoint;
mod program;

#[cfg(feature = "window")]
pub use askpass::{SshPrompt, answer_ssh, prompt_of_ssh};

pub use program::SshOrigin;

use child::{Child, MOST_WAITING, Said};
use std::ffi::OsString;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// How often it is looked whether it is still wanted, asks something, or has ended.
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);
/// For how long what it has written is waited for once it has ended: a connection that a jump host keeps open in the
/// background has the same streams.
const LAST_WORDS: Duration = Duration::from_secs(1);
/// Bytes of its standard output, and of its standard error, that are kept.
const MOST_BYTES: usize = 256 * 1024;

/// What ssh is started for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SshCall {
    /// Its arguments. Nothing in them is secret: everybody can see them.
    pub arguments: Vec<OsString>,
    /// Whom it asks for passwords and the like.
    pub asks: SshAsks,
}

/// Whom ssh asks for passwords and the like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SshAsks {
    /// This program.
    #[cfg(feature = "window")]
    Us,
    /// The terminal, or the caller's `SSH_ASKPASS`.
    Caller,
}

/// Something that ssh asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SshQuestion {
    /// Its words, which a server may have chosen.
    pub text: String,
    /// What kind of answer it waits for.
    pub wants: SshWants,
}

/// What ssh says that it waits for (`SSH_ASKPASS_PROMPT`). Before OpenSSH 8.4 everything is a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SshWants {
    /// A text, such as a password.
    Text,
    /// Yes or no.
    Confirmation,
    /// Nothing: it only tells something, such as that a security key must be touched.
    Nothing,
}

/// The answer to a question.
#[derive(PartialEq, Eq)]
pub enum SshAnswer {
    /// This, without a line end.
    Text(Zeroizing<String>),
    /// None: ssh goes on without.
    Refused,
}

impl fmt::Debug for SshAnswer {
    /// Without the text: it may be a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text(..)",
            Self::Refused => "Refused",
        })
    }
}

/// Who is told what ssh says, and answers what it asks. All is called from one thread, in turn.
pub trait SshTalk {
    /// A line of its standard error.
    fn line(&mut self, text: &str);

    /// It waits for an answer to this, or `None`: it waits no longer.
    fn question(&mut self, question: Option<SshQuestion>);

    /// The answer to the question that was told last, once there is one.
    fn answer(&mut self) -> Option<SshAnswer>;

    /// What shall be on its standard input next, once that may be told. So far, `output` was on its standard output;
    /// of a long one, that is the end.
    fn input(&mut self, output: &[u8]) -> Option<SshInput>;

    /// Whether it is still wanted.
    fn goes_on(&self) -> bool;
}

/// A part of the standard input of ssh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SshInput {
    /// What the command on the server reads.
    pub bytes: Vec<u8>,
    /// Nothing follows.
    pub is_last: bool,
}

/// How ssh ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SshEnd {
    /// Its exit status: that of the command on the server, or 255. `None` if it was killed.
    pub status: Option<i32>,
    /// Its standard output; of a long one, the end.
    pub output: Vec<u8>,
}

/// Why ssh did not do what it was started for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SshError {
    /// There is none on this computer.
    NoProgram,
    /// It cannot be started, or cannot ask.
    Start(io::ErrorKind),
    /// It was ended, as nobody wanted it any more.
    Stopped,
}

/// Whether the ssh of this system keeps passphrases in a keychain (`UseKeychain`).
pub const HAS_KEYCHAIN: bool = cfg!(target_os = "macos");

/// Whether people here paste commands into the shells of Windows.
pub const IS_WINDOWS: bool = cfg!(windows);

/// ssh, or what takes its place in a test.
pub trait Ssh: Send + Sync {
    /// The program that would be started.
    fn program(&self) -> Option<PathBuf>;

    /// Runs it to its end. If it is no longer wanted, it is ended at once.
    ///
    /// # Errors
    /// See [`SshError`].
    fn run(&self, call: &SshCall, talk: &mut dyn SshTalk) -> Result<SshEnd, SshError>;
}

/// The ssh of this computer: the first on the PATH.
#[derive(Clone, Debug, Default)]
pub struct SystemSsh {
    /// Arguments before all others.
    first: Vec<OsString>,
    /// What it starts to ask us; otherwise this program.
    #[cfg(feature = "window")]
    askpass: Option<PathBuf>,
}

impl SystemSsh {
    /// The same with arguments before all others, such as those for another configuration.
    #[must_use]
    pub fn with_arguments(mut self, first: Vec<OsString>) -> Self {
        self.first = first;
        self
    }

    /// The same for a program that is none of ours: ssh starts this one to ask.
    #[cfg(feature = "window")]
    #[must_use]
    pub fn asking_through(self, askpass: PathBuf) -> Self {
        Self { askpass: Some(askpass), ..self }
    }

    #[cfg(feature = "window")]
    fn questions(&self, asks: SshAsks, command: &mut Command) -> io::Result<Questions> {
        match asks {
            SshAsks::Us => {
                let askpass = self.askpass.clone().map_or_else(std::env::current_exe, Ok)?;
                Ok(Questions { open: Some(askpass::Askpass::open(command, askpass)?) })
            }
            SshAsks::Caller => Ok(Questions::default()),
        }
    }
}

impl Ssh for SystemSsh {
    fn program(&self) -> Option<PathBuf> {
        program::find()
    }

    fn run(&self, call: &SshCall, talk: &mut dyn SshTalk) -> Result<SshEnd, SshError> {
        let program = self.program().ok_or(SshError::NoProgram)?;
        let failed = |error: io::Error| SshError::Start(error.kind());
        let mut command = Command::new(program);
        command.args(&self.first).args(&call.arguments);
        #[cfg(feature = "window")]
        let questions = self.questions(call.asks, &mut command).map_err(failed)?;
        #[cfg(not(feature = "window"))]
        let questions = Questions::default();
        let child = Child::start(&mut command, call.asks).map_err(failed)?;
        Running { child, questions, end: SshEnd::default(), said: 0 }.ended(talk)
    }
}

struct Running {
    child: Child,
    questions: Questions,
    end: SshEnd,
    /// Bytes of lines that were told.
    said: usize,
}

impl Running {
    fn ended(mut self, talk: &mut dyn SshTalk) -> Result<SshEnd, SshError> {
        let mut last_words = None::<Instant>;
        let mut in_a_row = 0;
        loop {
            if !talk.goes_on() {
                return Err(SshError::Stopped);
            }
            in_a_row += 1;
            match self.child.next(BETWEEN_LOOKS) {
                Some(Said::Line(line)) => self.tell(&line, talk),
                Some(Said::Output(bytes)) => self.keep(&bytes),
                Some(Said::Nothing) => in_a_row = 0,
                None => (in_a_row, last_words) = (0, Some(Instant::now())),
            }
            if let Some(input) = talk.input(&self.end.output) {
                self.child.write(input);
            }
            // What it has said before it asks is told before; but not all that it ever says.
            if in_a_row % MOST_WAITING == 0 {
                self.questions.ask(talk);
            }
            if let (None, Some(status)) = (last_words, self.child.ended()) {
                self.end.status = status.code();
                last_words = Some(Instant::now() + LAST_WORDS);
            }
            if last_words.is_some_and(|end| Instant::now() >= end) {
                if self.end.status.is_none() {
                    self.end.status = self.child.wait(talk)?.and_then(|status| status.code());
                }
                self.questions.end(talk);
                return Ok(self.end);
            }
        }
    }

    fn tell(&mut self, line: &str, talk: &mut dyn SshTalk) {
        // An endless log is cut, except for what ssh itself says at the end of each step.
        self.said = self.said.saturating_add(line.len() + 1);
        if self.said <= MOST_BYTES || line.starts_with("Authenticated to ") {
            talk.line(line);
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        self.end.output.extend_from_slice(bytes);
        if self.end.output.len() > 2 * MOST_BYTES {
            self.end.output.drain(..MOST_BYTES);
        }
    }
}

/// What ssh asks of us: only a window has an answer.
#[derive(Default)]
struct Questions {
    #[cfg(feature = "window")]
    open: Option<askpass::Askpass>,
}

impl Questions {
    fn ask(&mut self, talk: &mut dyn SshTalk) {
        #[cfg(feature = "window")]
        if let Some(open) = &mut self.open {
            open.ask(talk);
        }
        #[cfg(not(feature = "window"))]
        let _ = talk;
    }

    fn end(&mut self, talk: &mut dyn SshTalk) {
        #[cfg(feature = "window")]
        if let Some(open) = &mut self.open {
            open.end(talk);
        }
        #[cfg(not(feature = "window"))]
        let _ = talk;
    }
}
