//! What an error message means, in words, and the commands that settle it.

use super::command::{for_unix, quoted_as_named};
use super::{Texts, say};
use crate::explain::{Cause, Explanation, Facts, Fix, Hint, Piece, Template};
use crate::health::Verdict;
use crate::system::UNIX_SHELL;
use std::collections::HashMap;

impl Texts {
    /// What the message means.
    pub fn meaning(&self, explanation: &Explanation) -> String {
        self.of_data(&format!("error-{}", explanation.id), &explanation.facts)
    }

    /// A possible cause.
    pub fn cause(&self, cause: &Cause) -> String {
        self.of_data(&format!("cause-{}", cause.id), &Facts::default())
    }

    /// The line that explains most, and which programs print such a line.
    pub fn explained_line(&self, explanation: &Explanation) -> String {
        let programs =
            explanation.programs.iter().map(|program| program.name()).collect::<Vec<_>>().join(", ");
        let (number, text) = (explanation.line.to_string(), self.cut(&explanation.text));
        say!(self, "explain-line", number = number, programs = programs, text = text)
    }

    /// What stands above so many causes, of which the first may have been found here.
    pub fn causes_heading(&self, count: usize, first: Option<Verdict>) -> String {
        match (count, first) {
            (1, _) => say!(self, "explain-one-cause"),
            (_, Some(Verdict::ThisIsIt)) => say!(self, "explain-causes-found"),
            _ => say!(self, "explain-causes"),
        }
    }

    /// What was seen of a cause on this computer.
    pub fn verdict(&self, verdict: Verdict) -> String {
        match verdict {
            Verdict::ThisIsIt => say!(self, "explain-this-is-it"),
            Verdict::NotThis => say!(self, "explain-not-this"),
        }
    }

    /// What in the log speaks for or against a cause.
    pub fn hint(&self, hint: Hint) -> String {
        let seen = self.of_data(&format!("sign-{}", hint.sign), &Facts::default());
        if hint.speaks_for {
            say!(self, "explain-for", seen = seen)
        } else {
            say!(self, "explain-against", seen = seen)
        }
    }

    /// The message with this id, which stands in assets/explain. A test looks whether there is one for each.
    fn of_data(&self, id: &str, facts: &Facts) -> String {
        self.loader().get_args(
            id,
            facts.iter().map(|(name, value)| (name, self.cut(value))).collect::<HashMap<_, _>>(),
        )
    }

    /// What to do.
    pub fn fix(&self, fix: &Fix) -> String {
        let file = |file: &Template| self.value(file).unwrap_or_else(|| say!(self, "fix-the-file"));
        let host = |host: &Template| self.value(host).unwrap_or_else(|| say!(self, "fix-the-server"));
        match fix {
            Fix::Protect { file: path } if is_for_unix(path) => say!(self, "fix-protect", file = file(path)),
            Fix::Protect { file: path } => say!(self, "fix-protect-windows", file = file(path)),
            Fix::DenyWriting { path } if is_for_unix(path) => {
                say!(self, "fix-deny-writing", file = file(path))
            }
            Fix::DenyWriting { path } => say!(self, "fix-deny-writing-windows", file = file(path)),
            Fix::TakeOwnership { path } if is_for_unix(path) => {
                say!(self, "fix-take-ownership", file = file(path))
            }
            Fix::TakeOwnership { path } => say!(self, "fix-take-ownership-windows", file = file(path)),
            Fix::Inspect { file: path } => say!(self, "fix-inspect", file = file(path)),
            Fix::Convert { file: path, to } => {
                let to = to.known().unwrap_or_default();
                say!(self, "fix-convert", file = file(path), format = to)
            }
            Fix::Rewrite { file: path } => say!(self, "fix-rewrite", file = file(path)),
            Fix::ExtractPublic { file: path } => say!(self, "fix-extract-public", file = file(path)),
            Fix::PrintPublic { .. } => say!(self, "fix-print-public"),
            Fix::ChooseFile { .. } => say!(self, "fix-choose-file"),
            Fix::Install { host: name, .. } => say!(self, "fix-install", host = host(name)),
            Fix::Register { host: name, .. } => say!(self, "fix-register", host = host(name)),
            Fix::RemoveHostKey { host: name, line, known_hosts } => {
                match (self.value(line), self.value(known_hosts)) {
                    (Some(line), Some(file)) => say!(self, "fix-remove-host-line", line = line, file = file),
                    _ => say!(self, "fix-remove-host-key", host = host(name)),
                }
            }
            Fix::LearnHostKey { host: name, .. } => say!(self, "fix-learn-host-key", host = host(name)),
            Fix::CompareHostKey { .. } => say!(self, "fix-compare-host-key"),
            Fix::Config { .. } => say!(self, "fix-config"),
            Fix::Edit { file: path, line } => match self.value(line) {
                Some(line) => say!(self, "fix-edit-line", file = file(path), line = line),
                None => say!(self, "fix-edit", file = file(path)),
            },
            Fix::ServerConfig { .. } => say!(self, "fix-server-config"),
            Fix::Run { .. } => say!(self, "fix-run"),
            Fix::OnServer { .. } => say!(self, "fix-on-server"),
            Fix::LogIn { .. } => say!(self, "fix-log-in"),
            Fix::Log { .. } => say!(self, "fix-log"),
            Fix::ExplainAll {} => say!(self, "fix-explain-all"),
            Fix::Update { program } => match self.value(program) {
                Some(program) => say!(self, "fix-update", program = program),
                None => say!(self, "fix-update-program"),
            },
            Fix::Setting { place } => {
                say!(self, "fix-setting", place = self.value(place).unwrap_or_default())
            }
            Fix::CheckAddress { .. } => say!(self, "fix-check-address"),
            Fix::CheckNetwork {} => say!(self, "fix-check-network"),
            Fix::ChoosePort { .. } => say!(self, "fix-choose-port"),
            Fix::Generate {} => say!(self, "fix-generate"),
            Fix::PlugIn {} => say!(self, "fix-plug-in"),
            Fix::Ask {} => say!(self, "fix-ask"),
            Fix::AskIssuer {} => say!(self, "fix-ask-issuer"),
            Fix::Wait {} => say!(self, "fix-wait"),
            Fix::Ignore {} => say!(self, "fix-ignore"),
        }
    }

