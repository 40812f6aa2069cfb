//! The agents of this computer, which hold keys that are unlocked: how they are found and asked. What is said is
//! the business of `agent`.

#[cfg(windows)]
pub(super) mod pageant;
#[cfg(windows)]
pub(super) mod pipe;
#[cfg(unix)]
mod socket;

use std::fmt;
use std::io::{self, ErrorKind, Read, Write};
use std::time::Duration;
use zeroize::Zeroizing;

/// The longest message either way, in bytes (OpenSSH, AGENT_MAX_LEN).
const LONGEST: usize = 256 * 1024;

/// What kind of agent it is: which of them there are, and what they can do, differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentKind {
    /// OpenSSH's, or one that takes its place: behind a socket, on Windows a pipe.
    OpenSsh,
    /// PuTTY's.
    Pageant,
}

/// What an agent may do before it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// It answers at once.
    Moment,
    /// It may ask the person first.
    Person,
}

impl Patience {
    const fn time(self) -> Duration {
        match self {
            Self::Moment => Duration::from_secs(5),
            Self::Person => Duration::from_secs(120),
        }
    }
}

/// An agent. Each question is one connection, which is over with its answer.
pub trait Agent: Send + Sync {
    /// Which it is.
    fn kind(&self) -> AgentKind;

    /// Whose it is, such as `ssh-agent` or `gnome-keyring-daemon`, where the system says that.
    fn program(&self) -> Option<String>;

    /// Whether it keeps keys until they are removed, even when the computer is started again, as that of Windows does.
    fn keeps_keys(&self) -> bool {
        false
    }

    /// Sends a message and waits for the answer, both without their length (RFC 9987, section 3).
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] or [`ErrorKind::ConnectionRefused`] where nobody listens, [`ErrorKind::TimedOut`]
    /// where nobody answers.
    fn ask(&self, message: &[u8], patience: Patience) -> io::Result<Zeroizing<Vec<u8>>>;
}

/// How agents are found.
pub trait Agents: Send + Sync {
    /// Those that ssh and PuTTY would ask, whether they answer or not.
    fn all(&self) -> Vec<Box<dyn Agent>>;

    /// The agent behind this socket or pipe, of which `$NAME` and `${NAME}` are variables of the environment, as in
    /// IdentityAgent. `None` where one of them is not set.
    fn at(&self, socket: &str) -> Option<Box<dyn Agent>>;
}

/// The agents of this computer.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemAgents;

impl Agents for SystemAgents {
    #[cfg(unix)]
    fn all(&self) -> Vec<Box<dyn Agent>> {
        socket::SocketAgent::of_the_session()
            .map(|agent| Box::new(agent) as Box<dyn Agent>)
            .into_iter()
            .collect()
    }

    #[cfg(windows)]
    fn all(&self) -> Vec<Box<dyn Agent>> {
        let pageant = pageant::PageantAgent::running().map(|agent| Box::new(agent) as Box<dyn Agent>);
        std::iter::once(Box::new(pipe::PipeAgent::of_the_session()) as Box<dyn Agent>)
            .chain(pageant)
            .collect()
    }

    fn at(&self, socket: &str) -> Option<Box<dyn Agent>> {
        let socket = with_variables(socket, |name| std::env::var(name).ok())?;
        #[cfg(unix)]
        let agent = socket::SocketAgent::at(socket.into());
        #[cfg(windows)]
        let agent = pipe::PipeAgent::at(socket.into());
        Some(Box::new(agent))
    }
}

/// With the variables of the environment in their places (OpenSSH, ssh.c: `$NAME` alone, `${NAME}` anywhere).
fn with_variables(text: &str, value: impl Fn(&str) -> Option<String>) -> Option<String> {
    let is_set = |value: &String| !value.is_empty();
    if let Some(name) = text.strip_prefix('$').filter(|name| !name.starts_with('{')) {
        return value(name).filter(is_set);
    }
    let (mut expanded, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once("${") {
        let (name, after) = after.split_once('}')?;
        expanded.push_str(before);
        expanded.push_str(&value(name).filter(is_set)?);
        rest = after;
    }
    Some(expanded + rest)
}

impl fmt::Debug for dyn Agent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Agent").field(&self.kind()).finish()
    }
}

/// The length of a message in four bytes.
///
/// # Errors
/// [`ErrorKind::InvalidInput`] for one that is too long.
fn length_of(message: &[u8]) -> io::Result<[u8; 4]> {
    let length = u32::try_from(message.len()).ok().filter(|_| message.len() <= LONGEST);
    length.map(u32::to_be_bytes).ok_or(ErrorKind::InvalidInput.into())
}

/// One message and its answer, each after its length in four bytes.
fn talk(mut stream: impl Read + Write, message: &[u8]) -> io::Result<Zeroizing<Vec<u8>>> {
    let length = length_of(message)?;
    let mut request = Zeroizing::new(Vec::with_capacity(message.len() + 4));
    request.extend_from_slice(&length);
    request.extend_from_slice(message);
    stream.write_all(&request)?;
    stream.flush()?;
    let mut length = [0; 4];
    stream.read_exact(&mut length)?;
    let length = usize::try_from(u32::from_be_bytes(length)).map_err(|_| ErrorKind::InvalidData)?;
    if length == 0 || length > LONGEST {
        return Err(ErrorKind::InvalidData.into());
    }
    let mut answer = Zeroizing::new(vec![0; length]);
    stream.read_exact(&mut answer)?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::with_variables;

    #[test]
    fn variables_of_the_environment_name_sockets() {
        let value = |name: &str| match name {
            "RUN" => Some("/run/ann".to_owned()),
            "EMPTY" => Some(String::new()),
            _ => None,
        };
        for (written, socket) in [
            ("/run/agent", Some("/run/agent")),
            ("$RUN", Some("/run/ann")),
            ("${RUN}/gnupg/S.ssh", Some("/run/ann/gnupg/S.ssh")),
            ("/x/${RUN}${RUN}", Some("/x//run/ann/run/ann")),
            // Only alone.
            ("/x/$RUN", Some("/x/$RUN")),
            ("$RUN/agent", None),
            ("$GONE", None),
            ("${GONE}/agent", None),
            ("$EMPTY", None),
            ("${RUN", None),
        ] {
            assert_eq!(with_variables(written, value).as_deref(), socket, "{written}");
        }
    }
}
