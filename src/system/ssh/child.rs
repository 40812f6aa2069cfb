//! ssh as a process, with all that it starts itself.

use super::{LAST_WORDS, SshAsks, SshError, SshInput, SshTalk};
use std::io::{self, BufRead as _, BufReader, Read, Write as _};
use std::process::{self, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, SyncSender};
use std::time::Duration;

/// Bytes of a line that are read at once; what is longer is told as several.
const LONGEST_LINE: u64 = 16 * 1024;
/// Lines and pieces of output that wait to be read.
pub const MOST_WAITING: usize = 64;

/// Something that a process has written.
pub enum Said {
    /// A line of its standard error, without its end.
    Line(String),
    /// Bytes of its standard output.
    Output(Vec<u8>),
    /// Nothing so far.
    Nothing,
}

/// The process. Dropped, it is ended.
pub struct Child {
    child: process::Child,
    /// `None` once nothing follows.
    input: Option<Sender<Vec<u8>>>,
    said: Receiver<Said>,
    /// It is alone in a group of processes, and in a session without a terminal.
    is_apart: bool,
    /// Whatever it has started ends with this, even where this program is killed.
    #[cfg(windows)]
    _job: Option<std::os::windows::io::OwnedHandle>,
}

impl Child {
    pub fn start(command: &mut Command, asks: SshAsks) -> io::Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let is_apart = asks != SshAsks::Caller;
        if is_apart {
            set_apart(command);
        }
        let mut child = command.spawn()?;
        // It waits where it says more than is read.
        let (sender, said) = mpsc::sync_channel(MOST_WAITING);
        let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (input, to_write) = mpsc::channel();
        let child = Self {
            #[cfg(windows)]
            _job: crate::system::win32::job_of(&child).ok(),
            child,
            input: Some(input),
            said,
            is_apart,
        };
        let ((stdin, stdout), stderr) = stdin.zip(stdout).zip(stderr).ok_or(io::ErrorKind::BrokenPipe)?;
        let output = sender.clone();
        thread("ssh input", move || write_all(stdin, &to_write))?;
        thread("ssh output", move || read_output(stdout, &output))?;
        thread("ssh errors", move || read_lines(stderr, &sender))?;
        Ok(child)
    }

    /// Writes this to its standard input.
    pub fn write(&mut self, input: SshInput) {
        if let Some(sender) = &self.input {
            // It may have closed its input.
            let _ = sender.send(input.bytes);
        }
        if input.is_last {
            self.input = None;
        }
    }

    /// What it says next. `None` when it cannot say anything any more.
    pub fn next(&self, wait: Duration) -> Option<Said> {
        match self.said.recv_timeout(wait) {
            Ok(said) => Some(said),
            Err(RecvTimeoutError::Timeout) => Some(Said::Nothing),
            Err(RecvTimeoutError::Disconnected) => None,
        }
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Waits for its end, which is near: it has closed its streams.
    pub fn wait(&mut self, talk: &dyn SshTalk) -> Result<Option<ExitStatus>, SshError> {
        let pause = Duration::from_millis(10);
        let mut left = LAST_WORDS.as_millis().checked_div(pause.as_millis()).unwrap_or_default();
        loop {
            match self.ended() {
                Some(status) => return Ok(Some(status)),
                None if !talk.goes_on() => return Err(SshError::Stopped),
                None if left == 0 => return Ok(None),
                None => left -= 1,
            }
            std::thread::sleep(pause);
        }
    }
}

fn thread(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    std::thread::Builder::new().name(name.to_owned()).spawn(work).map(drop)
}

/// Until nothing follows, or it does not want to know.
fn write_all(mut stdin: ChildStdin, to_write: &Receiver<Vec<u8>>) {
    while let Ok(bytes) = to_write.recv() {
        if stdin.write_all(&bytes).and_then(|()| stdin.flush()).is_err() {
            return;
        }
    }
}

fn read_output(mut stream: impl Read, sender: &SyncSender<Said>) {
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        let bytes = buffer.get(..count).unwrap_or_default().to_vec();
        if sender.send(Said::Output(bytes)).is_err() {
            return;
        }
    }
}

fn read_lines(stream: impl Read, sender: &SyncSender<Said>) {
    let mut stream = BufReader::new(stream);
    loop {
        let mut line = Vec::new();
        match (&mut stream).take(LONGEST_LINE).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
        let line = String::from_utf8_lossy(&line);
        if sender.send(Said::Line(line.trim_end_matches(['\r', '\n']).to_owned())).is_err() {
            return;
        }
    }
}

/// Without a terminal ssh before 8.4 asks us, too; and whatever it starts, such as another ssh to a jump host, ends
/// with it.
#[cfg(unix)]
fn set_apart(command: &mut Command) {
    unix::start_session(command);
}

/// It has no console, and shows none.
#[cfg(windows)]
fn set_apart(command: &mut Command) {
    use std::os::windows::process::CommandExt as _;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

impl Drop for Child {
    fn drop(&mut self) {
        #[cfg(unix)]
        if self.is_apart && matches!(self.child.try_wait(), Ok(None)) {
            unix::end_group(&self.child);
        }
        #[cfg(not(unix))]
        let _ = self.is_apart;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(unix)]
mod unix {
    #![expect(unsafe_code, reason = "what is done between fork and exec is not safe in general")]

    use rustix::process::{Pid, Signal, kill_process_group, setsid};
    use std::os::unix::process::CommandExt as _;
    use std::process::{Child, Command};

    pub fn start_session(command: &mut Command) {
        // SAFETY: between fork and exec only setsid is called, which may be called there.
        unsafe { command.pre_exec(|| setsid().map(drop).map_err(Into::into)) };
    }

    /// The leader still runs: the number of the group is its own.
    pub fn end_group(leader: &Child) {
        if let Some(group) = i32::try_from(leader.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process_group(group, Signal::TERM);
        }
    }
}
