//! Words for people: what a file tells, and why something failed.

use super::show::{KeyInfo, Sort};
use super::{Cli, CliError};
use crate::batch::{ConvertError, KeyPlace, Part};
use crate::explain::TEXT_BYTES;
use crate::health::FixError;
use crate::i18n::{one_path, quoted, say};
use crate::key::{Kind, Origin, RsaBits, escape_control_chars, weakness};
use crate::save::SaveError;
use crate::system::{DiskError, DiskOperation, FilePermissions, User, is_input};
use std::io::ErrorKind;
use std::path::Path;

/// A path as people typed it.
pub(super) fn shown(path: &Path) -> String {
    one_path(&path.to_string_lossy())
}

/// What clap says is wrong, without its advice over several lines.
pub(super) fn usage_problem(words: &str) -> String {
    let words = words.strip_prefix("error: ").unwrap_or(words);
    let end =
        ["\n  tip:", "\nUsage:", "\nFor more information"].iter().filter_map(|mark| words.find(mark)).min();
    let words = words.get(..end.unwrap_or(words.len())).unwrap_or_default();
    let lines: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}

impl Cli {
    /// What happened, and what to do.
    #[expect(clippy::too_many_lines, reason = "an arm for each failure, so that none is without words")]
    pub(super) fn explain(&self, failure: &CliError) -> String {
        let texts = &self.texts;
        // Paths as they were typed.
        let nobody = User::default();
        match failure {
            CliError::Usage(problem) => say!(texts, "cli-usage", problem = problem.as_str()),
            CliError::Comment(problem) => texts.bad_comment(*problem),
            CliError::EcdsaBits(bits) => say!(texts, "cli-ecdsa-bits", bits = bits.to_string()),
            CliError::Ed25519Bits(bits) => say!(texts, "cli-ed25519-bits", bits = bits.to_string()),
            CliError::RsaBits => {
                let (least, most) = (RsaBits::MIN.to_string(), RsaBits::MAX.to_string());
                say!(texts, "rsa-size-problem", least = least, most = most)
            }
            CliError::OutputForMany => say!(texts, "cli-output-for-many"),
            CliError::OutputForKeys(path, count) => {
                say!(texts, "cli-output-for-keys", file = shown(path), count = count.to_string())
            }
            CliError::NoSuchKey { path, number, of } => {
                let (number, count) = (number.to_string(), *of);
                say!(texts, "cli-no-such-key", file = shown(path), number = number, count = count)
            }
            CliError::PrivateToStandardOutput => say!(texts, "cli-private-to-output"),
            CliError::InputForBoth => say!(texts, "cli-input-for-both"),
            CliError::PipeWithoutOutput => say!(texts, "cli-pipe-without-output"),
            CliError::BadName(error) => texts.save_error(error, &nobody),
            CliError::FormatUnavailable { kind, format } => {
                texts.save_error(&SaveError::FormatUnavailable { kind: *kind, format: *format }, &nobody)
            }
            CliError::NoCommand => say!(texts, "cli-no-command"),
            CliError::NoSuchCommand(name) => say!(texts, "cli-no-such-command", name = name.as_str()),
            // No reading of a list ends so but ours: see batch::candidates.
            CliError::Disk(DiskError {
                operation: DiskOperation::Looking,
                kind: ErrorKind::FileTooLarge,
                path,
                ..
            }) => {
                say!(texts, "cli-too-many", folder = shown(path))
            }
            CliError::Disk(error) if is_input(&error.path) => {
                say!(texts, "cli-input-unread", reason = error.reason())
            }
            CliError::Disk(DiskError {
                operation: DiskOperation::Reading,
                kind: ErrorKind::InvalidInput,
                path,
                ..
            }) => say!(texts, "cli-special", path = shown(path)),
            CliError::NotAFile(path) => say!(texts, "cli-not-a-file", path = shown(path)),
            CliError::Disk(error) => texts.disk_error(error, &nobody),
            CliError::Read(at, error) => texts.read_error(&self.at(at), error),
            CliError::Crashed(at) | CliError::Convert(at, ConvertError::Crashed) => {
                format!("{}: {}", self.at(at), say!(texts, "failed-crash"))
            }
            CliError::ReadExposed(at, error, rights) => {
                format!("{} {}", texts.read_error(&self.at(at), error), self.rights(rights, &at.path))
            }
            CliError::Decrypt(at, error) => {
                format!("{}: {}", self.at(at), texts.decrypt_error(error, 1))
            }
            CliError::WrongInFile(at) => say!(texts, "cli-wrong-in-file", file = self.at(at)),
            CliError::NoPassphrase(at) => say!(texts, "cli-no-passphrase", file = self.at(at)),
            CliError::NotGiven(at) => say!(texts, "cli-not-given", file = self.at(at)),
            CliError::NoCertificate(at) => say!(texts, "cli-no-certificate", file = self.at(at)),
            CliError::Certificate(at) => say!(texts, "cli-is-certificate", file = self.at(at)),
            CliError::Untypable => say!(texts, "cli-untypable"),
            CliError::PassphraseNoFile(path) => say!(texts, "cli-passphrase-no-file", file = shown(path)),
            CliError::PassphraseEncoding(path) => {
                say!(texts, "cli-passphrase-encoding", file = self.source(path))
            }
            CliError::NoNewPassphrase => say!(texts, "cli-no-new-passphrase"),
            CliError::PassphrasesDiffer => say!(texts, "cli-passphrases-differ"),
            CliError::EmptyPassphrase(path) => {
                say!(texts, "cli-empty-passphrase", file = self.source(path))
            }
            CliError::PassphraseTooLong(path) => {
                say!(texts, "cli-long-passphrase", file = self.source(path))
            }
            CliError::StandardInput(kind) => say!(texts, "cli-standard-input", reason = kind.to_string()),
            CliError::Cancelled => say!(texts, "cli-cancelled"),
            CliError::Taken(path) => say!(texts, "cli-taken-new", path = shown(path)),
            CliError::Convert(_, ConvertError::Taken(path) | ConvertError::AlreadyThere(path)) => {
                say!(texts, "cli-taken", path = shown(path))
            }
            CliError::Convert(at, ConvertError::Save(error)) => self.not_saved(at, error),
            CliError::NoKeys => say!(texts, "cli-no-keys"),
            CliError::PrivateKeyToExplain => say!(texts, "cli-explain-private-key"),
            CliError::NothingToExplain => say!(texts, "cli-explain-empty"),
            CliError::UnknownMessage => say!(texts, "cli-explain-unknown"),
            CliError::ExplainTooLarge => {
                say!(texts, "cli-explain-too-large", limit = (TEXT_BYTES >> 20).to_string())
            }
            CliError::SaveText(SaveError::Disk(error)) => texts.change_error(error, &nobody),
            CliError::SaveText(error) | CliError::Save(error) => texts.save_error(error, &nobody),
            CliError::Fix(FixError::NotRewritten(path, why)) => texts.not_rewritten(&self.source(path), why),
            CliError::RepairLeavesOut(path) => say!(texts, "cli-repair-leaves-out", path = shown(path)),
            CliError::RepairOfPrivateInput => say!(texts, "cli-repair-private-input"),
            CliError::Fix(error) => texts.fix_error(error, &nobody),
            CliError::ChangeOfInput => say!(texts, "cli-authorized-input"),
            CliError::TextTooLarge(path, limit) => {
                format!("{}: {}", shown(path), texts.text_too_large(*limit))
            }
            CliError::PastDate(until) => say!(texts, "cli-authorized-past", until = until.as_str()),
            CliError::BadDate(text) => say!(texts, "cli-authorized-date", text = text.as_str()),
            CliError::AuthorizedValue(problem) => texts.bad_value(problem),
            CliError::AuthorizedAlready { at, number, is_on: true } => {
                say!(texts, "cli-authorized-already", file = self.at(at), number = number.to_string())
            }
            CliError::AuthorizedAlready { at, number, is_on: false } => {
                say!(texts, "cli-authorized-already-off", file = self.at(at), number = number.to_string())
            }
            CliError::AuthorizedOtherwise { at, number } => {
                say!(texts, "cli-authorized-otherwise", file = self.at(at), number = number.to_string())
            }
            CliError::AuthorizedSeveral { which, numbers } => {
                let numbers = numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
                say!(texts, "cli-authorized-several", key = which.as_str(), numbers = numbers)
            }
            CliError::AuthorizedCertificate(at) => {
                say!(texts, "cli-authorized-certificate", file = self.at(at))
            }
            CliError::PublicHidden(at) => say!(texts, "cli-authorized-hidden", file = self.at(at)),
            CliError::NoSuchLine(path, number) => {
                say!(texts, "cli-authorized-no-line", file = shown(path), number = number.as_str())
            }
            CliError::NotAuthorized { file, which } => {
                say!(texts, "cli-authorized-no-key", file = shown(file), key = which.as_str())
            }
            CliError::AuthorizedNotAKey { number, verb_is_on: true } => {
                say!(texts, "cli-authorized-not-off", number = number.to_string())
            }
            CliError::AuthorizedNotAKey { number, verb_is_on: false } => {
                say!(texts, "cli-authorized-not-on", number = number.to_string())
            }
            CliError::NoAuthorizedAction => say!(texts, "cli-authorized-no-action"),
            CliError::NoSuchRecipe { name, meant } if meant.is_empty() => {
                say!(texts, "cli-recipe-unknown", name = name.as_str())
            }
            CliError::NoSuchRecipe { name, meant } => {
                say!(texts, "cli-recipe-meant", name = name.as_str(), names = meant.join(", "))
            }
            CliError::BadTarget(problem) => texts.bad_target(*problem),
            CliError::NotOneKey(count) => {
                let count = *count;
                say!(texts, "cli-recipe-keys", count = count)
            }
            CliError::NotForSsh(path) => say!(texts, "cli-install-not-for-ssh", file = self.source(path)),
            CliError::NoRecipeText { at, words } => format!("{}: {words}", self.at(at)),
            CliError::NoAgentAction => say!(texts, "cli-agent-no-action"),
            CliError::NoAgent(kind) => texts.no_agent(*kind),
            CliError::AgentEmpty => say!(texts, "cli-agent-empty"),
            CliError::Agent { kind, program, error } => texts.agent_error(*kind, program.as_deref(), *error),
            CliError::AgentPublic(at) => say!(texts, "cli-agent-public", file = self.at(at)),
            CliError::NotInAgent(which) => say!(texts, "cli-agent-not-there", key = which.as_str()),
            CliError::NoHomeToSearch => say!(texts, "cli-find-no-home"),
            CliError::KeyNowhere => say!(texts, "cli-find-nothing"),
            CliError::AuthorizedUnchanged => say!(texts, "cli-authorized-unchanged"),
            CliError::NoHome => say!(texts, "cli-no-home"),
            CliError::NoEntropy => say!(texts, "failed-entropy"),
            CliError::Output(kind) => say!(texts, "cli-output", reason = kind.to_string()),
            CliError::OutputOfNewKey(path, kind) => {
                say!(texts, "cli-output-new", path = shown(path), reason = kind.to_string())
            }
            CliError::OutputOfConverted(count, kind) => {
                let (count, reason) = (count.to_string(), kind.to_string());
                say!(texts, "cli-output-converted", count = count, reason = reason)
            }
        }
    }

