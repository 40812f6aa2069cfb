//! Work in a process of its own: this program, started once more with [`SWITCH`]. It can be ended at
//! any time, and where it gets no memory it ends alone.
//!
//! The child says [`GREETING`] first, so that nothing secret is given to another program. It is told
//! its work on standard input, behind the length of it, and answers on standard output with the
//! milliseconds that it expects to take, a byte that says how it went, and the result. Standard
//! input stays open: where the parent is gone, so is the child.

use std::ffi::OsString;
use std::fmt;
use std::io::{self, Read, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// What the child is started with.
const SWITCH: &str = "--derive-key";
const GREETING: &[u8; 16] = b"keywright-key-1\n";
/// How often the parent asks whether the work is still wanted.
const PATIENCE: Duration = Duration::from_millis(20);
/// Longest request, and longest answer, in bytes: a passphrase and a salt, and a key.
const LONGEST: usize = 1 << 20;

const DONE: u8 = 0;
const NO_MEMORY: u8 = 1;

/// How work apart ended.
#[derive(PartialEq, Eq)]
pub enum EndedApart {
    /// With this result.
    Done(Zeroizing<Vec<u8>>),
    /// The system did not give the memory, or took it back.
    NoMemory,
    /// It was no longer wanted.
    Stopped,
    /// No such process could be started, or it did not understand.
    Unavailable,
}

impl fmt::Debug for EndedApart {
    /// Without the result: it is a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Done(_) => "Done(..)",
            Self::NoMemory => "NoMemory",
            Self::Stopped => "Stopped",
            Self::Unavailable => "Unavailable",
        })
    }
}

/// How long work takes and has taken.
#[derive(Clone, Copy, Debug)]
pub struct Expected {
    /// All of it.
    pub whole: Duration,
    /// Until now.
    pub elapsed: Duration,
}

/// Has a request worked on in a process of its own. `goes_on` is asked again and again whether to
/// go on, and told how long it takes as soon as that is known.
pub fn work_apart(request: &[u8], goes_on: &dyn Fn(Option<Expected>) -> bool) -> EndedApart {
    match this_program() {
        Some(program) => Apart::start(Command::new(program).arg(SWITCH)).map_or_else(
            |error| match error.kind() {
                io::ErrorKind::OutOfMemory => EndedApart::NoMemory,
                _ => EndedApart::Unavailable,
            },
            |apart| apart.ended(request, goes_on),
        ),
        None => EndedApart::Unavailable,
    }
}

/// On Linux the very file that runs, even if another version has taken its name since. Only there:
/// Windows programs see that path too where wine runs them, and it leads to wine.
fn this_program() -> Option<PathBuf> {
    let running = PathBuf::from("/proc/self/exe");
    if cfg!(target_os = "linux") && running.exists() {
        return Some(running);
    }
    std::env::current_exe().ok()
}

/// A child. Dropped, it is ended.
struct Apart {
    child: Child,
    said: mpsc::Receiver<Said>,
}

enum Said {
    Greeting,
    Expected(Duration),
    Answer(u8, Zeroizing<Vec<u8>>),
}

impl Apart {
    fn start(command: &mut Command) -> io::Result<Self> {
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn()?;
        let (sender, said) = mpsc::channel();
        let output = child.stdout.take();
        let apart = Self { child, said };
        let output = output.ok_or(io::ErrorKind::BrokenPipe)?;
        std::thread::Builder::new().name("listen".to_owned()).spawn(move || listen(output, &sender))?;
        Ok(apart)
    }

