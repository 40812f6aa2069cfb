//! `keywright-cli check`: what is wrong in ~/.ssh.

use super::args::path;
use super::fixed::FixedFinding;
use super::json::{Object, list, quoted};
use super::report::shown;
use super::{Cli, CliError};
use crate::health::{Finding, Fix, Severity, Survey, host_block, survey};
use crate::i18n::say;
use crate::key::NoProgress;
use crate::system::{Disk as _, DiskError, Found, files_from_shell, now};
use clap::Args;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Fix what is safe to fix: remove the permissions of others, rewrite damaged key files
    #[arg(long)]
    pub fix: bool,
    /// Print everything as JSON, in one line
    #[arg(long)]
    pub json: bool,
    /// Folders and files to check [default: ~/.ssh]
    #[arg(value_name = "PATH", value_parser = path())]
    pub paths: Vec<PathBuf>,
}

pub(super) const CHECK_NOTES: &str = "\
Prints one line for each finding, the most severe first: the file (with the line number after a colon
where a file has several lines), the severity, and what ssh or sshd does because of it. A problem keeps
something from working or lets somebody in, a warning is a weakness, and a hint is good to know.
The indented line below says how to fix it: a command, a sentence, or lines for ~/.ssh/config, in which
SERVER stands for the name of your server and KEY for the file of your key. Nothing is changed without
--fix, and no key is unlocked.

What is checked: private keys (permissions, format, text, encryption, type), their public keys and
certificates, config with the files that it includes and the keys that it names, authorized_keys,
known_hosts, and the permissions of ~/.ssh and the home folder. In folders that are not called .ssh,
only keys are checked. If you name a file in ~/.ssh, only findings about this file are printed.
Files larger than 1 MiB are not checked.

--fix changes only two things: it removes the permissions that others have, and it rewrites damaged key
files with the same key, passphrase and comment. It prints what it did, with the backup of each file
that it replaced, and then what is still wrong. Everything else is left for you to decide.

Exit status: 0 if there are no problems or warnings, 1 if there are any (with --fix: if any remain) or
if anything failed, 2 for a usage error.

--json prints one object in one line. Its fields include:
  problems, warnings, hints    how many there are of each
  findings    each with “file” (and “file_bytes”, if its name is not valid UTF-8), “line” in files
              that have several, “rule”, “severity” (problem, warning or hint), “words” and, where
              something can be added to ~/.ssh/config, its lines in “config”; where it can be fixed,
              “fix” with “id”, such as make-private, rewrite, repair-line or set-passphrase,
              “safe” (true: --fix does it) and “next”, the command or sentence for it, if there is one
  left_out    how many files were not checked, because there are more than 20,000
  failed      what could not be checked or fixed, in words
  fixed       with --fix: each with “file”, “words” and “backups”

