//! One file, looked at: what the rules ask of it, and nothing that is secret.

use super::role::Role;
use crate::batch::{OpenError, is_for_ssh};
use crate::format::{self, Contents, Cost, FILE_BYTES, Format, KeyFile, ReadError};
use crate::health::TextFault;
use crate::key::{Certificate, PublicKey};
use crate::sshfiles::has_public_line;
use crate::system::{Disk, DiskError, FileStatus};
use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// A file of the survey.
#[derive(Debug)]
pub(in crate::health) struct SeenFile {
    pub path: PathBuf,
    pub role: Role,
    pub status: Option<FileStatus>,
    /// The first private key, otherwise the first key.
    pub key: Option<SeenKey>,
    /// Why there is none.
    pub error: Option<OpenError>,
    /// Whether there is any sign of a private key.
    pub is_private: bool,
    /// Whether ssh refuses it if others can read it.
    pub is_for_ssh: bool,
    pub text: Option<SeenText>,
    /// Whether ssh reads a public key in it, if it is one of those files.
    pub is_public_line: bool,
    /// Of one of those files in which it reads none: whether nothing but white space and the encoding of characters
    /// changes when the only key in it is written anew. `None` where it cannot be.
    pub public_is_only_space: Option<bool>,
}

/// The text of a private key that ssh does not read as it stands.
#[derive(Debug)]
pub(in crate::health) struct SeenText {
    pub fault: TextFault,
    /// Whether the file begins with the key, apart from white space, or holds nothing else.
    pub is_key_file: bool,
    /// Whether nothing but white space and the encoding of characters changes when it is written anew. `None` where it
    /// cannot be.
    pub is_only_space: Option<bool>,
}

impl SeenText {
    fn of(bytes: &[u8], contents: &Contents) -> Option<Self> {
        let fault = TextFault::of(bytes, contents)?;
        let begins_with_key = format::without_bom(bytes).trim_ascii_start().starts_with(b"-----BEGIN ");
        let rewritten = format::rewrite(bytes).ok();
        let is_alone = rewritten.as_ref().is_some_and(|rewritten| !rewritten.leaves_out);
        let is_only_space = rewritten.map(|rewritten| rewritten.is_only_space);
        Some(Self { fault, is_key_file: begins_with_key || is_alone, is_only_space })
    }
}

/// What can be said of a key without a passphrase.
#[derive(Debug)]
pub(in crate::health) struct SeenKey {
    pub format: Format,
    pub public: Option<PublicKey>,
    /// Whether it has a passphrase. `None` where there is nothing private.
    pub locked: Option<bool>,
    pub cost: Option<Cost>,
    pub certificate: Option<Box<Certificate>>,
}

impl SeenFile {
    /// Looks at a file. An internal error at one takes nothing from the others.
    pub fn look(path: &Path, disk: &dyn Disk) -> Option<Self> {
        catch_unwind(AssertUnwindSafe(|| Self::read(path, disk))).ok()
    }

    fn read(path: &Path, disk: &dyn Disk) -> Self {
        let (path, role, status) = (path.to_owned(), Role::of(path), disk.status(path));
        let bytes = disk.read(&path, FILE_BYTES);
        let read = match &bytes {
            Ok(bytes) => format::read_all(bytes).map_err(OpenError::Read),
            Err(error) => Err(OpenError::Disk(error.clone())),
        };
        let is_for_ssh = is_for_ssh(&read);
        let is_public_line = role == Role::Public && bytes.as_ref().is_ok_and(|bytes| has_public_line(bytes));
        let rewritten = bytes.iter().filter(|_| role == Role::Public && !is_public_line);
        let public_is_only_space = rewritten
            .filter_map(|bytes| format::rewrite(bytes).ok())
            .find_map(|rewritten| (!rewritten.is_private).then_some(rewritten.is_only_space));
        let seen = Self {
            path,
            role,
            status,
            key: None,
            error: None,
            is_private: false,
            is_for_ssh,
            text: None,
            is_public_line,
            public_is_only_space,
        };
        match read {
            Ok(contents) => Self {
                text: bytes.ok().and_then(|bytes| SeenText::of(&bytes, &contents)),
                is_private: contents.has_private_mark,
                ..seen.with_first(contents)
            },
            Err(error) => {
                let is_private = matches!(&error, OpenError::Read(error) if error.is_of_private_key());
                Self { is_private, error: Some(error), ..seen }
            }
        }
    }

    fn with_first(self, contents: Contents) -> Self {
        let mut keys = contents.keys.into_iter().map(|found| found.key).collect::<Vec<_>>();
        let is_private = |key: &Result<KeyFile, ReadError>| key.as_ref().is_ok_and(KeyFile::is_private);
        let at = keys.iter().position(is_private).or_else(|| keys.iter().position(Result::is_ok));
        match keys.drain(..).nth(at.unwrap_or_default()) {
            Some(Ok(file)) => Self { key: Some(SeenKey::of(&file)), ..self },
            Some(Err(error)) => Self { error: Some(OpenError::Read(error)), ..self },
            None => self,
        }
    }

    /// The key, if it is a private one.
    pub fn private(&self) -> Option<&SeenKey> {
        self.key.as_ref().filter(|key| key.locked.is_some())
    }

    /// Whether the permissions did not let it be read.
    pub fn is_denied(&self) -> bool {
        let denied = ErrorKind::PermissionDenied;
        matches!(&self.error, Some(OpenError::Disk(DiskError { kind, .. })) if *kind == denied)
    }
}

impl SeenKey {
    fn of(file: &KeyFile) -> Self {
        let (format, locked) = match file {
            KeyFile::Private(format, _) => (*format, Some(false)),
            KeyFile::Encrypted(key) => (key.format(), Some(true)),
            KeyFile::Public(format, _) => (*format, None),
            KeyFile::Certificate(_) => (Format::Certificate, None),
        };
        let cost = match file {
            KeyFile::Encrypted(key) => key.cost(),
            _ => None,
        };
        let certificate = match file {
            KeyFile::Certificate(certificate) => Some(certificate.clone()),
            _ => None,
        };
        Self { format, public: file.public().cloned(), locked, cost, certificate }
    }
}