    fn ended(mut self, request: &[u8], goes_on: &dyn Fn(Option<Expected>) -> bool) -> EndedApart {
        let (mut greeted, mut expected) = (false, None);
        loop {
            let elapsed = |(whole, since): (Duration, Instant)| Expected { whole, elapsed: since.elapsed() };
            if !goes_on(expected.map(elapsed)) {
                return EndedApart::Stopped;
            }
            match self.said.recv_timeout(PATIENCE) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(Said::Greeting) => {
                    greeted = true;
                    if self.send(request).is_err() {
                        return self.broken_off();
                    }
                }
                Ok(Said::Expected(whole)) => expected = Some((whole, Instant::now())),
                Ok(Said::Answer(DONE, result)) => return EndedApart::Done(result),
                Ok(Said::Answer(NO_MEMORY, _)) => return EndedApart::NoMemory,
                Ok(Said::Answer(..)) => return EndedApart::Unavailable,
                Err(RecvTimeoutError::Disconnected) if greeted => return self.broken_off(),
                Err(RecvTimeoutError::Disconnected) => return EndedApart::Unavailable,
            }
        }
    }

    fn send(&mut self, request: &[u8]) -> io::Result<()> {
        let length = u32::try_from(request.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
        let input = self.child.stdin.as_mut().ok_or(io::ErrorKind::BrokenPipe)?;
        input.write_all(&length.to_be_bytes())?;
        input.write_all(request)
    }

    /// It ended without an answer: libraries abort where they get no memory, and systems that promised
    /// too much end the process that takes it.
    fn broken_off(&mut self) -> EndedApart {
        match self.child.wait() {
            Ok(status) if had_no_memory(status) => EndedApart::NoMemory,
            _ => EndedApart::Unavailable,
        }
    }
}

/// Whether a process was aborted or killed. What else ends one says nothing about memory.
#[cfg(unix)]
fn had_no_memory(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    const SIGABRT: i32 = 6;
    const SIGKILL: i32 = 9;
    matches!(status.signal(), Some(SIGABRT | SIGKILL))
}

/// Whether it ended with an exception, or by `abort` of the C library.
#[cfg(not(unix))]
fn had_no_memory(status: ExitStatus) -> bool {
    const ABORTED: u32 = 3;
    const EXCEPTION: u32 = 0xC000_0000;
    status.code().is_some_and(|code| matches!(code.cast_unsigned(), ABORTED | EXCEPTION..))
}

