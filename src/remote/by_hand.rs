//! Installing a key by a command that a person copies: for each shell here, and each kind of server.

use super::call::{encoded_powershell, joined, quoted};
use super::{NewKey, Target};
use crate::key::is_dangerous;
use base64ct::{Base64, Encoding as _};

const UNIX: &str = include_str!("../../assets/server/by_hand.txt");
const WINDOWS: &str = include_str!("../../assets/server/by_hand.ps1");

/// The shell that the command is pasted into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalShell {
    /// sh, bash, zsh and others of Unix.
    Sh,
    /// PowerShell, also the one that comes with Windows.
    PowerShell,
    /// The command prompt of Windows.
    Cmd,
}

/// What the server is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ServerKind {
    /// Linux, macOS, BSD and others. Whichever shell the account has.
    #[default]
    Unix,
    /// Windows, and an account that is no administrator.
    Windows,
    /// Windows, and an administrator.
    WindowsAdministrator,
}

/// The command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByHand {
    /// In one line.
    pub command: String,
    /// The shell here cannot hold the comment of the key: it is left out.
    pub is_without_comment: bool,
}

impl LocalShell {
    /// All of them, the usual one of Windows or of Unix first.
    pub const fn all(is_windows: bool) -> [Self; 3] {
        match is_windows {
            true => [Self::PowerShell, Self::Cmd, Self::Sh],
            false => [Self::Sh, Self::PowerShell, Self::Cmd],
        }
    }

    /// Whether a text in quotes reaches the standard input of ssh as it is. PowerShell of Windows pipes ASCII alone. The
    /// command prompt reads what is piped twice, and cannot be kept from replacing `%`.
    fn pipes(self, text: &str) -> bool {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || " @._+:,/=-".contains(c);
        match self {
            Self::Sh => !text.contains(is_dangerous),
            Self::PowerShell => text.chars().all(|c| matches!(c, ' '..='~')),
            Self::Cmd => text.chars().all(is_plain),
        }
    }

    fn quoted(self, word: &str) -> String {
        match self {
            Self::Sh => quoted(word),
            Self::PowerShell => format!("'{}'", word.replace('\'', "''")),
            Self::Cmd => format!("\"{word}\""),
        }
    }

    /// An argument; with quotes only if it needs them.
    fn argument(self, word: &str) -> String {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || ".:_-".contains(c);
        if word.chars().all(|c| is_plain(c) || (c == '@' && self != Self::PowerShell)) {
            return word.to_owned();
        }
        self.quoted(word)
    }

    /// What writes this line for ssh to read.
    fn says(self, line: &str) -> String {
        match self {
            Self::Sh => format!("printf '%s\\n' {} | ", self.quoted(line)),
            Self::PowerShell => format!("{} | ", self.quoted(line)),
            // A blank before the bar would be written, too.
            Self::Cmd => format!("echo {line}| "),
        }
    }
}

/// The command that installs this key. `None` if the shell here cannot hold the options of the key.
pub fn by_hand(key: &NewKey, target: &Target, from: LocalShell, to: ServerKind) -> Option<ByHand> {
    let (line, remote, is_without_comment) = match to {
        ServerKind::Unix => {
            let whole = key.line();
            let is_whole = from.pipes(&whole);
            let line = if is_whole { whole } else { key.without_comment() };
            let remote = format!("sh -c '{}'", joined(UNIX, " ").replace("BASE64", key.base64()));
            (Some(line).filter(|line| from.pipes(line))?, remote, !is_whole)
        }
        ServerKind::Windows | ServerKind::WindowsAdministrator => {
            (Base64::encode_string(key.line().as_bytes()), encoded_powershell(&windows(to)), false)
        }
    };
    let command = format!("{}ssh {} {}", from.says(&line), arguments(target, from), from.quoted(&remote));
    Some(ByHand { command, is_without_comment })
}

fn arguments(target: &Target, shell: LocalShell) -> String {
    let mut arguments = Vec::new();
    if let Some(port) = target.port {
        arguments.extend(["-p".to_owned(), port.to_string()]);
    }
    if let Some(jump) = &target.jump {
        arguments.extend(["-J".to_owned(), shell.argument(jump)]);
    }
    arguments.push(shell.argument(&target.shown()));
    arguments.join(" ")
}

fn windows(to: ServerKind) -> String {
    let (file, grant) = match to {
        ServerKind::WindowsAdministrator => (
            r"$env:ProgramData + '\ssh\administrators_authorized_keys'",
            "icacls $f /inheritance:r /grant '*S-1-5-32-544:F' '*S-1-5-18:F' /q | Out-Null",
        ),
        // The folder of the person has the right permissions for it.
        ServerKind::Windows | ServerKind::Unix => (r"$env:USERPROFILE + '\.ssh\authorized_keys'", ""),
    };
    joined(WINDOWS, "\n").replace("FILE", file).replace("GRANT", grant)
}

#[cfg(test)]
mod tests;
