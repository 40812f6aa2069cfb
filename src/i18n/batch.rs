//! The words of the page "Convert keys": rows and what they say.

use super::{Texts, path_shown, say, window::name};
use crate::app::{About, OpenError, Protection, Purpose, Row, State};
use crate::batch::ConvertError;
use crate::format::{Format, PrivateFormat, ReadError};
use crate::save::Output;
use crate::system::User;

impl Texts {
    /// What a file turned out to be, in a word or two.
    pub fn found(&self, format: Format) -> String {
        match format {
            Format::OpenSsh => say!(self, "found-openssh"),
            Format::Ppk3 => say!(self, "found-ppk", version = "3"),
            Format::Ppk2 => say!(self, "found-ppk", version = "2"),
            Format::Ppk1 => say!(self, "found-ppk", version = "1"),
            Format::Pem => say!(self, "found-pem"),
            Format::Pkcs8 => say!(self, "found-pkcs8"),
            Format::SshCom => say!(self, "found-sshcom"),
            Format::Line => say!(self, "found-line"),
            Format::Rfc4716 => say!(self, "found-rfc4716"),
            Format::PublicPem => say!(self, "found-public-pem"),
            Format::Certificate => say!(self, "found-certificate"),
        }
    }

    /// `PuTTY 3 · RSA 3072 · no passphrase · SHA256:1mwW02kLSc78…`, as far as it is known.
    pub fn about(&self, about: &About) -> String {
        let kind = about.kind.map(|kind| self.sized_kind(kind));
        let locked = about.locked.map(|locked| match locked {
            true if about.left_out.is_some() => say!(self, "batch-with-passphrase-without"),
            true => say!(self, "batch-with-passphrase"),
            false => say!(self, "batch-without-passphrase"),
        });
        let fingerprint = about.fingerprint.map(|fingerprint| {
            let start: String = fingerprint.sha256().chars().take(SHORT).collect();
            format!("{start}…")
        });
        let certificate = about.certificate.then(|| say!(self, "batch-with-certificate"));
        let parts = [about.format.map(|format| self.found(format)), kind, certificate, locked, fingerprint];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// What a row is called: its file, and the number of the key where that holds several.
    pub fn row_name(&self, row: &Row) -> String {
        self.key_of_file(&name(&row.entry.at.path), row.entry.at.part)
    }

    /// How far a row is, in a word or two.
    pub fn state(&self, state: State<'_>) -> String {
        match state {
            State::Ready => say!(self, "batch-ready"),
            State::Locked => say!(self, "batch-locked"),
            State::NotThis => say!(self, "batch-not-this"),
            State::Trying => say!(self, "batch-trying"),
            State::Unopened(_) => say!(self, "batch-unopened"),
            State::PublicOnly => say!(self, "batch-public-only"),
            State::Certificate => say!(self, "batch-is-certificate"),
            State::NoForm(..) => say!(self, "batch-no-form"),
            State::Already => say!(self, "batch-already"),
            State::Refused(Some(OpenError::Read(ReadError::NotAKey | ReadError::Empty))) => {
                say!(self, "batch-not-a-key")
            }
            State::Refused(_) => say!(self, "batch-refused"),
            State::Waiting => say!(self, "batch-waiting"),
            State::Converting => say!(self, "batch-converting"),
            State::Done(_) => say!(self, "batch-done"),
            State::Failed(_) => say!(self, "batch-failed"),
        }
    }

    /// What the new file of a row is called.
    pub fn new_name(&self, state: State<'_>) -> Option<String> {
        let State::Done(saved) = state else { return None };
        if saved.certificate().is_some() {
            let names: Vec<String> = saved.files.iter().map(|file| name(&file.path)).collect();
            return Some(say!(self, "batch-done-names", names = names.join(", ")));
        }
        let file = saved.files.first()?;
        Some(say!(self, "batch-done-name", name = name(&file.path)))
    }

    /// What happened and what to do, where a word is not enough.
    pub fn detail(&self, row: &Row, state: State<'_>, person: &User) -> Option<String> {
        Some(match state {
            State::Refused(Some(OpenError::Read(error))) => self.read_error(&self.row_name(row), error),
            State::Refused(Some(OpenError::Disk(error))) => self.disk_error(error, person),
            State::Unopened(error) => self.decrypt_error(error, 0),
            State::NoForm(kind, format) => self.no_such_form(kind, format),
            State::Failed(ConvertError::Taken(path) | ConvertError::AlreadyThere(path)) => {
                say!(self, "disk-exists", path = path_shown(person, path))
            }
            State::Failed(ConvertError::Save(error)) => self.save_error(error, person),
            State::Refused(None) | State::Failed(ConvertError::Crashed) => say!(self, "failed-crash"),
            State::PublicOnly => say!(self, "batch-public-only-help"),
            State::Certificate => say!(self, "batch-is-certificate-help"),
            State::Ready
            | State::Locked
            | State::NotThis
            | State::Trying
            | State::Already
            | State::Waiting
            | State::Converting
            | State::Done(_) => return self.unwrapped(&row.entry.unwrapped),
        })
    }

    /// A choice of what the new files are locked with: name, and what follows from it.
    pub fn protection(&self, protection: Protection) -> [String; 2] {
        match protection {
            Protection::Keep => [say!(self, "batch-keep"), say!(self, "batch-keep-note")],
            Protection::New => [say!(self, "batch-new"), String::new()],
            Protection::Remove => [say!(self, "batch-none"), say!(self, "batch-none-note")],
        }
    }

    /// What to know of a format before a key is locked in it.
    pub fn weak_form(&self, what: Output) -> Option<String> {
        match what.private_format().filter(|format| format.is_weak())? {
            PrivateFormat::Ppk2 => Some(say!(self, "saved-ppk2-weak")),
            _ => Some(say!(self, "saved-pem-weak")),
        }
    }

    /// Title, sentence, name of the field and button of the question for a path.
    pub fn asking_for_a_path(&self, purpose: Purpose) -> [String; 4] {
        match purpose {
            Purpose::Open => [
                say!(self, "path-title-open"),
                say!(self, "path-text"),
                say!(self, "path-field"),
                say!(self, "path-open"),
            ],
            Purpose::Save(_) => [
                say!(self, "path-title-save"),
                say!(self, "path-text-save"),
                say!(self, "path-field"),
                say!(self, "path-save"),
            ],
            Purpose::Add => [
                say!(self, "path-title-add"),
                say!(self, "path-text-add"),
                say!(self, "path-field-add"),
                say!(self, "path-add"),
            ],
            Purpose::Target => [
                say!(self, "path-title-target"),
                say!(self, "path-text-target"),
                say!(self, "path-field-target"),
                say!(self, "path-target"),
            ],
            Purpose::TextFile(_) => [
                say!(self, "path-title-text-file"),
                say!(self, "path-text"),
                say!(self, "path-field"),
                say!(self, "path-text-file"),
            ],
            Purpose::Identity => [
                say!(self, "path-title-identity"),
                say!(self, "path-text"),
                say!(self, "path-field"),
                say!(self, "path-identity"),
            ],
            Purpose::KeysToAuthorize => [
                say!(self, "path-title-authorize"),
                say!(self, "path-text-add"),
                say!(self, "path-field-add"),
                say!(self, "path-add"),
            ],
        }
    }
}

/// Characters of a fingerprint: enough to tell a few thousand keys apart.
const SHORT: usize = "SHA256:".len() + 12;
