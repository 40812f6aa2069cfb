//! `keywright-cli show`

use super::args::{FingerprintHash, Show};
use super::convert::refuse_input_for_both;
use super::keys::chosen;
use super::passphrases::Passphrases;
use super::{Cli, CliError};
use crate::batch::{
    FoundKey, KeyPlace, OpenError, Part, each_key, excess_permissions, read_key_file, read_keys,
};
use crate::format::{EncryptedKey, Format, KeyFile, Unlocked, Wrapping};
use crate::health::TextFault;
use crate::key::{AttachedCertificate, PublicKey, SecurityKeyUse};
use crate::system::{FilePermissions, files_from_shell, is_input, is_pipe};
use std::path::Path;

/// What a file tells of a key.
pub(super) struct KeyInfo<'a> {
    pub path: &'a Path,
    /// Which of the keys in the file, where there are several.
    pub part: Option<Part>,
    /// What was undone to read the file.
    pub unwrapped: &'a [Wrapping],
    /// Why ssh does not read the text of the file.
    pub fault: Option<TextFault>,
    pub format: Format,
    pub sort: Sort,
    /// `None` where all of the file is locked.
    pub public: Option<PublicKey>,
    /// The certificate that the file is, or that stands in it beside the private key.
    pub certificate: Option<AttachedCertificate>,
    /// How the key is used, where its secret is in a security key and the file is open.
    pub security_key: Option<SecurityKeyUse>,
    /// Who else has rights to the file of a private key, because of which ssh refuses it.
    pub others: Option<FilePermissions>,
    /// Whether the comment of `public` is that of the key, not just one that is still hidden.
    pub comment_known: bool,
}

/// What sort of file it is.
pub(super) enum Sort {
    Private { locked: bool },
    Public,
    Certificate,
}

/// A file, and the keys in it that are asked for.
struct ReadFile<'a> {
    path: &'a Path,
    keys: Vec<FoundKey>,
    unwrapped: Vec<Wrapping>,
    fault: Option<TextFault>,
    others: Option<FilePermissions>,
}

impl Cli {
    /// The exit status.
    pub(super) fn show(&self, arguments: &Show) -> Result<u8, CliError> {
        refuse_input_for_both(&arguments.files, &[&arguments.old.passphrase_file])?;
        let mut passphrases = Passphrases::new(&arguments.old);
        let (mut status, mut number) = (0, 0);
        for path in files_from_shell(&arguments.files) {
            let mut file = match self.read_file(&path, arguments.key) {
                Ok(file) => file,
                Err(failure) => {
                    self.print_error(&failure);
                    status = 1;
                    continue;
                }
            };
            for key in std::mem::take(&mut file.keys) {
                match self.show_one(&file, key, arguments, &mut passphrases) {
                    Ok(text) if number > 0 && arguments.is_summary() => self.print(&format!("\n{text}"))?,
                    Ok(text) => self.print(&text)?,
                    Err(failure) => {
                        self.print_error(&failure);
                        status = 1;
                    }
                }
                number += 1;
            }
        }
        Ok(status)
    }

