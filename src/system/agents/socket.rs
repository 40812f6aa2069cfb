//! An agent behind a socket, as on Unix.

use super::{Agent, AgentKind, Patience, length_of, talk};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// Where ssh looks for its agent.
const VARIABLE: &str = "SSH_AUTH_SOCK";

/// The agent behind a socket.
pub struct SocketAgent {
    socket: PathBuf,
}

impl SocketAgent {
    /// The agent behind this socket.
    pub const fn at(socket: PathBuf) -> Self {
        Self { socket }
    }

    /// That which ssh would ask; `None` where it knows none.
    pub fn of_the_session() -> Option<Self> {
        let socket = std::env::var_os(VARIABLE).filter(|socket| !socket.is_empty())?;
        Some(Self { socket: socket.into() })
    }
}

impl Agent for SocketAgent {
    fn kind(&self) -> AgentKind {
        AgentKind::OpenSsh
    }

    fn program(&self) -> Option<String> {
        listener(&UnixStream::connect(&self.socket).ok()?)
    }

    fn ask(&self, message: &[u8], patience: Patience) -> io::Result<Zeroizing<Vec<u8>>> {
        length_of(message)?;
        // A name that is too long for a socket is nobody's.
        let stream = UnixStream::connect(&self.socket).map_err(|error| match error.kind() {
            ErrorKind::InvalidInput => ErrorKind::NotFound.into(),
            _ => error,
        })?;
        talk(Limited { stream, end: Instant::now() + patience.time() }, message)
    }
}

/// A socket that is read and written until a moment, however little comes at a time.
struct Limited {
    stream: UnixStream,
    end: Instant,
}

impl Limited {
    fn left(&self) -> io::Result<Duration> {
        let left = self.end.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(ErrorKind::TimedOut.into()) } else { Ok(left) }
    }
}

/// A timeout of a socket is told as "would block".
fn timed_out(error: io::Error) -> io::Error {
    if error.kind() == ErrorKind::WouldBlock { ErrorKind::TimedOut.into() } else { error }
}

impl Read for Limited {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.stream.set_read_timeout(Some(self.left()?))?;
        self.stream.read(into).map_err(timed_out)
    }
}

impl Write for Limited {
    fn write(&mut self, from: &[u8]) -> io::Result<usize> {
        self.stream.set_write_timeout(Some(self.left()?))?;
        self.stream.write(from).map_err(timed_out)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// The name of the program at the other end.
#[cfg(target_os = "linux")]
fn listener(stream: &UnixStream) -> Option<String> {
    let peer = rustix::net::sockopt::socket_peercred(stream).ok()?;
    let name = std::fs::read_to_string(format!("/proc/{}/comm", peer.pid.as_raw_nonzero())).ok()?;
    Some(name.trim_end().to_owned()).filter(|name| !name.is_empty())
}

/// Not asked for elsewhere.
#[cfg(not(target_os = "linux"))]
fn listener(_: &UnixStream) -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::net::UnixListener;

    /// One byte at a time would keep whoever waits for ever.
    #[test]
    fn an_agent_that_drips_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let (ours, mut theirs) = UnixStream::pair().unwrap();
        for byte in [0, 0, 1] {
            theirs.write_all(&[byte]).unwrap();
        }
        let mut limited = Limited { stream: ours, end: Instant::now() };
        assert_eq!(limited.read(&mut [0; 9]).unwrap_err().kind(), ErrorKind::TimedOut);
        limited.end = Instant::now() + Duration::from_millis(20);
        assert_eq!(limited.read(&mut [0; 9]).unwrap(), 3);
        assert_eq!(limited.read(&mut [0; 9]).unwrap_err().kind(), ErrorKind::TimedOut);

        let socket = folder.path().join("socket");
        let _listener = UnixListener::bind(&socket).unwrap();
        let too_long = SocketAgent { socket: folder.path().join("x".repeat(200)) };
        assert_eq!(too_long.ask(&[11], Patience::Moment).unwrap_err().kind(), ErrorKind::NotFound);
        let too_much = SocketAgent { socket }.ask(&vec![0; 300_000], Patience::Moment);
        assert_eq!(too_much.unwrap_err().kind(), ErrorKind::InvalidInput);
    }
}