    /// A value that the message tells, cut to what a person reads.
    fn value(&self, template: &Template) -> Option<String> {
        template.known().map(|value| self.cut(&value))
    }
}

/// What can be copied to carry out a fix: a command for the shells of this system, or lines for a file. What the
/// message does not tell is in capitals.
pub fn to_copy(fix: &Fix) -> Option<String> {
    let with = |before: &str, file: &Template| format!("{before} {}", as_command(file));
    match fix {
        Fix::Protect { file } => is_for_unix(file).then(|| with("chmod 600", file)),
        Fix::DenyWriting { path } => is_for_unix(path).then(|| with("chmod go-w", path)),
        Fix::TakeOwnership { path } => is_for_unix(path).then(|| with("sudo chown \"$(id -un)\"", path)),
        Fix::Inspect { file } => Some(with("keywright-cli show", file)),
        Fix::Convert { file, to } => {
            Some(format!("keywright-cli convert --to {} {}", as_text(to), as_command(file)))
        }
        // Without a name, another file could be written.
        Fix::Rewrite { file } => {
            let file = as_command(file);
            Some(format!("keywright-cli convert --to openssh --replace --output {file} {file}"))
        }
        Fix::ExtractPublic { file } => {
            let file = as_command(file);
            Some(format!("keywright-cli convert --to public --replace --output {file}.pub {file}"))
        }
        Fix::PrintPublic { file } | Fix::Register { file, .. } => {
            Some(with("keywright-cli show --public", file))
        }
        Fix::Install { file, user, host, port } => Some(install(file, user, host, port)),
        Fix::RemoveHostKey { host, known_hosts, .. } => {
            let file =
                known_hosts.known().map(|file| format!("-f {} ", quoted_as_named(&file))).unwrap_or_default();
            Some(format!("ssh-keygen {file}-R {}", as_command(host)))
        }
        Fix::LearnHostKey { host, port } => Some(format!("ssh {}{}", port_option(port), as_command(host))),
        Fix::LogIn { user, host, port } => {
            Some(format!("ssh {}{}@{}", port_option(port), as_command(user), as_command(host)))
        }
        Fix::Log { host } => Some(with("ssh -v", host)),
        Fix::Config { lines } | Fix::ServerConfig { lines } => Some(as_text(lines)),
        Fix::Run { command } => Some(as_command(command)),
        // Servers are Unix, whatever is at this end.
        Fix::OnServer { command } => Some(joined(command, |value| for_unix(value.as_bytes()))),
        Fix::Generate {} => Some("keywright-cli generate".to_owned()),
        Fix::ChooseFile { .. } => None,
        Fix::CheckAddress { host, .. } => Some(with("ssh -G", host)),
        Fix::CompareHostKey { .. }
        | Fix::Edit { .. }
        | Fix::ExplainAll {}
        | Fix::Update { .. }
        | Fix::Setting { .. }
        | Fix::CheckNetwork {}
        | Fix::ChoosePort { .. }
        | Fix::PlugIn {}
        | Fix::Ask {}
        | Fix::AskIssuer {}
        | Fix::Wait {}
        | Fix::Ignore {} => None,
    }
}

/// Whether the permissions of a file are those of Unix: a message from Windows may be read elsewhere.
fn is_for_unix(file: &Template) -> bool {
    let is_drive =
        |path: &str| path.chars().nth(1) == Some(':') && path.starts_with(|c: char| c.is_ascii_alphabetic());
    UNIX_SHELL && !file.known().is_some_and(|path| is_drive(&path))
}

/// Windows has no ssh-copy-id.
fn install(file: &Template, user: &Template, host: &Template, port: &Template) -> String {
    let public = file.known().map_or_else(
        || "FILE.pub".to_owned(),
        |file| quoted_as_named(&if file.ends_with(".pub") { file } else { format!("{file}.pub") }),
    );
    let to = format!("{}{}@{}", port_option(port), as_command(user), as_command(host));
    if UNIX_SHELL {
        format!("ssh-copy-id -i {public} {to}")
    } else {
        format!("type {public} | ssh {to} \"cat >> .ssh/authorized_keys\"")
    }
}

fn port_option(port: &Template) -> String {
    match port.known() {
        Some(port) if port != "22" => format!("-p {} ", quoted_as_named(&port)),
        _ => String::new(),
    }
}

/// Every value as one word for a shell.
fn as_command(template: &Template) -> String {
    joined(template, quoted_as_named)
}

fn as_text(template: &Template) -> String {
    joined(template, str::to_owned)
}

fn joined(template: &Template, value: impl Fn(&str) -> String) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Value(text) => value(text),
        Piece::Missing(name) => name.to_ascii_uppercase(),
    };
    template.pieces().iter().map(piece).collect()
}

#[cfg(test)]
mod tests;