    /// A file, or what a passphrase or a key is read from in its place.
    pub(super) fn source(&self, file: &Path) -> String {
        if is_input(file) { say!(self.texts, "cli-input") } else { shown(file) }
    }

    /// What is wrong with the key is said of its file; what is wrong with the place names that.
    fn not_saved(&self, old: &KeyPlace, error: &SaveError) -> String {
        let words = self.texts.save_error(error, &User::default());
        match error {
            SaveError::NoPrivateKey | SaveError::FormatUnavailable { .. } | SaveError::Encoding => {
                format!("{}: {words}", self.at(old))
            }
            _ => words,
        }
    }

    /// All that a file tells.
    pub(super) fn summary(&self, facts: &KeyInfo<'_>) -> String {
        let texts = &self.texts;
        let mut table = Table::default();
        table.row(&say!(texts, "cli-file"), &self.source(facts.path));
        if let Some(Part { number, of }) = facts.part {
            let (number, count) = (number.to_string(), of.to_string());
            table.row(&say!(texts, "cli-key"), &say!(texts, "cli-key-of", number = number, count = count));
        }
        table.row(&say!(texts, "cli-format"), &texts.format(facts.format));
        if let Some(public) = &facts.public {
            table.row(&say!(texts, "cli-kind"), &self.kind_and_size(public.kind()));
            let hidden = || say!(texts, "cli-comment-hidden");
            let comment = || texts.comment(public.comment());
            let comment = if facts.comment_known { comment() } else { hidden() };
            table.row(&say!(texts, "comment-field"), &comment);
            let fingerprint = public.fingerprint();
            table.row(&say!(texts, "fingerprint"), &fingerprint.sha256());
            table.row("", &fingerprint.md5());
        } else {
            table.row(&say!(texts, "cli-kind"), &say!(texts, "cli-all-hidden"));
        }
        match &facts.sort {
            Sort::Private { locked: true } => {
                table.row(&say!(texts, "cli-passphrase"), &say!(texts, "cli-yes"))
            }
            Sort::Private { locked: false } => {
                table.row(&say!(texts, "cli-passphrase"), &say!(texts, "cli-none"))
            }
            Sort::Public => table.row(&say!(texts, "cli-holds"), &say!(texts, "badge-public")),
            Sort::Certificate => {}
        }
        self.security_key_rows(facts, &mut table);
        if let Some(certificate) = &facts.certificate {
            self.certificate_rows(certificate, &mut table);
        }
        if let Some(rights) = &facts.others {
            table.row(&say!(texts, "cli-rights"), &self.rights(rights, facts.path));
        }
        let undone = texts.unwrapped(facts.unwrapped);
        if let Some(words) = undone.or_else(|| facts.fault.map(|fault| texts.key_text(fault))) {
            table.row(&say!(texts, "cli-note"), &words);
        }
        if facts.fault.is_some() {
            let words = say!(texts, "cli-repair", file = quoted(facts.path));
            table.row(&say!(texts, "cli-note"), &words);
        }
        if let Some(public) = &facts.public {
            if let (Kind::SecurityKey(_), Sort::Private { .. }) = (public.kind(), &facts.sort) {
                table.row(&say!(texts, "cli-note"), &say!(texts, "cli-in-device"));
            }
            if let Some(weakness) = weakness(public.kind(), Origin::Opened) {
                table.row(&say!(texts, "cli-warning"), &texts.weakness(weakness));
            }
        }
        table.text()
    }

