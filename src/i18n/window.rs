//! What only the window says.

use super::{Texts, identity, one_path, path_shown, say};
use crate::app::{
    AppError, BadPassphrase, Copyable, FileNameProblem, FormProblem, KeyChoice, KeyOrigin, KeySource,
    KeyText, Notice, OpenError, Recovered, SecretField, Titles, Toast,
};
use crate::explain::TEXT_BYTES;
use crate::format::FILE_BYTES;
use crate::key::{BadPassphraseText, RsaBits, Strength};
use crate::save::{self, BadName, Taken};
use crate::system::{ClipboardError, DropProblem, FilePermissions, ThemeChoice, User};
use std::path::Path;

impl Texts {
    /// A notice. `is_saved`: the key that is shown needs no saving; `command` logs in with it.
    pub fn notice(&self, notice: &Notice, is_saved: bool, command: Option<String>, person: &User) -> String {
        match notice {
            Notice::Failed(failure) => self.failure(failure, person),
            Notice::Busy => say!(self, "notice-busy"),
            Notice::AnswerFirst => say!(self, "notice-answer-first"),
            Notice::CommentFirst => say!(self, "notice-comment-first"),
            Notice::PermissionsTooOpen(path, rights) => self.others_too(path, rights, person),
            Notice::MadePrivate(path) => self.made_private(path, is_saved, command, person),
            Notice::NothingToPaste => say!(self, "notice-nothing-to-paste"),
            Notice::PasteTooLate => say!(self, "notice-paste-too-late"),
            Notice::OneFileOnly => say!(self, "notice-one-file-only"),
        }
    }

    /// What the text of a key was like, and what to do about it.
    pub fn text_of_key(&self, text: &KeyText, is_locked: bool) -> Option<String> {
        let words = match (self.unwrapped(&text.unwrapped), text.fault) {
            (Some(undone), _) => undone,
            (None, Some(fault)) => self.key_text(fault),
            (None, None) => return None,
        };
        Some(match (text.fault, is_locked) {
            (None, _) => words,
            (Some(_), false) => say!(self, "key-text-save", words = words),
            (Some(_), true) => say!(self, "key-text-unlock", words = words),
        })
    }

    /// Why something that was dropped was not opened.
    pub fn drop_problem(&self, problem: &DropProblem) -> String {
        match problem {
            DropProblem::Elsewhere { first, count } => {
                say!(self, "drop-elsewhere", count = count, uri = self.cut(first))
            }
            DropProblem::NotAFile { first, count } => {
                say!(self, "drop-not-a-file", count = count, text = self.cut(first))
            }
            DropProblem::TooLong => say!(self, "drop-too-long"),
            DropProblem::NoList => say!(self, "drop-no-list"),
        }
    }

    /// A success.
    pub fn toast(&self, toast: &Toast, person: &User) -> String {
        match toast {
            Toast::Copied(Copyable::PublicLine) => say!(self, "toast-line"),
            Toast::Copied(Copyable::Certificate) => say!(self, "toast-certificate"),
            Toast::Copied(Copyable::Command) => say!(self, "toast-command"),
            Toast::Copied(Copyable::ServiceText) => say!(self, "toast-service-text"),
            Toast::Copied(Copyable::Masked) => say!(self, "toast-masked"),
            Toast::Copied(Copyable::Sha256 | Copyable::Md5) => say!(self, "toast-fingerprint"),
            Toast::Saved(path) => say!(self, "toast-saved", path = path_shown(person, path)),
            Toast::NothingToSave => say!(self, "toast-nothing-to-save"),
            Toast::PassphraseSet => say!(self, "toast-passphrase-set"),
            Toast::PassphraseRemoved => say!(self, "toast-passphrase-removed"),
            Toast::KeptToOwner => say!(self, "toast-kept-to-owner"),
            Toast::Converted => say!(self, "toast-converted"),
        }
    }

    /// What stands in the way of a new key.
    pub fn form_problem(&self, problem: FormProblem) -> String {
        match problem {
            FormProblem::RsaBits => {
                say!(self, "rsa-size-problem", least = RsaBits::MIN, most = RsaBits::MAX)
            }
            FormProblem::Comment(problem) => self.bad_comment(problem),
            FormProblem::Passphrase(problem) => self.bad_passphrase(problem),
        }
    }