impl Drop for Apart {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads all that a child says. It ends when the child does.
fn listen(mut output: ChildStdout, sender: &Sender<Said>) -> Option<()> {
    let mut greeting = [0; GREETING.len()];
    output.read_exact(&mut greeting).ok().filter(|()| greeting == *GREETING)?;
    sender.send(Said::Greeting).ok()?;
    let mut milliseconds = [0; 4];
    output.read_exact(&mut milliseconds).ok()?;
    let expected = Duration::from_millis(u32::from_be_bytes(milliseconds).into());
    sender.send(Said::Expected(expected)).ok()?;
    let mut status = [0];
    output.read_exact(&mut status).ok()?;
    let result = read_with_length(&mut output).ok()?;
    sender.send(Said::Answer(*status.first()?, result)).ok()
}

fn read_with_length(input: &mut impl Read) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut length = [0; 4];
    input.read_exact(&mut length)?;
    let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
    if length > LONGEST {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    let mut bytes = Zeroizing::new(vec![0; length]);
    input.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// The answer of a child.
pub enum AnswerApart {
    /// The result.
    Done(Zeroizing<Vec<u8>>),
    /// The system does not give the memory.
    NoMemory,
    /// This is no request that it knows.
    NotUnderstood,
}

/// Whether this process is such a child, by the arguments of the program.
pub fn is_apart(arguments: impl IntoIterator<Item = OsString>) -> bool {
    arguments.into_iter().skip(1).eq([OsString::from(SWITCH)])
}

/// What such a child does: answers one request. `work` is given it, and what to call with the time
/// that it expects to take. The exit status.
pub fn answer_parent(work: impl FnOnce(&[u8], &mut dyn FnMut(Duration)) -> AnswerApart) -> u8 {
    prefer_as_oom_victim();
    super::harden_process(super::FrontEnd::Terminal);
    if answered(work).is_ok() { 0 } else { 2 }
}

fn answered(work: impl FnOnce(&[u8], &mut dyn FnMut(Duration)) -> AnswerApart) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(GREETING)?;
    out.flush()?;
    let mut input = io::stdin();
    let request = read_with_length(&mut input)?;
    // Without a thread for it, it works on in vain when the parent is gone.
    let _ = std::thread::Builder::new().name("parent".to_owned()).spawn(move || {
        let _ = input.read(&mut [0]);
        std::process::exit(1);
    });
    let mut expect = |whole: Duration| {
        let milliseconds = u32::try_from(whole.as_millis()).unwrap_or(u32::MAX);
        // A parent that is gone is noticed by the thread.
        let _ = io::stdout().write_all(&milliseconds.to_be_bytes()).and_then(|()| io::stdout().flush());
    };
    let (status, result) = match work(&request, &mut expect) {
        AnswerApart::Done(result) => (DONE, result),
        AnswerApart::NoMemory => (NO_MEMORY, Zeroizing::default()),
        AnswerApart::NotUnderstood => return Err(io::ErrorKind::InvalidInput.into()),
    };
    let length = u32::try_from(result.len()).unwrap_or(u32::MAX);
    out.write_all(&[status])?;
    out.write_all(&length.to_be_bytes())?;
    out.write_all(&result)?;
    out.flush()
}

/// Where Linux has promised more memory than there is, this process is to be ended and not the one
/// that holds somebody's key.
fn prefer_as_oom_victim() {
    #[cfg(target_os = "linux")]
    let _ = std::fs::OpenOptions::new()
        .write(true)
        .open("/proc/self/oom_score_adj")
        .and_then(|mut file| file.write_all(b"1000"));
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    /// A child that is a script of the shell. `%` stands for the greeting.
    fn child(script: &str) -> Apart {
        let script = script.replace('%', "printf 'keywright-key-1\\n'");
        Apart::start(Command::new("sh").args(["-c", &script])).unwrap()
    }

    fn ended(script: &str) -> EndedApart {
        child(script).ended(b"secret", &|_| true)
    }

    #[test]
    fn a_child_that_answers_is_believed() {
        let said = Zeroizing::new(b"ab".to_vec());
        let answer = "%; head -c 10 >/dev/null; printf '\\0\\0\\1\\0\\0\\0\\0\\0\\2ab'";
        assert_eq!(ended(answer), EndedApart::Done(said));
        assert_eq!(
            ended("%; head -c 10 >/dev/null; printf '\\0\\0\\1\\0\\1\\0\\0\\0\\0'"),
            EndedApart::NoMemory
        );
    }

    #[test]
    fn a_result_is_not_shown() {
        let shown = format!("{:?}", EndedApart::Done(Zeroizing::new(vec![77; 4])));
        assert!(!shown.contains("77"), "{shown}");
    }

    #[test]
    fn a_child_that_is_ended_by_the_system_had_no_memory() {
        assert_eq!(ended("%; kill -KILL $$"), EndedApart::NoMemory);
        assert_eq!(ended("%; kill -ABRT $$"), EndedApart::NoMemory);
    }

    #[test]
    fn another_program_is_told_nothing() {
        for script in
            ["exit 0", "printf 'usage: whatever it may be\\n'", "kill -KILL $$", "%; exit 101", "%; exit 2"]
        {
            assert_eq!(ended(script), EndedApart::Unavailable, "{script}");
        }
        let folder = tempfile::tempdir().unwrap();
        let told = folder.path().join("told");
        ended(&format!("printf 'keywright-key-0\\n'; timeout 1 cat >{}", told.display()));
        assert_eq!(std::fs::read(&told).unwrap_or_default(), b"");
    }

    #[test]
    fn a_child_that_is_no_longer_wanted_is_ended_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let number = folder.path().join("number");
        let script = format!("%; echo $$ >{}.new; mv {0}.new {0}; exec sleep 600", number.display());
        let ended = child(&script).ended(b"secret", &|_| !number.exists());
        assert_eq!(ended, EndedApart::Stopped);
        let number: i32 = std::fs::read_to_string(&number).unwrap().trim().parse().unwrap();
        let process = rustix::process::Pid::from_raw(number).unwrap();
        assert!(rustix::process::test_kill_process(process).is_err(), "it still runs");
    }

    #[test]
    fn it_is_told_how_long_it_takes_and_has_taken() {
        let seen = std::cell::Cell::new(None);
        let goes_on = |expected: Option<Expected>| {
            seen.set(expected.filter(|expected| !expected.elapsed.is_zero()).or(seen.get()));
            seen.get().is_none()
        };
        let ended = child("%; head -c 10 >/dev/null; printf '\\0\\0\\7\\320'; exec sleep 600");
        assert_eq!(ended.ended(b"secret", &goes_on), EndedApart::Stopped);
        assert_eq!(seen.get().unwrap().whole, Duration::from_secs(2));
    }

    #[test]
    fn only_the_switch_alone_makes_a_child() {
        let asked = |arguments: &[&str]| is_apart(arguments.iter().map(OsString::from));
        assert!(asked(&["keywright", SWITCH]));
        assert!(!asked(&[SWITCH]));
        assert!(!asked(&["keywright", SWITCH, "x"]) && !asked(&["keywright", "--", SWITCH]));
    }
}
