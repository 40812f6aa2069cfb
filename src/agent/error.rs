//! Why an agent did not do what was asked.

use std::io::{self, ErrorKind};

/// Why an agent did not do what was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentError {
    /// Nobody listens: it does not run.
    NotRunning,
    /// This person or program may not ask it.
    NotAllowed,
    /// It did not answer in time.
    NoAnswer,
    /// It refused: it is locked, does not know the type of the key, or does not hold it.
    Refused,
    /// It refused a key with limits. Agents that have none do that, such as that of Windows.
    LimitsRefused,
    /// The key is too long for it.
    TooLong,
    /// Its answer makes no sense.
    Unreadable,
    /// The connection broke for another reason.
    Broken(ErrorKind),
}

impl AgentError {
    pub(super) fn of(error: &io::Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::ConnectionRefused => Self::NotRunning,
            ErrorKind::PermissionDenied => Self::NotAllowed,
            ErrorKind::TimedOut => Self::NoAnswer,
            ErrorKind::InvalidInput => Self::TooLong,
            ErrorKind::InvalidData | ErrorKind::UnexpectedEof => Self::Unreadable,
            kind => Self::Broken(kind),
        }
    }
}