    /// The type of a key and its size.
    pub(super) fn kind_and_size(&self, kind: Kind) -> String {
        let bits = say!(self.texts, "key-bits", bits = kind.bits().to_string());
        format!("{}, {bits}", self.texts.kind(kind))
    }

    fn rights(&self, rights: &FilePermissions, file: &Path) -> String {
        let (texts, file) = (&self.texts, quoted(file));
        match rights {
            FilePermissions::Mode(mode) => {
                say!(texts, "cli-rights-mode", mode = format!("{mode:04o}"), file = file)
            }
            FilePermissions::ModeAndAcl(mode) if rights.has_lax_mode() => {
                say!(texts, "cli-rights-both", mode = format!("{mode:04o}"), file = file)
            }
            FilePermissions::ModeAndAcl(mode) => {
                say!(texts, "cli-rights-listed", mode = format!("{mode:04o}"), file = file)
            }
            FilePermissions::Others { names, .. } => {
                say!(texts, "cli-rights-named", names = names.join(", "))
            }
            FilePermissions::Hidden => String::new(),
        }
    }
}

/// Labels, and what they stand for beside them.
#[derive(Default)]
pub(super) struct Table(Vec<(String, String)>);

impl Table {
    pub(super) fn row(&mut self, label: &str, text: &str) {
        self.0.push((escape_control_chars(label), escape_control_chars(text)));
    }

    pub(super) fn text(&self) -> String {
        let width = self.0.iter().map(|(label, _)| label.chars().count()).max().unwrap_or_default();
        let row = |(label, text): &(String, String)| {
            let line = format!("{label:width$}  {text}");
            format!("{}\n", line.trim_end())
        };
        self.0.iter().map(row).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_makes_a_second_line_or_moves_the_cursor() {
        assert_eq!(
            escape_control_chars("a\nb\r\u{1b}[2J\u{202e}c\u{9b}"),
            r"a\u{a}b\u{d}\u{1b}[2J\u{202e}c\u{9b}"
        );
        assert_eq!(escape_control_chars("ключ 鍵 ’"), "ключ 鍵 ’");
    }

    #[test]
    fn what_is_wrong_with_the_arguments_is_said_in_one_line() {
        let words =
            "error: the following were not provided:\n  <FILE>...\n\nUsage: x\n\nFor more information, try";
        assert_eq!(usage_problem(words), "the following were not provided: <FILE>...");
    }
}