Examples:
  keywright-cli check
  keywright-cli check --fix
  keywright-cli check ~/.ssh/id_rsa
  keywright-cli check --json /home/*/.ssh
  keywright-cli check ~/Downloads";

/// A path as it was typed, and what is wrong there.
struct Checked {
    typed: PathBuf,
    survey: Survey,
    fixed: Vec<FixedFinding>,
    /// Why something was not put right, in words.
    not_fixed: Vec<String>,
}

impl Checked {
    /// The file of a finding, as it was typed as far as it was.
    fn file(&self, finding: &Finding) -> PathBuf {
        match finding.path.strip_prefix(&self.survey.folder) {
            Ok(rest) if rest.as_os_str().is_empty() => self.typed.clone(),
            Ok(rest) => self.typed.join(rest),
            Err(_) => finding.path.clone(),
        }
    }

    fn count(&self, severity: Severity) -> usize {
        self.survey.findings.iter().filter(|finding| finding.problem.severity() == severity).count()
    }
}

impl Cli {
    /// The exit status: 1 where something is wrong.
    pub(super) fn check(&self, arguments: &Check) -> Result<u8, CliError> {
        let paths = match arguments.paths.as_slice() {
            [] => vec![self.person.dot_ssh().ok_or(CliError::NoHomeToSearch)?],
            paths => files_from_shell(paths),
        };
        let mut failed: Vec<String> = Vec::new();
        let mut checked = Vec::new();
        for path in paths {
            match self
                .checked_at(path)
                .and_then(|one| if arguments.fix { self.fixed_at(one) } else { Ok(one) })
            {
                Ok(one) => checked.push(one),
                Err(error) => {
                    self.print_error(&error);
                    failed.push(self.explain(&error));
                }
            }
        }
        if arguments.json {
            self.print(&format!("{}\n", self.check_json(&checked, &failed, arguments.fix)))?;
        } else {
            checked.iter().try_for_each(|one| self.print_fixed(&one.fixed))?;
            self.print_findings(&checked)?;
        }
        let left_out = checked.iter().map(|one| one.survey.left_out).sum::<usize>();
        if left_out > 0 {
            self.remark(&say!(self.texts, "check-left-out", count = left_out));
        }
        let is_clean = failed.is_empty() && checked.iter().all(|one| one.survey.findings.is_empty());
        // Scripts know it by the exit status.
        if is_clean && left_out == 0 && !arguments.json && std::io::stderr().is_terminal() {
            self.remark(&say!(self.texts, "check-nothing"));
        }
        let wrong = |one: &Checked| one.count(Severity::Problem) + one.count(Severity::Warning);
        Ok(u8::from(!failed.is_empty() || left_out > 0 || checked.iter().any(|one| wrong(one) > 0)))
    }

    fn checked_at(&self, typed: PathBuf) -> Result<Checked, CliError> {
        // What ssh's configuration names are whole paths.
        let whole = std::path::absolute(&typed).unwrap_or_else(|_| typed.clone());
        let survey = survey(&whole, &self.person, &self.disk, now(), &NoProgress);
        let survey =
            survey.map_err(|error| CliError::not_a_pipe(DiskError { path: typed.clone(), ..error }))?;
        Ok(Checked { typed, survey, fixed: Vec::new(), not_fixed: Vec::new() })
    }

    /// Puts right what is safe and looks again.
    fn fixed_at(&self, before: Checked) -> Result<Checked, CliError> {
        let (fixed, not_fixed) = self.fix_safe(&before.survey.findings, |finding| before.file(finding));
        Ok(Checked { fixed, not_fixed, ..self.checked_at(before.typed)? })
    }

    fn print_findings(&self, checked: &[Checked]) -> Result<(), CliError> {
        for one in checked {
            for finding in &one.survey.findings {
                self.print_line(&self.finding_line(finding, &one.file(finding)))?;
                for line in self.to_add(finding).into_iter().chain(self.next_step(finding, one)) {
                    self.print_line(&format!("    {line}"))?;
                }
            }
        }
        Ok(())
    }

    /// What puts it right: a command, or a sentence.
    fn next_step(&self, finding: &Finding, of: &Checked) -> Option<String> {
        self.texts.next_step(finding, &self.target(of.file(finding)), &of.typed)
    }

    /// What a link leads to: links are not replaced.
    fn target(&self, file: PathBuf) -> PathBuf {
        match self.disk.look(&file) {
            Ok(Found::Link) => self.disk.resolved(&file),
            _ => file,
        }
    }

    /// The lines for ssh's configuration that put it right.
    fn to_add(&self, finding: &Finding) -> Vec<String> {
        let Some(Fix::KeyForServer { server, key, only }) = &finding.fix else { return Vec::new() };
        let server = server.clone().unwrap_or_else(|| say!(self.texts, "check-server"));
        let key = key.clone().unwrap_or_else(|| PathBuf::from(say!(self.texts, "check-key")));
        let block = host_block(&server, &key, *only);
        block.and_then(|block| block.lines().ok()).unwrap_or_default()
    }

    fn finding_line(&self, finding: &Finding, file: &Path) -> String {
        let place = match finding.line {
            Some(line) => format!("{}:{line}", shown(file)),
            None => shown(file),
        };
        let words = self.texts.finding(finding, &self.person);
        match finding.problem.severity() {
            Severity::Problem => say!(self.texts, "check-problem", place = place, words = words),
            Severity::Warning => say!(self.texts, "check-warning", place = place, words = words),
            Severity::Hint => say!(self.texts, "check-hint", place = place, words = words),
        }
    }

    fn check_json(&self, checked: &[Checked], failed: &[String], has_fixed: bool) -> String {
        let mut object = Object::default();
        for (name, severity) in
            [("problems", Severity::Problem), ("warnings", Severity::Warning), ("hints", Severity::Hint)]
        {
            let count = checked.iter().map(|one| one.count(severity)).sum::<usize>();
            object.raw(name, &count.to_string());
        }
        let of_one = |one: &Checked| {
            let findings = one.survey.findings.iter();
            findings.map(|finding| self.finding_json(finding, one)).collect::<Vec<_>>()
        };
        object.raw("findings", &list(checked.iter().flat_map(of_one)));
        let left_out = checked.iter().map(|one| one.survey.left_out).sum::<usize>();
        object.raw("left_out", &left_out.to_string());
        let not_fixed = checked.iter().flat_map(|one| &one.not_fixed);
        object.raw("failed", &list(failed.iter().chain(not_fixed).map(|words| quoted(words))));
        if has_fixed {
            let fixed = checked.iter().flat_map(|one| &one.fixed);
            object.raw("fixed", &list(fixed.map(|done| self.fixed_json(done))));
        }
        object.end()
    }

    fn finding_json(&self, finding: &Finding, of: &Checked) -> String {
        let mut object = Object::default();
        object.file(&of.file(finding));
        if let Some(line) = finding.line {
            object.raw("line", &line.to_string());
        }
        object.text("rule", finding.problem.id());
        object.text("severity", finding.problem.severity().id());
        object.text("words", &self.texts.finding(finding, &self.person));
        let to_add = self.to_add(finding);
        if !to_add.is_empty() {
            object.raw("config", &list(to_add.iter().map(|line| quoted(line))));
        }
        if let Some(fix) = &finding.fix {
            let mut next = Object::default();
            next.text("id", fix.id());
            next.raw("safe", &fix.is_safe().to_string());
            if let Some(step) = self.next_step(finding, of) {
                next.text("next", &step);
            }
            object.raw("fix", &next.end());
        }
        object.end()
    }
}
