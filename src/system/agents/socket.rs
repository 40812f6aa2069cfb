//! An agent behind a socket, as on Unix.

use super::{Agent, AgentKind, Patience, talk};
use std::io::{self, ErrorKind};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use zeroize::Zeroizing;

/// Where ssh looks for its agent.
const VARIABLE: &str = "SSH_AUTH_SOCK";

/// The agent whose socket a variable of the environment names.
pub struct SocketAgent {
    socket: PathBuf,
}

impl SocketAgent {
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
        let stream = UnixStream::connect(&self.socket)?;
        stream.set_read_timeout(Some(patience.time()))?;
        stream.set_write_timeout(Some(Patience::Moment.time()))?;
        // A timeout of a socket is told as "would block".
        talk(stream, message).map_err(|error| match error.kind() {
            ErrorKind::WouldBlock => ErrorKind::TimedOut.into(),
            _ => error,
        })
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
