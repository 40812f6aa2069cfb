//! What puts a finding right, for people at a terminal: a command, or a sentence.

use super::command::quoted;
use super::fix::fix_command;
use super::{Texts, say};
use crate::health::{Finding, Fix, Problem};
use crate::save::public_path;
use crate::system::UNIX_SHELL;
use std::path::Path;

impl Texts {
    /// `None` where the words of the finding say it. `file` is the file of the finding, `checked` what was looked at.
    pub fn next_step(&self, finding: &Finding, file: &Path, checked: &Path) -> Option<String> {
        let with = |command: &str| format!("{command} {}", quoted(file));
        // Over the file itself: without a name, another file would be written.
        let convert = |to: &str, output: &Path| {
            let output = quoted(output);
            format!("keywright-cli convert --to {to} --replace --output {output} {}", quoted(file))
        };
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
            Fix::WritePublic => convert("public", &public_path(file)),
            Fix::Rename(name) => {
                // Both ask before they replace a file.
                let command = if UNIX_SHELL { "mv -i" } else { "move" };
                format!("{command} {} {}", quoted(file), quoted(&renamed(file, name)))
            }
            Fix::SwitchOff if !matches!(finding.problem, Problem::AuthorizedIgnored(_)) => {
                format!("{} {}", with("keywright-cli authorized off"), number())
            }
            // Of a text of several lines, one number is not enough.
            Fix::RepairLine(_) | Fix::SwitchOff => say!(self, "check-repair-line", line = number()),
            // Whoever removes a line changes the numbers of those after it.
            Fix::RemoveRepeated => format!("{} {}", with("keywright-cli authorized off"), number()),
            Fix::RemoveHostLine => say!(self, "check-remove-line", line = number()),
            Fix::Convert if finding.problem == Problem::PublicText => convert("public", file),
            Fix::Convert => convert("openssh", file),
            // ssh-keygen reads none.
            Fix::SetPassphrase if file.extension().is_some_and(|ending| ending == "ppk") => {
                say!(self, "check-in-window")
            }
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
