//! What puts a finding right, for people at a terminal: a command, or a sentence.

use super::command::quoted;
use super::fix::fix_command;
use super::{Texts, say};
use crate::health::{Finding, Fix, Problem};
use crate::system::UNIX_SHELL;
use std::path::Path;

impl Texts {
    /// `None` where the words of the finding say it. `file` is the file of the finding, `checked` what was looked at.
    pub fn next_step(&self, finding: &Finding, file: &Path, checked: &Path) -> Option<String> {
        let with = |command: &str| format!("{command} {}", quoted(file));
        let number = || finding.line.unwrap_or_default().to_string();
        Some(match finding.fix.as_ref()? {
            Fix::MakePrivate | Fix::TakeWrite | Fix::Rewrite => {
                format!("keywright-cli check --fix {}", quoted(checked))
            }
            Fix::Asked(fix) => match **fix {
                Fix::MakePrivate if UNIX_SHELL => with("chmod 600"),
                Fix::TakeWrite if UNIX_SHELL => with("chmod go-w"),
                Fix::Rewrite => with("keywright-cli repair"),
                _ => say!(self, "check-in-window"),
            },
            Fix::WritePublic => with("keywright-cli convert --to public --replace"),
            Fix::Rename(name) => {
                let command = if UNIX_SHELL { "mv" } else { "move" };
                format!("{command} {} {}", quoted(file), quoted(&renamed(file, name)))
            }
            Fix::RepairLine(_) => say!(self, "check-repair-line", line = number()),
            Fix::SwitchOff if matches!(finding.problem, Problem::AuthorizedIgnored(_)) => {
                let command = format!("{} {}", with("keywright-cli authorized remove"), number());
                say!(self, "check-correct-line", line = number(), command = command)
            }
            Fix::SwitchOff => format!("{} {}", with("keywright-cli authorized off"), number()),
            Fix::RemoveRepeated => format!("{} {}", with("keywright-cli authorized remove"), number()),
            Fix::RemoveHostLine => say!(self, "check-remove-line", line = number()),
            Fix::Convert if finding.problem == Problem::PublicText => {
                with("keywright-cli convert --to public --replace")
            }
            Fix::Convert => with("keywright-cli convert --to openssh --replace"),
            Fix::SetPassphrase => with("ssh-keygen -p -f"),
            Fix::SaveInDotSsh if UNIX_SHELL => format!("{} ~/.ssh/", with("install -m 600")),
            Fix::SaveInDotSsh => say!(self, "check-in-window"),
            Fix::Replace => "keywright-cli generate".to_owned(),
            Fix::ChooseFile | Fix::NameFile(_) => say!(self, "check-choose-file", line = number()),
            Fix::AskIssuer => say!(self, "fix-ask-issuer"),
            Fix::TakeOwnership | Fix::MakeReadable => return fix_command(finding.fix.as_ref()?, file),
            // The lines for ssh's configuration stand there.
            Fix::KeyForServer { .. } => return None,
        })
    }
}

/// The new name, in the folder as it was typed.
fn renamed(file: &Path, name: &Path) -> std::path::PathBuf {
    name.file_name().map_or_else(|| name.to_owned(), |name| file.with_file_name(name))
}