    /// What is wrong with the name of a new file, or should be known of it.
    pub fn file_name_problem(&self, problem: &FileNameProblem) -> String {
        match problem {
            FileNameProblem::Bad(BadName::Characters) => {
                say!(self, "file-name-characters", most = save::LONGEST_NAME)
            }
            FileNameProblem::Bad(BadName::Reserved) => say!(self, "file-name-reserved"),
            FileNameProblem::Taken(Taken::ByFile(path)) => say!(self, "file-name-taken", name = name(path)),
            FileNameProblem::Taken(Taken::ByNoFile(path)) => {
                say!(self, "file-name-no-file", name = name(path))
            }
            FileNameProblem::Taken(Taken::ByCertificate(path)) => {
                say!(self, "file-name-certificate", name = name(path))
            }
        }
    }

    /// Why a key could not be opened.
    pub(super) fn open_error(&self, source: &KeySource, error: &OpenError, person: &User) -> String {
        match error {
            OpenError::Read(error) => self.read_error(&self.source(source), error),
            OpenError::Disk(error) => self.disk_error(error, person),
        }
    }

    fn failure(&self, failure: &AppError, person: &User) -> String {
        match failure {
            AppError::Open(source, error) => self.open_error(source, error, person),
            AppError::Change(error) => self.save_error(error, person),
            AppError::NotUndone { path, backup } => {
                let path = path_shown(person, path);
                match backup {
                    Some(backup) => {
                        say!(self, "failed-undo", path = path, backup = path_shown(person, backup))
                    }
                    None => say!(self, "failed-undo-new", path = path),
                }
            }
            AppError::OpenExposed(path, error, rights) => {
                let why = self.read_error(&name(path), error);
                format!("{why} {}", self.others_too(path, rights, person))
            }
            AppError::Save(error) => {
                format!("{} {}", self.save_error(error, person), say!(self, "nothing-lost"))
            }
            AppError::FixPermissions(path) => {
                say!(self, "failed-keep-to-owner", path = path_shown(person, path))
            }
            AppError::Copy(error) => self.copy_error(error),
            AppError::Paste(error) => self.paste_error(error),
            AppError::PasteTooLarge => {
                let limit = FILE_BYTES / 1024;
                say!(self, "paste-too-large", limit = limit)
            }
            AppError::TextTooLarge => {
                let limit = TEXT_BYTES >> 20;
                say!(self, "problem-too-large", limit = limit)
            }
            AppError::RemoveRecovered(path) => {
                say!(self, "failed-remove-recovered", path = path_shown(person, path))
            }
            AppError::NoEntropy => say!(self, "failed-entropy"),
            AppError::ShowFolder(path) => {
                let folder = path.parent().unwrap_or(path);
                say!(self, "failed-show-folder", path = path_shown(person, folder))
            }
            AppError::NoHome => say!(self, "failed-no-home"),
            AppError::Crashed => say!(self, "failed-crash"),
        }
    }

    /// What a recovered key is, and where it is kept.
    pub fn recovered(&self, recovered: &Recovered, person: &User) -> Vec<String> {
        let path = path_shown(person, &recovered.path);
        let Some(key) = &recovered.key else {
            return vec![say!(self, "recovered-unreadable", path = path)];
        };
        let (kind, fingerprint) = (self.kind(key.kind), key.fingerprint.sha256());
        let what = match key.comment.as_str() {
            "" => say!(self, "recovered-key", kind = kind, fingerprint = fingerprint),
            comment => {
                say!(self, "recovered-key-comment", kind = kind, comment = comment, fingerprint = fingerprint)
            }
        };
        let place = match key.locked {
            true => say!(self, "recovered-locked", path = path),
            false => say!(self, "recovered-unlocked", path = path),
        };
        vec![what, place]
    }

    /// The command that logs in with the key in this file; `None` where ssh would take the path for
    /// another one.
    pub fn login_command(&self, path: &Path, person: &User) -> Option<String> {
        let path = identity(path, person.home.as_deref())?;
        Some(say!(self, "login-command", path = path))
    }

    /// Where a key is, and in which format.
    pub fn origin(&self, origin: &KeyOrigin, person: &User) -> String {
        let format = self.format(origin.format);
        match &origin.source {
            KeySource::File(path) => {
                let path = self.key_of_file(&path_shown(person, path), origin.part);
                say!(self, "key-origin", path = path, format = format)
            }
            KeySource::Pasted => say!(self, "key-origin-pasted", format = format),
        }
    }

    fn made_private(&self, path: &Path, is_saved: bool, command: Option<String>, person: &User) -> String {
        let shown = path_shown(person, path);
        match (command, is_saved) {
            (Some(command), true) => say!(self, "notice-made-private-use", path = shown, command = command),
            (None, true) => say!(self, "notice-made-private", path = shown),
            (_, false) => say!(self, "notice-made-private-unsaved", path = shown),
        }
    }

