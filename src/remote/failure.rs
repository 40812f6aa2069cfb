//! Why it did not work, and how far it got.

use super::Refusal;
use crate::sshfiles::KeyOptions;
use crate::system::SshError;

/// What is done, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The server answers, and is the one that is meant.
    Connect,
    /// It lets the person in.
    SignIn,
    /// The key is in the file, or out of it.
    Change,
    /// The key alone lets the person in.
    Try,
}

/// Why it did not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// ssh could not be run, or was stopped.
    Ssh {
        /// What was being done.
        step: Step,
        /// Why.
        error: SshError,
    },
    /// ssh could not connect or was not let in. What it said explains why.
    Log {
        /// What was being done.
        step: Step,
        /// What ssh said.
        log: String,
    },
    /// The server has another key than it had before.
    HostKeyChanged {
        /// What ssh said.
        log: String,
    },
    /// The person did not accept the key of the server.
    HostKeyRefused,
    /// The server has not run the command: the account is for something else.
    NoShell {
        /// The beginning of what it said instead.
        output: String,
    },
    /// The server could not change the file.
    Refused(Refusal),
    /// The server lets the person in with another key only.
    OtherKey,
    /// The server does not take the key.
    KeyRefused {
        /// What ssh said.
        log: String,
    },
    /// The server takes the key, but the private key could not be used: the passphrase, or the rights to its file.
    KeyUnused {
        /// What ssh said.
        log: String,
    },
    /// The key that was to be removed is the one that let the person in: perhaps nothing else does.
    LastWayIn,
    /// The key that is to stay when another one is removed does not let the person in.
    StayingKey {
        /// Whether the other one was removed.
        removed: Removed,
        /// Why it does not.
        why: Box<Failure>,
    },
    /// The server takes the key, and wants one of these as well, among them another key.
    AndMore(Vec<String>),
    /// The key was removed, or was not there, and the server takes it all the same.
    StillAccepted,
    /// The path of the private key cannot be told to ssh.
    BadPath,
}

/// Whether a key was removed that should not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removed {
    /// Nothing was changed.
    No,
    /// It was, and was put back.
    PutBack,
    /// It was, and the server has not said that it was put back.
    Perhaps,
}

impl Failure {
    /// What was being done.
    pub fn step(&self) -> Step {
        match self {
            Self::Ssh { step, .. } | Self::Log { step, .. } => *step,
            Self::HostKeyChanged { .. } | Self::HostKeyRefused => Step::Connect,
            Self::NoShell { .. }
            | Self::Refused(_)
            | Self::LastWayIn
            | Self::StayingKey { .. }
            | Self::AndMore(_)
            | Self::StillAccepted => Step::Change,
            Self::OtherKey | Self::BadPath | Self::KeyRefused { .. } | Self::KeyUnused { .. } => Step::Try,
        }
    }

    /// What ssh said, where that explains it.
    pub fn log(&self) -> Option<&str> {
        match self {
            Self::Log { log, .. }
            | Self::HostKeyChanged { log }
            | Self::KeyRefused { log }
            | Self::KeyUnused { log } => Some(log),
            Self::StayingKey { why, .. } => why.log(),
            _ => None,
        }
    }

    /// Whether the reason may be that these options let the key in from certain addresses only.
    pub fn is_from(&self, options: &KeyOptions) -> bool {
        matches!(self, Self::KeyRefused { .. }) && options.from.is_some()
    }

    /// Whether the person has stopped it.
    pub fn is_stop(&self) -> bool {
        match self {
            Self::StayingKey { why, .. } => why.is_stop(),
            _ => matches!(self, Self::Ssh { error: SshError::Stopped, .. }),
        }
    }
}