    fn read_file<'a>(&self, path: &'a Path, number: Option<usize>) -> Result<ReadFile<'a>, CliError> {
        let bytes = read_key_file(path, &self.disk);
        let read = bytes.as_ref().map_err(Clone::clone).and_then(|bytes| read_keys(bytes));
        let others = excess_permissions(path, &read, &self.disk);
        let unwrapped = read.as_ref().map(|contents| contents.unwrapped.clone()).unwrap_or_default();
        let fault = bytes.iter().zip(&read).find_map(|(bytes, contents)| TextFault::of(bytes, contents));
        // What comes out of a pipe is not for ssh to read.
        let fault = fault.filter(|_| !is_pipe(path) && !is_input(path));
        let keys = chosen(each_key(read), number, path)?;
        Ok(ReadFile { path, keys, unwrapped, fault, others })
    }

    fn show_one(
        &self,
        file: &ReadFile<'_>,
        key: FoundKey,
        arguments: &Show,
        old: &mut Passphrases,
    ) -> Result<String, CliError> {
        let at = KeyPlace { path: file.path.to_owned(), part: key.part };
        let facts = self.facts(file, key, arguments, old)?;
        if arguments.json {
            return Ok(format!("{}\n", self.json(&facts)));
        }
        if arguments.certificate {
            let certificate = facts.certificate.ok_or(CliError::NoCertificate(at))?;
            return Ok(format!("{}\n", certificate.line()));
        }
        let Some(public) = facts.public.as_ref().filter(|_| !arguments.is_summary()) else {
            return Ok(self.summary(&facts));
        };
        let text = match arguments.fingerprint {
            Some(FingerprintHash::Sha256) => public.fingerprint().sha256(),
            Some(FingerprintHash::Md5) => public.fingerprint().md5(),
            None if arguments.comment => public.comment().to_string(),
            None => public.line(),
        };
        Ok(format!("{text}\n"))
    }

    fn facts<'a>(
        &self,
        file: &'a ReadFile<'_>,
        key: FoundKey,
        arguments: &Show,
        old: &mut Passphrases,
    ) -> Result<KeyInfo<'a>, CliError> {
        let at = KeyPlace { path: file.path.to_owned(), part: key.part };
        let key = match (key.read, &file.others) {
            (Ok(key), _) => key,
            (Err(OpenError::Read(error)), Some(rights)) if error.is_of_private_key() => {
                return Err(CliError::ReadExposed(at, error, rights.clone()));
            }
            (Err(error), _) => return Err(CliError::opening(at, error)),
        };
        let certificate = key.attached_certificate().cloned();
        let (format, sort, public, certificate, security_key) = match key {
            KeyFile::Private(format, key) => {
                let sort = Sort::Private { locked: false };
                (format, sort, key.public().clone(), certificate, key.security_key_use())
            }
            KeyFile::Public(format, key) => (format, Sort::Public, key, None, None),
            KeyFile::Certificate(certificate) => {
                let (format, key) = (Format::Certificate, certificate.key.clone());
                (format, Sort::Certificate, key, Some(AttachedCertificate::Read(certificate)), None)
            }
            KeyFile::Encrypted(locked) => return self.locked_facts(file, &at, &locked, arguments, old),
        };
        // Of a public key that stands beside a private one, nobody needs to be kept away.
        let others = file.others.clone().filter(|_| matches!(sort, Sort::Private { .. }));
        let public = Some(public);
        Ok(KeyInfo { public, certificate, security_key, others, ..KeyInfo::of(file, &at, format, sort) })
    }

    fn locked_facts<'a>(
        &self,
        file: &'a ReadFile<'_>,
        at: &KeyPlace,
        locked: &EncryptedKey,
        arguments: &Show,
        old: &mut Passphrases,
    ) -> Result<KeyInfo<'a>, CliError> {
        let (format, sort) = (locked.format(), Sort::Private { locked: true });
        let claimed = locked.claimed_public();
        let certificate = locked.claimed_certificate().cloned();
        // OpenSSH's own format locks the comment with the private half.
        let comment_known = claimed.is_some() && format != Format::OpenSsh;
        let tells_enough = arguments.is_summary()
            || arguments.json
            || arguments.certificate
            || if arguments.comment { comment_known } else { claimed.is_some() };
        let public = claimed.cloned();
        let known = KeyInfo { public, certificate, comment_known, ..KeyInfo::of(file, at, format, sort) };
        if tells_enough && !old.has_file() {
            return Ok(known);
        }
        let Unlocked { key, left_out, .. } = old.unlock(at, locked, 0, self)?;
        self.note_left_out(at, left_out);
        let (public, security_key) = (Some(key.public().clone()), key.security_key_use());
        Ok(KeyInfo { public, security_key, comment_known: true, ..known })
    }
}

impl<'a> KeyInfo<'a> {
    /// What is known of every key in a file.
    fn of(file: &'a ReadFile<'_>, at: &KeyPlace, format: Format, sort: Sort) -> Self {
        Self {
            path: file.path,
            part: at.part,
            unwrapped: &file.unwrapped,
            fault: file.fault,
            format,
            sort,
            public: None,
            certificate: None,
            security_key: None,
            others: file.others.clone(),
            comment_known: true,
        }
    }
}

impl Show {
    /// Nothing in particular was asked for.
    fn is_summary(&self) -> bool {
        !self.public && !self.certificate && !self.comment && !self.json && self.fingerprint.is_none()
    }
}