    fn others_too(&self, path: &Path, rights: &FilePermissions, person: &User) -> String {
        let path = path_shown(person, path);
        match rights {
            FilePermissions::Others { names, .. } => {
                say!(self, "notice-others-named", path = path, names = names.join(", "))
            }
            FilePermissions::ModeAndAcl(_) if !rights.has_lax_mode() => {
                say!(self, "notice-others-listed", path = path)
            }
            FilePermissions::Mode(_) | FilePermissions::ModeAndAcl(_) | FilePermissions::Hidden => {
                say!(self, "notice-others", path = path)
            }
        }
    }

    /// The name of a file, or what pasted text is called.
    pub fn source(&self, source: &KeySource) -> String {
        match source {
            KeySource::File(path) => name(path),
            KeySource::Pasted => say!(self, "the-pasted-text"),
        }
    }

    fn copy_error(&self, error: &ClipboardError) -> String {
        match error {
            ClipboardError::Missing => say!(self, "copy-missing"),
            ClipboardError::Busy | ClipboardError::NoAnswer => say!(self, "copy-busy"),
            ClipboardError::NotKept => say!(self, "copy-not-kept"),
            ClipboardError::Other(reason) => say!(self, "copy-other", reason = reason.as_str()),
        }
    }

    fn paste_error(&self, error: &ClipboardError) -> String {
        match error {
            ClipboardError::Missing => say!(self, "paste-missing"),
            ClipboardError::NoAnswer => say!(self, "paste-no-answer"),
            ClipboardError::Busy | ClipboardError::NotKept => say!(self, "copy-busy"),
            ClipboardError::Other(reason) => say!(self, "paste-other", reason = reason.as_str()),
        }
    }

    /// The name of a choice in the form.
    pub fn algorithm(&self, algorithm: KeyChoice) -> String {
        match algorithm {
            KeyChoice::Ed25519 => say!(self, "kind-ed25519"),
            KeyChoice::Ecdsa => say!(self, "kind-ecdsa"),
            KeyChoice::Rsa => say!(self, "kind-rsa"),
        }
    }

    /// When to take it.
    pub fn when_to_take(&self, algorithm: KeyChoice) -> String {
        match algorithm {
            KeyChoice::Ed25519 => say!(self, "kind-ed25519-when"),
            KeyChoice::Ecdsa => say!(self, "kind-ecdsa-when"),
            KeyChoice::Rsa => say!(self, "kind-rsa-when"),
        }
    }

    /// What guessing would take.
    pub fn strength(&self, strength: Strength) -> String {
        match strength {
            Strength::Minutes => say!(self, "strength-minutes"),
            Strength::Days => say!(self, "strength-days"),
            Strength::Years => say!(self, "strength-years"),
            Strength::Ages => say!(self, "strength-ages"),
        }
    }

    /// What is missing for a passphrase.
    pub fn bad_passphrase(&self, problem: BadPassphrase) -> String {
        match problem {
            BadPassphrase::NotRepeated => say!(self, "passphrase-not-repeated"),
            BadPassphrase::Differs => say!(self, "passphrase-differs"),
        }
    }

    /// What white space the passphrase in a field begins or ends with.
    pub fn edge_space_of(&self, field: &SecretField) -> Option<String> {
        field.edge_space().map(|space| self.edge_space(space))
    }

    /// Why a text was not put into a passphrase field.
    pub fn bad_passphrase_text(&self, problem: BadPassphraseText) -> String {
        match problem {
            BadPassphraseText::SeveralLines => say!(self, "passphrase-several-lines"),
            BadPassphraseText::Untypable('\t') => say!(self, "passphrase-untypable-tab"),
            BadPassphraseText::Untypable(c) => {
                say!(self, "passphrase-untypable", code = format!("U+{:04X}", u32::from(c)))
            }
            BadPassphraseText::TooLong => {
                say!(self, "passphrase-too-long", most = SecretField::CAPACITY)
            }
        }
    }

    /// Words for the system's own dialogs.
    pub fn titles(&self) -> Titles {
        Titles {
            open: say!(self, "title-open"),
            save: say!(self, "title-save"),
            files: say!(self, "title-files"),
            folder: say!(self, "title-folder"),
            target: say!(self, "title-target"),
            text_file: say!(self, "title-text-file"),
            keys_to_authorize: say!(self, "title-authorize"),
            identity: say!(self, "title-identity"),
        }
    }

    /// A choice of colours.
    pub fn theme(&self, theme: ThemeChoice) -> String {
        match theme {
            ThemeChoice::System => say!(self, "theme-system"),
            ThemeChoice::Light => say!(self, "theme-light"),
            ThemeChoice::Dark => say!(self, "theme-dark"),
        }
    }
}

/// The last part of a path, or all of one that has none.
pub(crate) fn name(path: &Path) -> String {
    one_path(&path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy()))
}
