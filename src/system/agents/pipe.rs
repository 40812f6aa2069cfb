//! An agent behind a pipe, as OpenSSH for Windows has it.

use super::{Agent, AgentKind, Patience, talk};
use crate::system::{permissions, win32};
use std::ffi::{OsStr, OsString};
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::windows::fs::OpenOptionsExt as _;
use std::sync::mpsc;
use std::time::Duration;
use zeroize::Zeroizing;

/// Where ssh looks for the name of the pipe, and the name that it has otherwise.
const VARIABLE: &str = "SSH_AUTH_SOCK";
const PIPE: &str = r"\\.\pipe\openssh-ssh-agent";
/// Whoever serves the pipe may learn who we are, but not act as us.
const SECURITY_IDENTIFICATION: u32 = 0x1_0000;
/// All instances of a pipe are taken for the moment.
const ERROR_PIPE_BUSY: i32 = 231;
const TRIES: u32 = 10;
const BETWEEN_TRIES: Duration = Duration::from_millis(100);

/// The agent that ssh would ask.
pub struct PipeAgent {
    name: OsString,
}

impl PipeAgent {
    pub fn of_the_session() -> Self {
        let named = std::env::var_os(VARIABLE).filter(|name| !name.is_empty());
        Self { name: named.unwrap_or_else(|| PIPE.into()) }
    }

    /// The agent behind this pipe.
    pub fn at(name: OsString) -> Self {
        Self { name }
    }
}

/// Opens a pipe if it can be trusted, see [`permissions::is_trusted_pipe`].
///
/// # Errors
/// [`ErrorKind::PermissionDenied`] where it cannot, [`ErrorKind::TimedOut`] where it is busy for too long.
pub fn connect(name: &OsStr) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).security_qos_flags(SECURITY_IDENTIFICATION);
    for _ in 0..TRIES {
        match options.open(name) {
            Err(error) if error.raw_os_error() == Some(ERROR_PIPE_BUSY) => {
                std::thread::sleep(BETWEEN_TRIES);
            }
            Err(error) => return Err(error),
            Ok(pipe) if permissions::is_trusted_pipe(&pipe)? => return Ok(pipe),
            Ok(_) => return Err(ErrorKind::PermissionDenied.into()),
        }
    }
    Err(ErrorKind::TimedOut.into())
}

impl Agent for PipeAgent {
    fn kind(&self) -> AgentKind {
        AgentKind::OpenSsh
    }

    fn program(&self) -> Option<String> {
        win32::server_of_pipe(&connect(&self.name).ok()?)
    }

    /// Whose process is not to be looked at is a service: that of Windows.
    fn keeps_keys(&self) -> bool {
        self.program().is_none_or(|program| program.eq_ignore_ascii_case("ssh-agent"))
    }

    /// A pipe has no timeout: a thread waits, and is left behind where nobody answers.
    fn ask(&self, message: &[u8], patience: Patience) -> io::Result<Zeroizing<Vec<u8>>> {
        let pipe = connect(&self.name)?;
        let (sender, answer) = mpsc::channel();
        let message = Zeroizing::new(message.to_vec());
        std::thread::Builder::new().name("agent".into()).spawn(move || {
            // Whoever asked may be gone.
            let _ = sender.send(talk(pipe, &message));
        })?;
        answer.recv_timeout(patience.time()).unwrap_or_else(|_| Err(ErrorKind::TimedOut.into()))
    }
}
