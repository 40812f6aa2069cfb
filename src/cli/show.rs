//! `keywright-cli show`

use super::args::{Hash, Show};
use super::passphrases::{Passphrases, Unlocked};
use super::{Cli, Failure};
use crate::convert::{OpenError, open_all, others_rights};
use crate::format::{EncryptedKey, Format, KeyFile};
use crate::key::{Certificate, PublicKey};
use crate::system::{Rights, files_from_shell};
use std::path::Path;

/// What a file tells.
pub(super) struct Facts<'a> {
    pub path: &'a Path,
    pub format: Format,
    pub sort: Sort,
    /// `None` where all of the file is locked.
    pub public: Option<PublicKey>,
    /// Who else has rights to the file of a private key, because of which ssh refuses it.
    pub others: Option<Rights>,
    /// Whether the comment of `public` is that of the key, not just one that is still hidden.
    pub comment_known: bool,
}

/// What sort of file it is.
pub(super) enum Sort {
    Private { locked: bool },
    Public,
    Certificate(Box<Certificate>),
}

impl Cli {
    /// The exit status.
    pub(super) fn show(&self, arguments: &Show) -> Result<u8, Failure> {
        let mut passphrases = Passphrases::new(&arguments.old);
        let files = files_from_shell(&arguments.files);
        let (alone, mut status) = (files.len() == 1, 0);
        for (number, path) in files.iter().enumerate() {
            match self.show_one(path, arguments, &mut passphrases) {
                Ok(text) if number > 0 && arguments.is_summary() => self.print(&format!("\n{text}"))?,
                Ok(text) => self.print(&text)?,
                Err(failure) if alone => return Err(failure),
                Err(failure) => {
                    self.complain(&failure);
                    status = 1;
                }
            }
        }
        Ok(status)
    }

    fn show_one(&self, path: &Path, arguments: &Show, old: &mut Passphrases) -> Result<String, Failure> {
        let facts = self.facts(path, arguments, old)?;
        if arguments.json {
            return Ok(format!("{}\n", self.json(&facts)));
        }
        let Some(public) = facts.public.as_ref().filter(|_| !arguments.is_summary()) else {
            return Ok(self.summary(&facts));
        };
        let text = match (&facts.sort, arguments.fingerprint) {
            (_, Some(Hash::Sha256)) => public.fingerprint().sha256(),
            (_, Some(Hash::Md5)) => public.fingerprint().md5(),
            (_, None) if arguments.comment => public.comment().to_string(),
            (Sort::Certificate(certificate), None) => certificate.line(),
            (Sort::Private { .. } | Sort::Public, None) => public.line(),
        };
        Ok(format!("{text}\n"))
    }

    fn facts<'a>(
        &self,
        path: &'a Path,
        arguments: &Show,
        old: &mut Passphrases,
    ) -> Result<Facts<'a>, Failure> {
        let read = open_all(path, &self.disk);
        let others = others_rights(path, &read, &self.disk);
        let file = read
            .and_then(|contents| contents.only().map_err(OpenError::Read))
            .map_err(|error| Failure::opening(path.to_owned(), error))?;
        let (format, sort, public) = match file {
            KeyFile::Private(format, key) => (format, Sort::Private { locked: false }, key.public().clone()),
            KeyFile::Public(format, key) => (format, Sort::Public, key),
            KeyFile::Certificate(certificate) => {
                let key = certificate.key.clone();
                (Format::Certificate, Sort::Certificate(certificate), key)
            }
            KeyFile::Encrypted(locked) => return self.locked_facts(path, &locked, others, arguments, old),
        };
        Ok(Facts { path, format, sort, public: Some(public), others, comment_known: true })
    }

    fn locked_facts<'a>(
        &self,
        path: &'a Path,
        locked: &EncryptedKey,
        others: Option<Rights>,
        arguments: &Show,
        old: &mut Passphrases,
    ) -> Result<Facts<'a>, Failure> {
        let (format, sort) = (locked.format(), Sort::Private { locked: true });
        let claimed = locked.claimed_public();
        // OpenSSH's own format locks the comment with the private half.
        let comment_known = claimed.is_some() && format != Format::OpenSsh;
        let tells_enough = arguments.is_summary()
            || arguments.json
            || if arguments.comment { comment_known } else { claimed.is_some() };
        if tells_enough && !old.has_file() {
            return Ok(Facts { path, format, sort, public: claimed.cloned(), others, comment_known });
        }
        let Unlocked { key, .. } = old.unlock(path, locked, 0, self)?;
        Ok(Facts { path, format, sort, public: Some(key.public().clone()), others, comment_known: true })
    }
}

impl Show {
    /// Nothing in particular was asked for.
    fn is_summary(&self) -> bool {
        !self.public && !self.comment && !self.json && self.fingerprint.is_none()
    }
}
