//! `keywright-cli show`

use super::args::{Hash, Show};
use super::passphrases::{Passphrases, Unlocked};
use super::{Cli, Failure};
use crate::convert::{OpenError, open_all, others_rights};
use crate::format::{EncryptedKey, Format, KeyFile};
use crate::key::{AttachedCertificate, PublicKey, SecurityKeyUse};
use crate::system::{Rights, files_from_shell};
use std::path::Path;

/// What a file tells.
pub(super) struct Facts<'a> {
    pub path: &'a Path,
    pub format: Format,
    pub sort: Sort,
    /// `None` where all of the file is locked.
    pub public: Option<PublicKey>,
    /// The certificate that the file is, or that stands in it beside the private key.
    pub certificate: Option<AttachedCertificate>,
    /// How the key is used, where its secret is in a security key and the file is open.
    pub security_key: Option<SecurityKeyUse>,
    /// Who else has rights to the file of a private key, because of which ssh refuses it.
    pub others: Option<Rights>,
    /// Whether the comment of `public` is that of the key, not just one that is still hidden.
    pub comment_known: bool,
}

/// What sort of file it is.
pub(super) enum Sort {
    Private { locked: bool },
    Public,
    Certificate,
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
        if arguments.certificate {
            let certificate = facts.certificate.ok_or_else(|| Failure::NoCertificate(path.to_owned()))?;
            return Ok(format!("{}\n", certificate.line()));
        }
        let Some(public) = facts.public.as_ref().filter(|_| !arguments.is_summary()) else {
            return Ok(self.summary(&facts));
        };
        let text = match arguments.fingerprint {
            Some(Hash::Sha256) => public.fingerprint().sha256(),
            Some(Hash::Md5) => public.fingerprint().md5(),
            None if arguments.comment => public.comment().to_string(),
            None => public.line(),
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
        let certificate = file.attached_certificate().cloned();
        let (format, sort, public, certificate, security_key) = match file {
            KeyFile::Private(format, key) => {
                let sort = Sort::Private { locked: false };
                (format, sort, key.public().clone(), certificate, key.security_key_use())
            }
            KeyFile::Public(format, key) => (format, Sort::Public, key, None, None),
            KeyFile::Certificate(certificate) => {
                let (format, key) = (Format::Certificate, certificate.key.clone());
                (format, Sort::Certificate, key, Some(AttachedCertificate::Read(certificate)), None)
            }
            KeyFile::Encrypted(locked) => return self.locked_facts(path, &locked, others, arguments, old),
        };
        let (public, comment_known) = (Some(public), true);
        Ok(Facts { path, format, sort, public, certificate, security_key, others, comment_known })
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
        let certificate = locked.claimed_certificate().cloned();
        // OpenSSH's own format locks the comment with the private half.
        let comment_known = claimed.is_some() && format != Format::OpenSsh;
        let tells_enough = arguments.is_summary()
            || arguments.json
            || arguments.certificate
            || if arguments.comment { comment_known } else { claimed.is_some() };
        let (public, security_key) = (claimed.cloned(), None);
        let known = Facts { path, format, sort, public, certificate, security_key, others, comment_known };
        if tells_enough && !old.has_file() {
            return Ok(known);
        }
        let Unlocked { key, .. } = old.unlock(path, locked, 0, self)?;
        let (public, security_key) = (Some(key.public().clone()), key.security_key_use());
        Ok(Facts { public, security_key, comment_known: true, ..known })
    }
}

impl Show {
    /// Nothing in particular was asked for.
    fn is_summary(&self) -> bool {
        !self.public && !self.certificate && !self.comment && !self.json && self.fingerprint.is_none()
    }
}
